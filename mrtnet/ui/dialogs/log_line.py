"""Log a line: what happened with one or several people, in one keystroke and a few words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from mrtnet.domain import kinds
from mrtnet.domain.forms import InteractionForm
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.when import WhenField
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.drafts import Draft
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.promise_offer import PromiseOffer
from mrtnet.ui.widgets.basic import Label
from mrtnet.ui.widgets.keyboard import key_words
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _

KINDS = ("note", "call", "email", "meeting", "linkedin")


class LogDialog(SmallDialog):
    """Asks what happened. Ctrl+Enter saves; the day is today unless another is typed."""

    def __init__(self, around: Around, subject: Subject) -> None:
        super().__init__(around, "log", _("What happened?"), _("Log"))
        self.take.setProperty("hint", key_words("Ctrl+Return"))
        self.ids = subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ())
        self.kind = "note"
        self.column.addWidget(
            Label(self.theme, _("What happened with {whom}?").format(whom=whom(around, self.ids)), "strong")
        )
        titles = {key: kinds.title("interaction", key) for key in KINDS}
        self.kinds = Segments(self.theme, titles, name="log.kind", says=_("Kind"))
        self.kinds.chose.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.kinds)
        row.addStretch(1)
        self.column.addLayout(row)
        self.text = Text(self.theme, name="log.text", says=_("What happened"))
        frame = Framed(self.theme, self.text)
        frame.setMinimumHeight(around.px(96))
        self.column.addWidget(frame, 1)
        self.guard = NoteGuard(self.desk, self.theme, self.text, people=lambda: self.ids)
        self.guard.changed.connect(self._fit_height)
        self.column.addWidget(self.guard)
        self.noticed = PromiseOffer(self.desk, self.theme, self.text, lambda: self.ids)
        self.noticed.changed.connect(self._fit_height)
        self.column.addWidget(self.noticed)
        self.when = WhenField(around, name="log.when", text=_("today"), past=True)
        self.when.field.setAccessibleName(_("When"))
        self.column.addWidget(self.when)
        self.setMinimumWidth(around.px(460))
        self._draft = Draft(self.desk, f"log:{self.ids[0] if self.ids else 0}", self)
        kept = self._draft.read()
        if isinstance(kept, dict):
            self.text.setPlainText(str(kept.get("text", "")))
            self.kind = str(kept.get("kind")) if kept.get("kind") in KINDS else "note"
        self.kinds.mark(self.kind)
        self.text.textChanged.connect(self._keep)
        self.when.changed.connect(lambda: self.take.setEnabled(self.when.is_fine()))
        self.text.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, kind: str) -> None:
        self.kind = kind
        self.kinds.mark(kind)
        self._keep()

    def _keep(self) -> None:
        text = self.text.toPlainText()
        self._draft.keep({"text": text, "kind": self.kind} if text.strip() else None)

    def finish(self) -> bool:
        """Log it."""
        from mrtnet.edits import follow_ups as edits

        text, when = self.text.toPlainText().strip(), self.when.when
        if when is None or when.day is None:
            self.tell(_("Say when it was."))
            return False
        if not text and self.kind == "note":
            self.tell(_("Write a few words, or choose what it was."))
            return False
        try:
            form = InteractionForm.checked(
                kind=self.kind, on=when.day, at=when.at, title=kinds.title("interaction", self.kind), body=text
            )
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        self.around.do(self._draft.in_save(edits.log_contact), list(self.ids), form)
        return True

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        self._draft.flush()
        super().reject()
