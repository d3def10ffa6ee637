"""A person, people, and what is done with them."""

from PySide6.QtWidgets import QAbstractButton, QWidget

from mrtnet.ui.pictures import stage
from mrtnet.ui.pictures.bringing import command_here, first_person
from mrtnet.ui.pictures.of_words import DOUBTFUL
from mrtnet.ui.window import Window


def person(window: Window) -> QWidget | None:
    window.go("people", first_person(window))
    return window


def chosen(window: Window) -> QWidget | None:
    """Several people at once."""
    window.go("people")
    stage.settle(window)
    window.page.view.selectAll()  # type: ignore[union-attr]
    return window


def saved_list(window: Window) -> QWidget | None:
    window.go("people", "credential:ccs")
    return command_here(window, "save_list")


def export(window: Window) -> QWidget | None:
    window.go("people", "credential:ccs")
    return command_here(window, "export_people")


def doubtful_export(window: Window) -> QWidget | None:
    """The export of people with their notes, of which one may hold something of a patient."""
    from mrtnet.domain.forms import InteractionForm
    from mrtnet.edits.follow_ups import log_contact

    window.desk.do(log_contact, [first_person(window)], InteractionForm(on=window.desk.today, body=DOUBTFUL),
                   today=window.desk.today, quiet=True)  # fmt: skip
    dialog = export(window)
    chip = dialog.findChild(QWidget, "export.notes") if dialog is not None else None
    if isinstance(chip, QAbstractButton):
        chip.click()
    stage.work_off(window)
    return dialog


def export_paper(window: Window) -> QWidget | None:
    dialog = export(window)
    chip = dialog.findChild(QWidget, "export.form.cards") if dialog is not None else None
    if isinstance(chip, QAbstractButton):
        chip.click()
    return dialog


def archive(window: Window) -> QWidget | None:
    window.go("people", first_person(window))
    return command_here(window, "archive")


def _mentor(window: Window) -> int:
    found = window.desk.read.execute("SELECT person_id FROM person_role WHERE role = 'mentor' ORDER BY id").fetchone()
    return int(found[0]) if found else first_person(window)


def agreement(window: Window) -> QWidget | None:
    from mrtnet.ui.meetings.mentoring import AgreementDialog

    dialog = AgreementDialog(window.around, _mentor(window))
    dialog.goals.setPlainText("Pass the CCS\nFind a place in clinical documentation")
    dialog.rhythm.setText("every 2 weeks")
    dialog.open_at()
    return dialog


def mentoring(window: Window) -> QWidget | None:
    from mrtnet.domain.meeting_forms import MentoringForm
    from mrtnet.edits import mentoring

    form = MentoringForm(goals="Pass the CCS", rhythm="FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", started_on="2026-09-03")
    window.around.do(mentoring.agree, _mentor(window), form)
    window.go("people", _mentor(window))
    return window
