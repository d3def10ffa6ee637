"""What can stand in her calendar: open follow-ups, events, their sessions, meetings; whole, or what was chosen.

One statement a kind. Later steps of a playbook are not rows yet and stay out.
"""

import json
from collections.abc import Callable, Collection
from datetime import date, time
from typing import Any, NamedTuple

from mrtnet.domain.calendar import EventFacts, FollowUpFacts, MeetingFacts, SessionFacts
from mrtnet.domain.kinds import title
from mrtnet.queries.reading import CREDENTIALS, Connection, clock_time

Facts = FollowUpFacts | EventFacts | SessionFacts | MeetingFacts


class Chosen(NamedTuple):
    """What is to be exported; None asks for all. Several conditions must all hold.

    `kinds` are the keys of `KINDS`. For people, the events at which they were met; for an event, its sessions and what
    follows from it. `since` is a day: what is over before it stays out. `meeting_ids` asks for these meetings, and for
    those that went out and are gone.
    """

    kinds: frozenset[str] | None = None
    follow_up_ids: Collection[int] | None = None
    person_ids: Collection[int] | None = None
    event_ids: Collection[int] | None = None
    since: date | None = None
    meeting_ids: Collection[int] | None = None

    @property
    def whole(self) -> bool:
        """Whether everything is asked for."""
        return self == Chosen()

    @property
    def by_rows(self) -> bool:
        """Whether it names people, events or follow-ups, so that rows long gone cannot be meant."""
        return not (self.follow_up_ids is self.person_ids is self.event_ids is None)

    def wants(self, kind: str) -> bool:
        """Whether this kind is asked for."""
        return self.kinds is None or kind in self.kinds


EVERYTHING = Chosen()


class Live(NamedTuple):
    """One row that belongs in the calendar. What was not `chosen` is told only because it shares a chosen one's day."""

    uid: str
    kind: str
    facts: Facts
    chosen: bool = True


class Closed(NamedTuple):
    """One chosen thing that went out before and no longer belongs there: done, skipped, called off, or its row gone."""

    uid: str
    kind: str
    done: bool


_JOB = (
    "(SELECT trim(j.title || ', ' || coalesce(o.name, ''), ', ') FROM job AS j"
    " LEFT JOIN organization AS o ON o.id = j.organization_id"
    " WHERE j.person_id = p.id AND j.until IS NULL ORDER BY j.position, j.id LIMIT 1)"
)
_LINK = "(SELECT value FROM reach WHERE person_id = p.id AND property = 'URL' ORDER BY position, id LIMIT 1)"
_TALKED_ABOUT = (
    "(SELECT i.body FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
    " WHERE ip.person_id = p.id AND i.body <> '' ORDER BY i.day DESC, i.id DESC LIMIT 1)"
)
_FOLLOW_UPS = f"""
SELECT f.uid, f.id, f.due, f.title, coalesce(p.name, ''), {CREDENTIALS}, f.at, coalesce({_JOB}, ''),
  coalesce(nullif(e.short, ''), e.name, ''), coalesce({_LINK}, ''),
  trim(f.note || char(10) || coalesce({_TALKED_ABOUT}, ''), char(10)), {{filled}}
FROM follow_up AS f LEFT JOIN person AS p ON p.id = f.person_id LEFT JOIN event AS e ON e.id = f.event_id
WHERE f.state = 'open' AND f.step <> 'how-did-it-go'
  AND f.due IN (SELECT due FROM follow_up AS f WHERE f.state = 'open' AND {{filled}})
"""
_EVENTS = """
SELECT e.uid, e.name, e.first_day, e.last_day, e.kind, e.place, e.city, e.url, e.ceus, e.ceu_body, e.note
FROM event AS e WHERE e.first_day IS NOT NULL AND e.participation <> 'cancelled' AND {filled}
"""
_SESSIONS = """
SELECT s.uid, s.title, e.name, coalesce(s.day, e.first_day), s.starts, s.ends, e.time_zone, s.room, e.place, s.speaker,
  s.ceus, s.note
FROM session AS s JOIN event AS e ON e.id = s.event_id
WHERE coalesce(s.day, e.first_day) IS NOT NULL AND e.participation <> 'cancelled' AND {filled}
"""
_WHO = (
    "(SELECT group_concat(who, char(10)) FROM"
    f" (SELECT p.name || replace(' (' || {CREDENTIALS} || ')', ' ()', '') AS who"
    " FROM meeting_person AS mp JOIN person AS p ON p.id = mp.person_id WHERE mp.meeting_id = m.id"
    " ORDER BY mp.position, mp.id))"
)
_AGENDA = (
    "(SELECT group_concat(line, char(10)) FROM"
    " (SELECT title || CASE minutes WHEN 0 THEN '' ELSE ' (' || minutes || ' min)' END AS line"
    " FROM agenda_block WHERE meeting_id = m.id ORDER BY position, id))"
)
_MEETINGS = f"""
SELECT m.uid, m.kind, m.title, m.day, m.at, m.minutes, m.zone, m.second, m.place, m.url, m.phone, m.purpose, m.alarms,
  m.note, {_WHO}, {_AGENDA}
FROM meeting AS m WHERE m.starts_utc IS NOT NULL AND m.cancelled_on IS NULL AND m.declined_on IS NULL
  AND m.ical_uid = '' AND {{filled}}
"""
_VANISHED = """
SELECT uid FROM calendar_item WHERE kind = :kind AND uid NOT IN (SELECT uid FROM {filled})
  AND (entry = '' OR coalesce(entry ->> 'end_day', entry ->> 'start_day', '') >= :since)
"""
_MET = "IN (SELECT met_event_id FROM person WHERE id IN (SELECT value FROM json_each(:people)))"


class Kind(NamedTuple):
    """How one kind of thing is read: its table, the conditions of `Chosen` in SQL, its live rows, its closed ones."""

    table: str

    conditions: tuple[str, str, str, str, str]  # follow_up_ids, person_ids, event_ids, since, meeting_ids
    live: Callable[[Connection, str, dict[str, object], str], list[Live]]
    closed: str


def live(connection: Connection, chosen: Chosen = EVERYTHING, *, zone: str) -> list[Live]:
    """The chosen rows that belong in her calendar, and follow-ups that share a day with a chosen one.

    `zone` is her IANA zone, for sessions of events that name none.
    """
    found: list[Live] = []
    for key, kind in KINDS.items():
        if chosen.wants(key):
            sql, values = _condition(kind, chosen)
            found += kind.live(connection, sql, values, zone)
    return found


def closed(connection: Connection, chosen: Chosen = EVERYTHING) -> list[Closed]:
    """What was chosen, went out before, and is closed or gone now. Rows long gone only if none are named."""
    found: list[Closed] = []
    for key, kind in KINDS.items():
        if not chosen.wants(key):
            continue
        sql, values = _condition(kind, chosen)
        found += [Closed(uid, key, bool(done)) for uid, done in _rows(connection, kind.closed, sql, values)]
        if not chosen.by_rows:
            values |= {"kind": key, "since": chosen.since.isoformat() if chosen.since else ""}
            found += [Closed(uid, key, False) for (uid,) in _rows(connection, _VANISHED, kind.table, values)]
    return found


def _condition(kind: Kind, chosen: Chosen) -> tuple[str, dict[str, object]]:
    """SQL and its values; one JSON text holds as many ids as there are."""
    told = {
        "follow_ups": chosen.follow_up_ids,
        "people": chosen.person_ids,
        "events": chosen.event_ids,
        "since": chosen.since,
        "meetings": chosen.meeting_ids,
    }
    asked = {key: (sql, value) for (key, value), sql in zip(told.items(), kind.conditions, strict=True)}
    used = {key: (sql, value) for key, (sql, value) in asked.items() if value is not None}
    values: dict[str, object] = {
        key: value.isoformat() if isinstance(value, date) else json.dumps(sorted(value))
        for key, (_sql, value) in used.items()
    }
    return " AND ".join(["1", *(sql for sql, _value in used.values())]), values


def _rows(connection: Connection, sql: str, filled: str, values: dict[str, object]) -> list[tuple[Any, ...]]:
    return list(connection.execute(sql.format(filled=filled), values).fetchall())


def _follow_ups(connection: Connection, condition: str, values: dict[str, object], _zone: str) -> list[Live]:
    return [
        Live(row[0], "follow-up", _follow_up(row), bool(row[11]))
        for row in _rows(connection, _FOLLOW_UPS, condition, values)
    ]


def _follow_up(row: tuple[Any, ...]) -> FollowUpFacts:
    row_id, due, what, person, credentials, at, work, event, url, note = row[1:11]
    marks = tuple(credentials.split(", ")) if credentials else ()
    return FollowUpFacts(
        row_id, date.fromisoformat(due), what, person, marks, clock_time(at),
        work=work, event=event, url=url, note=note,
    )  # fmt: skip


def _events(connection: Connection, condition: str, values: dict[str, object], _zone: str) -> list[Live]:
    found = []
    for uid, name, first, last, kind, *rest, note in _rows(connection, _EVENTS, condition, values):
        place, city, url, ceus, body = rest
        end = date.fromisoformat(last) if last else None
        facts = EventFacts(
            name, date.fromisoformat(first), end, title("event", kind), place, city, url, ceus, body, note=note
        )
        found.append(Live(uid, "event", facts))
    return found


def _sessions(connection: Connection, condition: str, values: dict[str, object], zone: str) -> list[Live]:
    found = []
    for uid, what, event, day, starts, ends, its_zone, *rest, note in _rows(connection, _SESSIONS, condition, values):
        room, place, speaker, ceus = rest
        start, end = clock_time(starts), clock_time(ends)
        facts = SessionFacts(
            what, event, date.fromisoformat(day), start, end, its_zone or zone, room, place, speaker, ceus, note=note
        )
        found.append(Live(uid, "session", facts))
    return found


def _meetings(connection: Connection, condition: str, values: dict[str, object], _zone: str) -> list[Live]:
    found = []
    for uid, kind, what, on, at, minutes, zone, *rest in _rows(connection, _MEETINGS, condition, values):
        second, place, url, phone, purpose, alarms, note, people, agenda = rest
        facts = MeetingFacts(
            what or title("meeting", kind), tuple((people or "").splitlines()), date.fromisoformat(on),
            clock_time(at) or time.min, minutes, zone, bool(second), place, url, phone, purpose,
            tuple((agenda or "").splitlines()), min((int(each) for each in alarms.split()), default=None), note=note,
        )  # fmt: skip
        found.append(Live(uid, "meeting", facts))
    return found


_OFF = "JOIN calendar_item AS c ON c.uid = {0}.uid WHERE (e.participation = 'cancelled' OR {1} IS NULL) AND {{filled}}"
KINDS: dict[str, Kind] = {
    "follow-up": Kind(
        "follow_up",
        (
            "f.id IN (SELECT value FROM json_each(:follow_ups))",
            "f.person_id IN (SELECT value FROM json_each(:people))",
            "f.event_id IN (SELECT value FROM json_each(:events))",
            "f.due >= :since",
            ":meetings IS NULL",
        ),
        _follow_ups,
        "SELECT f.uid, f.state = 'done' FROM follow_up AS f JOIN calendar_item AS c ON c.uid = f.uid"
        " WHERE f.state <> 'open' AND {filled}",
    ),
    "event": Kind(
        "event",
        (
            ":follow_ups IS NULL",
            f"e.id {_MET}",
            "e.id IN (SELECT value FROM json_each(:events))",
            "coalesce(e.last_day, e.first_day) >= :since",
            ":meetings IS NULL",
        ),
        _events,
        "SELECT e.uid, 0 FROM event AS e " + _OFF.format("e", "e.first_day"),
    ),
    "session": Kind(
        "session",
        (
            ":follow_ups IS NULL",
            f"s.event_id {_MET}",
            "s.event_id IN (SELECT value FROM json_each(:events))",
            "coalesce(s.day, e.first_day) >= :since",
            ":meetings IS NULL",
        ),
        _sessions,
        "SELECT s.uid, 0 FROM session AS s JOIN event AS e ON e.id = s.event_id "
        + _OFF.format("s", "coalesce(s.day, e.first_day)"),
    ),
    "meeting": Kind(
        "meeting",
        (
            "m.id IN (SELECT meeting_id FROM follow_up WHERE id IN (SELECT value FROM json_each(:follow_ups)))",
            "m.id IN (SELECT meeting_id FROM meeting_person WHERE person_id IN (SELECT value FROM json_each(:people)))",
            "m.event_id IN (SELECT value FROM json_each(:events))",
            "m.day >= :since",
            "m.id IN (SELECT value FROM json_each(:meetings))",
        ),
        _meetings,
        "SELECT m.uid, 0 FROM meeting AS m JOIN calendar_item AS c ON c.uid = m.uid WHERE (m.cancelled_on IS NOT NULL"
        " OR m.declined_on IS NOT NULL OR m.starts_utc IS NULL) AND {filled}",
    ),
}
"""Every kind of thing that a calendar can show, by the kind of its entry. Another kind is one more line here."""
