"""Playbooks from the command line: listed, shown, tried without doing, started, taken back."""

from pathlib import Path

from tests.cli.program import Program

SHORT = """key = "my-way"
title = "My way"
[anchors]
start = "the day"
[[steps]]
key = "write"
kind = "revive"
title = "Write"
channel = "email"
days = 3
[[rules]]
when = []
note = "Keep it short."
"""


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


def test_the_day_is_moved_and_a_playbook_taken_in(mrtnet: Program, tmp_path: Path) -> None:
    mrtnet("log", "Rosa Delgado", "--playbook", "none")
    mrtnet("play", "revive-tie", "--for", "rosa")
    tried = mrtnet("play", "revive-tie", "--for", "rosa", "--move", "2026-11-02", "--dry-run").out
    moved = mrtnet("play", "revive-tie", "--for", "rosa", "--move", "2026-11-02", "--json").json
    assert "It would count “Revive a dormant tie” from" in tried
    assert moved["runs"][0]["steps"][0]["after"] == "2026-11-02"
    assert mrtnet("play", "revive-tie", "--json").json["at_work"][0]["due"] == "2026-11-02"
    mrtnet("undo")
    assert mrtnet("play", "revive-tie", "--json").json["at_work"][0]["due"] != "2026-11-02"
    assert "Say for whom" in mrtnet("play", "revive-tie", "--move", "2026-11-02", code=1).err
    good = tmp_path / "mine.toml"
    good.write_text(SHORT, encoding="utf-8")
    assert mrtnet("play", str(good)).out == "Took in “My way” as my-way.\n"
    for old, new, why in (
        ("days = 3", "days = -4000", "days"),
        ("days = 3", "days = 90000", "days"),
        ("days = 3", 'days = 3\ntemplate = "no-such"', "template"),
        ("days = 3", 'days = 3\n[steps.deeper]\nstill = "deeper"', "deeper"),
        ("when = []", 'when = []\nsteps = ["write"]\nbefore = "write"', "before itself"),
    ):
        (tmp_path / "wrong.toml").write_text(SHORT.replace(old, new), encoding="utf-8")
        said = mrtnet("play", str(tmp_path / "wrong.toml"), code=1).err
        assert why in said
        assert (said.count("\n"), len(said) < 400) == (1, True), said
    assert "my-way" in mrtnet("play").out
