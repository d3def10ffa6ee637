"""The program with its window: the only place where desk, theme, style, window and the rest are put together."""

import gc
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from mrtnet import paths, settings
from mrtnet.queries import people
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui import crash, single
from mrtnet.ui.desk import Desk
from mrtnet.ui.icons import program_icon
from mrtnet.ui.instance import Instance
from mrtnet.ui.style import Style
from mrtnet.ui.theme import system_theme
from mrtnet.ui.window import Window
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.ui.company import Company

ANSWERS_WITHIN, LOOK_EVERY = 10.0, 0.1  # seconds
UNSEEN, UNSEEN_TURN = 10, 100  # turns, of so many ms, after which a window that nothing paints counts as painted


def run(config: Path, wish: str) -> int:
    """Open book and window, and stay until she quits; returns the exit code."""
    application = QApplication(sys.argv[:1] or ["mrtnet"])
    application.setApplicationName("mrtnet")
    application.setDesktopFileName("mrtnet")
    application.setWindowIcon(program_icon())
    instance = Instance(config)
    if not _is_first(instance, config, wish):
        return 0
    stored = settings.load(config / settings.FILE, paths.write_whole)
    theme = system_theme(stored)
    application.setStyle(Style(theme))
    theme.apply_to(application)
    try:
        desk = Desk(Book.open(paths.book_file()))
    except Trouble as trouble:
        _say(str(trouble))
        return 1
    window = Window(desk, theme, stored)
    crash.install(window.tell_crash)
    instance.wished.connect(partial(answer, window))
    window.go(stored.page)
    if window.page is None:
        window.go("today")
    company: list[Company] = []

    def paint_is_done() -> None:
        _ready(desk, instance)
        company.append(_company(window, application))

    def unseen(turns: int) -> None:
        if turns:  # not one long timer: on a slow machine it would be over before the window could be painted at all
            QTimer.singleShot(UNSEEN_TURN, window, partial(unseen, turns - 1))
        elif not company and not ready.isActive():
            paint_is_done()

    if not people.anybody(desk.read):
        _welcome(window)
    ready = QTimer(window, singleShot=True)
    ready.timeout.connect(paint_is_done)
    window.painted.connect(partial(ready.start, 0))
    unseen(UNSEEN)
    window.show()
    answer(window, wish)
    for told in (signal.SIGINT, signal.SIGTERM):  # Python hears it when the desk looks, every 300 ms
        signal.signal(told, lambda _number, _frame: (window.quit(), application.quit()))
    try:
        return application.exec()
    finally:
        window.hide()
        instance.close()  # what is left may take a while, and she may start again
        window.around.jobs.close()
        desk.finish()
        for each in company:
            each.end()
        desk.close()


def _is_first(instance: Instance, config: Path, wish: str) -> bool:
    """Take the one window's place, or hand the wish over to whoever has it: it may be starting still, or be busy."""
    until = time.monotonic() + ANSWERS_WITHIN
    while not instance.is_first():
        if single.hand_over(config, wish):
            return False
        if time.monotonic() > until:
            _say(_("mrtnet is open already, but does not answer. Wait a moment and start it again."))
            return False
        time.sleep(LOOK_EVERY)
    return True


def answer(window: Window, wish: str) -> None:
    """Do what another start asks for: come forward, with the page for "today"; "capture" has a window of its own."""
    if wish == "capture":
        window.commands.run("log_people")
        return
    if wish == "today":
        window.go("today")
    window.come_forward()


def _ready(desk: Desk, instance: Instance) -> None:
    """After the first paint: what was loaded stays for good, so the collector need not look at it again."""
    gc.freeze()
    gc.enable()
    instance.listen()
    desk.warm_up()


def _welcome(window: Window) -> None:
    """Nobody is on file: the first thing shown is the first run."""
    from mrtnet.ui import first_run

    first_run.install(window)


def _company(window: Window, application: QApplication) -> "Company":
    """What goes on beside the pages is loaded when they are on the screen."""
    from mrtnet.ui.company import Company

    return Company(window, application)


def _say(text: str) -> None:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, "mrtnet", text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()
