"""The two lists of Follow-ups: every open step by day, and all that one day holds."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.rows import FollowUpRow
from mrtnet.queries import follow_ups as queries
from mrtnet.queries import month
from mrtnet.queries.planning import my_zone
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.delegates.card_rows import FOLDED, HEADER
from mrtnet.ui.delegates.follow_up import FollowUpDelegate
from mrtnet.ui.pages.follow_ups_days import long_day, meeting_words
from mrtnet.ui.pages.page import CommandButton
from mrtnet.ui.saying import WAITING, spoken_follow_up, why
from mrtnet.ui.sections import Entry, Section, Sections
from mrtnet.ui.widgets.basic import Button, Card, Label, tip
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, plural

ROW = 60  # design px
PAGE = 300
LATEST = date(9999, 12, 31)


class Steps(QWidget):
    """A list of follow-ups in sections, with the buttons and keys that act on the current row."""

    def __init__(self, around: Around, name: str, says: str) -> None:
        super().__init__()
        self.around, self.desk = around, around.desk
        self.model = Sections[FollowUpRow](lambda row: spoken_follow_up(row, self.desk.today), why, self)
        self.view = RowsView(
            around.theme, self.model, name=name, says=says, height=lambda: around.px(ROW), ground="window"
        )
        self._delegate = FollowUpDelegate(around.theme, self.desk, around.can)
        self._delegate.pressed.connect(self._press)
        self.view.setItemDelegate(self._delegate)
        self.view.opened.connect(lambda _number: around.commands.run("open"))
        self.view.wanted_menu.connect(self._menu)
        around.theme.changed.connect(self._size_headers)

    def fill(self, parts: Sequence[tuple[Section, Sequence[FollowUpRow]]]) -> None:
        """Show these, keeping the row, else its place."""
        row, number = self.row(), self.view.current()
        self.model.show(parts)
        self._size_headers()
        if row is None or not self.mark(row.id):
            rows = [place for place, item in enumerate(self.model.items) if isinstance(item, Entry)]
            if rows and (number >= 0 or row is None):
                self.view.go_to(next((place for place in rows if place >= number), rows[-1]))

    def mark(self, follow_up_id: int) -> bool:
        """Make this follow-up the current row; False if it is not shown."""
        for place, item in enumerate(self.model.items):
            if isinstance(item, Entry) and item.row.id == follow_up_id:
                self.view.go_to(place)
                return True
        return False

    def go_to_first(self) -> None:
        """The first row that is no header, unless one is current."""
        if self.row() is None:
            rows = [place for place, item in enumerate(self.model.items) if isinstance(item, Entry)]
            if rows:
                self.view.go_to(rows[0])

    def row(self) -> FollowUpRow | None:
        """The current row, if it is a follow-up."""
        found = self.model.row_at(self.view.current())
        return found if found is not None and found.id > 0 else None

    def subject(self) -> Subject:
        """The current row and all selected ones."""
        row = self.model.row_at(self.view.current())
        return Subject.of_steps(row, self.model.rows_at(self.view.chosen()))

    def anchor(self) -> QPoint:
        """Below the buttons of the current row."""
        rect = self.view.visualRect(self.view.currentIndex())
        corner = rect.bottomLeft() if self.isRightToLeft() else rect.bottomRight() - QPoint(self.around.px(220), 0)
        return self.view.viewport().mapToGlobal(corner)

    def _press(self, command: str, number: int) -> None:
        self.view.go_to(number)
        self.around.commands.run(command)

    def _menu(self, number: int, where: QPoint) -> None:
        if self.model.row_at(number) is not None:
            self.view.go_to(number)
            self.around.commands.menu("person", self).popup(where)

    def _size_headers(self) -> None:
        for number, item in enumerate(self.model.items):
            height = ROW if isinstance(item, Entry) else HEADER if number else FOLDED
            self.view.setRowHeight(number, self.around.px(height))


class StepList(Steps):
    """Every open step, by day; more are read as she comes to the end."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, "follow_ups.list", _("All follow-ups"))
        px = around.px
        self._shown = PAGE
        self.empty = Card(around.theme)
        inside = QHBoxLayout(self.empty)
        inside.setContentsMargins(px(16), px(12), px(12), px(12))
        words = _("No follow-ups. Add one to a person or log an event.")
        inside.addWidget(Label(around.theme, words, "body", "text2", wrap=True), 1)
        inside.addWidget(CommandButton(around, "follow_up", name="follow_ups.first"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1000)
        column.addStretch(1)
        self.view.verticalScrollBar().valueChanged.connect(self._read_on)

    def reload(self) -> None:
        """Read as many as were shown."""
        today = self.desk.today
        counts = month.counts_by_day(self.desk.read)
        rows = queries.open_between(self.desk.read, date.min, LATEST, self._shown)
        sections: dict[str, tuple[Section, list[FollowUpRow]]] = {}
        for day, count in counts.items():
            key, title, icon, token = _part(day, today)
            section, listed = sections.get(key, (Section(key, title, 0, icon, token), []))
            sections[key] = (section._replace(total=section.total + count), listed)
        for row in rows:
            sections[_part(row.due, today)[0]][1].append(row)
        self.fill([(section, listed) for section, listed in sections.values() if listed])
        self.empty.setVisible(not rows)
        self.view.setVisible(bool(rows))

    def _read_on(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        loaded = sum(isinstance(item, Entry) for item in self.model.items)
        if value >= bar.maximum() - self.around.px(600) and loaded >= self._shown:
            self._shown += PAGE
            self.reload()
            bar.setValue(value)


class DayPanel(Steps):
    """One day: late and due, done, and what playbooks have planned."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, "follow_ups.day.list", _("This day"))
        theme, px = around.theme, around.px
        self._title = Label(theme, "", "strong", wrap=True, name="follow_ups.day.title")
        self._count = Label(theme, "", "body", "text3")
        self._going = Label(theme, "", "body", "violet", wrap=True)
        self._meetings = QWidget()
        self._nothing = Label(theme, _("Nothing on this day."), "body", "text3", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, 0)
        column.setSpacing(px(6))
        column.addLayout(head)
        column.addWidget(self._going)
        column.addWidget(self._meetings)
        column.addWidget(self._nothing)
        column.addWidget(self.view, 1)
        column.addStretch(0)

    def show_day(self, day: date, planned: Sequence[month.Planned]) -> None:
        """Show this day."""
        read, today = self.desk.read, self.desk.today
        late = queries.open_between(read, date.min, today - timedelta(days=1), 200) if day == today else []
        due = queries.open_between(read, day, day, 200) if day >= today else []
        waiting = [row for row in due if row.kind == WAITING]
        due = [row for row in due if row.kind != WAITING]
        done = queries.closed_on(read, day)
        steps = [_as_row(step, number) for number, step in enumerate(planned) if step.due == day]
        on_day = Section("due", _("Today"), len(due), "sun", "amber") if day == today else Section(
            "due", _("Due"), len(due), "calendar-blank", "text2")  # fmt: skip
        self.fill(
            [
                (Section("late", _("Late"), len(late), "clock-counter-clockwise", "red"), late),
                (on_day, due),
                (Section("waiting", _("Waiting for a reply"), len(waiting), "hourglass-medium", "blue"), waiting),
                (Section("planned", _("Planned by playbooks"), len(steps), "notebook", "text2"), steps),
                (Section("done", _("Done"), len(done), "check-circle", "green"), done),
            ]
        )
        self._title.setText(long_day(day))
        number = len(late) + len(due) + len(waiting)
        self._count.setText(str(number) if number else "")
        going = [event.name for event in month.going(read, day, day)]
        self._going.setText(", ".join(going))
        self._going.setVisible(bool(going))
        meetings = month.meetings(read, day, day, my_zone(self.desk.about))
        self._show_meetings(meetings)
        self._nothing.setVisible(not self.model.items and not meetings)
        self.view.setVisible(bool(self.model.items))
        self.setAccessibleName(f"{long_day(day)}, {plural('{n} follow-up', '{n} follow-ups', number)}")

    def _show_meetings(self, found: Sequence[month.Meet]) -> None:
        """A line for each, which opens it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(2))
        for each in found:
            words = meeting_words(each)
            button = Button(self.around.theme, words, "calendar-check", kind="ghost", small=True, full=True,
                            name="follow_ups.day.meeting")  # fmt: skip
            button.setToolTip(tip(each.title or kinds.title("meeting", each.kind)))
            button.clicked.connect(lambda _on=False, meeting=each.meeting_id: self.around.go("meetings", meeting))
            column.addWidget(button)
        layout = self.layout()
        if layout is not None:
            layout.replaceWidget(self._meetings, holder)
        self._meetings.deleteLater()
        self._meetings = holder
        holder.setVisible(bool(found))


def _as_row(step: month.Planned, number: int) -> FollowUpRow:
    """A planned step as a row of the list; it is none of the book, so its id is negative."""
    return FollowUpRow(
        -1 - number, "", step.person_id, step.person, "", "", step.kind, _(step.title), step.due, None, step.due, 0,
        "planned", None, "", "", _("planned"), step.event_id, "", step.run_id, "", "", "",
    )  # fmt: skip


def _part(day: date, today: date) -> tuple[str, str, str, str]:
    """The section of a day: key, title, icon, colour."""
    ahead = (day - today).days
    if ahead < 0:
        return "late", _("Late"), "clock-counter-clockwise", "red"
    if ahead == 0:
        return "today", _("Today"), "sun", "amber"
    if ahead == 1:
        return "tomorrow", _("Tomorrow"), "sun-horizon", "text2"
    if ahead <= 6 - today.weekday():
        return "week", _("Later this week"), "calendar-blank", "text2"
    if ahead <= 13 - today.weekday():
        return "next", _("Next week"), "calendar-blank", "text2"
    title = QLocale().toString(QDate(day.year, day.month, day.day), "MMMM yyyy")
    return f"{day:%Y-%m}", title, "calendar-blank", "text2"
