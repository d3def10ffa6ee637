"""Contact with a person: when it was last, whether she waits for an answer, and how many were met at an event."""

from datetime import date
from typing import NamedTuple

from mrtnet.domain.kinds import CONTACTS
from mrtnet.queries.reading import Connection, all_rows, day, one_row

_CONTACT_KINDS = "(" + ", ".join(f"'{kind}'" for kind in sorted(CONTACTS)) + ")"


def last_contact(connection: Connection, person_id: int) -> date | None:
    """The day of the newest contact; notes and files do not count."""
    row = one_row(
        connection,
        "SELECT max(i.day) FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        f" WHERE ip.person_id = ? AND i.kind IN {_CONTACT_KINDS}",
        (person_id,),
    )
    return day(row[0]) if row else None


class Talk(NamedTuple):
    """What was said since a playbook began: since when a message waits for an answer, whether they answered or met her
    again, and whether they wrote before she did."""

    waiting_since: date | None
    heard: bool
    they_wrote_first: bool


def talk(connection: Connection, person_id: int, since: date, met_until: date, event_id: int | None) -> Talk:
    """What was said from the day `since` on. Meetings up to `met_until`, or at the event, are where it all began."""
    found = all_rows(
        connection,
        "SELECT i.day, CASE WHEN i.kind = 'met' THEN 'both' ELSE i.direction END, i.kind"
        " FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        f" WHERE ip.person_id = ? AND i.day >= ? AND i.kind IN {_CONTACT_KINDS}"
        " AND NOT (i.kind = 'met' AND (i.day <= ? OR i.event_id IS ?)) ORDER BY i.day, i.id",
        (person_id, since.isoformat(), met_until.isoformat(), event_id if event_id is not None else -1),
    )
    said = [direction for _day, direction, _kind in found]
    newest = found[-1] if found else None
    waits = newest is not None and newest[1] == "out" and newest[2] != "call"
    return Talk(
        day(newest[0]) if newest and waits else None,
        "in" in said or "both" in said,
        next((direction == "in" for direction in said if direction), False),
    )


def waits_for_answer(connection: Connection, person_id: int) -> bool:
    """Whether the newest contact is a message of hers."""
    row = one_row(
        connection,
        "SELECT i.direction, i.kind FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        f" WHERE ip.person_id = ? AND i.kind IN {_CONTACT_KINDS} ORDER BY i.day DESC, i.id DESC LIMIT 1",
        (person_id,),
    )
    return row is not None and row[0] == "out" and row[1] != "call"


def nudged(connection: Connection, run_id: int) -> bool:
    """Whether a reminder of this run was sent."""
    sql = "SELECT 1 FROM follow_up WHERE run_id = ? AND kind = 'nudge' AND state = 'done' LIMIT 1"
    return one_row(connection, sql, (run_id,)) is not None


def reminded(connection: Connection, person_id: int) -> bool:
    """Whether a reminder followed her newest message already, and neither a word nor a message came after it.

    At most one reminder for one message, whichever playbook would send it (domain.md 4).
    """
    row = one_row(
        connection,
        "SELECT i.id, i.day FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        f" WHERE ip.person_id = ? AND i.kind IN {_CONTACT_KINDS} ORDER BY i.day DESC, i.id DESC LIMIT 1",
        (person_id,),
    )
    if row is None:
        return False
    sql = (
        "SELECT 1 FROM follow_up WHERE person_id = ? AND kind IN ('nudge', 'reply-check') AND state = 'done'"
        " AND (interaction_id = ? OR (interaction_id IS NULL AND channel <> '' AND closed_on > ?)) LIMIT 1"
    )
    return one_row(connection, sql, (person_id, row[0], row[1])) is not None


def skipped_on(connection: Connection, person_id: int, step: str) -> date | None:
    """The day on which a prompt of this name was skipped the last time."""
    sql = "SELECT max(closed_on) FROM follow_up WHERE person_id = ? AND step = ? AND state = 'skipped'"
    row = one_row(connection, sql, (person_id, step))
    return day(row[0]) if row else None


def open_promise(connection: Connection, person_id: int) -> date | None:
    """By when she promised something, if a promise that she noted herself is open."""
    row = one_row(
        connection,
        "SELECT min(due) FROM follow_up WHERE person_id = ? AND kind = 'promise' AND state = 'open' AND step = ''",
        (person_id,),
    )
    return day(row[0]) if row else None


def met_count(connection: Connection, event_id: int | None) -> int:
    """How many people were met at an event."""
    row = one_row(
        connection,
        "SELECT count(DISTINCT ip.person_id) FROM interaction AS i JOIN interaction_person AS ip"
        " ON ip.interaction_id = i.id WHERE i.event_id = ? AND i.kind = 'met'",
        (event_id,),
    )
    return int(row[0]) if row else 0


class Waiting(NamedTuple):
    """An open follow-up; `prompted` tells that the program made it, or holds a playbook back for it.

    The question how a meeting went belongs to the meeting: it holds nothing back.
    """

    id: int
    due: date
    kind: str
    prompted: bool


def open_follow_ups(connection: Connection, person_id: int) -> list[Waiting]:
    """A person's open follow-ups, the nearest first."""
    found = all_rows(
        connection,
        "SELECT id, due, kind, (step <> '' OR run_id IS NOT NULL) AND step <> 'how-did-it-go' FROM follow_up"
        " WHERE person_id = ? AND state = 'open'"
        " ORDER BY due, id",
        (person_id,),
    )
    return [Waiting(row[0], date.fromisoformat(row[1]), row[2], bool(row[3])) for row in found]
