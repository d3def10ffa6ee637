"""The two small windows of Settings that ask first: a question with two answers, and whom to erase for good."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from mrtnet.domain.rows import PersonRow
from mrtnet.queries import people, search
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.person import PersonDelegate
from mrtnet.ui.rows import Rows
from mrtnet.ui.saying import spoken_person
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import room_for
from mrtnet.words import _


class Question(QDialog):
    """A sentence about what will happen, and whether it should. Enter is the safe answer."""

    def __init__(self, around: Around, title: str, words: str, yes: str, then: Callable[[], None]) -> None:
        super().__init__(around.window)
        theme, px = around.theme, around.px
        self.setObjectName(names.dialog("question"))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(420))
        self.no = Button(theme, _("Leave it as it is"), "", name="question.no")
        self.yes = Button(theme, yes, "", name="question.yes")
        self.no.setDefault(True)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.accept)
        self.accepted.connect(then)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.yes)
        buttons.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(18), px(14))
        column.setSpacing(px(8))
        column.addWidget(Label(theme, title, "section", wrap=True))
        column.addWidget(Label(theme, words, "body", "text2", wrap=True, name="question.words"))
        column.addLayout(buttons)


class Erase(QDialog):
    """Whom to erase for good: find the person, then say it once more."""

    def __init__(self, around: Around, then: Callable[[int, str], None]) -> None:
        super().__init__(around.window)
        self._around, self._then = around, then
        theme, px, read = around.theme, around.px, around.desk.read
        self.setObjectName(names.dialog("erase"))
        self.setWindowTitle(_("Erase for good"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = Field(theme, _("Name, employer…"), "magnifying-glass", name="erase.filter")
        self.rows = Rows[PersonRow](
            lambda ids: people.rows(read, ids), lambda row: spoken_person(row, around.desk.today), parent=self
        )
        self.view = RowsView(theme, self.rows, name="erase.list", says=_("People"), height=lambda: px(60))
        self.view.setItemDelegate(PersonDelegate(theme, around.desk))
        self.view.itemDelegate().setParent(self.view)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        words = _(
            "The person leaves the book and its history. This cannot be undone."
            " Backups made before keep the person until they are thinned out."
        )
        self.erase = Button(theme, _("Erase for good"), "trash", name="erase.yes")
        self.leave = Button(theme, _("Leave it as it is"), "", name="erase.no")
        self.leave.setDefault(True)
        self.erase.setEnabled(False)
        self.leave.clicked.connect(self.reject)
        self.erase.clicked.connect(self._take)
        self.view.moved.connect(lambda number: self.erase.setEnabled(number >= 0))
        self.field.textChanged.connect(self._find)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.erase)
        buttons.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(18), px(18), px(14))
        column.setSpacing(px(10))
        column.addWidget(Label(theme, _("Erase a person for good"), "section", wrap=True))
        column.addWidget(Label(theme, words, "body", "text2", wrap=True))
        column.addWidget(self.field)
        column.addWidget(self.view, 1)
        column.addLayout(buttons)
        self.resize(QSize(px(520), px(520)).boundedTo(room_for(self)))
        self._find("")

    def _find(self, text: str) -> None:
        self.rows.show(search.person_ids(self._around.desk.read, text, self._around.desk.today))
        self.erase.setEnabled(False)

    def _take(self) -> None:
        row = self.rows.at(self.view.current())
        if row is not None:
            self.accept()
            self._then(row.id, row.name)
