"""The calendar file asked for in the window: written beside it, told in one sentence, and so is what went wrong."""

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mrtnet.store.book import Book
from mrtnet.ui.exporting import export
from mrtnet.ui.widgets.busy import Busy
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow


@pytest.fixture
def window(make_window: MakeWindow, filled: Book) -> Window:
    return make_window(filled)


def _said_by(window: Window, qtbot: QtBot, path: Path, since: date | None = None) -> str:
    """The sentence of the toast, whichever it is."""
    told: list[str] = []
    window.desk.said.connect(lambda text, _step: told.append(text))
    window.desk.trouble.connect(told.append)
    export(window.around, path, since)
    qtbot.waitUntil(lambda: bool(told), timeout=60_000)
    qtbot.waitUntil(lambda: not window.around.jobs.running())
    return told[0]


def test_the_file_holds_what_is_open(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "Rosa’s ‮steps.ics"
    said = _said_by(window, qtbot, path)
    entries = path.read_bytes().count(b"BEGIN:VEVENT")
    assert entries > 1
    assert f"{entries} entries" in said
    assert path.name.split()[0] in said


def test_nothing_is_left_after_that_day(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    said = _said_by(window, qtbot, tmp_path / "none.ics", date(2200, 1, 1))
    assert said.startswith("There is nothing to export")
    assert not (tmp_path / "none.ics").exists()


def test_a_stopped_one_leaves_nothing(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.around.jobs.started.connect(lambda job: job.stop())
    said = _said_by(window, qtbot, tmp_path / "all.ics")
    assert said == "The export was stopped. No file was written."
    assert not (tmp_path / "all.ics").exists()
    qtbot.waitUntil(lambda: not window.findChildren(Busy))


def test_a_place_that_cannot_be(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    said = _said_by(window, qtbot, tmp_path / "nowhere" / "all.ics")
    assert "nowhere" in said or "all.ics" in said
    assert "Traceback" not in said
