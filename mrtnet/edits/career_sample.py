"""The part of the sample that is her own side: loaded with it, and taken out with it and nothing else."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from mrtnet import clock
from mrtnet.domain.career import PREFIX
from mrtnet.edits.organizations import organization_named
from mrtnet.store.career import Ceu, CeuCycle, Goal, Membership, OwnCredential, PracticeDay
from mrtnet.store.tables import Event

KEPT = (
    "id IN (SELECT event_id FROM ceu WHERE sample = 0)",
    # days of practice carry no mark of the sample: those of hers came after the event did
    "id IN (SELECT event_id FROM practice_day WHERE created_at > event.created_at)",
)
"""Conditions under which an event of the sample has become hers."""
REMOVED = tuple(
    f"DELETE FROM follow_up WHERE person_id IS NULL AND state = 'open' AND EXISTS (SELECT 1 FROM {table} AS own"
    f" WHERE own.sample = 1 AND follow_up.step LIKE '{PREFIX}{word}:' || own.id || ':%')"
    for table, word in (("own_credential", "exam"), ("ceu_cycle", "cycle"), ("membership", "membership"))
) + tuple(
    f"DELETE FROM {table} WHERE sample = 1" for table in ("ceu", "ceu_cycle", "own_credential", "membership", "goal")
)
"""What takes it out again."""


def load(session: Session, told: Mapping[str, Any], day: Callable[[str], date], events: Mapping[str, Event]) -> None:
    """Put it into the book. It asks for nothing: a sample has no reminders of her own."""
    now = clock.now()

    def maybe(row: Mapping[str, Any], key: str) -> date | None:
        return day(row[key]) if key in row else None

    for position, each in enumerate(told["goal"]):
        row = Goal(title=each["title"], why=each.get("why", ""), position=position, created_at=now, sample=True)
        row.due, row.reached_on = maybe(each, "due"), maybe(each, "reached")
        session.add(row)
    for each in told["credential"]:
        exam = maybe(each, "exam")
        earned = exam if each["state"] == "held" else None
        session.add(OwnCredential(mark=each["mark"], body="AHIMA", state=each["state"], exam_on=exam, earned_on=earned,
                                  note=each.get("note", ""), created_at=now, sample=True))  # fmt: skip
    for each in told["cycle"]:
        starts = day(each["starts"])
        ends = starts + timedelta(days=each["days"] - 1)
        session.add(CeuCycle(body=each["body"], starts_on=starts, ends_on=ends, created_at=now, sample=True))
    for each in told["ceu"]:
        event = events.get(each.get("event", ""))
        plain = {key: each[key] for key in ("title", "units", "provider", "bodies", "subject") if key in each}
        event_id = event.id if event else None
        session.add(Ceu(**plain, day=day(each["day"]), event_id=event_id, created_at=now, sample=True))
    for each in told["membership"]:
        row_id = organization_named(session, each["name"], sample=True)
        session.add(Membership(name=each["name"], organization_id=row_id, since=maybe(each, "since"),
                               renews_on=maybe(each, "renews"), created_at=now, sample=True))  # fmt: skip
    for each in told["practice"]:
        event = events[each["event"]]
        session.add(PracticeDay(event_id=event.id or 0, day=day(each["day"]), hours=each["hours"],
                                learned=each["learned"], created_at=event.created_at))  # fmt: skip
    session.flush()
