"""Which playbooks begin by themselves with an event or a meeting by chance, and from which day they count."""

from datetime import date

from mrtnet.domain.kinds import LONG_EVENTS
from mrtnet.domain.playbook_parts import Playbook

AFTER_EVENT, CARD, CEU_WORKSHOP, ENGAGEMENT_START = "after-event", "chance-meeting", "ceu-workshop", "practicum-start"
ENGAGEMENT = (ENGAGEMENT_START, "practicum-during", "practicum-end")
_CEU_EVENTS = frozenset({"webinar", "workshop"})


def for_event_kind(kind: str) -> str:
    """The key of the playbook that an event of this kind starts, of several the first."""
    return all_for_event_kind(kind)[0]


def all_for_event_kind(kind: str) -> tuple[str, ...]:
    """The keys of all playbooks that an event of this kind starts: of an internship its start, course and end."""
    if kind in LONG_EVENTS:
        return ENGAGEMENT
    return (CEU_WORKSHOP,) if kind in _CEU_EVENTS else (AFTER_EVENT,)


def for_chance_meeting() -> str:
    """The key of the playbook for someone met without an event."""
    return CARD


def anchor_at(kind: str, first: date | None, last: date | None, playbook: Playbook, day: date) -> date:
    """The day from which the playbook counts for someone met on `day` at an event of this kind: its last one if later.

    An engagement's playbook counts from its first day, or from its last if it is about the end.
    """
    last = last or first or day
    if kind in LONG_EVENTS:
        return last if playbook.anchor_at == "end" else first or day
    return max(last, day)


def length_at(kind: str, first: date | None, last: date | None) -> int | None:
    """How many days an engagement lasts, the first and the last counted."""
    if kind not in LONG_EVENTS or not first or not last:
        return None
    return (last - first).days + 1
