"""The tables of her own career: goals, credentials, CEUs, memberships, hours of an internship, openings, introductions.

As in `tables`: no validation here, days are wall days in her zone, `created_at` is an instant in UTC.
"""

from datetime import date, datetime

from sqlmodel import SQLModel

from mrtnet.store import tables as _tables  # noqa: F401  # what these refer to
from mrtnet.store.columns import instant, own_key, own_uid, refers_to


class Goal(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    title: str
    why: str = ""
    due: date | None = None
    reached_on: date | None = None
    dropped_on: date | None = None
    position: int = 0
    created_at: datetime = instant()
    sample: bool = False


class OwnCredential(SQLModel, table=True):
    __tablename__ = "own_credential"
    id: int | None = own_key()
    uid: str = own_uid()
    mark: str
    body: str = ""
    state: str
    number: str = ""
    exam_on: date | None = None
    earned_on: date | None = None
    note: str = ""
    created_at: datetime = instant()
    sample: bool = False


class CeuCycle(SQLModel, table=True):
    __tablename__ = "ceu_cycle"
    id: int | None = own_key()
    uid: str = own_uid()
    body: str
    starts_on: date
    ends_on: date
    rule: str = ""
    submitted_on: date | None = None
    note: str = ""
    created_at: datetime = instant()
    sample: bool = False


class Ceu(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    title: str
    day: date
    units: float
    bodies: str = ""
    provider: str = ""
    subject: str = ""
    event_id: int | None = refers_to("event")
    file_id: int | None = refers_to("file")
    note: str = ""
    created_at: datetime = instant()
    sample: bool = False


class Membership(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    organization_id: int | None = refers_to("organization")
    name: str
    number: str = ""
    since: date | None = None
    renews_on: date | None = None
    ended_on: date | None = None
    note: str = ""
    created_at: datetime = instant()
    sample: bool = False


class PracticeDay(SQLModel, table=True):
    __tablename__ = "practice_day"
    id: int | None = own_key()
    uid: str = own_uid()
    event_id: int = refers_to("event", cascade=True)
    day: date
    hours: float = 0
    learned: str = ""
    created_at: datetime = instant()


class Opportunity(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    kind: str
    title: str
    organization_id: int | None = refers_to("organization")
    url: str = ""
    heard_on: date | None = None
    heard_from_id: int | None = refers_to("person")
    closes_on: date | None = None
    applied_on: date | None = None
    state: str = "open"
    ended_on: date | None = None
    note: str = ""
    created_at: datetime = instant()
    sample: bool = False


class OpportunityPerson(SQLModel, table=True):
    __tablename__ = "opportunity_person"
    id: int | None = own_key()
    opportunity_id: int = refers_to("opportunity", cascade=True)
    person_id: int = refers_to("person", cascade=True)
    part: str = ""
    told_on: date | None = None


class Introduction(SQLModel, table=True):
    id: int | None = own_key()
    uid: str = own_uid()
    introducer_id: int = refers_to("person", cascade=True)
    person_id: int | None = refers_to("person")
    whom: str = ""
    direction: str = "to-me"
    why: str = ""
    asked_on: date | None = None
    made_on: date | None = None
    outcome: str = ""
    told_on: date | None = None
    opportunity_id: int | None = refers_to("opportunity")
    created_at: datetime = instant()


class BusySeason(SQLModel, table=True):
    __tablename__ = "busy_season"
    id: int | None = own_key()
    person_id: int = refers_to("person", cascade=True)
    rule: str
    title: str = ""
