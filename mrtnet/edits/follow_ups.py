"""Follow-ups: added by hand, done, put off, skipped; and contacts logged, which may make some of them pointless."""

from collections.abc import Sequence
from datetime import date, time

from sqlmodel import Session, col, select

from mrtnet import clock
from mrtnet.domain.forms import FollowUpForm, InteractionForm
from mrtnet.domain.kinds import CONTACTS, title
from mrtnet.domain.when import say_day
from mrtnet.edits import meeting_runs, series
from mrtnet.edits.career_prompts import settle_career
from mrtnet.edits.event_steps import settle_event
from mrtnet.edits.found import found
from mrtnet.edits.new_follow_ups import new_follow_up
from mrtnet.edits.next_steps import advance, close_pointless, close_step, settle
from mrtnet.edits.prompts import REPLY_CHECK
from mrtnet.edits.told import was_told
from mrtnet.queries import contact
from mrtnet.queries.about import about as read_about
from mrtnet.store.book import driver_connection, titled
from mrtnet.store.tables import FollowUp, Interaction, InteractionPerson, Person, Promise
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

_LOGGED_AS = {"email": "email", "linkedin": "linkedin", "phone": "call", "card": "card", "talk": "meeting"}
_KINDS_WITH_CONTACT = {
    "thank-you": "email",
    "first-touch": "email",
    "linkedin": "linkedin",
    "report-back": "email",
    "request": "email",
    "promise": "email",
    "check-in": "call",
    "update": "email",
    "resource": "email",
    "revive": "email",
    "nudge": "email",
    "confirm": "email",
    "agenda": "email",
    "summary": "email",
    "reference": "email",
    "talk": "meeting",
    "meet": "meeting",
}
_NO_CONTACT = frozenset({"app", "files", "reading", "calendar"})
_ASKS_FOR_AN_ANSWER = frozenset({"request", "reference", "revive", "ask"})


def add(
    session: Session, person_id: int | None, form: FollowUpForm, *, today: date, event_id: int | None = None
) -> int:
    """A follow-up made by hand; returns its id."""
    follow_up = new_follow_up(
        form.kind,
        form.due,
        what=form.title,
        person_id=person_id,
        event_id=event_id,
        at=form.at,
        channel=form.channel,
        note=form.note,
    )
    titled(session, _("Added “{title}”{whom}").format(title=follow_up.title, whom=_for(session, person_id)))
    session.add(follow_up)
    session.flush()
    _settle(session, person_id, today)
    return int(follow_up.id or 0)


def done(
    session: Session,
    follow_up_id: int,
    on: date,
    *,
    today: date,
    channel: str = "",
    body: str = "",
    at: time | None = None,
    log: bool = True,
) -> int | None:
    """Close the follow-up as done on the day `on`; returns the id of the contact that was logged for it, if any.

    `channel` is how it was done, else the follow-up's own. The playbook moves on, the rhythm counts from that day.
    """
    follow_up = _still_open(session, follow_up_id)
    _not_to_come(on, today)
    titled(session, _("Done: {title}{whom}").format(title=follow_up.title, whom=_for(session, follow_up.person_id)))
    follow_up.state, follow_up.closed_on = "done", on
    kind = _logged_as(follow_up, channel) if log and follow_up.person_id is not None else ""
    if kind:
        form = InteractionForm(kind=kind, on=on, at=at, title=follow_up.title, body=body)
        follow_up.interaction_id = _log(session, [int(follow_up.person_id or 0)], form, follow_up.event_id)
    elif body:
        follow_up.note = "\n".join(part for part in (follow_up.note, body) if part)
    session.add(follow_up)
    session.flush()
    advance(session, follow_up, on)
    meeting_runs.was_done(session, follow_up, on, today)
    was_told(session, follow_up, on)
    if follow_up.meeting_id is not None:
        series.after_held(session, follow_up.meeting_id, today)
    _promise_kept(session, follow_up, on)
    if kind and follow_up.person_id is not None:
        close_pointless(session, follow_up.person_id, on, today)
    _await_reply(session, follow_up, on, today)
    _settle(session, follow_up.person_id, today, follow_up.event_id)
    return follow_up.interaction_id


def snooze(session: Session, follow_up_ids: Sequence[int], until: date, at: time | None = None, *, today: date) -> None:
    """Put the follow-ups off to this day. How often that happened is kept; the day they were first due too."""
    for follow_up_id in follow_up_ids:
        follow_up = _still_open(session, follow_up_id)
        follow_up.due, follow_up.at = until, at
        follow_up.snoozed += 1
        session.add(follow_up)
        session.flush()
        _settle(session, follow_up.person_id, today)
    what = _named(session, follow_up_ids)
    day = _("later today") if until == today else say_day(until, today)
    titled(session, _("Put off to {day}: {what}").format(day=day, what=what))


def skip(session: Session, follow_up_ids: Sequence[int], *, today: date) -> None:
    """Close the follow-ups without doing them; it costs nothing, the playbook goes on to its next step."""
    titled(session, _("Skipped: {what}").format(what=_named(session, follow_up_ids)))
    for follow_up_id in follow_up_ids:
        follow_up = _still_open(session, follow_up_id)
        close_step(session, follow_up, "skipped", today)
        _settle(session, follow_up.person_id, today, follow_up.event_id)


def change(session: Session, follow_up_id: int, form: FollowUpForm, *, today: date) -> None:
    """Give an open follow-up another kind, title, day, time or note."""
    follow_up = _still_open(session, follow_up_id)
    titled(session, _("Changed “{title}”{whom}").format(title=follow_up.title, whom=_for(session, follow_up.person_id)))
    follow_up.kind, follow_up.title = form.kind, form.title or title("follow-up", form.kind)
    follow_up.due, follow_up.at, follow_up.note = form.due, form.at, form.note
    follow_up.channel = form.channel or follow_up.channel
    session.add(follow_up)
    session.flush()
    _settle(session, follow_up.person_id, today)


def log_contact(
    session: Session, person_ids: Sequence[int], form: InteractionForm, *, today: date, event_id: int | None = None
) -> int:
    """Write down what happened with one or several people; returns its id.

    A contact (not a note) counts for the rhythm from its day; a word from them cancels what waits for a reply.
    """
    people = [session.get(Person, person_id) for person_id in dict.fromkeys(person_ids)]
    names = [person.name for person in people if person]
    if not names or len(names) != len(people):
        raise Trouble(_("There is no such person in the book."))
    _not_to_come(form.on, today)
    whom = names[0] if len(names) == 1 else plural("{n} person", "{n} people", len(names))
    titled(session, _("Logged {what} with {whom}").format(what=title("interaction", form.kind).lower(), whom=whom))
    interaction_id = _log(session, person_ids, form, event_id)
    for person_id in person_ids:
        if form.kind in CONTACTS:
            close_pointless(session, person_id, form.on, today)
        _settle(session, person_id, today)
    return interaction_id


def _log(session: Session, person_ids: Sequence[int], form: InteractionForm, event_id: int | None) -> int:
    interaction = Interaction(
        kind=form.kind,
        day=form.on,
        at=form.at,
        direction=form.direction or _direction(form.kind),
        title=form.title,
        body=form.body,
        event_id=event_id,
        created_at=clock.now(),
    )
    session.add(interaction)
    session.flush()
    for person_id in dict.fromkeys(person_ids):
        session.add(InteractionPerson(interaction_id=int(interaction.id or 0), person_id=person_id))
    session.flush()
    return int(interaction.id or 0)


def _promise_kept(session: Session, follow_up: FollowUp, on: date) -> None:
    for promise in session.exec(select(Promise).where(col(Promise.follow_up_id) == follow_up.id)).all():
        if promise.side == "mine" and promise.dropped_on is None:
            promise.kept_on = promise.kept_on or on
            session.add(promise)
    session.flush()


def _logged_as(follow_up: FollowUp, channel: str) -> str:
    """The kind of contact that this was by doing it, "" if it was none."""
    used = channel or follow_up.channel
    if used in _NO_CONTACT:
        return ""
    return _LOGGED_AS.get(used) or _KINDS_WITH_CONTACT.get(follow_up.kind, "")


def _await_reply(session: Session, follow_up: FollowUp, on: date, today: date) -> None:
    """A question that was asked is looked after once, some days later, unless a playbook's prompt does so by itself."""
    person_id = follow_up.person_id
    if follow_up.run_id is not None or follow_up.kind not in _ASKS_FOR_AN_ANSWER or person_id is None:
        return
    connection = driver_connection(session)
    prompted = any(each.prompted for each in contact.open_follow_ups(connection, person_id))
    if prompted or not contact.waits_for_answer(connection, person_id):
        return
    about = read_about(connection)
    asked = date.fromordinal(on.toordinal() + about.reply_check_days)
    due = about.days.on_or_after(max(asked, today))
    session.add(
        new_follow_up(
            "reply-check",
            due,
            person_id=person_id,
            event_id=follow_up.event_id,
            step=REPLY_CHECK,
            reason=follow_up.title,
        )
    )
    session.flush()


def _direction(kind: str) -> str:
    return "both" if kind in ("call", "meeting", "met") else "out" if kind in CONTACTS else ""


def _not_to_come(on: date, today: date) -> None:
    if on > today:
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))


def _settle(session: Session, person_id: int | None, today: date, event_id: int | None = None) -> None:
    if person_id is not None:
        settle(session, person_id, today)
    elif event_id is not None:
        settle_event(session, event_id, today)
    else:
        settle_career(session, today)


def _still_open(session: Session, follow_up_id: int) -> FollowUp:
    follow_up = found(session, FollowUp, follow_up_id)
    if follow_up.state != "open":
        raise Trouble(_("“{title}” is closed already.").format(title=follow_up.title))
    return follow_up


def _for(session: Session, person_id: int | None) -> str:
    person = session.get(Person, person_id) if person_id is not None else None
    return _(" for {name}").format(name=person.name) if person else ""


def _named(session: Session, follow_up_ids: Sequence[int]) -> str:
    if len(follow_up_ids) != 1:
        return plural("{n} follow-up", "{n} follow-ups", len(follow_up_ids))
    follow_up = found(session, FollowUp, follow_up_ids[0])
    return follow_up.title + _for(session, follow_up.person_id)
