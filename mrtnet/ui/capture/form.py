"""The fields of one card as they stand in the capture window: laid out, filled, read, tidied when they are left."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.forms import LINE, PersonForm
from mrtnet.domain.when import say_when
from mrtnet.trouble import Trouble
from mrtnet.ui.capture.card import Card, Ways, beside, filled, form_of, job_of, pasted, spread
from mrtnet.ui.capture.fields import CardField, CompletingField, NameField
from mrtnet.ui.capture.first_step import NOTHING, First
from mrtnet.ui.capture.parts import StepLine, step_words
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Chip, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _

RANKS = ("A", "B", "C")


class Source(NamedTuple):
    """What the fields ask the book: how to read, what is known, and the step that saving a form would set."""

    ways: Callable[[], Ways]
    employers: Callable[[str], Sequence[str]]
    tags: Callable[[str], Sequence[str]]
    first: Callable[[PersonForm], First]


class CardForm(QWidget):
    """The card being typed.

    `typed` at every change, `left` when a field is left and tidied, `several(cards)` when more people than one were
    pasted: the first stands in the fields, these follow.
    """

    typed = Signal()
    left = Signal()
    wants_back = Signal()
    several = Signal(object)

    def __init__(self, theme: Theme, source: Source) -> None:
        super().__init__()
        self.theme, self._source = theme, source
        self._card = Card()
        self._showing = False
        self.first: First = NOTHING
        """The step that saving would set now."""
        self._step_for: tuple[object, ...] = ()
        self._make_fields()
        self._make_blocks()
        self.lay_out(narrow=False)
        self._connect()

    # The card

    def card(self) -> Card:
        """What is typed now."""
        return self._card._replace(
            name=self.name.text(),
            marks=self.name.marks,
            works_at=self.works_at.text(),
            talked=self.talked.text(),
            reach=self.reach.text(),
            tags=self.tags.text(),
            step=self.step.field.text(),
        )

    def read(self) -> Card:
        """The card with its name read as a quick line."""
        return spread(self.card(), self._source.ways())

    def show_card(self, card: Card) -> None:
        """Show this card in the fields."""
        self._showing = True
        self._card = card
        self.name.put(card.name)
        self.name.show_marks(card.marks)
        for field, text in ((self.works_at, card.works_at), (self.talked, card.talked),
                            (self.reach, card.reach), (self.tags, card.tags)):  # fmt: skip
            if field.text() != text:
                field.put(text)
        self.step.put(card.step)
        self._showing = False
        self._show_rank()
        self._show_beside()
        self.show_step()

    def take(self, text: str) -> bool:
        """A pasted signature, vCard or profile link fills the card; False for text that belongs into one field."""
        cards = pasted(text, self._source.ways())
        if not cards:
            return False
        self.show_card(filled(self.card(), cards[0]))
        if len(cards) > 1:
            self.several.emit(cards[1:])
        self.typed.emit()
        return True

    def set_rank(self, rank: str, *_checked: object) -> None:
        """Rank the person A, B or C; B is what counts without."""
        self._card = self._card._replace(rank="" if rank == "B" else rank)
        self._show_rank()
        self._typed()

    def say_step(self, kind: str = "", day: str = "") -> None:
        """Another kind or day of the next step, as chosen from a menu; the words stand in the field."""
        when = day or (self.first.due.isoformat() if self.first.due and self.step.field.text() else "")
        words = " ".join(part for part in (kind or self.first.kind, when) if part)
        self.step.put("none" if kind == "none" else words)
        self._typed()

    def show_step(self, *, anew: bool = False) -> None:
        """Show the step that saving would set. Most keys change nothing of it, so it is worked out only if it may."""
        if self._showing or not self.isVisible():
            return
        ways, card = self._source.ways(), self.card()._replace(as_is=True)
        depends = (ways.today, card.reach, card.step, card.rank, bool(card.name), repr(card.more))
        if depends == self._step_for and not anew:
            return
        self._step_for = depends
        named = card._replace(name=card.name.strip() or "X")
        try:
            planned = self._source.first(form_of(named._replace(step=""), ways))
            self.first = self._source.first(form_of(named, ways, planned.kind))
        except Trouble as wrong:
            self.step.show_step(self.first, "circle-dashed", "", str(wrong))
            return
        step = self.first
        day = say_when(step.due, ways.today) if step.due else ""
        if step.at is not None:
            day = step_words(step, ways.today).rpartition(" · ")[2]
        over = _("That day is over.") if step.due is not None and step.due < ways.today else ""
        self.step.show_step(step, kinds.kind("follow-up", step.kind).icon, day, over)

    # Building

    def _make_fields(self) -> None:
        theme, optional = self.theme, _("Optional")
        self.name = NameField(theme, _("Name and credentials"), self.take, "capture.name")
        self.works_at = CompletingField(theme, _("Works at"), self.take, self._source.employers,
                                        placeholder=optional, icon="buildings", name="capture.works_at")  # fmt: skip
        self.talked = CardField(theme, _("You talked about"), self.take, optional, name="capture.talked")
        self.reach = CardField(theme, _("Email, phone or link"), self.take, optional, "envelope-simple",
                               "capture.reach")  # fmt: skip
        self.tags = CompletingField(theme, _("Tags"), self.take, self._source.tags, several=True,
                                    placeholder=optional, icon="tag", name="capture.tags")  # fmt: skip
        self.step = StepLine(theme)
        self._ranks = [self._rank_chip(rank) for rank in RANKS]
        self._rank_hint = Label(theme, "Alt+A B C", "small", "text3")
        self._beside = QWidget()
        self._beside_row = Flow(theme.px(6))
        self._beside.setLayout(self._beside_row)

    def _make_blocks(self) -> None:
        px, theme = self.theme.px, self.theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(px(20), px(16), px(20), px(12))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(5))
        ranks = QHBoxLayout()
        ranks.setSpacing(px(4))
        for widget in (Label(theme, _("Rank"), "small", "text3"), *self._ranks, self._rank_hint):
            ranks.addWidget(widget)
        same = Label(theme, _("{key} same as before").format(key="Ctrl+D"), "small", "text3")
        self._blocks = [
            self._block(_("Name and credentials"), self.name, ranks),
            self._block(_("Works at"), self.works_at, same),
            self._block(_("You talked about"), self.talked),
            self._block(_("Email, phone or link"), self.reach),
            self._block(_("Tags"), self.tags),
        ]

    def _block(self, title: str, field: QWidget, end: QWidget | QHBoxLayout | None = None) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, self.theme.px(6))
        column.setSpacing(self.theme.px(5))
        head = QHBoxLayout()
        label = Label(self.theme, title, "small_medium", "text2")
        label.setBuddy(field)
        head.addWidget(label)
        head.addStretch(1)
        if isinstance(end, QWidget):
            head.addWidget(end)
        elif end is not None:
            head.addLayout(end)
        column.addLayout(head)
        column.addWidget(field)
        return block

    def _rank_chip(self, rank: str) -> Chip:
        chip = Chip(self.theme, rank, name=f"capture.rank.{rank.lower()}", choose=True)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setAccessibleName(_("Rank {rank}").format(rank=rank))
        chip.clicked.connect(partial(self.set_rank, rank))
        return chip

    def lay_out(self, *, narrow: bool) -> None:
        """Two columns of fields, or one where there is no room."""
        for block in [*self._blocks, self.step, self._beside]:
            self._grid.removeWidget(block)
        wide = ((0, 0, 2), (1, 0, 1), (1, 1, 1), (2, 0, 1), (2, 1, 1))
        places = tuple((row, 0, 2) for row in range(5)) if narrow else wide
        for block, (row, column, span) in zip(self._blocks, places, strict=True):
            self._grid.addWidget(block, row, column, 1, span)
        self._grid.addWidget(self._beside, 5, 0, 1, 2)
        self._grid.addWidget(self.step, 6, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._rank_hint.setVisible(not narrow)

    def order_tabs(self, after: QWidget) -> QWidget:
        """Tab goes through the fields as they stand, coming from `after`; returns the last one."""
        order = (after, self.name, self.works_at, self.talked, self.reach, self.tags, self.step.field, self.step.kind,
                 self.step.day)  # fmt: skip
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
        return self.step.day

    def _connect(self) -> None:
        for field in (self.name, self.works_at, self.talked, self.reach, self.tags):
            field.textChanged.connect(lambda _text: self._typed())
            field.wants_back.connect(self.wants_back)
        self.name.left.connect(self._left_name)
        self.name.mark_taken_back.connect(self._name_stays)
        self.works_at.left.connect(self._left_employer)
        for field in (self.talked, self.reach, self.tags):
            field.left.connect(self.left)
        self.step.changed.connect(self._typed)

    # Typing

    def _typed(self) -> None:
        if self._showing:
            return
        if not self.name.text() and self._card.as_is:
            self._card = self._card._replace(as_is=False)
        self.show_step()
        self.typed.emit()

    def _left_name(self) -> None:
        """Marks become chips; a whole quick line goes to its fields."""
        read = self.read()
        if read != self.card():
            self.show_card(read)
        self.left.emit()

    def _name_stays(self) -> None:
        self._card = self._card._replace(as_is=True, parts={})

    def _left_employer(self) -> None:
        """The stored spelling takes the place of the typed one."""
        text = self.works_at.text().strip()
        if text and len(text) <= LINE:
            job = job_of(text, self._source.ways().known)
            said = f"{job.title} @ {job.organization}" if job.title else job.organization
            if said and said != self.works_at.text():
                self.works_at.put(said)
        self.left.emit()

    def _show_rank(self) -> None:
        for chip, rank in zip(self._ranks, RANKS, strict=True):
            chip.setChecked((self._card.rank or "B") == rank)

    def _show_beside(self) -> None:
        self._beside_row.clear()
        for words in beside(self._card):
            self._beside_row.addWidget(Chip(self.theme, words[:80], "grey", "info"))
        self._beside.setVisible(self._beside_row.count() > 0)
