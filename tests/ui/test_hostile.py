"""Names as an enemy would write them, in everything that shows or takes one: nothing opened, nothing read as markup,
nothing slow. Every page and dialog of `mrtnet.ui.pictures`, what floats over them, and what is typed into them."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QModelIndex, QObject, QRect, Qt, QUrl, Slot
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QStyleOptionViewItem,
    QTextBrowser,
    QTextEdit,
    QToolTip,
    QWidget,
)

from mrtnet.domain.forms import EventForm, FollowUpForm, InteractionForm, Job, PersonForm
from mrtnet.domain.opportunity_forms import IntroductionForm, OpportunityForm
from mrtnet.edits import events, follow_ups, introductions, opportunities, people
from mrtnet.queries import palette, search
from mrtnet.queries.reading import all_rows
from mrtnet.store import connection as connections
from mrtnet.store.book import Book
from mrtnet.ui.pictures import looks, stage
from mrtnet.ui.pictures.looks import LOOKS
from mrtnet.ui.pictures.shots import SHOTS
from mrtnet.ui.window import Window
from tests.ui import typists
from tests.ui.sampled import TODAY

LONGEST = 1.0  # seconds of this process's work for anything
SCHEMES = ("http", "https", "mailto", "tel", "file", "ftp", "smb", "data", "javascript", "qrc", "x-evil")


def hostile(folder: Path) -> tuple[list[str], Path]:
    """Names as an enemy would write them; the second is a pipe that must never be opened."""
    pipe = folder / "canary"
    os.mkfifo(pipe)
    return [
        f'<img src="{pipe}"> Okafor',
        f"<img src='file://{pipe}'>",
        "<img src=/dev/zero>",
        "<table><tr><td>" * 200 + "deep",
        "\u202eevil\u202c \u200f\u200ename",
        "&lt;b&gt; \x07 & co",
        "x" * 2000,
        "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 " + "e\u0301" * 300,
        "[click](javascript:alert(1)) `rm`",
        "%s %n {0} {name}",
    ], pipe


def fill_hostile(path: Path, texts: list[str]) -> None:
    """A book whose every text is hostile."""
    with Book.open(path) as book:
        event = book.do(
            events.add_event,
            EventForm(name=texts[0][:200], short=texts[2], kind="conference", first_day=TODAY, city=texts[3][:200]),
        )
        for text in texts:
            short = text[:300]
            form = PersonForm(
                name=short, jobs=[Job(organization=short, title=short)], tags=[short[:60]], talked_about=text, note=text
            )
            person = book.do(people.log_people, [form], today=TODAY, event_id=event)[0]
            told = InteractionForm(kind="email", on=TODAY, title=short, body=text)
            book.do(follow_ups.log_contact, [person], told, today=TODAY)
            kept = FollowUpForm(kind="other", title=short, due=TODAY, note=text)
            book.do(follow_ups.add, person, kept, today=TODAY)
            heard = OpportunityForm(title=short, organization=short, url=short, heard_from_id=person, note=text)
            book.do(opportunities.add_opportunity, heard, today=TODAY)
            brought = IntroductionForm(introducer_id=person, whom=short, why=short, outcome=short, made_on=TODAY)
            book.do(introductions.add_introduction, brought, today=TODAY)


def more_texts() -> list[str]:
    """What a form lets through, or another program put into the book's file."""
    return [
        "👩🏽\u200d⚕️👨\u200d👩\u200d👧\u200d👦 Family " * 8,
        "Ze\u0300\u0301\u0302" * 60,
        "\u2066\u2067\u202a\u202b\u202e" * 40 + "turned",
        "nul\0inside",
        "y" * 10_000,
        "<img src=/dev/zero>" * 500,
        "<table>" * 1400,
        "a\u2028b\u2029c\rd\x1b[31m\u0085e",
        "&#60;img src=/dev/zero&#62;",
        "<!DOCTYPE html><html><body onload=alert(1)><a href='file:///dev/zero'>x</a>",
    ]


def put_in_by_hand(path: Path, texts: list[str]) -> None:
    """Every text column of what is shown, written past all forms, as another program could."""
    with closing(connections.writing(path)) as write:
        write.execute("BEGIN IMMEDIATE")
        write.execute("INSERT INTO step (title, at, origin) VALUES (?, '2026-10-15T09:00:00Z', 'other')", (texts[0],))
        write.execute("UPDATE journal SET step = (SELECT max(id) FROM step)")
        for table, columns in {
            "person": ("name", "given", "family", "note", "pronouns", "pronunciation"), "follow_up": ("title", "note"),
            "event": ("name", "city", "note"), "interaction": ("title", "body"), "organization": ("name",),
            "tag": ("name",), "job": ("title",), "saved_list": ("name",), "opportunity": ("title", "note", "url"),
            "introduction": ("whom", "why", "outcome"),
        }.items():  # fmt: skip
            for row in [each[0] for each in all_rows(write, f"SELECT id FROM {table} ORDER BY id")]:
                for number, column in enumerate(columns):
                    text = texts[(row + number) % len(texts)]
                    write.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", (text, row))
        write.execute("UPDATE journal SET step = NULL")
        write.execute("COMMIT")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    """A book whose every text is hostile, and the pipe that nothing may open."""
    folder = tmp_path_factory.mktemp("hostile")
    texts, pipe = hostile(folder)
    before = os.environ.get("MRTNET_NOW")
    os.environ["MRTNET_NOW"] = looks.MORNING
    try:
        fill_hostile(folder / "book.mrtnet", [*texts, *(text[:1000] for text in more_texts())])
        put_in_by_hand(folder / "book.mrtnet", [*texts, *more_texts()])
    finally:
        os.environ.pop("MRTNET_NOW") if before is None else os.environ.update(MRTNET_NOW=before)
    return (folder / "book.mrtnet").read_bytes(), pipe


@pytest.fixture
def path(book: tuple[bytes, Path], tmp_path: Path) -> Path:
    """A copy of it."""
    content, pipe = book
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    found = tmp_path / "hostile.mrtnet"
    found.write_bytes(content)
    return found


class Watcher(QObject):
    """Stands where the system would open a link."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Somebody opened this."""
        self.opened.append(url.toString())


@pytest.fixture(autouse=True)
def watcher(qapp: QApplication) -> Iterator[Watcher]:
    """Nothing may be opened."""
    found = Watcher()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, found, "take")
    yield found
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)
    assert found.opened == []


def markup_in(shown: QWidget) -> list[str]:
    """What would be read as markup: labels, boxes, tooltips and browsers that are not plain."""
    found = []
    for widget in [shown, *shown.findChildren(QWidget)]:
        name = f"{type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel | QMessageBox) and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{name} reads markup: {widget.text()[:40]}")
        if isinstance(widget, QTextBrowser) or (isinstance(widget, QTextEdit) and widget.acceptRichText()):
            found.append(f"{name} takes markup")
        if not is_plain(widget.toolTip()) or not is_plain(widget.whatsThis()) or not is_plain(widget.statusTip()):
            found.append(f"{name} has a tooltip of markup: {widget.toolTip()[:60]}")
        if isinstance(widget, QGroupBox) and might_be_markup(widget.title()):
            found.append(f"{name} is titled with markup")
        found.extend(f"{name}: {action.toolTip()[:40]}" for action in widget.actions() if not action_is_plain(action))
    return found


def might_be_markup(text: str) -> bool:
    """Rather too much than what Qt takes for markup by itself (Qt::mightBeRichText, which Python does not get)."""
    return re.search(r"<[!?/a-zA-Z]", text) is not None


def is_plain(tooltip: str) -> bool:
    """Whether Qt shows it as it is, or as our own one span with everything of hers escaped."""
    inner = tooltip.removeprefix("<span>").removesuffix("</span>").replace("<br>", "")
    return not might_be_markup(tooltip) or (tooltip.startswith("<span>") and "<" not in inner)


def action_is_plain(action: QAction) -> bool:
    """Menus paint plain text; their tooltips do not."""
    return is_plain(action.toolTip()) or not action.isVisible()


def tooltips_of(shown: QWidget) -> list[str]:
    """What floats over the rows that are seen, asked for as the pointer does."""
    found = []
    for view in [each for each in shown.findChildren(QAbstractItemView) if each.isVisible()]:
        model = view.model()
        if model is None:
            continue
        for row in range(min(20, model.rowCount())):
            for column in range(min(8, model.columnCount())):
                index = model.index(row, column, QModelIndex())
                place = view.visualRect(index)
                if not place.intersects(view.viewport().rect()):
                    continue
                where = place.center()
                QToolTip.hideText()
                option = QStyleOptionViewItem()
                option.rect = QRect(place)
                event = QHelpEvent(QHelpEvent.Type.ToolTip, where, view.viewport().mapToGlobal(where))
                view.itemDelegateForIndex(index).helpEvent(event, view, option, index)
                found.append(QToolTip.text())
    return [text for text in found if text]


class Stopwatch:
    """How long the window itself worked: the machine may have others to serve. What would wait for ever never ends."""

    def __init__(self) -> None:
        self.begun = thread_time()

    def check(self, what: str) -> None:
        """Not longer than a second for this; then begin anew."""
        taken, self.begun = thread_time() - self.begun, thread_time()
        assert taken < LONGEST * slower(), f"{what} took {taken:.1f} s"


def slower() -> float:
    """How often this machine is shared at the moment: a second of work takes so many."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1)) if hasattr(os, "getloadavg") else 1.0


@pytest.mark.parametrize("name", SHOTS)
def test_every_page_and_dialog_shows_hostile_names_as_they_are(
    name: str, path: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with stage.opened(qapp, path, LOOKS["light"], tmp_path / "home") as window:
        watch = Stopwatch()
        shown = SHOTS[name](window)  # would wait for ever if anything opened the pipe
        if shown is None:
            return
        stage.settle(window)
        watch.check("opening")
        shown.grab()
        watch.check("painting")
        assert markup_in(shown) == []
        assert len(window.windowTitle()) < 200
        assert not {"\0", "\n", "\u202e", "\u2067"} & set(window.windowTitle())
        tips = tooltips_of(shown)
        assert [text for text in tips if not is_plain(text)] == []
        QToolTip.hideText()


TYPED = [text for text in more_texts() if "\0" not in text]


@pytest.mark.parametrize("where", typists.PLACES)
def test_hostile_text_is_typed_and_pasted_in_no_time(
    where: str, path: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with stage.opened(qapp, path, LOOKS["light"], tmp_path / "home") as window:
        for text in TYPED:
            place = typists.PLACES[where](window)
            watch = Stopwatch()
            QTest.keyClicks(QApplication.focusWidget() or place, "x")
            watch.check("typing")
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(QApplication.focusWidget() or place, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
            stage.settle(window)
            watch.check(f"pasting {text[:20]!a}")
            for top in [each for each in QApplication.topLevelWidgets() if each.isVisible()]:
                assert markup_in(top) == []
                top.grab()
            watch.check("painting")
            stage.put_away(window)


def _toast(window: Window, text: str) -> None:
    window.toast.say(text, 1)
    window.toast.say(text, trouble=True)


def _palette(window: Window, text: str) -> None:
    window.commands.run("palette")
    field = window.findChild(QLineEdit, "palette.field")
    assert field is not None
    field.setText(text)
    stage.settle(window)
    window.commands.run("palette")


def _filter(window: Window, text: str) -> None:
    window.go("people")
    field = window.findChild(QLineEdit, "people.filter")
    assert field is not None
    field.setText(text)


def _line(window: Window, text: str) -> None:
    window.commands.run("log")
    for field in QApplication.activeWindow().findChildren(QPlainTextEdit) if QApplication.activeWindow() else []:
        field.setPlainText(text)


@pytest.mark.parametrize("bring", [_toast, _palette, _filter, _line])
def test_what_floats_over_the_window_takes_any_text(
    bring: Callable[[Window, str], None], path: Path, tmp_path: Path, qapp: QApplication
) -> None:
    with stage.opened(qapp, path, LOOKS["light"], tmp_path / "home") as window:
        for text in [*more_texts(), "\ud800half"]:
            watch = Stopwatch()
            bring(window, text)
            stage.settle(window)
            watch.check(f"{bring.__name__} {text[:20]!a}")
            assert markup_in(window) == []
            window.grab()
            watch.check("painting")
            stage.put_away(window)
            watch = Stopwatch()


def test_the_watcher_would_see_it(watcher: Watcher) -> None:
    for scheme in SCHEMES:
        QDesktopServices.openUrl(QUrl(f"{scheme}://one.example/x"))
    assert len(watcher.opened) == len(SCHEMES)
    watcher.opened.clear()


@pytest.mark.parametrize(
    "link", ["file:///dev/zero", "javascript:alert(1)", "data:text/html,x", "x-evil://y", "/dev/zero"]
)
def test_links_of_a_stranger_are_not_opened(link: str) -> None:
    from mrtnet.ui.links import link_of, open_link

    assert not open_link(link)
    assert link_of("URL", link) == ""


def test_a_book_filled_past_the_forms_is_searched_in_no_time(path: Path) -> None:
    with Book.open(path) as book:
        (longest,) = all_rows(book.read, "SELECT max(length(name)) FROM person")[0]
        assert longest > 5000
        watch = Stopwatch()
        for text in more_texts():
            assert search.person_ids(book.read, text, TODAY) == search.person_ids(book.read, text, TODAY)
            palette.found(book.read, text[:200], TODAY, [])
            watch.check(f"searching {text[:20]!a}")
