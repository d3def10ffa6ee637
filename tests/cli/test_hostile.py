"""Input that is wrong, huge or malicious: a sentence or a clean card, never a disturbed terminal."""

import json
import subprocess
import sys

import pytest

from mrtnet.cli.lines import as_json, plain, table
from tests.cli.program import HOUSE, Program

RTL = "\u202egnp.yrtsiger\u202c"


@pytest.mark.parametrize(
    "name",
    [
        "<b>Ama</b> <script>alert(1)</script>",
        f"Ama {RTL} Owusu",
        "Ama\x1b[31m Owusu\x07",
        "Ama\x00 Owusu",
        "Ama \U0001f469\u200d\U0001f4bb Owusu",
        "עָמָה אוֹבוּסוּ",
        "A" * 400,
        "'; DROP TABLE person; --",
        "{name} %s {0}",
        "Ama\u0301\u0301\u0301\u0301 Owusu",
    ],
)
def test_a_hostile_name_disturbs_nothing(mrtnet: Program, name: str) -> None:
    mrtnet("log", "--event", name.replace("\0", ""), stdin=name + "\n")
    for words in (
        ("people",),
        ("person", "1"),
        ("today", "--on", "2026-10-16"),
        ("events",),
        ("history",),
        ("write", "1"),
    ):
        outcome = mrtnet(*words)
        assert not set(outcome.out + outcome.err) & set("\x00\x07\x1b\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068")
        assert "<b>" not in name or "<b>" in outcome.out or words[0] in ("write", "history")
    assert len(mrtnet("people", "--json").json) == 1
    assert mrtnet("check").out == "The book is sound: 1 person.\n"


def test_a_field_of_ten_thousand_letters_is_refused_in_a_sentence(mrtnet: Program) -> None:
    outcome = mrtnet("log", stdin="A" * 10_000 + "\n" + "Ama Owusu\n", code=1)
    assert "1 person logged" in outcome.out
    assert outcome.err.startswith("mrtnet: line 1 was not logged: ")
    assert len(outcome.err) < 300
    assert mrtnet("event", "E" * 10_000, "--start", "today", code=1).err.count("\n") == 1
    assert mrtnet("person", "x" * 100_000, code=1).err.count("\n") == 1


@pytest.mark.parametrize(
    "day", ["2026-02-30", "0000-00-00", "99999-01-01", "2026-13-01", "tomorrow's", "32 dec", "٢٠٢٦", "-1"]
)
def test_an_impossible_date_is_a_sentence(mrtnet: Program, day: str) -> None:
    outcome = mrtnet("event", "Forum", f"--start={day}", code=1)
    assert outcome.err == f"mrtnet: “{day}” is not a date. Try “thu”, “in 3 days” or “2026-12-03”.\n"


def test_five_hundred_lines(mrtnet: Program) -> None:
    lines = "\n".join(f"Given{n} Family{n} RHIT; Employer {n % 40}; talked about {n}" for n in range(500))
    outcome = mrtnet("log", "--event", "Forum", stdin=lines)
    assert outcome.out.endswith("500 people logged. “mrtnet undo” takes it back.\n")
    assert mrtnet("today", "--on", "2026-10-20").out.startswith("Late (10)\n")  # a day's portion
    assert mrtnet("undo").code == 0


def test_nobody_reads_on(mrtnet: Program) -> None:
    mrtnet("log", stdin="\n".join(f"Given{n} Family{n}" for n in range(300)))
    done = subprocess.run(
        f"{sys.executable} -m mrtnet people --json | head -1; echo ${{PIPESTATUS[0]}}; "
        f"{sys.executable} -m mrtnet today | true; echo ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", cwd=HOUSE, env=mrtnet.env, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["[", "0", "0"]
    assert done.stderr == ""


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-"])
def test_streams_that_were_closed_before(mrtnet: Program, closed: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m mrtnet log Ama {closed}", shell=True, cwd=HOUSE, env=mrtnet.env, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert len(mrtnet("people", "--json").json) == 1


def test_no_input_at_all(mrtnet: Program) -> None:
    done = subprocess.run(
        f"{sys.executable} -m mrtnet log <&-", shell=True, cwd=HOUSE, env=mrtnet.env, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


def test_arguments_that_are_no_text(mrtnet: Program) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mrtnet", "log", b"Ama \xff\xfe Owusu"], cwd=HOUSE, env=mrtnet.env, capture_output=True,
        check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_lines_hold_nothing_that_moves_the_cursor() -> None:
    assert plain("a\x1b[2Jb\tc\u202ed\x85e") == "a[2Jb cde"
    assert plain("नमस्ते \u200d و\u200cن") == "नमस्ते \u200d و\u200cن"
    assert table([["a\nb", "東京"], ["ccc", "é"]]) == ["a b  東京", "ccc  é"]


def test_json_stays_json() -> None:
    told = {"name": f"a\u202e\x1b\x9b{RTL}", "day": None}
    text = as_json(told)
    assert json.loads(text) == told
    assert text.isascii()
