"""The brief on the screen: one page before a meeting, to read, to print, to keep as a PDF."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain.brief import Brief, Guest, Line, Section, name_of, sections, when_lines, where_lines, whom
from mrtnet.queries.brief import brief as read_brief
from mrtnet.queries.files import content
from mrtnet.trouble import Trouble
from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.doubtful_notes import DoubtfulNotes
from mrtnet.ui.links import link_of
from mrtnet.ui.pages.person_aside import LinkButton
from mrtnet.ui.printing import RIGHT, paint, pdf, picture_of
from mrtnet.ui.saying import say_time
from mrtnet.ui.widgets.basic import Avatar, Button, Card, Divider, Label, Surface, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SIZE = (760, 720)  # design px
TWO_COLUMNS = 620  # design px from which there is room for two


class BriefPage(QWidget):
    """One brief in words: the head, and its sections in one column or two."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.desk, self.theme = around, around.desk, around.theme
        self.sections: dict[str, QWidget] = {}
        self._parts: list[tuple[Section, QWidget]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(around.px(20), around.px(18), around.px(20), around.px(18))
        self._column.setSpacing(around.px(14))
        self._whole = QWidget()
        self._column.addWidget(self._whole)
        self._column.addStretch(1)
        self._both: QBoxLayout | None = None

    def show_brief(self, brief: Brief, photo: bytes | None) -> None:
        """Show this one."""
        px = self.around.px
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addWidget(self._head(brief, photo))
        column.addWidget(self._when(brief))
        self.sections = {}
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(px(24))
        found = sections(brief, self.desk.today, say_time)
        for share, parts in (
            (4, [each for each in found if each.key not in RIGHT]),
            (6, [each for each in found if each.key in RIGHT]),
        ):
            if parts:
                side = QVBoxLayout()
                side.setSpacing(px(16))
                for section in parts:
                    self.sections[section.key] = self._section(section)
                    side.addWidget(self.sections[section.key])
                side.addStretch(1)
                self._both.addLayout(side, share)
        column.addLayout(self._both)
        self._column.replaceWidget(self._whole, whole)
        self._whole.hide()
        self._whole.setParent(None)
        self._whole.deleteLater()
        self._whole = whole
        self._arrange()

    def _head(self, brief: Brief, photo: bytes | None) -> QWidget:
        px, head = self.around.px, QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(14))
        self.portrait = Avatar(self.theme, 56)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        if brief.guests:
            self.portrait.show_person(brief.guests[0].name, brief.guests[0].person_id, picture_of(photo))
            row.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        for number, guest in enumerate(brief.guests):
            self._guest(words, guest, first=number == 0)
        if not brief.guests:
            words.addWidget(Label(self.theme, _("Nobody yet"), "section", wrap=True))
        row.addLayout(words, 1)
        return head

    def _guest(self, words: QVBoxLayout, guest: Guest, *, first: bool) -> None:
        theme = self.theme
        words.addWidget(Wrapped(theme, guest.name, "page" if first else "section"))
        work = ", ".join(part for part in (guest.title, guest.organization) if part)
        marks = guest.credentials
        if marks or work:
            words.addWidget(Wrapped(theme, " · ".join(part for part in (marks, work) if part), "body", "text2"))
        if said := " · ".join(part for part in (guest.pronouns, guest.pronunciation) if part):
            words.addWidget(Wrapped(theme, said, "small", "text3"))

    def _when(self, brief: Brief) -> Card:
        px, theme = self.around.px, self.theme
        card = Card(theme, "accent_tint")
        row = QHBoxLayout(card)
        row.setContentsMargins(px(14), px(10), px(14), px(10))
        row.setSpacing(px(12))
        row.addWidget(Symbol(theme, "calendar-check", "accent", size=20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(Wrapped(theme, name_of(brief), "strong"))
        for number, text in enumerate(when_lines(brief, self.desk.today, say_time)):
            words.addWidget(
                Wrapped(theme, text, "medium" if number == 0 else "body", "text" if number == 0 else "text2")
            )
        for text in where_lines(brief):
            row_ = brief.meeting
            link = link_of("URL", text) if text == row_.url else link_of("TEL", text) if text == row_.phone else ""
            words.addWidget(LinkButton(self.around, text, link) if link else Wrapped(theme, text, "body", "text2"))
        row.addLayout(words, 1)
        return card

    def _section(self, section: Section) -> QWidget:
        px, theme, holder = self.around.px, self.theme, QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(5))
        head = QHBoxLayout()
        head.setSpacing(px(7))
        head.addWidget(Symbol(theme, section.icon, "accent", size=15))
        head.addWidget(Label(theme, section.title, "strong"), 1)
        column.addLayout(head)
        for number, line in enumerate(section.lines, 1):
            column.addLayout(self._line(line, number if section.key == "questions" else 0))
        return holder

    def _line(self, line: Line, number: int) -> QHBoxLayout:
        px, theme = self.around.px, self.theme
        row, words = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(px(8))
        words.setSpacing(px(1))
        if number:
            mark = Label(theme, f"{number}", "small_strong", "text3")
            mark.setMinimumWidth(px(16))
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        if line.done:
            row.addWidget(Symbol(theme, "check", "green", size=14), 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(Wrapped(theme, line.text, "body", "text3" if line.done else "text"))
        if line.more:
            words.addWidget(Wrapped(theme, line.more, "small", "text3"))
        row.addLayout(words, 1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two have no room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._both is not None:
            wide = self.width() >= self.around.px(TWO_COLUMNS)
            direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            if self._both.direction() != direction:
                self._both.setDirection(direction)
            self._both.setSpacing(self.around.px(24 if wide else 16))


class BriefDialog(QDialog):
    """The brief of one meeting. Ctrl+P prints it, Ctrl+S keeps it as a PDF, Esc leaves."""

    def __init__(self, around: Around, meeting_id: int) -> None:
        super().__init__(around.window)
        self.around, self.desk, self.theme, self.meeting_id = around, around.desk, around.theme, meeting_id
        self.brief: Brief | None = None
        self._photo: bytes | None = None
        self._back_to: QWidget | None = around.window.focusWidget()
        self.setObjectName(names.dialog("brief"))
        self.setWindowTitle(_("Brief"))
        self.setAccessibleName(_("Brief"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.page = BriefPage(around)
        self.area = scrolling(self.page, name="brief.page", says=_("Brief"), takes_keys=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(Divider(self.theme))
        whole.addWidget(self._foot())
        for keys, act in (("Ctrl+P", self.ask_printer), ("Ctrl+S", self.ask_file), ("Ctrl+Shift+M", self.write_notes)):
            QShortcut(QKeySequence(keys), self, act)
        self.desk.changed.connect(self._read)
        self.theme.changed.connect(self._dress)
        self._dress()
        self._read()

    def _foot(self) -> QWidget:
        px, theme, foot = self.around.px, self.theme, Surface(self.theme, "base")
        self.print_button = Button(theme, _("Print…"), "printer", hint=_key("Ctrl+P"), name="brief.print")
        self.print_button.clicked.connect(self.ask_printer)
        self.pdf_button = Button(theme, _("Save as PDF…"), "file-pdf", hint=_key("Ctrl+S"), name="brief.pdf")
        self.pdf_button.clicked.connect(self.ask_file)
        self.notes_button = Button(
            theme, _("Notes"), "note-pencil", kind="primary", hint=_key("Ctrl+Shift+M"), name="brief.notes"
        )
        self.notes_button.clicked.connect(self.write_notes)
        for button in (self.print_button, self.pdf_button, self.notes_button):
            button.setAutoDefault(False)
        buttons, flow = QWidget(), Flow(px(4))
        buttons.setLayout(flow)
        for button in (self.print_button, self.pdf_button, self.notes_button):
            flow.addWidget(button)
        self.doubtful = DoubtfulNotes(self.around)
        column = QVBoxLayout(foot)
        column.setContentsMargins(px(17), px(8), px(17), px(8))
        column.setSpacing(px(6))
        column.addWidget(self.doubtful)
        column.addWidget(buttons)
        return foot

    def open_at(self) -> None:
        """Show it in the middle of the window, as large as there is room for."""
        if self.brief is None:
            self.desk.trouble.emit(_("This meeting is not in the book any more."))
            self.deleteLater()
            return
        free = self.screen().availableGeometry()
        px = self.around.px
        self.resize(min(px(SIZE[0]), free.width() - px(20)), min(px(SIZE[1]), free.height() - px(40)))
        self.show()
        self.area.setFocus(Qt.FocusReason.PopupFocusReason)

    def _read(self, _changes: object = None) -> None:
        self.brief = read_brief(self.desk.read, self.meeting_id, self.desk.about, self.desk.now)
        if self.brief is None:
            self.close()
            return
        photo_id = self.brief.guests[0].photo_id if self.brief.guests else None
        self._photo = content(self.desk.read, photo_id) if photo_id is not None else None
        self.setWindowTitle(_("Brief: {whom}").format(whom=whom(self.brief)[:120]))
        self.page.show_brief(self.brief, self._photo)
        parts = sections(self.brief, self.desk.today)
        self.doubtful.look_at_texts(lambda: ((0, line.text) for part in parts for line in part.lines))

    def _dress(self) -> None:
        self.setPalette(self.theme.palette(Window="base"))
        self.area.setPalette(self.theme.palette(Window="base"))

    def write_notes(self) -> None:
        """The slim window in the place of the page."""
        from mrtnet.ui.meetings.talking import install

        talking = install(self.around)
        self._back_to = None
        self.close()
        talking.notes_for(self.meeting_id)

    # On paper

    def ask_printer(self) -> None:
        """The system's own dialog for printers, then the page."""
        from mrtnet.ui.printers import ask_printer

        ask_printer(self, self.windowTitle(), self.print_on, self.desk.trouble.emit)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the page on this printer."""
        if self.brief is None:
            return
        try:
            paint(printer, self.brief, self.desk.today, self._photo)
        except Trouble as wrong:
            self.desk.trouble.emit(str(wrong))
        else:
            self.desk.said.emit(_("The brief was sent to the printer."), 0)

    def ask_file(self) -> None:
        """Ask where, then write the PDF."""
        if self.brief is None:
            return
        from mrtnet.ui.leaving.at_once import ask_and_write
        from mrtnet.ui.leaving.saving import file_name

        brief, today, photo = self.brief, self.desk.today, self._photo
        day = brief.mine.date().isoformat() if brief.mine else ""
        offered = file_name("-".join(part for part in (_("brief"), day, whom(brief)) if part))
        ask_and_write(
            self.around, self, _("Save as PDF"), offered, ".pdf", _("PDF files"), lambda: pdf(brief, today, photo)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """B once more closes it, as Esc does; Enter is no button here."""
        if event.key() == Qt.Key.Key_B and not event.modifiers():
            self.close()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Closing returns the keyboard to where it was."""
        super().done(result)
        give_back(self._back_to)


def _key(sequence: str) -> str:
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
