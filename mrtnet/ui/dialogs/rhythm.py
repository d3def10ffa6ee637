"""How often to be in touch: a circle with its usual rhythm, or a number of weeks of one's own, or not at all."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton

from mrtnet.domain import rhythm
from mrtnet.queries import person
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.words import _

OWN, NONE = "own", "none"


class RhythmDialog(SmallDialog):
    """Asks how often. Arrow keys choose, Enter takes it."""

    def __init__(self, around: Around, subject: Subject) -> None:
        super().__init__(around, "rhythm", _("Keep in touch"), _("Keep in touch"), icon="arrows-clockwise")
        self.ids = list(subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ()))
        title = _("How often to be in touch with {whom}?").format(whom=whom(around, self.ids))
        self.column.addWidget(Label(self.theme, title, "strong", wrap=True))
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        for tier in rhythm.TIERS.values():
            days = rhythm.rhythm_days(tier.key, None, self.desk.about.rhythms)
            self._add(tier.key, f"{_(tier.title)} · {rhythm.say_rhythm(days)}")
        own = QHBoxLayout()
        self._add(OWN, _("Every"), own)
        self.field = Field(self.theme, _("6 weeks"), name="rhythm.every")
        self.field.setAccessibleName(_("Every so many weeks, days or months"))
        self.field.setFixedWidth(around.px(130))
        self.field.textEdited.connect(lambda _text: self.choices[OWN].setChecked(True))
        own.addWidget(self.field)
        own.addStretch(1)
        self.column.addLayout(own)
        self._add(NONE, _("No rhythm"))
        self._mark()

    def _add(self, key: str, words: str, row: QHBoxLayout | None = None) -> None:
        button = QRadioButton(words)
        button.setObjectName(f"rhythm.{key}")
        self._group.addButton(button)
        self.choices[key] = button
        (row.addWidget if row is not None else self.column.addWidget)(button)

    def _mark(self) -> None:
        detail = person.detail(self.desk.read, self.ids[0]) if self.ids else None
        key = NONE
        if detail is not None and detail.rhythm_days:
            key = OWN
            weeks, rest = divmod(detail.rhythm_days, 7)
            self.field.setText(_("{n} days").format(n=detail.rhythm_days) if rest else _("{n} weeks").format(n=weeks))
        elif detail is not None and detail.rhythm_days is None and detail.tier in rhythm.TIERS:
            key = detail.tier
        self.choices[key].setChecked(True)
        self.choices[key].setFocus(Qt.FocusReason.PopupFocusReason)

    def finish(self) -> bool:
        """Set it for all of them, keeping the circle where only the number changes."""
        from mrtnet.edits import people as edits

        chosen = next((key for key, button in self.choices.items() if button.isChecked()), NONE)
        tier: str | None = chosen
        days: int | None = None
        if chosen in (OWN, NONE):
            tier, days = None, 0
        if chosen == OWN:
            days = rhythm.read_rhythm(self.field.text())
            if days is None:
                self.tell(_("Say how often: 6 weeks, 45 days, 3 months."))
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        self.around.do(edits.set_rhythm, self.ids, tier=tier, rhythm_days=days)
        return True
