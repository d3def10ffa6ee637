"""Playbooks at work: what is known about a run and its person, and the steps that are still to come."""

from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain import playbooks
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.playbook_parts import PEOPLE
from mrtnet.domain.playbooks import Facts, PlannedStep, Playbook, Rule
from mrtnet.domain.rows import RunRow
from mrtnet.queries import contact, opportunities, turns
from mrtnet.queries.about import about as read_about
from mrtnet.queries.busy_seasons import held_back
from mrtnet.queries.person import run_row
from mrtnet.queries.person import runs as running
from mrtnet.queries.playbooks import playbook_named
from mrtnet.queries.reading import Connection, all_rows, day, one_row

OUTSIDE = {"fellow-student": "peer", "alumnus": "peer", "program-director": "instructor"}
"""Roles of people in the words that playbooks use for parts."""
MARKS = ("do-not-contact", "deceased")
"""Why a run was stopped: the person's marks."""
_RUNS = (
    "SELECT id, playbook, person_id, event_id, anchor, length_days, place, position, moved_on, state, started_on,"
    " meeting_id FROM run"
)

GOT, REFUSED = "accepted", "rejected"
"""States of an opportunity that is over: she begins there, or the answer was no."""


class Planned(NamedTuple):
    """A step of a run that is still to come; only the next one of a person is a follow-up, the rest are planned."""

    run: RunRow
    step: PlannedStep


def facts(connection: Connection, run: RunRow, playbook: Playbook, today: date) -> Facts:
    """What the engine needs to know about a run."""
    told = turns.told(connection, run.id)
    known = Facts(
        anchor=run.anchor,
        today=today,
        length_days=run.length_days,
        nth=run.place,
        position=run.position,
        last_step_on=run.moved_on,
        done=None if playbook.cycle else _keys(connection, run.id, "state IN ('done', 'skipped')"),
        skipped=frozenset() if playbook.cycle else _keys(connection, run.id, "state = 'skipped'"),
        flags=told.happened,
        moments=told.days,
    )
    if run.event_id is not None:
        known = _of_event(connection, known, run.event_id)
    if run.meeting_id is not None:
        known = _of_meeting(connection, known, run.meeting_id)
    if playbook.starts_on == "applied_with_referral" and run.person_id is not None:
        of_opening = opportunities.known_of(connection, known, run.id)
        known = of_opening or _of_application(connection, known, run.person_id)
    return known if run.person_id is None else _of_person(connection, known, run, playbook, run.person_id)


def next_step(
    connection: Connection, run: RunRow, today: date, playbook: Playbook | None = None
) -> tuple[PlannedStep | None, bool]:
    """(the run's next step, whether the run is over). A playbook that is no longer there is over.

    `playbook` is looked at in place of the one in the book.
    """
    playbook = playbook or playbook_named(connection, run.playbook)
    if playbook is None:
        return None, True
    days, whose = read_about(connection).days, "me" if run.person_id is None else "person"
    known = facts(connection, run, playbook, today)
    step = playbooks.next_step(playbook, known, days, whose)
    if step is None:
        return None, playbooks.is_over(playbook, known, days, whose)
    if _silenced(playbook, known, days, whose, step):
        return None, False
    return held_back(connection, run.person_id, step, days), False


def own_next_step(
    connection: Connection, run: RunRow, today: date, playbook: Playbook | None = None
) -> PlannedStep | None:
    """Her own next step of an event; what lies behind is not asked for any more. `playbook` as in `next_step`."""
    row = one_row(connection, "SELECT ceus FROM event WHERE id = ?", (run.event_id,))
    for step in steps(connection, run, today, playbook):
        gives_units = step.kind != "log-ceus" or (row is not None and bool(row[0]))
        if gives_units and not step.days_late:
            return step
    return None


def steps(connection: Connection, run: RunRow, today: date, playbook: Playbook | None = None) -> list[PlannedStep]:
    """All steps of the run that are left, the next one first. `playbook` as in `next_step`."""
    playbook = playbook or playbook_named(connection, run.playbook)
    if playbook is None:
        return []
    whose = "me" if run.person_id is None else "person"
    days = read_about(connection).days
    left = playbooks.planned_steps(playbook, facts(connection, run, playbook, today), days, whose)
    return [held_back(connection, run.person_id, step, days) for step in left]


def advice(connection: Connection, run: RunRow, today: date) -> list[Rule]:
    """The rules of its playbook that hold for this run now and have something to say."""
    playbook = playbook_named(connection, run.playbook)
    if playbook is None:
        return []
    return playbooks.advice(playbook, facts(connection, run, playbook, today), read_about(connection).days)


def ended_with(connection: Connection, run: RunRow) -> str:
    """The kind of the step that was dealt with last, "" for none."""
    playbook = playbook_named(connection, run.playbook)
    return next((step.kind for step in playbook.steps if step.key == run.position), "") if playbook else ""


def planned(connection: Connection, person_id: int, today: date) -> list[Planned]:
    """What her playbooks will ask for later, in order of day: all steps but the one that is a follow-up already."""
    found = []
    for run in running(connection, person_id):
        left = steps(connection, run, today)
        prompted = _keys(connection, run.id, "state = 'open'")
        found += [Planned(run, step) for step in left if step.step_key not in prompted]
    return sorted(found, key=lambda each: (each.step.due, playbooks.priority(each.step.kind), each.run.id))


class AtWork(NamedTuple):
    """A run as the Playbooks page lists it: of a person or an event, its next step and the day of it."""

    run: RunRow
    name: str
    step: str
    due: date | None


def at_work(connection: Connection, playbook: str, limit: int = 500) -> list[AtWork]:
    """Who has this playbook at work, the nearest step first; those who wait for another day at the end."""
    found = all_rows(
        connection,
        "SELECT r.id, r.playbook, r.person_id, r.event_id, r.anchor, r.length_days, r.place, r.position, r.moved_on,"
        " r.state, r.started_on, r.meeting_id, coalesce(p.name, nullif(e.short, ''), e.name, ''), f.title, f.due"
        " FROM run AS r LEFT JOIN person AS p ON p.id = r.person_id LEFT JOIN event AS e ON e.id = r.event_id"
        " LEFT JOIN follow_up AS f ON f.id = (SELECT min(id) FROM follow_up WHERE run_id = r.id AND state = 'open')"
        " WHERE r.state = 'running' AND r.playbook = ? ORDER BY f.due IS NULL, f.due, r.id LIMIT ?",
        (playbook, limit),
    )
    return [AtWork(run_row(row[:12]), row[12], row[13] or "", day(row[14])) for row in found]


def used(connection: Connection) -> dict[str, int]:
    """{playbook: for how many people and events it is at work}."""
    return dict(all_rows(connection, "SELECT playbook, count(*) FROM run WHERE state = 'running' GROUP BY playbook"))


def of_event(connection: Connection, event_id: int) -> list[RunRow]:
    """The playbooks at work because of this event."""
    found = all_rows(connection, f"{_RUNS} WHERE event_id = ? AND state = 'running' ORDER BY id", (event_id,))
    return [run_row(row) for row in found]


def stopped_by_a_mark(connection: Connection, person_id: int) -> list[int]:
    """The runs that ended because the person was not to be contacted or had died."""
    marks = ", ".join(f"'{mark}'" for mark in MARKS)
    sql = f"SELECT id FROM run WHERE person_id = ? AND state = 'stopped' AND ended_because IN ({marks}) ORDER BY id"
    return [row[0] for row in all_rows(connection, sql, (person_id,))]


def place(connection: Connection, event_id: int, playbook: str, rank: str) -> int:
    """How many people of this rank have this playbook from this event already."""
    row = one_row(
        connection,
        "SELECT count(*) FROM run AS r JOIN person AS p ON p.id = r.person_id"
        " WHERE r.event_id = ? AND r.playbook = ? AND coalesce(nullif(p.rank, ''), 'B') = ?",
        (event_id, playbook, rank or "B"),
    )
    return int(row[0]) if row else 0


def rests_until(connection: Connection, person_id: int, today: date) -> date | None:
    """Until when a person rests who did not answer a playbook's reminder either; None if she does not wait."""
    if not contact.waits_for_answer(connection, person_id):
        return None
    days, found = read_about(connection).days, []
    for row in _all_of(connection, person_id):
        playbook = playbook_named(connection, row.playbook)
        if playbook is None or not any(rule.rest_days for rule in playbook.rules):
            continue
        known = facts(connection, row, playbook, today)
        if known.waiting_since is None:
            continue
        silence = known._replace(today=max(today, days.after(known.waiting_since, playbooks.NO_ANSWER_AFTER)))
        rests = [rule.rest_days for rule in playbooks.applying(playbook, silence, days) if rule.stop]
        found += [known.waiting_since + timedelta(days=rest) for rest in rests if rest]
    return max(found, default=None)


def _silenced(playbook: Playbook, known: Facts, days: WorkingDays, whose: str, step: PlannedStep) -> bool:
    """Whether the step is only for the case of an answer: without one until its day, the playbook will have ended."""
    if known.waiting_since is None or known.replied or step.due <= known.today:
        return False
    rules = playbooks.applying(playbook, known._replace(today=step.due), days)
    return whose == "person" and any(rule.stop for rule in rules)


def _all_of(connection: Connection, person_id: int) -> list[RunRow]:
    return [run_row(row) for row in all_rows(connection, f"{_RUNS} WHERE person_id = ? ORDER BY id", (person_id,))]


def _keys(connection: Connection, run_id: int, where: str) -> frozenset[str]:
    found = all_rows(connection, f"SELECT step FROM follow_up WHERE run_id = ? AND step <> '' AND {where}", (run_id,))
    return frozenset(step for (step,) in found)


def _of_event(connection: Connection, known: Facts, event_id: int) -> Facts:
    row = one_row(connection, "SELECT coalesce(nullif(short, ''), name), virtual FROM event WHERE id = ?", (event_id,))
    if row is None:
        return known
    flags = known.flags | {"remote"} if row[1] else known.flags
    met = contact.met_count(connection, event_id)
    return known._replace(event=row[0], virtual=bool(row[1]), met_count=met, flags=flags)


def _of_meeting(connection: Connection, known: Facts, meeting_id: int) -> Facts:
    """Days and turns of a meeting in the words of the playbooks of interviews and mentoring."""
    row = one_row(
        connection,
        "SELECT m.day, m.asked_on, m.agreed_on, m.prepared_on, m.declined_on, m.moved_by_them, a.started_on,"
        " (SELECT min(i.day) FROM takeaway AS t JOIN interaction_person AS ip ON ip.person_id = t.person_id"
        "  JOIN interaction AS i ON i.id = ip.interaction_id"
        "  WHERE t.meeting_id = m.id AND t.kind = 'named' AND i.kind IN ('meeting', 'call') AND i.day >= m.held_on)"
        " FROM meeting AS m LEFT JOIN mentoring AS a ON a.id = m.mentoring_id WHERE m.id = ?",
        (meeting_id,),
    )
    if row is None:
        return known
    held, asked, agreed, prepared, declined, moved_by_them, start, their_talk = row
    moments = {"yes": agreed, "meeting": held, "start": start, "their-talk": their_talk}
    behind = {"request": asked, "close": agreed, "calendar": held, "questions": prepared}
    turns = {
        "declined": declined,
        "moved_twice": moved_by_them >= 2,
        "no_date": agreed and not held,
    }
    return known._replace(
        moments={**known.moments, **{key: date.fromisoformat(on) for key, on in moments.items() if on}},
        done=None if known.done is None else known.done | {key for key, on in behind.items() if on},
        flags=known.flags | {flag for flag, holds in turns.items() if holds},
    )


def _of_application(connection: Connection, known: Facts, person_id: int) -> Facts:
    """Days and turns of the newest application that this person refers her for: invitation, interview, result."""
    row = one_row(
        connection,
        "SELECT o.applied_on, o.ended_on, o.state, o.organization_id FROM opportunity_person AS op"
        " JOIN opportunity AS o ON o.id = op.opportunity_id"
        " WHERE op.person_id = ? AND op.part = 'referrer' AND o.applied_on IS NOT NULL"
        " ORDER BY o.applied_on DESC, o.id DESC LIMIT 1",
        (person_id,),
    )
    if row is None:
        return known
    applied, ended, state, organization = row
    talk = one_row(
        connection,
        "SELECT m.agreed_on, m.held_on FROM meeting AS m JOIN meeting_person AS mp ON mp.meeting_id = m.id"
        " JOIN job AS j ON j.person_id = mp.person_id AND j.organization_id = ?"
        " WHERE m.kind = 'interview' AND m.cancelled_on IS NULL AND coalesce(m.day, m.agreed_on) >= ?"
        " ORDER BY m.day, m.id LIMIT 1",
        (organization, applied),
    )
    moments = {"interview-set": talk and talk[0], "interview": talk and talk[1], "result": ended}
    if ended and state == GOT:
        moments["start"] = ended
    return known._replace(
        moments={**known.moments, **{key: date.fromisoformat(on) for key, on in moments.items() if on}},
        flags=known.flags | ({"rejected"} if state == REFUSED else frozenset()),
    )


def _of_person(connection: Connection, known: Facts, run: RunRow, playbook: Playbook, person_id: int) -> Facts:
    row = one_row(
        connection,
        "SELECT rank, do_not_contact, deceased, met_through <> '' OR met_through_id IS NOT NULL FROM person"
        " WHERE id = ?",
        (person_id,),
    )
    if row is None:
        return known
    reaches = {name for (name,) in all_rows(connection, "SELECT property FROM reach WHERE person_id = ?", (person_id,))}
    roles = [role for (role,) in all_rows(connection, "SELECT role FROM person_role WHERE person_id = ?", (person_id,))]
    talk = contact.talk(connection, person_id, min(run.anchor, run.started_on), run.started_on, run.event_id)
    promise = contact.open_promise(connection, person_id)
    flags = set(known.flags)
    if promise is not None and promise < known.today:
        flags.add("promise_late")
    if row[3] and playbook.starts_on == "interview_wanted":
        flags.add("introduced")
    return known._replace(
        rank=row[0] or "B",
        role=_part(roles, playbook),
        has_email="EMAIL" in reaches,
        has_link="URL" in reaches,
        has_phone="TEL" in reaches,
        replied=talk.heard,
        waiting_since=talk.waiting_since,
        they_wrote_first=talk.they_wrote_first,
        nudged=(contact.nudged(connection, run.id) or contact.reminded(connection, person_id)) and not talk.heard,
        promised=promise is not None,
        do_not_contact=bool(row[1]),
        deceased=bool(row[2]),
        flags=frozenset(flags),
    )


def _part(roles: list[str], playbook: Playbook) -> str:
    """The part she plays in this playbook: the role it has steps for, else any that playbooks know."""
    asked = {part for step in playbook.steps for part in step.to}
    parts = [OUTSIDE.get(role, role) for role in roles]
    return next((part for part in parts if part in asked), next((part for part in parts if part in PEOPLE), ""))
