"""The rules of a playbook: each can be switched off and on, changed, taken out; one dialog for a new one."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import playbook_rules
from mrtnet.domain.playbook_parts import CONDITIONS, Playbook, Rule
from mrtnet.domain.playbook_rules import EFFECTS, complete, effect_of, uses, with_effect
from mrtnet.domain.playbook_words import read_offset, say_days, say_rule
from mrtnet.domain.rhythm import TIERS
from mrtnet.queries.playbooks import all_playbooks
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.person_fields import Picked
from mrtnet.ui.playbooks.forms import (
    PlaybookDialog,
    Save,
    Several,
    choice,
    days_field,
    days_in,
    fit_area,
    in_area,
    labelled,
    line_in,
)
from mrtnet.ui.widgets.basic import Button, Card, Field, Label
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, later

WIDTH = 440  # design px
USUAL = (
    later("Working days only: what falls on a free day moves to the next one."),
    later("One open prompt a person; thanks go first, then promises and reports back."),
    later("One reminder at most for a message. Any answer or meeting cancels it."),
)
"""What holds for every playbook."""


class RuleLine(QWidget):
    """One rule: a box that switches it off and on, its sentence, and what can be done with it."""

    def __init__(self, around: Around, number: int, rule: Rule, sentence: str, on: bool) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        self.rule = rule
        self.box = QCheckBox()
        self.box.setObjectName(f"playbooks.rule.{number}")
        self.box.setAccessibleName(sentence)
        self.box.setChecked(on)
        self.words = Wrapped(theme, sentence, "body", "text" if on else "text2")
        self.more = Button(theme, "", "dots-three", kind="ghost", small=True, name=f"playbooks.rule.{number}.more",
                           says=_("Change the rule “{rule}”").format(rule=sentence[:60]))  # fmt: skip
        self.more.setVisible(on)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        for part, share in ((self.box, 0), (self.words, 1)):
            column = QVBoxLayout()
            column.setContentsMargins(0, px(5), 0, 0)
            column.addWidget(part)
            column.addStretch(1)
            row.addLayout(column, share)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the sentence is one on its box."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()


class RulesCard(Card):
    """All rules of a playbook. `changed(playbook)` with one switched or taken out, `wants(place)` to change one."""

    changed = Signal(object)
    wants = Signal(int)

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        px = around.px
        self._around = around
        self._playbook: Playbook | None = None
        self._original: Playbook | None = None
        self._off: dict[str, list[Rule]] = {}
        self._focus = -1
        self._shown: tuple[Playbook, tuple[Rule, ...]] | None = None
        self.lines: list[RuleLine] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(px(7))
        self.add = Button(around.theme, _("Add a rule"), "plus-circle", kind="ghost", name="playbooks.rule.add")
        self.add.clicked.connect(lambda: self.wants.emit(-1))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(16), px(12), px(12), px(10))
        whole.setSpacing(px(8))
        whole.addWidget(Label(around.theme, _("Rules"), "strong"))
        whole.addLayout(self._column)
        whole.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeading)
        for sentence in USUAL:
            whole.addWidget(Wrapped(around.theme, f"• {_(sentence)}", "small", "text2"))

    def show_rules(self, playbook: Playbook, original: Playbook | None) -> None:
        """Show the rules of this one; those of the original that she switched off stand among them, unticked."""
        self._playbook, self._original = playbook, original
        off = [*playbook_rules.left_off(playbook, original)]
        off += [rule for rule in self._off.get(playbook.key, ()) if rule not in (*off, *playbook.rules)]
        every = (playbook, tuple(off))
        if every == self._shown and self._focus < 0:
            return
        self._shown = every
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for rule in playbook_rules.in_order(playbook, off, original):
            on, number = rule in playbook.rules, len(self.lines)
            line = RuleLine(self._around, number, rule, say_rule(rule, playbook), on)
            line.box.clicked.connect(lambda _on, number=number: self._switch(number))
            line.more.clicked.connect(lambda _on=False, number=number: self._menu(number))
            self.lines.append(line)
            self._column.addWidget(line)
        if 0 <= self._focus < len(self.lines):
            self.lines[self._focus].box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = -1

    def _switch(self, number: int) -> None:
        line, playbook = self.lines[number], self._playbook
        if playbook is None:
            return
        self._focus, self._shown = number if line.box.hasFocus() else -1, None
        if line.rule in playbook.rules:
            self._off.setdefault(playbook.key, []).append(line.rule)
            self.changed.emit(playbook_rules.without_rule(playbook, line.rule))
        else:
            self.changed.emit(playbook_rules.switched_on(playbook, line.rule, self._original))

    def _take_out(self, number: int) -> None:
        if self._playbook is not None:
            self.changed.emit(playbook_rules.without_rule(self._playbook, self.lines[number].rule))

    def _menu(self, number: int) -> None:
        line = self.lines[number]
        menu = passing_menu(self, "rule")
        place = self._playbook.rules.index(line.rule) if self._playbook is not None else -1
        menu.addAction(_("Change…"), lambda: self.wants.emit(place))
        menu.addAction(_("Take out"), lambda: self._take_out(number))
        menu.popup(line.more.mapToGlobal(QPoint(0, line.more.height())))


class RuleDialog(PlaybookDialog):
    """One rule of a playbook: if what holds, from which step on, what it does, and how it is said."""

    def __init__(self, around: Around, playbook: Playbook, place: int, save: Save) -> None:
        """`place` -1 is a new rule."""
        title = _("New rule") if place < 0 else _("Change the rule")
        super().__init__(around, "rule", title, save)
        self._playbook, self._place = playbook, place
        self._rule = playbook.rules[place] if place >= 0 else Rule((), stop=True)
        rule, steps = self._rule, {step.key: _(step.title) for step in playbook.steps}
        inside = self._inside = in_area(self, WIDTH)
        known = {key: _(words) for key, words in CONDITIONS.items()}
        self.conditions = Several(around, "rule.if", _("If"), known, rule.when, none=_("always"))
        self.after = choice("rule.after", _("From which step on"), {"": _("from the beginning"), **steps}, rule.after)
        effects = {key: _(words) for key, words in EFFECTS.items()}
        self.effect = choice("rule.effect", _("Then"), effects, effect_of(rule))
        self.steps = Picked(around, "rule.steps", steps)
        self.steps.put(list(rule.steps))
        self.offset = Field(self.theme, _("+3 working days, 2 weeks before, on the day"), name="rule.when")
        self.offset.setText(say_days(rule.offset) if rule.offset is not None else "")
        self.before = choice("rule.before", _("Before"), steps, rule.before)
        number = _("a number of days")
        self.every = days_field(around, "rule.every", rule.every, number)
        self.spread = days_field(around, "rule.spread", rule.spread_until, number)
        self.rest = days_field(around, "rule.rest", rule.rest_days, number)
        circles = {"": _("none"), **{key: _(tier.title) for key, tier in TIERS.items()}}
        self.tier = choice("rule.tier", _("Suggest a circle"), circles, rule.tier)
        others = {key: _(each.title) for key, each in all_playbooks(self.desk.read).items() if key != playbook.key}
        self.goes_on = choice("rule.playbook", _("Go on with"), {"": _("nothing"), **others}, rule.playbook)
        self.note = Field(self.theme, _("made by itself"), name="rule.note")
        self.note.setText(_(rule.note))
        self.note.setCursorPosition(0)
        self._rows: dict[str, QWidget] = {}
        for part, words, field in (
            ("when", _("If"), self.conditions),
            ("after", _("From which step on"), self.after), ("effect", _("Then"), self.effect),
            ("steps", _("Which steps"), self.steps), ("offset", _("When"), self.offset),
            ("before", _("Before"), self.before), ("every", _("Every so many days"), self.every),
            ("spread_until", _("Over so many days"), self.spread), ("tier", _("Suggest a circle"), self.tier),
            ("playbook", _("Go on with"), self.goes_on), ("rest_days", _("Then rest for so many days"), self.rest),
            ("note", _("In your words"), self.note),
        ):  # fmt: skip
            self._rows[part] = labelled(around, words, field)
            inside.addWidget(self._rows[part])
        self.says = Wrapped(self.theme, "", "small", "text2")
        inside.addWidget(self.says)
        inside.addStretch(1)
        self.conditions.changed.connect(self.look)
        for box in (self.after, self.effect, self.before, self.tier, self.goes_on):
            box.currentIndexChanged.connect(lambda _at: self.look())
        for line in (self.offset, self.every, self.spread, self.rest, self.note):
            line.textChanged.connect(lambda _text: self.look())
        self.steps.changed.connect(self.look)
        self.look()
        fit_area(self, inside)
        self.conditions.setFocus()

    def look(self) -> None:
        """Only what the effect uses; how the rule will read."""
        effect = self.effect.value()
        for part, row in self._rows.items():
            row.setVisible(part == "effect" or uses(effect, part))
        try:
            rule = self.as_chosen()
        except Trouble:
            self.says.setText("")
            return
        plain = say_rule(rule._replace(note=""), self._playbook)
        self.says.setText(_("What it does: {sentence}").format(sentence=plain))

    def as_chosen(self) -> Rule:
        """The rule as it stands. Raises Trouble for what is not understood or missing."""
        rule, effect = self._rule, self.effect.value()
        offset, said = rule.offset, self.offset.text().strip()
        if not said:
            offset = None
        elif offset is None or said != say_days(offset):
            offset = read_offset(said, *([offset] if offset is not None else []))
        chosen = rule._replace(
            when=self.conditions.value(),
            after=self.after.value(),
            steps=tuple(self.steps.value()),
            offset=offset,
            before=self.before.value(),
            every=days_in(self.every),
            spread_until=days_in(self.spread),
            rest_days=days_in(self.rest),
            tier=self.tier.value(),
            playbook=self.goes_on.value(),
            note=line_in(self.note, rule.note),
        )
        return complete(with_effect(chosen, effect), effect)

    def made(self) -> Playbook:
        """The playbook with the rule."""
        place = self._place if self._place >= 0 else None
        return playbook_rules.with_rule(self._playbook, self.as_chosen(), place)
