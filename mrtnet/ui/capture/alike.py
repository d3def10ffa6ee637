"""Whether somebody on file may be the one who is being typed, and the line that says so."""

from datetime import date

from mrtnet.domain.when import say_inside
from mrtnet.queries.duplicates import Alike, like_form
from mrtnet.queries.reading import Connection
from mrtnet.trouble import Trouble
from mrtnet.ui.capture.card import Card, Ways, form_of
from mrtnet.words import _

LEAST = 3  # letters of a name before anybody is thought of


def find_alike(connection: Connection, card: Card, ways: Ways) -> Alike | None:
    """The person on file who is most like the card; None if nobody is, or too little is typed."""
    if len(card.name.strip()) < LEAST and not card.reach.strip():
        return None
    try:
        found = like_form(connection, form_of(card._replace(step=""), ways), 1)
    except Trouble:
        return None
    return found[0] if found else None


def say_alike(alike: Alike, today: date) -> str:
    """Who it is, in one line."""
    row = alike.row
    met = _("met {day}").format(day=say_inside(row.met_on, today)) if row.met_on else ""
    more = ", ".join(part for part in (row.credentials, row.organization, met) if part)
    said = _("Perhaps {person} is on file already").format(person=row.name)
    return _("{said}: {more}").format(said=said, more=more) if more else said
