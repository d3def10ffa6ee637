"""Fourteen cards through the capture window, the grid and `mrtnet log`: one and the same book."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mrtnet.cli.main import main
from mrtnet.domain.forms import EventForm, NextStep
from mrtnet.edits import events
from mrtnet.queries import events as queries
from mrtnet.settings import Settings
from mrtnet.store import journal
from mrtnet.store.book import Book
from mrtnet.ui.capture.window import CaptureWindow
from mrtnet.ui.desk import Desk
from mrtnet.ui.grid.pasting import PasteDialog
from mrtnet.ui.grid.view import GridView
from mrtnet.ui.theme import Theme

TODAY = date(2026, 10, 15)
FORUM = EventForm(name="Lakeside HIM Forum", short="forum26", first_day=date(2026, 10, 13), last_day=TODAY)
_UNLIKE = frozenset({"id", "uid", "created_at", "step"})
"""What may differ: ids, uids, moments. (`step` of a follow-up is compared: see below.)"""

# name and credentials, works at, you talked about, email/phone/link, tags, next step in words, rank
CARDS = (
    ("Rosa Delgado-Ruiz rhit, ccs", "Lakeshore Medical Center", "DRG validation", "rosa@lakemc.example", "", "", ""),
    ("Nguyễn Thị Lan ccs-p", "Twin Rivers Clinic", "", "lan@twinrivers.example", "", "linkedin fri", ""),
    ("Kwame Asante cca", "Northway Coding Services", "passed the CCA in March", "(614) 555-0192", "", "", ""),
    ("Dr. Farhad Karimi rhia", "Metro Community College", "", "", "school", "", "A"),
    ("Siobhán O'Rourke rhia", "St. Brigid Regional Hospital", "the ROI opening", "", "", "call in 3 days", ""),
    ("Thandiwe Mokoena rhia chda", "Hennepin Valley Health", "", "tmokoena@hvh.example", "data", "", ""),
    ("Leilani Kealoha rhia", "Koʻolau Regional Health", "", "linkedin.com/in/leilani-kealoha", "", "", ""),
    ("Mei-Ling Chen rhit", "Lakeshore Medical Center", "", "(312) 555-0148", "", "none", ""),
    ("Tomasz Wiśniewski ccs", "Auburn Coding Audit Group", "audits", "", "", "", "C"),
    ("Grace Whitehorse rhit", "Red Mesa Clinic", "sole technician on site", "", "", "", ""),
    ("Jonas Lindqvist rhia chps", "Great Plains University Hospital", "privacy", "", "", "", ""),
    ("Ana Beatriz Souza", "Metro Community College", "", "ana@metrocc.example", "school, practicum", "", ""),
    ("李小龍 rhit", "Pacific Records Group", "", "", "", "", ""),
    ("María José de la Cruz Ibáñez, Jr., RHIA", "Harbor Children's Hospital", "privacy", "", "", "", "A"),
)


@pytest.fixture
def new_book(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a book that knows only the event."""

    def make(name: str) -> Path:
        path = tmp_path / name / "book.mrtnet"
        path.parent.mkdir()
        with Book.open(path) as book:
            book.do(events.add_event, FORUM)
        return path

    return make


def _content(path: Path) -> dict[str, list[Any]]:
    """Every journaled table without ids, uids and moments; references told by what they refer to."""
    with Book.open(path) as book:
        read = book.read.execute
        names = {
            "person_id": dict(read("SELECT id, name FROM person").fetchall()),
            "organization_id": dict(read("SELECT id, name FROM organization").fetchall()),
            "tag_id": dict(read("SELECT id, name FROM tag").fetchall()),
            "run_id": dict(read("SELECT r.id, playbook || name FROM run AS r JOIN person AS p ON p.id = person_id")),
            "interaction_id": dict(read("SELECT id, body FROM interaction").fetchall()),
        }
        found: dict[str, list[Any]] = {}
        for table in journal.TABLES:
            rows = read(f"SELECT * FROM {table}")
            columns = [each[0] for each in rows.description]
            kept = [column for column in columns if column not in _UNLIKE or (table, column) == ("follow_up", "step")]
            told = [dict(zip(columns, row, strict=True)) for row in rows.fetchall()]
            found[table] = sorted(
                str([(column, names.get(column, {}).get(row[column], row[column])) for column in kept]) for row in told
            )
        return found


def _type(text: str, window: CaptureWindow) -> None:
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    if text.isascii():
        QTest.keyClicks(focused, text)
    else:
        focused.insert(text)


def _by_capture(path: Path, theme: Theme, application: QApplication) -> None:
    with Book.open(path) as book:
        window = CaptureWindow(Desk(book, inline=True), theme, Settings())
        window.open_for(None)
        application.processEvents()
        for name, works_at, talked, reach, tags, step, rank in CARDS:
            for text in (name, works_at, talked, reach):
                _type(text, window)
                QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
            _type(tags, window)
            if rank:
                QTest.keyClick(window.focusWidget(), Qt.Key[f"Key_{rank}"], Qt.KeyboardModifier.AltModifier)
            if step:
                QTest.keyClick(window.focusWidget(), Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
                _type(step, window)
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _by_grid(path: Path, theme: Theme) -> None:
    head = "\t".join(("Name", "Works at", "You talked about", "Email/phone/link", "Tags", "Next step", "Rank"))
    with Book.open(path) as book:
        grid = GridView(Desk(book, inline=True), theme)
        row = queries.one(book.read, 1)
        assert row is not None
        grid.show_event(row)
        seen: list[str] = []
        grid.pasted.connect(seen.append)
        QGuiApplication.clipboard().setText("\n".join([head, *("\t".join(card) for card in CARDS)]))
        QTest.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        dialog = PasteDialog(grid.desk, theme, grid, seen[0], grid.ways())
        dialog.taken.connect(grid.log_forms)
        dialog.open()
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        grid.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _by_command_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_HOME", str(path.parent / "home"))
    lines = []
    for name, works_at, talked, reach, tags, step, rank in CARDS:
        parts = [name, f"@ {works_at}", f'"{talked}"' if talked else "", reach]
        parts += [f"#{tag.strip()}" for tag in tags.split(",") if tag]
        parts += [f"!{step}" if step else "", f"!{rank}" if rank else ""]
        lines.append("; ".join(part for part in parts if part))
    assert main(["--book", str(path), "log", "--event", "forum26", *lines]) in (0, None)


def test_three_ways_make_one_book(
    new_book: Callable[[str], Path], theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    capture, grid, line = new_book("capture"), new_book("grid"), new_book("line")
    _by_capture(capture, theme, qapp)
    _by_grid(grid, theme)
    _by_command_line(line, monkeypatch)
    told = _content(line)
    assert len(told["person"]) == len(CARDS)
    for table in journal.TABLES:
        assert _content(capture)[table] == told[table], f"capture: {table}"
        assert _content(grid)[table] == told[table], f"grid: {table}"


def test_a_step_reads_alike_everywhere() -> None:
    from mrtnet.ui.capture.card import Ways, form_of, from_json, step_words

    step = NextStep(kind="promise", title="send the guide", due=date(2026, 10, 19))
    card = from_json({"name": "Rosa", "step": step_words(step)})
    assert form_of(card, Ways(TODAY)).next_step == step
