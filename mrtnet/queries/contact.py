"""Contact with a person: when it was last, whether she waits for an answer, and how many were met at an event."""

from datetime import date

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


def answered(connection: Connection, person_id: int, since: date) -> tuple[date | None, bool]:
    """(since when a message of hers waits for an answer, whether the person answered or met her since `since`)."""
    found = all_rows(
        connection,
        "SELECT i.day, i.direction, i.kind FROM interaction_person AS ip JOIN interaction AS i"
        " ON i.id = ip.interaction_id WHERE ip.person_id = ? AND i.day >= ? AND i.kind <> 'met'"
        f" AND i.kind IN {_CONTACT_KINDS} ORDER BY i.day DESC, i.id DESC",
        (person_id, since.isoformat()),
    )
    heard = any(direction in ("in", "both") for _day, direction, _kind in found)
    waits = bool(found) and found[0][1] == "out" and found[0][2] != "call"
    return (day(found[0][0]) if waits else None), heard


def met_count(connection: Connection, event_id: int | None) -> int:
    """How many people were met at an event."""
    row = one_row(
        connection,
        "SELECT count(DISTINCT ip.person_id) FROM interaction AS i JOIN interaction_person AS ip"
        " ON ip.interaction_id = i.id WHERE i.event_id = ? AND i.kind = 'met'",
        (event_id,),
    )
    return int(row[0]) if row else 0


def open_follow_ups(connection: Connection, person_id: int) -> list[tuple[int, date]]:
    """(id, due) of a person's open follow-ups, the nearest first."""
    found = all_rows(
        connection,
        "SELECT id, due FROM follow_up WHERE person_id = ? AND state = 'open' ORDER BY due, id",
        (person_id,),
    )
    return [(row[0], date.fromisoformat(row[1])) for row in found]
