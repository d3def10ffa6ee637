"""The next step that logging a person would make, told before it is saved (decisions.md 23, 24)."""

from datetime import date, time
from typing import NamedTuple

from mrtnet.domain import playbooks, rhythm
from mrtnet.domain.about import About
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import EventRow
from mrtnet.queries import contact, runs
from mrtnet.queries.playbooks import playbook_named
from mrtnet.queries.reading import Connection


class First(NamedTuple):
    """The first step: its kind, title and day (None: no step at all), and the playbook it comes from."""

    kind: str
    title: str
    due: date | None
    at: time | None = None
    playbook: str = ""


NOTHING = First("", "", None)


def first_step(connection: Connection, about: About, today: date, event: EventRow | None, form: PersonForm) -> First:
    """What `edits.people.log_people` would set as the first step of this person, met at this event."""
    if form.no_next_step:
        return NOTHING
    planned = planned_first(connection, about, today, event, form)
    own = form.next_step
    if own is None:
        return planned
    due = own.due or (planned.due if planned.kind == own.kind else about.days.after(today, 1))
    return First(own.kind, own.title or title("follow-up", own.kind), due, own.at, planned.playbook)


def planned_first(
    connection: Connection, about: About, today: date, event: EventRow | None, form: PersonForm, playbook: str = ""
) -> First:
    """The first step of the playbook, of this one or else of the event's; without one that is for people, a first
    message within two working days.
    """
    day = form.met_on or _day_of(event, today)
    usual = (event.playbook or playbooks.for_event_kind(event.kind)) if event else playbooks.for_chance_meeting()
    key = playbook or usual
    known = playbook_named(connection, key)
    if known is None or known.scope != "person":
        due = max(rhythm.first_touch(day, about.days), about.days.on_or_after(today))
        return First("first-touch", title("follow-up", "first-touch"), due)
    properties = {reach.property for reach in form.reaches}
    facts = playbooks.Facts(
        anchor=max(day, _day_of(event, today)) if event else day,
        today=today,
        event=(event.short or event.name) if event else "",
        rank=form.rank or "B",
        met_count=contact.met_count(connection, event.id) + 1 if event else 1,
        nth=runs.place(connection, event.id, key, form.rank) if event else 0,
        done=frozenset(),
        has_email="EMAIL" in properties,
        has_link="URL" in properties,
        has_phone="TEL" in properties,
        virtual=bool(event and event.virtual),
        flags=frozenset({"remote"}) if event and event.virtual else frozenset(),
    )
    step = playbooks.next_step(known, facts, about.days)
    if step is None:
        return NOTHING
    return First(step.kind, step.title, step.due, None, known.title)


def _day_of(event: EventRow | None, today: date) -> date:
    last = (event.last_day or event.first_day) if event else None
    return min(last, today) if last else today
