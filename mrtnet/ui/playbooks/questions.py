"""The tab of questions: the bank that meetings take them from; her own added, others worded her way, shared."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mrtnet.domain.kinds import MEETINGS
from mrtnet.domain.questions import AUDIENCES, OWN_THEME, Bank, Question, Theme, better_not, built_in, dump_questions
from mrtnet.queries import questions
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.playbooks.list import QuestionDelegate, TitleRow
from mrtnet.ui.playbooks.side import Side
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.emptying import empty
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _, listed

ROW = 74  # design px
WIDTH = 440


class QuestionsSide(Side):
    """The questions."""

    tab = "questions"

    def __init__(self, around: Around) -> None:
        super().__init__(around, says=_("Question bank"), row=ROW, delegate=QuestionDelegate)
        px, theme = around.px, self.theme
        self.bank = Bank((), ())
        self._own: frozenset[str] = frozenset()
        self._worded: frozenset[str] = frozenset()
        self.change = Button(theme, _("Word it your way…"), "pencil-simple", kind="primary",
                             name="playbooks.questions.change")  # fmt: skip
        self.change.clicked.connect(self.edit)
        self.card = Card(theme)
        self._lines = QVBoxLayout(self.card)
        self._lines.setContentsMargins(px(16), px(12), px(16), px(14))
        self._lines.setSpacing(px(8))
        hint = _("The planner of a meeting offers the five to seven that fit; nobody is asked the same twice.")
        self.hint = Card(theme)
        told = QVBoxLayout(self.hint)
        told.setContentsMargins(px(16), px(12), px(16), px(14))
        told.addWidget(Wrapped(theme, hint, "small", "text2"))
        self.view.opened.connect(lambda _number: self.edit())
        self.lay_out((self.change, self.more_button()), (self.card,), (self.hint,))

    # Reading

    @property
    def shown(self) -> Question:
        """The question that is chosen."""
        return self.bank.find(self.key) or self.bank.questions[0]

    def reload(self) -> None:
        """Read the bank; stay with the question that is shown."""
        before = self.key
        self.bank = questions.bank(self.desk.read)
        own, worded = questions.hers(self.desk.read)
        self._own, self._worded = frozenset(own), frozenset(worded)
        self.model.show([TitleRow(each.id, _(each.text), self._below(each)) for each in self.bank.questions])
        self.stay(before)

    def _below(self, question: Question) -> str:
        mark = _("yours") if question.id in self._own else _("in your words") if question.id in self._worded else ""
        return " · ".join(part for part in (self.bank.theme_title(question.theme), mark) if part)

    def show_chosen(self) -> None:
        """Its words, for whom it is worded otherwise, and when it is not asked."""
        if not self.bank.questions:
            return
        question = self.shown
        self.name.setText(_(question.text))
        self.note.setText(self._below(question))
        empty(self._lines)
        worded = {_(AUDIENCES[each]): words for each, words in question.by_audience.items()}
        self._lines.addWidget(Label(self.theme, _("Worded for"), "strong"))
        if not worded:
            self._lines.addWidget(Wrapped(self.theme, _("Everybody is asked in the same words."), "body", "text2"))
        for whom, words in worded.items():
            self._lines.addWidget(Label(self.theme, whom, "small_medium", "text2", wrap=True))
            self._lines.addWidget(Wrapped(self.theme, _(words), "body", "text"))
        more = []
        if question.audiences:
            more.append(_("Asked of: {whom}.").format(whom=listed([_(AUDIENCES[each]) for each in question.audiences])))
        if question.not_for:
            kinds = listed([_(MEETINGS[each].title) for each in question.not_for if each in MEETINGS])
            more.append(_("Not asked in: {kinds}.").format(kinds=kinds))
        if question.closing:
            more.append(_("It closes a talk."))
        self.more_words.setText(" ".join(more))
        self.more_words.setVisible(bool(more))

    def first(self) -> QWidget:
        """The button that changes it."""
        return self.change

    # Changing

    def new(self) -> None:
        """One of her own."""
        QuestionDialog(self.around, "", "", self.came).open_at()

    def edit(self) -> None:
        """Other words."""
        QuestionDialog(self.around, self.shown.id, _(self.shown.text), self.came).open_at()

    def remove(self) -> None:
        """Remove one of hers; one that came along is worded as it came."""
        from mrtnet.edits.own_questions import remove_question

        self.desk.do(remove_question, self.shown.id, on_trouble=self.tell)

    def fill(self, menu: QMenu) -> None:
        """Words, files, away."""
        menu.addAction(_("Word it your way…"), self.edit)
        if self._own:
            menu.addAction(_("Save your own questions as a file…"), lambda: self.ask_place(
                _("Save your questions"), "questions", _("Questions (*.toml)"), self.save_file))  # fmt: skip
        menu.addAction(_("Open a file…"), self.ask_file_of_this)
        if self.shown.id in self._own:
            menu.addAction(_("Remove"), self.remove)
        elif self.shown.id in self._worded:
            menu.addAction(_("Back to how it came"), self.remove)

    def ask_file_of_this(self) -> None:
        """Take questions in from a file."""
        self.ask_file(_("Open questions"), _("Questions (*.toml)"))

    def open_file(self, path: Path) -> None:
        """Take them in; a sentence for what holds none."""
        from mrtnet.edits.own_questions import take_in

        text = self.text_of(path)
        if text is not None:
            self.desk.do(take_in, text, path.name, on_trouble=self.tell)

    def save_file(self, path: Path) -> None:
        """Write those of her own, to share."""
        own, _worded = questions.hers(self.desk.read)
        self.write(path, dump_questions(Theme(OWN_THEME, _("My own")), own.values()))


class QuestionDialog(SmallDialog):
    """The words of a question; without a key, of a new one."""

    def __init__(self, around: Around, key: str, text: str, came: Callable[[str], None]) -> None:
        title = _("Word it your way") if key else _("New question")
        super().__init__(around, "bank_question", title, _("Save"))
        self._key, self._came = key, came
        px = around.px
        self.text = Text(self.theme, name="bank_question.text", says=_("Question"))
        self.text.put(text)
        self.text.touched.connect(self._hint)
        frame = Framed(self.theme, self.text)
        frame.setFixedHeight(px(96))
        self.hint = Label(self.theme, "", "small", "amber", wrap=True)
        self.hint.hide()
        self.column.addWidget(Label(self.theme, title, "strong"))
        self.column.addWidget(frame)
        self.column.addWidget(self.hint)
        original = built_in().find(key)
        if original is not None and _(original.text) != text:
            came_with = _("It came as: {text}").format(text=_(original.text))
            self.column.addWidget(Wrapped(self.theme, came_with, "small", "text2"))
        self.setMinimumWidth(px(WIDTH))
        self.text.setFocus()

    def _hint(self) -> None:
        self.hint.setText(better_not(self.text.toPlainText()))
        self.hint.setVisible(bool(self.hint.text()))

    def finish(self) -> bool:
        """Keep it; closed when the book has it."""
        from mrtnet.edits.own_questions import add_question, word_question

        text = self.text.toPlainText()
        if self._key:
            self.desk.do(word_question, self._key, text, on_trouble=self.tell, on_done=lambda _none: self.accept())
        else:
            self.desk.do(add_question, text, on_trouble=self.tell, on_done=self._added)
        return False

    def _added(self, key: str) -> None:
        self.accept()
        self._came(key)
