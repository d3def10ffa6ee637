"""The alarms of one VEVENT (RFC 5545 3.6.6). What of them makes no sense is said in a sentence and left out."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from mrtnet.exchange.ics_blocks import Block
from mrtnet.exchange.ics_entries import Moment
from mrtnet.exchange.ics_lines import Line
from mrtnet.exchange.ics_values import Property, instant_of, length_of, moment_of, property_of
from mrtnet.trouble import Trouble
from mrtnet.words import _

_MOST_ALARMS = 20
_MOST_REPEATS = 10
Say = Callable[[int, str], None]
"""Told the number of a line, and what is wrong there."""


def alarms_of(block: Block, starts: Moment, ends: Moment | None, say: Say) -> tuple[timedelta | datetime, ...]:
    """When it rings: so long from the start, or at an instant; each once."""
    found: dict[timedelta | datetime, None] = {}
    for part in block.parts:
        if part.name != "VALARM" or part.raw(b"ACTION").partition(b":")[2].strip().upper() == b"NONE":
            continue
        if len(found) >= _MOST_ALARMS:
            say(part.number, _("It has more than {n} alarms; the first count.").format(n=_MOST_ALARMS))
            break
        found.update(dict.fromkeys(_moments(part, starts, ends, say)))
    return tuple(found)


def _moments(part: Block, starts: Moment, ends: Moment | None, say: Say) -> Iterator[timedelta | datetime]:
    line = next((line for line in part.lines if line.name == b"TRIGGER"), None)
    if line is None:
        say(part.number, _("An alarm does not say when; it was left out."))
        return
    said = property_of(line)
    try:
        trigger = _trigger(said, starts, ends)
    except Trouble as wrong:
        say(said.number, _("An alarm was left out: {why}").format(why=wrong))
        return
    yield trigger
    again, every = _repeats(part)
    for number in range(1, min(again, _MOST_REPEATS) + 1):
        try:
            yield trigger + number * every
        except OverflowError:
            return
    if again > _MOST_REPEATS:
        say(part.number, _("An alarm repeats {n} times; the first ten count.").format(n=f"{again:,}"))


def _trigger(said: Property, starts: Moment, ends: Moment | None) -> timedelta | datetime:
    """TRIGGER (3.8.6.3): a distance from the start, or an instant. Raises Trouble."""
    value = said.value.strip()
    if said.params.get("VALUE", "").upper() == "DATE-TIME" or value[:4].isdigit():
        moment = moment_of(value)
        moment = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    before = length_of(value).whole
    if said.params.get("RELATED", "").upper() == "END" and ends is not None:
        if isinstance(starts, datetime) and isinstance(ends, datetime):
            return before + (instant_of(ends) - instant_of(starts))
        return before + (_day(ends) - _day(starts))
    return before


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _repeats(part: Block) -> tuple[int, timedelta]:
    """REPEAT and DURATION of an alarm; nothing unless both make sense."""
    found: dict[bytes, Line] = {line.name: line for line in part.lines}
    if b"REPEAT" not in found or b"DURATION" not in found:
        return 0, timedelta()
    again = property_of(found[b"REPEAT"]).value.strip()
    try:
        every = length_of(property_of(found[b"DURATION"]).value).whole
    except Trouble:
        return 0, timedelta()
    good = again.isascii() and again.isdigit() and len(again) < 10 and every > timedelta()
    return (int(again), every) if good else (0, timedelta())
