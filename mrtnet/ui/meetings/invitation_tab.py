"""The invitation in the planner: the letter as it would go out, to be written in her own words or anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Button
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _


class InvitationTab(QWidget):
    """`typed(text)` as she writes, `renewed` when she wants ours again."""

    typed = Signal(str)
    renewed = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        self.letter = Text(theme, name="planner.invitation", says=_("Invitation"))
        self.renew = Button(
            theme, _("Write it anew"), "arrow-counter-clockwise", kind="ghost", small=True, name="planner.renew"
        )
        frame = Framed(theme, self.letter)
        frame.setMinimumHeight(px(190))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, 0)
        column.setSpacing(px(6))
        column.addWidget(frame, 1)
        column.addWidget(NoteGuard(around.desk, theme, self.letter))
        column.addWidget(self.renew, 0, Qt.AlignmentFlag.AlignLeading)
        self.letter.touched.connect(self._typed)
        self.renew.clicked.connect(self.renewed)

    def show_text(self, text: str, *, hers: bool) -> None:
        """This letter; one of hers can be written anew."""
        if self.letter.toPlainText() != text:
            self.letter.put(text)
        self.renew.setVisible(hers)

    def _typed(self) -> None:
        self.renew.setVisible(True)
        self.typed.emit(self.letter.toPlainText())
