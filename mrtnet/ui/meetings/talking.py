"""What surrounds a talk, from anywhere: the brief before it, the notes during it, the outcome after it, mentoring."""

from typing import Any

from PySide6.QtCore import QObject

from mrtnet.queries import meetings
from mrtnet.queries.brief import meant
from mrtnet.queries.reading import one_row
from mrtnet.ui.around import Around, Subject
from mrtnet.words import _


class Talking(QObject):
    """The brief and the notes window of one main window; each is made when it is first asked for."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        self.notes: Any = None
        closing = getattr(around.window, "closing", None)
        if closing is not None:
            closing.connect(self.keep)

    def brief(self) -> None:
        """The page before the meeting that the current row is about."""
        found = meeting_of(self._around, self._around.subject())
        if found is None:
            self._say_none()
            return
        from mrtnet.ui.meetings.brief import BriefDialog

        BriefDialog(self._around, found).open_at()

    def write_notes(self) -> None:
        """The slim window for the meeting that runs now, for the chosen one, or for the next."""
        around, desk = self._around, self._around.desk
        running = meetings.next_meeting(desk.read, desk.now)
        is_on = running is not None and running.starts is not None and running.starts <= desk.now
        subject = around.subject()
        chosen = subject.meeting_id if subject.follow_up_id is None else None
        found = chosen or (running.id if is_on and running else None) or meeting_of(around, subject)
        if found is None:
            self._say_none()
        else:
            self.notes_for(found)

    def notes_for(self, meeting_id: int) -> None:
        """The slim window for this meeting."""
        from mrtnet.ui.meetings.notes import NotesWindow

        if self.notes is None:
            self.notes = NotesWindow(self._around)
            self._around.window.destroyed.connect(self.notes.deleteLater)  # it has no parent that takes it along
        self.notes.open_for(meeting_id)

    def outcome(self) -> None:
        """What came of the chosen meeting, or of the last one of which nothing was written down."""
        around, desk = self._around, self._around.desk
        subject = around.subject()
        found = subject.meeting_id if subject.follow_up_id is None else meeting_of_step(around, subject.follow_up_id)
        row = meetings.row(desk.read, found) if found is not None else None
        if row is None or (row.starts is not None and row.starts > desk.now and row.dates.held_on is None):
            found = next(iter(meetings.without_outcome(desk.read, desk.now)), None) or found
        if found is None:
            desk.said.emit(_("Every meeting that is over has its outcome."), 0)
            return
        ask_how_it_went(around, found)

    def mentoring(self) -> None:
        """The agreement with the current person."""
        person_id = self._around.subject().person_id
        if person_id is None:
            self._around.desk.trouble.emit(_("Choose a person first."))
            return
        from mrtnet.ui.meetings.mentoring import AgreementDialog

        AgreementDialog(self._around, person_id).open_at()

    def keep(self) -> None:
        """Before the program ends: notes are saved, and their window goes with the main one."""
        if self.notes is not None:
            self.notes.close()

    def _say_none(self) -> None:
        subject = self._around.subject()
        whom = bool(subject.person_id or subject.person_ids)
        words = _("No meeting with them is planned. M plans one.") if whom else _("No meeting is planned. M plans one.")
        self._around.desk.said.emit(words, 0)


def install(around: Around) -> Talking:
    """Offer what surrounds a talk in this window; once."""
    found = around.window.findChild(Talking)
    if isinstance(found, Talking):
        return found
    talking = Talking(around)
    offer = around.commands.offer
    offer("meeting_brief", talking.brief)
    offer("meeting_notes", talking.write_notes)
    offer("meeting_outcome", talking.outcome)
    offer("mentoring", talking.mentoring)
    return talking


def meeting_of(around: Around, subject: Subject) -> int | None:
    """The meeting a command is about: that of the follow-up, the chosen one, the person's next, else the next of all.

    A row of Today names the next meeting beside its person: her own goes first.
    """
    read, now = around.desk.read, around.desk.now
    whom = subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ())
    if subject.follow_up_id is None:
        return meant(read, now, subject.meeting_id, whom)
    found = meeting_of_step(around, subject.follow_up_id)
    return found or meant(read, now, None, whom) or subject.meeting_id


def meeting_of_step(around: Around, follow_up_id: int | None) -> int | None:
    """The meeting that a follow-up belongs to, by itself or by its playbook; None without one."""
    row = one_row(
        around.desk.read,
        "SELECT coalesce(f.meeting_id, r.meeting_id) FROM follow_up AS f LEFT JOIN run AS r ON r.id = f.run_id"
        " WHERE f.id = ?",
        (follow_up_id,),
    )
    return int(row[0]) if row and row[0] is not None else None


def asks_how_it_went(around: Around, follow_up_id: int) -> bool:
    """Whether this follow-up is "How did it go?"; if so the outcome is asked for in its place."""
    row = one_row(
        around.desk.read,
        "SELECT meeting_id FROM follow_up WHERE id = ? AND step = 'how-did-it-go' AND state = 'open'",
        (follow_up_id,),
    )
    if row is None or row[0] is None:
        return False
    ask_how_it_went(around, int(row[0]))
    return True


def ask_how_it_went(around: Around, meeting_id: int) -> None:
    """The outcome of this meeting, in a window of its own."""
    from mrtnet.ui.meetings.outcome_dialog import OutcomeDialog

    for dialog in around.window.findChildren(OutcomeDialog):
        if dialog.isVisible() and dialog.meeting_id == meeting_id:  # one of them is enough
            dialog.raise_()
            dialog.activateWindow()
            return
    OutcomeDialog(around, meeting_id).open_at()
