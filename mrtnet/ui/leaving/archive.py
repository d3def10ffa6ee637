"""What do I hold about you: all about one person into a file that she can be given."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QWidget

from mrtnet.queries.person import detail
from mrtnet.ui.around import Around
from mrtnet.ui.doubtful_notes import DoubtfulNotes
from mrtnet.ui.leaving.saving import SavingDialog, file_name, say_saved
from mrtnet.ui.widgets.basic import Chip, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later, plural

SUFFIXES = (
    (".html", later("Web page"), later("Web pages")),
    (".pdf", later("PDF to print"), later("PDF files")),
)
WIDTH = 440  # design px


class ArchiveDialog(SavingDialog):
    """A page or a PDF, her files inside of it or beside it."""

    def __init__(self, around: Around, person_id: int) -> None:
        super().__init__(around, "archive", _("Save all about this person"), _("Save…"))
        theme, px = self.theme, around.px
        self.person_id = person_id
        self.detail = detail(self.desk.read, person_id)
        name = self.detail.name if self.detail else ""
        files = self.detail.files if self.detail else ()
        self._size = sum(file.size for file in files)
        self._number = len(files)
        self.column.addWidget(Label(theme, _("All about {name}").format(name=name), "section", wrap=True))
        words = _(
            "Everything that your book holds: names, jobs, how to reach them, what happened, notes, follow-ups,"
            " meetings, promises, and where else they are named. Your private notes are in it: read it before you"
            " hand it over."
        )
        self.column.addWidget(Label(theme, words, "body", "text2", wrap=True))
        self.sorts, row, flow = QButtonGroup(self), QWidget(), Flow(px(6))
        for number, (suffix, words, _kind) in enumerate(SUFFIXES):
            chip = Chip(theme, _(words), choose=True, name=f"archive.form.{suffix[1:]}")
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.sorts.addButton(chip, number)
            flow.addWidget(chip)
        self.sorts.button(0).setChecked(True)
        self.sorts.idClicked.connect(lambda _number: self._show())
        row.setLayout(flow)
        self.column.addWidget(row)
        self.beside = QCheckBox(_("Their files into a folder beside it"))
        self.beside.setObjectName("archive.beside")
        self.beside.setAccessibleName(self.beside.text())
        self.beside.setVisible(bool(files))
        self.beside.toggled.connect(lambda _on: self._show())
        self.column.addWidget(self.beside)
        self.holds = Label(theme, "", "body", "text2", wrap=True, name="archive.holds")
        self.column.addWidget(self.holds)
        self.doubtful = DoubtfulNotes(around)
        self.doubtful.look_at_people([person_id], self._fit_height)
        self.finished.connect(self.doubtful.forget)
        self.column.addWidget(self.doubtful)
        self.column.addWidget(self.bar)
        self.column.addStretch(1)
        self.choosers = (row, self.beside)
        self.setMinimumWidth(min(px(WIDTH), around.window.width() - px(40)))
        self._show()

    def _show(self) -> None:
        size = QLocale().formattedDataSize(self._size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
        files = plural("{n} file", "{n} files", self._number)
        if not self._number:
            said = _("There are no files with this person.")
        elif self.beside.isChecked():
            said = _("{files} ({size}) go into a folder beside it.").format(files=files, size=size)
        elif self.sorts.checkedId() == 0:
            said = _("{files} ({size}) are inside of it, to be saved from there.").format(files=files, size=size)
        else:
            said = _("Pictures are shown in it; other files are named only.")
        self.holds.setText(said)
        if self.isVisible():
            self._fit_height()

    def finish(self) -> bool:
        """Ask where and write it; the dialog closes when it is done."""
        from mrtnet.ui.leaving import files

        suffix, _words, kind = SUFFIXES[self.sorts.checkedId()]
        name = self.detail.name if self.detail else ""
        path = self.ask_place(file_name(name), suffix, _(kind))
        if path is None:
            return False
        around = self.around

        def saved(whom: str) -> None:
            say_saved(around, _("Saved all about {name} to {file}").format(name=whom, file=path.name), path)

        told = (self.desk.book.path, self.person_id, path, self.desk.about.time_zone, self.beside.isChecked())
        self.run(_("Saving all about one person"), files.write_archive, *told, on_done=saved)
        return False
