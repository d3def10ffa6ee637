"""What the capture window holds: the event, the card, the line below it, the buttons, and who was saved last."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mrtnet.ui.capture.form import CardForm, Source
from mrtnet.ui.capture.parts import LINE, EventHead, JustLogged, Line
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Divider, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _


class Inside(QWidget):
    """All of it, laid out. Where it is too low for that it scrolls, and line and buttons stay in sight below.

    Tab goes through it as it stands.
    """

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
        self._foot, self._divider = self._make_buttons(), Divider(theme, "divider")
        self._low = False
        for widget in (self.head, self.form, self.line, self._foot, self._divider):
            column.addWidget(widget)
        column.addWidget(self.logged, 1)
        self._area = scrolling(inner)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._area, 1)
        last = self.form.order_tabs(self.head)
        for one, other in pairwise((last, self.line.open, self.line.same, self.save_next, self.save_close)):
            QWidget.setTabOrder(one, other)
        self.paint_ground()
        self.lay_out(narrow=False)

    def put_below(self, guard: QWidget) -> None:
        """The note guard, between the card and what is said of it."""
        guard.setContentsMargins(self.theme.px(20), 0, self.theme.px(20), 0)
        self._whole.insertWidget(self._whole.indexOf(self.form) + 1, guard)

    def _make_buttons(self) -> QWidget:
        px = self.theme.px
        self._note = Label(self.theme, _("People only. Never patient details."), "small", "text3", wrap=True)
        self._note.setContentsMargins(px(1), 0, 0, 0)
        box, self._buttons, flow = QWidget(), QWidget(), Flow(px(3))
        for button in (self.save_next, self.save_close):
            flow.addWidget(button)
        self._buttons.setLayout(flow)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        row.setContentsMargins(px(19), px(8), px(20), px(8))
        row.setSpacing(px(3))
        row.addWidget(self._buttons, 1)
        row.addWidget(self._note, 1)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room."""
        super().resizeEvent(event)
        self._place_note()
        self._keep_in_sight()

    def _place_note(self) -> None:
        """The note about patients beside the buttons where it has room in two lines, else below them."""
        words = self.theme.metrics("small").horizontalAdvance(self._note.text())
        beside = self.width() - self._buttons.sizeHint().width() - self.theme.px(60) > words * 0.6
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        side = Qt.AlignmentFlag.AlignTrailing if beside else Qt.AlignmentFlag.AlignLeading
        self._note.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def _keep_in_sight(self) -> None:
        """Line and buttons, out of what scrolls where it is too low."""
        above = self.head.sizeHint().height() + self.form.sizeHint().height() + self.theme.px(LINE)
        low = above + self._foot.sizeHint().height() > self.height()
        if low != self._low:
            self._low = low
            for part in (self.line, self._foot):
                if low:
                    self._outer.addWidget(part)
                else:
                    self._whole.insertWidget(self._whole.indexOf(self._divider), part)

    def show_field(self, field: QWidget | None) -> None:
        """Scroll to it, where it scrolls."""
        if field is not None and self._area.isAncestorOf(field):
            for layout in (self._outer, self._whole):  # what has just come up counts
                layout.activate()
            self._area.ensureWidgetVisible(field, 0, self.theme.px(40))

    def lay_out(self, *, narrow: bool) -> None:
        """Fields one below the other, and no keys on the buttons, where there is no room."""
        self.form.lay_out(narrow=narrow)
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
        coming = (px(LINE) if self.line.isHidden() else 0) + rows * px(36) + (0 if self.logged.rows else px(20))
        below = self._foot.sizeHint().height() if self._low else 0
        return self._whole.sizeHint().height() + below + coming
