"""The palette: people with what to do, prefixes, verbs by Tab, what it shows when nothing is typed; keys alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.edits import people as people_edits
from mrtnet.edits.meetings import plan_meeting
from mrtnet.queries import palette as queries
from mrtnet.queries import people
from mrtnet.queries.search_words import warm
from mrtnet.store.book import Book
from mrtnet.ui.dialogs.offers import install
from mrtnet.ui.palette.delegate import hits
from mrtnet.ui.palette.palette import PaletteView
from mrtnet.ui.window import Window
from tests.books import TODAY as BOOKS_DAY
from tests.books import make_book
from tests.ui.network import TODAY

MENTOR = "Rosa Delgado-Ruiz: write “Ask someone to be your mentor”"
VERBS = [queries.Verb("done", "Done"), queries.Verb("snooze", "Snooze"), queries.Verb("tag", "Tag")]


def _open(window: Window, text: str = "") -> PaletteView:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    view = install(window.around).palette.view
    assert isinstance(view, PaletteView)
    assert window.focusWidget() is view.field
    QTest.keyClicks(view.field, text)
    return view


def _titles(view: PaletteView) -> list[str]:
    return [line.title for line in view.model.lines if not line.is_header]


def test_ros_th_offers_the_thank_you_note_and_enter_writes_it(window: Window) -> None:
    view = _open(window, "ros th")
    line = view.current()
    assert line is not None
    assert line.title == "Rosa Delgado-Ruiz: write thank-you note"
    assert line.detail == "Today"
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    offers = install(window.around)
    assert offers.palette.view is None
    assert offers.writing.panel.letter.person.name == "Rosa Delgado-Ruiz"


@pytest.mark.parametrize("text", ["delg th", "ROSA thank", "th ros", "rosa del write", "wri rosa"])
def test_person_and_verb_mix_in_any_order(filled: Book, text: str) -> None:
    found = queries.found(filled.read, text, TODAY, VERBS)
    assert (found.deeds[0].person.name, found.deeds[0].command) == ("Rosa Delgado-Ruiz", "write")


@pytest.mark.parametrize("text", ["siobhan", "Siobhán", "nguyen", "koʻolau", "wisniewski"])
def test_accents_are_ignored_both_ways(filled: Book, text: str) -> None:
    assert len(queries.found(filled.read, text, TODAY, VERBS).people) == 1


def test_a_deed_without_a_step_is_not_offered(filled: Book) -> None:
    filled.do(people_edits.stop_contact, people.ids_named(filled.read, "Jonas Lindqvist")[0], today=TODAY)
    found = queries.found(filled.read, "jonas done", TODAY, VERBS)
    assert not found.deeds
    assert [deed.command for deed in queries.found(filled.read, "jonas tag", TODAY, VERBS).deeds] == ["tag"]


def test_nothing_typed_shows_people_and_commands(window: Window) -> None:
    titles = _titles(_open(window))
    assert len([title for title in titles if people.ids_named(window.desk.read, title)]) == 5
    assert "Log people" in titles


def test_what_is_used_most_comes_first(window: Window) -> None:
    for _round in range(2):
        view = _open(window, ">bigger")
        QTest.keyClick(view.field, Qt.Key.Key_Return)
    view = _open(window)
    commands = [line.command for line in view.model.lines if line.command]
    assert commands[0] == "bigger"


def test_prefixes(window: Window) -> None:
    view = _open(window, ">row")
    assert _titles(view) == ["Row height"]
    view.field.setText("#drg")
    assert _titles(view) == ["DRG audits"]
    view.field.setText("@lake")
    assert _titles(view) == ["Lakeshore Medical Center"]
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    assert window.page is not None
    assert window.page.key == "people"
    assert window.page.place() is not None


def test_tab_shows_what_can_be_done_with_a_person(window: Window) -> None:
    view = _open(window, "kwame")
    QTest.keyClick(view.field, Qt.Key.Key_Tab)
    assert "Done" in _titles(view)
    QTest.keyClicks(view.field, "don")
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    (who,) = people.ids_named(window.desk.read, "Kwame Asante")
    states = window.desk.read.execute("SELECT state FROM follow_up WHERE person_id = ? ORDER BY id", (who,)).fetchall()
    assert states[0] == ("done",)


def test_escape_leaves_the_person_then_the_palette_and_gives_the_keyboard_back(window: Window) -> None:
    before = window.focusWidget()
    view = _open(window, "tomasz")  # whom nobody else here takes: the palette offers again whom she took last
    QTest.keyClick(view.field, Qt.Key.Key_Tab)
    QTest.keyClick(view.field, Qt.Key.Key_Escape)
    assert "Tomasz Wiśniewski" not in _titles(view)
    QTest.keyClick(view.field, Qt.Key.Key_Escape)
    assert install(window.around).palette.view is None
    assert window.focusWidget() is before


def test_up_and_down_pass_over_headers(window: Window) -> None:
    view = _open(window, "rosa")
    for key in [Qt.Key.Key_Down] * 30 + [Qt.Key.Key_Up] * 30:
        QTest.keyClick(view.field, key)
        line = view.current()
        assert line is not None
        assert not line.is_header


def test_a_click_takes_a_line_and_one_beside_closes(window: Window) -> None:
    view = _open(window, "jonas")
    number = next(n for n, line in enumerate(view.model.lines) if line.title == "Jonas Lindqvist")
    QTest.mouseClick(
        view.list.viewport(), Qt.MouseButton.LeftButton, pos=view.list.visualRect(view.model.index(number, 0)).center()
    )
    assert window.page is not None
    assert window.page.key == "people"
    view = _open(window)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=view.rect().bottomLeft())
    assert install(window.around).palette.view is None


def test_notes_are_found_with_whose_they_are(filled: Book) -> None:
    found = queries.found(filled.read, "outpatient", TODAY, VERBS)
    assert [note.person for note in found.notes] == ["Nguyễn Thị Lan"]
    assert "outpatient" in found.notes[0].passage.lower()


@pytest.mark.parametrize("text", ["'", '"', "*", "((", "a AND", "-", "%", "_", "\x00", "a" * 500, "ros " * 60, "<b>x"])
def test_strange_text_finds_what_it_finds(window: Window, text: str) -> None:
    view = _open(window)
    for prefix in ("", ">", "#", "@", "?"):
        view.field.setText(prefix + text)
        assert all(isinstance(title, str) for title in _titles(view))


def test_a_hostile_name_is_shown_as_it_is(window: Window) -> None:
    name = '<img src="file:///dev/zero"> Rosa'
    from mrtnet.domain.forms import PersonForm

    window.desk.book.do(people_edits.add_person, PersonForm(name=name), today=TODAY)
    view = _open(window, "rosa")
    assert any(name in title for title in _titles(view))
    window.grab()


def test_typed_letters_are_shown_where_words_begin() -> None:
    assert hits("Rosa Delgado-Ruiz: write thank-you note", ["ros", "th"]) == [(0, 3), (25, 2)]
    assert hits("Siobhán O'Rourke", ["siob"]) == [(0, 4)]
    assert hits("Straße", ["stras"]) == []


def test_ten_thousand_people_are_searched_within_reads_of_an_index(tmp_path: Path) -> None:
    make_book(tmp_path / "large.mrtnet", 2_000)
    with Book.open(tmp_path / "large.mrtnet") as book:
        warm(book.read)
        plans = []
        book.read.set_trace_callback(plans.append) if hasattr(book.read, "set_trace_callback") else None
        found = queries.found(book.read, "ros th", BOOKS_DAY, VERBS)
        assert len(found.people) <= queries.PEOPLE
        for sql in plans:
            if sql.lstrip().upper().startswith("SELECT"):
                told = book.read.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
                assert not [row for row in told if row[3].startswith("SCAN person")], sql


def test_every_template_and_playbook_is_a_verb_and_every_place_is_found(window: Window) -> None:
    view = _open(window, "ros mentor")
    assert MENTOR in _titles(view)[:3]
    place = _titles(view).index(MENTOR)
    lines = [line for line in view.model.lines if not line.is_header]
    assert lines[place].run is not None
    lines[place].run()
    panel = install(window.around).writing.panel
    assert (panel.letter.person.name, panel.letter.template.key) == ("Rosa Delgado-Ruiz", "mentor-request")
    install(window.around).writing.close()
    view.field.setText("start rosa")
    start = next(line for line in view.model.lines if line.title.startswith("Rosa Delgado-Ruiz: start"))
    assert start.run is not None
    start.run()
    (dialog,) = (each for each in window.findChildren(QDialog) if each.objectName() == "dialog.play")
    dialog.reject()
    for text, found in (
        ("gone quiet", "Gone quiet"), ("pitch", "Pitch"),
        ("templates", "Settings: templates, own wordings of messages"),
        ("network map", "Network map"), ("informational", "Informational interview: before"),
        ("memberships", "My career: organizations and memberships"), ("insihgts", "Insights"),
        ("log rosa", "Rosa Delgado-Ruiz: write what happened"), ("revew wekly", "Weekly review"),
        ("rsoa thnak", "Rosa Delgado-Ruiz: write thank-you note"), ("after an interview", "Thanks after an interview"),
    ):  # fmt: skip
        view.field.setText(text)
        assert found in _titles(view), text


def test_a_meeting_is_found_by_kind_and_people(window: Window, filled: Book) -> None:
    (who,) = people.ids_named(filled.read, "Kwame Asante")
    meeting = filled.do(plan_meeting, MeetingForm(kind="mentor", title="Talk about coding"), [who], today=TODAY)
    view = _open(window, "kwa talk")
    line = next(line for line in view.model.lines if line.detail == "Kwame Asante")
    assert line.run is not None
    line.run()
    assert window.page is not None
    assert (window.page.key, window.page.place()) == ("meetings", meeting)
