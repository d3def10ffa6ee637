"""Photos of cards become people with real keys: read, corrected, told apart, saved in one step; her own card shown."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mrtnet.domain.calling_card import CallingCard
from mrtnet.edits.settings import set_about
from mrtnet.exchange import qr
from mrtnet.store.book import Book
from mrtnet.ui.cards.page import CardsPage
from mrtnet.ui.cards.showing import CodeWindow
from mrtnet.ui.dialogs.photo import encoded
from mrtnet.ui.window import Window
from tests.edits.test_undo import content
from tests.ui.conftest import MakeWindow
from tests.ui.dropping import drop

Key, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
AMA = CallingCard("Ama Owusu", "Ama", "Owusu", title="HIM Director", email="ama@owusu.example", phone="+13125550122")
ROSA = "MECARD:N:Delgado-Ruiz,Rosa;EMAIL:rosadelgadoruiz@mail.example;TEL:+1 312 555 0199;;"


@pytest.fixture(autouse=True)
def _codes_only(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """As where the extra "cards" is not installed: its text recognition is tried in a test of its own."""
    if "long" not in request.keywords:
        monkeypatch.setitem(sys.modules, "rapidocr", None)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """A folder with two cards that have codes, one that has none, and a file that is no picture."""
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "1.png").write_bytes(qr.png(AMA.text, 300))
    (folder / "2.png").write_bytes(qr.png(ROSA, 300))
    plain = QImage(300, 200, QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    (folder / "3.jpg").write_bytes(encoded(plain, "jpeg"))
    (folder / "notes.txt").write_text("no picture", encoding="utf-8")
    return folder


@pytest.fixture
def window(filled: Book, make_window: MakeWindow) -> Iterator[Window]:
    """The page of cards."""
    window = make_window(filled, page="cards")
    yield window
    for each in QApplication.topLevelWidgets():
        if isinstance(each, CodeWindow):
            each.close()


def cards(window: Window) -> CardsPage:
    """The page, when everything is read and compared."""
    page = window.page
    assert isinstance(page, CardsPage)
    for _turn in range(1000):
        if not page.is_planning():
            break
        QTest.qWait(10)
    return page


def states(page: CardsPage) -> list[str]:
    """What the list says."""
    return [page.model.spoken(number) for number in range(page.model.rowCount())]


def typing(*keys: str | Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Keys to whatever has the keyboard."""
    for key in keys:
        target = QApplication.focusWidget()
        assert target is not None
        if isinstance(key, str):
            QTest.keyClicks(target, key)
        else:
            QTest.keyClick(target, key, modifiers)


def test_damaged_pictures_are_named_and_what_was_stopped_is_read_at_once(window: Window, photos: Path) -> None:
    for name in ("0.png", "1a.jpg"):
        (photos / name).write_bytes(b"no picture at all")
    told: list[str] = []
    window.desk.trouble.connect(told.append)
    assert drop(window.page, photos)  # type: ignore[arg-type]
    page = cards(window)
    assert "0.png" in told[-1]
    assert "1a.jpg" in told[-1]
    assert page.card is page.pile.cards[0], "a card is chosen, though others went"
    assert page.right.isVisible()
    for card in page.pile.cards[1:]:
        card.state = "waiting"
    page._ended()
    assert page.rest.text() == "Read the 2 that are left"
    QTest.mouseClick(page.rest, Qt.MouseButton.LeftButton)
    page = cards(window)
    assert states(page)[1:] == ["Rosa Delgado-Ruiz, On file? Rosa Delgado-Ruiz", "3.jpg, Not read. Type it."]
    assert not page.rest.isVisible()


def test_a_folder_of_photos_becomes_people_in_one_step(window: Window, filled: Book, photos: Path) -> None:
    before = content(filled)
    assert drop(window.page, photos)  # type: ignore[arg-type]
    page = cards(window)
    assert states(page) == [
        "Ama Owusu, Ready",
        "Rosa Delgado-Ruiz, On file? Rosa Delgado-Ruiz",
        "3.jpg, Not read. Type it.",
    ]
    assert page.notice.isVisible()
    assert page.save_button.text() == "Save 1 person"

    page.view.setFocus()
    typing(Key.Key_Return)  # into the fields of the first card
    assert page.focusWidget() is page.fields.blocks["name"].field
    typing(Key.Key_Return)  # the next card
    assert "Rosa" in page.fields.asks.text()
    typing(Key.Key_M, modifiers=ALT)
    typing(Key.Key_Return)
    typing("Tariq Amin, RHIT", Key.Key_Tab, Key.Key_Tab, "Harbor Records", Key.Key_Return)
    page = cards(window)
    assert [state.partition(", ")[2] for state in states(page)][:2] == ["Ready", "Adds to Rosa Delgado-Ruiz"]
    assert page.save_button.hasFocus()
    typing(Key.Key_Return, modifiers=CTRL)
    page = cards(window)

    assert not page.pile.cards
    assert page.empty.isVisible()
    kept = filled.read.execute(
        "SELECT p.name, f.name FROM file AS f JOIN person AS p ON p.id = f.person_id WHERE f.name LIKE 'Card of%'"
        " ORDER BY p.name"
    ).fetchall()
    assert kept == [
        ("Ama Owusu", "Card of Ama Owusu.png"),
        ("Rosa Delgado-Ruiz", "Card of Rosa Delgado-Ruiz.png"),
        ("Tariq Amin", "Card of Tariq Amin.jpg"),
    ]
    assert filled.read.execute("SELECT count(*) FROM draft").fetchone() == (0,)
    assert filled.history(1)[0].title == "Saved 3 people from cards"
    window.commands.run("undo")
    assert content(filled) == before
    page = cards(window)
    assert len(page.pile.cards) == 3, "the cards are here again, with what she typed"
    assert states(page)[2] == "Tariq Amin, RHIT, Ready"


def test_what_is_not_saved_outlives_the_window(filled: Book, make_window: MakeWindow, photos: Path) -> None:
    first = make_window(filled, page="cards")
    assert isinstance(first.page, CardsPage)
    first.page.take_files([photos / "1.png", photos / "3.jpg"])
    page = cards(first)
    page.view.go_to(1)
    page.fields.blocks["name"].field.setFocus()
    typing("Lin")
    page.picture.turn(90)
    cards(first)  # a pause later it is in the book; nothing else is told
    second = cards(make_window(filled, page="cards"))
    assert states(second) == ["Ama Owusu, Ready", "Lin, Ready"]
    assert second.pile.cards[1].spin == 90
    assert second.pile.cards[0].file == page.pile.cards[0].file


def test_a_copied_picture_is_pasted_and_one_card_removed(window: Window) -> None:
    image = QImage()
    image.loadFromData(qr.png(AMA.text, 300))
    QGuiApplication.clipboard().setImage(image)
    page = cards(window)
    page.choose.setFocus()
    typing(Key.Key_V, modifiers=CTRL)
    page = cards(window)
    assert states(page) == ["Ama Owusu, Ready"]
    page.fields.blocks["EMAIL 1"].field.setFocus()
    typing(Key.Key_V, modifiers=CTRL)  # a picture is no text
    page = cards(window)
    assert [state.partition(", ")[2] for state in states(page)] == ["Ready", "Adds to Ama Owusu"]
    page.view.setFocus()
    typing(Key.Key_Down)
    typing(Key.Key_K, modifiers=ALT)
    assert states(page)[1] == "Ama Owusu, Ready"
    assert page.save_button.text() == "Save 2 people"
    typing(Key.Key_Delete)
    assert states(page)[1] == "Ama Owusu, Left out"
    assert page.save_button.text() == "Save 1 person"
    typing(Key.Key_Delete)
    assert len(page.pile.cards) == 1


def test_what_is_no_picture_is_said_and_costs_nothing(window: Window, tmp_path: Path, photos: Path) -> None:
    told: list[str] = []
    window.desk.trouble.connect(told.append)
    (tmp_path / "fake.png").write_bytes(b"<script>no</script>")
    page = cards(window)
    page.take_files([tmp_path / "fake.png"])
    page = cards(window)
    assert not page.pile.cards
    assert "fake.png" in told[0]
    assert not page.take_files([photos / "notes.txt"])
    assert not drop(page, photos / "notes.txt")


def test_pictures_dropped_on_an_event_are_of_its_people(window: Window, filled: Book, photos: Path) -> None:
    event = int(filled.read.execute("SELECT min(id) FROM event").fetchone()[0])
    window.go("events", event)
    window.go("cards", {"files": [photos / "1.png"], "event": window.subject().event_id})
    page = cards(window)
    assert page.met_at.currentData() == event
    page.save()
    met = (
        "SELECT i.event_id FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
        " JOIN person AS p ON p.id = ip.person_id WHERE p.name = 'Ama Owusu'"
    )
    assert filled.read.execute(met).fetchall() == [(event,)]


def test_her_card_fills_the_screen_and_any_phone_reads_it(window: Window, filled: Book, tmp_path: Path) -> None:
    window.desk.do(set_about, name="")
    window.commands.run("show_card")
    assert window.page is not None
    assert window.page.key == "settings"
    window.desk.do(set_about, name="Dana Ortiz", credentials="RHIT", email="dana@ortiz.example")
    window.commands.run("show_card")
    shown = next(each for each in QApplication.topLevelWidgets() if isinstance(each, CodeWindow))
    QApplication.processEvents()
    assert shown.isFullScreen()
    assert qr.read_codes(encoded(shown.grab().toImage(), "png")) == [shown.card.text]
    for name in ("card.png", "card.svg", "card.pdf"):
        shown.save_as(tmp_path / name)
    assert qr.read_codes(tmp_path / "card.png") == [shown.card.text]
    assert (tmp_path / "card.svg").read_bytes().startswith(b"<?xml")
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    QTest.keyClick(shown, Key.Key_Escape)
    QApplication.processEvents()
    assert not window.findChildren(CodeWindow)


@pytest.mark.long
def test_the_text_of_a_card_is_read(window: Window, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="not run: the extra “cards” is not installed")
    image = QImage(1000, 600, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    font = painter.font()
    lines = ("Mei-Ling Castellanos, RHIA", "Director of Health Information", "Cedar Hollow Regional Hospital",
             "(312) 555-0148", "mcastellanos@cedarhollow.example")  # fmt: skip
    for number, line in enumerate(lines):
        font.setPixelSize(48 if not number else 30)
        painter.setFont(font)
        painter.drawText(80, 140 + number * 80, line)
    painter.end()
    (tmp_path / "card.jpg").write_bytes(encoded(image, "jpeg"))
    page = cards(window)
    page.take_files([tmp_path / "card.jpg"])
    for _turn in range(5):
        page = cards(window)
    texts = page.pile.cards[0].texts
    assert texts["name"] == "Mei-Ling Castellanos"
    assert texts["organization"] == "Cedar Hollow Regional Hospital"
    assert texts["EMAIL 1"] == "mcastellanos@cedarhollow.example"
    assert "EMAIL 1" in page.pile.cards[0].places
