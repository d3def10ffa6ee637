"""The numbers behind Insights, in plain SQL over the whole book: for the pool, never for the thread of the window."""

from collections.abc import Sequence
from datetime import date, timedelta

from mrtnet.domain import kinds
from mrtnet.domain.about import About
from mrtnet.domain.insights import (
    ENOUGH,
    SOON,
    Brought,
    Cycle,
    Numbers,
    Standings,
    Thanked,
    on_pace,
    period,
    say_month,
)
from mrtnet.domain.kinds import CONTACTS
from mrtnet.queries import career
from mrtnet.queries.about import about as read_about
from mrtnet.queries.reading import Connection, all_rows, one_row
from mrtnet.queries.rhythms import julian, rhythm_sql
from mrtnet.words import _

COLUMNS = 5  # events (or months) whose thank-yous are compared
BARS = 7  # the rest is told together
EVENTS = 8  # whose fruits are shown
GRID = 53 * 7  # days of the day grid
MANY = 50_000  # entries of a year from which all of them are counted, notes too
TALKED_AFTER = 180  # days in which a talk with somebody is a fruit of the event
AGAIN = "event-again:"
"""The setting that keeps whether an event is worth going again, by the event's uid."""
_CONTACT_KINDS = "(" + ", ".join(f"'{kind}'" for kind in sorted(CONTACTS)) + ")"


def numbers(connection: Connection, key: str, today: date) -> Numbers:
    """All numbers of the period with this key ("12-months", "year", "all")."""
    first, last = period(key, today)
    cycles = _cycles(connection, today)
    days, all_entries = _by_day(connection, first, last)
    return Numbers(
        first, last, _contacts(connection), _thanks(connection, first, last, today),
        standings(connection, read_about(connection), today), days, all_entries, cycles,
        0.0 if cycles else _loose_ceus(connection), _where(connection, first, last), _credentials(connection),
        brought(connection, first, last),
    )  # fmt: skip


def _contacts(connection: Connection) -> int:
    """How many contacts there are; counted no further than needed."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM interaction WHERE kind IN {_CONTACT_KINDS} LIMIT {ENOUGH})"
    row = one_row(connection, sql)
    return int(row[0]) if row else 0


def _thanks(connection: Connection, first: date, last: date, today: date) -> tuple[Thanked, ...]:
    """By event, the newest ones in order; by month where fewer than two events have thank-yous."""
    done = (
        " FROM follow_up AS f JOIN person AS p ON p.id = f.person_id{join} WHERE f.closed_on BETWEEN ? AND ?"
        " AND f.kind = 'thank-you' AND f.state = 'done' AND f.closed_on >= p.met_on"
    )
    average = "avg(julianday(f.closed_on) - julianday(p.met_on)), count(*)"
    span = (first.isoformat(), last.isoformat())
    rows = all_rows(
        connection,
        f"SELECT coalesce(nullif(e.short, ''), e.name), e.first_day, {average}"
        f"{done.format(join=' JOIN event AS e ON e.id = f.event_id')} AND e.first_day IS NOT NULL"
        f" GROUP BY e.id ORDER BY e.first_day DESC, e.id DESC LIMIT {COLUMNS}",
        span,
    )
    if len(rows) > 1:
        found = [(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in reversed(rows)]
        return tuple(Thanked(_("{event}, {month}").format(event=name, month=say_month(day, today)), day, days, count)
                     for name, day, days, count in found)  # fmt: skip
    rows = all_rows(
        connection,
        f"SELECT substr(f.closed_on, 1, 7) || '-01', {average}{done.format(join='')}"
        f" GROUP BY 1 ORDER BY 1 DESC LIMIT {COLUMNS}",
        span,
    )
    months = [(date.fromisoformat(row[0]), row[1], row[2]) for row in reversed(rows)]
    return tuple(Thanked(say_month(day, today), day, days, count, True) for day, days, count in months)


def standings(connection: Connection, about: About, today: date) -> Standings:
    """Where everybody stands, each judged by her own rhythm; people who died are left out."""
    passed = "?1 - julianday(coalesce(last_contact, met_on))"
    row = one_row(
        connection,
        "SELECT count(*) FILTER (WHERE rhythm IS NOT NULL AND NOT rests AND (passed IS NULL OR passed <= rhythm - ?2)),"
        " count(*) FILTER (WHERE rhythm IS NOT NULL AND NOT rests AND passed > rhythm - ?2 AND passed <= rhythm),"
        " count(*) FILTER (WHERE rhythm IS NOT NULL AND NOT rests AND passed > rhythm),"
        " count(*) FILTER (WHERE rhythm IS NULL AND NOT rests), count(*) FILTER (WHERE rests)"
        f" FROM (SELECT {rhythm_sql(about)} AS rhythm, {passed} AS passed,"
        " (do_not_contact = 1 OR tier = 'dormant' OR coalesce(rhythm_days, 1) = 0) AS rests"
        " FROM person AS p WHERE deceased = 0 LIMIT -1)",
        (julian(today), SOON),
    )
    return Standings(*map(int, row)) if row else Standings(0, 0, 0, 0, 0)


def _by_day(connection: Connection, first: date, last: date) -> tuple[dict[date, int], bool]:
    """({day: contacts}, whether notes count too).

    Days are counted by their index; looking at the kind of each entry would cost a second where there are many.
    """
    span = (max(first, last - timedelta(days=GRID)).isoformat(), last.isoformat())
    entries = "SELECT day, count(*) FROM interaction WHERE day BETWEEN ? AND ?"
    rows = all_rows(connection, f"{entries} GROUP BY day", span)
    many = sum(row[1] for row in rows) > MANY
    if not many:
        rows = all_rows(connection, f"{entries} AND kind IN {_CONTACT_KINDS} GROUP BY day", span)
    return {date.fromisoformat(row[0]): row[1] for row in rows}, many


def _cycles(connection: Connection, today: date) -> tuple[Cycle, ...]:
    """The cycles that run now, or have ended and are not handed in."""
    found = []
    units = {row.id: row for row in career.ceus(connection)}
    for _row, at, problem in career.standings(connection, today):
        if at.state in ("submitted", "to come") or at.rule.exam_again:
            continue
        name = ", ".join(at.marks) or at.rule.body or at.cycle.key
        pace = on_pace(at.have, at.needed, at.cycle.starts, at.cycle.ends, today)
        counted = [units[each] for each in at.counted if each in units]
        given: dict[str, float] = {}
        for row in counted:
            source = row.event or row.provider or row.title
            given[source] = given.get(source, 0.0) + row.units
        sources = tuple(sorted(given.items(), key=lambda one: -one[1]))
        if abs(sum(given.values()) - at.have) > 0.01:  # the body counts not all of some
            sources = ()
        certificates = sum(row.file_id is not None for row in counted)
        found.append(Cycle(name, at.have, at.needed, at.cycle.ends, pace, problem, sources, certificates))
    return tuple(found)


def _loose_ceus(connection: Connection) -> float:
    row = one_row(connection, "SELECT coalesce(sum(units), 0) FROM ceu")
    return float(row[0]) if row else 0.0


def _where(connection: Connection, first: date, last: date) -> tuple[tuple[str, int], ...]:
    rows = all_rows(
        connection,
        "SELECT coalesce((SELECT kind FROM event WHERE id = p.met_event_id), ''),"
        " CASE WHEN p.met_event_id IS NOT NULL THEN '' WHEN p.met_through_id IS NOT NULL OR p.met_through <> ''"
        " THEN 'introduced' ELSE p.met_how END, count(*) FROM person AS p"
        " WHERE coalesce(p.met_on, '9999') BETWEEN ? AND ? GROUP BY 1, 2 ORDER BY 3 DESC",
        (first.isoformat(), last.isoformat()),
    )
    told: dict[str, int] = {}
    for event, how, count in rows:
        label = kinds.title("event", event) if event else _how(how)
        if label:
            told[label] = told.get(label, 0) + count
    return _few(sorted(told.items(), key=lambda one: -one[1]))


def _how(how: str) -> str:
    known = {"introduced": _("Introductions"), "chance": _("By chance"), "class": _("School"), "online": _("Online")}
    return known.get(how, how.replace("-", " ").capitalize())


def _credentials(connection: Connection) -> tuple[tuple[str, int], ...]:
    rows = all_rows(connection, "SELECT mark, count(*) FROM credential GROUP BY mark ORDER BY 2 DESC, mark LIMIT 200")
    return tuple((row[0], row[1]) for row in rows[:BARS])


def _few(counts: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    if len(counts) <= BARS:
        return tuple(counts)
    return (*counts[: BARS - 1], (_("Elsewhere"), sum(count for _label, count in counts[BARS - 1 :])))


_MET = (
    "(SELECT ip.person_id FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
    " WHERE i.event_id = e.id AND i.kind = 'met')"
)
_BROUGHT = f"""
SELECT e.id, coalesce(nullif(e.short, ''), e.name), e.first_day,
  (SELECT count(DISTINCT person_id) FROM {_MET}),
  (SELECT count(DISTINCT person_id) FROM follow_up WHERE event_id = e.id AND kind = 'thank-you' AND state = 'done'),
  (SELECT count(*) FROM meeting AS m WHERE m.held_on BETWEEN e.first_day AND date(e.first_day, '+{TALKED_AFTER} days')
    AND EXISTS (SELECT 1 FROM meeting_person WHERE meeting_id = m.id AND person_id IN {_MET})),
  coalesce((SELECT sum(units) FROM ceu WHERE event_id = e.id), e.ceus, 0),
  coalesce((SELECT value FROM setting WHERE key = '{AGAIN}' || e.uid), '')
FROM event AS e
"""


def brought(connection: Connection, first: date, last: date) -> tuple[Brought, ...]:
    """What the events of these days brought that had any fruit, the newest first."""
    rows = all_rows(
        connection,
        f"{_BROUGHT} WHERE e.first_day BETWEEN ? AND ? AND (e.ceus > 0 OR EXISTS {_MET})"
        f" ORDER BY e.first_day DESC, e.id DESC LIMIT {EVENTS}",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(_one(row) for row in rows)


def brought_by(connection: Connection, event_id: int) -> Brought | None:
    """What one event brought; None without a day."""
    row = one_row(connection, f"{_BROUGHT} WHERE e.id = ? AND e.first_day IS NOT NULL", (event_id,))
    return _one(row) if row else None


def _one(row: tuple[object, ...]) -> Brought:
    answer = str(row[7]).strip('"')
    return Brought._make([*row[:2], date.fromisoformat(str(row[2])), *row[3:6], float(str(row[6])), answer])
