"""A case for every edit of imports and merges: see `cases`."""

from collections.abc import Callable
from typing import Any, NamedTuple

from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.edits import everything, importing, merging
from mrtnet.exchange.everything import Everything
from mrtnet.queries.importing import planned
from mrtnet.store.book import Book
from tests.edits.cases import CARD, TODAY, Known

AMA = PersonForm(name="Ama Owusu", tags=["audit"], jobs=[Job(organization="Mercy Clinic", title="Coder")])
NEARLY_ROSA = PersonForm(
    name="Rosa Delgado",
    reaches=[
        Reach(property="EMAIL", value="rdelgado@lakeshoremc.example"),
        Reach(property="TEL", value="+1 312 555 0148"),
    ],
)
FILE = [
    Incoming(AMA, "cards.vcf", 1, "urn:uuid:AMA-1", extra=("X-PET:Bo",), photo=CARD),
    Incoming(NEARLY_ROSA, "cards.vcf", 9, "rosa-2"),
]


class ImportingCase(NamedTuple):
    """One edit and the call of it on a prepared book."""

    edit: str
    call: Callable[[Book, Known], Any]


def _import(book: Book, known: Known, **how: Any) -> Any:
    plan = planned(book.read, FILE)
    return book.do(importing.import_people, plan, {1: importing.MERGE}, today=TODAY, **how)


BOOK = Everything(
    2, {"person": [{"id": 7, "uid": "of-json", "name": "Lin Ek", "sort_key": "ek  lin", "name_key": "lin ek",
                    "created_at": "2026-01-01T00:00:00Z"}], "job": [{"id": 1, "person_id": 7, "title": "Coder"}]}, {}
)  # fmt: skip


def _save_cards(book: Book, known: Known) -> Any:
    from mrtnet.edits import card_photos

    photo = KeptFile("photo.jpg", "image/jpeg", b"\xff\xd8\xff")
    cards = [card_photos.CardPhoto(AMA, photo), card_photos.CardPhoto(NEARLY_ROSA, photo, into_person=known.rosa)]
    return book.do(card_photos.save_cards, cards, today=TODAY, event_id=known.event)


CASES = (
    ImportingCase("card_photos.save_cards", _save_cards),
    ImportingCase("everything.take_over", lambda b, k: b.do(everything.take_over, BOOK, today=TODAY)),
    ImportingCase("importing.import_people", lambda b, k: _import(b, k, event_id=k.event)),
    ImportingCase("merging.add_to", lambda b, k: b.do(merging.add_to, k.rosa, NEARLY_ROSA, today=TODAY)),
    ImportingCase("merging.merge_people", lambda b, k: b.do(merging.merge_people, k.rosa, [k.kwame], today=TODAY)),
    ImportingCase("merging.say_different", lambda b, k: b.do(merging.say_different, [k.kwame, k.rosa])),
)
