"""What holds for every page and dialog: nothing cut off without a way to read it, a name for everything that takes the
keyboard, plain text only, and the order of Tab as the eye goes. Over all shots of `mrtnet.ui.pictures`."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QScrollBar,
    QToolButton,
    QWidget,
)

from mrtnet.store.book import Book
from mrtnet.ui import names
from mrtnet.ui.pictures import stage
from mrtnet.ui.pictures.looks import LOOKS, Look
from mrtnet.ui.pictures.shots import EMPTY, SHOTS
from mrtnet.ui.widgets.basic import Chip, ShortLabel
from mrtnet.ui.widgets.rows_view import RowsView
from tests.ui.sampled import TODAY, _made

WIDER = "DejaVu Sans"  # all that a bare Debian has; a fifth wider than most systems' fonts
LOOKED_AT = {name: LOOKS[name] for name in ("light", "narrow", "200")} | {
    "rtl-dark-200": Look("dark", 200, 1440, 868, True),
    "wider": Look(font=WIDER),
    "wider-narrow": LOOKS["narrow"]._replace(font=WIDER),
    "wider-200": Look(text_size=200, font=WIDER),
}
OFTEN = ("rtl-dark-200", "wider-narrow")
"""The looks of the ordinary run, each shot in one of them by turns: both directions, both themes, a narrow window, a
wide font, large text. `pytest -m long` looks at every shot in every look."""
LISTS = {"today.list", "follow_ups.list", "people.list", "events.list", "meetings.list"}


@pytest.fixture(autouse=True)
def _american() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def _left_to_right(qapp: QApplication) -> Iterator[None]:
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def books(tmp_path: Path) -> tuple[Path, Path]:
    """The sample, and an empty book."""
    full, empty = tmp_path / "full.mrtnet", tmp_path / "empty.mrtnet"
    full.write_bytes(_made())
    Book.open(empty).close()
    return full, empty


def everything(widget: QWidget) -> list[QWidget]:
    """The widget and all visible ones in it."""
    return [widget, *(each for each in widget.findChildren(QWidget) if each.isVisibleTo(widget))]


def takes_keys(widget: QWidget) -> bool:
    """Whether the keyboard can come to it by Tab."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def is_a_part(widget: QWidget) -> bool:
    """Whether it is a part of another control: a field's button, an editor of a list, a bar."""
    parent = widget.parentWidget()
    return isinstance(widget, QScrollBar) or (
        isinstance(widget, QToolButton) and isinstance(parent, QLineEdit | QMenu)
    ) or widget.objectName().startswith("qt_") or isinstance(parent, QComboBox)  # fmt: skip


def nameless(shown: QWidget) -> list[str]:
    """What takes the keyboard without a name for a screen reader or for outside tests."""
    found = [] if shown.objectName() in names.WINDOWS else [f"window “{shown.objectName()}” is not listed"]
    for widget in everything(shown):
        if is_a_part(widget) or not takes_keys(widget) or isinstance(widget, QMenu) or widget.isWindow():
            continue
        if not widget.accessibleName() and not (isinstance(widget, QAbstractButton) and widget.text()):
            found.append(f"{type(widget).__name__} “{widget.objectName()}” says nothing")
        if not widget.objectName():
            found.append(f"{type(widget).__name__} “{widget.accessibleName()}” has no object name")
        elif not names.is_listed(widget.objectName()):
            found.append(f"{widget.objectName()} is not listed in mrtnet/ui/names.py")
    return found


def rich(shown: QWidget) -> list[str]:
    """Labels that would read markup."""
    return [
        f"{label.objectName()}: {label.text()[:40]}"
        for label in shown.findChildren(QLabel)
        if label.textFormat() != Qt.TextFormat.PlainText and label.objectName() != "qt_rubberband"
    ]


def cut_off(shown: QWidget) -> list[str]:
    """Texts that do not fit their widget and cannot be read in a tooltip."""
    found = []
    for widget in everything(shown):
        if isinstance(widget, QLabel) and widget.text() and not isinstance(widget, ShortLabel):
            need = widget.fontMetrics().boundingRect(
                QRect(0, 0, widget.width() if widget.wordWrap() else 100_000, 100_000),
                int(Qt.TextFlag.TextWordWrap if widget.wordWrap() else 0), widget.text(),
            )  # fmt: skip
            if need.height() > widget.height() + 2 or (not widget.wordWrap() and need.width() > widget.width() + 2):
                found.append(f"label “{widget.text()[:40]}” {need.size().toTuple()} in {widget.size().toTuple()}")
        elif isinstance(widget, ShortLabel):
            cut = widget.fontMetrics().horizontalAdvance(widget.text()) > widget.width() + 2
            if cut and not widget.toolTip():
                found.append(f"short label “{widget.text()[:40]}” without tooltip")
        elif isinstance(widget, Chip):
            continue  # elides with a tooltip by itself
        elif isinstance(widget, QAbstractButton) and widget.text() and not is_a_part(widget):
            if widget.sizeHint().width() > widget.width() + 2 and not widget.toolTip():
                found.append(f"button “{widget.text()[:40]}” {widget.sizeHint().width()} in {widget.width()}")
            if widget.sizeHint().height() > widget.height() + 2:
                found.append(f"button “{widget.text()[:40]}” too low")
    return found


def outside(shown: QWidget) -> list[str]:
    """Controls that reach out of what holds them, except inside a scroll area."""
    found = []
    for widget in everything(shown)[1:]:
        parent = widget.parentWidget()
        if parent is None or is_a_part(widget) or widget.isWindow() or not takes_keys(widget):
            continue
        if isinstance(parent.parentWidget(), QScrollArea | QAbstractItemView):
            continue
        corner = parent.rect().adjusted(-3, -3, 3, 3)
        if not corner.contains(widget.geometry()):
            found.append(f"{widget.objectName()} {widget.geometry().getRect()} in {parent.rect().getRect()}")
    return found


def in_disorder(shown: QWidget) -> list[str]:
    """Where Tab jumps back up among controls of one container, against the reading direction."""
    first = shown.window()
    chain, widget = [], first.nextInFocusChain()
    while widget is not first:
        if takes_keys(widget) and widget.isVisible() and not is_a_part(widget) and shown.isAncestorOf(widget):
            chain.append(widget)
        widget = widget.nextInFocusChain()
    if chain and shown.isWindow():  # Tab goes round: what counts is the order from the first control on
        first_seen = min(range(len(chain)), key=lambda number: chain[number].mapTo(shown, QPoint(0, 0)).y())
        chain = chain[first_seen:] + chain[:first_seen]
    found = []
    for before, after in pairwise(chain):
        if before.parentWidget() is not after.parentWidget():
            continue
        a = QRect(before.mapTo(shown, QPoint(0, 0)), before.size())
        b = QRect(after.mapTo(shown, QPoint(0, 0)), after.size())
        same_line = a.top() < b.bottom() and b.top() < a.bottom()
        ahead = b.left() >= a.left() if not shown.isRightToLeft() else b.right() <= a.right()
        if (same_line and not ahead) or (not same_line and b.top() < a.top()):
            beside = b.left() >= a.right() or b.right() <= a.left()
            if same_line or not beside:
                found.append(f"{before.objectName()} {a.getRect()} then {after.objectName()} {b.getRect()}")
    return found


@pytest.mark.parametrize(
    ("name", "look"),
    [
        pytest.param(name, look, marks=[pytest.mark.long] * (look != OFTEN[number % len(OFTEN)]))
        for number, name in enumerate(SHOTS)
        for look in LOOKED_AT
    ],
)
def test_every_page_and_dialog(
    name: str, look: str, books: tuple[Path, Path], tmp_path: Path, qapp: QApplication
) -> None:
    full, empty = books
    with stage.opened(qapp, empty if name in EMPTY else full, LOOKED_AT[look], tmp_path / "home") as window:
        shown = SHOTS[name](window)
        if shown is None:
            return
        stage.settle(window)
        assert not shown.grab().isNull()
        wrong = {
            "nameless": nameless(shown),
            "rich text": rich(shown),
            "cut off": cut_off(shown),
            "outside": outside(shown),
            "order of Tab": in_disorder(shown),
        }
        assert {kind: found for kind, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("page", "target"),
    [("today", None), ("follow_ups", ("list", TODAY)), ("people", None), ("events", None), ("meetings", None)],
)
def test_what_a_row_offers_is_in_its_menu_by_name(
    page: str, target: object, books: tuple[Path, Path], tmp_path: Path, qapp: QApplication
) -> None:
    with stage.opened(qapp, books[0], LOOKS["light"], tmp_path / "home") as window:
        window.go(page, target)
        shown = window.page
        assert shown is not None
        view = next(each for each in shown.findChildren(RowsView) if each.isVisible() and each.objectName() in LISTS)
        view.go_to(1)
        view.wanted_menu.emit(1, QPoint(10, 10))
        menu = next(each for each in shown.findChildren(QMenu) if each.isVisible())
        actions = [action for action in menu.actions() if not action.isSeparator()]
        offered = {action.objectName() for action in actions}
        menu.close()
        assert all(action.text() and action.objectName().startswith("command.") for action in actions)
        assert {names.command(each) for each in names.ROW_ACTIONS.get(view.objectName(), ())} <= offered
