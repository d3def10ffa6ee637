"""Beside the network map: the field that finds, what its lines mean, and what is worth knowing."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.when import say_when
from mrtnet.ui.around import Around
from mrtnet.ui.pages.network_reading import Network
from mrtnet.ui.pages.network_way import WayPanel
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Card, Field, Label
from mrtnet.words import _


class FindField(Field):
    """`moved(1)` on Enter: to the next one; Down goes to the map; Escape clears."""

    moved = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that leave the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.moved.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Down or (event.key() == Qt.Key.Key_Escape and not self.text()):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)


class Sample(QWidget):
    """A piece of a line, as the map has it."""

    def __init__(self, theme: Theme, token: str, width: float, *, dashed: bool = False) -> None:
        super().__init__()
        self.theme, self._token, self._width, self._dashed = theme, token, width, dashed
        self._size()
        theme.changed.connect(self._size)

    def _size(self) -> None:
        self.setFixedSize(QSize(self.theme.px(34), self.theme.px(20)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.theme.color(self._token), self._width * self.theme.scale)
        if self._dashed:
            pen.setDashPattern([3.0, 2.5])
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))


class NetworkAside(QWidget):
    """The cards. `field` is what she types into, `way` what it led to."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        theme, px = around.theme, around.px
        self.field = FindField(theme, _("Employer or person…"), "magnifying-glass",
                              hint=around.commands.key_of("filter"), name="network.find")  # fmt: skip
        self.answer = Label(theme, "", "body", "text2", wrap=True, name="network.answer")
        self.answer.hide()
        self.way = WayPanel(around)
        self.finding = self._card(_("Find a way to"), self.field, self.answer, self.way)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        for sample, words in (
            (Sample(theme, "border_btn", 1.5), _("you know each other")),
            (Sample(theme, "text3", 1.5, dashed=True), _("they know each other")),
            (Sample(theme, "accent", 3), _("shortest way")),
        ):
            row = QHBoxLayout()
            row.setSpacing(px(9))
            row.addWidget(sample)
            row.addWidget(Label(theme, words, "body", "text2", wrap=True), 1)
            column.addLayout(row)
        self.legend = self._card(_("Lines"), lines)
        self.fact = Label(theme, "", "body", "text2", wrap=True, name="network.fact")
        self.facts = self._card(_("Worth knowing"), self.fact)
        self.part = Label(theme, "", "small", "text3", wrap=True, name="network.part")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px(14))
        for card in (self.finding, self.legend, self.facts, self.part):
            outer.addWidget(card)
        outer.addStretch(1)

    def _card(self, title: str, *inside: QWidget) -> Card:
        px, card = self.around.px, Card(self.around.theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(px(16), px(13), px(16), px(14))
        column.setSpacing(px(9))
        column.addWidget(Label(self.around.theme, title, "strong"))
        for widget in inside:
            column.addWidget(widget)
        return card

    def show_network(self, network: Network) -> None:
        """Say what is worth knowing about these, and if they are not all."""
        people = network.scene.people
        said: list[str] = []
        for bridge in network.bridges[:1]:
            dot = people[bridge.person_id]
            said.append(
                _("{name} connects {one} and {other}.").format(
                    name=dot.short or dot.name, one=bridge.one, other=bridge.other
                )
            )
            if dot.last_contact is not None:
                when = say_when(dot.last_contact, self.around.desk.today)
                said.append(_("You were last in touch: {when}.").format(when=when))
        self.fact.setText(" ".join(said))
        self.facts.setVisible(bool(said))
        left = network.total - len(network.people)
        self.part.setVisible(left > 0)
        self.part.setText(
            _("The map shows the {n} people you were in touch with last; {left} more are in People.").format(
                n=f"{len(network.people):,}", left=f"{left:,}"
            )
        )

    def say_found(self, names: Sequence[str], asked: str) -> None:
        """How many are found, and who."""
        self.answer.setVisible(bool(asked))
        if not names:
            self.answer.setText(_("Nobody on the map fits “{asked}”.").format(asked=asked))
        elif len(names) == 1:
            self.answer.setText(names[0])
        else:
            first = ", ".join(names[:3])
            rest = _(" and {n} more").format(n=f"{len(names) - 3:,}") if len(names) > 3 else ""
            self.answer.setText(first + rest)
