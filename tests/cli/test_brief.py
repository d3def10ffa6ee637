"""The brief from the command line: in words, as JSON, as a PDF of one page; what is wrong is said in a sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program


@pytest.fixture
def leilani(mrtnet: Program) -> Program:
    mrtnet("log", "Leilani Kealoha RHIA; HIM Director @ Ko‘olau Regional Health; leilani@koolau.example")
    mrtnet("meet", "leilani", "--at", "thu 22 3pm", "--link", "https://talk.example/1")
    return mrtnet


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", content))


def test_in_words_by_number_or_name(leilani: Program) -> None:
    told = leilani("brief", "1").out
    assert told.startswith("Informational interview: Leilani Kealoha\n")
    assert "HIM Director, Ko‘olau Regional Health" in told
    assert "Thursday, Oct 22, 3:00 PM – 3:30 PM Central" in told
    assert "https://talk.example/1" in told
    assert leilani("brief", "Leilani", "Kealoha").out == told


def test_for_other_programs(leilani: Program) -> None:
    found = leilani("brief", "leilani", "--json").json
    assert found["people"][0]["credentials"] == "RHIA"
    assert (found["mine"], found["my_zone"]) == ("2026-10-22T15:00:00", "America/Chicago")
    assert found["agenda"][0]["title"] == "Thanks, and who I am"


def test_a_pdf_of_one_page(leilani: Program, tmp_path: Path) -> None:
    place = tmp_path / "brief.pdf"
    assert leilani("brief", "1", "--pdf", str(place)).out == f"Wrote {place}.\n"
    content = place.read_bytes()
    assert content.startswith(b"%PDF")
    assert pages(content) == 1


def test_the_page_goes_to_standard_output(leilani: Program) -> None:
    line = [sys.executable, "-m", "mrtnet", "brief", "1", "--pdf", "-"]
    done = subprocess.run(line, env=leilani.env, capture_output=True, check=True)
    assert done.stdout.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["brief", "9"], "There is no meeting 9."),
        (["brief", "nobody"], "nobody"),
        (["brief", "1", "--pdf", "/no/such/folder/brief.pdf"], "cannot be written: No such file or directory."),
    ],
)
def test_what_is_wrong_is_said(leilani: Program, words: list[str], sentence: str) -> None:
    assert sentence in leilani(*words, code=1).err


def test_a_hostile_name_is_only_a_name(mrtnet: Program, tmp_path: Path) -> None:
    pipe = tmp_path / "canary"
    os.mkfifo(pipe)  # whoever opened it would wait for ever
    hostile = f'<img src="{pipe}"><a href="file://{pipe}">Okafor'
    mrtnet("log", f"{hostile[:200]}; x @ <table><tr><td>")
    (row,) = mrtnet("people", "--json").json
    mrtnet("meet", str(row["id"]), "--at", "thu 22 3pm", "--title", "<b>&amp;" * 20)
    place = tmp_path / "brief.pdf"
    mrtnet("brief", "1", "--pdf", str(place))
    assert pages(place.read_bytes()) == 1
    told = mrtnet("brief", "1").out
    assert row["name"] in told
    assert "<b>&amp;<b>" in told


def test_her_paper_is_the_one_of_where_she_lives(leilani: Program, tmp_path: Path) -> None:
    sizes = {}
    for locale in ("en_US.UTF-8", "de_DE.UTF-8"):
        place = tmp_path / f"{locale}.pdf"
        leilani("brief", "1", "--pdf", str(place), env={"LC_ALL": locale, "LANG": locale})
        found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", place.read_bytes())
        assert found is not None
        sizes[locale] = (round(float(found[1])), round(float(found[2])))
    assert sizes == {"en_US.UTF-8": (612, 792), "de_DE.UTF-8": (595, 842)}
