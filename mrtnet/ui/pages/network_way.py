"""A way to an employer beside the map: from her over each person to somebody there, and what to do about it."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.names import first_name, fold
from mrtnet.domain.ways import Way
from mrtnet.queries import people, search, ways
from mrtnet.store import connection as connections
from mrtnet.ui.around import Around
from mrtnet.ui.jobs import Job
from mrtnet.ui.painting import CENTER, Row, avatar, breakable, line, own_way
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _

DISC, PERSON, EDGE = 30, 40, 7  # design px: of a disc, of a person's two lines, above and below a step


MOST = 2_000  # people found


class Found(NamedTuple):
    """What was looked for: the people, or the ways to an employer."""

    people: Sequence[int]
    ways: ways.Ways | None


def look(_job: Job, book: Path, asked: str, today: date) -> Found:
    """Whom these words mean: people by name, else the ways to an employer, else all who have to do with it."""
    with closing(connections.reading(book)) as read:
        found = search.person_ids(read, asked, today, limit=MOST)
        named = any(fold(asked).strip() in fold(row.name) for row in people.rows(read, found[:5]))
        employers = [] if named else ways.employers(read, asked, 1)
        return Found(found, ways.ways_to(read, employers[0].id, today) if employers else None)


class Chain(QWidget):
    """She, and one below the other the people of a way, with what leads from each to the next."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.theme = around.theme
        self.way: Way | None = None
        self.setObjectName("network.chain")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.theme.changed.connect(self.updateGeometry)

    def show_way(self, way: Way) -> None:
        """Show this one; a screen reader hears it as one text."""
        self.way = way
        said = [_("You")]
        for hop, person in zip(way.hops, way.people, strict=False):
            said += [hop.words, person.name]
        self.setAccessibleName(", ".join((*said, way.hops[-1].words)))
        self.updateGeometry()
        self.update()

    def _steps(self) -> list[str]:
        return [hop.words for hop in self.way.hops] if self.way is not None else []

    def _step_height(self, text: str, width: int) -> int:
        room = QRect(0, 0, max(1, width - self.theme.px(DISC + 4)), 10_000)
        lines = self.theme.metrics("small").boundingRect(room, int(Qt.TextFlag.TextWordWrap.value), breakable(text))
        return lines.height() + self.theme.px(2 * EDGE)

    def hasHeightForWidth(self) -> bool:
        """Its lines wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        people = len(self.way.people) if self.way is not None else 0
        steps = sum(self._step_height(words, width) for words in self._steps())
        return self.theme.px(DISC) + steps + people * self.theme.px(PERSON)

    def sizeHint(self) -> QSize:
        """A usual card's width."""
        width = self.theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As narrow as it must be."""
        return QSize(self.theme.px(120), self.theme.px(DISC))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chain."""
        if self.way is None:
            return
        painter, px = QPainter(self), self.theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self.layoutDirection())
        place, start = Row(self.rect(), self.layoutDirection()), px(DISC + 10)
        room = self.width() - start
        disc = place.at(0, 0, px(DISC), px(DISC))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("accent"))
        painter.drawEllipse(disc)
        line(painter, self.theme, disc, "tiny_strong", "on_accent", _("You"), CENTER)
        line(painter, self.theme, place.at(start, 0, room, px(DISC)), "strong", "text", _("You"))
        y = px(DISC)
        for number, words in enumerate(self._steps()):
            y = self._step(painter, place, y, words)
            if number < len(self.way.people):
                person = self.way.people[number]
                top = y + (px(PERSON) - px(DISC)) // 2
                avatar(painter, self.theme, place.at(0, top, px(DISC), px(DISC)), person.name, person.id)
                two = y if person.work else y + px(10)
                line(painter, self.theme, place.at(start, two, room, px(20)), "strong", "text", person.name)
                line(painter, self.theme, place.at(start, y + px(19), room, px(19)), "small", "text2", person.work)
                y += px(PERSON)

    def _step(self, painter: QPainter, place: Row, y: int, words: str) -> int:
        px, high = self.theme.px, self._step_height(words, self.width())
        painter.setPen(QPen(self.theme.color("accent"), 2 * self.theme.scale))
        middle = place.at(px(DISC) // 2, y, 1, high).left()
        painter.drawLine(middle, y + px(3), middle, y + high - px(3))
        painter.setPen(self.theme.color("text3"))
        painter.setFont(self.theme.font("small"))
        text = place.at(px(DISC + 4), y + px(EDGE), self.width() - px(DISC + 4), high)
        painter.drawText(text, int(Qt.TextFlag.TextWordWrap.value), own_way(breakable(words), self.layoutDirection()))
        return y + high


class WayPanel(QWidget):
    """The ways to one employer, one at a time. `shown(ids)` when another one is shown, `wanted(command, id)`."""

    shown = Signal(object)
    wanted = Signal(str, int)

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        theme, px = around.theme, around.px
        self.ways: Sequence[Way] = ()
        self._at = 0
        self.chain = Chain(around)
        self.gaps = Label(theme, "", "body", "text2", wrap=True, name="network.gaps")
        self.ask = Button(theme, _("Ask for advice"), "paper-plane-tilt", kind="primary", small=True,
                          name="network.way.write")  # fmt: skip
        self.open = Button(theme, _("Open"), small=True, name="network.way.open")
        self.other = Button(theme, _("Another way"), small=True, kind="ghost", name="network.way.next")
        self.ask.clicked.connect(lambda: self.wanted.emit("write", self.ways[self._at].people[0].id))
        self.open.clicked.connect(lambda: self.wanted.emit("open", self.ways[self._at].people[-1].id))
        self.other.clicked.connect(self.turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, 0)
        column.setSpacing(px(9))
        column.addWidget(self.chain)
        column.addWidget(self.gaps)
        buttons = Flow(px(6))
        for button in (self.ask, self.open, self.other):
            buttons.addWidget(button)
        column.addLayout(buttons)
        self.hide()

    def show_ways(self, found: ways.Ways | None) -> None:
        """Show the first of these; None hides all."""
        self.ways, self._at = (found.ways if found is not None else ()), 0
        self.setVisible(found is not None)
        if found is not None:
            self.gaps.setText(" ".join(found.gaps))
            self.gaps.setVisible(bool(found.gaps))
        self._show()

    def turn(self) -> None:
        """The next way."""
        if self.ways:
            self._at = (self._at + 1) % len(self.ways)
            self._show()

    def _show(self) -> None:
        for part in (self.chain, self.ask, self.open):
            part.setVisible(bool(self.ways))
        self.other.setVisible(len(self.ways) > 1)
        if not self.ways:
            self.shown.emit(())
            return
        way = self.ways[self._at]
        self.chain.show_way(way)
        first, last = _short(way.people[0].name), _short(way.people[-1].name)
        self.ask.say(_("Ask {name} for advice").format(name=first))
        self.open.say(_("Open {name}").format(name=last))
        self.other.say(_("Another way ({at} of {n})").format(at=self._at + 1, n=len(self.ways)))
        self.shown.emit([person.id for person in way.people])


def _short(name: str) -> str:
    given = first_name(name) or name
    return given if len(given) <= 16 else given[:15] + "…"
