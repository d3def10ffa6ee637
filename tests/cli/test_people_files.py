"""People in and out on the command line: import, export, duplicates, merge."""

import json
from pathlib import Path
from typing import Any

import pytest

from mrtnet import paths, settings
from mrtnet.exchange.own_columns import remember
from mrtnet.exchange.tables import read_table
from tests.cli.program import Program

LINKEDIN = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    'Rosa,"Delgado-Ruiz, RHIT, CCS",https://www.linkedin.com/in/rosa,rosa@x.example,Lakeshore,Coder,12 Mar 2024\n'
    "Ama,Owusu,https://www.linkedin.com/in/ama,,Mercy Clinic,Coder,01 Jan 2024\n"
    ",,,,,,02 Jan 2024\n"
)
CARDS = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:c-1\nFN:Rosa Delgado\nN:Delgado;Rosa;;;\nEMAIL:rosa@x.example\nTEL:312-555-0148\n"
    "X-PET:Bo\nNOTE:Likes tea.\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nUID:c-2\nFN:Wiktor Lis\nEND:VCARD\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    table, cards = tmp_path / "Connections.csv", tmp_path / "cards.vcf"
    table.write_text(LINKEDIN)
    cards.write_text(CARDS)
    return str(table), str(cards)


def counts(told: Any) -> tuple[int, int, int, int]:
    return told["read"], told["new"], told["same"], len(told["likely"])


def test_columns_corrected_in_the_window_hold_here_too(mrtnet: Program, tmp_path: Path) -> None:
    table = tmp_path / "list.csv"
    table.write_text("Name,Who,Email\nHarbor Health,Rosa Lind,r@x.example\n", encoding="utf-8")
    (tmp_path / "home").mkdir()
    kept = settings.load(tmp_path / "home" / settings.FILE, paths.write_whole)
    with table.open("rb") as opened:
        remember(read_table(opened), {0: "ORG.name", 1: "FN", 2: "EMAIL"}, kept.columns)
    kept.save()
    mrtnet("import", str(table))
    assert [each["name"] for each in mrtnet("people", "--json").json] == ["Rosa Lind"]


def test_import(mrtnet: Program, files: tuple[str, str], tmp_path: Path) -> None:
    dry = mrtnet("import", *files, "--dry-run", "--json").json
    assert counts(dry) == (4, 3, 0, 1)
    assert dry["problems"][0] | {"what": "", "lost": False} == {
        "file": "Connections.csv",
        "line": 4,
        "what": "",
        "reason": "1 row names nobody and was skipped.",
        "lost": False,
    }
    assert mrtnet("people", "--json").json == []
    told = mrtnet("import", *files, "--json").json
    assert counts(told) == (4, 3, 0, 1)
    assert len(told["added"]) == 3
    (likely,) = mrtnet("import", *files, "--json").json["likely"]
    assert (likely["file"], likely["line"], likely["name"]) == ("cards.vcf", 1, "Rosa Delgado")
    assert likely["candidates"][0]["score"] >= 70
    assert "same email address" in likely["candidates"][0]["reasons"]
    assert "Merge" not in mrtnet("import", *files, "--likely", "merge").err
    assert counts(mrtnet("import", *files, "--json").json) == (4, 0, 4, 0)
    rosa = mrtnet("person", "rosa", "--json").json
    assert "Likes tea." in rosa["note"]
    mrtnet("undo")
    mrtnet("undo")
    assert mrtnet("people", "--json").json == []


def test_import_at_an_event(mrtnet: Program, files: tuple[str, str]) -> None:
    mrtnet("import", files[0], "--event", "Job fair", "--playbook", "after-event")
    (event,) = mrtnet("events", "--json").json
    assert event["name"] == "Job fair"
    assert len(mrtnet("today", "--json").out) > 10
    assert all(each["met_at"] == "Job fair" for each in mrtnet("people", "--json").json)
    assert "no playbook" in mrtnet("import", files[0], "--playbook", "nonsense", code=1).err


def test_one_bad_file_costs_only_itself(mrtnet: Program, files: tuple[str, str], tmp_path: Path) -> None:
    told = mrtnet("import", str(tmp_path), files[1], str(tmp_path / "none.vcf"), "--json").json
    assert told["new"] == 2
    assert [problem["reason"].rstrip(".")[-6:] for problem in told["problems"]]
    assert mrtnet("import", str(tmp_path), code=1).err.strip().endswith(".")


def test_export_and_back(mrtnet: Program, files: tuple[str, str], tmp_path: Path) -> None:
    mrtnet("import", *files, "--likely", "merge")
    for name, words in (
        ("a.vcf", ()), ("b.vcf", ("--version", "4.0", "--notes", "--photos")), ("a.csv", ()),
        ("g.csv", ("--format", "google")), ("o.csv", ("--format", "outlook")), ("l.csv", ("--format", "linkedin")),
        ("all.json", ()),
    ):  # fmt: skip
        place = tmp_path / name
        assert "Wrote 3 people" in mrtnet("export", str(place), *words).out
        content = place.read_text(encoding="utf-8-sig")
        assert ("Likes tea" in content) == (name in ("b.vcf", "all.json"))
        if name != "l.csv":
            assert counts(mrtnet("import", str(place), "--dry-run", "--json").json) == (3, 0, 3, 0), name
    assert "X-PET:Bo" in (tmp_path / "a.vcf").read_text()
    other = Program(tmp_path / "other")
    assert "3 people added" in other("import", str(tmp_path / "all.json")).out
    assert other("people", "--json").json == mrtnet("people", "--json").json
    assert json.loads((tmp_path / "all.json").read_text())["mrtnet"] == "everything"
    assert "FN:Ama Owusu" in mrtnet("export", "-", "--version", "3.0", "--for", "ama").out
    assert mrtnet("export", str(tmp_path / "one.json"), "--for", "ama").out.startswith("Wrote 1 person")


def test_export_refuses_in_a_sentence(mrtnet: Program, files: tuple[str, str], tmp_path: Path) -> None:
    assert "nobody in the book" in mrtnet("export", str(tmp_path / "a.vcf"), code=1).err
    mrtnet("import", files[0])
    letter = tmp_path / "letter.vcf"
    letter.write_text("Dear Rosa")
    for words in ((str(letter),), (str(tmp_path / "no" / "a.vcf"),), (str(tmp_path / "a.vcf"), "--for", "nobody"),
                  (str(tmp_path / "a.ics"), "--format", "google"), (str(tmp_path / "a.vcf"), "--each")):  # fmt: skip
        assert mrtnet("export", *words, code=1).err.startswith("mrtnet: ")
    assert letter.read_text() == "Dear Rosa"


def test_duplicates_and_merge(mrtnet: Program, files: tuple[str, str]) -> None:
    mrtnet("import", files[0])
    assert "Nobody" in mrtnet("duplicates").out
    mrtnet("import", files[1], "--likely", "keep")
    (double,) = mrtnet("duplicates", "--json").json
    ids = [each["id"] for each in double["people"]]
    assert double["pairs"][0]["ids"] == ids
    assert "same email address" in mrtnet("duplicates").out
    mrtnet("merge", *map(str, ids))
    assert mrtnet("duplicates", "--json").json == []
    mrtnet("undo")
    mrtnet("duplicates", "--different", *map(str, ids))
    assert mrtnet("duplicates", "--json").json == []
    assert "at least two" in mrtnet("merge", str(ids[0]), code=1).err
    assert "at least two" in mrtnet("duplicates", "--different", str(ids[0]), code=1).err
