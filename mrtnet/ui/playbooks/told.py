"""What only she can tell of a playbook at work, ticked; its stop and adapt rules follow."""

from PySide6.QtWidgets import QCheckBox

from mrtnet.domain.playbook_parts import CONDITIONS
from mrtnet.domain.playbooks import Playbook
from mrtnet.domain.rows import RunRow
from mrtnet.queries import turns
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.playbooks.forms import fit_area, in_area
from mrtnet.ui.widgets.basic import Label
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
        said = _("The steps of “{title}” follow what you tick.").format(title=_(book.title))
        inside.addWidget(Wrapped(self.theme, said, "small", "text2"))
        told = turns.told(self.desk.read, run.id)
        self.boxes: dict[str, QCheckBox] = {}
        for number, key in enumerate(turns.to_tell(book), 1):
            words = _(CONDITIONS[key])
            box = self.boxes[key] = QCheckBox(words[:1].upper() + words[1:])
            box.setObjectName(f"told.what.{number}")
            box.setAccessibleName(box.text())
            box.setChecked(key in told)
            inside.addWidget(box)
        inside.addStretch(1)
        fit_area(self, inside)

    def finish(self) -> bool:
        """Tell it, as one step."""
        from mrtnet.edits.turns import tell_turns

        happened = [key for key, box in self.boxes.items() if box.isChecked()]
        self.around.do(tell_turns, self._run.id, happened, on_trouble=self.tell, on_done=lambda _none: self.accept())
        return False
