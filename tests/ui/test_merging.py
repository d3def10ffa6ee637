"""Doubles in the window, with real keys: what a click chooses, groups decided one after another, merging by choice,
somebody on file while she types."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.domain.merging import ALL, merged
from mrtnet.edits import people
from mrtnet.queries.people import ids_named
from mrtnet.queries.person import detail
from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.capture.opening import install as capturing
from mrtnet.ui.dialogs.person_form import PersonDialog
from mrtnet.ui.merging.choosing import MergeDialog
from mrtnet.ui.merging.page import ASKING, NOTHING, DoublesPage
from mrtnet.ui.merging.side_by_side import SideBySide
from mrtnet.ui.merging.sides import Line, picked
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.network import TODAY

Key = Qt.Key
MAIL = Reach(property="EMAIL", value="siobhan@stbrigid.example")
MINE = PersonForm(name="Siobhán O'Rourke", credentials=["RHIA"], reaches=[MAIL], tags=["site"], rank="B",
                  jobs=[Job(organization="St. Brigid", title="Director")])  # fmt: skip
THEIRS = PersonForm(name="Siobhan ORourke", credentials=["RHIA", "CHPS"], birthday="03-22", tags=["ohio"],
                    reaches=[MAIL, Reach(property="TEL", value="(614) 555-0133")])  # fmt: skip


@pytest.fixture
def window(filled: Book, make_window: MakeWindow) -> Iterator[Window]:
    window = make_window(filled, "people")
    yield window
    for dialog in (*window.findChildren(MergeDialog), *window.findChildren(PersonDialog)):
        dialog.hide()
    if (capture := capturing(window.around).window) is not None:
        capture.close()


def add(window: Window, *forms: PersonForm) -> list[int]:
    ids = [window.desk.book.do(people.add_person, form, today=TODAY) for form in forms]
    window.desk.look()
    return ids


def doubles(window: Window, qtbot: QtBot) -> DoublesPage:
    """The page, when it has looked through the book."""
    assert window.commands.run("find_doubles")
    page = window.page
    assert isinstance(page, DoublesPage)
    qtbot.waitUntil(lambda: not page.is_planning())
    return page


def press(window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    where = window.focusWidget() or window
    QTest.keyClick(where, key, modifier)
    QApplication.processEvents()


def name_of(window: Window, person_id: int) -> str | None:
    found = detail(window.desk.read, person_id)
    return found.name if found is not None else None


# Side by side


@pytest.mark.parametrize(
    ("said", "is_list", "taken", "clicks"),
    [
        (("A", "B"), False, 0, [(1, 1), (1, 1), (2, 1), (0, 0)]),  # one counts; the result is not to be chosen
        (("A", ""), False, 0, [(1, 0), (0, 0)]),  # nothing is not to be chosen
        (("A", "B"), True, ALL, [(0, 1), (0, ALL), (1, 0), (0, 0), (2, ALL)]),  # each on and off, never none
        (("A", ""), True, ALL, [(0, ALL), (1, ALL)]),
        (("A", "B", "C"), True, ALL, [(1, 1), (2, 2), (2, ALL), (0, 0), (3, ALL)]),
    ],
)
def test_what_a_click_chooses(said: tuple[str, ...], is_list: bool, taken: int, clicks: list[tuple[int, int]]) -> None:
    from mrtnet.domain.merging import FIELDS

    field = next(each for each in FIELDS if each.key == ("tags" if is_list else "rank"))
    line = Line(field, said, taken, "")
    for at, then in clicks:
        line = line._replace(taken=picked(line, at))
        assert line.taken == then, at


def test_cards_side_by_side_by_keys_and_by_click(window: Window) -> None:
    sides = SideBySide(window.theme)
    try:
        sides.resize(800, 500)
        sides.show_sides(["In mrtnet", "In the file"], [MINE, THEIRS], details=["9 timeline entries", "row 12"])
        sides.show()
        model, view = sides.model, sides.view
        told: list[None] = []
        sides.changed.connect(lambda: told.append(None))
        by_field = {model.index(row, 0).data(): row for row in range(model.rowCount())}
        assert list(by_field) == ["Name", "Credentials", "Work", "Email", "Phone", "Tags", "Rank", "Birthday"]
        assert model.index(0, 1).data() == "Name, In mrtnet: Siobhán O'Rourke, chosen"
        assert model.index(by_field["Phone"], 1).data() == "Phone, In mrtnet: empty"
        assert model.index(by_field["Phone"], 3).data() == "Phone, Result: (614) 555-0133, changed"
        QTest.keyClick(view, Key.Key_Right)
        QTest.keyClick(view, Key.Key_Space)  # the other name
        for _step in range(by_field["Tags"]):
            QTest.keyClick(view, Key.Key_Down)
        QTest.keyClick(view, Key.Key_Return)  # without the other's tags
        where = view.visualRect(model.index(by_field["Credentials"], 1)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)  # only the other's credentials
        assert len(told) == 3
        choices = sides.choices()
        assert {key: choices[key] for key in ("name", "tags", "credentials", "emails", "rank")} == {
            "name": 1, "tags": 0, "credentials": 1, "emails": ALL, "rank": 0}  # fmt: skip
        both = merged([MINE, THEIRS], choices)
        assert (both.name, both.tags, both.credentials) == ("Siobhan ORourke", ["site"], ["RHIA", "CHPS"])
        again = SideBySide(window.theme)
        again.show_sides(["a", "b"], [MINE, THEIRS], choices=choices)
        assert again.choices() == choices
        faces = [QImage(8, 8, QImage.Format.Format_RGB32) for _n in range(2)]
        again.show_sides(["a", "b"], [MINE, THEIRS], photos=faces)
        assert again.choices()["photo"] == 0
        again.view.picked.emit(0, 2)
        assert again.choices()["photo"] == 1
        assert again.model.index(0, 3).data() == "Photo, Result: the other photo, changed"
        again.deleteLater()
    finally:
        sides.hide()
        sides.deleteLater()


@pytest.mark.parametrize(("width", "size", "above"), [(800, 100, False), (360, 100, True), (800, 200, True)])
def test_every_word_has_room(window: Window, width: int, size: int, above: bool) -> None:
    window.settings.text_size = size
    window.theme.refresh()
    long = MINE.model_copy(update={"note": "A very long note. " * 400, "nickname": "x" * 90})
    sides = SideBySide(window.theme)
    sides.resize(width, 600)
    sides.show_sides(["Siobhán O'Rourke"] * 3, [long, THEIRS, MINE], details=["", "linkedin-connections.csv, row 12"])
    sides.show()
    view = sides.view
    assert view.isColumnHidden(0) == above
    lines = window.theme.px(20)
    for row in range(sides.model.rowCount()):
        assert lines < view.rowHeight(row) < 14 * lines
    assert view.horizontalScrollBar().maximum() == max(0, view.horizontalHeader().length() - view.viewport().width())
    sides.hide()
    sides.deleteLater()
    window.settings.text_size = 100
    window.theme.refresh()


# Doubles of the whole book


def test_nothing_to_find(window: Window, qtbot: QtBot) -> None:
    page = doubles(window, qtbot)
    assert page.parts.currentIndex() == NOTHING
    assert page.nothing.text() == "No doubles found."
    assert window.focusWidget() is page.look


def test_one_group_after_another(window: Window, qtbot: QtBot) -> None:
    mine, theirs = add(
        window, MINE.model_copy(update={"name": "Ama Owusu"}), THEIRS.model_copy(update={"name": "Ama Owusu"})
    )
    bo, bosse = add(window, *[PersonForm(name=name, jobs=[Job(organization="Auburn")], reaches=[
        Reach(property="EMAIL", value="bo@auburn.example")]) for name in ("Bo Lind", "Bo Lindh")])  # fmt: skip
    page = doubles(window, qtbot)
    found = [cluster.ids for cluster in page.model.clusters]
    assert set(found) == {(mine, theirs), (bo, bosse)}
    assert page.question.chip.text().endswith("% alike")
    assert "email" in page.question.why.text()
    assert page.question.place.text() == "1 of 2"
    press(window, Key.Key_3)  # later
    assert [cluster.ids for cluster in page.model.clusters] == found[::-1]
    press(window, Key.Key_3)
    assert [cluster.ids for cluster in page.model.clusters] == found
    page.view.go_to(1)
    press(window, Key.Key_2)  # another group is current than the one that is shown: it comes first
    assert page.question.ids == list(found[1])
    page.view.go_to(found.index((bo, bosse)))
    qtbot.waitUntil(lambda: page.question.ids == [bo, bosse])
    press(window, Key.Key_2)
    assert window.toast.isVisible()
    assert window.desk.book.history(1)[0].title == "Bo Lind, Bo Lindh are different people"
    assert page.question.ids == [mine, theirs]
    QTest.keyClick(page.question.sides.view, Key.Key_Right)
    press(window, Key.Key_1)
    assert name_of(window, theirs) is None
    assert window.desk.book.history(1)[0].title == "Merged Ama Owusu into Ama Owusu"
    assert page.parts.currentIndex() == NOTHING
    press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.parts.currentIndex() == ASKING
    assert page.question.ids == [mine, theirs]
    press(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert {cluster.ids for cluster in page.model.clusters} == set(found)


def test_who_stays_what_counts_and_who_is_left_out(window: Window, qtbot: QtBot) -> None:
    told = {"reaches": [MAIL], "jobs": [Job(organization="St. Brigid")]}
    first, second, third = add(
        window, *[PersonForm(name="Ama Owusu", nickname=nickname, **told) for nickname in ("A", "B", "C")]
    )
    page = doubles(window, qtbot)
    assert page.question.ids == [first, second, third]
    row = next(n for n, line in enumerate(page.question.sides.model.lines) if line.field.key == "nickname")
    page.question.sides.view.picked.emit(row, 3)  # the third one's nickname
    stays = window.findChild(QComboBox, "doubles.stays")
    assert stays is not None
    stays.setFocus()
    QTest.keyClick(stays, Key.Key_Down)  # the second one stays
    assert page.question.ids[0] == second
    chip = next(each for each in page.question.who.children() if each.objectName() == f"doubles.one.{first}")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(12, 8))  # type: ignore[arg-type]
    assert page.question.ids == [second, third]
    assert page.question.choices()["nickname"] == 1
    press(window, Key.Key_1)
    assert [name_of(window, each) for each in (first, second, third)] == ["Ama Owusu", "Ama Owusu", None]
    found = detail(window.desk.read, second)
    assert found is not None
    assert found.nickname == "C"
    assert page.question.ids == [first, second]  # the one left out is asked about next


def test_stopping_and_looking_again(window: Window, qtbot: QtBot) -> None:
    window.go("doubles", "look")
    page = window.page
    assert isinstance(page, DoublesPage)
    press(window, Key.Key_Return)  # the keyboard is on Stop
    assert page.nothing.text().startswith("Stopped")
    press(window, Key.Key_Return)  # and now on Look again
    qtbot.waitUntil(lambda: not page.is_planning())
    assert page.nothing.text() == "No doubles found."


# People she chose


def test_merge_with_somebody_chosen_by_name(window: Window) -> None:
    page = window.page
    assert isinstance(page, PeoplePage)
    (rosa,), (mei,) = (ids_named(window.desk.read, name) for name in ("Rosa Delgado-Ruiz", "Mei-Ling Chen"))
    window.go("people", rosa)
    window.commands.run("merge")
    (dialog,) = window.findChildren(MergeDialog)
    QTest.keyClicks(dialog.field, "mei-l")
    assert list(dialog.model.ids) == [mei]
    QTest.keyClick(dialog.field, Key.Key_Return)
    merging = window.page
    assert isinstance(merging, DoublesPage)
    assert set(merging.question.ids) == {rosa, mei}
    assert merging.question.ids[0] == rosa  # more is known of her
    press(window, Key.Key_1)
    assert window.page is page
    assert page.place() == rosa
    assert name_of(window, mei) is None
    window.desk.undo()
    assert name_of(window, mei) == "Mei-Ling Chen"


def test_several_chosen_people_and_back_with_later(window: Window) -> None:
    page = window.page
    assert isinstance(page, PeoplePage)
    page.view.go_to(0)
    for _n in range(2):
        QTest.keyClick(page.view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    ids = set(page.subject().person_ids)
    assert len(ids) == 3
    window.commands.run("merge")
    merging = window.page
    assert isinstance(merging, DoublesPage)
    assert set(merging.question.ids) == ids
    assert merging.question.why.text().startswith("You chose them")
    press(window, Key.Key_3)
    assert window.page is page


# While she types


def test_the_capture_window_opens_who_is_on_file(window: Window) -> None:
    (rosa,) = ids_named(window.desk.read, "Rosa Delgado-Ruiz")
    window.commands.run("log_people")
    capture: Any = capturing(window.around).window
    QTest.keyClicks(capture.form.name, "Rosa Delgado")
    capture._pause.timeout.emit()
    assert capture.line.words.startswith("Perhaps Rosa Delgado-Ruiz is on file already: RHIT, CCS, Lakeshore")
    QApplication.processEvents()
    QTest.keyClick(capture.focusWidget(), Key.Key_O, Qt.KeyboardModifier.AltModifier)
    assert window.page is not None
    assert window.page.place() == rosa
    assert capture.form.card().name == "Rosa Delgado"
    assert capture.isVisible()


@pytest.fixture
def typed(window: Window) -> Callable[[str, str], PersonDialog]:
    def type_in(name: str, mail: str) -> PersonDialog:
        window.commands.run("new")
        dialog = next(each for each in window.findChildren(PersonDialog) if each.isVisible())
        field = dialog.fields["name"]
        assert isinstance(field, QLineEdit)
        QTest.keyClicks(field, name)
        nickname = dialog.fields["nickname"]
        assert isinstance(nickname, QLineEdit)
        QTest.keyClicks(nickname, mail)
        dialog._pause.timeout.emit()
        return dialog

    return type_in


def test_the_form_of_a_new_person_adds_to_who_is_on_file(
    window: Window, typed: Callable[[str, str], PersonDialog]
) -> None:
    (rosa,) = ids_named(window.desk.read, "Rosa Delgado-Ruiz")
    count = window.desk.read.execute("SELECT count(*) FROM person").fetchone()
    dialog = typed("Rosa Delgado", "Rosita")
    assert dialog.on_file.person_id == rosa
    QTest.mouseClick(dialog.on_file.add, Qt.MouseButton.LeftButton)
    found = detail(window.desk.read, rosa)
    assert found is not None
    assert (found.name, found.nickname) == ("Rosa Delgado-Ruiz", "Rosita")
    assert window.desk.read.execute("SELECT count(*) FROM person").fetchone() == count
    assert window.page is not None
    assert window.page.place() == rosa
    window.desk.undo()
    assert detail(window.desk.read, rosa).nickname == ""  # type: ignore[union-attr]


def test_opening_who_is_on_file_keeps_what_was_typed(window: Window, typed: Callable[[str, str], PersonDialog]) -> None:
    dialog = typed("Rosa Delgado", "Rosita")
    QTest.mouseClick(dialog.on_file.open, Qt.MouseButton.LeftButton)
    assert window.windowTitle().startswith("Rosa Delgado-Ruiz")
    again = typed("", "")
    assert again.values()["nickname"] == "Rosita"
    assert again.on_file.isVisible()


def test_all_is_named() -> None:
    for name in ("doubles.merge", "doubles.stays", "doubles.sides", "merge_with.field", "on_file.add",
                 "capture.open_known", "doubles.one.12"):  # fmt: skip
        assert names.is_listed(name)
