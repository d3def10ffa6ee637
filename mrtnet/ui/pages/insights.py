"""Insights: what the book tells about her network, each finding a sentence with its chart (design 3.11)."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.insights import PERIODS, Finding, findings
from mrtnet.paths import write_whole
from mrtnet.queries import insights
from mrtnet.store import connection as connections
from mrtnet.ui.around import Around, Width
from mrtnet.ui.jobs import Job
from mrtnet.ui.leaving.saving import say_saved
from mrtnet.ui.pages import entry
from mrtnet.ui.pages.insights_frame import Frame
from mrtnet.ui.pages.page import MARGIN, CommandButton, Page
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _, plural

FRAMES = ("thanks", "standing", "days", "ceus", "where", "credentials", "brought")
"""In their order: two in a row where there is room, the last one over both."""
MAP = "network"
"""The page of the map, the other half of Insights."""
STEPS = 10_000  # of SQLite's machine between two looks whether somebody still wants the answer


class InsightsPage(Page):
    """The page of findings; read beside the window."""

    key = "insights"
    shows = frozenset({"person", "interaction", "interaction_person", "follow_up", "event", "credential", "meeting",
                       "meeting_person", "ceu", "ceu_cycle", "own_credential", "setting"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._job: Job | None = None
        self._waiting: list[Finding] = []
        self.frames = {key: Frame(around, key) for key in FRAMES}
        self.heading = Label(self.theme, self.title, "page")
        self.views = Segments(self.theme, {"charts": _("Charts"), MAP: _("Map")}, name="insights.view",
                              says=self.title)  # fmt: skip
        self.views.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.views.mark("charts")
        self.views.chose.connect(self._choose_view)
        self.period = Choice("insights.period", _("Time"), {key: _(words) for key, words in PERIODS.items()})
        self.period.currentIndexChanged.connect(lambda _at: self.reload())
        self.export = Button(self.theme, _("Export"), "export", name="insights.export")
        self.export.clicked.connect(self._ask_export)
        self.head = self._make_head()
        self.begin = self._make_begin()
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, px(2), 0, px(20))
        self._grid.setSpacing(px(14))
        self.area = scrolling(inner, name="insights.charts", says=_("Charts"))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        column.setSpacing(px(12))
        column.addWidget(self.head)
        column.addWidget(self.begin)
        column.addWidget(self.area, 1)
        self.desk.day_changed.connect(self.reload)
        self._arrange()

    def _make_head(self) -> QWidget:
        px, head = self.around.px, QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(6))
        row.addWidget(self.heading)
        row.addSpacing(px(14))
        row.addWidget(self.views)
        row.addStretch(1)
        row.addWidget(self.period)
        row.addWidget(self.export)
        if entry(MAP) is None:
            self.views.hide()
        return head

    def _make_begin(self) -> Card:
        px, card = self.around.px, Card(self.theme)
        row = QHBoxLayout(card)
        row.setContentsMargins(px(16), px(12), px(12), px(12))
        row.addWidget(Label(self.theme, _("There is little to tell yet. Log a few people first."), "body", "text2",
                            wrap=True), 1)  # fmt: skip
        row.addWidget(CommandButton(self.around, "log_people", kind="primary", name="insights.log_people"))
        card.hide()
        return card

    # Reading

    def reload(self) -> None:
        """Read all numbers on the pool; what is shown stays until they come."""
        if self._job is not None:
            self._job.stop()
        key, today = self.period.value(), self.desk.today
        job = self._job = self.around.jobs.start("", _read, self.desk.book.path, key, today)
        job.done.connect(lambda found: self._take(job, found))
        job.ended.connect(lambda: self._end(job))

    def is_planning(self) -> bool:
        """Whether it is still being read."""
        return self._job is not None or bool(self._waiting)

    def _end(self, job: Job) -> None:
        if job is self._job:
            self._job = None

    def _take(self, job: Job, found: Sequence[Finding]) -> None:
        if job is not self._job:
            return
        self._waiting = list(found)
        self._show_next()
        self.begin.setVisible(sum(one.empty for one in found) >= len(FRAMES) - 1)
        self.export.setEnabled(any(one.rows for one in found))

    def _show_next(self) -> None:
        """One frame a turn, so that the window answers in between."""
        if self._waiting:
            one = self._waiting.pop(0)
            self.frames[one.key].show_finding(one)
            QTimer.singleShot(0, self, self._show_next)

    # Acting

    def _choose_view(self, view: str) -> None:
        self.views.mark("charts")
        if view == MAP:
            self.around.go(MAP)

    def _ask_export(self) -> None:
        told = QFileDialog.getExistingDirectory(self.window(), _("Folder for the pictures and tables"),
                                                str(Path.home()))  # fmt: skip
        if told:
            self.export_into(Path(told))

    def export_into(self, folder: Path) -> int:
        """A picture and a table of each frame that has numbers, into a new folder there; returns how many frames."""
        place, number = folder / f"insights-{self.desk.today}", 1
        while place.exists():
            number += 1
            place = folder / f"insights-{self.desk.today}-{number}"
        frames = [frame for frame in self.frames.values() if frame.finding is not None and frame.finding.rows]
        try:
            place.mkdir(parents=True)
            for frame in frames:
                write_whole(place / f"{frame.key}.png", frame.picture())
                write_whole(place / f"{frame.key}.csv", frame.cells())
        except OSError as wrong:
            self.desk.trouble.emit(
                _("“{name}” could not be written: {why}.").format(name=place.name, why=wrong.strerror or _("unknown"))
            )
            return 0
        charts = plural("{n} chart", "{n} charts", len(frames))
        say_saved(self.around, _("Saved {charts} to {folder}").format(charts=charts, folder=place.name), place)
        return len(frames)

    # For the window

    def arrive(self, target: Any) -> None:
        """A period's key chooses it."""
        at = self.period.findData(target)
        if at >= 0:
            self.period.setCurrentIndex(at)

    def place(self) -> Any:
        """The period."""
        return self.period.currentData()

    def panes(self) -> Sequence[QWidget]:
        """The charts, one after another."""
        return (self.period, *(frame.more for frame in self.frames.values()))

    def fit(self, width: Width) -> None:
        """Two in a row when wide."""
        self.export.shrink(width == "narrow")
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width_class == "wide"
        # A widget that is added again leaves its old place by itself; taken out by hand, Qt would keep its old height.
        for number, frame in enumerate(self.frames.values()):
            if wide and number == len(FRAMES) - 1:
                self._grid.addWidget(frame, number // 2, 0, 1, 2)
            elif wide:
                self._grid.addWidget(frame, number // 2, number % 2)
            else:
                self._grid.addWidget(frame, number, 0)
        self._grid.setColumnStretch(0, 11)
        self._grid.setColumnStretch(1, 9 if wide else 0)
        self._grid.setRowStretch(len(FRAMES), 1)


def _read(job: Job, path: Path, key: str, today: date) -> list[Finding]:
    """The findings, for the pool; given up when she wants another period."""
    with closing(connections.reading(path)) as read:
        read.set_progress_handler(job.stopped, STEPS)
        try:
            return findings(insights.numbers(read, key, today), today)
        except connections.DatabaseError:
            if job.stopped():
                return []
            raise
