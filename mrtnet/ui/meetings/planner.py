"""The planner (design 3.6, picture 06): whom, what, when, with which questions; then into the calendar."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mrtnet import clock
from mrtnet.domain.meeting_forms import MeetingForm, MeetingQuestion
from mrtnet.domain.meeting_letter import letter
from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings
from mrtnet.queries.questions import bank
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.drafts import Draft
from mrtnet.ui.meetings.handing import handing
from mrtnet.ui.meetings.plan import Plan, audiences, new_plan, picked, plan_of
from mrtnet.ui.meetings.planner_foot import PlannerFoot
from mrtnet.ui.meetings.planner_tabs import AGENDA, INVITATION, PlannerTabs
from mrtnet.ui.meetings.question_bank import BankCard
from mrtnet.ui.meetings.side import FormCard, PersonCard
from mrtnet.ui.meetings.trail import StaleBar, Trail
from mrtnet.ui.meetings.when import WhenCard
from mrtnet.ui.meetings.words import stations
from mrtnet.ui.pages.page import MARGIN
from mrtnet.ui.widgets.basic import Button, Divider, Label
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _

LEFT = 272  # design px


class PlannerView(QWidget):
    """Plans a meeting or changes one. `left` when she goes back, `saved(id)` when it stands in the book."""

    left = Signal()
    saved = Signal(int)
    wants_menu = Signal(object)

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.plan = Plan()
        self.row: MeetingRow | None = None
        self.by_them = False
        self._original: MeetingForm | None = None
        self._draft: Draft | None = None
        self._saving = self._showing = False
        self._width: Width = "wide"
        self._make()
        self._listen()
        self._keys()
        self.fit("wide")

    # Building

    def _make(self) -> None:
        px = self.around.px
        self.person, self.form, self.when = PersonCard(self.around), FormCard(self.around), WhenCard(self.around)
        self.parts, self.bank, self.foot = PlannerTabs(self.around), BankCard(self.around), PlannerFoot(self.around)
        self.tabs, self.questions, self.agenda = self.parts.tabs, self.parts.questions, self.parts.agenda
        self._side = QWidget()
        self._side_column = QVBoxLayout(self._side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.setSpacing(px(14))
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(px(MARGIN), 0, px(MARGIN), px(14))
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(14))
        self.area = scrolling(self._inner, see_through=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(18), 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self._make_head())
        column.addWidget(self.area, 1)
        foot = QVBoxLayout()
        foot.setSpacing(0)
        foot.addWidget(Divider(self.theme))
        foot.addWidget(self.foot)
        column.addLayout(foot)

    def _make_head(self) -> QWidget:
        px, theme, head = self.around.px, self.theme, QWidget()
        self.back = Button(theme, "", "arrow-left", kind="ghost", says=_("Back"), name="planner.back")
        self.title = Label(theme, "", "page", wrap=True, name="planner.title")
        self.more = Button(theme, "", "dots-three", says=_("More"), name="planner.more")
        self.trail = Trail(self.around)
        self.stale = StaleBar(self.around, "planner")
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.back)
        row.addWidget(self.title, 1)
        row.addWidget(self.more)
        column = QVBoxLayout(head)
        column.setContentsMargins(px(MARGIN), 0, px(MARGIN), 0)
        column.setSpacing(px(8))
        column.addLayout(row)
        column.addWidget(self.trail)
        column.addWidget(self.stale)
        head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        return head

    def _listen(self) -> None:
        self.back.clicked.connect(self.leave)
        self.more.clicked.connect(lambda: self.wants_menu.emit(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.person.chose.connect(self._take_person)
        self.when.changed.connect(self._time_changed)
        self.form.changed.connect(self._form_changed)
        self.questions.changed.connect(self._questions_changed)
        self.questions.own.textEdited.connect(lambda _text: self._keep())
        self.bank.took.connect(self._add_question)
        self.agenda.changed.connect(self._keep)
        self.parts.invitation.typed.connect(self._letter_typed)
        self.parts.invitation.renewed.connect(self._renew_letter)
        self.parts.turned.connect(self._turned)
        self.foot.copy.clicked.connect(self.copy_invitation)
        self.foot.save_only.clicked.connect(lambda: self.save(to_calendar=False))
        self.foot.send.clicked.connect(lambda: self.save(to_calendar=True))
        self.stale.wanted.connect(self.send_again)

    def _keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+Return", lambda: self.save(to_calendar=True)),
            ("Ctrl+Enter", lambda: self.save(to_calendar=True)),
            ("Escape", self._escape),
        )
        for sequence, act in keys:
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # Opening

    def open_new(self, person_ids: Sequence[int]) -> None:
        """A new meeting with these people; what was half typed for them before stands there again."""
        self._leave_draft()
        self.row, self._original, self.by_them = None, None, False
        self._show(new_plan(self.desk, person_ids))

    def open_meeting(self, row: MeetingRow, *, by_them: bool = False) -> None:
        """One that is in the book. `by_them`: they ask for another time."""
        self._leave_draft()
        self.row, self.by_them = row, by_them
        plan = plan_of(self.desk, row)
        self._original = plan.form()
        self._show(plan)

    def _show(self, plan: Plan) -> None:
        self._draft = Draft(self.desk, plan.draft_key, self)
        kept = self._draft.read()
        self.plan = plan = plan.with_draft(kept) if kept else plan
        own = kept.get("own", "") if isinstance(kept, dict) else ""
        self._showing = True
        self.person.show_people(plan.person_ids)
        detail = self.person.detail
        self.form.show_plan(plan, detail)
        self.when.show_plan(plan, detail.pronouns if detail else "")
        self.questions.own.setText(own if isinstance(own, str) else "")
        self._show_questions()
        self.form.show_rules()
        self._show_head()
        self.parts.show_outcome(self.row)
        self.tabs.setCurrentIndex(0)
        self.parts.fit_to_shown()
        self._showing = False
        self._say()
        self.area.verticalScrollBar().setValue(0)

    def _show_head(self) -> None:
        changing = self.row is not None
        self.title.setText(_("Change the meeting") if changing else _("Plan a meeting"))
        self.more.setVisible(changing)
        self.trail.show_stations(stations(self.row, self.desk.today) if self.row else ())
        self.stale.show_for(self.row)

    def look_again(self) -> None:
        """The book changed: dates, what keeps her busy, whom she meets. What she typed stays."""
        if self._saving:
            return
        if self.plan.meeting_id is not None:
            row = meetings.row(self.desk.read, self.plan.meeting_id)
            if row is None:
                self.left.emit()
                return
            moved = self.row is not None and (row.day, row.at, row.zone) != (self.row.day, self.row.at, self.row.zone)
            self.row = row
            if moved and "time" not in self.plan.touched and not self.plan.words:
                self.open_meeting(row)
        self.person.show_people(self.plan.person_ids)
        self.when.reread()
        self._show_head()
        self._say()

    def _show_questions(self) -> None:
        self.questions.show_questions(self.plan.questions, bank(self.desk.read))
        self._show_bank()

    def _show_bank(self) -> None:
        """What the bank has beside the questions that were taken from it."""
        found = bank(self.desk.read)
        detail = self.person.detail
        before = meetings.asked_before(self.desk.read, detail.id, self.plan.meeting_id) if detail else ()
        there = {each.question for each in self.plan.questions}
        self.bank.show_bank(found, audiences(detail) if detail else (), self.plan.kind, before, there)
        self.parts.count_questions(len(self.plan.questions))

    def _turned(self) -> None:
        if self.tabs.currentIndex() == INVITATION:
            self._show_letter()
        self._show_agenda()

    # What she chooses

    def _take_person(self, person_id: int) -> None:
        before, draft = self.plan, self._draft
        if draft is not None:
            draft.drop()
        self.open_new((person_id,))
        if "time" in before.touched or before.words:
            self.plan.wall, self.plan.zone, self.plan.words = before.wall, before.zone, before.words
            self.plan.touched |= before.touched & {"time"}
            self.when.show_plan(self.plan, self.person.detail.pronouns if self.person.detail else "")
        self._say()
        self.when.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _time_changed(self) -> None:
        self.form.show_time()
        self._show_agenda()
        self._keep()

    def _show_agenda(self) -> None:
        """The blocks, where they are to be seen."""
        if self.tabs.currentIndex() == AGENDA:
            self.agenda.show_plan(self.plan)

    def _form_changed(self, what: str) -> None:
        if what == "kind" and self.person.detail is not None and "questions" not in self.plan.touched:
            from mrtnet.domain.kinds import meeting_usage

            usual = meeting_usage(self.plan.kind).questions
            self.plan.questions = picked(self.desk, self.person.detail, self.plan.kind) if usual else []
        if what in ("kind", "minutes"):
            self.when.refresh()
            self.when.redraw()
            self._show_agenda()
            self._show_questions()
        self._keep()

    def _add_question(self, question: MeetingQuestion) -> None:
        self.questions.add(question)

    def _questions_changed(self) -> None:
        self.plan.touched.add("questions")
        self._show_bank()
        self._keep()

    # The words of the time

    def _say(self) -> None:
        """The bar below and the letter: the chosen time for both."""
        theirs, detail = self.when.theirs, self.person.detail
        pronouns = detail.pronouns if detail else ""
        self.foot.say(self.plan.choice(), self.when.mine.zone, theirs.zone, theirs.name, pronouns, self.desk.today)
        if self.parts.stack.currentWidget() is self.parts.invitation:
            self._show_letter()

    # The invitation

    def invitation_text(self) -> str:
        """What stands in the letter: hers where she wrote it, else ours for the chosen time."""
        if self.plan.invitation:
            return self.plan.invitation
        plan, theirs, mine = self.plan, self.when.theirs, self.when.mine.zone
        choice = plan.choice()
        suggested = [each.start for each in self.when.offered.found]
        agreed = bool(self.row and (self.row.dates.agreed_on and self.row.day))
        told = plan.where.get(plan.how, "").strip()
        return letter(
            plan.kind, theirs.name if plan.person_id else "", self.desk.about.name,
            [choice.start] if choice else suggested, plan.minutes, mine, theirs.zone,
            agreed=agreed, link=told if plan.how == "video" else "", phone=told if plan.how == "phone" else "",
            place=told if plan.how == "place" else "",
        )  # fmt: skip

    def _show_letter(self) -> None:
        self.parts.invitation.show_text(self.invitation_text(), hers=bool(self.plan.invitation))

    def _letter_typed(self, text: str) -> None:
        self.plan.invitation = text
        self._keep()

    def _renew_letter(self) -> None:
        self.plan.invitation = ""
        self._show_letter()
        self._keep()

    def copy_invitation(self) -> None:
        """The text, for any program that sends it."""
        QGuiApplication.clipboard().setText(self.invitation_text())
        self.desk.said.emit(_("Invitation text copied."), 0)

    # Saving

    def save(self, *, to_calendar: bool) -> None:
        """Put it into the book and, if asked, into the calendar."""
        if self._saving or (sentence := self._in_the_way(to_calendar)):
            if not self._saving and sentence:
                self.desk.trouble.emit(sentence)
            return
        try:
            form = self.plan.form()
        except Trouble as wrong:
            self.desk.trouble.emit(str(wrong))
            return
        self._saving = True
        if self.plan.meeting_id is None:
            self._plan_it(form, to_calendar)
        elif form == self._original:
            self._finished(self.plan.meeting_id, to_calendar)
        else:
            self._change_it(self.plan.meeting_id, form, to_calendar)

    def _in_the_way(self, to_calendar: bool) -> str:
        """Why it cannot be saved, in a sentence; the keyboard goes where it can be mended."""
        plan = self.plan
        if not plan.person_ids:
            self.person.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return _("Say first whom you meet.")
        if plan.wall is None and (plan.words.strip() or to_calendar):
            self.when.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return self.when.problem.text() or _("Choose a time first. Without one, “Save only” keeps it to be asked.")
        return ""

    def _plan_it(self, form: MeetingForm, to_calendar: bool) -> None:
        from mrtnet.edits import meetings as edits
        from mrtnet.edits import series

        who = list(self.plan.person_ids)
        edit, more = (
            (series.plan_series, (self.plan.rule,)) if self.plan.rule and form.day else (edits.plan_meeting, ())
        )
        self.desk.do(
            self._in_draft(edit), form, who, *more, today=self.desk.today,
            on_done=lambda meeting_id: self._finished(meeting_id, to_calendar), on_trouble=self._refused,
        )  # fmt: skip

    def _change_it(self, meeting_id: int, form: MeetingForm, to_calendar: bool) -> None:
        from mrtnet.edits import meetings as edits

        was = self._original
        moved = (
            was is not None and was.day is not None and (form.day, form.at, form.zone) != (was.day, was.at, was.zone)
        )
        if was is not None and self.by_them and moved and form.day and form.at:
            whole = form == was.model_copy(update={key: getattr(form, key) for key in ("day", "at", "second", "zone")})
            self.desk.do(
                self._in_draft(edits.move_meeting), meeting_id, form.day, form.at, today=self.desk.today,
                zone=form.zone, second=form.second, by_them=True,
                on_done=(lambda _none: self._finished(meeting_id, to_calendar)) if whole else None,
                on_trouble=self._refused,
            )  # fmt: skip
            if whole:
                return
        self.desk.do(
            self._in_draft(edits.change_meeting), meeting_id, form, today=self.desk.today,
            on_done=lambda _none: self._finished(meeting_id, to_calendar), on_trouble=self._refused,
        )  # fmt: skip

    def _in_draft(self, edit: Callable[..., Any]) -> Callable[..., Any]:
        return self._draft.in_save(edit) if self._draft is not None else edit

    def _finished(self, meeting_id: int, to_calendar: bool) -> None:
        row = meetings.row(self.desk.read, meeting_id)
        self._saving = False
        if row is not None and to_calendar:
            handing(self.around).send(row.uid, row.id)
        self.saved.emit(meeting_id)

    def _refused(self, sentence: str) -> None:
        self._saving = False
        self.desk.trouble.emit(sentence)

    def send_again(self) -> None:
        """Give the calendar what the meeting says now."""
        if self.row is not None:
            handing(self.around).send(self.row.uid, self.row.id, self._show_head)

    def _escape(self) -> None:
        if not self.questions.view.give_up():
            self.leave()

    def leave(self) -> None:
        """Back to where she came from; what is half typed stays a draft."""
        self.keep()
        self.left.emit()

    # The draft

    def _keep(self) -> None:
        if not self._showing:
            self._say()
            if self._draft is not None:
                self._draft.keep(
                    self.plan.as_draft() | {"own": self.questions.own.text(), "at": clock.now().isoformat()}
                )

    def keep(self) -> None:
        """Keep what is half typed now."""
        if self._draft is not None:
            self._draft.flush()
        if self.parts.outcome is not None:
            self.parts.outcome.keep()

    def forget(self) -> None:
        """What was half typed is not wanted any more."""
        if self._draft is not None:
            self._draft.drop()

    def _leave_draft(self) -> None:
        if self._draft is not None:
            self._draft.leave()
            self._draft = None

    # For the page

    def subject(self) -> Subject:
        """Whom it is about."""
        return Subject(self.plan.person_id, person_ids=self.plan.person_ids)

    def panes(self) -> Sequence[QWidget]:
        """What F6 jumps to; the field for the time comes first when the planner opens."""
        first: QWidget = self.when.field if self.plan.person_ids else self.person.field
        return (first, self.form.kind, self.tabs, self.bank.view, self.foot.send)

    # Width

    def fit(self, width: Width) -> None:
        """Three columns, two with the bank as a tab, or one."""
        self._width = width
        narrow, px = width == "narrow", self.around.px
        self._place_bank(beside=width == "wide")
        parts: tuple[QWidget, ...] = (self.person, self.when, self.form, self.parts)
        for part in (*parts, self._side):
            self._side_column.removeWidget(part)
            self._grid.removeWidget(part)
        if narrow:
            self._side.hide()
            for number, part in enumerate(parts):
                self._grid.addWidget(part, number, 0, 1, 3)
        else:
            self._side_column.insertWidget(0, self.person)
            self._side_column.insertWidget(1, self.form)
            if self._side_column.count() < 3:
                self._side_column.addStretch(1)
            self._grid.addWidget(self._side, 0, 0, 2, 1)
            self._side.show()
            self._grid.addWidget(self.when, 0, 1, 1, 2)
            self._grid.addWidget(self.parts, 1, 1, 1, 1 if width == "wide" else 2)
            if width == "wide":
                self._grid.addWidget(self.bank, 1, 2)
        self._side.setFixedWidth(px(LEFT if width == "wide" else 236))
        for row in range(4):
            self._grid.setRowStretch(row, int(row == (3 if narrow else 1)))
        self._grid.setColumnStretch(0, 1 if narrow else 0)
        self._grid.setColumnStretch(1, 7)
        self._grid.setColumnStretch(2, 6 if width == "wide" else 0)
        for part in parts:
            part.show()
        self.when.arrange(narrow=width != "wide")
        self.foot.shrink(width != "wide")
        self._order_tabs()

    def _place_bank(self, *, beside: bool) -> None:
        if beside and self.parts.holds(self.bank):
            self.parts.give_out(self.bank)
            self.bank.setParent(self._inner)
            self.bank.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            self.bank.show()
        elif not beside and not self.parts.holds(self.bank):
            self._grid.removeWidget(self.bank)
            self.parts.take_in(self.bank)
        self.parts.on_one()

    def _order_tabs(self) -> None:
        """Tab goes as the eye does."""
        when: tuple[QWidget, ...] = (
            self.when.field, self.when.before, self.when.after, self.when.list, self.when.lanes,
        )  # fmt: skip
        form: tuple[QWidget, ...] = (
            self.form.kind, self.form.length, self.form.how, self.form.where, self.form.repeats,
        )  # fmt: skip
        middle = (*when, *form) if self._width == "narrow" else (*form, *when)
        order = (
            self.back, self.more, self.person.field, *middle, self.tabs, self.questions.view, self.questions.own,
            self.parts.invitation.letter, self.parts.invitation.renew, self.bank.view, self.foot.copy,
            self.foot.save_only, self.foot.send,
        )  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
