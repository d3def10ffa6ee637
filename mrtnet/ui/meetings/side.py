"""The left column of the planner: whom she meets, and what kind of meeting it is to be."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain import kinds, zoned
from mrtnet.domain.kinds import meeting_usage
from mrtnet.domain.repeating import Rule, by_weekday_of_month, from_rrule, say_rule, to_rrule
from mrtnet.domain.rows import PersonDetail
from mrtnet.domain.when import say_when
from mrtnet.queries import people, person, planning
from mrtnet.ui.around import Around
from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.meetings.plan import ALARMS, HOWS, LENGTHS, Plan, phone_of
from mrtnet.ui.meetings.words import say_alarm
from mrtnet.ui.widgets.basic import Avatar, Card, Chip, Divider, Field, Label, tip
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.words import _, later

HOW_WORDS: Mapping[str, tuple[str, str]] = {
    "video": (later("Video"), "video-camera"),
    "phone": (later("Phone"), "phone"),
    "place": (later("In person"), "map-pin"),
}
_WHERE = {
    "video": (later("Link or place"), later("They send the link")),
    "phone": (later("Number"), later("The number to call")),
    "place": (later("Place"), later("Where you meet")),
}
FOUND = 6  # names offered while one is typed


class PersonCard(Card):
    """Whom she meets and what was talked about last. `chose(person id)` when one is named here."""

    chose = Signal(int)

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around, self.desk = around, around.desk
        px, theme = around.px, self.theme
        self.detail: PersonDetail | None = None
        self._found: dict[str, int] = {}
        self.avatar = Avatar(theme, 44)
        self.name = Label(theme, "", "name", wrap=True, name="planner.person")
        self.marks = Label(theme, "", "small", "text2", wrap=True)
        self.work = Label(theme, "", "body", "text2", wrap=True)
        self.more = Label(theme, "", "small", "text2", wrap=True)
        self._line = Divider(theme, "divider")
        self._last = Label(theme, _("Last time"), "small_medium", "text2")
        self.last = Label(theme, "", "body", "text2", wrap=True)
        self.field = Field(theme, _("With whom?"), "magnifying-glass", name="planner.who")
        self.field.textEdited.connect(self._search)
        self.field.returnPressed.connect(self._take_first)
        self._names = QStringListModel(self)
        self.completer = QCompleter(self._names, self.field)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.completer.activated.connect(self._take)
        self.field.setCompleter(self.completer)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.marks)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(px(12))
        head.addWidget(self.avatar, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(14), px(16), px(14))
        column.setSpacing(px(9))
        column.addLayout(head)
        column.addWidget(self.field)
        for widget in (self.work, self.more, self._line, self._last, self.last):
            column.addWidget(widget)

    def show_people(self, ids: tuple[int, ...]) -> None:
        """Show the first of these, and who else comes."""
        self.detail = person.detail(self.desk.read, ids[0]) if ids else None
        detail = self.detail
        for widget in (self.avatar, self.name, self.marks, self.work):
            widget.setVisible(detail is not None)
        self.field.setVisible(detail is None)
        others = [row.name for row in people.rows(self.desk.read, list(ids[1:]))]
        self.more.setText(_("With {names}").format(names=", ".join(others)) if others else "")
        self.more.setVisible(bool(others))
        talk = planning.last_talk(self.desk.read, detail.id) if detail else None
        for part in (self._line, self._last, self.last):
            part.setVisible(talk is not None)
        if detail is None:
            return
        self.avatar.show_person(detail.name, detail.id)
        self.name.setText(detail.name)
        self.marks.setText(", ".join(detail.credentials))
        self.marks.setVisible(bool(detail.credentials))
        job = next((each for each in detail.jobs if each.until is None), None)
        city = next((each.locality for each in detail.addresses if each.locality), "")
        place = ", ".join(part for part in (job.organization if job else "", city) if part)
        self.work.setText("\n".join(part for part in (job.title if job else "", place) if part))
        self.work.setVisible(bool(self.work.text()))
        if talk is not None:
            day, where, said = talk
            self.last.setText(self._say_last(say_when(day, self.desk.today), where, said))

    def _say_last(self, day: str, where: str, said: str) -> str:
        where = kinds.title("interaction", where) if where in kinds.INTERACTIONS else where
        text = " ".join(said.split())
        short = text if len(text) <= 220 else text[:220].rpartition(" ")[0] + "…"
        head = _("{day} · {where}").format(day=day, where=where) if where else day
        return f"{head}. {short}" if short else head

    def _search(self, text: str) -> None:
        from mrtnet.queries import search

        typed = " ".join(text[:100].split())
        ids = search.person_ids(self.desk.read, typed, self.desk.today, limit=FOUND) if len(typed) > 1 else []
        self._found = {}
        for row in people.rows(self.desk.read, list(ids)):
            said = row.name if row.name not in self._found else f"{row.name} ({row.id})"
            self._found[f"{said} · {row.organization}" if row.organization else said] = row.id
        self._names.setStringList(list(self._found))

    def _take(self, words: str) -> None:
        if words in self._found:
            self.chose.emit(self._found[words])

    def _take_first(self) -> None:
        if self._found:
            self.chose.emit(next(iter(self._found.values())))


class FormCard(Card):
    """Kind, length, way, alarms, what comes afterwards, repetition. `changed(what)` after each choice by hand."""

    changed = Signal(str)

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self.around = around
        self.plan = Plan()
        self._detail: PersonDetail | None = None
        self._rules_for: tuple[object, ...] = ()
        px, theme = around.px, self.theme
        self.kind = self._choice("planner.kind", _("Kind"))
        for key, kind in kinds.MEETINGS.items():
            self.kind.addItem(make_icon(theme, kind.icon), _(kind.title), key)
        self.length = self._choice("planner.length", _("Length"))
        self.how = self._choice("planner.how", _("How"))
        for way in HOWS:
            words, symbol = HOW_WORDS[way]
            self.how.addItem(make_icon(theme, symbol), _(words), way)
        self.where = Field(theme, "", name="planner.where")
        self._where_title = Label(theme, "", "small_medium", "text2")
        self.repeats = self._choice("planner.repeats", _("Repeats"))
        self._alarms = QWidget()
        self._alarm_row = Flow(px(2))
        self._alarms.setLayout(self._alarm_row)
        self._after = QWidget()
        self._after_row = Flow(px(6))
        self._after.setLayout(self._after_row)
        grid = QGridLayout(self)
        grid.setContentsMargins(px(16), px(14), px(16), px(14))
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(5))
        parts: tuple[tuple[QWidget | str, int, int], ...] = (
            (_("Kind"), 0, 2), (self.kind, 0, 2), (_("Length"), 0, 1), (_("How"), 1, 1), (self.length, 0, 1),
            (self.how, 1, 1), (self._where_title, 0, 2), (self.where, 0, 2), (_("Remind me"), 0, 2),
            (self._alarms, 0, 2), (_("Afterwards"), 0, 2), (self._after, 0, 2), (_("Repeats"), 0, 2),
            (self.repeats, 0, 2),
        )  # fmt: skip
        self._titles: dict[str, Label] = {}
        line = -1
        for part, column, span in parts:
            line += column == 0
            widget = part if isinstance(part, QWidget) else Label(theme, part, "small_medium", "text2")
            if isinstance(part, str):
                self._titles[part] = widget  # type: ignore[assignment]  # made just above
            if line and column == 0 and (isinstance(part, str) or part is self._where_title):
                widget.setContentsMargins(0, px(6), 0, 0)
                grid.addWidget(widget, line, column, 1, span, Qt.AlignmentFlag.AlignBottom)
            elif isinstance(part, str):
                grid.addWidget(widget, line, column, 1, span, Qt.AlignmentFlag.AlignBottom)
            else:
                grid.addWidget(widget, line, column, 1, span)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._listen()

    def _choice(self, name: str, says: str) -> Choice:
        box = Choice(name, says, least=0)
        box.setMinimumWidth(self.around.px(80))
        return box

    def _listen(self) -> None:
        self.kind.activated.connect(self._take_kind)
        self.length.activated.connect(self._take_length)
        self.how.activated.connect(self._take_how)
        self.where.textEdited.connect(self._take_where)
        self.repeats.activated.connect(self._take_rule)

    # Showing

    def show_plan(self, plan: Plan, detail: PersonDetail | None) -> None:
        """Show the choices of a plan."""
        self.plan, self._detail = plan, detail
        with QSignalBlocker(self.kind):
            if self.kind.findData(plan.kind) < 0:
                self.kind.addItem(make_icon(self.theme, "circle-dashed"), kinds.title("meeting", plan.kind), plan.kind)
            self.kind.setCurrentIndex(self.kind.findData(plan.kind))
        self._show_length()
        with QSignalBlocker(self.how):
            self.how.setCurrentIndex(self.how.findData(plan.how))
        self._show_where()
        self._show_alarms()
        self._show_after()
        self.show_rules()

    def show_time(self) -> None:
        """Another time was chosen, maybe with a length: what depends on it."""
        if self.length.currentData() != self.plan.minutes:
            self._show_length()
        self.show_rules()

    def _show_length(self) -> None:
        plan = self.plan
        with QSignalBlocker(self.length):
            self.length.clear()
            for minutes in sorted({*LENGTHS, plan.minutes}):
                self.length.addItem(zoned.say_length(minutes), minutes)
            self.length.setCurrentIndex(self.length.findData(plan.minutes))

    def _show_where(self) -> None:
        title, says = _WHERE[self.plan.how]
        self._where_title.setText(_(title))
        self.where.setAccessibleName(_(title))
        self.where.setPlaceholderText(_(says))
        text = self.plan.where.get(self.plan.how, "")
        if self.where.text() != text:
            self.where.setText(text)

    def _show_alarms(self) -> None:
        self._alarm_row.clear()
        for minutes in self.plan.alarms:
            chip = Chip(self.theme, say_alarm(minutes), "accent", "bell", name="planner.alarm", choose=True)
            chip.setChecked(True)
            chip.setAccessibleName(_("Remind me {when}; press to leave it out").format(when=say_alarm(minutes)))
            chip.clicked.connect(partial(self._drop_alarm, minutes))
            self._alarm_row.addWidget(chip)
        self.add = Chip(self.theme, "", "grey", "plus", name="planner.alarm.add", choose=True)
        self.add.setAccessibleName(_("Another reminder"))
        self.add.setToolTip(tip(_("Another reminder")))
        self.add.clicked.connect(self._offer_alarms)
        self._alarm_row.addWidget(self.add)
        self._alarms.updateGeometry()

    def _show_after(self) -> None:
        self._after_row.clear()
        usage = meeting_usage(self.plan.kind)
        chips = [(_("Thank-you in 24 h"), "envelope-simple")] if usage.thanks else []
        chips += [(_("Report back in 30 days"), "arrow-bend-up-left")] if usage.reports else []
        chips = chips or [(_("How did it go?"), "note-pencil")]
        for words, symbol in chips:
            self._after_row.addWidget(Chip(self.theme, words, "accent", symbol))
        self._after.updateGeometry()

    def show_rules(self) -> None:
        """Rules that the chosen day suggests. A meeting that stands alone in the book is repeated by a new one."""
        plan = self.plan
        wanted = plan.kind in ("mentor-check-in", "coffee", "call", "other") or bool(plan.rule)
        shown = plan.wall is not None and wanted and (plan.meeting_id is None or plan.series_id is not None)
        for widget in (self._titles[_("Repeats")], self.repeats):
            widget.setVisible(shown)
        if not shown or plan.wall is None or (plan.wall, plan.zone, plan.rule) == self._rules_for:
            return
        self._rules_for = (plan.wall, plan.zone, plan.rule)
        weekday, start = (plan.wall.weekday(),), plan.wall
        rules = [Rule("WEEKLY", 1, weekday), Rule("WEEKLY", 2, weekday), Rule("WEEKLY", 4, weekday)]
        rules.append(by_weekday_of_month(start.date()))
        with QSignalBlocker(self.repeats):
            self.repeats.clear()
            self.repeats.addItem(make_icon(self.theme, "repeat"), _("Does not repeat"), "")
            for rule in rules:
                self.repeats.addItem(
                    make_icon(self.theme, "repeat"), say_rule(rule, start), to_rrule(rule, start, plan.zone)
                )
            if plan.rule and self.repeats.findData(plan.rule) < 0:
                said = say_rule(from_rrule(plan.rule, start, plan.zone), start)
                self.repeats.addItem(make_icon(self.theme, "repeat"), said, plan.rule)
            self.repeats.choose(plan.rule)

    # Choosing

    def _take_kind(self, place: int) -> None:
        self.plan.take_kind(str(self.kind.itemData(place)))
        self.show_plan(self.plan, self._detail)
        self.changed.emit("kind")

    def _take_length(self, place: int) -> None:
        self.plan.touched.add("minutes")
        self.plan.take_minutes(int(self.length.itemData(place)))
        self.changed.emit("minutes")

    def _take_how(self, place: int) -> None:
        self.plan.how = self.how.itemData(place)
        if self.plan.how == "phone" and not self.plan.where.get("phone") and self._detail is not None:
            self.plan.where["phone"] = phone_of(self._detail)
        self._show_where()
        self.changed.emit("how")

    def _take_where(self, text: str) -> None:
        self.plan.where[self.plan.how] = text
        self.changed.emit("where")

    def _take_rule(self, place: int) -> None:
        self.plan.rule = str(self.repeats.itemData(place))
        self._rules_for = ()
        self.changed.emit("rule")

    def _drop_alarm(self, minutes: int) -> None:
        self._set_alarms(tuple(each for each in self.plan.alarms if each != minutes))

    def _offer_alarms(self) -> None:
        self.add.setChecked(False)
        menu = passing_menu(self, "planner.alarm")
        for minutes in ALARMS:
            if minutes not in self.plan.alarms:
                action = menu.addAction(make_icon(self.theme, "bell"), say_alarm(minutes))
                action.triggered.connect(lambda _on=False, m=minutes: self._set_alarms((*self.plan.alarms, m)))
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _set_alarms(self, alarms: tuple[int, ...]) -> None:
        self.plan.alarms = tuple(sorted(alarms, reverse=True))
        self.plan.touched.add("alarms")
        self._show_alarms()
        self.changed.emit("alarms")
        self.add.show()  # what is not yet shown cannot take the keyboard
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
