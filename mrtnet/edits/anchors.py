"""The day from which a playbook counts: when people of an event were met, when it ends, how long it lasts."""

from datetime import date

from mrtnet.domain.kinds import LONG_EVENTS
from mrtnet.domain.playbooks import Playbook
from mrtnet.store.tables import Event


def event_day(event: Event | None, today: date) -> date:
    """The day people of this event were met: its last day if it is over, today while it runs or without one."""
    if event is None:
        return today
    last = event.last_day or event.first_day
    return min(last, today) if last else today


def anchor_of(event: Event | None, playbook: Playbook, day: date) -> date:
    """The day from which the playbook counts for someone met on `day`: the event's last one if it is later.

    An engagement's playbook counts from its first day, or from its last if it is about the end.
    """
    if event is None:
        return day
    last = event.last_day or event.first_day or day
    if event.kind in LONG_EVENTS:
        return last if playbook.anchor_at == "end" else event.first_day or day
    return max(last, day)


def length_of(event: Event) -> int | None:
    """How many days an engagement lasts, the first and the last counted."""
    if event.kind not in LONG_EVENTS or not event.first_day or not event.last_day:
        return None
    return (event.last_day - event.first_day).days + 1
