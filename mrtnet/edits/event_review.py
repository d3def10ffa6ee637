"""Looking back on an event: whether it is worth going again."""

from datetime import date

from sqlmodel import Session, col, select

from mrtnet.domain.about import to_text
from mrtnet.domain.insights import AGAIN
from mrtnet.edits.found import found
from mrtnet.queries.insights import AGAIN as KEY
from mrtnet.store.book import titled
from mrtnet.store.tables import Event, Setting
from mrtnet.trouble import Trouble
from mrtnet.words import _


def say_again(session: Session, event_id: int, answer: str, *, today: date | None = None) -> None:
    """Keep her answer to "Worth going again?": "yes", "maybe", "no", or "" to take it back."""
    event = found(session, Event, event_id)
    if answer and answer not in AGAIN:
        raise Trouble(_("Answer with yes, maybe or no."))
    said = _(AGAIN[answer]) if answer else _("not said")
    titled(session, _("{event}, worth going again: {answer}").format(event=event.short or event.name, answer=said))
    row = session.exec(select(Setting).where(col(Setting.key) == KEY + event.uid)).first()
    if answer:
        row = row or Setting(key=KEY + event.uid, value="")
        row.value = to_text(answer)
        session.add(row)
    elif row is not None:
        session.delete(row)
    session.flush()
