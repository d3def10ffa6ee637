"""The book's tables as SQLModel classes: the one schema that edits write through. Never imported before first paint.

They do not validate on construction: what comes from outside is a Form first. Days and times of day are wall values
in her zone; `created_at` is an instant in UTC. Those of her own career are in `career`.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool
from sqlmodel import Field, SQLModel

from mrtnet.store import connection as connections
from mrtnet.store.columns import Instant, WallTime, belongs_to, instant, own_key, own_uid, refers_to, wall_time


def bound_engine(connection: Any) -> Engine:
    """An engine over this one driver connection, whose transactions the book itself begins and ends."""
    return create_engine(
        "sqlite://",
        module=connections.driver,
        creator=lambda: connection,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        hide_parameters=True,
    )


class Organization(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    name: str
    name_key: str
    short: str = ""
    kind: str = ""
    parent_id: int | None = refers_to("organization")
    city: str = ""
    region: str = ""
    url: str = ""
    hosts_interns: bool = False
    accredited: bool = False
    note: str = ""
    sample: bool = False


class File(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    name: str
    media_type: str
    sha256: str
    size: int
    person_id: int | None = belongs_to("person")
    event_id: int | None = belongs_to("event")
    interaction_id: int | None = belongs_to("interaction")
    created_at: datetime = instant()


class Event(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    name: str
    name_key: str
    short: str = ""
    kind: str
    first_day: date | None = None
    last_day: date | None = None
    time_zone: str = ""
    place: str = ""
    city: str = ""
    url: str = ""
    organization_id: int | None = refers_to("organization")
    participation: str = "attended"
    ceus: float | None = None
    ceu_body: str = ""
    required_hours: float | None = None
    virtual: bool = False
    playbook: str = ""
    cards_left: int | None = None
    note: str = ""
    created_at: datetime = instant()
    sample: bool = False


class Session(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    event_id: int = refers_to("event", cascade=True)
    title: str
    day: date | None = None
    starts: time | None = wall_time()
    ends: time | None = wall_time()
    room: str = ""
    speaker: str = ""
    ceus: float | None = None
    attended: bool = False
    note: str = ""


class Person(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    name: str
    sort_key: str
    name_key: str
    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    nickname: str = ""
    family_first: bool = False
    pronouns: str = ""
    pronunciation: str = ""
    rank: str = ""
    met_on: date | None = None
    met_how: str = ""
    met_where: str = ""
    met_event_id: int | None = refers_to("event")
    met_through_id: int | None = refers_to("person")
    met_through: str = ""
    tier: str = ""
    rhythm_days: int | None = None
    last_contact: date | None = None
    next_touch: date | None = None
    preferred_channel: str = ""
    time_zone: str = ""
    languages: str = ""
    birthday: str = ""
    photo_id: int | None = refers_to("file")
    note: str = ""
    do_not_contact: bool = False
    deceased: bool = False
    created_at: datetime = instant()
    sample: bool = False


class Job(SQLModel, table=True):
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    organization_id: int | None = refers_to("organization")
    title: str = ""
    department: str = ""
    since: date | None = None
    until: date | None = None
    position: int = 0


class Reach(SQLModel, table=True):
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    property: str
    value: str
    normal: str
    type: str = ""
    label: str = ""
    position: int = 0


class Address(SQLModel, table=True):
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    street: str = ""
    locality: str = ""
    region: str = ""
    code: str = ""
    country: str = ""
    type: str = ""
    position: int = 0


class Credential(SQLModel, table=True):
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    mark: str
    position: int = 0


class Tag(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    name: str
    name_key: str = Field(unique=True)
    sample: bool = False


class PersonTag(SQLModel, table=True):
    __tablename__ = "person_tag"
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    tag_id: int = refers_to("tag", cascade=True)


class PersonRole(SQLModel, table=True):
    __tablename__ = "person_role"
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    role: str


class Run(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    playbook: str
    person_id: int | None = belongs_to("person")
    event_id: int | None = belongs_to("event")
    anchor: date
    length_days: int | None = None
    place: int = 0
    position: str = ""
    moved_on: date | None = None
    state: str = "running"
    ended_because: str = ""
    started_on: date
    meeting_id: int | None = refers_to("meeting")


class Interaction(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    kind: str
    day: date
    at: time | None = wall_time()
    direction: str = ""
    title: str = ""
    body: str = ""
    event_id: int | None = refers_to("event")
    created_at: datetime = instant()


class InteractionPerson(SQLModel, table=True):
    __tablename__ = "interaction_person"
    id: int | None = own_key()
    interaction_id: int = refers_to("interaction", cascade=True)
    person_id: int = refers_to("person", cascade=True)


class FollowUp(SQLModel, table=True):
    __tablename__ = "follow_up"
    id: int | None = own_key()
    uid: str = own_uid()
    person_id: int | None = belongs_to("person")
    event_id: int | None = refers_to("event")
    run_id: int | None = refers_to("run")
    interaction_id: int | None = refers_to("interaction")
    kind: str
    title: str
    due: date
    at: time | None = wall_time()
    first_due: date
    snoozed: int = 0
    state: str = "open"
    closed_on: date | None = None
    channel: str = ""
    template: str = ""
    step: str = ""
    reason: str = ""
    note: str = ""
    created_at: datetime = instant()
    meeting_id: int | None = refers_to("meeting")


class Mentoring(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    person_id: int = refers_to("person", cascade=True)
    side: str
    source: str = ""
    goals: str = ""
    rhythm: str = ""
    minutes: int = 45
    channel: str = ""
    agenda_by: str = ""
    confidentiality: str = ""
    boundaries: str = ""
    started_on: date
    review_on: date | None = None
    ends_on: date | None = None
    closed_on: date | None = None
    closed_because: str = ""
    note: str = ""
    created_at: datetime = instant()


class Series(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    mentoring_id: int | None = refers_to("mentoring")
    rule: str
    first_day: date
    at: time = Field(sa_type=WallTime)
    minutes: int
    zone: str
    left_out: str = ""
    ended_on: date | None = None


class Meeting(SQLModel, table=True):
    """Day and time are wall values in `zone` (`second`: of two equal times the later); `starts_utc` is derived."""

    id: int | None = own_key()
    uid: str = own_uid()
    kind: str
    title: str = ""
    day: date | None = None
    at: time | None = wall_time()
    second: bool = False
    minutes: int = 30
    zone: str = ""
    their_zone: str = ""
    starts_utc: datetime | None = Field(default=None, sa_type=Instant)
    place: str = ""
    url: str = ""
    phone: str = ""
    alarms: str = ""
    purpose: str = ""
    note: str = ""
    brief: str = ""
    asked_on: date | None = None
    agreed_on: date | None = None
    prepared_on: date | None = None
    held_on: date | None = None
    outcome_on: date | None = None
    thanked_on: date | None = None
    reported_on: date | None = None
    declined_on: date | None = None
    cancelled_on: date | None = None
    moved: int = 0
    moved_by_them: int = 0
    rating: str = ""
    learned: str = ""
    organizer: str = ""
    ical_uid: str = ""
    ical_sequence: int = 0
    event_id: int | None = refers_to("event")
    mentoring_id: int | None = refers_to("mentoring")
    series_id: int | None = refers_to("series")
    series_day: date | None = None
    interaction_id: int | None = refers_to("interaction")
    created_at: datetime = instant()
    sample: bool = False


class MeetingPerson(SQLModel, table=True):
    __tablename__ = "meeting_person"
    id: int | None = own_key()
    meeting_id: int = refers_to("meeting", cascade=True)
    person_id: int = refers_to("person", cascade=True)
    email: str = ""
    partstat: str = ""
    replied_on: date | None = None
    proposed: str = ""
    position: int = 0


class MeetingQuestion(SQLModel, table=True):
    __tablename__ = "meeting_question"
    id: int | None = own_key()
    meeting_id: int = refers_to("meeting", cascade=True)
    question: str = ""
    text: str
    asked: bool = False
    answer: str = ""
    position: int = 0


class AgendaBlock(SQLModel, table=True):
    __tablename__ = "agenda_block"
    id: int | None = own_key()
    meeting_id: int = refers_to("meeting", cascade=True)
    title: str
    minutes: int = 0
    position: int = 0


class Takeaway(SQLModel, table=True):
    id: int | None = own_key()
    meeting_id: int = refers_to("meeting", cascade=True)
    kind: str
    text: str
    person_id: int | None = refers_to("person")
    follow_up_id: int | None = refers_to("follow_up")
    position: int = 0


class Promise(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    person_id: int = refers_to("person", cascade=True)
    side: str
    text: str
    made_on: date
    due: date | None = None
    kept_on: date | None = None
    dropped_on: date | None = None
    meeting_id: int | None = refers_to("meeting")
    follow_up_id: int | None = refers_to("follow_up")
    created_at: datetime = instant()


class KeptCard(SQLModel, table=True):
    """What a vCard said that has no place elsewhere: its lines, for the way back."""

    __tablename__ = "kept_card"
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    rev: str = ""
    lines: str = ""


class PersonAlias(SQLModel, table=True):
    """A uid by which a merged person, or a card of another program, is still found."""

    __tablename__ = "person_alias"
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    uid: str = Field(unique=True)


class NotSame(SQLModel, table=True):
    """Two people whom she said to be different; `person_id` is the smaller id."""

    __tablename__ = "not_same"
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    other_id: int = refers_to("person", cascade=True)


class BusyCalendar(SQLModel, table=True):
    __tablename__ = "busy_calendar"
    id: int | None = own_key()
    uid: str = own_uid()
    title: str
    url: str
    shown: bool = True
    created_at: datetime = instant()


class Account(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    title: str
    protocol: str
    url: str
    username: str = ""
    collection: str = ""
    sends: str = ""
    options: str = ""
    created_at: datetime = instant()


class OwnFile(SQLModel):
    """What is hers by a key, with a title and the text of a file."""

    id: int | None = own_key()
    uid: str = own_uid()
    key: str = Field(unique=True)
    title: str
    body: str


class OwnPlaybook(OwnFile, table=True):
    __tablename__ = "playbook"


class OwnTemplate(OwnFile, table=True):
    __tablename__ = "template"


class OwnQuestion(OwnFile, table=True):
    __tablename__ = "question"


class SavedList(SQLModel, table=True):
    __tablename__ = "saved_list"
    id: int | None = own_key()
    uid: str = own_uid()
    name: str
    query: str
    icon: str = ""
    position: int = 0
    sample: bool = False


class OwnKind(SQLModel, table=True):
    __tablename__ = "kind"
    id: int | None = own_key()
    uid: str = own_uid()
    about: str
    key: str
    title: str
    icon: str = ""


class Setting(SQLModel, table=True):
    id: int | None = own_key()
    key: str = Field(unique=True)
    value: str
