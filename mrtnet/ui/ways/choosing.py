"""A field for somebody on file: what is typed is looked up, and said below who is meant."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mrtnet.queries import people
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.words import _

LEAST = 2  # letters before it is searched


class WhoField(QWidget):
    """`person_id` is who is meant, None for nobody on file; `text` is what was typed."""

    changed = Signal()

    def __init__(self, around: Around, *, name: str, says: str, nobody: str = "") -> None:
        """`nobody`: what is said where what was typed finds nobody."""
        super().__init__()
        self._around, self._nobody = around, nobody or _("Nobody of this name is on file.")
        self.person_id: int | None = None
        self.field = Field(around.theme, _("Name, employer, email…"), "magnifying-glass", name=name)
        self.field.setAccessibleName(says)
        self.answer = Label(around.theme, "", "small", "text3", name=f"{name}.answer")
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(around.px(3))
        column.addWidget(self.field)
        column.addWidget(self.answer)
        self.answer.hide()
        self.field.textChanged.connect(self._look)

    @property
    def text(self) -> str:
        """What was typed."""
        return " ".join(self.field.text().split())

    def put(self, person_id: int | None) -> None:
        """Show this person."""
        rows = people.rows(self._around.desk.read, [person_id]) if person_id is not None else []
        self.field.setText(rows[0].name if rows else "")
        if rows:  # of two with one name the one that was meant
            self._mean(rows[0].id)

    def _look(self, _text: str) -> None:
        from mrtnet.queries.search import person_ids

        typed, desk = self.text[:200], self._around.desk
        found = person_ids(desk.read, typed, desk.today, limit=1) if len(typed) >= LEAST else []
        self._mean(found[0] if found else None)

    def _mean(self, person_id: int | None) -> None:
        self.person_id = person_id
        rows = people.rows(self._around.desk.read, [person_id]) if person_id is not None else []
        said = ", ".join(part for part in (rows[0].name, rows[0].organization) if part) if rows else ""
        self.answer.setText(said or (self._nobody if len(self.text) >= LEAST else ""))
        self.answer.setVisible(bool(self.answer.text()))
        self.changed.emit()
