"""The stack of cards from an event: each one logged takes its draft away and counts the stack down, in one step."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.edits import people
from mrtnet.edits.drafts import settle_draft
from mrtnet.edits.files import keep
from mrtnet.edits.found import found
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Event
from mrtnet.words import _, plural


class Logged(NamedTuple):
    """Who was logged, and the step that undoing takes back."""

    ids: tuple[int, ...]
    step: int


def log_cards(
    session: Session,
    forms: Sequence[PersonForm],
    *,
    today: date,
    event_id: int | None = None,
    new_event: EventForm | None = None,
    draft: str = "",
    left_over: str = "",
    files: Sequence[KeptFile] = (),
) -> Logged:
    """`people.log_people`; `left_over` becomes the draft `draft` in the same transaction; the cards left go down.

    `files` are kept with the first person; they wait as a draft no more.
    """
    ids = people.log_people(session, forms, today=today, event_id=event_id, new_event=new_event)
    count_down(session, event_id, len(ids))
    settle_draft(session, draft, left_over)
    if files and draft:
        settle_draft(session, f"{draft}.files")
    for file in files if ids else ():
        keep(session, file, person_id=ids[0])
    return Logged(tuple(ids), _step(session))


def add_card(
    session: Session,
    person_id: int,
    form: PersonForm,
    *,
    today: date,
    event_id: int | None = None,
    draft: str = "",
    left_over: str = "",
    files: Sequence[KeptFile] = (),
) -> Logged:
    """`people.meet_again` with a card that turned out to be somebody on file."""
    people.meet_again(session, person_id, form, today=today, event_id=event_id)
    count_down(session, event_id, 1)
    settle_draft(session, draft, left_over)
    if files and draft:
        settle_draft(session, f"{draft}.files")
    for file in files:
        keep(session, file, person_id=person_id)
    return Logged((person_id,), _step(session))


def set_cards_left(session: Session, event_id: int, left: int | None) -> None:
    """How many cards of this event are still to be typed; None for not telling."""
    event = found(session, Event, event_id)
    event.cards_left = left
    session.add(event)
    _name(session, event, left or 0)


def _name(session: Session, event: Event, left: int) -> None:
    cards = plural("{n} card", "{n} cards", left)
    titled(session, _("{cards} left from {event}").format(cards=cards, event=event.short or event.name))


def count_down(session: Session, event_id: int | None, by: int) -> None:
    """So many cards of the event less to be typed, as a part of a larger edit."""
    event = session.get(Event, event_id) if event_id is not None else None
    if event is not None and event.cards_left:
        event.cards_left = max(0, event.cards_left - by)
        session.add(event)
        session.flush()


def _step(session: Session) -> int:
    return int(driver_connection(session).execute("SELECT step FROM journal").fetchone()[0])
