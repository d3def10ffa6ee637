"""Turns and days of a playbook at work that only she can tell, kept with the run; the book knows the others."""

import json
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from mrtnet.domain.playbook_parts import CONDITIONS, Playbook
from mrtnet.queries.reading import Connection, one_row

KNOWN = frozenset((
    "replied", "unanswered", "nudged", "promised", "they_wrote_first", "virtual", "many_met", "rank_a", "rank_b",
    "rank_c", "no_email", "has_link", "short", "under_21_days", "remote", "promise_late",
))  # fmt: skip
"""What facts answer by themselves for any playbook."""
OF_MEETINGS = frozenset(("declined", "moved_twice", "no_date"))
_OF_TALKS = frozenset(("yes", "meeting", "start", "their-talk"))
KNOWN_DAYS = {
    "interview_wanted": _OF_TALKS,
    "interview_held": _OF_TALKS,
    "mentor_agreed": _OF_TALKS,
    "applied_with_referral": frozenset(("interview-set", "interview", "result", "start")),
}
"""The further days of playbooks that meetings and openings tell, by what the playbook starts on."""


def key(run_id: int) -> str:
    """The setting that keeps them."""
    return f"turns-{run_id}"


class Told(NamedTuple):
    """What she told of a run: which CONDITIONS came true, and its further days by their key in the playbook."""

    happened: frozenset[str] = frozenset()
    days: Mapping[str, date] = {}


def told(connection: Connection, run_id: int) -> Told:
    """What she told of this run."""
    row = one_row(connection, "SELECT value FROM setting WHERE key = ?", (key(run_id),))
    try:
        kept = json.loads(row[0]) if row else []
    except ValueError:
        return Told()
    happened, days = (kept, {}) if isinstance(kept, list) else (kept["happened"], kept["days"])
    return Told(
        frozenset(each for each in happened if each in CONDITIONS),
        {name: date.fromisoformat(on) for name, on in days.items()},
    )


def to_tell(playbook: Playbook) -> list[str]:
    """The keys of CONDITIONS that this playbook asks about and the book cannot know, in the order of CONDITIONS."""
    asked = {name for rule in playbook.rules for name in rule.when}
    asked |= {name for step in playbook.steps for name in (*step.only, *step.unless)}
    known = KNOWN | OF_MEETINGS if playbook.starts_on in ("interview_wanted", "interview_held") else KNOWN
    return [name for name in CONDITIONS if name in asked - known]


def days_to_tell(playbook: Playbook) -> dict[str, str]:
    """{key: words} of the further days that a step counts from and the book cannot know."""
    known = KNOWN_DAYS.get(playbook.starts_on, frozenset())
    counted = {step.anchor for step in playbook.steps}
    main = next(iter(playbook.anchors))
    return {name: words for name, words in playbook.anchors.items() if name in counted - known - {main}}
