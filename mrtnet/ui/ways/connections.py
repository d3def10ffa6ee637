"""Beside a person: who introduced her, whom she introduced, what her openings are, and the ways to where she works."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.rows import PersonDetail
from mrtnet.queries import introductions, opportunities
from mrtnet.queries.introductions import IntroductionRow
from mrtnet.queries.opportunities import OpportunityRow
from mrtnet.ui.around import Around
from mrtnet.ui.ways.words import not_told, say_introduction, status_of
from mrtnet.ui.widgets.basic import Avatar, Button, Label, ShortLabel, Symbol, tip
from mrtnet.words import _

MOST = 4  # introductions shown, and openings; the rest is told in number


def connections_of(around: Around, detail: PersonDetail) -> QWidget | None:
    """What connects her; None where nothing does."""
    rows = introductions.of_person(around.desk.read, detail.id)
    openings = opportunities.of_person(around.desk.read, detail.id)
    work = next((job for job in detail.jobs if job.until is None and job.organization_id), None)
    if not rows and not openings and work is None and not detail.met_through:
        return None
    return Connections(around, detail, rows, openings)


class Connections(QWidget):
    """The part of the aside."""

    def __init__(
        self, around: Around, detail: PersonDetail, rows: list[IntroductionRow], openings: list[OpportunityRow]
    ) -> None:
        super().__init__()
        self._around, self._theme, self._detail = around, around.theme, detail
        px = around.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        if detail.met_through and detail.met_through_id is None:
            self._person(None, detail.met_through, _("introduced you"))
        for row in rows[:MOST]:
            self._introduction(row)
        if len(rows) > MOST:
            self._column.addWidget(Label(self._theme, _("and {n} more").format(n=len(rows) - MOST), "small", "text3"))
        for opening in openings[:MOST]:
            self._opening(opening)
        work = next((job for job in detail.jobs if job.until is None and job.organization_id), None)
        if work is not None:
            button = Button(self._theme, _("Ways there…"), "share-network", small=True, name="person.ways")
            button.setAccessibleName(_("Ways to {name}").format(name=work.organization))
            button.setToolTip(tip(button.accessibleName()))
            button.clicked.connect(lambda: around.go("ways_to", work.organization_id))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _introduction(self, row: IntroductionRow) -> None:
        other, words = say_introduction(row, self._detail.id)
        other_id = row.person_id if self._detail.id == row.introducer_id else row.introducer_id
        line = self._person(other_id, other, words)
        if row.id is not None:
            line.setToolTip(tip(row.why or row.outcome))
        if not_told(row) and self._detail.id == row.introducer_id:
            tell = Button(self._theme, _("Told how it went"), "check", small=True, name="person.told")
            tell.setAccessibleName(_("Told how it went with {name}").format(name=other))
            tell.clicked.connect(lambda: self._told(row))
            self._column.addWidget(tell, 0, Qt.AlignmentFlag.AlignLeading)

    def _told(self, row: IntroductionRow) -> None:
        from mrtnet.edits import introductions as edits

        self._around.do(edits.introduction_told, row.id, self._around.desk.today)

    def _person(self, person_id: int | None, name: str, words: str) -> QWidget:
        line = PersonRow(self._around, person_id, name, words)
        self._column.addWidget(line)
        return line

    def _opening(self, row: OpportunityRow) -> None:
        line = QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self._around.px(8))
        inside.addWidget(Symbol(self._theme, "briefcase", "text3", size=16))
        inside.addWidget(ShortLabel(self._theme, row.title), 1)
        inside.addWidget(Label(self._theme, status_of(row).words, "small", "text3"))
        self._column.addWidget(line)


class PersonRow(QWidget):
    """One person with the words; a click goes to her page."""

    def __init__(self, around: Around, person_id: int | None, name: str, words: str) -> None:
        super().__init__()
        self._around, self._person_id = around, person_id
        px = around.px
        inside = QHBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(px(8))
        if person_id is not None:
            disc = Avatar(around.theme, 24)
            disc.show_person(name, person_id)
            inside.addWidget(disc)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(ShortLabel(around.theme, name))
        text.addWidget(Label(around.theme, words, "small", "text3", wrap=True))
        inside.addLayout(text, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        if self._person_id is not None and event.button() == Qt.MouseButton.LeftButton:
            self._around.go("people", self._person_id)
        super().mouseReleaseEvent(event)
