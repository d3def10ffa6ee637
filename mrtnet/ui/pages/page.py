"""What every page is: a widget that shows some tables of the book and is asked to read them anew.

class EventsPage(Page):
    key = "events"
    shows = frozenset({"event", "session"})
    def reload(self) -> None: ...
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui import names
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.pages import entry
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.words import _

MARGIN = 28  # design px round a page


class Page(QWidget):
    """A page. The window calls `reload` when it is shown stale, or visible and one of `shows` was touched."""

    key: ClassVar[str]
    shows: ClassVar[frozenset[str]] = frozenset()
    within: ClassVar[str] = ""
    """The page that the sidebar marks for this one, where it lists another."""
    searched = Signal()
    """Another search leaves what is shown."""
    titled = Signal()
    """Its headline is another one."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        self.desk, self.theme = around.desk, around.theme
        self.stale = True
        self.width_class: Width = "wide"
        self.setObjectName(names.page(self.key))
        found = entry(self.key)
        self.title = _(found.title) if found else ""
        self.setAccessibleName(self.title)

    # What a page says about itself

    def reload(self) -> None:
        """Read the book again and show it; keep place and selection."""

    def arrive(self, target: Any) -> None:
        """She comes here; `target` says to what (an id, a query), None to the page as it was."""

    def again(self) -> None:
        """She asked for this page while it is shown: back to its list, where it shows one of many."""

    def place(self) -> Any:
        """Where she is on the page: what `arrive` gets when she comes back."""
        return None

    def search(self) -> str:
        """The search that leaves what is shown, "" where all is: a saved list of the same search is where she is."""
        return ""

    def fit(self, width: Width) -> None:
        """Another width class (design 6.4)."""

    def keep(self) -> None:
        """She leaves the page or the window closes: what is half typed is kept as a draft."""

    def unfinished(self) -> str:
        """What would be lost if the program ended now, in a sentence; "" for nothing."""
        return ""

    def panes(self) -> Sequence[QWidget]:
        """Widgets that F6 jumps to, in visual order; the first gets the focus when the page comes."""
        return ()

    def lettered(self) -> Sequence[QWidget]:
        """Where single letters are commands: the page. One with a grid that letters type into leaves that out."""
        return (self,)

    def subject(self) -> Subject:
        """What commands are about now."""
        return Subject()

    def anchor(self) -> QPoint:
        """Where a menu for the subject opens."""
        return self.mapToGlobal(self.rect().center())

    def headline(self) -> str:
        """What stands in the window's title."""
        return self.title

    # For the window

    def refresh(self) -> None:
        """Reload if something changed since the last time."""
        if self.stale:
            self.stale = False
            self.reload()

    def follow(self) -> None:
        """The same after a change, while she looks at the page."""
        if self.stale:
            self.stale = False
            self.reload_in_turn()

    def reload_in_turn(self) -> None:
        """Read anew what she acts on; what stands beside it may come in a turn of its own (`Desk.in_turn`)."""
        self.reload()

    def set_width(self, width: Width) -> None:
        """Tell the page its width class, once a change."""
        if width != self.width_class:
            self.width_class = width
            self.fit(width)

    def showEvent(self, event: QShowEvent) -> None:
        """A page that comes up is fresh."""
        self.refresh()
        super().showEvent(event)


class Head(QWidget):
    """The head of a page: title, a line below it, and buttons at the end."""

    def __init__(self, around: Around, title: str = "") -> None:
        super().__init__()
        theme = around.theme
        self.title = Label(theme, title, "page")
        self.below = Label(theme, "", "body", "text2", wrap=True)
        self.title.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(self.title)
        words.addWidget(self.below)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.px(4))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addLayout(words, 1)
        line.addLayout(self.buttons)
        line.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)

    def shrink(self, narrow: bool) -> None:
        """Buttons as icons where there is no room for words."""
        for index in range(self.buttons.count()):
            item = self.buttons.itemAt(index)
            button = item.widget() if item is not None else None
            if isinstance(button, Button):
                button.shrink(narrow)


def counted(title: str, count: int) -> str:
    """The words of a tab with how many it holds: "People met  14"."""
    return f"{title}  {count}" if count else title


class CommandButton(Button):
    """A button that runs a command; it is there only while somebody carries the command out."""

    def __init__(self, around: Around, command: str, text: str = "", icon: str = "", **more: Any) -> None:
        from mrtnet.ui.commands import COMMANDS

        spec = COMMANDS[command]
        words = text or _(spec.title)
        hint = around.commands.key_of(command) if more.pop("key", True) else ""
        bare = more.pop("bare", False)
        super().__init__(
            around.theme, "" if bare else words, icon or spec.icon, hint="" if bare else hint,
            says=words if bare else "", **more,
        )  # fmt: skip
        self._around, self._command = around, command
        self._wanted = True
        self.clicked.connect(lambda: around.commands.run(command))
        around.commands.changed.connect(self._show_if_possible)
        if not around.can(command):
            self.hide()

    def want(self, wanted: bool) -> None:
        """Whether there is a reason to show it, if the command can be carried out at all."""
        self._wanted = wanted
        self._show_if_possible()

    def _show_if_possible(self) -> None:
        if self.parentWidget() is not None:  # without one, showing it would make it a window
            self.setVisible(self._wanted and self._around.can(self._command))
