"""The import in the window, by real keys: a file of new, likely and known people; columns, broken files, pastes."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.edits import people
from mrtnet.store.book import Book
from mrtnet.ui.dropping import FileDrops
from mrtnet.ui.importing.page import CHOOSE, COLUMNS, DUPLICATES, PREVIEW, ImportPage
from mrtnet.ui.window import Window
from tests.edits.test_undo import content
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
LINKEDIN = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Siobhan,"ORourke, CHPS",,sorourke@stbrigid.example,St. Brigid Hospital,"Director, Health Information",12 Oct 2026
Kwame,Asante,,kasante@northway.example,Northway Coding,Coder,15 Oct 2026
Ama,<b>Owusu</b>,,ama@harbor.example,Harbor Health,Registrar,13 Oct 2026
Ama,Owusu-Mensah,,aom@mercy.example,Mercy,Auditor,14 Oct 2026
,,,,,,15 Oct 2026
"""
Open = Callable[..., ImportPage]


@pytest.fixture
def known(book: Book) -> Book:
    """A book in which one person of the file is likely, and one is exactly the same."""

    def add(name: str, mail: str, work: str, title: str, marks: list[str]) -> None:
        form = PersonForm(name=name, reaches=[Reach(property="EMAIL", value=mail)], credentials=marks,
                          jobs=[Job(organization=work, title=title)], met_on=TODAY, met_how="LinkedIn",
                          no_next_step=True)  # fmt: skip
        book.do(people.add_person, form, today=TODAY)

    add("Siobhán O'Rourke", "sorourke@stbrigid.example", "St. Brigid Hospital", "HIM Director", ["RHIA"])
    add("Kwame Asante", "kasante@northway.example", "Northway Coding", "Coder", [])
    return book


@pytest.fixture
def opened(make_window: MakeWindow, qtbot: QtBot) -> Open:
    """Opens the page on some files and waits until they are read."""
    made: list[Window] = []

    def open_(book: Book, *paths: Path) -> ImportPage:
        window = made[0] if made else make_window(book)
        made[:] = [window]
        window.go("import", list(paths))
        page = window.page
        assert isinstance(page, ImportPage)
        rest(qtbot, page)
        return page

    return open_


def rest(qtbot: QtBot, page: ImportPage) -> None:
    qtbot.waitUntil(lambda: not page.busy.isVisibleTo(page) and not page.around.jobs.running())


def press(
    qtbot: QtBot, page: ImportPage, key: Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """A key, to whatever has the keyboard."""
    focus = page.window().focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifier)
    QApplication.processEvents()
    rest(qtbot, page)


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def names(book: Book) -> list[str]:
    return [row[0] for row in book.read.execute("SELECT name FROM person ORDER BY id")]


def steps(book: Book) -> int:
    return int(book.read.execute("SELECT count(*) FROM step").fetchone()[0])


def test_a_linkedin_file_by_keys_and_back_by_one_undo(known: Book, opened: Open, tmp_path: Path, qtbot: QtBot) -> None:
    before = content(known)
    page = opened(known, written(tmp_path, "Connections.csv", LINKEDIN))
    assert page.file.text() == "Connections.csv, 5 rows"
    press(qtbot, page, Key.Key_Return)
    assert page.step == COLUMNS
    press(qtbot, page, Key.Key_Return, CTRL)
    assert page.step == DUPLICATES
    assert [heap.title for heap in page.duplicates.heaps.heaps if heap.places] == ["New", "Likely the same", "Same"]
    assert not page.next.isEnabled()
    assert page.left.text() == "1 question left"
    sides = page.duplicates.sides.view
    sides.setFocus()
    press(qtbot, page, Key.Key_Right)  # the file's name
    press(qtbot, page, Key.Key_Space)
    press(qtbot, page, Key.Key_1)
    assert page.next.hasFocus()
    press(qtbot, page, Key.Key_Return)
    assert page.step == PREVIEW
    assert page.next.text() == "Import 3 people"
    assert content(known) == before, "nothing is written before the last step"
    press(qtbot, page, Key.Key_Return)
    assert names(known) == ["Siobhan ORourke", "Kwame Asante", "Ama <b>Owusu</b>", "Ama Owusu-Mensah"]
    marks = known.read.execute("SELECT mark FROM credential WHERE person_id = 1 ORDER BY id").fetchall()
    assert {mark for (mark,) in marks} == {"RHIA", "CHPS"}
    assert page.window().page.key == "people"  # type: ignore[attr-defined]

    after, count = content(known), steps(known)
    page = opened(known, tmp_path / "Connections.csv")  # the same file again
    for _step in range(4):
        press(qtbot, page, Key.Key_Return, CTRL)
    assert page.step == CHOOSE
    assert page.choose.words.text().startswith("Nothing in “Connections.csv” is new")
    assert content(known) == after
    assert steps(known) == count

    press(qtbot, page, Key.Key_Z, CTRL)
    assert content(known) == before


def test_a_corrected_mapping_is_kept_for_this_header(book: Book, opened: Open, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(book, written(tmp_path, "list.csv", "Name,Who,Email\nHarbor Health,Rosa Lind,r@x.example\n"))
    press(qtbot, page, Key.Key_Return)
    view = page.columns.view
    assert view.hasFocus()
    for number, field in ((0, "ORG.name"), (1, "FN")):
        view.go_to(number)
        view.choice.setFocus()
        box = view.choice
        for _step in range(box.count()):
            if box.currentData() == field:
                break
            down = box.findData(field) > box.currentIndex()
            press(qtbot, page, Key.Key_Down if down else Key.Key_Up)
        assert box.currentData() == field
    assert page.columns.guess.isVisible()
    press(qtbot, page, Key.Key_Return, CTRL)
    assert page.bringing.arrival(0).incoming.form.name == "Rosa Lind"
    assert page.bringing.arrival(0).incoming.form.jobs[0].organization == "Harbor Health"
    QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    page = opened(book, written(tmp_path, "next.csv", "Name,Who,Email\nMercy,Tariq Amin,t@x.example\n"))
    assert page.bringing.sources[0].read is not None
    assert page.bringing.sources[0].read.people[0].form.name == "Tariq Amin"
    assert names(book) == []


def test_broken_files_are_sentences_and_their_good_rows_are_offered(
    book: Book, opened: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "phone.zip"
    cut = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ama Owusu\r\nBDAY:never\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bo"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("phone.vcf", cut)
    page = opened(book)
    assert not page.next.isEnabled()
    said: list[str] = []
    page.desk.said.connect(lambda words, _step: said.append(words))
    unpacked = tmp_path / "Basic_LinkedInDataExport"
    unpacked.mkdir()
    written(unpacked, "Profile.csv", "First Name\nMe\n")
    written(unpacked, "Connections.csv", LINKEDIN)
    for path in (tmp_path / "none.csv", broken, unpacked):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)), QUrl.fromLocalFile(str(tmp_path / "card.png"))])
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, left, none)
        drops = page.window().findChild(FileDrops)
        assert isinstance(drops, FileDrops)
        assert drops.eventFilter(page.window(), drop)
        rest(qtbot, page)
    assert said == ["Pictures were left out. Drop them by themselves to read them as business cards."] * 3
    first, second, third = page.bringing.sources
    assert (third.name, len(third.read.people) if third.read else 0) == ("Connections.csv", 4)
    page.choose.view.setFocus()
    page.choose.view.go_to(2)
    press(qtbot, page, Key.Key_Delete)
    assert "none.csv" in first.trouble
    assert second.read is not None
    assert second.read.people[0].form.name == "Ama Owusu"
    assert page.choose.trouble.isVisible()
    QTest.mouseClick(page.choose.unfold, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert "phone.zip: Line" in page.choose.problems.toPlainText()
    page.choose.view.setFocus()
    page.choose.view.go_to(0)
    press(qtbot, page, Key.Key_Delete)
    assert [source.name for source in page.bringing.sources] == ["phone.zip"]
    press(qtbot, page, Key.Key_Return, CTRL)
    assert page.step == DUPLICATES, "cards have no columns to match"
    rows = "\n".join(f"Ama {number},a{number}@x.example" for number in range(5000))
    page.take([written(tmp_path, "long.csv", f"Name,Email\n{rows}\n")])
    assert [source.name for source in page.bringing.sources] == ["phone.zip", "long.csv"]
    press(qtbot, page, Key.Key_Escape)
    assert [source.name for source in page.bringing.sources] == ["phone.zip"]
    assert page.step == CHOOSE
    assert page.next.isEnabled()


def test_a_pasted_list_at_a_new_event_and_back_where_she_was(known: Book, opened: Open, qtbot: QtBot) -> None:
    page = opened(known)
    QGuiApplication.clipboard().setText("Ines Okafor, RHIT\nSiobhan ORourke sorourke@stbrigid.example\nBo Lind")
    press(qtbot, page, Key.Key_V, CTRL)
    press(qtbot, page, Key.Key_Return)
    assert page.bringing.questions_left() == 1
    page.window().go("people")  # type: ignore[attr-defined]
    page.window().go("import")  # type: ignore[attr-defined]
    rest(qtbot, page)
    assert page.step == DUPLICATES
    press(qtbot, page, Key.Key_3)
    press(qtbot, page, Key.Key_Return)
    box = page.preview.met
    box.setFocus()
    press(qtbot, page, Key.Key_End)
    assert page.preview.name.hasFocus()
    QTest.keyClicks(page.preview.name, "Records Days")
    assert page.preview.load.text().startswith("First step:")
    before = content(known)
    press(qtbot, page, Key.Key_Return, CTRL)
    assert names(known)[2:] == ["Ines Okafor", "Bo Lind"]
    met = known.read.execute("SELECT e.name FROM person AS p JOIN event AS e ON e.id = p.met_event_id").fetchall()
    assert met == [("Records Days",), ("Records Days",)]
    assert page.window().page.key == "events"  # type: ignore[attr-defined]
    known.undo()
    assert content(known) == before
