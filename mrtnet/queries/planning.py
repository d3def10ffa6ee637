"""What the meeting planner needs to know: both sides, when she is busy, and what stands between two people."""

from datetime import date, datetime, timedelta

from mrtnet import clock
from mrtnet.domain import zoned
from mrtnet.domain.about import About
from mrtnet.domain.planner import Interval, Side, Suggestion, WorkingHours, suggestions
from mrtnet.queries.reading import Connection, all_rows, one_row

AHEAD = timedelta(days=21)
_LIVE = "m.cancelled_on IS NULL AND m.declined_on IS NULL AND m.starts_utc IS NOT NULL"


def my_zone(about: About) -> str:
    """Her IANA zone: the one she set, else the system's."""
    return about.time_zone or clock.system_zone_name()


def me(about: About) -> Side:
    """Her side of a meeting."""
    return Side(my_zone(about), WorkingHours(about.work_from, about.work_until), about.days)


def them(connection: Connection, person_id: int, about: About) -> Side:
    """The other side: the person's zone where it is known, else hers; eight to five, since nobody knows better."""
    row = one_row(connection, "SELECT time_zone, given, name FROM person WHERE id = ?", (person_id,))
    zone, given, name = row or ("", "", "")
    return Side(zone or my_zone(about), days=about.days, name=given or name)


def busy(connection: Connection, start: datetime, end: datetime, *, but_meeting: int | None = None) -> list[Interval]:
    """When she is busy between two instants: her calendars, her other meetings, sessions she goes to."""
    since, until = clock.as_text(start), clock.as_text(end)
    early = clock.as_text(start - timedelta(days=15))  # longer than any meeting lasts
    found = [
        Interval(datetime.fromisoformat(begins), datetime.fromisoformat(ends), title)
        for begins, ends, title in all_rows(
            connection,
            "SELECT b.starts, b.ends, b.title FROM busy_time AS b JOIN busy_calendar AS c ON c.uid = b.calendar_uid"
            " WHERE c.shown AND b.starts < ? AND b.ends > ? AND b.starts > ?",
            (until, since, early),
        )
    ]
    for begins, minutes, title in all_rows(
        connection,
        "SELECT m.starts_utc, m.minutes, coalesce((SELECT p.name FROM meeting_person AS mp JOIN person AS p"
        "  ON p.id = mp.person_id WHERE mp.meeting_id = m.id ORDER BY mp.position LIMIT 1), m.title)"
        f" FROM meeting AS m WHERE {_LIVE} AND m.starts_utc < ? AND m.starts_utc > ? AND m.id <> ?",
        (until, early, but_meeting or 0),
    ):
        at = datetime.fromisoformat(begins)
        found.append(Interval(at, at + timedelta(minutes=minutes), title))
    found += _sessions(connection, start, end)
    return sorted(each for each in found if each.end > start)


def _sessions(connection: Connection, start: datetime, end: datetime) -> list[Interval]:
    """Sessions of events that she goes to; one without an end takes an hour, as in her calendar."""
    found = []
    for title, on, starts, ends, zone in all_rows(
        connection,
        "SELECT s.title, coalesce(s.day, e.first_day), s.starts, s.ends, e.time_zone FROM session AS s"
        " JOIN event AS e ON e.id = s.event_id WHERE e.participation <> 'cancelled' AND s.starts IS NOT NULL"
        " AND coalesce(s.day, e.first_day) BETWEEN ? AND ?",
        (f"{start - timedelta(days=1):%Y-%m-%d}", f"{end + timedelta(days=1):%Y-%m-%d}"),
    ):
        zone = zone or clock.system_zone_name()
        begins = datetime.fromisoformat(f"{on}T{starts}")
        over = datetime.fromisoformat(f"{on}T{ends}") if ends else begins + timedelta(hours=1)
        over += timedelta(days=1) if over <= begins else timedelta()
        found.append(Interval(zoned.instant(begins, zone), zoned.instant(over, zone), title))
    return [each for each in found if each.start < end]


def suggested(
    connection: Connection,
    person_id: int,
    about: About,
    now: datetime,
    minutes: int,
    *,
    but_meeting: int | None = None,
) -> list[Suggestion]:
    """Three times that suit both, the best first. `now` is aware."""
    taken = busy(connection, now, now + AHEAD, but_meeting=but_meeting)
    return suggestions(now, me(about), them(connection, person_id, about), taken, minutes)


def last_talk(connection: Connection, person_id: int) -> tuple[date, str, str] | None:
    """(day, where or what, what was said) of the newest contact with her."""
    row = one_row(
        connection,
        "SELECT i.day, coalesce(nullif(e.short, ''), e.name, nullif(i.title, ''), i.kind), i.body"
        " FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        " LEFT JOIN event AS e ON e.id = i.event_id WHERE ip.person_id = ?"
        " ORDER BY i.body = '', i.day DESC, i.id DESC LIMIT 1",
        (person_id,),
    )
    return (date.fromisoformat(row[0]), row[1], row[2]) if row else None
