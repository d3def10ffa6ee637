"""A case for every edit of meetings, their outcomes and promises: see `cases`."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, NamedTuple

from sqlmodel import Session

from mrtnet.domain.forms import EventForm, SessionForm
from mrtnet.domain.meeting_forms import MeetingForm, MeetingQuestion, MentoringForm, NotesForm, OutcomeForm, PromiseForm
from mrtnet.edits import meeting_notes, meetings, mentoring, outcomes, promises, series, taking_in
from mrtnet.exchange.calendar_sorting import Programme, Sorted
from mrtnet.store.book import Book, driver_connection, titled

TODAY = date(2026, 10, 15)
THURSDAY = date(2026, 10, 22)
INTERVIEW = MeetingForm(
    day=THURSDAY,
    at=time(15),
    zone="America/Chicago",
    their_zone="Pacific/Honolulu",
    url="https://talk.example/rosa",
    alarms=[1440, 15],
    agenda=[{"title": "Their path", "minutes": 20}, {"title": "Next steps", "minutes": 10}],
    questions=[{"question": "first-job", "text": "How did you come to your first job?"}, {"text": "And then?"}],
)
OUTCOME = OutcomeForm(
    learned="Audits first, then CDI.",
    advice=[{"text": "Take the CCS course", "due": date(2026, 11, 30)}, {"text": "Read the rules"}],
    named=[{"name": "Hina Malik", "about": "leads CDI"}],
    promises=[
        {"side": "mine", "text": "send my resume", "due": date(2026, 10, 30)},
        {"side": "theirs", "text": "asks"},
    ],
    preferences="calls on Fridays",
)


PROGRAMME = Sorted(
    (Programme(EventForm(name="Coding Days", first_day=THURSDAY), (SessionForm(title="Audits", day=THURSDAY),)),)
)
AGREEMENT = MentoringForm(goals="Pass the CCS\nFind a place in CDI", rhythm="FREQ=MONTHLY;BYDAY=3TH", channel="phone")


class Planned(NamedTuple):
    """What stands in the prepared book: a meeting with its first question, a promise, a mentoring, a calendar."""

    meeting: int
    question: int
    promise: int
    mentoring: int
    calendar: int


class MeetingCase(NamedTuple):
    """One edit and the call of it on a prepared book."""

    edit: str
    call: Callable[[Book, Planned, int], Any]


def planned(book: Book, person: int) -> Planned:
    """A meeting with this person, and a promise to her."""
    meeting = book.do(meetings.plan_meeting, INTERVIEW, [person], today=TODAY)
    promise = book.do(promises.make_promise, person, OUTCOME.promises[0], today=TODAY)
    question = book.read.execute("SELECT min(id) FROM meeting_question").fetchone()[0]
    mentor = book.do(mentoring.agree, person, AGREEMENT, today=TODAY)
    calendar = book.do(taking_in.add_busy_calendar, "Classes", "https://school.example/classes.ics")
    return Planned(meeting, question, promise, mentor, calendar)


def noted(question: int) -> NotesForm:
    """What was written down during it."""
    return NotesForm(
        answers=[{"question_id": question, "asked": True, "answer": "By chance."}],
        note="Likes to be called.",
        promises=OUTCOME.promises,
    )


def _acted_on(book: Book, meeting: int) -> None:
    """Advice that was only noted becomes a follow-up."""
    book.do(outcomes.note_outcome, meeting, OUTCOME, today=THURSDAY)
    advice = book.read.execute("SELECT id FROM takeaway WHERE kind = 'advice' AND follow_up_id IS NULL").fetchone()[0]
    book.do(outcomes.act_on, advice, date(2026, 11, 2), today=THURSDAY)


def _reckoned_again(book: Book, meeting_id: int) -> None:
    """As if the zone data had changed since it was planned."""

    def of_before(session: Session) -> None:
        titled(session, "Of before")
        driver_connection(session).execute("UPDATE meeting SET starts_utc = '2026-10-22T21:00:00Z'")

    book.do(of_before)
    book.do(meetings.reckon_again, [meeting_id])
    assert book.read.execute("SELECT starts_utc FROM meeting").fetchone() == ("2026-10-22T20:00:00Z",)


CHECK_IN = INTERVIEW.model_copy(update={"kind": "mentor-check-in"})


def _repeating(book: Book, person: int) -> int:
    """The first session of a check-in every two weeks."""
    first: int = book.do(series.plan_series, CHECK_IN, [person], "FREQ=WEEKLY;INTERVAL=2", today=TODAY)
    return first


CASES = (
    MeetingCase("meetings.plan_meeting", lambda b, k, p: b.do(meetings.plan_meeting, INTERVIEW, [p], today=TODAY)),
    MeetingCase(
        "meetings.change_meeting",
        lambda b, k, p: b.do(
            meetings.change_meeting, k.meeting, MeetingForm(kind="coffee", place="Blue Door Café"), today=TODAY
        ),
    ),
    MeetingCase(
        "meetings.move_meeting",
        lambda b, k, p: b.do(meetings.move_meeting, k.meeting, date(2026, 10, 23), time(9), today=TODAY, by_them=True),
    ),
    MeetingCase("meetings.tick", lambda b, k, p: b.do(meetings.tick, k.meeting, "prepared", TODAY, today=TODAY)),
    MeetingCase("meetings.decline_meeting", lambda b, k, p: b.do(meetings.decline_meeting, k.meeting, today=TODAY)),
    MeetingCase("meetings.cancel_meeting", lambda b, k, p: b.do(meetings.cancel_meeting, k.meeting, today=TODAY)),
    MeetingCase("meetings.remove_meeting", lambda b, k, p: b.do(meetings.remove_meeting, k.meeting, today=TODAY)),
    MeetingCase(
        "meetings.record_reply",
        lambda b, k, p: b.do(meetings.record_reply, k.meeting, p, "ACCEPTED", on=TODAY, today=TODAY),
    ),
    MeetingCase("meetings.was_invited", lambda b, k, p: b.do(meetings.was_invited, k.meeting, today=TODAY)),
    MeetingCase(
        "meetings.set_questions",
        lambda b, k, p: b.do(meetings.set_questions, k.meeting, [MeetingQuestion(text="And then?")]),
    ),
    MeetingCase(
        "meetings.answer_question",
        lambda b, k, p: b.do(meetings.answer_question, k.question, asked=True, answer="By chance."),
    ),
    MeetingCase("meetings.set_note", lambda b, k, p: b.do(meetings.set_note, k.meeting, "Ask about nights.")),
    MeetingCase("meetings.reckon_again", lambda b, k, p: _reckoned_again(b, k.meeting)),
    MeetingCase(
        "outcomes.note_outcome", lambda b, k, p: b.do(outcomes.note_outcome, k.meeting, OUTCOME, today=THURSDAY)
    ),
    MeetingCase("outcomes.act_on", lambda b, k, p: _acted_on(b, k.meeting)),
    MeetingCase(
        "meeting_notes.keep_notes",
        lambda b, k, p: b.do(meeting_notes.keep_notes, k.meeting, noted(k.question), today=THURSDAY),
    ),
    MeetingCase(
        "promises.make_promise",
        lambda b, k, p: b.do(promises.make_promise, p, PromiseForm(side="theirs", text="a paper"), today=TODAY),
    ),
    MeetingCase("promises.keep_promise", lambda b, k, p: b.do(promises.keep_promise, k.promise, TODAY, today=TODAY)),
    MeetingCase("promises.drop_promise", lambda b, k, p: b.do(promises.drop_promise, k.promise, today=TODAY)),
    MeetingCase("mentoring.agree", lambda b, k, p: b.do(mentoring.agree, p, MentoringForm(side="mentor"), today=TODAY)),
    MeetingCase(
        "mentoring.change_agreement",
        lambda b, k, p: b.do(mentoring.change_agreement, k.mentoring, MentoringForm(goals="Rest"), today=TODAY),
    ),
    MeetingCase(
        "mentoring.close_agreement",
        lambda b, k, p: b.do(mentoring.close_agreement, k.mentoring, "ended", today=THURSDAY),
    ),
    MeetingCase("taking_in.take_in", lambda b, k, p: b.do(taking_in.take_in, PROGRAMME, today=TODAY)),
    MeetingCase(
        "taking_in.add_busy_calendar", lambda b, k, p: b.do(taking_in.add_busy_calendar, "Gym", "https://gym.example/a")
    ),
    MeetingCase(
        "taking_in.show_busy_calendar",
        lambda b, k, p: b.do(taking_in.show_busy_calendar, k.calendar, shown=False),
    ),
    MeetingCase("taking_in.remove_busy_calendar", lambda b, k, p: b.do(taking_in.remove_busy_calendar, k.calendar)),
    MeetingCase("series.plan_series", lambda b, k, p: _repeating(b, p)),
    MeetingCase("series.plan_next", lambda b, k, p: b.do(series.plan_next, _repeating(b, p), today=TODAY)),
    MeetingCase("series.leave_out", lambda b, k, p: b.do(series.leave_out, _repeating(b, p), today=TODAY)),
    MeetingCase("series.end_series", lambda b, k, p: b.do(series.end_series, _repeating(b, p), today=TODAY)),
)
