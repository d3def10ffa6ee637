"""The small dialogs and the form of a person, by keys alone: done and undone, refused in a sentence, nothing lost."""

from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mrtnet.domain.files import picture_format
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.rhythm import read_rhythm
from mrtnet.edits import people as edits
from mrtnet.queries import follow_ups, people, person
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Subject
from mrtnet.ui.dialogs import asking
from mrtnet.ui.dialogs.person_form import PersonDialog
from mrtnet.ui.dialogs.photo import photo_of, read_photo
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.snooze import choices, snooze_menu
from mrtnet.ui.window import Window
from tests.ui.meeting_desk import who as id_of
from tests.ui.network import TODAY


def _ask(window: Window, dialog: str, name: str = "Rosa Delgado-Ruiz") -> Any:
    who = id_of(window.desk.book, name)
    asking.OPEN[dialog](window.around, Subject(person_id=who, person_ids=(who,)))
    return next(each for each in window.findChildren(SmallDialog) if each.isVisible())


def _type(dialog: QWidget, text: str) -> None:
    """Type where the keyboard is."""
    where = dialog.focusWidget()
    assert where is not None
    QTest.keyClicks(where, text)


def _key(dialog: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifier)


def _finish(dialog: QWidget) -> None:
    _key(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


# Letter keys and the small ones


@pytest.mark.parametrize(("letter", "name"), [("F", "follow_up"), ("T", "tag"), ("G", "rhythm")])
def test_letter_keys_open_dialogs_from_the_list_and_escape_gives_the_keyboard_back(
    window: Window, letter: str, name: str
) -> None:
    assert window.page is not None
    view = window.page.view  # type: ignore[attr-defined]
    view.go_to(1)
    view.setFocus()
    QTest.keyClicks(view, letter)
    dialog = next(each for each in window.findChildren(SmallDialog) if each.isVisible())
    assert dialog.objectName() == f"dialog.{name}"
    _key(dialog, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_a_new_follow_up_in_words(window: Window) -> None:
    dialog = _ask(window, "follow_up")
    _type(dialog, "in 3 days 2pm")
    assert "Sun, Oct 18, 14:00" in dialog.when.answer.text()
    _finish(dialog)
    steps = follow_ups.of_person(window.desk.read, id_of(window.desk.book, "Rosa Delgado-Ruiz"))
    assert (date(2026, 10, 18), time(14)) in [(row.due, row.at) for row in steps]
    window.desk.undo()
    assert len(follow_ups.of_person(window.desk.read, id_of(window.desk.book, "Rosa Delgado-Ruiz"))) == len(steps) - 1


@pytest.mark.parametrize(("text", "told"), [("blue", "Not understood"), ("2024-05-01", "over"), ("", "Type a day")])
def test_what_is_no_day_is_said_and_not_taken(window: Window, text: str, told: str) -> None:
    dialog = _ask(window, "follow_up")
    dialog.when.field.setText(text)
    assert told in dialog.when.answer.text()
    assert not dialog.take.isEnabled()
    _finish(dialog)
    assert dialog.isVisible()


def test_a_follow_up_is_changed(window: Window) -> None:
    from mrtnet.ui.dialogs.follow_up import FollowUpDialog

    who = id_of(window.desk.book, "Marcus Bell")
    row = follow_ups.of_person(window.desk.read, who)[0]
    dialog = FollowUpDialog(window.around, Subject(person_id=who), row.id)
    dialog.open_at()
    dialog.when.field.setText("next week")
    dialog.name.setText("Call about the audit")
    _finish(dialog)
    changed = follow_ups.one(window.desk.read, row.id)
    assert changed is not None
    assert (changed.title, changed.due) == ("Call about the audit", date(2026, 10, 19))


def test_a_line_is_logged_and_undone(window: Window) -> None:
    dialog = _ask(window, "log")
    _type(dialog, "Talked about the shadow day.")
    _finish(dialog)
    first = person.timeline(window.desk.read, id_of(window.desk.book, "Rosa Delgado-Ruiz"))[0]
    assert (first.kind, first.body, first.day) == ("note", "Talked about the shadow day.", TODAY)
    window.desk.undo()
    assert person.timeline(window.desk.read, id_of(window.desk.book, "Rosa Delgado-Ruiz"))[0].body != first.body


def test_a_half_typed_line_is_there_again(window: Window) -> None:
    dialog = _ask(window, "log")
    _type(dialog, "Half a th")
    _key(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert _ask(window, "log").text.toPlainText() == "Half a th"


def test_an_empty_note_is_refused_in_the_dialog(window: Window) -> None:
    dialog = _ask(window, "log")
    _finish(dialog)
    assert dialog.isVisible()
    assert "few words" in dialog.problem.text()


def test_tags_are_given_in_their_known_spelling_and_taken_away(window: Window) -> None:
    dialog = _ask(window, "tag", "Kwame Asante")
    _type(dialog, "drg AUDITS")
    _key(dialog, Qt.Key.Key_Return)
    kwame = person.detail(window.desk.read, id_of(window.desk.book, "Kwame Asante"))
    assert kwame is not None
    assert kwame.tags == ("DRG audits",)
    dialog = _ask(window, "tag", "Kwame Asante")
    chip = dialog.findChild(QWidget, "tag.has.DRG audits")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    kwame = person.detail(window.desk.read, id_of(window.desk.book, "Kwame Asante"))
    assert kwame is not None
    assert kwame.tags == ()


def test_a_rhythm_by_circle_by_number_and_none(window: Window) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")

    def told() -> tuple[str, int | None]:
        detail = person.detail(window.desk.read, who)
        assert detail is not None
        return detail.tier, detail.rhythm_days

    dialog = _ask(window, "rhythm")
    QApplication.processEvents()
    _key(dialog, Qt.Key.Key_Up)
    _key(dialog, Qt.Key.Key_Return)
    assert told() == ("core", None)
    dialog = _ask(window, "rhythm")
    QTest.keyClicks(dialog.field, "6 weeks")
    _finish(dialog)
    assert told() == ("core", 42)
    dialog = _ask(window, "rhythm")
    dialog.field.setText("purple")
    _finish(dialog)
    assert "Say how often" in dialog.problem.text()
    dialog.choices["none"].setChecked(True)
    _finish(dialog)
    assert told() == ("core", 0)


@pytest.mark.parametrize(
    ("text", "days"),
    [("6", 42), ("6 weeks", 42), ("10d", 10), ("45 days", 45), ("2 months", 60), ("1 year", 365), ("0", None),
     ("", None), ("x", None), ("99999", None), ("-3", None), ("٣", None)],
)  # fmt: skip
def test_rhythms_in_words(text: str, days: int | None) -> None:
    assert read_rhythm(text) == days


def test_the_snooze_menu_and_a_day_in_words(window: Window) -> None:
    row = follow_ups.of_person(window.desk.read, id_of(window.desk.book, "Rosa Delgado-Ruiz"))[0]
    assert [words for words, _when in choices(window.around)] == ["In 1 hour", "This evening", "Tomorrow", "Next week"]
    menu = snooze_menu(window.around, [row.id], window)
    menu.popup(window.mapToGlobal(window.rect().center()))
    for _step in range(2):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    changed = follow_ups.one(window.desk.read, row.id)
    assert changed is not None
    assert changed.due == TODAY + timedelta(days=1)
    menu = snooze_menu(window.around, [row.id], window)
    menu.actions()[-1].trigger()
    dialog = next(each for each in window.findChildren(SmallDialog) if each.isVisible())
    _type(dialog, "in two weeks")
    _key(dialog, Qt.Key.Key_Return)
    changed = follow_ups.one(window.desk.read, row.id)
    assert changed is not None
    assert changed.due == TODAY + timedelta(days=14)
    menu.close()


# The form of a person


def test_everything_on_file_survives_the_form_unchanged(window: Window) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")
    before = person.detail(window.desk.read, who)
    dialog = _ask(window, "edit")
    assert not dialog.is_touched()
    _finish(dialog)
    assert not dialog.isVisible()
    after = person.detail(window.desk.read, who)
    assert before is not None
    assert after is not None
    drop = {"reaches": (), "addresses": (), "jobs": ()}
    assert after._replace(**drop) == before._replace(**drop)
    assert [each[1:] for each in after.reaches] == [each[1:] for each in before.reaches]
    assert after.jobs == before.jobs


def test_many_fields_are_changed_in_one_step(window: Window) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")
    steps = len(window.desk.book.history())
    dialog = _ask(window, "edit")
    fields = dialog.fields
    fields["name"].setText("Dr. Rosa Delgado-Ruiz")
    fields["credentials"].setText("rhit, ccs rhia")
    fields["pronouns"].setText("she/her")
    fields["rank"].put("A")
    fields["roles"].put(["mentor"])
    fields["note"].setPlainText("Likes trail running.")
    fields["reaches"].put([
        {"property": "EMAIL", "value": "rosa@lakeshoremc.example", "type": "work"},
        {"property": "EMAIL", "value": "rosa@home.example", "type": "home"},
        {"property": "TEL", "value": "(312) 555-0123", "type": "cell"},
    ])  # fmt: skip
    fields["jobs"].put([
        {"organization": "Lakeshore Medical Center", "title": "Manager", "since": "2026-09-01"},
        {"organization": "Cedar County Health System", "title": "Coder", "since": "2020-01-01", "until": "2026-08-31"},
    ])  # fmt: skip
    fields["addresses"].put([{"street": "1 Lake Street", "locality": "Chicago", "region": "IL", "code": "60601"}])
    _finish(dialog)
    assert not dialog.isVisible()
    rosa = person.detail(window.desk.read, who)
    assert rosa is not None
    assert rosa.credentials == ("RHIT", "CCS", "RHIA")
    assert [reach.value for reach in rosa.reaches][:2] == ["rosa@lakeshoremc.example", "rosa@home.example"]
    assert [(job.title, job.until) for job in rosa.jobs] == [("Manager", None), ("Coder", date(2026, 8, 31))]
    assert (rosa.rank, rosa.roles, rosa.pronouns, rosa.addresses[0].locality) == (
        "A",
        ("mentor",),
        "she/her",
        "Chicago",
    )
    assert len(window.desk.book.history()) == steps + 1
    window.desk.undo()
    again = person.detail(window.desk.read, who)
    assert again is not None
    assert again.name == "Rosa Delgado-Ruiz"


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("reaches", [{"property": "EMAIL", "value": "rosa at home"}], "not an email address"),
        ("reaches", [{"property": "TEL", "value": "call me"}], "not a phone number"),
        ("reaches", [{"property": "URL", "value": "javascript:alert(1)"}], "not a link"),
        ("jobs", [{"organization": "X", "since": "2026-01-01", "until": "2020-01-01"}], "ends before it starts"),
        ("jobs", [{"organization": "X", "since": "soonish"}], "A day of a job"),
        ("met_on", "once upon a time", "not understood"),
        ("rhythm", "often", "Say how often"),
        ("pronouns", "x" * 501, "too long"),
    ],
)
def test_a_wrong_field_is_told_in_one_sentence_and_nothing_is_saved(
    window: Window, key: str, value: Any, told: str
) -> None:
    dialog = _ask(window, "edit")
    widget = dialog.fields[key]
    widget.put(value) if isinstance(value, list) else widget.setText(value)
    before = window.desk.book.newest_step()
    _finish(dialog)
    assert dialog.isVisible()
    assert told in dialog.problem.text()
    assert window.desk.book.newest_step() == before


def test_a_new_person_needs_a_name_or_a_way_to_reach_her(window: Window) -> None:
    dialog = PersonDialog(window.around)
    dialog.open_at()
    _finish(dialog)
    assert "needs a name" in dialog.problem.text()
    _type(dialog, "Ngozi Okafor")
    _finish(dialog)
    assert id_of(window.desk.book, "Ngozi Okafor")
    assert window.page is not None
    assert window.page.key == "people"


def test_fields_stand_side_by_side_only_while_there_is_room(window: Window) -> None:
    dialog = _ask(window, "edit")
    name, credentials = dialog.fields["name"], dialog.fields["credentials"]
    way = dialog.fields["reaches"].rows[0]
    for width, beside in ((720, True), (480, False), (720, True)):
        dialog.resize(round(width * window.theme.scale), 600)
        QApplication.processEvents()
        assert (credentials.x() > name.x(), way["type"].x() > way["value"].x()) == (beside, beside)
        assert (credentials.y() == name.y(), way["type"].y() == way["value"].y()) == (beside, beside)


def test_typing_survives_leaving(window: Window) -> None:
    dialog = _ask(window, "edit")
    dialog.fields["pronunciation"].setText("RO-sah")
    _key(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert _ask(window, "edit").fields["pronunciation"].text() == "RO-sah"


def test_changed_elsewhere_asks_and_loses_nothing(window: Window) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")
    dialog = _ask(window, "edit")
    dialog.fields["pronunciation"].setText("RO-sah")
    with Book.open(window.desk.book.path, origin="command line") as other:
        other.do(edits.set_rank, [who], "A", today=TODAY)
    window.desk.look()
    assert dialog.bar.isVisible()
    QTest.mouseClick(dialog.bar.show_button, Qt.MouseButton.LeftButton)
    assert dialog.fields["rank"].value() == "A"
    assert dialog.fields["pronunciation"].text() == ""
    QTest.mouseClick(dialog.bar.back_button, Qt.MouseButton.LeftButton)
    assert dialog.fields["pronunciation"].text() == "RO-sah"


def test_an_untouched_form_follows_what_is_changed_elsewhere(window: Window) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")
    dialog = _ask(window, "edit")
    window.desk.book.do(edits.set_rank, [who], "A", today=TODAY)
    window.desk.look()
    assert not dialog.bar.isVisible()
    assert dialog.fields["rank"].value() == "A"


# Photos


def _picture(path: Path, kind: str, side: int = 900) -> Path:
    image = QImage(side, side // 2, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    assert image.save(str(path), kind)
    return path


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_are_taken_and_made_small(qapp: QApplication, tmp_path: Path, kind: str) -> None:
    photo = read_photo(_picture(tmp_path / "any.name", kind))
    image = QImage.fromData(photo.data)
    assert max(image.width(), image.height()) == 640


@pytest.mark.qt_log_ignore("Unsupported marker", extend=True)
@pytest.mark.parametrize(
    "data",
    [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"BM" + b"\0" * 80, b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
     b"\xff\xd8\xff" + b"x" * 90, b"GIF89a" + b"\0" * 5, b"RIFF\0\0\0\0WEBP" + b"\0" * 9],
)  # fmt: skip
def test_anything_else_is_refused_in_a_sentence(qapp: QApplication, data: bytes) -> None:
    with pytest.raises(Trouble):
        photo_of("strange.png", data)


def test_devices_and_folders_are_no_pictures(tmp_path: Path) -> None:
    for path in (Path("/dev/zero"), tmp_path, tmp_path / "none.png"):
        with pytest.raises(Trouble):
            read_photo(path)
    assert picture_format(b"GIF87a0000000000") == "gif"


def test_a_photo_is_kept_and_undone(window: Window, tmp_path: Path) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")
    dialog = _ask(window, "edit")
    dialog.take_photo(tmp_path / "none.png")
    assert "is no file" in dialog.problem.text()
    dialog.take_photo(_picture(tmp_path / "rosa.png", "PNG"))
    _finish(dialog)
    rosa = person.detail(window.desk.read, who)
    assert rosa is not None
    assert rosa.photo_id is not None
    window.desk.undo()
    rosa = person.detail(window.desk.read, who)
    assert rosa is not None
    assert rosa.photo_id is None


# For everyone


def test_hostile_names_stay_text_in_every_dialog(window: Window) -> None:
    name = '<img src="file:///dev/zero"><b>Rosa'
    form = PersonForm(name=name, reaches=[Reach(property="EMAIL", value="a@b.example")], tags=["<b>x"])
    window.desk.book.do(edits.add_person, form, today=TODAY)
    window.desk.look()
    (who,) = people.ids_named(window.desk.read, name)
    for key, open_it in asking.OPEN.items():
        open_it(window.around, Subject(person_id=who, person_ids=(who,)))
        dialog = next(each for each in window.findChildren(SmallDialog) if each.isVisible())
        for label in dialog.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText, key
        dialog.grab()
        dialog.reject()


def test_every_field_has_a_name_and_can_be_reached_by_tab(window: Window) -> None:
    who = id_of(window.desk.book, "Rosa Delgado-Ruiz")
    for key, open_it in asking.OPEN.items():
        open_it(window.around, Subject(person_id=who, person_ids=(who,)))
        dialog = next(each for each in window.findChildren(SmallDialog) if each.isVisible())
        for widget in dialog.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                named = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert named or widget.focusProxy() is not None, (key, widget.objectName(), type(widget))
        dialog.reject()


def test_a_dialog_that_is_higher_than_the_screen_scrolls_and_keeps_its_button_in_sight(window: Window) -> None:
    dialog = _ask(window, "follow_up")
    focused, before = dialog.focusWidget(), dialog.take.y()
    dialog.column.addSpacing(dialog.screen().availableSize().height())
    dialog.tell("Something is wrong.")
    QApplication.processEvents()
    assert dialog.height() < dialog.screen().availableSize().height()
    assert dialog.rect().contains(dialog.take.geometry())
    assert dialog.take.y() > before
    assert dialog.focusWidget() is focused
    assert focused.visibleRegion().boundingRect() == focused.rect()
