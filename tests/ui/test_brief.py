"""The brief on the screen and on paper: one key, one page, nothing read as markup, nothing loaded from anywhere."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QImage, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from mrtnet import clock
from mrtnet.domain.brief import Brief
from mrtnet.domain.forms import PersonForm
from mrtnet.edits import meetings, people
from mrtnet.queries.about import about
from mrtnet.queries.brief import brief
from mrtnet.store.book import Book
from mrtnet.ui.meetings.brief import BriefDialog
from mrtnet.ui.printing import Paper, fitted, lay_paper, paper_size, pdf, picture_of
from mrtnet.ui.window import Window
from tests.ui.conftest import Reused
from tests.ui.meeting_desk import CTRL, SHIFT, Key, plan, press, shown, who
from tests.ui.network import TODAY

Makes = Callable[..., Window]


@pytest.fixture
def meeting(filled: Book) -> int:
    """With Rosa, this morning."""
    return plan(filled)


@pytest.fixture
def window(filled: Book, meeting: int, reused: Reused) -> Iterator[Window]:
    """The page of meetings."""
    with reused.over(filled, "meetings") as window:
        window.go("meetings", "")
        yield window


def of(book: Book, meeting_id: int) -> Brief:
    """The brief as it stands."""
    found = brief(book.read, meeting_id, about(book.read), clock.now())
    assert found is not None
    return found


def words(dialog: BriefDialog) -> str:
    """Everything that stands on it."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def pages(content: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", content))


def test_one_key_shows_the_page(window: Window, meeting: int) -> None:
    window.go("meetings", meeting)
    press(window, Key.Key_B)
    dialog = shown(BriefDialog)
    told = words(dialog)
    for text in ("Rosa Delgado-Ruiz", "RHIT, CCS", "Lakeshore Medical Center", "Informational interview",
                 "How did you begin?", "Their path", "Last talk"):  # fmt: skip
        assert text in told
    press(dialog, Key.Key_Escape)
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, BriefDialog) and each.isVisible()]


def test_the_next_meeting_of_a_person(window: Window, filled: Book) -> None:
    window.go("people", who(filled, "Rosa Delgado-Ruiz"))
    window.commands.run("meeting_brief")
    assert "Rosa" in shown(BriefDialog).windowTitle()


def test_without_a_meeting_a_sentence_says_so(window: Window, filled: Book) -> None:
    window.go("people", who(filled, "Kwame Asante"))
    window.commands.run("meeting_brief")
    assert window.toast.isVisible()
    assert not [each for each in QApplication.topLevelWidgets() if isinstance(each, BriefDialog)]


def test_what_changes_in_the_book_changes_on_the_page(window: Window, meeting: int, filled: Book) -> None:
    window.commands.run("meeting_brief")
    dialog = shown(BriefDialog)
    window.desk.do(meetings.set_note, meeting, "Ask about nights")
    QApplication.processEvents()
    assert "Ask about nights" in words(dialog)
    window.around.do(meetings.remove_meeting, meeting)
    assert not dialog.isVisible()


def test_it_is_kept_as_a_pdf(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window.commands.run("meeting_brief")
    offered: list[str] = []

    def choose(_parent: object, _title: str, path: str, _kinds: str) -> tuple[str, str]:
        offered.append(Path(path).name)
        return str(tmp_path / "page"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    press(shown(BriefDialog), Key.Key_S, CTRL)
    assert offered == ["brief-2026-10-15-Rosa Delgado-Ruiz.pdf"]
    assert pages((tmp_path / "page.pdf").read_bytes()) == 1
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(tmp_path / "no" / "page.pdf"), ""))
    press(shown(BriefDialog), Key.Key_S, CTRL)
    assert "cannot be written" in window.toast.words.text()


def test_it_is_printed(window: Window, tmp_path: Path) -> None:
    window.commands.run("meeting_brief")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    lay_paper(printer)
    shown(BriefDialog).print_on(printer)
    assert pages((tmp_path / "printed.pdf").read_bytes()) == 1


def test_from_the_page_to_the_notes(window: Window) -> None:
    from mrtnet.ui.meetings.notes import NotesWindow

    window.commands.run("meeting_brief")
    press(shown(BriefDialog), Key.Key_M, CTRL | SHIFT)
    assert shown(NotesWindow).row is not None


@pytest.mark.usefixtures("theme")
def test_however_much_there_is_it_is_one_page(filled: Book) -> None:
    questions = [{"text": f"{n}. " + "Why do you ask so much of a page? " * 12} for n in range(60)]
    found = plan(filled, questions=questions, purpose="word " * 2000, note="a line\n" * 300)
    content = pdf(of(filled, found), TODAY)
    assert pages(content) == 1


@pytest.mark.usefixtures("theme")
def test_what_has_no_room_is_told_last(filled: Book) -> None:
    from PySide6.QtGui import QPdfWriter

    found = plan(filled, questions=[{"text": f"Question {n}? " + "And why is that so? " * 20} for n in range(60)])
    writer = QPdfWriter(os.devnull)
    writer.setResolution(600)
    lay_paper(writer)
    told = fitted(writer, of(filled, found), TODAY).toPlainText()
    assert re.search(r"and \d+ more questions in the program", told)
    assert "Rosa Delgado-Ruiz" in told


@pytest.mark.usefixtures("theme")
def test_hostile_words_are_only_words(filled: Book, tmp_path: Path) -> None:
    pipe = tmp_path / "canary"
    os.mkfifo(pipe)  # whoever opened it would wait for ever
    hostile = [
        f'<img src="{pipe}">', f"<img src='file://{pipe}'>", "<table>" * 60, "\u202eevil\u2066", "x" * 400,
        "👩🏽\u200d⚕️" * 40, "<a href='javascript:alert(1)'>&lt;b&gt;",
    ]  # fmt: skip
    for text in hostile:
        form = PersonForm(name=text[:300], given=text[:100], pronouns=text[:60], note=text)
        person = filled.do(people.add_person, form, today=TODAY)
        from mrtnet.domain.meeting_forms import MeetingForm

        told = MeetingForm(title=text[:300], place=text[:300], purpose=text, note=text, questions=[{"text": text}] * 3)
        found = of(filled, filled.do(meetings.plan_meeting, told, [person], today=TODAY))
        assert pages(pdf(found, TODAY)) == 1


@pytest.mark.usefixtures("qapp")
def test_the_page_loads_nothing(tmp_path: Path) -> None:
    image = tmp_path / "image.png"
    made = QImage(4, 4, QImage.Format.Format_RGB32)
    made.save(str(image))
    kind = QTextDocument.ResourceType.ImageResource.value
    assert QTextDocument().resource(kind, QUrl.fromLocalFile(str(image))) is not None
    assert not Paper().resource(kind, QUrl.fromLocalFile(str(image)))
    assert not Paper().resource(kind, QUrl("https://example.example/x.png"))
    assert picture_of(b"no picture") is None


@pytest.mark.parametrize(
    ("name", "size"), [("en_US", "Letter"), ("en_CA", "Letter"), ("de_DE", "A4"), ("en_GB", "A4"), ("ja_JP", "A4")]
)
def test_her_paper(name: str, size: str) -> None:
    wanted = QPageSize.PageSizeId.Letter if size == "Letter" else QPageSize.PageSizeId.A4
    assert paper_size(QLocale(name)).id() == wanted
