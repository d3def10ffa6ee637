"""The note guard below a field: marks what looks like a patient's detail, says why, offers three ways; never stops her.

    column.addWidget(NoteGuard(desk, theme, self.text))      # hidden until there is something to say

It looks when she pauses and when the field is left, a few milliseconds at a time, and keeps nothing of what it saw.
"""

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

from mrtnet.ui.below_field import BelowField, Ids
from mrtnet.ui.desk import Desk
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Label, Symbol, tip
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.domain.note_guard import Finding

PAUSE = 500  # ms
AT_ONCE = 0.006  # s of looking between two turns of the window
SHOWN = 40  # letters of what is marked


class NoteGuard(BelowField):
    """The lines below one field."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        field: QPlainTextEdit | QLineEdit,
        *,
        internship: Callable[[], bool] = lambda: False,
        people: Ids = tuple,
    ) -> None:
        """`internship` says whether the note belongs to one (then faint hints come too), `people` whose note it is."""
        super().__init__(desk, theme, field, PAUSE)
        self._internship, self._people = internship, people
        self._known: dict[tuple[str, bool, tuple[int, ...]], list[Finding]] = {}
        self._settled: set[str] = set()
        self._left: list[tuple[int, str]] = []
        self._found: list[Finding] = []
        self._text = ""
        self._build()
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._look_on)
        field.textChanged.connect(self._typed)
        field.installEventFilter(self)
        theme.changed.connect(self._mark)

    def _build(self) -> None:
        theme = self.theme
        self.why = Label(theme, "", "small", "amber", wrap=True, name="guard.why")
        self.reword = Button(theme, _("Reword"), "pencil-simple", small=True, name="guard.reword")
        self.remove = Button(theme, _("Remove it"), "x-circle", small=True, name="guard.remove")
        self.settle = Button(theme, _("Not about a patient"), "check", kind="ghost", small=True,
                             name="guard.not_a_patient")  # fmt: skip
        self.settle.setToolTip(tip(_("It is not asked about again, as long as the sentence stays as it is.")))
        ways = {self.reword: self._reword, self.remove: self._remove, self.settle: self._settle}
        self._lay_out(Symbol(theme, "warning", "amber"), self.why, ways)

    def found(self) -> list["Finding"]:
        """What is marked now, in the order of the text."""
        return self._found

    # Looking

    def look(self) -> None:
        """Look at the whole text, at once if it is short: on a pause, when the field is left, and before a save."""
        self._pause.stop()
        if not self.window().isVisible():  # closed while the pause lasted
            return
        self._text = self._read()
        self._found, self._left = [], []
        if self.desk.about.patient_hints:
            start = 0
            for paragraph in self._text.split("\n"):
                self._left.append((start, paragraph))
                start += len(paragraph) + 1
        self._look_on()

    def _look_on(self) -> None:
        began = perf_counter()
        while self._left and perf_counter() - began < AT_ONCE:
            start, paragraph = self._left.pop(0)
            self._found += [
                one._replace(start=one.start + start, end=one.end + start) for one in self._in_paragraph(paragraph)
            ]
        if self._left:
            self._turn.start()
            return
        self._turn.stop()
        self._show()

    def _in_paragraph(self, text: str) -> list["Finding"]:
        from mrtnet.domain.note_guard import fingerprint
        from mrtnet.queries.note_guard import findings, is_of_an_internship

        people = tuple(self._people())
        internship = self._internship() or is_of_an_internship(self.desk.read, people)
        key = (text, internship, people)
        if key not in self._known:
            if len(self._known) > 500:
                self._known.clear()
            read = self.desk.read
            self._known[key] = findings(read, text, internship=key[1], person_ids=key[2]) if text.strip() else []
        return [one for one in self._known[key] if fingerprint(text, one) not in self._settled]

    def _typed(self) -> None:
        self._turn.stop()
        self._left = []
        self._pause.start()
        if self._found and not self._read():
            self.look()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look when the field is left."""
        if event.type() == QEvent.Type.FocusOut and self._pause.isActive():
            self.look()
        return False

    # Showing

    def _show(self) -> None:
        self._mark()
        words = ""
        if self._found:
            first = self._found[0]
            part = " ".join(self._text[first.start : first.end].split())
            part = part if len(part) <= SHOWN else part[: SHOWN - 1] + "…"
            words = _("“{part}”: {why}").format(part=part, why=first.why)
            if len(self._found) > 1:
                words += " " + _("(1 of {n})").format(n=len(self._found))
            self.reword.setVisible(bool(first.instead))
            self.reword.say(_("Write “{words}”").format(words=first.instead))
        self.field.setAccessibleDescription(words)
        self._say(words)

    def _mark(self) -> None:
        """A wavy line in amber under the words."""
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(self.theme.color("amber"))
        field = self.field
        if isinstance(field, QLineEdit):
            self._mark_line(field, form)
            return
        marks = []
        for one in self._found:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = self._cursor(field, one), form
            marks.append(selection)
        mark = getattr(field, "mark_also", field.setExtraSelections)  # a text with shades of its own keeps them
        mark(marks)

    def _mark_line(self, field: QLineEdit, form: QTextCharFormat) -> None:
        """Qt draws a format in a line only as an input method asks for it: counted from the cursor."""
        at, kind = field.cursorPosition(), QInputMethodEvent.AttributeType.TextFormat
        marks = []
        for one in self._found:
            start, length = _utf16(self._text[: one.start]), _utf16(self._text[one.start : one.end])
            marks.append(QInputMethodEvent.Attribute(kind, start - at, length, form))
        QCoreApplication.sendEvent(field, QInputMethodEvent("", marks))

    def _cursor(self, field: QPlainTextEdit, one: "Finding") -> QTextCursor:
        """Qt counts in UTF-16."""
        cursor = QTextCursor(field.document())
        most = field.document().characterCount() - 1
        cursor.setPosition(min(_utf16(self._text[: one.start]), most))
        cursor.setPosition(min(_utf16(self._text[: one.end]), most), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    # The three ways

    def _reword(self) -> None:
        if self._found:
            self._put(self._found[0], self._found[0].instead)

    def _remove(self) -> None:
        if self._found:
            one, text = self._found[0], self._text
            blank = text[one.end : one.end + 1] == " " and text[max(one.start - 1, 0) : one.start] in ("", " ", "\n")
            self._put(one._replace(end=one.end + blank), "")

    def _put(self, one: "Finding", words: str) -> None:
        """These words in the place of what is marked; Ctrl+Z in the field takes it back."""
        if self._read() == self._text:
            field = self.field
            if isinstance(field, QLineEdit):
                field.setSelection(_utf16(self._text[: one.start]), _utf16(self._text[one.start : one.end]))
                field.insert(words)
            else:
                self._cursor(field, one).insertText(words)
        self.look()

    def _settle(self) -> None:
        """Not about a patient: remembered for this sentence, by its sha256 alone."""
        if self._found:
            from mrtnet.domain.note_guard import fingerprint
            from mrtnet.edits.note_guard import say_not_a_patient

            print_ = fingerprint(self._text, self._found[0])
            self._settled.add(print_)
            self.desk.quietly(say_not_a_patient, [print_])
        self.look()


def picture_hint() -> str:
    """What is said where a picture is kept with an internship (G15)."""
    from mrtnet.domain.note_guard import about_image

    return about_image().why


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
