"""Forms of meetings: what is planned, asked, agreed, learned and promised, checked before the book sees it.

Days and times are wall values in the meeting's own `zone`, an IANA name; nothing here knows an instant.
"""

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from mrtnet.domain.alarms import FOUR_WEEKS, MOST_ALARMS
from mrtnet.domain.forms import Day, Form, Line, Text
from mrtnet.words import _

LONGEST = 14 * 24 * 60  # minutes a meeting may last

Minutes = Annotated[int, Field(ge=1, le=LONGEST)]
Side = Literal["mine", "theirs"]


class AgendaBlock(Form):
    """One block of an agenda and how long it takes."""

    title: Annotated[Line, Field(min_length=1)]
    minutes: Annotated[int, Field(ge=0, le=LONGEST)] = 0


class MeetingQuestion(Form):
    """A question for a meeting. `question` is its key in the question bank, "" for one typed for this meeting."""

    question: str = ""
    text: Annotated[Line, Field(min_length=1)]
    asked: bool = False
    answer: Text = ""


class MeetingForm(Form):
    """A meeting as planned. Kind is of `kinds.MEETINGS`.

    `day` and `at` are wall values in `zone`; without a day it is still to be agreed. `second`: of two equal times (the
    clocks go back) the later one. `their_zone` is the other side's IANA zone. `url` is the link to join by. `alarms`
    are minutes before the start. `purpose` may be read by the other side, `note` never leaves the book.
    """

    kind: str = "informational-interview"
    title: Line = ""
    day: Day | None = None
    at: time | None = None
    second: bool = False
    minutes: Minutes = 30
    zone: Line = ""
    their_zone: Line = ""
    place: Line = ""
    url: Line = ""
    phone: Line = ""
    alarms: list[Annotated[int, Field(ge=0, le=FOUR_WEEKS)]] = Field(default=[], max_length=MOST_ALARMS)
    purpose: Text = ""
    note: Text = ""
    agenda: list[AgendaBlock] = Field(default=[], max_length=50)
    questions: list[MeetingQuestion] = Field(default=[], max_length=100)

    @field_validator("alarms")
    @classmethod
    def _early_first(cls, alarms: list[int]) -> list[int]:
        return sorted(set(alarms), reverse=True)

    @model_validator(mode="after")
    def _whole_time(self) -> Self:
        if (self.at is not None) != (self.day is not None):
            raise ValueError(_("a meeting needs both a day and a time, or neither yet"))
        if self.day is not None and not self.zone:
            raise ValueError(_("a meeting needs the time zone its time is in"))
        return self


class NamedPerson(Form):
    """Someone they named in a talk: becomes a person introduced by them. `about` says why."""

    name: Annotated[Line, Field(min_length=1)]
    about: Line = ""
    email: Line = ""


class PromiseForm(Form):
    """Something promised: by her ("mine") or to her ("theirs")."""

    side: Side
    text: Annotated[Line, Field(min_length=1)]
    due: Day | None = None


class AdviceToAct(Form):
    """A piece of advice. With a day it becomes a follow-up."""

    text: Annotated[Line, Field(min_length=1)]
    due: Day | None = None


class OutcomeForm(Form):
    """What came of a meeting, written down after it. `on` is the day it was held."""

    on: date | None = None
    learned: Text = ""
    rating: Literal["", "good", "fair", "poor"] = ""
    advice: list[AdviceToAct] = Field(default=[], max_length=50)
    named: list[NamedPerson] = Field(default=[], max_length=50)
    promises: list[PromiseForm] = Field(default=[], max_length=50)
    preferences: Line = ""


class AnswerForm(Form):
    """What was answered to one question of a meeting, noted while they talk."""

    question_id: int
    asked: bool = False
    answer: Text = ""


class NotesForm(Form):
    """What she wrote down during a meeting. `note` None leaves the private note as it is."""

    answers: list[AnswerForm] = Field(default=[], max_length=100)
    note: Text | None = None
    promises: list[PromiseForm] = Field(default=[], max_length=50)


class MentoringForm(Form):
    """What mentor and mentee agree on. `side` is her own part. `rhythm` is a rule of RFC 5545 (RRULE) or "".

    `source` says where the mentor comes from: the PPE site, an association's program, the employer, found herself.
    """

    side: Literal["mentee", "mentor"] = "mentee"
    source: Line = ""
    goals: Text = ""
    rhythm: Line = ""
    minutes: Minutes = 45
    channel: str = ""
    agenda_by: Literal["", "mentee", "mentor", "both"] = "mentee"
    confidentiality: Text = ""
    boundaries: Text = ""
    started_on: Day | None = None
    review_on: Day | None = None
    ends_on: Day | None = None
    note: Text = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.started_on and self.ends_on and self.ends_on < self.started_on:
            raise ValueError(_("the mentoring ends before it starts"))
        return self
