"""Cards on the command line: printed, and on wish saved with their photos, once."""

import os
from pathlib import Path

import pytest
from PIL import Image

from tests.cards.stand_in import install
from tests.cli.program import HOUSE, Program

LINES = (
    "Rosa Delgado-Ruiz, RHIT\nCoding Lead\nLakeshore Medical Center\nTel. 312-555-0148\nrosa@lakeshore.example\nWe care"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("libraries", "photos"):
        (tmp_path / name).mkdir()
    install(tmp_path / "libraries")
    Image.new("RGB", (400, 240), "white").save(tmp_path / "photos" / "rosa.png")
    (tmp_path / "photos" / "other.jpg").write_bytes(b"no picture")
    return tmp_path


def test_card(folder: Path) -> None:
    paths = os.pathsep.join((str(HOUSE), str(folder / "libraries")))
    mrtnet = Program(folder / "home", PYTHONPATH=paths, CARD_LINES=LINES)
    photos = str(folder / "photos")
    said = mrtnet("card", photos, "--save", "--event", "Chapter lunch", timeout=120)
    assert [line.strip() for line in said.out.splitlines()][:8] == [
        "rosa.png:", "Name: Rosa Delgado-Ruiz", "Credentials: RHIT", "Title: Coding Lead",
        "Employer: Lakeshore Medical Center", "Phone: 312-555-0148", "Email: rosa@lakeshore.example",
        "Note: Also on the card: We care",
    ]  # fmt: skip
    assert "1 person added" in said.out
    assert "other.jpg: It is no picture" in said.err
    again = mrtnet("card", photos, "--save", "--event", "Chapter lunch", "--json", timeout=120).json
    assert (again["read"], again["new"], again["same"], again["added"]) == (1, 0, 1, [])
    assert again["cards"][0]["places"]["name"] == [10, 20, 207, 20]
    person = mrtnet("person", "Rosa", "--json").json
    assert person["files"] == ["Card of Rosa Delgado-Ruiz.png"]
    mrtnet("undo")
    assert not mrtnet("people", "--json").json
