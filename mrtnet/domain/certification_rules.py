"""The rules by which certification bodies count continuing education (domain.md 2.2-2.4), and her own in their place.

The rules are data (`resources/certification`), each with its source and the day it was checked. What she writes over
a value wins: `overridden` lays her JSON over a rule. Nothing here is a promise: the program says "check with the body".
"""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from mrtnet.domain.toml_tables import (
    Reader,
    Table,
    Wrong,
    flag_of,
    line_of,
    number_between,
    one_of,
    read_table,
    tables_of,
)
from mrtnet.paths import resource
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

ANCHORS: Mapping[str, str] = {
    "exam": later("the day of the exam"),
    "date": later("a fixed day of the year"),
    "birth-month": later("the month of your birthday"),
    "membership-month": later("the month of your membership"),
}
"""What the days of a cycle are counted from."""
MOST_UNITS = 1000
LONGEST_OVERRIDE = 20_000  # characters
MOST_LINES = 50


class Quota(NamedTuple):
    """A part of the units that must, or may only, come from somewhere.

    `share` (of the units asked for, 0-1) or `amount` says how many are needed; `most_each` how many of one activity may
    count at most. Units count for it by their provider or by their subject; a "*" in a word stands for any letters.
    With `outside`, those count whose provider is none of these. `over_months`: counted over so many months up to the
    end of the cycle. `marks`: asked only of holders of one of these. `optional`: shown, never missing.
    """

    key: str
    title: str
    share: float = 0.0
    amount: float = 0.0
    most_each: float = 0.0
    providers: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    valid_from: date | None = None
    over_months: int = 0
    optional: bool = False
    note: str = ""
    source: str = ""


class Rule(NamedTuple):
    """What a body asks for in one cycle.

    `marks` are the units that each mark alone asks for; `extra` for each further one, `cap` at most. `replaces`: who
    holds the first maintains the second no more. `submit_days` after the end are the last day to hand in (negative:
    before it), `opens_days` before the end the first. `confirmed` is false where no page of the body was read.
    """

    key: str
    title: str
    body: str = ""
    name: str = ""
    site: str = ""
    marks: Mapping[str, float] = {}
    months: int = 24
    anchor: str = "exam"
    ends: str = ""
    units: float = 0.0
    extra: float = 0.0
    cap: float = 0.0
    grace_days: int = 0
    submit_days: int = 0
    opens_days: int = 0
    exam_again: bool = False
    confirmed: bool = True
    replaces: Mapping[str, str] = {}
    quotas: tuple[Quota, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    checked_on: date | None = None
    own: bool = False


@cache
def rules() -> Mapping[str, Rule]:
    """The rules that come along, by key: "AHIMA", "HFMA/CRCR"."""
    found: dict[str, Rule] = {}
    for file in sorted(resource("certification").glob("*.toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        about = {key: data[key] for key in ("body", "name", "site", "checked_on") if key in data}
        for table in data["rules"]:
            rule = Rule(**_read(table, table["key"]))._replace(**about)
            found[rule.key] = rule
    return found


def rule_named(key: str) -> Rule:
    """The rule with this key; one that asks for nothing where nobody here knows it, for her to fill."""
    return rules().get(key) or Rule(key=key, title=key, body=body_of(key), name=key, confirmed=False)


def body_of(key: str) -> str:
    """The body of a rule: "HFMA/CRCR" gives "HFMA"."""
    return key.partition("/")[0]


def rule_for(mark: str) -> Rule | None:
    """The rule that a credential is maintained by."""
    return next((rule for rule in rules().values() if mark in rule.marks), None)


def overridden(rule: Rule, text: str) -> Rule:
    """The rule with her own values over it; `text` is a JSON object of entries of a rule, "" for none.

    Quotas with the key of one that is there replace it, others are added. Raises Trouble for what cannot be read.
    """
    told = _object(text)
    if not told:
        return rule
    try:
        values = _read({"key": rule.key, "title": rule.title, **told}, _("your own rule"))
    except Wrong as wrong:
        raise Trouble(_("Your own rule cannot be used: {why}.").format(why=wrong)) from None
    if "quotas" in values:
        hers = {quota.key: quota for quota in values["quotas"]}
        kept = [hers.pop(quota.key, quota) for quota in rule.quotas]
        values["quotas"] = tuple(kept) + tuple(hers.values())
    if "units" in values and "marks" not in values:  # her number, whatever she holds
        values = {"marks": dict.fromkeys(rule.marks, values["units"]), "extra": 0.0, "cap": 0.0, **values}
    return rule._replace(**values, own=True)


def _object(text: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        told = json.loads(text) if len(text) <= LONGEST_OVERRIDE else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise Trouble(_("Your own rule is not a readable JSON object. Change it, or leave it empty."))
    return told


# --- reading ---


def _number(most: float = MOST_UNITS) -> Reader:
    def read(value: Any) -> float:
        if type(value) not in (int, float) or not 0 <= value <= most:
            raise Wrong(_("must be a number from 0 to {most:g}").format(most=most))
        return float(value)

    return read


def _lines(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_LINES:
        raise Wrong(_("must be a list"))
    return tuple(line_of(each) for each in value)


def _words(value: Any) -> tuple[str, ...]:
    words = _lines(value)
    if any(word.count("*") > 1 for word in words):  # with more of them, comparing takes long
        raise Wrong(_("may hold one * in each word"))
    return words


def _day(value: Any) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(value)
    except (ValueError, TypeError):
        raise Wrong(_("must be a day such as 2025-01-01")) from None


def _day_of_year(value: Any) -> str:
    try:
        return f"{date.fromisoformat(f'2024-{value}'):%m-%d}"
    except ValueError:
        raise Wrong(_("must be a month and a day such as 12-31")) from None


def _pairs(reader: Reader) -> Reader:
    def read(value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict) or len(value) > MOST_LINES:
            raise Wrong(_("must be a table"))
        return {line_of(key): reader(each) for key, each in value.items()}

    return read


_QUOTA: Mapping[str, Reader] = {
    "key": line_of,
    "title": line_of,
    "share": _number(1),
    "amount": _number(),
    "most_each": _number(),
    "providers": _words,
    "subjects": _words,
    "outside": _words,
    "marks": _lines,
    "valid_from": _day,
    "over_months": number_between(1, 240),
    "optional": flag_of,
    "note": line_of,
    "source": line_of,
}


def _quotas(value: Any) -> tuple[Quota, ...]:
    tables = tables_of(value)
    found = tuple(Quota(**read_table(each, _("a quota"), _QUOTA, ("key", "title"))) for each in tables[:MOST_LINES])
    if len({quota.key for quota in found}) < len(tables):
        raise Wrong(_("has the same quota twice"))
    return found


_RULE: Mapping[str, Reader] = {
    "key": line_of,
    "title": line_of,
    "marks": _pairs(_number()),
    "months": number_between(1, 240),
    "anchor": one_of(ANCHORS),
    "ends": _day_of_year,
    "units": _number(),
    "extra": _number(),
    "cap": _number(),
    "grace_days": number_between(0, 730),
    "submit_days": number_between(-365, 365),
    "opens_days": number_between(0, 730),
    "exam_again": flag_of,
    "confirmed": flag_of,
    "replaces": _pairs(line_of),
    "quotas": _quotas,
    "notes": _lines,
    "source": line_of,
}


def _read(table: Table, where: str) -> Table:
    return read_table(table, where, _RULE, ("key", "title"))
