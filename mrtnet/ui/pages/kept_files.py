"""The files kept with a person or an event: a list, added by a button or a drop, opened as a copy, removed."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from mrtnet.domain.files import safe_name
from mrtnet.domain.rows import FileRow
from mrtnet.ui import keeping, names
from mrtnet.ui.around import Around
from mrtnet.ui.delegates.row import RowButton, RowDelegate
from mrtnet.ui.icons import icon
from mrtnet.ui.painting import Row, line, symbol, text_width
from mrtnet.ui.rows import Rows
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _, later

ROW = 52  # design px
_KINDS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WebP",
          "application/pdf": "PDF", "text/plain": later("Text")}  # fmt: skip
_BUTTONS = {
    "open": ("arrow-square-out", later("Open")),
    "save": ("download-simple", later("Save a copy…")),
    "remove": ("trash", later("Remove")),
}


class FileDelegate(RowDelegate):
    """Paints FileRow; the chosen row shows Open, Save a copy and Remove."""

    framed = True

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """Icon, name, kind and size."""
        assert isinstance(item, FileRow)
        self.plain_ground(painter, option, row)
        px, theme, height = self.theme.px, self.theme, row.rect.height()
        symbol(painter, theme, row.at(px(14), 0, px(22), height), icon_of(item), 20, "text2")
        end = row.rect.width() - px(14)
        for button in self.buttons(option, item):
            self.row_button(painter, button, row.direction)
            end -= button.rect.width() + px(6)
        top, start = (height - px(38)) // 2, px(46)
        line(painter, theme, row.at(start, top, end - start, px(20)), "medium", "text", item.name)
        line(painter, theme, row.at(start, top + px(19), end - start, px(20)), "small", "text3", size_words(item))
        self.focus(painter, option, QRectF(row.rect).adjusted(0, 0, 0, -1))

    def buttons(self, option: QStyleOptionViewItem, item: object) -> Sequence[RowButton]:
        """What can be done with the file."""
        if not option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            return ()
        px, row, right = self.theme.px, Row(option.rect, option.direction), self.theme.px(14)
        top, made = (option.rect.height() - px(28)) // 2, []
        for command, (picture, words) in reversed(_BUTTONS.items()):
            bare = command != "open"
            width = px(28) if bare else text_width(self.theme, "small_strong", _(words)) + px(46)
            made.append(RowButton(command, row.from_end(right, top, width, px(28)), picture, _(words), False, bare))
            right += width + px(6)
        return made

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """The whole name."""
        return f"{item.name}\n{size_words(item)}" if isinstance(item, FileRow) else ""


def icon_of(row: FileRow) -> str:
    """The icon of a kind of file."""
    if row.media_type.startswith("image/"):
        return "image"
    return {"application/pdf": "file-pdf", "text/plain": "file-text"}.get(row.media_type, "file")


def size_words(row: FileRow) -> str:
    """ "PDF, 1.2 MB"."""
    kind = _KINDS.get(row.media_type)
    size = QLocale().formattedDataSize(row.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
    return f"{_(kind) if kind else _('Document')}, {size}"


class FilesView(RowsView):
    """The list; Del is its own, wherever it stands."""

    wanted_gone = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Del is a key of the list, not a command of the page."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes."""
        if event.key() == Qt.Key.Key_Delete and self.current() >= 0:
            self.wanted_gone.emit(self.current())
        else:
            super().keyPressEvent(event)


class FilesTab(QWidget):
    """The tab. `owner` says with whom new files are kept: {"person_id": 3} or {"event_id": 2}."""

    def __init__(self, around: Around, place: str) -> None:
        """`place` is "person" or "event": what its parts are named after."""
        super().__init__()
        self.around, self.theme = around, around.theme
        self.owner: dict[str, int] = {}
        self._found: dict[int, FileRow] = {}
        px = around.px
        self.model = Rows[FileRow](
            lambda ids: [self._found[each] for each in ids if each in self._found],
            lambda row: f"{row.name}, {size_words(row)}", None, self,
        )  # fmt: skip
        self.view = FilesView(
            self.theme, self.model, name=names.files(place), says=_("Files"), height=lambda: px(ROW), ground=""
        )
        self._delegate = FileDelegate(self.theme)
        self._delegate.pressed.connect(self._press)
        self.view.setItemDelegate(self._delegate)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.opened.connect(lambda number: self._press("open", number))
        self.view.wanted_gone.connect(lambda number: self._press("remove", number))
        self.view.wanted_menu.connect(self._menu)
        self.add = Button(self.theme, _("Add files…"), "paperclip", name=names.files(place, "add"))
        self.add.clicked.connect(self._choose)
        self.hint = Label(self.theme, "", "small", "text3", wrap=True)
        self.remind("")
        self.card = Card(self.theme)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(1, px(2), 1, px(2))
        inside.addWidget(self.view)
        first = QHBoxLayout()
        first.setSpacing(px(10))
        first.addWidget(self.add)
        first.addWidget(self.hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(14))
        column.setSpacing(px(8))
        column.addLayout(first)
        column.addWidget(self.card, 1000)
        column.addStretch(1)
        self.theme.changed.connect(self._size)

    def remind(self, sentence: str) -> None:
        """A quiet word about the files that are kept, in place of what can be dropped here."""
        self.hint.setText(sentence or _("Or drop them here: pictures, PDF, text, office documents, 20 MB each."))
        self.hint.show_as("amber" if sentence else "text3")

    def show_files(self, owner: dict[str, int], rows: Sequence[FileRow]) -> None:
        """Show these; new ones are kept with this owner."""
        self.owner = owner
        number = self.view.current()
        self._found = {row.id: row for row in rows}
        self.model.show(self._found)
        self.card.setVisible(bool(rows))
        self._size()
        if rows and number >= 0:
            self.view.go_to(number)

    def _size(self) -> None:
        """As high as its rows, up to the room there is."""
        self.card.setMaximumHeight(len(self._found) * self.around.px(ROW) + 2 * self.around.px(2) + 2)

    def row(self) -> FileRow | None:
        """The chosen file."""
        found = self.model.at(self.view.current())
        return found if isinstance(found, FileRow) else None

    def take(self, paths: Sequence[Path]) -> None:
        """Keep these files."""
        if self.owner:
            keeping.keep_files(self.around, paths, **self.owner)

    def _remove(self, row: FileRow) -> None:
        from mrtnet.edits import files

        self.around.desk.do(files.remove_file, row.id)

    def _press(self, command: str, number: int) -> None:
        self.view.go_to(number)
        row = self.row()
        if row is None:
            return
        if command == "open":
            if not keeping.open_file(self.around, row):
                self.around.desk.trouble.emit(_("No program opened “{name}”. Save a copy.").format(name=row.name))
        elif command == "save":
            self._save(row)
        else:
            self._remove(row)

    def _menu(self, number: int, where: QPoint) -> None:
        menu = passing_menu(self, "file")
        for command, (picture, words) in _BUTTONS.items():
            action = menu.addAction(icon(self.theme, picture, "text2"), _(words))
            action.setObjectName(names.command(f"file.{command}"))
            action.triggered.connect(lambda _on=False, command=command: self._press(command, number))
        menu.popup(where)

    def _choose(self) -> None:
        told, _kind = QFileDialog.getOpenFileNames(self, _("Files to keep"), "")
        self.take([Path(path) for path in told])

    def _save(self, row: FileRow) -> None:
        told, _kind = QFileDialog.getSaveFileName(
            self, _("Save a copy"), str(Path.home() / safe_name(row.name, row.media_type))
        )
        if told:
            keeping.save_copy(self.around, row, Path(told))
