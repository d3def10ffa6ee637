"""Step 4: what will happen, in numbers and by name; the event they were met at, what follows, photos or none."""

from array import array
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QScrollArea, QVBoxLayout, QWidget

from mrtnet.domain.about import About
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.domain.merging import FIELDS
from mrtnet.domain.rows import EventRow
from mrtnet.domain.when import say_when
from mrtnet.queries import events
from mrtnet.queries.playbooks import all_playbooks
from mrtnet.queries.week import loads
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.capture.first_step import planned_first
from mrtnet.ui.doubtful_notes import DoubtfulNotes
from mrtnet.ui.importing.bringing import Bringing, Outcome
from mrtnet.ui.importing.duplicates import where
from mrtnet.ui.importing.heap import Heap, HeapRow, Heaps
from mrtnet.ui.pages.event_days import parse_span
from mrtnet.ui.pages.event_words import say_days, say_span
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import UNBOUNDED, Card, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.words import _, listed, plural

OPTIONS = 380  # design px
MOST_EVENTS = 60
NO_EVENT, NEW_EVENT = 0, -1
NO_PLAYBOOK = "none"
_TITLES = {field.key: field.title for field in FIELDS}


class Wishes(NamedTuple):
    """What she wants beside the people: for `edits.importing.import_people`."""

    event_id: int | None = None
    new_event: EventForm | None = None
    playbook: str = ""
    photos: bool = True


class PreviewStep(QWidget):
    """The last step."""

    def __init__(self, around: Around, bringing: Callable[[], Bringing]) -> None:
        super().__init__()
        self.around, self._bringing = around, bringing
        self.outcome = Outcome(*(array("q") for _heap in range(4)))
        px, theme = around.px, around.theme
        self.setObjectName("import.preview")
        self.setAccessibleName(_("Preview and import"))
        self.area = QScrollArea()
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._make_options(theme))
        self.heaps = Heaps(theme, "import.outcome", _("What will happen"), self._row)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(px(14))
        self._box.addWidget(self.area)
        self._box.addWidget(self.heaps, 1)
        self.fit(False)

    def _make_options(self, theme: Theme) -> QWidget:
        px = self.around.px
        card = Card(theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(px(18), px(16), px(18), px(18))
        column.setSpacing(px(6))
        column.addWidget(Label(theme, _("What will happen"), "section", wrap=True))
        self.numbers = Label(theme, "", "body", "text", wrap=True)
        column.addWidget(self.numbers)
        self.doubtful = DoubtfulNotes(self.around, self._look)
        column.addWidget(self.doubtful)
        column.addSpacing(px(10))
        self.usual_event = NO_EVENT
        """What is chosen at first: the event from whose page she came."""
        self.met = Choice("import.event", _("Where you met them"), least=8)
        self.met.activated.connect(lambda _number: self._choose_event())
        self._titled(column, _("Where you met them"), self.met)
        self.new = QWidget()
        inside = QVBoxLayout(self.new)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(6))
        self.name = Field(theme, _("Name of the event"), name="import.event.name")
        self.days = Field(theme, _("oct 12 - 14, yesterday; empty: today"), name="import.event.days")
        self.days.setAccessibleName(_("When"))
        self.span = Label(theme, "", "small", "text3", wrap=True)
        for field in (self.name, self.days):
            field.textChanged.connect(lambda _text: self._say_plan())
            inside.addWidget(field)
        inside.addWidget(self.span)
        column.addWidget(self.new)
        column.addSpacing(px(8))
        self.playbook = Choice("import.playbook", _("What follows"), least=8)
        self.playbook.activated.connect(lambda _number: self._say_plan())
        self._titled(column, _("What follows"), self.playbook)
        self.load = Label(theme, "", "small", "text2", wrap=True)
        column.addWidget(self.load)
        column.addSpacing(px(8))
        self.photos = QCheckBox()
        self.photos.setObjectName("import.photos")
        self.photos.setChecked(True)
        column.addWidget(self.photos)
        self.problem = Label(theme, "", "body", "red", wrap=True)
        column.addWidget(self.problem)
        column.addStretch(1)
        return card

    def _titled(self, column: QVBoxLayout, words: str, box: Choice) -> None:
        label = Label(self.around.theme, words, "small_medium", "text2", wrap=True)
        label.setBuddy(box)
        box.setMinimumHeight(self.around.px(32))
        column.addWidget(label)
        column.addWidget(box)

    # What is shown

    def renew(self, *, anew: bool = False) -> None:
        """What would happen now; `anew` with nothing chosen yet."""
        looked = self._bringing().looked
        if looked is None:
            return
        outcome = self.outcome = self._bringing().outcome()
        groups = (
            ("new", _("New"), outcome.new, _("Nobody is new.")),
            ("changed", _("Changed"), outcome.changed, _("Nobody on file is changed.")),
            ("alone", _("Left alone"), outcome.alone, _("Nobody.")),
            ("left_out", _("Left out"), outcome.left_out, _("Nobody.")),
        )
        heaps = [Heap(key, title, places, "" if places else empty) for key, title, places, empty in groups]
        first = next((heap.key for heap in heaps if heap.places), "new")
        self.heaps.show_heaps(heaps, first if anew or not self.heaps.key else self.heaps.key)
        self.photos.setText(plural("Bring the photo, too", "Bring the {n} photos, too", looked.photos))
        self.photos.setVisible(bool(looked.photos))
        self.renew_choices(anew=anew)
        self.problem.setText("")
        self._say_numbers()
        arrivals, coming = looked.plan.arrivals, [*outcome.new, *outcome.changed]
        self.doubtful.look_at_texts(lambda: ((at, _notes_in(arrivals[at].incoming.form)) for at in coming))

    def renew_choices(self, *, anew: bool = False) -> None:
        """The events and playbooks there are."""
        event, playbook = (self.usual_event, "") if anew else (self.met.currentData(), self.playbook.currentData())
        read, today = self.around.desk.read, self.around.desk.today
        choices: dict[Any, str] = {NO_EVENT: _("No event")}
        for row in events.listed(read)[:MOST_EVENTS]:
            span = say_span(row.first_day, row.last_day, today)
            choices[row.id] = f"{row.name[:80]}, {span}" if span else row.name[:80]
        choices[NEW_EVENT] = _("New event…")
        self.met.fill(choices)
        self.met.choose(event)
        self._fill_playbooks(playbook or "")

    def _fill_playbooks(self, chosen: str) -> None:
        at_event = self.met.currentData() != NO_EVENT
        choices: dict[Any, str] = {"": _("As usual for this event") if at_event else _("Nothing")}
        found = all_playbooks(self.around.desk.read)
        choices |= {key: each.title for key, each in found.items() if each.scope == "person"}
        if at_event:
            choices[NO_PLAYBOOK] = _("Only a first message")
        self.playbook.fill(choices)
        self.playbook.choose(chosen)
        self.new.setVisible(self.met.currentData() == NEW_EVENT)
        self._say_plan()

    def _choose_event(self) -> None:
        self._fill_playbooks(self.playbook.currentData() or "")
        self._say_numbers()
        if self.met.currentData() == NEW_EVENT:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_numbers(self) -> None:
        bringing, outcome = self._bringing(), self.outcome
        looked = bringing.looked
        assert looked is not None
        met = self.met.currentData() != NO_EVENT
        parts = [
            plural("{n} person is added.", "{n} people are added.", len(outcome.new)) if outcome.new else "",
            plural("{n} person on file gets what the file adds.", "{n} people on file get what the file adds.",
                   len(outcome.changed)) if outcome.changed else "",
            plural("{n} is on file with everything, and is noted as met there.",
                   "{n} are on file with everything, and are noted as met there.", len(outcome.alone))
            if outcome.alone and met else "",
            plural("{n} is on file with everything, and is left alone.",
                   "{n} are on file with everything, and are left alone.", len(outcome.alone))
            if outcome.alone and not met else "",
            plural("{n} is left out.", "{n} are left out.", len(outcome.left_out)) if outcome.left_out else "",
            plural("A book of {n} person comes with all that is in it", "A book of {n} people comes with all that is"
                   " in it", sum(looked.books)) + _(": {new} new, {same} here already.").format(
                       new=looked.books[0], same=looked.books[1]) if bringing.books() else "",
        ]  # fmt: skip
        if not (outcome.new or outcome.changed or bringing.books() or (met and outcome.alone)):
            parts.insert(0, _("Nothing in it is new: nothing will change."))
        self.numbers.setText("\n".join(part for part in parts if part))

    def _look(self, at: int) -> None:
        """Show the first whose note may hold something of a patient."""
        self.heaps.go_to(at)

    def count(self) -> int:
        """How many people the import is about: who is added, changed, or noted as met."""
        outcome, looked = self.outcome, self._bringing().looked
        met = self.met.currentData() not in (NO_EVENT, None)
        books = looked.books[0] if looked is not None else 0
        return len(outcome.new) + len(outcome.changed) + (len(outcome.alone) if met else 0) + books

    def _row(self, at: int) -> HeapRow:
        bringing = self._bringing()
        arrival, decision = bringing.arrival(at), bringing.decision(at)
        form, first = arrival.incoming.form, next(iter(arrival.candidates), None)
        shown = form.name or (form.reaches[0].value if form.reaches else "")
        number, marks = at, ", ".join(form.credentials)
        merges = arrival.sort == "same" or (decision is not None and decision.action == "merge")
        if merges and first is not None:
            whom = decision.into if decision is not None and decision.into is not None else first
            number = whom.person_id if whom.person_id is not None else at
            adds = listed([_(_TITLES[key]) for key in arrival.adds])
            own = any(choice == 1 for choice in decision.choices.values()) if decision is not None else False
            below = _("Adds: {fields}").format(fields=adds) if adds else _("As you chose") if own else _("Nothing new")
            if whom.name and whom.name != form.name:
                below = _("Into {name}. {what}").format(name=whom.name, what=below)
            return HeapRow(at, number, shown, marks, below)
        job = form.jobs[0] if form.jobs else None
        work = ", ".join(filter(None, (job.title, job.organization))) if job is not None else ""
        return HeapRow(at, number, shown, marks, work or where(arrival))

    # What follows

    def _say_plan(self) -> None:
        """The day of the first step, and how full it is already."""
        self.problem.setText("")
        self.span.setText("")
        event, playbook = self.met.currentData(), self.playbook.currentData() or ""
        row = self._event_row()
        if event == NEW_EVENT:
            self.span.setText(say_days(row.first_day, row.last_day, self.around.desk.today) if row else
                              _("Not a day yet."))  # fmt: skip
        people = len(self.outcome.new)
        self.load.setVisible(False)
        if not people or (row is None and not playbook):
            return
        about: About = self.around.desk.about
        today = self.around.desk.today
        form = self._bringing().arrival(self.outcome.new[0]).incoming.form
        if row is not None:
            form = form.model_copy(update={"met_on": None})
        first = planned_first(self.around.desk.read, about, today, row, form, playbook)
        if first.due is None:
            return
        words = _("First step: {what}, {day}, for {people}.").format(
            what=first.title, day=say_when(first.due, today), people=plural("{n} person", "{n} people", people)
        )
        self.load.setText(words + self._say_load(first.due))
        self.load.setVisible(True)

    def _say_load(self, day: date) -> str:
        planned = loads(self.around.desk.read, day, 1)[0].planned
        if not planned:
            return ""
        return " " + plural("{n} is planned for that day already.", "{n} are planned for that day already.", planned)

    def _event_row(self) -> EventRow | None:
        """The event as it is or would be."""
        event = self.met.currentData()
        if event in (NO_EVENT, None):
            return None
        if event != NEW_EVENT:
            return events.one(self.around.desk.read, int(event))
        try:
            form = self._new_event(named=False)
        except Trouble:
            return None
        blank = {"id": 0, "uid": "", "cards_left": None, "met": 0, "thanked": 0, "to_thank": 0}
        return EventRow(**{**form.model_dump(), **blank})

    def _new_event(self, *, named: bool = True) -> EventForm:
        desk = self.around.desk
        text, name = self.days.text().strip(), " ".join(self.name.text().split())
        if named and not name:
            raise Trouble(_("Give the event a name, or choose “No event”."))
        span = parse_span(text or "today", desk.today, days=desk.about.days, day_first=desk.about.day_first)
        if span is None:
            raise Trouble(_("“{text}” is no day. Try “oct 12 - 14”.").format(text=text[:40]))
        return EventForm.checked(name=name or "?", first_day=span.first, last_day=span.last)

    def wishes(self) -> Wishes | None:
        """What she wants; None with a sentence where it cannot be."""
        event = self.met.currentData()
        try:
            new = self._new_event() if event == NEW_EVENT else None
        except Trouble as wrong:
            self.problem.setText(str(wrong))
            self.area.ensureWidgetVisible(self.problem)
            return None
        event_id = int(event) if event not in (NO_EVENT, NEW_EVENT, None) else None
        return Wishes(event_id, new, self.playbook.currentData() or "", self.photos.isChecked())

    # Room

    def panes(self) -> Sequence[QWidget]:
        """The choices, the list."""
        return (self.met, self.heaps.view)

    def fit(self, narrow: bool) -> None:
        """The choices above the list where it is narrow."""
        px = self.around.px
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self.area.setMinimumWidth(0 if narrow else px(OPTIONS))
        self.area.setMaximumWidth(UNBOUNDED if narrow else px(OPTIONS))
        self._box.setStretch(0, 3 if narrow else 0)
        self._box.setStretch(1, 2 if narrow else 1)


def _notes_in(form: PersonForm) -> str:
    return "\n".join(filter(None, (form.note, form.talked_about)))
