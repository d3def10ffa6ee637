"""The day from which a playbook counts: when people of an event were met, when it ends, how long it lasts."""

from datetime import date

from mrtnet.domain.playbook_starts import all_for_event_kind, anchor_at, length_at
from mrtnet.domain.playbooks import Playbook
from mrtnet.store.tables import Event


def event_day(event: Event | None, today: date) -> date:
    """The day people of this event were met: its last day if it is over, today while it runs or without one."""
    if event is None:
        return today
    last = event.last_day or event.first_day
    return min(last, today) if last else today


def anchor_of(event: Event | None, playbook: Playbook, day: date) -> date:
    """The day from which the playbook counts for someone met on `day` at this event, if any (`anchor_at`)."""
    return day if event is None else anchor_at(event.kind, event.first_day, event.last_day, playbook, day)


def length_of(event: Event) -> int | None:
    """How many days an engagement lasts, the first and the last counted."""
    return length_at(event.kind, event.first_day, event.last_day)


def playbooks_of(event: Event) -> tuple[str, ...]:
    """The keys of the playbooks that begin with this event: the one she chose for it, else those of its kind."""
    return (event.playbook,) if event.playbook else all_for_event_kind(event.kind)
