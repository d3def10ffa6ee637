"""Saved lists: searches with a name, in her order."""

from sqlmodel import Session, col, func, select

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.names import fold
from mrtnet.edits.found import found
from mrtnet.store.book import titled
from mrtnet.store.tables import SavedList
from mrtnet.trouble import Trouble
from mrtnet.words import _

LONGEST_NAME, LONGEST_QUERY = 60, 500  # letters


def save_list(session: Session, name: str, query: str) -> int:
    """Keep this search under a name, after the lists there are; returns the list's id.

    Trouble: no name, no search, either too long, or a list of that name.
    """
    told, asked = _name(session, name), _query(query)
    titled(session, _("Saved the list “{name}”").format(name=told))
    last = session.exec(select(func.max(SavedList.position))).one()
    new = SavedList(name=told, query=asked, position=0 if last is None else last + 1)
    session.add(new)
    session.flush()
    return int(new.id or 0)


def change_list(session: Session, list_id: int, name: str, query: str) -> None:
    """Another name or another search for a list; Trouble as in `save_list`."""
    kept = found(session, SavedList, list_id)
    told, asked = _name(session, name, but=list_id), _query(query)
    renamed = told != kept.name and asked == kept.query
    words = _("Renamed the list “{old}” to “{name}”") if renamed else _("Changed the list “{name}”")
    titled(session, words.format(old=kept.name, name=told))
    kept.name, kept.query = told, asked
    session.add(kept)


def move_list(session: Session, list_id: int, places: int) -> None:
    """Move a list up (negative) or down among the lists; as far as it goes."""
    kept = found(session, SavedList, list_id)
    titled(session, _("Moved the list “{name}”").format(name=kept.name))
    order = list(session.exec(select(SavedList).order_by(col(SavedList.position), col(SavedList.id))).all())
    place = order.index(kept)
    order.insert(min(max(place + places, 0), len(order) - 1), order.pop(place))
    for number, each in enumerate(order):
        each.position = number
        session.add(each)


def remove_list(session: Session, list_id: int) -> None:
    """The list goes; the people in it stay."""
    kept = found(session, SavedList, list_id)
    titled(session, _("Removed the list “{name}”").format(name=kept.name))
    session.delete(kept)


def _name(session: Session, name: str, but: int = 0) -> str:
    told = str(clean_line(name))
    if not told:
        raise Trouble(_("Give the list a name."))
    if len(told) > LONGEST_NAME:
        raise Trouble(_("The name is too long. Keep it under {n} letters.").format(n=LONGEST_NAME))
    for other in session.exec(select(SavedList).where(SavedList.id != but)).all():
        if fold(other.name).strip() == fold(told).strip():
            raise Trouble(_("There is a list “{name}” already. Choose another name.").format(name=other.name))
    return told


def _query(query: str) -> str:
    asked = str(clean_line(query))
    if not asked:
        raise Trouble(_("Say who belongs to the list: words or filters, as in the filter of People."))
    if len(asked) > LONGEST_QUERY:
        raise Trouble(_("The filter is too long. Keep it under {n} letters.").format(n=LONGEST_QUERY))
    return asked
