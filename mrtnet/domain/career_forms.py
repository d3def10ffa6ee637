"""Forms of her own career: goals, credentials, certification cycles, units, memberships, days of an internship."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from mrtnet.domain.certification_rules import overridden, rule_named
from mrtnet.domain.cleaning import clean_text
from mrtnet.domain.credentials import official
from mrtnet.domain.forms import Day, Form, Line, Text
from mrtnet.trouble import Trouble
from mrtnet.words import _

Name = Annotated[Line, Field(min_length=1)]
Whole = Annotated[str, BeforeValidator(clean_text), Field(max_length=20_000)]
CredentialState = Literal["wanted", "studying", "passed", "held", "lapsed"]


class GoalForm(Form):
    """What she works towards, and by when."""

    title: Name
    why: Text = ""
    due: Day | None = None


class CredentialForm(Form):
    """One of her own credentials. Passed and held are two facts: a mark is used only once its body verified it."""

    mark: Name
    body: Line = ""
    state: CredentialState = "wanted"
    number: Line = ""
    exam_on: Day | None = None
    earned_on: Day | None = None
    note: Text = ""

    @field_validator("mark")
    @classmethod
    def _as_written(cls, mark: str) -> str:
        return official(mark) or mark

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.exam_on and self.earned_on and self.earned_on < self.exam_on:
            raise ValueError(_("the credential is earned before its exam"))
        return self


class CycleForm(Form):
    """A certification cycle. `body` is the key of its rule; `rule` her own values over it as JSON, "" for none."""

    body: Name
    starts_on: Day
    ends_on: Day
    rule: Whole = ""
    submitted_on: Day | None = None
    note: Text = ""

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.ends_on <= self.starts_on:
            raise ValueError(_("the cycle ends before it starts"))
        try:
            overridden(rule_named(self.body), self.rule)
        except Trouble as wrong:
            raise ValueError(str(wrong).rstrip(".")) from None
        return self


class CeuForm(Form):
    """Units of one activity, as her certificate says. `bodies` are those it counts for, none for all of them."""

    title: Name
    day: Day
    units: Annotated[float, Field(gt=0, le=500, allow_inf_nan=False)]
    bodies: list[Annotated[Line, Field(min_length=1, pattern=r"^\S+$")]] = Field(default=[], max_length=20)
    provider: Line = ""
    subject: Line = ""
    note: Text = ""


class MembershipForm(Form):
    """A membership and when it is to be renewed."""

    name: Name
    number: Line = ""
    since: Day | None = None
    renews_on: Day | None = None
    ended_on: Day | None = None
    note: Text = ""


class PracticeForm(Form):
    """One day of an internship: its hours, and what she learned (nothing about patients)."""

    day: date
    hours: Annotated[float, Field(ge=0, le=24, allow_inf_nan=False)] = 0
    learned: Text = ""
