"""A list of people copied from a web page: what the page puts between them is taken out before they are read.

Pictures come as initials or their description, buttons as words, names twice, and above it all stands how many there
are. One such line may be a person's; several are a page.
"""

import re
from collections.abc import Sequence

from mrtnet.domain.names import fold

Numbered = tuple[int, str]
"""A line and its number in the text."""

_BUTTON = re.compile(
    r"(?:connect|message|follow(?:ing)?|pending|invite|chat|save|share|more|view(?: full| \S.{0,60}s)? profile"
    r"|(?:see|show|load|view) (?:more|all)|(?:book|request|schedule)(?: a)? meeting|video call|say (?:hi|hello)"
    r"|add (?:contact|friend|to (?:contacts|network|my schedule))|next|previous"
    r"|(?:keynote )?speakers?|moderators?|panelists?|organizers?|hosts?|presenters?|attendees?|[A-Z])",
    re.I,
)
"""What stands between two people: a button, a role, a letter of the alphabet."""
_ASIDE = re.compile(
    r"[•·\s]*(?:1st|2nd|3rd\+?)(?: degree)?(?: connection)?"
    r"|(?:.{1,60} and )?\d+ (?:other )?(?:mutual|shared) connections?|.{1,60} (?:is a|are) mutual connections?"
    r"|status is \w+|(?:profile )?(?:photo|picture|image)(?: of .{1,60})?|.{1,60} (?:profile )?(?:photo|picture|avatar)"
    r"|view .{1,60}[’']s? profile",
    re.I,
)
_COUNTED = re.compile(
    r"(?:all )?(?:attendees|participants|speakers|people|members|guests|delegates|exhibitors|results|who[’']s going)"
    r"\s*[(:·-]?\s*\d[\d,]*\)?|\d[\d,]* (?:attendees|participants|speakers|people|members|guests|delegates|results)"
    r"|showing \d.*|page \d+(?: of \d+)?",
    re.I,
)
_RULE = re.compile(r"[\s|:+=_*–—-]*[-–—=_*]{3}[\s|:+=_*–—-]*")
_NUMBER = re.compile(r"\s*\d{1,4}[.)]\s+(?=\S)")
_PAGE = 2
"""So many lines of a page make it one."""


def without_page(lines: Sequence[str]) -> list[Numbered]:
    """The lines that are left, with their numbers from 1; a button becomes a blank line, since a person ends there."""
    told = [line for line in lines if line.strip()]
    if len(told) < 3:
        return list(enumerate(lines, 1))
    numbered = all(map(_NUMBER.match, told))
    kept = [
        (number, _NUMBER.sub("", line, count=1) if numbered else line)
        for number, line in enumerate(lines, 1)
        if not _COUNTED.fullmatch(line.strip()) and not _RULE.fullmatch(line)
    ]
    noise = [_is_aside(at, kept) for at in range(len(kept))]
    buttons = [bool(_BUTTON.fullmatch(line.strip())) for _number, line in kept]
    if sum(noise) + sum(buttons) < _PAGE:
        return kept
    return [
        (number, "" if button else line)
        for (number, line), aside, button in zip(kept, noise, buttons, strict=True)
        if not aside
    ]


def _is_aside(at: int, lines: Sequence[Numbered]) -> bool:
    """Whether a line is a picture's place, or says again what the next one says."""
    line = lines[at][1].strip()
    if not line:
        return False
    after = next((text.strip() for _number, text in lines[at + 1 : at + 3] if text.strip()), "")
    if _ASIDE.fullmatch(line) or (line == after and " " in line):
        return True
    words = re.findall(r"\w+", fold(after))
    return len(line) in (2, 3) and line.isupper() and len(words) > 1 and fold(line[0] + line[-1]) in (
        words[0][0] + words[-1][0], words[0][0] + words[1][0]
    )  # fmt: skip
