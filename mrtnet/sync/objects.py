"""What a server keeps, read for comparing and changed in part: its lines, and calendar objects (RFC 5545).

Cards are `contact_cards`.

Servers and phones rewrite what they are given, so bytes are never compared: an object is taken apart into a few fields
with one spelling each. Writing goes the other way round: our changed fields are put into their object as it was last
seen, so that lines of other programs, alarms set on a phone and people invited there live on.
"""

import re
import warnings
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from mrtnet.trouble import Trouble
from mrtnet.words import _

Fields = Mapping[str, str]

_NAME = re.compile(r"(?:([A-Za-z0-9-]+)\.)?([A-Za-z0-9-]+)(?=[;:])")
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)(?:=((?:"[^"]*"|[^;:"])*))?')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_LINE_END = re.compile(r"\r\n|\n|\r")
_FOLD = re.compile(r"(?:\r\n|\n|\r)[ \t]")
_LARGEST = 2_000_000  # bytes of one object
_OF_FIELD = {
    "when": ("DTSTART", "DTEND", "DURATION", "DUE", "RRULE", "RDATE", "EXDATE"),
    "summary": ("SUMMARY",),
    "description": ("DESCRIPTION",),
    "location": ("LOCATION",),
    "url": ("URL",),
    "status": ("STATUS", "COMPLETED", "PERCENT-COMPLETE"),
    "busy": ("TRANSP",),
    "categories": ("CATEGORIES",),
    "class": ("CLASS",),
    "alarm": (),
}
_NUMBERS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")


class Objects(Protocol):
    """A kind of object, as the engine needs it. Each raises Trouble for content that cannot be read.

    `joined` are the fields that are lists: when two objects first meet, both lists are put together.
    """

    joined: frozenset[str]

    def uid(self, content: bytes) -> str:
        """The UID."""
        ...

    def fields(self, content: bytes) -> dict[str, str]:
        """What it says, field by field, in one spelling; empty fields are left out."""
        ...

    def words(self, content: bytes) -> dict[str, str]:
        """The fields to be read by a person."""
        ...

    def merged(self, ours: bytes, theirs: bytes, changed: Collection[str], was: Fields) -> bytes:
        """Theirs with the changed fields as in ours. `was` are the hashes of our fields when they were last written."""
        ...


def hashed(fields: Fields) -> dict[str, str]:
    """The fields as short hashes: enough to see what changed, and nothing of what was said."""
    return {name: short(value) for name, value in fields.items()}


def short(value: str) -> str:
    """A short hash."""
    return sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def differing(one: Fields, other: Fields) -> frozenset[str]:
    """The fields that are not alike."""
    return frozenset(name for name in one.keys() | other.keys() if one.get(name, "") != other.get(name, ""))


# Lines and parts


@dataclass
class Part:
    """BEGIN to END: content lines (unfolded) and parts in their order."""

    name: str
    items: list["str | Part"] = field(default_factory=list)

    def parts(self, *names: str) -> Iterator["Part"]:
        """The parts directly inside, of these names (or all)."""
        for item in self.items:
            if isinstance(item, Part) and (not names or item.name in names):
                yield item

    def lines(self, name: str) -> list[str]:
        """The lines of this property."""
        return [item for item in self.items if isinstance(item, str) and name_of(item) == name]

    def value(self, name: str) -> str:
        """The value of the first line of this property as written, "" without one."""
        return next((value_of(line) for line in self.lines(name)), "")

    def put(self, names: Collection[str], lines: list[str]) -> None:
        """Put these lines where those of the named properties stood, or before the parts inside."""
        first = next((number for number, item in enumerate(self.items) if _is_one_of(item, names)), None)
        groups = {group_of(item) for item in self.items if isinstance(item, str) and _is_one_of(item, names)} - {""}
        kept = [item for item in self.items if not _is_one_of(item, names)]
        if first is None:
            first = next((number for number, item in enumerate(kept) if isinstance(item, Part)), len(kept))
        else:
            first = sum(1 for item in self.items[:first] if not _is_one_of(item, names))
        kept[first:first] = lines
        used = {group_of(item) for item in kept if isinstance(item, str) and not _is_label(item)}
        self.items = [
            item for item in kept if not (isinstance(item, str) and _is_label(item) and group_of(item) in groups - used)
        ]

    def written(self) -> Iterator[bytes]:
        """The lines, folded at 75 octets."""
        yield f"BEGIN:{self.name}\r\n".encode()
        for item in self.items:
            if isinstance(item, Part):
                yield from item.written()
            else:
                yield _folded(item)
        yield f"END:{self.name}\r\n".encode()


def parsed(content: bytes, name: str, largest: int = _LARGEST) -> Part:
    """The first part of this name. Raises Trouble for what is none, or is too large."""
    if len(content) > largest:
        raise Trouble(_("An entry on the server is too large to be read."))
    text = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff")
    top = Part("")
    open_parts = [top]
    for line in _LINE_END.split(_FOLD.sub("", text)):
        word, _colon, rest = line.partition(":")
        if word.upper() == "BEGIN":
            inner = Part(rest.strip().upper())
            open_parts[-1].items.append(inner)
            open_parts.append(inner)
            if len(open_parts) > 20:
                break
        elif word.upper() == "END":
            if open_parts[-1].name != rest.strip().upper() or len(open_parts) < 2:
                break
            open_parts.pop()
        elif line.strip():
            open_parts[-1].items.append(line)
    found = next(top.parts(name), None)
    if found is None or len(open_parts) != 1:
        raise Trouble(_("An entry on the server is broken and was left alone."))
    return found


def name_of(line: str) -> str:
    """The property's name in upper case, without a group."""
    found = _NAME.match(line)
    return found[2].upper() if found else ""


def group_of(line: str) -> str:
    """The group before the name: "item1" in "item1.EMAIL:..."."""
    found = _NAME.match(line)
    return (found[1] or "").lower() if found else ""


def value_of(line: str) -> str:
    """What stands after the parameters."""
    return line[parameters_end(line) + 1 :]


def parameters_end(line: str) -> int:
    """Where the colon before the value stands."""
    found = _NAME.match(line)
    at = found.end() if found else 0
    while at < len(line) and line[at] == ";":
        part = _PARAMETER.match(line, at)
        if part is None or part.end() == at:
            break
        at = part.end()
    return at


def _is_one_of(item: "str | Part", names: Collection[str]) -> bool:
    return isinstance(item, str) and name_of(item) in names


def _is_label(line: str) -> bool:
    return name_of(line) in ("X-ABLABEL", "X-ABADR")


def _folded(line: str) -> bytes:
    raw = line.encode("utf-8", "surrogateescape")
    pieces, room = [], 75
    while len(raw) > room:
        end = room
        while raw[end] & 0xC0 == 0x80 and end > 1:
            end -= 1
        pieces.append(raw[:end])
        raw, room = raw[end:], 74
    return b"\r\n ".join([*pieces, raw]) + b"\r\n"


def plain(value: str) -> str:
    """TEXT without its escapes, blanks at the ends and line ends of one kind."""
    text = _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


# Calendar objects


class CalendarObjects:
    """Objects of a CalDAV collection: events (or tasks) of one UID, with their moved instances."""

    joined: frozenset[str] = frozenset()

    def uid(self, content: bytes) -> str:
        """The UID of the first event or task."""
        found = next(parsed(content, "VCALENDAR").parts("VEVENT", "VTODO", "VJOURNAL"), None)
        uid = plain(found.value("UID")) if found else ""
        if not uid:
            raise Trouble(_("An entry on the server is broken and was left alone."))
        return uid

    def fields(self, content: bytes) -> dict[str, str]:
        """The fields of the event; those of a moved instance begin with its RECURRENCE-ID."""
        found: dict[str, str] = {}
        for event in events(content):
            moved = event.get("RECURRENCE-ID")
            before = f"{_moment(moved.dt)} " if moved is not None else ""
            found |= {before + name: value for name, value in _said(event).items() if value}
        return found

    def words(self, content: bytes) -> dict[str, str]:
        """The same."""
        return self.fields(content)

    def merged(self, ours: bytes, theirs: bytes, changed: Collection[str], was: Fields) -> bytes:
        """Theirs with our changed fields and a SEQUENCE above both."""
        mine, other = parsed(ours, "VCALENDAR"), parsed(theirs, "VCALENDAR")
        by_instance = {_instance(part): part for part in other.parts("VEVENT", "VTODO")}
        own = {_instance(part): part for part in mine.parts("VEVENT", "VTODO")}
        if "when" in changed and "" in own and not own[""].lines("RRULE"):
            gone = [part for instance, part in by_instance.items() if instance and instance not in own]
            other.items = [item for item in other.items if not any(item is part for part in gone)]
        for instance, part in own.items():
            into = by_instance.get(instance)
            if into is None:
                other.items.append(part)
                continue
            before = next((name[: -len("when")] for name in changed if instance and name.endswith(" when")), "")
            for name, properties in _OF_FIELD.items():
                if name in changed if not instance else any(each.endswith(f" {name}") for each in changed):
                    into.put(properties, [line for each in properties for line in part.lines(each)])
                    if name == "alarm":
                        _change_alarm(part, into, was.get(before + "alarm", ""))
            number = max(_number(part), _number(into) + 1)
            into.put(_NUMBERS, [f"SEQUENCE:{number}", *part.lines("DTSTAMP"), *part.lines("LAST-MODIFIED")])
        known = {part.value("TZID") for part in other.parts("VTIMEZONE")}
        zones = [part for part in mine.parts("VTIMEZONE") if part.value("TZID") not in known]
        at = next((number for number, item in enumerate(other.items) if isinstance(item, Part)), len(other.items))
        other.items[at:at] = zones
        return b"".join(other.written())


def events(content: bytes) -> list[Any]:
    """The events and tasks of a calendar object, as icalendar reads them. Raises Trouble for what it cannot."""
    from icalendar import Calendar

    if len(content) > _LARGEST:
        raise Trouble(_("An entry on the server is too large to be read."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            calendar = Calendar.from_ical(content)
            found = [part for part in calendar.walk() if part.name in ("VEVENT", "VTODO") and not part.errors]
            for event in found:
                span_of(event)
    except Exception:  # a reader of hostile bytes: whatever it stumbles over, the entry is broken
        raise Trouble(_("An entry on the server is broken and was left alone.")) from None
    if not found:
        raise Trouble(_("An entry on the server is broken and was left alone."))
    return found


def span_of(event: Any) -> tuple[date | datetime, date | datetime]:
    """Start and end (excluded); without an end it lasts its DURATION, a day, or no time (RFC 5545 3.6.1)."""
    begin = event.get("DTSTART") or event.get("DUE")
    start = begin.dt
    if event.get("DTEND") is not None:
        return start, event["DTEND"].dt
    if event.get("DURATION") is not None:
        return start, start + event["DURATION"].dt
    return start, start if isinstance(start, datetime) else start + timedelta(days=1)


def _said(event: Any) -> dict[str, str]:
    start, end = span_of(event)
    rules = [f"{name}={_ical(event[name])}" for name in ("RRULE",) if event.get(name) is not None]
    if rules:
        rules.append(str(getattr(event["DTSTART"].dt, "tzinfo", "")))
    days = [f"{name} {moment}" for name in ("EXDATE", "RDATE") for moment in sorted(_moments(event.get(name)))]
    status = str(event.get("STATUS", "CONFIRMED")).upper()
    alarms = {_trigger(alarm) for alarm in event.walk("VALARM")}
    return {
        "when": " ".join([_moment(start), _moment(end), *rules, *days]),
        **{name.lower(): _plain_text(event.get(name)) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "URL")},
        "status": "" if status in ("CONFIRMED", "NEEDS-ACTION") else status,
        "busy": "" if str(event.get("TRANSP", "OPAQUE")).upper() == "OPAQUE" else "TRANSPARENT",
        "categories": ",".join(sorted(_categories(event.get("CATEGORIES")))),
        "class": "" if str(event.get("CLASS", "PUBLIC")).upper() == "PUBLIC" else str(event["CLASS"]).upper(),
        "alarm": ",".join(sorted(alarms)),
    }


def _moment(moment: date | datetime) -> str:
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment.tzinfo else f"{moment:%Y%m%dT%H%M%S}"


def _moments(dates: Any) -> list[str]:
    several = dates if isinstance(dates, list) else [] if dates is None else [dates]
    return [_moment(each.dt) for part in several for each in part.dts if not isinstance(each.dt, tuple)]


def _ical(value: Any) -> str:
    text = value.to_ical() if hasattr(value, "to_ical") else str(value)
    plain = text.decode() if isinstance(text, bytes) else str(text)
    return ";".join(sorted(plain.upper().split(";")))


def _plain_text(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return "" if first is None else "\n".join(line.rstrip() for line in str(first).strip().splitlines())


def _categories(value: Any) -> set[str]:
    several = value if isinstance(value, list) else [] if value is None else [value]
    return {str(each).strip() for part in several for each in getattr(part, "cats", [part])} - {""}


def _trigger(alarm: Any) -> str:
    trigger = alarm.get("TRIGGER")
    if trigger is None:
        return ""
    value = trigger.dt
    return _moment(value) if isinstance(value, datetime) else f"{int(value.total_seconds())}"


def _instance(part: Part) -> str:
    return next((line for line in part.lines("RECURRENCE-ID")), "")


def _number(part: Part) -> int:
    text = part.value("SEQUENCE").strip()
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _change_alarm(ours: Part, into: Part, was: str) -> None:
    """Our alarm as it is now instead of the one that we wrote last; alarms of other programs stay."""
    from icalendar import Component

    def trigger(alarm: Part) -> str:
        return _trigger(Component.from_ical(b"".join(alarm.written())))

    stays = [
        item
        for item in into.items
        if not (isinstance(item, Part) and item.name == "VALARM" and short(trigger(item)) == was)
    ]
    there = {trigger(item) for item in stays if isinstance(item, Part) and item.name == "VALARM"}
    into.items = [*stays, *(alarm for alarm in ours.parts("VALARM") if trigger(alarm) not in there)]
