"""Rules of a playbook as she changes them: what one does, as one choice, and rules put in, changed and taken out."""

from collections.abc import Mapping, Sequence

from mrtnet.domain.playbook_parts import Playbook, Rule
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

EFFECTS: Mapping[str, str] = {
    "stop": later("The playbook ends"),
    "drop": later("Steps are left out"),
    "move": later("Steps come on another day"),
    "before": later("Steps come before another one"),
    "every": later("Steps come again and again"),
    "spread": later("Steps are spread over days"),
    "say": later("A word of advice, nothing more"),
}
"""What a rule does, in her words."""
_USED: Mapping[str, frozenset[str]] = {
    "stop": frozenset({"rest_days", "playbook", "tier"}),
    "drop": frozenset({"steps"}),
    "move": frozenset({"steps", "offset"}),
    "before": frozenset({"steps", "before", "offset"}),
    "every": frozenset({"steps", "every", "offset"}),
    "spread": frozenset({"steps", "spread_until"}),
    "say": frozenset({"playbook", "tier", "rest_days"}),
}
_ALWAYS = frozenset({"when", "after", "note"})


def effect_of(rule: Rule) -> str:
    """Which of EFFECTS a rule has; the strongest where a file gives it several."""
    if rule.stop or rule.drop:
        return "stop" if rule.stop else "drop"
    if rule.before:
        return "before"
    if rule.every or rule.spread_until:
        return "every" if rule.every else "spread"
    return "move" if rule.offset is not None else "say"


def uses(effect: str, part: str) -> bool:
    """Whether this part of a rule means something for the effect."""
    return part in _ALWAYS or part in _USED[effect]


def with_effect(rule: Rule, effect: str) -> Rule:
    """The rule with this effect and nothing that belongs to another one."""
    defaults = Rule._field_defaults
    left = {key: value for key, value in defaults.items() if not uses(effect, key)}
    return rule._replace(**{**left, "stop": effect == "stop", "drop": effect == "drop"})


def complete(rule: Rule, effect: str) -> Rule:
    """The rule, if nothing is missing. Raises Trouble with a sentence for what is."""
    if uses(effect, "steps") and not rule.steps and effect != "drop":
        raise Trouble(_("Choose the steps that it changes."))
    if effect == "drop" and not rule.steps:
        raise Trouble(_("Choose the steps that are left out, or let the playbook end."))
    if effect == "move" and rule.offset is None:
        raise Trouble(_("Say when the steps come instead: “+3 working days”, “2 weeks before”."))
    if effect == "before" and (not rule.before or rule.before in rule.steps):
        raise Trouble(_("Choose another step that they come before."))
    if effect in ("every", "spread") and not (rule.every or rule.spread_until):
        raise Trouble(_("Say how many days."))
    if effect == "say" and not (rule.note or rule.tier or rule.playbook or rule.rest_days):
        raise Trouble(_("Write what it says, or choose what it suggests."))
    return rule


def with_rule(playbook: Playbook, rule: Rule, place: int | None = None) -> Playbook:
    """With this rule at its place, by default as the last one."""
    rules = list(playbook.rules)
    rules[len(rules) if place is None else place : len(rules) if place is None else place + 1] = [rule]
    return playbook._replace(rules=tuple(rules))


def without_rule(playbook: Playbook, rule: Rule) -> Playbook:
    """Without this rule."""
    return playbook._replace(rules=tuple(each for each in playbook.rules if each != rule))


def left_off(playbook: Playbook, original: Playbook | None) -> tuple[Rule, ...]:
    """The rules of the built-in playbook that she has switched off: those that still fit its steps."""
    keys = {step.key for step in playbook.steps}
    return tuple(
        rule
        for rule in (original.rules if original is not None else ())
        if rule not in playbook.rules and keys.issuperset({*rule.steps, *filter(None, (rule.after, rule.before))})
    )


def in_order(playbook: Playbook, off: Sequence[Rule], original: Playbook | None) -> list[Rule]:
    """Its rules and those that are switched off, each where it stands in the original; others come last."""
    merged, came = list(playbook.rules), original.rules if original is not None else ()
    for rule in off:
        before = [each for each in came[: came.index(rule)] if each in merged] if rule in came else merged[:]
        merged.insert(merged.index(before[-1]) + 1 if before else 0, rule)
    return merged


def switched_on(playbook: Playbook, rule: Rule, original: Playbook | None) -> Playbook:
    """With a rule that was switched off, where it stood."""
    return playbook._replace(rules=tuple(in_order(playbook, [rule], original)))
