"""Playbooks as TOML files: read with every mistake told in a sentence, written, and the twelve that come along."""

import tomllib
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any

import tomli_w

from mrtnet.domain.kinds import CHANNELS, FOLLOW_UPS
from mrtnet.domain.messages import clean, template_keys
from mrtnet.domain.playbook_parts import (
    CONDITIONS,
    PEOPLE,
    RANKS,
    STARTS,
    TIERS,
    WAITING,
    WEEKDAYS,
    Offset,
    Playbook,
    Rule,
    Step,
)
from mrtnet.paths import resource
from mrtnet.trouble import Trouble
from mrtnet.words import _

EARLIEST, LATEST = -365, 1825  # days from the anchor
MOST_STEPS, MOST_RULES, LONGEST_LINE, LONGEST_NOTE = 60, 60, 200, 2_000
LONGEST_FILE = 200_000

Table = dict[str, Any]
Reader = Callable[[Any], Any]


class _Wrong(Exception):
    """What is wrong, without the name of the file."""


def load_playbook(text: str, name: str, templates: Collection[str] | None = None) -> Playbook:
    """The playbook of a TOML text; `name` says which in the sentence of a Trouble.

    `templates` are the keys that steps may name, by default the built-in ones. Raises Trouble for what is not TOML, a
    missing, unknown or misspelled entry, days out of bounds, a key used twice, or rules that go round in a circle.
    """
    if len(text) > LONGEST_FILE:
        raise Trouble(_("The playbook {name} is too long to be one.").format(name=name))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise Trouble(_("The playbook {name} is not a readable TOML file.").format(name=name)) from None
    try:
        return _playbook(data, template_keys() if templates is None else templates)
    except _Wrong as wrong:
        raise Trouble(_("The playbook {name} cannot be used: {why}.").format(name=name, why=wrong)) from None


def dump_playbook(playbook: Playbook) -> str:
    """The playbook as TOML text that `load_playbook` reads back as the same."""
    data = {
        **_given(playbook, Playbook._field_defaults, ("steps", "rules", "anchors")),
        "anchors": dict(playbook.anchors),
        "steps": [_step_table(step) for step in playbook.steps],
        "rules": [_rule_table(rule) for rule in playbook.rules],
    }
    return tomli_w.dumps({key: value for key, value in data.items() if value != []})


@cache
def built_in() -> Mapping[str, Playbook]:
    """The playbooks that come with the program, by key, P1 first."""
    files = sorted(resource("playbooks").glob("*.toml"))
    read = [load_playbook(path.read_text(encoding="utf-8"), path.name) for path in files]
    return {playbook.key: playbook for playbook in sorted(read, key=lambda each: int(each.number[1:] or 0))}


# --- reading ---


def _playbook(data: Table, templates: Collection[str]) -> Playbook:
    fields = _read(
        data,
        _("the playbook"),
        {
            "key": _key,
            "title": _line,
            "anchors": _anchors,
            "steps": _tables,
            "number": _line,
            "scope": _one_of(("person", "event")),
            "starts_on": _one_of(STARTS),
            "anchor_at": _one_of(("start", "end")),
            "cycle": _number(0, LATEST),
            "rules": _tables,
            "note": _note,
            "source": _line,
        },
        ("key", "title", "anchors", "steps"),
    )
    anchors = fields["anchors"]
    steps = tuple(_step(table, anchors, templates) for table in fields["steps"])
    if not 1 <= len(steps) <= MOST_STEPS:
        raise _Wrong(_("it needs between 1 and {most} steps").format(most=MOST_STEPS))
    keys = [step.key for step in steps]
    for key in keys:
        if keys.count(key) > 1:
            raise _Wrong(_("the step “{key}” is there twice").format(key=key))
    rules = tuple(_rule(table, keys, fields["key"]) for table in fields.get("rules", []))
    if len(rules) > MOST_RULES:
        raise _Wrong(_("it has more than {most} rules").format(most=MOST_RULES))
    _no_circle(rules)
    return Playbook(**{**fields, "steps": steps, "rules": rules})


def _offset_readers() -> dict[str, Reader]:
    return {
        "days": _number(EARLIEST, LATEST),
        "working_days": _number(-250, 500),
        "of_length": _fraction,
        "until": _number(EARLIEST, LATEST),
        "weekday": _weekday,
    }


def _step(table: Table, anchors: Mapping[str, str], templates: Collection[str]) -> Step:
    where = _("the step “{key}”").format(key=str(table.get("key", ""))[:40])
    fields = _read(
        table,
        where,
        {
            "key": _key,
            "kind": _one_of(FOLLOW_UPS),
            "title": _line,
            "channel": _one_of(CHANNELS),
            "purpose": _line,
            "template": _one_of(templates),
            "from": _one_of([*anchors, WAITING]),
            "ranks": _some_of(RANKS),
            "scope": _one_of(("person", "me")),
            "to": _some_of(PEOPLE),
            "every": _number(1, LATEST),
            "within_length": _flag,
            "optional": _flag,
            "only": _some_of(CONDITIONS),
            "unless": _some_of(CONDITIONS),
            "source": _line,
            **_offset_readers(),
        },
        ("key", "kind", "title", "channel"),
    )
    offset = _offset(fields, where)
    if "from" in fields:
        fields["anchor"] = fields.pop("from")
    return Step(offset=offset or Offset(), **fields)


def _offset(fields: Table, where: str) -> Offset | None:
    """Takes the offset's entries out of the fields."""
    given = {key: fields.pop(key) for key in Offset._fields if key in fields}
    if len(given.keys() & {"days", "working_days", "of_length"}) > 1:
        raise _Wrong(_("{where} has more than one of days, working_days and of_length").format(where=where))
    offset = Offset(**given) if given else None
    if offset and offset.until is not None and offset.until < offset.days:
        raise _Wrong(_("{where} ends before it begins").format(where=where))
    return offset


def _rule(table: Table, keys: list[str], own: str) -> Rule:
    where = _("a rule")
    fields = _read(
        table,
        where,
        {
            "when": _some_of(CONDITIONS),
            "note": _note,
            "after": _one_of(keys),
            "steps": _some_of(keys),
            "drop": _flag,
            "stop": _flag,
            "every": _number(1, LATEST),
            "spread_until": _number(1, 60),
            "before": _one_of(keys),
            "tier": _one_of(TIERS),
            "playbook": _key,
            "rest_days": _number(1, LATEST),
            **_offset_readers(),
        },
        ("when",),
    )
    fields["offset"] = _offset(fields, where)
    rule = Rule(**fields)
    if rule.playbook == own:
        raise _Wrong(_("a rule goes on with the playbook itself, in a circle"))
    if (rule.before or rule.offset or rule.spread_until or rule.every) and not rule.steps:
        raise _Wrong(_("a rule changes days or order but names no steps"))
    return rule


def _no_circle(rules: tuple[Rule, ...]) -> None:
    """No step may come before itself by way of the rules."""
    later: dict[str, set[str]] = {}
    for rule in rules:
        for step in rule.steps if rule.before else ():
            later.setdefault(step, set()).add(rule.before)
    for start in later:
        seen, open_ = set[str](), list(later[start])
        while open_:
            at = open_.pop()
            if at == start:
                raise _Wrong(_("its rules put the step “{key}” before itself").format(key=start))
            if at not in seen:
                seen.add(at)
                open_ += later.get(at, ())


def _read(table: Table, where: str, readers: Mapping[str, Reader], needed: Collection[str]) -> Table:
    for key in needed:
        if key not in table:
            raise _Wrong(_("{where} has no “{key}”").format(where=where, key=key))
    found: Table = {}
    for key, value in table.items():
        if key not in readers:
            raise _Wrong(_("{where} has an entry “{key}” that means nothing").format(where=where, key=key[:40]))
        try:
            found[key] = readers[key](value)
        except _Wrong as wrong:
            raise _Wrong(_("in {where}, “{key}” {why}").format(where=where, key=key, why=wrong)) from None
    return found


def _text(value: Any, most: int) -> str:
    if not isinstance(value, str) or not clean(value) or len(value) > most:
        raise _Wrong(_("must be a text of at most {most} characters").format(most=most))
    return clean(value)


def _line(value: Any) -> str:
    return _text(value, LONGEST_LINE)


def _note(value: Any) -> str:
    return _text(value, LONGEST_NOTE)


def _key(value: Any) -> str:
    key = _text(value, 60)
    if not all(part.isalnum() and part.isascii() and part == part.lower() for part in key.split("-")):
        raise _Wrong(_("must be small letters, digits and hyphens"))
    return key


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(_("must be true or false"))
    return value


def _number(least: int, most: int) -> Reader:
    def read(value: Any) -> int:
        if type(value) is not int or not least <= value <= most:
            raise _Wrong(_("must be a whole number between {least} and {most}").format(least=least, most=most))
        return value

    return read


def _fraction(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise _Wrong(_("must be between 0 and 1"))
    return float(value)


def _weekday(value: Any) -> int:
    return WEEKDAYS.index(_one_of(WEEKDAYS)(value))


def _one_of(known: Collection[str]) -> Reader:
    def read(value: Any) -> str:
        if not isinstance(value, str) or value not in known:
            raise _Wrong(_("names “{word}”, which is not known").format(word=clean(str(value))[:40]))
        return value

    return read


def _some_of(known: Collection[str]) -> Reader:
    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise _Wrong(_("must be a list"))
        return tuple(map(_one_of(known), value))

    return read


def _tables(value: Any) -> list[Table]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise _Wrong(_("must be a list of tables"))
    return value


def _anchors(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not 1 <= len(value) <= 10 or WAITING in value:
        raise _Wrong(_("must name between 1 and 10 days"))
    return {_key(key): _line(words) for key, words in value.items()}


# --- writing ---


def _step_table(step: Step) -> Table:
    table = _given(step, Step._field_defaults, ("offset", "anchor"))
    return {**table, **_offset_table(step.offset), **({"from": step.anchor} if step.anchor else {})}


def _rule_table(rule: Rule) -> Table:
    return {**_given(rule, Rule._field_defaults, ("offset",)), **(_offset_table(rule.offset) if rule.offset else {})}


def _offset_table(offset: Offset) -> Table:
    table = _given(offset, {**Offset._field_defaults, "days": None}, ())
    if offset.working_days or offset.of_length is not None:
        del table["days"]
    if offset.weekday is not None:
        table["weekday"] = WEEKDAYS[offset.weekday]
    return table


def _given(whole: Any, defaults: Mapping[str, Any], leave_out: Collection[str]) -> Table:
    """The entries that differ from their defaults."""
    given = {key: value for key, value in whole._asdict().items() if key not in leave_out}
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in given.items()
        if key not in defaults or value != defaults[key]
    }
