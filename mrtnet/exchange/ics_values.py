"""The values of content lines (RFC 5545 3.2 and 3.3), read as they were meant rather than as they should be written.

What has no meaning raises Trouble with a sentence; nothing else is raised.
"""

import re
from binascii import a2b_qp
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from mrtnet.domain.cleaning import clean_line, clean_text
from mrtnet.exchange.ics_entries import Attendee, Moment
from mrtnet.exchange.ics_lines import Line
from mrtnet.trouble import Trouble
from mrtnet.words import _

DAY = timedelta(days=1)
_LONGEST = timedelta(days=3660)

_MOMENT = re.compile(
    r"\s*([0-9]{4})([-/]?)([0-9]{2})\2([0-9]{2})"
    r"(?:\s*[T ]\s*(?:([0-9]{1,2}):?([0-9]{2})(?::?([0-9]{2}))?(?:[.,][0-9]+)?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?\s*",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]{8}T[0-9]{6}Z?", re.ASCII)
_DURATION = re.compile(
    r"\s*([+-]?)\s*P?\s*(?:T?([0-9]{1,9})W)?\s*(?:([0-9]{1,9})D)?\s*"
    r"(?:T?\s*([+-]?)(?:([0-9]{1,9})H)?\s*([+-]?)(?:([0-9]{1,9})M)?\s*(?:([0-9]{1,9})(?:\.[0-9]+)?S?)?)?\s*",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\s*([+-]?)([0-9]{1,2}):?([0-9]{2})?:?([0-9]{2})?\s*")
_ESCAPE = re.compile(r"\\([\\;,:\"nN])")
_CARET = re.compile(r"\^([n'^])")
_COMMA = re.compile(r"(?<!\\)((?:\\\\)*),")
_PARAMETER = re.compile(r";\s*([A-Za-z0-9-]+)\s*(?:=\s*((?:\"[^\"]*\"|[^\";])*))?")
_MAILTO = re.compile(r":\s*(?=mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"\s*(?:mailto:\s*)+", re.IGNORECASE)
_ANGLED = re.compile(r"<([^<>\s]+@[^<>\s]+)>")
_ADDRESS = re.compile(r"[^\s@<>\",;:\\\x00-\x20]{1,64}@[^\s@<>\",;:\\\x00-\x20]{1,255}")
_PEOPLE = ("ATTENDEE", "ORGANIZER")
_DATED = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")


class Property(NamedTuple):
    """A content line taken apart; parameter names are in capitals, values without their quotes."""

    number: int
    name: str
    value: str
    params: dict[str, str]


_NO_PARAMS: dict[str, str] = {}  # shared and never written to


def property_of(line: Line) -> Property:
    """The parts of a content line. A colon or quote that its writer forgot to quote does not confuse them."""
    raw = line.raw
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = _not_utf8(raw)
    if "\0" in text:
        text = text.replace("\0", "")
    name = line.name.decode("ascii")
    head, colon, value = text.partition(":")
    if ";" not in head:
        return Property(line.number, name, value, _NO_PARAMS)
    if '"' in head or not colon:
        head, value = _divided(text)
    if name in _DATED and ":" in value and not _MOMENT.match(value):
        head, value = _at(text, text.rfind(":"))
    elif name in _PEOPLE and ":" in value and not _SCHEME.match(value):
        places = list(_MAILTO.finditer(text))
        if places:
            head, value = _at(text, places[-1].start())
    params = _params(head)
    if params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        value = _quoted_printable(value, params.get("CHARSET", "utf-8"))
    return Property(line.number, name, value, params)


def _not_utf8(raw: bytes) -> str:
    """Bytes of Windows-1252 or Latin-1; a letter cut in half by `LONGEST` costs only itself."""
    if raw[:-4].isascii() or _is_utf8(raw[:-4]):
        return raw.decode("utf-8", "replace") if len(raw) > 1000 else raw.decode("cp1252", "replace")
    return raw.decode("cp1252", "replace")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _divided(text: str) -> tuple[str, str]:
    """At the first colon outside of quotes; where a quote has no end, at the first colon at all."""
    quoted = False
    for place, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return _at(text, place)
    return _at(text, text.find(":"))


def _at(text: str, place: int) -> tuple[str, str]:
    return (text[:place], text[place + 1 :].lstrip(":")) if place >= 0 else (text, "")


@lru_cache(maxsize=1024)
def _params(head: str) -> dict[str, str]:
    """The parameters of a line's head. The dict is shared: do not change it."""
    found: dict[str, str] = {}
    if head.count('"') % 2:
        head = head.replace('"', "")
    for name, value in _PARAMETER.findall(head):
        said = value.strip()
        whole = said.count('"') == 2 and said[0] == said[-1] == '"'
        said = said[1:-1] if whole else said.replace('"', "")
        found.setdefault(name.upper(), _CARET.sub(_uncaret, said) if "^" in said else said)
    return found


def _uncaret(found: re.Match[str]) -> str:
    """RFC 6868."""
    return {"n": "\n", "'": '"', "^": "^"}[found[1]]


def _quoted_printable(value: str, charset: str) -> str:
    """vCalendar 1.0 writes long texts so."""
    raw = a2b_qp(value.encode("utf-8", "replace"))
    try:
        return raw.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return raw.decode("cp1252", "replace")


def text_of(value: str) -> str:
    """TEXT (3.3.11), several lines. A comma or semicolon that was not escaped stays what it is."""
    if "\\" in value:
        value = _ESCAPE.sub(_unescape, value)
    if value.isascii() and value.isprintable():
        return value.strip()
    return str(clean_text(value))


def line_of(value: str) -> str:
    """TEXT as one line."""
    said = text_of(value)
    return str(clean_line(said)) if "\n" in said or "\t" in said or "  " in said else said


def _unescape(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def texts_of(value: str) -> tuple[str, ...]:
    """A list of TEXT, such as CATEGORIES; nothing empty, nothing twice."""
    parts = _COMMA.sub("\\1\0", value).split("\0")
    return tuple(dict.fromkeys(said for said in map(line_of, parts) if said))


def moment_of(value: str, only_date: bool = False) -> Moment:
    """DATE or DATE-TIME (3.3.4, 3.3.5): a date; a time in UTC if it says so; else a naive time. Raises Trouble.

    24:00 is midnight of the next day. Whether it is a day or a time is told by the value itself, not by VALUE, except
    that a midnight called a DATE is a day.
    """
    if _PLAIN.fullmatch(value) and not only_date:
        try:
            return datetime(
                int(value[:4]),
                int(value[4:6]),
                int(value[6:8]),
                int(value[9:11]),
                int(value[11:13]),
                min(int(value[13:15]), 59),
                tzinfo=UTC if len(value) == 16 else None,
            )
        except ValueError:
            pass  # 24:00, or impossible
    found = _MOMENT.fullmatch(value.partition("/")[0] if value.count("/") == 1 else value)
    if not found:
        raise Trouble(_("“{value}” is not a date or a time.").format(value=shown(value)))
    try:
        day = date(int(found[1]), int(found[3]), int(found[4]))
        if found[5] is None:
            return day
        hour, minute, second = int(found[5]), int(found[6]), min(int(found[7] or 0), 59)
        if only_date and not (hour or minute or second):
            return day
        later = (hour, minute, second) == (24, 0, 0)
        moment = datetime.combine(day, time(0 if later else hour, minute, second))
        moment += DAY if later else timedelta()
        if found[8]:
            sign = offset_of(found[8]) if found[8] not in "Zz" else timedelta()
            moment = moment.replace(tzinfo=timezone(sign)).astimezone(UTC) if sign else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise Trouble(_("“{value}” is a day or a time that does not exist.").format(value=shown(value))) from None
    return moment


class Length(NamedTuple):
    """A DURATION: days by the calendar, the rest by the clock (3.3.6): they differ when the clocks change."""

    days: timedelta
    rest: timedelta

    @property
    def whole(self) -> timedelta:
        """Both together."""
        return self.days + self.rest


def length_of(value: str) -> Length:
    """DURATION (3.3.6), with or without its T or P. Raises Trouble; longer than ten years means nothing either."""
    found = _DURATION.fullmatch(value)
    if not found or not any(found[place] for place in (2, 3, 5, 7, 8)):
        if re.fullmatch(r"\s*[+-]?PT?\s*", value, re.IGNORECASE):
            return Length(timedelta(), timedelta())
        raise Trouble(_("“{value}” is not a length of time.").format(value=shown(value)))
    sign = -1 if "-" in (found[1], found[4], found[6]) else 1
    weeks, days, hours, minutes, seconds = (int(found[place] or 0) for place in (2, 3, 5, 7, 8))
    length = Length(
        sign * timedelta(days=7 * min(weeks, 9999) + min(days, 99999)),
        sign * timedelta(hours=min(hours, 999999), minutes=min(minutes, 9999999), seconds=seconds),
    )
    if abs(length.whole) > _LONGEST:
        raise Trouble(_("“{value}” is longer than ten years.").format(value=shown(value)))
    return length


def offset_of(value: str) -> timedelta:
    """UTC-OFFSET (3.3.14). Raises Trouble."""
    found = _OFFSET.fullmatch(value)
    hours, minutes, seconds = (int(found[place] or 0) for place in (2, 3, 4)) if found else (99, 0, 0)
    if not found or hours > 18 or minutes > 59 or seconds > 59:
        raise Trouble(_("“{value}” is not a distance from UTC.").format(value=shown(value)))
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if found[1] == "-" else length


def person_of(said: Property) -> Attendee:
    """ATTENDEE or ORGANIZER (3.8.4.1, 3.8.4.3)."""
    params = said.params
    email = address_of(said.value) or address_of(params.get("EMAIL", ""))
    name = line_of(params.get("CN", "")).strip(" '")
    return Attendee(
        email=email,
        name="" if name.removeprefix("mailto:").casefold() == email.casefold() else name,
        role=params.get("ROLE", "").upper() or "REQ-PARTICIPANT",
        partstat=params.get("PARTSTAT", params.get("STATUS", "")).upper() or "NEEDS-ACTION",
        rsvp=params.get("RSVP", "").upper() in ("TRUE", "YES", "1"),
        kind=params.get("CUTYPE", "").upper() or "INDIVIDUAL",
        sent_by=address_of(params.get("SENT-BY", "")),
    )


def address_of(value: str) -> str:
    """The mail address in a calendar address, "" if there is none."""
    bare = _SCHEME.sub("", value, count=1) if ":" in value else value
    bare = unquote(bare.partition("?")[0]) if "%" in bare or "?" in bare else bare
    angled = _ANGLED.search(bare)
    found = _ADDRESS.fullmatch((angled[1] if angled else bare).strip(" '\"\n;,"))
    return found[0] if found else ""


def shown(value: str) -> str:
    """A value of the file as a sentence may quote it."""
    said = str(clean_line(value[:200]))
    return said if len(said) <= 40 else said[:39] + "…"


def instant_of(moment: datetime) -> datetime:
    """In UTC; a floating time as it stands. Years at the edge of the calendar stay where they are."""
    try:
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except OverflowError:
        return moment.replace(tzinfo=None)
