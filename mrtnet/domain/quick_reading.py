"""One quick line while it is being understood: what is still free of it, and what was found in it.

Understanding marks pieces of the line; whatever no piece covers is kept as what was talked about, so that nothing
typed is ever dropped.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from mrtnet.domain.contact_points import profile_words
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import LINE, Address, Job, NextStep, PersonForm, Reach
from mrtnet.domain.names import Name, fold, split_name, tidy
from mrtnet.domain.quick_steps import read_step
from mrtnet.domain.work_words import COMPANY_ENDS
from mrtnet.trouble import Trouble

Meaning = Literal[
    "name", "credential", "title", "employer", "email", "phone", "link",
    "tag", "step", "rank", "pronouns", "via", "met", "talk",
]  # fmt: skip


class Known(NamedTuple):
    """What her book already spells: an employer, tag or event typed in any case takes the stored spelling."""

    organizations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


class Token(NamedTuple):
    """A piece of the line, by character places in the text as handed in, and what it was understood as."""

    start: int
    end: int
    meaning: Meaning


class Understood(NamedTuple):
    """A person read from text. `notes` are pieces that found no field; they are in `talked_about` or `note` too.

    `line_number` is where her text begins (from 1); places in `tokens` count from there.
    """

    form: PersonForm
    notes: tuple[str, ...] = ()
    tokens: tuple[Token, ...] = ()
    line_number: int = 1


class Unreadable(NamedTuple):
    """A line that gives no person: where it stands (from 1), the text untouched, and why in one sentence."""

    line_number: int
    text: str
    reason: str


BREAK = re.compile(r"\r\n?|\n|[\x85\u2028\u2029]")
"""Where a line of pasted text ends."""
NOBODY_KNOWN = Known()
_BEFORE = re.compile(r"(?:[ \t\n;,|•\-–—·]|[~*→⇒»›▪◦●■¦/](?=\s|$))+")  # what parts pieces and says nothing by itself
_BEHIND = re.compile(r"(?:[ \t\n;,|•\-–—·]|(?<=\s)[~*→⇒»›▪◦●■¦/])+$")
_EDGES = " \t\n,;|\x1e\x1f"
TAKEN, GAP = "\x1f", "\x1e"  # a piece that is understood parts the text; a gap inside a name does not
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
SEPARATOR = re.compile(r"[;|\t\n\x1f•；，、]|,(?!\d{3}(?!\d))|(?<=\s)(?:--?|[–—·~*→⇒»›▪◦●■¦]|=>|->|//)(?=\s)")


class Reading:
    """One line while it is being understood: what is still free of it, and what was found."""

    def __init__(self, line: str, today: date, days: WorkingDays, known: Known, day_first: bool) -> None:
        self.line = line
        self.free = _CONTROL.sub(" ", line).replace("\xa0", " ")
        self.today, self.days, self.known, self.day_first = today, days, known, day_first
        self.fields: dict[str, Any] = {}
        self.credentials: list[str] = []
        self.reaches: list[Reach] = []
        self.addresses: list[Address] = []
        self.tags: list[str] = []
        self.jobs: list[dict[str, str]] = []
        self.tokens: list[Token] = []
        self.talk: list[tuple[int, str]] = []
        self.loose: list[tuple[int, str]] = []

    def take(self, start: int, end: int, meaning: Meaning | None, mask: str = TAKEN) -> None:
        """Marks a piece as understood; None for a word of the line's grammar."""
        if meaning:
            piece = self.free[start:end]
            begin = start + len(piece) - len(piece.lstrip(_EDGES))
            self.tokens.append(Token(begin, max(begin, start + len(piece.rstrip(_EDGES))), meaning))
        self.free = self.free[:start] + mask * (end - start) + self.free[end:]

    def step(self, text: str, start: int, end: int) -> None:
        """A "!" was read; a second next step is kept as text."""
        step = read_step(text, self.today, self.days, day_first=self.day_first)
        if step.rank and "rank" not in self.fields:
            self.fields["rank"] = step.rank
            self.take(start, end, "rank")
        elif step.rank or "next_step" in self.fields or "no_next_step" in self.fields:
            self.say(start, end)
        elif step.none:
            self.fields["no_next_step"] = True
            self.take(start, end, "step")
        else:
            day, at = step.when or (None, None)
            self.fields["next_step"] = NextStep.checked(
                kind=step.kind, title=step.title[:LINE], note=step.title[LINE:], due=day, at=at, channel=step.channel
            )
            self.take(start, end, "step")

    def say(self, start: int, end: int, said: str | None = None) -> None:
        """A piece of what was talked about; without `said`, one that found no other place."""
        text = self.line[start:end].strip() if said is None else said
        if said is None:
            self.loose.append((start, text))
        self.talk.append((start, text))
        self.take(start, end, "talk")

    def title(self, start: int, end: int) -> None:
        """A job title: of the job that has none yet, or more of the title right before it."""
        text = plain_piece(self.free[start:end])
        job = self.jobs[-1] if self.jobs else None
        if len(text) > LINE:
            return
        if job and not job.get("title"):
            job["title"] = text
        elif job is None:
            self.jobs.append({"title": text})
        else:
            return
        self.take(start, end, "title")

    def employer(self, start: int, end: int, title: str = "") -> None:
        """An employer, with the title that was written before it."""
        name = spelled(plain_piece(self.free[start:end]), self.known.organizations)
        job = self.jobs[-1] if self.jobs else None
        if len(name) > LINE:
            return
        if job is None or job.get("organization") or (title and job.get("title")):
            job = {}
            self.jobs.append(job)
        job["organization"] = name
        if title:
            job["title"] = plain_piece(title)
        self.take(start, end, "employer")

    def knows(self, text: str, stored: tuple[str, ...]) -> bool:
        return comparable(text) in _spellings(stored)

    def understood(self) -> Understood:
        """The form. Everything not covered by now becomes what was talked about."""
        self._keep_rest()
        self.talk.sort()
        self._name_from_link()
        form = PersonForm.checked(
            **self.fields,
            credentials=self.credentials,
            reaches=list({_same(reach): reach for reach in reversed(self.reaches)}.values())[::-1],
            addresses=self.addresses,
            tags=self.tags,
            jobs=[Job.checked(**job) for job in self.jobs],
            talked_about="; ".join(text for _at, text in self.talk),
        )
        return Understood(form, tuple(text for _at, text in sorted(self.loose)), tuple(sorted(self.tokens)))

    def _keep_rest(self) -> None:
        for match in re.finditer(r"[^\x1e\x1f]+", self.free):
            text = match[0]
            inside = text.strip(" \t\n;,|•-–—·~*→⇒»›▪◦●■¦/()[]")
            if any(unicodedata.category(letter)[0] not in "PZC" for letter in inside):
                begin = before.end() if (before := _BEFORE.match(text)) else 0
                self.say(match.start() + begin, match.start() + begin + len(_BEHIND.sub("", text[begin:])))

    def _name_from_link(self) -> None:
        if self.fields.get("name"):
            return
        for reach in self.reaches:
            words = profile_words(reach.value) if reach.property == "URL" else ""
            if not words:
                continue
            name, marks = split_credentials(words)
            self.credentials += marks
            self.fields |= name_fields(tidy(split_name(name)))
            return


def _same(reach: Reach) -> tuple[str, str]:
    return reach.property, reach.value.lower() if reach.property == "EMAIL" else reach.value


def plain_piece(text: str) -> str:
    """A piece without the signs around it: no full stop of a sentence, no half of a pair of brackets."""
    text = text.replace(GAP, " ").strip(" \t,:")
    if text.count("(") != text.count(")") or re.fullmatch(r"\([^()]*\)", text):
        text = text.strip("() ")
    last = text.rpartition(" ")[2]
    short = len(last) < 5 or "." in last[:-1] or fold(last).strip(".") in COMPANY_ENDS
    return text[:-1] if text.endswith(".") and not short else text


def name_fields(name: Name, shown: str = "") -> dict[str, Any]:
    """The name's fields of a PersonForm; `shown` where the name is to stand exactly as typed."""
    return {**name._asdict(), "name": shown or name.display}


def spelled(text: str, stored: tuple[str, ...]) -> str:
    """The text in the stored spelling, or as typed."""
    return _spellings(stored).get(comparable(text), text)


def comparable(text: str) -> str:
    return re.sub(r"[^\w&]+", " ", fold(text).replace("'", "")).strip().removeprefix("the ")


@lru_cache(maxsize=16)
def _spellings(stored: tuple[str, ...]) -> dict[str, str]:
    return {comparable(name): name for name in reversed(stored)}


def tried(line_number: int, text: str, read: Callable[[str], Understood]) -> Understood | Unreadable:
    """What `read` makes of the text, or why it cannot."""
    try:
        return read(text)._replace(line_number=line_number)
    except Trouble as wrong:
        return Unreadable(line_number, text, str(wrong))
