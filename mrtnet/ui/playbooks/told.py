"""What only she can tell of a playbook at work, ticked, and its further days; its rules and steps follow."""

from datetime import date

from PySide6.QtWidgets import QCheckBox

from mrtnet.domain.playbook_parts import CONDITIONS
from mrtnet.domain.playbooks import Playbook
from mrtnet.domain.rows import RunRow
from mrtnet.domain.when import parse_when
from mrtnet.queries import turns
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.playbooks.forms import fit_area, in_area, labelled
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

WIDTH = 400  # design px


class ToldDialog(SmallDialog):
    """One run: what happened in it."""

    def __init__(self, around: Around, run: RunRow, book: Playbook) -> None:
        super().__init__(around, "told", _("What happened?"), _("Save"))
        self._run = run
        self.column.addWidget(Label(self.theme, _("What happened?"), "strong"))
        inside = in_area(self, WIDTH)
        said = _("The steps of “{title}” follow what you tell.").format(title=_(book.title))
        inside.addWidget(Wrapped(self.theme, said, "small", "text2"))
        told = turns.told(self.desk.read, run.id)
        self.boxes: dict[str, QCheckBox] = {}
        for number, key in enumerate(turns.to_tell(book), 1):
            words = _(CONDITIONS[key])
            box = self.boxes[key] = QCheckBox(words[:1].upper() + words[1:])
            box.setObjectName(f"told.what.{number}")
            box.setAccessibleName(box.text())
            box.setChecked(key in told.happened)
            inside.addWidget(box)
        self.days: dict[str, Field] = {}
        for number, (key, anchor) in enumerate(turns.days_to_tell(book).items(), 1):
            words = _(anchor)
            hint = _("yesterday, thu, oct 20")
            day = self.days[key] = Field(self.theme, hint, "calendar-blank", name=f"told.day.{number}")
            day.setText(told.days[key].isoformat() if key in told.days else "")
            inside.addWidget(labelled(around, words[:1].upper() + words[1:], day))
        inside.addStretch(1)
        fit_area(self, inside)

    def finish(self) -> bool:
        """Tell it, as one step."""
        from mrtnet.edits.turns import tell_turns

        happened = [key for key, box in self.boxes.items() if box.isChecked()]
        try:
            days = {key: self._day(field.text()) for key, field in self.days.items() if field.text().strip()}
        except Trouble as wrong:
            self.tell(str(wrong))
            return False
        self.around.do(
            tell_turns, self._run.id, happened, days, on_trouble=self.tell, on_done=lambda _none: self.accept()
        )
        return False

    def _day(self, text: str) -> date:
        about = self.desk.about
        found = parse_when(text, self.desk.today, days=about.days, day_first=about.day_first)
        if found is None or found.day is None:
            raise Trouble(_("“{text}” is not a date. Try “thu” or “in 3 days”.").format(text=text[:40]))
        return found.day
