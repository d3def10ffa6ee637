"""Openings: how far each has come, who is part of it, who is at the employer or was, and what its playbook knows.

The days of the interview and of the first day at work, and the run of the playbook, stand in a setting of the opening.
"""

import json
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from mrtnet.queries.reading import CREDENTIALS, Connection, all_rows, day, one_row

if TYPE_CHECKING:  # the first paint asks whether there is an opening
    from mrtnet.domain.playbooks import Facts

REFERRED = "referred-application"
"""The playbook of an application with a referral (domain.md P10)."""
TELLS_RESULT = "tell-result"
"""Its step by which the referrer hears how it ended."""


class OpportunityRow(NamedTuple):
    """One opening as the list shows it: how many are part of it, and how many still have to hear the result."""

    id: int
    uid: str
    kind: str
    title: str
    organization_id: int | None
    organization: str
    url: str
    heard_on: date | None
    heard_from_id: int | None
    heard_from: str
    closes_on: date | None
    applied_on: date | None
    state: str
    ended_on: date | None
    note: str
    people: int
    to_tell: int


class PartRow(NamedTuple):
    """Someone who has a part in an opening."""

    id: int
    person_id: int
    name: str
    credentials: str
    part: str
    told_on: date | None


class ThereRow(NamedTuple):
    """Someone who is at an employer now, or was: `until` is the last day of the job, None for a present one."""

    person_id: int
    name: str
    title: str
    present: bool
    until: date | None
    last_contact: date | None


class Dates(NamedTuple):
    """What the setting of an opening holds: the day the interview was agreed, its day, the first day, the run's uid."""

    interview_set: date | None = None
    interview: date | None = None
    start: date | None = None
    run: str = ""


_LISTED = (
    "SELECT o.id, o.uid, o.kind, o.title, o.organization_id, coalesce(g.name, ''), o.url, o.heard_on, o.heard_from_id,"
    " coalesce(p.name, ''), o.closes_on, o.applied_on, o.state, o.ended_on, o.note,"
    " (SELECT count(*) FROM opportunity_person AS op WHERE op.opportunity_id = o.id),"
    " CASE WHEN o.ended_on IS NULL OR o.applied_on IS NULL THEN 0 ELSE (SELECT count(*) FROM opportunity_person AS op"
    "  WHERE op.opportunity_id = o.id AND op.told_on IS NULL"
    "  AND op.part IN ('referrer', 'heard-from', 'introducer', 'helper')) END"
    " FROM opportunity AS o LEFT JOIN organization AS g ON g.id = o.organization_id"
    " LEFT JOIN person AS p ON p.id = o.heard_from_id"
)
_STATE = "CASE o.state WHEN 'interview' THEN 0 WHEN 'applied' THEN 1 WHEN 'open' THEN 2 ELSE 3 END"


def listed(connection: Connection) -> list[OpportunityRow]:
    """All openings: those furthest on first, then what closes next; the ended ones last, the newest first."""
    order = f" ORDER BY {_STATE}, o.ended_on DESC, o.closes_on IS NULL, o.closes_on, o.id DESC"
    return [_row(each) for each in all_rows(connection, _LISTED + order)]


def one(connection: Connection, opportunity_id: int) -> OpportunityRow | None:
    """One opening."""
    row = one_row(connection, _LISTED + " WHERE o.id = ?", (opportunity_id,))
    return _row(row) if row else None


def of_person(connection: Connection, person_id: int) -> list[OpportunityRow]:
    """The openings that she has a part in, or told of."""
    where = (
        " WHERE o.heard_from_id = ?1 OR o.id IN (SELECT opportunity_id FROM opportunity_person WHERE person_id = ?1) "
    )
    return [_row(each) for each in all_rows(connection, f"{_LISTED}{where} ORDER BY {_STATE}, o.id DESC", (person_id,))]


def any_yet(connection: Connection) -> bool:
    """Whether there is one at all."""
    return one_row(connection, "SELECT 1 FROM opportunity LIMIT 1") is not None


def parts(connection: Connection, opportunity_id: int) -> list[PartRow]:
    """Who is part of it, in the order in which they came."""
    found = all_rows(
        connection,
        f"SELECT op.id, p.id, p.name, {CREDENTIALS}, op.part, op.told_on FROM opportunity_person AS op"
        " JOIN person AS p ON p.id = op.person_id WHERE op.opportunity_id = ? ORDER BY op.id",
        (opportunity_id,),
    )
    return [PartRow._make([*row[:5], day(row[5])]) for row in found]


def there(connection: Connection, organization_id: int | None, limit: int = 20) -> list[ThereRow]:
    """Whom she knows at an employer: who works there now, then who did; each the newest contact first."""
    found = all_rows(
        connection,
        "SELECT p.id, p.name, j.title, j.until IS NULL, j.until, p.last_contact FROM job AS j JOIN person AS p"
        " ON p.id = j.person_id WHERE j.organization_id = ? AND p.deceased = 0"
        " ORDER BY j.until IS NOT NULL, p.last_contact IS NULL, p.last_contact DESC, p.id LIMIT ?",
        (organization_id, limit * 2),
    )
    rows: dict[int, ThereRow] = {}
    for row in found:
        rows.setdefault(row[0], ThereRow(row[0], row[1], row[2], bool(row[3]), day(row[4]), day(row[5])))
    return list(rows.values())[:limit]


def dates(connection: Connection, uid: str) -> Dates:
    """What the opening's setting holds; nothing where it has none, or one that cannot be read."""
    row = one_row(connection, "SELECT value FROM setting WHERE key = ?", (setting_key(uid),))
    try:
        told = json.loads(row[0]) if row else {}
        days = {name: day(told.get(name)) for name in ("interview_set", "interview", "start")}
        return Dates(**days, run=str(told.get("run", "")))
    except (ValueError, TypeError, AttributeError):
        return Dates()


def setting_key(uid: str) -> str:
    """The key of the opening's setting."""
    return f"opening {uid}"


def of_run(connection: Connection, run_id: int) -> OpportunityRow | None:
    """The opening that a run of the playbook is about."""
    row = one_row(
        connection,
        "SELECT o.id FROM run AS r JOIN opportunity_person AS op ON op.person_id = r.person_id"
        " JOIN opportunity AS o ON o.id = op.opportunity_id JOIN setting AS s ON s.key = 'opening ' || o.uid"
        " WHERE r.id = ? AND json_extract(s.value, '$.run') = r.uid",
        (run_id,),
    )
    return one(connection, row[0]) if row else None


def known_of(connection: Connection, known: "Facts", run_id: int) -> "Facts | None":
    """What the playbook of an application may count on: the days of interview, result and start, and how it ended.

    None for a run that no opening knows.
    """
    opening = of_run(connection, run_id)
    if opening is None:
        return None
    told = dates(connection, opening.uid)
    agreed, held = _interview(connection, opening)
    moments = {
        "interview-set": told.interview_set or agreed,
        "interview": told.interview or held,
        "result": opening.ended_on,
        "start": told.start,
    }
    flags = {"rejected"} if opening.state in ("rejected", "withdrawn") else set()
    if moments["interview-set"] or moments["result"]:
        flags.add("replied")  # the employer answered: nobody need be asked where things stand
    return known._replace(
        moments={**known.moments, **{key: on for key, on in moments.items() if on is not None}},
        flags=known.flags | flags | _left(connection, run_id, opening.organization_id),
    )


def _interview(connection: Connection, opening: OpportunityRow) -> tuple[date | None, date | None]:
    """(agreed on, held on) of the first job interview, with somebody of the employer, since she applied."""
    row = one_row(
        connection,
        "SELECT m.agreed_on, m.held_on FROM job AS j JOIN meeting_person AS mp ON mp.person_id = j.person_id"
        " JOIN meeting AS m ON m.id = mp.meeting_id WHERE j.organization_id = ? AND m.kind = 'interview'"
        " AND m.cancelled_on IS NULL AND coalesce(m.day, m.agreed_on) >= ? ORDER BY m.day, m.id LIMIT 1",
        (opening.organization_id, opening.applied_on.isoformat() if opening.applied_on else ""),
    )
    return (day(row[0]), day(row[1])) if row is not None and opening.applied_on else (None, None)


def _left(connection: Connection, run_id: int, organization_id: int | None) -> set[str]:
    """Whether the referrer is no longer at the employer."""
    row = one_row(
        connection,
        "SELECT count(*), coalesce(sum(j.until IS NULL), 0) FROM job AS j JOIN run AS r ON r.person_id = j.person_id"
        " WHERE r.id = ? AND j.organization_id = ?",
        (run_id, organization_id),
    )
    return {"referrer_left"} if row is not None and row[0] and not row[1] else set()


def _row(row: tuple[Any, ...]) -> OpportunityRow:
    days = {7, 10, 11, 13}
    return OpportunityRow._make([day(value) if at in days else value for at, value in enumerate(row)])
