"""Meetings: coming, to be agreed on, without an outcome, past; and the planner in the same place (design 3.6)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from mrtnet import clock
from mrtnet.domain import meetings as rules
from mrtnet.domain.meetings import STATES
from mrtnet.domain.rows import MeetingRow
from mrtnet.queries import meetings as queries
from mrtnet.queries import people
from mrtnet.queries.reading import all_rows
from mrtnet.ui.around import Around, Subject, Width
from mrtnet.ui.commands import handles
from mrtnet.ui.delegates.card_rows import FOLDED, HEADER
from mrtnet.ui.meetings.busy_reading import looking
from mrtnet.ui.meetings.handing import Stale, gone, handing, stale
from mrtnet.ui.meetings.invite import answers_in
from mrtnet.ui.meetings.joining import join_link
from mrtnet.ui.meetings.planner import PlannerView
from mrtnet.ui.meetings.row import MeetingDelegate
from mrtnet.ui.meetings.trail import StaleBar
from mrtnet.ui.meetings.view import MeetingView
from mrtnet.ui.meetings.words import spoken
from mrtnet.ui.pages.page import MARGIN, CommandButton, Head, Page
from mrtnet.ui.saying import Status
from mrtnet.ui.sections import Entry, Section, Sections
from mrtnet.ui.widgets.basic import Button, Card, Label, Symbol
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.nothing_yet import NothingYet
from mrtnet.ui.widgets.panes import Panes
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, plural

ROW = 60  # design px
LOOK_EVERY = 60_000  # ms: a meeting that is over goes to another part of the list


class MeetingsPage(Page):
    """The list with the meeting beside it, or the planner."""

    key = "meetings"
    shows = frozenset({"meeting", "meeting_person", "meeting_question", "agenda_block", "series", "person", "job",
                       "organization", "credential", "interaction", "event", "session", "busy_calendar",
                       "setting"})  # fmt: skip

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._stale: dict[int, Stale] = {}
        self._answers: dict[int, Status] = {}
        self._planning: tuple[Any, ...] | None = None
        self._wanted: int | None = None
        self._draft: tuple[int, ...] | None = None
        self.head = Head(around, self.title)
        self.new_button = CommandButton(around, "new", _("Plan meeting"), "plus", kind="primary", name="meetings.new")
        self.head.buttons.addWidget(self.new_button)
        self.model = Sections[MeetingRow](self._spoken, lambda _row: "", self)
        self.view = RowsView(
            self.theme, self.model, name="meetings.list", says=_("Meetings"), height=lambda: px(ROW), ground="window"
        )
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._delegate = MeetingDelegate(self.theme, self.desk, lambda each: self._stale.get(each, ""),
                                         self._answers.get)  # fmt: skip
        self.view.setItemDelegate(self._delegate)
        self.view.opened.connect(lambda _number: self.open())
        self.view.moved.connect(lambda _number: self._show_row())
        self.view.wanted_menu.connect(self._menu)
        self.meeting = MeetingView(around)
        self.meeting.wants_change.connect(self.open)
        self.meeting.wants_menu.connect(self._pop_up)
        self.meeting.wants_sending.connect(self.send)
        self.body = Panes(around, "meetings.aside", self._make_left(), self.meeting, width=460, gap=20, least=300)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(px(MARGIN), px(22), px(MARGIN), 0)
        column.setSpacing(px(8))
        column.addWidget(self.head)
        column.addWidget(self._make_half())
        self.gone = StaleBar(around, "meetings.gone")
        self.gone.button.setObjectName("meetings.gone.send")
        self.gone.wanted.connect(self._send_gone)
        column.addWidget(self.gone)
        column.addWidget(self.body, 1)
        self.planner = PlannerView(around)
        looking(around).read.connect(self._look_again)
        self.planner.left.connect(self._leave)
        self.planner.saved.connect(self._saved)
        self.planner.wants_menu.connect(self._pop_up)
        self.stack = QStackedWidget()
        self.stack.addWidget(listed)
        self.stack.addWidget(self.planner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.theme.changed.connect(self._size)
        self.desk.day_changed.connect(self.reload)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._minute)
        self._timer.start()

    def _make_left(self) -> QWidget:
        words = _("No meetings. Ask someone for 20 minutes.")
        self.empty = NothingYet(self.theme, words, "plus", _("Plan meeting"), name="meetings.first")
        self.empty.begin.clicked.connect(self.new)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1000)
        column.addStretch(1)
        return left

    def _make_half(self) -> QWidget:
        """The line that says that a plan is half typed."""
        px = self.around.px
        self.half = Card(self.theme, "accent_tint")
        self.half_words = Label(self.theme, "", "medium", wrap=True, name="meetings.half")
        go_on = Button(self.theme, _("Go on"), "pencil-simple", small=True, name="meetings.half.go")
        go_on.clicked.connect(lambda: self.around.go(self.key, ("plan", *(self._draft or ()))))
        forget = Button(self.theme, _("Forget it"), kind="ghost", small=True, name="meetings.half.forget")
        forget.clicked.connect(self._forget_half)
        row = QHBoxLayout(self.half)
        row.setContentsMargins(px(14), px(6), px(8), px(6))
        row.setSpacing(px(8))
        row.addWidget(Symbol(self.theme, "note-pencil", "accent"))
        row.addWidget(self.half_words, 1)
        row.addWidget(go_on)
        row.addWidget(forget)
        self.half.hide()
        return self.half

    # Showing

    def reload(self) -> None:
        """Read the list, or what the planner shows, again."""
        if self._planning is not None:
            self.planner.look_again()
            return
        current, number = self._row(), self.view.current()
        wanted = self._wanted if self._wanted is not None else current.id if current else None
        self._wanted = None
        found = queries.meetings(self.desk.read, clock.now())
        parts = [self._part(*part) for part in (
            ("coming", _("Coming"), "calendar-check", "violet", found.coming),
            ("to_ask", _("To agree on"), "hourglass-medium", "blue", found.to_ask),
            ("outcome", _("No outcome yet"), "note-pencil", "amber", found.needs_outcome),
            ("past", _("Past"), "clock-counter-clockwise", "text2", found.past),
        )]  # fmt: skip
        rows = [row for _section, listed in parts for row in listed]
        self._stale = dict(stale(self.desk.read, rows, self.desk.about))
        self._answers.clear()
        self._answers |= answers_in(self.desk.read, [row.id for row in rows])
        self.model.show(parts)
        self._size()
        if wanted is None or not self.mark(wanted):
            places = [place for place, item in enumerate(self.model.items) if isinstance(item, Entry)]
            if places:
                self.view.go_to(next((place for place in places if place >= number), places[-1]))
        self.empty.setVisible(not rows)
        self.view.setVisible(bool(rows))
        self.new_button.want(bool(rows))
        self.head.below.setText(self._summary(found))
        lost = gone(self.desk.read)
        words = _("Your calendar still shows a meeting that is not in the book any more.")
        self.gone.tell(*((words, _("Send the cancellation")) if lost else ("", "")))
        self._show_half()
        self._show_row()

    def _part(self, key: str, title: str, icon: str, token: str, ids: list[int]) -> tuple[Section, list[MeetingRow]]:
        rows = queries.rows(self.desk.read, ids)
        return Section(key, title, len(rows), icon, token), rows

    def _summary(self, found: queries.Meetings) -> str:
        said = [plural("{n} coming", "{n} coming", len(found.coming))] if found.coming else []
        said += [plural("{n} to agree on", "{n} to agree on", len(found.to_ask))] if found.to_ask else []
        waiting = len(found.needs_outcome)
        said += [plural("{n} without an outcome", "{n} without an outcome", waiting)] if waiting else []
        return ", ".join(said) + "." if said else ""

    def _spoken(self, row: MeetingRow) -> str:
        from mrtnet.ui.meetings.handing import stale_words

        kind = self._stale.get(row.id, "")
        more = [stale_words(kind)[0]] if kind else []
        more += [self._answers[row.id].words] if row.id in self._answers else []
        return spoken(row, self.desk.about, self.desk.today, more)

    def _show_row(self) -> None:
        self.meeting.show_meeting(self._row() if self.width_class == "wide" else None)
        self.meeting.setVisible(self.width_class == "wide" and self._row() is not None)
        self.body.lay_out()

    def _size(self) -> None:
        for number, item in enumerate(self.model.items):
            height = ROW if isinstance(item, Entry) else HEADER if number else FOLDED
            self.view.setRowHeight(number, self.around.px(height))

    def _minute(self) -> None:
        if self._planning is None and self.isVisible():
            self.reload()

    def mark(self, meeting_id: int) -> bool:
        """Make this meeting the current row; False if it is not shown."""
        for place, item in enumerate(self.model.items):
            if isinstance(item, Entry) and item.row.id == meeting_id:
                self.view.go_to(place)
                return True
        return False

    def _row(self) -> MeetingRow | None:
        return self.model.row_at(self.view.current())

    def current(self) -> MeetingRow | None:
        """The meeting that commands are about: the one in the planner, else the current row."""
        return self.planner.row if self._planning is not None else self._row()

    # A plan that is half typed

    def _show_half(self) -> None:
        found = all_rows(
            self.desk.read,
            "SELECT key, body FROM draft WHERE key BETWEEN 'meeting.plan:' AND 'meeting.plan:~' ORDER BY at DESC",
        )
        self._draft = None
        if found:
            told = str(found[0][0]).rpartition(":")[2]
            ids = (int(told),) if told.isdigit() and int(told) else ()
            names = [row.name for row in people.rows(self.desk.read, list(ids))]
            if names or not ids:
                self._draft = ids
                words = _("You were planning a meeting with {name}.") if names else _("You were planning a meeting.")
                self.half_words.setText(words.format(name="".join(names)))
        self.half.setVisible(self._draft is not None)

    def _forget_half(self) -> None:
        from mrtnet.ui.drafts import Draft

        Draft(self.desk, f"meeting.plan:{(self._draft or (0,))[0] if self._draft else 0}", self).drop()
        self._look_for_half()

    def _look_for_half(self) -> None:
        """After everything that waits to be written, drafts too."""
        self.desk.quietly(lambda _connection: None, on_done=lambda _none: self._show_half())

    # Coming and going

    def arrive(self, target: Any) -> None:
        """A meeting by its id in the list; ("plan", people ...) or ("change", id) in the planner; "" for the list."""
        if isinstance(target, tuple) and target[:1] == ("plan",):
            self.planner.open_new(target[1:])
            self._show_planner(target)
        elif isinstance(target, tuple) and target[:1] in (("change",), ("moved",)):
            row = queries.row(self.desk.read, int(target[1]))
            if row is None:
                self.show_list()
                return
            self.planner.open_meeting(row, by_them=target[0] == "moved")
            self._show_planner(target)
        else:
            self._wanted = target if isinstance(target, int) else None
            self.show_list()

    def place(self) -> Any:
        """The planner as it was opened, the current row, or ""."""
        row = self._row()
        return self._planning or (row.id if row else "")

    def _show_planner(self, target: tuple[Any, ...]) -> None:
        self._planning = target
        self.stale = False
        looking(self.around).look()
        self.stack.setCurrentWidget(self.planner)

    def show_list(self) -> None:
        """Back to the list."""
        self.planner.keep()
        self._planning = None
        self.titled.emit()
        self.stack.setCurrentIndex(0)
        self.stale = False
        self.reload()
        self._look_for_half()
        (self.view if self.model.items else self.empty).setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_again(self) -> None:
        """What keeps her busy was read anew."""
        if self._planning is not None:
            self.planner.look_again()

    def _leave(self) -> None:
        """Out of the planner: to where she came from."""
        was = self._planning
        self.around.commands.run("back")
        if self._planning is not was:
            return
        if self.around.window.isAncestorOf(self) and self.isVisible():
            self.show_list()
        else:
            self._planning, self.stale = None, True
            self.stack.setCurrentIndex(0)

    def _saved(self, meeting_id: int) -> None:
        self._leave()
        if self._planning is None and self.isVisible():
            self._wanted = meeting_id
            self.reload()

    def fit(self, width: Width) -> None:
        """Another width class."""
        self.planner.fit(width)
        self.head.shrink(width == "narrow")
        self._show_row()

    def keep(self) -> None:
        """What is half planned is kept."""
        self.planner.keep()

    def panes(self) -> Sequence[QWidget]:
        """The list, or the parts of the planner."""
        if self._planning is not None:
            return self.planner.panes()
        return (self.view, self.meeting.change) if self.model.items else (self.empty,)

    def lettered(self) -> Sequence[QWidget]:
        """The list only: the planner is typed in."""
        return (self.view,)

    def subject(self) -> Subject:
        """The meeting, and whom it is with."""
        if self._planning is not None:
            return self.planner.subject()._replace(meeting_id=self.planner.plan.meeting_id)
        row = self._row()
        if row is None:
            return Subject()
        return Subject(row.person_ids[0] if row.person_ids else None, person_ids=row.person_ids, meeting_id=row.id)

    def anchor(self) -> QPoint:
        """Below the current row."""
        rect = self.view.visualRect(self.view.currentIndex())
        return self.view.viewport().mapToGlobal(rect.bottomLeft())

    def headline(self) -> str:
        """What is done here."""
        return self.planner.title.text() if self._planning is not None else self.title

    # Commands

    @handles("new")
    def new(self) -> None:
        """Plan a meeting, with nobody yet."""
        self.around.go(self.key, ("plan",))

    @handles("open")
    def open(self) -> None:
        """Open the meeting in the planner."""
        if (row := self._row()) is not None and self._planning is None:
            self.around.go(self.key, ("change", row.id))

    @handles("edit")
    def edit(self) -> None:
        """Change the meeting."""
        self.open()

    @handles("meeting_asked")
    def asked(self) -> None:
        """She asked today; once more takes it back."""
        self._tick("asked")

    @handles("meeting_yes")
    def said_yes(self) -> None:
        """They said yes today."""
        self._tick("agreed")

    @handles("meeting_prepared")
    def prepared(self) -> None:
        """She is prepared."""
        self._tick("prepared")

    def _tick(self, what: str) -> None:
        from mrtnet.edits import meetings as edits

        if (row := self.current()) is not None:
            is_set = getattr(row.dates, f"{what}_on") is not None and what != "agreed"
            self.around.do(edits.tick, row.id, what, None if is_set else self.desk.today)

    @handles("meeting_no")
    def said_no(self) -> None:
        """They said no."""
        from mrtnet.edits import meetings as edits

        if (row := self.current()) is not None:
            self.around.do(edits.decline_meeting, row.id)

    @handles("meeting_moved")
    def moved(self) -> None:
        """They ask for another time: it is chosen in the planner."""
        if (row := self.current()) is not None:
            self.around.go(self.key, ("moved", row.id))

    @handles("meeting_cancel")
    def cancel(self) -> None:
        """It is called off."""
        from mrtnet.edits import meetings as edits

        if (row := self.current()) is not None:
            self.around.do(edits.cancel_meeting, row.id)

    @handles("meeting_send")
    def send(self) -> None:
        """Give the calendar what the meeting says now."""
        if (row := self.current()) is not None:
            handing(self.around).send(row.uid, row.id, self.reload)

    def _send_gone(self) -> None:
        for uid in gone(self.desk.read)[:1]:
            handing(self.around).send(uid, None, self.reload)

    @handles("meeting_next")
    def plan_next(self) -> None:
        """The session after the last one planned; of a meeting that stands alone, a new one with the same people."""
        from mrtnet.edits import series

        row = self.current()
        if row is not None and row.series_id is None:
            self.around.go(self.key, ("plan", *row.person_ids))
        elif row is not None:
            self.around.do(series.plan_next, row.id)

    @handles("meeting_leave_out")
    def leave_out(self) -> None:
        """This session will not be, the others will."""
        from mrtnet.edits import series

        if (row := self.current()) is not None:
            self.around.do(series.leave_out, row.id)

    @handles("meeting_end")
    def end(self) -> None:
        """It repeats no more."""
        from mrtnet.edits import series

        if (row := self.current()) is not None:
            self.around.do(series.end_series, row.id)

    @handles("meeting_remove")
    def remove_meeting(self) -> None:
        """As if it had never been planned."""
        from mrtnet.edits import meetings as edits

        if (row := self.current()) is not None:
            self.around.do(edits.remove_meeting, row.id)

    @handles("remove")
    def remove(self) -> None:
        """Del in the list."""
        if self._planning is None:
            self.remove_meeting()

    # Menus

    def _menu(self, number: int, where: QPoint) -> None:
        if self.model.row_at(number) is not None:
            self.view.go_to(number)
            self._pop_up(where)

    def _pop_up(self, where: QPoint) -> None:
        row = self.current()
        if row is None:
            return
        menu = passing_menu(self, "meeting")
        for name in self.possible(row):
            menu.addAction(self.around.commands.action(name))
        menu.popup(where)

    def possible(self, row: MeetingRow) -> list[str]:
        """The commands that make sense for this meeting as it stands."""
        state = rules.state(row.dates, row.day is not None)
        way = list(STATES)
        live = state in ("to-ask", "asked", "agreed", "prepared", "moved")
        found = ["open"] if self._planning is None else []
        found += ["write"] if row.person_ids else []
        found += ["meeting_brief", "meeting_notes"] if live else []
        found += ["meeting_outcome"] if live or row.dates.held_on else []
        if live:
            found += ["meeting_asked"] if way.index(state) < 2 else []
            found += ["meeting_yes"] if state in ("to-ask", "asked", "moved") else []
            found += ["meeting_prepared"] if row.day else []
            found += ["meeting_moved"] if row.day else []
            found += ["meeting_no", "meeting_cancel"]
        found += ["meeting_send"] if row.starts is not None else []
        found += ["meeting_join"] if join_link(row) and live else []
        if row.ical_uid and row.organizer:
            found += ["meeting_answer"] if live else []
        elif row.starts is not None:
            found.append("meeting_invite")
        proposed = any(each.proposed for each in queries.people(self.desk.read, row.id))
        found += ["meeting_take"] if live and proposed else []
        found.append("meeting_next")
        found += ["meeting_leave_out", "meeting_end"] if row.series_id is not None and live else []
        return [*found, "meeting_remove"]
