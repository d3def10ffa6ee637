"""One meeting beside the list: when for both, where, how it stands, what is next; buttons for what is done most."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.rows import MeetingRow
from mrtnet.domain.when import say_when
from mrtnet.queries import meetings
from mrtnet.ui.around import Around
from mrtnet.ui.meetings.invite import Answers
from mrtnet.ui.meetings.trail import StaleBar, Trail
from mrtnet.ui.meetings.words import next_act, people_of, say_alarm, say_for_them, say_when_for_her, stations, title_of
from mrtnet.ui.pages.page import CommandButton
from mrtnet.ui.widgets.basic import Avatar, Button, Card, Divider, Label, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _, listed


class MeetingView(QWidget):
    """Shows one meeting. `wants_change` opens the planner, `wants_menu(where)` the menu of what can be done."""

    wants_change = Signal()
    wants_menu = Signal(object)
    wants_sending = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.theme = around, around.theme
        self.row: MeetingRow | None = None
        px, theme = around.px, self.theme
        self.avatar = Avatar(theme, 44)
        self.title = Label(theme, "", "section", wrap=True, name="meetings.title")
        self.kind = Label(theme, "", "body", "text2", wrap=True)
        self.stale = StaleBar(around, "meetings")
        self.stale.wanted.connect(self.wants_sending)
        self.answers = Answers(around, "meetings")
        self.trail = Trail(around)
        self.change = Button(theme, _("Change"), "pencil-simple", name="meetings.change")
        self.change.clicked.connect(self.wants_change)
        self.more = Button(theme, "", "dots-three", says=_("More"), name="meetings.more")
        self.more.clicked.connect(lambda: self.wants_menu.emit(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        self.lines: dict[str, tuple[QWidget, Label]] = {}
        card = Card(theme)
        self.column = QVBoxLayout(card)
        self.column.setContentsMargins(px(18), px(16), px(18), px(16))
        self.column.setSpacing(px(10))
        self.column.addLayout(self._make_head())
        self.column.addWidget(self.stale)
        self.column.addWidget(self.answers)
        self.column.addWidget(self.trail)
        self.column.addWidget(self._make_talk())
        self.column.addWidget(Divider(theme, "divider"))
        for key, icon in (("when", "clock"), ("where", "map-pin"), ("alarms", "bell"), ("next", "arrow-right")):
            self.column.addWidget(self._make_line(key, icon))
        self._asked = Label(theme, _("Questions"), "small_medium", "text2")
        self.questions = Label(theme, "", "body", wrap=True)
        self._purpose = Label(theme, "", "body", "text2", wrap=True)
        for widget in (self._asked, self.questions, self._purpose):
            self.column.addWidget(widget)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(0, px(8), 0, px(14))
        inside.addWidget(card)
        inside.addStretch(1)
        area = scrolling(inner, see_through=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _make_head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.kind)
        head = QHBoxLayout()
        head.setSpacing(self.around.px(10))
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        for button in (self.change, self.more):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _make_talk(self) -> QWidget:
        """What surrounds the talk itself: the brief before it, the notes during it, the outcome after it."""
        holder, flow = QWidget(), Flow(self.around.px(4))
        holder.setLayout(flow)
        self.talk = {
            key: CommandButton(self.around, f"meeting_{key}", words, small=True, name=f"meetings.{key}")
            for key, words in (("brief", ""), ("notes", _("Notes")), ("outcome", _("Outcome")))
        }
        for button in self.talk.values():
            flow.addWidget(button)
        return holder

    def _want_talk(self, row: MeetingRow) -> None:
        live = row.dates.cancelled_on is None and row.dates.declined_on is None
        held = row.dates.held_on is not None
        for key, wanted in (("brief", not held), ("notes", not held), ("outcome", True)):
            self.talk[key].want(live and wanted)

    def _make_line(self, key: str, icon: str) -> QWidget:
        holder, words = QWidget(), Label(self.theme, "", "body", wrap=True, name=f"meetings.said.{key}")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.around.px(10))
        row.addWidget(Symbol(self.theme, icon, "text3"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        self.lines[key] = (holder, words)
        return holder

    def show_meeting(self, row: MeetingRow | None) -> None:
        """Show this one."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        desk = self.around.desk
        self.avatar.show_person(
            row.people[0] if row.people else title_of(row), row.person_ids[0] if row.person_ids else 0
        )
        self.title.setText(people_of(row))
        self.kind.setText(title_of(row))
        self.stale.show_for(row)
        self.answers.show_for(row)
        self.trail.show_stations(stations(row, desk.today))
        self._want_talk(row)
        when = "\n".join(
            part for part in (say_when_for_her(row, desk.about, desk.today), say_for_them(row, desk.about)) if part
        )
        alarms = listed([say_alarm(each) for each in row.alarms])
        act = next_act(row, desk.about, desk.now)
        said = _("{what}: {day}").format(what=act.words, day=say_when(act.due, desk.today)) if act else ""
        told = {
            "when": when,
            "where": row.place or row.url or row.phone,
            "alarms": _("Reminder {when}").format(when=alarms) if alarms and row.starts else "",
            "next": "\n".join(part for part in (said, act.why if act else "") if part),
        }
        for key, text in told.items():
            holder, words = self.lines[key]
            words.setText(text)
            holder.setVisible(bool(text))
        found = meetings.questions(desk.read, row.id)
        self.questions.setText("\n".join(f"{number}. {each.text}" for number, each in enumerate(found, 1)))
        for widget in (self._asked, self.questions):
            widget.setVisible(bool(found))
        self._purpose.setText(row.purpose)
        self._purpose.setVisible(bool(row.purpose))
