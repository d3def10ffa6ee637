"""The person that the weekly review shows: who, how long it was quiet, what was said last, and a reason to write."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.review import reason, say_quiet
from mrtnet.domain.rhythm import say_rhythm
from mrtnet.domain.rows import FollowUpRow, PersonRow
from mrtnet.domain.when import say_date, say_late, say_when
from mrtnet.queries.review import Shown
from mrtnet.ui.around import Around
from mrtnet.ui.pages.review_parts import MonthBars, Tag
from mrtnet.ui.saying import step_title
from mrtnet.ui.widgets.basic import Avatar, Button, Card, Chip, Label, NameLine, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

LONGEST = 320  # characters of what was said last


def tags(step: str, person: PersonRow, shown: Shown, follow_up: FollowUpRow | None, today: date) -> list[Tag]:
    """What the chips under the name say."""
    found = []
    if step == "late" and follow_up is not None:
        late = say_late(follow_up.due, today)
        found.append(Tag(_("{what}, {late}").format(what=step_title(follow_up.kind, follow_up.title), late=late),
                         "red", "clock-counter-clockwise"))  # fmt: skip
    elif step == "new":
        found.append(Tag(_("No next step"), "amber", "circle-dashed"))
    elif person.last_contact is not None:
        quiet = say_quiet(person.last_contact, today)
        found.append(Tag(_("{time} quiet").format(time=quiet), "amber" if step == "quiet" else "grey", "moon"))
    if shown.rhythm:
        words = say_rhythm(shown.rhythm)
        found.append(Tag(_("Rhythm: {rhythm}").format(rhythm=words[:1].lower() + words[1:]), "grey",
                         "arrows-clockwise"))  # fmt: skip
    if person.met_at or person.met_on:
        day = say_date(person.met_on, today) if person.met_on else ""
        found.append(Tag(", ".join(part for part in (person.met_at or _("Met"), day) if part), "grey", "ticket"))
    return found


class PersonCard(Card):
    """The card. `opened` when she wants the person's own page."""

    opened = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        theme, px = around.theme, around.px
        self.around = around
        self.avatar = Avatar(theme, 64)
        self.name = NameLine(theme, "page", "body", name="review.name")
        self.work = Label(theme, "", "body", "text2", wrap=True)
        self.open = Button(theme, _("Open"), "arrow-right", kind="ghost", small=True, name="review.open")
        self.open.clicked.connect(self.opened)
        self._chips = Flow(px(6))
        chips = QWidget()
        chips.setLayout(self._chips)
        self.last_head = Label(theme, "", "small_strong", "text2")
        self.last = Wrapped(theme, "", "body")
        self._bulb = Symbol(theme, "lightbulb", "amber", size=17)
        self.reason = Wrapped(theme, "", "body", "text2")
        self._months_head = Label(theme, _("Contacts per month"), "small_strong", "text2")
        self.months = MonthBars(theme)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        first = QHBoxLayout()
        first.addWidget(self.name, 1)
        first.addWidget(self.open)
        words.addLayout(first)
        words.addWidget(self.work)
        words.addSpacing(px(6))
        words.addWidget(chips)
        head = QHBoxLayout()
        head.setSpacing(px(18))
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        self.body = QHBoxLayout()
        self.body.setSpacing(px(24))
        self.body.addLayout(self._said(), 1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(px(8))
        right.addWidget(self._months_head)
        right.addWidget(self.months)
        right.addStretch(1)
        self.body.addWidget(self._right)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(26), px(22), px(22), px(20))
        column.setSpacing(px(18))
        column.addLayout(head)
        column.addLayout(self.body)

    def _said(self) -> QVBoxLayout:
        px = self.around.px
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._bulb, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reason, 1)
        left = QVBoxLayout()
        left.setSpacing(px(6))
        left.addWidget(self.last_head)
        left.addWidget(self.last)
        left.addSpacing(px(4))
        left.addLayout(row)
        left.addStretch(1)
        return left

    def show_person(self, person: PersonRow, shown: Shown, chips: Sequence[Tag], today: date) -> None:
        """Show this person."""
        self.setAccessibleName(person.name)
        self.avatar.show_person(person.name, person.id)
        self.name.show_name(person.name, person.credentials)
        self.work.setText(", ".join(part for part in (person.title, person.organization) if part))
        self.work.setVisible(bool(self.work.text()))
        self.open.setAccessibleName(_("Open {name}").format(name=person.name))
        self._chips.clear()
        for tag in chips:
            self._chips.addWidget(Chip(self.around.theme, tag.words, tag.token, tag.icon))
        if shown.last_day is not None:
            day, what = say_when(shown.last_day, today), kinds.title("interaction", shown.last_kind)
            self.last_head.setText(_("Last time, {day}: {what}").format(day=day, what=what))
        else:
            self.last_head.setText(_("No contact yet"))
        words = " ".join(shown.last_words.split())
        self.last.setText(words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …")
        self.last.setVisible(bool(words))
        told = reason(shown.known, today)
        self.reason.setText(told)
        for part in (self.reason, self._bulb):
            part.setVisible(bool(told))
        self.months.show_months(shown.months)

    def fit(self, narrow: bool) -> None:
        """Without the months where it is narrow: what can be done is on the screen then."""
        self._right.setVisible(not narrow)
        self.open.shrink(narrow)
