"""A person's or an event's page on paper: on a printer, or as a PDF."""

from typing import TYPE_CHECKING

from mrtnet.exchange.archive import Archive
from mrtnet.queries.files import content
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.leaving.saving import SavingDialog, file_name, say_saved
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

WIDTH = 420  # design px


class SheetDialog(SavingDialog):
    """What is on the page, and where to: a file by Enter, a printer by its button."""

    def __init__(self, around: Around, sheet: Archive) -> None:
        super().__init__(around, "sheet", _("Print the page"), _("Save as PDF…"))
        self.sheet = sheet
        theme = self.theme
        self.column.addWidget(Label(theme, sheet.name, "section", wrap=True))
        told = ", ".join(part.title for part in sheet.parts if part.title)
        self.column.addWidget(Label(theme, _("On the page: {parts}.").format(parts=told) if told else
                                    _("There is little on file yet."), "body", "text2", wrap=True))  # fmt: skip
        private = _("Your own notes are on it: it is meant for you.")
        self.column.addWidget(Label(theme, private, "small", "text3", wrap=True))
        self.print = Button(theme, _("Print…"), "printer", name="sheet.print")
        self.print.setAutoDefault(False)
        self.print.clicked.connect(self.ask_printer)
        self.column.addWidget(self.print)
        self.column.addWidget(self.bar)
        self.setMinimumWidth(around.px(WIDTH))

    def pictures(self) -> dict[int, bytes]:
        """The photo, if the page has one."""
        photo = self.sheet.photo_id
        found = content(self.desk.read, photo) if photo is not None else None
        return {photo: found} if photo is not None and found else {}

    def finish(self) -> bool:
        """Ask where and write it; the dialog closes when it is done."""
        path = self.ask_place(file_name(self.sheet.name), ".pdf", _("PDF files"))
        if path is None:
            return False
        from mrtnet.paths import write_whole
        from mrtnet.ui.leaving import paper
        from mrtnet.ui.printing import as_pdf

        sheet, pictures = self.sheet, self.pictures()
        try:
            write_whole(path, as_pdf(sheet.name, lambda device: paper.paint_archive(device, sheet, pictures)))
        except OSError as wrong:
            self.tell(_("“{name}” could not be written: {why}.").format(name=path.name, why=wrong.strerror))
            return False
        say_saved(self.around, _("Saved the page of {name} to {file}").format(name=sheet.name, file=path.name), path)
        return True

    def ask_printer(self) -> None:
        """The system's own dialog for printers, then the pages."""
        from mrtnet.ui.printers import ask_printer

        ask_printer(self, self.sheet.name, self.print_on, self.tell)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the page on this printer."""
        from mrtnet.ui.leaving import paper

        try:
            paper.paint_archive(printer, self.sheet, self.pictures())
        except Trouble as wrong:
            self.tell(str(wrong))
            return
        self.accept()
        self.desk.said.emit(_("The page was sent to the printer."), 0)
