"""Her own questions and wordings in the question bank: added, worded anew, removed, taken in from a file."""

from sqlmodel import Session

from mrtnet.domain.questions import OWN_THEME, Question, Theme, built_in, dump_questions, load_questions, own_question
from mrtnet.edits.own_rows import keep, own
from mrtnet.queries.questions import bank, hers
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import OwnQuestion
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

MOST = 500
"""Own questions and wordings in a book."""


def add_question(session: Session, text: str) -> str:
    """A question of her own at the end of the bank; returns its key. Raises Trouble for none, or one too long."""
    session.flush()
    known = {each.id for each in bank(driver_connection(session)).questions}
    question = own_question(text, known)
    titled(session, _("Added a question"))
    _keep(session, question.id, question.text, _file(question))
    return question.id


def word_question(session: Session, key: str, text: str) -> None:
    """Another wording of this question, for everybody. The words it came with bring back the original.

    Raises Trouble for no words, too many, or a question that is gone.
    """
    session.flush()
    said = own_question(text, ()).text
    mine, _worded = hers(driver_connection(session))
    original = built_in().find(key)
    titled(session, _("Changed a question"))
    if key in mine:
        _keep(session, key, said, _file(mine[key]._replace(text=said, by_audience={})))
    elif original is None:
        raise Trouble(_("This question is gone: it was removed elsewhere."))
    elif said == _(original.text):
        _forget(session, key)
    else:
        _keep(session, key, said, "")


def remove_question(session: Session, key: str) -> None:
    """Remove one of hers; of one that comes along her wording. Meetings keep the questions they have.

    Raises Trouble for one that is as it came.
    """
    came = built_in().find(key) is not None
    titled(session, _("The question is as it came with the program") if came else _("Removed a question"))
    if not _forget(session, key):
        raise Trouble(_("This question comes with the program and stays. Word it your way instead."))


def take_in(session: Session, text: str, name: str) -> int:
    """Questions from a file but those whose words are in the bank already; returns how many came. Raises Trouble."""
    session.flush()
    known = bank(driver_connection(session)).questions
    there, ids = {each.text for each in known}, {each.id for each in known}
    new = [each for each in load_questions(text, name)[1] if each.text not in there]
    if not new:
        raise Trouble(_("All questions of “{name}” are here already.").format(name=name))
    titled(session, plural("Added {n} question", "Added {n} questions", len(new)))
    for each in new:
        key = own_question(each.text, ids).id
        ids.add(key)
        _keep(session, key, each.text, _file(each._replace(id=key, topic=0)))
    return len(new)


def _file(question: Question) -> str:
    return dump_questions(Theme(OWN_THEME, "My own"), [question])


def _keep(session: Session, key: str, title: str, body: str) -> None:
    full = _("There are {n} questions of your own already. Remove some first.")
    keep(session, OwnQuestion, key, title, body, MOST, full)


def _forget(session: Session, key: str) -> bool:
    row = own(session, OwnQuestion, key)
    if row is not None:
        session.delete(row)
    return row is not None
