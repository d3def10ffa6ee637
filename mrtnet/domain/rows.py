"""Rows: what the queries return, plain tuples that window, command line and exporters share.

Days are dates in her zone, times wall times in her zone.
"""

from datetime import date, datetime, time
from typing import NamedTuple

from mrtnet.domain.meeting_dates import MeetingDates


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
    meeting_id: int | None = None


class MeetingRow(NamedTuple):
    """One meeting as the lists show it. Day and time are wall values in `zone`, `starts` is the instant in UTC.

    `people` are the names of who takes part, in order, `person_ids` theirs. `alarms` are minutes before the start.
    """

    id: int
    uid: str
    kind: str
    title: str
    day: date | None
    at: time | None
    second: bool
    minutes: int
    zone: str
    their_zone: str
    starts: datetime | None
    place: str
    url: str
    phone: str
    alarms: tuple[int, ...]
    purpose: str
    note: str
    dates: MeetingDates
    rating: str
    learned: str
    organizer: str
    ical_uid: str
    event_id: int | None
    mentoring_id: int | None
    series_id: int | None
    series_day: date | None
    interaction_id: int | None
    people: tuple[str, ...]
    person_ids: tuple[int, ...]


class MeetingPersonRow(NamedTuple):
    """Someone who takes part, and what she answered to an invitation (RFC 5545 PARTSTAT)."""

    person_id: int
    name: str
    credentials: str
    organization: str
    title: str
    email: str
    partstat: str
    replied_on: date | None
    proposed: str


class MeetingQuestionRow(NamedTuple):
    """One question of a meeting. `question` is its key in the bank, "" for one of this meeting alone."""

    id: int
    question: str
    text: str
    asked: bool
    answer: str


class AgendaRow(NamedTuple):
    """One block of an agenda."""

    title: str
    minutes: int


class TakeawayRow(NamedTuple):
    """One thing that came of a meeting: kind "advice", "named" or "preference"."""

    id: int
    kind: str
    text: str
    person_id: int | None
    person: str
    follow_up_id: int | None


class PromiseRow(NamedTuple):
    """A promise: `side` "mine" or "theirs"; open while neither kept nor dropped."""

    id: int
    person_id: int
    person: str
    side: str
    text: str
    made_on: date
    due: date | None
    kept_on: date | None
    dropped_on: date | None
    meeting_id: int | None
    follow_up_id: int | None


class MentoringRow(NamedTuple):
    """An agreement between mentor and mentee; `side` is her own part, `rhythm` a rule of RFC 5545."""

    id: int
    uid: str
    person_id: int
    person: str
    side: str
    source: str
    goals: str
    rhythm: str
    minutes: int
    channel: str
    agenda_by: str
    confidentiality: str
    boundaries: str
    started_on: date
    review_on: date | None
    ends_on: date | None
    closed_on: date | None
    closed_because: str
    note: str


class SeriesRow(NamedTuple):
    """A repeating meeting: its rule (RRULE), first wall time in `zone`, and the days left out."""

    id: int
    uid: str
    mentoring_id: int | None
    rule: str
    first_day: date
    at: time
    minutes: int
    zone: str
    left_out: tuple[date, ...]
    ended_on: date | None
