"""A list saved, or changed: its name and who belongs to it, with how many that are now."""

from mrtnet.queries import search
from mrtnet.queries.saved_lists import SavedList
from mrtnet.queries.search_misread import misread
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.words import _, plural


class SavedListDialog(SmallDialog):
    """Asks for name and search of a list; `old` is the list to change."""

    def __init__(self, around: Around, query: str, old: SavedList | None = None) -> None:
        title = _("Save this list") if old is None else _("Change the list")
        super().__init__(around, "saved_list", title, _("Save"), icon="bookmark-simple")
        self.old = old
        self.column.addWidget(Label(self.theme, title, "strong"))
        self.name = Field(self.theme, _("Name: Mentors, Gone quiet…"), "bookmark-simple", name="saved_list.name")
        self.name.setAccessibleName(_("Name of the list"))
        self.name.setText(old.name if old is not None else "")
        self.query = Field(self.theme, _("Who: credential:rhit met:ahima26…"), "magnifying-glass",
                           name="saved_list.query")  # fmt: skip
        self.query.setAccessibleName(_("Who belongs to it"))
        self.query.setText(query)
        self.name.setMinimumWidth(around.px(340))
        self.found = Label(self.theme, "", "small", "text3", wrap=True)
        for part in (self.name, self.query, self.found):
            self.column.addWidget(part)
        self.query.textChanged.connect(self._count)
        self._count()
        self.name.setFocus()
        self.name.selectAll()

    def _count(self) -> None:
        """How many people are in it now, or which word of it means nothing."""
        text, read, today = self.query.text().strip(), self.desk.read, self.desk.today
        self.tell("")
        if not text:
            self.found.setText(_("Words and filters, as in the filter of People."))
            return
        many = search.count(read, text, today)
        wrong = misread(read, text, today) if not many else None
        said = plural("{n} person now; the list follows.", "{n} people now; the list follows.", many)
        self.found.setText(wrong.sentence if wrong is not None else said)

    def finish(self) -> bool:
        """Save it; what is wrong is said here."""
        from mrtnet.edits import saved_lists

        self.take.setEnabled(False)
        told = (self.name.text(), self.query.text())
        if self.old is None:
            self.desk.do(saved_lists.save_list, *told, on_done=lambda _id: self.accept(), on_trouble=self._refused)
        elif told == (self.old.name, self.old.query):
            return True
        else:
            self.desk.do(saved_lists.change_list, self.old.id, *told, on_done=lambda _none: self.accept(),
                         on_trouble=self._refused)  # fmt: skip
        return False

    def _refused(self, sentence: str) -> None:
        self.take.setEnabled(True)
        self.tell(sentence)
