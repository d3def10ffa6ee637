"""What to remind her of now, and the next moment to look again: pure rules for window and reminder service alike.

A follow-up is due on a day, with or without a wall time in her zone. Untimed ones come together at the digest time, a
timed one comes alone at its minute. Quiet hours and a pause hold back and lose nothing: what waited comes as they end.
What has been missed by more than an hour (machine asleep, a week off) comes in one calm bundle.

Shown is shown: a reminder is known by follow-up and written due moment, not by an instant, so that a clock set back, a
journey to another zone or a new digest time never shows it twice, while a snooze, which writes another moment, does.
"""

from collections.abc import Callable, Iterable, Set
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import NamedTuple

from mrtnet.domain.alarms import Alarm, Ringing, moments, ringing
from mrtnet.domain.alarms import Key as Key
from mrtnet.domain.days import WorkingDays, weekday_names
from mrtnet.domain.when import EVENING, When
from mrtnet.domain.zoned import change
from mrtnet.words import _

GRACE = timedelta(hours=1)  # a timed reminder later than this joins the bundle
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Due(NamedTuple):
    """An open follow-up: due on a day, with `at` a wall time in her zone.

    `made_at` (aware) is when it was written down: what was already past then waits for the next digest, since she was
    there herself. `comes` is the later day on which her portion has room for it; its reminder waits for that day.
    """

    id: int
    due: date
    at: time | None = None
    title: str = ""
    person: str = ""
    made_at: datetime | None = None
    comes: date | None = None

    @property
    def key(self) -> Key:
        """What to remember once it has been shown."""
        moment = self.due.isoformat()
        return self.id, f"{moment}T{self.at.isoformat('minutes')}" if self.at is not None else moment


class ReminderRules(NamedTuple):
    """When reminders may come: wall times in `zone`. Equal ends mean no quiet hours; they may run over midnight.

    `paused_until` is aware; nothing comes before it.
    """

    digest: time
    quiet_from: time
    quiet_until: time
    zone: tzinfo
    paused_until: datetime | None = None


class Bundle(NamedTuple):
    """What one reminder window shows: the earliest due first. `timed` is one follow-up or meeting at its minute."""

    items: tuple[Due, ...]
    timed: bool = False
    alarms: tuple[Ringing, ...] = ()

    @property
    def keys(self) -> frozenset[Key]:
        """What to remember once the bundle has been shown."""
        return frozenset(item.key for item in self.items).union(*(each.keys for each in self.alarms))


def due_now(
    items: Iterable[Due], shown: Set[Key], now: datetime, rules: ReminderRules, alarms: Iterable[Alarm] = ()
) -> list[Bundle]:
    """What to show now: at most one bundle of untimed and late ones, then each timed one alone. `now` is aware."""
    rings = ringing(alarms, shown, now)
    begun = tuple(each for each in rings if each.begun)
    bundles = _follow_ups(items, shown, now, rules)
    if begun:
        first = bundles.pop(0) if bundles and not bundles[0].timed else Bundle(())
        bundles.insert(0, first._replace(alarms=begun))
    return bundles + [Bundle((), timed=True, alarms=(each,)) for each in rings if not each.begun]


def _follow_ups(items: Iterable[Due], shown: Set[Key], now: datetime, rules: ReminderRules) -> list[Bundle]:
    if _opens(now, rules) > now:
        return []
    comes = _comes(now, rules)
    together: list[Due] = []
    alone: list[Due] = []
    for item in sorted(items, key=_order):
        if item.key not in shown and comes(item) <= now:
            fresh = item.at is not None and now - instant(item.due, item.at, rules.zone) <= GRACE
            (alone if fresh else together).append(item)
    if len(together) == 1 and together[0].at is not None:
        alone, together = sorted(alone + together, key=_order), []
    bundles = [Bundle(tuple(together))] if together else []
    return bundles + [Bundle((item,), timed=True) for item in alone]


def next_moment(
    items: Iterable[Due], shown: Set[Key], now: datetime, rules: ReminderRules, alarms: Iterable[Alarm] = ()
) -> datetime | None:
    """The first instant (UTC) after now at which `due_now` has something new; None if nothing is left.

    What `due_now` gives already is not waited for. Look again at least every minute all the same: a timer does not
    notice that the clock was set, or that the machine slept.
    """
    comes = _comes(now, rules)
    due = {comes(item) for item in items if item.key not in shown}
    opens = (_opens(max(moment, now), rules) for moment in due)
    found = [*(instant for instant in opens if instant > now), *moments(alarms, shown, now)]
    return min((instant.astimezone(UTC) for instant in found), default=None)


def snooze_choices(now: datetime, rules: ReminderRules, days: WorkingDays) -> list[tuple[str, When]]:
    """The choices of the snooze menu in her zone, without those that would come too soon or twice."""
    today = now.astimezone(rules.zone).date()
    tomorrow, next_week = days.on_or_after(today + DAY), days.on_or_after(today + DAY * (7 - today.weekday()))
    choices = [(_("In 1 hour"), _an_hour_on(now, rules))]
    evening = instant(today, EVENING, rules.zone)
    if now + HOUR < evening == _opens(evening, rules):
        choices.append((_("This evening"), When(today, EVENING)))
    if tomorrow < next_week:
        label = _("Tomorrow") if tomorrow == today + DAY else weekday_names()[tomorrow.weekday()]
        choices.append((label, When(tomorrow)))
    return [*choices, (_("Next week"), When(next_week))]


def instant(day: date, wall: time, zone: tzinfo) -> datetime:
    """The instant (UTC) at which a clock on her wall shows the time.

    A time that a change of the clock skips is the first instant after the gap; one that comes twice is the first. At
    the ends of the calendar the nearest instant there is.
    """
    local = datetime.combine(day, wall.replace(microsecond=0, fold=0), tzinfo=zone)
    try:
        found = local.astimezone(UTC)
        if found.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            return found
        return change(zone, local.replace(fold=1).astimezone(UTC), found).at
    except (OverflowError, ValueError):
        return datetime.min.replace(tzinfo=UTC) if day.year == 1 else datetime.max.replace(tzinfo=UTC)


def _comes(now: datetime, rules: ReminderRules) -> Callable[[Due], datetime]:
    """When a follow-up's reminder falls due, quiet hours and pause aside; equal walls are reckoned once."""
    wall = cache(lambda day, at: instant(day, at, rules.zone))

    def comes(item: Due) -> datetime:
        if item.comes is not None and item.at is None:
            later: datetime = wall(item.comes, rules.digest)
            return later
        moment: datetime = wall(item.due, rules.digest if item.at is None else item.at)
        if item.made_at is None or not moment < item.made_at <= now:  # made in the future: the clock was wrong then
            return moment
        day = item.made_at.astimezone(rules.zone).date()
        digest: datetime = wall(day, rules.digest)
        return digest if digest > item.made_at else wall(day + DAY, rules.digest)

    return comes


def _opens(at: datetime, rules: ReminderRules) -> datetime:
    """The first instant from there on that is neither paused nor quiet."""
    if rules.paused_until is not None:
        at = max(at, rules.paused_until)
    # A change of the clock can swallow the open hours between two quiet spans, so that one ends as the next begins.
    while (end := _quiet_until(at, rules)) is not None:
        at = end
    return at


def _quiet_until(at: datetime, rules: ReminderRules) -> datetime | None:
    """The end, later than `at`, of the quiet hours it lies in; None outside them."""
    if rules.quiet_from == rules.quiet_until:
        return None
    over_midnight = DAY if rules.quiet_until < rules.quiet_from else timedelta()
    try:
        today = at.astimezone(rules.zone).date()
        for day in (today - DAY, today):
            end = instant(day + over_midnight, rules.quiet_until, rules.zone)
            if instant(day, rules.quiet_from, rules.zone) <= at < end:
                return end
    except (OverflowError, ValueError):  # the ends of the calendar are never quiet
        return None
    return None


def _an_hour_on(now: datetime, rules: ReminderRules) -> When:
    """An hour from now on the wall, to the minute; past the hour that comes twice, whose second run has no name."""
    target = now.astimezone(UTC) + HOUR
    target = target.replace(second=0, microsecond=0) + (timedelta(minutes=1) if target.second else timedelta())
    wall = target.astimezone(rules.zone)
    while instant(wall.date(), wall.time(), rules.zone) < target:
        wall = (wall.astimezone(UTC) + timedelta(minutes=15)).astimezone(rules.zone)
    return When(wall.date(), wall.time().replace(fold=0))


def _order(item: Due) -> tuple[date, time, int]:
    return item.due, item.at or time.min, item.id
