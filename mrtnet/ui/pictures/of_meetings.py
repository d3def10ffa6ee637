"""The planner, and what goes with a meeting."""

import tempfile
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mrtnet import clock
from mrtnet.ui.pictures.bringing import Shot, first_person
from mrtnet.ui.pictures.stage import PATIENCE
from mrtnet.ui.window import Window


def planner(part: int = 0) -> Shot:
    """The planner for the one who is five or six hours away, with this tab."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.ui.pages.meetings import MeetingsPage

        found = window.desk.read.execute("SELECT id FROM person WHERE time_zone = 'Pacific/Honolulu'").fetchone()
        window.go("meetings", ("plan", int(found[0]) if found else first_person(window)))
        assert isinstance(window.page, MeetingsPage)
        window.page.planner.parts.show_part(part)
        return window

    return shot


def change_meeting(window: Window) -> QWidget | None:
    meeting = _meeting(window, held=False)
    window.go("meetings", ("change", meeting) if meeting is not None else "")
    return window


def planner_outcome(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.meetings import MeetingsPage

    if (meeting := _meeting(window, held=True)) is None:
        return None
    window.go("meetings", ("change", meeting))
    assert isinstance(window.page, MeetingsPage)
    tabs = window.page.planner.tabs
    tabs.setCurrentIndex(next(number for number in range(tabs.count()) if tabs.tabData(number) == "outcome"))
    return window


def _meeting(window: Window, *, held: bool) -> int | None:
    order = "day" if held else "day DESC"
    found = window.desk.read.execute(f"SELECT id FROM meeting WHERE day IS NOT NULL ORDER BY {order}").fetchone()
    return int(found[0]) if found else None


def brief(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.brief import BriefDialog

    if (meeting := _meeting(window, held=False)) is None:
        return None
    dialog = BriefDialog(window.around, meeting)
    dialog.open_at()
    return dialog


def notes(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.talking import install

    talking = install(window.around)
    if (meeting := _meeting(window, held=False)) is None:
        return None
    talking.notes_for(meeting)
    for note in talking.notes.notes[:1]:
        note.put(True, "Coding first, then data. Each move came through somebody she knew.")
    talking.notes.promises.line.setText("I will send her my resume by fri")
    talking.notes.promises.add()
    notes: QWidget = talking.notes
    return notes


def outcome(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.outcome_dialog import OutcomeDialog

    if (meeting := _meeting(window, held=True)) is None:
        return None
    dialog = OutcomeDialog(window.around, meeting)
    dialog.open_at()
    tab = dialog.tab
    tab.choose("good")
    tab.text.setPlainText("Audits are the way into CDI. He would start with the outpatient edits.")
    tab.advice.put(["Take the CCS course by nov 30", "Read the new outpatient rules"])
    tab.named.put(["Hina Malik, RHIA, leads CDI; hina.malik@cdi.example"])
    tab.mine.put(["Send my resume by fri"])
    return dialog


def calendar_file(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.reading import show_file

    part = "BEGIN:VEVENT\r\nDTSTART:202611{day}T{hour}0000Z\r\nSUMMARY:{what}\r\nLOCATION:Room {n}\r\nEND:VEVENT\r\n"
    talks = ("Opening", "Audits that teach", "Denials, end to end", "CDI for coders", "Release of information")
    events = [part.format(n=n, day=4 + n // 3 + 10, hour=15 + n % 3, what=what) for n, what in enumerate(talks)]
    broken = "BEGIN:VEVENT\r\nSUMMARY:Lunch\r\nEND:VEVENT\r\n"
    words = f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Records Days\r\n{{}}{broken}END:VCALENDAR\r\n"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.ics"
        path.write_text(words.format("".join(events)), encoding="utf-8", newline="")
        sheet = show_file(window.around, str(path))
        until = monotonic() + PATIENCE
        while window.around.jobs.running() and monotonic() < until:
            QCoreApplication.processEvents()
    return sheet


def invite(window: Window) -> QWidget | None:
    from mrtnet.queries import meetings
    from mrtnet.ui.meetings.invite import InviteDialog

    row = meetings.next_meeting(window.desk.read, clock.now())
    if row is None:
        return None
    dialog = InviteDialog(window.around, row)
    dialog.open_at()
    return dialog


def password(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.invite import AskPassword

    return AskPassword(window.around, lambda _typed: None, "lena@dav.example")
