"""Playbooks as TOML files: read with every mistake told in a sentence, written, and the twelve that come along."""

import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

import tomli_w

from mrtnet.domain.kinds import CHANNELS, FOLLOW_UPS
from mrtnet.domain.messages import template_keys
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
from mrtnet.domain.toml_tables import (
    Reader,
    Table,
    Wrong,
    flag_of,
    fraction_of,
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
from mrtnet.words import _

EARLIEST, LATEST = -365, 1825  # days from the anchor
SHORTEST_CYCLE = 7  # days
MOST_DAYS, MOST_STEPS, MOST_RULES, LONGEST_NOTE = 10, 60, 60, 2_000
LONGEST_FILE = 200_000


def load_playbook(text: str, name: str, templates: Collection[str] | None = None, *, kept: bool = False) -> Playbook:
    """The playbook of a TOML text; `name` says which in the sentence of a Trouble.

    `templates` are the keys that steps may name, by default the built-in ones. Raises Trouble for what is not TOML, a
    missing, unknown or misspelled entry, days out of bounds, a key used twice, or rules that go round in a circle.
    `kept`: it stands in the book, and a template that was removed since it was checked is no text any more.
    """
    if len(text) > LONGEST_FILE:
        raise Trouble(_("The playbook {name} is too long to be one.").format(name=name))
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise Trouble(_("The playbook {name} is not a readable TOML file.").format(name=name)) from None
    try:
        known = template_keys() if templates is None else templates
        return _playbook(_without_unknown(data, known) if kept else data, known)
    except Wrong as wrong:
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
    fields = read_table(
        data,
        _("the playbook"),
        {
            "key": key_of,
            "title": line_of,
            "anchors": _anchors,
            "steps": tables_of,
            "number": line_of,
            "scope": one_of(("person", "event")),
            "starts_on": one_of(STARTS),
            "anchor_at": one_of(("start", "end")),
            "cycle": number_between(0, LATEST),
            "rules": tables_of,
            "note": _note,
            "source": line_of,
        },
        ("key", "title", "anchors", "steps"),
    )
    if 0 < fields.get("cycle", 0) < SHORTEST_CYCLE:
        raise Wrong(_("it can come again after {n} days at the earliest").format(n=SHORTEST_CYCLE))
    anchors = fields["anchors"]
    steps = tuple(_step(table, anchors, templates) for table in fields["steps"])
    if not 1 <= len(steps) <= MOST_STEPS:
        raise Wrong(_("it needs between 1 and {most} steps").format(most=MOST_STEPS))
    keys = [step.key for step in steps]
    for key in keys:
        if keys.count(key) > 1:
            raise Wrong(_("the step “{key}” is there twice").format(key=key))
    rules = tuple(_rule(table, keys, fields["key"]) for table in fields.get("rules", []))
    if len(rules) > MOST_RULES:
        raise Wrong(_("it has more than {most} rules").format(most=MOST_RULES))
    _no_circle(rules)
    return Playbook(**{**fields, "steps": steps, "rules": rules})


def _without_unknown(data: Table, templates: Collection[str]) -> Table:
    steps = data.get("steps")
    for step in steps if isinstance(steps, list) else ():
        if isinstance(step, dict) and str(step.get("template")) not in templates:
            step.pop("template", None)
    return data


def _offset_readers() -> dict[str, Reader]:
    return {
        "days": number_between(EARLIEST, LATEST),
        "working_days": number_between(-250, 500),
        "of_length": fraction_of,
        "until": number_between(EARLIEST, LATEST),
        "weekday": _weekday,
    }


def _step(table: Table, anchors: Mapping[str, str], templates: Collection[str]) -> Step:
    where = _("the step “{key}”").format(key=" ".join(str(table.get("key", "")).split())[:40])
    fields = read_table(
        table,
        where,
        {
            "key": key_of,
            "kind": one_of(FOLLOW_UPS),
            "title": line_of,
            "channel": one_of(CHANNELS),
            "purpose": line_of,
            "template": one_of(templates),
            "from": one_of([*anchors, WAITING]),
            "ranks": some_of(RANKS),
            "scope": one_of(("person", "me")),
            "to": some_of(PEOPLE),
            "every": number_between(1, LATEST),
            "within_length": flag_of,
            "optional": flag_of,
            "only": some_of(CONDITIONS),
            "unless": some_of(CONDITIONS),
            "source": line_of,
            **_offset_readers(),
        },
        ("key", "kind", "title", "channel"),
    )
    offset = _offset(fields, where)
    if "from" in fields:
        fields["anchor"] = fields.pop("from")
    if both := set(fields.get("only", ())).intersection(fields.get("unless", ())):
        said = _("{where} can never come: it asks for “{what}” and for the opposite")
        raise Wrong(said.format(where=where, what=_(CONDITIONS[min(both)])))
    return Step(offset=offset or Offset(), **fields)


def _offset(fields: Table, where: str) -> Offset | None:
    """Takes the offset's entries out of the fields."""
    given = {key: fields.pop(key) for key in Offset._fields if key in fields}
    if len(given.keys() & {"days", "working_days", "of_length"}) > 1:
        raise Wrong(_("{where} has more than one of days, working_days and of_length").format(where=where))
    offset = Offset(**given) if given else None
    in_days = offset and not offset.working_days and offset.of_length is None
    if offset and in_days and offset.until is not None and offset.until < offset.days:
        raise Wrong(_("{where} ends before it begins").format(where=where))
    return offset


def _rule(table: Table, keys: list[str], own: str) -> Rule:
    where = _("a rule")
    fields = read_table(
        table,
        where,
        {
            "when": some_of(CONDITIONS),
            "note": _note,
            "after": one_of(keys),
            "steps": some_of(keys),
            "drop": flag_of,
            "stop": flag_of,
            "every": number_between(1, LATEST),
            "spread_until": number_between(1, 60),
            "before": one_of(keys),
            "tier": one_of(TIERS),
            "playbook": key_of,
            "rest_days": number_between(1, LATEST),
            **_offset_readers(),
        },
        ("when",),
    )
    fields["offset"] = _offset(fields, where)
    rule = Rule(**fields)
    if rule.playbook == own:
        raise Wrong(_("a rule goes on with the playbook itself, in a circle"))
    if (rule.before or rule.offset or rule.spread_until or rule.every) and not rule.steps:
        raise Wrong(_("a rule changes days or order but names no steps"))
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
                raise Wrong(_("its rules put the step “{key}” before itself").format(key=start))
            if at not in seen:
                seen.add(at)
                open_ += later.get(at, ())


def _note(value: Any) -> str:
    return text_of(value, LONGEST_NOTE)


def _weekday(value: Any) -> int:
    return WEEKDAYS.index(one_of(WEEKDAYS)(value))


def _anchors(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not 1 <= len(value) <= MOST_DAYS or WAITING in value:
        raise Wrong(_("must name between 1 and {most} days").format(most=MOST_DAYS))
    return {key_of(key): line_of(words) for key, words in value.items()}


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
