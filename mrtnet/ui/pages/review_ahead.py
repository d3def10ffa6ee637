"""Two screens of the weekly review: the week ahead with its follow-ups, and the week that was, in a few lines."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.review import Review, load_words, say_quiet, sentence
from mrtnet.domain.rows import FollowUpRow
from mrtnet.domain.when import say_date, say_when
from mrtnet.queries.review import Queues
from mrtnet.queries.week import DayLoad
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.delegates.card_rows import HEADER
from mrtnet.ui.delegates.follow_up import FollowUpDelegate
from mrtnet.ui.saying import spoken_follow_up, why
from mrtnet.ui.sections import Section, Sections
from mrtnet.ui.widgets.basic import Button, Card, Label, Symbol
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.week import WeekBars
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, listed, plural

ROW = 60  # design px
NAMES = 6  # names in one line


class Ahead(QWidget):
    """The seven days from tomorrow on: how much there is each day, meetings and events, and each follow-up."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        theme, px = around.theme, around.px
        self.model = Sections[FollowUpRow](lambda row: spoken_follow_up(row, around.desk.today), why, self)
        self.view = RowsView(theme, self.model, name="review.ahead", says=_("Follow-ups of the week ahead"),
                             height=lambda: px(ROW), ground="window")  # fmt: skip
        delegate = FollowUpDelegate(theme, around.desk, around.can)
        delegate.pressed.connect(self._press)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.opened.connect(lambda _number: around.commands.run("open"))
        self.view.wanted_menu.connect(lambda _number, where: around.commands.menu("person", self).popup(where))
        theme.changed.connect(self._size_rows)
        card = Card(theme)
        self.said = Wrapped(theme, "", "name")
        self.more = Wrapped(theme, "", "body", "text2")
        self.bars = WeekBars(theme)
        self.on = Button(theme, _("Go on"), "arrow-right", kind="primary", name="review.on")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(22), px(18), px(22), px(14))
        inside.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.on, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(head)
        inside.addWidget(self.more)
        inside.addWidget(self.bars)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addWidget(card)
        column.addWidget(self.view, 1)

    def fit(self, narrow: bool) -> None:
        """Without the bars where it is narrow: the list has the room."""
        self.bars.setVisible(not narrow)

    def words(self, queues: Queues) -> str:
        """How much it is, for the step's line."""
        coming = queues.coming
        return load_words(len(queues.ahead), len(coming.events), len(coming.meetings)) or _("nothing is planned")

    def show_week(self, queues: Queues, rows: Sequence[FollowUpRow], today: date) -> None:
        """Show these days."""
        number = self.view.current()
        coming = queues.coming
        self.said.setText(self.words(queues)[:1].upper() + self.words(queues)[1:])
        told = [f"{say_when(first, today)}: {name}" for name, first in coming.events]
        told += [
            _("{day}: {kind} with {whom}").format(
                day=say_when(talk.day, today), kind=kinds.title("meeting", talk.kind), whom=talk.whom)
            for talk in coming.meetings
        ]  # fmt: skip
        self.more.setText("\n".join(told))
        self.more.setVisible(bool(told))
        days = [coming.first + timedelta(days=at) for at in range(7)]
        self.bars.show_loads([DayLoad(day, 0, sum(row.due == day for row in rows)) for day in days], today)
        by_day: dict[date, list[FollowUpRow]] = {}
        for row in rows:
            by_day.setdefault(row.due, []).append(row)
        self.model.show([(Section(f"{day}", say_when(day, today), len(each), "calendar-blank", "text2"), each)
                         for day, each in by_day.items()])  # fmt: skip
        self._size_rows()
        places = [at for at in range(len(self.model.items)) if self.model.row_at(at) is not None]
        if places:
            self.view.go_to(next((at for at in places if at >= number), places[-1]))

    def _size_rows(self) -> None:
        for number in range(len(self.model.items)):
            height = ROW if self.model.row_at(number) is not None else HEADER
            self.view.setRowHeight(number, self.around.px(height))

    def _press(self, command: str, number: int) -> None:
        self.view.go_to(number)
        self.around.commands.run(command)

    def subject(self) -> Subject:
        """The current row and all selected ones."""
        row = self.model.row_at(self.view.current())
        return Subject.of_steps(row, self.model.rows_at(self.view.chosen()))

    def anchor(self) -> QPoint:
        """Below the current row."""
        return self.view.viewport().mapToGlobal(self.view.visualRect(self.view.currentIndex()).bottomLeft())


class Summary(QWidget):
    """The week in a few lines, and the sentence about it."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        theme, px = around.theme, around.px
        card = Card(theme)
        self.title = Label(theme, _("That was the week"), "section", wrap=True)
        self.sentence = Wrapped(theme, "", "name", "accent")
        self.lines = [(Symbol(theme, icon, "text3", size=17), Wrapped(theme, "", "body")) for icon in _ICONS]
        self.again = Button(theme, _("Look once more"), "arrows-clockwise", name="review.again")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(px(26), px(22), px(26), px(22))
        inside.setSpacing(px(12))
        inside.addWidget(self.title)
        inside.addWidget(self.sentence)
        inside.addSpacing(px(4))
        self._rows: list[QWidget] = []
        for symbol, words in self.lines:
            row = QWidget()
            both = QHBoxLayout(row)
            both.setContentsMargins(0, 0, 0, 0)
            both.setSpacing(px(10))
            both.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
            both.addWidget(words, 1)
            inside.addWidget(row)
            self._rows.append(row)
        inside.addSpacing(px(6))
        inside.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px(2), px(20))
        column.addWidget(card)
        column.addStretch(1)

    def show_week(self, week: Review, today: date) -> None:
        """Show this week."""
        self.sentence.setText(sentence(week, today))
        for row, (_symbol, label), words in zip(self._rows, self.lines, week_lines(week, today), strict=True):
            label.setText(words)
            row.setVisible(bool(words))


_ICONS = ("check-circle", "users", "envelope-simple", "chats-circle", "handshake", "moon", "calendar-blank")


def week_lines(week: Review, today: date) -> list[str]:
    """What was done, who was met and thanked, talks, promises, who is quiet, what comes; "" for nothing."""
    kept, owed = len(week.kept), len(week.open)
    promises = [plural("{n} promise kept", "{n} promises kept", kept) if kept else "",
                plural("{n} still open", "{n} still open", owed) if owed else ""]  # fmt: skip
    coming = load_words(week.next.follow_ups, len(week.next.events), len(week.next.meetings))
    return [
        plural("{n} step done", "{n} steps done", week.done) if week.done else "",
        _names(_("Met {names}"), (each.name for each in week.met)),
        _names(_("Thanked {names}"), (each.name for each in week.thanked)),
        _names(_("Talked with {names}"), (talk.whom for talk in week.talks)),
        ", ".join(part for part in promises if part),
        _names(_("Gone quiet: {names}"), (f"{each.name} ({say_quiet(each.last_contact, today)})"
                                         for each in week.quiet)),
        _("From {day} on: {what}").format(day=say_date(week.next.first, today), what=coming) if coming else "",
    ]  # fmt: skip


def _names(words: str, names: Iterable[str]) -> str:
    told = list(names)
    if not told:
        return ""
    if len(told) > NAMES:
        more = plural("{n} more", "{n} more", len(told) - NAMES)
        told = [*told[:NAMES], more]
    return words.format(names=listed(told))
