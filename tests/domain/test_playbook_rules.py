"""Rules in her words: what each built-in one does, put in and taken out, what is missing said."""

import pytest

from mrtnet.domain.playbook_rules import (
    EFFECTS,
    complete,
    effect_of,
    left_off,
    switched_on,
    with_effect,
    with_rule,
    without_rule,
)
from mrtnet.domain.playbooks import Offset, Rule, built_in
from mrtnet.trouble import Trouble


def test_every_built_in_rule_is_one_choice_and_stays_whole() -> None:
    effects = set()
    for playbook in built_in().values():
        for place, rule in enumerate(playbook.rules):
            effect = effect_of(rule)
            effects.add(effect)
            assert complete(with_effect(rule, effect), effect) == rule
            off = without_rule(playbook, rule)
            assert left_off(off, playbook) == (rule,)
            assert with_rule(off, rule).rules[-1] == rule
            assert switched_on(off, rule, playbook) == playbook
            assert with_rule(playbook, rule, place) == playbook
    assert effects == set(EFFECTS)


@pytest.mark.parametrize("effect", EFFECTS)
def test_another_effect_leaves_nothing_of_the_one_before(effect: str) -> None:
    whole = Rule(("replied",), "Words.", "thank", ("thank",), True, True, Offset(3), 7, 4, "linkedin", "wide", "x", 30)
    assert effect_of(complete(with_effect(whole, effect), effect)) == effect
    if effect != "stop":
        with pytest.raises(Trouble):
            complete(with_effect(Rule(("replied",)), effect), effect)
