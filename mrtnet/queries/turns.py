"""Turns of a playbook at work that only she can tell, kept with the run; the rest of its conditions the book knows."""

import json

from mrtnet.domain.playbook_parts import CONDITIONS, Playbook
from mrtnet.queries.reading import Connection, one_row

KNOWN = frozenset((
    "replied", "unanswered", "nudged", "promised", "they_wrote_first", "virtual", "many_met", "rank_a", "rank_b",
    "rank_c", "no_email", "has_link", "short", "under_21_days", "remote", "promise_late",
))  # fmt: skip
"""What facts answer by themselves for any playbook."""
OF_MEETINGS = frozenset(("declined", "moved_twice", "no_date"))


def key(run_id: int) -> str:
    """The setting that keeps them."""
    return f"turns-{run_id}"


def told(connection: Connection, run_id: int) -> frozenset[str]:
    """What she said happened in this run."""
    row = one_row(connection, "SELECT value FROM setting WHERE key = ?", (key(run_id),))
    try:
        found = json.loads(row[0]) if row else []
    except ValueError:
        return frozenset()
    return frozenset(each for each in found if each in CONDITIONS) if isinstance(found, list) else frozenset()


def to_tell(playbook: Playbook) -> list[str]:
    """The keys of CONDITIONS that this playbook asks about and the book cannot know, in the order of CONDITIONS."""
    asked = {name for rule in playbook.rules for name in rule.when}
    asked |= {name for step in playbook.steps for name in (*step.only, *step.unless)}
    known = KNOWN | OF_MEETINGS if playbook.starts_on in ("interview_wanted", "interview_held") else KNOWN
    return [name for name in CONDITIONS if name in asked - known]
