"""What templates are filled with: the card of a person, what was said, and the settings of the user."""

import re

from mrtnet.domain.about import About
from mrtnet.domain.credentials import only_marks
from mrtnet.domain.messages import Message, Template, fill
from mrtnet.domain.names import Name, first_name, word_set
from mrtnet.domain.rows import FollowUpRow, PersonDetail
from mrtnet.domain.work_words import TALK
from mrtnet.queries.reading import Connection, one_row
from mrtnet.trouble import Trouble
from mrtnet.words import _

_CLAUSE_ENDS = re.compile(r"[;.,\n–—]|\s-\s")
_TALKED = re.compile(
    r"^(?:(?:we )?(?:talked|spoke|chatted|asked|talk|chat|heard|knows|told me) about|(?:we )?discussed"
    r"|interested in|about|re:|topic:)\s+(?=\S)",
    re.I,
)
_SAID = word_set("i me my we our she he her him they them you is was are will would said says wants née")
"""Words of a sentence: "the audit" is what was talked about, "she is hiring" is something else to know."""
_DOES = re.compile(r"[A-Z][a-z]+s (?:for|to|at|with|on|the|an?|her|his|my|me|us|into|after)\b")
"""What somebody does: "Looks for coders", "Keeps a place for me"."""
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
        "introducer_first": first_name(name if name.given or name.family else person.name),  # a report goes to her
        "contact_name": _met_through_her(connection, person),
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
    first = _TALKED.sub("", first)
    words = [word.strip("()'’\"").lower() for word in first.split()]
    sentence = not words or words[0] in TALK or words[0][0].isdigit() or not _SAID.isdisjoint(words)
    sentence = sentence or bool(_DOES.match(first))
    return "" if sentence or len(first) > TOPIC or only_marks(words[0]) else first


def _met_through_her(connection: Connection, person: PersonDetail) -> str:
    """The newest person she brought together with the user; "" without one."""
    row = one_row(
        connection,
        "SELECT name FROM person WHERE id <> ? AND (met_through_id = ? OR met_through = ?)"
        " ORDER BY met_on DESC, id DESC LIMIT 1",
        (person.id, person.id, person.name),
    )
    return row[0] if row else ""


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
