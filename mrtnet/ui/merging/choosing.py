"""Whom to merge somebody with: a field, and below it who fits, those who are most like her first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mrtnet.domain.rows import PersonRow
from mrtnet.queries import people
from mrtnet.queries.duplicates import like_form
from mrtnet.queries.person_forms import form
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.person import PersonDelegate
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.rows import Rows
from mrtnet.ui.saying import spoken_person
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

FOUND, LEAST = 40, 2  # people shown; letters before it is searched
SHOWN = 5  # rows of the list


class ChooserField(Field):
    """Down and Up walk through the list below."""

    def __init__(self, around: Around, dialog: "MergeDialog") -> None:
        super().__init__(around.theme, _("Name, employer, email…"), "magnifying-glass", name="merge_with.field")
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self._dialog.view.go_to(max(0, self._dialog.view.current() + step))
        else:
            super().keyPressEvent(event)


class MergeDialog(SmallDialog):
    """Asks for the other one, then shows the two side by side."""

    def __init__(self, around: Around, person_id: int) -> None:
        super().__init__(around, "merge_with", _("Merge with"), _("Compare"), icon="git-merge")
        px = around.px
        self.person_id = person_id
        self.column.addWidget(Label(self.theme, _("Merge {whom} with").format(whom=whom(around, [person_id])), "strong",
                                    wrap=True))  # fmt: skip
        self.field = ChooserField(around, self)
        self.field.setMinimumWidth(px(380))
        self.model = Rows[PersonRow](
            lambda ids: people.rows(self.desk.read, ids), lambda row: spoken_person(row, self.desk.today), parent=self
        )
        self.view = RowsView(self.theme, self.model, name="merge_with.list", says=_("Who fits"),
                             height=self.theme.row_height, ground="")  # fmt: skip
        delegate = PersonDelegate(self.theme, self.desk)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.setFixedHeight(SHOWN * self.theme.row_height())
        self.view.opened.connect(lambda _number: self.try_to_finish())
        self.said = Label(self.theme, "", "small", "text2", wrap=True)
        for widget in (self.field, self.said, self.view):
            self.column.addWidget(widget)
        self.field.textChanged.connect(self._search)
        self._search("")
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _search(self, text: str) -> None:
        from mrtnet.queries import search

        typed = " ".join(text[:200].split())
        if len(typed) < LEAST:
            ids = self._like_her()
            self.said.setText(_("Most like them:") if ids else _("Everybody, by name:"))
            ids = ids or [each for each in people.ids_by_name(self.desk.read, FOUND) if each != self.person_id]
        else:
            found = search.person_ids(self.desk.read, typed, self.desk.today, limit=FOUND + 1)
            ids = [each for each in found if each != self.person_id][:FOUND]
            self.said.setText("" if ids else _("No people match."))
        self.model.show(ids)
        self.view.go_to(0)
        self.take.setEnabled(bool(ids))

    def _like_her(self) -> list[int]:
        her = form(self.desk.read, self.person_id)
        found = like_form(self.desk.read, her, 12) if her is not None else []
        return [one.row.id for one in found if one.row.id != self.person_id]

    def finish(self) -> bool:
        """The two come side by side."""
        number = self.view.current()
        if not 0 <= number < len(self.model.ids):
            self.tell(_("Choose somebody in the list."))
            return False
        ids = (self.person_id, self.model.ids[number])
        self.accept()
        self.around.go("doubles", ids)
        return False
