"""Parts of the weekly review: a line of its steps, a choice with its key, the contacts of the last months."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QLocale, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.rows import PersonRow
from mrtnet.ui.around import Around
from mrtnet.ui.painting import CENTER, Row, card, focus_line, line, own_way, symbol, text_width
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Avatar, Card, Chip, Divider, NameLine, key_cap, tip
from mrtnet.ui.widgets.keyboard import enter_clicks
from mrtnet.words import _

STEP = 52  # design px of a step's line
SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


class Tag(NamedTuple):
    """A chip: its words, colour and icon."""

    words: str
    token: str
    icon: str


class _Painted(QAbstractButton):
    """A button that is painted; Enter clicks, Left and Right are the page's."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter clicks."""
        if event.key() in SIDEWAYS:
            event.ignore()
        elif not enter_clicks(self, event):
            super().keyPressEvent(event)

    def shows_focus(self) -> bool:
        """Whether the line round it is drawn."""
        return self.hasFocus() and self.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


class StepLine(_Painted):
    """One step: whether it is done, its title, and how far it is."""

    def __init__(self, theme: Theme, title: str, name: str) -> None:
        super().__init__(theme, name)
        self._title, self._below, self._state = title, "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, below: str, state: str) -> None:
        """`state` is "done", "here" or ""."""
        self._below, self._state = below, state
        told = {"done": _("done"), "here": _("now")}.get(state, "")
        self.setAccessibleName(", ".join(part for part in (self._title, below, told) if part))
        self.setToolTip(tip(f"{self._title}: {below}"))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for both lines."""
        return QSize(self.theme.px(238), self.theme.px(STEP))

    def minimumSizeHint(self) -> QSize:
        """It elides."""
        return QSize(self.theme.px(140), self.theme.px(STEP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon and two lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, theme, row = self.theme.px, self.theme, Row(self.rect(), self.layoutDirection())
        if self._state == "here" or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if self._state == "here" else "hover"))
            painter.drawRoundedRect(self.rect(), px(6), px(6))
        place = row.at(px(12), 0, px(24), self.height())
        if self._state == "done":
            disc = QRect(0, 0, px(17), px(17))
            disc.moveCenter(place.center())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(disc)
            symbol(painter, theme, disc, "check", 11, "on_accent")
        else:
            here = self._state == "here"
            symbol(painter, theme, place, "circle-half" if here else "circle", 19, "accent" if here else "text3")
        width = self.width() - px(52)
        line(painter, theme, row.at(px(46), px(7), width, px(20)), "strong", "text", self._title)
        line(painter, theme, row.at(px(46), px(26), width, px(19)), "small", "text2", self._below)
        if self.shows_focus():
            focus_line(painter, theme, QRectF(self.rect()), px(6))


class Choice(_Painted):
    """One thing to do with the person: its icon, its key, its title, and what will happen."""

    def __init__(self, theme: Theme, key: str, name: str) -> None:
        super().__init__(theme, name)
        self._key, self._icon, self._below = key, "", ""
        self.first = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def offer(self, icon: str, title: str, below: str) -> None:
        """Offer this."""
        self._icon, self._below = icon, below
        self.setText(title)
        self.setAccessibleName(f"{title}: {below}" if below else title)
        self.setToolTip(tip(below))
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the icon, the title and two lines."""
        return QSize(self.theme.px(166), self.theme.px(112))

    def minimumSizeHint(self) -> QSize:
        """It wraps and elides."""
        return QSize(self.theme.px(120), self.theme.px(112))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, theme, row = self.theme.px, self.theme, Row(self.rect(), self.layoutDirection())
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() and self.isEnabled() else "base"
        card(painter, theme, QRectF(self.rect()), ground)
        if self.first and not self.shows_focus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(8), px(8))
        symbol(painter, theme, row.at(px(14), px(14), px(24), px(24)), self._icon, 21,
               "accent" if self.isEnabled() else "disabled")  # fmt: skip
        side = max(px(18), text_width(theme, "tiny", self._key) + px(10))
        key_cap(painter, theme, row.from_end(px(14), px(14), side, px(18)), self._key)
        line(painter, theme, row.at(px(14), px(46), self.width() - px(28), px(20)), "strong",
             "text" if self.isEnabled() else "disabled", self.text())  # fmt: skip
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text2" if self.isEnabled() else "disabled"))
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        where = row.at(px(14), px(67), self.width() - px(28), px(38))
        painter.drawText(QRectF(where), int(flags), own_way(self._below, self.layoutDirection()))
        if self.shows_focus():
            focus_line(painter, theme, QRectF(self.rect()), px(8))


class MonthBars(QWidget):
    """Contacts of each of the last months."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._months: Sequence[tuple[date, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Contacts per month"))
        theme.changed.connect(self.updateGeometry)

    def show_months(self, months: Sequence[tuple[date, int]]) -> None:
        """Show these."""
        self._months = months
        self.setAccessibleDescription("; ".join(f"{_month(day)}: {count}" for day, count in months))
        self.update()

    def sizeHint(self) -> QSize:
        """Six bars with their months."""
        return QSize(self.theme.px(246), self.theme.px(66))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The bars, from one base line; a month without contact is a thin line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        px, row = self.theme.px, Row(self.rect(), self.layoutDirection())
        slot, base = self.width() // max(len(self._months), 1), px(42)
        highest = max([2, *(count for _day, count in self._months)])
        for number, (day, count) in enumerate(self._months):
            column = row.at(number * slot, 0, slot, base)
            height = max(px(3), round(base * count / highest)) if count else px(3)
            bar = QRect(column.center().x() - px(13), base - height, px(26), height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("accent" if count else "border"))
            painter.drawRoundedRect(bar, min(px(3), height / 2), min(px(3), height / 2))
            line(painter, self.theme, row.at(number * slot, px(46), slot, px(18)), "tiny", "text3", _month(day), CENTER)


def _month(day: date) -> str:
    return QLocale().monthName(day.month, QLocale.FormatType.ShortFormat)


class After(Card):
    """Who comes next, at most three, with what is said of each."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.theme, px = around.theme, around.px
        self._lines: list[tuple[QWidget, Avatar, NameLine, QHBoxLayout]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, px(2))
        column.setSpacing(0)
        for number in range(3):
            inside, whole = QWidget(), QWidget()
            disc, name = Avatar(around.theme, 28), NameLine(around.theme, "strong", "small")
            row = QHBoxLayout(inside)
            row.setContentsMargins(px(14), px(8), px(14), px(8))
            row.setSpacing(px(10))
            row.addWidget(disc)
            row.addWidget(name, 1)
            both = QVBoxLayout(whole)
            both.setContentsMargins(0, 0, 0, 0)
            both.setSpacing(0)
            divider = Divider(around.theme, "divider")
            both.addWidget(divider)
            if not number:
                divider.hide()
            both.addWidget(inside)
            column.addWidget(whole)
            self._lines.append((whole, disc, name, row))

    def show_people(self, people: Sequence[PersonRow], said: Sequence[Tag]) -> None:
        """Show these, each with one chip; one without words is left out."""
        for number, (whole, disc, name, row) in enumerate(self._lines):
            whole.setVisible(number < len(people))
            if (item := row.takeAt(2)) is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
            if number >= len(people):
                continue
            disc.show_person(people[number].name, people[number].id)
            name.show_name(people[number].name, people[number].credentials)
            if said[number].words:
                row.addWidget(Chip(self.theme, *said[number]))
        self.setVisible(bool(people))
