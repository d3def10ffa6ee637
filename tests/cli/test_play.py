"""Playbooks from the command line: listed, shown, tried without doing, started, taken back."""

from tests.cli.program import Program


def test_a_playbook_is_tried_then_started_then_undone(mrtnet: Program) -> None:
    assert mrtnet("play").out.splitlines()[-1].startswith("P12  revive-tie")
    mrtnet("log", "Rosa Delgado", "--playbook", "none")
    mrtnet("log", "Bao Tran", "--playbook", "none")
    said = mrtnet("play", "p12", "--for", "rosa", "--dry-run").out
    assert "It would start “Revive a dormant tie” for 1 person." in said
    assert mrtnet("play", "revive-tie", "--json").json["at_work"] == []
    started = mrtnet("play", "revive", "--for", "rosa", "--json").json
    assert started["started"]
    assert [step["step"] for step in started["people"][0]["steps"]] == ["write", "nudge", "update"]
    assert [each["name"] for each in mrtnet("play", "revive-tie", "--json").json["at_work"]] == ["Rosa Delgado"]
    again = mrtnet("play", "revive-tie", "--for", "rosa", code=1)
    assert "Rosa Delgado has it already" in again.out + again.err
    mrtnet("undo")
    assert mrtnet("play", "revive-tie", "--json").json["at_work"] == []


def test_for_an_event_and_what_is_not_there(mrtnet: Program) -> None:
    mrtnet("event", "Forum", "--start", "2026-10-14")
    mrtnet("log", "Rosa Delgado", "--event", "Forum", "--playbook", "none")
    said = mrtnet("play", "after-event", "--event", "Forum", "--dry-run", "--json").json
    assert (said["started"], len(said["people"])) == (False, 1)
    for words, sentence in (
        (("play", "nothing"), "no playbook “nothing”"),
        (("play", "interview", "--for", "rosa"), "Say which by its key"),
        (("play", "p12", "--for", "nobody at all"), "Nobody in the book"),
    ):
        assert sentence in mrtnet(*words, code=1).err
