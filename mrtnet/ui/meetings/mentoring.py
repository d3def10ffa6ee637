"""What mentor and mentee agree on: the dialog in which it is written down and changed."""

from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain import repeating, zoned
from mrtnet.domain.kinds import CHANNELS
from mrtnet.domain.meeting_forms import MentoringForm
from mrtnet.domain.mentoring import AGENDA_BY, CLOSE_AFTER, CONFIDENTIAL, DAY, REVIEW_AFTER, SOURCES
from mrtnet.domain.repeating import Rule
from mrtnet.domain.rows import MentoringRow
from mrtnet.domain.when import say_day
from mrtnet.queries import mentoring, people
from mrtnet.queries.reading import one_row
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.when import WhenField
from mrtnet.ui.drafts import Draft
from mrtnet.ui.icons import icon
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, later

WAYS = ("", "phone", "talk", "email", "linkedin")
SIDES = {"mentee": later("They mentor me"), "mentor": later("I mentor them")}
LENGTHS = (20, 30, 45, 60, 90, 120)
SIZE = (520, 700)  # design px


class AnyDay(WhenField):
    """A day in words, gone by or still to come; without one the rule's own day holds, which is said."""

    def __init__(self, around: Around, *, name: str, says: str) -> None:
        super().__init__(around, name=name, optional=True)
        self.field.setAccessibleName(says)

    def _is_wrong_way(self, _day: date) -> bool:
        return False


class AgreementDialog(SmallDialog):
    """Asks for what mentor and mentee agree on; changes the open agreement where there is one."""

    def __init__(self, around: Around, person_id: int) -> None:
        self.person_id = person_id
        found = mentoring.rows(around.desk.read, person_id=person_id, open_only=True)
        self.row: MentoringRow | None = found[0] if found else None
        take = _("Save") if self.row else _("Agree")
        super().__init__(around, "mentoring", _("Mentoring agreement"), take, icon="handshake")
        rows = people.rows(self.desk.read, [person_id])
        self.name = rows[0].name if rows else ""
        self.side = self.row.side if self.row else self._usual_side()
        self._own_words = False
        px, theme = around.px, self.theme
        page = QWidget()
        self._fields = QVBoxLayout(page)
        self._fields.setContentsMargins(px(2), 0, px(8), px(4))
        self._fields.setSpacing(px(10))
        self.column.addWidget(Wrapped(theme, _("Mentoring: {name}").format(name=self.name), "strong"))
        self._make()
        self._area = scrolling(page)
        self.column.addWidget(self._area, 1)
        self._draft = Draft(self.desk, f"mentoring:{self.row.id if self.row else f'new.{person_id}'}", self)
        self._fill()
        self._listen()
        self.goals.setFocus(Qt.FocusReason.PopupFocusReason)

    def _usual_side(self) -> str:
        sql = "SELECT 1 FROM person_role WHERE person_id = ? AND role = 'mentee'"
        return "mentor" if one_row(self.desk.read, sql, (self.person_id,)) else "mentee"

    def _make(self) -> None:
        px, theme, around = self.around.px, self.theme, self.around
        self.sides = Segments(theme, {key: _(words) for key, words in SIDES.items()}, name="mentoring.side",
                              says=_("Who is the mentor"))  # fmt: skip
        self.goals = Text(theme, name="mentoring.goals", says=_("Goals, one a line"))
        self.rhythm = Field(theme, _("every 2 weeks, monthly, first thu"), "repeat", name="mentoring.rhythm")
        self.rhythm.setAccessibleName(_("How often"))
        self.rhythm_said = Label(theme, "", "small", "text3", wrap=True)
        self.minutes = self._choices("minutes", _("How long"), {str(each): zoned.say_length(each) for each in LENGTHS})
        ways = {key: _(CHANNELS[key].title) if key else _("As it comes") for key in WAYS}
        self.channel = self._choices("channel", _("How"), ways)
        setters = {key: _(words) for key, words in AGENDA_BY.items()}
        self.agenda_by = self._choices("agenda_by", _("Who sets the agenda"), setters)
        sources = {"": _("Not said"), **{key: _(words) for key, words in SOURCES.items()}}
        self.source = self._choices("source", _("Where the mentoring comes from"), sources)
        self.words = Text(theme, name="mentoring.confidentiality", says=_("What stays between you"))
        self.started = AnyDay(around, name="mentoring.started", says=_("Since"))
        self.review = AnyDay(around, name="mentoring.review", says=_("Look back on"))
        self.ends = AnyDay(around, name="mentoring.ends", says=_("Until"))
        self.note = Text(theme, name="mentoring.note", says=_("Your note"))
        rhythm = QWidget()
        column = QVBoxLayout(rhythm)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(3))
        column.addWidget(self.rhythm)
        column.addWidget(self.rhythm_said)
        for words, widget in (
            (_("Who is the mentor"), self.sides), (_("Goals, one a line"), self._frame(self.goals, 74)),
            (_("How often"), rhythm), (_("How long"), self.minutes), (_("How"), self.channel),
            (_("Who sets the agenda"), self.agenda_by),
            (_("What stays between you"), self._frame(self.words, 74)), (_("Since"), self.started),
            (_("Look back on"), self.review), (_("Close or renew on"), self.ends),
            (_("Where the mentoring comes from"), self.source),
            (_("Your note"), self._guarded(self._frame(self.note, 58))),
        ):  # fmt: skip
            self._add(words, widget)

    def _add(self, words: str, widget: QWidget) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(4))
        label = Label(self.theme, words, "small_medium", "text2", wrap=True)
        column.addWidget(label)
        if not widget.accessibleName():
            widget.setAccessibleName(words)
        if isinstance(widget, Segments):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            column.addWidget(widget)
        self._fields.addWidget(holder)

    def _choices(self, key: str, says: str, words: dict[str, str]) -> Choice:
        box = Choice(f"mentoring.{key}", says, least=0)
        box.setMinimumHeight(self.around.px(32))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for value, text in words.items():
            if key == "channel" and value:
                box.addItem(icon(self.theme, CHANNELS[value].icon, "text2"), text, value)
            else:
                box.addItem(text[:1].upper() + text[1:], value)
        return box

    def _guarded(self, frame: Framed) -> QWidget:
        """The note with the note guard below it."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(4))
        column.addWidget(frame)
        column.addWidget(NoteGuard(self.desk, self.theme, self.note))
        return holder

    def _frame(self, text: Text, height: int) -> Framed:
        frame = Framed(self.theme, text)
        frame.setFixedHeight(self.around.px(height))
        return frame

    # Showing

    def _fill(self) -> None:
        row = self.row
        self.sides.mark(self.side)
        self.goals.put(row.goals if row else "")
        self.rhythm.setText(said_rhythm(row.rhythm, row.started_on) if row else "")
        self._choose_minutes(row.minutes if row else 45)
        self.channel.put(row.channel if row else "")
        self.agenda_by.put(row.agenda_by if row else "mentee")
        self.source.put(row.source if row else "")
        self.words.put(row.confidentiality if row else _(CONFIDENTIAL[self.side]))
        self._own_words = bool(row and row.confidentiality not in {_(each) for each in CONFIDENTIAL.values()})
        self.started.field.setText(row.started_on.isoformat() if row else _("today"))
        self.review.field.setText(row.review_on.isoformat() if row and row.review_on else "")
        self.ends.field.setText(row.ends_on.isoformat() if row and row.ends_on else "")
        self.note.put(row.note if row else "")
        self._restore(self._draft.read())
        self._say_rhythm()
        self._say_days()

    def _choose_minutes(self, minutes: int) -> None:
        if self.minutes.findData(str(minutes)) < 0:
            self.minutes.addItem(zoned.say_length(minutes), str(minutes))
        self.minutes.put(str(minutes))

    def _restore(self, kept: Any) -> None:
        if not isinstance(kept, dict):
            return
        if kept.get("side") in SIDES and self.row is None:
            self.side = str(kept["side"])
            self.sides.mark(self.side)
        for key, text in (("goals", self.goals), ("words", self.words), ("note", self.note)):
            text.put(str(kept.get(key, "")))
        self._own_words = bool(kept.get("own"))
        self.rhythm.setText(str(kept.get("rhythm", "")))
        for key, box in (("channel", self.channel), ("agenda_by", self.agenda_by), ("source", self.source)):
            box.put(str(kept.get(key, "")))
        if isinstance(kept.get("minutes"), int):
            self._choose_minutes(kept["minutes"])
        for key, day in (("started", self.started), ("review", self.review), ("ends", self.ends)):
            day.field.setText(str(kept.get(key, "")))

    def _listen(self) -> None:
        self.sides.chose.connect(self._turn)
        self.words.touched.connect(self._worded)
        self.rhythm.textChanged.connect(lambda _text: self._changed())
        for text in (self.goals, self.words, self.note):
            text.textChanged.connect(self._changed)
        for box in (self.minutes, self.channel, self.agenda_by, self.source):
            box.currentIndexChanged.connect(lambda _at: self._changed())
        for day in (self.started, self.review, self.ends):
            day.changed.connect(self._changed)

    def _turn(self, side: str) -> None:
        """The words for what stays between them follow the side, where they are ours."""
        self.side = side
        self.sides.mark(side)
        if not self._own_words:
            self.words.put(_(CONFIDENTIAL[side]))
        self._changed()

    def _worded(self) -> None:
        self._own_words = True

    def _changed(self) -> None:
        self._say_rhythm()
        self._say_days()
        self._draft.keep({
            "side": self.side, "goals": self.goals.toPlainText(), "rhythm": self.rhythm.text(),
            "minutes": int(self.minutes.currentData()), "channel": self.channel.currentData(),
            "agenda_by": self.agenda_by.currentData(), "source": self.source.currentData(),
            "words": self.words.toPlainText(), "own": self._own_words, "note": self.note.toPlainText(),
            "started": self.started.text, "review": self.review.text, "ends": self.ends.text,
        })  # fmt: skip

    def _start(self) -> date:
        when = self.started.when
        return when.day if when is not None and when.day is not None else self.desk.today

    def _rule(self) -> Rule | None:
        return repeating.read_rule(self.rhythm.text(), self._start())

    def _say_rhythm(self) -> None:
        text, rule = self.rhythm.text().strip(), self._rule()
        keeps = self.row is not None and self._is_kept(text)
        if not text:
            words, token = _("When one of you asks."), "text3"
        elif rule is None and not keeps:
            words, token = _("Not understood yet. Try “every 2 weeks” or “first thu”."), "amber"
        else:
            start = datetime.combine(self._start(), time(9))
            words, token = (repeating.say_rule(rule, start) if rule else text), "text3"
        self.rhythm_said.show_as(token)
        self.rhythm_said.setText(words)

    def _say_days(self) -> None:
        """What holds where no day is given."""
        start, today = self._start(), self.desk.today
        for field, days in ((self.review, REVIEW_AFTER), (self.ends, CLOSE_AFTER)):
            if not field.text.strip():
                field.answer.show_as("text3")
                words = _("After {n} days: {day}").format(n=days, day=say_day(start + days * DAY, today))
                field.answer.setText(words)

    def _is_kept(self, text: str) -> bool:
        """Whether the words are those of the rule in the book, of a kind that words cannot say."""
        return self.row is not None and bool(text) and text == said_rhythm(self.row.rhythm, self.row.started_on)

    # Saving

    def finish(self) -> bool:
        """Write the agreement down."""
        from mrtnet.edits import mentoring as edits

        text, rule = self.rhythm.text().strip(), self._rule()
        if text and rule is None and not self._is_kept(text):
            return self._refuse(_("Say how often in words such as “every 2 weeks” or “first thu”."), self.rhythm)
        for field, words in (
            (self.started, _("since when")),
            (self.review, _("when to look back")),
            (self.ends, _("until when")),
        ):
            if not field.is_fine() or (field.when is not None and field.when.day is None):
                return self._refuse(_("Say {what} as a day.").format(what=words), field.field)
        start = self._start()
        kept = self.row.rhythm if self.row is not None and self._is_kept(text) and rule is None else ""
        try:
            form = MentoringForm.checked(
                side=self.side, source=self.source.currentData(), goals=self.goals.toPlainText().strip(),
                rhythm=repeating.to_rrule(rule, datetime.combine(start, time(9)), "UTC") if rule else kept,
                minutes=int(self.minutes.currentData()), channel=self.channel.currentData(),
                agenda_by=self.agenda_by.currentData(), confidentiality=self.words.toPlainText().strip(),
                boundaries=self.row.boundaries if self.row else "", started_on=start, review_on=_day(self.review),
                ends_on=_day(self.ends), note=self.note.toPlainText().strip(),
            )  # fmt: skip
        except Trouble as wrong:
            self.tell(str(wrong))
            return False
        if self.row is not None:
            self.around.do(self._draft.in_save(edits.change_agreement), self.row.id, form)
        else:
            self.around.do(self._draft.in_save(edits.agree), self.person_id, form)
        return True

    def _refuse(self, sentence: str, field: QWidget) -> bool:
        self.tell(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(field)
        return False

    def open_at(self, where: Any = None) -> None:
        """As large as there is room for."""
        free, px = self.screen().availableGeometry(), self.around.px
        self.resize(min(px(SIZE[0]), free.width() - px(20)), min(px(SIZE[1]), free.height() - px(40)))
        super().open_at(where)

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        self._draft.flush()
        super().reject()


def said_rhythm(rule: str, started: date) -> str:
    """The rule in words; one that meetings do not have as it stands."""
    start = datetime.combine(started, time(9))
    try:
        return repeating.say_rule(repeating.from_rrule(rule, start, "UTC"), start) if rule else ""
    except Trouble:
        return rule


def _day(field: WhenField) -> date | None:
    return field.when.day if field.when is not None else None
