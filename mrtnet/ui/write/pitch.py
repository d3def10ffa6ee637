"""The pitch: half a minute about herself for a recruiter, a colleague, a director, with a timer to practise it."""

from time import monotonic

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout

from mrtnet.domain import pitch
from mrtnet.domain.names import first_name
from mrtnet.queries.playbooks import template_named
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.drafts import Draft
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, plural

TICK = 250  # ms


class PitchDialog(SmallDialog):
    """Shows and keeps the pitch for one kind of listener; Ctrl+Enter keeps it."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, "pitch", _("Pitch"), _("Keep"))
        self.listener = next(iter(pitch.LISTENERS))
        self._began = 0.0
        self._build()
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._count)
        self._draft = Draft(self.desk, "pitch", self)
        self._show()
        kept = self._draft.read()
        if isinstance(kept, dict) and kept.get("listener") in pitch.LISTENERS:
            self.listener = str(kept["listener"])
            self._show()
            self.text.setPlainText(str(kept.get("text", "")))
        self.text.textChanged.connect(self._typed)
        self._measure()
        self.setMinimumWidth(min(around.px(520), self.screen().availableGeometry().width() - around.px(32)))
        self.text.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        px, theme = self.around.px, self.theme
        words = _("Who you are, what you work on, what you are good at, what you look for. Then stop and listen.")
        self.column.addWidget(Label(theme, words, "body", "text2", wrap=True))
        titles = {key: _(title) for key, title in pitch.LISTENERS.items()}
        self.listeners = Segments(theme, titles, name="pitch.listener", says=_("Said to"))
        self.listeners.chose.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(self.listeners)
        line.addStretch(1)
        self.column.addLayout(line)
        self.text = Text(theme, name="pitch.text", says=_("Pitch"))
        frame = Framed(theme, self.text)
        frame.setFixedHeight(px(150))
        self.column.addWidget(frame)
        self.guard = NoteGuard(self.desk, theme, self.text)
        self.guard.changed.connect(self._fit_height)
        self.column.addWidget(self.guard)
        self.length = Label(theme, "", "small", "text3", wrap=True, name="pitch.length")
        self.column.addWidget(self.length)
        self.go = Button(theme, _("Say it now"), "timer", name="pitch.go")
        self.go.setAutoDefault(False)
        self.go.clicked.connect(self.start_or_stop)
        self.clock = Label(theme, "", "strong", name="pitch.clock")
        timer = QHBoxLayout()
        timer.setSpacing(px(10))
        timer.addWidget(self.go)
        timer.addWidget(self.clock, 1)
        self.column.addLayout(timer)

    def _show(self) -> None:
        about = self.desk.about
        known = {
            "my_name": about.name, "my_first_name": first_name(about.name) if about.name else "",
            "my_short_role": about.short_role or about.role, "goal": about.working_towards,
        }  # fmt: skip
        own = template_named(self.desk.read, pitch.KEY)
        self.listeners.mark(self.listener)
        self.text.put(pitch.pitch(own, self.listener, {key: value for key, value in known.items() if value}))

    def _choose(self, listener: str) -> None:
        self.listener = listener
        self._show()
        self._measure()
        self._draft.drop()

    def _typed(self) -> None:
        self._measure()
        self._draft.keep({"listener": self.listener, "text": self.text.toPlainText()})

    def _measure(self) -> None:
        text = self.text.toPlainText()
        fits = pitch.LEAST <= pitch.seconds(text) <= pitch.MOST
        self.length.show_as("text3" if fits else "amber")
        self.length.setText(pitch.say_length(text))
        self._fit_height()

    # The timer

    def start_or_stop(self) -> None:
        """Start counting, or stop and say how long it took."""
        if self._tick.isActive():
            self._tick.stop()
            self._count()
            self.go.say(_("Once more"))
            return
        self._began = monotonic()
        self._tick.start()
        self.go.say(_("Stop"))
        self._count()

    def _count(self) -> None:
        passed = int(monotonic() - self._began)
        self.clock.show_as("red" if passed > pitch.MOST else "text")
        self.clock.setText(plural("{n} second", "{n} seconds", passed))

    # Keeping

    def finish(self) -> bool:
        """Keep it for this listener; an empty one brings the usual words back."""
        from mrtnet.edits.own_templates import remove_template, save_template

        own = template_named(self.desk.read, pitch.KEY)
        text = self.text.toPlainText().strip()
        if len(text) > pitch.LONGEST:
            self.tell(_("That takes minutes. Keep it under {n} letters.").format(n=pitch.LONGEST))
            return False
        wanted = pitch.with_pitch(own, self.listener, text)
        if wanted.wordings:
            self.desk.do(self._draft.in_save(save_template), wanted, on_done=self._kept, on_trouble=self.tell)
        elif own is not None:
            self.desk.do(self._draft.in_save(remove_template), pitch.KEY, on_done=self._kept, on_trouble=self.tell)
        else:
            self._kept(None)
        return False

    def _kept(self, _result: object) -> None:
        self._draft.drop()
        self.accept()

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        self._draft.flush()
        super().reject()
