"""What may have to be reminded of: open follow-ups up to a day, alarms of meetings, that nobody has shown yet."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from mrtnet import clock
from mrtnet.domain.alarms import MARK, Alarm, Key
from mrtnet.domain.reminders import Due
from mrtnet.queries.reading import Connection, all_rows, clock_time, in_batches, one_row

MOST, TIMED = 500, 5_000
_MOMENT = "f.due || CASE WHEN f.at IS NULL THEN '' ELSE 'T' || f.at END"
"""SQL for the written due moment of follow-up `f`, as `Due.key` has it."""
_NOT_SHOWN = (
    "SELECT f.id, f.due, f.at, f.title, coalesce(p.name, ''), f.created_at"
    " FROM follow_up AS f LEFT JOIN person AS p ON p.id = f.person_id"
    " WHERE f.state = 'open' AND f.due <= ? {which} AND NOT EXISTS (SELECT 1 FROM reminder_shown AS s"
    f" WHERE s.follow_up_id = f.id AND s.moment = {_MOMENT} AND s.shown_at IS NOT NULL)"
    " ORDER BY f.due, coalesce(f.at, ''), f.id LIMIT ?"
)
PAUSE = (0, "pause")
"""The key under which a pause of all reminders is kept (no follow-up has the id 0)."""
_LONGEST = timedelta(days=15)  # longer than any meeting lasts
_EARLIEST = timedelta(days=28)  # before the start comes the first alarm


def not_shown(connection: Connection, until: date, most: int = MOST, also: Collection[int] = ()) -> list[Due]:
    """Open follow-ups due up to this day whose reminder nobody has shown, the earliest first; at most so many.

    Where there are more, those in `also` are among them all the same.
    """
    found = all_rows(connection, _NOT_SHOWN.format(which=""), (until.isoformat(), most))
    if len(found) == most:
        those = f"AND f.id IN ({', '.join(str(int(each)) for each in also)})"
        more = all_rows(connection, _NOT_SHOWN.format(which=those), (until.isoformat(), len(also)))
        found = sorted(
            {row[0]: row for row in (*found, *more)}.values(), key=lambda row: (row[1], row[2] or "", row[0])
        )
    return [_due(row) for row in found]


def timed(connection: Connection, until: date) -> list[int]:
    """The open follow-ups with a time, due up to this day, the last due first; at most `TIMED`.

    No index tells them: where thousands are due it takes its time.
    """
    sql = "SELECT id FROM follow_up WHERE state = 'open' AND due <= ? AND at IS NOT NULL ORDER BY due DESC LIMIT ?"
    return [row_id for (row_id,) in all_rows(connection, sql, (until.isoformat(), TIMED))]


def digest_shown_since(connection: Connection, since: datetime) -> bool:
    """Whether the reminder of a follow-up without a time was shown since then (aware)."""
    sql = (
        "SELECT 1 FROM reminder_shown WHERE follow_up_id > 0 AND shown_at >= ? AND length(moment) = 10"
        f" AND moment < '{MARK}' LIMIT 1"
    )
    return one_row(connection, sql, (clock.as_text(since),)) is not None


def alarms_not_shown(connection: Connection, now: datetime, ahead: timedelta) -> list[Alarm]:
    """Alarms of meetings that are not over and not called off, up to `ahead` from now (aware); also snoozed ones."""
    found = all_rows(
        connection,
        "SELECT id, starts_utc, minutes, alarms, created_at FROM meeting WHERE starts_utc BETWEEN ? AND ?"
        " AND cancelled_on IS NULL AND declined_on IS NULL AND held_on IS NULL ORDER BY starts_utc, id LIMIT ?",
        (clock.as_text(now - _LONGEST), clock.as_text(now + ahead + _EARLIEST), MOST),
    )
    meetings = {row[0]: row for row in found}
    shown, put_off = _marks(connection, list(meetings))
    alarms = []
    for meeting_id, starts, minutes, before, made in found:
        alarm = Alarm(meeting_id, datetime.fromisoformat(starts), minutes, made_at=datetime.fromisoformat(made))
        alarms += [alarm._replace(before=int(each)) for each in before.split()]
        alarms += [alarm._replace(snoozed=each) for each in put_off.get((meeting_id, starts), ())]
    latest = now + ahead
    return [each for each in alarms if each.key not in shown and each.at <= latest and each.ends > now]


def _marks(connection: Connection, ids: list[int]) -> tuple[set[Key], dict[tuple[int, str], list[datetime]]]:
    """Which alarms of these meetings were shown, and until when others are put off: {(id, start): instants}."""
    shown: set[Key] = set()
    put_off: dict[tuple[int, str], list[datetime]] = {}
    for marks, batch in in_batches(ids):
        for meeting_id, moment, shown_at in all_rows(
            connection,
            "SELECT follow_up_id, moment, shown_at FROM reminder_shown"
            f" WHERE follow_up_id IN ({marks}) AND moment >= '{MARK}' AND moment < '{MARK}~'",
            batch,
        ):
            starts, snoozed, until = moment.removeprefix(MARK).partition("~")
            if shown_at is not None:
                shown.add((meeting_id, moment))
            elif snoozed:
                put_off.setdefault((meeting_id, starts), []).append(datetime.fromisoformat(until))
    return shown, put_off


def still_waiting(connection: Connection, keys: Iterable[Key]) -> bool:
    """Whether any of these shown reminders waits to be dealt with: open and due as then, a meeting still to be held."""
    for row_id, moment in keys:
        if moment.startswith(MARK):
            starts = moment.removeprefix(MARK)[: len("2026-01-01T00:00:00Z")]
            sql = (
                "SELECT 1 FROM meeting WHERE id = ? AND starts_utc = ?"
                " AND cancelled_on IS NULL AND declined_on IS NULL AND held_on IS NULL"
            )
            found = one_row(connection, sql, (row_id, starts))
        else:
            sql = f"SELECT 1 FROM follow_up AS f WHERE f.id = ? AND f.state = 'open' AND {_MOMENT} = ?"
            found = one_row(connection, sql, (row_id, moment))
        if found is not None:
            return True
    return False


def claimed_by_others(connection: Connection, who: str, now: datetime) -> dict[tuple[int, str], datetime]:
    """{(follow-up, moment): end of the lease} of reminders that another program is about to show."""
    found = all_rows(
        connection,
        "SELECT follow_up_id, moment, lease_until FROM reminder_shown"
        " WHERE shown_at IS NULL AND claimed_by <> ? AND lease_until > ? AND follow_up_id > 0",
        (who, clock.as_text(now)),
    )
    return {(row[0], row[1]): datetime.fromisoformat(row[2]) for row in found}


def paused_until(connection: Connection) -> datetime | None:
    """The instant until which all reminders are paused."""
    sql = "SELECT lease_until FROM reminder_shown WHERE follow_up_id = ? AND moment = ?"
    row = one_row(connection, sql, PAUSE)
    return datetime.fromisoformat(row[0]) if row and row[0] else None


def _due(row: tuple[Any, ...]) -> Due:
    made = datetime.fromisoformat(row[5]) if row[5] else None
    return Due(row[0], date.fromisoformat(row[1]), clock_time(row[2]), row[3], row[4], made)
