"""The search language: plain words, "quoted phrases" and operators such as credential:rhit, quiet:>90d, -tag:vendor.

Nothing typed is ever an error. What is no operator is searched for as words; an operator still being typed ("tag:",
"due:to") asks for nothing yet. Several values with commas mean either; several operators mean all of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from mrtnet.domain import kinds, rhythm, when
from mrtnet.domain.credentials import official
from mrtnet.domain.names import fold
from mrtnet.words import _, either, later, listed, plural

LONGEST = 500  # characters that are looked at; what is longer was pasted by mistake
MOST = 16  # words, and as many filters


class Word(NamedTuple):
    """A word or phrase as typed. `quoted` means exactly these words; `unclosed` that its end is still being typed."""

    text: str
    quoted: bool = False
    negated: bool = False
    unclosed: bool = False


class Filter(NamedTuple):
    """One operator: its full name, how it compares ("=", "<", ">"), its values (any of them), whether it is turned.

    Without values it is still being typed and lets everybody pass.
    """

    name: str
    op: str = "="
    values: tuple[str, ...] = ()
    negated: bool = False


class Search(NamedTuple):
    """What was typed, understood."""

    words: tuple[Word, ...] = ()
    filters: tuple[Filter, ...] = ()


class Span(NamedTuple):
    """Days from first to last; None is open."""

    first: date | None = None
    last: date | None = None


ALIASES: Mapping[str, str] = {
    **{
        name: name for name in ("credential", "at", "met", "tag", "role", "rank", "quiet", "due", "has", "tier", "kind")
    },
    **{name: name for name in ("city", "title", "email", "phone")},
    **dict.fromkeys(("cred", "credentials", "mark", "with"), "credential"),
    **dict.fromkeys(("org", "organization", "employer", "company", "works"), "at"),
    **dict.fromkeys(("event", "from"), "met"),
    **dict.fromkeys(("tags", "label"), "tag"),
    **dict.fromkeys(("is", "roles"), "role"),
    **dict.fromkeys(("silent",), "quiet"),
    **dict.fromkeys(("next", "followup", "follow-up"), "due"),
    **dict.fromkeys(("circle",), "tier"),
    **dict.fromkeys(("place", "town"), "city"),
    **dict.fromkeys(("job",), "title"),
    **dict.fromkeys(("mail", "e-mail"), "email"),
    **dict.fromkeys(("tel", "cell", "mobile"), "phone"),
}
"""Every way to write an operator, and its name."""

HAS: Mapping[str, str] = {
    "email": later("an email address"),
    "phone": later("a phone number"),
    "link": later("a link"),
    "photo": later("a photo"),
    "note": later("a note"),
    "tag": later("a tag"),
    "birthday": later("a birthday"),
    "address": later("an address"),
    "rhythm": later("a rhythm"),
}
RANKS = ("a", "b", "c")
DUE_WORDS = ("today", "late", "none", "any", "this week", "next week", "this month", "next month")

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_AGE = re.compile(r"(\d{1,5})(?:(d)(?:ays?)?|(w)(?:eeks?)?|(m)(?:onths?)?|(y)(?:ears?)?)?")
_ANY_DAY = date(2024, 1, 1)  # only to see whether words are a date at all
_TOKEN = re.compile(
    r"(?P<minus>-(?=[^\s-]))?(?:(?P<name>[a-z][a-z-]{0,14}):(?!//))?(?P<op>[<>]=?|=)?"
    r'(?P<value>(?(name)(?:"[^"]*"?|[^\s"])*|(?:"[^"]*"?|[^\s"]*)))',
    re.IGNORECASE,
)
_DUE_TAIL = re.compile(r"\S*:[<>=]*(this|next)\s+(week|month)(?!\S)", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9 ]{1,60}")  # most of what is typed: words and nothing else
_VALUE = re.compile(r'"([^"]*)"?|([^",]+)')


def parse(text: str) -> Search:
    """What the text asks for. Never raises."""
    if _PLAIN.fullmatch(text):
        return Search(tuple([Word(word) for word in text.split()[:MOST]]))
    words: list[Word] = []
    filters: list[Filter] = []
    for token in _tokens(_clean(text)):
        if isinstance(token, Filter):
            filters.append(token)
        else:
            words.append(token)
    search = Search(tuple(words[:MOST]), tuple(filters[:MOST]))
    while len(format(search)) > LONGEST:
        search = Search(search.words[:-1], search.filters) if search.words else Search((), search.filters[:-1])
    return search


def format(search: Search) -> str:
    """The shortest text that asks for the same: parse(format(search)) == search."""
    ends = [word for word in search.words if word.unclosed]
    whole = [_spelled(word) for word in search.words if not word.unclosed]
    return " ".join([*map(_spelled_filter, search.filters), *whole, *map(_spelled, ends)])


def unread(text: str) -> Iterator[tuple[str, str, str]]:
    """What looks like an operator and was read as words: (all of it, its name, its value), as typed."""
    text, place = _clean(text), 0
    while match := _next(text, place):
        place = match.end()
        if match["name"] and match["value"] and _filter(match, False) is None:
            yield match[0], match["name"].lower(), match["value"].strip('"')


def choices(name: str) -> tuple[str, ...]:
    """The values that an operator takes, or examples of them; empty where any words will do."""
    return _CHOICES.get(name, ())


def explain(search: Search) -> str:
    """The search in words, for a saved list: "People with RHIT met at ahima26, quiet for more than 90 days"."""
    asked = [part for part in map(_said, search.filters) if part]
    close = [part for part, apart in asked if not apart]
    apart = [part for part, apart in asked if apart]
    meant = [word.text for word in search.words if not word.negated]
    unwanted = [word.text for word in search.words if word.negated]
    if meant:
        close.insert(0, _("matching {words}").format(words=listed([f"“{word}”" for word in meant])))
    if unwanted:
        apart.append(_("not matching {words}").format(words=listed([f"“{word}”" for word in unwanted])))
    head = _("People") if close or apart else _("Everybody")
    return ", ".join([" ".join([head, *close]), *apart])


def quiet_days(filter_: Filter) -> int | None:
    """The number of days a quiet filter compares with; a month counts 30 days, a year 365."""
    return _age(filter_.values[0]) if filter_.values else None


def due_span(value: str, op: str, today: date) -> Span | None:
    """The days a due value means, seen from today; None for "none" and "any", which are no days."""
    monday = today - timedelta(days=today.weekday())
    match value:
        case "none" | "any":
            return None
        case "late":
            return Span(None, today - timedelta(days=1))
        case "this week":
            span = Span(monday, monday + timedelta(days=6))
        case "next week":
            span = Span(monday + timedelta(days=7), monday + timedelta(days=13))
        case "this month":
            span = _month(today)
        case "next month":
            span = _month((today.replace(day=1) + timedelta(days=32)).replace(day=1))
        case _:
            read = when.parse_when(value, today)
            day = read.day if read and read.day else today
            span = Span(day, day)
    if op.startswith("<") and span.first and span.last:
        return Span(None, span.last if op == "<=" else span.first - timedelta(days=1))
    if op.startswith(">") and span.first and span.last:
        return Span(span.first if op == ">=" else span.last + timedelta(days=1), None)
    return span


def matching_keys(table: str, value: str) -> list[str]:
    """The keys of built-in kinds that a value names: the exact one, else those whose key or title begins so."""
    wanted = fold(value)
    found = [(fold(key), fold(kind.title), key) for key, kind in kinds.TABLES[table].items()]
    exact = [key for low, title, key in found if wanted in (low, title)]
    return exact or [key for low, title, key in found if low.startswith(wanted) or f" {title}".find(f" {wanted}") >= 0]


def _month(day: date) -> Span:
    first = day.replace(day=1)
    return Span(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _clean(text: str) -> str:
    text = text[:LONGEST].encode("utf-8", "ignore").decode("utf-8")
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return re.sub("[“”„«»]", '"', text)


def _tokens(text: str) -> Iterator[Word | Filter]:
    place, turned = 0, False
    while match := _next(text, place):
        place = match.end()
        if match[0].lower() == "not" and not turned and _is_operator(text, place):
            turned = True
            continue
        negated, turned = bool(match["minus"]) or turned, False
        filter_ = _filter(match, negated)
        if filter_ is None:
            yield from _plain(match, negated)
        elif more := _DUE_TAIL.match(text, match.start()):
            place = more.end()
            yield filter_._replace(values=(f"{more[1]} {more[2]}".lower(),))
        else:
            yield filter_


def _next(text: str, place: int) -> re.Match[str] | None:
    while place < len(text) and text[place].isspace():
        place += 1
    return _TOKEN.match(text, place) if place < len(text) else None


def _is_operator(text: str, place: int) -> bool:
    following = _next(text, place)
    return following is not None and _filter(following, False) is not None


def _plain(match: re.Match[str], negated: bool) -> Iterator[Word]:
    """A token that is no operator: a phrase, a word, or all the words of foo:"a b"."""
    text = match[0][1:] if match["minus"] else match[0]
    if text.startswith('"'):
        found = [Word(" ".join(text.strip('"').split()), True, negated, text.count('"') == 1)]
    elif '"' in text:
        found = [Word(word.lstrip("-"), negated=negated) for word in re.split(r'[\s":<>=]+', text)]
    else:
        found = [Word(text, negated=negated)]
    yield from (word for word in found if any(letter.isalnum() for letter in word.text))


def _filter(match: re.Match[str], negated: bool) -> Filter | None:
    """The token as a filter; None if it is no operator, or its values can mean nothing to it."""
    name = ALIASES.get((match["name"] or "").lower(), "")
    op = match["op"] or "="
    if not name or (op != "=" and name not in ("quiet", "due")):
        return None
    values = [" ".join((found[1] or found[2] or "").split()) for found in _VALUE.finditer(match["value"])]
    values = [value for value in values if any(letter.isalnum() for letter in value)][:MOST]
    read = _READERS.get(name)
    if not values or read is None:
        return Filter(name, op, tuple(values), negated)
    understood = [read(value.lower()) for value in values]
    if any(value is None for value in understood):
        return None
    return Filter(name, _op_of(name, op), tuple(value for value in understood if value), negated)


def _op_of(name: str, op: str) -> str:
    return ">" if name == "quiet" and op == "=" else op


# What a value must be for an operator that takes only certain ones: its normal form, "" while it is being typed, None
# if it is something else.


def _one_of(choices: Mapping[str, str] | tuple[str, ...]) -> Callable[[str], str | None]:
    def read(value: str) -> str | None:
        if value in choices:
            return value
        singular = value.removesuffix("s")
        if singular in choices:
            return singular
        return "" if any(choice.startswith(value) for choice in choices) else None

    return read


def _read_age(value: str) -> str | None:
    return value if _age(value) is not None else None


def _age(value: str) -> int | None:
    match = _AGE.fullmatch(value.replace(" ", ""))
    if not match:
        return None
    unit = next((unit for unit in match.groups()[1:] if unit), "d")
    return int(match[1]) * _DAYS[unit]


def _read_due(value: str) -> str | None:
    value = value.replace("-", " ") if value.replace("-", " ") in DUE_WORDS else value
    if value in DUE_WORDS:
        return value
    read = when.parse_when(value, _ANY_DAY)
    if read and read.day:
        return value
    typing = len(value) >= 1 and any(word.startswith(value) for word in (*DUE_WORDS, "tomorrow", "yesterday"))
    return "" if typing or re.fullmatch(r"[\d/.-]+", value) else None


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "rank": RANKS,
    "tier": tuple(rhythm.TIERS),
    "has": tuple(HAS),
    "quiet": (">30d", ">90d", "<14d"),
    "due": DUE_WORDS,
}
_READERS: Mapping[str, Callable[[str], str | None]] = {
    "rank": _one_of(RANKS),
    "tier": _one_of(tuple(rhythm.TIERS)),
    "has": _one_of(HAS),
    "quiet": _read_age,
    "due": _read_due,
}


def _spelled(word: Word) -> str:
    text = f'"{word.text}"' if word.quoted else word.text
    return ("-" if word.negated else "") + (text.removesuffix('"') if word.unclosed else text)


def _spelled_filter(filter_: Filter) -> str:
    op = "" if filter_.op == "=" else filter_.op
    values = [value if re.fullmatch(r"[^\s\",<>=][^\s\",]*", value) else f'"{value}"' for value in filter_.values]
    return f"{'-' if filter_.negated else ''}{filter_.name}:{op}{','.join(values)}"


_WITH: Mapping[str, tuple[str, str]] = {
    "at": (later("at {what}"), later("not at {what}")),
    "met": (later("met at {what}"), later("not met at {what}")),
    "tag": (later("tagged {what}"), later("not tagged {what}")),
    "rank": (later("ranked {what}"), later("not ranked {what}")),
    "tier": (later("in the circle {what}"), later("not in the circle {what}")),
    "kind": (later("working in: {what}"), later("not working in: {what}")),
    "city": (later("in {what}"), later("not in {what}")),
    "title": (later("whose title says {what}"), later("whose title does not say {what}")),
    "email": (later("whose email has {what}"), later("whose email does not have {what}")),
    "phone": (later("whose number has {what}"), later("whose number does not have {what}")),
    "has": (later("with {what}"), later("without {what}")),
    "credential": (later("with {what}"), later("without {what}")),
    "role": (later("with the role {what}"), later("without the role {what}")),
}


def _said(filter_: Filter) -> tuple[str, bool] | None:
    """The filter in words, and whether a comma stands before it."""
    if not filter_.values:
        return None
    if filter_.name == "quiet":
        return _said_quiet(filter_), True
    if filter_.name == "due":
        return _said_due(filter_), True
    names = [_value_said(filter_.name, value) for value in filter_.values]
    what = either(names)
    return _(_WITH[filter_.name][filter_.negated]).format(what=what), filter_.negated


def _value_said(name: str, value: str) -> str:
    match name:
        case "credential":
            return official(value) or value
        case "rank":
            return value.upper()
        case "has":
            return _(HAS[value])
        case "role" | "kind":
            table = "role" if name == "role" else "organization"
            keys = matching_keys(table, value)
            return kinds.title(table, keys[0]).lower() if len(keys) == 1 else value
        case "tier":
            return _(rhythm.TIERS[value].title)
    return value


def _said_quiet(filter_: Filter) -> str:
    days = quiet_days(filter_) or 0
    if filter_.op.startswith("<") != filter_.negated:
        return plural("in touch within {n} day", "in touch within {n} days", days)
    return plural("quiet for more than {n} day", "quiet for more than {n} days", days)


def _said_due(filter_: Filter) -> str:
    said = [_said_day(value, filter_.op) for value in filter_.values]
    text = either(said)
    return _("not: {what}").format(what=text) if filter_.negated else text


def _said_day(value: str, op: str) -> str:
    fixed = {"late": _("late"), "none": _("without a next step"), "any": _("with a next step")}
    if value in fixed:
        return fixed[value]
    words = {
        "<": later("due before {day}"),
        ">": later("due after {day}"),
        "<=": later("due by {day}"),
        ">=": later("due from {day}"),
    }
    return _(words.get(op, later("due {day}"))).format(day=value)
