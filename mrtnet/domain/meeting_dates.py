"""When a meeting was asked for, agreed, prepared, held ...: the days its state is read from."""

from datetime import date
from typing import NamedTuple


class MeetingDates(NamedTuple):
    """The day of each thing that happened to a meeting, None if it did not. `moved` counts new dates after the first
    one was agreed, `moved_by_them` those that the other side asked for."""

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
