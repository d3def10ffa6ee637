"""`mrtnet sample`: loaded, told when it is there already, removed."""

from pathlib import Path

import pytest

from mrtnet.cli.main import FINE, WORLD, main
from mrtnet.queries import people
from mrtnet.store.book import Book


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path))
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T12:00+00:00")
    return tmp_path / "book.mrtnet"


def _people(path: Path) -> int:
    with Book.open(path) as book:
        return people.count(book.read)


def test_load_and_remove(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample"]) == FINE
    assert "24 invented people" in capsys.readouterr().out
    assert _people(book) == 24
    assert main(["sample", "--remove"]) == FINE
    assert capsys.readouterr().out.startswith("Removed the sample network.")
    assert _people(book) == 0


def test_twice_is_one_sentence(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sample", "--remove"]) == WORLD
    assert capsys.readouterr().err == "mrtnet: There is no sample network in the book.\n"
    main(["sample"])
    assert main(["sample"]) == WORLD
    assert "is in the book already" in capsys.readouterr().err
    assert _people(book) == 24
