"""Before a playbook is started: for whom it would not begin and why, its days for each, and the load of the weeks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain import playbooks
from mrtnet.domain.playbook_changes import same_steps
from mrtnet.domain.playbook_starts import anchor_at, length_at
from mrtnet.domain.playbooks import PlannedStep, Playbook
from mrtnet.domain.portion import Due, places
from mrtnet.domain.rows import RunRow
from mrtnet.queries import month, runs
from mrtnet.queries.about import about as read_about
from mrtnet.queries.follow_ups import HER_OWN_DAY
from mrtnet.queries.reading import Connection, all_rows, day, in_batches, one_row
from mrtnet.words import _

WEEKS = 4
LOOKED_AT = 2000
"""So many of the earliest are laid on days; those behind them are beyond the portion of theirs."""


class Beginning(NamedTuple):
    """From which day a playbook would count, and how long an engagement lasts."""

    anchor: date
    length_days: int | None


class Begun(NamedTuple):
    """One person for whom the playbook would begin: her steps, the first is the next one."""

    person_id: int
    name: str
    steps: Sequence[PlannedStep]


class Preview(NamedTuple):
    """What starting a playbook would do: the people and their steps, {person: why she is left out}, her own steps."""

    people: Sequence[Begun]
    left_out: dict[int, str]
    own: Sequence[PlannedStep]

    @property
    def dues(self) -> list[tuple[int | None, str, date]]:
        """(person, kind, day) of every step."""
        steps = [(each.person_id, step.kind, step.due) for each in self.people for step in each.steps]
        return [*steps, *((None, step.kind, step.due) for step in self.own)]


class DayLoad(NamedTuple):
    """One day of the coming weeks: follow-ups there are, planned steps, those a new playbook adds, what is over.

    `over` of them are beyond the portion of the day and move on.
    """

    day: date
    open: int = 0
    planned: int = 0
    added: int = 0
    over: int = 0

    @property
    def all(self) -> int:
        """Everything of the day."""
        return self.open + self.planned + self.added


def left_out(
    connection: Connection, playbook: str, person_ids: Sequence[int], event_id: int | None = None
) -> dict[int, str]:
    """{person: why} of those for whom this playbook would not begin."""
    found: dict[int, str] = {}
    for marks, batch in in_batches(person_ids):
        rows = all_rows(
            connection,
            "SELECT p.id, p.name, p.deceased, p.do_not_contact, EXISTS (SELECT 1 FROM run AS r WHERE r.person_id = p.id"
            f" AND r.state = 'running' AND r.playbook = ?) FROM person AS p WHERE p.id IN ({marks})",
            [playbook, *batch],
        )
        for person_id, name, deceased, silent, running in rows:
            if deceased:
                found[person_id] = _("{name} has died").format(name=name)
            elif silent:
                found[person_id] = _("{name} is marked “do not contact”").format(name=name)
            elif running:
                found[person_id] = _("{name} has it already").format(name=name)
    return found


def beginning(
    connection: Connection, playbook: Playbook, person_id: int | None, today: date, anchor: date | None,
    event_id: int | None,
) -> Beginning:  # fmt: skip
    """From which day it counts: that of the event for a person met there, else `anchor`, else today."""
    row = event_id and one_row(connection, "SELECT kind, first_day, last_day FROM event WHERE id = ?", (event_id,))
    if not row:
        return Beginning(anchor or today, None)
    kind, first, last = row[0], day(row[1]), day(row[2])
    met = one_row(connection, "SELECT met_on FROM person WHERE id = ? AND met_event_id = ?", (person_id or 0, event_id))
    met_on = day(met[0]) if met else None
    return Beginning(
        anchor or anchor_at(kind, first, last, playbook, met_on or last or first or today),
        length_at(kind, first, last),
    )


def preview(
    connection: Connection,
    playbook: Playbook,
    person_ids: Sequence[int],
    today: date,
    *,
    anchor: date | None = None,
    event_id: int | None = None,
) -> Preview:
    """What `edits.plays.start_play` would do, nothing written."""
    ids = list(dict.fromkeys(person_ids))
    out = left_out(connection, playbook.key, ids, event_id)
    names: dict[int, str] = {}
    for marks, batch in in_batches(ids):
        names.update(all_rows(connection, f"SELECT id, name FROM person WHERE id IN ({marks})", batch))
    days, places_of = read_about(connection).days, Counter[str]()
    begun = []
    for person_id in ids:
        if person_id in out or person_id not in names:
            continue
        run = _would_be(connection, playbook, person_id, today, anchor, event_id)
        known = runs.facts(connection, run, playbook, today)
        nth = runs.place(connection, event_id, playbook.key, known.rank) if event_id is not None else 0
        known = known._replace(nth=nth + (places_of[known.rank] if event_id is not None else 0))
        places_of[known.rank] += 1
        begun.append(Begun(person_id, names[person_id], playbooks.planned_steps(playbook, known, days)))
    own: list[PlannedStep] = []
    if event_id is not None and not any(
        run.playbook == playbook.key and run.person_id is None for run in runs.of_event(connection, event_id)
    ):
        run = _would_be(connection, playbook, None, today, anchor, event_id)
        known = runs.facts(connection, run, playbook, today)
        own = [step for step in playbooks.planned_steps(playbook, known, days, "me") if not step.days_late]
    return Preview(begun, out, own)


class Move(NamedTuple):
    """One step when the day its playbook counts from is another one. None: it would not come then, or did not before.

    `stays`: she gave it a day herself.
    """

    name: str
    title: str
    before: date | None
    after: date | None
    stays: bool = False


def moves(connection: Connection, run: RunRow, anchor: date, today: date) -> list[Move]:
    """What `edits.plays.move_play` would do to the steps of a run, nothing written; the next one first."""
    sql = (
        "SELECT coalesce((SELECT name FROM person WHERE id = ?), (SELECT coalesce(nullif(short, ''), name) FROM event"
        " WHERE id = ?), '')"
    )
    name = (one_row(connection, sql, (run.person_id, run.event_id)) or ("",))[0]
    now = {step.step_key: step for step in runs.steps(connection, run, today)}
    then = {step.step_key: step for step in runs.steps(connection, run._replace(anchor=anchor), today)}
    there = {
        key: (date.fromisoformat(due), hers)
        for key, due, hers in all_rows(
            connection,
            f"SELECT step, due, {HER_OWN_DAY} FROM follow_up WHERE run_id = ? AND state = 'open'",
            (run.id,),
        )
    }
    found = []
    for key in dict.fromkeys((*now, *then)):
        before, after = now.get(key), then.get(key)
        title = (after or before or then[key]).title
        due, hers = there.get(key, (before.due if before is not None else None, 0))
        found.append(Move(name, title, due, due if hers else after.due if after is not None else None, bool(hers)))
    return sorted(found, key=lambda each: min(each.before or date.max, each.after or date.max))


class Redated(NamedTuple):
    """An open follow-up (of the step `key`) whose playbook is changed: what is asked for before and after."""

    follow_up_id: int
    key: str
    name: str
    title: str
    due: date
    before: PlannedStep | None
    after: PlannedStep | None

    @property
    def day(self) -> date | None:
        """Its day then; None if its step is no longer the next one."""
        if self.after is None or self.after.step_key != self.key:
            return None
        same = self.before is not None and (self.before.step_key, self.before.due) == (self.key, self.after.due)
        return self.due if same else self.after.due

    @property
    def moves(self) -> list[Move]:
        """What becomes of it, and what comes in its place; nothing where only its words change."""
        if self.day == self.due:
            return []
        move = Move(self.name, self.title, self.due, self.day)
        if self.after is None or self.day is not None:
            return [move]
        return [move, Move(self.name, self.after.title, None, self.after.due)]


def redated(connection: Connection, before: Playbook, after: Playbook, today: date) -> list[Redated]:
    """The open follow-ups for which the changed playbook asks otherwise; one on a day of her own stays as it is."""
    if same_steps(before, after):
        return []
    found = []
    runs_of = {each.run.id: each for each in runs.at_work(connection, before.key, limit=-1)}
    for run_id, follow_up_id, key, title, due in all_rows(
        connection,
        f"SELECT run_id, id, step, title, due FROM follow_up WHERE state = 'open' AND step <> '' AND NOT {HER_OWN_DAY}"
        " AND run_id IN"
        " (SELECT id FROM run WHERE state = 'running' AND playbook = ?) ORDER BY due, id",
        (before.key,),
    ):
        run, name = runs_of[run_id].run, runs_of[run_id].name
        was, now = (_asks(connection, run, playbook, today) for playbook in (before, after))
        if was != now:
            found.append(Redated(follow_up_id, key, name, title, date.fromisoformat(due), was, now))
    return found


def _asks(connection: Connection, run: RunRow, playbook: Playbook, today: date) -> PlannedStep | None:
    """The next step, in what a follow-up takes of it."""
    if run.person_id is None:
        step = runs.own_next_step(connection, run, today, playbook)
    else:
        step, _over = runs.next_step(connection, run, today, playbook)
    return step and step._replace(number=0, total=0, next_title="", days_late=0, moved_from=None)


def coming_load(
    connection: Connection,
    today: date,
    *,
    weeks: int = WEEKS,
    added: Iterable[tuple[int | None, str, date]] = (),
) -> list[DayLoad]:
    """The load of each day of the coming weeks, Monday first, late ones on today; `added` as in `Preview.dues`.

    What is beyond the portion of a day is counted there as `over`.
    """
    about = read_about(connection)
    first = today - timedelta(days=today.weekday())
    last = first + timedelta(days=7 * weeks - 1)
    told = all_rows(
        connection,
        "SELECT person_id, kind, due FROM follow_up WHERE state = 'open' AND due <= ? ORDER BY due, id LIMIT ?",
        (last.isoformat(), LOOKED_AT),
    )
    dues = [(person, kind, max(date.fromisoformat(due), today)) for person, kind, due in told]
    steps = month.planned(connection, first, last, today)
    planned = [(step.person_id, step.kind, max(step.due, today)) for step in steps]
    more = [(person, kind, max(due, today)) for person, kind, due in added if first <= due <= last]
    open_on, planned_on, added_on = (Counter(due for _whose, _kind, due in some) for some in (dues, planned, more))
    behind = _open_until(connection, last, today) - open_on if len(told) == LOOKED_AT else Counter[date]()
    laid = [Due(n, *each) for n, each in enumerate([*dues, *planned, *more])]
    found = places(laid, today, about.days, about.portion)
    over = Counter(each.due for each in laid if found[each.id] > each.due)
    every = [first + timedelta(days=n) for n in range(7 * weeks)]
    return [DayLoad(on, open_on[on] + behind[on], planned_on[on], added_on[on], over[on] + behind[on]) for on in every]


def _open_until(connection: Connection, last: date, today: date) -> Counter[date]:
    """How many are open on each day, late ones on today."""
    sql = "SELECT max(due, ?), count(*) FROM follow_up WHERE state = 'open' AND due <= ? GROUP BY 1"
    found = all_rows(connection, sql, (today.isoformat(), last.isoformat()))
    return Counter({date.fromisoformat(due): many for due, many in found})


def _would_be(
    connection: Connection, playbook: Playbook, person_id: int | None, today: date, anchor: date | None,
    event_id: int | None,
) -> RunRow:  # fmt: skip
    start = beginning(connection, playbook, person_id, today, anchor, event_id)
    return RunRow(
        id=0, playbook=playbook.key, person_id=person_id, event_id=event_id, anchor=start.anchor,
        length_days=start.length_days, place=0, position="", moved_on=None, state="running", started_on=today,
        meeting_id=None,
    )  # fmt: skip
