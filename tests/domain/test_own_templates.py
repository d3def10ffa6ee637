"""Her own templates: what is written as a file is read the same; a letter changed by hand becomes a wording."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.messages import OWN, Template, Wording, built_in_templates, fill, load_template
from mrtnet.domain.own_templates import as_toml, checked, learned
from mrtnet.trouble import Trouble

THANKS = built_in_templates()["thanks-after-event"]
VALUES = {"first_name": "Rosa", "name": "Rosa Delgado-Ruiz", "event": "AHIMA26", "topic": "DRG validation",
          "my_name": "Maya Osei", "org": "Lakeshore Medical Center"}  # fmt: skip


@pytest.mark.parametrize("template", built_in_templates().values(), ids=lambda each: each.key)
def test_a_template_is_written_and_read_the_same(template: Template) -> None:
    assert load_template(as_toml(template), "x") == template


@given(st.text(max_size=300), st.text(max_size=60))
def test_whatever_she_writes_is_kept_or_told_in_a_sentence(body: str, subject: str) -> None:
    try:
        template, text = checked(learned(THANKS, subject, body, VALUES))
    except Trouble:
        assert not body.strip() or not "".join(each for each in body if each.isprintable()).strip()
        return
    assert load_template(text, "x") == template
    said = fill(template, OWN, {})
    assert not {"{", "}", "[["} & {said.body, said.subject}
    assert "{" not in said.text


def test_names_and_events_become_fields_again() -> None:
    body = (
        "Rosa,\n\nwhat a day at AHIMA26! DRG validation {really} is hard [[so]]. Greetings to Lakeshore Medical Center"
        " and Rosalind.\n\nMaya Osei"
    )
    wording = learned(THANKS, "AHIMA26, Rosa Delgado-Ruiz", body, VALUES).wordings[OWN]
    assert wording == Wording(
        "{event}, {name}",
        "{first_name},\n\nwhat a day at {event}! {topic} (really) is hard [ [so] ]. Greetings to {org} and Rosalind."
        "\n\n{my_name}",
        "",
    )
    other = fill(
        learned(THANKS, "", body, VALUES), OWN, {"first_name": "Bao", "event": "OHIMA", "my_name": "Maya Osei"}
    )
    assert other.body.startswith("Bao,\n\nwhat a day at OHIMA!")
    with pytest.raises(Trouble):
        learned(THANKS, "", "  ", VALUES)


@pytest.mark.parametrize("body", ["Hi {nobody}", "Hi {first_{name}}", "[[a [[{event}]]]]", "[[{event}", "Hi }", ""])
def test_unknown_and_nested_fields_are_told_in_a_sentence(body: str) -> None:
    with pytest.raises(Trouble) as told:
        checked(Template("mine", "Mine", ("email",), {"warm": Wording("", body, "")}))
    assert "Mine" in str(told.value)
