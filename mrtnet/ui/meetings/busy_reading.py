"""Calendars that are read for busy times: read on the pool, kept by the writer; looked at again while mrtnet runs.

Only what she subscribed to is ever asked for, and only these times and titles are kept. What reads calendars over the
net is imported when there is one to read.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from mrtnet import clock
from mrtnet.queries.planning import my_zone
from mrtnet.queries.reading import all_rows
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.words import _, plural

EVERY = timedelta(hours=1)  # a subscription is asked again after that
FILE_AGAIN = timedelta(minutes=1)  # a file on this computer


class Looking(QObject):
    """One window's looks at the calendars that she reads: `read` when times may have changed."""

    read = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        self._timer = QTimer(self)
        self._timer.setInterval(int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Read those again whose last look was long ago."""
        for calendar_id in due(self._around):
            refresh(self._around, calendar_id)


def looking(around: Around) -> Looking:
    """The one of this window."""
    found = around.window.findChild(Looking)
    return found if isinstance(found, Looking) else Looking(around)


def due(around: Around) -> Sequence[int]:
    """The shown calendars that are to be looked at again now."""
    read, now = around.desk.read, clock.now()
    shown = all_rows(read, "SELECT id, uid, url FROM busy_calendar WHERE shown")
    if not shown:
        return ()
    from mrtnet.sync import busy

    last = busy.last_looks(read)
    found = []
    for calendar_id, uid, url in shown:
        seen: datetime | None = last.get(uid)
        if seen is None or not timedelta() <= now - seen < (EVERY if "://" in url else FILE_AGAIN):
            found.append(int(calendar_id))
    return found


def read_from_now_on(around: Around, url: str, title: str) -> None:
    """Read this file or subscription for busy times; a step that Undo takes back. First it must be a calendar."""
    from mrtnet.edits import taking_in
    from mrtnet.sync import busy

    desk = around.desk

    def known(calendar_id: int) -> None:
        refresh(around, calendar_id, tell=True)

    def good(_fetched: object) -> None:
        around.desk.do(taking_in.add_busy_calendar, title, url, on_done=known)

    zone = my_zone(desk.about)
    around.jobs.start(
        _("Reading a calendar"), lambda _job: busy.fetched(url, zone, clock.now()), on_done=good,
        on_trouble=desk.trouble.emit,
    )  # fmt: skip


def refresh(around: Around, calendar_id: int, *, tell: bool = False) -> Job | None:
    """Read one calendar again; on trouble its times of before stay, and the sentence is kept beside them."""
    from mrtnet.sync import busy

    desk = around.desk
    found = all_rows(desk.read, "SELECT uid, url, title FROM busy_calendar WHERE id = ?", (calendar_id,))
    if not found or desk.book.read_only:
        return None
    uid, url, title = found[0]
    zone, now = my_zone(desk.about), clock.now()

    def done(fetched: busy.Fetched) -> None:
        desk.quietly(busy.keep, uid, fetched.times, now)
        desk.quietly(busy.keep_problem, uid, "")
        if tell:
            times = plural("{n} busy time", "{n} busy times", len(fetched.times))
            desk.said.emit(_("{title} is read: {times}.").format(title=title, times=times), 0)
        looking(around).read.emit()

    def trouble(sentence: str) -> None:
        desk.quietly(busy.keep_problem, uid, sentence)
        if tell:
            desk.trouble.emit(sentence)
        looking(around).read.emit()

    return around.jobs.start(
        _("Reading {title}").format(title=title), lambda _job: busy.fetched(url, zone, now), on_done=done,
        on_trouble=trouble,
    )  # fmt: skip
