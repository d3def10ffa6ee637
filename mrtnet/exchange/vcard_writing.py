"""vCard files out: 3.0 (RFC 2426) as every program reads it, 4.0 (RFC 6350) on wish.

Rules from other programs' readers (interop.md 3): everything escaped, no groups on EMAIL and TEL, phone numbers as
text, lines folded at 75 octets. Only what belongs on a card goes out: never rank, rhythm or where they met.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

from mrtnet.domain.rows import AddressRow, JobRow, PersonDetail, ReachRow
from mrtnet.domain.vcard_lines import escaped, parameter_text
from mrtnet.domain.vcard_values import birthday_line, language_code
from mrtnet.exchange.photos import Photo

Version = Literal["3.0", "4.0"]
PRODID = "-//mrtnet//people//EN"
FOLD = 75  # octets of a line, without its end
_GROUP = re.compile(r"(?:[\w-]+\.)*item(\d+)\.", re.I)
_UNSAFE = re.compile(r"[\s\\,;]")
"""Signs in a link that some reader cuts it at when bare and shows with a backslash when escaped."""
_PHONE_TYPES = {"cell": "CELL", "fax": "FAX", "work": "WORK", "home": "HOME", "other": "OTHER"}


def write_card(
    person: PersonDetail,
    *,
    version: Version = "3.0",
    extra: Iterable[str] = (),
    photo: Photo | None = None,
    notes: bool = False,
    modified: datetime | None = None,
) -> bytes:
    """One card. `extra` are the lines that came with it (`CardRead.extra`); `modified` becomes REV.

    Notes are private and go out only when asked for. Jobs that ended are not on a card.
    """
    return b"".join(folded(line) for line in _lines(person, version, tuple(extra), photo, notes, modified))


def folded(line: str) -> bytes:
    """A line as bytes with CRLF, folded at 75 octets, never inside a character."""
    data = line.encode("utf-8")
    pieces, start, room = [], 0, FOLD
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, FOLD - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


def _lines(
    person: PersonDetail,
    version: Version,
    extra: tuple[str, ...],
    photo: Photo | None,
    notes: bool,
    modified: datetime | None,
) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield f"PRODID:{PRODID}"
    yield f"UID:{escaped(person.uid)}"
    yield from _name(person)
    groups = _Groups(extra)
    yield from _jobs([job for job in person.jobs if job.until is None], groups)
    for reach in person.reaches:
        yield from _reach(reach, version, groups)
    for address in person.addresses:
        yield _address(address, version)
    yield from _about(person, version)
    if notes and person.note:
        yield f"NOTE:{escaped(person.note)}"
    if photo is not None:
        yield _photo(photo, version)
    yield from extra
    if modified is not None:
        yield f"REV:{modified.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "END:VCARD"


class _Groups:
    """Numbers for groups (itemN.) that no line of the card uses yet."""

    def __init__(self, extra: Iterable[str]) -> None:
        used = [int(match[1]) for line in extra if (match := _GROUP.match(line)) and len(match[1]) < 9]
        self._last = max(used, default=0)

    def next(self) -> str:
        self._last += 1
        return f"item{self._last}."


def _name(person: PersonDetail) -> Iterator[str]:
    suffixes = [person.suffix, *person.credentials]
    parts = [escaped(part) for part in (person.family, person.given, person.additional, person.prefix)]
    yield "N:" + ";".join([*parts, ",".join(escaped(one) for one in suffixes if one)])
    shown = person.name or " ".join(filter(None, (person.given, person.family)))
    stand_in = next((reach.value for reach in person.reaches), "") or person.nickname or "?"
    yield f"FN:{escaped(shown or stand_in)}"
    if person.nickname:
        yield f"NICKNAME:{escaped(person.nickname)}"
    if person.pronunciation:
        two = re.fullmatch(r"(\w\S*\w) (\w.*)", person.pronunciation)
        yield f"X-PHONETIC-FIRST-NAME:{escaped(two[1] if two else person.pronunciation)}"
        if two:
            yield f"X-PHONETIC-LAST-NAME:{escaped(two[2])}"


def _jobs(jobs: list[JobRow], groups: _Groups) -> Iterator[str]:
    """ORG and TITLE; several jobs are told apart by groups, so that each title stays with its employer."""
    for job in jobs:
        group = groups.next() if len(jobs) > 1 else ""
        if job.organization or job.department or group:
            units = [job.organization, job.department] if job.department else [job.organization]
            yield f"{group}ORG:" + ";".join(map(escaped, units))
        if job.title:
            yield f"{group}TITLE:{escaped(job.title)}"


def _reach(reach: ReachRow, version: Version, groups: _Groups) -> Iterator[str]:
    kind, label = _PHONE_TYPES.get(reach.type, ""), reach.label
    match reach.property:
        case "EMAIL":
            types = [kind, "INTERNET"] if version == "3.0" else [kind]
            yield f"EMAIL{_types(types, version)}{_label(label)}:{escaped(reach.value)}"
        case "TEL":
            where = label.upper() if kind in ("CELL", "FAX") and label in ("Work", "Home") else ""
            pager = "PAGER" if label == "Pager" and kind == "OTHER" else ""
            types = [pager or kind, where, "" if pager or kind == "FAX" else "VOICE"]
            yield f"TEL{_types(types, version)}{_label('' if where or pager else label)}:{escaped(reach.value)}"
        case "URL":
            profile = label == "LinkedIn"
            group = groups.next() if label and not profile else ""
            link = _UNSAFE.sub(lambda match: quote(match[0]), reach.value)
            yield f"{group}URL{_types([kind], version)}:{link}"
            if group:
                yield f"{group}X-ABLabel:{escaped(label)}"
            if profile:
                yield f"X-SOCIALPROFILE;TYPE=linkedin:{link}"
        case _:
            service = f";X-SERVICE-TYPE={parameter_text(label)}" if label else ""
            yield f"IMPP{_types([kind], version)}{service}:{escaped(reach.value)}"


def _types(types: list[str], version: Version) -> str:
    """TYPE as RFC 2426 writes it, one list in capitals; 4.0 has it in small letters, quoted if they are several."""
    told = [word for word in types if word]
    if not told:
        return ""
    if version == "3.0":
        return ";TYPE=" + ",".join(told)
    joined = ",".join(told).lower()
    return f';TYPE="{joined}"' if len(told) > 1 else f";TYPE={joined}"


def _label(label: str) -> str:
    return f";X-LABEL={parameter_text(label)}" if label else ""


def _address(address: AddressRow, version: Version) -> str:
    parts = ("", "", address.street, address.locality, address.region, address.code, address.country)
    return f"ADR{_types([address.type.upper()], version)}:" + ";".join(map(escaped, parts))


def _about(person: PersonDetail, version: Version) -> Iterator[str]:
    if person.birthday:
        yield birthday_line(person.birthday, version)
    if person.pronouns:
        yield f"{'PRONOUNS' if version == '4.0' else 'X-PRONOUNS'}:{escaped(person.pronouns)}"
    for place, language in enumerate(person.languages, 1):
        preference = f";PREF={place}" if version == "4.0" else ""
        yield f"LANG{preference}:{escaped(language_code(language))}"
    if person.time_zone:
        yield f"TZ{';VALUE=text' if version == '3.0' else ''}:{escaped(person.time_zone)}"
    if person.tags:
        yield "CATEGORIES:" + ",".join(map(escaped, person.tags))


def _photo(photo: Photo, version: Version) -> str:
    content = base64.b64encode(photo.content).decode("ascii")
    if version == "4.0":
        return f"PHOTO:data:{photo.media_type};base64,{content}"
    return f"PHOTO;ENCODING=b;TYPE={photo.media_type.partition('/')[2].upper()}:{content}"
