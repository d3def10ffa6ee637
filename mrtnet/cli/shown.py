"""Rows as the command line prints them: JSON objects that others script, and words for a person."""

from datetime import date
from typing import Any

from mrtnet import clock
from mrtnet.domain import meetings as meeting_state
from mrtnet.domain.about import About
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import EventRow, FollowUpRow, MeetingRow, PersonDetail, PersonRow, TimelineRow
from mrtnet.domain.when import say_when
from mrtnet.domain.zone_words import city_of
from mrtnet.queries import follow_ups
from mrtnet.queries.reading import Connection
from mrtnet.queries.reminders import paused_until
from mrtnet.store.journal import Step
from mrtnet.words import _


def follow_up(row: FollowUpRow) -> dict[str, Any]:
    """A follow-up: {id, person, credentials, kind, title, due, event} and more."""
    return {
        "id": row.id,
        "person": row.person,
        "person_id": row.person_id,
        "credentials": marks(row.credentials),
        "kind": row.kind,
        "title": row.title,
        "due": row.due,
        "at": row.at,
        "event": row.event,
        "channel": row.channel,
        "reason": row.reason,
        "snoozed": row.snoozed,
    }


def person(row: PersonRow, detail: PersonDetail) -> dict[str, Any]:
    """A person as `mrtnet people --json` lists her."""

    def values(name: str) -> list[str]:
        return [reach.value for reach in detail.reaches if reach.property == name]

    step = {"kind": row.step_kind, "title": row.step_title, "due": row.step_due, "at": row.step_at}
    return {
        "id": row.id,
        "uid": row.uid,
        "name": row.name,
        "given": row.given,
        "family": row.family,
        "credentials": list(detail.credentials),
        "organization": row.organization,
        "title": row.title,
        "emails": values("EMAIL"),
        "phones": values("TEL"),
        "links": values("URL") + values("IMPP"),
        "tags": list(detail.tags),
        "met_at": row.met_at,
        "met_on": row.met_on,
        "next_step": step if row.step_due else None,
    }


def whole_person(row: PersonRow, detail: PersonDetail, timeline: list[TimelineRow]) -> dict[str, Any]:
    """A person with all that is on file about her."""
    more = {
        field: getattr(detail, field)
        for field in (
            "prefix",
            "additional",
            "suffix",
            "nickname",
            "pronouns",
            "pronunciation",
            "rank",
            "roles",
            "met_how",
            "met_through",
            "tier",
            "rhythm_days",
            "last_contact",
            "preferred_channel",
            "time_zone",
            "languages",
            "birthday",
            "note",
            "do_not_contact",
            "deceased",
        )
    }
    return {
        **person(row, detail),
        **more,
        "jobs": [job._asdict() for job in detail.jobs],
        "addresses": [address._asdict() for address in detail.addresses],
        "files": [file.name for file in detail.files],
        "timeline": [entry._asdict() for entry in timeline],
    }


def event(row: EventRow) -> dict[str, Any]:
    """An event with its counts."""
    return row._asdict()


def step(row: Step) -> dict[str, Any]:
    """One line of the history."""
    return {**row._asdict(), "undone": row.undone_by not in (None, row.id)}


def marks(credentials: str) -> list[str]:
    """The marks of a row as a list."""
    return [mark for mark in credentials.split(", ") if mark]


def named(name: str, credentials: str) -> str:
    """ "Rosa Delgado-Ruiz, RHIT, CCS"."""
    return f"{name}, {credentials}" if credentials else name


def what_and_whom(row: FollowUpRow) -> str:
    """ "Thank-you note · Rosa Delgado-Ruiz"."""
    return one_line(" · ".join(part for part in (row.title, row.person) if part))


def next_step(connection: Connection, person_id: int | None, today: date) -> list[str]:
    """What comes next with this person, in a line; no line where nothing does."""
    steps = follow_ups.of_person(connection, person_id)[:1] if person_id is not None else []
    return [_("Next: {title}, {day}").format(title=step.title, day=say_when(step.due, today)) for step in steps]


def paused(connection: Connection, about: About, today: date) -> str:
    """Until when all reminders are held back, in a sentence; "" if they are not."""
    until = paused_until(connection)
    if until is None or until <= clock.now():
        return ""
    until = until.astimezone(clock.zone(about.time_zone))
    at = f" {until:%H:%M}" if (until.hour, until.minute) != (0, 0) else ""
    return _("Reminders are paused until {day}.").format(day=say_when(until.date(), today) + at)


def one_line(text: str) -> str:
    """The text on one line, however it was written."""
    return " ".join(text.split())


def meeting(row: MeetingRow) -> dict[str, Any]:
    """A meeting: {id, uid, kind, people, state, day, at, zone, starts, minutes ...}; `starts` is the instant, UTC."""
    return {
        "id": row.id,
        "uid": row.uid,
        "kind": row.kind,
        "title": row.title,
        "people": list(row.people),
        "person_ids": list(row.person_ids),
        "state": meeting_state.state(row.dates, row.day is not None),
        "day": row.day,
        "at": row.at,
        "zone": row.zone,
        "their_zone": row.their_zone,
        "starts": row.starts,
        "minutes": row.minutes,
        "place": row.place,
        "url": row.url,
        "phone": row.phone,
        "alarms": list(row.alarms),
        "moved": row.dates.moved,
    }


def meeting_line(row: MeetingRow) -> str:
    """ "3  Thu, Dec 3, 14:00 (Chicago)  Informational interview: Rosa Delgado-Ruiz  Agreed"."""
    when = _("no date yet")
    if row.day is not None and row.at is not None:
        when = f"{row.day:%a %Y-%m-%d} {row.at:%H:%M}"
        when += f" ({city_of(row.zone)})" if row.zone else ""
    what = row.title or title("meeting", row.kind)
    whom = _("{what}: {who}").format(what=what, who=", ".join(row.people)) if row.people else what
    state = meeting_state.title(meeting_state.state(row.dates, row.day is not None))
    return f"{row.id}  {when}  {whom}  {state}"
