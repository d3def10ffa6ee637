"""A random walk over the window (tests/ui/walk): nothing may break, complain or grow, and it is the same for a seed.

The ordinary run takes some seconds; `MRTNET_WALK_SECONDS=3600 pytest -m long tests/ui/test_random_walk.py` an hour.
MRTNET_WALK_SEED takes another walk; MRTNET_WALK_OUT keeps the record in that folder.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.pages import PAGES
from mrtnet.ui.pictures.shots import SHOTS

SEED = os.environ.get("MRTNET_WALK_SEED", "20261015")
STEPS, TWICE = "400", "50"
LONG = float(os.environ.get("MRTNET_WALK_SECONDS", "600"))
GROWTH = 1.10
SEEN_BY = 5000  # steps
BESIDE = {"23-reminders", "16-welcome", "35-about"}
"""Of the shots: two come by themselves, the last tells Qt's version."""
SEEN = {
    *(f"page {page.key}" for page in PAGES),
    *(f"shot {name}" for name in SHOTS.keys() - BESIDE),
    *(f"command {name}" for name in COMMANDS.keys() - {"quit", "about"}),
    *(f"shown {name}" for name in (
        "CaptureWindow", "GridView", "WritePanel", "PaletteView", "ReminderWindow", "Toast", "SentToast",
        "PersonDialog", "EventDialog", "FollowUpDialog", "TagDialog", "RhythmDialog", "AskWhen", "Help", "PressKey",
        "Question", "Erase",
    )),
    *(f"elsewhere {name}" for name in (
        "log", "rename", "remove", "done", "snooze", "remove_event", "add_event", "about", "tag", "undo", "redo",
        "contact", "follow_up",
    )),
    "theme light", "theme dark", "text 80", "text 100", "text 200",
}  # fmt: skip
"""What an hour must have come by."""


def begin(out: Path, *told: str) -> "subprocess.Popen[bytes]":
    """A walk in a process of its own, so that nothing of this one plays a part, and a crash is told."""
    return subprocess.Popen([sys.executable, "-m", "tests.ui.walk", "--seed", SEED, *told, "--out", str(out)])


def end_of(walk: "subprocess.Popen[bytes]", out: Path) -> list[dict[str, Any]]:
    """The record of the walk, which must have come to its end with nothing wrong."""
    code = walk.wait()
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    last = lines[-1] if lines else {}
    if code or not last.get("end"):
        ended = Path(f"{out}.last")
        trail = last.get("trail") or (ended.read_text(encoding="utf-8").split("\n") if ended.exists() else [])
        wrong = [*last.get("wrong", []), *last.get("problems", [])]
        pytest.fail("\n".join([*wrong, *trail, f"exit code {code}, seed {SEED}"]), pytrace=False)
    return lines


def test_a_walk_breaks_nothing(tmp_path: Path) -> None:
    out = tmp_path / "walk.jsonl"
    *_samples, last = end_of(begin(out, "--steps", STEPS), out)
    assert last["steps"] == int(STEPS)
    assert len({f"page {page.key}" for page in PAGES} & set(last["seen"])) > len(PAGES) / 2  # an hour sees all


def test_the_same_seed_is_the_same_walk(tmp_path: Path) -> None:
    outs = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    walks = [begin(out, "--steps", TWICE, "--every", "1000000", "--trail") for out in outs]
    one, two = (end_of(walk, out) for walk, out in zip(walks, outs, strict=True))
    assert one == two
    assert len(one) == int(TWICE) + 1


@pytest.mark.long
@pytest.mark.timeout(0)
def test_a_long_walk_comes_by_everything_and_does_not_grow(tmp_path: Path) -> None:
    """Memory is told from the step on at which every page, dialog, menu and list was open in several sizes of the text:
    modules, fonts, and the pictures of windows come for the first time then, which is no growth. What is left of it in
    the end is the last tenth of the samples.
    """
    out = Path(os.environ.get("MRTNET_WALK_OUT", tmp_path)) / f"walk-{SEED}.jsonl"
    *samples, last = end_of(begin(out, "--seconds", str(LONG), "--warm"), out)
    assert SEEN - set(last["seen"]) == set()
    before = next(sample["memory"] for sample in samples if sample["step"] >= SEEN_BY)
    after = median(sample["memory"] for sample in samples[-max(1, len(samples) // 10) :])
    assert after <= before * GROWTH, f"{before} KB, then {after} KB"
