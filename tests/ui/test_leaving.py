"""Leaving from the window: who is offered, what the file holds, nothing half-written, paper that loses no word."""

import re
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from mrtnet.domain.files import KeptFile
from mrtnet.edits import files, saved_lists
from mrtnet.exchange.everything import read_everything
from mrtnet.exchange.vcard import CardRead, read_cards
from mrtnet.queries.leaving import OnPaper
from mrtnet.store.book import Book
from mrtnet.ui.jobs import Job
from mrtnet.ui.leaving import files as leaving_files
from mrtnet.ui.leaving import paper
from mrtnet.ui.leaving.archive import ArchiveDialog
from mrtnet.ui.leaving.dialog import FORMS, ExportDialog
from mrtnet.ui.leaving.saving import SavedToast, SavingDialog, file_name
from mrtnet.ui.printing import as_pdf
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.meeting_desk import close_all, who

TODAY = date(2026, 10, 15)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)


@pytest.fixture
def window(make_window: MakeWindow, filled: Book) -> Iterator[Window]:
    window = make_window(filled, page="people")
    yield window
    close_all(window)


def asked(window: Window, command: str = "export_people") -> Any:
    """The dialog that a command brings up."""
    assert window.commands.run(command)
    (found,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, SavingDialog) and each.isVisible()]
    return found


def choose(dialog: ExportDialog, form: str, *, who: str = "", **boxes: bool) -> None:
    """Say how and who."""
    button = dialog.findChild(QAbstractButton, f"export.form.{form}")
    assert button is not None
    button.click()
    if who:
        place = dialog.who.findData(who)
        assert place >= 0, [dialog.who.itemData(at) for at in range(dialog.who.count())]
        dialog.who.setCurrentIndex(place)
        dialog.who.activated.emit(place)
    for name, on in boxes.items():
        box = dialog.findChild(QCheckBox, f"export.{name}")
        assert box is not None
        box.setChecked(on)


def save(dialog: SavingDialog, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> str:
    """Save there; what the toast, or the dialog, says then."""
    offered: list[str] = []

    def told(_parent: object, _title: str, place: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(place).name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", told)
    window = dialog.around.window
    dialog.take.click()
    qtbot.waitUntil(lambda: not dialog.around.jobs.running(), timeout=20_000)
    assert offered
    toast = window.findChild(SavedToast)
    return toast.words.text() if toast is not None and toast.isVisible() else dialog.problem.text()


def test_files_of_people(
    window: Window, filled: Book, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = who(filled, "Rosa Delgado-Ruiz")
    filled.do(files.add_files, [KeptFile("me.png", "image/png", PNG)], person_id=rosa)
    filled.do(lambda session: _photo(session, rosa))
    everybody = filled.read.execute("SELECT count(*) FROM person").fetchone()[0]
    window.go("people", "Rosa")
    dialog = asked(window)
    assert dialog.group.key == "shown"
    assert "1 person." in dialog.holds.text()
    assert "Without photos and notes" in dialog.holds.text()
    choose(dialog, "card", photos=True, newer=True)
    said = save(dialog, tmp_path / "rosa", qtbot, monkeypatch)
    assert said == "Saved 1 person to rosa.vcf"
    (card,) = read_cards((tmp_path / "rosa.vcf").read_bytes())
    assert isinstance(card, CardRead)
    assert card.photo is not None
    assert b"VERSION:4.0" in (tmp_path / "rosa.vcf").read_bytes()
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    toast = window.findChild(SavedToast)
    assert toast is not None
    toast.offered.emit()
    assert shown == [str(tmp_path)]

    for form, first in (("google", b"First Name,Middle"), ("outlook", b'First Name,Middle'), ("plain", b"Name,"),
                        ("linkedin", b"First Name,Last Name,URL")):  # fmt: skip
        dialog = asked(window)
        choose(dialog, form, who="everybody")
        assert save(dialog, tmp_path / f"{form}.csv", qtbot, monkeypatch).startswith(f"Saved {everybody} people")
        assert first in (tmp_path / f"{form}.csv").read_bytes()[:40]
    dialog = asked(window)
    choose(dialog, "everything", who="everybody")
    assert not dialog.notes.isVisibleTo(dialog)
    assert save(dialog, tmp_path / "all.json", qtbot, monkeypatch) == "Saved the whole book to all.json"
    with (tmp_path / "all.json").open("rb") as stream:
        assert len(read_everything(stream).people) == everybody


def _photo(session: Any, person_id: int) -> None:
    from mrtnet.store.tables import Person

    person = session.get(Person, person_id)
    person.photo_id = session.connection().exec_driver_sql("SELECT max(id) FROM file").scalar()


def test_who_is_offered(window: Window, filled: Book) -> None:
    filled.do(saved_lists.save_list, "Coders", "credential:ccs")
    dialog = asked(window)
    assert dialog.group.key == "everybody"
    assert [key.split(".")[0] for key in dialog._groups] == ["everybody", "person", "list"]
    dialog.close()
    window.page.view.selectAll()  # type: ignore[union-attr]
    dialog = asked(window)
    assert dialog.group.key == "chosen"
    assert len(dialog.ids) == len(window.subject().person_ids) > 1
    dialog.close()
    window.go("events", int(filled.read.execute("SELECT min(id) FROM event").fetchone()[0]))
    dialog = asked(window)
    assert next(iter(dialog._groups)) in ("chosen", "event")
    assert dialog._groups["event"].ids()
    dialog.close()
    from mrtnet.ui.leaving.opening import export_people

    export_people(window.around, saved_lists_id(filled))
    dialog = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, ExportDialog) and each.isVisible()
    )
    assert dialog.group.words == "List: Coders"


def saved_lists_id(book: Book) -> int:
    return int(book.read.execute("SELECT max(id) FROM saved_list").fetchone()[0])


def test_what_stands_in_the_way_is_said_and_nothing_is_left(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    (tmp_path / "file").write_text("x")
    dialog = asked(window)
    said = save(dialog, tmp_path / "no" / "people.vcf", qtbot, monkeypatch)
    assert "“people.vcf” could not be written" in said
    assert dialog.isVisible()
    assert dialog.take.isEnabled()
    assert "could not be written" in save(dialog, tmp_path / "file" / "people.vcf", qtbot, monkeypatch)
    place = tmp_path / "people.vcf"
    place.write_bytes(b"as it was")
    before, handler = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:  # a disk with room for 100 bytes
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
        said = save(dialog, place, qtbot, monkeypatch)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert said == "There is no room for “people.vcf” there. Choose another place."
    assert place.read_bytes() == b"as it was"
    assert sorted(each.name for each in tmp_path.iterdir() if "people" in each.name) == ["people.vcf"]
    assert "exists" in save(dialog, tmp_path / "people", qtbot, monkeypatch)
    assert place.read_bytes() == b"as it was"
    assert "Saved" in save(dialog, place, qtbot, monkeypatch)


def test_a_stop_leaves_the_old_file(filled: Book, tmp_path: Path) -> None:
    place, job = tmp_path / "a.vcf", Job("x")
    place.write_bytes(b"old")
    job.stop()
    ids = [1, 2, 3]
    for form in FORMS:
        if form.wish is not None:
            assert leaving_files.write_people(job, filled.path, ids, form.wish, place) is None
    assert leaving_files.print_people(job, filled.path, ids, "list", "x", TODAY, place) is None
    assert leaving_files.write_archive(job, filled.path, 1, place, "", False) is None
    assert place.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir() if ".a.vcf" in each.name] == []


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", content))


LONG = OnPaper(
    "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria", "RHIA, CCS, CCS-P, CDIP, CHPS, CHDA, CPC, MBA",
    "Senior Director of Health Information Management and Revenue Integrity", "Regional University Medical Center " * 3,
    "+1 312 555 0148 ext. 99887", "maria.magdalena.wolfeschlegelsteinhausenbergerdorff@northern-lakes.example",
    "thank-you", "", date(2026, 10, 20), "she/her",
)  # fmt: skip


@pytest.mark.parametrize("right_to_left", [False, True])
def test_paper_holds_every_word_and_cuts_nothing(qapp: QApplication, right_to_left: bool) -> None:
    """Every line that is laid out is painted inside of the page, above its foot, and none over another."""
    people = [LONG, LONG._replace(name="王小明", organization="مستشفى"), LONG._replace(name="x" * 5000), *[LONG] * 30]
    if right_to_left:
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    drawn: list[tuple[int, float, float, float]] = []

    class Watched(paper.Sheets):
        def draw(self, lines: Any, x: float, y: float, width: float) -> None:
            high = sum(line.height for line in lines)
            if high and y < self.bottom:  # the foot is not judged
                assert y + high <= self.bottom + 1
                assert -1 <= x <= x + width <= self.width + 1
                for line in lines:
                    assert line.layout.lineAt(line.number).naturalTextWidth() <= width + 1
                drawn.append((self.number, x, y, high))
            super().draw(lines, x, y, width)

    own, paper.Sheets = paper.Sheets, Watched  # type: ignore[misc]
    try:
        listed = as_pdf("x", lambda device: paper.paint_list(device, people, "Everybody", TODAY))
        on_list = len(drawn)
        cards = as_pdf("x", lambda device: paper.paint_cards(device, people, "Everybody"))
    finally:
        paper.Sheets = own  # type: ignore[misc]
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert on_list >= 4 * len(people)
    assert pages(listed) >= 4
    assert pages(cards) == -(-len(people) // 8)
    columns: dict[tuple[int, float], float] = {}
    for page, x, y, high in drawn[:on_list]:
        assert y >= columns.get((page, round(x)), 0) - 1
        columns[page, round(x)] = y + high


def test_paper_from_the_window(window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = asked(window)
    choose(dialog, "list", who="everybody")
    assert "Saved" in save(dialog, tmp_path / "list.pdf", qtbot, monkeypatch)
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    dialog = asked(window)
    choose(dialog, "cards", who="everybody")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.print_on(printer)
    assert pages((tmp_path / "printed.pdf").read_bytes()) >= 1
    assert "sent to the printer" in window.toast.words.text()


def test_all_about_one_person(
    window: Window, filled: Book, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = who(filled, "Rosa Delgado-Ruiz")
    filled.do(files.add_files, [KeptFile("cv.txt", "text/plain", b"A career"), KeptFile("me.png", "image/png", PNG)],
              person_id=rosa)  # fmt: skip
    window.go("people", rosa)
    dialog = asked(window, "archive")
    assert isinstance(dialog, ArchiveDialog)
    assert "2 files" in dialog.holds.text()
    dialog.beside.setChecked(True)
    said = save(dialog, tmp_path / "Rosa.html", qtbot, monkeypatch)
    assert said == "Saved all about Rosa Delgado-Ruiz to Rosa.html"
    assert (tmp_path / "Rosa files" / "cv.txt").read_bytes() == b"A career"
    dialog = asked(window, "archive")
    button = dialog.findChild(QAbstractButton, "archive.form.pdf")
    assert button is not None
    QTest.keyClick(button, Qt.Key.Key_Space)
    save(dialog, tmp_path / "Rosa", qtbot, monkeypatch)
    assert (tmp_path / "Rosa.pdf").read_bytes().startswith(b"%PDF")
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


def test_names_of_files_are_harmless() -> None:
    assert file_name("../Rosa: “met:ahima26” a/b\0") == "Rosa met ahima26 a b"
    assert file_name("///") == "people"
