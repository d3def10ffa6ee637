"""Handing a meeting to the system's calendar: one file a meeting, opened; what was handed is remembered.

A calendar that was given a meeting keeps what it was given, so a later change or a cancellation is said where the
meeting stands, and one click sends it. UID and SEQUENCE are those of the calendar item, as in every file.
"""

import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from mrtnet import paths
from mrtnet.domain.calendar import NEVER, Entry, content_key, from_text, to_text
from mrtnet.domain.rows import MeetingRow
from mrtnet.exchange.ics import assemble, zones_of
from mrtnet.queries import calendar, planning, quiet
from mrtnet.queries.calendar import Chosen
from mrtnet.queries.reading import Connection, all_rows
from mrtnet.sync import items
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.programs import CALENDAR, opens
from mrtnet.words import _

FOLDER = "calendar"
_KEY = "handed "
Stale = Literal["", "time", "details", "cancelled"]


class Handed(NamedTuple):
    """What a calendar was given last: its entry as text, without number and stamp."""

    entry: str
    cancelled: bool


def open_in_calendar(path: Path) -> bool:
    """Give one of our calendar files to the system; False where nothing opens it."""
    return path.suffix == ".ics" and opens(CALENDAR) and QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def stale(connection: Connection, rows: Sequence[MeetingRow], about: Any) -> Mapping[int, Stale]:
    """Which of these meetings a calendar shows otherwise than they now are: another time, other details, called off."""
    given = _given(connection)
    asked = [row for row in rows if row.uid in given]
    if not asked:
        return {}
    now = _entries(connection, [row.id for row in asked], about)
    return {row.id: said for row in asked if (said := _differs(given[row.uid], now.get(row.uid)))}


def gone(connection: Connection) -> list[str]:
    """The UIDs of meetings that a calendar was given and that are no longer in the book."""
    kept = {str(uid) for (uid,) in all_rows(connection, "SELECT uid FROM meeting")}
    return [uid for uid, told in _given(connection).items() if uid not in kept and not told.cancelled]


def stale_words(kind: Stale) -> tuple[str, str]:
    """The sentence for it, and the words of the button that mends it."""
    return {
        "time": (_("Your calendar still has the old time."), _("Send the new time")),
        "details": (_("Your calendar still has the old details."), _("Send the change")),
        "cancelled": (_("Your calendar still shows this meeting."), _("Send the cancellation")),
        "": ("", _("Add to calendar")),
    }[kind]


class Handing(QObject):
    """One window's way to the calendar. `open_file` is replaced in tests."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self.around = around
        self.open_file: Callable[[Path], bool] = open_in_calendar

    def send(self, uid: str, meeting_id: int | None = None, done: Callable[[], None] | None = None) -> None:
        """Write the meeting as it now is into a file of its own and open it; one that is gone is called off."""
        desk = self.around.desk

        def written(path: Path) -> None:
            if not self.open_file(path):
                desk.trouble.emit(_("No program opens calendar files. The meeting lies in “{name}”.").format(name=path))
            if done is not None:
                done()

        by_writer(
            desk, lambda: write_meeting(desk.book, uid, meeting_id), on_done=written, on_trouble=desk.trouble.emit
        )


def handing(around: Around) -> Handing:
    """The one of this window."""
    found = around.window.findChild(Handing)
    return found if isinstance(found, Handing) else Handing(around)


def write_meeting(book: Any, uid: str, meeting_id: int | None) -> Path:
    """The file of one meeting, or of its cancellation; byte for byte the same while nothing changed.

    Raises Trouble where it has nothing to say to a calendar, or the file cannot be written.
    """
    ids = () if meeting_id is None else (meeting_id,)
    told = items.going_out(book, Chosen(kinds=frozenset({"meeting"}), meeting_ids=ids), with_entries=True)
    at = next((number for number, each in enumerate(told.entries) if each.uid == uid), None)
    if at is None:
        raise Trouble((*told.said, _("This meeting has no date yet, so there is nothing for a calendar."))[0])
    entry = told.entries[at]
    folder = paths.data_dir() / FOLDER
    path = folder / f"{_plain_name(entry)}.ics"
    content = assemble([told.components[at]], zones_of([entry]))
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not (path.is_file() and path.read_bytes() == content):
            paths.write_whole(path, content)
    except OSError as wrong:
        why = os.strerror(wrong.errno) if wrong.errno else str(wrong)
        raise Trouble(_("The calendar file “{name}” could not be written: {why}.").format(name=path, why=why)) from None
    if not book.read_only:
        book.quietly(_remember, entry)
    return path


def _remember(connection: Connection, entry: Entry) -> None:
    said = {"entry": _bare(entry), "cancelled": entry.status == "CANCELLED"}
    quiet.keep(connection, _KEY + entry.uid, said)


def _given(connection: Connection) -> dict[str, Handed]:
    found = all_rows(connection, "SELECT key, value FROM quiet WHERE key BETWEEN ? AND ?", (_KEY, _KEY + "\U0010ffff"))
    told = {str(key)[len(_KEY) :]: json.loads(value) for key, value in found}
    return {uid: Handed(str(said.get("entry", "")), bool(said.get("cancelled"))) for uid, said in told.items()}


def _entries(connection: Connection, meeting_ids: Sequence[int], about: Any) -> dict[str, Entry]:
    chosen = Chosen(kinds=frozenset({"meeting"}), meeting_ids=tuple(meeting_ids))
    return items.entries_of(calendar.live(connection, chosen, zone=planning.my_zone(about)), about)


def _differs(given: Handed, now: Entry | None) -> Stale:
    if now is None:
        return "" if given.cancelled else "cancelled"
    if given.cancelled:
        return "time"
    was = from_text(given.entry)
    if content_key(was) == content_key(now):
        return ""
    placed = [
        (each.start_day, each.start_time, each.end_day, each.end_time, each.zone, each.second) for each in (was, now)
    ]
    return "details" if placed[0] == placed[1] else "time"


def _bare(entry: Entry) -> str:
    """The entry without what changes by itself: number, stamp and name."""
    return to_text(entry._replace(uid="", sequence=0, stamp=NEVER))


def _plain_name(entry: Entry) -> str:
    """A name for the file that says what it is and that every system takes; the same for each version of it."""
    said = re.sub(r"[^\w-]+", "-", entry.summary, flags=re.ASCII).strip("-")[:60].lower() or "meeting"
    mark = re.sub(r"\W", "", entry.uid, flags=re.ASCII)[:8]
    return f"{said}-{mark}"
