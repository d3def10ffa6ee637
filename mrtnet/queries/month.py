"""A month or week day by day: what is due, done, planned and going on; a few rows a day and the counts of the rest."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mrtnet.domain.rows import FollowUpRow
from mrtnet.domain.zoned import wall
from mrtnet.queries import follow_ups
from mrtnet.queries.person import run_row
from mrtnet.queries.reading import Connection, all_rows

if TYPE_CHECKING:
    from mrtnet.domain.playbooks import PlannedStep

RUNS = 400
"""So many playbooks at work, the newest, are looked through for planned steps."""
LOOKED_AT = 100
DAY = timedelta(days=1)


class Going(NamedTuple):
    """An event that goes on during some of the days."""

    event_id: int
    name: str
    first: date
    last: date


class Meet(NamedTuple):
    """A meeting that was not called off: day and time on her own clock, with whom, its title or the kind's key."""

    meeting_id: int
    day: date
    at: time
    person: str
    title: str
    kind: str


class Planned(NamedTuple):
    """A later step of a playbook: no follow-up yet, and gone if the playbook ends before."""

    run_id: int
    person_id: int | None
    person: str
    event_id: int | None
    kind: str
    title: str
    due: date


class Day(NamedTuple):
    """One day: the first open follow-ups due on it and one done on it; how many are due, done and (today) late."""

    day: date
    rows: tuple[FollowUpRow, ...] = ()
    due: int = 0
    done: int = 0
    late: int = 0
    did: FollowUpRow | None = None


def days(connection: Connection, first: date, last: date, today: date, each: int = 6) -> list[Day]:
    """The days from `first` to `last`, with at most `each` rows a day. Late ones are counted on `today`."""
    span = (first.isoformat(), last.isoformat())
    every = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
    shown = [row_id for on in every if on >= today for row_id in _first_due(connection, on, each)]
    did = all_rows(
        connection,
        "SELECT closed_on, count(*), max(id) FROM follow_up WHERE state = 'done' AND closed_on BETWEEN ? AND ?"
        " GROUP BY closed_on",
        span,
    )
    done = {day: count for day, count, _last in did}
    rows: dict[date, list[FollowUpRow]] = {}
    for row in follow_ups.rows(connection, shown):
        rows.setdefault(row.due, []).append(row)
    closed = {row.closed_on: row for row in follow_ups.rows(connection, [last for _day, _count, last in did])}
    due = dict(
        all_rows(
            connection,
            "SELECT due, count(*) FROM follow_up WHERE state = 'open' AND due BETWEEN ? AND ? GROUP BY due",
            span,
        )
    )
    found = []
    for on in every:
        key = on.isoformat()
        late = counted_late(connection, today) if on == today else 0
        due_then = due.get(key, 0) if on >= today else 0
        found.append(Day(on, tuple(rows.get(on, ())), due_then, done.get(key, 0), late, closed.get(on)))
    return found


def counted_late(connection: Connection, today: date) -> int:
    """How many follow-ups are late."""
    found = all_rows(
        connection, "SELECT count(*) FROM follow_up WHERE state = 'open' AND due < ?", (today.isoformat(),)
    )
    return int(found[0][0])


def counts_by_day(connection: Connection) -> Mapping[date, int]:
    """How many open follow-ups are due on each day that has any."""
    found = all_rows(connection, "SELECT due, count(*) FROM follow_up WHERE state = 'open' GROUP BY due ORDER BY due")
    return {date.fromisoformat(due): count for due, count in found}


def going(connection: Connection, first: date, last: date) -> list[Going]:
    """The events that go on between the two days, the earliest and longest first."""
    found = all_rows(
        connection,
        "SELECT id, coalesce(nullif(short, ''), name), first_day, coalesce(last_day, first_day) AS last FROM event"
        " WHERE first_day <= ? AND coalesce(last_day, first_day) >= ? ORDER BY first_day, last DESC, id LIMIT 200",
        (last.isoformat(), first.isoformat()),
    )
    return [Going(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3])) for row in found]


def meetings(connection: Connection, first: date, last: date, zone: str) -> list[Meet]:
    """The meetings that begin between the two days on the clock of her zone, in order."""
    found = all_rows(
        connection,
        "SELECT m.id, m.starts_utc, coalesce((SELECT p.name FROM meeting_person AS mp JOIN person AS p"
        "  ON p.id = mp.person_id WHERE mp.meeting_id = m.id ORDER BY mp.position, mp.id LIMIT 1), ''), m.title, m.kind"
        " FROM meeting AS m WHERE m.starts_utc BETWEEN ? AND ? AND m.cancelled_on IS NULL AND m.declined_on IS NULL"
        " ORDER BY m.starts_utc, m.id LIMIT 500",
        ((first - DAY).isoformat(), (last + 2 * DAY).isoformat()),
    )
    walls = [(wall(datetime.fromisoformat(row[1]), zone), row) for row in found]
    return [Meet(row[0], at.date(), at.time(), *row[2:]) for at, row in walls if first <= at.date() <= last]


def planned(connection: Connection, first: date, last: date, today: date, limit: int = RUNS) -> list[Planned]:
    """The later steps of playbooks between the two days, in order of day."""
    found = [step for some in planned_bit_by_bit(connection, first, last, today, limit) for step in some]
    return sorted(found, key=lambda step: (step.due, step.run_id))


def planned_bit_by_bit(
    connection: Connection, first: date, last: date, today: date, limit: int = RUNS
) -> Iterator[Sequence[Planned]]:
    """The same, run by run, so that a window can go on meanwhile."""
    if last <= today:
        return
    from mrtnet.queries import runs  # playbooks take 20 ms to import

    rows = all_rows(
        connection,
        "SELECT r.id, r.playbook, r.person_id, r.event_id, r.anchor, r.length_days, r.place, r.position, r.moved_on,"
        " r.state, r.started_on, r.meeting_id, coalesce(p.name, e.name, '')"
        " FROM run AS r LEFT JOIN person AS p ON p.id = r.person_id"
        " LEFT JOIN event AS e ON e.id = r.event_id WHERE r.state = 'running' ORDER BY r.id DESC LIMIT ?",
        (limit,),
    )
    for row in rows:
        run, who = run_row(row[:12]), str(row[12])
        prompted = {
            step for (step,) in all_rows(
                connection, "SELECT step FROM follow_up WHERE run_id = ? AND state = 'open'", (run.id,)
            )
        }  # fmt: skip
        steps = runs.steps(connection, run, today)
        yield [
            Planned(run.id, run.person_id, who, run.event_id, step.kind, step.title, step.due)
            for step in steps
            if step.step_key not in prompted and _within(step, first, last, today)
        ]


def _first_due(connection: Connection, on: date, each: int) -> list[int]:
    """The ids of the first ones due on a day, timed ones before; of a day with hundreds, among its first hundred."""
    found = all_rows(
        connection,
        "SELECT id FROM (SELECT id, at FROM follow_up WHERE state = 'open' AND due = ? ORDER BY id LIMIT ?)"
        " ORDER BY at IS NULL, at, id LIMIT ?",
        (on.isoformat(), LOOKED_AT, each),
    )
    return [row_id for (row_id,) in found]


def _within(step: "PlannedStep", first: date, last: date, today: date) -> bool:
    return max(first, today) <= step.due <= last
