"""The fields of one card: what was read, to be corrected; those to look at say so in words and colour."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.arrivals import Candidate
from mrtnet.domain.card_form import ALWAYS, FIELDS
from mrtnet.ui.cards.pile import Answer, Pictured
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Chip, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _

HINTS = {"name": "Rosa Delgado-Ruiz", "credentials": "RHIT, CCS", "URL 1": "linkedin.com/in/…"}


class CardField(Field):
    """One field. `came` when the keyboard is in it; a picture pasted here is for the page."""

    came = Signal(str)
    finished = Signal()
    """Enter."""

    def __init__(self, theme: Theme, key: str, paste: Callable[[], bool]) -> None:
        super().__init__(theme, HINTS.get(key, ""), name=f"cards.{key.lower().replace(' ', '_')}")
        self.key, self._paste = key, paste
        self.setAccessibleName(_(FIELDS[key]))
        self.setMaxLength(20_000)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell where the keyboard is."""
        super().focusInEvent(event)
        self.came.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next card; a copied picture is no text."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.finished.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and _is_picture() and self._paste():
            event.accept()
        else:
            super().keyPressEvent(event)


def _is_picture() -> bool:
    mime = QGuiApplication.clipboard().mimeData()
    return mime is not None and mime.hasImage() and not mime.hasText()


class Block(QWidget):
    """A field with its title, and the word that asks her to look."""

    def __init__(self, theme: Theme, key: str, paste: Callable[[], bool]) -> None:
        super().__init__()
        self.key = key
        self.field = CardField(theme, key, paste)
        self.check = Chip(theme, _("Please check"), "amber", "warning")
        self.check.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        head = QHBoxLayout()
        head.addWidget(Label(theme, _(FIELDS[key]), "small", "text2"))
        head.addStretch(1)
        head.addWidget(self.check)
        column.addLayout(head)
        column.addWidget(self.field)

    def mark(self, unsure: bool) -> None:
        """Whether she should look at it."""
        self.check.setVisible(unsure)
        self.field.setAccessibleDescription(_("Not read for sure: please check") if unsure else "")


class FieldsPane(QWidget):
    """The form of one card: a question above it if she may be on file, the fields, and what to do with the card."""

    edited = Signal(str)
    """A field was typed into; its key."""
    went_on = Signal()
    """Enter: this card is done."""
    stood_in = Signal(str)
    """The keyboard is in the field of this key."""
    answered = Signal(str)
    """She said who it is: an Answer."""

    def __init__(self, theme: Theme, paste: Callable[[], bool]) -> None:
        super().__init__()
        self.theme = theme
        px = theme.px
        self.blocks = {key: Block(theme, key, paste) for key in FIELDS}
        self.said = Label(theme, "", "small", "text2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(12), px(14), px(14))
        column.setSpacing(px(8))
        column.addWidget(self._make_question())
        column.addWidget(self.said)
        for block in self.blocks.values():
            column.addWidget(block)
            block.field.textEdited.connect(lambda _text, key=block.key: self.edited.emit(key))
            block.field.came.connect(self.stood_in)
            block.field.finished.connect(self.went_on)
        column.addStretch(1)

    def _make_question(self) -> QWidget:
        theme, px = self.theme, self.theme.px
        self.question = Card(theme, "amber_tint")
        self.asks = Label(theme, "", "medium", wrap=True)
        self.why = Label(theme, "", "small", "text2", wrap=True)
        self.merge = Button(theme, "", "git-merge", small=True, hint="Alt+M", name="cards.merge")
        self.keep = Button(theme, _("Somebody new"), "user-plus", small=True, hint="Alt+K", name="cards.keep")
        for button, answer in ((self.merge, "merge"), (self.keep, "keep")):
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, answer=answer: self.answered.emit(answer))
        ways = QWidget()
        flow = Flow(px(6))
        ways.setLayout(flow)
        flow.addWidget(self.merge)
        flow.addWidget(self.keep)
        box = QVBoxLayout(self.question)
        box.setContentsMargins(px(12), px(10), px(12), px(10))
        box.setSpacing(px(4))
        for widget in (self.asks, self.why, ways):
            box.addWidget(widget)
        return self.question

    def show_card(self, card: Pictured) -> None:
        """All of this card, anew."""
        for key, block in self.blocks.items():
            text = card.texts.get(key, "")
            if block.field.text() != text:
                block.field.setText(text)
                block.field.setCursorPosition(0)
            block.setVisible(key in ALWAYS or bool(text))
        self.show_state(card)

    def show_state(self, card: Pictured) -> None:
        """What is said about it: the texts stay."""
        for key, block in self.blocks.items():
            block.mark(key in card.unsure)
        self.said.setText(card.said)
        self.said.setVisible(bool(card.said) and card.is_blank)
        who = card.candidate
        self.question.setVisible(who is not None and card.arrival is not None)
        if who is not None and card.arrival is not None:
            self._ask(who, card.arrival.sort == "same" and not card.arrival.adds, card.answer)

    def _ask(self, who: Candidate, same: bool, answer: Answer) -> None:
        told = _("{name} is on file.") if who.person_id is not None else _("{name} is on another of these cards.")
        self.question.tint = "blue_tint" if same or answer else "amber_tint"
        self.question.update()
        maybe = _("Is this {name}?") if who.person_id is not None else _("Is this {name}, of another of these cards?")
        self.asks.setText((told if same else maybe).format(name=who.name))
        self.why.setText(" · ".join((*who.reasons, *who.against)))
        self.why.setVisible(bool(who.reasons or who.against))
        self.merge.say(_("Add to {name}").format(name=who.name.split(" ")[0]))
        chosen = answer or ("merge" if same else "")
        self.merge.setChecked(chosen == "merge")
        self.keep.setChecked(chosen == "keep")

    def texts(self) -> dict[str, str]:
        """What stands in the fields."""
        return {key: text for key, block in self.blocks.items() if (text := block.field.text()).strip()}

    def first(self) -> CardField:
        """Where typing begins: the first field to look at, else the name."""
        for block in self.blocks.values():
            if not block.isHidden() and not block.check.isHidden():
                return block.field
        return self.blocks["name"].field
