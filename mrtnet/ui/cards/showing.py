"""A card as a QR code for the phone across the table: the whole screen white, the code as large as it can be."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.calling_card import CallingCard
from mrtnet.exchange import qr
from mrtnet.trouble import Trouble
from mrtnet.ui import tokens
from mrtnet.ui.around import Around
from mrtnet.ui.cards.awake import Awake
from mrtnet.ui.cards.sheet import paint_code, paint_sheet
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class CodePicture(QWidget):
    """The code, in whole pixels of the screen."""

    def __init__(self, text: str, says: str, least: int) -> None:
        super().__init__()
        self._text, self._least = text, least
        self.setAccessibleName(says)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(least, least)

    def sizeHint(self) -> QSize:
        """As large as it can be."""
        return QSize(self._least * 3, self._least * 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dots."""
        painter = QPainter(self)
        side = min(self.width(), self.height())
        paint_code(painter, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), self._text)


class Ink(Label):
    """A line on white, whatever the theme is."""

    def __init__(self, around: Around, text: str, role: str, token: str = "text") -> None:
        self._ink = QColor(tokens.LIGHT[token])
        super().__init__(around.theme, text, role, token, wrap=True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)

    def _dress(self) -> None:
        super()._dress()
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, self._ink)
        self.setPalette(palette)


class CodeWindow(QDialog):
    """The window; Esc closes it."""

    def __init__(self, around: Around, card: CallingCard, *, mine: bool) -> None:
        super().__init__(around.window)
        self.around, self.card = around, card
        self._back_to: QWidget | None = around.window.focusWidget()
        self._awake = Awake()
        self.setObjectName("show_card")
        self.setWindowTitle(_("Card of {name}").format(name=card.name[:120]))
        self.setAccessibleName(self.windowTitle())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        px = around.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(4))
        says = _("QR code of the card of {name}").format(name=card.heading)
        column.addWidget(CodePicture(card.text, says, px(180)), 1)
        column.addWidget(Ink(around, card.name, "page"))
        for text in (", ".join(card.credentials), card.work):
            if text:
                column.addWidget(Ink(around, text, "section", "text2"))
        hint = _("Point the camera of a phone at it: the phone offers to save the contact.")
        column.addWidget(Ink(around, hint, "small", "text3"))
        column.addSpacing(px(8))
        column.addWidget(self._make_foot(mine=mine))
        around.theme.changed.connect(self._whiten)
        self._whiten()

    def _make_foot(self, *, mine: bool) -> QWidget:
        px, theme = self.around.px, self.around.theme
        self.save = Button(theme, _("Save as PNG or SVG…"), "download-simple", name="show_card.save")
        self.print = Button(theme, _("Print a sheet…"), "printer", name="show_card.print")
        self.change = Button(theme, _("Change"), "pencil-simple", name="show_card.change")
        self.change.setVisible(mine)
        self.shut = Button(theme, _("Close"), "x", hint=_("Esc"), name="show_card.close")
        ways = ((self.save, self.ask_file), (self.print, self.ask_printer), (self.change, self._to_settings),
                (self.shut, self.close))  # fmt: skip
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addStretch(1)
        for button, run in ways:
            button.setAutoDefault(False)
            button.clicked.connect(run)
            row.addWidget(button)
        row.addStretch(1)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons as icons where there is no room for words."""
        super().resizeEvent(event)
        for button in (self.save, self.print, self.change, self.shut):
            button.shrink(self.width() < self.around.px(620))

    def open(self) -> None:
        """The whole screen."""
        self._awake.begin()
        self.setModal(True)
        self.showFullScreen()
        self.shut.setFocus(Qt.FocusReason.PopupFocusReason)

    def _whiten(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor(Qt.GlobalColor.white))
        self.setPalette(palette)
        self.setAutoFillBackground(True)

    def _to_settings(self) -> None:
        self._back_to = None
        self.close()
        self.around.go("settings", "general")

    # As a file, on paper

    def ask_file(self) -> None:
        """Ask where, then write it."""
        from mrtnet.ui.leaving.saving import file_name

        kinds = (_("Picture (*.png)"), _("Drawing for any size (*.svg)"), _("Sheet of cards (*.pdf)"))
        offered = Path.home() / f"{file_name(self.card.name or _('card'))}.png"
        told, kind = QFileDialog.getSaveFileName(self, _("Save the code"), str(offered), ";;".join(kinds))
        if told:
            path = Path(told)
            suffix = (".png", ".svg", ".pdf")[kinds.index(kind) if kind in kinds else 0]
            self.save_as(
                path if path.suffix.lower() in (".png", ".svg", ".pdf") else path.with_name(path.name + suffix)
            )

    def save_as(self, path: Path) -> None:
        """Write it there: the kind is in the name."""
        from mrtnet.ui.leaving.at_once import write
        from mrtnet.ui.printing import as_pdf

        def made() -> bytes:
            match path.suffix.lower():
                case ".svg":
                    return qr.svg(self.card.text)
                case ".pdf":
                    return as_pdf(self.windowTitle(), lambda device: paint_sheet(device, self.card))
                case _other:
                    return qr.png(self.card.text)

        write(self.around, path, made)

    def ask_printer(self) -> None:
        """The system's own dialog for printers, then a page of cards."""
        from mrtnet.ui.printers import ask_printer

        ask_printer(self, self.windowTitle(), self.print_on, self.around.desk.trouble.emit)

    def print_on(self, printer: "QPrinter") -> None:
        """A page of cards on this printer."""
        try:
            paint_sheet(printer, self.card)
        except Trouble as wrong:
            self.around.desk.trouble.emit(str(wrong))
        else:
            self.around.desk.said.emit(_("The sheet was sent to the printer."), 0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The screen may rest again."""
        self._awake.end()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Closing returns the keyboard to where it was."""
        self._awake.end()
        super().done(result)
        give_back(self._back_to)
