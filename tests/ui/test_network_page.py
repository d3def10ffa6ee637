"""The network map: what is on it, the same by pointer and keys, found people and ways, as a list, as a picture."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.layout import lay_out
from mrtnet.domain.layout_groups import Dot, Group, Tie
from mrtnet.edits import people, tags
from mrtnet.store.book import Book
from mrtnet.ui.leaving.at_once import write
from mrtnet.ui.pages import network_saving
from mrtnet.ui.pages.network import NetworkPage
from mrtnet.ui.pages.people import PeoplePage
from mrtnet.ui.sections import Entry
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.map_scene import NAMES, MapScene
from mrtnet.ui.window import Window
from tests.ui.conftest import MakeWindow
from tests.ui.sampled import TODAY, sample_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with sample_book(tmp_path) as book:
        yield book


def settled(window: Window, qtbot: QtBot) -> NetworkPage:
    page = window.page
    assert isinstance(page, NetworkPage)
    qtbot.waitUntil(lambda: not page.is_planning(), timeout=20_000)
    QCoreApplication.processEvents()
    return page


def where(page: NetworkPage, person: int) -> QPoint:
    """Where on the map's widget somebody stands."""
    scene = page.map.scene
    assert scene is not None
    return (scene.spot(scene.places[person], page.map.scale) - QPointF(page.map.camera.corner)).toPoint()


def id_of(book: Book, name: str) -> int:
    return int(book.read.execute("SELECT id FROM person WHERE name LIKE ?", (f"{name}%",)).fetchone()[0])


def test_map_and_list_show_the_same_people_and_open_them(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "network")
    page = settled(window, qtbot)
    scene = page.map.scene
    assert scene is not None
    everybody = {row[0] for row in book.read.execute("SELECT id FROM person")}
    assert set(scene.places) == everybody
    assert {row.row.id for row in page.list.rows.items if isinstance(row, Entry)} == everybody
    rosa = id_of(book, "Rosa")
    known = {tie.other if tie.one == rosa else tie.one for tie in scene.ties if rosa in (tie.one, tie.other)}
    assert id_of(book, "Marcus") in known
    assert "Marcus Bell" in page.list.said(scene.people[rosa])

    # By pointer: a drag moves, a click opens.
    spot = where(page, rosa)
    assert page.map.person_at(QPointF(spot)) == rosa
    QTest.mousePress(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 300))
    QTest.mouseMove(page.map, QPoint(430, 340))
    QTest.mouseRelease(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(430, 340))
    assert window.page is page
    assert where(page, rosa) - spot == QPoint(30, 40)
    QTest.mouseClick(page.map, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where(page, rosa))
    assert isinstance(window.page, PeoplePage)
    assert window.subject().person_id == rosa

    # Back where she was, with the same person chosen; by keys.
    window.commands.run("back")
    assert settled(window, qtbot) is page
    assert page.subject().person_id == rosa
    page.map.setFocus()
    before, corner = page.map.scale, QPoint(page.map.camera.corner)
    qtbot.keyClick(page.map, Qt.Key.Key_Right)
    assert page.map.camera.corner.x() > corner.x()
    qtbot.keyClick(page.map, Qt.Key.Key_Plus)
    assert page.map.scale > before
    qtbot.keyClick(page.map, Qt.Key.Key_0)
    assert page.map.scale == page.map.camera.whole()
    qtbot.keyClick(page.map, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    chosen = page.subject().person_id
    assert chosen not in (None, rosa)
    assert chosen is not None
    assert scene.places[chosen].y > scene.places[rosa].y
    assert scene.people[chosen].name in page.map.accessibleDescription()
    qtbot.keyClick(page.map, Qt.Key.Key_Escape)
    assert page.subject().person_id is None

    # The list: the keyboard walks over people, skips the heads, Enter opens.
    page.arrive(rosa)
    page.turn()
    assert page.panes()[0] is page.list
    assert page.subject().person_id == rosa
    qtbot.keyClick(page.list, Qt.Key.Key_Home)
    assert page.subject().person_id is not None
    first = page.subject().person_id
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert isinstance(window.page, PeoplePage)
    assert window.subject().person_id == first


def test_a_group_is_chosen_and_all_of_it_is_tagged_in_one_step(
    book: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(book, "network")
    page = settled(window, qtbot)
    assert page.network is not None
    group = page.network.groups[0].people
    page.map.choose(group[1])
    window.commands.run("choose_group")
    assert sorted(page.subject().person_ids) == sorted(group)
    assert page.choosing.bar is not None
    assert page.choosing.bar.isVisible()
    window.desk.do(tags.tag_people, page.subject().person_ids, "panel")
    assert sorted(settled(window, qtbot).subject().person_ids) == sorted(group)
    page.turn()
    assert not page.choosing.bar.isVisible()
    assert len(page.subject().person_ids) < 2


def test_an_employer_shows_the_way_a_name_the_person(book: Book, make_window: MakeWindow, qtbot: QtBot) -> None:
    window = make_window(book, "network")
    page = settled(window, qtbot)
    page.arrive("Lakeshore Medical Center")
    settled(window, qtbot)
    way = page.aside.way
    assert way.isVisibleTo(page.aside)
    assert page.map._way == tuple(person.id for person in way.ways[0].people)
    assert way.ways[0].people[-1].name in way.chain.accessibleName()
    assert len(way.ways) > 1
    qtbot.keyClick(page.aside.field, Qt.Key.Key_Return)
    assert page.map._way == tuple(person.id for person in way.ways[1].people)
    page.arrive("siobhan")
    settled(window, qtbot)
    assert not way.isVisibleTo(page.aside)
    assert page._found[0] == id_of(book, "Siobhán")
    assert page.map._way == ()
    qtbot.keyClick(page.aside.field, Qt.Key.Key_Return)
    assert page.subject().person_id == id_of(book, "Siobhán")
    page.arrive("<b>nobody</b>")
    settled(window, qtbot)
    assert "<b>nobody</b>" in page.aside.answer.text()
    page.aside.field.clear()
    settled(window, qtbot)
    assert not page.aside.answer.isVisibleTo(page.aside)


def test_groups_change_and_new_people_come_without_moving_the_view(
    book: Book, make_window: MakeWindow, qtbot: QtBot
) -> None:
    window = make_window(book, "network")
    page = settled(window, qtbot)
    scene = page.map.scene
    assert scene is not None
    page.show_by("employer")
    settled(window, qtbot)
    assert page.map.scene is not None
    titles = {ground.title for ground in page.map.scene.layout.grounds}
    assert "Lakeshore Medical Center" in titles
    assert not any("NHRC" in title for title in titles)
    assert page.grouping.text() == "Group by employer"
    page.map.zoom(2)
    corner, scale = QPoint(page.map.camera.corner), page.map.scale
    window.desk.do(people.add_person, PersonForm(name="Ines <i>Okafor</i>"), today=TODAY)
    settled(window, qtbot)
    assert (page.map.camera.corner, page.map.scale) == (corner, scale)
    assert page.map.scene.people[id_of(book, "Ines")].name == "Ines <i>Okafor</i>"
    window.desk.undo()
    settled(window, qtbot)
    assert len(page.map.scene.places) == 24
    page.show_by("both")


def test_the_whole_map_as_a_picture_and_what_stands_in_the_way(
    book: Book, make_window: MakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window = make_window(book, "network")
    page = settled(window, qtbot)
    scene = page.map.scene
    assert scene is not None
    said: list[str] = []
    window.desk.trouble.connect(said.append)
    path = tmp_path / "map.png"
    left_to_right = Qt.LayoutDirection.LeftToRight
    write(window.around, path, lambda: network_saving.png(scene, left_to_right))
    image = QImage(str(path))
    left, top, right, bottom = scene.layout.bounds
    assert image.width() > right - left
    assert image.height() > bottom - top
    accent = window.theme.color("accent")
    view, scale = network_saving.whole(scene, image.size())
    assert scale > 0
    assert image.pixelColor(-view.left() - round(18 * scale), -view.top()) == accent
    write(window.around, tmp_path / "none" / "map.png", lambda: network_saving.png(scene, left_to_right))
    assert "map.png" in said[0]

    from mrtnet.ui.printing import as_pdf

    content = as_pdf("Map", lambda device: network_saving.paint_page(device, scene, window.theme.font("body")))
    assert content.startswith(b"%PDF")


def test_nobody_yet(make_window: MakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with Book.open(tmp_path / "empty.mrtnet") as book:
        window = make_window(book, "network")
        page = settled(window, qtbot)
        assert page.empty.isVisibleTo(page)
        assert page.panes() == (page.empty.begin,)
        window.desk.do(people.add_person, PersonForm(name="Ines Okafor"), today=TODAY)
        settled(window, qtbot)
        assert page.map.isVisibleTo(page)


def test_at_each_size_of_text_those_are_named_for_whom_there_is_room(theme: Theme) -> None:
    people = [Dot(number, f"Person Number{number}", f"Person{number}") for number in range(1, 41)]
    layout = lay_out([Group("a", "Autumn", tuple(range(1, 31))), Group("b", "Brunch", tuple(range(31, 39)))], [39, 40])
    ties = [Tie(7, number, "met") for number in range(8, 20)]
    for size in (100, 200):
        theme.settings.text_size = size
        theme.refresh()
        scene = MapScene(theme, layout, people, ties)
        for scale in (0.3, 0.5, 0.69, 0.7, 1.39, 1.4):
            titles = scene.titles(scale)
            named = scene.names(scale, titles)
            rects = [each.rect for each in (*named, *titles)]
            assert not any(one.intersects(other) for one, other in combinations(rects, 2))
            discs = [scene.spot(place, scale).toPoint() for place in layout.places]
            assert not any(each.rect.contains(disc) for each in named for disc in discs)
            if scale >= NAMES * size / 100:  # each name stands below its disc
                assert not named
            else:
                assert len(named) >= 4
                near = NAMES * size / 100 - scale < 0.02
                assert any(each.text == "Person7" for each in named) or not near  # who knows most of them
