"""A new follow-up: every one is made here, whether she, a playbook, a meeting or a promise asks for it."""

from datetime import date, time

from mrtnet import clock
from mrtnet.domain.kinds import title
from mrtnet.store.tables import FollowUp


def new_follow_up(
    kind: str,
    due: date,
    *,
    what: str = "",
    person_id: int | None = None,
    event_id: int | None = None,
    meeting_id: int | None = None,
    run_id: int | None = None,
    at: time | None = None,
    channel: str = "",
    template: str = "",
    step: str = "",
    reason: str = "",
    note: str = "",
) -> FollowUp:
    """An open follow-up, not yet in the book; due on a day, with an optional wall time in her zone.

    `what` is its title, by default its kind's. `step` says which prompt of the program it is, "" for one of her own.
    """
    return FollowUp(
        person_id=person_id,
        event_id=event_id,
        meeting_id=meeting_id,
        run_id=run_id,
        kind=kind,
        title=what or title("follow-up", kind),
        due=due,
        at=at,
        first_due=due,
        channel=channel,
        template=template,
        step=step,
        reason=reason,
        note=note,
        created_at=clock.now(),
    )
