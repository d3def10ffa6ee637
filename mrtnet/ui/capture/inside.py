"""What the capture window holds: the event, the card, the line below it, the buttons, and who was saved last."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mrtnet.ui.capture.form import CardForm, Source
from mrtnet.ui.capture.parts import EventHead, JustLogged, Line
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Divider, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _


class Inside(QScrollArea):
    """All of it, laid out; it scrolls where the screen is too low. Tab goes through it as it stands."""

    def __init__(self, theme: Theme, source: Source) -> None:
        super().__init__()
        self.theme = theme
        self.head = EventHead(theme)
        self.form = CardForm(theme, source)
        self.line = Line(theme)
        self.logged = JustLogged(theme)
        self.save_next = Button(
            theme, _("Save and next"), "arrow-elbow-down-left", kind="primary", hint=_("Enter"), name="capture.save"
        )
        self.save_close = Button(theme, _("Save and close"), hint=_("Ctrl+Enter"), name="capture.close")
        inner = QWidget()
        column = self._whole = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.head, self.form, self.line, self._make_buttons(), Divider(theme, "divider")):
            column.addWidget(widget)
        column.addWidget(self.logged, 1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        last = self.form.order_tabs(self.head)
        for one, other in pairwise((last, self.line.open, self.line.same, self.save_next, self.save_close)):
            QWidget.setTabOrder(one, other)
        self.paint_ground()
        self.lay_out(narrow=False)

    def put_below(self, guard: QWidget) -> None:
        """The note guard, between the card and what is said of it."""
        guard.setContentsMargins(self.theme.px(20), 0, self.theme.px(20), 0)
        self._whole.insertWidget(self._whole.indexOf(self.line), guard)

    def _make_buttons(self) -> QWidget:
        px = self.theme.px
        self._note = Label(self.theme, _("People only. Never patient details."), "small", "text3", wrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box, self._buttons, flow = QWidget(), QWidget(), Flow(px(3))
        for button in (self.save_next, self.save_close):
            flow.addWidget(button)
        self._buttons.setLayout(flow)
        row = QHBoxLayout(box)
        row.setContentsMargins(px(17), px(8), px(20), px(8))
        row.setSpacing(px(3))
        row.addWidget(self._buttons, 1)
        row.addWidget(self._note, 1)
        return box

    def lay_out(self, *, narrow: bool) -> None:
        """Fields one below the other, and no words beside the buttons, where there is no room."""
        self.form.lay_out(narrow=narrow)
        self._note.setVisible(not narrow)
        for button, key in ((self.save_next, _("Enter")), (self.save_close, _("Ctrl+Enter"))):
            button.setProperty("hint", "" if narrow else key)
            button.updateGeometry()
        self._buttons.setMinimumWidth(0 if narrow else self._buttons.sizeHint().width())

    def paint_ground(self) -> None:
        """In the colours of now."""
        self.setPalette(self.theme.palette(Window="raised"))

    def whole_height(self) -> int:
        """With everything that can still come up: the line, and the last three saved."""
        px = self.theme.px
        rows = JustLogged.MOST - len(self.logged.rows)
        coming = (px(44) if self.line.isHidden() else 0) + rows * px(36) + (0 if self.logged.rows else px(20))
        inner = self.widget()
        return (inner.sizeHint().height() if inner is not None else 0) + coming
