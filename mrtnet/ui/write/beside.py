"""The place beside a page: one panel at the right of it, or over it where there is no room for both (design 6.4)."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.pages.page import Page
from mrtnet.ui.widgets.basic import UNBOUNDED, Surface

PART = 0.54  # of the room beside the sidebar
SMALLEST, PAGE_SMALLEST = 470, 380  # design px


class _Place(Surface):
    """Where the panel lies; the keyboard that comes here is for the panel."""

    panel: QWidget | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.panel is not None:
            self.panel.setFocus(event.reason())


class Beside(QObject):
    """Holds one panel; the page beside it is told how much room is left."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        window = around.window
        assert isinstance(window, QMainWindow)
        ground = window.centralWidget()
        assert ground is not None
        self._ground: QWidget = ground
        self._stack = next(
            child for child in self._ground.findChildren(QStackedWidget) if child.parent() is self._ground
        )
        self.place = _Place(around.theme, "window")
        self.place.setObjectName(names.BESIDE)
        self._inside = QVBoxLayout(self.place)
        self.place.hide()
        self.panel: QWidget | None = None
        row = self._ground.layout()
        assert isinstance(row, QBoxLayout)
        row.addWidget(self.place)
        self._ground.installEventFilter(self)
        around.commands.changed.connect(self.arrange)
        around.theme.changed.connect(self.arrange)

    def show(self, panel: QWidget) -> None:
        """Put this panel there, in place of another one; the caller gives it the keyboard."""
        before, self.panel = self.panel, panel
        self._inside.addWidget(panel)
        self.place.panel = panel
        panel.show()  # a layout would do so only once events are handled, and then the keyboard is elsewhere
        self.place.show()
        self._drop(before)
        self.arrange()

    def clear(self) -> None:
        """Take the panel away; the keyboard goes back to the page."""
        before, self.panel = self.panel, None
        self._stack.show()
        page = self._page()
        if page is not None and (panes := page.panes()):
            panes[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._drop(before)
        self.place.hide()
        self.arrange()

    def _drop(self, panel: QWidget | None) -> None:
        """Away with it, once the keyboard is elsewhere: else the window would lose it altogether."""
        if panel is not None:
            if panel.isAncestorOf(panel.window().focusWidget() or self.place):
                self.place.setFocus(Qt.FocusReason.OtherFocusReason)
            self._inside.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def arrange(self) -> None:
        """Share the room out."""
        px = self._around.px
        narrow = self._around.width_class(self._ground.width()) == "narrow"
        around = px(10 if narrow else 20)
        start, end = around if narrow else 0, around
        if self._around.window.isRightToLeft():
            start, end = end, start
        self._inside.setContentsMargins(start, around, end, around)
        if self.panel is None:
            self._tell_page(0)
            return
        room = self._ground.width() - self._sidebar_width()
        wide = max(px(SMALLEST), round(room * PART))
        both = room - wide >= px(PAGE_SMALLEST)
        self._tell_page(wide)
        if both:  # a page may need more, and the letter less
            wide = max(self.place.minimumSizeHint().width(), min(wide, room - self._stack.minimumSizeHint().width()))
        self._stack.setVisible(both)
        self.place.setMinimumWidth(wide if both else 0)
        self.place.setMaximumWidth(wide if both else UNBOUNDED)

    def _sidebar_width(self) -> int:
        row = self._ground.layout()
        item = row.itemAt(0) if row is not None else None
        sidebar = item.widget() if item is not None else None
        return sidebar.width() if sidebar is not None and sidebar is not self._stack else 0

    def _page(self) -> Page | None:
        found = self._stack.currentWidget()
        return found if isinstance(found, Page) else None

    def _tell_page(self, wide: int) -> None:
        page = self._page()
        if page is not None:
            page.set_width(self._around.width_class(self._ground.width() - wide))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Another size, another share."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.panel is not None:
            self.arrange()
        return False
