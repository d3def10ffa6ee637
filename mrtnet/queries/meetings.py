"""Meetings as the window and the command line read them: coming, to prepare, without an outcome, past; one in full."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from mrtnet import clock
from mrtnet.domain.meeting_dates import MeetingDates
from mrtnet.domain.rows import (
    AgendaRow,
    MeetingPersonRow,
    MeetingQuestionRow,
    MeetingRow,
    PromiseRow,
    SeriesRow,
    TakeawayRow,
)
from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, clock_time, day, in_batches, one_row

_DATES = ", ".join(f"m.{name}" for name in MeetingDates._fields)
_MEETINGS = f"""
SELECT m.id, m.uid, m.kind, m.title, m.day, m.at, m.second, m.minutes, m.zone, m.their_zone, m.starts_utc, m.place,
  m.url, m.phone, m.alarms, m.purpose, m.note, {_DATES}, m.rating, m.learned, m.organizer, m.ical_uid, m.event_id,
  m.mentoring_id, m.series_id, m.series_day, m.interaction_id
FROM meeting AS m
"""
_BEFORE_DATES, _AFTER_DATES = 17, 17 + len(MeetingDates._fields)
_LIVE = "m.cancelled_on IS NULL AND m.declined_on IS NULL"
_OVER = "strftime('%Y-%m-%dT%H:%M:%SZ', m.starts_utc, '+' || m.minutes || ' minutes')"  # the instant it is over
_SPENT = timedelta(days=30)  # a meeting without an outcome is asked about for that long


class Meetings(NamedTuple):
    """The page of meetings: ids in order. `past` is the newest first, and holds what was called off or declined."""

    coming: list[int]
    to_ask: list[int]
    needs_outcome: list[int]
    past: list[int]


def meetings(connection: Connection, now: datetime, past: int = 200) -> Meetings:
    """All meetings by what they ask for, at an aware instant. `past` limits the last list, −1 does not."""
    at = clock.as_text(now)
    coming = _ids(
        connection,
        f"{_LIVE} AND m.held_on IS NULL AND m.starts_utc IS NOT NULL AND {_OVER} > ? ORDER BY m.starts_utc, m.id",
        (at,),
    )
    to_ask = _ids(
        connection,
        f"{_LIVE} AND m.held_on IS NULL AND m.starts_utc IS NULL ORDER BY coalesce(m.asked_on, m.created_at), m.id",
    )
    needs = _ids(
        connection,
        f"{_LIVE} AND m.outcome_on IS NULL AND m.starts_utc IS NOT NULL AND ({_OVER} <= ? OR m.held_on IS NOT NULL)"
        " ORDER BY m.starts_utc DESC, m.id",
        (at,),
    )
    gone = _ids(
        connection,
        f"NOT ({_LIVE}) OR m.outcome_on IS NOT NULL ORDER BY coalesce(m.starts_utc, m.created_at) DESC, m.id LIMIT ?",
        (past,),
    )
    return Meetings(coming, to_ask, needs, gone)


def next_meeting(connection: Connection, now: datetime) -> MeetingRow | None:
    """The next meeting that is not over yet."""
    found = meetings(connection, now, past=0).coming[:1]
    return rows(connection, found)[0] if found else None


def without_outcome(connection: Connection, now: datetime) -> list[int]:
    """Meetings of the last month that are over and of which nothing was written down, the newest first."""
    since = clock.as_text(now - _SPENT)
    at = clock.as_text(now)
    return _ids(
        connection,
        f"{_LIVE} AND m.outcome_on IS NULL AND m.starts_utc >= ? AND {_OVER} <= ? ORDER BY m.starts_utc DESC, m.id",
        (since, at),
    )


def between(connection: Connection, first: date, last: date) -> list[int]:
    """Meetings on these days by their own wall time, that were not called off."""
    return _ids(
        connection,
        f"{_LIVE} AND m.day BETWEEN ? AND ? ORDER BY m.starts_utc, m.id",
        (first.isoformat(), last.isoformat()),
    )


def of_person(connection: Connection, person_id: int) -> list[int]:
    """All meetings with her, the newest first."""
    return _ids(
        connection,
        "EXISTS (SELECT 1 FROM meeting_person AS mp WHERE mp.meeting_id = m.id AND mp.person_id = ?)"
        " ORDER BY coalesce(m.starts_utc, m.created_at) DESC, m.id",
        (person_id,),
    )


def rows(connection: Connection, ids: Sequence[int]) -> list[MeetingRow]:
    """The meetings with these ids, in their order; what is gone is left out."""
    found: dict[int, tuple[Any, ...]] = {}
    people: dict[int, list[tuple[int, str]]] = {}
    for marks, batch in in_batches(ids):
        found |= {row[0]: row for row in all_rows(connection, f"{_MEETINGS} WHERE m.id IN ({marks})", batch)}
        for meeting_id, person_id, name in all_rows(
            connection,
            "SELECT mp.meeting_id, p.id, p.name FROM meeting_person AS mp JOIN person AS p ON p.id = mp.person_id"
            f" WHERE mp.meeting_id IN ({marks}) ORDER BY mp.position, mp.id",
            batch,
        ):
            people.setdefault(meeting_id, []).append((person_id, name))
    return [_row(found[each], people.get(each, [])) for each in ids if each in found]


def row(connection: Connection, meeting_id: int) -> MeetingRow | None:
    """One meeting."""
    found = rows(connection, [meeting_id])
    return found[0] if found else None


def with_uid(connection: Connection, uid: str) -> int | None:
    """The meeting that goes by this UID in calendars: its own, or that of an invitation she was sent."""
    found = one_row(connection, "SELECT id FROM meeting WHERE uid = ?1 OR ical_uid = ?1 ORDER BY uid <> ?1", (uid,))
    return int(found[0]) if found else None


def people(connection: Connection, meeting_id: int) -> list[MeetingPersonRow]:
    """Who takes part; the address is the one invited by, else her first."""
    job = (
        "(SELECT {what} FROM job AS j LEFT JOIN organization AS o ON o.id = j.organization_id"
        " WHERE j.person_id = p.id AND j.until IS NULL ORDER BY j.position, j.id LIMIT 1)"
    )
    found = all_rows(
        connection,
        f"SELECT p.id, p.name, {CREDENTIALS}, coalesce({job.format(what='o.name')}, ''),"
        f" coalesce({job.format(what='j.title')}, ''), coalesce(nullif(mp.email, ''),"
        " (SELECT value FROM reach WHERE person_id = p.id AND property = 'EMAIL' ORDER BY position, id LIMIT 1), ''),"
        " mp.partstat, mp.replied_on, mp.proposed"
        " FROM meeting_person AS mp JOIN person AS p ON p.id = mp.person_id"
        " WHERE mp.meeting_id = ? ORDER BY mp.position, mp.id",
        (meeting_id,),
    )
    return [MeetingPersonRow._make([*each[:7], day(each[7]), each[8]]) for each in found]


def questions(connection: Connection, meeting_id: int) -> list[MeetingQuestionRow]:
    """The questions of a meeting, in order."""
    found = all_rows(
        connection,
        "SELECT id, question, text, asked, answer FROM meeting_question WHERE meeting_id = ? ORDER BY position, id",
        (meeting_id,),
    )
    return [
        MeetingQuestionRow(key, question, text, bool(asked), answer) for key, question, text, asked, answer in found
    ]


def asked_before(connection: Connection, person_id: int, but: int | None = None) -> frozenset[str]:
    """Keys of the bank's questions that she was asked already, or is to be asked, in any meeting but `but`."""
    found = all_rows(
        connection,
        "SELECT DISTINCT q.question FROM meeting_question AS q"
        " JOIN meeting_person AS mp ON mp.meeting_id = q.meeting_id JOIN meeting AS m ON m.id = q.meeting_id"
        " WHERE mp.person_id = ? AND q.question <> '' AND q.meeting_id <> ?"
        f" AND {_LIVE} AND (q.asked OR m.held_on IS NULL)",
        (person_id, but or 0),
    )
    return frozenset(key for (key,) in found)


def agenda(connection: Connection, meeting_id: int) -> list[AgendaRow]:
    """The blocks of a meeting, in order."""
    sql = "SELECT title, minutes FROM agenda_block WHERE meeting_id = ? ORDER BY position, id"
    return [AgendaRow._make(each) for each in all_rows(connection, sql, (meeting_id,))]


def takeaways(connection: Connection, meeting_id: int) -> list[TakeawayRow]:
    """What came of a meeting, in the order it was written down."""
    found = all_rows(
        connection,
        "SELECT t.id, t.kind, t.text, t.person_id, coalesce(p.name, ''), t.follow_up_id"
        " FROM takeaway AS t LEFT JOIN person AS p ON p.id = t.person_id"
        " WHERE t.meeting_id = ? ORDER BY t.position, t.id",
        (meeting_id,),
    )
    return [TakeawayRow._make(each) for each in found]


def promises(
    connection: Connection, *, person_id: int | None = None, meeting_id: int | None = None
) -> list[PromiseRow]:
    """Promises with a person or of a meeting (or all): the open ones first, by day, then the settled ones."""
    found = all_rows(
        connection,
        "SELECT r.id, r.person_id, p.name, r.side, r.text, r.made_on, r.due, r.kept_on, r.dropped_on, r.meeting_id,"
        " r.follow_up_id FROM promise AS r JOIN person AS p ON p.id = r.person_id"
        " WHERE (?1 IS NULL OR r.person_id = ?1) AND (?2 IS NULL OR r.meeting_id = ?2)"
        " ORDER BY coalesce(r.kept_on, r.dropped_on) IS NOT NULL, r.due IS NULL, r.due, r.id",
        (person_id, meeting_id),
    )
    return [PromiseRow._make([*each[:5], *(day(text) for text in each[5:9]), *each[9:]]) for each in found]


def series(connection: Connection, series_id: int) -> SeriesRow | None:
    """One repeating meeting."""
    found = one_row(
        connection,
        "SELECT id, uid, mentoring_id, rule, first_day, at, minutes, zone, left_out, ended_on FROM series WHERE id = ?",
        (series_id,),
    )
    if found is None:
        return None
    left_out = tuple(date.fromisoformat(text) for text in found[8].split())
    return SeriesRow._make(
        [*found[:4], date.fromisoformat(found[4]), clock_time(found[5]), *found[6:8], left_out, day(found[9])]
    )


def _ids(connection: Connection, where: str, values: Sequence[object] = ()) -> list[int]:
    return [each[0] for each in all_rows(connection, f"SELECT m.id FROM meeting AS m WHERE {where}", values)]


def _row(found: tuple[Any, ...], people: list[tuple[int, str]]) -> MeetingRow:
    head = list(found[:_BEFORE_DATES])
    head[4], head[5], head[6] = day(head[4]), clock_time(head[5]), bool(head[6])
    head[10] = datetime.fromisoformat(head[10]) if head[10] else None
    head[14] = tuple(int(minutes) for minutes in head[14].split())
    told = found[_BEFORE_DATES:_AFTER_DATES]
    dates = MeetingDates._make([*(day(text) for text in told[:-2]), *told[-2:]])
    tail = list(found[_AFTER_DATES:])
    tail[7] = day(tail[7])
    names = tuple(name for _id, name in people)
    return MeetingRow._make([*head, dates, *tail, names, tuple(each for each, _name in people)])
