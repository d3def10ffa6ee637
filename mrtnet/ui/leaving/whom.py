"""Which people may leave from where she is: the chosen ones, the list shown, an event's, a saved list's, everybody."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from mrtnet.queries import people, saved_lists
from mrtnet.queries.events import one as one_event
from mrtnet.queries.reading import all_rows
from mrtnet.ui.around import Around
from mrtnet.words import _, plural


class Group(NamedTuple):
    """Some people: a key, what they are called, a word for a file's name, and who they are, asked when it is chosen."""

    key: str
    words: str
    file_name: str
    ids: Callable[[], Sequence[int]]
    everybody: bool = False


def groups(around: Around) -> list[Group]:
    """What can be chosen now, the most likely first."""
    desk, subject = around.desk, around.subject()
    page = getattr(around.window, "page", None)
    search = page.search() if page is not None else ""
    found: list[Group] = []
    chosen = tuple(dict.fromkeys(subject.person_ids))
    if len(chosen) > 1:
        words = plural("The {n} chosen person", "The {n} chosen people", len(chosen))
        found.append(Group("chosen", words, _("people"), lambda: chosen))
    if search:
        words = _("The list shown: {search}").format(search=search)
        found.append(Group("shown", words, search, partial(_found, around, search)))
    event = one_event(desk.read, subject.event_id) if subject.event_id is not None else None
    if event is not None and getattr(page, "key", "") == "events":
        words = _("People met at {event}").format(event=event.name)
        found.append(Group("event", words, event.short or event.name, partial(_met_at, around, event.id)))
    found.append(
        Group(
            "everybody", _("Everybody in the book"), _("people"), lambda: people.ids_by_name(desk.read), everybody=True
        )
    )
    if subject.person_id is not None and len(chosen) < 2:
        person_id = subject.person_id
        (row,) = people.rows(desk.read, [person_id]) or (None,)
        if row is not None:
            found.append(Group("person", row.name, row.name, lambda: (person_id,)))
    for each in saved_lists.listed(desk.read):
        if each.query != search:
            found.append(list_group(around, each))
    return found


def list_group(around: Around, saved: saved_lists.SavedList) -> Group:
    """The people of a saved list."""
    words = _("List: {name}").format(name=saved.name)
    return Group(f"list.{saved.id}", words, saved.name, partial(_found, around, saved.query))


def _found(around: Around, search: str) -> Sequence[int]:
    from mrtnet.queries.search import person_ids

    return person_ids(around.desk.read, search, around.desk.today)


def _met_at(around: Around, event_id: int) -> Sequence[int]:
    """Everybody met there for the first time, or noted as met there."""
    sql = (
        "SELECT id FROM person AS p WHERE met_event_id = ?1 OR id IN (SELECT ip.person_id FROM interaction_person AS ip"
        " JOIN interaction AS i ON i.id = ip.interaction_id WHERE i.event_id = ?1 AND i.kind = 'met')"
        " ORDER BY sort_key, id"
    )
    return [row[0] for row in all_rows(around.desk.read, sql, (event_id,))]
