"""Whom to tell how it went: those who introduced her, and the whole chain of an opening that has a result.

What is found here becomes a person's prompt in its turn, like a playbook's step (`edits.prompts`).
"""

from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.opportunity_forms import CHAIN
from mrtnet.queries.reading import Connection, all_rows, day, one_row
from mrtnet.words import _

TOLD_INTRODUCTION, MAKE_INTRODUCTION, TOLD_OPENING = "told-introduction", "make-introduction", "told-opening"
"""Starts of `FollowUp.step`; the id follows after a colon."""
ASK_INTRODUCTION = "ask-introduction"
TOLD_AFTER = timedelta(days=14)
"""So long after an introduction its introducer is told in any case; after a talk on the next working day (P7)."""
_TALKS = "('meeting', 'call', 'met')"
_CHAIN = "(" + ", ".join(f"'{part}'" for part in CHAIN) + ")"


class Telling(NamedTuple):
    """Something to tell, or to do, for a person: what a prompt is made of."""

    step: str
    kind: str
    title: str
    due: date
    reason: str
    template: str


def tellings(connection: Connection, person_id: int, today: date, days: WorkingDays) -> list[Telling]:
    """What this person should hear; nothing that was told or skipped."""
    found = [*_introductions(connection, person_id, today, days), *_openings(connection, person_id, days)]
    return [each for each in found if not _dealt_with(connection, person_id, each.step)]


def _introductions(connection: Connection, person_id: int, today: date, days: WorkingDays) -> list[Telling]:
    rows = all_rows(
        connection,
        "SELECT n.id, n.direction, n.asked_on, n.made_on, n.outcome, coalesce(b.name, n.whom), n.person_id, n.why,"
        " coalesce(o.title, '') FROM introduction AS n LEFT JOIN person AS b ON b.id = n.person_id"
        " LEFT JOIN opportunity AS o ON o.id = n.opportunity_id"
        " WHERE n.introducer_id = ? AND n.told_on IS NULL ORDER BY n.id",
        (person_id,),
    )
    found = []
    for row_id, direction, asked, made, outcome, whom, other, why, opening in rows:
        if direction == "to-me" and not (asked or made or outcome):
            title = _("Ask for an introduction to {name}").format(name=whom or opening)
            found.append(Telling(f"{ASK_INTRODUCTION}:{row_id}", "ask", title, today, why, ""))
        elif direction == "from-me":
            if asked and not made and not outcome:
                due = days.after(date.fromisoformat(asked), 2)
                title = _("Introduce them to {name}").format(name=whom)
                reason = _("they asked you to")
                found.append(Telling(f"{MAKE_INTRODUCTION}:{row_id}", "promise", title, due, reason, ""))
        elif made and whom:
            talk = _talked_on(connection, other, made)
            ready = talk or (today if outcome else None)
            due = days.after(ready, 1) if ready else days.on_or_after(date.fromisoformat(made) + TOLD_AFTER)
            title = _("Tell how it went with {name}").format(name=whom)
            reason = _("they introduced you to {name}").format(name=whom)
            found.append(Telling(f"{TOLD_INTRODUCTION}:{row_id}", "report-back", title, due, reason, "report-back"))
    return found


def _openings(connection: Connection, person_id: int, days: WorkingDays) -> list[Telling]:
    rows = all_rows(
        connection,
        "SELECT o.id, o.title, o.ended_on FROM opportunity_person AS op JOIN opportunity AS o"
        " ON o.id = op.opportunity_id WHERE op.person_id = ? AND op.told_on IS NULL AND o.ended_on IS NOT NULL"
        f" AND o.applied_on IS NOT NULL AND op.part IN {_CHAIN} AND NOT EXISTS (SELECT 1 FROM setting AS s JOIN run"
        "  AS r ON r.uid = json_extract(s.value, '$.run') WHERE s.key = 'opening ' || o.uid AND r.person_id ="
        "  op.person_id AND r.state = 'running') ORDER BY o.id",
        (person_id,),
    )
    return [
        Telling(
            f"{TOLD_OPENING}:{row_id}",
            "report-back",
            _("Tell and thank: {opening}").format(opening=title),
            days.after(date.fromisoformat(ended), 1),
            _("they were part of the way to it"),
            "report-back",
        )
        for row_id, title, ended in rows
    ]


def _talked_on(connection: Connection, person_id: int | None, since: str) -> date | None:
    row = one_row(
        connection,
        "SELECT min(i.day) FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        f" WHERE ip.person_id = ? AND i.day >= ? AND i.kind IN {_TALKS}",
        (person_id, since),
    )
    return day(row[0]) if row else None


def _dealt_with(connection: Connection, person_id: int, step: str) -> bool:
    sql = "SELECT 1 FROM follow_up WHERE person_id = ? AND step = ? AND state IN ('done', 'skipped') LIMIT 1"
    return one_row(connection, sql, (person_id, step)) is not None
