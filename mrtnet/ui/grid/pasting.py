"""Rows from a spreadsheet, looked at before they are logged: who was read, from which columns, and what was not."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.quick_line import Understood, Unreadable, read_lines
from mrtnet.domain.when import say_when
from mrtnet.queries.duplicates import like_form
from mrtnet.ui.capture.card import Ways, card_of
from mrtnet.ui.desk import Desk
from mrtnet.ui.grid.columns import GridHead, share_width
from mrtnet.ui.grid.delegate import CellDelegate
from mrtnet.ui.grid.model import NAME, Cell, GridModel
from mrtnet.ui.grid.view import ROW_HEIGHT
from mrtnet.ui.saying import step_title
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.words import _, plural

MOST_COMPARED = 200  # people looked up for doubles; more take too long to wait for


class _Preview(GridModel):
    """What was read, to look at only."""

    def __init__(self, read: Sequence[Understood | Unreadable], ways: Ways, twins: dict[int, str]) -> None:
        super().__init__(lambda: ways, lambda _form: None)
        self._rows, self._twins, self._ways_now = list(read), twins, ways
        self.keys = [str(number) for number in range(len(self._rows))]

    def flags(self, _index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def cell(self, key: str, column: int) -> Cell:
        row = self._rows[int(key)]
        if isinstance(row, Unreadable):
            text = " ".join(row.text.split()) if column == NAME else ""
            why = row.reason if column == NAME else ""
            return Cell(text, None, False, why, "", None, "", ("warning-circle", "red"))
        form = row.form
        card = card_of(form, self._ways_now.today)
        step = form.next_step
        texts = (
            card.name, card.works_at, card.reach, card.talked,
            _("None") if form.no_next_step else step_title(step.kind, step.title) if step else "",
            say_when(step.due, self._ways_now.today) if step and step.due else "",
        )  # fmt: skip
        twin = self._twins.get(int(key), "")
        marks = ", ".join(part for part in (*card.marks, twin) if part) if column == NAME else ""
        icon = ("users", "accent") if twin else ("plus", "green")
        return Cell(texts[column] or (card.reach if column == NAME else ""), None, False, "", "", None, marks, icon)


class _Table(QTableView):
    """The columns share the width."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share_width(self, self._theme.px)


class PasteDialog(QDialog):
    """Shows what was pasted. `taken(forms)` when she wants it logged."""

    taken = Signal(object)

    def __init__(self, desk: Desk, theme: Theme, parent: QWidget, text: str, ways: Ways) -> None:
        super().__init__(parent)
        self.setObjectName("dialog.rows")
        self.setWindowTitle(_("Paste rows"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px = theme.px
        read = read_lines(text, today=ways.today, days=ways.days, known=ways.known, day_first=ways.day_first)
        self.forms: list[PersonForm] = [each.form for each in read if isinstance(each, Understood)]
        unread = len(read) - len(self.forms)
        twins = self._twins(desk, read)
        title = plural("{n} person in what you pasted", "{n} people in what you pasted", len(self.forms))
        self.note = Label(theme, self._say(unread, len(twins)), "body", "text2", wrap=True)
        self.table = _Table(theme)
        self._show(theme, _Preview(read, ways, twins))
        cancel = Button(theme, _("Cancel"), hint=_("Esc"), name="rows.cancel")
        cancel.setAutoDefault(False)
        self.take = Button(theme, plural("Log {n} person", "Log {n} people", len(self.forms)), "check", kind="primary",
                           hint=_("Enter"), name="rows.log")  # fmt: skip
        self.take.setEnabled(bool(self.forms))
        self.take.setDefault(True)
        cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(14))
        column.setSpacing(px(10))
        column.addWidget(Label(theme, title, "section"))
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)
        height = px(190) + px(ROW_HEIGHT) * min(len(read), 12)
        room = parent.window().size()
        self.resize(min(px(980), room.width() - px(40)), min(height, room.height() - px(40)))
        self.take.setFocus()

    def _show(self, theme: Theme, model: _Preview) -> None:
        px, table = theme.px, self.table
        model.setParent(table)
        table.setObjectName("rows.preview")
        table.setAccessibleName(_("What was read"))
        table.setModel(model)
        table.setHorizontalHeader(GridHead(theme))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.horizontalHeader().setFixedHeight(px(32))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._delegate = CellDelegate(theme, None)
        table.setItemDelegate(self._delegate)

    def _twins(self, desk: Desk, read: Sequence[Understood | Unreadable]) -> dict[int, str]:
        """Who may be on file already, by row."""
        found: dict[int, str] = {}
        for number, each in enumerate(read[:MOST_COMPARED]):
            if isinstance(each, Understood) and (alike := like_form(desk.read, each.form, 1)):
                found[number] = _("perhaps {name} on file").format(name=alike[0].row.name)
        return found

    def _say(self, unread: int, twins: int) -> str:
        said = [_("Look whether everything stands in its column. All of them are logged as one step.")]
        if unread:
            said.append(plural("{n} row gives no person and is left out.", "{n} rows give no person and are left out.",
                               unread))  # fmt: skip
        if twins:
            said.append(plural("{n} may be on file already.", "{n} may be on file already.", twins))
        return " ".join(said)

    def _take(self) -> None:
        self.taken.emit(self.forms)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter logs them."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.forms:
            self._take()
        else:
            super().keyPressEvent(event)
