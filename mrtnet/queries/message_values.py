"""What templates are filled with: the card of a person, what was said, and the settings of the user."""

import re

from mrtnet.domain.about import About
from mrtnet.domain.messages import Message, Template, fill
from mrtnet.domain.names import Name, first_name
from mrtnet.domain.rows import FollowUpRow, PersonDetail
from mrtnet.queries.reading import Connection, one_row
from mrtnet.trouble import Trouble
from mrtnet.words import _

_CLAUSE_ENDS = re.compile(r"[;.,\n–—]|\s-\s")
TOPIC = 60  # characters of a note that still read well inside a sentence

TEMPLATE_FOR = {
    "thank-you": "thanks-after-event",
    "first-touch": "thanks-after-event",
    "linkedin": "linkedin-note",
    "request": "interview-request",
    "confirm": "confirmation",
    "report-back": "report-back",
    "update": "update",
    "resource": "update",
    "check-in": "update",
    "revive": "revive",
}


def message_values(
    connection: Connection, person: PersonDetail, about: About, follow_up: FollowUpRow | None = None
) -> dict[str, str]:
    """The fields of `domain.fields` that the book can fill; the rest she is asked for."""
    name = Name(
        person.prefix, person.given, person.additional, person.family, person.suffix, person.nickname,
        person.family_first,
    )  # fmt: skip
    job = next((job for job in person.jobs if job.until is None), None)
    phone = next((reach.value for reach in person.reaches if reach.property == "TEL"), "")
    event = follow_up.event if follow_up and follow_up.event else person.met_event or person.met_where
    values = {
        "my_name": about.name,
        "my_first_name": first_name(about.name) if about.name else "",
        "my_role": about.role,
        "my_short_role": about.short_role or about.role,
        "my_now": about.short_role or about.role,
        "my_phone": about.phone,
        "goal": about.working_towards,
        "first_name": first_name(name if name.given or name.family else person.name),
        "name": person.name,
        "org": job.organization if job else "",
        "event": event,
        "topic": topic(connection, person.id),
        "introducer": person.met_through,
        "introducer_first": first_name(person.met_through) if person.met_through else "",
        "their_phone": phone,
        "shared_memory": _("we met at {event}").format(event=event) if event else "",
        "minutes": "20",
    }
    if follow_up is not None and follow_up.kind == "promise":
        values["promise"] = follow_up.note or ""
    return {field: value for field, value in values.items() if value}


def topic(connection: Connection, person_id: int) -> str:
    """What was talked about when they met, as short as it reads well inside a sentence; "" if nothing was noted."""
    row = one_row(
        connection,
        "SELECT i.body FROM interaction_person AS ip JOIN interaction AS i ON i.id = ip.interaction_id"
        " WHERE ip.person_id = ? AND i.body <> '' AND i.kind IN ('met', 'meeting', 'call')"
        " ORDER BY i.day DESC, i.id DESC LIMIT 1",
        (person_id,),
    )
    first = _CLAUSE_ENDS.split(row[0].strip(), maxsplit=1)[0].strip() if row else ""
    return first if len(first) <= TOPIC else ""


def write(
    connection: Connection,
    template: Template,
    person: PersonDetail,
    about: About,
    *,
    wording: str = "warm",
    follow_up: FollowUpRow | None = None,
    days_late: int = 0,
    more: dict[str, str] | None = None,
) -> Message:
    """The template filled for this person. Raises Trouble for someone who is not to be contacted."""
    if person.do_not_contact or person.deceased:
        raise Trouble(_("{name} is marked “do not contact”.").format(name=person.name))
    values = {**message_values(connection, person, about, follow_up), **(more or {})}
    return fill(template, wording, values, days_late)
