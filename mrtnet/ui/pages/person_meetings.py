"""The meetings of a person, coming and past, and the promises both ways: opened, kept or dropped by key and menu."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.rows import MeetingRow, PromiseRow
from mrtnet.domain.when import say_date, say_inside, say_late
from mrtnet.queries import meetings as queries
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.card_rows import FOLDED, HEADER
from mrtnet.ui.delegates.line import LineDelegate
from mrtnet.ui.icons import icon
from mrtnet.ui.meetings.words import say_when_for_her, status_of, title_of
from mrtnet.ui.pages.person_aside import is_open
from mrtnet.ui.sections import Section, Sections
from mrtnet.ui.widgets.basic import Label
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

LINE = 48  # design px
KEEP, DROP = Qt.Key.Key_K, Qt.Key.Key_X


class Item(NamedTuple):
    """A meeting or a promise, as a line (`delegates.line.Line`) and what it is of."""

    icon: str
    token: str
    title: str
    below: str
    meeting_id: int | None = None
    promise: PromiseRow | None = None


class _View(RowsView):
    """Over a promise `K` and `X` are the list's own keys; elsewhere they stay the page's."""

    def event(self, event: QEvent) -> bool:
        """Take the keys before they become commands of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        row = self.model().row_at(self.current())  # type: ignore[attr-defined]  # it shows Sections
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and event.key() in (KEEP, DROP) and row is not None and row.promise is not None


class PersonMeetings(QWidget):
    """The list. Enter opens a meeting or keeps a promise; `K` keeps, `X` drops."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk = around, around.desk
        self.promises: Sequence[PromiseRow] = ()
        px, theme = around.px, around.theme
        self.model = Sections[Item](lambda row: ", ".join(filter(None, (row.title, row.below))), lambda _row: "", self)
        self.view = _View(theme, self.model, name="person.meetings", says=_("Meetings and promises"),
                          height=lambda: px(LINE), ground="window")  # fmt: skip
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.setItemDelegate(LineDelegate(theme, self.desk))
        self.view.itemDelegate().setParent(self.view)
        self.view.opened.connect(self._open)
        self.view.wanted_menu.connect(self._menu)
        self.view.installEventFilter(self)
        self.empty = Label(theme, _("No meetings yet. Ask for 20 minutes: {key}.").format(
            key=around.commands.key_of("meet") or _("Plan meeting")), "body", "text3", wrap=True)  # fmt: skip
        self.hint = Label(theme, _("K: kept. X: dropped."), "small", "text3")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(8))
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        column.addStretch(0)
        theme.changed.connect(self._size)

    def show_person(self, person_id: int) -> int:
        """Read and show hers; returns how many meetings there are."""
        read, number = self.desk.read, self.view.current()
        rows = queries.rows(read, queries.of_person(read, person_id))
        promises = self.promises = queries.promises(read, person_id=person_id)
        now = self.desk.now
        coming = [row for row in rows if _is_coming(row) and (row.starts is None or row.starts > now)]
        past = [row for row in rows if row not in coming]
        still = [each for each in promises if is_open(each)]
        settled = [each for each in promises if each not in still]
        mine = [each for each in still if each.side == "mine"]
        theirs = [each for each in still if each.side == "theirs"]
        parts: list[tuple[Section, Sequence[Item]]] = [
            (Section("coming", _("Coming"), len(coming), "calendar-check", "violet"),
             [self._meeting(row) for row in reversed(coming)]),
            (Section("mine", _("You promised"), len(mine), "handshake", "accent"),
             [self._promise(each) for each in mine]),
            (Section("theirs", _("They promised"), len(theirs), "handshake", "blue"),
             [self._promise(each) for each in theirs]),
            (Section("past", _("Past"), len(past), "clock-counter-clockwise", "text2"),
             [self._meeting(row) for row in past]),
            (Section("settled", _("Settled promises"), len(settled), "check-circle", "text2"),
             [self._promise(each) for each in settled]),
        ]  # fmt: skip
        self.model.show(parts)
        self._size()
        places = [place for place in range(len(self.model.items)) if self.model.row_at(place) is not None]
        if places:
            self.view.go_to(next((place for place in places if place >= number), places[-1]))
        self.empty.setVisible(not places)
        self.view.setVisible(bool(places))
        self.hint.setVisible(bool(still))
        return len(rows)

    def _meeting(self, row: MeetingRow) -> Item:
        status, about = status_of(row), self.desk.about
        parts = [say_when_for_her(row, about, self.desk.today), status.words]
        if row.dates.outcome_on is None and row.dates.held_on is not None:
            parts.append(_("no outcome yet"))
        learned = " ".join(row.learned.split())[:200]
        below = " · ".join([*parts, *([learned] if learned else [])])
        return Item(status.icon, status.token, title_of(row), below, meeting_id=row.id)

    def _promise(self, each: PromiseRow) -> Item:
        today, made = self.desk.today, _("made {day}").format(day=say_date(each.made_on, self.desk.today))
        if each.kept_on is not None:
            said = _("Kept {day}").format(day=say_date(each.kept_on, today))
            return Item("check-circle", "green", each.text, said, promise=each)
        if each.dropped_on is not None:
            return Item("x-circle", "text3", each.text, _("Dropped"), promise=each)
        late = say_late(each.due, today) if each.due else ""
        due = late or (_("by {day}").format(day=say_inside(each.due, today)) if each.due else "")
        below = " · ".join(part for part in (due, made) if part)
        return Item("circle", "red" if late else "text2", each.text, below, promise=each)

    def _size(self) -> None:
        for number, item in enumerate(self.model.items):
            height = LINE if not isinstance(item, Section) else HEADER if number else FOLDED
            self.view.setRowHeight(number, self.around.px(height))

    # Acting

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        """The keys of a promise."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (KEEP, DROP) or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        row = self.model.row_at(self.view.current())
        if row is None or row.promise is None:
            return False
        if event.key() == KEEP:
            self._keep(row.promise)
        else:
            self._drop(row.promise)
        return True

    def _open(self, number: int) -> None:
        row = self.model.row_at(number)
        if row is None:
            return
        if row.promise is not None:
            self._keep(row.promise)
        else:
            self.around.go("meetings", row.meeting_id)

    def _keep(self, promise: PromiseRow) -> None:
        from mrtnet.edits import promises

        if is_open(promise):
            self.around.do(promises.keep_promise, promise.id, self.desk.today)

    def _drop(self, promise: PromiseRow) -> None:
        from mrtnet.edits import promises

        if is_open(promise):
            self.around.do(promises.drop_promise, promise.id)

    def _menu(self, number: int, where: QPoint) -> None:
        row = self.model.row_at(number)
        if row is None:
            return
        menu = passing_menu(self, "promise" if row.promise is not None else "meeting")
        theme, promise = self.around.theme, row.promise
        if promise is None:
            menu.addAction(icon(theme, "arrow-right"), _("Open"), lambda: self._open(number))
        elif is_open(promise):
            menu.addAction(icon(theme, "check"), _("Kept") + "\tK", lambda: self._keep(promise))
            menu.addAction(icon(theme, "x"), _("Drop") + "\tX", lambda: self._drop(promise))
        if menu.actions():
            menu.popup(where)


def _is_coming(row: MeetingRow) -> bool:
    return not (row.dates.cancelled_on or row.dates.declined_on or row.dates.held_on or row.dates.outcome_on)
