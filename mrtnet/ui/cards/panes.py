"""The parts of the cards page beside list and fields: what is said above, the picture with its buttons, the foot."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui.around import Around
from mrtnet.ui.cards.picture import STEP, PictureView
from mrtnet.ui.cards.reading import can_read_text
from mrtnet.ui.widgets.basic import Bar, Button, Card, Label, Symbol
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _


class Notice(Card):
    """How to get the part that reads text, where it is missing."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "amber_tint")
        px = around.px
        line = QHBoxLayout(self)
        line.setContentsMargins(px(12), px(8), px(12), px(8))
        line.addWidget(Symbol(self.theme, "info", "amber", size=18))
        words = _(
            "The text of cards is not read here, only QR codes: install the part that reads it with"
            " pip install 'mrtnet[cards]'. Until then, type beside the picture."
        )
        line.addWidget(Label(self.theme, words, "small", wrap=True, name="cards.notice"), 1)
        if can_read_text():
            self.hide()


class ForAll(QWidget):
    """Where all these people were met, and what follows."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        px = around.px
        self.met_at = Choice("cards.event", _("Where you met them"), least=8)
        self.follows = Choice("cards.playbook", _("What follows"), least=8)
        flow = Flow(px(10))
        self.setLayout(flow)
        for words, box in ((_("Met at"), self.met_at), (_("Then"), self.follows)):
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(px(6))
            line.addWidget(Label(around.theme, words, "small", "text2"))
            line.addWidget(box)
            flow.addWidget(part)
        self.fit(narrow=False)

    def fit(self, *, narrow: bool) -> None:
        """Both in one line where it is narrow, whole names of events where it is not."""
        for box, letters in ((self.met_at, 32), (self.follows, 20)):
            box.setMinimumContentsLength(15 if narrow else letters)


LEAST = 240  # design px: of the picture and its buttons, these without words


class Middle(Card):
    """The picture, and what can be done with it."""

    def __init__(self, around: Around) -> None:
        px, theme = around.px, around.theme
        super().__init__(theme)
        self.picture = PictureView(theme)
        buttons = self._buttons = QHBoxLayout()
        buttons.setSpacing(px(4))
        ways = (
            ("arrow-counter-clockwise", _("Turn left"), "left", lambda: self.picture.turn(-90)),
            ("arrow-clockwise", _("Turn right"), "right", lambda: self.picture.turn(90)),
            ("magnifying-glass-minus", _("Smaller"), "smaller", lambda: self.picture.magnify(1 / STEP)),
            ("magnifying-glass-plus", _("Larger"), "larger", lambda: self.picture.magnify(STEP)),
        )
        for icon, says, name, run in ways:
            button = Button(theme, "", icon, kind="ghost", small=True, says=says, name=f"cards.{name}")
            button.clicked.connect(run)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.again = Button(theme, _("Read again"), "arrows-clockwise", kind="ghost", small=True, name="cards.again")
        self.away = Button(theme, _("Leave out"), "minus-circle", kind="ghost", small=True, name="cards.away")
        buttons.addWidget(self.again)
        buttons.addWidget(self.away)
        box = QVBoxLayout(self)
        box.setContentsMargins(px(8), px(8), px(8), px(6))
        box.setSpacing(px(6))
        box.addWidget(self.picture, 1)
        box.addLayout(buttons)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the picture may be: the buttons have less to say then."""
        return QSize(self.theme.px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Words on the buttons only where there is room."""
        words = (self.again, self.away)
        for button in words:
            button.shrink(False)
        tight = self._buttons.sizeHint().width() + self.theme.px(16) > self.width()
        for button in words:
            button.shrink(tight)


class Foot(QWidget):
    """How far the reading is, what is still asked, and the saving."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        px, theme = around.px, around.theme
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(10))
        self.bar = Bar(theme)
        self.bar.setFixedWidth(px(120))
        self.how_far = Label(theme, "", "small", "text2", name="cards.how_far")
        self.stop = Button(theme, _("Stop"), "x", small=True, name="cards.stop")
        self.rest = Button(theme, "", "arrows-clockwise", small=True, name="cards.rest")
        for widget in (self.bar, self.how_far, self.stop, self.rest):
            line.addWidget(widget)
        line.addStretch(1)
        self.left_words = Label(theme, "", "small", "text2", wrap=True, name="cards.left")
        line.addWidget(self.left_words)
        self.save_button = Button(theme, "", "check", kind="primary", hint="Ctrl+Enter", name="cards.save")
        line.addWidget(self.save_button)
