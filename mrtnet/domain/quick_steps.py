"""The next step in a quick line: "!thank-you tomorrow", "!li thu", "!call in 3 days", "!none", "!A"."""

from datetime import date
from functools import cache
from typing import NamedTuple

from mrtnet.domain import kinds
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.names import fold
from mrtnet.domain.when import When, parse_when


class Step(NamedTuple):
    """What a "!" asks for: exactly one of rank, nothing at all (`none`), or a kind with an optional date."""

    kind: str = ""
    channel: str = ""
    title: str = ""
    when: When | None = None
    rank: str = ""
    none: bool = False


_SYNONYMS: dict[str, tuple[str, str, str]] = {  # word: kind, channel, title to keep
    **dict.fromkeys(["thanks", "thank", "ty", "thx", "thank you", "thankyou", "tyn"], ("thank-you", "", "")),
    **dict.fromkeys(["li", "linkedin", "linked-in", "connect", "invite"], ("linkedin", "linkedin", "")),
    **dict.fromkeys(["call", "phone", "ring"], ("check-in", "phone", "Call")),
    **dict.fromkeys(["email", "e-mail", "mail", "write", "message"], ("first-touch", "email", "")),
    **dict.fromkeys(["text", "sms"], ("check-in", "phone", "Text")),
    **dict.fromkeys(["coffee", "lunch", "breakfast", "dinner", "tea"], ("meet", "talk", "*")),
    **dict.fromkeys(["meeting"], ("meet", "", "")),
    **dict.fromkeys(["informational", "interview", "ask for a talk"], ("request", "", "")),
    **dict.fromkeys(["catch-up", "catchup", "catch up", "checkin", "check in", "ping"], ("check-in", "", "")),
    **dict.fromkeys(["share", "article", "link"], ("resource", "", "")),
    **dict.fromkeys(["wait", "waiting", "reply"], ("reply-check", "", "")),
    **dict.fromkeys(["remind", "reminder"], ("nudge", "", "")),
    **dict.fromkeys(["news"], ("update", "", "")),
    **dict.fromkeys(["ceu", "ceus"], ("log-ceus", "", "")),
    **dict.fromkeys(["follow-up", "followup", "follow up", "fu", "todo"], ("other", "", "")),
}
_CHANNELS = {
    **{"email": "email", "e-mail": "email", "mail": "email", "linkedin": "linkedin", "li": "linkedin"},
    **{"phone": "phone", "card": "card", "handwritten": "card", "letter": "card"},
}
_NONE = frozenset({"none", "no", "nothing", "never", "-"})
_VAGUE = frozenset({"send", "keep", "ask", "log", "plan", "first", "report"})
"""Verbs that begin a kind's title but begin many other things as well."""
_MOST_WORDS = 10  # words a date may have


def read_step(text: str, today: date, days: WorkingDays, *, day_first: bool = False) -> Step:
    """What stands behind a "!". Whatever is neither kind nor date becomes the title; nothing is dropped."""
    words = text.split()
    if len(words) == 1 and words[0].upper() in {"A", "B", "C"}:
        return Step(rank=words[0].upper())
    if len(words) == 1 and fold(words[0]) in _NONE:
        return Step(none=True)
    kind, channel, title, rest = _kind(words)
    vague = kind and len(words) - len(rest) == 1 and fold(words[0]) in _VAGUE
    when, rest = _when(rest, today, days, day_first)
    if rest and vague:
        kind, channel, title, rest = "other", "", "", [words[0], *rest]  # "send the resume" is no "Send agenda"
    if not kind:
        kind, channel, title, rest = _kind(rest) if when else ("other", "", "", rest)
    if rest and kind in {"thank-you", "first-touch", "reply-check", "nudge"} and fold(rest[0]) in _CHANNELS:
        channel = _CHANNELS[fold(rest.pop(0))]
    if rest and fold(rest[0]) in {"note", "invitation", "invite"} and kind in {"thank-you", "linkedin"}:
        rest.pop(0)
    said = " ".join(rest).strip(' :-–—"“”')
    return Step(kind or "other", channel, " ".join(part for part in (title, said) if part), when)


def date_only(text: str, today: date, days: WorkingDays, *, day_first: bool = False) -> bool:
    """Whether a piece behind a comma still belongs to the date before it: "Dec 3, 2026", "thu, 3pm"."""
    return parse_when(text, today, days=days, day_first=day_first) is not None


def _kind(words: list[str]) -> tuple[str, str, str, list[str]]:
    for count in (3, 2, 1):
        if len(words) < count:
            continue
        said = fold(" ".join(words[:count])).strip(":,")
        if said in kinds.FOLLOW_UPS:
            return said, "linkedin" if said == "linkedin" else "", "", words[count:]
        if said in _SYNONYMS:
            kind, channel, title = _SYNONYMS[said]
            return kind, channel, words[0].capitalize() if title == "*" else title, words[count:]
        if len(said) > 3 and said in _titles():
            return _titles()[said], "", "", words[count:]
    return "", "", "", words


@cache
def _titles() -> dict[str, str]:
    """Kinds by each beginning of their titles at word ends ("gentle", "gentle reminder"); the first one wins."""
    found: dict[str, str] = {}
    for kind in kinds.FOLLOW_UPS.values():
        words = fold(kind.title).split()
        for count in range(len(words), 0, -1):
            found.setdefault(" ".join(words[:count]), kind.key)
    return found


def _when(words: list[str], today: date, days: WorkingDays, day_first: bool) -> tuple[When | None, list[str]]:
    """The longest date at the beginning, or at the end, and the words without it."""
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        if when := parse_when(" ".join(words[:count]).strip(",:"), today, days=days, day_first=day_first):
            return when, words[count:]
    for count in range(min(len(words), _MOST_WORDS), 0, -1):
        if when := parse_when(" ".join(words[-count:]), today, days=days, day_first=day_first):
            return when, words[:-count]
    return None, words
