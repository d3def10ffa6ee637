"""The question bank: forty topics worded for whom one asks, and the five to seven that fit a talk.

A question's id stands for its topic, so that no other wording of it is asked the same person twice. Her own questions
and wordings are layered over those that come along. Topics: domain.md 3.7; never ask for patients, for colleagues'
mistakes, or for a job (domain.md 3.2).
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple
from zlib import crc32

import tomli_w

from mrtnet.domain.kinds import MEETINGS
from mrtnet.domain.names import fold
from mrtnet.domain.toml_tables import (
    LONGEST_LINE,
    Table,
    Wrong,
    key_of,
    line_of,
    number_between,
    one_of,
    read_table,
    some_of,
    tables_of,
    text_of,
)
from mrtnet.paths import resource
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

STAGES: Mapping[str, str] = {
    "student": later("Still in school"),
    "seeking": later("Looking for a first job"),
    "working": later("Working in the field"),
}
"""Where she herself stands."""

AUDIENCES: Mapping[str, str] = {
    "coding": later("Coding"),
    "cdi": later("Clinical documentation"),
    "roi": later("Release of information"),
    "privacy": later("Privacy and compliance"),
    "registry": later("Cancer registry"),
    "data": later("Data and informatics"),
    "revenue": later("Revenue cycle"),
    "manager": later("Management"),
    "educator": later("School"),
    "association": later("Association"),
    "recruiter": later("Hiring"),
    "vendor": later("Vendor or payer"),
}
"""Whom one asks, by their work."""

FEWEST, MOST = 5, 7
_KNOWN_ALREADY = frozenset({"mentor-check-in", "interview"})
"""Kinds of meetings that need no question about the other's path to open with."""
MOST_QUESTIONS, LONGEST_FILE = 500, 200_000
OWN_THEME = "own"


class Theme(NamedTuple):
    """What some questions are about."""

    key: str
    title: str


class Question(NamedTuple):
    """One topic. `by_audience` are its wordings for some; `audiences`, `stages`: for these only (() is for all).

    `not_for` are kinds of meetings it does not fit. `weight` 2 is preferred where it fits. `closing`: asked at the end,
    the lowest number first. `topic` is its number in domain.md, 0 for her own.
    """

    id: str
    theme: str
    text: str
    topic: int = 0
    by_audience: Mapping[str, str] = {}
    audiences: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    weight: int = 1
    closing: int = 0

    def worded(self, audiences: Sequence[str]) -> str:
        """The wording for the first of these audiences that has one, else the general one."""
        return next((self.by_audience[each] for each in audiences if each in self.by_audience), self.text)


class Bank(NamedTuple):
    """All questions in the order they are shown, and their themes."""

    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]

    def find(self, key: str) -> Question | None:
        """The question with this id."""
        return next((each for each in self.questions if each.id == key), None)

    def theme_title(self, key: str) -> str:
        """The title of a theme in her language; a theme of her own is its own title."""
        return next((_(theme.title) for theme in self.themes if theme.key == key), key)


@cache
def built_in() -> Bank:
    """The bank that comes with the program."""
    themes, questions = [], list[Question]()
    for path in sorted(resource("questions").glob("*.toml")):
        theme, found = load_questions(path.read_text(encoding="utf-8"), path.name)
        themes.append(theme)
        questions += found
    return Bank(tuple(themes), tuple(questions))


def layered(
    bank: Bank, own: Iterable[Question] = (), edited: Mapping[str, str] | None = None, hidden: Collection[str] = ()
) -> Bank:
    """The bank with her own questions and wordings over it, without those she does not want to see.

    `edited` gives a new wording by "id" (for everybody) or "id/audience". An own question with the id of another
    replaces it.
    """
    mine = {each.id: each for each in own}
    whole = [mine.pop(each.id, each) for each in bank.questions]
    whole += mine.values()
    shown = tuple(_reworded(each, edited or {}) for each in whole if each.id not in hidden)
    known = {theme.key for theme in bank.themes}
    more = dict.fromkeys(each.theme for each in shown if each.theme not in known)
    titles = {OWN_THEME: later("My own")}
    return Bank((*bank.themes, *(Theme(key, titles.get(key, key)) for key in more)), shown)


def _reworded(question: Question, edited: Mapping[str, str]) -> Question:
    if question.id in edited:
        question = question._replace(text=edited[question.id], by_audience={})
    special = {audience: edited[key] for audience in AUDIENCES if (key := f"{question.id}/{audience}") in edited}
    return question._replace(by_audience={**question.by_audience, **special}) if special else question


# --- choosing ---


def pick(
    bank: Bank,
    audiences: Sequence[str] = (),
    stage: str = "",
    kind: str = "informational-interview",
    asked_before: Collection[str] = (),
    *,
    count: int = 6,
    again: bool = False,
    seed: int = 0,
) -> list[Question]:
    """The questions for a talk, in the order to ask them, each with the wording for this person as its `text`.

    `audiences` as `audiences_of` finds them, the closest first. None of `asked_before` (ids asked this person before)
    comes again unless `again`. Themes are mixed; the last one closes the talk: whom else to meet, or what is left of
    the closing questions. Fewer than `count` only where all were asked. `seed` (a person's id) varies equal choices.
    """
    left = [each for each in bank.questions if kind not in each.not_for and (again or each.id not in asked_before)]
    closing = sorted((each for each in left if each.closing), key=lambda each: each.closing)[:1]
    scored = {each.id: _score(each, audiences, stage, seed) for each in left if not each.closing}
    opening = bank.themes[0].key if bank.themes and kind not in _KNOWN_ALREADY else ""
    scored |= {each.id: scored[each.id] + 1.5 for each in left if each.theme == opening and each.id in scored}
    chosen: list[Question] = []
    open_ = [each for each in left if each.id in scored]
    while open_ and len(chosen) < count - len(closing):
        themes = [each.theme for each in chosen]
        best = max(open_, key=lambda each: scored[each.id] - 2.5 * themes.count(each.theme))
        chosen.append(best)
        open_.remove(best)
    order = {each.id: n for n, each in enumerate(bank.questions)}
    chosen.sort(key=lambda each: order[each.id])
    if len(chosen) + len(closing) < count:  # all else was asked: more of the closing ones
        spare = sorted((each for each in left if each.closing and each not in closing), key=lambda each: -each.closing)
        chosen += spare[: count - len(chosen) - len(closing)]
    return [each._replace(text=each.worded(audiences)) for each in [*chosen, *closing][: max(count, 0)]]


def _score(question: Question, audiences: Sequence[str], stage: str, seed: int) -> float:
    """How well a question fits; what does not fit at all comes only after everything else."""
    score = float(question.weight) + 1.8 * crc32(f"{seed}/{question.id}".encode()) / 2**32
    if any(audience in question.by_audience for audience in audiences):
        score += 2
    if question.audiences:
        score += 1.5 if set(audiences) & set(question.audiences) else -20
    if question.stages and stage:
        score += 0.5 if stage in question.stages else -10
    return score


def audiences_of(title: str, roles: Collection[str] = (), organization_kind: str = "") -> tuple[str, ...]:
    """The audiences that a person belongs to by title, roles (kinds.ROLES) and employer's kind, the closest first."""
    told = fold(title)
    found = [audience for audience, pattern in _TITLES if pattern.search(told)]
    if "educator" in found and "manager" in found:  # a program director leads students, not a department
        found.remove("manager")
    found += [_ROLES[role] for role in roles if role in _ROLES]
    found += [_EMPLOYERS[organization_kind]] if organization_kind in _EMPLOYERS else []
    return tuple(dict.fromkeys(found))


_TITLES = tuple(
    (audience, re.compile(rf"\b(?:{pattern})"))
    for audience, pattern in (
        (
            "educator",
            "instructor|professor|faculty|teacher|lecturer|program director|programme director|ppe coordinator",
        ),
        ("recruiter", "recruit|talent|human resources|hr\\b|staffing"),
        ("manager", "manager|director|supervisor|lead\\b|chief|head of|vice president|vp\\b|administrator"),
        ("cdi", "cdi\\b|clinical documentation|documentation (?:improvement|integrity)"),
        ("registry", "registr(?:ar|y)|abstractor|ods\\b|ctr\\b|oncology data"),
        ("privacy", "privacy|compliance|hipaa"),
        ("roi", "roi\\b|release of information|correspondence"),
        ("data", "data|analy(?:st|tics)|informatic|ehr\\b|epic\\b|systems"),
        ("coding", "cod(?:er|ing)|drg\\b|risk adjustment|auditor"),
        ("revenue", "revenue|denial|billing|charge|reimbursement|patient access"),
        ("vendor", "account executive|sales|consultant|customer|implementation"),
    )
)
_ROLES = {
    "supervisor": "manager",
    "site-manager": "manager",
    "hiring-contact": "manager",
    "instructor": "educator",
    "program-director": "educator",
    "ppe-coordinator": "educator",
    "officer": "association",
    "recruiter": "recruiter",
    "vendor": "vendor",
}
_EMPLOYERS = {
    "school": "educator",
    "association": "association",
    "staffing": "recruiter",
    "payer": "vendor",
    "coding-vendor": "vendor",
    "ehr-vendor": "vendor",
    "consulting": "vendor",
    "registry": "registry",
}


# --- questions of her own ---


def own_question(text: str, ids: Collection[str], theme: str = OWN_THEME) -> Question:
    """A question as she typed it, with an id that is not among `ids`. Raises Trouble for none, or one too long."""
    said = " ".join(text.split())
    if not 1 <= len(said) <= LONGEST_LINE:
        raise Trouble(_("A question needs between 1 and {most} characters.").format(most=LONGEST_LINE))
    words = re.findall(r"[a-z0-9]+", fold(said))[:5]
    base = ("own-" + "-".join(words))[:50].rstrip("-")
    key, n = base, 2
    while key in ids:
        key, n = f"{base}-{n}", n + 1
    return Question(key, theme, said)


_BETTER_NOT = (
    (
        r"\b(?:job|position|opening|vacanc\w+)s? (?:for me|open|available|here)\b"
        r"|\b(?:are you|is (?:the )?\w+) hiring\b|\b(?:hire|refer|recommend) me\b"
        r"|\bis there (?:a|any) (?:job|opening|position)",
        later("A talk like this is about their experience. Leave openings to them."),
    ),
    (
        r"\b(?:patient'?s? (?:name|stor|record|chart|diagnos)\w*|(?:worst|strangest|funniest|famous) patients?)\b",
        later("Never ask about patients: nobody may answer, and nobody should be asked."),
    ),
    (
        r"\b(?:mistakes?|errors?) (?:of|by) (?:your |a )?(?:colleague|coworker|co-worker|boss|team)\w*"
        r"|\b(?:colleague|coworker|co-worker|boss)(?:'s|s'|s)? (?:mistake|error|worst)",
        later("Leave out the mistakes of colleagues; ask what they themselves learned."),
    ),
)


def better_not(text: str) -> str:
    """Why a question should be left out, in a sentence; "" for all others. A hint, never a block."""
    folded = fold(text)
    return next((_(why) for pattern, why in _BETTER_NOT if re.search(pattern, folded)), "")


# --- files ---


def load_questions(text: str, name: str) -> tuple[Theme, list[Question]]:
    """The theme and questions of a TOML text; `name` says which in the sentence of a Trouble.

    Raises Trouble for what is not TOML, a missing, unknown or misspelled entry, or an id used twice.
    """
    if len(text) > LONGEST_FILE:
        raise Trouble(_("The questions {name} are too long.").format(name=name))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise Trouble(_("The questions {name} are not a readable TOML file.").format(name=name)) from None
    try:
        return _theme(data)
    except Wrong as wrong:
        raise Trouble(_("The questions {name} cannot be used: {why}.").format(name=name, why=wrong)) from None


def dump_questions(theme: Theme, questions: Iterable[Question]) -> str:
    """The questions as TOML text that `load_questions` reads back as the same."""
    return tomli_w.dumps({"key": theme.key, "title": theme.title, "questions": [_table(each) for each in questions]})


def _theme(data: Table) -> tuple[Theme, list[Question]]:
    readers = {"key": key_of, "title": line_of, "questions": tables_of}
    fields = read_table(data, _("the theme"), readers, ("key", "title", "questions"))
    if len(fields["questions"]) > MOST_QUESTIONS:
        raise Wrong(_("it has more than {most} questions").format(most=MOST_QUESTIONS))
    found = [_question(table, fields["key"]) for table in fields["questions"]]
    ids = [each.id for each in found]
    if twice := next((each for each in ids if ids.count(each) > 1), ""):
        raise Wrong(_("the question “{key}” is there twice").format(key=twice))
    return Theme(fields["key"], fields["title"]), found


def _question(table: Table, theme: str) -> Question:
    fields = read_table(
        table,
        _("a question"),
        {
            "id": key_of,
            "text": line_of,
            "topic": number_between(0, 40),
            "by_audience": _wordings,
            "audiences": some_of(AUDIENCES),
            "stages": some_of(STAGES),
            "not_for": some_of(MEETINGS),
            "weight": number_between(0, 5),
            "closing": number_between(0, 9),
        },
        ("id", "text"),
    )
    return Question(theme=theme, **fields)


def _wordings(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise Wrong(_("must be a table"))
    return {one_of(AUDIENCES)(audience): text_of(words, LONGEST_LINE) for audience, words in value.items()}


def _table(question: Question) -> Table:
    given = {key: value for key, value in question._asdict().items() if key != "theme"}
    defaults = Question._field_defaults
    return {
        key: list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
        for key, value in given.items()
        if key not in defaults or value != defaults[key]
    }
