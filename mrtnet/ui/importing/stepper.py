"""Where she is among the four steps: numbers, what is done ticked, the current one in bold."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mrtnet.ui.painting import CENTER, Row, fill, line, symbol, text_width
from mrtnet.ui.theme import Theme
from mrtnet.words import _, later

TITLES = (later("Choose file"), later("Match columns"), later("Look at duplicates"), later("Preview and import"))
DISC, GAP, DASH = 22, 9, 34  # design px


class Stepper(QWidget):
    """The steps in a line; where there is no room, the current one alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.current = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setObjectName("import.steps")
        theme.changed.connect(self.updateGeometry)
        self.show_step(0)

    def show_step(self, current: int) -> None:
        """She is at this step."""
        self.current = current
        self.setAccessibleName(_("Step {n} of {all}: {title}").format(
            n=current + 1, all=len(TITLES), title=_(TITLES[current])))  # fmt: skip
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(self.theme.px(200), self.theme.px(DISC + 8))

    def minimumSizeHint(self) -> QSize:
        """One line, narrow."""
        return QSize(self.theme.px(80), self.theme.px(DISC + 8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Discs, titles, dashes between them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        place = Row(self.rect(), self.layoutDirection())
        px = self.theme.px
        widths = [self._width(number) for number in range(len(TITLES))]
        if sum(widths) + (len(TITLES) - 1) * px(DASH) > self.width():
            self._step(painter, place, 0, self.current)
            return
        x = 0
        for number, width in enumerate(widths):
            self._step(painter, place, x, number)
            x += width
            if number < len(TITLES) - 1:
                dash = place.at(x, self.height() // 2, px(DASH) - px(12), 1)
                fill(painter, self.theme, dash, "border_btn")
                x += px(DASH)

    def _role(self, number: int) -> str:
        return "strong" if number == self.current else "body"

    def _width(self, number: int) -> int:
        px = self.theme.px
        return px(DISC + GAP) + text_width(self.theme, self._role(number), _(TITLES[number])) + px(14)

    def _step(self, painter: QPainter, place: Row, x: int, number: int) -> None:
        px, theme = self.theme.px, self.theme
        top = (self.height() - px(DISC)) // 2
        disc = place.at(x, top, px(DISC), px(DISC))
        done, ahead = number < self.current, number > self.current
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("grey_tint" if ahead else "accent"))
        painter.drawEllipse(disc)
        if done:
            symbol(painter, theme, disc, "check", 13, "on_accent")
        else:
            line(painter, theme, disc, "small_strong", "text2" if ahead else "on_accent", str(number + 1), CENTER)
        words = place.at(x + px(DISC + GAP), 0, self._width(number) - px(DISC + GAP), self.height())
        line(painter, theme, words, self._role(number), "text2" if ahead else "text", _(TITLES[number]))
