"""Forms: what a person, a file or a server hands in, checked before anything else sees it.

A form is never a table. Text is cleaned on the way in (control characters go, blanks are trimmed, direction marks at
the ends go) and bounded in length; what is wrong is told per field in one sentence.
"""

from datetime import date, time
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from mrtnet.domain.cleaning import clean_line, clean_text
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

LINE = 500  # characters a one-line field may hold
TEXT = 100_000  # characters a note may hold

Line = Annotated[str, BeforeValidator(clean_line), Field(max_length=LINE)]
Text = Annotated[str, BeforeValidator(clean_text), Field(max_length=TEXT)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 12, 31))]
Rank = Literal["", "A", "B", "C"]
_new = object.__new__
_put_values, _put_names, _put_extra, _put_private = (
    BaseModel.__dict__[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


class Form(BaseModel):
    """The base of all forms: nothing unknown is accepted, and an error never repeats what was typed."""

    model_config = ConfigDict(extra="forbid", frozen=False, hide_input_in_errors=True, validate_assignment=True)

    @classmethod
    def checked(cls, **fields: Any) -> Self:
        """The form, or a Trouble that says in one sentence what is wrong with which field."""
        try:
            return cls(**fields)
        except ValidationError as wrong:
            raise Trouble(problem_sentence(wrong)) from None

    @classmethod
    def trusted(cls, fields: dict[str, Any]) -> Self:
        """The form of fields that were checked already, without checking again: for very many people at once.

        The caller gives texts as `clean_line` or `clean_text` leave them for good and within their lengths, lists of
        its own, and what every form of the kind needs. It equals what the checks would have made of them.
        """
        form = _new(cls)
        blank, lists, names = _blank(cls)
        values = fields
        if len(fields) < len(blank):
            values = blank | fields
            for name in lists:
                if name not in fields:
                    values[name] = []
        _put_values(form, values)
        _put_names(form, names)
        _put_extra(form, None)
        _put_private(form, None)
        return form


@cache
def _blank(kind: type[Form]) -> tuple[dict[str, Any], tuple[str, ...], set[str]]:
    """What a form of this kind holds where nothing is said, which of that are lists, and the names of all fields."""
    defaults = {name: field.default for name, field in kind.model_fields.items()}
    return defaults, tuple(name for name, value in defaults.items() if value == []), set(defaults)


class Reach(Form):
    """One way to reach her: RFC 6350 EMAIL, TEL, URL or IMPP."""

    property: Literal["EMAIL", "TEL", "URL", "IMPP"]
    value: Line
    type: Literal["", "work", "home", "cell", "fax", "other"] = ""
    label: Line = ""


class Address(Form):
    """RFC 6350 ADR, the parts that are in use."""

    street: Line = ""
    locality: Line = ""
    region: Line = ""
    code: Line = ""
    country: Line = ""
    type: Literal["", "work", "home", "other"] = ""


class Job(Form):
    """Where she works or worked. `organization` is a name; dates bound it, so that a move keeps the past."""

    organization: Line = ""
    title: Line = ""
    department: Line = ""
    since: Day | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.until < self.since:
            raise ValueError(_("the job ends before it starts"))
        return self


class NextStep(Form):
    """What is to be done next for a person: kind is a key of `kinds.FOLLOW_UPS`, `at` a wall time in her zone."""

    kind: str = "other"
    title: Line = ""
    due: Day | None = None
    at: time | None = None
    channel: str = ""
    note: Text = ""


class PersonForm(Form):
    """One person as typed, pasted or read. Only a name or one way to reach her is needed.

    `name` is what is shown (RFC 6350 FN) and includes a "Dr."; the parts are N. `credentials` are official marks in the
    order written. `note` is about the person; `talked_about` belongs to the meeting at which she is logged.
    """

    name: Line = ""
    prefix: Line = ""
    given: Line = ""
    additional: Line = ""
    family: Line = ""
    suffix: Line = ""
    nickname: Line = ""
    family_first: bool = False
    credentials: list[Line] = []
    pronouns: Line = ""
    pronunciation: Line = ""
    jobs: list[Job] = []
    reaches: list[Reach] = []
    addresses: list[Address] = []
    tags: list[Line] = []
    roles: list[str] = []
    rank: Rank = ""
    met_on: Day | None = None
    met_how: Line = ""
    met_where: Line = ""
    met_through: Line = ""
    tier: str = ""
    rhythm_days: Annotated[int, Field(ge=1, le=3660)] | None = None
    preferred_channel: str = ""
    time_zone: Line = ""
    languages: list[Line] = []
    birthday: Line = ""
    note: Text = ""
    talked_about: Text = ""
    do_not_contact: bool = False
    deceased: bool = False
    next_step: NextStep | None = None
    no_next_step: bool = False

    @field_validator("credentials", "tags", "languages")
    @classmethod
    def _no_blanks_or_doubles(cls, values: list[str]) -> list[str]:
        return list(dict.fromkeys(value for value in values if value))

    @model_validator(mode="after")
    def _somebody(self) -> Self:
        if not (self.name or self.given or self.family or self.reaches):
            raise ValueError(_("a person needs a name or one way to reach her"))
        return self


class EventForm(Form):
    """Something she goes to: a conference, a chapter meeting, a webinar, an internship. Kind is of `kinds.EVENTS`."""

    name: Annotated[Line, Field(min_length=1)]
    short: Line = ""
    kind: str = "conference"
    first_day: Day | None = None
    last_day: Day | None = None
    time_zone: Line = ""
    place: Line = ""
    city: Line = ""
    url: Line = ""
    organization: Line = ""
    participation: Literal["planned", "attended", "volunteered", "spoke", "committee", "cancelled"] = "attended"
    ceus: Annotated[float, Field(ge=0, le=500)] | None = None
    ceu_body: Line = ""
    required_hours: Annotated[float, Field(ge=0, le=10_000)] | None = None
    virtual: bool = False
    playbook: str = ""
    note: Text = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError(_("the event ends before it starts"))
        return self


class SessionForm(Form):
    """One session of an event; times are wall times in the event's zone."""

    title: Annotated[Line, Field(min_length=1)]
    day: Day | None = None
    starts: time | None = None
    ends: time | None = None
    room: Line = ""
    speaker: Line = ""
    ceus: Annotated[float, Field(ge=0, le=100)] | None = None
    attended: bool = False
    note: Text = ""


class InteractionForm(Form):
    """What happened between her and one or several people. Kind is of `kinds.INTERACTIONS`; the time is a wall time."""

    kind: str = "note"
    on: Day
    at: time | None = None
    direction: Literal["", "out", "in", "both"] = ""
    title: Line = ""
    body: Text = ""


class FollowUpForm(NextStep):
    """A follow-up made by hand."""

    due: Day


_BOUNDS = {
    "greater_than": later("“{field}” must be more than {n}."),
    "greater_than_equal": later("“{field}” must be at least {n}."),
    "less_than": later("“{field}” must be less than {n}."),
    "less_than_equal": later("“{field}” must be at most {n}."),
}


def problem_sentence(wrong: ValidationError) -> str:
    """The first problem of a validation in words, without the text that was typed."""
    first = wrong.errors(include_input=False, include_url=False, include_context=True)[0]
    where = next((part for part in reversed(first["loc"]) if isinstance(part, str)), "").replace("_", " ")
    bound = next(iter(first.get("ctx", {}).values()), None)
    match first["type"]:
        case "string_too_long" | "too_long":
            limit = first.get("ctx", {}).get("max_length", LINE)
            return _("“{field}” is too long: {limit} characters at most.").format(field=where, limit=f"{limit:,}")
        case "string_too_short" | "too_short" | "missing":
            return _("“{field}” is needed.").format(field=where)
        case "value_error":
            text = str(first.get("ctx", {}).get("error", first["msg"]))
            return text[:1].upper() + text[1:] + "."
        case kind if kind in _BOUNDS and isinstance(bound, int | float):
            return _(_BOUNDS[kind]).format(field=where, n=f"{bound:g}")
        case kind if kind.startswith(("date", "time")) or "than" in kind:
            return _("“{field}” is out of range or not a date.").format(field=where)
        case _other:
            return _("“{field}” cannot be used as it is.").format(field=where or _("this"))
