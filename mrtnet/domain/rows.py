"""Rows: what the queries return, plain tuples that window, command line and exporters share.

Days are dates in her zone, times wall times in her zone.
"""

from datetime import date, time
from typing import NamedTuple


class FollowUpRow(NamedTuple):
    """One follow-up as the lists show it. `snoozed` counts how often it was put off; `first_due` is where it began."""

    id: int
    uid: str
    person_id: int | None
    person: str
    credentials: str
    organization: str
    kind: str
    title: str
    due: date
    at: time | None
    first_due: date
    snoozed: int
    state: str
    closed_on: date | None
    channel: str
    template: str
    reason: str
    event_id: int | None
    event: str
    run_id: int | None
    playbook: str
    step: str
    note: str


class PersonRow(NamedTuple):
    """One person as the list shows her: name, marks, present job, next step."""

    id: int
    uid: str
    name: str
    given: str
    family: str
    credentials: str
    organization: str
    title: str
    rank: str
    tier: str
    met_on: date | None
    met_at: str
    last_contact: date | None
    step_kind: str
    step_title: str
    step_due: date | None
    step_at: time | None


class ReachRow(NamedTuple):
    """One way to reach a person (RFC 6350 EMAIL, TEL, URL, IMPP)."""

    id: int
    property: str
    value: str
    type: str
    label: str


class AddressRow(NamedTuple):
    """One postal address (RFC 6350 ADR)."""

    id: int
    street: str
    locality: str
    region: str
    code: str
    country: str
    type: str


class JobRow(NamedTuple):
    """One present or past job."""

    id: int
    organization_id: int | None
    organization: str
    title: str
    department: str
    since: date | None
    until: date | None


class TimelineRow(NamedTuple):
    """One thing that happened; `others` are the other people who were part of it."""

    id: int
    kind: str
    day: date
    at: time | None
    direction: str
    title: str
    body: str
    event_id: int | None
    event: str
    others: str


class FileRow(NamedTuple):
    """One file kept with a person or event; its content is found by sha256."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str


class PersonDetail(NamedTuple):
    """Everything about one person but her timeline."""

    id: int
    uid: str
    name: str
    prefix: str
    given: str
    additional: str
    family: str
    suffix: str
    nickname: str
    family_first: bool
    credentials: tuple[str, ...]
    pronouns: str
    pronunciation: str
    rank: str
    met_on: date | None
    met_how: str
    met_where: str
    met_event_id: int | None
    met_event: str
    met_through_id: int | None
    met_through: str
    tier: str
    rhythm_days: int | None
    last_contact: date | None
    next_touch: date | None
    preferred_channel: str
    time_zone: str
    languages: tuple[str, ...]
    birthday: str
    photo_id: int | None
    note: str
    do_not_contact: bool
    deceased: bool
    sample: bool
    jobs: tuple[JobRow, ...]
    reaches: tuple[ReachRow, ...]
    addresses: tuple[AddressRow, ...]
    tags: tuple[str, ...]
    roles: tuple[str, ...]
    files: tuple[FileRow, ...]


class EventRow(NamedTuple):
    """One event as the list shows it; counts are of people met there, thanked, and still to thank."""

    id: int
    uid: str
    name: str
    short: str
    kind: str
    first_day: date | None
    last_day: date | None
    time_zone: str
    place: str
    city: str
    url: str
    organization: str
    participation: str
    ceus: float | None
    ceu_body: str
    required_hours: float | None
    virtual: bool
    playbook: str
    cards_left: int | None
    note: str
    met: int
    thanked: int
    to_thank: int


class SessionRow(NamedTuple):
    """One session of an event; times are wall times in the event's zone."""

    id: int
    uid: str
    event_id: int
    title: str
    day: date | None
    starts: time | None
    ends: time | None
    room: str
    speaker: str
    ceus: float | None
    attended: bool
    note: str


class RunRow(NamedTuple):
    """One playbook at work for a person or an event."""

    id: int
    playbook: str
    person_id: int | None
    event_id: int | None
    anchor: date
    length_days: int | None
    place: int
    position: str
    moved_on: date | None
    state: str
    started_on: date
