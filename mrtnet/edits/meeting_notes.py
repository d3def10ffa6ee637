"""What was written down during a meeting, kept in one step: answers, the private note, promises of both sides."""

from datetime import date

from sqlmodel import Session

from mrtnet.domain.meeting_forms import NotesForm
from mrtnet.edits.meeting_runs import person_ids
from mrtnet.edits.meetings import answer_question, named, set_note
from mrtnet.edits.promises import make_promise
from mrtnet.store.book import titled
from mrtnet.store.tables import Meeting, MeetingQuestion
from mrtnet.trouble import Trouble
from mrtnet.words import _


def keep_notes(session: Session, meeting_id: int, form: NotesForm, *, today: date) -> None:
    """Keep what was noted. An answer to a question that was taken out meanwhile goes to the note: nothing is lost."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise Trouble(_("This meeting is not in the book any more. Undo in History brings it back."))
    who = person_ids(session, meeting)
    if form.promises and not who:
        raise Trouble(_("This meeting is with nobody. Say whom it is with before you note a promise."))
    left = []
    for each in form.answers:
        if session.get(MeetingQuestion, each.question_id) is not None:
            answer_question(session, each.question_id, asked=each.asked, answer=each.answer)
        elif each.answer:
            left.append(each.answer)
    if form.note is not None or left:
        set_note(session, meeting_id, "\n".join([meeting.note if form.note is None else form.note, *left]).strip())
    for promise in form.promises:
        make_promise(session, who[0], promise, today=today, meeting_id=meeting_id)
    titled(session, _("Notes: {what}").format(what=named(session, meeting)))
