"""Promises both ways: made, kept, given up. One of hers with a day is a follow-up too, and kept when that is done."""

from datetime import date

from sqlmodel import Session

from mrtnet import clock
from mrtnet.domain.meeting_forms import PromiseForm
from mrtnet.edits.found import found
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import settle
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import FollowUp, Person, Promise
from mrtnet.trouble import Trouble
from mrtnet.words import _


def make_promise(
    session: Session, person_id: int, form: PromiseForm, *, today: date, meeting_id: int | None = None
) -> int:
    """Write down a promise; returns its id. With a day she is reminded: to keep hers, to ask after theirs."""
    person = found(session, Person, person_id)
    said = _("You promised {name}: {what}") if form.side == "mine" else _("{name} promised: {what}")
    titled(session, said.format(name=person.name, what=form.text))
    promise = Promise(
        person_id=person_id,
        side=form.side,
        text=form.text,
        made_on=today,
        due=form.due,
        meeting_id=meeting_id,
        created_at=clock.now(),
    )
    if form.due is not None:
        promise.follow_up_id = _remind(session, person_id, form, meeting_id, today)
    session.add(promise)
    session.flush()
    settle(session, person_id, today)
    return int(promise.id or 0)


def keep_promise(session: Session, promise_id: int, on: date, *, today: date) -> None:
    """The promise was kept on the day `on`; what reminded of it is done."""
    promise = _promise(session, promise_id)
    titled(session, _("Kept: {what}").format(what=promise.text))
    promise.kept_on = on
    _close(session, promise, "done", on, today)


def drop_promise(session: Session, promise_id: int, *, today: date) -> None:
    """The promise is off."""
    promise = _promise(session, promise_id)
    titled(session, _("Given up: {what}").format(what=promise.text))
    promise.dropped_on = today
    _close(session, promise, "dropped", today, today)


def _remind(session: Session, person_id: int, form: PromiseForm, meeting_id: int | None, today: date) -> int:
    days = read_about(driver_connection(session)).days
    mine = form.side == "mine"
    due = max(days.on_or_before(form.due or today) if mine else days.after(form.due or today, 1), today)
    follow_up = new_follow_up(
        "promise" if mine else "ask",
        due,
        what="" if mine else _("Ask after a promise"),
        person_id=person_id,
        meeting_id=meeting_id,
        reason=form.text,
        note=form.text,
    )
    session.add(follow_up)
    session.flush()
    return int(follow_up.id or 0)


def _close(session: Session, promise: Promise, state: str, on: date, today: date) -> None:
    session.add(promise)
    follow_up = session.get(FollowUp, promise.follow_up_id) if promise.follow_up_id else None
    if follow_up is not None and follow_up.state == "open":
        follow_up.state, follow_up.closed_on = state, on
        session.add(follow_up)
    session.flush()
    settle(session, promise.person_id, today)


def _promise(session: Session, promise_id: int) -> Promise:
    promise = found(session, Promise, promise_id)
    if promise.kept_on is not None or promise.dropped_on is not None:
        raise Trouble(_("This promise is settled already."))
    return promise
