"""The other tabs of her own side: units with certificates, the record of an internship, the directory."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain import kinds
from mrtnet.domain.career import CeuRow, PlacementRow, PracticeRow
from mrtnet.domain.career_lines import read_practice
from mrtnet.domain.career_organisations import FIND_HERE, Association, directory, states
from mrtnet.domain.names import fold
from mrtnet.domain.when import say_date, say_when
from mrtnet.queries import career
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.career.parts import Deed, Item, ItemList
from mrtnet.ui.drafts import Draft
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.pages.event_words import ceu_words, say_span
from mrtnet.ui.widgets.basic import Bar, Button, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _, plural


class UnitsTab(QWidget):
    """All units, the newest first; a file dropped on a row becomes its certificate."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around = around
        deeds = (Deed("certificate", "paperclip", _("Certificate: open it, or choose a file")),
                 Deed("edit", "pencil-simple", _("Change")), Deed("remove", "trash", _("Remove")))  # fmt: skip
        empty = _("No CEUs yet. Log them as the certificate says; drop the certificate on its row.")
        self.list = ItemList(around, "career.units", _("CEUs on file"), empty, _("Log CEUs"), deeds, grows=True)
        self.list.view.take_drops()
        self.hint = Label(around.theme, _("Drop a certificate on its row, as PDF or picture: it is kept in the book."),
                          "small", "text3", wrap=True)  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, around.px(2), 0, around.px(14))
        column.setSpacing(around.px(6))
        column.addWidget(self.list, 1)
        self.list.put_below(self.hint)

    def reload(self) -> None:
        """Read it again."""
        rows = career.ceus(self.around.desk.read)
        self.list.show_items([_unit(row, self.around.desk.today) for row in rows])
        self.hint.setVisible(bool(rows))


def _unit(row: CeuRow, today: date) -> Item:
    said = [say_date(row.day, today), row.provider, row.subject, ", ".join(row.bodies)]
    if row.event and row.event != row.title:
        said.append(row.event)
    below = " · ".join(dict.fromkeys(part for part in said if part))
    return Item(row.id, "medal", "accent", row.title, "", below, ceu_words(row.units), "accent", bool(row.file_id))


class PracticeTab(QWidget):
    """Internships, PPE and volunteering: hours against hours required, days with what was learned, people met there."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, px, theme = around, around.desk, around.px, around.theme
        self._placements: list[PlacementRow] = []
        self.where = Choice("career.placement", _("Internship"), least=0)
        self.where.setMinimumHeight(px(32))
        self.where.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.where.currentIndexChanged.connect(lambda _at: self._show())
        self.people = Button(theme, _("People there"), "users", name="career.people")
        self.people.clicked.connect(self._go)
        self.new = Button(theme, _("New internship"), "plus", kind="ghost", name="career.placement.new")
        self.new.clicked.connect(self._new)
        top = QHBoxLayout()
        top.setSpacing(px(6))
        top.addWidget(self.where, 1)
        top.addWidget(self.people)
        top.addWidget(self.new)
        self.said = Wrapped(theme, "", "medium")
        self.bar = Bar(theme)
        self.below = Wrapped(theme, "", "small", "text2")
        self.line = Field(theme, _("Log a day: 8h; yesterday; release of information desk"), "plus",
                          name="career.practice.line")  # fmt: skip
        self.line.setAccessibleName(_("Log a day"))
        self.line.returnPressed.connect(self._add)
        self._draft = Draft(self.desk, "career.practice.line", self)
        kept = self._draft.read()
        self.line.setText(kept if isinstance(kept, str) else "")
        self.line.textEdited.connect(self._draft.keep)
        deeds = (Deed("edit", "pencil-simple", _("Change")), Deed("remove", "trash", _("Remove")))
        self.list = ItemList(around, "career.days", _("Days"), _("No days yet. Type the first one above."),
                             _("Log"), deeds, grows=True)  # fmt: skip
        self.list.add.clicked.connect(self._add)
        self.empty = Wrapped(theme, _("No internship, PPE or volunteering yet. Add it as an event of that kind: hours, "
                                      "people and learnings are kept with it."), "body", "text3")  # fmt: skip
        self._parts = (self.where, self.people, self.said, self.bar, self.below, self.line, self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, px(14))
        column.setSpacing(px(8))
        column.addWidget(self.empty)
        column.addLayout(top)
        guard = NoteGuard(self.desk, theme, self.line, internship=lambda: True)
        for widget in (self.said, self.bar, self.below, self.line, guard):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addStretch(0)

    def reload(self) -> None:
        """Read it again."""
        chosen = self.where.currentData()
        self._placements = career.placements(self.desk.read)
        self.where.blockSignals(True)
        self.where.clear()
        for row in self._placements:
            known = not row.organization or fold(row.organization) in fold(row.name)
            site = row.name if known else f"{row.name}, {row.organization}"
            self.where.addItem(site, row.event_id)
        self.where.choose(chosen)
        self.where.blockSignals(False)
        self.empty.setVisible(not self._placements)
        for widget in self._parts:
            widget.setVisible(bool(self._placements))
        self._show()

    def placement(self) -> PlacementRow | None:
        """The chosen one."""
        number = self.where.currentIndex()
        return self._placements[number] if 0 <= number < len(self._placements) else None

    def _show(self) -> None:
        row, today = self.placement(), self.desk.today
        if row is None:
            return
        required = row.required or 0
        if required:
            words = _("{done:g} of {required:g} hours").format(done=row.hours, required=required)
            left = required - row.hours
            more = _("{left:g} hours to go").format(left=left) if left > 0 else _("All hours are done")
        else:
            words = _hours(row.hours)
            more = _("Say how many hours are required when you change the event")
        self.said.setText(words)
        self.bar.setVisible(bool(required))
        self.bar.show_part(round(min(row.hours, required) * 10), round(required * 10))
        self.bar.setAccessibleName(words)
        days = plural("{n} day logged", "{n} days logged", row.days)
        span = say_span(row.first_day, row.last_day, today)
        kind = kinds.title("event", row.kind)
        self.below.setText(" · ".join(part for part in (more, days, span, kind) if part))
        self.people.say(plural("{n} person met", "{n} people met", row.met))
        self.list.show_items([_day(each, today) for each in career.practice_days(self.desk.read, row.event_id)])

    def keep(self) -> None:
        """Keep the half-typed line."""
        self._draft.flush()

    def _add(self) -> None:
        row = self.placement()
        if row is None:
            return
        if not self.line.text().strip():
            self.line.setFocus()
            return
        about = self.desk.about
        try:
            form = read_practice(self.line.text(), self.desk.today, about.days, day_first=about.day_first)
        except Trouble as wrong:
            self.desk.trouble.emit(str(wrong))
            return
        from mrtnet.edits import career as edits

        add = self._draft.in_save(edits.add_practice_day)
        self.line.clear()
        self.desk.do(add, row.event_id, form)

    def _go(self) -> None:
        if (row := self.placement()) is not None:
            self.around.go("events", row.event_id)

    def _new(self) -> None:
        from mrtnet.ui.dialogs.event_form import EventDialog

        dialog = EventDialog(self.desk, self.around.theme, self)
        dialog.kind.choose("internship")
        dialog.open()


def _day(row: PracticeRow, today: date) -> Item:
    learned = " ".join(row.learned.split())
    return Item(row.id, "clock", "text3", say_when(row.day, today), "", learned, _hours(row.hours))


def _hours(number: float) -> str:
    return _("1 hour") if number == 1 else _("{n:g} hours").format(n=number)


class DirectoryTab(QWidget):
    """The organizations of the field, her state's first. A link opens only when she asks for it."""

    joined = Signal(str)

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, px = around, around.desk, around.px
        self.shown: list[Association] = []
        offers = {"": _("Choose your state"), **{name: name for name in states()}}
        self.state = Choice("career.state", _("Your state"), offers)
        self.state.setMinimumHeight(px(32))
        self.state.activated.connect(lambda _at: self._choose())
        deeds = (Deed("open", "arrow-square-out", _("Open its site")),
                 Deed("join", "identification-badge", _("Add my membership")))  # fmt: skip
        self.list = ItemList(around, "career.directory", _("Organizations"), "", "", deeds, grows=True)
        self.list.add.hide()
        top = QHBoxLayout()
        top.setSpacing(px(8))
        words = _("Your state’s association comes first. Nothing is loaded; a site opens when you ask for it.")
        top.addWidget(Wrapped(around.theme, words, "small", "text2"), 1)
        top.addWidget(self.state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(6), 0, px(14))
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.list, 1)

    def reload(self) -> None:
        """Read it again."""
        read = self.desk.read
        state = career.state(read)
        self.state.choose(state)
        self.shown = directory(state)
        mine = {fold(row.name) for row in career.memberships(read) if not row.ended_on}
        self.list.show_items([self._item(number, each, mine) for number, each in enumerate(self.shown, 1)])

    def _item(self, number: int, each: Association, mine: set[str]) -> Item:
        member = fold(each.name) in mine or fold(each.short) in mine
        icon = "map-pin" if each.state else "buildings"
        name, beside = (each.short, each.name) if each.short and each.short != each.name else (each.name, "")
        return Item(number, icon, "accent" if each.state else "text3", name, beside, _(each.what),
                    _("Member") if member else "", "green")  # fmt: skip

    def link(self, number: int) -> str:
        """The site of this row; AHIMA's, where a state's own is not known."""
        each = self.shown[number - 1]
        return each.url or (FIND_HERE if each.state else "")

    def name(self, number: int) -> str:
        """What a membership of this row is called."""
        return self.shown[number - 1].name

    def _choose(self) -> None:
        from mrtnet.edits import career as edits

        self.desk.do(edits.choose_state, self.state.value())
