"""Repeating meetings: a rule that is kept, and the next session as a meeting of its own once the last one is over.

A session that was moved is a meeting whose day differs from its `series_day`, the day that the rule gave it. One that
will not be is left out of the rule (RFC 5545 EXDATE) and the one after it comes.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.domain.repeating import Series as Repeated
from mrtnet.domain.repeating import from_rrule, occurrences, to_rrule
from mrtnet.edits.found import found
from mrtnet.edits.meeting_runs import person_ids
from mrtnet.edits.meetings import cancel_meeting, named, plan_meeting
from mrtnet.store.book import titled
from mrtnet.store.tables import AgendaBlock, Meeting, Series
from mrtnet.trouble import Trouble
from mrtnet.words import _


def plan_series(
    session: Session,
    form: MeetingForm,
    who: Sequence[int],
    rule: str,
    *,
    today: date,
    mentoring_id: int | None = None,
    sample: bool = False,
) -> int:
    """A meeting that repeats by a rule (RRULE, RFC 5545 3.3.10); returns the id of its first session.

    Raises Trouble for a form without a day, or a rule that meetings do not have.
    """
    if form.day is None or form.at is None:
        raise Trouble(_("A repeating meeting needs its first day and time."))
    start = datetime.combine(form.day, form.at.replace(fold=0))
    text = to_rrule(from_rrule(rule, start, form.zone), start, form.zone)
    row = Series(
        mentoring_id=mentoring_id, rule=text, first_day=form.day, at=start.time(), minutes=form.minutes, zone=form.zone
    )
    session.add(row)
    session.flush()
    meeting_id = plan_meeting(session, form, who, today=today, mentoring_id=mentoring_id, sample=sample)
    meeting = session.get_one(Meeting, meeting_id)
    meeting.series_id, meeting.series_day = row.id, form.day
    session.add(meeting)
    titled(session, _("Planned, repeating: {what}").format(what=named(session, meeting)))
    return meeting_id


def plan_next(session: Session, meeting_id: int, *, today: date) -> int:
    """The session after the last one that is planned, like this one; returns its id. Raises Trouble without any."""
    like = found(session, Meeting, meeting_id)
    series = _series(session, like)
    day = _day_after(series, _last_day(session, series))
    if series.ended_on is not None or day is None:
        raise Trouble(_("This meeting repeats no more. Plan a new one."))
    meeting = _session_on(session, like, series, day, today)
    titled(session, _("Planned the next one: {what}").format(what=named(session, meeting)))
    return int(meeting.id or 0)


def after_held(session: Session, meeting_id: int, today: date) -> None:
    """A session was held: where it was the last one planned and more are to follow, the next one is planned with it."""
    meeting = session.get(Meeting, meeting_id)
    if meeting is not None and meeting.series_id is not None and meeting.held_on is not None:
        _go_on(session, meeting, today)


def leave_out(session: Session, meeting_id: int, *, today: date) -> None:
    """This session will not be; the rule goes on, and the one after it is planned."""
    meeting = found(session, Meeting, meeting_id)
    series = _series(session, meeting)
    cancel_meeting(session, meeting_id, today=today)
    if meeting.series_day is not None:
        days = sorted({*series.left_out.split(), meeting.series_day.isoformat()})
        series.left_out = " ".join(days)
        session.add(series)
    _go_on(session, meeting, today)
    titled(session, _("Left out once: {what}").format(what=named(session, meeting)))


def end_series(session: Session, meeting_id: int, *, today: date) -> None:
    """It repeats no more; what is planned stays."""
    meeting = found(session, Meeting, meeting_id)
    series = _series(session, meeting)
    series.ended_on = today
    session.add(series)
    titled(session, _("Repeats no more: {what}").format(what=named(session, meeting)))


def _go_on(session: Session, meeting: Meeting, today: date) -> None:
    series = _series(session, meeting)
    last = _last_day(session, series)
    day = _day_after(series, last)
    if series.ended_on is None and meeting.series_day == last and day is not None:
        _session_on(session, meeting, series, day, today)


def _session_on(session: Session, like: Meeting, series: Series, day: date, today: date) -> Meeting:
    """One more session; the step keeps its name."""
    title = str(session.info.get("title") or "")
    agenda = session.exec(
        select(AgendaBlock).where(col(AgendaBlock.meeting_id) == like.id).order_by(col(AgendaBlock.position))
    ).all()
    form = MeetingForm.checked(
        kind=like.kind,
        title=like.title,
        day=day,
        at=series.at,
        minutes=series.minutes,
        zone=series.zone,
        their_zone=like.their_zone,
        place=like.place,
        url=like.url,
        phone=like.phone,
        alarms=[int(minutes) for minutes in like.alarms.split()],
        purpose=like.purpose,
        agenda=[{"title": block.title, "minutes": block.minutes} for block in agenda],
    )
    who = person_ids(session, like)
    made = plan_meeting(session, form, who, today=today, mentoring_id=like.mentoring_id, sample=like.sample)
    meeting = session.get_one(Meeting, made)
    meeting.series_id, meeting.series_day = series.id, day
    session.add(meeting)
    session.flush()
    if title:
        titled(session, title)
    return meeting


def _rule(series: Series) -> Repeated:
    start = datetime.combine(series.first_day, series.at)
    left_out = frozenset(date.fromisoformat(day) for day in series.left_out.split())
    return Repeated(from_rrule(series.rule, start, series.zone), start, left_out)


def _day_after(series: Series, last: date) -> date | None:
    """The next day by the rule after this one; None where the rule has ended."""
    return next((each.named.date() for each in occurrences(_rule(series)) if each.named.date() > last), None)


def _last_day(session: Session, series: Series) -> date:
    """The day by the rule of the last session that was planned."""
    sessions = session.exec(select(Meeting).where(col(Meeting.series_id) == series.id)).all()
    return max((each.series_day for each in sessions if each.series_day is not None), default=series.first_day)


def _series(session: Session, meeting: Meeting) -> Series:
    series = session.get(Series, meeting.series_id) if meeting.series_id is not None else None
    if series is None:
        raise Trouble(_("This meeting does not repeat."))
    return series
