"""One reminder in the pop-up: who, what, how late; the chosen one shows Write, Done and Snooze."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.rows import FollowUpRow
from mrtnet.ui.around import Around
from mrtnet.ui.reminders.any_row import AnyReminder
from mrtnet.ui.saying import chip_status, spoken_follow_up, step_title, why
from mrtnet.ui.widgets.basic import Avatar, Button, Chip, Label, ShortLabel, Symbol
from mrtnet.words import _


class ReminderRow(AnyReminder):
    """A follow-up; its buttons are write, done, snooze, later."""

    def __init__(self, around: Around, row: FollowUpRow) -> None:
        super().__init__(around, row.id)
        self.row = row
        theme, px, today = around.theme, around.px, around.desk.today
        self.setAccessibleName(spoken_follow_up(row, today))
        self.setObjectName(f"reminders.row.{row.id}")
        step = step_title(row.kind, row.title)
        head = ShortLabel(theme, row.person or step, "name")
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        first = QHBoxLayout()
        first.setSpacing(px(7))
        first.addWidget(head)
        first.addWidget(Label(theme, row.credentials, "small", "text3"))
        first.addStretch(1)
        status = chip_status(row, today)
        if status is not None:
            late = Chip(theme, status.words, status.token, status.icon)
            late.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # the name is cut before it
            first.addWidget(late)
        second = QHBoxLayout()
        second.setSpacing(px(6))
        second.addWidget(Symbol(theme, kinds.kind("follow-up", row.kind).icon, "text3", size=15))
        below = step if row.person else row.event or _("For you")
        reason = why(row)
        second.addWidget(ShortLabel(theme, f"{below} · {reason}" if reason else below, "body", "text2"), 1)
        disc: QWidget
        if row.person_id is not None:
            disc = Avatar(theme, 34)
            disc.show_person(row.person, row.person_id)
        else:
            icon = kinds.kind("follow-up", row.kind).icon
            disc = Symbol(theme, icon, "text2", size=17, disc=34, ground="grey_tint")
        self.buttons = self._make_buttons()
        self.lay_out(disc, first, second)

    def _make_buttons(self) -> QWidget:
        theme = self.around.theme
        self.write = Button(theme, _("Write"), "paper-plane-tilt", kind="primary", small=True, name="reminders.write")
        self.done = Button(theme, _("Done"), "check", small=True, name="reminders.done")
        self.snooze = Button(theme, _("Snooze"), "bell-simple-z", small=True, name="reminders.snooze")
        self.later = Button(theme, icon="caret-down", small=True, says=_("Snooze until…"), name="reminders.later")
        self.write.setVisible(self.row.person_id is not None)
        return self.side_by_side(
            (self.write, "write"), (self.done, "done"), (self.snooze, "snooze"), (self.later, "later")
        )

    def shrink(self, narrow: bool) -> None:
        """Done and Snooze as icons where there is no room for words."""
        for button in (self.done, self.snooze):
            button.shrink(narrow)
