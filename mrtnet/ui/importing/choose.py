"""Step 1: files chosen, dropped or pasted; what was read of each, what could not be, and how to get such a file."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mrtnet.ui.around import Around
from mrtnet.ui.delegates.row import RowButton, RowDelegate
from mrtnet.ui.dropping import files_in
from mrtnet.ui.icons import icon
from mrtnet.ui.importing.bringing import Bringing, Source
from mrtnet.ui.painting import Row, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Label, Symbol
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later, plural

ROW, MOST_SEEN = 48, 5  # design px of a file's row; rows seen at once
AIR = 5  # design px above and below the rows of a card
PROBLEMS_SEEN = 7  # lines of the list of problems
LONGEST_PASTE = 20_000_000  # characters
KINDS = "*.vcf *.vcard *.csv *.tsv *.tab *.txt *.ldif *.ldi *.eml *.json *.ics *.zip"
WAYS = (
    ("linkedin-logo", later("LinkedIn"), later(
        "Settings, Data privacy, Get a copy of your data, Connections. LinkedIn mails you a link; take the .zip as it"
        " is. Only Connections.csv in it is read.")),
    ("at", later("Google"), later(
        "At contacts.google.com choose Export, then Google CSV or vCard. A .zip of Takeout is read too.")),
    ("envelope-simple", later("Outlook"), later(
        "File, Open & Export, Import/Export, Export to a file, Comma Separated Values. On the web: People, Manage"
        " contacts, Export.")),
    ("device-mobile", later("A phone"), later(
        "iPhone: select all at icloud.com/contacts and export a vCard. Android: in Contacts choose Export to file.")),
    ("identification-card", later("vCard"), later("Any version, from any program, one card or thousands in a file.")),
    ("table", later("Any other table"), later(
        "CSV, tabs or LDIF, such as Thunderbird's. You say what the columns hold, once for each kind of file.")),
    ("clipboard-text", later("Something copied"), later(
        "A list of attendees from a web page, a signature, rows of a spreadsheet, a vCard: paste it here.")),
    ("envelope-open", later("E-mail and calendar"), later(
        "A message saved as .eml brings its sender with the signature; a calendar file brings who was invited.")),
    ("database", later("mrtnet"), later("A book exported as JSON comes back with everything in it.")),
)  # fmt: skip
"""What can be read and how to get it: icon, name, sentence."""


class Sources(Lines):
    """The files and texts, one a row."""

    def __init__(self, bringing: Callable[[], Bringing]) -> None:
        super().__init__()
        self._bringing = bringing

    def renew(self) -> None:
        """They changed."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, _parent: object = None) -> int:
        """How many."""
        return len(self._bringing().sources)

    def at(self, number: int) -> Source | None:
        """The source of this row."""
        sources = self._bringing().sources
        return sources[number] if 0 <= number < len(sources) else None

    def spoken(self, number: int) -> str:
        """Its name and what was read of it."""
        source = self.at(number)
        return f"{source.name}, {said_of(source)}" if source is not None else ""


class SourceDelegate(RowDelegate):
    """Paints Source, with a button that takes it away."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Icon, name, what was read."""
        assert isinstance(item, Source)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        picture, token = ("warning-circle", "red") if item.trouble else ("file-text", "text2")
        symbol(painter, theme, row.at(px(14), 0, px(20), height), picture, 18, token)
        top, start = (height - px(38)) // 2, px(46)
        room = row.rect.width() - start - px(52)
        line(painter, theme, row.at(start, top, room, px(19)), "medium", "text", item.name)
        line(painter, theme, row.at(start, top + px(19), room, px(19)), "small", "red" if item.trouble else "text2",
             said_of(item))  # fmt: skip
        for button in self.buttons(option, item):
            symbol(painter, theme, button.rect, button.icon, 16, "text2")
        self.focus(painter, option, QRectF(row.rect))

    def buttons(self, option: QStyleOptionViewItem, _item: object) -> tuple[RowButton, ...]:
        """Take it away."""
        px, rect = self.theme.px, option.rect
        place = Row(rect, option.direction).from_end(px(10), (rect.height() - px(28)) // 2, px(28), px(28))
        return (RowButton("away", place, "x", _("Leave out this file"), False, True),)

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """All of it."""
        assert isinstance(item, Source)
        return "\n".join(filter(None, (str(item.path or item.name), said_of(item))))


class SourcesView(RowsView):
    """The list of files; Del takes one away."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del and Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.current() >= 0:
            delegate = self.itemDelegate()
            assert isinstance(delegate, SourceDelegate)
            delegate.pressed.emit("away", self.current())
            return
        super().keyPressEvent(event)


class ChooseStep(QScrollArea):
    """The first step. `took(paths)`, `pasted(text)`, `away(number)` of a row."""

    took = Signal(object)
    pasted = Signal(str)
    away = Signal(int)

    def __init__(self, around: Around, bringing: Callable[[], Bringing]) -> None:
        super().__init__()
        self.around, self._bringing = around, bringing
        px, theme = around.px, around.theme
        self.setObjectName("import.choose")
        self.setAccessibleName(_("Choose file"))
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAcceptDrops(True)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, px(2), px(4))
        column.setSpacing(px(14))
        column.addWidget(self._make_door())
        self.files = self._make_files(theme)
        column.addWidget(self.files)
        column.addWidget(self._make_problems(theme))
        column.addWidget(Label(theme, _("What can be read, and how to get it"), "section", wrap=True))
        column.addWidget(self._make_ways(theme))
        column.addStretch(1)
        self.setWidget(inner)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        theme.changed.connect(self.renew)
        self.renew()

    def _make_door(self) -> QWidget:
        theme, px = self.around.theme, self.around.px
        door = Card(theme)
        self.choose = Button(theme, _("Choose files…"), "folder-open", name="import.files")
        self.choose.clicked.connect(self.ask)
        key = QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)
        self.paste_button = Button(theme, _("Paste"), "clipboard-text", hint=key, name="import.paste")
        self.paste_button.clicked.connect(self.paste)
        self.words = Label(theme, "", "body", "text2", wrap=True)
        line = QHBoxLayout(door)
        line.setContentsMargins(px(18), px(16), px(18), px(16))
        line.setSpacing(px(14))
        line.addWidget(Symbol(theme, "download-simple", "accent", size=20, disc=44), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(8))
        words.addWidget(Label(theme, _("Drop files here, choose them, or paste what you copied"), "name", wrap=True))
        words.addWidget(self.words)
        buttons = QWidget()
        flow = Flow(px(8))
        flow.addWidget(self.choose)
        flow.addWidget(self.paste_button)
        buttons.setLayout(flow)
        words.addWidget(buttons)
        line.addLayout(words, 1)
        return door

    def _make_files(self, theme: Theme) -> QWidget:
        card = Card(theme)
        self.model = Sources(self._bringing)
        self.model.setParent(self)
        self.view = SourcesView(theme, self.model, name="import.sources", says=_("Chosen files"),
                                height=lambda: self.around.px(ROW), ground="")  # fmt: skip
        delegate = SourceDelegate(theme)
        delegate.setParent(self.view)
        delegate.pressed.connect(lambda _command, number: self.away.emit(number))
        self.view.setItemDelegate(delegate)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, self.around.px(AIR), 1, self.around.px(AIR))
        column.addWidget(self.view)
        return card

    def _make_problems(self, theme: Theme) -> QWidget:
        self.trouble = QWidget()
        self.problems = QPlainTextEdit()
        self.problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.unfold = Button(theme, "", "caret-right", kind="ghost", name="import.problems")
        self.unfold.clicked.connect(lambda: self.show_problems(not self.problems.isVisibleTo(self.trouble)))
        self.copy = Button(theme, _("Copy"), "copy-simple", kind="ghost", name="import.problems.copy")
        self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.problems.toPlainText()))
        self.problems.setObjectName("import.problems.list")
        self.problems.setAccessibleName(_("What could not be read"))
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        line = QHBoxLayout()
        line.setSpacing(self.around.px(4))
        line.addWidget(self.unfold)
        line.addStretch(1)
        line.addWidget(self.copy)
        column = QVBoxLayout(self.trouble)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.around.px(4))
        column.addLayout(line)
        column.addWidget(self.problems)
        self.show_problems(False)
        return self.trouble

    def _make_ways(self, theme: Theme) -> QWidget:
        px = self.around.px
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for picture, name, words in WAYS:
            row = QHBoxLayout()
            row.setSpacing(px(12))
            row.addWidget(Symbol(theme, picture, "text2", size=18), 0, Qt.AlignmentFlag.AlignTop)
            told = QVBoxLayout()
            told.setSpacing(px(1))
            told.addWidget(Label(theme, _(name), "medium", wrap=True))
            told.addWidget(Label(theme, _(words), "small", "text2", wrap=True))
            row.addLayout(told, 1)
            column.addLayout(row)
        return ways

    # What is shown

    def tell(self, words: str) -> None:
        """A sentence about the import before this one."""
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def renew(self) -> None:
        """The files and what was read of them, anew."""
        count, place = len(self._bringing().sources), self.view.current()
        self.model.renew()
        self.files.setVisible(bool(count))
        self.files.setFixedHeight(min(count, MOST_SEEN) * self.around.px(ROW) + 2 * self.around.px(AIR))
        if place >= 0:
            self.view.go_to(place)
        told = [
            f"{source.name}: {problem.sentence if problem.line else problem.reason}"
            for source in self._bringing().sources
            for problem in source.problems()
        ]
        lost = sum(problem.lost for source in self._bringing().sources for problem in source.problems())
        self.trouble.setVisible(bool(told))
        self.problems.setPlainText("\n".join(told))
        metrics = self.problems.fontMetrics()
        self.problems.setFixedHeight(min(len(told) + 1, PROBLEMS_SEEN) * metrics.lineSpacing() + self.around.px(14))
        words = plural("{n} thing could not be read", "{n} things could not be read", lost) if lost else plural(
            "{n} remark about what was read", "{n} remarks about what was read", len(told))  # fmt: skip
        self.unfold.say(words)

    def show_problems(self, shown: bool) -> None:
        """Unfold the list of problems, or fold it."""
        self.problems.setVisible(shown)
        self.copy.setVisible(shown)
        self.unfold.setIcon(icon(self.around.theme, "caret-down" if shown else "caret-right"))
        self.unfold.setAccessibleDescription(_("unfolded") if shown else _("folded"))

    # Choosing

    def ask(self) -> None:
        """The system's dialog, for several files."""
        kinds = _("Files with people ({kinds});;All files (*)").format(kinds=KINDS)
        paths, _kind = QFileDialog.getOpenFileNames(self.window(), _("Import people"), str(Path.home()), kinds)
        if paths:
            self.took.emit([Path(path) for path in paths])

    def paste(self) -> None:
        """Files or text from the clipboard."""
        clipboard: QClipboard = QApplication.clipboard()
        mime = clipboard.mimeData()
        if files := files_in(mime):
            self.took.emit(files)
            return
        text = mime.text() if mime.hasText() else ""
        if text.strip():
            self.pasted.emit(text[:LONGEST_PASTE])
        else:
            self.around.desk.trouble.emit(_("There is no text on the clipboard. Copy what you want to bring in first."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Any file is welcome here; what it is, is looked at then."""
        _welcome(event, event.mimeData())

    def dropEvent(self, event: QDropEvent) -> None:
        """Read them."""
        if files := files_in(event.mimeData()):
            event.acceptProposedAction()
            self.took.emit(files)


def _welcome(event: QDragEnterEvent, mime: QMimeData) -> None:
    if files_in(mime):
        event.acceptProposedAction()
    else:
        event.ignore()


def said_of(source: Source) -> str:
    """What was read of it, or why nothing was."""
    if source.trouble:
        return source.trouble
    read = source.read
    if read is None:
        return _("Waiting to be read")
    book = read.everything
    count = len(read.people) + (len(book.people) if book is not None else 0)
    parts = [plural("{n} person", "{n} people", count)]
    if read.groups:
        parts.append(plural("{n} group", "{n} groups", len(read.groups)))
    lost = sum(problem.lost for problem in source.problems())
    if lost:
        parts.append(plural("{n} thing could not be read", "{n} things could not be read", lost))
    return ", ".join(parts)


def named(sources: Iterable[Source]) -> str:
    """The files in a line: "linkedin.csv, 23 rows", "3 files, 120 people"."""
    found = [source for source in sources if source.read is not None]
    people = sum(len(source.read.people) for source in found if source.read is not None)
    if len(found) == 1:
        table = found[0].table
        if table is not None:
            return _("{file}, {rows}").format(
                file=found[0].name, rows=plural("{n} row", "{n} rows", len(table.rows)))  # fmt: skip
        return _("{file}, {people}").format(file=found[0].name, people=plural("{n} person", "{n} people", people))
    if not found:
        return ""
    files = plural("{n} file", "{n} files", len(found))
    return _("{files}, {people}").format(files=files, people=plural("{n} person", "{n} people", people))
