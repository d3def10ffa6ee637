"""The system's own dialog for printers, asked for in one place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QDialog, QWidget

from mrtnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LONGEST = 120  # letters of a title that a printer's list shows


def ask_printer(
    above: QWidget, title: str, send: "Callable[[QPrinter], None]", tell: Callable[[str], None], *, across: bool = False
) -> None:
    """Ask which printer, then `send`; `tell` says that this installation cannot print. `across`: in landscape."""
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    except ImportError:
        tell(_("Printing is not part of this installation. Save it as a file instead."))
        return
    from mrtnet.ui.printing import lay_paper

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lay_paper(printer)
    if across:
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    printer.setDocName(title[:LONGEST])
    dialog = QPrintDialog(printer, above)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: send(printer))
    QDialog.open(dialog)
