"""Ties that went quiet, ordered by how useful it may be to take them up again, each with its reason (domain.md 3.6).

Useful are those who are trustworthy, willing, ahead of her, or in a setting where she knows nobody else; that an old
friend is pleasant to write to counts for less.
"""

import re
from datetime import date
from typing import NamedTuple

from mrtnet.domain.when import say_date
from mrtnet.words import _, later, listed

LONG_QUIET = 3 * 365  # days; the study's definition of a dormant tie
WITHOUT_RHYTHM = 365  # days after which somebody without a rhythm counts as gone quiet
TRUSTED = {
    "mentor": later("was your mentor"), "supervisor": later("was your supervisor"),
    "preceptor": later("was your preceptor"), "site-manager": later("managed your practice site"),
    "instructor": later("taught you"), "program-director": later("directed your program"),
    "referrer": later("recommended you"), "colleague": later("worked with you"), "mentee": later("was your mentee"),
    "fellow-student": later("studied with you"), "friend": later("is a friend"),
}  # fmt: skip
_CLOSE = frozenset({"mentor", "supervisor", "preceptor", "referrer", "site-manager"})
_AHEAD = re.compile(
    r"\b(?:chief|ceo|cio|cmio|vp|vice president|president|director|manager|head|lead|leader|supervisor|"
    r"administrator|officer|principal|professor|chair)\b",
    re.I,
)
_AHEAD_ROLES = frozenset({"officer", "speaker", "hiring-contact", "program-director", "site-manager"})
_LONGEST = 90  # letters of a passage


class Tie(NamedTuple):
    """What is known of somebody who went quiet.

    `introduced`, `kept` and `answered` count what they did for her; `only_at` is their employer if she knows nobody
    else there, `only_kind` if she knows nobody else in such a setting; `wanted` the credential she works towards, if
    they hold it; `passage` are words of the notes.
    """

    id: int
    name: str
    credentials: str
    title: str
    organization: str
    last_contact: date
    roles: tuple[str, ...] = ()
    rank: str = ""
    introduced: int = 0
    kept: int = 0
    answered: int = 0
    only_at: bool = False
    only_kind: str = ""
    wanted: str = ""
    passage: str = ""

    @property
    def is_ahead(self) -> bool:
        """Whether they lead, speak or hire."""
        return bool(_AHEAD.search(self.title)) or not _AHEAD_ROLES.isdisjoint(self.roles)


def usefulness(tie: Tie, today: date) -> int:
    """Points; higher is more useful to write to."""
    trusted = 4 if not _CLOSE.isdisjoint(tie.roles) else 2 if not TRUSTED.keys().isdisjoint(tie.roles) else 0
    willing = 3 * min(tie.introduced, 2) + 2 * min(tie.kept, 2) + min(tie.answered, 3)
    ahead = 3 * tie.is_ahead + 2 * bool(tie.wanted)
    other = 3 * bool(tie.only_kind) + 2 * (tie.only_at and not tie.only_kind)
    rank = {"A": 2, "B": 1}.get(tie.rank, 0)
    novel = (today - tie.last_contact).days >= LONG_QUIET
    return trusted + willing + ahead + other + rank + novel + bool(tie.passage)


def reasons(tie: Tie) -> list[str]:
    """Why writing may be worth it, the strongest first, each a part of a sentence."""
    found = [_(TRUSTED[role]) for role in TRUSTED if role in tie.roles][:1]
    if tie.introduced:
        found.append(_("introduced you before"))
    elif tie.kept:
        found.append(_("kept a promise to you"))
    elif tie.answered:
        found.append(_("has answered you before"))
    if tie.is_ahead and tie.title:
        found.append(_("works as {title}").format(title=tie.title))
    if tie.wanted:
        found.append(_("holds the {mark} you work towards").format(mark=tie.wanted))
    if tie.only_kind:
        found.append(_("is the only one you know in this setting: {setting}").format(setting=tie.only_kind))
    elif tie.only_at:
        found.append(_("is the only one you know at {place}").format(place=tie.organization))
    return found


def say_reason(tie: Tie) -> str:
    """The reason in one sentence: "Was your supervisor, is HIM Director and has answered you before."."""
    found = reasons(tie)[:3]
    if not found:
        return _("You were in touch once; a short note costs little.")
    said = listed(found)
    return _("{reason}.").format(reason=said[:1].upper() + said[1:])


def say_last(tie: Tie, today: date) -> str:
    """Where to take it up: "Last in touch Mar 3, 2024: “DRG validation, offered a shadow day”"."""
    day = say_date(tie.last_contact, today)
    words = " ".join(tie.passage.split())
    if not words:
        return _("Last in touch {day}").format(day=day)
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
    return _("Last in touch {day}: “{words}”").format(day=day, words=words)
