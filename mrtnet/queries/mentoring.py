"""Mentoring as it stands: agreements, their sessions and promises, and what is to be done next for them."""

from datetime import date, datetime, time
from typing import NamedTuple

from mrtnet.domain import mentoring, repeating
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.meetings import Act
from mrtnet.domain.mentoring import Agreement, Commitment, Session
from mrtnet.domain.rows import MentoringRow
from mrtnet.queries.reading import Connection, all_rows, day
from mrtnet.trouble import Trouble

STEP = "mentoring"
"""`FollowUp.step` of a prompt that an agreement asks for is this, a colon and the act's kind."""


class MentoringStand(NamedTuple):
    """One agreement with its sessions, in order, the meeting of each, and the promises of both."""

    row: MentoringRow
    agreement: Agreement
    meeting_ids: tuple[int, ...]
    sessions: tuple[Session, ...]
    commitments: tuple[Commitment, ...]


def rows(connection: Connection, *, person_id: int | None = None, open_only: bool = False) -> list[MentoringRow]:
    """Agreements, the newest first: all, or those with one person."""
    found = all_rows(
        connection,
        "SELECT a.id, a.uid, a.person_id, p.name, a.side, a.source, a.goals, a.rhythm, a.minutes, a.channel,"
        " a.agenda_by, a.confidentiality, a.boundaries, a.started_on, a.review_on, a.ends_on, a.closed_on,"
        " a.closed_because, a.note FROM mentoring AS a JOIN person AS p ON p.id = a.person_id"
        " WHERE (?1 IS NULL OR a.person_id = ?1) AND (NOT ?2 OR a.closed_on IS NULL) ORDER BY a.started_on DESC, a.id",
        (person_id, open_only),
    )
    return [MentoringRow._make([*each[:13], *(day(text) for text in each[13:17]), *each[17:]]) for each in found]


def stand(connection: Connection, row: MentoringRow) -> MentoringStand:
    """Everything the rules of mentoring need to know about one agreement."""
    found = all_rows(
        connection,
        "SELECT m.id, m.day, m.minutes, m.held_on, coalesce(m.cancelled_on, m.declined_on),"
        " (SELECT count(*) FROM agenda_block WHERE meeting_id = m.id),"
        f" {_done('agenda')}, {_done('summary')}"
        " FROM meeting AS m WHERE m.mentoring_id = ? AND m.day IS NOT NULL ORDER BY m.day, m.id",
        (row.id,),
    )
    marks = dict(
        all_rows(
            connection,
            "SELECT step, max(closed_on) FROM follow_up WHERE person_id = ? AND state = 'done' AND closed_on >= ?"
            f" AND step LIKE '{STEP}:%' GROUP BY step",
            (row.person_id, row.started_on.isoformat()),
        )
    )
    reviewed = day(marks.get(f"{STEP}:meet"))
    sessions = []
    for _id, on, minutes, held, off, blocks, agenda, summary in found:
        held_on = date.fromisoformat(held or on)
        sessions.append(
            Session(
                held_on, minutes, bool(held), bool(off), blocks if held else None, day(agenda), day(summary),
                reviewed is not None and bool(held) and held_on <= reviewed,
            )
        )  # fmt: skip
    thanked = day(marks.get(f"{STEP}:thank-you"))
    promises = all_rows(
        connection,
        "SELECT text, side = 'mine', due, kept_on IS NOT NULL FROM promise WHERE person_id = ? AND dropped_on IS NULL"
        " AND made_on >= ? ORDER BY id",
        (row.person_id, row.started_on.isoformat()),
    )
    return MentoringStand(
        row,
        _agreement(row, thanked),
        tuple(each[0] for each in found),
        tuple(sessions),
        tuple(Commitment(text, bool(mine), day(due), bool(kept)) for text, mine, due, kept in promises),
    )


def acts(connection: Connection, row: MentoringRow, today: date, days: WorkingDays) -> list[Act]:
    """What this mentoring asks for, by day."""
    known = stand(connection, row)
    return mentoring.acts(known.agreement, known.sessions, known.commitments, today, days)


def advice(connection: Connection, row: MentoringRow, today: date) -> list[str]:
    """What the rules say about it now."""
    known = stand(connection, row)
    return mentoring.advice(known.sessions, known.commitments, today)


def meeting_of(known: MentoringStand, act: Act, today: date) -> int | None:
    """The session that an act is about: the coming one for an agenda, the last one held for a summary."""
    pairs = list(zip(known.meeting_ids, known.sessions, strict=True))
    if act.kind == "agenda":
        return next((key for key, each in pairs if not each.held and not each.cancelled and each.on >= today), None)
    if act.kind == "summary":
        return next((key for key, each in reversed(pairs) if each.held), None)
    return None


def _agreement(row: MentoringRow, thanked: date | None) -> Agreement:
    try:
        start = datetime.combine(row.started_on, time(9))
        rhythm = repeating.from_rrule(row.rhythm, start, "UTC") if row.rhythm else None
    except Trouble:
        rhythm = None  # a rule of a newer program: the rest of the agreement holds
    closed = row.closed_on
    return Agreement(
        side="mentor" if row.side == "mentor" else "mentee",
        person=row.person,
        starts=row.started_on,
        goals=tuple(line.strip() for line in row.goals.splitlines() if line.strip()),
        rhythm=rhythm,
        minutes=row.minutes,
        channel=row.channel,
        agenda_by=row.agenda_by,
        confidentiality=row.confidentiality,
        review=row.review_on,
        ends=row.ends_on,
        closed=closed,
        thanked=thanked if closed and thanked and thanked >= closed else None,
        thanked_yearly=thanked,
    )


def _done(kind: str) -> str:
    return (
        "(SELECT max(closed_on) FROM follow_up WHERE meeting_id = m.id AND state IN ('done', 'skipped')"
        f" AND step = '{STEP}:{kind}')"
    )
