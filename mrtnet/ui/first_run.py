"""The first run: who she is, pre-filled, and the doors; and the thin bar while the sample network is in the book."""

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet import paths
from mrtnet.queries import people, sample
from mrtnet.store.journal import MOST_TOLD, Changes
from mrtnet.ui.around import Around, Width
from mrtnet.ui.icons import icon as make_icon
from mrtnet.ui.pages.page import CommandButton, Page
from mrtnet.ui.pages.settings.general import TOWARDS, system_zone_words, zones
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.basic import Button, Card, Label, Surface, Symbol
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.widgets.strip import strip
from mrtnet.words import _, later

ROLES: Mapping[str, str] = {
    "health information student": later("A student"),
    "health information technician": later("A technician"),
    "medical coder": later("A coder"),
    "health information manager": later("A manager"),
    "newcomer to health information": later("New to the field"),
    "": later("I would rather not say"),
}
WIDEST, COLUMN = 880, 260  # design px


class Door(Card):
    """A card with a picture, a sentence and one button; the first has the accent line."""

    def __init__(self, around: Around, icon: str, title: str, words: str, button: Button, *, first: bool) -> None:
        super().__init__(around.theme)
        self._first = first
        theme, px = around.theme, around.px
        box = QVBoxLayout(self)
        box.setContentsMargins(px(20), px(18), px(18), px(16))
        box.setSpacing(px(8))
        box.addWidget(Symbol(theme, icon, "accent", size=20, disc=44))
        box.addSpacing(px(4))
        box.addWidget(Label(theme, title, "section", wrap=True))
        box.addWidget(Label(theme, words, "body", "text2", wrap=True))
        box.addStretch(1)
        box.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, the first one with a line in the accent colour."""
        super().paintEvent(event)
        if self._first:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.color("accent"), 2))
            radius = self.theme.px(8)
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), radius, radius)


class Lead(Label):
    """The sentence below the title: as large as a section's title, but plain."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text, "section", "text2", wrap=True)
        self.setMaximumWidth(theme.px(560))

    def _dress(self) -> None:
        super()._dress()
        font = QFont(self.theme.font("section"))
        font.setWeight(QFont.Weight.Normal)
        self.setFont(font)


class WelcomePage(Page):
    """Three fields, three doors."""

    key = "welcome"
    shows: ClassVar[frozenset[str]] = frozenset({"setting", "person", "event"})

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        px = around.px
        self._loading = False
        inner = QWidget()
        inner.setMaximumWidth(px(WIDEST))
        column = QVBoxLayout(inner)
        column.setContentsMargins(px(28), px(56), px(28), px(28))
        column.setSpacing(px(6))
        self._sign = Label(self.theme, "")
        column.addWidget(self._sign)
        column.addSpacing(px(14))
        column.addWidget(Label(self.theme, _("Keep the people you meet."), "first", wrap=True))
        words = _(
            "Log them after an event, follow up in time, plan the talks that open doors."
            " Everything stays in one file on this computer."
        )
        column.addWidget(Lead(self.theme, words))
        column.addSpacing(px(16))
        column.addLayout(self._make_fields())
        column.addSpacing(px(12))
        column.addLayout(self._make_doors())
        column.addSpacing(px(14))
        column.addWidget(self._make_foot())
        column.addStretch(1)
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(inner, 100)
        line.addStretch(1)
        area = scrolling(middle, name="first", says=_("Welcome"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        self.theme.changed.connect(self._draw_sign)
        self._draw_sign()

    def _make_fields(self) -> QBoxLayout:
        px = self.around.px
        self._fields = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._fields.setSpacing(px(12))
        self.role = self._field("first.role", _("You are"), "student", {key: _(words) for key, words in ROLES.items()})
        towards = {key: _(words) if not key else words for key, words in TOWARDS.items()}
        self.towards = self._field("first.towards", _("Working towards"), "medal", towards)
        self.zone = self._field("first.zone", _("Your time zone"), "clock", {**zones(), "": system_zone_words()})
        return self._fields

    def _field(self, name: str, title: str, icon: str, choices: Mapping[str, str]) -> Choice:
        box = Choice(name, title, least=8)
        box.fill(choices)
        for number in range(box.count()):
            box.setItemIcon(number, make_icon(self.theme, icon, "text2"))
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        box.activated.connect(lambda _number: self._keep())
        column = QVBoxLayout()
        column.setSpacing(self.around.px(5))
        label = Label(self.theme, title, "small_medium", "text2")
        label.setBuddy(box)
        column.addWidget(label)
        column.addWidget(box)
        self._fields.addLayout(column, 1)
        return box

    def _make_doors(self) -> QBoxLayout:
        self._doors = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._doors.setSpacing(self.around.px(14))
        self.start = CommandButton(self.around, "log_people", _("Start logging"), kind="primary", name="first.start")
        self.start.clicked.connect(lambda: self.keep_now())
        bring = self.bring = CommandButton(self.around, "import", _("Import"), name="first.import")
        bring.clicked.connect(lambda: self.keep_now())
        load = self.load = Button(self.theme, _("Load the sample"), "flask", name="first.sample")
        load.clicked.connect(self._load)
        for door in (
            Door(self.around, "ticket", _("Log people you met"),
                 _("Business cards on the desk? Name the event once, then one line per person."), self.start,
                 first=True),
            Door(self.around, "download-simple", _("Bring your people"),
                 _("From LinkedIn, Google, Outlook, a phone, or any list. You look at everything before it comes in."),
                 bring, first=False),
            Door(self.around, "flask", _("Try a sample network"),
                 _("24 invented people with events, notes and follow-ups. Remove them with one click at any time."),
                 load, first=False),
        ):  # fmt: skip
            self._doors.addWidget(door, 1)
        return self._doors

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        flow = Flow(self.around.px(16), self.around.px(6))
        foot.setLayout(flow)
        keys = self.around.commands.key_of("palette"), self.around.commands.key_of("keys")
        for icon, words in (
            ("shield-check", _("No account, no network connection")),
            ("floppy-disk", _("Backups by itself, on this computer")),
            ("keyboard", _("Everything works from the keyboard: press {search} or {help}").format(
                search=keys[0], help=keys[1])),
        ):  # fmt: skip
            part = QWidget()
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(self.around.px(6))
            line.addWidget(Symbol(self.theme, icon, "text3", size=15))
            line.addWidget(Label(self.theme, words, "small", "text3"))
            flow.addWidget(part)
        return foot

    def _draw_sign(self) -> None:
        ratio = self.devicePixelRatioF()
        side = round(self.around.px(48) * ratio)
        mode = Qt.TransformationMode.SmoothTransformation
        sign = QPixmap(str(paths.resource("icons", "mrtnet-256.png"))).scaledToHeight(side, mode)
        sign.setDevicePixelRatio(ratio)
        self._sign.setPixmap(sign)

    # Reading and keeping

    def reload(self) -> None:
        """What she chose, else what fits most."""
        about = self.desk.about
        new = not about.role and not about.working_towards and not self.desk.book.history(1)
        self.role.put(about.role or (next(iter(ROLES)) if new else ""))
        self.towards.put(about.working_towards or ("RHIT" if new else ""))
        self.zone.put(about.time_zone)

    def _keep(self) -> None:
        self.keep_now()

    def keep_now(self) -> None:
        """Keep the three answers, as one undoable step; without a toast, since she sees them."""
        from mrtnet.edits.settings import set_about

        told = {
            "role": self.role.currentData(), "working_towards": self.towards.currentData(),
            "time_zone": self.zone.currentData(),
        }  # fmt: skip
        about = self.desk.about
        changed = {key: value for key, value in told.items() if getattr(about, key) != value}
        if changed:
            self.desk.do(set_about, quiet=True, **changed)

    def _load(self) -> None:
        from mrtnet.edits.sample import load_sample

        if self._loading:  # not disabled meanwhile: then the keyboard would go elsewhere
            return
        self._loading = True
        self.keep_now()
        self.load.setText(_("Loading…"))
        self.desk.do(
            load_sample, self.desk.today, on_done=lambda _none: self._leave(),
            on_trouble=self._refused,
        )  # fmt: skip

    def _leave(self) -> None:
        self._loaded()
        self.around.go("today")

    def _refused(self, sentence: str) -> None:
        self._loaded()
        self.desk.trouble.emit(sentence)

    def _loaded(self) -> None:
        self._loading = False
        self.load.setText(_("Load the sample"))

    # For the window

    def panes(self) -> tuple[QWidget, ...]:
        """The first field."""
        return (self.role,)

    def lettered(self) -> tuple[QWidget, ...]:
        """Letters choose in the fields."""
        return ()

    def fit(self, width: Width) -> None:
        """Below each other where it is narrow."""
        narrow = width == "narrow"
        turn = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._fields.setDirection(turn)
        self._doors.setDirection(turn)


class SampleBar(Surface):
    """The thin bar on top while the sample network is in the book."""

    def __init__(self, around: Around) -> None:
        super().__init__(around.theme, "accent_tint", edge="bottom")
        self._around = around
        px = around.px
        self.setObjectName("bar.sample")
        self.setAccessibleName(_("Sample network"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.remove = Button(around.theme, _("Remove it"), "", kind="ghost", small=True, name="bar.sample.remove")
        self.remove.clicked.connect(self._remove)
        words = Label(around.theme, _("You are looking at a sample network."), "body", "text")
        line = QHBoxLayout(self)
        line.setContentsMargins(px(28), px(2), px(16), px(2))
        line.setSpacing(px(8))
        line.addWidget(Symbol(around.theme, "sparkle", "accent", size=16, ground="accent_tint"))
        line.addWidget(words)
        line.addWidget(self.remove)
        line.addStretch(1)

    def _remove(self) -> None:
        from mrtnet.edits.sample import remove_sample

        self._around.desk.do(remove_sample)


class FirstRun(QObject):
    """Shows the bar while there is a sample, and the welcome page while there is nothing at all."""

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self.bar = SampleBar(window.around)
        self.strip = strip(window, self.bar, "bar", _("Sample network"))
        self._shown = True  # perhaps: the first look is at the whole book
        window.desk.changed.connect(self._look)
        self._look(Changes({"person": frozenset()}))
        if self.is_empty():
            window.go("welcome", remember=False)

    def is_empty(self) -> bool:
        """Whether nothing of hers is in the book yet."""
        read = self._window.desk.read
        return not people.anybody(read) and read.execute("SELECT 1 FROM event LIMIT 1").fetchone() is None

    def _look(self, changes: Changes) -> None:
        if changes.touches(*sample.TABLES):
            self._shown = self._is_loaded(changes)
            self.strip.setVisible(self._shown)
            page = self._window.page
            if page is not None and page.key == "welcome" and not self.is_empty():
                self._window.go("today", remember=False)

    def _is_loaded(self, changes: Changes) -> bool:
        """Where no sample was, it can only be in what was touched, so that a change looks at few of 100,000 people."""
        read, touched = self._window.desk.read, changes.rows.values()
        everything = any(len(ids) >= MOST_TOLD or 0 in ids for ids in touched)
        if self._shown or everything:
            return sample.is_loaded(read)
        return sample.came(read, changes.rows)


def install(window: Any) -> FirstRun:
    """Look after the first run in this window; the same one when asked again."""
    found = window.findChild(FirstRun)
    return found if isinstance(found, FirstRun) else FirstRun(window)
