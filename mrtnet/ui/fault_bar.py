"""After a fault of the program: the next start says so once, shows the report, and deletes it if she wants."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from mrtnet import report
from mrtnet.domain.when import say_when
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, Label, Surface, Symbol
from mrtnet.ui.widgets.strip import strip
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _


class FaultBar(Surface):
    """The thin bar about one report."""

    def __init__(self, around: Around, path: Path) -> None:
        super().__init__(around.theme, "amber_tint", edge="bottom")
        px, desk = around.px, around.desk
        self.setObjectName("bar.fault")
        self.setAccessibleName(_("Report of a fault"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        at = report.moment_of(path).astimezone(desk.zone)
        moment = _("{day}, {time}").format(day=say_when(at.date(), desk.today), time=say_time(at.time()))
        words = _("Something went wrong in mrtnet ({moment}). Your book is whole.").format(moment=moment)
        self.words = Label(around.theme, words, "body", "text", wrap=True, name="bar.fault.words")
        self.show_it = Button(around.theme, _("Show the report"), kind="ghost", small=True, name="bar.fault.show")
        self.delete = Button(around.theme, _("Delete it"), kind="ghost", small=True, name="bar.fault.delete")
        self.away = Button(
            around.theme, "", "x", kind="ghost", small=True, name="bar.fault.close", says=_("Close this line")
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(px(28), px(2), px(16), px(2))
        line.setSpacing(px(8))
        line.addWidget(Symbol(around.theme, "warning", "amber", size=16))
        line.addWidget(self.words, 1)
        for button in (self.show_it, self.delete, self.away):
            line.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as its words need: a strip of the window asks only for the least."""
        super().resizeEvent(event)
        if (line := self.layout()) is not None:
            self.setMinimumHeight(line.totalHeightForWidth(self.width()))


class ReportDialog(SmallDialog):
    """What a report holds, to read and to copy into a mail."""

    def __init__(self, around: Around, path: Path) -> None:
        super().__init__(around, "report", _("Report of a fault"), _("Copy"), icon="copy")
        words = _("Places in the program, nothing of your book. Send it to whoever looks after mrtnet, if you like.")
        self.column.addWidget(Label(self.theme, words, "body", "text2", wrap=True))
        self.text = Text(self.theme, name="report.text", says=_("Report of a fault"))
        self.text.setReadOnly(True)
        with suppress(OSError):
            self.text.setPlainText(path.read_text(encoding="utf-8", errors="replace"))
        self.column.addWidget(Framed(self.theme, self.text), 1)
        self.resize(around.px(600), around.px(420))
        self.text.setFocus()

    def finish(self) -> bool:
        """Put it on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.desk.said.emit(_("The report is on the clipboard."), 0)
        return True


class Telling(QObject):
    """Shows the bar, once for each report."""

    def __init__(self, window: Any, path: Path) -> None:
        super().__init__(window)
        self._window, self._path = window, path
        self.bar = FaultBar(window.around, path)
        self.strip = strip(window, self.bar, "bar.fault.strip", _("Report of a fault"))
        self.bar.show_it.clicked.connect(self._show)
        self.bar.delete.clicked.connect(self._delete)
        self.bar.away.clicked.connect(self._leave)
        self.strip.show()
        window.settings.report_told = path.name
        window.settings.save()

    def _show(self) -> None:
        ReportDialog(self._window.around, self._path).open_at()

    def _delete(self) -> None:
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._leave()

    def _leave(self) -> None:
        self.strip.hide()
        panes = self._window.page.panes() if self._window.page else ()
        if panes:
            panes[0].setFocus()


def install(window: Any) -> Telling | None:
    """Tell of the newest report in this window, unless it was told before."""
    found = window.findChild(Telling)
    if isinstance(found, Telling):
        return found
    path = report.newest_report()
    if path is None or path.name <= window.settings.report_told:
        return None
    return Telling(window, path)
