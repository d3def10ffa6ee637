"""People: everybody, or those a filter leaves, in a list; beside it the person."""

from array import array
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrtnet.domain.rows import PersonRow
from mrtnet.queries import people
from mrtnet.store import connection
from mrtnet.ui import names
from mrtnet.ui.acting import remove_people
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.chosen_bar import Choosing
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.person import PersonDelegate
from mrtnet.ui.icons import icon
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages.page import CommandButton, Page
from mrtnet.ui.rows import Rows
from mrtnet.ui.saying import spoken_person
from mrtnet.ui.widgets.basic import Button, Chip, Divider, Field, Label, Surface
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later

if TYPE_CHECKING:
    from mrtnet.ui.pages.person import PersonView

FIRST = 64  # ids read before the list is painted
STEPS = 20_000  # steps of the database, about a millisecond
REST_AFTER = 300  # ms she types nothing before the other ids are read
LIST_WIDTH, MEDIUM_LIST = 436, 330  # design px
SHOW_AFTER, TYPED_AFTER = 60, 250  # ms the arrow keys, or typing, rest before the person beside the list changes
ORDERS = {"name": later("By name"), "next": later("By next step")}
CHIPS: Sequence[tuple[str, str]] = (
    ("", later("All")),
    ("due:any", later("Has next step")),
    ("due:late", later("Late")),
    ("credential:rhit,rhia", later("RHIT or RHIA")),
    ("quiet:>90d", later("Gone quiet")),
)


class FilterField(Field):
    """The filter of the list: Down and Enter go into it, Esc clears, and leaves once it is empty."""

    def __init__(self, around: Around, page: "PeoplePage") -> None:
        super().__init__(around.theme, _("Filter by name, credential, employer, event…"), "magnifying-glass",
                         hint=around.commands.key_of("filter"), name=names.PEOPLE_FILTER)  # fmt: skip
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that leave the field."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.view.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self._page.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class PeoplePage(Page):
    """The list and the person. `arrive` takes a person's id, or a search."""

    key = "people"
    shows = frozenset(
        {"person", "follow_up", "interaction", "interaction_person", "job", "organization", "credential", "reach",
         "address", "tag", "person_tag", "person_role", "event", "file", "setting", "meeting", "meeting_person",
         "promise", "mentoring", "introduction", "opportunity", "opportunity_person"}
    )  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._one_pane_shows_person = False
        self._chip_queries: dict[str, Chip] = {}
        self.model = Rows[PersonRow](
            lambda ids: people.rows(self.desk.read, ids), lambda row: spoken_person(row, self.desk.today), parent=self
        )
        self.view = RowsView(
            self.theme, self.model, name=names.PEOPLE_LIST, says=_("People"), height=self.theme.row_height
        )
        self._delegate = PersonDelegate(self.theme, self.desk)
        self.view.setItemDelegate(self._delegate)
        self.view.moved.connect(self._moved)
        self.view.opened.connect(lambda _number: self._open())
        self.view.clicked.connect(lambda _index: self._show_person_pane())
        self.view.wanted_menu.connect(lambda _number, where: self.around.commands.menu("person", self).popup(where))
        self.beside = QWidget()
        self._unseen = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(lambda: self._in_time(self._later, self._show_current))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_AFTER)
        self._rest.timeout.connect(lambda: self._in_time(self._rest, self._read_rest))
        self._reading: Job | None = None
        self.left = self._make_list()
        self.split = Panes(
            around, "people.wide", self.left, self.beside, width=LIST_WIDTH, gap=1, least=260, rest=380, keeps=0
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.split)
        self.desk.day_changed.connect(self.reload)
        self._arrange()

    @cached_property
    def person(self) -> "PersonView":
        """The person beside the list, made after the first paint: her pane costs a start as much as the list does."""
        from mrtnet.ui.pages.person import PersonView

        view = PersonView(self.around)
        view.back.connect(self._show_list)
        self.split.replaceWidget(1, view)
        self.split.lay_out()
        self.beside.deleteLater()
        self.beside = view
        self._fit(view)
        return view

    def _fit(self, view: "PersonView") -> None:
        wide, narrow = self.width_class == "wide", self.width_class == "narrow"
        view.fit(aside=wide, back=narrow, narrow=not wide)

    def _make_list(self) -> QWidget:
        px, theme, around = self.around.px, self.theme, self.around
        left = Surface(theme, "base", edge="end")
        title = QHBoxLayout()
        title.setSpacing(px(6))
        self.number = Label(theme, "", "body", "text3")
        title.addWidget(Label(theme, self.title, "section"))
        title.addWidget(self.number, 1)
        self.sort = Button(theme, "", "sort-ascending", kind="ghost", name=names.PEOPLE_SORT, says=_("Sort"))
        self.sort.clicked.connect(self.sort_list)
        self.density = CommandButton(around, "density", bare=True, kind="ghost", name=names.PEOPLE_DENSITY)
        self.new = CommandButton(around, "new", name=names.PEOPLE_NEW)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        for button in (self.sort, self.density, self.new):
            buttons.addWidget(button)
        title.addLayout(buttons)
        self.filter = FilterField(around, self)
        self.filter.textChanged.connect(self._filter)
        self.save = CommandButton(around, "save_list", bare=True, kind="ghost", name=names.PEOPLE_SAVE)
        self.save.want(False)
        self.chips = Flow(px(6))
        for query, words in CHIPS:
            self._add_chip(query, _(words))
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(14), px(14), px(8))
        head.setSpacing(px(9))
        head.addLayout(title)
        line = QHBoxLayout()
        line.setSpacing(px(4))
        line.addWidget(self.filter, 1)
        line.addWidget(self.save)
        head.addLayout(line)
        head.addLayout(self.chips)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.view)
        self.lists.addWidget(self._make_empty())
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Divider(theme))
        column.addWidget(self.lists, 1)
        self.choosing = Choosing(around, self.view, self.model, column)
        return left

    def _make_empty(self) -> QWidget:
        px, theme, empty = self.around.px, self.theme, QWidget()
        self.nobody = Label(theme, "", "body", "text2", wrap=True)
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.clear = Button(theme, _("Clear filter"), "x", name=names.PEOPLE_CLEAR)
        self.clear.clicked.connect(self.filter.clear)
        self.first = CommandButton(self.around, "log_people", kind="primary", name="people.log_people")
        self.bring = CommandButton(self.around, "import", name="people.import")
        column = QVBoxLayout(empty)
        column.setContentsMargins(px(24), px(40), px(24), px(24))
        column.setSpacing(px(10))
        column.addWidget(self.nobody)
        self.offers = Flow(px(4))
        column.addLayout(self.offers)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return empty

    def _add_chip(self, query: str, words: str) -> None:
        chip = Chip(self.theme, words, choose=True, name=names.chip(query or "all"))
        chip.setChecked(not query)
        chip.clicked.connect(lambda: self.filter.setText(query))
        self._chip_queries[query] = chip
        self.chips.addWidget(chip)

    # Reading

    def reload(self) -> None:
        """The ids anew; the rows come as they are seen."""
        kept, number, several = self._current_id(), self.view.current(), self.choosing.several()
        if number < FIRST:
            self._show_first()
        if number >= FIRST or several or (kept is not None and self.model.place_of(kept) < 0):
            self._show_all()
        place = self.model.place_of(kept) if kept is not None else -1
        self.view.go_to(place if place >= 0 else number)
        self.choosing.choose(several)
        if self.isVisible():
            self._show_current()
        else:
            self._moved(self.view.current())

    def _show_first(self) -> None:
        """The beginning of the list; the rest follows after the paint, read by the pool."""
        self._forget_reading()
        found = _ids(self.desk.read, *self._asked(), FIRST)
        self.model.show(found)
        more = len(found) == FIRST
        self._say_numbers(len(found), more=more)
        if more:
            self._rest.start()

    def _show_all(self) -> None:
        self._forget_reading()
        ids = _ids(self.desk.read, *self._asked())
        self.model.show(ids)
        self._say_numbers(len(ids))

    def _asked(self) -> tuple[str, str, date]:
        return self.search(), self.around.settings.people_order, self.desk.today

    def _read_rest(self) -> None:
        job = self._reading = self.around.jobs.start("", _read_ids, self.desk.book.path, *self._asked())
        job.done.connect(lambda ids: self._take_rest(job, ids))

    def _take_rest(self, job: Job, ids: "array[int]") -> None:
        if job is self._reading:
            self._reading = None
            self.model.complete(ids)
            self._say_numbers(len(ids))

    def _in_time(self, timer: QTimer, deed: Callable[[], None]) -> None:
        """Do it if the list was painted; on a slow machine the timer may be first, and waits once more."""
        if self.around.painted():
            deed()
        else:
            timer.start()

    def _forget_reading(self) -> None:
        self._rest.stop()
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def _complete(self) -> None:
        """All ids now: she goes to somebody who may stand anywhere."""
        if self._rest.isActive() or self._reading is not None:
            self.model.complete(_ids(self.desk.read, *self._asked()))
            self._say_numbers(len(self.model.ids))
            self._forget_reading()

    def _say_numbers(self, found: int, *, more: bool = False) -> None:
        text = self.filter.text().strip()
        self.number.setText(f"{found:,}+" if more else f"{found:,}")
        self.lists.setCurrentIndex(0 if found else 1)
        self.nobody.setText(_("Nobody here yet. Log the first person."))
        if not found:
            self._say_why(text)
        self.clear.setVisible(bool(text))
        self.save.want(bool(text))
        self.first.want(not text)
        self.bring.want(not text)
        for query, chip in self._chip_queries.items():
            chip.setChecked(query == text)

    def _say_why(self, text: str) -> None:
        """Nobody is found: which word is not understood, and what would do instead."""
        self.offers.clear()
        if not text:
            return
        from mrtnet.queries.search_misread import misread

        wrong = misread(self.desk.read, text, self.desk.today)
        self.nobody.setText(wrong.sentence if wrong is not None else _("No people match."))
        for offer in wrong.offers if wrong is not None else ():
            button = Button(self.theme, offer, small=True, name=f"people.try.{offer}")
            button.clicked.connect(lambda _on=False, offer=offer: self.filter.setText(offer))
            self.offers.addWidget(button)

    def _filter(self, text: str) -> None:
        self._show_first()
        self.view.go_to(0)
        if self._later.isActive():
            self._later.start(TYPED_AFTER)
        self.titled.emit()
        self.searched.emit()

    @property
    def _shown(self) -> "PersonView | None":
        """The person's pane, if it was made."""
        return self.person if "person" in self.__dict__ else None

    def _current_id(self) -> int | None:
        number = self.view.current()
        return self.model.ids[number] if 0 <= number < len(self.model.ids) else None

    def _moved(self, _number: int) -> None:
        self._unseen = not self.isVisible()  # the list is painted first, however long that takes
        if not self._unseen:
            self._later.start(SHOW_AFTER)

    def showEvent(self, event: QShowEvent) -> None:
        """The person who is current follows the list."""
        super().showEvent(event)
        if self._unseen:
            self._moved(self.view.current())

    def _show_current(self) -> None:
        self._later.stop()
        self.person.show_person(self._current_id())
        self._show_panes()
        self.titled.emit()

    # Going and acting

    def arrive(self, target: Any) -> None:
        """To a person by id, or to what a search finds."""
        if isinstance(target, str):
            self.filter.setText(target)
            self._show_list()
            return
        self._complete()
        place = self.model.place_of(int(target))
        if place < 0:
            self.filter.clear()
            self._complete()
            place = self.model.place_of(int(target))
        if place >= 0:
            self.view.go_to(place)
            self._one_pane_shows_person = True
            self._show_current()
            self._arrange()

    def keep(self) -> None:
        """The half-typed line."""
        if self._shown is not None:
            self._shown.keep()

    def search(self) -> str:
        """What stands in the filter."""
        return self.filter.text().strip()

    def place(self) -> Any:
        """The person who is shown."""
        return self._current_id()

    def subject(self) -> Subject:
        """The person who is current, her next step, and all selected ones."""
        row_id = self._current_id()
        if row_id is None:
            return Subject()
        self._show_if_waiting(row_id)
        step = self.person.step
        ids = tuple(self.choosing.chosen()) or (row_id,)
        return Subject(row_id, step.id if step else None, step.event_id if step else None, ids)

    def _show_if_waiting(self, row_id: int) -> None:
        if self.person.detail is None or self.person.detail.id != row_id:
            self._show_current()

    def anchor(self) -> QPoint:
        """Below the band's Snooze, or at the row where the person is not shown."""
        button = self.person.snooze_button
        if button.isVisible():
            return button.mapToGlobal(button.rect().bottomLeft())
        return self.view.viewport().mapToGlobal(self.view.visualRect(self.view.currentIndex()).center())

    @handles("open")
    def open_person(self) -> None:
        """The person, with the keyboard on what can be done."""
        self._open()

    @handles("log")
    def log(self) -> None:
        """Write what happened with the current person."""
        self._show_person_pane()
        self.person.write_line()

    @handles("remove")
    def remove(self) -> None:
        """The chosen people go, and what is only about them."""
        remove_people(self.around)

    @handles("filter")
    def go_to_filter(self) -> None:
        """The keyboard goes to the filter."""
        self._show_list()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    @handles("save_list")
    def save_list(self) -> None:
        """What the filter finds gets a name."""
        from mrtnet.ui.dialogs.saved_list import SavedListDialog

        SavedListDialog(self.around, self.search()).open_at()

    @handles("sort")
    def sort_list(self) -> None:
        """Another order."""
        menu = passing_menu(self, "people.order")
        for key, words in ORDERS.items():
            mark = "check" if key == self.around.settings.people_order else "dots-three"
            action = menu.addAction(icon(self.theme, mark, "text2"), _(words))
            action.triggered.connect(lambda _on=False, key=key: self._order(key))
        menu.popup(self.sort.mapToGlobal(self.sort.rect().bottomLeft()))

    def _order(self, key: str) -> None:
        self.around.settings.people_order = key
        self.around.settings.save()
        self.reload()

    def _open(self) -> None:
        self._show_person_pane()
        button = self.person.write_button if self.person.write_button.isVisible() else self.person.log_button
        button.setFocus(Qt.FocusReason.TabFocusReason)

    def headline(self) -> str:
        """The person's name, where there is one."""
        return self._shown.detail.name if self._shown is not None and self._shown.detail else self.title

    def panes(self) -> Sequence[QWidget]:
        """List, person, beside."""
        person = self._shown.panes() if self._shown is not None else ()
        if self.lists.currentIndex() == 1 or not self.left.isVisibleTo(self):
            return (self.filter, *person) if self.left.isVisibleTo(self) else person
        return (self.view, *person)

    # Room

    def fit(self, width: Width) -> None:
        """Three columns, two, or one at a time."""
        self.split.keep_at(f"people.{width}", LIST_WIDTH if width == "wide" else MEDIUM_LIST)
        self._arrange()

    def _show_person_pane(self) -> None:
        self._one_pane_shows_person = True
        self._show_if_waiting(self._current_id() or 0)
        self._arrange()

    def _show_list(self) -> None:
        self._one_pane_shows_person = False
        self._arrange()
        if self.width_class == "narrow":
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self._show_panes()
        if self._shown is not None:
            self._fit(self._shown)

    def _show_panes(self) -> None:
        one, person = self.width_class == "narrow", self._one_pane_shows_person
        self.left.setVisible(not one or not person)
        known = self._shown is not None and self._shown.detail is not None
        self.beside.setVisible((known or self._unseen or self._later.isActive()) and (not one or person))


def _read_ids(job: Job, path: Path, *asked: Any) -> "array[int]":
    """All ids, for the pool; given up as soon as she types on."""
    with closing(connection.reading(path)) as read:
        read.set_progress_handler(job.stopped, STEPS)
        try:
            return array("q", _ids(read, *asked))
        except connection.DatabaseError:
            if job.stopped():
                return array("q")
            raise


def _ids(read: Any, text: str, order: str, today: date, limit: int | None = None) -> list[int]:
    """Who stands in the list, or the first so many of them."""
    if text:
        from mrtnet.queries import search  # not needed for the first paint

        return search.person_ids(read, text, today, limit=limit)
    return people.ids_by_next_step(read, limit) if order == "next" else people.ids_by_name(read, limit)
