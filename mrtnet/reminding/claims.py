"""Who shows which reminder: a claim with a short lease, then the mark that it was shown (decisions.md 27).

Window and reminder service may both run. Each claims (follow-up, due moment) in one quiet transaction before it shows
it, so none comes twice; a program that dies between claim and showing leaves a lease that lapses, so none is lost.
Alarms of meetings are claimed alike: their moment says that the id is a meeting's (`domain.alarms`).
Functions take the writing connection: `book.quietly(claim, keys, now, who)`. Instants are aware, in UTC.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from mrtnet import clock
from mrtnet.domain.alarms import MARK, Alarm, Key
from mrtnet.queries.reminders import PAUSE

LEASE = timedelta(minutes=2)
KEPT = timedelta(days=400)  # a reminder that was shown is forgotten after that


def new_claimant(kind: str) -> str:
    """A name for one run of a program: "window 3f9a..."."""
    return f"{kind} {secrets.token_hex(6)}"


def claim(write: Any, keys: Iterable[Key], now: datetime, who: str) -> frozenset[Key]:
    """Take the reminders that nobody has shown or holds; returns those that are ours until the lease ends."""
    now, taken = now.astimezone(UTC), set()
    until, far_ahead = clock.as_text(now + LEASE), clock.as_text(now + LEASE * 5)
    for follow_up_id, moment in keys:
        row = write.execute(
            "INSERT INTO reminder_shown (follow_up_id, moment, claimed_by, lease_until) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (follow_up_id, moment) DO UPDATE"
            " SET claimed_by = excluded.claimed_by, lease_until = excluded.lease_until"
            " WHERE shown_at IS NULL AND (claimed_by = excluded.claimed_by OR lease_until IS NULL OR lease_until <= ?"
            " OR lease_until > ?) RETURNING follow_up_id",
            (follow_up_id, moment, who, until, clock.as_text(now), far_ahead),
        ).fetchall()  # a lease that ends far ahead was given by a clock that has been set back
        if row:
            taken.add((follow_up_id, moment))
    return frozenset(taken)


def mark_shown(write: Any, keys: Iterable[Key], now: datetime) -> None:
    """These were shown to her: they never come again for this moment. Marks of long ago are dropped."""
    for follow_up_id, moment in keys:
        write.execute(
            "INSERT INTO reminder_shown (follow_up_id, moment, claimed_by, shown_at) VALUES (?, ?, '', ?)"
            " ON CONFLICT (follow_up_id, moment) DO UPDATE SET shown_at = excluded.shown_at, lease_until = NULL",
            (follow_up_id, moment, clock.as_text(now)),
        )
    long_ago = clock.as_text(now - KEPT)
    write.execute(
        "DELETE FROM reminder_shown WHERE shown_at < ?"
        " AND follow_up_id NOT IN (SELECT id FROM follow_up WHERE state = 'open')",
        (long_ago,),
    )
    write.execute(
        "DELETE FROM reminder_shown WHERE moment >= ? AND moment < ?", (MARK, f"{MARK}{long_ago}")
    )  # alarms that were put off and never came


def take(write: Any, keys: Iterable[Key], now: datetime, who: str) -> frozenset[Key]:
    """Claim and mark at once, for a program that shows what it got the instant this is committed."""
    taken = claim(write, keys, now, who)
    mark_shown(write, sorted(taken), now)
    return taken


def not_shown_after_all(write: Any, keys: Iterable[Key]) -> None:
    """What was marked could not be shown: it is due again."""
    for key in keys:
        write.execute("UPDATE reminder_shown SET shown_at = NULL WHERE follow_up_id = ? AND moment = ?", key)


def put_off_alarm(write: Any, alarm: Alarm) -> None:
    """Let the alarm of a meeting come again at its `snoozed`, in whichever program looks then."""
    write.execute(
        "INSERT INTO reminder_shown (follow_up_id, moment, claimed_by) VALUES (?, ?, '')"
        " ON CONFLICT (follow_up_id, moment) DO NOTHING",
        alarm.key,
    )


def release(write: Any, keys: Iterable[Key], who: str) -> None:
    """Give claims back that could not be shown, so that somebody else may."""
    for follow_up_id, moment in keys:
        write.execute(  # the row stays: of an alarm that was put off it is all that is known
            "UPDATE reminder_shown SET claimed_by = '', lease_until = NULL"
            " WHERE follow_up_id = ? AND moment = ? AND claimed_by = ? AND shown_at IS NULL",
            (follow_up_id, moment, who),
        )


def pause(write: Any, until: datetime | None) -> None:
    """Hold all reminders back until this instant, in every program; None ends the pause."""
    write.execute("DELETE FROM reminder_shown WHERE follow_up_id = ? AND moment = ?", PAUSE)
    if until is not None:
        write.execute(
            "INSERT INTO reminder_shown (follow_up_id, moment, claimed_by, lease_until) VALUES (?, ?, '', ?)",
            (*PAUSE, clock.as_text(until)),
        )
