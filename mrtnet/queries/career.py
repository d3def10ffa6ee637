"""Her own side as it stands: goals, credentials, cycles with their units, memberships, hours of internships."""

import json
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.career import (
    CeuRow,
    CycleRow,
    GoalRow,
    MembershipRow,
    OfferRow,
    OwnCredentialRow,
    PlacementRow,
    PracticeRow,
)
from mrtnet.domain.career_organisations import state_in
from mrtnet.domain.certification import Cycle, Standing, Unit, cycle_after, cycle_around, overlaps, standing
from mrtnet.domain.certification_rules import Rule, overridden, rule_for, rule_named
from mrtnet.domain.kinds import LONG_EVENTS
from mrtnet.queries.reading import Connection, all_rows, day, one_row
from mrtnet.trouble import Trouble

OFFERED_FOR = 365  # days after an event its units are still offered
STATE = "state"
"""The setting that says in which state she is."""
_CEU = (
    "SELECT c.id, c.title, c.day, c.units, c.bodies, c.provider, c.subject, c.event_id, coalesce(e.name, ''),"
    " c.file_id, coalesce(f.name, ''), c.note FROM ceu AS c LEFT JOIN event AS e ON e.id = c.event_id"
    " LEFT JOIN file AS f ON f.id = c.file_id"
)


class CycleStanding(NamedTuple):
    """A cycle, how it stands, and what is wrong with her own rule for it, "" for nothing."""

    row: CycleRow
    standing: Standing
    problem: str


class Suggestion(NamedTuple):
    """A cycle that a credential she holds asks for and that is not on file."""

    rule: Rule
    marks: tuple[str, ...]
    starts: date
    ends: date


def goals(connection: Connection) -> list[GoalRow]:
    """Open goals first, the nearest due first; then those reached or given up."""
    found = all_rows(
        connection,
        "SELECT id, title, why, due, reached_on, dropped_on FROM goal"
        " ORDER BY coalesce(reached_on, dropped_on) IS NOT NULL, coalesce(reached_on, dropped_on) DESC,"
        " due IS NULL, due, position, id",
    )
    return [GoalRow._make([*row[:3], *map(day, row[3:])]) for row in found]


def credentials(connection: Connection) -> list[OwnCredentialRow]:
    """Held first, then what she studies for, what she wants, what lapsed."""
    found = all_rows(
        connection,
        "SELECT id, mark, body, state, number, exam_on, earned_on, note FROM own_credential ORDER BY"
        " CASE state WHEN 'held' THEN 0 WHEN 'passed' THEN 1 WHEN 'studying' THEN 2 WHEN 'wanted' THEN 3 ELSE 4 END,"
        " exam_on IS NULL, exam_on, id",
    )
    return [OwnCredentialRow._make([*row[:5], *map(day, row[5:7]), row[7]]) for row in found]


def cycles(connection: Connection) -> list[CycleRow]:
    """All cycles, the one that ends first first; those handed in last."""
    found = all_rows(
        connection,
        "SELECT id, body, starts_on, ends_on, rule, submitted_on, note FROM ceu_cycle"
        " ORDER BY submitted_on IS NOT NULL, ends_on, id",
    )
    return [
        CycleRow(row[0], row[1], date.fromisoformat(row[2]), date.fromisoformat(row[3]), row[4], day(row[5]), row[6])
        for row in found
    ]


def ceus(connection: Connection) -> list[CeuRow]:
    """All units on file, the newest first."""
    return [_ceu(row) for row in all_rows(connection, f"{_CEU} ORDER BY c.day DESC, c.id DESC")]


def ceu(connection: Connection, ceu_id: int) -> CeuRow | None:
    """One record of units."""
    return next((_ceu(row) for row in all_rows(connection, f"{_CEU} WHERE c.id = ?", (ceu_id,))), None)


def memberships(connection: Connection) -> list[MembershipRow]:
    """Memberships, the one to renew first first; those that ended last."""
    found = all_rows(
        connection,
        "SELECT id, name, number, since, renews_on, ended_on, note FROM membership"
        " ORDER BY ended_on IS NOT NULL, renews_on IS NULL, renews_on, name, id",
    )
    return [MembershipRow._make([*row[:3], *map(day, row[3:6]), row[6]]) for row in found]


def placements(connection: Connection) -> list[PlacementRow]:
    """Internships, PPE and volunteering, the newest first."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(LONG_EVENTS))
    found = all_rows(
        connection,
        "SELECT e.id, e.name, e.kind, coalesce((SELECT name FROM organization WHERE id = e.organization_id), ''),"
        " e.first_day, e.last_day, e.required_hours,"
        " coalesce((SELECT sum(hours) FROM practice_day WHERE event_id = e.id), 0),"
        " (SELECT count(*) FROM practice_day WHERE event_id = e.id),"
        " (SELECT count(DISTINCT ip.person_id) FROM interaction AS i JOIN interaction_person AS ip"
        "  ON ip.interaction_id = i.id WHERE i.event_id = e.id AND i.kind = 'met')"
        f" FROM event AS e WHERE e.kind IN ({kinds}) ORDER BY e.first_day IS NULL, e.first_day DESC, e.id DESC",
    )
    return [PlacementRow._make([*row[:4], *map(day, row[4:6]), *row[6:]]) for row in found]


def practice_days(connection: Connection, event_id: int) -> list[PracticeRow]:
    """The days of a placement, the newest first."""
    found = all_rows(
        connection,
        "SELECT id, event_id, day, hours, learned FROM practice_day WHERE event_id = ? ORDER BY day DESC, id DESC",
        (event_id,),
    )
    return [PracticeRow(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4]) for row in found]


def standings(connection: Connection, today: date) -> list[CycleStanding]:
    """Every cycle with its units counted; a rule of hers that cannot be read gives way to the body's, and says so."""
    rows = cycles(connection)
    marks = [row.mark for row in credentials(connection) if row.state == "held"]
    units = [
        Unit(row.id, row.title, row.day, row.units, row.bodies, row.provider, row.subject) for row in ceus(connection)
    ]
    everyone = [_cycle(row) for row in rows]
    found = []
    for row, cycle in zip(rows, everyone, strict=True):
        rule, problem = rule_named(row.body), ""
        try:
            rule = overridden(rule, row.rule)
        except Trouble as wrong:
            problem = str(wrong)
        found.append(CycleStanding(row, standing(cycle, rule, marks, units, today, everyone), problem))
    return found


def overlapping(connection: Connection) -> list[tuple[Cycle, Cycle]]:
    """Cycles of one body that share days."""
    return overlaps([_cycle(row) for row in cycles(connection)])


def suggestions(connection: Connection, today: date) -> list[Suggestion]:
    """Cycles that fit what she holds and that are not on file; credentials of one rule share a cycle."""
    last = {row.body: row.ends_on for row in sorted(cycles(connection), key=lambda each: each.ends_on)}
    found: dict[str, Suggestion] = {}
    for row in sorted(credentials(connection), key=lambda each: each.exam_on or each.earned_on or today):
        rule, anchor = rule_for(row.mark), row.exam_on or row.earned_on
        if (
            row.state != "held"
            or rule is None
            or last.get(rule.key, date.min) >= today
            or anchor is None
            or anchor > today
        ):
            continue
        if rule.key in found:
            found[rule.key] = found[rule.key]._replace(marks=(*found[rule.key].marks, row.mark))
        else:
            ended = last.get(rule.key)
            days = cycle_after(rule, ended, today) if ended else cycle_around(rule, anchor, today)
            found[rule.key] = Suggestion(rule, (row.mark,), *days)
    return list(found.values())


def offers(connection: Connection, today: date) -> list[OfferRow]:
    """Units of events she attended, not on file yet: those of each session she sat in, else those of the event."""
    since = (today - timedelta(days=OFFERED_FOR)).isoformat()
    found = all_rows(
        connection,
        "SELECT e.id, s.id, coalesce(s.title, e.name), e.name, coalesce(s.day, e.last_day, e.first_day),"
        " coalesce(s.ceus, e.ceus), coalesce((SELECT name FROM organization WHERE id = e.organization_id), ''),"
        " e.ceu_body FROM event AS e LEFT JOIN session AS s ON s.event_id = e.id AND s.attended AND s.ceus > 0"
        " WHERE e.participation NOT IN ('planned', 'cancelled') AND (e.ceus > 0 OR s.id IS NOT NULL)"
        " AND coalesce(e.last_day, e.first_day) BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM ceu WHERE event_id = e.id)"
        " ORDER BY coalesce(e.last_day, e.first_day) DESC, e.id, s.day, s.starts, s.id",
        (since, today.isoformat()),
    )
    return [OfferRow._make([*row[:4], day(row[4]), row[5], row[6] or row[7], row[7]]) for row in found]


def providers(connection: Connection) -> list[str]:
    """Who gave her units before, the latest first."""
    sql = "SELECT provider FROM ceu WHERE provider <> '' GROUP BY provider ORDER BY max(day) DESC, provider"
    return [row[0] for row in all_rows(connection, sql)]


def state(connection: Connection) -> str:
    """The state she chose, else the one that a membership of hers names; "" for none."""
    found = one_row(connection, "SELECT value FROM setting WHERE key = ?", (STATE,))
    if found is not None:
        with suppress(ValueError):
            told = json.loads(found[0])
            return told if isinstance(told, str) else ""
    return next(filter(None, (state_in(row.name) for row in memberships(connection))), "")


def _ceu(row: tuple[object, ...]) -> CeuRow:
    told = list(row)
    told[2], told[4] = date.fromisoformat(str(row[2])), tuple(str(row[4]).split())
    return CeuRow._make(told)


def _cycle(row: CycleRow) -> Cycle:
    return Cycle(row.id, row.body, row.starts_on, row.ends_on, row.submitted_on)
