"""Acting on a row: Done, Snooze, Skip, for every page that says what its current row is (`Page.subject`)."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QVBoxLayout

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.when import When, parse_when, say_when
from mrtnet.ui import names
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.commands import handles
from mrtnet.ui.icons import icon
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.words import _

EVENING = time(18)


class Delay(NamedTuple):
    """One line of the snooze menu."""

    words: str
    icon: str
    when: When


def delays(now: datetime, days: WorkingDays) -> list[Delay]:
    """What the snooze menu offers at this moment of hers."""
    today = now.date()
    in_an_hour = now + timedelta(hours=1)
    offered = []
    if in_an_hour.date() == today:
        offered.append(Delay(_("In 1 hour"), "clock", When(today, in_an_hour.time().replace(second=0, microsecond=0))))
    if now.time() < time(17):
        offered.append(Delay(_("This evening"), "moon", When(today, EVENING)))
    offered.append(Delay(_("Tomorrow"), "sun-horizon", When(today + timedelta(days=1))))
    monday = today + timedelta(days=7 - today.weekday())
    offered.append(Delay(_("Next week"), "calendar-blank", When(days.on_or_after(monday))))
    return offered


def said(when: When, today: date) -> str:
    """A moment in short words: "6:00 PM", "Mon, Oct 20"."""
    if when.day == today and when.at is not None:
        return say_time(when.at)
    words = say_when(when.day, today)
    return words if when.at is None else _("{day}, {time}").format(day=words, time=say_time(when.at))


class Acting(QObject):
    """Carries out what concerns the current row; comes after the page and before the window."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around

    @handles("done")
    def done(self) -> None:
        """The follow-up is done, today; it is logged and the next step comes."""
        from mrtnet.edits import follow_ups

        subject = self._around.subject()
        if subject.follow_up_id is not None:
            self._around.do(follow_ups.done, subject.follow_up_id, self._around.desk.today)

    @handles("skip")
    def skip(self) -> None:
        """Close the follow-ups without doing them."""
        from mrtnet.edits import follow_ups

        if ids := _ids(self._around.subject()):
            self._around.do(follow_ups.skip, ids)

    @handles("snooze")
    def snooze(self) -> None:
        """Ask until when, in a menu where the row is."""
        ids = _ids(self._around.subject())
        if not ids:
            return
        desk, theme = self._around.desk, self._around.theme
        menu = QMenu(self._around.window)
        menu.setObjectName(names.dialog("snooze"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for delay in delays(desk.now, desk.about.days):
            words = f"{delay.words}\t{said(delay.when, desk.today)}"
            action = menu.addAction(icon(theme, delay.icon, "text2"), words)
            action.triggered.connect(lambda _on=False, when=delay.when: self._put_off(ids, when))
        menu.addSeparator()
        pick = menu.addAction(icon(theme, "calendar-plus", "text2"), _("&Pick a date…"))
        pick.triggered.connect(lambda: self._pick(ids))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._around.anchor())

    def _pick(self, ids: tuple[int, ...]) -> None:
        dialog = AskWhen(self._around)
        dialog.accepted.connect(lambda: self._put_off(ids, dialog.when) if dialog.when else None)
        dialog.open()

    def _put_off(self, ids: tuple[int, ...], when: When) -> None:
        from mrtnet.edits import follow_ups

        self._around.do(follow_ups.snooze, ids, when.day, when.at)


class AskWhen(QDialog):
    """Asks for a day in words: "thu", "in 3 days", "12/3 2pm". Enter takes it, Esc leaves."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        self.when: When | None = None
        self.setObjectName(names.dialog("when"))
        self.setWindowTitle(_("Until when?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme, px = around.theme, around.px
        self.field = Field(theme, _("thu, in 3 days, next week, 12/3 2pm"), "calendar-blank", name="when.field")
        self.field.setMinimumWidth(px(300))
        self.answer = Label(theme, _("Type a day."), "body", "text3", name="when.answer")
        self.take = Button(theme, _("Put off"), "check", kind="primary", name="when.take")
        self.take.setEnabled(False)
        buttons = QHBoxLayout()
        buttons.addWidget(self.answer, 1)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(self.field)
        column.addLayout(buttons)
        self.field.textChanged.connect(self._read)
        self.take.clicked.connect(self.accept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the day if there is one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.when is not None:
                self.accept()
        else:
            super().keyPressEvent(event)

    def _read(self, text: str) -> None:
        desk = self._around.desk
        found = parse_when(text, desk.today, days=desk.about.days, day_first=desk.about.day_first)
        self.when = found if found is not None and found.day is not None and found.day >= desk.today else None
        self.take.setEnabled(self.when is not None)
        if self.when is not None:
            self.answer.setText(said(self.when, desk.today))
        elif found is not None:
            self.answer.setText(_("That day is over."))
        else:
            self.answer.setText(_("Not a day yet.") if text else _("Type a day."))


def _ids(subject: Subject) -> tuple[int, ...]:
    if subject.follow_up_ids:
        return subject.follow_up_ids
    return (subject.follow_up_id,) if subject.follow_up_id is not None else ()
