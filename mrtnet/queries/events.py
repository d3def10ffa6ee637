"""Events: the list with its counts, who was met there, its sessions, and which event a name means."""

from datetime import date, timedelta

from mrtnet.domain.names import fold
from mrtnet.domain.rows import EventRow, SessionRow
from mrtnet.queries.reading import Connection, all_rows, clock_time, day

_COLUMNS = """
SELECT e.id, e.uid, e.name, e.short, e.kind, e.first_day, e.last_day, e.time_zone, e.place, e.city, e.url,
  coalesce((SELECT name FROM organization WHERE id = e.organization_id), ''), e.participation, e.ceus, e.ceu_body,
  e.required_hours, e.virtual, e.playbook, e.cards_left, e.note,
  (SELECT count(DISTINCT ip.person_id) FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id
   WHERE i.event_id = e.id AND i.kind = 'met'),
  (SELECT count(DISTINCT person_id) FROM follow_up WHERE event_id = e.id AND kind = 'thank-you' AND state = 'done'),
  (SELECT count(DISTINCT person_id) FROM follow_up WHERE event_id = e.id AND kind = 'thank-you' AND state = 'open')
FROM event AS e
"""
_SESSION = "SELECT id, uid, event_id, title, day, starts, ends, room, speaker, ceus, attended, note FROM session"


def listed(connection: Connection) -> list[EventRow]:
    """All events, the newest first, those without a date last."""
    return _rows(connection, " ORDER BY e.first_day IS NULL, e.first_day DESC, e.id DESC", ())


def one(connection: Connection, event_id: int) -> EventRow | None:
    """The event with this id."""
    return next(iter(_rows(connection, " WHERE e.id = ?", (event_id,))), None)


def called(connection: Connection, event_id: int) -> str:
    """What she calls the event: its short name, else its name."""
    found = all_rows(connection, "SELECT coalesce(nullif(short, ''), name) FROM event WHERE id = ?", (event_id,))
    return str(found[0][0]) if found else ""


def ids_named(connection: Connection, text: str) -> list[int]:
    """Which event is meant by an id, a name or short name, or the beginning of either."""
    if text.isascii() and text.isdigit() and len(text) < 19:
        exact = all_rows(connection, "SELECT id FROM event WHERE id = ?", (int(text),))
        if exact:
            return [row[0] for row in exact]
    key = fold(text).strip()
    names = all_rows(connection, "SELECT id, name_key, short FROM event ORDER BY first_day DESC, id DESC")
    whole = [row[0] for row in names if key in (row[1], fold(row[2]))]
    return whole or [row[0] for row in names if key and (row[1].startswith(key) or fold(row[2]).startswith(key))]


def current(connection: Connection, today: date) -> EventRow | None:
    """The event that runs now, or the one that ended last within seven days: the one to log people for."""
    found = all_rows(
        connection,
        "SELECT id FROM event WHERE first_day <= ? AND coalesce(last_day, first_day) >= ?"
        " ORDER BY coalesce(last_day, first_day) DESC, id DESC LIMIT 1",
        (today.isoformat(), (today - timedelta(days=7)).isoformat()),
    )
    return one(connection, found[0][0]) if found else None


def people_met(connection: Connection, event_id: int) -> list[int]:
    """Whom she met there, in the order they were logged."""
    found = all_rows(
        connection,
        "SELECT ip.person_id FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
        " WHERE i.event_id = ? AND i.kind = 'met' GROUP BY ip.person_id ORDER BY min(ip.id)",
        (event_id,),
    )
    return [row[0] for row in found]


def sessions(connection: Connection, event_id: int | None = None) -> list[SessionRow]:
    """The sessions of one event, or of all, in order of time."""
    where = " WHERE event_id = ?" if event_id is not None else ""
    found = all_rows(
        connection,
        f"{_SESSION}{where} ORDER BY day, starts, id",
        (event_id,) if event_id is not None else (),
    )
    return [
        SessionRow._make(
            [*row[:4], day(row[4]), clock_time(row[5]), clock_time(row[6]), *row[7:10], bool(row[10]), row[11]]
        )
        for row in found
    ]


def _rows(connection: Connection, rest: str, values: tuple[object, ...]) -> list[EventRow]:
    found = all_rows(connection, _COLUMNS + rest, values)
    return [EventRow._make([*row[:5], day(row[5]), day(row[6]), *row[7:16], bool(row[16]), *row[17:]]) for row in found]
