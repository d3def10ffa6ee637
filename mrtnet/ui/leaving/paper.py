"""People on paper: a list, cards of the size of a name badge, and all about one person; black on white.

    python -m mrtnet.ui.leaving.paper BOOK PERSON > person.pdf

Painted by hand, page by page, so that a row is never torn where it fits on a page and nothing is cut off: what is too
long wraps. Lengths are millimetres until they meet a device.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from mrtnet.domain import kinds
from mrtnet.domain.when import say_date
from mrtnet.exchange.archive import Archive, Held
from mrtnet.queries.leaving import OnPaper
from mrtnet.trouble import Trouble
from mrtnet.ui.printing import as_pdf, picture_of, write_out
from mrtnet.words import _

Sort = Literal["list", "cards"]
Tell = Callable[[int], None]
CARD = (85.0, 54.0)  # mm, as ISO/IEC 7810 ID-1 and most badge holders
BLACK, GREY, LINE = QColor("#000000"), QColor("#555555"), QColor("#b0b0b0")
FOOT = 9.0  # mm at the end of each page
GAP = 3.0  # mm between columns
COLUMNS = (0.25, 0.27, 0.3, 0.18)  # of the width
SIZES = (17.0, 15.0, 13.0, 11.5, 10.0, 8.5, 7.0, 6.0, 5.0)
"""Points of a name on a card: the first with which all fits."""
LONGEST = 400  # characters of one text of a list or a card
INDENT = 5.0  # mm
LABEL = 42.0  # mm
TOGETHER, BEGINNING = 60.0, 18.0  # mm: what is no longer stands on one page; of what is, so much at least


class Piece(NamedTuple):
    """Words in a size (points) and weight; each begins a new line."""

    text: str
    size: float = 9.0
    bold: bool = False
    color: QColor = BLACK


class Line(NamedTuple):
    """One line that was laid out: its layout and number there, and how high it is in dots."""

    layout: QTextLayout
    number: int
    height: float
    color: QColor


class Sheets:
    """The pages of a device, one after another; the foot of a page is painted when it is left."""

    def __init__(self, device: QPagedPaintDevice, title: str) -> None:
        self.device, self.title = device, title
        self.dot = device.logicalDpiX() / 25.4
        self.width, self.height = float(device.width()), float(device.height())
        self.bottom = self.height - FOOT * self.dot
        self.number, self.y = 1, 0.0
        self.right_to_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.painter = QPainter()
        if not self.painter.begin(device):
            raise Trouble(_("The printer did not take the page. Try again, or save it as a PDF."))

    def lay(self, pieces: Sequence[Piece], width: float) -> list[Line]:
        """The lines of these words at this width (dots)."""
        return [line for piece in pieces if piece.text for line in self._lines(piece, width)]

    def _lines(self, piece: Piece, width: float) -> Iterator[Line]:
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(piece.size)
        font.setWeight(QFont.Weight.DemiBold if piece.bold else QFont.Weight.Normal)
        for text in _plain(piece.text).split("\n"):
            layout = QTextLayout(text, font, self.device)
            edge = Qt.AlignmentFlag.AlignRight if self.right_to_left else Qt.AlignmentFlag.AlignLeft
            option = QTextOption(edge | Qt.AlignmentFlag.AlignAbsolute)  # begins where the page's lines begin
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # a phone number is never turned round
            layout.setTextOption(option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0, 0))
            layout.endLayout()
            for number in range(layout.lineCount()):
                yield Line(layout, number, layout.lineAt(number).height(), piece.color)

    def draw(self, lines: Sequence[Line], x: float, y: float, width: float) -> None:
        """Paint these lines one under another."""
        if self.right_to_left:
            x = self.width - x - width
        for line in lines:
            self.painter.setPen(line.color)
            line.layout.lineAt(line.number).draw(self.painter, QPointF(x, y))
            y += line.height

    def rule(self, y: float) -> None:
        """A line across the page."""
        self.painter.setPen(QPen(LINE, 0.2 * self.dot))
        self.painter.drawLine(QPointF(0, y), QPointF(self.width, y))

    def next_page(self) -> None:
        """Leave this page for a new one."""
        self.foot()
        self.device.newPage()
        self.number += 1
        self.y = 0.0

    def foot(self) -> None:
        """Title and number of the page."""
        half = self.width / 2 - GAP * self.dot
        left = self.lay([Piece(self.title[:80], 8, color=GREY)], half)[:1]
        right = self.lay([Piece(_("Page {n}").format(n=self.number), 8, color=GREY)], half)
        y = self.bottom + (FOOT - 4) * self.dot
        self.draw(left, 0, y, half)
        wide = right[0].layout.lineAt(0).naturalTextWidth()
        self.draw(self.lay([Piece(_("Page {n}").format(n=self.number), 8, color=GREY)], wide + self.dot),
                  self.width - wide - self.dot, y, wide + self.dot)  # fmt: skip


# A list


def paint_list(
    device: QPagedPaintDevice, people: Sequence[OnPaper], title: str, today: date, tell: Tell = lambda _done: None
) -> None:
    """Name, credentials, employer, title, phone, e-mail and next step of each, as many on a page as fit."""
    sheets = Sheets(device, title)
    dot = sheets.dot
    room = sheets.width - GAP * dot * (len(COLUMNS) - 1)
    widths = [share * room for share in COLUMNS]
    starts = [sum(widths[:at]) + at * GAP * dot for at in range(len(widths))]
    heads = (_("Name"), _("Employer"), _("Phone and e-mail"), _("Next step"))

    def draw(cells: Sequence[Sequence[Line]]) -> float:
        for lines, x, width in zip(cells, starts, widths, strict=True):
            sheets.draw(lines, x, sheets.y, width)
        return max(_height(lines) for lines in cells)

    def head() -> None:
        if sheets.number == 1:
            lines = sheets.lay([Piece(title, 15, bold=True)], sheets.width)
            sheets.draw(lines, 0, 0, sheets.width)
            sheets.y = _height(lines) + 3 * dot
        titles = [sheets.lay([Piece(words, 8, color=GREY)], width) for words, width in zip(heads, widths, strict=True)]
        sheets.y += draw(titles) + dot
        sheets.rule(sheets.y)
        sheets.y += 1.5 * dot

    try:
        head()
        for number, person in enumerate(people, 1):
            cells = [sheets.lay(pieces, width) for pieces, width in zip(_cells(person, today), widths, strict=True)]
            whole = max(_height(lines) for lines in cells)
            if sheets.y + whole > sheets.bottom:
                sheets.next_page()
                head()
            sheets.y += draw(cells) + 1.5 * dot
            sheets.rule(sheets.y)
            sheets.y += 1.5 * dot
            tell(number)
        sheets.foot()
    finally:
        sheets.painter.end()


def _cells(person: OnPaper, today: date) -> tuple[list[Piece], ...]:
    step = person.step_title or (kinds.title("follow-up", person.step_kind) if person.step_kind else "")
    due = say_date(person.step_due, today) if person.step_due else ""
    return (
        [Piece(_short(person.name), 10, bold=True), Piece(_short(person.credentials), 8.5, color=GREY)],
        [Piece(_short(person.organization)), Piece(_short(person.title), 8.5, color=GREY)],
        [Piece(_short(person.phone)), Piece(_address(person.email))],
        [Piece(_short(step)), Piece(due, 8.5, color=GREY)],
    )


# Cards


def paint_cards(
    device: QPagedPaintDevice, people: Sequence[OnPaper], title: str, tell: Tell = lambda _done: None
) -> None:
    """A card of CARD for each, several on a page, with thin lines to cut along."""
    sheets = Sheets(device, title)
    wide, high = CARD[0] * sheets.dot, CARD[1] * sheets.dot
    across, down = max(1, int(sheets.width // wide)), max(1, int((sheets.bottom - sheets.dot) // high))
    left = (sheets.width - across * wide) / 2
    try:
        for number, person in enumerate(people):
            place = number % (across * down)
            if number and not place:
                sheets.next_page()
            corner = QPointF(left + place % across * wide, place // across * high)
            _paint_card(sheets, person, QRectF(corner.x(), corner.y(), wide, high))
            tell(number + 1)
        sheets.foot()
    finally:
        sheets.painter.end()


def _paint_card(sheets: Sheets, person: OnPaper, card: QRectF) -> None:
    inside = card.adjusted(*(5 * sheets.dot * sign for sign in (1, 1, -1, -1)))
    outline = QRectF(card)
    if sheets.right_to_left:
        outline.moveLeft(sheets.width - card.right())
    sheets.painter.setPen(QPen(LINE, 0.15 * sheets.dot))
    sheets.painter.setBrush(Qt.BrushStyle.NoBrush)
    sheets.painter.drawRect(outline)
    lines: list[Line] = []
    for size in SIZES:
        lines = sheets.lay(_on_card(person, size), inside.width())
        if _height(lines) <= inside.height():
            break
    lines = _fitting(lines, inside.height())
    sheets.draw(lines, inside.left(), inside.top() + (inside.height() - _height(lines)) / 2, inside.width())


def _on_card(person: OnPaper, size: float) -> list[Piece]:
    small = min(10.0, size * 0.72)
    marks = ", ".join(each for each in (person.credentials, person.pronouns) if each)
    return [
        Piece(_short(person.name), size, bold=True),
        Piece(_short(marks), min(11.0, size * 0.8), color=GREY),
        Piece(_short(person.title), small),
        Piece(_short(person.organization), small),
        Piece(_short(person.phone), small * 0.9, color=GREY),
        Piece(_address(person.email), small * 0.9, color=GREY),
    ]


# All about one person


def paint_archive(device: QPagedPaintDevice, archive: Archive, pictures: dict[int, bytes]) -> None:
    """Everything that the book holds about her; pictures are in it, other files by their names."""
    title = _("All about {name}").format(name=archive.name) if archive.left_out else archive.name
    sheets = Sheets(device, title)
    flow = _Flow(sheets)
    try:
        photo = picture_of(pictures.get(archive.photo_id)) if archive.photo_id is not None else None
        if photo is not None:
            flow.picture(photo, 28)
        flow.write(
            [Piece(archive.name, 18, bold=True), Piece(archive.about, 10), Piece(archive.written, 8.5, color=GREY)]
        )
        for part in archive.parts:
            flow.space(5)
            first = flow.needs(part.things[0]) if part.things else BEGINNING
            flow.write([Piece(part.title, 13, bold=True)], keep=first)
            for thing in part.things:
                flow.space(1)
                flow.begin(flow.needs(thing))
                flow.rule()
                _write_thing(flow, thing, pictures, 0)
        if archive.left_out:
            flow.space(5)
            flow.write([Piece(_("Not in this file:"), 8.5, color=GREY)])
        for what, why in archive.left_out:
            flow.write([Piece(f"{what}: {why}", 8.5, color=GREY)])
        sheets.foot()
    finally:
        sheets.painter.end()


def _write_thing(flow: "_Flow", thing: Held, pictures: dict[int, bytes], depth: int) -> None:
    flow.write([Piece(thing.title, 10, bold=not depth)], depth=depth, keep=8)
    for label, value in thing.facts:
        flow.pair(label, value, depth)
    flow.write([Piece(thing.when, 7.5, color=GREY)], depth=depth)
    if thing.file_id is not None and (shown := picture_of(pictures.get(thing.file_id))) is not None:
        flow.picture(shown, 60)
    for each in thing.below:
        flow.space(1)
        _write_thing(flow, each, pictures, depth + 1)


class _Flow:
    """Text that runs on from page to page."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets, self.dot = sheets, sheets.dot

    def space(self, length: float) -> None:
        """Air, in mm; none at the top of a page."""
        if self.sheets.y:
            self.sheets.y += length * self.dot

    def needs(self, thing: Held) -> float:
        """How many mm should be left for it: all that it takes, or the beginning of what is long or fits anyhow."""
        if self.sheets.bottom - self.sheets.y > 1.5 * TOGETHER * self.dot:
            return BEGINNING
        parts = [self.sheets.lay([Piece(thing.title, 10, bold=True), Piece(thing.when, 7.5)], self.sheets.width)]
        parts += [max(self._pair(label, value, 0), key=_height) for label, value in thing.facts]
        high = sum(map(_height, parts)) / self.dot + 2
        return high if high <= TOGETHER else BEGINNING

    def begin(self, needs: float) -> None:
        """Where so many mm are not left, on the next page."""
        if self.sheets.y and self.sheets.bottom - self.sheets.y < needs * self.dot:
            self.sheets.next_page()

    def rule(self) -> None:
        """A line across the page."""
        if self.sheets.y:
            self.sheets.rule(self.sheets.y)
            self.space(1)

    def write(self, pieces: Sequence[Piece], *, depth: int = 0, keep: float = 0) -> None:
        """Lines; with `keep` (mm) they go to the next page unless that much more fits below them."""
        x = min(depth, 4) * INDENT * self.dot
        width = self.sheets.width - x
        lines = self.sheets.lay(pieces, width)
        if keep and self.sheets.y + _height(lines) + keep * self.dot > self.sheets.bottom:
            self.sheets.next_page()
        for line in lines:
            self._line([line], x, width)

    def pair(self, label: str, value: str, depth: int) -> None:
        """A label and its value beside it."""
        x = min(depth, 4) * INDENT * self.dot
        wide = LABEL * self.dot
        labels, values = self._pair(label, value, x)
        for number in range(max(len(labels), len(values))):
            here, there = labels[number : number + 1], values[number : number + 1]
            high = max(_height(here), _height(there))
            if self.sheets.y + high > self.sheets.bottom:
                self.sheets.next_page()
            self.sheets.draw(here, x, self.sheets.y, wide - 2 * self.dot)
            self.sheets.draw(there, x + wide, self.sheets.y, self.sheets.width - x - wide)
            self.sheets.y += high

    def _pair(self, label: str, value: str, x: float) -> tuple[list[Line], list[Line]]:
        wide = LABEL * self.dot
        labels = self.sheets.lay([Piece(label, 8.5, color=GREY)], wide - 2 * self.dot)
        return labels, self.sheets.lay([Piece(value, 9.5)], self.sheets.width - x - wide)

    def picture(self, image: QImage, most: float) -> None:
        """A picture of at most so many mm."""
        size = image.size().scaled(round(most * self.dot), round(most * self.dot), Qt.AspectRatioMode.KeepAspectRatio)
        if self.sheets.y + size.height() > self.sheets.bottom:
            self.sheets.next_page()
        x = self.sheets.width - size.width() if self.sheets.right_to_left else 0.0
        self.sheets.painter.drawImage(QRectF(x, self.sheets.y, size.width(), size.height()), image)
        self.sheets.y += size.height() + 2 * self.dot

    def _line(self, lines: Sequence[Line], x: float, width: float) -> None:
        if self.sheets.y + _height(lines) > self.sheets.bottom:
            self.sheets.next_page()
        self.sheets.draw(lines, x, self.sheets.y, width)
        self.sheets.y += _height(lines)


def _height(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def _fitting(lines: list[Line], room: float) -> list[Line]:
    """As many of the first lines as there is room for, one at least."""
    found: list[Line] = []
    for line in lines:
        if found and _height(found) + line.height > room:
            break
        found.append(line)
    return found


def _short(text: str) -> str:
    one = " ".join(text.split())
    return one if len(one) <= LONGEST else one[: LONGEST - 1].rstrip() + "…"


def _address(email: str) -> str:
    """With a place to break it at that is better than any."""
    return _short(email).replace("@", "@\u200b")


def _plain(text: str) -> str:
    """Without controls; lines stay."""
    told = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\r\n", "\n").replace("\ufffc", " ")
    return "".join(each if each.isprintable() or each in "\n\u200b\u200c\u200d" else " " for each in told)


# --- the process of the command line ---


def main(arguments: Sequence[str]) -> int:
    """`BOOK PERSON`: all about the person on standard output."""
    return write_out(_of_book, arguments)


def archive_pdf(archive: Archive, pictures: dict[int, bytes]) -> bytes:
    """All about one person as a PDF."""
    title = _("All about {name}").format(name=archive.name)
    return as_pdf(title, lambda device: paint_archive(device, archive, pictures))


def _of_book(book: Path, person_id: int) -> bytes:
    from mrtnet import clock
    from mrtnet.queries import archive
    from mrtnet.queries.about import about
    from mrtnet.store import connection as connections

    with closing(connections.reading(book)) as read:
        found = archive.archive(read, person_id, clock.now(), clock.zone(about(read).time_zone))
        if found is None:
            raise Trouble(_("There is no person {id}.").format(id=person_id))
        return archive_pdf(found, archive.contents(read, found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
