"""The command palette (design 3.9, picture 12): one field over everything, driven by keys, above the page."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from mrtnet.domain.rows import PersonRow
from mrtnet.queries import people, quiet
from mrtnet.queries.search_words import warm
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.palette.delegate import HEADER, LINE, LineDelegate
from mrtnet.ui.palette.hint import KeyHint
from mrtnet.ui.palette.lines import PREFIXES, Line, Lines
from mrtnet.ui.palette.model import LineModel
from mrtnet.ui.widgets.basic import Divider, Label, Symbol
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

USED = "palette.used"  # key in the quiet table: how often each command was taken from here
WIDTH, TOP, TALLEST = 660, 74, 542  # design px
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -6, Qt.Key.Key_PageDown: 6}


class Palette(QObject):
    """The palette of one window; it keeps what she runs most, and until the end whom she opened last."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self.around = around
        self._visited: list[int] = []
        self.view: PaletteView | None = None
        around.desk.leaving.connect(self._put_away)
        warm(around.desk.read)

    def open(self) -> None:
        """Show it, or put it away."""
        if self.view is not None:
            self.close()
            return
        self.view = PaletteView(self, Lines(self.around, self._visited))
        self.view.show()
        self.view.raise_()
        self.view.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def close(self) -> None:
        """Put it away; the keyboard goes back to where it was."""
        if self.view is not None:
            view, self.view = self.view, None
            view.give_back()
            view.hide()
            view.deleteLater()

    def _put_away(self) -> None:
        """Another book has other people."""
        self.close()
        self._visited.clear()

    def close_if_left(self) -> None:
        """Put it away where another page came up below it and took the keyboard."""
        view = self.view
        if view is None or not isValid(self.around.window):
            return
        now = self.around.window.focusWidget()
        if now is not None and not view.isAncestorOf(now):
            self.view = None
            view.hide()
            view.deleteLater()

    def take(self, line: Line) -> None:
        """Do what the line says."""
        if line.run is None:
            return
        if line.command:
            counts = self._counts()
            counts[line.command] = counts.get(line.command, 0) + 1
            self.around.desk.quietly(quiet.keep, USED, counts)
        self.close()
        line.run()

    def most_used(self) -> list[str]:
        """The commands she takes from here, the most frequent first."""
        counts = self._counts()
        return sorted(counts, key=lambda name: -counts[name])

    def _counts(self) -> dict[str, int]:
        kept = quiet.told(self.around.desk.read, USED)
        return {name: times for name, times in kept.items() if isinstance(times, int)}


class PaletteView(QWidget):
    """The scrim over the window with the palette's card on it."""

    def __init__(self, palette: Palette, lines: Lines) -> None:
        super().__init__(palette.around.window)
        self._palette, self._lines = palette, lines
        self.around, self.theme = palette.around, palette.around.theme
        self._before = palette.around.window.focusWidget()
        self._person: PersonRow | None = None
        self.setObjectName(names.dialog("palette"))
        self.setAccessibleName(_("Search or run"))
        self.model = LineModel(self)
        self.card = _PaletteCard(self)
        px = self.around.px
        column = QVBoxLayout(self.card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head, self._foot = self._make_head(), self._make_foot()
        column.addWidget(self._head)
        column.addWidget(Divider(self.theme, "divider"))
        self.list = RowsView(
            self.theme, self.model, name="palette.list", says=_("Found"), height=lambda: px(LINE), ground="raised"
        )
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.delegate = LineDelegate(self.theme)
        self.delegate.setParent(self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.clicked.connect(lambda index: self._take(index.row()))
        self.nothing = Label(self.theme, _("Nothing found. Press Esc, or type other letters."), "body", "text2")
        self.nothing.setContentsMargins(px(20), px(18), px(20), px(18))
        inside = QVBoxLayout()
        inside.setContentsMargins(px(8), px(4), px(8), px(8))
        inside.addWidget(self.list, 1)
        column.addLayout(inside, 1)
        column.addWidget(self.nothing)
        column.addWidget(Divider(self.theme, "divider"))
        column.addWidget(self._foot)
        self.around.window.installEventFilter(self)
        self.field.textChanged.connect(self._look)
        self._look("")
        self._place()

    def _make_head(self) -> QWidget:
        px = self.around.px
        head = QWidget()
        self.field = QLineEdit()
        self.field.setFrame(False)
        self._dress()
        self.theme.changed.connect(self._dress)
        self.field.setObjectName("palette.field")
        self.field.setAccessibleName(_("Search or run"))
        self.field.setPlaceholderText(_("A person, an event, something to do…"))
        self.field.setMaxLength(200)
        self.field.installEventFilter(self)
        self.tab_hint = KeyHint(self.theme, "Tab", _("actions for a person"))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(18), px(12), px(18), px(12))
        row.setSpacing(px(10))
        row.addWidget(Symbol(self.theme, "magnifying-glass", "text3", size=18))
        row.addWidget(self.field, 1)
        row.addWidget(self.tab_hint)
        return head

    def _dress(self) -> None:
        self.field.setPalette(self.theme.palette(Base="raised"))
        font = type(self.field.font())(self.theme.font("body"))
        font.setPixelSize(self.around.px(16))
        self.field.setFont(font)

    def _make_foot(self) -> QWidget:
        px = self.around.px
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(18), px(9), px(18), px(9))
        row.setSpacing(px(16))
        row.addWidget(KeyHint(self.theme, "↑ ↓", _("move")))
        row.addWidget(KeyHint(self.theme, _("Enter"), _("run")))
        row.addStretch(1)
        self.prefix_hints = [KeyHint(self.theme, key, _(words)) for key, words in PREFIXES]
        for hint in self.prefix_hints:
            row.addWidget(hint)
        return foot

    # Finding

    def _look(self, text: str) -> None:
        if self._person is not None:
            lines = self._lines.verbs_of(self._person, text)
        else:
            lines = self._lines.of(text, self._palette.most_used() if not text else ())
        self.delegate.look_for(text.lstrip(">#@?"))
        self.model.show(lines)
        for number, each in enumerate(lines):
            self.list.setRowHeight(number, self.around.px(HEADER if each.is_header else LINE))
        self.nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        first = next((number for number, each in enumerate(lines) if not each.is_header), -1)
        if first >= 0:
            self.list.go_to(first)
            self.list.scrollToTop()
        self._place()

    def current(self) -> Line | None:
        """The line that Enter takes."""
        return self.model.at(self.list.current())

    def _take(self, number: int) -> None:
        line = self.model.at(number)
        if line is not None and not line.is_header:
            self._palette.take(line)

    def _move(self, step: int) -> None:
        place, last = self.list.current(), self.model.rowCount() - 1
        wanted = min(max(place + step, 0), last)
        way = 1 if step > 0 else -1
        while 0 <= wanted <= last and self.model.lines[wanted].is_header:
            wanted += way
        if 0 <= wanted <= last:
            self.list.go_to(wanted)
        if wanted <= 1:
            self.list.scrollToTop()

    def _verbs(self) -> None:
        """The actions of the person of the current line."""
        line = self.current()
        if self._person is None and line is not None and line.person is not None:
            rows = people.rows(self.around.desk.read, [line.person[1]])
            if rows:
                self._person = rows[0]
                self.field.clear()
                self.field.setPlaceholderText(_("What to do with {name}?").format(name=rows[0].name))
                self._look("")

    def _leave_person(self) -> bool:
        if self._person is None:
            return False
        self._person = None
        self.field.setPlaceholderText(_("A person, an event, something to do…"))
        self.field.clear()
        self._look("")
        return True

    # Keys and pointer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field that move in the list; the window's size."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OURS:
                event.accept()
                return True
        elif watched is self.field and event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self._palette.close_if_left)
        elif watched is self.around.window and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in MOVES:
            self._move(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.current())
        elif key == Qt.Key.Key_Escape:
            if not self._leave_person():
                self._palette.close()
        elif key == Qt.Key.Key_Tab:
            self._verbs()
        elif key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Backspace and not self.field.text()):
            self._leave_person()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card puts it away."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self._palette.close()

    def give_back(self) -> None:
        """The keyboard to where it was."""
        give_back(self._before, Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        px, window = self.around.px, self.around.window
        self.setGeometry(window.rect())
        width = min(px(WIDTH), self.width() - px(32))
        heights = sum(px(HEADER if each.is_header else LINE) for each in self.model.lines)
        around = self._head.sizeHint().height() + self._foot.sizeHint().height() + px(12) + 6
        wanted = around + (heights if self.model.lines else px(56))
        top = min(px(TOP), self.height() // 10)
        most = min(px(TALLEST), self.height() - top - px(16))
        height = wanted if wanted <= most else around + self._cut(most - around)
        self.card.setGeometry((self.width() - width) // 2, top, width, height)
        tight = width < px(560)
        for hint in (*self.prefix_hints, self.tab_hint):
            hint.shorten(tight)

    def _cut(self, room: int) -> int:
        """Where a longer list ends: in the middle of a line, so that it is seen to go on."""
        px, top, ends = self.around.px, 0, room
        for each in self.model.lines:
            if not each.is_header and top + px(LINE) // 2 <= room:
                ends = top + px(LINE) // 2
            top += px(HEADER if each.is_header else LINE)
        return ends

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The page below is dimmed."""
        QPainter(self).fillRect(self.rect(), self.theme.color("scrim"))


class _PaletteCard(QFrame):
    """The raised card with its border and round corners."""

    def __init__(self, view: PaletteView) -> None:
        super().__init__(view)
        self._theme = view.theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("raised"))
        radius = self._theme.px(12)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


_OURS: frozenset[Any] = frozenset({
    *(key.value for key in MOVES), Qt.Key.Key_Return.value, Qt.Key.Key_Enter.value, Qt.Key.Key_Escape.value,
    Qt.Key.Key_Tab.value, Qt.Key.Key_Backtab.value,
})  # fmt: skip
