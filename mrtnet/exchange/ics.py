"""Calendar entries into iCalendar bytes (RFC 5545) that Outlook, Apple, Google, Thunderbird, GNOME and KDE read alike.

Written by hand, not through a library: a file must stay the same byte for byte for as long as its entries do, also
when a library is updated, and ten thousand entries must cost little. The tests read it all back with others' code.
No METHOD, ORGANIZER or ATTENDEE: this is her calendar, not an invitation. No floating time, no positive alarm.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote

from mrtnet.domain.calendar import Entry
from mrtnet.exchange.zones import UTC_NAMES, vtimezone, zone_of
from mrtnet.trouble import Trouble
from mrtnet.words import _

REFRESH = "PT6H"  # how often a subscriber should look again; a shorter hint is not honoured anywhere
_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//mrtnet//mrtnet//EN\r\nCALSCALE:GREGORIAN\r\n"  # no program version
_AT_LEAST = timedelta(minutes=15)

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_BROKEN = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile(r"[\\;,\n]")
_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s\u200b-\u200f\u202a-\u202e\u2060-\u2069]+')


def render_calendar(entries: Iterable[Entry], *, name: str = "", subscription: bool = False) -> bytes:
    """The whole file: UTF-8, CRLF, zones first, entries in the order given. Raises Trouble as `render_entry`."""
    rows = list(entries)
    return assemble((render_entry(row) for row in rows), zones_of(rows), name=name, subscription=subscription)


def assemble(
    components: Iterable[bytes], zones: Mapping[str, int], *, name: str = "", subscription: bool = False
) -> bytes:
    """The file around components that were rendered before. `zones` gives the first year that each zone must hold for.

    A single entry carries no calendar name, else Outlook opens a new calendar for it; a subscription always does, and
    says how often to look again (RFC 7986 5.7, and Outlook's X-PUBLISHED-TTL).
    """
    parts = list(components)
    head = [_HEAD.encode("ascii")]
    title = _one_line(name)
    if title and (subscription or len(parts) > 1):
        head += [_line("NAME", _escaped(title)), _line("X-WR-CALNAME", _escaped(title))]
    if subscription:
        head += [_line("REFRESH-INTERVAL;VALUE=DURATION", REFRESH), _line("X-PUBLISHED-TTL", REFRESH)]
    head += [vtimezone(zone, year) for zone, year in sorted(zones.items())]
    return b"".join([*head, *parts, b"END:VCALENDAR\r\n"])


def zones_of(entries: Iterable[Entry]) -> dict[str, int]:
    """The zones that the entries' times name, each with the first year it is needed for."""
    zones: dict[str, int] = {}
    for entry in entries:
        if entry.start_time is not None and entry.zone not in UTC_NAMES:
            year = entry.start_day.year
            zones[entry.zone] = min(year, zones.get(entry.zone, year))
    return zones


def render_entry(entry: Entry, more: Iterable[tuple[str, str]] = ()) -> bytes:
    """One VEVENT or VTODO, folded; equal entries give equal bytes. Raises Trouble for a zone or day that cannot be.

    `more` are properties with their values, ready to be written, that only an invitation has.
    """
    start, end = span(entry)
    todo = entry.component == "VTODO"
    summary = _escaped(_one_line(entry.summary) or _("Follow-up"))
    link, said = _link(entry)
    stamp = f"{entry.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        b"BEGIN:%s\r\n" % entry.component.encode("ascii"),
        _line("UID", _escaped(_one_line(entry.uid))),
        _line("DTSTAMP", stamp),
        _line("LAST-MODIFIED", stamp),
        _line("SEQUENCE", str(entry.sequence)),
    ]
    if todo:
        lines.append(_moment("DUE", start))
    else:
        lines += [_moment("DTSTART", start), _moment("DTEND", end), *_repeated(entry)]
    lines.append(_line("SUMMARY", summary))
    for property_name, text in (("DESCRIPTION", said), ("LOCATION", _one_line(entry.location))):
        if text:
            lines.append(_line(property_name, _escaped(text)))
    if link:
        lines.append(_line("URL", link))
    if categories := [_escaped(text) for text in map(_one_line, entry.categories) if text]:
        lines.append(_line("CATEGORIES", ",".join(categories)))
    if entry.classification:
        lines.append(_line("CLASS", entry.classification))
    lines += [_line(name, value) for name, value in more]
    lines += _state(entry, todo, stamp)
    if entry.alarm_minutes is not None and entry.status not in ("CANCELLED", "COMPLETED"):
        lines += _alarm(entry.alarm_minutes, summary, todo)
    lines.append(b"END:%s\r\n" % entry.component.encode("ascii"))
    return b"".join(lines)


def span(entry: Entry) -> tuple[date | datetime, date | datetime]:
    """Start and end as written: days (the end excluded, RFC 5545 3.6.1) or aware times.

    A time that the clocks skip is read by the offset before the gap (RFC 5545 3.3.5: 02:30 becomes 03:30), as zoneinfo
    does, and the entry keeps its length. One that comes twice is the first, and start and end are given in UTC:
    readers do not agree which one a local time means. What ends before it starts lasts a quarter of an hour, or one
    day. Raises Trouble for an unknown zone, or a day past the end of the calendar.
    """
    first, last = entry.start_day, entry.end_day or entry.start_day
    try:
        if entry.start_time is None:
            return first, max(first, last) + timedelta(days=1)
        zone = UTC if entry.zone in UTC_NAMES else zone_of(entry.zone)
        typed = datetime.combine(first, entry.start_time.replace(second=0, microsecond=0, fold=entry.second), zone)
        typed_end = datetime.combine(last, (entry.end_time or entry.start_time).replace(second=0, microsecond=0), zone)
        start, end = typed.astimezone(UTC), typed_end.astimezone(UTC)
        length = typed_end.replace(tzinfo=None) - typed.replace(tzinfo=None)
        skipped = start.astimezone(zone).replace(tzinfo=None) != typed.replace(tzinfo=None)
        end = start + length if skipped else end
        end = end if end > start else start + _AT_LEAST
        if not (entry.rrule or entry.instance) and (_twice(start.astimezone(zone)) or _twice(end.astimezone(zone))):
            return start, end
        return start.astimezone(zone), end.astimezone(zone)
    except OverflowError:
        raise Trouble(_("“{what}” has a date that a calendar cannot hold.").format(what=entry.summary)) from None


def _twice(moment: datetime) -> bool:
    """Whether the clock shows this wall time twice that day."""
    return moment.utcoffset() != moment.replace(fold=1 - moment.fold).utcoffset()


def checked(entries: Iterable[Entry]) -> tuple[list[Entry], list[str]]:
    """The entries that can be written, and a sentence for each that cannot or whose time had to be moved."""
    good, said = [], []
    for entry in entries:
        what = _one_line(entry.summary)
        try:
            start, _end = span(entry)
        except Trouble as wrong:
            said.append(_("Left out “{what}”: {why}").format(what=what, why=wrong))
            continue
        good.append(entry)
        if entry.start_time is None or not isinstance(start, datetime):
            continue
        old, new = f"{entry.start_time:%H:%M}", f"{start.astimezone(zone_of(entry.zone)):%H:%M}"
        if old != new:
            text = _("“{what}”: on {day} the clocks of {zone} skip {old}. It was written as {new}.")
            said.append(text.format(what=what, day=entry.start_day.isoformat(), zone=entry.zone, old=old, new=new))
    return good, said


def file_names(entries: Iterable[Entry]) -> list[str]:
    """A file name for each entry, for "one file per event": its day and summary, safe on every system, none twice."""
    names: list[str] = []
    used: set[str] = set()
    for entry in entries:
        words = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", _one_line(entry.summary))).strip(" .")
        stem = _cut(f"{entry.start_day.isoformat()} {words}".strip(), 120)
        name, number = stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{stem} ({number})"
        used.add(name.casefold())
        names.append(f"{name}.ics")
    return names


def _repeated(entry: Entry) -> list[bytes]:
    """RRULE and EXDATE of a series, RECURRENCE-ID of a single one of it; their times are of the entry's own zone.

    The zone of a repeating entry must be named, since its instants follow the wall: no time of it is given in UTC.
    """
    zone = UTC if entry.zone in UTC_NAMES else zone_of(entry.zone) if entry.zone else UTC
    at = entry.start_time
    lines = [_line("RRULE", entry.rrule)] if entry.rrule else []
    for day in entry.left_out if at is not None else ():
        lines.append(_moment("EXDATE", datetime.combine(date.fromisoformat(day), at or time.min, zone)))
    if entry.instance:
        lines.append(_moment("RECURRENCE-ID", datetime.fromisoformat(entry.instance).replace(tzinfo=zone)))
    return lines


def _state(entry: Entry, todo: bool, stamp: str) -> list[bytes]:
    """STATUS in the words of its component, and whether it takes her time (TRANSP is for events only)."""
    if not todo:
        return [
            _line("STATUS", entry.status if entry.status in ("TENTATIVE", "CANCELLED") else "CONFIRMED"),
            _line("TRANSP", "TRANSPARENT" if entry.transparent else "OPAQUE"),
        ]
    if entry.status == "COMPLETED":  # some task lists look at one of these, some at another
        return [_line("STATUS", "COMPLETED"), _line("COMPLETED", stamp), _line("PERCENT-COMPLETE", "100")]
    return [_line("STATUS", entry.status if entry.status in ("IN-PROCESS", "CANCELLED") else "NEEDS-ACTION")]


def _alarm(minutes: int, summary: str, todo: bool) -> list[bytes]:
    """One alarm before the start, or before the DUE of a task. Minutes only: a day is not 24 hours to every reader."""
    trigger = "TRIGGER;RELATED=END" if todo else "TRIGGER"
    return [
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\n",
        _line("DESCRIPTION", summary),
        _line(trigger, f"-PT{minutes}M" if minutes > 0 else "PT0S"),
        b"END:VALARM\r\n",
    ]


def _moment(name: str, moment: date | datetime) -> bytes:
    if not isinstance(moment, datetime):
        return _line(f"{name};VALUE=DATE", moment.isoformat().replace("-", ""))
    text = moment.isoformat()[:19].replace("-", "").replace(":", "")
    if moment.tzinfo is UTC:
        return _line(name, f"{text}Z")
    return _line(f"{name};TZID={moment.tzinfo}", text)


def _link(entry: Entry) -> tuple[str, str]:
    """The URL, percent-encoded, and the description: what no program should open on a click stays there as text."""
    description = _clean(entry.description).strip()
    address = _one_line(entry.url)
    if _LINK.match(address):
        return quote(address, safe="!#$%&'()*+,/:;=?@[]~"), description
    return "", "\n".join(part for part in (description, address) if part)


def _clean(text: str) -> str:
    """Line breaks of every kind as one newline; control characters gone; what UTF-8 or XML cannot hold replaced."""
    if text.isascii() and text.isprintable():
        return text
    return _BROKEN.sub("\ufffd", _CONTROLS.sub("", _BREAKS.sub("\n", text)))


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _escaped(text: str) -> str:
    """TEXT of RFC 5545 3.3.11."""
    return _ESCAPED.sub(lambda found: "\\n" if found[0] == "\n" else "\\" + found[0], text)


def _line(name: str, value: str) -> bytes:
    """One content line, folded at 75 octets, never inside a character or an escape (RFC 5545 3.1)."""
    raw = f"{name}:{value}".encode()
    if len(raw) <= 75:
        return raw + b"\r\n"
    pieces, begin, room = [], 0, 75
    while len(raw) - begin > room:
        end = begin + room
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        end -= (end - begin - len(raw[begin:end].rstrip(b"\\"))) % 2
        pieces.append(raw[begin:end])
        begin, room = end, 74
    pieces.append(raw[begin:])
    return b"\r\n ".join(pieces) + b"\r\n"


def _cut(text: str, octets: int) -> str:
    """As much of the text as fits, whole characters only, without a dot or blank at the end (Windows drops those)."""
    return text.encode("utf-8")[:octets].decode("utf-8", "ignore").strip(" .")
