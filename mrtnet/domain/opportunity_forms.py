"""Forms of openings and introductions, and the words for their states and for the parts that people have in them.

Days are days in her zone.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from mrtnet.domain.forms import Day, Form, Line, Text
from mrtnet.domain.kinds import Kind
from mrtnet.words import _, later

KINDS: Mapping[str, Kind] = {
    "opening": Kind("opening", later("Opening"), "briefcase"),
    "internship": Kind("internship", later("Internship"), "first-aid-kit"),
    "volunteering": Kind("volunteering", later("Volunteering"), "hand-heart"),
}
STATES: Mapping[str, str] = {
    "open": later("Heard of"),
    "applied": later("Applied"),
    "interview": later("Interview"),
    "accepted": later("Yes"),
    "rejected": later("They said no"),
    "withdrawn": later("Not pursued"),
}
"""How far an opening has come, in order; the last three are results."""
RESULTS = frozenset({"accepted", "rejected", "withdrawn"})
PARTS: Mapping[str, str] = {
    "referrer": later("refers you"),
    "heard-from": later("told you of it"),
    "introducer": later("introduced you on the way"),
    "helper": later("helps you"),
    "insider": later("works there"),
    "interviewer": later("interviews you"),
    "employer": later("decides there"),
}
CHAIN = ("referrer", "heard-from", "introducer", "helper")
"""The parts that are thanked and told how it ended (domain.md P10); those who decided know it."""

Kinds = Literal["opening", "internship", "volunteering"]
Result = Literal["accepted", "rejected", "withdrawn"]
Part = Literal["referrer", "heard-from", "introducer", "helper", "insider", "interviewer", "employer"]
Direction = Literal["to-me", "from-me"]


class OpportunityForm(Form):
    """An opening, internship or volunteering she has heard of. `closes_on` is the last day to apply."""

    kind: Kinds = "opening"
    title: Annotated[Line, Field(min_length=1)]
    organization: Line = ""
    url: Line = ""
    heard_on: Day | None = None
    heard_from_id: int | None = None
    closes_on: Day | None = None
    note: Text = ""


class IntroductionForm(Form):
    """An introduction or referral. "to-me": the introducer brings her and `person_id` (or `whom`) together.

    "from-me": she brings the "introducer", who asked for it, and the other together. With `opportunity_id` it is a
    referral for that opening, and needs nobody else. `told_on`: when the introducer heard how it went.
    """

    introducer_id: int
    person_id: int | None = None
    whom: Line = ""
    direction: Direction = "to-me"
    why: Line = ""
    asked_on: Day | None = None
    made_on: Day | None = None
    outcome: Line = ""
    told_on: Day | None = None
    opportunity_id: int | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.person_id is None and not self.whom and self.opportunity_id is None:
            raise ValueError(_("an introduction needs the name of the other person"))
        if self.person_id == self.introducer_id:
            raise ValueError(_("nobody introduces herself: choose two people"))
        if self.asked_on and self.made_on and self.made_on < self.asked_on:
            raise ValueError(_("an introduction cannot be made before it was asked for"))
        if self.made_on and self.told_on and self.told_on < self.made_on:
            raise ValueError(_("how it went cannot be told before the introduction was made"))
        return self
