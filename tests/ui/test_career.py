"""My career in the window: units of an event with one key, a certificate dropped, her own numbers, the record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from mrtnet.queries import career, follow_ups
from mrtnet.store.book import Book
from mrtnet.ui.acting import open_follow_up
from mrtnet.ui.career import paper as career_paper
from mrtnet.ui.career.page import CareerPage
from mrtnet.ui.leaving.at_once import write
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow, Reused
from tests.ui.sampled import sample_book


@pytest.fixture
def window(tmp_path: Path, reused: Reused) -> Iterator[Window]:
    with sample_book(tmp_path) as book, reused.over(book) as window:
        yield window


def page_of(window: Window, tab: str = "overview") -> CareerPage:
    window.go("career", tab)
    QApplication.processEvents()
    assert isinstance(window.page, CareerPage)
    return window.page


def click(inside: QWidget, name: str) -> None:
    found = next(each for each in inside.findChildren(QPushButton, name) if each.isVisible())
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def dialog() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def fill(name: str, text: str) -> None:
    field = dialog().findChild(QWidget, f"career_form.{name}")
    assert field is not None
    field.setText(text)  # type: ignore[attr-defined]


def test_units_of_an_event_come_with_one_key_and_go_with_one(window: Window) -> None:
    page, read = page_of(window), window.desk.read
    before = [each.standing.have for each in career.standings(read, window.desk.today)]
    click(page, "career.take")
    assert [each.standing.have for each in career.standings(read, window.desk.today)] == [before[0] + 3]
    assert page.tabs.tabText(1).endswith("6")
    window.commands.run("undo")
    QApplication.processEvents()
    assert [each.standing.have for each in career.standings(read, window.desk.today)] == before


def test_a_certificate_is_dropped_on_its_row(window: Window, tmp_path: Path) -> None:
    page = page_of(window, "units")
    paper = tmp_path / "quiz.pdf"
    paper.write_bytes(b"%PDF-1.4 certificate")
    view = page.units.list.view
    view.go_to(0)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(paper))])
    drop = QDropEvent(
        QPointF(view.visualRect(view.currentIndex()).center()), Qt.DropAction.CopyAction, mime,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QEvent.Type.Drop,
    )  # fmt: skip
    view.dropEvent(drop)
    while window.around.jobs.running():
        QApplication.processEvents()
    QApplication.processEvents()
    assert career.ceus(window.desk.read)[0].file == "quiz.pdf"
    item = page.units.list.model.at(0)
    assert item is not None
    assert item.clip
    window.commands.run("remove")
    QApplication.processEvents()
    assert "quiz.pdf" not in [row.file for row in career.ceus(window.desk.read)]
    window.commands.run("undo")
    QApplication.processEvents()
    assert career.ceus(window.desk.read)[0].file == "quiz.pdf"


def test_units_are_typed_and_what_is_wrong_is_said_in_the_dialog(window: Window) -> None:
    page = page_of(window)
    window.commands.run("new")
    for text, sentence in (("", "How many CEUs"), ("many", "not a number"), ("-1", "units"), ("1,5", "")):
        fill("title", "Coding Friday")
        fill("units", text)
        fill("provider", "OHIMA")
        click(dialog(), "career_form.take")
        if sentence:
            problem = dialog().findChild(QWidget, "career_form.problem")
            assert problem is not None
            assert sentence in problem.text()  # type: ignore[attr-defined]
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    row = career.ceus(window.desk.read)[0]
    assert (row.title, row.units, row.provider, row.day) == ("Coding Friday", 1.5, "OHIMA", window.desk.today)
    assert career.standings(window.desk.read, window.desk.today)[0].standing.shares[0].have == 11.0
    assert page.tabs.tabText(1).endswith("4")


def test_her_own_numbers_win_and_can_be_taken_back(window: Window) -> None:
    page = page_of(window)
    click(page, "career.cycle.change")
    fill("units", "24")
    fill("quota.own", "6")
    click(dialog(), "career_form.take")

    def asked() -> tuple[float, float, bool]:
        found = career.standings(window.desk.read, window.desk.today)[0].standing
        return found.needed, found.shares[0].needed, found.rule.own

    assert asked() == (24, 6, True)
    click(page, "career.cycle.change")
    fill("units", "")
    fill("quota.own", "")
    click(dialog(), "career_form.take")
    assert asked() == (20, 8, False)


def test_a_day_of_the_internship_is_one_line(window: Window) -> None:
    page = page_of(window, "practice")
    tab = page.practice
    QTest.keyClicks(tab.line, "6h; yesterday; birth certificates")
    QTest.keyClick(tab.line, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert tab.said.text() == "45 of 80 hours"
    assert tab.line.text() == ""
    assert career.practice_days(window.desk.read, tab.where.currentData())[0].learned == "birth certificates"


def test_the_record_is_a_pdf_of_as_many_pages_as_it_needs(window: Window, tmp_path: Path) -> None:
    page_of(window)
    told = career_paper.her_record(window.around)
    assert told.parts[0].title.startswith("AHIMA (CCA): ")
    assert len(told.parts[0].rows) == 3
    write(window.around, tmp_path / "record.pdf", lambda: career_paper.pdf(told))
    assert (tmp_path / "record.pdf").read_bytes().startswith(b"%PDF-")
    long = told._replace(parts=(told.parts[0]._replace(rows=told.parts[0].rows * 60),))
    assert career_paper.pdf(long).count(b"/Type /Page\n") > 2
    write(window.around, tmp_path / "no" / "such" / "folder.pdf", lambda: career_paper.pdf(told))  # told, not raised


def test_her_state_comes_first_and_a_site_opens_only_when_asked(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("mrtnet.ui.career.page.open_link", lambda link: opened.append(link) or True)
    page = page_of(window, "organizations")
    first = page.directory.list.model.at(0)
    assert first is not None
    assert first.title == "OHIMA"
    assert first.end == "Member"
    assert opened == []
    page.directory.list.view.go_to(1)
    window.commands.run("open")
    assert opened == ["https://www.ahima.org"]
    page.directory.state.setCurrentIndex(page.directory.state.findData("Texas"))
    page.directory.state.activated.emit(0)
    QApplication.processEvents()
    again = page.directory.list.model.at(0)
    assert again is not None
    assert again.title == "TxHIMA"


def test_a_prompt_of_her_own_side_opens_it(window: Window) -> None:
    from mrtnet.edits.career_prompts import settle_career

    window.desk.do(settle_career, window.desk.today)
    row = next(row for row in follow_ups.all_open(window.desk.read) if row.step.startswith("career:"))
    open_follow_up(window.around, row)
    assert isinstance(window.page, CareerPage)


def test_an_empty_book_says_what_to_do(tmp_path: Path, make_window: MakeWindow) -> None:
    with Book.open(tmp_path / "empty.mrtnet") as book:
        window = make_window(book)
        page = page_of(window)
        assert all(each.empty.isVisible() for each in page.overview.lists())
        click(page, "career.credentials.add")
        fill("mark", "rhit")
        fill("exam_on", "2025-06-03")  # both are days: the second field follows the first
        box = dialog().findChild(QWidget, "career_form.state")
        assert box is not None
        box.setCurrentIndex(box.findData("held"))  # type: ignore[attr-defined]
        click(dialog(), "career_form.take")
        click(page, "career.begin")
        assert [row.body for row in career.cycles(book.read)] == ["AHIMA"]
