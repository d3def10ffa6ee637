"""What is written and logged: letters, notes, days in words, and the guard of notes."""

from PySide6.QtWidgets import QPlainTextEdit, QTabBar, QWidget

from mrtnet.ui.around import Subject
from mrtnet.ui.pictures.bringing import Shot, command, first_person
from mrtnet.ui.pictures.of_events import event
from mrtnet.ui.window import Window

DOUBTFUL = (
    "Sat beside Priya in the audit session. Her example: chart no. 445120 lacked a signature. Ask pt Alder about it?"
)
"""A note in which something looks like a patient's detail."""


def when(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.when import AskWhen

    dialog = AskWhen(window.around)
    dialog.open_at()
    return dialog


def next_step(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.next_step import NextStepDialog

    dialog = NextStepDialog(window.around, [1, 2, 3], lambda _step: None)
    dialog.words.setText("linkedin fri")
    dialog.open_at()
    return dialog


def log_line(window: Window) -> QWidget | None:
    from mrtnet.ui.dialogs.log_line import LogDialog

    dialog = LogDialog(window.around, Subject(person_id=first_person(window)))
    dialog.open_at()
    return dialog


def noticed(window: Window) -> QWidget | None:
    """A promise in what she logs."""
    dialog = log_line(window)
    field = dialog.findChild(QPlainTextEdit, "log.text") if dialog is not None else None
    if dialog is not None and field is not None:
        field.setPlainText("Talked about the coding audit. I will send her my resume by Friday.")
        dialog.noticed.look()  # type: ignore[attr-defined]
    return dialog


def own_wording(window: Window) -> QWidget | None:
    """A letter changed by hand, as it can be kept."""
    panel = command("write")(window)
    text = window.findChild(QPlainTextEdit, "write.body")
    if text is not None:
        text.insertPlainText("Good morning! ")
    return panel


def template(window: Window) -> QWidget | None:
    from mrtnet.domain.messages import built_in_templates
    from mrtnet.ui.write.template_dialog import TemplateDialog

    dialog = TemplateDialog(window.around, built_in_templates()["thanks-after-event"])
    dialog.open_at()
    return dialog


def guarded(part: str) -> Shot:
    """A note in which something looks like a patient's detail."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.ui.note_guard import NoteGuard

        if part == "event":
            event(window)
            top: QWidget = window
            notes = next(each for each in window.findChildren(QPlainTextEdit) if each.objectName() == "event.notes")
            tabs = next(each for each in window.findChildren(QTabBar) if each.objectName() == "event.tabs")
            tabs.setCurrentIndex(2)
            notes.setPlainText(DOUBTFUL)
        else:
            brought = command("log_people")(window) if part == "capture" else log_line(window)
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
