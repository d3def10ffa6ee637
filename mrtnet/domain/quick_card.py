"""A vCard met in pasted text: read like one in a file, but what has no field goes into the note, and no picture."""

from pydantic import ValidationError

from mrtnet.domain.forms import PersonForm, problem_sentence
from mrtnet.domain.vcard_cards import Card, cards
from mrtnet.domain.vcard_person import person
from mrtnet.trouble import Trouble
from mrtnet.words import _


def looks_like_vcard(text: str) -> bool:
    """Whether there is a vCard in the text."""
    return "BEGIN:VCARD" in text.upper()


def read_card(text: str) -> PersonForm:
    """The person of the first card in the text. Raises Trouble if it names nobody."""
    card = next((card for card in cards([text.encode("utf-8", "replace")]) if isinstance(card, Card)), None)
    try:
        form = person(card.lines, keeps=False).form if card else None
    except ValidationError as wrong:
        raise Trouble(problem_sentence(wrong)) from None
    if form is None:
        raise Trouble(_("This card names nobody."))
    return form
