"""A brief on paper: one page, on a printer or as a PDF; a process of its own for the command line.

    python -m mrtnet.ui.printing BOOK MEETING > brief.pdf

Every text is put in as it is, nothing of it is read as markup, and the page loads nothing from anywhere.
"""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)

from mrtnet.domain.brief import Brief, Guest, Line, Section, name_of, sections, when_lines, where_lines, whom
from mrtnet.domain.names import initials
from mrtnet.trouble import Trouble
from mrtnet.ui import tokens
from mrtnet.ui.saying import say_time
from mrtnet.words import _, plural

LETTER = frozenset({"US", "CA", "MX", "PH", "CL", "CO", "CR", "DO", "GT", "HN", "NI", "PA", "PR", "SV", "VE"})
"""Where people print on Letter (CLDR's paper sizes); everywhere else A4."""
MARGIN = 15.0  # mm
DPI = 600
DISC = 46.0  # px at 96 dpi
RIGHT = frozenset({"purpose", "questions", "agenda", "note"})
"""The sections of the wider column."""


class Measure(NamedTuple):
    """How much is put on the page: type size in points, empty lines under a question, characters of a text, lines of a
    section, questions."""

    size: float
    room: int
    text: int
    lines: int
    questions: int


MEASURES = (
    Measure(10.5, 3, 900, 14, 30),
    Measure(10.5, 2, 900, 14, 30),
    Measure(10, 1, 700, 12, 30),
    Measure(9.5, 0, 600, 10, 30),
    Measure(9, 0, 450, 8, 30),
    Measure(8.5, 0, 300, 6, 24),
    Measure(8, 0, 220, 5, 16),
    Measure(8, 0, 150, 4, 10),
    Measure(7.5, 0, 100, 3, 6),
)
"""From roomy to scant; the first with which everything is on one page is taken."""


class Paper(QTextDocument):
    """A document that loads nothing: what is in it was put into it."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing, wherever it is."""
        return QByteArray()


def paper_size(locale: QLocale | None = None) -> QPageSize:
    """Letter or A4, by where she is."""
    code = QLocale.territoryToCode((locale or QLocale()).territory())
    return QPageSize(QPageSize.PageSizeId.Letter if code in LETTER else QPageSize.PageSizeId.A4)


def pdf(brief: Brief, today: date, photo: bytes | None = None) -> bytes:
    """The brief as a PDF of one page."""
    title = _("{what}: {whom}").format(what=name_of(brief), whom=whom(brief))
    return as_pdf(title, lambda device: paint(device, brief, today, photo))


def as_pdf(title: str, paint: Callable[[QPagedPaintDevice], None]) -> bytes:
    """What `paint` puts on the pages, as a PDF."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setTitle(title[:200])
    writer.setCreator("mrtnet")
    lay_paper(writer)
    paint(writer)
    buffer.close()
    return bytes(data.data())


def lay_paper(device: QPagedPaintDevice) -> None:
    """Her paper, upright, with the margins of a brief."""
    device.setPageSize(paper_size())
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN), QPageLayout.Unit.Millimeter)


def paint(device: QPagedPaintDevice, brief: Brief, today: date, photo: bytes | None = None) -> None:
    """Paint the brief on the page of this device. Raises Trouble where the device takes nothing."""
    painter = QPainter()
    if not painter.begin(device):
        raise Trouble(_("The printer did not take the page. Try again, or save it as a PDF."))
    try:
        fitted(device, brief, today, photo).drawContents(painter)
    finally:
        painter.end()


def fitted(device: QPagedPaintDevice, brief: Brief, today: date, photo: bytes | None = None) -> Paper:
    """The page, with as much on it as there is room for."""
    found = Paper()
    for measure in MEASURES:
        found = _document(device, brief, today, photo, measure)
        if found.pageCount() <= 1:
            break
    return found


def _document(device: QPagedPaintDevice, brief: Brief, today: date, photo: bytes | None, measure: Measure) -> Paper:
    paper = Paper()
    paper.setUndoRedoEnabled(False)
    paper.setDocumentMargin(0)
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(measure.size)
    paper.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(QGuiApplication.layoutDirection())
    paper.setDefaultTextOption(option)
    layout = paper.documentLayout()
    layout.setPaintDevice(device)
    paper.setPageSize(QSizeF(device.width(), device.height()))
    writing = _Writing(paper, brief, today, measure, device.logicalDpiX() / 96)
    whole = QTextCursor(paper)
    whole.beginEditBlock()  # else the whole page is laid out anew for each word
    writing.head(photo)
    writing.columns()
    whole.endEditBlock()
    return paper


class _Writing:
    """Puts a brief into a document at one measure. `scale`: Qt takes margins at the side in dots of the device."""

    def __init__(self, paper: Paper, brief: Brief, today: date, measure: Measure, scale: float) -> None:
        self.paper, self.brief, self.today, self.measure = paper, brief, today, measure
        self.indent = 16 * scale
        self.cursor = QTextCursor(paper)

    # The head: who, when, where

    def head(self, photo: bytes | None) -> None:
        """Who it is, and the box with day, time and place."""
        guests = self.brief.guests
        table = self.cursor.insertTable(1, 2, _plain_table([QTextLength.Type.FixedLength, DISC + 14]))
        if guests:
            self._image(table.cellAt(0, 0).firstCursorPosition(), guests[0], photo)
        self.cursor = table.cellAt(0, 1).firstCursorPosition()
        for number, guest in enumerate(guests or ()):
            self._guest(guest, first=number == 0)
        if not guests:
            self._put(_("Nobody yet"), 1.7, bold=True)
        self._leave()
        form = _plain_table(None)
        form.setCellPadding(7)
        form.setTopMargin(8)
        form.setBottomMargin(8)
        cell = self.cursor.insertTable(1, 1, form).cellAt(0, 0)
        ground = cell.format()
        ground.setBackground(QColor(tokens.LIGHT["accent_tint"]))
        cell.setFormat(ground)
        self.cursor = cell.firstCursorPosition()
        self._put(name_of(self.brief), 1.1, bold=True)
        for text in when_lines(self.brief, self.today, say_time):
            self._new(text)
        for text in where_lines(self.brief):
            self._new(text, token="text2")
        self._leave()

    def _guest(self, guest: Guest, *, first: bool) -> None:
        if not first:
            self.cursor.insertBlock()
        self._put(guest.name[:120], 1.75 if first else 1.2, bold=True)
        if guest.credentials:
            self._put(f"   {guest.credentials[:80]}", 1.0, token="text2")
        work = ", ".join(part for part in (guest.title[:120], guest.organization[:120]) if part)
        said = " · ".join(part for part in (guest.pronouns[:40], guest.pronunciation[:60]) if part)
        for text, token in ((work, "text"), (said, "text2")):
            if text:
                self._new(text, token=token)

    def _image(self, cursor: QTextCursor, guest: Guest, photo: bytes | None) -> None:
        image = _portrait(guest, photo)
        self.paper.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl("mrtnet:portrait"), image)
        form = QTextImageFormat()
        form.setName("mrtnet:portrait")
        form.setWidth(DISC)
        form.setHeight(DISC)
        cursor.insertImage(form)

    # The two columns

    def columns(self) -> None:
        """What to know at the leading side, what to ask at the other."""
        found = sections(self.brief, self.today, say_time)
        left = [each for each in found if each.key not in RIGHT]
        right = [each for each in found if each.key in RIGHT]
        if not left or not right:
            for number, each in enumerate(found):
                self._section(each, first=number == 0)
            return
        form = _plain_table([QTextLength.Type.PercentageLength, 40])
        form.setCellPadding(0)
        table = self.cursor.insertTable(1, 3, _with_gap(form))
        for column, parts in ((0, left), (2, right)):
            self.cursor = table.cellAt(0, column).firstCursorPosition()
            for number, each in enumerate(parts):
                self._section(each, first=number == 0)
        self._leave()

    def _section(self, section: Section, *, first: bool) -> None:
        head = QTextBlockFormat()
        head.setTopMargin(0 if first else 9)
        head.setBottomMargin(2)
        head.setHeadingLevel(2)
        if first:
            self.cursor.setBlockFormat(head)
        else:
            self.cursor.insertBlock(head)
        self._put(section.title, 0.95, bold=True, token="accent")
        numbered = section.key == "questions"
        most = self.measure.questions if numbered else self.measure.lines
        for number, line in enumerate(section.lines[:most], 1):
            self._line(line, number if numbered else 0)
        if (more := len(section.lines) - most) > 0:
            self._new(
                plural("and {n} more question in the program", "and {n} more questions in the program", more)
                if numbered
                else plural("and {n} more in the program", "and {n} more in the program", more),
                token="text3",
            )

    def _line(self, line: Line, number: int) -> None:
        form = QTextBlockFormat()
        form.setBottomMargin(3)
        if number:
            form.setLeftMargin(self.indent)
            form.setTextIndent(-self.indent)
        self.cursor.insertBlock(form)
        if number:
            self._put(f"{number}.  ", token="text3")
        self._put(_short(line.text, self.measure.text), token="text3" if line.done else "text", struck=line.done)
        if line.more and number:
            self._new(_short(line.more, self.measure.text), token="text2", indent=self.indent)
        elif line.more:
            self._put(f"  {_short(line.more, 120)}", 0.9, token="text3")
        if number and not line.more and not line.done:
            self._room()

    def _room(self) -> None:
        """Lines to write an answer on."""
        for _nth in range(self.measure.room):
            form = QTextBlockFormat()
            form.setLeftMargin(self.indent)
            form.setTopMargin(3)
            form.setBottomMargin(1)
            rule = QTextLength(QTextLength.Type.PercentageLength, 100)
            form.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth, rule)
            form.setProperty(QTextFormat.Property.BackgroundBrush, QColor(tokens.LIGHT["border_btn"]))
            self.cursor.insertBlock(form)

    # Words

    def _new(self, text: str, *, token: str = "text", indent: float = 0) -> None:
        form = QTextBlockFormat()
        form.setLeftMargin(indent)
        form.setTopMargin(1)
        self.cursor.insertBlock(form)
        self._put(_short(text, self.measure.text), token=token)

    def _put(
        self, text: str, share: float = 1.0, *, token: str = "text", bold: bool = False, struck: bool = False
    ) -> None:
        form = QTextCharFormat()
        form.setFontPointSize(self.measure.size * share)
        form.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        form.setForeground(QColor(tokens.LIGHT[token]))
        form.setFontStrikeOut(struck)
        self.cursor.insertText(_one_line(text), form)

    def _leave(self) -> None:
        """Behind the table; the empty line there takes no room."""
        self.cursor = QTextCursor(self.paper)
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        form = QTextBlockFormat()
        form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self.cursor.setBlockFormat(form)
        small = QTextCharFormat()
        small.setFontPointSize(1)
        self.cursor.setBlockCharFormat(small)


def _plain_table(first: list[Any] | None) -> QTextTableFormat:
    """A table without lines; `first` is the kind and value of its first column's width."""
    form = QTextTableFormat()
    form.setBorder(0)
    form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    form.setCellPadding(0)
    form.setCellSpacing(0)
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    if first is not None:
        kind, value = first
        form.setColumnWidthConstraints([QTextLength(kind, value), QTextLength()])
    return form


def _with_gap(form: QTextTableFormat) -> QTextTableFormat:
    """Two columns with air between them."""
    kind = QTextLength.Type.PercentageLength
    form.setColumnWidthConstraints([QTextLength(kind, 38), QTextLength(kind, 4), QTextLength(kind, 58)])
    return form


def _portrait(guest: Guest, photo: bytes | None) -> QImage:
    """Her photo, or the disc with her initials, round."""
    side = 184
    found = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    picture = picture_of(photo)
    if picture is not None:
        path = QPainterPath()
        path.addEllipse(0, 0, side, side)
        painter.setClipPath(path)
        least = min(picture.width(), picture.height())
        source = QRectF((picture.width() - least) / 2, (picture.height() - least) / 2, least, least)
        painter.drawImage(QRectF(0, 0, side, side), picture, source)
    else:
        ground, ink, _dark_ground, _dark_ink = tokens.AVATARS[guest.person_id % len(tokens.AVATARS)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawEllipse(0, 0, side, side)
        font = QFont(QGuiApplication.font())
        font.setPixelSize(round(side * 0.36))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QRectF(0, 0, side, side), Qt.AlignmentFlag.AlignCenter, initials(guest.name[:200]) or "?")
    painter.end()
    return found


def picture_of(photo: bytes | None) -> QImage | None:
    """The photo, if there is one that Qt can show."""
    from mrtnet.ui.dialogs.photo import portrait

    return portrait(photo)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _one_line(text: str) -> str:
    """Without what would break a line or turn the ones after it: controls, and marks of direction that end nowhere."""
    plain = "".join(each if each.isprintable() or each in "\u200c\u200d" else " " for each in text)
    return plain.replace("\u2028", " ").replace("\u2029", " ").replace("\ufffc", " ")


# --- the process of the command line ---


def main(arguments: Sequence[str]) -> int:
    """`BOOK MEETING`: the brief on standard output."""
    return write_out(_of_book, arguments)


def write_out(pdf_of: Callable[[Path, int], bytes], arguments: Sequence[str]) -> int:
    """`BOOK ID`: the PDF on standard output; 1 and a sentence on standard error where the world is at fault."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = QGuiApplication(["mrtnet"])
    try:
        content = pdf_of(Path(arguments[0]), int(arguments[1]))
    except Trouble as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    finally:
        del application
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
    return 0


def _of_book(book: Path, meeting_id: int) -> bytes:
    from mrtnet import clock
    from mrtnet.queries.about import about
    from mrtnet.queries.brief import brief as read_brief
    from mrtnet.queries.files import content
    from mrtnet.store import connection as connections

    with closing(connections.reading(book)) as read:
        found = read_brief(read, meeting_id, about(read), clock.now())
        if found is None:
            raise Trouble(_("There is no meeting {id}.").format(id=meeting_id))
        photo_id = found.guests[0].photo_id if found.guests else None
        photo = content(read, photo_id) if photo_id is not None else None
        return pdf(found, clock.today(about(read).time_zone), photo)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
