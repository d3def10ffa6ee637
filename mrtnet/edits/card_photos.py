"""People of photographed cards come into the book, all in one step, each with her picture of the card as a file."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from mrtnet.domain.arrivals import Candidate, Decision, Incoming, Plan
from mrtnet.domain.files import SUFFIXES, KeptFile
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.edits.cards import count_down
from mrtnet.edits.drafts import settle_draft
from mrtnet.edits.files import keep
from mrtnet.edits.importing import Imported, import_people
from mrtnet.exchange.everything import Everything
from mrtnet.queries.importing import planned
from mrtnet.queries.people import rows
from mrtnet.store.book import driver_connection, titled
from mrtnet.words import _, plural


class CardPhoto(NamedTuple):
    """One card: who it is, its picture, and with whom she is one: somebody on file, or another card by its place.

    `is_new`: she is neither, whatever it looks like.
    """

    form: PersonForm
    picture: KeptFile | None = None
    into_person: int | None = None
    into_card: int | None = None
    is_new: bool = False


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

    A card of which nothing is said is a new person; one that is equal in everything to somebody's adds to her; one that
    is only likely somebody's is left where it is.
    `left_over` becomes the draft `draft`, and the drafts `settled` go, in the same transaction.
    """
    plan = planned(driver_connection(session), [Incoming(card.form) for card in cards])
    decisions = {at: _decision(card) for at, card in enumerate(cards) if _told(card)}
    done = import_people(
        session, plan, decisions, today=today, event_id=event_id, new_event=new_event, playbook=playbook
    )
    for at, person_id in done.placed.items():
        picture = cards[at].picture
        if picture is not None:
            keep_picture(session, person_id, cards[at].form.name, picture)
    count_down(session, event_id, len(done.placed))
    settle_draft(session, draft, left_over)
    for key in settled:
        settle_draft(session, key)
    titled(session, plural("Saved {n} person from a card", "Saved {n} people from cards", len(done.placed)))
    return dict(done.placed)


def import_cards(
    session: Session,
    plan: Plan,
    decisions: Mapping[int, Decision] | None = None,
    *,
    pictures: Mapping[int, KeptFile],
    today: date,
    event_id: int | None = None,
    new_event: EventForm | None = None,
    playbook: str = "",
    everything: Sequence[Everything] = (),
) -> Imported:
    """An import whose people come from pictures, by place in the plan; each picture is kept with her whose it is."""
    done = import_people(
        session, plan, decisions, today=today, event_id=event_id, new_event=new_event, playbook=playbook,
        everything=everything,
    )  # fmt: skip
    for at, person_id in done.placed.items():
        if at in pictures:
            keep_picture(session, person_id, plan.arrivals[at].incoming.form.name, pictures[at])
    return done


def keep_picture(session: Session, person_id: int, name: str, picture: KeptFile) -> None:
    """The picture of a card as a file of the person, once however often it comes."""
    connection = driver_connection(session)
    sql = "SELECT 1 FROM file WHERE person_id = ? AND sha256 = ? LIMIT 1"
    if connection.execute(sql, (person_id, hashlib.sha256(picture.data).hexdigest())).fetchone() is not None:
        return
    name = name or next((row.name for row in rows(connection, [person_id])), "") or _("somebody")
    title = _("Card of {name}").format(name=name)[:150] + SUFFIXES[picture.media_type]
    keep(session, picture._replace(name=title), person_id=person_id)


def _told(card: CardPhoto) -> bool:
    return card.into_person is not None or card.into_card is not None or card.is_new


def _decision(card: CardPhoto) -> Decision:
    if card.is_new:
        return Decision("keep")
    return Decision("merge", Candidate(card.into_person, card.into_card, card.form.name, 100))
