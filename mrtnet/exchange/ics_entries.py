"""What a calendar of somebody else says, after reading: entries, the people named in them, and what was refused.

Times keep what the file meant: a day is a `date`; a time in a zone is aware, with that zone; a floating time ("nine
o'clock wherever you are") is naive. Names follow RFC 5545.
"""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from mrtnet.domain.problems import Problem

Moment = date | datetime
"""A whole day, or a time. A naive one floats: it means the wall clock of whoever looks."""


class Attendee(NamedTuple):
    """A person, room or list in an entry. `email` is "" where the file gives no address.

    `role` and `partstat` are in capitals as RFC 5545 3.2.12 and 3.2.16 have them, `kind` is its CUTYPE (3.2.3).
    """

    email: str
    name: str = ""
    role: str = "REQ-PARTICIPANT"
    partstat: str = "NEEDS-ACTION"
    rsvp: bool = False
    kind: str = "INDIVIDUAL"
    sent_by: str = ""


class ReadEntry(NamedTuple):
    """One VEVENT. `ends` is exclusive, and None where the file names no end that makes sense.

    `zone` is the IANA name of the start's zone, "" for UTC, days and floating times, and for a zone that only the
    file itself describes: `starts` is right all the same. Alarms are distances from the start, or instants in UTC.
    `rrule` and `exrule` hold one rule per line. `has_start` is False only for answers and cancellations (RFC 5546),
    which need not repeat the start: `starts` is then the instance they are about, or the day of the answer.
    """

    uid: str
    sequence: int
    recurrence_id: Moment | None
    summary: str
    description: str
    location: str
    url: str
    status: str
    transparent: bool
    starts: Moment
    ends: Moment | None
    all_day: bool
    zone: str = ""
    floating: bool = False
    rrule: str = ""
    rdates: tuple[Moment, ...] = ()
    exdates: tuple[Moment, ...] = ()
    alarms: tuple[timedelta | datetime, ...] = ()
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    categories: tuple[str, ...] = ()
    created: datetime | None = None
    modified: datetime | None = None
    conferences: tuple[str, ...] = ()
    stamp: datetime | None = None
    exrule: str = ""
    this_and_future: bool = False
    classification: str = ""
    comment: str = ""
    has_start: bool = True
    line: int = 0


class CalendarRead(NamedTuple):
    """A whole file. `method` is in capitals (RFC 5546), "" for a plain calendar; `zone` is its X-WR-TIMEZONE."""

    method: str
    name: str
    entries: tuple[ReadEntry, ...]
    problems: tuple[Problem, ...]
    zone: str = ""
