"""The program as `mrtnet` starts it, with an ear: it says over a socket where things are on the screen.

Run as `python -m tests.ui.whole_job.listening SOCKET`. It only looks; every key and click comes from the X server.
"""

import json
import socket
import sys
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from mrtnet import __main__ as start
from mrtnet.ui import program
from mrtnet.ui.window import Window

LOOK_EVERY = 10  # ms


def widgets() -> Iterator[QWidget]:
    """Everything that can be seen, newest window first."""
    for top in reversed(QApplication.topLevelWidgets()):
        if top.isVisible():
            yield top
            yield from (each for each in top.findChildren(QWidget) if each.isVisible())


def named(name: str) -> QWidget | None:
    """What has this name and can be seen."""
    return next((each for each in widgets() if each.objectName() == name), None)


def place(widget: QWidget, rect: QRect | None = None) -> list[int]:
    """[x, y, width, height] on the screen of what can be seen of it; empty where nothing can."""
    seen = widget.visibleRegion().boundingRect().intersected(rect if rect is not None else widget.rect())
    corner = widget.mapToGlobal(seen.topLeft())
    return [] if seen.isEmpty() else [corner.x(), corner.y(), seen.width(), seen.height()]


def under(x: int, y: int) -> list[str]:
    """The names of what a click there meets, innermost first."""
    found: QWidget | None = QApplication.widgetAt(QPoint(x, y))
    names = []
    while found is not None:
        names.append(found.objectName() or type(found).__name__)
        found = found.parentWidget()
    return names


def words_of(widget: QWidget) -> str:
    """What stands in it."""
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, QLineEdit | QLabel):
        return widget.text()
    said = getattr(widget, "currentText", None) or getattr(widget, "text", None)
    return str(said()) if callable(said) else widget.accessibleName()


def one(name: str) -> dict[str, Any] | None:
    """A widget: where, what it says, whether it can be used and has the keyboard."""
    found = named(name)
    if found is None:
        return None
    return {
        "rect": place(found), "words": words_of(found), "enabled": found.isEnabled(), "focus": found.hasFocus(),
        "checked": bool(getattr(found, "isChecked", lambda: False)()),
    }  # fmt: skip


def focus() -> dict[str, Any]:
    """Where the keyboard is."""
    window, popup, widget = QApplication.activeWindow(), QApplication.activePopupWidget(), QApplication.focusWidget()
    return {
        "window": (window.objectName() or type(window).__name__) if window is not None else "",
        "widget": (widget.objectName() or type(widget).__name__) if widget is not None else "",
        "words": words_of(widget) if widget is not None else "",
        "popup": (popup.objectName() or type(popup).__name__) if popup is not None else "",
    }


def view_of(name: str) -> QAbstractItemView | None:
    """A list by its name; "popup" is the list that lies open over everything."""
    popup = QApplication.activePopupWidget()
    found = popup.findChild(QAbstractItemView) if name == "popup" and popup is not None else named(name)
    return found if isinstance(found, QAbstractItemView) else None


def rows(name: str, column: int = 0) -> list[dict[str, Any]]:
    """The rows of a list: what each says and where it is (empty: out of sight)."""
    view = view_of(name)
    if view is None:
        return []
    model, current = view.model(), view.currentIndex()
    told = []
    for number in range(min(model.rowCount(), 500)):
        index = model.index(number, column)
        said = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data(Qt.ItemDataRole.DisplayRole) or ""
        told.append({
            "words": str(said), "rect": place(view.viewport(), view.visualRect(index)),
            "current": index == current,
        })  # fmt: skip
    return told


def row_button(name: str, number: int, command: str) -> list[int]:
    """Where a button is that is painted into a row."""
    view = view_of(name)
    assert view is not None
    index = view.model().index(number, 0)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect = view.visualRect(index)
    option.state |= QStyle.StateFlag.State_MouseOver
    delegate: Any = view.itemDelegate()
    buttons = delegate.buttons(option, index.data(Qt.ItemDataRole.UserRole))
    found = next((each for each in buttons if each.command == command), None)
    return place(view.viewport(), found.rect) if found is not None else []


def menu() -> list[dict[str, Any]]:
    """The lines of the menu that is open."""
    found = QApplication.activePopupWidget()
    if not isinstance(found, QMenu):
        return []
    return [
        {"words": action.text().replace("&", "").split("\t")[0], "rect": place(found, found.actionGeometry(action)),
         "enabled": action.isEnabled(), "current": found.activeAction() is action}
        for action in found.actions() if not action.isSeparator()
    ]  # fmt: skip


def frame() -> list[int]:
    """The active window's frame, and how high its title is."""
    window = QApplication.activeWindow()
    assert window is not None
    around = window.frameGeometry()
    return [around.x(), around.y(), around.width(), around.height(), window.geometry().y() - around.y()]


def shown() -> list[str]:
    """The names of all that can be seen."""
    return [f"{each.objectName()}={words_of(each)[:40]}" for each in widgets() if each.objectName()]


ANSWERS: dict[str, Callable[..., Any]] = {
    "widget": one, "focus": focus, "rows": rows, "row_button": row_button, "menu": menu, "under": under,
    "shown": shown, "frame": frame,
}  # fmt: skip


def listen(window: Window, server: socket.socket, caller: list[socket.socket]) -> None:
    """Answer what is asked, between the events."""

    def look() -> None:
        try:
            if not caller:
                caller.append(server.accept()[0])
                caller[0].setblocking(False)
            asked = caller[0].recv(65536)
        except BlockingIOError:
            return
        if not asked:
            caller.pop().close()
            return
        question, *more = json.loads(asked)
        answer = {"busy": window.desk.is_busy(), "answer": ANSWERS[question](*more)}
        caller[0].setblocking(True)
        caller[0].sendall(json.dumps(answer).encode() + b"\n")
        caller[0].setblocking(False)

    timer = QTimer(window)
    timer.setObjectName("ear")
    timer.timeout.connect(look)
    timer.start(LOOK_EVERY)


def main() -> int:
    """Start the program."""
    answered, caller = program.answer, list[socket.socket]()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(sys.argv.pop(1))
        server.setblocking(False)

        def answer(window: Window, wish: str) -> None:
            answered(window, wish)
            if not window.findChild(QTimer, "ear"):
                server.listen()
                listen(window, server, caller)

        program.answer = answer
        code = start.main()
        for each in caller:
            each.close()
    return code


if __name__ == "__main__":
    sys.exit(main())
