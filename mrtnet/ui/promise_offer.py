"""A promise noticed below a note: kept with one key or let go, never written by itself.

    column.addWidget(PromiseOffer(desk, theme, self.text, lambda: self.ids))      # hidden until something is promised

The rule is `domain.promise_words`; a note about several people offers nothing, as nobody could say whose promise it is.
"""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from mrtnet.domain.when import say_when
from mrtnet.queries import meetings, person
from mrtnet.ui.below_field import BelowField, Ids
from mrtnet.ui.desk import Desk
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Label, Symbol
from mrtnet.ui.widgets.keyboard import key_words
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.domain.meeting_forms import PromiseForm

PAUSE = 300  # ms
KEY = "Ctrl+Shift+P"


class PromiseOffer(BelowField):
    """The line below one field."""

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        field: QPlainTextEdit | QLineEdit,
        people: Ids,
        take: "Callable[[PromiseForm], None] | None" = None,
        known: Callable[[], Collection[str]] = tuple,
    ) -> None:
        """`take` gets the PromiseForm in place of the book; `known` are promises noted beside it already."""
        super().__init__(desk, theme, field, PAUSE)
        self._people, self._take_over, self._known = people, take, known
        self._refused: set[tuple[int, str]] = set()
        self._offered: tuple[int, PromiseForm] | None = None
        self._stays = False
        self._build()
        field.textChanged.connect(self._typed)

    def _build(self) -> None:
        theme = self.theme
        self.words = Label(theme, "", "small", "text2", wrap=True, name="noticed.words")
        self.take = Button(theme, _("Keep as a promise"), "handshake", small=True, hint=key_words(KEY),
                           name="noticed.take")  # fmt: skip
        self.away = Button(theme, _("No promise"), "x", kind="ghost", small=True, name="noticed.away")
        ways = {self.take: self.keep, self.away: self.refuse}
        self._lay_out(Symbol(theme, "handshake", "accent"), self.words, ways)
        self._shortcut = QShortcut(QKeySequence(KEY), self.field)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._shortcut.activated.connect(self.keep)
        self._shortcut.setEnabled(False)

    # Looking

    def look(self) -> None:
        """Look at the text now: on a pause of her typing."""
        self._pause.stop()
        if not self.window().isVisible():  # closed while the pause lasted
            return
        ids = tuple(self._people())
        if len(ids) != 1:
            self._show(None)
            return
        self._show(self._first(ids[0]))

    def stay(self) -> None:
        """The note is being saved and its field emptied: what it promised stays offered until she types on."""
        self.look()
        self._stays = self._offered is not None

    def _first(self, person_id: int) -> "tuple[int, PromiseForm] | None":
        from mrtnet.domain.promise_words import promises_in

        text = self._read()
        detail = person.detail(self.desk.read, person_id) if text.strip() else None
        if detail is None:
            return None
        about = self.desk.about
        names = [name for name in (detail.given, detail.nickname, detail.name) if name]
        known = {each.text.casefold() for each in meetings.promises(self.desk.read, person_id=person_id)}
        known |= {each.casefold() for each in self._known()}
        for found in promises_in(text, names, self.desk.today, about.days, day_first=about.day_first):
            words = found.promise.text.casefold()
            if words not in known and (person_id, words) not in self._refused:
                return person_id, found.promise
        return None

    def _typed(self) -> None:
        if self._stays and not self._read() and self._offered and tuple(self._people()) == (self._offered[0],):
            return
        self._stays = False
        self._pause.start()
        if not self._read():
            self.look()

    # Showing and taking

    def _show(self, offered: "tuple[int, PromiseForm] | None") -> None:
        self._offered = offered
        self._shortcut.setEnabled(offered is not None)
        self._say(self._in_words(*offered) if offered is not None else "")

    def _in_words(self, person_id: int, promise: "PromiseForm") -> str:
        detail = person.detail(self.desk.read, person_id)
        name = (detail.given or detail.name) if detail else ""
        said = _("You promise: {what}") if promise.side == "mine" else _("{name} promises: {what}")
        said = said.format(name=name, what=promise.text)
        if promise.due is None:
            return said
        return _("{said}, {day}").format(said=said, day=say_when(promise.due, self.desk.today))

    def keep(self) -> None:
        """It is a promise: into the book at once, or to whoever keeps them meanwhile."""
        if self._offered is None:
            return
        person_id, promise = self._offered
        if self._take_over is not None:
            self._take_over(promise)
        else:
            from mrtnet.edits.promises import make_promise

            self.desk.do(make_promise, person_id, promise, today=self.desk.today)
        self.refuse()

    def refuse(self) -> None:
        """This one is not offered again; the next one of the note is."""
        if self._offered is None:
            return
        person_id, promise = self._offered
        self._refused.add((person_id, promise.text.casefold()))
        self._stays = False
        self.look()
