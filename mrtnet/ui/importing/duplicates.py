"""Step 3: who is new, who is likely on file, who is. Only the middle ones are questions, side by side, one by one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.arrivals import Action, Arrival, Candidate, Decision
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.merging import FIELDS, adding_choices
from mrtnet.queries.duplicates import held
from mrtnet.queries.person_forms import form as form_of
from mrtnet.ui.around import Around
from mrtnet.ui.icons import icon
from mrtnet.ui.importing.bringing import Bringing
from mrtnet.ui.importing.heap import Heap, HeapRow, Heaps
from mrtnet.ui.importing.said import SaidDelegate, SaidLines
from mrtnet.ui.merging.groups import say_held, say_reasons
from mrtnet.ui.merging.side_by_side import SideBySide
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import UNBOUNDED, Button, Card, Chip, Label, ShortLabel
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, later, listed, plural

LIST_WIDTH = 300  # design px
ANSWERS: dict[Action, tuple[str, str, str, str]] = {
    "merge": (later("Merge"), "git-merge", "accent", later("merge")),
    "keep": (later("Keep both"), "users", "green", later("keep both")),
    "skip": (later("Skip this row"), "x", "text3", later("skip")),
}
"""Title of the button, icon, colour in the list, and the answer in words."""
_TITLES = {field.key: field.title for field in FIELDS}


class DuplicatesStep(QWidget):
    """The third step. `answered` after each answer."""

    answered = Signal()

    def __init__(self, around: Around, bringing: Callable[[], Bringing]) -> None:
        super().__init__()
        self.around, self._bringing = around, bringing
        self._narrow = False
        self._place = -1
        self._candidate: Candidate | None = None
        theme = around.theme
        self.setObjectName("import.duplicates")
        self.setAccessibleName(_("Look at duplicates"))
        self.heaps = Heaps(theme, "import.heap", _("People of the file"), self._row)
        self.heaps.moved.connect(self._show)
        self.heaps.turned.connect(lambda _key: self._arrange())
        self.card = Card(theme)
        column = self._column = QVBoxLayout(self.card)
        column.addLayout(self._make_head(theme))
        column.addWidget(self.why)
        column.addWidget(self._make_candidates())
        self.sides = SideBySide(theme, name="import.sides")
        column.addWidget(self.sides, 1)
        column.addWidget(self._make_said(theme), 1)
        column.addWidget(self._make_answers(theme))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.heaps)
        self._box.addWidget(scrolling(self.card, see_through=True), 1)
        for key, answer in (("1", "merge"), ("2", "keep"), ("3", "skip")):
            short = QShortcut(QKeySequence(key), self)
            short.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            short.activated.connect(lambda answer=answer: self._press(answer))
        theme.changed.connect(self._arrange)
        self._arrange()

    def _make_head(self, theme: Theme) -> QHBoxLayout:
        self.title = ShortLabel(theme, "", "section")
        self.score = Chip(theme, "", "amber", "question")
        self.count = Label(theme, "", "body", "text2")
        self.why = Label(theme, "", "body", "text2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(self.around.px(10))
        head.addWidget(self.title)
        head.addWidget(self.score)
        head.addStretch(1)
        head.addWidget(self.count)
        return head

    def _make_candidates(self) -> QWidget:
        self.candidates = QWidget()
        self._candidates = Flow(self.around.px(6))
        self.candidates.setLayout(self._candidates)
        self._whom = QButtonGroup(self)
        return self.candidates

    def _make_said(self, theme: Theme) -> QWidget:
        self.said = SaidLines()
        self.said.setParent(self)
        self.said_view = RowsView(theme, self.said, name="import.said", says=_("What the card says"),
                                  height=lambda: self.around.px(30), ground="")  # fmt: skip
        delegate = SaidDelegate(theme)
        delegate.setParent(self.said_view)
        self.said_view.setItemDelegate(delegate)
        return self.said_view

    def _make_answers(self, theme: Theme) -> QWidget:
        self.answers = QWidget()
        flow = Flow(self.around.px(8))
        self.answers.setLayout(flow)
        digits = self.around.settings.letter_keys
        self.buttons: dict[Action, Button] = {}
        for number, (answer, (title, picture, _token, _words)) in enumerate(ANSWERS.items(), 1):
            button = Button(theme, _(title), picture, kind="primary" if number == 1 else "",
                            hint=str(number) if digits else "", name=f"import.{answer}")  # fmt: skip
            button.clicked.connect(lambda _on=False, answer=answer: self.answer(answer))
            self.buttons[answer] = button
            flow.addWidget(button)
        self.calm = Button(theme, "", "git-merge", kind="ghost", name="import.calm")
        self.calm.clicked.connect(lambda: self.answer_rest("merge", self._bringing().only_adding()))
        flow.addWidget(self.calm)
        self.rest = Button(theme, _("All that are left…"), "checks", kind="ghost", name="import.rest")
        self.rest.clicked.connect(self._ask_rest)
        flow.addWidget(self.rest)
        self.hint = Label(theme, "", "small", "text3", wrap=True)
        self.answers.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(6))
        column.addWidget(self.answers)
        column.addWidget(self.hint)
        return foot

    # What is shown

    def renew(self, *, anew: bool = False) -> None:
        """The heaps as they are now; `anew`: the first open question."""
        bringing = self._bringing()
        looked = bringing.looked
        if looked is None:
            return
        new, likely, same = len(looked.new), len(looked.likely), len(looked.alone) + len(looked.adding)
        adding = len(looked.adding)
        parts = [
            plural("{n} is new", "{n} are new", new) if new else "",
            plural("{n} is on file and gets what the file adds", "{n} are on file and get what the file adds", adding)
            if adding else "",
            plural("{n} is exactly the same and is left alone", "{n} are exactly the same and are left alone",
                   same - adding) if same - adding else "",
        ]  # fmt: skip
        said = listed([part for part in parts if part])
        rest = _("The others need nothing from you: {what}.").format(what=said) if said else ""
        calm = _("Nothing to decide here.") + (" " + rest if rest else "")
        heaps = [
            Heap("new", _("New"), looked.new, "" if new else _("Nobody in it is new.")),
            Heap("likely", _("Likely the same"), looked.likely, rest if likely else calm),
            Heap("same", _("Same"), looked.adding + looked.alone, "" if same else _("Nobody in it is on file.")),
        ]
        usual = "likely" if likely else "new" if new else "same"
        self.heaps.show_heaps(heaps, usual if anew or not self.heaps.key else self.heaps.key)
        if anew and (first := bringing.next_question(-1)) is not None:
            self.heaps.go_to(first)
        self._arrange()

    def _row(self, at: int) -> HeapRow:
        bringing = self._bringing()
        arrival = bringing.arrival(at)
        form, first = arrival.incoming.form, next(iter(arrival.candidates), None)
        marks = ", ".join(form.credentials)
        shown = form.name or (form.reaches[0].value if form.reaches else "")
        number = first.person_id if first is not None and first.person_id is not None else at
        if arrival.sort == "likely" and first is not None:
            decision = bringing.decision(at)
            _title, picture, token, words = ANSWERS[decision.action] if decision else ("", "question", "amber", "")
            below = _("“{name}” in mrtnet").format(name=first.name) if first.name != form.name else ", ".join(
                first.reasons[:2])  # fmt: skip
            below = below[:1].upper() + below[1:]
            return HeapRow(at, number, shown, marks, below, picture, token, _(words) if words else _("open question"))
        if arrival.sort == "same":
            adds = listed([_(_TITLES[key]) for key in arrival.adds])
            below = _("Adds: {fields}").format(fields=adds) if adds else _("Nothing new")
            return HeapRow(at, number, shown, marks, below, "plus" if adds else "check", "accent" if adds else "text3")
        job = form.jobs[0] if form.jobs else None
        return HeapRow(at, at, shown, marks, (job.organization or job.title if job else "") or where(arrival))

    def _show(self, at: int) -> None:
        """One card: the question about it, or what it says."""
        bringing = self._bringing()
        if at < 0 or bringing.looked is None:
            self._place = -1
            self.card.setVisible(False)
            return
        arrival, decision = bringing.arrival(at), bringing.decision(at)
        self._place = at
        asked = arrival.sort == "likely"
        for widget in (self.score, self.sides, self.answers):
            widget.setVisible(asked)
        self.said_view.setVisible(not asked)
        self.candidates.setVisible(asked and len(arrival.candidates) > 1)
        if asked:
            likely = bringing.looked.likely
            self.count.setText(_("{n} of {all}").format(n=likely.index(at) + 1, all=len(likely)))
            self._show_candidates(arrival, decision)
            into = decision.into if decision is not None and decision.into is not None else arrival.candidates[0]
            self._compare(into, decision)
        else:
            self.title.setText(arrival.incoming.form.name or _("No name"))
            self.count.setText("")
            self.why.setText(self._said_about(arrival))
            self.said.show(arrival.incoming.form)
        self._arrange_cards()

    def _said_about(self, arrival: Arrival) -> str:
        if arrival.sort == "new":
            return _("New. {where}.").format(where=where(arrival))
        if arrival.adds:
            adds = listed([_(_TITLES[key]) for key in arrival.adds])
            return _("On file already; the file adds: {fields}. {where}.").format(fields=adds, where=where(arrival))
        return _("On file already, and the file says nothing new. {where}.").format(where=where(arrival))

    def _show_candidates(self, arrival: Arrival, decision: Decision | None) -> None:
        self._candidates.clear()
        chosen = decision.into if decision is not None else None
        for number, each in enumerate(arrival.candidates if len(arrival.candidates) > 1 else ()):
            words = _("{name} {score}%").format(name=each.name or _("No name"), score=each.score)
            chip = Chip(self.around.theme, words, choose=True, name=f"import.candidate.{number + 1}")
            chip.setChecked(each == chosen if chosen is not None else number == 0)
            chip.clicked.connect(lambda _on=False, each=each: self._compare(each, None))
            self._whom.addButton(chip)
            self._candidates.addWidget(chip)

    def _compare(self, into: Candidate, decision: Decision | None) -> None:
        """The card beside whom it may be."""
        arrival = self._bringing().arrival(self._place)
        self._candidate = into
        self.title.setText(_("Are these the same person?"))
        self.score.setText(_("{n}% alike").format(n=into.score))
        self.score.setAccessibleName(self.score.text())
        self.score.updateGeometry()
        self.why.setText(say_reasons([into]))
        mine, title, detail, disc = self._known(into)
        choices = decision.choices if decision is not None and decision.choices else None
        if choices is None and arrival.only_adds:
            choices = adding_choices(mine)
        self.sides.show_sides(
            (title, _("In the file")), (mine, arrival.incoming.form), details=(detail, where(arrival)),
            choices=choices, discs=(disc, "file-text"),
        )  # fmt: skip
        for answer, button in self.buttons.items():
            button.setAccessibleDescription(
                _("your answer") if decision is not None and decision.action == answer else ""
            )
        self.hint.setText(
            _("Your answer: {answer}. Another one takes its place.").format(answer=_(ANSWERS[decision.action][3]))
            if decision is not None else _("Click a value to choose it. Nothing is written before the last step.")
        )  # fmt: skip

    def _known(self, into: Candidate) -> tuple[PersonForm, str, str, int | str]:
        """Who is on file, or the earlier card of the import."""
        if into.person_id is None:
            earlier = self._bringing().arrival(into.arrival or 0)
            return earlier.incoming.form, _("Earlier in the file"), where(earlier), "file-text"
        read = self.around.desk.read
        mine = form_of(read, into.person_id) or PersonForm.model_construct(name=into.name)
        counted = held(read, [into.person_id]).get(into.person_id)
        return mine, _("In mrtnet"), say_held(counted) if counted is not None else "", into.person_id

    # Answering

    def _press(self, answer: Action) -> None:
        if self.around.settings.letter_keys:
            self.answer(answer)

    def answer(self, answer: Action) -> None:
        """Her answer to the question that is shown; the next one comes."""
        bringing = self._bringing()
        if self._place < 0 or bringing.looked is None or bringing.arrival(self._place).sort != "likely":
            return
        merges = answer == "merge"
        bringing.decide(
            self._place, Decision(answer, self._candidate if merges else None, self.sides.choices() if merges else {})
        )
        self.heaps.reread()
        following = bringing.next_question(self._place)
        if following is not None:
            self.heaps.go_to(following)
        else:
            self._show(self._place)
        self.answered.emit()

    def _ask_rest(self) -> None:
        """One answer for all questions that are left."""
        menu = passing_menu(self, "import.rest")
        left = self._bringing().questions_left()
        offers: tuple[tuple[Action, str], ...] = (
            ("merge", plural("Merge the {n} that is left, as shown", "Merge all {n} that are left, as shown", left)),
            ("keep", plural("Keep both of the {n} that is left", "Keep both of all {n} that are left", left)),
            ("skip", plural("Skip the {n} that is left", "Skip all {n} that are left", left)),
        )
        for answer, words in offers:
            action = menu.addAction(icon(self.around.theme, ANSWERS[answer][1], "text2"), words)
            action.triggered.connect(lambda _on=False, answer=answer: self.answer_rest(answer))
        menu.popup(self.rest.mapToGlobal(self.rest.rect().bottomLeft()))

    def answer_rest(self, answer: Action, whom: Sequence[int] | None = None) -> None:
        """The same answer for whoever has none, of these; the surest candidate, and the usual choice of values."""
        bringing = self._bringing()
        looked = bringing.looked
        for at in whom if whom is not None else looked.likely if looked is not None else ():
            if bringing.decision(at) is None:
                first = bringing.arrival(at).candidates[0]
                bringing.decide(at, Decision(answer, first if answer == "merge" else None))
        self.heaps.reread()
        following = bringing.next_question(self._place)
        if following is not None and whom is not None:
            self.heaps.go_to(following)
        else:
            self._show(self._place)
        self.answered.emit()

    # Room

    def panes(self) -> Sequence[QWidget]:
        """The list, the question."""
        return (self.heaps.view, self.sides.view)

    def fit(self, narrow: bool) -> None:
        """One below the other where it is narrow, and only what is looked at."""
        self._narrow = narrow
        self._arrange()

    def _arrange(self) -> None:
        narrow, px = self._narrow, self.around.px
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        side, top, gap = (14, 8, 4) if narrow else (20, 14, 8)
        self._column.setContentsMargins(px(side), px(top), px(side), px(top))
        self._column.setSpacing(px(gap))
        self._box.setSpacing(px(8 if narrow else 14))
        self.heaps.setMinimumWidth(0 if narrow else px(LIST_WIDTH))
        self.heaps.setMaximumWidth(UNBOUNDED if narrow else px(LIST_WIDTH))
        self._arrange_cards()

    def _arrange_cards(self) -> None:
        """Where it is narrow: the question with the chips above it, or the list."""
        asks = self.heaps.key == "likely" and self._place >= 0
        self.heaps.fold(self._narrow and asks)
        self.card.setVisible(self._place >= 0 and (asks or not self._narrow))
        self.hint.setVisible(self.sides.isVisibleTo(self.card) and not self._narrow)
        left, adding = self._bringing().questions_left(), len(self._bringing().only_adding())
        self.rest.setVisible(left > 1)
        self.calm.say(_("Merge all {n} that only add something").format(n=adding))
        self.calm.setVisible(adding > 1)


def where(arrival: Arrival) -> str:
    """The file and the line in it."""
    card = arrival.incoming
    return _("{file}, line {n}").format(file=card.file, n=card.line) if card.line else card.file
