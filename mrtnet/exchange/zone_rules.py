"""Zones that a calendar file describes itself (VTIMEZONE, RFC 5545 3.6.5), and the IANA zones that behave like them."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import NamedTuple

from mrtnet import clock
from mrtnet.domain.zone_words import fixed_name, windows_names
from mrtnet.exchange.ics_blocks import Block
from mrtnet.exchange.ics_entries import Moment
from mrtnet.exchange.ics_values import moment_of, offset_of, property_of
from mrtnet.exchange.recurrence_rules import rule_of, starts_of
from mrtnet.exchange.zone_names import named, offsets_in
from mrtnet.trouble import Trouble

_FIRST, _LAST = datetime(1968, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - wall times of any zone
_MOST = 1000  # changes of one kind

# Where several zones behave alike, the one that most people live in.
_FAVOURITES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Halifax",
    "Europe/London", "Europe/Berlin", "Europe/Helsinki", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tokyo",
    "Australia/Sydney", "Pacific/Auckland", "America/Sao_Paulo",
)  # fmt: skip


class Change(NamedTuple):
    """One change of the clocks, at an instant as naive UTC."""

    at: datetime
    before: timedelta
    after: timedelta


class FileZone(tzinfo):
    """A zone made of the changes that a file lists. Before the first and after the last nothing changes.

    A skipped time is read with the offset before the gap, a repeated one is the first, unless `fold` says otherwise.
    """

    def __init__(self, name: str, changes: tuple[Change, ...]) -> None:
        self._name, self.changes = name, changes
        self._instants = [change.at for change in changes]
        self._walls = (
            [change.at + max(change.before, change.after) for change in changes],
            [change.at + min(change.before, change.after) for change in changes],
        )

    def __repr__(self) -> str:
        return f"FileZone({self._name!r})"

    def __reduce__(self) -> tuple[object, ...]:
        return FileZone, (self._name, self.changes)

    def _offset(self, place: int) -> timedelta:
        return self.changes[place - 1].after if place else self.changes[0].before

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """The offset at that wall time."""
        if dt is None:
            return None
        return self._offset(bisect_right(self._walls[dt.fold], dt.replace(tzinfo=None, fold=0)))

    def dst(self, dt: datetime | None) -> timedelta | None:
        """Not told."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """The file's own name of the zone."""
        return self._name

    def fromutc(self, dt: datetime) -> datetime:
        """The wall time at an instant."""
        instant = dt.replace(tzinfo=None, fold=0)
        place = bisect_right(self._instants, instant)
        offset = self._offset(place)
        again = place > 0 and instant + offset < self._walls[0][place - 1] and self.changes[place - 1].before > offset
        return (instant + offset).replace(tzinfo=self, fold=int(again))


class Found(NamedTuple):
    """The zone of a TZID: `zone` None where nobody knows it, `name` "" where it is no IANA zone.

    `guessed` where only the hours in its name tell what it may be.
    """

    zone: tzinfo | None
    name: str
    guessed: bool = False


class Zones:
    """The zones of one calendar: its own descriptions, and what their names mean."""

    def __init__(self) -> None:
        self._described: dict[str, FileZone] = {}
        self._places: dict[str, str] = {}  # X-LIC-LOCATION
        self._found: dict[tuple[str, int], Found] = {}

    def describe(self, block: Block) -> None:
        """Take a VTIMEZONE. The first of a name counts; one without a change that can be read is no description."""
        tzid = _tzid(block)
        changes = _changes(block.parts)
        if tzid and changes and tzid not in self._described:
            self._described[tzid] = FileZone(tzid, changes)
            place = block.raw(b"X-LIC-LOCATION").partition(b":")[2].decode("utf-8", "replace").strip()
            self._places[tzid] = named(place).name if place else ""
            self._found.clear()

    def settled(self, tzid: str) -> bool:
        """Whether no description that may still come can change what this name means."""
        return named(tzid).sure or tzid.strip() in self._described

    def find(self, tzid: str, year: int) -> Found:
        """The zone for a time in that year."""
        key = (tzid, year)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._search(tzid.strip(), year)
        return found

    def _search(self, tzid: str, year: int) -> Found:
        meant = named(tzid)
        if meant.sure:
            return _iana(meant.name)
        described = self._described.get(tzid)
        if described is None:
            if meant.name:
                return _iana(meant.name)
            return _by_hours(tzid, year)
        for name in (meant.name, self._places.get(tzid, "")):
            if name and not _contradicts(described, name, year, part_will_do="/" in tzid):
                return _iana(name)
        name = matching(described, year)
        return _iana(name) if name else Found(described, "")


def _iana(name: str) -> Found:
    try:
        return Found(UTC if name == "UTC" else clock.zone(name), "" if name == "UTC" else name)
    except Trouble:
        return Found(None, "")


def _by_hours(tzid: str, year: int) -> Found:
    """The zone that a name's own hours tell: winter and summer, or one all year."""
    hours = offsets_in(tzid)
    if len(hours) > 1:
        for name in dict.fromkeys((*_FAVOURITES, *windows_names().values())):
            if _offsets_of(_iana(name).zone or UTC, year) == set(hours):
                return _iana(name)._replace(guessed=True)
    return Found(timezone(hours[0]), fixed_name(hours[0]), True) if hours else Found(None, "")


def _offsets_of(zone: tzinfo, year: int) -> set[timedelta | None]:
    """What its clocks show in the months of that year."""
    year = min(max(year, 1970), 2037)
    return {datetime(year, month, 15, tzinfo=UTC).astimezone(zone).utcoffset() for month in range(1, 13)}


def _tzid(block: Block) -> str:
    line = next((line for line in block.lines if line.name == b"TZID"), None)
    return property_of(line).value.strip(' \t"') if line else ""


def matching(described: FileZone, year: int) -> str:
    """The IANA zone whose clocks show the same all through that year, "" if there is none."""
    year = min(max(year, 1970), 2037)
    if len({change.after for change in described.changes} | {described.changes[0].before}) == 1:
        fixed = fixed_name(described.changes[0].after)
        if fixed:
            return fixed
    moments = _moments(described, year)
    candidates = dict.fromkeys((*_FAVOURITES, *windows_names().values()))
    return next((name for name in candidates if _alike(described, name, moments)), "")


def _moments(described: FileZone, year: int) -> list[datetime]:
    """Instants that tell one zone from another: each month, and both sides of each change."""
    second = timedelta(seconds=1)
    inside = [change.at for change in described.changes if change.at.year == year]
    edges = [moment for change in inside[:20] for moment in (change - second, change)]
    return [datetime(year, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 15)] + [
        edge.replace(tzinfo=UTC) for edge in edges
    ]


def _alike(described: FileZone, name: str, moments: list[datetime]) -> bool:
    zone = _iana(name).zone
    return zone is not None and all(
        moment.astimezone(zone).utcoffset() == moment.astimezone(described).utcoffset() for moment in moments
    )


def _contradicts(described: FileZone, name: str, year: int, *, part_will_do: bool) -> bool:
    """Whether the clocks of the zone of that name differ from the description in that year: the name misleads.

    Only the offsets are compared: the days of change in files are often those of an older law. Where the IANA name
    stands in the TZID, a description that knows winter only will do.
    """
    zone = _iana(name).zone
    if zone is None:
        return True
    there, here = _offsets_of(zone, year), _offsets_of(described, year)
    return not (here <= there if part_will_do else here == there)


def _changes(parts: Iterable[Block]) -> tuple[Change, ...]:
    """The changes of all observances in order."""
    found = sorted({change for part in islice(parts, 500) for change in _observance(part)})
    return tuple(found)


def _observance(part: Block) -> Iterator[Change]:
    """The changes of one STANDARD or DAYLIGHT; none if its offsets or start cannot be read."""
    said = {line.name: property_of(line).value for line in reversed(part.lines)}
    try:
        after = offset_of(said.get(b"TZOFFSETTO", "?"))
        start = moment_of(said.get(b"DTSTART", "19700101T000000"))
    except Trouble:
        return
    try:
        before = offset_of(said.get(b"TZOFFSETFROM", "?"))
    except Trouble:
        before = after
    if not isinstance(start, datetime):
        start = datetime(start.year, start.month, start.day)  # noqa: DTZ001 - wall time
    start = start.replace(tzinfo=None)
    for moment in (start, *_repeated(part, start, before)):
        try:
            yield Change(moment - before, before, after)
        except OverflowError:
            continue


def _repeated(part: Block, start: datetime, before: timedelta) -> Iterator[datetime]:
    """Further wall times, by rules and by dates."""
    for line in part.lines:
        value = property_of(line).value
        try:
            if line.name == b"RRULE":
                rule, _said = rule_of(value, start)
                if rule.until and value.upper().rstrip("; ").endswith("Z"):
                    rule = rule._replace(until=rule.until + before)
                yield from islice(starts_of(rule, start, max(start, _FIRST), _LAST), _MOST)
            elif line.name == b"RDATE":
                for text in value.split(",")[:_MOST]:
                    yield _naive(moment_of(text))
        except (Trouble, OverflowError):
            continue


def _naive(moment: Moment) -> datetime:
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - wall time
