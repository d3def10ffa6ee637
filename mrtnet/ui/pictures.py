"""Pictures of every page and dialog over the sample network: the same picture every time, on any machine.

    python packaging/pictures.py OUT [--only today,people] [--looks light,dark]
    python packaging/pictures.py packaging/pictures --readme

To add one: a line in SHOTS. A shot brings something up in the window and returns the widget to picture; None leaves it
out. The tests walk the same shots.
"""

import argparse
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QMessageLogContext,
    QRectF,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QPlainTextEdit, QTabBar, QWidget

from mrtnet import clock
from mrtnet.domain.alarms import Ringing
from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.domain.reminders import Bundle, due_now
from mrtnet.edits.sample import load_sample
from mrtnet.queries.reminders import not_shown
from mrtnet.reminding.rounds import rules_of
from mrtnet.settings import Settings
from mrtnet.store.book import Book
from mrtnet.ui import first_run, names
from mrtnet.ui.around import Subject
from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.desk import Desk
from mrtnet.ui.pages import entry
from mrtnet.ui.style import Style
from mrtnet.ui.theme import Theme
from mrtnet.ui.window import Window

if TYPE_CHECKING:
    from mrtnet.ui.reminders.popup import ReminderWindow

MORNING = "2026-10-15T14:12:00+00:00"
"""Thursday, October 15, 2026, 9:12 in Chicago: when all pictures are taken."""
DOUBTFUL = (
    "Sat beside Priya in the audit session. Her example: chart no. 445120 lacked a signature. Ask pt Alder about it?"
)
"""A note in which something looks like a patient's detail."""
PATIENCE = 5.0  # seconds for what a page reads bit by bit


class Look(NamedTuple):
    """How a picture is taken: theme, text size in percent, size of the window, direction, font ("" the usual one)."""

    theme: str = "light"
    text_size: int = 100
    width: int = 1440
    height: int = 868
    right_to_left: bool = False
    font: str = ""


LOOKS: Mapping[str, Look] = {
    "light": Look(),
    "dark": Look("dark"),
    "200": Look(text_size=200),
    "narrow": Look(width=760, height=640),
    "rtl": Look(right_to_left=True),
}

Shot = Callable[[Window], QWidget | None]


def page(key: str, target: object = None, *, view: str = "") -> Shot:
    """A page, at a place on it; `view` for a page that has several."""

    def shot(window: Window) -> QWidget | None:
        if entry(key) is None:
            return None
        window.go(key, target)
        if view and window.page is not None:
            window.page.show_as(view)  # type: ignore[attr-defined]  # the pages with views have it
        return window

    return shot


def command(name: str, on: str = "today") -> Shot:
    """What a command of a page brings up: its own window, a menu, or something in the main window."""

    def shot(window: Window) -> QWidget | None:
        window.go(on)
        return command_here(window, name)

    return shot


def command_here(window: Window, name: str) -> QWidget | None:
    """What a command brings up where the window is."""
    before = {id(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    if not window.commands.run(name):
        return None
    settle(window)
    came = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and id(widget) not in before]
    named = [widget for widget in came if widget.objectName()]
    return next(iter(named or came), window)


def _why_of_a_playbook(window: Window) -> None:
    from mrtnet.queries import follow_ups
    from mrtnet.ui.playbooks.why import WhyDialog

    sql = "SELECT min(id) FROM follow_up WHERE state = 'open' AND step = 'linkedin' AND run_id IS NOT NULL"
    row = follow_ups.one(window.desk.read, window.desk.read.execute(sql).fetchone()[0] or 0)
    if row is not None:
        WhyDialog(window.around, row).open_at()


def _move_a_playbook(window: Window) -> None:
    from mrtnet.queries import runs
    from mrtnet.ui.playbooks.move import MoveDialog

    dialog = MoveDialog(window.around, [runs.at_work(window.desk.read, "after-event")[0].run])
    dialog.open_at()
    dialog.day.setText("oct 27")
    dialog.look()


def _tell_of_a_playbook(window: Window) -> None:
    from mrtnet.domain.playbooks import built_in
    from mrtnet.queries import runs
    from mrtnet.ui.playbooks.told import ToldDialog

    run = runs.at_work(window.desk.read, "after-event")[0].run
    ToldDialog(window.around, run, built_in()["interview-after"]).open_at()


def _load_of_a_playbook(window: Window) -> None:
    from mrtnet.queries import events
    from mrtnet.ui.playbooks.start import StartDialog

    StartDialog(window.around, "revive-tie", (), event_id=events.listed(window.desk.read)[0].id).open_at()


def _of_playbooks(which: str) -> Shot:
    """A dialog of the playbooks page."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.ui.playbooks.page import PlaybooksPage

        window.go("playbooks", "after-event")
        shown = window.page
        assert isinstance(shown, PlaybooksPage)
        acts: dict[str, Callable[[], None]] = {
            "step": lambda: shown.books.change_step("thank"), "playbook": shown.new, "play": shown.books.start_it,
            "why": lambda: _why_of_a_playbook(window), "rule": lambda: shown.books.change_rule(1),
            "move": lambda: _move_a_playbook(window), "bank_question": shown.questions.new,
            "load": lambda: _load_of_a_playbook(window), "told": lambda: _tell_of_a_playbook(window),
        }  # fmt: skip
        acts[which]()
        _work_off(window)
        settle(window)
        return window.findChild(QDialog, "dialog.play" if which == "load" else f"dialog.{which}")

    return shot


def _first_person(window: Window) -> int:
    return int(window.desk.read.execute("SELECT min(id) FROM person").fetchone()[0])


def _person(window: Window) -> QWidget | None:
    window.go("people", _first_person(window))
    return window


def _event(window: Window) -> QWidget | None:
    if entry("events") is None:
        return None
    window.go("events", int(window.desk.read.execute("SELECT min(id) FROM event").fetchone()[0]))
    return window


def _reminders(window: Window) -> "ReminderWindow":
    """The window that reminds: a program has one, which is hidden and shown again."""
    from mrtnet.ui.reminders.popup import ReminderWindow

    found = (each for each in QApplication.topLevelWidgets() if isinstance(each, ReminderWindow))
    return next((each for each in found if each.around is window.around), None) or ReminderWindow(window.around)


def _pop_up(window: Window) -> QWidget | None:
    desk = window.desk
    now = clock.now() + timedelta(days=1)  # the sample came after this morning's digest
    pop_up = _reminders(window)
    pop_up.bring(due_now(not_shown(desk.read, desk.today), frozenset(), now, rules_of(desk.read, desk.about)))
    return pop_up


def _alarm(window: Window) -> QWidget | None:
    from mrtnet.queries.reminders import alarms_not_shown

    now = clock.now()
    found = alarms_not_shown(window.desk.read, now, timedelta(days=30))
    pop_up = _reminders(window)
    bundles = [Bundle((), alarms=(Ringing(alarm, frozenset()),)) for alarm in found[:1]]
    late = not_shown(window.desk.read, window.desk.today)[:2]
    rules = rules_of(window.desk.read, window.desk.about)
    pop_up.bring([*bundles, *due_now(late, frozenset(), now + timedelta(days=1), rules)])
    return pop_up


def _calendar_file(window: Window) -> QWidget | None:
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


IMPORTED = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
{rows}
"""


def _import(step: int) -> Shot:
    """The import of a LinkedIn file, at one of its steps: somebody new, three who are likely here, one the same."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.queries.person_forms import forms
        from mrtnet.ui.importing.page import ImportPage

        on_file = list(forms(window.desk.read, range(1, 25)).values())
        lines = ["Siobhan,ORourke,https://www.linkedin.com/in/sorourke,,Harbor Health,Coder,12 Oct 2026",
                 "Lan,Thi,,lan@harbor.example,Harbor Health,Data analyst,13 Oct 2026",
                 "Kwame,<b>Asante</b>,,kwame@mercy.example,Mercy,Auditor,14 Oct 2026", ",,,,,,"]  # fmt: skip
        for at, form in enumerate(on_file[:8]):
            mail = next((reach.value for reach in form.reaches if reach.property == "EMAIL"), "")
            family, title = (f"{form.family}, CHPS", "Director of Health Information") if at < 3 else (form.family, "")
            work = form.jobs[0].organization if form.jobs else ""
            lines.append(f'{form.given},"{family}",,{mail},{work},{title},04 Oct 2026')
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "Connections.csv"
            path.write_text(IMPORTED.format(rows="\n".join(lines)), encoding="utf-8")
            window.go("import", [path, Path(folder) / "phone.vcf"] if step == 0 else [path])
            wizard = window.page
            assert isinstance(wizard, ImportPage)
            _work_off(window)
        for _step in range(step):
            for at in wizard.bringing.looked.likely if wizard.bringing.looked is not None and step == 3 else ():
                wizard.duplicates.heaps.go_to(at)
                wizard.duplicates.answer("merge")
            wizard.go_on()
            _work_off(window)
        return window

    return shot


def _work_off(window: Window) -> None:
    until = monotonic() + PATIENCE
    while window.around.jobs.running() and monotonic() < until:
        QCoreApplication.processEvents()


def _invite(window: Window) -> QWidget | None:
    from mrtnet.queries import meetings
    from mrtnet.ui.meetings.invite import InviteDialog

    row = meetings.next_meeting(window.desk.read, clock.now())
    if row is None:
        return None
    dialog = InviteDialog(window.around, row)
    dialog.open_at()
    return dialog


def _account_form(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.account_form import AccountDialog

    dialog = AccountDialog(window.around)
    dialog.open_at()
    return dialog


def _account_of_people(window: Window) -> QWidget | None:
    from mrtnet.sync import dav
    from mrtnet.ui.pages.settings.account_form import AccountDialog

    dialog = AccountDialog(window.around)
    dialog.open_at()
    dialog.url.setText("https://dav.example")
    dialog.user.setText("dana")
    dialog.offer([dav.Found("https://dav.example/work/", dav.CALENDAR, "Work"),
                  dav.Found("https://dav.example/people/", dav.ADDRESSES, "Contacts")])  # fmt: skip
    dialog.calendars.setCurrentIndex(1)
    dialog.show_new()
    return dialog


def _account_changed(window: Window) -> QWidget | None:
    from mrtnet.sync import accounts, dav
    from mrtnet.ui.pages.settings.account_change import ChangeAccount

    book, there = window.desk.book, dav.Found("https://dav.example/people/", dav.ADDRESSES, "Contacts")
    if not accounts.accounts(book.read):
        book.do(accounts.add_account, accounts.chosen(accounts.draft("https://dav.example/", "dana"), there, ()))
    dialog = ChangeAccount(window.around, accounts.accounts(book.read)[0])
    dialog.open_at()
    return dialog


def _for_her_to_decide(window: Window) -> QWidget | None:
    """A new card that may be somebody of the book."""
    from mrtnet.exchange.vcard_writing import write_card
    from mrtnet.queries.person import detail
    from mrtnet.sync import accounts, dav
    from mrtnet.sync.marks import Marks
    from mrtnet.sync.sides import Conflict, Updates
    from mrtnet.ui.pages.settings.conflicts import ConflictsDialog

    book = window.desk.book
    person = detail(book.read, 1)
    if person is None:
        return None
    there = dav.Found("https://dav.example/people/", dav.ADDRESSES, "Contacts")
    book.do(accounts.add_account, accounts.chosen(accounts.draft("https://dav.example/", "dana"), there, ()))
    account = accounts.accounts(book.read)[0]
    other = person._replace(uid="phone", nickname="Didi", tags=("Chapter",), birthday="1984-05-02", addresses=())
    mine, theirs = (write_card(each).decode() for each in (person, other))
    asked = Conflict("phone", "/people/phone.vcf", "1", mine, theirs, (), "same", person.uid)
    book.quietly(Marks(account.uid, account.collection).write, Updates({}, {"phone": asked}))
    dialog = ConflictsDialog(window.around, account, lambda: None)
    dialog.open_at()
    return dialog


def _deletions(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.conflicts import DeletionsDialog

    words = "42 of 60 entries are gone from “Follow-ups” on the server. Should they go here, too?"
    dialog = DeletionsDialog(window.around, words, lambda _way: None)
    dialog.open_at()
    return dialog


def _password(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.invite import AskPassword

    return AskPassword(window.around, lambda _typed: None, "lena@dav.example")


def _question(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.asking import Question

    words = (
        "The book becomes what it was in “book-20261014T213000Z.mrtnet”. What was done since is not in it;"
        " the book as it is now is kept as a backup first."
    )
    question = Question(window.around, "Restore this backup?", words, "Restore", lambda: None)
    question.open()
    return question


def _erase(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.asking import Erase

    erase = Erase(window.around, lambda _id, _name: None)
    erase.open()
    return erase


def _press_key(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.keyboard import PressKey

    dialog = PressKey(window.around, COMMANDS["palette"])
    dialog.open()
    return dialog


def _event_form(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.event_form import EventDialog

    dialog = EventDialog(window.desk, window.theme, window)
    dialog.open()
    return dialog


def _when(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.when import AskWhen

    dialog = AskWhen(window.around)
    dialog.open_at()
    return dialog


def _next_step(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.next_step import NextStepDialog

    dialog = NextStepDialog(window.around, [1, 2, 3], lambda _step: None)
    dialog.words.setText("linkedin fri")
    dialog.open_at()
    return dialog


def _paste(window: Window) -> QWidget | None:
    from mrtnet.ui.grid.pasting import PasteDialog
    from mrtnet.ui.pages.events import EventsPage

    _event(window)
    assert isinstance(window.page, EventsPage)
    rows = "Name\tEmployer\tEmail\nRosa Lind, RHIT\tTwin Rivers Clinic\trlind@twinrivers.example\nTariq Amin\tHarbor\t"
    view = window.page.event_view
    dialog = PasteDialog(window.desk, window.theme, view, rows, view.grid.ways())
    dialog.open()
    return dialog


def _fault(window: Window) -> QWidget | None:
    from mrtnet import report
    from mrtnet.ui import fault_bar

    wrong = RuntimeError()
    report.write_report(RuntimeError, wrong, wrong.__traceback__)
    window.settings.report_told = ""
    fault_bar.install(window)
    return window


def _report(window: Window) -> QWidget | None:
    from mrtnet import report
    from mrtnet.ui.fault_bar import ReportDialog

    wrong = RuntimeError()
    path = report.write_report(RuntimeError, wrong, wrong.__traceback__)
    if path is None:
        return None
    dialog = ReportDialog(window.around, path)
    dialog.open_at()
    return dialog


def _log_line(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.log_line import LogDialog

    dialog = LogDialog(window.around, Subject(person_id=_first_person(window)))
    dialog.open_at()
    return dialog


def _noticed(window: Window) -> QWidget | None:
    """A promise in what she logs."""
    dialog = _log_line(window)
    field = dialog.findChild(QPlainTextEdit, "log.text") if dialog is not None else None
    if dialog is not None and field is not None:
        field.setPlainText("Talked about the coding audit. I will send her my resume by Friday.")
        dialog.noticed.look()  # type: ignore[attr-defined]
    return dialog


def _own_wording(window: Window) -> QWidget | None:
    """A letter changed by hand, as it can be kept."""
    panel = command("write")(window)
    text = window.findChild(QPlainTextEdit, "write.body")
    if text is not None:
        text.insertPlainText("Good morning! ")
    return panel


def _template(window: Window) -> QWidget | None:
    from mrtnet.domain.messages import built_in_templates
    from mrtnet.ui.write.template_dialog import TemplateDialog

    dialog = TemplateDialog(window.around, built_in_templates()["thanks-after-event"])
    dialog.open_at()
    return dialog


def _chosen(window: Window) -> QWidget | None:
    """Several people at once."""
    window.go("people")
    settle(window)
    window.page.view.selectAll()  # type: ignore[union-attr]
    return window


def _planner(part: int = 0) -> Shot:
    """The planner for the one who is five or six hours away, with this tab."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.ui.pages.meetings import MeetingsPage

        found = window.desk.read.execute("SELECT id FROM person WHERE time_zone = 'Pacific/Honolulu'").fetchone()
        window.go("meetings", ("plan", int(found[0]) if found else _first_person(window)))
        assert isinstance(window.page, MeetingsPage)
        window.page.planner.parts.show_part(part)
        return window

    return shot


def _change_meeting(window: Window) -> QWidget | None:
    found = window.desk.read.execute("SELECT id FROM meeting WHERE day IS NOT NULL ORDER BY day DESC").fetchone()
    window.go("meetings", ("change", int(found[0])) if found else "")
    return window


def _saved_list(window: Window) -> QWidget | None:
    window.go("people", "credential:ccs")
    return command_here(window, "save_list")


def _export(window: Window) -> QWidget | None:
    window.go("people", "credential:ccs")
    return command_here(window, "export_people")


def _doubtful_export(window: Window) -> QWidget | None:
    """The export of people with their notes, of which one may hold something of a patient."""
    from mrtnet.domain.forms import InteractionForm
    from mrtnet.edits.follow_ups import log_contact

    window.desk.do(log_contact, [_first_person(window)], InteractionForm(on=window.desk.today, body=DOUBTFUL),
                   today=window.desk.today, quiet=True)  # fmt: skip
    dialog = _export(window)
    chip = dialog.findChild(QWidget, "export.notes") if dialog is not None else None
    if isinstance(chip, QAbstractButton):
        chip.click()
    _work_off(window)
    return dialog


def _export_paper(window: Window) -> QWidget | None:
    dialog = _export(window)
    chip = dialog.findChild(QWidget, "export.form.cards") if dialog is not None else None
    if isinstance(chip, QAbstractButton):
        chip.click()
    return dialog


def _archive(window: Window) -> QWidget | None:
    window.go("people", _first_person(window))
    return command_here(window, "archive")


def _meeting(window: Window, *, held: bool) -> int | None:
    order = "day" if held else "day DESC"
    found = window.desk.read.execute(f"SELECT id FROM meeting WHERE day IS NOT NULL ORDER BY {order}").fetchone()
    return int(found[0]) if found else None


def _brief(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.brief import BriefDialog

    if (meeting := _meeting(window, held=False)) is None:
        return None
    dialog = BriefDialog(window.around, meeting)
    dialog.open_at()
    return dialog


def _notes(window: Window) -> QWidget | None:
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


def _planner_outcome(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.meetings import MeetingsPage

    if (meeting := _meeting(window, held=True)) is None:
        return None
    window.go("meetings", ("change", meeting))
    assert isinstance(window.page, MeetingsPage)
    tabs = window.page.planner.tabs
    tabs.setCurrentIndex(next(number for number in range(tabs.count()) if tabs.tabData(number) == "outcome"))
    return window


def _outcome(window: Window) -> QWidget | None:
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


def _mentor(window: Window) -> int:
    found = window.desk.read.execute("SELECT person_id FROM person_role WHERE role = 'mentor' ORDER BY id").fetchone()
    return int(found[0]) if found else _first_person(window)


def _agreement(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.mentoring import AgreementDialog

    dialog = AgreementDialog(window.around, _mentor(window))
    dialog.goals.setPlainText("Pass the CCS\nFind a place in clinical documentation")
    dialog.rhythm.setText("every 2 weeks")
    dialog.open_at()
    return dialog


def _mentoring(window: Window) -> QWidget | None:
    from mrtnet.domain.meeting_forms import MentoringForm
    from mrtnet.edits import mentoring

    form = MentoringForm(goals="Pass the CCS", rhythm="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", started_on="2026-09-03")
    window.around.do(mentoring.agree, _mentor(window), form)
    window.go("people", _mentor(window))
    return window


def _put_in_doubles(window: Window) -> list[int]:
    """Four people who are on file already, as a list from elsewhere would bring them; returns their ids."""
    from mrtnet.edits.people import add_person

    def somebody(name: str, marks: str, title: str, place: str, mail: str, **more: Any) -> PersonForm:
        return PersonForm(name=name, credentials=marks.split(), jobs=[Job(organization=place, title=title)],
                          reaches=[Reach(property="EMAIL", value=mail)], **more)  # fmt: skip

    told = [
        somebody("Siobhan ORourke", "RHIA CHPS", "Director, Health Information", "St Brigid Regional Hosp.",
                 "SORourke@stbrigid.example", tags=["linkedin", "ohio"], birthday="03-22"),
        somebody("Thị Lan Nguyễn", "CCS-P", "Coder", "Twin Rivers Clinic", "lan@twinrivers.example"),
        somebody("Lan Nguyen", "", "Coding Specialist", "Twin Rivers Clinic", "lan@twinrivers.example"),
        somebody("Thi Lan Nguyen", "CCS", "", "Twin Rivers Clinic", "tlnguyen@twinrivers.example"),
    ]  # fmt: skip
    made: list[int] = []
    for form in told:
        window.around.do(add_person, form, on_done=made.append, quiet=True)
    return made


def _doubles(window: Window) -> QWidget | None:
    _put_in_doubles(window)
    window.go("doubles", "look")
    settle(window)
    window.page.view.go_to(1)  # type: ignore[union-attr]  # the page of doubles has a list
    settle(window)
    return window


def _on_file(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.person_form import PersonDialog

    window.go("people")
    dialog = PersonDialog(window.around)
    dialog.show_values({"name": "Rosa Delgado", "credentials": "RHIT"})
    dialog.look_for_her()
    dialog.open_at()
    return dialog


def _ways(window: Window) -> QWidget | None:
    window.go("ways_to", "St. Brigid Regional Hospital")
    return window


def _opening_dialog(kind: str) -> Shot:
    """One of the dialogs of an opening, over the first that is going on; "new" and "introduction" need none."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.queries import opportunities
        from mrtnet.ui.ways import dialogs

        window.go("openings")
        listed, around = opportunities.listed(window.desk.read), window.around
        if not listed:
            return None
        row = listed[min(1, len(listed) - 1)]
        made: dict[str, Callable[[], dialogs.AskingDialog]] = {
            "opening": lambda: dialogs.OpeningDialog(around, row),
            "part": lambda: dialogs.PartDialog(around, row, _first_person(window)),
            "ended": lambda: dialogs.EndedDialog(around, row),
            "introduction": lambda: dialogs.IntroductionDialog(around, _first_person(window), person_id=3),
        }
        dialog = made[kind]()
        dialog.open_at()
        return dialog

    return shot


def _three_doubles(window: Window) -> QWidget | None:
    window.go("doubles", tuple(_put_in_doubles(window)[1:]))
    return window


def _card_photo(lines: Sequence[str], code: str = "") -> bytes:
    """A photo of a business card on a table, as a PNG."""
    from mrtnet.ui.cards.reading import encoded
    from mrtnet.ui.cards.sheet import paint_code

    image = QImage(900, 560, QImage.Format.Format_RGB32)
    image.fill(QColor("#6d6a64"))
    painter = QPainter(image)
    painter.fillRect(QRectF(50, 40, 800, 480), QColor("#fbfaf6"))
    painter.fillRect(QRectF(50, 40, 14, 480), QColor("#2f5d7c"))
    painter.setPen(QColor("#22302e"))
    for number, text in enumerate(lines):
        font = QFont(QApplication.font())
        font.setPixelSize(40 if not number else 24)
        painter.setFont(font)
        painter.drawText(QRectF(100, 80 + number * 58 + (30 if number else 0), 600, 60), text)
    if code:
        paint_code(painter, QRectF(600, 270, 230, 230), code)
    painter.end()
    return encoded(image, "png")


def _cards(at: int = 0, *, without: bool = False) -> Shot:
    """The page of business cards, `at` this one; `without` the part that reads their text."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.domain.card_reading import CardRead
        from mrtnet.domain.files import KeptFile
        from mrtnet.domain.forms import Job, PersonForm, Reach
        from mrtnet.ui.cards.page import CardsPage

        window.go("cards")
        page = window.page
        assert isinstance(page, CardsPage)
        page.notice.setVisible(without)
        known = str(window.desk.read.execute("SELECT name FROM person ORDER BY id").fetchone()[0])
        for name, title, work, unsure in (
            ("Mei-Ling Castellanos", "Director of Health Information", "Cedar Hollow Regional Hospital",
             ("title", "TEL 1")),
            (known, "Inpatient Coding Lead", "Lakeshore Medical Center", ()),
            ("Tariq Amin", "Release of Information Analyst", "Harbor Records", ()),
            ("", "", "", ()),
        ):  # fmt: skip
            card = page.pile.add()
            mail, phone = f"{name.lower().replace(' ', '.')[:60]}@mail.example", "(312) 555-0148"
            lines = (name, f"RHIA · {title}", work, phone, mail) if name else ("Badge 4711",)
            card.file = KeptFile("card.png", "image/png", _card_photo(lines, "" if name else "https://a.example"))
            if name and not without:
                reaches = [Reach(property="TEL", value=phone, type="work"), Reach(property="EMAIL", value=mail)]
                jobs = [Job(organization=work, title=title)]
                form = PersonForm(name=name, credentials=["RHIA"], jobs=jobs, reaches=reaches)
                places = {key: (100, 110 + 58 * row, 480, 50) for row, key in enumerate(("", "title", "organization"))}
                card.take(CardRead(form, unsure, places), 0, (900, 560))
            else:
                card.state, card.said = "failed", "There is no QR code on it. Type what stands on the card."
        page.show_pile()
        settle(window)
        page.view.go_to(at)
        page.fields.first().setFocus()
        return window

    return shot


def _show_card(window: Window) -> QWidget | None:
    from mrtnet.edits.settings import set_about

    window.desk.do(
        set_about, name="Dana Ortiz", credentials="RHIT, CCA", title="Coding intern", employer="Mercy Regional",
        email="dana@ortiz.example", linkedin="dana-ortiz", quiet=True,
    )  # fmt: skip
    return command_here(window, "show_card")


def _guarded(part: str) -> Shot:
    """A note in which something looks like a patient's detail."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.ui.note_guard import NoteGuard

        if part == "event":
            _event(window)
            top: QWidget = window
            notes = next(each for each in window.findChildren(QPlainTextEdit) if each.objectName() == "event.notes")
            tabs = next(each for each in window.findChildren(QTabBar) if each.objectName() == "event.tabs")
            tabs.setCurrentIndex(2)
            notes.setPlainText(DOUBTFUL)
        else:
            brought = command("log_people")(window) if part == "capture" else _log_line(window)
            assert brought is not None
            top = brought
            if part == "capture":
                top.form.talked.setText(DOUBTFUL)  # type: ignore[attr-defined]
            else:
                top.text.setPlainText(DOUBTFUL)  # type: ignore[attr-defined]
        for guard in top.findChildren(NoteGuard):
            guard.look()
        return top

    return shot


def _career_form(which: str) -> Shot:
    """A dialog of her own side: units, or the cycle with her own numbers."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.queries import career
        from mrtnet.ui.career import asking as career_asking

        window.go("career")
        if which == "ceu":
            return career_asking.ask_ceu(window.around)
        found = career.cycles(window.desk.read)
        return career_asking.ask_cycle(window.around, found[0] if found else None)

    return shot


def _print_event(window: Window) -> QWidget | None:
    _event(window)
    return command_here(window, "print_event")


def _review(step: str) -> Shot:
    """The weekly review at one of its steps; a few people have gone quiet, so that every step has somebody."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.edits import people
        from mrtnet.ui.pages.review import ReviewPage

        oldest = "SELECT id FROM person WHERE last_contact IS NOT NULL ORDER BY last_contact, id LIMIT 4"
        ids = [row[0] for row in window.desk.read.execute(oldest).fetchall()]
        window.desk.do(people.set_rhythm, ids, tier="close", rhythm_days=28, today=window.desk.today, quiet=True)
        window.go("review")
        settle(window)
        page = window.page
        assert isinstance(page, ReviewPage)
        if step == "over":
            for _press in range(60):
                page.skip_person()
        else:
            page.go_to_step(step)  # type: ignore[arg-type]  # the names below
        return window

    return shot


SHOTS: Mapping[str, Shot] = {
    "01-today": page("today"),
    "02-follow-ups-month": page("follow_ups", view="month"),
    "03-follow-ups-week": page("follow_ups", view="week"),
    "04-follow-ups-list": page("follow_ups", view="list"),
    "05-people": page("people"),
    "06-person": _person,
    "07-events": page("events"),
    "08-event": _event,
    "09-history": page("history"),
    "10-settings-general": page("settings", "general"),
    "11-settings-reminders": page("settings", "reminders"),
    "12-settings-calendar": page("settings", "calendar"),
    "13-settings-appearance": page("settings", "appearance"),
    "14-settings-keyboard": page("settings", "keyboard"),
    "15-settings-data": page("settings", "data"),
    "16-welcome": page("welcome"),
    "17-meetings": page("meetings"),
    "18-planner": _planner(),
    "18-planner-agenda": _planner(1),
    "18-planner-invitation": _planner(2),
    "18-planner-change": _change_meeting,
    "18-planner-outcome": _planner_outcome,
    "19-brief": _brief,
    "19-notes": _notes,
    "19-outcome": _outcome,
    "19-agreement": _agreement,
    "19-mentoring": _mentoring,
    "48-print-event": _print_event,
    "50-insights": page("insights"),
    "51-review": page("review"),
    "51-review-ahead": _review("ahead"),
    "51-review-over": _review("over"),
    "51-review-quiet": _review("quiet"),
    "20-capture": command("log_people"),
    "21-write": command("write"),
    "21-write-yours": _own_wording,
    "21-template": _template,
    "21-pitch": command("pitch"),
    "10-settings-templates": page("settings", "templates"),
    "22-palette": command("palette"),
    "23-reminders": _pop_up,
    "23-reminders-meeting": _alarm,
    "23-calendar-file": _calendar_file,
    "23-import-1-choose": _import(0),
    "23-import-2-columns": _import(1),
    "23-import-3-duplicates": _import(2),
    "23-import-4-preview": _import(3),
    "23-invite": _invite,
    "23-account": _account_form,
    "23-account-people": _account_of_people,
    "23-account-change": _account_changed,
    "23-conflicts": _for_her_to_decide,
    "23-deletions": _deletions,
    "23-password": _password,
    "24-snooze": command("snooze"),
    "25-when": _when,
    "26-follow-up": command("follow_up"),
    "27-log": command("log"),
    "28-tag": command("tag"),
    "29-rhythm": command("rhythm"),
    "30-change-person": command("edit", on="people"),
    "31-new-person": command("new", on="people"),
    "32-event-form": _event_form,
    "33-keys": command("keys"),
    "34-guide": command("guide"),
    "35-about": command("about"),
    "36-question": _question,
    "37-erase": _erase,
    "38-press-key": _press_key,
    "39-next-step": _next_step,
    "15-playbooks": page("playbooks", "after-event"),
    "15-playbooks-interview": page("playbooks", "interview-before"),
    "15-playbooks-step": _of_playbooks("step"),
    "15-playbooks-new": _of_playbooks("playbook"),
    "15-playbooks-start": _of_playbooks("play"),
    "15-playbooks-load": _of_playbooks("load"),
    "15-playbooks-why": _of_playbooks("why"),
    "15-playbooks-told": _of_playbooks("told"),
    "15-playbooks-rule": _of_playbooks("rule"),
    "15-playbooks-move": _of_playbooks("move"),
    "15-playbooks-templates": page("playbooks", ("templates", "linkedin-note")),
    "15-playbooks-questions": page("playbooks", ("questions", "first-job")),
    "15-playbooks-question": _of_playbooks("bank_question"),
    "40-paste": _paste,
    "41-fault": _fault,
    "42-report": _report,
    "43-log-line": _log_line,
    "43-log-promise": _noticed,
    "44-saved-list": _saved_list,
    "44-gone-quiet": page("gone_quiet"),
    "05-people-chosen": _chosen,
    "46-note-guard": _guarded("event"),
    "46-note-guard-capture": _guarded("capture"),
    "46-note-guard-log": _guarded("log"),
    "46-note-guard-export": _doubtful_export,
    "47-export": _export,
    "47-export-paper": _export_paper,
    "48-archive": _archive,
    "45-doubles": _doubles,
    "45-doubles-none": page("doubles", "look"),
    "45-on-file": _on_file,
    "45-merge-three": _three_doubles,
    "45-merge-with": command("merge", on="people"),
    "50-network": page("network"),
    "50-network-way": page("network", "Lakeshore Medical Center"),
    "50-network-list": page("network", view="list"),
    "50-network-empty": page("network"),
    "60-career": page("career", "overview"),
    "60-career-ceus": page("career", "units"),
    "60-career-internship": page("career", "practice"),
    "60-career-organizations": page("career", "organizations"),
    "60-career-empty": page("career", "overview"),
    "60-career-form": _career_form("ceu"),
    "60-career-cycle": _career_form("cycle"),
    "60-openings": page("openings"),
    "60-openings-empty": page("openings"),
    "60-opening": _opening_dialog("opening"),
    "60-opening-part": _opening_dialog("part"),
    "60-opening-ended": _opening_dialog("ended"),
    "61-ways-to": _ways,
    "61-ways-to-none": page("ways_to", "Nowhere"),
    "62-introduction": _opening_dialog("introduction"),
    "70-cards": _cards(),
    "70-cards-question": _cards(1),
    "70-cards-without": _cards(without=True),
    "70-cards-empty": page("cards"),
    "71-show-card": _show_card,
}
"""Every page and dialog, by the name of its picture."""
EMPTY = frozenset({"16-welcome", "60-career-empty", "50-network-empty", "60-openings-empty"})
"""What is shown over an empty book."""


def settle(window: QWidget) -> None:
    """Let everything be laid out, read and painted."""
    until = monotonic() + PATIENCE
    for _round in range(8):
        QCoreApplication.processEvents()
    planning = getattr(getattr(window, "page", None), "is_planning", None)
    while planning is not None and planning() and monotonic() < until:
        QCoreApplication.processEvents()
    QCoreApplication.processEvents()


def dress(application: QApplication, look: Look) -> Theme:
    """The application in this look, with the same font on every machine that has it."""
    usual = "Inter" if "Inter" in QFontDatabase.families() else application.font().family()
    font = QFont(look.font or usual)
    font.setPixelSize(13)
    settings = Settings(theme=look.theme, text_size=look.text_size, less_motion=True)
    theme = Theme(settings, font)
    application.setStyle(Style(theme))
    theme.apply_to(application)
    application.setCursorFlashTime(0)
    turned = Qt.LayoutDirection.RightToLeft if look.right_to_left else Qt.LayoutDirection.LeftToRight
    application.setLayoutDirection(turned)
    return theme


@contextmanager
def opened(application: QApplication, book: Path, look: Look, folder: Path) -> Iterator[Window]:
    """A window over a copy of this book in the folder, in this look; closed and deleted at the end."""
    theme = dress(application, look)
    folder.mkdir(parents=True)
    copy = folder / book.name
    shutil.copy(book, copy)
    window = Window(Desk(Book.open(copy), inline=True), theme, theme.settings)
    window.resize(look.width, look.height)
    first_run.install(window)
    window.go("today")
    window.show()
    window.activateWindow()
    settle(window)
    try:
        yield window
    finally:
        put_away(window)
        window.around.jobs.close()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        window.desk.close()
        shutil.rmtree(folder)


def put_away(window: QWidget) -> None:
    """Close what a shot brought up beside the window."""
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
            if isinstance(widget, QDialog | QMenu) or widget.objectName() == names.dialog("reminders"):
                widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def make_books(folder: Path) -> tuple[Path, Path]:
    """A book that holds the sample network and nothing else, and an empty one."""
    full, empty = folder / "sample" / "book.mrtnet", folder / "empty" / "book.mrtnet"
    for path in (full, empty):
        path.parent.mkdir()
        with Book.open(path) as book:
            if path == full:
                book.do(load_sample, clock.today())
    return full, empty


README = (("01-today", "light"), ("02-follow-ups-month", "light"), ("06-person", "dark"), ("08-event", "light"),
          ("20-capture", "light"))  # fmt: skip
"""What the README shows: few colours, so that the files stay small."""


def few_colors(image: QImage, theme: Theme) -> QImage:
    """The image in 256 colours: those that tell a status, with the edges of their letters, then the most frequent."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    grounds = [theme.color(token) for token in ("base", "window", "selected")]
    table = []
    for status in ("red", "amber", "blue", "violet", "green", "accent"):
        color = theme.color(status)
        for ground in (*grounds, theme.color(f"{status}_tint")):
            parts = [(color.red(), ground.red()), (color.green(), ground.green()), (color.blue(), ground.blue())]
            for share in (1.0, 0.75, 0.5, 0.25):
                table.append(QColor(*(round(ink * share + paper * (1 - share)) for ink, paper in parts)).rgb())
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    table = list(dict.fromkeys((*table, *(color for color, _count in counted.most_common(256)))))[:256]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


def take(
    application: QApplication, out: Path, pairs: Iterable[tuple[str, str]], looks: Mapping[str, Look], *,
    small: bool = False,
) -> list[str]:  # fmt: skip
    """Take these pictures, (shot, look); returns the names of the shots that had nothing to show."""
    out.mkdir(parents=True, exist_ok=True)
    left: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        full, empty = make_books(Path(folder))
        place = Path.home() / ".local" / "share" / "mrtnet"
        for name, called in pairs:
            with opened(application, empty if name in EMPTY else full, looks[called], place) as window:
                widget = SHOTS[name](window)
                if widget is None:
                    left.append(f"{name}-{called}")
                    continue
                settle(window)
                image = widget.grab().toImage()
                best = 0 if small else -1  # of the effort to make the file small, 0 is the greatest
                (few_colors(image, window.theme) if small else image).save(
                    str(out / f"{name}-{called}.png"), None, best
                )
    return left


def _say_what_matters(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Qt's words, without what the screen that is none cannot do."""
    if not words.startswith("This plugin does not support"):
        os.write(2, f"{words}\n".encode())


def main(arguments: Sequence[str]) -> int:
    """The command: the pictures as PNG files into a folder."""
    parser = argparse.ArgumentParser(prog="pictures.py", description="Pictures of every page and dialog.")
    parser.add_argument("out", type=Path, help="the folder for the PNG files")
    parser.add_argument("--only", default="", help="parts of names, such as today,people")
    parser.add_argument("--looks", default=",".join(LOOKS), help="of: " + ", ".join(LOOKS))
    parser.add_argument("--readme", action="store_true", help="those of the README, in few colours")
    parser.add_argument("--font", default="", help="another font family, such as the one of a bare system")
    told = parser.parse_args(arguments)
    wanted = [word for word in told.only.split(",") if word]
    names = [name for name in SHOTS if not wanted or any(word in name for word in wanted)]
    looks = {name: LOOKS[name]._replace(font=told.font) for name in told.looks.split(",") if name in LOOKS}
    pairs = README if told.readme else [(name, look) for look in looks for name in names]
    if not pairs:
        parser.error("nothing matches")
    settings = {"QT_QPA_PLATFORM": "offscreen", "MRTNET_NOW": MORNING, "TZ": "America/Chicago"}
    os.environ.update(settings)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    qInstallMessageHandler(_say_what_matters)
    application = QApplication(["pictures"])
    out = told.out.absolute()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # after Qt has found her fonts: a home as everybody's
        left = take(application, out, pairs, looks, small=told.readme)
    made = len(pairs) - len(left)
    os.write(1, f"{made} pictures in {told.out}\n".encode())
    if left:
        os.write(1, f"nothing to show: {', '.join(left)}\n".encode())
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
