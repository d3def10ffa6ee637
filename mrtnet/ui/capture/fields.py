"""The fields of a card: they complete what the book knows, take a whole pasted person, and hold marks as chips."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QKeyCombination, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)

from mrtnet.domain.names import fold
from mrtnet.ui.capture.card import shown_mark
from mrtnet.ui.keeping import dropped_paths
from mrtnet.ui.painting import Row, avatar, chip, chip_width, symbol
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Field
from mrtnet.words import _

NEW_EVENT = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_E)
LEAST = 2  # letters before something is completed
LONGEST = 20_000  # characters a field takes; the form bounds them further

Takes = Callable[[str], bool]


def is_new_event(event: QEvent) -> bool:
    """Ctrl+E, asked for beforehand: under X11 a field would take it for the end of the line, so it is left alone."""
    asked = event.type() == QEvent.Type.ShortcutOverride
    if not (asked and isinstance(event, QKeyEvent) and event.keyCombination() == NEW_EVENT):
        return False
    event.ignore()
    return True


class CardField(Field):
    """A field of a card. `takes(text)` may take a pasted text as a whole person; then nothing is put in here."""

    left = Signal()
    """The field was left: time to tidy it and to keep the draft."""
    wants_back = Signal()
    """Ctrl+Z with nothing to undo in the text."""

    def __init__(
        self, theme: Theme, says: str, takes: Takes, placeholder: str = "", icon: str = "", name: str = ""
    ) -> None:
        super().__init__(theme, placeholder, icon, name=name)
        self._takes = takes
        self.setAccessibleName(says)
        self.setMaxLength(LONGEST)

    def event(self, event: QEvent) -> bool:
        """Ctrl+E is the window's."""
        return is_new_event(event) or super().event(event)

    def put(self, text: str) -> None:
        """Show this text; it cannot be undone by Ctrl+Z."""
        if text != self.text():
            self.setText(text)
        self.setCursorPosition(len(text))

    def paste(self) -> None:
        """Paste; a signature, vCard or profile link fills the whole card."""
        if not self._takes(QGuiApplication.clipboard().text()):
            super().paste()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste and undo are ours."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.wants_back.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's menu with our paste."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.popup(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Text is welcome; a file is for the window."""
        if dropped_paths(event.mimeData()):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Text dragged here is pasted."""
        if event.mimeData().hasText() and self._takes(event.mimeData().text()):
            event.acceptProposedAction()
        else:
            super().dropEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it was left, but not for a menu or another program."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class CompletingField(CardField):
    """Completes inline after two letters; Up and Down walk through what else begins so.

    `offers(begun)` gives what the book knows; with `several` only the last of comma-separated pieces is completed.
    """

    def __init__(
        self, theme: Theme, says: str, takes: Takes, offers: Callable[[str], Sequence[str]], *, several: bool = False,
        placeholder: str = "", icon: str = "", name: str = "",
    ) -> None:  # fmt: skip
        super().__init__(theme, says, takes, placeholder, icon, name)
        self._offers, self._several = offers, several
        self._typed = ""
        self._found: list[str] = []
        self._at = 0
        self._offering = False
        self.textEdited.connect(self._complete)

    @property
    def offers_more(self) -> bool:
        """Whether Up and Down have something to choose from."""
        return len(self._found) > 1

    def put(self, text: str) -> None:
        """Show this text, offering nothing."""
        self._found, self._typed = [], text
        super().put(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose another offer."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step and self.offers_more:
            self._at = (self._at + step) % len(self._found)
            self._show()
        else:
            super().keyPressEvent(event)

    def _complete(self, text: str) -> None:
        if self._offering:  # our own insertion counts as typing for Qt
            return
        grew = len(text) > len(self._typed) or not text.startswith(self._typed[: len(text)])
        self._typed, self._found, self._at = text, [], 0
        begun = self._begun()
        if not grew or len(begun) < LEAST or self.cursorPosition() < len(text):
            return
        key = fold(begun)
        offered = list(self._offers(begun))
        if any(fold(stored) == key for stored in offered):
            return
        self._found = [stored for stored in offered if fold(stored).startswith(key)]
        if self._found:
            self._show()

    def _begun(self) -> str:
        return (self._typed.replace("#", ",").rpartition(",")[2] if self._several else self._typed).lstrip()

    def _show(self) -> None:
        rest = _rest(self._found[self._at], self._begun())
        typed = len(self._typed)
        self.setSelection(typed, len(self.text()) - typed)
        self._offering = True
        self.insert(rest)
        self._offering = False
        self.setSelection(typed + len(rest), -len(rest))


def _rest(stored: str, begun: str) -> str:
    """What is missing of the stored spelling; a folded letter may stand for two."""
    key = fold(begun)
    return next((stored[at:] for at in range(len(stored) + 1) if fold(stored[:at]) == key), "")


class NameField(CardField):
    """The name, larger, with the disc of initials before it and her marks as chips behind it."""

    HEIGHT = 42  # design px
    mark_taken_back = Signal()
    """A mark was put back into the text with Backspace: the name stays as typed from now on."""

    def __init__(self, theme: Theme, says: str, takes: Takes, name: str) -> None:
        self._marks: tuple[str, ...] = ()
        super().__init__(theme, says, takes, _("Name, credentials…"), name=name)
        self.setFont(theme.font("section"))
        self.setMinimumHeight(theme.px(self.HEIGHT))

    @property
    def marks(self) -> tuple[str, ...]:
        """Her marks."""
        return self._marks

    def show_marks(self, marks: Sequence[str]) -> None:
        """Show these as chips."""
        self._marks = tuple(marks)
        said = ", ".join(shown_mark(mark) for mark in self._marks)
        self.setAccessibleDescription(_("Credentials: {marks}").format(marks=said) if said else "")
        self._make_room()

    def sizeHint(self) -> QSize:
        """Taller than other fields."""
        return QSize(super().sizeHint().width(), self.theme.px(self.HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace before the first letter, or in an empty field, puts the last mark back into the text."""
        at_start = self.cursorPosition() == 0 and not self.hasSelectedText()
        if event.key() == Qt.Key.Key_Backspace and self._marks and at_start:
            last = self._marks[-1]
            self.show_marks(self._marks[:-1])
            self.setText(f"{self.text()} {last}".strip())
            self.mark_taken_back.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc, the text, the chips."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        px, height = self.theme.px, self.height()
        place = Row(self.rect(), self.layoutDirection())
        disc = place.at(px(10), (height - px(28)) // 2, px(28), px(28))
        if self.text().strip():
            avatar(painter, self.theme, disc, self.text().strip(), 0)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("grey_tint"))
            painter.drawEllipse(QRectF(disc))
            symbol(painter, self.theme, disc, "user", 16, "text3")
        right = px(10)
        for text in reversed(self._chips()):
            width = chip_width(self.theme, text)
            chip(painter, self.theme, place.from_end(right, (height - px(20)) // 2, width, px(20)), text, "accent",
                 direction=self.layoutDirection())  # fmt: skip
            right += width + px(8)

    def _chips(self) -> list[str]:
        """The marks that fit in half of the field; the others as "+2"."""
        room = self.width() // 2
        shown: list[str] = []
        for at, mark in enumerate(self._marks):
            room -= chip_width(self.theme, shown_mark(mark)) + self.theme.px(8)
            if room < (self.theme.px(36) if at < len(self._marks) - 1 else 0):
                return [*shown, f"+{len(self._marks) - at}"]
            shown.append(shown_mark(mark))
        return shown

    def _make_room(self) -> None:
        px = self.theme.px
        before = px(36)
        behind = sum(chip_width(self.theme, text) + px(8) for text in self._chips()) + (px(4) if self._marks else 0)
        sides = (behind, before) if self.isRightToLeft() else (before, behind)
        self.setTextMargins(sides[0], 0, sides[1], 0)
        self.setToolTip(", ".join(shown_mark(mark) for mark in self._marks) if len(self._chips()) < len(self._marks)
                        or (self._chips() and self._chips()[-1].startswith("+")) else "")  # fmt: skip
        self.update()
