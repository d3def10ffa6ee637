"""A row by its id, or the sentence that says what is not in the book any more."""

from typing import TypeVar

from sqlmodel import Session as Db
from sqlmodel import SQLModel

from mrtnet.store import career, tables
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

Row = TypeVar("Row", bound=SQLModel)

_GONE: dict[type[SQLModel], str] = {
    career.Ceu: later("These CEUs are not in the book any more."),
    career.CeuCycle: later("There is no such cycle in the book."),
    career.Goal: later("There is no such goal in the book."),
    career.Membership: later("There is no such membership in the book."),
    career.OwnCredential: later("There is no such credential in the book."),
    career.PracticeDay: later("There is no such day of practice in the book."),
    tables.BusyCalendar: later("There is no such calendar any more."),
    tables.Event: later("There is no such event in the book."),
    career.Introduction: later("This introduction is not in the book any more."),
    career.Opportunity: later("This opening is not in the book any more."),
    tables.File: later("This file is not in the book any more."),
    tables.FollowUp: later("There is no follow-up {id}."),
    tables.Meeting: later("There is no such meeting in the book."),
    tables.MeetingQuestion: later("There is no such question any more."),
    tables.Mentoring: later("There is no such mentoring in the book."),
    tables.Person: later("There is no such person in the book."),
    tables.Promise: later("There is no such promise in the book."),
    tables.SavedList: later("That list is gone: it was removed elsewhere."),
    tables.Session: later("There is no such session in the book."),
}


def found(session: Db, table: type[Row], row_id: int) -> Row:
    """The row of `table` with this id. Raises Trouble where it is gone: another window or an undo took it away."""
    row = session.get(table, row_id)
    if row is None:
        raise Trouble(_(_GONE[table]).format(id=row_id))
    return row
