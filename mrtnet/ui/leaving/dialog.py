"""Export people: who, in which form, with what, in one sentence what the file will hold; then a file or paper."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QWidget

from mrtnet.queries.leaving import Wish, on_paper
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.doubtful_notes import DoubtfulNotes
from mrtnet.ui.leaving.saving import SavingDialog, file_name, say_saved
from mrtnet.ui.leaving.whom import Group
from mrtnet.ui.widgets.basic import Button, Chip, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later, plural

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from mrtnet.ui.leaving.paper import Sort

WIDTH = 480  # design px


class Form(NamedTuple):
    """A form to leave in: its words, what is in it, the end of the file's name, and what may go along."""

    key: str
    words: str
    holds: str
    suffix: str
    kind: str
    wish: Wish | None = None
    photos: bool = False
    notes: bool = False


FORMS: Sequence[Form] = (
    Form("card", later("Phone or address book"),
         later("Names, credentials, jobs, e-mails, phones, links, addresses, birthdays and tags, as vCard."), ".vcf",
         later("vCard files"), Wish(".vcf"), photos=True, notes=True),
    Form("google", later("Google Contacts"),
         later("A table that Google Contacts imports: names, jobs, e-mails, phones, addresses, labels."), ".csv",
         later("Tables"), Wish(".csv", format="google"), notes=True),
    Form("outlook", later("Outlook"),
         later("A table that Outlook imports: names, jobs, e-mails, phones, addresses, categories."), ".csv",
         later("Tables"), Wish(".csv", format="outlook"), notes=True),
    Form("linkedin", later("LinkedIn-like table"),
         later("A table like LinkedIn's own: name, link, e-mail, company, position, day."), ".csv",
         later("Tables"), Wish(".csv", format="linkedin")),
    Form("plain", later("Spreadsheet"),
         later("A table with all that is on a card, and where you met. No cell is run as a formula."), ".csv",
         later("Tables"), Wish(".csv", format="plain"), notes=True),
    Form("everything", later("Everything (JSON)"),
         later("All that the book holds about them, with notes, files and follow-ups. mrtnet reads it again."), ".json",
         later("JSON files"), Wish(".json")),
    Form("list", later("A list on paper"),
         later("Name, credentials, employer, title, phone, e-mail and next step of each, to print."), ".pdf",
         later("PDF files")),
    Form("cards", later("Name cards on paper"),
         later("A card of 85 × 54 mm for each: name, credentials, title, employer, phone and e-mail."), ".pdf",
         later("PDF files")),
)  # fmt: skip


class ExportDialog(SavingDialog):
    """Who, how, with what. Enter saves, Ctrl+P prints where there is something to print."""

    def __init__(self, around: Around, groups: Sequence[Group]) -> None:
        super().__init__(around, "export", _("Export people"), _("Save…"))
        theme, px = self.theme, around.px
        self._groups = {group.key: group for group in groups}
        self._ids: dict[str, Sequence[int]] = {}
        self.column.addWidget(Label(theme, _("Export people"), "section"))
        self.who = Choice("export.who", _("Who"), least=8)
        self.who.fill({group.key: group.words for group in groups})
        self.who.activated.connect(lambda _number: self._show())
        self.column.addWidget(self.who)
        self.forms, self._form_row = QButtonGroup(self), QWidget()
        flow = Flow(px(6))
        for number, form in enumerate(FORMS):
            chip = Chip(theme, _(form.words), choose=True, name=f"export.form.{form.key}")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.forms.addButton(chip, number)
            flow.addWidget(chip)
        self.forms.button(0).setChecked(True)
        self.forms.idClicked.connect(lambda _number: self._show())
        self._form_row.setLayout(flow)
        self.column.addWidget(self._form_row)
        self.holds = Label(theme, "", "body", "text2", wrap=True, name="export.holds")
        self.column.addWidget(self.holds)
        self.photos = self._box("export.photos", _("With photos"))
        self.notes = self._box("export.notes", _("With your private notes"))
        self.newer = self._box("export.newer", _("The newer form, vCard 4.0, which fewer programs read"))
        self.doubtful = DoubtfulNotes(around, self._look)
        self._looked_at: tuple[object, ...] = ()
        self.finished.connect(self.doubtful.forget)
        self.column.addWidget(self.doubtful)
        self.column.addWidget(self.bar)
        self.print_button = Button(theme, _("Print…"), "printer", name="export.print")
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self.ask_printer)
        self.column.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(1)
        self.choosers = (self.who, self._form_row, self.photos, self.notes, self.newer, self.print_button)
        self.setMinimumWidth(min(px(WIDTH), around.window.width() - px(40)))
        self._show()

    def _box(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.toggled.connect(lambda _on: self._show())
        self.column.addWidget(box)
        return box

    # What is chosen

    @property
    def group(self) -> Group:
        """Who."""
        return self._groups[self.who.value()]

    @property
    def form(self) -> Form:
        """How."""
        return FORMS[self.forms.checkedId()]

    @property
    def ids(self) -> Sequence[int]:
        """Who it is, asked once."""
        if self.group.key not in self._ids:
            self._ids[self.group.key] = self.group.ids()
        return self._ids[self.group.key]

    def wish(self) -> Wish | None:
        """The file that is wanted; None for paper."""
        form = self.form
        if form.wish is None:
            return None
        return form.wish._replace(
            version="4.0" if form.key == "card" and self.newer.isChecked() else "3.0",
            photos=form.photos and self.photos.isChecked(),
            notes=form.notes and self.notes.isChecked(),
            whole=form.key == "everything" and self.group.everybody,
        )

    def _show(self) -> None:
        form, number = self.form, len(self.ids)
        self.photos.setVisible(form.photos)
        self.notes.setVisible(form.notes)
        self.newer.setVisible(form.key == "card")
        self.print_button.setVisible(form.wish is None)
        self.holds.setText(" ".join(part for part in (self._said(number), _(form.holds), self._with()) if part))
        self.take.setEnabled(number > 0 or bool((wish := self.wish()) and wish.whole))
        self.print_button.setEnabled(number > 0)
        self.take.say(_("Save as PDF…") if form.wish is None else _("Save…"))
        self._look_at_notes()
        if self.isVisible():
            self._fit_height()

    def _look_at_notes(self) -> None:
        """Whether something in the notes that go along may be a patient's; asked once for each choice."""
        wish = self.wish()
        leaving = wish is not None and (wish.notes or wish.suffix == ".json")
        asked = (leaving, self.group.key if leaving else "")
        if asked == self._looked_at:
            return
        self._looked_at = asked
        if leaving:
            self.doubtful.look_at_people(self.ids, self._fit_height)
        else:
            self.doubtful.forget()

    def _look(self, person_id: int) -> None:
        self.reject()
        self.around.go("people", person_id)

    def _said(self, number: int) -> str:
        return plural("{n} person.", "{n} people.", number) if number else _("Nobody is in it yet.")

    def _with(self) -> str:
        wish = self.wish()
        if wish is None or wish.suffix == ".json":
            return ""
        if wish.photos or wish.notes:
            both = _("With photos and your private notes.") if wish.photos and wish.notes else ""
            return both or (_("With photos, without your notes.") if wish.photos else _("With your private notes."))
        return _("Without photos and notes.") if self.form.photos else _("Without your notes.")

    # Doing

    def finish(self) -> bool:
        """Ask where and write it; the dialog closes when it is done."""
        from mrtnet.ui.leaving import files

        form, wish, ids, group = self.form, self.wish(), self.ids, self.group
        path = self.ask_place(file_name(group.file_name), form.suffix, _(form.kind))
        if path is None:
            return False
        book, around = self.desk.book.path, self.around

        def saved(number: int) -> None:
            whom = plural("{n} person", "{n} people", number)
            said = _("Saved the whole book to {name}") if wish and wish.whole else _("Saved {people} to {name}")
            say_saved(around, said.format(people=whom, name=path.name), path)

        title = _("Exporting people")
        if wish is not None:
            self.run(title, files.write_people, book, ids, wish, path, on_done=saved)
        else:
            told = (book, ids, self._sort(), self._title(), self.desk.today, path)
            self.run(title, files.print_people, *told, on_done=saved)
        return False

    def _sort(self) -> "Sort":
        return "cards" if self.form.key == "cards" else "list"

    def _title(self) -> str:
        people = plural("{n} person", "{n} people", len(self.ids))
        return _("{whom}: {people}").format(whom=self.group.words, people=people)

    def ask_printer(self) -> None:
        """The system's own dialog for printers, then the pages."""
        from mrtnet.ui.printers import ask_printer

        ask_printer(self, self._title(), self.print_on, self.tell)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the pages on this printer."""
        from mrtnet.ui.leaving.files import painter

        people = list(on_paper(self.desk.read, self.ids))
        try:
            painter(people, self._sort(), self._title(), self.desk.today)(printer)
        except Trouble as wrong:
            self.tell(str(wrong))
        else:
            said = plural("{n} person was sent to the printer.", "{n} people were sent to the printer.", len(people))
            self.accept()
            self.desk.said.emit(said, 0)
