"""People of photographed cards come into the book, all in one step, each with her picture of the card as a file."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from mrtnet.domain.arrivals import Candidate, Decision, Incoming
from mrtnet.domain.files import SUFFIXES, KeptFile
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.edits.cards import count_down
from mrtnet.edits.drafts import settle_draft
from mrtnet.edits.files import keep
from mrtnet.edits.importing import import_people
from mrtnet.queries.importing import planned
from mrtnet.queries.people import rows
from mrtnet.store.book import driver_connection, titled
from mrtnet.words import _, plural


class CardPhoto(NamedTuple):
    """One card: who it is, its picture, and with whom she is one: somebody on file, or another card by its place."""

    form: PersonForm
    picture: KeptFile | None = None
    into_person: int | None = None
    into_card: int | None = None


def save_cards(
    session: Session,
    cards: Sequence[CardPhoto],
    *,
    today: date,
    event_id: int | None = None,
    new_event: EventForm | None = None,
    playbook: str = "",
    draft: str = "",
    left_over: str = "",
    settled: Sequence[str] = (),
) -> dict[int, int]:
    """Put the people of the cards on file, or add to who is there; returns {place of the card: person}.

    A card that is not said to be somebody's is a new person, unless somebody on file is equal in everything.
    `left_over` becomes the draft `draft`, and the drafts `settled` go, in the same transaction.
    """
    plan = planned(driver_connection(session), [Incoming(card.form) for card in cards])
    decisions = {
        at: _decision(card) for at, card in enumerate(cards) if plan.arrivals[at].sort != "same" or _told(card)
    }
    done = import_people(
        session, plan, decisions, today=today, event_id=event_id, new_event=new_event, playbook=playbook
    )
    for at, person_id in done.placed.items():
        picture = cards[at].picture
        if picture is not None:
            name = cards[at].form.name or next((row.name for row in rows(driver_connection(session), [person_id])), "")
            title = _("Card of {name}").format(name=name or _("somebody"))[:150] + SUFFIXES[picture.media_type]
            keep(session, picture._replace(name=title), person_id=person_id)
    count_down(session, event_id, len(done.placed))
    settle_draft(session, draft, left_over)
    for key in settled:
        settle_draft(session, key)
    titled(session, plural("Saved {n} person from a card", "Saved {n} people from cards", len(done.placed)))
    return dict(done.placed)


def _told(card: CardPhoto) -> bool:
    return card.into_person is not None or card.into_card is not None


def _decision(card: CardPhoto) -> Decision:
    if not _told(card):
        return Decision("keep")
    return Decision("merge", Candidate(card.into_person, card.into_card, card.form.name, 100))
