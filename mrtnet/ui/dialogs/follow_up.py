"""The follow-up dialog: what, when, how, for whom. New ones and changes of open ones."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.forms import FollowUpForm
from mrtnet.domain.when import When
from mrtnet.queries import follow_ups, people
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.when import WhenField
from mrtnet.ui.drafts import Draft
from mrtnet.ui.icons import icon
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _

CHANNELS = ("", "email", "linkedin", "phone", "card", "talk", "app")
USUAL = ("thank-you", "check-in", "promise", "resource", "request", "talk", "other")


class FollowUpDialog(SmallDialog):
    """Asks for a follow-up. `follow_up_id` changes that one, else a new one for the subject's person is added."""

    def __init__(self, around: Around, subject: Subject, follow_up_id: int | None = None) -> None:
        self.row = follow_ups.one(around.desk.read, follow_up_id) if follow_up_id is not None else None
        title = _("Change the follow-up") if self.row else _("New follow-up")
        super().__init__(around, "follow_up", title, _("Save") if self.row else _("Add"))
        self.subject = subject
        who = self._whom()
        self.column.addWidget(Label(self.theme, f"{title} · {who}" if who else title, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(around.px(12))
        grid.setVerticalSpacing(around.px(8))
        grid.setColumnStretch(1, 1)
        self.kind = Choice("follow_up.kind", _("What"))
        for key in sorted(kinds.FOLLOW_UPS, key=lambda key: (key not in USUAL, kinds.title("follow-up", key))):
            found = kinds.kind("follow-up", key)
            self.kind.addItem(icon(self.theme, found.icon, "text2"), _(found.title), key)
        self.name = Field(self.theme, _("As the kind says"), name="follow_up.title")
        self.name.setAccessibleName(_("Title"))
        self.when = WhenField(around, name="follow_up.when", text=_("tomorrow"))
        self.when.field.setAccessibleName(_("When"))
        channels = {key: kinds.title("channel", key) if key else _("As it comes") for key in CHANNELS}
        self.channel = Choice("follow_up.channel", _("How"), channels)
        self.note = Text(self.theme, name="follow_up.note", says=_("Note"))
        frame = Framed(self.theme, self.note)
        frame.setFixedHeight(around.px(72))
        lines: tuple[tuple[str, QWidget], ...] = (
            (_("When"), self.when), (_("What"), self.kind), (_("Title"), self.name), (_("How"), self.channel),
            (_("Note"), frame),
        )  # fmt: skip
        for number, (words, widget) in enumerate(lines):
            label = Label(self.theme, words, "body", "text2")
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            label.setContentsMargins(0, around.px(8), 0, 0)
            grid.addWidget(widget, number, 1)
        self.column.addLayout(grid)
        self.guard = NoteGuard(self.desk, self.theme, self.note)
        self.guard.changed.connect(self._fit_height)
        self.column.addWidget(self.guard)
        self.setMinimumWidth(around.px(420))
        self._draft = Draft(
            self.desk, f"follow_up:{self.row.id}" if self.row else f"follow_up.new:{subject.person_id}", self
        )
        self._show()
        for signal in (self.name.textChanged, self.note.textChanged, self.when.changed):
            signal.connect(self._keep)
        self.when.changed.connect(lambda: self.take.setEnabled(self.when.is_fine()))
        self.when.field.selectAll()
        self.when.setFocus(Qt.FocusReason.PopupFocusReason)

    def _whom(self) -> str:
        if self.row is not None:
            return self.row.person
        rows = people.rows(self.desk.read, [self.subject.person_id]) if self.subject.person_id is not None else []
        return rows[0].name if rows else ""

    def _show(self) -> None:
        kept = self._draft.read()
        if isinstance(kept, dict):
            self.kind.choose(kept.get("kind"))
            self.name.setText(str(kept.get("title", "")))
            self.when.field.setText(str(kept.get("when", "")))
            self.note.setPlainText(str(kept.get("note", "")))
        elif self.row is not None:
            row = self.row
            self.kind.choose(row.kind)
            self.name.setText(row.title if row.title != kinds.title("follow-up", row.kind) else "")
            self.when.put(When(row.due, row.at))
            self.note.setPlainText(row.note)
            self.channel.choose(row.channel)
        else:
            self.kind.choose("check-in")

    def _keep(self) -> None:
        told = {"kind": self.kind.currentData(), "title": self.name.text(), "when": self.when.text,
                "note": self.note.toPlainText()}  # fmt: skip
        self._draft.keep(told if told["title"] or told["note"] else None)

    def finish(self) -> bool:
        """Add or change it."""
        from mrtnet.edits import follow_ups as edits

        when = self.when.when
        if when is None or when.day is None:
            self.tell(_("Say when first."))
            return False
        try:
            form = FollowUpForm.checked(
                kind=self.kind.currentData(), title=self.name.text(), due=when.day, at=when.at,
                channel=self.channel.currentData(), note=self.note.toPlainText(),
            )  # fmt: skip
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        if self.row is not None:
            self.around.do(self._draft.in_save(edits.change), self.row.id, form)
        else:
            self.around.do(self._draft.in_save(edits.add), self.subject.person_id, form)
        return True

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        self._draft.flush()
        super().reject()
