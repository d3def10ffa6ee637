"""Quick capture, driven by real keys in the real window."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import EventForm, Job, PersonForm, Reach
from mrtnet.edits import events, people
from mrtnet.queries import people as people_rows
from mrtnet.queries import person
from mrtnet.queries.drafts import draft
from mrtnet.settings import Settings
from mrtnet.store.book import Book
from mrtnet.ui.capture.window import KEY, CaptureWindow
from mrtnet.ui.desk import Desk
from mrtnet.ui.theme import Theme
from tests.ui.dropping import drop

TODAY = date(2026, 10, 15)
FORUM = EventForm(name="Lakeside HIM Forum", short="forum26", first_day=date(2026, 10, 13), last_day=date(2026, 10, 15))
Key, Alt, Ctrl = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

Open = Callable[..., CaptureWindow]


@pytest.fixture
def forum(book: Book) -> int:
    """An event that ends today."""
    return book.do(events.add_event, FORUM)


@pytest.fixture
def capture(book: Book, forum: int, theme: Theme, qapp: QApplication) -> Iterator[Open]:
    """Opens the window over the book, as often as asked."""
    made: list[CaptureWindow] = []

    def open_it() -> CaptureWindow:
        window = CaptureWindow(Desk(book, inline=True), theme, Settings())
        made.append(window)
        window.open_for(None)
        qapp.processEvents()
        return window

    yield open_it
    for window in made:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Hands:
    """Types into whatever has the focus, and counts the keys that are not data."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.data = self.other = 0

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClicks(self._focused(), letter) if letter.isascii() else _send(self._focused(), letter)
        self.data += len(text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._focused(), key, held)
        self.other += 1

    def _focused(self) -> QWidget:
        found = self.window.focusWidget()
        assert found is not None
        return found


def _send(widget: QWidget, letter: str) -> None:
    """A letter no key of a test keyboard has, as an input method sends it."""
    assert isinstance(widget, QLineEdit)
    from PySide6.QtGui import QInputMethodEvent

    event = QInputMethodEvent()
    event.setCommitString(letter)
    QCoreApplication.sendEvent(widget, event)


def on_file(book: Book) -> list[PersonForm]:
    ids = [row[0] for row in book.read.execute("SELECT id FROM person ORDER BY id").fetchall()]
    details = [person.detail(book.read, each) for each in ids]
    return [
        PersonForm(
            name=each.name,
            credentials=list(each.credentials),
            jobs=[Job(organization=job.organization, title=job.title) for job in each.jobs],
            reaches=[Reach(property=reach.property, value=reach.value) for reach in each.reaches],
            tags=list(each.tags),
            rank=each.rank,
        )
        for each in details
        if each is not None
    ]


def _talked(book: Book) -> list[str]:
    return [row[0] for row in book.read.execute("SELECT body FROM interaction ORDER BY id").fetchall()]


# Effort: rows 1 to 4 of the design's table. A key that is added makes these fail.


def test_name_two_credentials_and_employer_take_two_keys_beside_the_data(capture: Open, book: Book) -> None:
    book.do(people.add_person, PersonForm(name="Ama Owusu", jobs=[Job(organization="Lakeshore")]), today=TODAY)
    hands = Hands(capture())
    hands.type("Rosa Delgado rhit ccs")
    hands.press(Key.Key_Tab)
    hands.type("lakeshor")
    hands.press(Key.Key_Return)
    assert (hands.data, hands.other) == (29, 2)
    assert on_file(book)[-1] == PersonForm(
        name="Rosa Delgado", credentials=["RHIT", "CCS"], jobs=[Job(organization="Lakeshore")]
    )


def test_the_same_employer_again_takes_three(capture: Open, book: Book) -> None:
    hands = Hands(capture())
    hands.type("Rosa Delgado rhit")
    hands.press(Key.Key_Tab)
    hands.type("Lakeshore Medical Center")
    hands.press(Key.Key_Return)
    hands.other = hands.data = 0
    hands.type("Siobhan Burke rhia, ccs-p")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_D, Ctrl)
    hands.press(Key.Key_Return)
    assert (hands.data, hands.other) == (25, 3)
    assert on_file(book)[-1].jobs == [Job(organization="Lakeshore Medical Center")]
    assert on_file(book)[-1].credentials == ["RHIA", "CCS-P"]


def test_what_you_talked_about_takes_one_more(capture: Open, book: Book) -> None:
    hands = Hands(capture())
    hands.type("Rosa Delgado rhit ccs")
    hands.press(Key.Key_Tab)
    hands.type("Mercy")
    hands.press(Key.Key_Tab)
    hands.type("DRG validation, shadow d")
    hands.press(Key.Key_Return)
    assert (hands.data, hands.other) == (50, 3)
    assert _talked(book) == ["DRG validation, shadow d"]


def test_a_long_name_and_an_address_take_four(capture: Open, book: Book) -> None:
    hands = Hands(capture())
    hands.type("Maria Jose de la Cruz Ibanez rhia")
    hands.press(Key.Key_Tab)
    hands.type("Mercy")
    hands.press(Key.Key_Tab)
    hands.type("privacy officer")
    hands.press(Key.Key_Tab)
    hands.type("mcruz@mercy-care.example")
    hands.press(Key.Key_Return)
    assert (hands.data, hands.other) == (77, 4)
    assert on_file(book)[-1].reaches == [Reach(property="EMAIL", value="mcruz@mercy-care.example")]


# Typing


def test_marks_leave_the_name_and_backspace_brings_one_back(capture: Open) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Dr. Ana Souza rhit ccs-p")
    hands.press(Key.Key_Tab)
    assert window.form.name.text() == "Dr. Ana Souza"
    assert window.form.name.marks == ("RHIT", "CCS-P")
    window.form.name.setFocus()
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Backspace)
    assert window.form.name.text() == "Dr. Ana Souza CCS-P"
    assert list(window.form.name.marks) == ["RHIT"]
    hands.press(Key.Key_Tab)
    assert window.form.name.text() == "Dr. Ana Souza CCS-P"  # she wants it there


def test_a_whole_quick_line_in_the_name_goes_to_its_fields(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type('Rosa Delgado rhit; Coding Lead @ Lakeshore; (312) 555-0148; "DRG audits"; #coding; !linkedin fri !A')
    hands.press(Key.Key_Tab)
    card = window.form.card()
    assert (card.name, card.works_at, card.reach, card.talked) == (
        "Rosa Delgado", "Coding Lead @ Lakeshore", "(312) 555-0148", "DRG audits")  # fmt: skip
    hands.press(Key.Key_Return)
    (logged,) = on_file(book)
    assert (logged.rank, logged.tags, logged.jobs) == (
        "A",
        ["coding"],
        [Job(organization="Lakeshore", title="Coding Lead")],
    )
    assert book.read.execute("SELECT kind, due FROM follow_up").fetchall() == [("linkedin", "2026-10-16")]


def test_employer_completes_after_two_letters_with_the_stored_spelling(capture: Open, book: Book) -> None:
    for name in ("Lakeshore Medical Center", "Lakeview Clinic"):
        book.do(people.add_person, PersonForm(name="Ama Owusu", jobs=[Job(organization=name)]), today=TODAY)
    window = capture()
    hands = Hands(window)
    hands.press(Key.Key_Tab)
    hands.type("l")
    assert window.form.works_at.text() == "l"
    hands.type("a")
    assert window.form.works_at.text() == "lakeshore Medical Center"
    hands.press(Key.Key_Down)
    assert window.form.works_at.text() == "lakeview Clinic"
    hands.type("kew")  # wrong: nothing begins so
    assert window.form.works_at.text() == "lakew"
    hands.press(Key.Key_Backspace)
    assert window.form.works_at.text() == "lake"
    hands.type("s")
    hands.press(Key.Key_Tab)
    assert window.form.works_at.text() == "Lakeshore Medical Center"


def test_the_next_step_stands_there_and_words_change_it(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado")
    assert window.form.step.kind.text()
    assert window.form.step.day.text() == "Tomorrow"
    hands.press(Key.Key_N, Alt)
    hands.type("linkedin in 3 days")
    assert window.form.step.kind.text() == "LinkedIn invitation"
    assert window.form.step.day.text() == "Sun, Oct 18"
    hands.press(Key.Key_Return)
    assert book.read.execute("SELECT kind, due FROM follow_up").fetchall() == [("linkedin", "2026-10-18")]
    hands.type("Ama Owusu")
    hands.press(Key.Key_N, Alt)
    hands.type("none")
    hands.press(Key.Key_Return)
    assert book.read.execute("SELECT count(*) FROM follow_up").fetchone() == (1,)


def test_what_is_shown_as_next_step_is_what_is_set(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    for name, rank in (("Rosa Delgado", Key.Key_A), ("Ama Owusu", Key.Key_C), ("Kwame Asante", Key.Key_B)):
        hands.type(name)
        hands.press(rank, Alt)
        shown = (window.form.first.kind, window.form.first.title, window.form.first.due)
        hands.press(Key.Key_Return)
        row = book.read.execute("SELECT kind, title, due FROM follow_up ORDER BY id DESC").fetchone()
        assert row == (shown[0], shown[1], shown[2].isoformat() if shown[2] else None)
    assert [form.rank for form in on_file(book)] == ["A", "C", ""]


def test_rank_takes_one_key(capture: Open, book: Book) -> None:
    hands = Hands(capture())
    hands.type("Rosa Delgado")
    hands.press(Key.Key_A, Alt)
    hands.press(Key.Key_Return)
    assert [form.rank for form in on_file(book)] == ["A"]


SIGNATURE = """Rosa Delgado-Ruiz, RHIT, CCS
Coding Lead
Lakeshore Medical Center
rdelgado@lakeshoremc.example | (312) 555-0148"""
CARD = "BEGIN:VCARD\nVERSION:3.0\nN:Owusu;Ama;;;\nFN:Ama Owusu\nORG:Twin Rivers Clinic\nTEL:+1 614 555 0192\nEND:VCARD"


@pytest.mark.parametrize("field", ["capture.name", "capture.talked", "capture.tags"])
def test_a_pasted_signature_fills_all_fields_from_anywhere(capture: Open, field: str) -> None:
    window = capture()
    target = window.findChild(QLineEdit, field)
    assert target is not None
    target.setFocus()
    QGuiApplication.clipboard().setText(SIGNATURE)
    Hands(window).press(Key.Key_V, Ctrl)
    card = window.form.card()
    assert (card.name, card.marks, card.works_at) == (
        "Rosa Delgado-Ruiz", ("RHIT", "CCS"), "Coding Lead @ Lakeshore Medical Center")  # fmt: skip
    assert "rdelgado@lakeshoremc.example" in card.reach + json.dumps(card.more)


def test_a_card_and_a_profile_link_are_understood(capture: Open) -> None:
    window = capture()
    hands = Hands(window)
    QGuiApplication.clipboard().setText(CARD)
    hands.press(Key.Key_V, Ctrl)
    assert (window.form.name.text(), window.form.works_at.text()) == ("Ama Owusu", "Twin Rivers Clinic")
    hands.press(Key.Key_Return)
    QGuiApplication.clipboard().setText("https://www.linkedin.com/in/kwame-asante-rhit")
    hands.press(Key.Key_V, Ctrl)
    assert (window.form.name.text(), window.form.name.marks) == ("Kwame Asante", ("RHIT",))
    assert "linkedin.com/in/kwame-asante-rhit" in window.form.reach.text()


def test_plain_text_is_pasted_where_the_cursor_is(capture: Open) -> None:
    window = capture()
    QGuiApplication.clipboard().setText("Rosa Delgado")
    Hands(window).press(Key.Key_V, Ctrl)
    assert window.form.name.text() == "Rosa Delgado"


def test_several_pasted_people_follow_one_another_and_survive_closing(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    QGuiApplication.clipboard().setText("Rosa Delgado rhit\nAma Owusu, Twin Rivers Clinic\nKwame Asante cca")
    hands.press(Key.Key_V, Ctrl)
    hands.press(Key.Key_Return)
    window.close()
    again = capture()
    hands = Hands(again)
    assert again.form.name.text() == "Ama Owusu"
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    assert [form.name for form in on_file(book)] == ["Rosa Delgado", "Ama Owusu", "Kwame Asante"]
    assert draft(book.read, KEY) is None


# Saving, closing, undo


def test_enter_saves_and_starts_the_next_and_ctrl_enter_closes(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado")
    hands.press(Key.Key_Return)
    assert window.isVisible()
    assert window.form.card().is_blank
    assert window.focusWidget() is window.form.name
    hands.type("Ama Owusu")
    hands.press(Key.Key_Return, Ctrl)
    assert not window.isVisible()
    assert [form.name for form in on_file(book)] == ["Rosa Delgado", "Ama Owusu"]
    assert [row.name for row in window.logged.rows] == ["Ama Owusu", "Rosa Delgado"]


def test_esc_closes_and_the_card_is_there_again(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado rhit")
    hands.press(Key.Key_Tab)
    hands.type("Lakes")
    hands.press(Key.Key_Escape)
    assert not window.isVisible()
    assert on_file(book) == []
    again = capture()
    card = again.form.card()
    assert (card.name, card.marks, card.works_at) == ("Rosa Delgado", ("RHIT",), "Lakes")


def test_ctrl_z_takes_text_back_first_then_the_last_person(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado rhit")
    hands.press(Key.Key_Tab)
    hands.type("Lakeshore")
    hands.press(Key.Key_Return)
    hands.type("Am")
    hands.press(Key.Key_Z, Ctrl)
    assert window.form.name.text() == ""
    assert len(on_file(book)) == 1
    hands.press(Key.Key_Z, Ctrl)
    assert on_file(book) == []
    card = window.form.card()
    assert (card.name, card.marks, card.works_at) == ("Rosa Delgado", ("RHIT",), "Lakeshore")
    hands.press(Key.Key_Return)
    assert len(on_file(book)) == 1


def test_a_double_is_told_and_added_with_one_key(capture: Open, book: Book) -> None:
    known = PersonForm(name="Rosa Delgado-Ruiz", jobs=[Job(organization="Lakeshore Medical Center")])
    book.do(people.log_people, [known], today=date(2026, 10, 8))
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado-Ruiz ccs")
    hands.press(Key.Key_Tab)
    hands.type("Lakeshore")
    hands.press(Key.Key_Tab)
    hands.type("met her again")
    window._paused()
    assert "Rosa Delgado-Ruiz" in window.line.words
    hands.press(Key.Key_M, Alt)
    (only,) = on_file(book)
    assert only.credentials == ["CCS"]
    assert "met her again" in _talked(book)
    assert window.form.card().is_blank
    hands.press(Key.Key_Z, Ctrl)
    assert on_file(book)[0].credentials == []


def test_a_card_that_cannot_be_saved_says_why_and_loses_nothing(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.press(Key.Key_Return)
    assert window.line.words == "Type a name first."
    window.form.name.setText("x" * 600)
    hands.press(Key.Key_Return)
    assert "too long" in window.line.words
    assert window.form.name.text() == "x" * 600
    assert on_file(book) == []


def test_a_book_that_refuses_gives_the_card_back(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado")
    window.event_row = window.event_row._replace(id=999) if window.event_row else None  # somebody removed it
    hands.press(Key.Key_Return)
    assert window.line.words == "There is no such event in the book."
    assert window.form.name.text() == "Rosa Delgado"


# The event


def test_cards_left_are_typed_once_and_count_down(capture: Open, book: Book, forum: int) -> None:
    window = capture()
    hands = Hands(window)
    hands.press(Key.Key_L, Alt)
    hands.type("14")
    hands.press(Key.Key_Return)
    assert window.focusWidget() is window.form.name
    hands.type("Rosa Delgado")
    hands.press(Key.Key_Return)
    assert "13 cards left" in window.head.accessibleName()
    assert "1 logged" in window.head.accessibleName()
    hands.press(Key.Key_Z, Ctrl)
    assert "14 cards left" in window.head.accessibleName()
    book.undo()
    assert book.read.execute("SELECT cards_left FROM event").fetchone() == (None,)


def test_people_belong_to_the_pinned_event(capture: Open, book: Book, forum: int) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado")
    hands.press(Key.Key_Return)
    window.choose(None)
    hands.type("Ama Owusu")
    hands.press(Key.Key_Return)
    assert book.read.execute("SELECT met_event_id FROM person ORDER BY id").fetchall() == [(forum,), (None,)]


# Nothing is lost


def test_a_draft_is_in_the_book_within_a_pause(capture: Open, book: Book) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Del")
    QTest.qWait(200)
    assert draft(book.read, KEY)["card"]["name"] == "Rosa Del"
    hands.type("gado")
    hands.press(Key.Key_Return)
    assert draft(book.read, KEY) is None
    assert book.history()[0].title == "Logged Rosa Delgado at forum26"


_TYPIST = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from mrtnet.settings import Settings
from mrtnet.store.book import Book
from mrtnet.ui.capture.window import CaptureWindow
from mrtnet.ui.desk import Desk
from mrtnet.ui.style import Style
from mrtnet.ui.theme import Theme
application = QApplication([])
theme = Theme(Settings(), application.font())
application.setStyle(Style(theme))
window = CaptureWindow(Desk(Book.open(Path(sys.argv[1]))), theme, Settings())
window.open_for(None)
QTest.qWaitForWindowActive(window)
QTest.keyClicks(window.focusWidget(), "Rosa Delgado-Ruiz rhit\\t")
QTest.keyClicks(window.focusWidget(), "Lakeshore Med")
print("typed", flush=True)
application.exec()
"""


def test_a_killed_window_comes_back_with_what_was_typed(tmp_path: Path, theme: Theme, qapp: QApplication) -> None:
    path = tmp_path / "killed.mrtnet"
    Book.open(path).close()
    process = subprocess.Popen(
        [sys.executable, "-c", _TYPIST, str(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "typed\n"
    with Book.open(path) as book:
        until = monotonic() + 20
        while "Lakeshore Med" not in json.dumps(draft(book.read, KEY)) and monotonic() < until:
            QTest.qWait(20)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        window = CaptureWindow(Desk(book, inline=True), theme, Settings())
        assert (window.form.name.text(), window.form.name.marks) == ("Rosa Delgado-Ruiz", ("RHIT",))
        assert window.form.works_at.text() == "Lakeshore Med"
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


HOSTILE = (
    "<b>Bob</b> <img src=/dev/zero>",
    "../../etc/passwd",
    "‮evil‬ Rosa",
    "=cmd|' /C calc'!A0",
    "Robert'); DROP TABLE person;--",
    "İstanbul Yılmaz",
    "A" * 400,
    "👩🏽‍⚕️ Rosa",
    "<table>" * 200,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_only_text(capture: Open, book: Book, name: str) -> None:
    window = capture()
    hands = Hands(window)
    window.form.name.setText(name)
    hands.press(Key.Key_Tab)
    window._paused()
    hands.press(Key.Key_Return)
    QTest.qWait(1)
    window.grab()
    saved = on_file(book)
    assert saved or window.line.words  # saved, or one sentence why not
    assert saved == [] or book.check() == []


# Access


def test_every_part_that_takes_the_focus_has_a_name(capture: Open) -> None:
    window = capture()
    window.form.step.open()
    bare = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(window) and not widget.accessibleName()
    ]
    assert [widget.objectName() or type(widget).__name__ for widget in bare] == []


def test_tab_goes_through_the_fields_as_they_stand(capture: Open) -> None:
    window = capture()
    hands = Hands(window)
    seen = []
    for _step in range(8):
        focused = window.focusWidget()
        seen.append(focused.objectName() if focused else "")
        hands.press(Key.Key_Tab)
    assert seen == [
        "capture.name", "capture.works_at", "capture.talked", "capture.reach", "capture.tags", "capture.step.kind",
        "capture.step.day", "capture.save",
    ]  # fmt: skip


def test_saving_is_said_to_screen_readers_and_shown(capture: Open, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    window = capture()
    said: list[str] = []
    monkeypatch.setattr(window, "_announce", said.append)
    hands = Hands(window)
    hands.type("Rosa Delgado")
    hands.press(Key.Key_Return)
    assert said == [f"Rosa Delgado saved. {window.logged.rows[0].words}."]
    assert people_rows.count(book.read) == 1


def test_a_larger_text_keeps_what_is_typed(capture: Open, theme: Theme) -> None:
    window = capture()
    hands = Hands(window)
    hands.type("Rosa Delgado")
    theme.settings.text_size = 150
    theme.refresh()
    assert window.form.name.text() == "Rosa Delgado"
    hands.type("-Ruiz")
    assert window.form.name.text().startswith("Rosa Delgado")


def test_typing_does_not_wait_for_the_book(tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    book = Book.open(tmp_path / "slow.mrtnet")
    desk = Desk(book)
    window = CaptureWindow(desk, theme, Settings())
    window.open_for(None)
    qapp.processEvents()
    hands = Hands(window)
    names = ["Rosa Delgado", "Ama Owusu", "Kwame Asante", "Priya Iyer", "Jonas Lindqvist"]
    for name in names:
        hands.type(name)
        hands.press(Key.Key_Return)
        assert window.form.card().is_blank
    hands.type("Half")
    qtbot.waitUntil(lambda: not desk.is_busy(), timeout=20_000)
    qtbot.waitUntil(lambda: "Half" in json.dumps(draft(book.read, KEY)), timeout=5_000)
    assert [form.name for form in on_file(book)] == names
    assert [row.name for row in window.logged.rows] == names[:1:-1]
    assert window.form.name.text() == "Half"
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.close()


# A photo of the card


def test_a_dropped_photo_waits_in_the_book_with_the_half_typed_card(capture: Open, book: Book, tmp_path: Path) -> None:
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    picture.save(str(tmp_path / "card.png"))
    first = capture()
    assert drop(first, tmp_path / "card.png")
    first.form.name.setText("Rosa Delgado-Ruiz")
    first.keep()
    again = capture()  # as after the end of the program, however it came
    assert again.line.words == "card.png will be kept with this person."
    again.save()
    detail = person.detail(book.read, people_rows.ids_named(book.read, "Rosa")[0])
    assert detail is not None
    assert [file.name for file in detail.files] == ["card.png"]
    assert book.read.execute("SELECT key FROM draft").fetchall() == []


def test_a_dropped_photo_is_kept_with_the_person_and_comes_back_with_the_card(
    capture: Open, book: Book, tmp_path: Path
) -> None:
    window = capture()
    card, wrong = tmp_path / "card.png", tmp_path / "card.svg.gz"
    picture = QImage(30, 20, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    picture.save(str(card))
    wrong.write_bytes(b"\x1f\x8b\x08\xff")
    assert drop(window, wrong)
    assert "cannot be kept" in window.line.words
    assert drop(window, card)
    assert window.line.words == "card.png will be kept with this person."
    assert not drop(window.form.name, card)  # a field leaves a file to the window
    for _time in range(2):
        window.form.name.setText("Rosa Delgado-Ruiz")
        window.save()
        detail = person.detail(book.read, people_rows.ids_named(book.read, "Rosa")[0])
        assert detail is not None
        assert [file.name for file in detail.files] == ["card.png"]
        window.take_back()
        assert people_rows.ids_named(book.read, "Rosa") == []
    window.save()
    window.form.name.setText("Ama Owusu")
    window.save()
    other = person.detail(book.read, people_rows.ids_named(book.read, "Ama")[0])
    assert other is not None
    assert other.files == ()


def test_in_a_low_window_buttons_and_what_is_said_stay_in_sight(capture: Open) -> None:
    window = capture()
    for height in (700, 320, 700):
        window.resize(window.width(), height)
        window.save()  # of nobody: a sentence says so
        QApplication.processEvents()
        for part in (window.line, window.save_next, window.form.name):
            assert not part.visibleRegion().isEmpty()
            assert part.visibleRegion().boundingRect() == part.rect(), (part.objectName(), height)


def test_the_next_step_is_never_wider_than_the_window(capture: Open) -> None:
    window = capture()
    window.resize(window.theme.px(440), 700)
    window.form.step.open()
    window.form.step.field.setText("linkedin in 3 days")
    QApplication.processEvents()
    step = window.form.step
    for part in (step.field, step.kind, step.day):
        assert step.rect().contains(part.geometry())
