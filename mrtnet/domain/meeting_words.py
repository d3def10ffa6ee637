"""When a meeting is, in words: "thu 23 3pm", "next tue 10 their time", "tomorrow 14:00-14:45", "dec 3 2pm central".

Days and times are those of `when`; on top of them a meeting has a zone, a length, and needs a time:
- A number alone after a day is an hour, 1 to 6 in the afternoon; where it could be the day of the month it is that.
- "2-3pm", "from 14:00 to 14:45" say the length, as do "45 min", "for 1h30", "half an hour". 11-1 ends at 13:00.
- "central", "in Chicago", "their time" name the zone; words for days (tomorrow, thu) are days of her own calendar and
  are kept on the other clock. Without a zone the time is hers.
- "in 2 weeks thu", "thu in 2 weeks" is the Thursday of that week; "first mon of december" is understood.
- "1:30 second" is the second 1:30 of the night in which clocks go back.
"""

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from mrtnet.domain import zoned
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.meeting_days import WEEKDAY, by_day, contradiction, day_and_time
from mrtnet.domain.when import say_day
from mrtnet.domain.zone_words import MINE, THEIRS, find_zone, say_unclear
from mrtnet.trouble import Trouble
from mrtnet.words import _

LONGEST = 120  # characters; longer text is prose
SHORTEST_MEETING, LONGEST_MEETING = 5, 12 * 60  # minutes
US_WORKING_DAYS = WorkingDays()


class MeetingWhen(NamedTuple):
    """What the words say: a naive wall time in `zone` (MINE, THEIRS or an IANA name), a length if one was said.

    `wall` None: no time was understood, and `problem` says why and what to type; `day` is kept where one was. With a
    wall time, `problem` is a remark: it is past, it does not exist or comes twice. `wall.fold` chooses of two.
    """

    wall: datetime | None
    zone: str = MINE
    minutes: int | None = None
    problem: str = ""
    day: date | None = None


class _Start(NamedTuple):
    """A time of day as said; `half` is "a", "p" or "" where nobody said which, `single`: its hour is one digit."""

    hour: int
    minute: int
    half: str
    single: bool


def parse_meeting(
    text: str,
    now: datetime,
    my_zone: str,
    their_zone: str = "",
    *,
    names: Collection[str] = (),
    days: WorkingDays = US_WORKING_DAYS,
    day_first: bool = False,
) -> MeetingWhen:
    """When the meeting is to be. `now` is aware; `names` are the other person's, for "Leilani's time".

    Raises Trouble only for an unknown `my_zone` or `their_zone`.
    """
    today = zoned.wall(now, my_zone)
    phrase = _tidy(text)
    if not phrase:
        return _not_understood()
    if (at := _written_instant(text)) is not None:
        return _checked(zoned.wall(at, my_zone), MINE, my_zone, None, now, chosen=True)
    phrase, zone, unclear = _zone_apart(phrase, names)
    if unclear:
        return MeetingWhen(None, problem=unclear)
    place = {MINE: my_zone, THEIRS: their_zone}.get(zone, zone)
    if not place:
        sentence = _("Their time zone is not known. Name a city, such as “3pm Chicago”, or enter it for the person.")
        return MeetingWhen(None, zone, problem=sentence)
    if soon := _soon(phrase, now):
        at, minutes = soon
        return _checked(zoned.wall(at, my_zone), MINE, my_zone, minutes, now, chosen=True)
    phrase, minutes = _length_apart(phrase)
    phrase, chosen = _second_apart(phrase)
    phrase, ranged = _range_apart(phrase)
    if isinstance(ranged, str):
        return MeetingWhen(None, zone, problem=ranged)
    phrase = re.sub(r"(?:^| )-(?= |$)", " ", phrase)
    phrase = " ".join((phrase if chosen else by_day(phrase)).split())
    when = day_and_time(phrase, today.date(), days, day_first)
    if when is None or when.day is None:
        unfit = contradiction(phrase, today.date(), days, day_first)
        return MeetingWhen(None, zone, minutes, unfit) if unfit else _not_understood(zone)
    if when.at is None:
        sentence = _("At what time on {day}? Add one, such as “{words} 3pm”.")
        said = sentence.format(day=say_day(when.day, today.date()), words=" ".join(text.split()))
        return MeetingWhen(None, zone, minutes or ranged, said, when.day)
    wall = datetime.combine(when.day, when.at.replace(fold=int(chosen == "second")))
    return _checked(wall, zone, place, minutes or ranged, now, chosen=bool(chosen))


def _checked(wall: datetime, zone: str, place: str, minutes: int | None, now: datetime, *, chosen: bool) -> MeetingWhen:
    """With the remark that the time needs; `chosen`: of two equal times one was named."""
    if minutes is not None and not SHORTEST_MEETING <= minutes <= LONGEST_MEETING:
        sentence = _("A meeting lasts between {least} minutes and {most} hours.")
        said = sentence.format(least=SHORTEST_MEETING, most=LONGEST_MEETING // 60)
        return MeetingWhen(None, zone, None, said, wall.date())
    try:
        read = zoned.reading(wall, place)
    except Trouble as wrong:
        return MeetingWhen(None, zone, minutes, str(wrong), wall.date())
    said = "" if read.twice and chosen else read.sentence
    if read.at <= now.astimezone(UTC):
        said = " ".join(filter(None, (said, _("That is in the past. A meeting already held can be logged instead."))))
    return MeetingWhen(read.wall, zone, minutes, said, read.wall.date())


def _not_understood(zone: str = MINE) -> MeetingWhen:
    return MeetingWhen(None, zone, problem=_("That is no day and time yet. Try “thu 3pm” or “dec 3 14:00-14:45”."))


# --- taking the words apart ---

_NUMBER_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "half a": 0.5, "half an": 0.5, "a half": 0.5}
_CLOCK = r"(?P<h{0}>\d{{1,2}})(?:[:.h](?P<m{0}>\d{{2}}))? ?(?P<half{0}>[ap])?m?\b\.?"
_RANGE = re.compile(
    rf"(?<![\w/.:-])(?:from |between )?{_CLOCK.format(1)} ?(?:-|to|until|till|til|and)(?: |(?=\d)){_CLOCK.format(2)}"
    r"(?![\w/:-])",
    re.ASCII,
)
_HOURS = r"(?:hours?|hrs?|h)"
_MINUTES = r"(?:minutes?|mins?|min|m)"
_LENGTHS = (
    re.compile(
        rf"(?<!in )(?<![\w:.])(?:for )?(?P<h>\d{{1,2}}) ?{_HOURS} ?(?:and )?(?P<m>\d{{1,2}}) ?{_MINUTES}\b", re.A
    ),
    re.compile(r"(?<![\w:.])for (?P<h>\d{1,2})(?:h|:)(?P<m>\d{2})\b", re.ASCII),
    re.compile(rf"(?<!in )(?<![\w:.])(?:for )?(?P<f>\d{{1,2}}[.,]\d{{1,2}}|\d{{1,2}}) ?{_HOURS}(?![\w])", re.ASCII),
    re.compile(
        r"(?<!in )(?<![\w:.])(?:for )?(?P<w>half an?|an?|one|two|three|a half) hours?(?P<x> and a half)?\b", re.A
    ),
    re.compile(r"(?<![\w:.])for (?P<m>\d{1,4} ?m|\d{2,3}$)\b", re.ASCII),
    re.compile(r"(?<!in )(?<![\w:.])(?:for )?(?P<m>\d{1,4})(?: ?-? ?(?:minutes?|mins?|min)\b|')", re.ASCII),
)
_SOON = re.compile(rf"in (?P<n>\d{{1,3}}|half an?|an?|one|two|three) ?(?P<unit>{_HOURS}|{_MINUTES[:-3]}))", re.ASCII)
_SECOND = re.compile(r"(?:^| )(?:\((?P<a>1st|first|2nd|second)\)|(?:the )?(?P<b>1st|first|2nd|second)(?: time)?)$")
_PLAIN_WORDS = (
    (r"[–—−]", "-"),
    (r"\b([ap])\.\s?m\b\.?", r"\1m"),
    (r"(?<!\d)(\d{1,2})\s*o'?\s?clock\b", r"\1:00"),
    (r"\bhalf past (\d{1,2})\b", r"\1:30"),
    (r"\bquarter past (\d{1,2})\b", r"\1:15"),
    (r"\b(?:at )?lunch(?: ?time)?\b", "noon"),
    (r"^(?:let's (?:say|meet) |how about |what about |maybe |meet |say )", ""),
    (r"[,;!?]", " "),
    (r"\b(\d{1,2}(?::\d\d)?) (?:in the|this) morning\b", r"\1am"),
    (r"\b(\d{1,2}(?::\d\d)?) (?:in the|this) (?:afternoon|evening)\b", r"\1pm"),
    (r"\bnoon(?= ?(?:-|to|until|till) ?\d)|(?<=-)noon\b|(?<=to )noon\b|(?<=\d - )noon\b", "12:00"),
    (r"(?<![\d.:])(1[3-9]|2[0-3])h(?= |$)", r"\1:00"),
    (r"(?<=\d)t(?=\d\d:\d\d)", " "),
    (r"(\d\d:\d\d):\d\d\b", r"\1"),
    (r"\bthis (morning|afternoon|evening|night)\b", r"today \1"),
)


_NO_ZONE = frozenset({"at", "here", "us", "z", "la"})
"""Words that name a zone alone, but hardly where a day and a time are said."""
_OF_A_DATE = re.compile(rf"^{WEEKDAY}\b|(?:^| )[\d@/.:-]|^at ", re.ASCII)
_HOUR_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _tidy(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    phrase = text.lower().replace("’", "'")
    for pattern, plain in _PLAIN_WORDS:
        phrase = re.sub(pattern, plain, phrase, flags=re.ASCII)
    phrase = re.sub(r"\bquarter to (\d{1,2})\b", lambda found: f"{(int(found[1]) - 2) % 12 + 1}:45", phrase)
    phrase = re.sub(
        r"(?<![\w:./-])([01]\d|2[0-3])([0-5][05])(?= ?h(?:rs)?\b|\b(?![/.:-]))(?: ?h(?:rs)?\b)?", _military, phrase
    )
    phrase = re.sub(rf"\bat ({'|'.join(_HOUR_NAMES)})\b", lambda found: f"at {_HOUR_NAMES.index(found[1]) + 1}", phrase)
    return " ".join(phrase.split()).rstrip(".")


def _military(found: re.Match[str]) -> str:
    """1530 is 15:30; 2026 stays a year."""
    return found[0] if 1900 <= int(found[1] + found[2]) <= 2199 else f"{found[1]}:{found[2]}"


def _zone_apart(phrase: str, names: Collection[str]) -> tuple[str, str, str]:
    """The phrase without the words that name a zone, the zone, and a sentence where they fit several."""
    words = re.sub(r"[()]", " ", phrase).split()
    for count in (5, 4, 3, 2, 1):
        for start in range(len(words) - count, -1, -1):
            told = " ".join(words[start : start + count])
            if told in _NO_ZONE or (_OF_A_DATE.search(told) and not told.startswith(("utc", "gmt"))):
                continue
            if zone := find_zone(told, names):
                return " ".join(words[:start] + words[start + count :]), zone, ""
            if unclear := say_unclear(told):
                return phrase, MINE, unclear
    return " ".join(words), MINE, ""


def _written_instant(text: str) -> datetime | None:
    """ISO 8601 with an offset, as programs write it: "2026-12-03T14:00Z". With a blank 10:00-10:30 is a range."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:?\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?)", text.strip().upper(), re.ASCII):
        return None
    try:
        at = datetime.fromisoformat(text.strip().upper())
        return at.astimezone(UTC) if at.tzinfo and 1 < at.year < 9999 else None
    except (ValueError, OverflowError):
        return None


def _soon(phrase: str, now: datetime) -> tuple[datetime, int | None] | None:
    """ "in 2 hours" as an instant, rounded up to five minutes; with a length behind it."""
    phrase, minutes = _length_apart(phrase)
    found = _SOON.fullmatch("in 0 min" if phrase in ("now", "right now") else phrase)
    if not found:
        return None
    count = _NUMBER_WORDS[found["n"]] if found["n"] in _NUMBER_WORDS else int(found["n"])
    unit = timedelta(hours=1) if found["unit"].startswith("h") else timedelta(minutes=1)
    at = now.astimezone(UTC).replace(second=0, microsecond=0) + count * unit
    return at + timedelta(minutes=1 + (-at.minute - 1) % 5), minutes


def _length_apart(phrase: str) -> tuple[str, int | None]:
    for pattern in _LENGTHS:
        if found := pattern.search(phrase):
            rest = " ".join((phrase[: found.start()] + " " + phrase[found.end() :]).split())
            if rest:
                return rest, _minutes(found.groupdict())
    return phrase, None


def _minutes(parts: dict[str, str | None]) -> int:
    hours = float((parts.get("f") or parts.get("h") or "0").replace(",", "."))
    if word := parts.get("w"):
        hours = _NUMBER_WORDS[word] + (0.5 if parts.get("x") else 0)
    return round(hours * 60) + int((parts.get("m") or "0").rstrip(" m"))


def _second_apart(phrase: str) -> tuple[str, str]:
    """ "1:30 second" without its last word, and which of two equal times is meant: "first", "second" or ""."""
    found = _SECOND.search(phrase)
    if not found or not re.search(r"\d[ap]?m?$", phrase[: found.start()]):
        return phrase, ""
    return phrase[: found.start()], "second" if (found["a"] or found["b"]) in ("2nd", "second") else "first"


def _range_apart(phrase: str) -> tuple[str, int | str | None]:
    """The phrase with the start alone in place of "2-3pm", and the length between; a sentence where that cannot be."""
    found = _RANGE.search(phrase)
    if not found or re.search(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* $", phrase[: found.start()]):
        return phrase, None
    first, last = (
        _Start(int(found[f"h{n}"]), int(found[f"m{n}"] or 0), found[f"half{n}"] or "", len(found[f"h{n}"]) == 1)
        for n in (1, 2)
    )
    if not (_possible(first) and _possible(last)):
        return phrase, None
    start, end = _span(first, last)
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute
    if minutes <= 0:
        minutes += 24 * 60
    if minutes > LONGEST_MEETING:
        sentence = _("The end, {end}, is before the start, {start}.")
        return phrase, sentence.format(start=zoned.say_clock(start), end=zoned.say_clock(end))
    return f"{phrase[: found.start()]} at {start:%H:%M} {phrase[found.end() :]}".strip(), minutes


def _possible(at: _Start) -> bool:
    return at.minute < 60 and (1 <= at.hour <= 12 if at.half else at.hour < 24)


def _span(first: _Start, last: _Start) -> tuple[time, time]:
    """Start and end; a half of the day said once holds for both where that keeps their order."""
    end = _clock(last, last.half or ("" if first.half else _guess(last)))
    if first.half:
        start = _clock(first, first.half)
        if not last.half and last.hour <= 12:
            same = _clock(last, first.half)
            end = same if same > start else _clock(last, "p" if first.half == "a" else "a")
        return start, end
    if last.half:
        same = _clock(first, last.half)
        return (same if same < end else _clock(first, "a" if last.half == "p" else "p")), end
    start = _clock(first, _guess(first))
    if end <= start and last.hour <= 12 and _clock(last, "p") > start:
        end = _clock(last, "p")
    return start, end


def _guess(at: _Start) -> str:
    """Nobody said which half: 1 to 6 are in the afternoon, but 02:00 is as it stands."""
    return "p" if 1 <= at.hour <= 6 and at.single else ""


def _clock(at: _Start, half: str) -> time:
    if not half or at.hour > 12:
        return time(at.hour, at.minute)
    return time(at.hour % 12 + (12 if half == "p" else 0), at.minute)
