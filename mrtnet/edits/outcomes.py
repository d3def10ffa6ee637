"""What came of a meeting: what was learned, advice to act on, people named, promises; each with its next step."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.kinds import title
from mrtnet.domain.meeting_forms import AdviceToAct, NamedPerson, OutcomeForm
from mrtnet.edits.found import found
from mrtnet.edits.introductions import introduced
from mrtnet.edits.meeting_runs import asked_how_it_went, follow_meeting, person_ids, thank_after
from mrtnet.edits.meetings import named
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import close_pointless, settle
from mrtnet.edits.people import add_person
from mrtnet.edits.promises import make_promise
from mrtnet.edits.series import after_held
from mrtnet.queries.people import ids_named
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import Interaction, InteractionPerson, Meeting, Person, Promise, Takeaway
from mrtnet.trouble import Trouble
from mrtnet.words import _

_AS = {"call": "call", "coffee": "meeting", "interview": "meeting"}


def note_outcome(session: Session, meeting_id: int, form: OutcomeForm, *, today: date) -> int:
    """Write down that a meeting was held and what came of it; returns the id of its place in the timeline.

    Advice with a day becomes a follow-up, people named become people introduced by whom she met, promises are kept
    track of. Done a second time, it adds what is new and replaces what was learned. Raises Trouble before its day.
    """
    meeting = found(session, Meeting, meeting_id)
    if meeting.cancelled_on is not None or meeting.declined_on is not None:
        raise Trouble(_("This meeting did not take place. Plan a new one."))
    on = form.on or meeting.held_on or min(meeting.day or today, today)
    if on > today:
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))
    title_of_step = _("Outcome: {what}").format(what=named(session, meeting))
    who = person_ids(session, meeting)
    interaction_id = _in_timeline(session, meeting, form, on, who)
    meeting.held_on, meeting.outcome_on = on, meeting.outcome_on or today
    meeting.agreed_on = meeting.agreed_on or on
    meeting.learned, meeting.rating = form.learned, form.rating or meeting.rating
    session.add(meeting)
    _how_it_went_is_known(session, meeting, today)
    for advice in form.advice:
        _advice(session, meeting, advice, who)
    for person in form.named:
        _named(session, meeting, person, who, today)
    if form.preferences:
        _takeaway(session, meeting, "preference", form.preferences)
    _promises(session, meeting, form, who, today)
    thank_after(session, meeting, on, today)
    for person_id in who:
        close_pointless(session, person_id, on, today)
    follow_meeting(session, meeting, today)
    after_held(session, meeting_id, today)
    titled(session, title_of_step)
    return interaction_id


def act_on(session: Session, takeaway_id: int, due: date, *, today: date) -> int:
    """Advice that was only noted becomes a follow-up; returns its id. Raises Trouble where it is one already."""
    advice = session.get(Takeaway, takeaway_id)
    meeting = session.get(Meeting, advice.meeting_id) if advice is not None else None
    if advice is None or meeting is None or advice.kind != "advice":
        raise Trouble(_("There is no such advice in the book."))
    if advice.follow_up_id is not None:
        raise Trouble(_("This advice has a follow-up already."))
    titled(session, _("Follow-up: {what}").format(what=advice.text))
    who = person_ids(session, meeting)
    advice.follow_up_id = _advised(session, meeting, advice.text, due, who)
    session.add(advice)
    for person_id in who[:1]:
        settle(session, person_id, today)
    return int(advice.follow_up_id or 0)


def _advised(session: Session, meeting: Meeting, text: str, due: date, who: list[int]) -> int | None:
    """The follow-up of a piece of advice."""
    follow_up = new_follow_up(
        "other",
        due,
        what=text,
        person_id=who[0] if who else None,
        meeting_id=meeting.id,
        channel="app",
        reason=_("advice from your talk"),
    )
    session.add(follow_up)
    session.flush()
    return follow_up.id


def _in_timeline(session: Session, meeting: Meeting, form: OutcomeForm, on: date, who: list[int]) -> int:
    row = session.get(Interaction, meeting.interaction_id) if meeting.interaction_id else None
    if row is None:
        row = Interaction(kind=_AS.get(meeting.kind, "meeting"), day=on, direction="both", created_at=clock.now())
    row.day, row.at = on, meeting.at if on == meeting.day else None
    row.title, row.body = meeting.title or title("meeting", meeting.kind), form.learned
    session.add(row)
    session.flush()
    if meeting.interaction_id is None:
        for person_id in who:
            session.add(InteractionPerson(interaction_id=int(row.id or 0), person_id=person_id))
        meeting.interaction_id = row.id
    session.flush()
    return int(row.id or 0)


def _how_it_went_is_known(session: Session, meeting: Meeting, today: date) -> None:
    for prompt in asked_how_it_went(session, meeting):
        prompt.state, prompt.closed_on, prompt.interaction_id = "done", today, meeting.interaction_id
        session.add(prompt)
    session.flush()


def _advice(session: Session, meeting: Meeting, form: AdviceToAct, who: list[int]) -> None:
    if _has(session, meeting, "advice", form.text):
        return
    follow_up_id = _advised(session, meeting, form.text, form.due, who) if form.due is not None else None
    _takeaway(session, meeting, "advice", form.text, follow_up_id=follow_up_id)


def _named(session: Session, meeting: Meeting, form: NamedPerson, who: list[int], today: date) -> None:
    """Someone they named: on file, introduced by them, to be written to within two days (domain.md 4, P7)."""
    introducer = session.get(Person, who[0]) if who else None
    same_name = ids_named(driver_connection(session), form.name)
    if len(same_name) == 1:
        person_id = same_name[0]
    else:
        reaches = [Reach(property="EMAIL", value=form.email)] if form.email else []
        via = introducer.name if introducer else ""
        person_id = add_person(
            session, PersonForm(name=form.name, reaches=reaches, met_through=via, note=form.about), today=today
        )
    person = session.get_one(Person, person_id)
    _takeaway(session, meeting, "named", form.name, person_id=person_id)
    introduced(session, person, introducer, meeting.held_on or today, today)


def _promises(session: Session, meeting: Meeting, form: OutcomeForm, who: list[int], today: date) -> None:
    known = set(session.exec(select(Promise.text).where(col(Promise.meeting_id) == meeting.id)).all())
    for promise in form.promises:
        if who and promise.text not in known:
            make_promise(session, who[0], promise, today=today, meeting_id=meeting.id)


def _takeaway(
    session: Session,
    meeting: Meeting,
    kind: str,
    text: str,
    *,
    person_id: int | None = None,
    follow_up_id: int | None = None,
) -> None:
    if _has(session, meeting, kind, text):
        return
    session.add(
        Takeaway(
            meeting_id=int(meeting.id or 0),
            kind=kind,
            text=text,
            person_id=person_id,
            follow_up_id=follow_up_id,
            position=len(_takeaways(session, meeting)),
        )
    )
    session.flush()


def _has(session: Session, meeting: Meeting, kind: str, text: str) -> bool:
    return any((row.kind, row.text) == (kind, text) for row in _takeaways(session, meeting))


def _takeaways(session: Session, meeting: Meeting) -> Sequence[Takeaway]:
    return session.exec(select(Takeaway).where(col(Takeaway.meeting_id) == meeting.id)).all()
