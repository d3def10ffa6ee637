"""The tray icon: how many wait today, and a menu for what is done without opening the window."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from mrtnet.ui.around import Around
from mrtnet.ui.icons import icon, program_icon
from mrtnet.ui.theme import Theme
from mrtnet.words import _, plural

SIZE = 64  # px; the system scales it down


class Tray(QObject):
    """`open` to show the window, `capture` to log people, `today` for the page, `pause(on)`, `leave` to quit."""

    open = Signal()
    capture = Signal()
    today = Signal()
    pause = Signal(bool)
    leave = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        theme = around.theme
        self.menu = QMenu()
        self.menu.setObjectName("tray.menu")
        self._add("plus", self._keyed(_("Log people…"), "log_people"), self.capture.emit, "capture")
        self._today = self._add("sun-horizon", _("Today"), self.today.emit, "today")
        self.menu.addSeparator()
        self.paused = self._add("bell-simple-slash", _("Pause reminders for today"), None, "pause")
        self.paused.setCheckable(True)
        self.paused.triggered.connect(lambda on: self.pause.emit(on))
        self._add("squares-four", _("Open mrtnet"), self.open.emit, "open")
        self._add("power", _("Quit"), self.leave.emit, "quit")
        self.icon = QSystemTrayIcon(program_icon())
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self._count = -1
        theme.changed.connect(lambda: self.count(self._count))

    def _keyed(self, words: str, command: str) -> str:
        key = self._around.commands.key_of(command)
        return f"{words}\t{key}" if key else words

    def _add(self, picture: str, words: str, act: Callable[[], None] | None, name: str) -> QAction:
        action = self.menu.addAction(icon(self._around.theme, picture, "text2"), words)
        action.setObjectName(f"tray.{name}")
        if act is not None:
            action.triggered.connect(lambda _on=False: act())
        return action

    def count(self, number: int) -> None:
        """Say how many wait today: in the menu, in the tooltip and, if she likes, on the icon."""
        self._count = number
        self._today.setText(_("Today") + (f"\t{number}" if number > 0 else ""))
        waiting = plural("{n} follow-up for today", "{n} follow-ups for today", number) if number > 0 else ""
        self.icon.setToolTip(f"mrtnet: {waiting}" if waiting else "mrtnet")
        wanted = number if self._around.settings.tray_count else 0
        self.icon.setIcon(numbered(self._around.theme, wanted))

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open.emit()


def numbered(theme: Theme, number: int) -> QIcon:
    """The program's icon with a number on it; none for nothing."""
    if number <= 0:
        return program_icon()
    pixmap = program_icon().pixmap(SIZE, SIZE)
    whole = QPixmap(SIZE, SIZE)
    whole.fill(Qt.GlobalColor.transparent)
    painter = QPainter(whole)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.drawPixmap(0, 0, SIZE, SIZE, pixmap)
    words = str(number) if number < 100 else "99+"
    badge = QRectF(SIZE * 0.36, 0, SIZE * 0.64, SIZE * 0.56)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#B3261E"))
    painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
    font = theme.font("strong")
    font = type(font)(font)
    font.setPixelSize(round(SIZE * (0.46 if len(words) < 3 else 0.34)))
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
    painter.end()
    return QIcon(whole)
