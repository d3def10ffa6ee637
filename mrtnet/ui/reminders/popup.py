"""The reminder window above the tray (design 3.8, picture 14): it takes no keyboard and stays until dealt with."""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import TypeVar

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.alarms import Alarm
from mrtnet.domain.reminders import Bundle, Due
from mrtnet.domain.rows import FollowUpRow, MeetingRow
from mrtnet.queries import follow_ups, meetings
from mrtnet.queries.today import due
from mrtnet.store.journal import Changes
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.snooze import choices, put_off, snooze_menu
from mrtnet.ui.meetings.words import my_start, title_of
from mrtnet.ui.painting import card
from mrtnet.ui.reminders.meeting import MeetingReminder
from mrtnet.ui.reminders.row import ReminderRow
from mrtnet.ui.saying import say_time, step_title
from mrtnet.ui.widgets.basic import Button, Divider, Label, ShortLabel, Symbol
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, plural

WIDTH = 404  # design px
TIGHT = 396  # design px; under it Done and Snooze are icons
MOST = 8  # rows; the rest waits in Today
MOST_KEPT = 200  # follow-ups that can come up here; of more, the first
GAP = 16  # design px from the edges of the screen
EVERY = 20_000  # ms between two looks at the clock while a meeting stands here
MORNING_ENDS, EVENING_BEGINS = time(12), time(17)

AnyRow = TypeVar("AnyRow", MeetingReminder, ReminderRow)

_MEETING_KEYS = {
    Qt.Key.Key_Return.value: "open", Qt.Key.Key_Enter.value: "open", Qt.Key.Key_O.value: "open",
    Qt.Key.Key_J.value: "join", Qt.Key.Key_B.value: "prepare", Qt.Key.Key_N.value: "prepare",
    Qt.Key.Key_S.value: "later", Qt.Key.Key_D.value: "close",
}  # fmt: skip


class ReminderWindow(QWidget):
    """What she is reminded of. `write(follow-up)` when she wants to write; `meeting(command, id)` to get into one;
    `later(Alarm)` when its alarm is to come again."""

    write = Signal(int)
    meeting = Signal(str, int)
    later = Signal(object)

    def __init__(self, around: Around) -> None:
        flags = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        super().__init__(None, flags)
        self.around = around
        self.meetings: list[MeetingReminder] = []
        self.rows: list[ReminderRow] = []
        self._shown: dict[int, tuple[date, time | None]] = {}
        self._alarms: dict[int, Alarm] = {}
        self._place = 0
        self._look: object = None
        """What the rows were made for beside what they say: the day, and the size of the text."""
        self.setObjectName(names.dialog("reminders"))
        self.setAccessibleName(_("Reminders"))
        self.setWindowTitle(_("Reminders"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head, self._foot = self._make_head(), self._make_foot()
        column.addWidget(self._head)
        column.addWidget(Divider(around.theme, "divider"))
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._area = scrolling(self._inner, see_through=True)
        column.addWidget(self._area, 1)
        column.addWidget(self._foot)
        around.desk.changed.connect(self._changed)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._minute)

    def _make_head(self) -> QWidget:
        px, theme = self.around.px, self.around.theme
        head = QWidget()
        self.title = ShortLabel(theme, "", "strong", name="reminders.title")
        self.all = Button(theme, _("Snooze all"), kind="ghost", small=True, name="reminders.all")
        self.all.clicked.connect(self._snooze_all)
        self.close_button = Button(theme, icon="x", kind="ghost", small=True, says=_("Close"), name="reminders.close")
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(head)
        row.setContentsMargins(px(14), px(7), px(8), px(7))
        row.setSpacing(px(6))
        row.addWidget(Symbol(theme, "bell", "accent", size=16))
        row.addWidget(self.title, 1)
        row.addWidget(self.all)
        row.addWidget(self.close_button)
        return head

    def _make_foot(self) -> QWidget:
        px, theme = self.around.px, self.around.theme
        foot = QWidget()
        self.quiet = ShortLabel(theme, "", "small", "text3")
        key = self.around.commands.key_of("reminders")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(14), px(8), px(14), px(9))
        row.addWidget(self.quiet, 1)
        row.addWidget(Label(theme, _("{key} for the keyboard").format(key=key) if key else "", "small", "text3"))
        return foot

    # What is shown

    def bring(self, bundles: Sequence[Bundle]) -> None:
        """Show these too; what is on the screen already stays."""
        items = [item for bundle in bundles for item in bundle.items]
        self._shown |= {item.id: _moment(item) for item in items[: max(0, MOST_KEPT - len(self._shown))]}
        alarms = [each.alarm for bundle in bundles for each in bundle.alarms]
        self._alarms |= {alarm.meeting_id: alarm for alarm in alarms}
        if alarms:
            self._place = 0  # a meeting stands first and waits for nobody
        self._fill()
        self._put_in_place()
        self.show()
        self.raise_()

    def waiting(self) -> list[int]:
        """The follow-ups on the screen, in their order."""
        return [each.row.id for each in self.rows]

    def waiting_meetings(self) -> list[int]:
        """The meetings on the screen, in their order; they stand before the follow-ups."""
        return [each.row.id for each in self.meetings]

    def _all(self) -> list[MeetingReminder | ReminderRow]:
        return [*self.meetings, *self.rows]

    def _still_coming(self) -> list[MeetingRow]:
        """Meetings whose alarm came here and that are not over, moved, called off or gone."""
        now, found = self.around.desk.now, []
        for row in meetings.rows(self.around.desk.read, list(self._alarms)):
            alarm = self._alarms[row.id]
            live = not (row.dates.cancelled_on or row.dates.declined_on or row.dates.held_on)
            if live and row.starts == alarm.starts and now < alarm.ends:
                found.append(row)
        self._alarms = {row.id: self._alarms[row.id] for row in found}
        return sorted(found, key=lambda row: (self._alarms[row.id].starts, row.id))

    def _fill(self) -> None:
        """What was dealt with is gone, what was changed made anew; nothing left closes the window."""
        found = follow_ups.rows(self.around.desk.read, list(self._shown))
        still = [row for row in found if row.state == "open" and _moment(row) == self._shown[row.id]]
        self._shown = {row.id: self._shown[row.id] for row in still}
        still.sort(key=lambda row: (row.due, row.at or time.min, row.id))
        focused = self.isActiveWindow()
        coming = self._still_coming()
        self._lay(coming, still[:MOST])
        self._say(still, coming)
        self._choose(min(self._place, len(self._all()) - 1))
        if coming:
            self._timer.start()
        else:
            self._timer.stop()
        if not still and not coming:
            self.hide()
        elif focused:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self, coming: Sequence[MeetingRow], rows: Sequence[FollowUpRow]) -> None:
        """A row for each; one that stands there and says the same already stays."""
        before, look = self._all(), (self.around.desk.today, self.around.theme.scale)
        kept = {each.row: each for each in self.rows} if look == self._look else {}
        self._look = look
        self.meetings = [self._made(MeetingReminder(self.around, row)) for row in coming]
        self.rows = [kept.get(row) or self._made(ReminderRow(self.around, row)) for row in rows]
        for place, each in enumerate(self._all()):
            self._column.insertWidget(place, each)
        for gone in set(before).difference(self._all()):
            gone.setParent(None)
            gone.deleteLater()

    def _made(self, each: AnyRow) -> AnyRow:
        each.pressed.connect(self._press if isinstance(each, ReminderRow) else self._press_meeting)
        each.chosen.connect(lambda _id: self._choose(next(n for n, row in enumerate(self._all()) if row is each)))
        return each

    def _say(self, rows: Sequence[FollowUpRow], coming: Sequence[MeetingRow]) -> None:
        number = len(rows)
        start = my_start(coming[0], self.around.desk.about) if coming else None
        if start is not None:
            words = f"{say_time(start.time())}  {title_of(coming[0])}"
        elif number == 1 and rows[0].at is not None:
            words = f"{say_time(rows[0].at)}  {step_title(rows[0].kind, rows[0].title)}"
        else:
            words = _part_of_day(self.around.desk.now.time(), number)
        self.title.setText(words)
        self.all.setVisible(number > 1)
        about = self.around.desk.about
        said = _("Quiet from {first} to {last}").format(
            first=say_time(about.quiet_from), last=say_time(about.quiet_until))  # fmt: skip
        more = number - MOST
        if more > 0:
            said = plural("{n} more is in Today", "{n} more are in Today", more)
        else:
            untimed = any(row.at is None for row in rows)
            more = self.around.desk.once(due).later_count if untimed else 0
            if more:  # beyond the portion of the day, as Today says it
                said = plural("{n} more comes later", "{n} more come later", more)
        self.quiet.setText(said if about.quiet_from != about.quiet_until or more > 0 else "")

    def _put_in_place(self) -> None:
        """Above the tray: the lower trailing corner of the screen that has the window."""
        px = self.around.px
        free = self.around.window.screen().availableGeometry()
        width = min(px(WIDTH), free.width() - 2 * px(GAP))
        for each in self._all():
            each.shrink(width < px(TIGHT))
        rows = sum(each.natural_height() for each in self._all())
        rest = self._head.sizeHint().height() + self._foot.sizeHint().height()
        height = min(rows + rest + 4, round(free.height() * 0.7))
        self.resize(width, height)
        at_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = free.left() + px(GAP) if at_left else free.right() - width - px(GAP)
        self.move(QPoint(x, free.bottom() - height - px(GAP)))

    def _choose(self, place: int) -> None:
        self._place = max(0, place)
        for number, each in enumerate(self._all()):
            each.choose(number == self._place)
        if self._all():
            self._area.ensureWidgetVisible(self._all()[self._place])

    def _changed(self, changes: Changes) -> None:
        if not self.isHidden() and changes.touches("follow_up", "person", "meeting", "meeting_person"):
            self.around.desk.in_turn(self._look_again)

    def _look_again(self) -> None:
        self._fill()
        if self._all():
            self._put_in_place()

    def _minute(self) -> None:
        """Time goes on: what begins has other buttons, what is over goes."""
        if self.isHidden():
            return
        now = self.around.desk.now
        if any(
            now >= alarm.ends or each.into != ("meeting_notes" if alarm.starts <= now else "meeting_brief")
            for each in self.meetings
            for alarm in (self._alarms[each.row.id],)
        ):
            self._look_again()
        for each in self.meetings:
            each.say_again()

    # Acting

    def take_keyboard(self) -> bool:
        """Give it the keyboard; False when there is nothing to show. What changed while it was closed is read now."""
        if self.isHidden():
            self._look_again()
        if not self._all():
            return False
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _press(self, command: str, follow_up_id: int, where: QPoint) -> None:
        from mrtnet.edits import follow_ups as edits

        desk = self.around.desk
        if command == "write":
            self.write.emit(follow_up_id)
        elif command == "done":
            desk.do(edits.done, follow_up_id, desk.today, today=desk.today)
        elif command == "snooze":
            put_off(self.around, [follow_up_id], choices(self.around)[0][1])
        else:
            self._menu([follow_up_id], where)

    def _press_meeting(self, command: str, meeting_id: int, _where: QPoint) -> None:
        alarm = self._alarms[meeting_id]
        if command == "later":
            self.later.emit(alarm)
        elif command != "close":
            self.meeting.emit(command, meeting_id)
        if command in ("later", "close"):
            del self._alarms[meeting_id]
            self._look_again()

    def _snooze_all(self) -> None:
        self._menu(list(self._shown), self.all.mapToGlobal(self.all.rect().bottomLeft()))

    def _menu(self, ids: Sequence[int], where: QPoint) -> None:
        snooze_menu(self.around, ids, self).popup(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down choose, W writes, D is done, S snoozes, Esc closes; a meeting has keys of its own."""
        act: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Up.value: lambda: self._choose(max(0, self._place - 1)),
            Qt.Key.Key_Down.value: lambda: self._choose(min(len(self._all()) - 1, self._place + 1)),
            Qt.Key.Key_Escape.value: self.hide,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        into = _MEETING_KEYS.get(event.key())
        if self._place < len(self.meetings) and into is not None and plain:
            row = self.meetings[self._place]
            if {"join": row.join, "prepare": row.prepare}.get(into, row.open).isVisibleTo(row):
                self._press_meeting(into, row.row.id, QPoint())
            return
        command = {
            Qt.Key.Key_W.value: "write", Qt.Key.Key_Return.value: "write", Qt.Key.Key_Enter.value: "write",
            Qt.Key.Key_D.value: "done", Qt.Key.Key_S.value: "later",
        }.get(event.key())  # fmt: skip
        if event.key() in act:
            act[event.key()]()
        elif command is not None and self._place >= len(self.meetings) and self.rows and plain:
            each = self.rows[self._place - len(self.meetings)]
            if command != "write" or each.row.person_id is not None:
                self._press(command, each.row.id, each.later.mapToGlobal(each.later.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The raised surface with its round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card(painter, self.around.theme, QRectF(self.rect()), "raised")


def _moment(step: FollowUpRow | Due) -> tuple[date, time | None]:
    return step.due, step.at


def _part_of_day(now: time, number: int) -> str:
    if now < MORNING_ENDS:
        return plural("{n} follow-up for this morning", "{n} follow-ups for this morning", number)
    if now < EVENING_BEGINS:
        return plural("{n} follow-up for this afternoon", "{n} follow-ups for this afternoon", number)
    return plural("{n} follow-up for this evening", "{n} follow-ups for this evening", number)
