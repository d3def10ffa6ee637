"""Acting on a row: Done, Snooze, Skip, for every page that says what its current row is (`Page.subject`)."""

from PySide6.QtCore import QObject

from mrtnet.domain.rows import FollowUpRow
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.commands import handles


def open_follow_up(around: Around, row: FollowUpRow) -> None:
    """Go where a follow-up is dealt with: to its person, to her own side, to its event."""
    from mrtnet.domain.career import PREFIX

    if row.person_id is not None:
        around.go("people", row.person_id)
    elif row.step.startswith(PREFIX) or (row.kind == "log-ceus" and row.event_id is not None):
        around.go("career", "overview")
    elif row.event_id is not None:
        around.go("events", row.event_id)


class Acting(QObject):
    """Carries out what concerns the current row; comes after the page and before the window."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around

    @handles("done")
    def done(self) -> None:
        """The follow-up is done, today; it is logged and the next step comes."""
        from mrtnet.edits import follow_ups
        from mrtnet.ui.meetings.talking import asks_how_it_went

        subject = self._around.subject()
        if subject.follow_up_id is not None and not asks_how_it_went(self._around, subject.follow_up_id):
            self._around.do(follow_ups.done, subject.follow_up_id, self._around.desk.today)

    @handles("skip")
    def skip(self) -> None:
        """Close the follow-ups without doing them."""
        from mrtnet.edits import follow_ups

        if ids := _ids(self._around.subject()):
            self._around.do(follow_ups.skip, ids)

    @handles("snooze")
    def snooze(self) -> None:
        """Ask until when, in a menu where the row is."""
        from mrtnet.ui.dialogs.snooze import snooze_menu

        if ids := _ids(self._around.subject()):
            snooze_menu(self._around, ids, self._around.window).popup(self._around.anchor())


def remove_people(around: Around) -> None:
    """Remove the people the subject names, with all that is only about them."""
    from mrtnet.edits import people

    subject = around.subject()
    ids = subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ())
    if ids:
        around.desk.do(people.remove_people, list(ids))


def _ids(subject: Subject) -> tuple[int, ...]:
    if subject.follow_up_ids:
        return subject.follow_up_ids
    return (subject.follow_up_id,) if subject.follow_up_id is not None else ()
