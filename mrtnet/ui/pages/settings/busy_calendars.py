"""Settings, Calendar: the calendars that are read for busy times, each with its last look and what was in the way."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.when import say_when
from mrtnet.queries.reading import all_rows
from mrtnet.sync import busy
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.busy_reading import looking, read_from_now_on, refresh
from mrtnet.ui.pages.settings.controls import SettingRow, SettingRows
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, Field
from mrtnet.words import _


class BusyCalendars(QWidget):
    """A row for each calendar, and one that adds another: a file, or the address of a subscription."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.theme, self.desk = around, around.theme, around.desk
        px = around.px
        self.rows: list[SettingRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._list = SettingRows(self.theme)
        self._column.addWidget(self._list)
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(6))
        self.address = Field(self.theme, _("https://… or a file"), "link-simple", name="settings.busy.address")
        self.address.setAccessibleName(_("Address of a calendar"))
        self.address.setMinimumWidth(px(180))
        self.address.returnPressed.connect(lambda: self.add(self.address.text()))
        self.file = Button(self.theme, _("File…"), "folder-open", name="settings.busy.file")
        self.file.clicked.connect(self._choose)
        line.addWidget(self.address, 1)
        line.addWidget(self.file)
        words = _("Read only, never written. The planner keeps these times free. Paste an address and press Enter.")
        self.add_row = SettingRow(self.theme, _("Add a calendar"), words, both)
        self._column.addWidget(self.add_row)
        looking(around).read.connect(self.reload)

    def stack(self, narrow: bool) -> None:
        """Another width."""
        for row in (*self.rows, self.add_row):
            row.stack(narrow)

    def reload(self) -> None:
        """Read what is there."""
        found = all_rows(
            self.desk.read,
            "SELECT c.id, c.uid, c.title, c.url, c.shown, (SELECT count(*) FROM busy_time WHERE calendar_uid = c.uid)"
            " FROM busy_calendar AS c ORDER BY c.title, c.id",
        )
        last = busy.last_looks(self.desk.read)
        self.rows = []
        for calendar_id, uid, title, url, shown, times in found:
            where = url if "://" in url else Path(url).name
            seen = last.get(uid)
            said = where
            if seen is not None:
                at = seen.astimezone(self.desk.zone)
                when = f"{say_when(at.date(), self.desk.today)}, {say_time(at.time())}"
                said += "\n" + _("{n} busy times, read {when}").format(n=times, when=when)
            row = SettingRow(self.theme, title, said, self._controls(int(calendar_id), title, bool(shown)))
            row.say_problem(busy.problem_of(self.desk.read, uid))
            self.rows.append(row)
        self._list.show_rows(self.rows)

    def _controls(self, calendar_id: int, title: str, shown: bool) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.around.px(6))
        box = QCheckBox()
        box.setObjectName("settings.busy.shown")
        box.setAccessibleName(_("Counts as busy: {title}").format(title=title))
        box.setChecked(shown)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        box.clicked.connect(lambda on: self._show(calendar_id, on))
        again = Button(self.theme, "", "arrows-clockwise", small=True, name="settings.busy.again",
                       says=_("Read {title} again").format(title=title))  # fmt: skip
        again.clicked.connect(lambda: refresh(self.around, calendar_id, tell=True))
        away = Button(self.theme, "", "trash", small=True, name="settings.busy.remove",
                      says=_("Remove {title}").format(title=title))  # fmt: skip
        away.clicked.connect(lambda: self._remove(calendar_id))
        for each in (box, again, away):
            line.addWidget(each)
        return holder

    def _show(self, calendar_id: int, on: bool) -> None:
        from mrtnet.edits import taking_in

        self.desk.do(taking_in.show_busy_calendar, calendar_id, shown=on)

    def _remove(self, calendar_id: int) -> None:
        from mrtnet.edits import taking_in

        self.desk.do(taking_in.remove_busy_calendar, calendar_id)
        self.reload()

    def _choose(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self.around.window, _("A calendar to read"), str(Path.home()), _("Calendar files (*.ics *.ical)")
        )
        if path:
            self.add(path)

    def add(self, text: str) -> None:
        """Read this file or subscription from now on."""
        try:
            url = busy.address(text) if text.strip() else ""
        except Trouble as trouble:
            self.add_row.say_problem(str(trouble))
            return
        self.add_row.say_problem("")
        if url:
            self.address.clear()
            title = Path(url).stem if "://" not in url else url.split("/")[2]
            read_from_now_on(self.around, url, title)
