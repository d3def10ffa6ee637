"""A fault of the program: what the report holds, how the window hears of it, and what the next start says."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrtnet import report
from mrtnet.store.book import Book
from mrtnet.ui import crash, fault_bar
from mrtnet.ui.window import Window

MakeWindow = Callable[..., Window]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_HOME", str(tmp_path / "home"))


def _breaks(name: str) -> None:
    raise ValueError(f"cannot read {name}")


def _break() -> Path:
    try:
        _breaks("Rosa Delgado-Ruiz")
    except ValueError as wrong:
        path = report.write_report(type(wrong), wrong, wrong.__traceback__)
    assert path is not None
    return path


def test_a_report_says_where_but_no_value() -> None:
    text = _break().read_text()
    assert "ValueError" in text
    assert "_breaks" in text
    assert "Rosa" not in text
    assert str(Path.home()) not in text


def test_an_error_nobody_caught_is_reported_and_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    told: list[str] = []
    crash.install(told.append)
    try:
        _breaks("Rosa Delgado-Ruiz")
    except ValueError as wrong:
        sys.excepthook(type(wrong), wrong, wrong.__traceback__)
    assert [Path(each) for each in told] == [report.newest_report()]
    said = capsys.readouterr().err
    assert "fault of the program" in said
    assert "Rosa" not in said


def test_a_fault_that_ends_python_is_a_report_of_the_next_start(tmp_path: Path) -> None:
    def run(code: str) -> int:
        return subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL, check=False).returncode

    assert run("from mrtnet import report; report.watch_for_the_end(); import os; os.abort()") != 0
    assert report.newest_report() is None
    assert run("from mrtnet import report; report.watch_for_the_end()") == 0
    found = report.newest_report()
    assert found is not None
    text = found.read_text()
    assert "Abort" in text
    assert str(tmp_path) not in text
    assert str(Path.home()) not in text
    assert run("from mrtnet import report; report.watch_for_the_end()") == 0
    assert report.newest_report() == found


def test_the_next_start_says_so_once(filled: Book, make_window: MakeWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _break()
    window = make_window(filled)
    telling = fault_bar.install(window)
    assert telling is not None
    assert telling.strip.isVisible()
    assert "9:12" in telling.bar.words.text()
    QTest.mouseClick(telling.bar.show_it, Qt.MouseButton.LeftButton)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, fault_bar.ReportDialog)
    assert "ValueError" in dialog.text.toPlainText()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "ValueError" in QGuiApplication.clipboard().text()
    QTest.mouseClick(telling.bar.delete, Qt.MouseButton.LeftButton)
    assert not path.exists()
    assert not telling.strip.isVisible()
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T15:00:00+00:00")
    _break()
    again = make_window(filled)
    assert fault_bar.install(again) is not None  # another report
    third = make_window(filled)
    assert fault_bar.install(third) is None  # told already


def test_the_bar_goes_by_keyboard(filled: Book, make_window: MakeWindow) -> None:
    path = _break()
    window = make_window(filled)
    telling = fault_bar.install(window)
    assert telling is not None
    telling.bar.away.setFocus()
    QTest.keyClick(telling.bar.away, Qt.Key.Key_Space)
    assert not telling.strip.isVisible()
    assert path.exists()
    assert window.focusWidget() is not None
