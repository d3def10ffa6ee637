"""Where and when she was met, as a quick line says it: "met yesterday at AHIMA26"."""

import re
from datetime import date, timedelta

from mrtnet.domain.quick_reading import Reading, spelled
from mrtnet.domain.quick_segments import Segment
from mrtnet.domain.when import parse_when

MET = re.compile(r"\s*met(?:\s+(?:her|him|them))?(?:\s+(?P<how>at|in|on|during))?\s+(?P<rest>\S.*)", re.I | re.S)


def read_met(reading: Reading, segment: Segment, met: re.Match[str]) -> None:
    """ "met 11/20", "met at the poster session", "met yesterday at AHIMA26"."""
    day, rest = _day_met(reading, met["rest"])
    rest = re.sub(r"^(?:at|in|on|during)\s+", "", rest.strip())
    if day:
        reading.fields["met_on"] = day
    if rest and (met["how"] or day):
        reading.fields["met_where"] = spelled(rest, reading.known.events)
    if day or (rest and met["how"]):
        reading.take(segment.start, segment.end, "met")


def _day_met(reading: Reading, text: str) -> tuple[date | None, str]:
    """The day at the beginning or end of the text, which cannot lie ahead, and the text without it."""
    words = text.split()[:16]
    told = [(" ".join(words[:count]), " ".join(text.split()[count:])) for count in range(min(len(words), 6), 0, -1)]
    told += [(" ".join(words[-count:]), " ".join(words[:-count])) for count in range(min(len(words), 6), 0, -1)]
    for phrase, rest in told:
        when = parse_when(phrase, reading.today, days=reading.days, day_first=reading.day_first)
        day = when.day if when else None
        if day and day > reading.today and not re.search(r"\d{4}", phrase):
            day = _last_time(day, reading.today)
        if day and day <= reading.today:
            return day, rest
    return None, text


def _last_time(day: date, today: date) -> date:
    """The same weekday or date the last time: people were met in the past."""
    if (day - today).days <= 7:
        return day - timedelta(days=7)
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day
