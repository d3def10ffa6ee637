"""Are these the same person? One group side by side, with why, who stays, and the three answers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.merging import ALL
from mrtnet.queries.duplicates import Cluster
from mrtnet.ui.around import Around
from mrtnet.ui.merging.groups import Member, say_held, say_reasons, say_score, score_of
from mrtnet.ui.merging.side_by_side import SideBySide
from mrtnet.ui.pages.page import CommandButton
from mrtnet.ui.widgets.basic import Card, Chip, Label, ShortLabel
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _

WORDS_BESIDE = 700  # design px from which the hint stands beside the buttons
_ALONG, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Question(Card):
    """Shows a group. `keep_id`, `other_ids` and `choices` are what `edits.merging.merge_people` takes."""

    changed = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around = around
        self.members: list[Member] = []
        self._cluster: Cluster | None = None
        self._out: set[int] = set()
        self._picks: dict[str, int] = {}
        self._short = False
        self._build()

    def _build(self) -> None:
        px, theme = self.around.px, self.theme
        self.title = ShortLabel(theme, _("Are these the same person?"), "section")
        self.chip = Chip(theme, "", "amber", "question")
        self.place = Label(theme, "", "body", "text2")
        head = QHBoxLayout()
        head.setSpacing(px(10))
        head.addWidget(self.title)
        head.addWidget(self.chip)
        head.addStretch(1)
        head.addWidget(self.place)
        self.why = Label(theme, "", "body", "text2", wrap=True, name="doubles.why")
        self.who = QWidget()
        self._chips = Flow(px(6))
        self.who.setLayout(self._chips)
        self.stays = Choice("doubles.stays", _("Whose card stays"), least=10)
        self.stays.activated.connect(self._another_stays)
        stays = QHBoxLayout()
        stays.setSpacing(px(8))
        stays.addWidget(Label(theme, _("Whose card stays"), "body", "text2"))
        stays.addWidget(self.stays, 1)
        self.sides = SideBySide(theme, name="doubles.sides")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(14))
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addWidget(self.why)
        column.addWidget(self.who)
        column.addLayout(stays)
        column.addWidget(self.sides, 1)
        column.addWidget(self._make_foot())

    def _make_foot(self) -> QWidget:
        px, around = self.around.px, self.around
        self.merge = CommandButton(around, "same_person", kind="primary", name="doubles.merge")
        self.different = CommandButton(around, "different_people", name="doubles.different")
        self.later = CommandButton(around, "decide_later", name="doubles.later")
        buttons = QWidget()
        flow = Flow(px(8))
        for button in (self.merge, self.different, self.later):
            flow.addWidget(button)
        buttons.setLayout(flow)
        self.hint = Label(
            self.theme, _("Click a value to choose it. All that the others have moves over."), "small", "text2",
            wrap=True,
        )  # fmt: skip
        self.answers = QWidget()
        self._foot = QBoxLayout(_ALONG, self.answers)
        self._foot.setContentsMargins(0, 0, 0, 0)
        self._foot.setSpacing(px(12))
        self._foot.addWidget(buttons)
        self._foot.addWidget(self.hint, 1)
        return self.answers

    def set_short(self, short: bool) -> None:
        """Where every line counts the answers stand above the table, out of the toast's way, and heads say less."""
        self.sides.view.head.brief = short
        self._column.removeWidget(self.answers)
        self._column.insertWidget(1 if short else self._column.count(), self.answers)
        order = [self.stays, self.sides.view]
        order[2 * (not short) : 2 * (not short)] = [self.merge, self.different, self.later]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._short = short
        self.sides.view.lay_out()

    # What is asked

    def ask(self, cluster: Cluster, members: Sequence[Member], place: str) -> None:
        """Show this group; what was chosen in it stays chosen where it is the one that was shown."""
        same = self._cluster is not None and self._cluster.ids == cluster.ids
        order = [member.id for member in self.members] if same else []
        self._cluster = cluster
        self.members = sorted(members, key=lambda each: order.index(each.id) if each.id in order else len(order))
        if not same:
            self._out, self._picks = set(), {}
        self._out &= {member.id for member in members}
        self.chip.setText(say_score(score_of(cluster)))
        self.chip.setAccessibleName(self.chip.text())
        self.chip.setVisible(bool(self.chip.text()))
        self.chip.updateGeometry()
        self.place.setText(place)
        self.why.setText(say_reasons(cluster.pairs))
        self._show_members()
        self._show_sides()

    def forget(self) -> None:
        """Nothing is asked any more; the next group begins anew."""
        self._cluster, self.members = None, []

    @property
    def included(self) -> list[Member]:
        """Those who are to be one, the one who stays first."""
        return [member for member in self.members if member.id not in self._out]

    @property
    def ids(self) -> list[int]:
        """Their ids."""
        return [member.id for member in self.included]

    def choices(self) -> dict[str, int]:
        """Which card counts in each field, by place among `ids`."""
        return self.sides.choices()

    # Who is one, and who stays

    def _show_members(self) -> None:
        """With three and more some may be left out."""
        several = len(self.members) > 2
        if not several or self._chips.count() != len(self.members):
            self._chips.clear()
        self.who.setVisible(several)
        if several and not self._chips.count():
            for member in sorted(self.members, key=lambda each: each.id):
                chip = Chip(self.theme, member.form.name, icon="user", name=f"doubles.one.{member.id}", choose=True)
                chip.clicked.connect(lambda on, member_id=member.id: self._include(member_id, on))
                chip.setChecked(member.id not in self._out)
                self._chips.addWidget(chip)
        self.stays.clear()
        names = Counter(member.form.name for member in self.included)
        for member in self.included:
            alone = names[member.form.name] == 1 or not member.work
            told = _("{person} ({held})").format(person=member.form.name, held=say_held(member.held))
            self.stays.addItem(told if alone else f"{told}, {member.work}", member.id)

    def _include(self, member_id: int, on: bool) -> None:
        self._remember()
        (self._out.discard if on else self._out.add)(member_id)
        self._show_members()
        self._show_sides()
        self.changed.emit()

    def _another_stays(self, place: int) -> None:
        self._remember()
        first = self.stays.itemData(place)
        self.members.sort(key=lambda each: each.id != first)
        self._show_members()
        self._show_sides()
        self.sides.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remember(self) -> None:
        """What she chose, by person, since the places change."""
        ids = self.ids
        self._picks = {key: at if at == ALL else ids[at] for key, at in self.sides.picks().items()}

    def _show_sides(self) -> None:
        ones = self.included
        details = [say_held(one.held) for one in ones]
        details[:1] = [_("Stays · {held}").format(held=each) for each in details[:1]]
        self.sides.show_sides(
            [one.form.name for one in ones], [one.form for one in ones], details=details,
            choices=self._places(), discs=[one.id for one in ones], photos=[one.photo for one in ones],
        )  # fmt: skip
        for button in (self.merge, self.different):
            button.setEnabled(len(ones) > 1)

    def _places(self) -> Mapping[str, int]:
        ids = self.ids
        return {
            key: ALL if person == ALL else ids.index(person)
            for key, person in self._picks.items()
            if person == ALL or person in ids
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The hint goes below the buttons, and away where every line counts."""
        super().resizeEvent(event)
        px = self.around.px
        wide = self.width() >= px(WORDS_BESIDE)
        self._foot.setDirection(_ALONG if wide else _DOWN)
        self.hint.setVisible(not self._short and (wide or self.height() > px(460)))
