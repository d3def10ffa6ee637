"""Playbooks: what the field advises to do after meeting someone, and the engine that dates the next small step.

A playbook is data (see `playbook_files`). A run of it has an anchor day and a position; from these and what is known
about the person the engine computes the steps that are left, each on a working day. Only the next one becomes a
follow-up; the others are "planned" (decisions.md 23). Source of rules and steps: domain.md 4.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.playbook_days import HORIZON, NO_ANSWER_AFTER, PlaybookRun, applying, holding
from mrtnet.domain.playbook_files import built_in, dump_playbook, load_playbook
from mrtnet.domain.playbook_order import priority
from mrtnet.domain.playbook_parts import Facts, Offset, PlannedStep, Playbook, Rule, Step
from mrtnet.domain.playbook_starts import for_chance_meeting, for_event_kind
from mrtnet.trouble import Trouble
from mrtnet.words import _

__all__ = [
    "NO_ANSWER_AFTER",
    "Facts",
    "Offset",
    "PlannedStep",
    "Playbook",
    "Rule",
    "Step",
    "advice",
    "applying",
    "built_in",
    "dump_playbook",
    "for_chance_meeting",
    "for_event_kind",
    "holding",
    "is_over",
    "load_playbook",
    "next_step",
    "planned_steps",
    "priority",
]


def next_step(playbook: Playbook, facts: Facts, days: WorkingDays, whose: str = "person") -> PlannedStep | None:
    """The one step to prompt for now, or None when nothing is left. See `planned_steps`."""
    planned = planned_steps(playbook, facts, days, whose)
    return planned[0] if planned else None


def planned_steps(
    playbook: Playbook, facts: Facts, days: WorkingDays, whose: str = "person", horizon: int = HORIZON
) -> list[PlannedStep]:
    """All steps that are left, dated and in order; `whose` "me" gives her own ("capture", "log the CEUs").

    No step is due before today or on a free day. Steps whose anchor has no day yet are left out. A repeated step
    comes for `horizon` days from today. Empty for a person who is not to be contacted or has died. Raises Trouble for
    a date beyond the calendar.
    """
    if whose == "person" and (facts.do_not_contact or facts.deceased):
        return []
    with _inside_the_calendar():
        rules = applying(playbook, facts, days)
        if any(rule.stop for rule in rules):
            return []
        return PlaybookRun(playbook, facts, days, rules).planned(whose, horizon)


def is_over(playbook: Playbook, facts: Facts, days: WorkingDays, whose: str = "person") -> bool:
    """Whether nothing can come any more: no step is left, not even one that waits for the day of another anchor.

    Raises Trouble for a date beyond the calendar.
    """
    if whose == "person" and (facts.do_not_contact or facts.deceased):
        return True
    with _inside_the_calendar():
        rules = applying(playbook, facts, days)
        return any(rule.stop for rule in rules) or not PlaybookRun(playbook, facts, days, rules).left(whose)


@contextmanager
def _inside_the_calendar() -> Iterator[None]:
    try:
        yield
    except OverflowError:
        raise Trouble(_("This playbook would run beyond the ends of the calendar. Choose a nearer date.")) from None


def advice(playbook: Playbook, facts: Facts, days: WorkingDays) -> list[Rule]:
    """The rules that hold now and say something: a note to show, a tier to suggest, a playbook to go on with."""
    with _inside_the_calendar():
        rules = applying(playbook, facts, days)
    return [rule for rule in rules if rule.note or rule.tier or rule.playbook or rule.rest_days]
