"""The grid itself: keys like a spreadsheet's, saved per row, nothing typed is ever lost.

Tab next cell, Enter next person, Ctrl+D same as above, F2 or typing edits, Ctrl+V pastes rows, Alt+A, B, C ranks,
Alt+Shift+arrow makes a column wider or narrower.
"""

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QTableView, QWidget

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.names import fold
from mrtnet.domain.quick_line import Known
from mrtnet.domain.rows import EventRow
from mrtnet.queries import event_page, known
from mrtnet.queries.drafts import draft as read_draft
from mrtnet.store.drafts import keep_draft
from mrtnet.trouble import Trouble
from mrtnet.ui.capture.card import Ways
from mrtnet.ui.capture.fields import CardField, CompletingField
from mrtnet.ui.capture.first_step import NOTHING, First, first_step
from mrtnet.ui.desk import Desk
from mrtnet.ui.grid.columns import HEAD, GridHead, Widths
from mrtnet.ui.grid.delegate import LAST_CELL, NEXT_CELL, NEXT_PERSON, CellDelegate
from mrtnet.ui.grid.model import NAME, TITLES, WHEN, WORKS_AT, GridModel
from mrtnet.ui.theme import Theme
from mrtnet.words import _

PAUSE = 150  # ms after the last key until a cell being typed is kept
ROW_HEIGHT = 40  # design px
COLUMNS = {str(column): column for column in range(len(TITLES))}
RANKS = {Qt.Key.Key_A: "A", Qt.Key.Key_B: "", Qt.Key.Key_C: "C"}
_Index = QModelIndex | QPersistentModelIndex


class GridView(QTableView):
    """The people met at one event. `counted` when rows came or went; `pasted(text)` for rows of a spreadsheet."""

    counted = Signal()
    pasted = Signal(str)
    told = Signal(str)
    """One sentence for the line below the grid; "" takes it away."""
    showing = Signal(QRect)
    """The cell she goes to or types in, in the viewport: what is round the grid may have to scroll."""

    def __init__(self, desk: Desk, theme: Theme) -> None:
        super().__init__()
        self.desk, self.theme = desk, theme
        self.event_row: EventRow | None = None
        self._known: Known | None = None
        self._cell: tuple[str, int, str] | None = None
        self._kept = ""
        self.grid = GridModel(self.ways, self._first_step, self)
        self.grid.typed_in.connect(self.keep)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._delegate = CellDelegate(theme, self._editor)
        self._delegate.moved.connect(self._go_on)
        self._delegate.typing.connect(self._typing)
        self._delegate.same_above.connect(self.same_as_above)
        self._set_up()
        theme.changed.connect(self._dress)

    def _set_up(self) -> None:
        self.setObjectName("event.grid")
        self.setAccessibleName(_("People met"))
        self.setHorizontalHeader(GridHead(self.theme))
        self._widths = Widths(self, self.theme)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setModel(self.grid)
        self.setItemDelegate(self._delegate)
        self._dress()

    # Showing

    def show_event(self, row: EventRow) -> None:
        """Show the people of this event, with what was typed and not saved."""
        self._known = None
        if self.event_row is not None and self.event_row.id == row.id:
            self.event_row = row
            self._renew()
        else:
            self._leave()
            self.event_row = row
            self.grid.forget()
            self.grid.show(event_page.people_met(self.desk.read, row.id))
            self._restore()
            self.go_to(len(self.grid.keys) - 1, NAME)
        self.counted.emit()

    def _renew(self, saved: str = "") -> None:
        """Read the people again; a cell that is being typed goes on being typed."""
        place, cell, editor = self.place(), self._cell, self._delegate.editor
        cursor = editor.cursorPosition() if cell and editor is not None else 0
        if saved:
            self.grid.drop(saved)
        assert self.event_row is not None
        self.grid.show(event_page.people_met(self.desk.read, self.event_row.id))
        self.go_back(place)
        if cell is not None and cell[0] in self.grid.keys:
            self.edit(self.grid.index(self.grid.keys.index(cell[0]), cell[1]))
            if self._delegate.editor is not None:
                self._delegate.editor.setText(cell[2])
                self._delegate.editor.setCursorPosition(cursor)

    def place(self) -> tuple[str, int]:
        """Where she is: the row's key and the column."""
        index = self.currentIndex()
        return self.grid.key_at(index.row()), index.column()

    def go_back(self, place: tuple[str, int]) -> None:
        """Go to this row and column again, if they are still there."""
        key, column = place
        if key in self.grid.keys:
            self.go_to(self.grid.keys.index(key), column)

    def go_to(self, row: int, column: int) -> None:
        """Make this cell the current one."""
        row = min(max(row, 0), len(self.grid.keys) - 1)
        self.setCurrentIndex(self.grid.index(row, min(max(column, 0), WHEN)))

    def chosen(self) -> list[int]:
        """The people of the selected rows."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        met = [self.grid.met(self.grid.key_at(row)) for row in rows]
        return [found.id for found in met if found is not None]

    def ways(self) -> Ways:
        """What reading needs to know."""
        desk = self.desk
        if self._known is None:
            self._known = Known(
                tuple(known.organizations(desk.read)), tuple(known.tags(desk.read)), tuple(known.events(desk.read))
            )
        return Ways(desk.today, desk.about.days, self._known, desk.about.day_first)

    # Saving

    def save_row(self, key: str) -> bool:
        """Save what is typed in this row, if it can be; False if a cell is in the way."""
        if key not in self.grid.typed or key in self.grid.pending or self.grid.is_empty(key) or self.event_row is None:
            return True
        wrong = self.grid.problem(key)
        if wrong is None:
            try:
                form = self.grid.form(key)
            except Trouble as why:
                self.grid.tell_problem(key, NAME, str(why))
                wrong = (NAME, str(why))
        if wrong is not None:
            self.told.emit(wrong[1])
            return False
        self.told.emit("")
        self._order(key, form)
        return True

    def _order(self, key: str, form: PersonForm) -> None:
        assert self.event_row is not None
        self.grid.pending.add(key)
        draft, left_over = self._key(), self._body(without=key)
        self._kept = left_over
        met = self.grid.met(key)
        changed = self.grid.changed(key)

        def done(_result: object) -> None:
            self._after_saving(key)

        def refused(why: str) -> None:
            self._kept = ""
            self.grid.pending.discard(key)
            self.grid.tell_problem(key, NAME, why)
            self.told.emit(why)
            self.keep()

        if met is None:
            from mrtnet.edits.cards import log_cards

            self.desk.do(log_cards, [form], today=self.desk.today, event_id=self.event_row.id, draft=draft,
                         left_over=left_over, on_done=done, on_trouble=refused)  # fmt: skip
        else:
            from mrtnet.edits.event_rows import change_row

            self.desk.do(change_row, met.id, form, changed, today=self.desk.today, interaction_id=met.interaction_id,
                         draft=draft, left_over=left_over, on_done=done, on_trouble=refused)  # fmt: skip

    def _after_saving(self, key: str) -> None:
        self._renew(saved=key)
        self.counted.emit()

    def log_forms(self, forms: Sequence[PersonForm]) -> None:
        """Log everybody that was pasted, as one step."""
        from mrtnet.edits.cards import log_cards

        if self.event_row is not None and forms:
            self.desk.do(log_cards, list(forms), today=self.desk.today, event_id=self.event_row.id)

    def set_rank(self, rank: str) -> None:
        """Rank the people of the selected rows; a row that is not on file keeps it until it is."""
        chosen = self.chosen()
        if chosen:
            from mrtnet.edits.people import set_rank

            self.desk.do(set_rank, chosen, rank)
        key = self.place()[0]
        if key.startswith("n") and not self.grid.is_empty(key):
            self.grid.ranks[key] = rank
            self.grid.typed_in.emit()
            self.viewport().update()

    def same_as_above(self) -> None:
        """Ctrl+D: what stands in the cell above."""
        index = self.currentIndex()
        if index.row() > 0:
            above = self.grid.text(self.grid.key_at(index.row() - 1), index.column())
            self.grid.put(self.grid.key_at(index.row()), index.column(), above)

    # Drafts

    def keep(self) -> None:
        """Keep what is typed and not saved as a draft, the cell being typed included."""
        self._pause.stop()
        body = self._body()
        if self.event_row is not None and body != self._kept:
            self._kept = body
            self.desk.quietly(keep_draft, self._key(), body)

    def _key(self) -> str:
        return f"event.grid:{self.event_row.id}" if self.event_row else ""

    def _body(self, without: str = "") -> str:
        typed = {key: {str(column): text for column, text in cells.items()}
                 for key, cells in self.grid.typed.items() if key != without}  # fmt: skip
        if self._cell is not None and self._cell[0] != without and self._cell[2] != self.grid.text(*self._cell[:2]):
            key, column, text = self._cell
            typed.setdefault(key, {})[str(column)] = text
        if not typed:
            return ""
        ranks = {key: rank for key, rank in self.grid.ranks.items() if key in typed}
        return json.dumps({"typed": typed, "ranks": ranks}, ensure_ascii=False)

    def _restore(self) -> None:
        told = read_draft(self.desk.read, self._key())
        self._kept = json.dumps(told, ensure_ascii=False) if told else ""
        if not isinstance(told, dict) or not isinstance(told.get("typed"), dict):
            return
        typed = {
            str(key): {COLUMNS[column]: str(text) for column, text in cells.items() if column in COLUMNS}
            for key, cells in told["typed"].items()
            if isinstance(cells, dict)
        }
        ranks = told.get("ranks")
        self.grid.put_typed(typed, ranks if isinstance(ranks, dict) else {})

    def _typing(self, text: str) -> None:
        key, column = self.place()
        self._cell = (key, column, text)
        self._pause.start()
        self.showing.emit(self.visualRect(self.currentIndex()))

    def _leave(self) -> None:
        if self.event_row is not None and (self.grid.typed or self._cell):
            self.keep()
        self._cell = None

    # Keys

    def event(self, event: QEvent) -> bool:
        """Keys that type or edit are the grid's own, before any command of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
            ours = event.matches(QKeySequence.StandardKey.Paste) or event.key() == Qt.Key.Key_F2 or (
                bool(event.text()) and event.text().isprintable() and not held) or self._takes_back(event)  # fmt: skip
            if ours:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Like a spreadsheet."""
        key, held = event.key(), event.modifiers()
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif self._takes_back(event):
            self.grid.take_back(*self.place())
        elif held == control and key == Qt.Key.Key_D:
            self.same_as_above()
        elif held & alt and held & Qt.KeyboardModifier.ShiftModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            wider = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
            self._widths.widen(self.currentIndex().column(), 1 if key == wider else -1)
        elif held & alt and Qt.Key(key) in RANKS:
            self.set_rank(RANKS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on(*NEXT_PERSON)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not held:
            self._empty_cells()
        else:
            super().keyPressEvent(event)

    def _takes_back(self, event: QKeyEvent) -> bool:
        """Ctrl+Z where something is typed and not saved yet, which comes before any step of the book."""
        key = self.place()[0]
        typed = key in self.grid.typed and key not in self.grid.pending
        return typed and event.matches(QKeySequence.StandardKey.Undo)

    def paste(self) -> None:
        """Rows of a spreadsheet are looked at first; one line goes into the cell."""
        text = QGuiApplication.clipboard().text()
        if "\n" in text.strip() or "\t" in text.strip():
            self.pasted.emit(text)
        elif text.strip():
            self.grid.setData(self.currentIndex(), text.strip())

    def _go_on(self, rows: int, columns: int) -> None:
        """Tab: the next cell, through the rows. Enter: the next person. Two rows: the cell below (Down in a field)."""
        self._cell = None
        index = self.currentIndex()
        row, column = index.row(), index.column() + columns
        if rows in (-2, 2):
            row += rows // 2
        elif rows:
            row, column = row + 1, NAME
        if column > WHEN:
            row, column = row + 1, NAME
        elif column < NAME:
            row, column = row - 1, WHEN
        key = self.grid.key_at(index.row())
        at_end = self.grid.is_empty(key) and index.row() == len(self.grid.keys) - 1
        if row < 0 or (columns > 0 and at_end):
            QWidget.focusNextPrevChild(self, columns > 0)
            return
        self.go_to(row, column)

    def _empty_cells(self) -> None:
        for index in self.selectionModel().selectedIndexes():
            self.grid.put(self.grid.key_at(index.row()), index.column(), "")

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        """Leaving a row saves it."""
        super().currentChanged(current, previous)
        if self.hasFocus() or self._delegate.editor is not None:
            self.showing.emit(self.visualRect(current))
        if current.isValid() and previous.isValid() and current.row() != previous.row():
            self.save_row(self.grid.key_at(previous.row()))

    def closeEditor(self, editor: QWidget, hint: Any) -> None:
        """The cell is no longer being typed."""
        self._cell = None
        self._pause.stop()
        super().closeEditor(editor, hint)
        self.keep()
        focused = self.window().focusWidget()
        if focused is not None and focused is not self and not self.isAncestorOf(focused):
            self.save_row(self.place()[0])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cell where the keyboard is can be seen."""
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._show_place)  # when the page has its size

    def _show_place(self) -> None:
        """Who works by keys sees where she is: of many people the empty row lies below what is seen."""
        if self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self.scrollTo(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere in the window saves the row."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        inside = QWidget.focusWidget(self.window())
        if event.reason() not in stays and not (isinstance(inside, QLineEdit) and self.isAncestorOf(inside)):
            self.save_row(self.place()[0])

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from cell to cell; from the empty row, and from the first cell back, out of the grid."""
        self._go_on(*(NEXT_CELL if forward else LAST_CELL))
        return True

    # Editors, sizes

    def _editor(self, column: int) -> QLineEdit:
        says = _(TITLES[column])
        self.scrollTo(self.currentIndex())

        def takes(text: str) -> bool:
            several = "\n" in text.strip() or "\t" in text.strip()
            if several:
                QTimer.singleShot(0, lambda: self.pasted.emit(text))
            return several

        if column == WORKS_AT:
            editor: CardField = CompletingField(self.theme, says, takes, self._employers)
        else:
            editor = CardField(self.theme, says, takes)
        editor.setPlaceholderText("")
        return editor

    def _employers(self, begun: str) -> Sequence[str]:
        typed = [cells.get(WORKS_AT, "") for cells in self.grid.typed.values()]
        begins = [each for each in typed if each and fold(each).startswith(fold(begun)) and fold(each) != fold(begun)]
        return list(dict.fromkeys([*known.organizations_like(self.desk.read, begun, 12), *begins]))

    def _first_step(self, form: PersonForm) -> First:
        try:
            return first_step(self.desk.read, self.desk.about, self.desk.today, self.event_row, form)
        except Trouble:
            return NOTHING

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the width."""
        super().resizeEvent(event)
        self._widths.share()

    def _dress(self) -> None:
        px = self.theme.px
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(px(HEAD))
        self.setPalette(self.theme.palette())
        self._widths.share()
