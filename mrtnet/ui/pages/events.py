"""Events: the list with its counts, and the page of the one she chose."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mrtnet.domain.rows import EventRow
from mrtnet.queries import events as queries
from mrtnet.ui.acting import remove_people
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.pages.event_parts import EventDelegate, spoken_event
from mrtnet.ui.pages.event_view import EventView
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.rows import Rows
from mrtnet.ui.widgets.basic import Card
from mrtnet.ui.widgets.nothing_yet import NothingYet
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, plural

ROW = 60  # design px


class EventsPage(Page):
    """The list of events; opening one shows its page in the same place."""

    key = "events"
    shows = frozenset({"event", "session", "person", "interaction", "interaction_person", "follow_up", "job",
                       "organization", "credential", "reach", "file", "setting", "ceu"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._rows: dict[int, EventRow] = {}
        self._event_id: int | None = None
        self._back_to: int | None = None
        self.head = Head(around, self.title)
        self.new_button = CommandButton(around, "new", _("New event"), "plus", kind="primary", name="events.new")
        self.head.buttons.addWidget(self.new_button)
        self.model = Rows[EventRow](
            lambda ids: [self._rows[each] for each in ids if each in self._rows],
            lambda row: spoken_event(row, self.desk.today), None, self,
        )  # fmt: skip
        self.view = RowsView(
            self.theme, self.model, name="events.list", says=_("Events"), height=lambda: px(ROW), ground=""
        )
        self._delegate = EventDelegate(self.theme, lambda: self.desk.today)
        self.view.setItemDelegate(self._delegate)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.opened.connect(self._open_row)
        self.view.clicked.connect(lambda index: self._open_row(index.row()))
        self.view.wanted_menu.connect(self._menu)
        self.card = Card(self.theme)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, px(2), 1, px(2))
        inside.addWidget(self.view)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, px(14))
        column.setSpacing(px(12))
        column.addWidget(self.head)
        words = _("Name the next conference, class or webinar.")
        self.empty = NothingYet(self.theme, words, "plus", _("New event"), name="events.first")
        self.empty.begin.clicked.connect(self.new)
        column.addWidget(self.empty)
        column.addWidget(self.card, 1000)
        column.addStretch(1)
        self.theme.changed.connect(self._size)
        self.event_view = EventView(around)
        self.event_view.left.connect(self.show_list)
        self.event_view.change.clicked.connect(self.change)
        self.event_view.more.clicked.connect(self._more)
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        self.event_area = scrolling(self.event_view, name="event.area", says=_("Event"))  # for low windows
        self.event_view.grid.showing.connect(self._bring_into_view)
        self.stack.addWidget(self.event_area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        whole.addWidget(self.stack)
        self.desk.day_changed.connect(self.reload)

    # Showing

    def reload(self) -> None:
        """Read the events, or the one that is shown, again."""
        if self._event_id is not None:
            row = queries.one(self.desk.read, self._event_id)
            if row is not None:
                self.event_view.show_event(row)
                return
            self._event_id = None
            self.stack.setCurrentIndex(0)
        number = self.view.current()
        kept = self.model.ids[number] if 0 <= number < len(self.model.ids) else self._back_to
        self._rows = {row.id: row for row in queries.listed(self.desk.read)}
        self.model.show(self._rows)
        if kept is not None and self.model.place_of(kept) >= 0:
            self.view.go_to(self.model.place_of(kept))
        self._size()
        self.empty.setVisible(not self._rows)
        self.card.setVisible(bool(self._rows))
        self.new_button.setVisible(bool(self._rows))
        met = sum(row.met for row in self._rows.values())
        words = plural("{n} event", "{n} events", len(self._rows))
        self.head.below.setText(f"{words}, {plural('{n} person met', '{n} people met', met)}." if self._rows else "")

    def _size(self) -> None:
        """The card ends with its last row, or with the window."""
        px = self.around.px
        self.card.setMaximumHeight(len(self._rows) * px(ROW) + 2 * px(2) + 1)

    def arrive(self, target: Any) -> None:
        """An event by its id; "" for the list."""
        if isinstance(target, int):
            self.show_event(target)
        elif target == "":
            self.show_list()

    def again(self) -> None:
        """All events."""
        if self._event_id is not None:
            self.show_list()

    def place(self) -> Any:
        """The event that is shown, or ""."""
        return self._event_id if self._event_id is not None else ""

    def show_event(self, event_id: int) -> None:
        """Show the page of one event."""
        self._event_id = self._back_to = event_id
        self.stack.setCurrentIndex(1)
        self.stale = False
        self.reload()
        if self._event_id is not None:
            self.event_view.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_into_view(self, cell: QRect) -> None:
        """In a low window the page scrolls to the cell that is typed in."""
        px, grid = self.around.px, self.event_view.grid.viewport()
        place = grid.mapTo(self.event_view, cell.center())
        self.event_area.ensureVisible(place.x(), place.y(), 0, cell.height() // 2 + px(24))

    def show_list(self) -> None:
        """Back to the list."""
        self._event_id = None
        self.titled.emit()
        self.stack.setCurrentIndex(0)
        self.reload()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def fit(self, width: Width) -> None:
        """Another width class."""
        self.event_view.fit(width)

    def keep(self) -> None:
        """What is half typed in the grid, the notes or the line of sessions is kept."""
        self.event_view.keep()

    def panes(self) -> Sequence[QWidget]:
        """The list, or the parts of the event."""
        if self._event_id is None:
            return (self.view,) if self._rows else (self.empty,)
        current = self.event_view.stack.currentIndex()
        event = self.event_view
        inner = (event.grid, event.sessions.view, event.notes, event.files.view)[current]
        return (inner, self.event_view.tabs)

    def lettered(self) -> Sequence[QWidget]:
        """The list only: in the grid letters are typed."""
        return (self.view,)

    def subject(self) -> Subject:
        """The event, and on its page the selected people."""
        if self._event_id is not None:
            return self.event_view.subject()
        row = self.model.at(self.view.current())
        return Subject(event_id=row.id if row else None)

    def anchor(self) -> QPoint:
        """Below the current row."""
        return self.event_view.anchor() if self._event_id is not None else super().anchor()

    def headline(self) -> str:
        """The name of the event."""
        row = self.event_view.event_row
        return row.name if self._event_id is not None and row is not None else self.title

    # Acting

    @handles("new")
    def new(self) -> None:
        """A new event."""
        self._dialog(None)

    @handles("edit")
    def change(self) -> None:
        """Change the event."""
        event_id = self.subject().event_id
        row = queries.one(self.desk.read, event_id) if event_id is not None else None
        if row is not None:
            self._dialog(row)

    @handles("open")
    def open(self) -> None:
        """Open the event, or on its page the person."""
        person = self.subject().person_id
        if self._event_id is not None and person is not None:
            self.around.go("people", person)
        elif self._event_id is None:
            self._open_row(self.view.current())

    @handles("remove_event")
    def remove_event(self) -> None:
        """Remove the event; who was met there stays, and says where."""
        from mrtnet.edits import events as edits

        event_id = self.subject().event_id
        if event_id is not None:
            self.desk.do(edits.remove_event, event_id)

    @handles("remove")
    def remove(self) -> None:
        """Del: in the list the event, on the page of one the chosen people."""
        if self._event_id is None:
            self.remove_event()
        else:
            remove_people(self.around)

    def _menu(self, number: int, where: QPoint) -> None:
        self.view.go_to(number)
        commands, menu = self.around.commands, self.around.commands.menu("event", self)
        menu.insertActions(menu.actions()[0], [commands.action("open"), commands.action("edit")])
        menu.popup(where)

    def _more(self) -> None:
        button = self.event_view.more
        self.around.commands.menu("event", self).popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _dialog(self, row: EventRow | None) -> None:
        from mrtnet.ui.dialogs.event_form import EventDialog

        dialog = EventDialog(self.desk, self.theme, self, row)
        if row is None:
            dialog.saved.connect(lambda event_id: self.around.go("events", event_id))
        dialog.open()

    def _open_row(self, number: int) -> None:
        row = self.model.at(number)
        if row is not None:
            self.around.go("events", row.id)
