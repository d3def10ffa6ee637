"""The agenda of a meeting: blocks with their minutes, and whether they fit its length."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from mrtnet.domain.agenda import Block, default_agenda, minutes_over, say_sum
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.plan import Plan
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.words import _

MOST = 20


class AgendaTab(QWidget):
    """The blocks of a Plan. `changed` after each change; Alt+Up and Alt+Down move the block that is typed in."""

    changed = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, theme, px = around, around.theme, around.px
        self.plan = Plan()
        self._lines: list[tuple[QWidget, Field, QSpinBox]] = []
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(px(4))
        self.sum = Label(theme, "", "small", "text2", wrap=True, name="planner.agenda.sum")
        self.add = Button(theme, _("Add a block"), "plus", kind="ghost", small=True, name="planner.agenda.add")
        self.add.clicked.connect(self._add)
        self.usual = Button(
            theme,
            _("The usual agenda"),
            "arrow-counter-clockwise",
            kind="ghost",
            small=True,
            name="planner.agenda.usual",
        )
        self.usual.clicked.connect(self._take_usual)
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addWidget(self.usual)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, 0)
        column.setSpacing(px(6))
        column.addLayout(self._blocks)
        column.addLayout(foot)
        column.addWidget(self.sum)
        column.addStretch(1)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.move_block, step))

    def show_plan(self, plan: Plan) -> None:
        """Show the blocks of this plan."""
        self.plan = plan
        self._fill()

    def _fill(self, focus: int = -1) -> None:
        for holder, _title, _minutes in self._lines:
            self._blocks.removeWidget(holder)
            holder.hide()
            holder.setParent(None)
            holder.deleteLater()
        self._lines = [self._line(number, block) for number, block in enumerate(self.plan.agenda)]
        for before, after in zip(self._tab_chain(), self._tab_chain()[1:], strict=False):
            QWidget.setTabOrder(before, after)
        self.add.setEnabled(len(self.plan.agenda) < MOST)
        self._say()
        if 0 <= focus < len(self._lines):
            self._lines[focus][1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _tab_chain(self) -> list[QWidget]:
        chain: list[QWidget] = []
        for holder, title, minutes in self._lines:
            away = holder.findChild(Button)
            chain += [title, minutes, *([away] if away else [])]
        return [*chain, self.add, self.usual]

    def _line(self, number: int, block: Block) -> tuple[QWidget, Field, QSpinBox]:
        px, theme = self.around.px, self.around.theme
        holder = QWidget()
        title = Field(theme, _("What is it about?"), name="planner.agenda.title")
        title.setMaxLength(200)
        title.setText(block.title)
        title.setCursorPosition(0)
        title.textEdited.connect(lambda text: self._set(number, title=text))
        minutes = QSpinBox()
        minutes.setObjectName("planner.agenda.minutes")
        minutes.setAccessibleName(_("Minutes for {title}").format(title=block.title or _("this block")))
        minutes.setRange(0, 600)
        minutes.setSuffix(_(" min"))
        minutes.setValue(block.minutes)
        minutes.setFixedHeight(px(32))
        minutes.valueChanged.connect(lambda value: self._set(number, minutes=value))
        away = Button(
            theme, icon="x", kind="ghost", small=True, says=_("Leave this block out"), name="planner.agenda.away"
        )
        away.clicked.connect(partial(self._drop, number))
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(title, 1)
        row.addWidget(minutes)
        row.addWidget(away)
        self._blocks.addWidget(holder)
        return holder, title, minutes

    # Changing

    def move_block(self, step: int) -> None:
        """The block that has the keyboard goes up or down."""
        at = next((n for n, (holder, *_rest) in enumerate(self._lines) if holder.isAncestorOf(self.focusWidget())), -1)
        if at < 0 or not 0 <= at + step < len(self.plan.agenda):
            return
        self.plan.agenda.insert(at + step, self.plan.agenda.pop(at))
        self._touched(at + step)

    def _set(self, number: int, **told: object) -> None:
        self.plan.agenda[number] = self.plan.agenda[number]._replace(**told)  # type: ignore[arg-type]  # title or minutes
        self.plan.touched.add("agenda")
        self._say()
        self.changed.emit()

    def _drop(self, number: int) -> None:
        del self.plan.agenda[number]
        self._touched(min(number, len(self.plan.agenda) - 1))

    def _add(self) -> None:
        left = max(0, -minutes_over(self.plan.agenda, self.plan.minutes))
        self.plan.agenda.append(Block("", left))
        self._touched(len(self.plan.agenda) - 1)

    def _take_usual(self) -> None:
        self.plan.agenda = default_agenda(self.plan.kind, self.plan.minutes)
        self.plan.touched.discard("agenda")
        self._fill()
        self.changed.emit()

    def _touched(self, focus: int) -> None:
        self.plan.touched.add("agenda")
        self._fill(focus)
        self.changed.emit()

    def _say(self) -> None:
        sentence = say_sum(self.plan.agenda, self.plan.minutes)
        over = minutes_over(self.plan.agenda, self.plan.minutes)
        fits = (
            ""
            if not self.plan.agenda or any(each.minutes for each in self.plan.agenda) is False
            else _("It fits to the minute.")
        )
        self.sum.show_as("red" if over > 0 else "text2")
        self.sum.setText(sentence or fits)
        self.sum.setVisible(bool(self.sum.text()))
