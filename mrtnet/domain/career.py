"""Her own side as rows, and the one calm prompt that each exam, renewal and cycle makes, ahead of its day.

A prompt is known by its key "career:exam:3:2027-06-03:30": what it is about, the day it is about, and its rung (days
before that day). The next rung comes when this one is dealt with; rungs that passed are not made up for.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain.certification import LADDER, Standing, say_deadline, say_missing
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.when import say_date
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

PREFIX = "career:"
EXAM_RUNGS = (30, 7, -1)  # days before the exam; the day after, how it went (own)
RENEWAL_RUNGS = (30,)  # (own)
COMPLETE_RUNGS = (90, 30)  # days: what is complete is only to be handed in (own)

STATES: Mapping[str, str] = {
    "wanted": later("Wanted"),
    "studying": later("Studying"),
    "passed": later("Passed, not verified yet"),
    "held": later("Held"),
    "lapsed": later("Lapsed"),
}
"""How far she is with a credential. The mark is written after her name only once its body verified it [mark]."""


class GoalRow(NamedTuple):
    """One goal."""

    id: int
    title: str
    why: str
    due: date | None
    reached_on: date | None
    dropped_on: date | None


class OwnCredentialRow(NamedTuple):
    """One of her own credentials; state is a key of STATES."""

    id: int
    mark: str
    body: str
    state: str
    number: str
    exam_on: date | None
    earned_on: date | None
    note: str


class CycleRow(NamedTuple):
    """One cycle as it is kept; `rule` is her own JSON over the body's rule."""

    id: int
    body: str
    starts_on: date
    ends_on: date
    rule: str
    submitted_on: date | None
    note: str


class CeuRow(NamedTuple):
    """Units of one activity, with its event and the name of its certificate."""

    id: int
    title: str
    day: date
    units: float
    bodies: tuple[str, ...]
    provider: str
    subject: str
    event_id: int | None
    event: str
    file_id: int | None
    file: str
    note: str


class MembershipRow(NamedTuple):
    """One membership."""

    id: int
    name: str
    number: str
    since: date | None
    renews_on: date | None
    ended_on: date | None
    note: str


class PlacementRow(NamedTuple):
    """An internship, PPE or volunteering: hours done against hours required, and whom she met there."""

    event_id: int
    name: str
    kind: str
    organization: str
    first_day: date | None
    last_day: date | None
    required: float | None
    hours: float
    days: int
    met: int


class PracticeRow(NamedTuple):
    """One day of a placement."""

    id: int
    event_id: int
    day: date
    hours: float
    learned: str


class OfferRow(NamedTuple):
    """Units of an event or of one of its sessions she attended, that are not on file yet."""

    event_id: int
    session_id: int | None
    title: str
    event: str
    day: date
    units: float
    provider: str
    body: str


class Prompt(NamedTuple):
    """A follow-up of no person that her own side asks for. `about` is the key without its rung."""

    about: str
    rung: int
    kind: str
    title: str
    due: date
    reason: str

    @property
    def key(self) -> str:
        """What `FollowUp.step` says."""
        return f"{self.about}{self.rung}"


def prompts(
    credentials: Sequence[OwnCredentialRow],
    standings: Sequence[Standing],
    memberships: Sequence[MembershipRow],
    answered: Collection[str],
    today: date,
    days: WorkingDays,
) -> Iterator[Prompt]:
    """The next prompt of each exam, cycle and membership. `answered` are keys of prompts dealt with before."""
    for credential in _to_sit(credentials):
        exam = credential.exam_on or today
        if rung := _next(about := _exam_key(credential), EXAM_RUNGS, exam, answered, today):
            yield _exam(credential, about, rung, today, days)
    for each in _open(standings):
        ladder = COMPLETE_RUNGS if each.complete and not each.rule.exam_again else LADDER
        if rung := _next(about := _cycle_key(each), ladder, each.deadline, answered, today):
            yield _cycle(each, about, rung, today, days)
    for membership in _to_renew(memberships):
        renewal = membership.renews_on or today
        if rung := _next(about := _membership_key(membership), RENEWAL_RUNGS, renewal, answered, today):
            words = _("Renew {name} by {day}").format(name=membership.name, day=say_date(renewal, today))
            yield Prompt(about, rung[0], "other", words, _working(rung[1], today, days), "")


def about_what(
    credentials: Sequence[OwnCredentialRow], standings: Sequence[Standing], memberships: Sequence[MembershipRow]
) -> set[str]:
    """What may still be asked about: an open prompt stays until it is dealt with, though all its rungs have passed."""
    return {
        *map(_exam_key, _to_sit(credentials)),
        *map(_cycle_key, _open(standings)),
        *map(_membership_key, _to_renew(memberships)),
    }


def _to_sit(credentials: Sequence[OwnCredentialRow]) -> list[OwnCredentialRow]:
    return [row for row in credentials if row.exam_on and row.state in ("wanted", "studying")]


def _open(standings: Sequence[Standing]) -> list[Standing]:
    return [each for each in standings if not each.cycle.submitted]


def _to_renew(memberships: Sequence[MembershipRow]) -> list[MembershipRow]:
    return [row for row in memberships if row.renews_on and not row.ended_on]


def _exam_key(credential: OwnCredentialRow) -> str:
    return f"{PREFIX}exam:{credential.id}:{credential.exam_on}:"


def _cycle_key(each: Standing) -> str:
    return f"{PREFIX}cycle:{each.cycle.id}:{each.deadline}:"


def _membership_key(membership: MembershipRow) -> str:
    return f"{PREFIX}membership:{membership.id}:{membership.renews_on}:"


def _next(
    about: str, ladder: Sequence[int], day: date, answered: Collection[str], today: date
) -> tuple[int, date] | None:
    """The next rung on or after today that was not answered; answering one answers all before it."""
    lowest = min((rung for rung in (*ladder, *LADDER) if f"{about}{rung}" in answered), default=max(LADDER) + 1)
    pairs = ((rung, day - timedelta(days=rung)) for rung in ladder)
    return next(((rung, on) for rung, on in pairs if on >= today and rung < lowest), None)


def _exam(credential: OwnCredentialRow, about: str, rung: tuple[int, date], today: date, days: WorkingDays) -> Prompt:
    day = say_date(credential.exam_on or today, today)
    if rung[0] < 0:
        words = _("How did the {mark} exam go?")
        reason = _("Note it under My career: passed and verified are two facts.")
    else:
        words, reason = _("{mark} exam on {day}: what is left to study?"), ""
    title = words.format(mark=credential.mark, day=day)
    return Prompt(about, rung[0], "plan", title, _working(rung[1], today, days), reason)


def _cycle(each: Standing, about: str, rung: tuple[int, date], today: date, days: WorkingDays) -> Prompt:
    body = each.rule.body or each.cycle.key
    day = say_date(each.deadline, today)
    if each.rule.exam_again:
        words = _("{body}: take the exam again by {day}")
    elif each.complete:
        words = _("Hand in your {body} CEUs by {day}")
    elif each.missing:
        words = _("{body}: {missing:g} CEUs to go by {day}")
    else:
        words = _("{body}: a part of the CEUs is missing, by {day}")
    title = words.format(body=body, missing=each.missing, day=day)
    reason = " ".join(part for part in (say_missing(each), say_deadline(each)) if part)
    return Prompt(about, rung[0], "log-ceus", title, _working(rung[1], today, days), reason)


def _working(day: date, today: date, days: WorkingDays) -> date:
    """A working day at or before the rung, yet not before today."""
    try:
        before = days.on_or_before(day)
        return before if before >= today else days.on_or_after(day)
    except Trouble:
        return day


def next_renewal(renews_on: date) -> date:
    """The same day a year later; February 29 becomes the 28th."""
    try:
        return renews_on.replace(year=renews_on.year + 1)
    except ValueError:
        return renews_on.replace(year=renews_on.year + 1, day=28)
