"""Write and log: two keys from Today, what is asked, what is kept, what is logged, and taking it back."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mrtnet.domain.forms import FollowUpForm, PersonForm, Reach
from mrtnet.domain.rows import FollowUpRow
from mrtnet.edits import follow_ups as follow_up_edits
from mrtnet.edits import people as people_edits
from mrtnet.edits import settings as settings_edits
from mrtnet.queries import follow_ups, people, person
from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.dialogs.offers import install
from mrtnet.ui.window import Window
from mrtnet.ui.write.panel import WritePanel
from mrtnet.ui.write.toast import SentToast
from tests.ui.conftest import MakeWindow
from tests.ui.network import TODAY

Writes = Callable[[str], WritePanel]


@pytest.fixture
def opened() -> list[str]:
    """The links that would have been opened."""
    return []


@pytest.fixture
def window(filled: Book, make_window: MakeWindow, opened: list[str]) -> Window:
    """Today, with a mail program that always answers."""
    filled.do(settings_edits.set_about, name="Maya Osei", role="HIT student", short_role="HIT student")
    window = make_window(filled)
    install(window.around).writing.open_link = lambda link: opened.append(link) or True
    return window


def _go_to(window: Window, name: str) -> FollowUpRow:
    """Make somebody's row the current one, with the keyboard on the list."""
    page = window.page
    assert page is not None
    for number, item in enumerate(page.model.items):  # type: ignore[attr-defined]
        if hasattr(item, "row") and name in item.row.person:
            page.view.go_to(number)  # type: ignore[attr-defined]
            page.view.setFocus()  # type: ignore[attr-defined]
            row: FollowUpRow = item.row
            return row
    raise LookupError(name)


def _press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the keyboard is."""
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def _panel(window: Window) -> WritePanel:
    found = install(window.around).writing.panel
    assert isinstance(found, WritePanel)
    return found


def _write(window: Window, name: str) -> WritePanel:
    _go_to(window, name)
    _press(window, Qt.Key.Key_W)
    return _panel(window)


def _send(window: Window) -> None:
    _press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def _said(window: Window) -> SentToast:
    toast = install(window.around).writing.toast
    assert isinstance(toast, SentToast)
    return toast


def _timeline(window: Window, name: str) -> list[str]:
    (who,) = people.ids_named(window.desk.read, name)
    return [row.kind for row in person.timeline(window.desk.read, who)]


def test_two_keys_from_today_send_and_log(window: Window, opened: list[str]) -> None:
    row = _go_to(window, "Rosa")
    _press(window, Qt.Key.Key_W)
    _send(window)
    assert opened[0].startswith(
        "mailto:rosadelgadoruiz@mail.example?subject=Good%20to%20meet%20you%20at%20AHIMA26&body="
    )
    closed = follow_ups.one(window.desk.read, row.id)
    assert closed is not None
    assert (closed.state, closed.closed_on) == ("done", TODAY)
    assert _timeline(window, "Rosa Delgado-Ruiz")[0] == "email"
    assert _said(window).isVisible()
    assert _said(window).words.text().startswith("Logged as sent. Next: ")
    assert install(window.around).writing.panel is None


def test_two_clicks_send_and_log(window: Window, opened: list[str]) -> None:
    row = _go_to(window, "Noor")
    page = window.page
    assert page is not None
    view = page.view  # type: ignore[attr-defined]
    rect = view.visualRect(view.currentIndex())
    delegate = view.itemDelegate()
    from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect = rect
    option.state |= QStyle.StateFlag.State_Selected
    button = delegate.buttons(option, page.model.at(view.current()))[-1]  # type: ignore[attr-defined]
    assert button.command == "write"
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=button.rect.center())
    QApplication.processEvents()
    send = _panel(window).send_button
    QTest.mouseClick(send, Qt.MouseButton.LeftButton, pos=QPoint(send.width() // 2, send.height() // 2))
    assert len(opened) == 1
    closed = follow_ups.one(window.desk.read, row.id)
    assert closed is not None
    assert closed.state == "done"


def test_undo_by_toast_and_by_key(window: Window) -> None:
    for take_back in (
        lambda: QTest.mouseClick(_said(window).findChild(QWidget, names.TOAST_UNDO), Qt.MouseButton.LeftButton),
        lambda: _press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    ):
        row = _go_to(window, "Rosa")
        _press(window, Qt.Key.Key_W)
        _send(window)
        take_back()
        again = follow_ups.one(window.desk.read, row.id)
        assert again is not None
        assert again.state == "open"
        assert _timeline(window, "Rosa Delgado-Ruiz")[0] == "met"


def test_not_sent_brings_the_letter_back_as_it_stood(window: Window) -> None:
    panel = _write(window, "Rosa")
    panel.body.setFocus()
    QTest.keyClicks(panel.body, "Good morning! ")
    text = panel.body.toPlainText()
    _send(window)
    button = _said(window).findChild(QWidget, "write.toast.not_sent")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert _panel(window).body.toPlainText() == text
    assert _timeline(window, "Rosa Delgado-Ruiz")[0] == "met"


def test_the_toast_tells_again_when_she_is_back(window: Window) -> None:
    _write(window, "Rosa")
    _send(window)
    _said(window).dismiss()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert _said(window).isVisible()
    _said(window).dismiss()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    assert not _said(window).isVisible()


def test_what_is_missing_is_asked_for_and_never_sent_blank(window: Window, opened: list[str]) -> None:
    (who,) = people.ids_named(window.desk.read, "Jonas Lindqvist")
    step = FollowUpForm(kind="report-back", due=TODAY)
    row_id = window.desk.book.do(follow_up_edits.add, who, step, today=TODAY)
    window.desk.look()
    install(window.around).writing.write_to(who, row_id)
    panel = _panel(window)
    asked = [gap.field for gap in panel.letter.message().missing]
    assert asked
    focus = window.focusWidget()
    assert focus is not None
    assert focus.objectName() == f"write.gap.{asked[0]}"
    _send(window)
    assert opened == []
    assert "Answer this first" in panel.note.text()
    for field in asked:
        gap = panel.findChild(QWidget, f"write.gap.{field}")
        assert gap is not None
        QTest.keyClicks(gap, f"my words for {field}")
    assert "my words for" in panel.body.toPlainText()
    _send(window)
    assert len(opened) == 1
    assert "{" not in opened[0]


def test_words_from_notes_are_shaded_and_a_click_selects_one(window: Window) -> None:
    panel = _write(window, "Rosa")
    assert "AHIMA26" in panel.body.shaded()
    place = panel.body.toPlainText().index("AHIMA26") + 2
    cursor = panel.body.textCursor()
    cursor.setPosition(place)
    where = panel.body.cursorRect(cursor).center()
    QTest.mouseClick(panel.body.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert panel.body.textCursor().selectedText() == "AHIMA26"


def test_name_typed_once_is_kept_as_her_setting(filled: Book, make_window: MakeWindow, opened: list[str]) -> None:
    window = make_window(filled)
    install(window.around).writing.open_link = lambda link: opened.append(link) or True
    panel = _write(window, "Rosa")
    gap = panel.findChild(QWidget, "write.gap.my_name")
    assert gap is not None
    QTest.keyClicks(gap, "Maya Osei")
    assert "Maya Osei" in panel.body.toPlainText()
    _send(window)
    assert window.desk.about.name == "Maya Osei"
    window.desk.undo()
    assert window.desk.about.name == ""


def test_wordings_templates_and_channels(window: Window) -> None:
    panel = _write(window, "Rosa")
    warm = panel.body.toPlainText()
    QTest.mouseClick(panel.findChild(QWidget, "write.wording.formal"), Qt.MouseButton.LeftButton)
    assert panel.body.toPlainText() != warm
    QTest.mouseClick(panel.findChild(QWidget, "write.channel.linkedin"), Qt.MouseButton.LeftButton)
    assert "of 200 characters" in panel.note.text()
    assert "linkedin.com" in panel.to.text()
    assert not panel.subject.isVisible()
    QTest.mouseClick(panel.findChild(QWidget, "write.channel.phone"), Qt.MouseButton.LeftButton)
    assert panel.to.text() == "(312) 555-0148"
    QTest.mouseClick(panel.findChild(QWidget, "write.channel.card"), Qt.MouseButton.LeftButton)
    assert "postal address" in panel.note.text()


def test_linkedin_copies_the_text_and_opens_the_profile(window: Window, opened: list[str]) -> None:
    panel = _write(window, "Nguyễn")
    assert panel.letter.channel == "linkedin"
    text = panel.body.toPlainText()
    _send(window)
    assert QGuiApplication.clipboard().text() == text
    assert opened == ["https://www.linkedin.com/in/nguynthlan"]
    assert _timeline(window, "Nguyễn Thị Lan")[0] == "linkedin"


def test_a_long_mail_goes_by_the_clipboard(window: Window, opened: list[str]) -> None:
    panel = _write(window, "Rosa")
    long = "A long story. " * 200
    panel.body.put(long)
    panel.body.touched.emit()
    _send(window)
    assert len(opened[0]) <= 1900
    assert "body=" not in opened[0]
    assert QGuiApplication.clipboard().text().strip() == long.strip()
    assert "Text is on the clipboard" in _said(window).words.text()


def test_nothing_is_logged_when_no_mail_program_answers(window: Window) -> None:
    install(window.around).writing.open_link = lambda _link: False
    panel = _write(window, "Rosa")
    _send(window)
    assert "nothing was logged" in panel.note.text()
    assert _timeline(window, "Rosa Delgado-Ruiz")[0] == "met"


def test_escape_keeps_a_draft_and_writing_again_takes_it_up(window: Window) -> None:
    panel = _write(window, "Rosa")
    panel.body.setFocus()
    QTest.keyClicks(panel.body, "Half a thought ")
    text = panel.body.toPlainText()
    _press(window, Qt.Key.Key_Escape)
    assert install(window.around).writing.panel is None
    page = window.page
    assert page is not None
    assert page.view.hasFocus()  # type: ignore[attr-defined]
    assert _write(window, "Rosa").body.toPlainText() == text
    _send(window)
    assert window.desk.read.execute("SELECT count(*) FROM draft").fetchone() == (0,)


def test_a_draft_is_kept_while_typing_and_on_closing(window: Window) -> None:
    panel = _write(window, "Rosa")
    panel.body.setFocus()
    QTest.keyClicks(panel.body, "Kept ")
    QApplication.sendEvent(window, QEvent(QEvent.Type.Close))
    body = window.desk.read.execute("SELECT body FROM draft").fetchone()
    assert body is not None
    assert "Kept " in body[0]


def test_a_reply_is_looked_for_when_she_wants_it(window: Window) -> None:
    panel = _write(window, "Rosa")
    panel.remind.setChecked(True)
    _send(window)
    (who,) = people.ids_named(window.desk.read, "Rosa Delgado-Ruiz")
    assert ("reply-check", date(2026, 10, 22)) in [(r.kind, r.due) for r in follow_ups.of_person(window.desk.read, who)]


def test_thanking_walks_on_by_itself(window: Window, opened: list[str]) -> None:
    assert window.commands.run("thank")
    assert window.focusWidget() is not None
    first = _panel(window).letter.person.name
    _send(window)
    second = _panel(window).letter.person.name
    assert {first, second} == {"Noor Al-Hadidi", "Rosa Delgado-Ruiz"}
    _send(window)
    assert install(window.around).writing.panel is None
    assert len(opened) == 2
    window.commands.run("thank")
    assert "Nobody is left to thank" in window.toast.words.text()


def test_somebody_not_to_be_contacted_is_not_written_to(window: Window) -> None:
    (who,) = people.ids_named(window.desk.read, "Jonas Lindqvist")
    window.desk.book.do(people_edits.stop_contact, who, today=TODAY)
    install(window.around).writing.write_to(who)
    assert install(window.around).writing.panel is None
    assert "do not contact" in window.toast.words.text()


def test_closed_elsewhere_is_said_and_costs_no_word(window: Window) -> None:
    panel = _write(window, "Rosa")
    panel.body.setFocus()
    QTest.keyClicks(panel.body, "My words ")
    text = panel.body.toPlainText()
    assert panel.letter.follow_up is not None
    window.desk.book.do(follow_up_edits.skip, [panel.letter.follow_up.id], today=TODAY)
    window.desk.look()
    assert "Changed elsewhere" in panel.note.text()
    assert panel.body.toPlainText() == text
    _send(window)
    assert _timeline(window, "Rosa Delgado-Ruiz")[0] == "email"


def test_done_and_skip_by_letter_and_undone(window: Window) -> None:
    for key, state in ((Qt.Key.Key_D, "done"), (Qt.Key.Key_X, "skipped")):
        row = _go_to(window, "Marcus")
        _press(window, key)
        closed = follow_ups.one(window.desk.read, row.id)
        assert closed is not None
        assert closed.state == state
        _press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        again = follow_ups.one(window.desk.read, row.id)
        assert again is not None
        assert again.state == "open"


def test_a_hostile_name_stays_text_in_the_letter(window: Window) -> None:
    name = '<img src="file:///dev/zero"><b>Rosa\u202e'
    reach = Reach(property="EMAIL", value='"a?bcc=x@evil.example"@mail.example')
    form = PersonForm(name=name, talked_about="<table>" * 50, reaches=[reach])
    (who,) = window.desk.book.do(people_edits.log_people, [form], today=TODAY)
    window.desk.look()
    install(window.around).writing.write_to(who)
    panel = _panel(window)
    for label in panel.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
    window.grab()


def test_an_address_cannot_add_recipients(window: Window, opened: list[str]) -> None:
    panel = _write(window, "Rosa")
    panel.to.setText("rosa@mail.example?bcc=other@evil.example&cc=x")
    _send(window)
    assert "bcc=" not in opened[0]
    assert opened[0].count("?") == 1


def test_the_letter_fits_narrow_windows_and_gives_the_page_back(window: Window) -> None:
    window.resize(740, 560)
    QApplication.processEvents()
    panel = _write(window, "Rosa")
    QApplication.processEvents()
    assert not window.stack.isVisible()
    assert panel.send_button.visibleRegion().boundingRect().width() == panel.send_button.width()
    _press(window, Qt.Key.Key_Escape)
    assert window.stack.isVisible()
