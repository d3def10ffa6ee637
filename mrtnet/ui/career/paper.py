"""The CEU record on paper: as many pages as it needs, on a printer or as a PDF."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QWidget

from mrtnet.domain.career_record import Part, Record, record
from mrtnet.queries import career
from mrtnet.trouble import Trouble
from mrtnet.ui import printers, tokens
from mrtnet.ui.around import Around
from mrtnet.ui.printing import Paper, as_pdf
from mrtnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIZE = 9.5  # points
WIDTHS = (14, 40, 22, 8, 16)  # percent: day, activity, provider, CEUs, certificate


def her_record(around: Around) -> Record:
    """What is printed now."""
    desk = around.desk
    standings = [each.standing for each in career.standings(desk.read, desk.today)]
    return record(desk.about.name, standings, career.ceus(desk.read), desk.today)


def pdf(told: Record) -> bytes:
    """The record as a PDF."""
    return as_pdf(told.title, lambda device: paint(device, told))


def paint(device: QPagedPaintDevice, told: Record) -> None:
    """Paint all pages. Raises Trouble where the device takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        raise Trouble(_("The printer did not take the page. Try again, or save it as a PDF."))
    try:
        paper = document(device, told)
        height = device.height()
        for number in range(paper.pageCount()):
            if number:
                device.newPage()
            painter.save()
            painter.translate(0, -number * height)
            paper.drawContents(painter, QRectF(0, number * height, device.width(), height))
            painter.restore()
    finally:
        painter.end()


def document(device: QPagedPaintDevice, told: Record) -> Paper:
    """The record laid out for this device."""
    paper = Paper()
    paper.setUndoRedoEnabled(False)
    paper.setDocumentMargin(0)
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(SIZE)
    paper.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(QGuiApplication.layoutDirection())
    paper.setDefaultTextOption(option)
    paper.documentLayout().setPaintDevice(device)
    paper.setPageSize(QSizeF(device.width(), device.height()))
    cursor = QTextCursor(paper)
    cursor.beginEditBlock()
    _put(cursor, told.title, 1.6, bold=True)
    _new(cursor, told.below, "text2")
    for part in told.parts:
        _part(cursor, part)
    if not told.parts:
        _new(cursor, _("No CEUs on file."), "text2", above=12)
    cursor.endEditBlock()
    return paper


def _part(cursor: QTextCursor, part: Part) -> None:
    _new(cursor, part.title, "accent", 1.15, bold=True, above=16)
    for sentence in part.sentences:
        _new(cursor, sentence, "text2", above=2)
    if not part.rows:
        return
    heads = (_("Day"), _("Activity"), _("Provider"), _("CEUs"), _("Certificate"))
    form = QTextTableFormat()
    form.setBorder(0)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    form.setCellPadding(3)
    form.setCellSpacing(0)
    form.setTopMargin(6)
    form.setHeaderRowCount(1)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, width) for width in WIDTHS])
    cursor.movePosition(QTextCursor.MoveOperation.End)
    table = cursor.insertTable(len(part.rows) + 2, len(WIDTHS), form)
    rows = [heads, *part.rows, ("", _("Sum"), "", part.total, "")]
    for at, row in enumerate(rows):
        strong = at in (0, len(rows) - 1)
        for column, text in enumerate(row):
            cell = table.cellAt(at, column)
            if not at:
                ground = cell.format()
                ground.setBackground(QColor(tokens.LIGHT["accent_tint"]))
                cell.setFormat(ground)
            _put(cell.firstCursorPosition(), text, bold=strong)
    cursor.movePosition(QTextCursor.MoveOperation.End)


def _new(
    cursor: QTextCursor, text: str, token: str = "text", share: float = 1.0, *, bold: bool = False, above: float = 3
) -> None:
    form = QTextBlockFormat()
    form.setTopMargin(above)
    cursor.insertBlock(form)
    _put(cursor, text, share, token, bold=bold)


def _put(cursor: QTextCursor, text: str, share: float = 1.0, token: str = "text", *, bold: bool = False) -> None:
    form = QTextCharFormat()
    form.setFontPointSize(SIZE * share)
    form.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    form.setForeground(QColor(tokens.LIGHT[token]))
    cursor.insertText(" ".join(text.split()), form)


def ask_file(around: Around, parent: QWidget) -> None:
    """Ask where, then write the PDF."""
    from mrtnet.ui.leaving.at_once import ask_and_write

    offered = _("CEU record {day}").format(day=around.desk.today.isoformat())
    ask_and_write(around, parent, _("Save as PDF"), offered, ".pdf", _("PDF files"), lambda: pdf(her_record(around)))


def ask_printer(around: Around, parent: QWidget) -> None:
    """The system's own dialog for printers, then the pages."""

    def go(printer: "QPrinter") -> None:
        try:
            paint(printer, her_record(around))
        except Trouble as wrong:
            around.desk.trouble.emit(str(wrong))
        else:
            around.desk.said.emit(_("The record was sent to the printer."), 0)

    printers.ask_printer(parent, _("CEU record"), go, around.desk.trouble.emit)
