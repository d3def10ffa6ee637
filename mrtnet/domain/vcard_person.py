"""The lines of one vCard understood as a person: the one reader of the house, for files and for what is pasted.

What has a field fills it; facts without one (anniversary, spouse, profession) become lines of the note, so that she
sees them; everything that is not ours to change is kept as it was for the way back. RFC 2426, 6350, 9554; interop.md 5.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from mrtnet.domain.cleaning import clean_line, clean_text
from mrtnet.domain.forms import LINE, TEXT, Address, PersonForm, Reach
from mrtnet.domain.names import word_set
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.domain.vcard_lines import Line, parts, unescaped, written
from mrtnet.domain.vcard_names import CardName, card_name, says_family_first
from mrtnet.domain.vcard_plain import SIGNS, plain_person
from mrtnet.domain.vcard_reaches import SERVICES, address, kind_and_label, label_address, label_words, reach, redundant
from mrtnet.domain.vcard_values import birthday, jobs, language, zone
from mrtnet.words import _, plural

KEPT_BYTES = 300_000  # of unknown lines one card may bring along
NAMED = 20  # of those that are too large, told one by one
_OURS = word_set("BEGIN END VERSION PRODID PROFILE NAME MAILER X-ABADR X-PRODID")
"""Lines that tell of the card's writer, or repeat another line."""
_REACHES = word_set("EMAIL TEL URL IMPP X-SOCIALPROFILE SOCIALPROFILE CONTACT-URI") | SERVICES.keys()
_ONCE = word_set("FN N BDAY UID REV KIND")
_PHONETIC = ("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME")
_TOLD = {
    "ROLE": "Role", "ANNIVERSARY": "Anniversary", "X-ANNIVERSARY": "Anniversary", "X-SPOUSE": "Spouse",
    "X-EVOLUTION-ANNIVERSARY": "Anniversary", "X-KADDRESSBOOK-X-ANNIVERSARY": "Anniversary",
    "X-WAB-WEDDING_ANNIVERSARY": "Anniversary", "X-EVOLUTION-SPOUSE": "Spouse", "X-MS-SPOUSE": "Spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "Spouse", "X-WAB-SPOUSE_NAME": "Spouse", "X-MANAGER": "Manager",
    "X-EVOLUTION-MANAGER": "Manager", "X-MS-MANAGER": "Manager", "X-KADDRESSBOOK-X-MANAGERSNAME": "Manager",
    "X-ASSISTANT": "Assistant", "X-EVOLUTION-ASSISTANT": "Assistant", "X-MS-ASSISTANT": "Assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "Assistant", "X-KADDRESSBOOK-X-PROFESSION": "Profession",
    "X-KADDRESSBOOK-X-OFFICE": "Office", "X-MS-CHILD": "Child", "X-CHILD": "Child", "X-CHILDREN": "Children",
    "X-MAIDENNAME": "Maiden name", "X-MAIDEN-NAME": "Maiden name", "BIRTHPLACE": "Birthplace",
    "EXPERTISE": "Expertise", "HOBBY": "Hobby", "INTEREST": "Interest", "X-PROFESSION": "Profession",
}  # fmt: skip
"""Facts about her without a field of their own, by the words they are told with."""


_MOMENT = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII
)


class CardPerson(NamedTuple):
    """A card understood. `form` is None if it names nobody; `pictures` are its PHOTO lines, not yet looked into.

    `kept` are whole lines for the way back. `kind` is RFC 6350 KIND in small letters ("individual", "group", "org").
    """

    form: PersonForm | None
    kept: tuple[str, ...] = ()
    pictures: tuple[Line, ...] = ()
    uid: str = ""
    rev: datetime | None = None
    kind: str = "individual"
    name: str = ""
    members: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def person(lines: Sequence[Line], number: int = 1, *, keeps: bool = True, clean: bool = False) -> CardPerson:
    """The person of a card that begins at line `number`.

    `keeps`: unknown lines come back as `kept`; otherwise, for a card pasted into a text, the note tells them.
    `clean`: every value is as `clean_line` leaves it (`vcard_cards.Card`).
    """
    if (plain := plain_person(lines, clean)) is not None:
        return CardPerson(plain.form, uid=plain.uid, rev=_moment(plain.rev), name=plain.form.name)
    return _Reading(lines, number, keeps).result()


class _Reading:
    """One card while it is understood."""

    def __init__(self, lines: Sequence[Line], number: int, keeps: bool) -> None:
        self.lines, self.number, self.keeps = lines, number, keeps
        self.names = {line.name for line in lines}
        self.labels = (
            {line.group: unescaped(line.value) for line in lines if line.name == "X-ABLABEL" and line.group}
            if "X-ABLABEL" in self.names
            else {}
        )
        self.consumed_groups: set[str] = set()
        self.reaches: dict[tuple[str, str], Reach] = {}
        self.preferred: set[tuple[str, str]] = set()
        self.addresses: list[Address] = []
        self.tags: list[str] = []
        self.languages: list[str] = []
        self.nicknames: list[str] = []
        self.notes: list[tuple[bool, str]] = []  # whether it is NOTE itself, and the text
        self.kept: list[Line] = []
        self.pictures: list[Line] = []
        self.members: list[str] = []
        self.problems: list[Problem] = []
        self.once: dict[str, str] = {}
        self.single: dict[str, str] = {}  # fields of the form that hold one line

    def result(self) -> CardPerson:
        for line in self.lines:
            self._take(line)
        name = card_name(self.lines, {one.value for one in self.reaches.values()})
        if "LABEL" in self.names:
            self._labels_without_address(" ".join([*name.fields.values(), *name.credentials]))
        if not self.names.isdisjoint(_PHONETIC):
            self._phonetic()
        uid, rev = self.once.get("UID", ""), _moment(self.once.get("REV", ""))
        kind, kept = self.once.get("KIND", "individual").lower() or "individual", self._kept()
        if kind == "group" or self.members:
            shown = name.fields["name"] or self.once.get("FN", "")
            return CardPerson(None, kept, (), uid, rev, "group", self._line(shown, "FN"), tuple(self.members),
                              tuple(self.problems))  # fmt: skip
        form = self._form(name)
        return CardPerson(form, kept, tuple(self.pictures), uid, rev, kind, form.name if form else "", (),
                          tuple(self.problems))  # fmt: skip

    def _take(self, line: Line) -> None:
        name = line.name
        if name in _OURS or not (line.value or line.card):
            return
        if name in _ONCE:
            self._take_once(line)
        elif name in _REACHES:
            self._take_reach(line)
        elif take := _TAKEN.get(name):
            take(self, line)
        elif name in _TOLD:
            self._tell(_TOLD[name], line, birthday(line) if "ANNIVERSARY" in name else None)
            self._keep(line, told=True)
        elif name not in ("TITLE", "ORG", "X-ABLABEL", "X-PHONETIC", "LABEL") and name not in _PHONETIC:
            self._keep(line)

    def _take_once(self, line: Line) -> None:
        """The first of what a card has once; another one that says something else is told."""
        text = str(clean_line(unescaped(line.value)))
        if line.name not in self.once:
            self.once[line.name] = text
            if line.name == "BDAY":
                self.single["birthday"] = self._line(birthday(line), "BDAY", line.number)
            if line.name == "KIND" and text.lower() != "individual":
                self._keep(line, told=True)
        elif line.name in ("FN", "N") and text != self.once[line.name]:
            shown = text if line.name == "FN" else " ".join(filter(None, parts(line.value)[:2][::-1]))
            self._tell("Name", line, shown)
        elif line.name == "BDAY" and birthday(line) != self.single["birthday"]:
            self._tell("Birthday", line, birthday(line))

    def _take_reach(self, line: Line) -> None:
        found = reach(line, self.labels.get(line.group, ""))
        if found is None:
            text = unescaped(line.value)
            self._tell("", line, text) if line.name == "URL" else self._tell(label_words(line), line, text)
            self._keep(line, told=True)
            return
        self.consumed_groups.add(line.group)
        same = SIGNS.sub("", found.value) if found.property == "TEL" else found.value
        key = (found.property, same.casefold())
        before = self.reaches.get(key)
        if before is None:
            self.reaches[key] = found
        else:
            self.reaches[key] = before.model_copy(
                update={"type": before.type or found.type, "label": before.label or found.label}
            )
        if "pref" in line.types or line.parameter("PREF") == "1":
            self.preferred.add(key)

    def _address(self, line: Line) -> None:
        kind, _label = kind_and_label(line, self.labels.get(line.group, ""))
        found = address(parts(line.value), kind, self._fitted(line))
        if found:
            self.addresses.append(found)
            self.consumed_groups.add(line.group)

    def _labels_without_address(self, name: str) -> None:
        """LABEL: where no ADR of its type stands beside it, it is the address; else it mostly repeats it."""
        known = {found.type for found in self.addresses}
        for line in self.lines:
            if line.name != "LABEL" or not line.value:
                continue
            kind, _label = kind_and_label(line, self.labels.get(line.group, ""))
            found = label_address(unescaped(line.value), kind, self._fitted(line))
            if found and found.type not in known:
                self.addresses.append(found)
                self.consumed_groups.add(line.group)
            elif not redundant(unescaped(line.value), self.addresses, name):
                self._keep(line)

    def _categories(self, line: Line) -> None:
        separator = "," if re.search(r"(?<!\\),", line.value) else ";"
        for tag in parts(line.value, separator):
            if tag and tag.casefold() not in ("mycontacts", "* mycontacts"):  # what Google calls everybody
                self.tags.append(self._line(tag, line.name, line.number))

    def _nickname(self, line: Line) -> None:
        self.nicknames += [nick for nick in parts(line.value, ",") if nick]

    def _note(self, line: Line) -> None:
        self.notes.append((True, unescaped(line.value)))

    def _picture(self, line: Line) -> None:
        is_link = not line.is_binary and re.match(r"\s*(?!data:)[a-z][a-z0-9+.-]{1,15}:", line.value, re.I)
        self._keep(line) if is_link else self.pictures.append(line)

    def _pronouns(self, line: Line) -> None:
        text = unescaped(line.value).strip()
        if line.name == "GENDER":
            text = ", ".join(parts(line.value)[1:])
            self._keep(line)
        if "/" in text or line.name != "GENDER":
            self.single.setdefault("pronouns", self._line(text, line.name, line.number))

    def _language(self, line: Line) -> None:
        self.languages += [self._line(language(code), line.name, line.number) for code in parts(line.value, ",")]

    def _zone(self, line: Line) -> None:
        if "time_zone" not in self.single and (name := zone(unescaped(line.value))):
            self.single["time_zone"] = name
        else:
            self._keep(line)

    def _sound(self, line: Line) -> None:
        if "x-irmc-n" in line.types:
            said = " ".join(filter(None, parts(line.value)))
            self.single.setdefault("pronunciation", self._line(said, line.name, line.number))
        else:
            self._keep(line)

    def _related(self, line: Line) -> None:
        text = unescaped(line.value)
        if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", text, re.I):
            self._tell(next(iter(line.types), "").capitalize() or "Related", line)
        self._keep(line, told=True)

    def _labelled(self, line: Line) -> None:
        """Apple's dates and related names: the label in their group says which."""
        label = kind_and_label(line._replace(parameters={}), self.labels.get(line.group, ""), plain=True)[1]
        self._tell(label or ("Date" if line.name == "X-ABDATE" else "Related"), line, _day_text(line))
        self._keep(line, told=True)

    def _agent(self, line: Line) -> None:
        if line.card:
            inner = person(line.card, line.number).form
            said = [inner.name, *(reach.value for reach in inner.reaches)] if inner else []
            if said:
                self._tell("Agent", line, ", ".join(filter(None, said)))
        self._keep(line, told=bool(line.card))

    def _member(self, line: Line) -> None:
        self.members.append(unescaped(line.value).strip())

    def _apple_kind(self, line: Line) -> None:
        if line.value.strip().lower() == "group":
            self.once.setdefault("KIND", "group")
        elif line.name == "X-ABSHOWAS" and line.value.strip().upper() == "COMPANY":
            self.once.setdefault("KIND", "org")
            self._keep(line, told=True)

    def _android(self, line: Line) -> None:
        """X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Max;1;…"""
        what, value = (*parts(line.value), "", "")[:2]
        if what.endswith("/nickname") and value:
            self.nicknames.append(value)
            return
        if what.endswith(("/contact_event", "/relation")) and value:
            self._tell("Relation" if what.endswith("relation") else "Date", line, value)
        self._keep(line, told=True)

    def _tell(self, label: str, line: Line, text: str | None = None) -> None:
        said = str(clean_line(unescaped(line.value) if text is None else text))
        if said.strip():
            self.notes.append((False, f"{label}: {said}" if label else said))

    def _keep(self, line: Line, told: bool = False) -> None:
        if self.keeps:
            self.kept.append(line)
            return
        silent = told or line.is_binary or line.name in _SAYS_NOTHING or line.name.startswith(_SAY_NOTHING)
        if not silent and len(line.value) < TEXT // 10:
            self._tell(line.name.removeprefix("X-").replace("-", " ").capitalize(), line)

    def _kept(self) -> tuple[str, ...]:
        """The lines for the way back, with the labels of their groups, within bounds."""
        if not self.kept:
            return ()
        groups = {line.group for line in self.kept if line.group}
        labels = [line for line in self.lines if line.name == "X-ABLABEL" and line.group in groups]
        found, size, left = [], 0, 0
        for line in [*self.kept, *labels]:
            text = written(line)
            if size + len(text) <= KEPT_BYTES:
                found.append(text)
                size += len(text)
                continue
            left += 1
            if left <= NAMED:
                why = _("It has no place here and is too large to be kept for the way back.")
                self.problems.append(Problem(line.number, line.name, why))
        if left > NAMED:
            why = plural("{n} more line was too much to keep.", "{n} more lines were too much to keep.", left - NAMED)
            self.problems.append(Problem(self.number, "", why))
        return tuple(dict.fromkeys(found))

    def _phonetic(self) -> None:
        said = {line.name: unescaped(line.value) for line in self.lines if line.name in _PHONETIC}
        spoken = " ".join(said[name] for name in _PHONETIC if said.get(name))
        if spoken:
            self.single["pronunciation"] = self._line(spoken, "X-PHONETIC", self.number)

    def _line(self, text: str, what: str, number: int = 0) -> str:
        """One line of text that fits its field; what is longer is told whole in the note."""
        plain = str(clean_line(text))
        if len(plain) <= LINE:
            return plain
        why = _("It is longer than {n} characters; the whole of it stands in the note.").format(n=LINE)
        self.problems.append(Problem(number or self.number, what, why, False))
        self.notes.append((False, f"{what}: {plain}"))
        return str(clean_line(plain[:LINE]))

    def _fitted(self, line: Line) -> Callable[[str], str]:
        return lambda text: self._line(text, line.name, line.number)

    def _form(self, name: CardName) -> PersonForm | None:
        reaches = [self.reaches[key] for key in sorted(self.reaches, key=lambda key: key not in self.preferred)]
        work = jobs(self.lines, self._line)
        fields = {key: self._line(value, "N") for key, value in name.fields.items()}
        is_whole = fields == name.fields
        company = work[0].organization if work else ""
        if not any(fields.values()) and not reaches:
            nickname = next(iter(self.nicknames), "")
            stand_in = card_name([Line(self.number, "", "FN", {}, nickname)]).fields if nickname else {"name": company}
            fields |= {key: self._line(value, "NICKNAME") for key, value in stand_in.items()}
        elif company and fields["name"] == company and not name.has_parts:
            fields = dict.fromkeys(fields, "") | {"name": company}
        if not any(fields.values()) and not reaches:
            holds = ", ".join(dict.fromkeys(line.name for line in self.lines if line.name != "VERSION"))
            why = _("This card names nobody, so no person was made of it.")
            why += " " + _("It holds: {lines}.").format(lines=excerpt(holds)) if holds else ""
            self.problems.append(Problem(self.number, "BEGIN:VCARD", why))
            return None
        nickname = self._line(", ".join(dict.fromkeys(self.nicknames)) or name.nickname, "NICKNAME")
        family_first = name.family_first and (is_whole or says_family_first(fields, fields["name"]))
        told: dict[str, Any] = {
            **fields, "family_first": family_first, "nickname": nickname,
            "credentials": [self._line(mark, "N") for mark in name.credentials], "jobs": work, "reaches": reaches,
            "addresses": self.addresses, "tags": self.tags, "languages": self.languages, "note": self._note_text(),
            **self.single,
        }  # fmt: skip
        return _checked(told)

    def _note_text(self) -> str:
        if not self.notes:
            return ""
        there = {line.strip() for is_note, text in self.notes if is_note for line in str(clean_text(text)).split("\n")}
        lines: dict[str, None] = {}
        for is_note, text in self.notes:
            if is_note or text not in there:
                lines[str(clean_text(text))] = None
        whole = "\n".join(line for line in lines if line)
        if len(whole) > TEXT:
            why = _("The note is longer than {n} characters; the rest was left out.").format(n=f"{TEXT:,}")
            self.problems.append(Problem(self.number, "NOTE", why))
        return whole[:TEXT]


_SAY_NOTHING = ("X-AB", "X-EVOLUTION-FILE", "X-MS-OL")
_SAYS_NOTHING = word_set(
    "SOURCE XML CLIENTPIDMAP LOGO SOUND KEY CLASS SORT-STRING X-ABUID CREATED JSPROP UID REV PHOTO GRAMGENDER"
)
_TAKEN: dict[str, Callable[[_Reading, Line], None]] = {
    "ADR": _Reading._address, "CATEGORIES": _Reading._categories, "NICKNAME": _Reading._nickname,
    "NOTE": _Reading._note, "PHOTO": _Reading._picture, "PRONOUNS": _Reading._pronouns,
    "X-PRONOUNS": _Reading._pronouns, "X-ABPRONOUNS": _Reading._pronouns, "GENDER": _Reading._pronouns,
    "LANG": _Reading._language, "TZ": _Reading._zone, "SOUND": _Reading._sound, "RELATED": _Reading._related,
    "X-ABDATE": _Reading._labelled, "X-ABRELATEDNAMES": _Reading._labelled, "AGENT": _Reading._agent,
    "MEMBER": _Reading._member, "X-ADDRESSBOOKSERVER-MEMBER": _Reading._member,
    "X-ADDRESSBOOKSERVER-KIND": _Reading._apple_kind, "X-ABSHOWAS": _Reading._apple_kind,
    "X-ANDROID-CUSTOM": _Reading._android,
}  # fmt: skip


def _checked(told: dict[str, Any]) -> PersonForm:
    """The form of texts that were cleaned and cut one by one: looked at again is what a second cleaning may change."""
    for field, value in told.items():
        if isinstance(value, str):
            if not value or (value.isascii() and value[0] != " " != value[-1] and len(value) < LINE):
                continue
            told[field] = clean_text(value) if field == "note" else clean_line(value)
            if len(value) > (TEXT if field == "note" else LINE) - 1:
                return PersonForm(**told)
        elif field in _LISTS and value:
            told[field] = list(dict.fromkeys(filter(None, map(str, map(clean_line, value)))))
    if not (told["name"] or told["given"] or told["family"] or told["reaches"]):
        return PersonForm(**told)
    return PersonForm.trusted(told)


_LISTS = ("credentials", "tags", "languages")


def _day_text(line: Line) -> str:
    return birthday(line) if line.name == "X-ABDATE" else unescaped(line.value)


def _moment(text: str) -> datetime | None:
    """REV as an instant in UTC; a day alone is its midnight. None if it is neither."""
    if len(text) == 20 and text[19] == "Z" and text[10] == "T" and text[4] == text[7] == "-" and text[:4].isdigit():
        with suppress(ValueError):
            return datetime.fromisoformat(text)
    digits = _MOMENT.match(text)
    if not digits:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in digits.groups()[:6])
    try:
        moment = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
        if digits[7] and digits[7] != "Z":
            moment = datetime.fromisoformat(moment.strftime("%Y-%m-%dT%H:%M:%S") + digits[7]).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment
