"""Settings, Keyboard: every command with its key; a key is changed by pressing another one."""

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStyleOptionViewItem, QVBoxLayout

from mrtnet.ui import names
from mrtnet.ui.around import Around
from mrtnet.ui.commands import COMMANDS, Command
from mrtnet.ui.delegates.row import RowDelegate
from mrtnet.ui.pages.settings.controls import Part
from mrtnet.ui.painting import END, Row, line, symbol
from mrtnet.ui.rows import Lines
from mrtnet.ui.widgets.basic import Button, Field, Label, key_cap
from mrtnet.ui.widgets.rows_view import RowsView
from mrtnet.words import _

ROW = 40  # design px
_NOWHERE = QModelIndex()
_MODIFIERS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyRow(NamedTuple):
    """A command, its key in words, and whether she chose it."""

    command: Command
    key: str
    own: bool


class KeyRows(Lines):
    """The commands that match a filter."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[KeyRow] = []

    def show(self, rows: list[KeyRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def at(self, number: int) -> KeyRow | None:
        """The command in this row."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def spoken(self, number: int) -> str:
        """Title and key."""
        row = self.at(number)
        return "" if row is None else f"{_(row.command.title)}, {row.key or _('no key')}"


class KeyDelegate(RowDelegate):
    """Icon, title, key."""

    def draw(self, painter: QPainter, option: QStyleOptionViewItem, item: object, row: Row) -> None:
        """One command."""
        assert isinstance(item, KeyRow)
        px, theme = self.theme.px, self.theme
        self.plain_ground(painter, option, row)
        first = row.at(px(12), 0, px(20), row.rect.height())
        symbol(painter, theme, first, item.command.icon or "command", 16, "text3")
        width = theme.metrics("tiny").horizontalAdvance(item.key) + px(14) if item.key else 0
        room = row.rect.width() - px(42) - px(20) - width
        line(painter, theme, row.at(px(42), 0, room, row.rect.height()), "body", "text", _(item.command.title))
        if item.key:
            cap = row.from_end(px(12), (row.rect.height() - px(20)) // 2, width, px(20))
            key_cap(painter, theme, cap, f"\u2066{item.key}\u2069", "accent" if item.own else "text2")
        else:
            line(painter, theme, row.from_end(px(14), 0, px(80), row.rect.height()), "small", "text3", _("no key"), END)
        self.focus(painter, option, row.rect.toRectF())

    def tooltip(self, _option: QStyleOptionViewItem, item: object) -> str:
        """What to do."""
        assert isinstance(item, KeyRow)
        return f"{_(item.command.title)}: {item.key}" if item.key else _(item.command.title)


class PressKey(QDialog):
    """Waits for a key. `chose(portable text)`; "" takes the key away, None gives the usual one back."""

    chose = Signal(object)

    def __init__(self, around: Around, command: Command) -> None:
        super().__init__(around.window)
        theme, px = around.theme, around.px
        self._around, self._command = around, command
        self._key = ""
        self.setObjectName(names.dialog("key"))
        self.setWindowTitle(_("Another key"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(px(400))
        self.shown = Label(theme, _("Press the key, with Ctrl, Alt or Shift if you like."), "section", wrap=True)
        self.problem = Label(theme, "", "body", "red", wrap=True, name="key.problem")
        self.take = Button(theme, _("Take it"), "check", kind="primary", name="key.take")
        self.take.setEnabled(False)
        none = Button(theme, _("No key"), "", name="key.none")
        usual = Button(theme, _("Usual key"), "", name="key.usual")
        self.take.clicked.connect(lambda: self._end(self._key))
        none.clicked.connect(lambda: self._end(""))
        usual.clicked.connect(lambda: self._end(None))
        buttons = QHBoxLayout()
        for button in (usual, none):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(18), px(14))
        column.setSpacing(px(10))
        column.addWidget(Label(theme, _(command.title), "strong", wrap=True))
        column.addWidget(self.shown)
        column.addWidget(self.problem)
        column.addLayout(buttons)
        for button in (self.take, none, usual):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Press another key for {command}").format(command=_(command.title)))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, key: str | None) -> None:
        self.chose.emit(key)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key she wants; Enter takes it, Esc leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.take.isEnabled():
            self._end(self._key)
        elif event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif event.key() not in _MODIFIERS:
            sequence = QKeySequence(event.keyCombination())
            self._key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
            self.shown.setText(sequence.toString(QKeySequence.SequenceFormat.NativeText))
            other = taken_by(self._around, self._key, self._command.name)
            self.problem.setText(
                _("“{title}” has this key already. Give that one another first.").format(title=_(other.title))
                if other is not None
                else ""
            )
            self.take.setEnabled(other is None)


def keys_of(around: Around, command: Command) -> tuple[str, ...]:
    """The keys of a command now, in Qt's portable words."""
    own = around.settings.keys.get(command.name)
    if own is not None:
        return (own,) if own else ()
    return (command.letter,) if command.letter else command.keys


def taken_by(around: Around, key: str, but: str) -> Command | None:
    """The command that has this key."""
    wanted = QKeySequence(key)
    for command in COMMANDS.values():
        if command.name != but and any(QKeySequence(each) == wanted for each in keys_of(around, command)):
            return command
    return None


class Keyboard(Part):
    """The keys."""

    fills = True

    def build(self) -> None:
        """A switch, a filter, the list."""
        self.card(
            self.machine_check(
                "letter_keys", _("Single letters are commands"),
                _("W writes, D is done… Only while a list has the keyboard, never in a field."),
                self.around.commands.refresh,
            )
        )  # fmt: skip
        px = self.around.px
        self.filter = Field(self.theme, _("Find a command or key…"), "magnifying-glass", name="settings.keys.filter")
        self.filter.textChanged.connect(lambda _text: self._show())
        self.model = KeyRows()
        self.view = RowsView(
            self.theme, self.model, name="settings.keys", says=_("Commands and keys"), height=lambda: px(ROW)
        )
        delegate = KeyDelegate(self.theme)
        delegate.setParent(self.view)
        self.view.setItemDelegate(delegate)
        self.view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.view.opened.connect(self._ask)
        self.view.setMinimumHeight(px(240))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self.change_key = Button(self.theme, _("Change the key"), "keyboard", name="settings.keys.change")
        self.change_key.clicked.connect(lambda: self._ask(self.view.current()))
        self.usual = Button(self.theme, _("All usual keys"), "", name="settings.keys.usual")
        self.usual.clicked.connect(self._all_usual)
        line.addWidget(self.filter, 1)
        line.addWidget(self.change_key)
        line.addWidget(self.usual)
        self.column.addLayout(line)
        self.column.addWidget(self.view, 1)
        self.read_by(self._show)

    def _show(self) -> None:
        wanted, here = self.filter.text().casefold(), max(0, self.view.current())
        keys = self.around.settings.keys
        rows = [KeyRow(each, self.around.commands.key_of(each.name), each.name in keys) for each in COMMANDS.values()]
        fits = [row for row in rows if wanted in f"{_(row.command.title)} {row.key}".casefold()]
        self.model.show(fits)
        self.view.go_to(here)
        self.usual.setEnabled(bool(keys))

    def _ask(self, number: int) -> None:
        row = self.model.at(number)
        if row is not None:
            dialog = PressKey(self.around, row.command)
            dialog.chose.connect(lambda key, command=row.command: self.set_key(command, key))
            dialog.open()

    def set_key(self, command: Command, key: str | None) -> None:
        """Give the command this key from now on; None: its usual one."""
        keys = self.around.settings.keys
        keys.pop(command.name, None)
        if key is not None and (key,) != ((command.letter,) if command.letter else command.keys):
            keys[command.name] = key
        self._apply(command)

    def _all_usual(self) -> None:
        changed = [COMMANDS[name] for name in self.around.settings.keys if name in COMMANDS]
        self.around.settings.keys.clear()
        for command in changed:
            self._apply(command)

    def _apply(self, command: Command) -> None:
        self.around.settings.save()
        rebind: Any = self.around.commands
        sequences = [QKeySequence(key) for key in keys_of(self.around, command)]
        if command.letter:
            for shortcut in rebind._letters:
                if shortcut.property("letter") == command.letter:
                    shortcut.setKey(sequences[0] if sequences else QKeySequence())
        else:
            self.around.commands.action(command.name).setShortcuts(sequences)
        self.around.commands.refresh()
        self._show()
