"""The sessions of an event and what they count: one line each, typed in one line."""

import re
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import SessionForm
from mrtnet.domain.rows import EventRow, SessionRow
from mrtnet.domain.when import say_when, split_when
from mrtnet.queries import events
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.desk import Desk
from mrtnet.ui.drafts import Draft
from mrtnet.ui.pages.event_words import ceu_words
from mrtnet.ui.painting import END, Row, line, symbol, text_width
from mrtnet.ui.rows import Rows
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Button, Card, Field, Label
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

ROW = 56  # design px
_CEUS = re.compile(r"\b(\d+(?:[.,]\d+)?)\s*(?:ceus?|credits?)\b", re.I)
_SPEAKER = re.compile(r"(?:^|[,;]\s*)(?:by|with)\s+([^,;]+)", re.I)
_ROOM = re.compile(r"(?:^|[,;]\s*)((?:room|hall|ballroom)\s+[^,;]+)", re.I)


def read_session(
    text: str, today: date, *, days: WorkingDays, first: date | None = None, day_first: bool = False
) -> SessionForm:
    """A session in one line: "Denials; by Farhad Karimi; room 204; 1.5 ceus; mon 9am". Raises Trouble."""
    found: dict[str, object] = {}
    rest = text
    for key, pattern in (("ceus", _CEUS), ("room", _ROOM), ("speaker", _SPEAKER)):
        if match := pattern.search(rest):
            found[key] = float(match[1].replace(",", ".")) if key == "ceus" else match[1].strip()
            rest = rest[: match.start()] + ";" + rest[match.end() :]
    rest = re.sub(r"\s*[;,]\s*(?:[;,]\s*)*", "; ", rest).strip("; ")
    title, when = split_when(rest.replace(";", " ,"), first or today, days=days, day_first=day_first)
    if when is not None and title.strip(" ,"):
        found |= {"day": when.day, "starts": when.at}
        rest = title.replace(" ,", ";").strip("; ")
    return SessionForm.checked(title=rest, attended=True, **found)


class SessionDelegate(RowDelegate):
    """Paints SessionRow."""

    framed = True

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme)
        self._desk: Desk = around.desk

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Title and speaker; day, time and room; CEUs at the end."""
        assert isinstance(item, SessionRow)
        self.plain_ground(painter, option, row)
        px, theme = self.theme.px, self.theme
        icon, token = ("check-circle", "green") if item.attended else ("circle-dashed", "text3")
        symbol(painter, theme, row.at(px(14), 0, px(18), row.rect.height()), icon, 17, token)
        ceus = ceu_words(item.ceus)
        end = text_width(theme, "strong", ceus) + px(4)
        line(painter, theme, row.from_end(px(16), 0, end, row.rect.height()), "strong", "text", ceus, END)
        room = row.rect.width() - px(42) - px(24) - end
        self.name_line(painter, row, px(42), px(8), room, item.title, item.speaker)
        line(painter, theme, row.at(px(42), px(28), room, px(20)), "body", "text2", self._below(item))
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """Everything the row says."""
        assert isinstance(item, SessionRow)
        return "\n".join(part for part in (item.title, item.speaker, self._below(item), item.note[:300]) if part)

    def _below(self, item: SessionRow) -> str:
        day = say_when(item.day, self._desk.today) if item.day else ""
        at = say_time(item.starts) if item.starts else ""
        return " · ".join(part for part in (day, at, item.room) if part)


class SessionsTab(QWidget):
    """The list of sessions with a line to add one."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, theme, px = around, around.desk, around.theme, around.px
        self._row: EventRow | None = None
        self._found: dict[int, SessionRow] = {}
        self.model = Rows[SessionRow](
            lambda ids: [self._found[each] for each in ids if each in self._found],
            lambda row: f"{row.title}, {ceu_words(row.ceus)}".strip(", "), None, self,
        )  # fmt: skip
        self.view = RowsView(
            theme, self.model, name="event.sessions", says=_("Sessions"), height=lambda: px(ROW), ground=""
        )
        self._delegate = SessionDelegate(around)
        self.view.setItemDelegate(self._delegate)
        self.view.opened.connect(self._toggle)
        self.line = Field(theme, _("Add a session: Denials; by Farhad Karimi; room 204; 1.5 ceus; mon 9am"), "plus",
                          name="event.session.line")  # fmt: skip
        self.line.setAccessibleName(_("Add a session"))
        self.line.returnPressed.connect(self._add)
        self.line.textEdited.connect(lambda text: self._draft.keep(text) if self._draft else None)
        self._draft: Draft | None = None
        self.add = Button(theme, _("Add"), hint=_("Enter"), name="event.session.add")
        self.add.clicked.connect(self._add)
        self.remove = Button(theme, _("Remove"), "trash", name="event.session.remove")
        self.remove.clicked.connect(self._remove)
        self.sum = Label(theme, "", "small", "text3", wrap=True)
        typing = QHBoxLayout()
        typing.setSpacing(px(3))
        for widget, stretch in ((self.line, 1), (self.add, 0), (self.remove, 0)):
            typing.addWidget(widget, stretch)
        self.card = Card(theme)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, px(2), 1, px(2))
        inside.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(typing)
        column.addWidget(self.card, 1000)
        column.addWidget(self.sum)
        column.addStretch(1)
        theme.changed.connect(self._size)

    def show_event(self, row: EventRow) -> None:
        """Show the sessions of this event."""
        if self._row is None or self._row.id != row.id:
            if self._draft is not None:
                self._draft.leave()
            self._draft = Draft(self.desk, f"event.session:{row.id}", self)
            kept = self._draft.read()
            self.line.setText(kept if isinstance(kept, str) else "")
        self._row = row
        self._found = {each.id: each for each in events.sessions(self.desk.read, row.id)}
        self.model.show(self._found)
        self._size()
        self.remove.setEnabled(bool(self._found))
        got = sum(each.ceus or 0 for each in self._found.values() if each.attended)
        words = [_("{n:g} CEUs from the sessions you were in.").format(n=got)] if self._found else []
        if row.ceus is not None:
            words.append(_("The event gives {n:g}.").format(n=row.ceus))
        if not self._found:
            words.append(_("No sessions yet. Type the first one above."))
        self.sum.setText(" ".join(words))

    def _size(self) -> None:
        """The card ends with its last row, or with the window."""
        px = self.around.px
        self.card.setVisible(bool(self._found))
        self.card.setMaximumHeight(len(self._found) * px(ROW) + 2 * px(2) + 1)

    def keep(self) -> None:
        """Keep the half-typed line."""
        if self._draft is not None:
            self._draft.flush()

    def _add(self) -> None:
        if self._row is None or not self.line.text().strip():
            return
        about = self.desk.about
        try:
            form = read_session(self.line.text(), self.desk.today, days=about.days, first=self._row.first_day,
                                day_first=about.day_first)  # fmt: skip
        except Trouble as wrong:
            self.desk.trouble.emit(str(wrong))
            return
        from mrtnet.edits import events as edits

        self.line.clear()
        add = self._draft.in_save(edits.add_session) if self._draft is not None else edits.add_session
        self.desk.do(add, self._row.id, form)

    def _remove(self) -> None:
        row = self.model.at(self.view.current())
        if row is not None:
            from mrtnet.edits import events as edits

            self.desk.do(edits.remove_session, row.id)

    def _toggle(self, number: int) -> None:
        """Enter or a double click: she was there, or not."""
        row = self.model.at(number)
        if row is None:
            return
        from mrtnet.edits import events as edits

        told = {field: getattr(row, field) for field in SessionForm.model_fields}
        form = SessionForm.checked(**{**told, "attended": not row.attended})
        self.desk.do(edits.change_session, row.id, form)
