"""The outcome in a window of its own, from Today, a reminder or the notes."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from mrtnet.queries import meetings
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.outcome import OutcomeTab, finishes
from mrtnet.ui.meetings.words import people_of, say_when_for_her, title_of
from mrtnet.ui.widgets.basic import Label
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _

SIZE = (620, 740)  # design px


class OutcomeDialog(QDialog):
    """The outcome in a window of its own. Ctrl+Enter saves, Esc leaves and keeps what is typed as a draft."""

    def __init__(self, around: Around, meeting_id: int) -> None:
        super().__init__(around.window)
        self.around, self.desk, self.theme, self.meeting_id = around, around.desk, around.theme, meeting_id
        self._back_to: QWidget | None = around.window.focusWidget()
        self.setObjectName(names.dialog("outcome"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = meetings.row(self.desk.read, meeting_id)
        title = _("How did it go with {whom}?").format(whom=people_of(row)[:120]) if row else _("How did it go?")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.tab = OutcomeTab(around)
        px = around.px
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(2))
        head = Label(self.theme, title, "section", wrap=True)
        column.addWidget(head)
        about, today = self.desk.about, self.desk.today
        said = _("{what}, {when}").format(what=title_of(row), when=say_when_for_her(row, about, today)) if row else ""
        column.addWidget(Label(self.theme, said, "small", "text3", wrap=True))
        column.addWidget(self.tab)
        self._area = scrolling(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.tab.saved.connect(self.accept)
        self.tab.left.connect(self.reject)
        self._dress()
        self.theme.changed.connect(self._dress)
        if row is not None:
            self.tab.show_meeting(meeting_id)
        for field in self.tab.findChildren(QWidget):
            field.installEventFilter(self)

    def _dress(self) -> None:
        self.setPalette(self.theme.palette(Window="base"))

    def open_at(self) -> None:
        """Show it in the middle of the window, as large as there is room for."""
        if self.tab.row is None:
            self.desk.trouble.emit(_("This meeting is not in the book any more."))
            self.deleteLater()
            return
        free, px = self.screen().availableGeometry(), self.around.px
        self.resize(min(px(SIZE[0]), free.width() - px(20)), min(px(SIZE[1]), free.height() - px(40)))
        self.show()
        self.tab.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What gets the keyboard comes into sight."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._area.ensureWidgetVisible(watched, 0, self.around.px(60))
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is no button here; Ctrl+Enter saves wherever the keyboard is."""
        if finishes(event):
            self.tab.save()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """What is typed is kept; the keyboard goes back to where it was."""
        self.tab.keep()
        super().done(result)
        give_back(self._back_to)
