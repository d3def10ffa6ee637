"""A business card from the lines that recognition found on its picture: who it is, and which of it is unsure.

Contacts are taken out first, because they tell much about the rest: a mailbox is made of the name, a domain of the
employer. Every line ends up in a field or in the note.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from mrtnet.domain.card_contacts import Contacts, contacts
from mrtnet.domain.card_fields import (
    domain_likeness,
    goes_on,
    is_department,
    is_foreign,
    is_slogan,
    mailbox_likeness,
    name_likeness,
    organization_likeness,
    title_likeness,
    with_lost_letters,
)
from mrtnet.domain.card_layout import Piece, follows, pieces, union
from mrtnet.domain.card_lines import Box, CardLine
from mrtnet.domain.card_repairs import as_in_domain, letters_in_words, with_blanks, with_initials
from mrtnet.domain.credentials import only_marks, split_credentials
from mrtnet.domain.forms import LINE, Job, PersonForm, Reach
from mrtnet.domain.names import split_name, tidy, word_set
from mrtnet.domain.work_words import work_kind
from mrtnet.trouble import Trouble
from mrtnet.words import _

_SURE = 0.9
"""Score of recognition below which a field is unsure."""
_PRONOUNS = re.compile(r"\(?((?:she|he|they|ze|ella|él|elle)(?: ?/ ?\w+){1,2})\)?", re.I)
_JUNK = re.compile(r"[\W_]*\w?[\W_]*|(?:(\S)\s*)(?:\1\s*){2,}")
"""What recognition makes of a logo or of a script it does not know."""


class CardRead(NamedTuple):
    """The person of a card.

    `places` says where on the upright picture each field stands, `unsure` which fields she should look at. Both name
    fields so: "name", "credentials", "title", "organization", "department", "address", and "EMAIL 1", "TEL 2", "URL 1"
    by property and place among `form.reaches` of that property, counted from 1.
    """

    form: PersonForm
    unsure: tuple[str, ...] = ()
    places: Mapping[str, Box] = {}


def read_card(lines: Sequence[CardLine]) -> CardRead:
    """The person of these lines; what fits no field stands in the note. Raises Trouble if there is no text at all."""
    found = [piece for piece in pieces(lines) if not _JUNK.fullmatch(piece.text)]
    if not found:
        raise Trouble(_("There is nothing to read on this picture. Take it again, nearer and in more light."))
    return _Card(found).read()


class _Card:
    """One card while it is being understood. `free` are the pieces that are in no field yet, from top to bottom."""

    def __init__(self, found: list[Piece]) -> None:
        self.contacts: Contacts = contacts(found)
        self.free = list(map(_spelled, self.contacts.rest))
        self.used: dict[str, list[Piece]] = dict(self.contacts.places)
        self.weak: set[str] = set(self.contacts.weak)
        self.pronouns = ""
        self.marks: list[str] = []
        self.other = [piece for piece in self.free if is_foreign(piece.text)]
        self.free = [piece for piece in self.free if piece not in self.other]
        self.usual = median(piece.height for piece in found) if found else 1.0

    def read(self) -> CardRead:
        self._pronouns()
        named = self._name()
        organization = self._organization(named)
        self._credentials()
        title = self._title(named)
        department = self._department()
        organization = organization or self._last_left(named)
        name = tidy(split_name(named))
        job = Job(organization=organization[:LINE], title=title[:LINE], department=department[:LINE])
        form = PersonForm.checked(
            name=name.display[:LINE], prefix=name.prefix, given=name.given[:LINE], additional=name.additional[:LINE],
            family=name.family[:LINE], suffix=name.suffix, nickname=name.nickname, family_first=name.family_first,
            credentials=self.marks, pronouns=self.pronouns, jobs=[job] if job != Job() else [],
            reaches=self._reaches(named), addresses=[self.contacts.address] if self.contacts.address else [],
            note=self._note(),
        )  # fmt: skip
        unsure = {key for key, used in self.used.items() if min(piece.score for piece in used) < _SURE} | self.weak
        places = {key: union([piece.box for piece in used]) for key, used in self.used.items()}
        return CardRead(form, tuple(sorted(unsure, key=_order)), places)

    def _take(self, key: str, taken: Iterable[Piece]) -> None:
        for piece in taken:
            self.used.setdefault(key, []).append(piece)
            if piece in self.free:
                self.free.remove(piece)

    def _pronouns(self) -> None:
        for piece in self.free:
            if told := _PRONOUNS.fullmatch(piece.text):
                self.pronouns = told[1]
                self.free.remove(piece)
                return

    def _name(self) -> str:
        """The line most like a name; large letters and a place near the title count too. "" without any."""
        tallest = max((piece.height for piece in self.free), default=1.0)
        boxes = self.contacts.mailboxes

        def likeness(piece: Piece) -> float:
            told = name_likeness(piece.text, boxes)
            if told < 1 and not (boxes and told > 0.2):
                return 0
            told -= 4 * domain_likeness(piece.text, self.contacts.domains)
            return told + 1.6 * piece.height / tallest + (0.8 if self._title_below(piece) else 0)

        ranked = sorted(((likeness(piece), piece) for piece in self.free), key=lambda one: one[0], reverse=True)
        if not ranked or ranked[0][0] < 1:
            return self._guessed_name()
        best, piece = ranked[0]
        if best < 4 or (len(ranked) > 1 and best - ranked[1][0] < 1.2):
            self.weak.add("name")
        name, marks = split_credentials(piece.text)
        self._take("name", [piece])
        if marks:
            self.marks = marks
            self.used["credentials"] = [piece]
        if told := re.search(rf"\s*\({_PRONOUNS.pattern}\)|\s*\({_PRONOUNS.pattern.removeprefix('(')}", name, re.I):
            self.pronouns = self.pronouns or next(filter(None, told.groups()), "")
            name = name.replace(told[0], "")
        name = name.strip(" ,;-–|")
        whole = with_lost_letters(re.sub(r"(?<=\w)!(?=\s|$)", "I" if name.isupper() else "i", name), boxes)
        if whole != name:
            self.weak.add("name")
        return whole

    def _title_below(self, piece: Piece) -> bool:
        below = [
            other for other in self.free if other.top > piece.top and abs(other.left - piece.left) < 12 * piece.height
        ]
        return bool(below) and any(title_likeness(other.text) > 2 or only_marks(other.text) for other in below[:2])

    def _guessed_name(self) -> str:
        """Without a line that is like a name: a line in another script, else nothing if she can be reached."""
        self.weak.add("name")
        other = [piece for piece in self.other if split_name(piece.text).family_first]
        if other:
            self.other.remove(other[0])
            self.used["name"] = [other[0]]
            return other[0].text
        if self.contacts.reaches:
            return ""
        first = max(self.free or self.other, key=lambda piece: piece.height)
        (self.free if first in self.free else self.other).remove(first)
        self.used["name"] = [first]
        return first.text

    def _organization(self, named: str) -> str:
        domains = self.contacts.domains
        tallest = max((piece.height for piece in self.free), default=1.0)

        def likeness(piece: Piece) -> float:
            told = 0.0 if self._ends_title(piece) else organization_likeness(piece.text, domains)
            return told + 0.8 * piece.height / tallest if told > 0 else told

        ranked = sorted(((likeness(piece), piece) for piece in self.free), key=lambda one: one[0], reverse=True)
        if not ranked:
            return ""
        best, piece = ranked[0]
        if best < 1.2:
            return self._logo(named)
        if best < 2.2 or (len(ranked) > 1 and best - ranked[1][0] < 0.6):
            self.weak.add("organization")
        parts = [piece, *self._goes_on_below(piece)]
        self._take("organization", parts)
        told = with_initials(" ".join(part.text for part in parts).strip(" ,;–|"))
        return next((new for domain in domains if (new := as_in_domain(told, domain)) != told), told)

    def _ends_title(self, piece: Piece) -> bool:
        """Whether it is the second line of a title that breaks off before it."""
        above = [other for other in self.free if follows(other, piece) and title_likeness(other.text) > 1]
        return any(goes_on(other.text, piece.text) for other in above)

    def _goes_on_below(self, piece: Piece) -> list[Piece]:
        """The second line of an employer: "Great Plains University" over "Hospital"."""
        for other in self.free:
            if other is piece or not follows(piece, other) or is_slogan(other.text):
                continue
            likely = 0.85 < other.height / piece.height < 1.18 and not title_likeness(other.text) > 1
            both = organization_likeness(f"{piece.text} {other.text}", self.contacts.domains)
            alone = organization_likeness(piece.text, self.contacts.domains)
            if likely and both > alone + 0.4 and name_likeness(other.text, []) < 3:
                return [other]
        return []

    def _logo(self, named: str) -> str:
        """A name in large letters that says nothing of itself is taken for the employer."""
        shown = [piece for piece in self.free if _may_be_logo(piece.text) and not self._ends_title(piece)]
        if not shown or not named:
            return ""
        tallest = max(shown, key=lambda piece: piece.height)
        if tallest.height < min(0.85 * self.used["name"][0].height, 1.25 * self.usual):
            return ""
        self.weak.add("organization")
        self._take("organization", [tallest])
        return tallest.text

    def _last_left(self, named: str) -> str:
        """Where all else is understood, the one line that may be a name is the employer's."""
        shown = [piece for piece in self.free if _may_be_logo(piece.text) and piece.text.istitle()]
        if len(shown) != 1 or not named:
            return ""
        self.weak.add("organization")
        self._take("organization", shown)
        return shown[0].text

    def _reaches(self, named: str) -> list[Reach]:
        """The ways to reach her; "Erdelgado@..." is "E rdelgado@..." where the rest is made of this very name."""
        found = list(self.contacts.reaches)
        for at, reach in enumerate(found):
            box = reach.value.partition("@")[0]
            glued = reach.property == "EMAIL" and re.fullmatch(r"[EM][a-z][a-z._-]*", box)
            if glued and mailbox_likeness(named, box[1:]) == 4 > mailbox_likeness(named, box):
                found[at] = reach.model_copy(update={"value": reach.value[1:]})
                self.weak |= {key for key in self.used if key.startswith("EMAIL")}
        return found

    def _credentials(self) -> None:
        for piece in list(self.free):
            if marks := only_marks(piece.text):
                self.marks = [*self.marks, *marks]
                self._take("credentials", [piece])

    def _title(self, named: str) -> str:
        name = self.used.get("name", [])

        def likeness(piece: Piece) -> float:
            told = title_likeness(piece.text)
            under = any(_under(each, piece) for each in (*name, *self.used.get("credentials", [])))
            return told + (1.5 if under else 0) - (2 if is_slogan(piece.text) else 0)

        ranked = sorted(((likeness(piece), piece) for piece in self.free), key=lambda one: one[0], reverse=True)
        if not ranked or ranked[0][0] < 1.4 or (not named and ranked[0][0] < 2):
            return ""
        best, piece = ranked[0]
        if best < 2.5:
            self.weak.add("title")
        parts = [piece]
        while len(parts) < 3 and (more := self._title_more(parts[-1], parts)):
            parts.append(more)
        above = next(
            (other for other in self.free if follows(other, parts[0]) and goes_on(other.text, parts[0].text)), None
        )
        if above is not None and above not in parts and not is_slogan(above.text):
            parts.insert(0, above)
        self._take("title", parts)
        return with_blanks(" ".join(part.text for part in parts).strip(" ;–|"))

    def _title_more(self, last: Piece, parts: Sequence[Piece]) -> Piece | None:
        """The next line of the title: at a comma or "and", or where the words go on in the same letters."""
        for other in self.free:
            if other in parts or not follows(last, other) or is_slogan(other.text):
                continue
            if goes_on(last.text, other.text):
                return other
            same = 0.88 < other.height / last.height < 1.14
            long = last.right - last.left > 0.8 * (other.right - other.left) and len(last.text) > 24
            if same and long and _unfinished(last.text) and organization_likeness(other.text, []) < 2:
                return other
        return None

    def _department(self) -> str:
        found = [piece for piece in self.free if is_department(piece.text) or _like_department(piece.text)]
        if not found:
            return ""
        self._take("department", found[:1])
        if not is_department(found[0].text):
            self.weak.add("department")
        return with_blanks(found[0].text)

    def _note(self) -> str:
        rest = [piece.text for piece in sorted((*self.free, *self.other), key=lambda piece: piece.top)]
        rest += self.contacts.left_over
        return _("Also on the card: {lines}").format(lines="; ".join(rest)) if rest else ""


def _under(upper: Piece, lower: Piece) -> bool:
    """Whether a piece stands somewhere right below another, whatever the size of its letters."""
    size = max(upper.height, lower.height)
    beside = min(abs(lower.left - upper.left), abs(lower.middle - upper.middle), abs(lower.right - upper.right))
    return 0 < lower.top - upper.top < 2.2 * size and beside < 2 * size


def _spelled(piece: Piece) -> Piece:
    """The piece with figures in words put right, which makes it unsure."""
    text = letters_in_words(piece.text)
    return piece if text == piece.text else piece._replace(text=text, score=min(piece.score, _SURE - 0.01))


def _may_be_logo(text: str) -> bool:
    plain = text[:1].isupper() and len(text.split()) < 6 and not is_slogan(text)
    return plain and title_likeness(text) <= 1 and not only_marks(text)


def _like_department(text: str) -> bool:
    return work_kind(text) == "organization" and len(text.split()) < 6


def _unfinished(text: str) -> bool:
    """A title that ends in a word which seldom ends one: "Senior Manager, Clinical Documentation"."""
    return text.split()[-1].lower() in _UNFINISHED


_UNFINISHED = word_set(
    "documentation clinical health medical information revenue data release coding senior assistant associate chief "
    "executive regional national quality patient risk professional privacy human customer business"
)
_FIELDS = ("name", "credentials", "title", "organization", "department", "EMAIL", "TEL", "URL", "IMPP", "address")


def _order(key: str) -> tuple[int, str]:
    return _FIELDS.index(key.partition(" ")[0]), key
