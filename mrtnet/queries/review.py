"""The weekly review: what a week brought, and the people that each step of the review shows one after another."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from mrtnet.domain.about import About
from mrtnet.domain.kinds import CONTACTS, LONG_EVENTS
from mrtnet.domain.review import (
    FEW,
    NEW_DAYS,
    Coming,
    Known,
    Promised,
    Quiet,
    Review,
    Talk,
    Whom,
    week_of,
)
from mrtnet.queries.about import about as read_about
from mrtnet.queries.promises import open_promises
from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, day, one_row
from mrtnet.queries.rhythms import julian, quiet_sql, rhythm_sql

MOST = 200  # people of one step: nobody reviews more at once
CANDIDATES = 12  # from whom three are picked
MONTHS = 6  # of contacts shown
_TALKED = "(" + ", ".join(f"'{kind}'" for kind in sorted(CONTACTS)) + ")"
_BY_RHYTHM = "('check-in', 'revive')"
"""Follow-ups that a rhythm makes: whom they concern has gone quiet rather than something is late."""
_CIRCLE = "CASE p.tier WHEN 'core' THEN 0 WHEN 'close' THEN 1 WHEN 'active' THEN 2 WHEN 'wide' THEN 3 ELSE 4 END"


def review(connection: Connection, on: date, today: date) -> Review:
    """The week that holds the day `on`. Who is quiet, what is owed and what comes are told as of `today`."""
    first, last = week_of(on)
    span = (first.isoformat(), last.isoformat())
    about = read_about(connection)
    done = one_row(
        connection, "SELECT count(*) FROM follow_up WHERE state = 'done' AND closed_on BETWEEN ? AND ?", span
    )
    quiet, count = quiet_people(connection, about, today, FEW)
    return Review(
        first, last, int(done[0]) if done else 0,
        _people(connection, "SELECT person_id FROM follow_up WHERE kind = 'thank-you' AND state = 'done'"
                            " AND closed_on BETWEEN ? AND ?", span),
        _people(connection, _MET, span),
        _people(connection, f"{_MET} INTERSECT SELECT person_id FROM follow_up WHERE kind = 'thank-you'"
                            " AND state = 'open' AND due < ?", (*span, today.isoformat())),
        _talks(connection, "m.held_on BETWEEN ? AND ?", span),
        _kept(connection, span),
        tuple(Promised(each.id, each.person_id, each.person, each.side, each.text, each.due, each.follow_up)
              for each in open_promises(connection, today) if each.made_on <= last),
        tuple(quiet), count, coming(connection, last + timedelta(days=1), today),
    )  # fmt: skip


_MET = (
    "SELECT ip.person_id FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
    " WHERE i.kind = 'met' AND i.day BETWEEN ? AND ?"
)


def coming(connection: Connection, first: date, today: date) -> Coming:
    """The seven days from `first` on: what is planned, and what is late already today."""
    last = first + timedelta(days=6)
    span = (first.isoformat(), last.isoformat())
    planned = one_row(connection, "SELECT count(*) FROM follow_up WHERE state = 'open' AND due BETWEEN ? AND ?", span)
    late = one_row(connection, "SELECT count(*) FROM follow_up WHERE state = 'open' AND due < ?", (f"{today}",))
    events = all_rows(
        connection,
        "SELECT coalesce(nullif(short, ''), name), first_day FROM event"
        " WHERE first_day BETWEEN ? AND ? ORDER BY first_day, id",
        span,
    )
    return Coming(
        first, last, int(planned[0]) if planned else 0, int(late[0]) if late else 0,
        _talks(connection, "m.day BETWEEN ? AND ? AND m.held_on IS NULL", span),
        tuple((row[0], date.fromisoformat(row[1])) for row in events),
    )  # fmt: skip


def quiet_people(connection: Connection, about: About, today: date, limit: int) -> tuple[list[Quiet], int]:
    """(whom she has not been in touch with for a quarter more than their rhythm, how many there are).

    The inner circle first, then who passed it by least: they are the easiest to win back. Who rests, is snoozed or has
    something else that is late is left out.
    """
    rows = all_rows(
        connection,
        f"SELECT p.id, p.name, {CREDENTIALS}, p.last_contact, {rhythm_sql(about)}, count(*) OVER () FROM person AS p"
        f" WHERE p.next_touch <= ?1 AND {quiet_sql(about, '?2')}"
        " AND NOT EXISTS (SELECT 1 FROM follow_up WHERE person_id = p.id AND state = 'open' AND due < ?1"
        f"  AND kind NOT IN {_BY_RHYTHM})"
        f" ORDER BY {_CIRCLE}, (?2 - julianday(p.last_contact)) / ({rhythm_sql(about)}), p.id LIMIT ?3",
        (f"{today}", julian(today), limit),
    )
    found = [Quiet._make([*row[:3], date.fromisoformat(row[3]), row[4]]) for row in rows]
    return found, rows[0][5] if rows else 0


class InQueue(NamedTuple):
    """Whom a step shows: the person and the follow-up that it is about, if one is open."""

    person_id: int
    follow_up_id: int | None


class Queues(NamedTuple):
    """The people of each step in their order, and the follow-ups of the seven days from tomorrow on."""

    late: list[InQueue]
    new: list[InQueue]
    quiet: list[InQueue]
    ahead: list[int]
    three: list[InQueue]
    quiet_count: int
    coming: Coming


def queues(connection: Connection, today: date) -> Queues:
    """What the review shows today."""
    about = read_about(connection)
    quiet, count = quiet_people(connection, about, today, FEW)
    ahead = all_rows(
        connection,
        "SELECT id FROM follow_up WHERE state = 'open' AND due > ? AND due <= ? ORDER BY due, at, id LIMIT ?",
        (today.isoformat(), (today + timedelta(days=7)).isoformat(), MOST),
    )
    return Queues(
        _late(connection, about, today),
        _new(connection, today),
        [InQueue(each.id, open_step(connection, each.id)) for each in quiet],
        [row[0] for row in ahead],
        _three(connection, today, [each.id for each in quiet]),
        count,
        coming(connection, today + timedelta(days=1), today),
    )


def _late(connection: Connection, about: About, today: date) -> list[InQueue]:
    rows = all_rows(
        connection,
        "SELECT f.person_id, f.id FROM follow_up AS f JOIN person AS p ON p.id = f.person_id"
        " WHERE f.state = 'open' AND f.due < ?1"
        f" AND NOT (f.kind IN {_BY_RHYTHM} AND coalesce({quiet_sql(about, '?2')}, 0)) ORDER BY f.due, f.id LIMIT ?3",
        (f"{today}", julian(today), MOST),
    )
    return [InQueue(*row) for row in rows]


def _new(connection: Connection, today: date) -> list[InQueue]:
    rows = all_rows(
        connection,
        "SELECT p.id FROM person AS p WHERE p.id IN (SELECT ip.person_id FROM interaction AS i"
        " JOIN interaction_person AS ip ON ip.interaction_id = i.id"
        " WHERE i.kind = 'met' AND i.day BETWEEN ? AND ?) AND p.do_not_contact = 0 AND p.deceased = 0"
        " AND NOT EXISTS (SELECT 1 FROM follow_up WHERE person_id = p.id AND state = 'open')"
        " ORDER BY nullif(p.rank, '') IS NULL, p.rank, p.id LIMIT ?",
        ((today - timedelta(days=NEW_DAYS)).isoformat(), today.isoformat(), MOST),
    )
    return [InQueue(row[0], None) for row in rows]


def _three(connection: Connection, today: date, but: list[int]) -> list[InQueue]:
    """Who matters and has nothing in the coming week: mentors and hiring contacts, the inner circles, rank A."""
    rows = all_rows(
        connection,
        "SELECT p.id FROM person AS p WHERE (p.id IN (SELECT id FROM person WHERE tier IN ('core', 'close') AND tier <>"
        " '') OR p.id IN (SELECT id FROM person WHERE rank = 'A' AND rank <> '') OR p.id IN (SELECT person_id FROM"
        " person_role WHERE role IN ('mentor', 'hiring-contact', 'referrer')))"
        " AND p.do_not_contact = 0 AND p.deceased = 0 AND (p.next_touch IS NULL OR p.next_touch > ?1)"
        " AND (p.last_contact IS NULL OR p.last_contact < ?2)"
        " ORDER BY EXISTS (SELECT 1 FROM person_role WHERE person_id = p.id AND role IN ('mentor', 'hiring-contact',"
        f" 'referrer')) DESC, {_CIRCLE}, p.rank = 'A' DESC, p.last_contact, p.id LIMIT ?3",
        ((today + timedelta(days=7)).isoformat(), (today - timedelta(days=7)).isoformat(), CANDIDATES + len(but)),
    )
    return [InQueue(row[0], None) for row in rows if row[0] not in but][:CANDIDATES]


def open_step(connection: Connection, person_id: int) -> int | None:
    """The nearest open follow-up of a person."""
    row = one_row(
        connection,
        "SELECT id FROM follow_up WHERE person_id = ? AND state = 'open' ORDER BY due, id LIMIT 1",
        (person_id,),
    )
    return int(row[0]) if row else None


class Shown(NamedTuple):
    """What the review says of one person beside her name: the last contact in words, contacts of the last months (the
    first day of each month, how many), what a reason to write is taken from, and her rhythm in days."""

    last_day: date | None
    last_kind: str
    last_words: str
    months: tuple[tuple[date, int], ...]
    known: Known
    rhythm: int | None


def shown(connection: Connection, person_id: int, today: date) -> Shown:
    """One person of the review."""
    last = one_row(
        connection,
        "SELECT i.day, i.kind, coalesce(nullif(i.body, ''), i.title) FROM interaction_person AS ip"
        f" JOIN interaction AS i ON i.id = ip.interaction_id WHERE ip.person_id = ? AND i.kind IN {_TALKED}"
        " ORDER BY i.day DESC, i.at DESC, i.id DESC LIMIT 1",
        (person_id,),
    )
    rhythm = one_row(connection, f"SELECT {rhythm_sql(read_about(connection))} FROM person AS p WHERE p.id = ?",
                     (person_id,))  # fmt: skip
    return Shown(
        day(last[0]) if last else None, last[1] if last else "", last[2] if last else "",
        _months(connection, person_id, today), _known(connection, person_id, today, last),
        rhythm[0] if rhythm else None,
    )  # fmt: skip


def loads(connection: Connection, first: date, last: date) -> dict[date, int]:
    """{day: open follow-ups due on it}."""
    rows = all_rows(
        connection,
        "SELECT due, count(*) FROM follow_up WHERE state = 'open' AND due BETWEEN ? AND ? GROUP BY due",
        (first.isoformat(), last.isoformat()),
    )
    return {date.fromisoformat(row[0]): row[1] for row in rows}


def _months(connection: Connection, person_id: int, today: date) -> tuple[tuple[date, int], ...]:
    months = [today.replace(day=1)]
    for _number in range(MONTHS - 1):
        months.insert(0, (months[0] - timedelta(days=1)).replace(day=1))
    rows = all_rows(
        connection,
        "SELECT substr(i.day, 1, 7), count(*) FROM interaction_person AS ip JOIN interaction AS i"
        f" ON i.id = ip.interaction_id WHERE ip.person_id = ? AND i.kind IN {_TALKED} AND i.day >= ? GROUP BY 1",
        (person_id, months[0].isoformat()),
    )
    counts = dict(rows)
    return tuple((month, counts.get(f"{month:%Y-%m}", 0)) for month in months)


def _known(connection: Connection, person_id: int, today: date, last: tuple[Any, ...] | None) -> Known:
    promise = one_row(
        connection,
        "SELECT text FROM promise WHERE person_id = ? AND side = 'mine' AND kept_on IS NULL AND dropped_on IS NULL"
        " ORDER BY due IS NULL, due, id LIMIT 1",
        (person_id,),
    )
    job = one_row(
        connection,
        "SELECT o.name FROM job AS j JOIN organization AS o ON o.id = j.organization_id"
        " WHERE j.person_id = ? AND j.until IS NULL AND j.since > ? ORDER BY j.position LIMIT 1",
        (person_id, last[0] if last else "9999"),
    )
    ended = all_rows(
        connection,
        "SELECT coalesce(nullif(short, ''), name), coalesce(last_day, first_day), kind FROM event"
        " WHERE first_day >= ? AND coalesce(last_day, first_day) < ?"
        " AND coalesce(last_day, first_day) > ? ORDER BY coalesce(last_day, first_day) DESC LIMIT 10",
        ((today - timedelta(days=400)).isoformat(), today.isoformat(), last[0] if last else "9999"),
    )
    long = [(row[0], date.fromisoformat(row[1])) for row in ended if row[2] in LONG_EVENTS]
    short = [(row[0], date.fromisoformat(row[1])) for row in ended if row[2] not in LONG_EVENTS]
    return Known(
        promise[0] if promise else "", long[0] if long else None, short[0] if short else None,
        last[2] if last else "", job[0] if job else "",
    )  # fmt: skip


def _people(connection: Connection, ids: str, values: tuple[object, ...]) -> tuple[Whom, ...]:
    rows = all_rows(connection, f"SELECT id, name FROM person WHERE id IN ({ids}) ORDER BY sort_key, id", values)
    return tuple(Whom(*row) for row in rows)


def _talks(connection: Connection, where: str, values: tuple[object, ...]) -> tuple[Talk, ...]:
    rows = all_rows(
        connection,
        "SELECT m.id, m.kind, coalesce(m.held_on, m.day), coalesce((SELECT group_concat(name, ', ') FROM"
        " (SELECT p.name FROM meeting_person AS mp JOIN person AS p ON p.id = mp.person_id WHERE mp.meeting_id = m.id"
        " ORDER BY mp.position, mp.id)), m.title), m.thanked_on IS NOT NULL FROM meeting AS m"
        f" WHERE {where} AND m.cancelled_on IS NULL AND m.declined_on IS NULL ORDER BY 3, m.id",
        values,
    )
    return tuple(Talk(row[0], row[1], date.fromisoformat(row[2]), row[3], bool(row[4])) for row in rows)


def _kept(connection: Connection, span: tuple[str, str]) -> tuple[Promised, ...]:
    rows = all_rows(
        connection,
        "SELECT r.id, r.person_id, p.name, r.side, r.text, r.due FROM promise AS r JOIN person AS p"
        " ON p.id = r.person_id WHERE r.kept_on BETWEEN ? AND ? ORDER BY r.due IS NULL, r.due, r.id",
        span,
    )
    return tuple(Promised._make([*row[:5], day(row[5]), None]) for row in rows)
