"""One quiet line where notes leave or come in: "2 notes may hold patient details", and a way to look at them."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from mrtnet.store import connection as connections
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.ui.widgets.basic import Button, Label, Symbol
from mrtnet.words import _, plural

if TYPE_CHECKING:
    from mrtnet.queries.note_guard import Doubtful

Texts = Iterable[tuple[int, str]]


class DoubtfulNotes(QWidget):
    """The line. It looks on the pool, says what it found and stops nothing; nothing found, nothing said."""

    def __init__(self, around: Around, look: Callable[[int], None] | None = None) -> None:
        """`look(whose)` shows the first of them; without it there is no button."""
        super().__init__()
        self.around, self._go = around, look
        self._job: Job | None = None
        self._first = 0
        self.words = Label(around.theme, "", "small", "amber", wrap=True, name="doubtful.words")
        self.look = Button(around.theme, _("Look"), "eye", kind="ghost", small=True, name="doubtful.look",
                           says=_("Look at the first of these notes"))  # fmt: skip
        self.look.setAutoDefault(False)
        if look is None:  # to show it before it has a parent would make a window of it
            self.look.hide()
        self.look.clicked.connect(lambda: self._go and self._go(self._first))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(around.px(6))
        row.addWidget(Symbol(around.theme, "warning", "amber"))
        row.addWidget(self.words, 1)
        row.addWidget(self.look)
        self.hide()

    def look_at_people(self, person_ids: Sequence[int], on_found: Callable[[], None] = lambda: None) -> None:
        """Look through the notes of these people."""
        self._start(_in_people, list(person_ids), on_found)

    def look_at_texts(self, texts: Callable[[], Texts], on_found: Callable[[], None] = lambda: None) -> None:
        """Look through these texts, each with its number; they are asked for on the pool."""
        self._start(_in_texts, texts, on_found)

    def forget(self) -> None:
        """Look no further: nothing leaves in which something could be, or the dialog closes."""
        self._stop()
        self.hide()

    def _start(self, work: Callable[..., Any], what: object, on_found: Callable[[], None]) -> None:
        self.forget()
        desk = self.around.desk
        if desk.about.patient_hints:
            self._job = self.around.jobs.start(
                "", work, desk.book.path, what, on_done=lambda got: self._say(got, on_found)
            )

    def _stop(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _say(self, found: "Doubtful", on_found: Callable[[], None]) -> None:
        self._job = None
        if found.notes:
            self._first = found.whose[0]
            said = plural("{n} note may hold patient details.", "{n} notes may hold patient details.", found.notes)
            self.words.setText(said if found.all else said + " " + _("Not all notes were looked through."))
            self.show()
            on_found()


def _in_people(job: Job, book: Path, person_ids: Sequence[int]) -> "Doubtful":
    from mrtnet.queries.note_guard import in_notes_of

    with closing(connections.reading(book)) as read:
        return in_notes_of(read, person_ids, job.stopped)


def _in_texts(job: Job, book: Path, texts: Callable[[], Texts]) -> "Doubtful":
    from mrtnet.queries.note_guard import in_texts

    with closing(connections.reading(book)) as read:
        return in_texts(read, texts(), job.stopped)
