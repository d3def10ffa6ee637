"""Offsets from words and back, and playbooks in words."""

import pytest

from mrtnet.domain.playbook_parts import Offset, Rule
from mrtnet.domain.playbook_words import read_offset, say_days, say_offset, say_rule, say_who
from mrtnet.domain.playbooks import built_in
from mrtnet.trouble import Trouble


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("+3 working days", Offset(working_days=3)),
        ("-2 wd", Offset(working_days=-2)),
        ("2 weeks before", Offset(days=-14)),
        ("+ 2 weeks", Offset(days=14)),
        ("−1 week", Offset(days=-7)),
        ("5", Offset(days=5)),
        ("on the day", Offset()),
        ("On the day.", Offset()),
        ("50 %", Offset(of_length=0.5)),
        ("1 month later", Offset(days=30)),
    ],
)
def test_words_for_an_offset(words: str, meant: Offset) -> None:
    assert read_offset(words) == meant


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("soon", "not understood"),
        ("", "not understood"),
        ("+400 weeks", "too far off"),
        ("-2 years", "too far off"),
        ("900 working days", "too many working days"),
        ("140 %", "between 0 % and 100 %"),
        ("999999999999 days", "not understood"),
    ],
)
def test_what_is_no_offset_is_a_sentence(words: str, why: str) -> None:
    with pytest.raises(Trouble, match=why):
        read_offset(words)


def test_all_built_in_playbooks_in_words_and_back() -> None:
    for playbook in built_in().values():
        for step in playbook.steps:
            assert say_offset(step, playbook)
            say_who(step)
            back = read_offset(say_days(step.offset), step.offset)
            assert back._replace(until=None) == step.offset._replace(until=None)
        for rule in playbook.rules:
            assert say_rule(rule, playbook).endswith(".")
    bare = Rule(when=("replied",), steps=("thank",), drop=True)
    assert say_rule(bare, built_in()["after-event"]) == "If they answered, or you met: “Thank-you note” is left out."
