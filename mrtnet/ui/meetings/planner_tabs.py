"""The card of tabs in the planner: questions, agenda, invitation; the outcome of a meeting that is in the book."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from mrtnet.domain.rows import MeetingRow
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.agenda import AgendaTab
from mrtnet.ui.meetings.invitation_tab import InvitationTab
from mrtnet.ui.meetings.questions import QuestionsTab
from mrtnet.ui.pages.page import counted
from mrtnet.ui.widgets.basic import Card, Divider
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.ui.meetings.outcome import OutcomeTab

QUESTIONS, AGENDA, INVITATION = range(3)


class PlannerTabs(Card):
    """`turned` when another tab is shown. Where the window is narrow the question bank is a tab too."""

    turned = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around = around
        px = around.px
        self.tabs = QTabBar()
        self.tabs.setObjectName("planner.tabs")
        self.tabs.setAccessibleName(_("Parts of the meeting"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.questions, self.agenda, self.invitation = QuestionsTab(around), AgendaTab(around), InvitationTab(around)
        self.outcome: OutcomeTab | None = None
        self._bank: QWidget | None = None
        self.stack = QStackedWidget()
        for title, part in (
            (_("Questions"), self.questions),
            (_("Agenda"), self.agenda),
            (_("Invitation"), self.invitation),
        ):
            self.tabs.addTab(title)
            self.stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(6), px(18), px(12))
        column.setSpacing(px(4))
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.tabs)
        head.addWidget(Divider(self.theme))
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)

    def show_part(self, number: int) -> None:
        """Another tab: QUESTIONS, AGENDA, INVITATION."""
        self.tabs.setCurrentIndex(number)

    def count_questions(self, number: int) -> None:
        """How many there are stands on their tab."""
        self.tabs.setTabText(QUESTIONS, counted(_("Questions"), number))

    def show_outcome(self, row: MeetingRow | None) -> None:
        """The tab for what came of it, for a meeting that is in the book."""
        has = any(self.tabs.tabData(place) == "outcome" for place in range(self.tabs.count()))
        if row is None:
            if has:
                self.tabs.removeTab(INVITATION + 1)
            return
        if self.outcome is None:
            from mrtnet.ui.meetings.outcome import OutcomeTab  # most meetings are planned without looking at it

            self.outcome = OutcomeTab(self.around)
            self.stack.addWidget(self.outcome)
        if not has:
            self.tabs.insertTab(INVITATION + 1, _("Outcome"))
            self.tabs.setTabData(INVITATION + 1, "outcome")
        self.outcome.show_meeting(row.id)

    def holds(self, bank: QWidget) -> bool:
        """Whether the question bank is one of the tabs."""
        return self.stack.indexOf(bank) >= 0

    def take_in(self, bank: QWidget) -> None:
        """The question bank as the last tab."""
        self._bank = bank
        self.stack.addWidget(bank)
        self.tabs.setTabData(self.tabs.addTab(_("Question bank")), "bank")

    def give_out(self, bank: QWidget) -> None:
        """The question bank has a place of its own."""
        self.stack.removeWidget(bank)
        self.tabs.removeTab(self.tabs.count() - 1)

    def on_one(self) -> None:
        """One tab is always shown."""
        with QSignalBlocker(self.tabs):
            if self.tabs.currentIndex() < 0:
                self.tabs.setCurrentIndex(0)

    def fit_to_shown(self) -> None:
        """The card is as high as the tab that is shown, not as the highest of them."""
        for place in range(self.stack.count()):
            part = self.stack.widget(place)
            shown = place == self.stack.currentIndex()
            policy = QSizePolicy.Policy.Preferred if shown else QSizePolicy.Policy.Ignored
            if part is not None:
                part.setSizePolicy(QSizePolicy.Policy.Preferred, policy)

    def _turn(self, number: int) -> None:
        data = self.tabs.tabData(number)
        if data == "outcome" and self.outcome is not None:
            self.stack.setCurrentWidget(self.outcome)
        elif data == "bank" and self._bank is not None:
            self.stack.setCurrentWidget(self._bank)
        elif number <= INVITATION:
            self.stack.setCurrentIndex(number)
        self.turned.emit()
        self.fit_to_shown()
