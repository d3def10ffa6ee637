"""Cards of an address book, compared by what they say and changed only where we differ (RFC 2426, RFC 6350).

A card is taken apart into the fields of a person, so that another order, spelling or label of another program is no
change. Writing goes the other way: only the lines of our changed fields are put into their card as it was last seen,
and of a list only the values that differ; every other line of theirs lives on.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from hashlib import sha256

from mrtnet import clock
from mrtnet.domain.arrivals import card_id
from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import LINE, Address, PersonForm, Reach
from mrtnet.domain.merging import FIELDS, address_key, in_words, reach_key
from mrtnet.domain.names import fold
from mrtnet.domain.vcard_lines import Line, parameters, parts
from mrtnet.domain.vcard_reaches import SERVICES, address, kind_and_label, reach
from mrtnet.exchange.vcard import CardGroup, CardRead, read_cards
from mrtnet.sync.objects import Fields, Part, group_of, name_of, parameters_end, parsed, plain, short, value_of
from mrtnet.trouble import Trouble
from mrtnet.words import _

LARGEST = 16_000_000  # bytes of one card: a photo of 10 MB as text
_LINKS = ("URL", "X-SOCIALPROFILE", "SOCIALPROFILE", "CONTACT-URI")
_LINES: Mapping[str, tuple[str, ...]] = {
    "name": ("FN", "N"),
    "credentials": ("N",),
    "nickname": ("NICKNAME",),
    "jobs": ("ORG", "TITLE"),
    "emails": ("EMAIL",),
    "phones": ("TEL",),
    "links": _LINKS,
    "chats": ("IMPP", *SERVICES),
    "addresses": ("ADR",),
    "tags": ("CATEGORIES",),
    "languages": ("LANG",),
    "pronouns": ("PRONOUNS", "X-PRONOUNS", "X-ABPRONOUNS"),
    "pronunciation": ("X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME", "X-PHONETIC-LAST-NAME"),
    "birthday": ("BDAY",),
    "time_zone": ("TZ",),
    "note": ("NOTE",),
    "photo": ("PHOTO",),
    "group": ("FN", "N"),
    "members": ("X-ADDRESSBOOKSERVER-MEMBER", "MEMBER"),
}
"""By field: the lines that say it. `group` and `members` are those of a group's card."""
_REACHES = {"emails": "EMAIL", "phones": "TEL", "links": "URL", "chats": "IMPP"}
_LABEL = ("X-ABLABEL", "X-ABADR")


class ContactCards:
    """Objects of a CardDAV collection: people, and groups of people.

    Without `notes` ours are never put there, and one that we wrote there before is taken away.
    """

    joined: frozenset[str] = frozenset(field.key for field in FIELDS if field.is_list)

    def __init__(self, *, notes: bool = False, photos: bool = False) -> None:
        self._spoken = _LINES.keys() - ({"note"} if not notes else set()) - ({"photo"} if not photos else set())
        self._photos = photos

    def uid(self, content: bytes) -> str:
        """The UID, with or without "urn:uuid:", in small letters."""
        uid = card_id(plain(parsed(content, "VCARD", LARGEST).value("UID")))
        if not uid:
            raise Trouble(_("A card on the server has no UID and was left alone."))
        return uid

    def fields(self, content: bytes) -> dict[str, str]:
        """What the card says, by the keys of `merging.FIELDS`, each in one spelling; what is not said is left out."""
        found = read_card(content)
        if isinstance(found, CardGroup):
            return {"group": group_name(content), "members": "\n".join(members(found))}
        said = said_by(found.form)
        if self._photos and found.photo is not None:
            said["photo"] = sha256(found.photo.content).hexdigest()[:24]
        return said

    def words(self, content: bytes) -> dict[str, str]:
        """What the card says, to be read by a person."""
        found = read_card(content)
        if isinstance(found, CardGroup):
            return {"group": group_name(content), "members": ", ".join(members(found))}
        said = {field.key: "\n".join(in_words(field, found.form)) for field in FIELDS}
        said["photo"] = _("a photo") if self._photos and found.photo is not None else ""
        return {key: value for key, value in said.items() if value}

    def merged(self, ours: bytes, theirs: bytes, changed: Collection[str], was: Fields) -> bytes:
        """Theirs with the changed fields as in ours; of a list, their lines stay where they say the same."""
        mine, other = (parsed(content, "VCARD", LARGEST) for content in (ours, theirs))
        newer = other.value("VERSION").strip() == "4.0"
        spoken = self._spoken | ({"note"} if was.get("note") == short(self.fields(theirs).get("note", "")) else set())
        for field in _LINES:
            if field in changed and field in spoken:
                _put(field, mine, other, newer=newer)
        other.put(("REV",), [f"REV:{clock.now():%Y%m%dT%H%M%SZ}"])
        return b"".join(other.written())


def read_card(content: bytes) -> CardRead | CardGroup:
    """The person or group of a card. Raises Trouble for what is neither."""
    if len(content) > LARGEST:
        raise Trouble(_("A card on the server is too large to be read."))
    for found in read_cards(content):
        if isinstance(found, CardRead | CardGroup):
            return found
    raise Trouble(_("A card on the server names nobody and was left alone."))


def group_name(content: bytes) -> str:
    """The name of a group, which is no person's name."""
    return " ".join(plain(parsed(content, "VCARD", LARGEST).value("FN")).split())[:LINE]


def members(group: CardGroup) -> list[str]:
    """The UIDs of the members, in order."""
    return sorted({card_id(member) for member in group.members if card_id(member)})


def said_by(form: PersonForm) -> dict[str, str]:
    """What a person's form says that a card can say; lists in one order, of jobs only the present ones."""
    told: dict[str, Iterable[str]] = {
        "name": [" ".join((form.name, form.prefix, form.given, form.additional, form.family, form.suffix)).strip()],
        "credentials": form.credentials,
        "jobs": sorted("\t".join((job.organization, job.department, job.title)) for job in form.jobs if not job.until),
        "addresses": sorted("\t".join((*map(str, _of_address(each)), each.type)) for each in form.addresses),
        "tags": sorted({fold(tag): tag for tag in form.tags}.values()),
        "languages": form.languages,
        "note": [line.rstrip() for line in form.note.strip().splitlines()],
    }
    for key, kind in _REACHES.items():
        told[key] = sorted("\t".join((normal(each) or each.value, each.type, each.label))
                           for each in form.reaches if each.property == kind)  # fmt: skip
    for key in ("nickname", "pronouns", "pronunciation", "birthday", "time_zone"):
        told[key] = [getattr(form, key)]
    return {key: text for key, values in told.items() if (text := "\n".join(values))}


def group_card(uid: str, name: str, member_uids: Iterable[str]) -> bytes:
    """A group as Apple's programs have it in vCard 3.0, which knows none."""
    shown = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    part = Part("VCARD", ["VERSION:3.0", f"UID:{uid}", f"FN:{shown}", f"N:{shown};;;;",
                          "X-ADDRESSBOOKSERVER-KIND:group",
                          *(f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{each}" for each in member_uids)])  # fmt: skip
    return b"".join(part.written())


def _of_address(each: Address) -> tuple[object, ...]:
    key = address_key(each)
    return key if isinstance(key, tuple) else (key,)


# Lines


def _put(field: str, mine: Part, other: Part, *, newer: bool) -> None:
    """Bring the lines of one field from our card into theirs."""
    names = _LINES[field]
    new = [line for item in mine.items if isinstance(line := item, str) and name_of(line) in names]
    known = _meaning(field)
    if known is None:
        other.put(names, _regrouped([_as_newer(line) if newer else line for line in new], mine, other))
        return
    there = [line for item in other.items if isinstance(line := item, str) and name_of(line) in names]
    wanted = {known(line, mine) for line in new}
    stay = [line for line in there if (meant := known(line, other)) is None or meant in wanted]
    told = {known(line, other) for line in stay}
    fresh = [line for line in new if known(line, mine) not in told]
    other.put(names, [*stay, *_regrouped(fresh, mine, other)])


def _meaning(field: str) -> "Callable[[str, Part], object] | None":
    """How to tell whether two lines of this field say the same; None for fields that are one thing."""
    if kind := _REACHES.get(field):
        return lambda line, card: _reach_of(line, card, kind)
    return _address_of if field == "addresses" else None


def _line(raw: str) -> Line:
    head = raw[: parameters_end(raw)]
    return Line(0, group_of(raw), name_of(raw), parameters(head[len(head.partition(";")[0]) :]), value_of(raw))


def _label_of(raw: str, card: Part) -> str:
    group = group_of(raw)
    return next((plain(value_of(line)) for line in card.lines("X-ABLABEL") if group and group_of(line) == group), "")


def _reach_of(raw: str, card: Part, kind: str) -> object:
    """What a line says as a way to reach her; None where it says none of this kind."""
    found: Reach | None = reach(_line(raw), _label_of(raw, card))
    if found is None or found.property != kind:
        return None
    return reach_key(found), found.type, found.label


def _address_of(raw: str, card: Part) -> object:
    line = _line(raw)
    found = address(parts(line.value), kind_and_label(line, _label_of(raw, card))[0], lambda text: text)
    return (address_key(found), found.type) if found else None


def _regrouped(lines: list[str], mine: Part, other: Part) -> list[str]:
    """Our lines with their labels, in groups that their card does not use yet."""
    used = [int(found[1]) for item in other.items
            if isinstance(item, str) and (found := re.fullmatch(r"item(\d{1,8})", group_of(item)))]  # fmt: skip
    last, made, written = max(used, default=0), dict[str, str](), list[str]()
    for line in lines:
        group = group_of(line)
        if not group:
            written.append(line)
            continue
        labels = []
        if group not in made:
            last += 1
            made[group] = f"item{last}"
            labels = [each for name in _LABEL for each in mine.lines(name) if group_of(each) == group]
        written += [f"{made[group]}.{each.partition('.')[2]}" for each in (line, *labels)]
    return written


def _as_newer(line: str) -> str:
    """A line of 3.0 as 4.0 has it, where the two differ in more than manner."""
    match name_of(line):
        case "PHOTO":
            kind = next(iter(_line(line).types), "jpeg")
            return f"PHOTO:data:image/{kind};base64,{value_of(line)}"
        case "BDAY" if "OMIT-YEAR" in line:
            return f"BDAY:--{value_of(line)[5:].replace('-', '')}"
        case "BDAY" if "VALUE=date" in line:
            return f"BDAY:{value_of(line).replace('-', '')}"
        case "X-PRONOUNS":
            return line.removeprefix("X-")
        case _:
            return line
