"""Looking back on an event: whether it is worth going again."""

from datetime import date

from sqlmodel import Session

from mrtnet.domain.about import to_text
from mrtnet.domain.insights import AGAIN
from mrtnet.edits.found import found
from mrtnet.edits.settings import keep_setting
from mrtnet.queries.insights import AGAIN as KEY
from mrtnet.store.book import titled
from mrtnet.store.tables import Event
from mrtnet.trouble import Trouble
from mrtnet.words import _


def say_again(session: Session, event_id: int, answer: str, *, today: date | None = None) -> None:
    """Keep her answer to "Worth going again?": "yes", "maybe", "no", or "" to take it back."""
    event = found(session, Event, event_id)
    if answer and answer not in AGAIN:
        raise Trouble(_("Answer with yes, maybe or no."))
    said = _(AGAIN[answer]) if answer else _("not said")
    titled(session, _("{event}, worth going again: {answer}").format(event=event.short or event.name, answer=said))
    keep_setting(session, KEY + event.uid, to_text(answer) if answer else None)
