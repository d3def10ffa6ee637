"""What an import would do to the book: its people compared with those of a file, before anything is written."""

from collections.abc import Iterable, Iterator, Sequence

from mrtnet.domain.arrivals import SAID, Group, Incoming, Known, Plan, card_id, plan
from mrtnet.domain.compared import Card
from mrtnet.domain.progress import Progress, Stop, Stopped, Tell
from mrtnet.queries.duplicates import cards, form_card, near
from mrtnet.queries.person_forms import forms
from mrtnet.queries.reading import Connection, all_rows, in_batches

MANY = 500
"""From so many cards on, the whole book is read; for fewer only who is near by name or address."""


def planned(
    connection: Connection,
    incoming: Iterable[Incoming],
    groups: Sequence[Group] = (),
    *,
    on_progress: Tell | None = None,
    stopped: Stop | None = None,
) -> Plan:
    """What the cards mean for the book as it is now. Nothing is written.

    `on_progress` is told how many of the cards are looked through, and of how many; once `stopped()`, the plan is
    one of nothing.
    """
    people = list(incoming)
    progress = Progress(on_progress, stopped, len(people))
    try:
        by_id = _by_id(connection, people, groups)
        progress.tell(0.02)
        known = Known(_cards(connection, people, by_id), by_id, lambda ids: forms(connection, ids))
        progress.tell(0.1)
        found = plan(people, known, form_card, groups, progress=progress)
        progress.tell(1.0)
        return found
    except Stopped:
        return Plan(())


def _cards(connection: Connection, people: Sequence[Incoming], by_id: dict[str, int]) -> list[Card]:
    if len(people) >= MANY:
        return cards(connection)
    ids = set(by_id.values())
    for each in people:
        ids.update(near(connection, form_card(each.form)))
    return cards(connection, sorted(ids))


def _by_id(connection: Connection, people: Sequence[Incoming], groups: Sequence[Group]) -> dict[str, int]:
    """Who is found by the ids of these cards, and by what was decided about cards before."""
    found = dict(all_rows(connection, f"SELECT uid, person_id FROM person_alias WHERE uid GLOB '{SAID}*'"))
    for sql in (
        "SELECT uid, person_id FROM person_alias WHERE uid IN ({})",
        "SELECT uid, id FROM person WHERE uid IN ({})",
    ):
        for marks, batch in in_batches(list(dict.fromkeys(_ids(people, groups)))):
            found.update((card_id(uid), row_id) for uid, row_id in all_rows(connection, sql.format(marks), batch))
    return found


def _ids(people: Sequence[Incoming], groups: Sequence[Group]) -> Iterator[str]:
    """The ids as they may stand in the book: as written, and as they are compared."""
    for uid in (*(each.uid for each in people), *(member for group in groups for member in group.members)):
        if uid:
            yield from (uid, card_id(uid))
