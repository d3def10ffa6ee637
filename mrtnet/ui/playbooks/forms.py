"""What the dialogs of playbooks are made of, and the one for the name, note and days of a playbook."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.playbook_changes import checked, free_key, new_playbook
from mrtnet.domain.playbook_files import LATEST, MOST_DAYS
from mrtnet.domain.playbook_parts import WAITING
from mrtnet.domain.playbooks import Playbook
from mrtnet.queries.playbooks import template_keys
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _

Save = Callable[[Playbook, "PlaybookDialog"], None]
LONGEST_TITLE = 120
WIDTH, BESIDE = 420, 92  # design px


def labelled(around: Around, words: str, field: QWidget, *, beside: bool = False) -> QWidget:
    """A field with its words above it, or `beside` it where height is dear."""
    holder = QWidget()
    column = QBoxLayout(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom, holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(around.px(8 if beside else 4))
    label = Label(around.theme, words, "small_medium", "text2", wrap=True)
    if beside:
        label.setFixedWidth(around.px(BESIDE))
    column.addWidget(label)
    column.addWidget(field, int(beside))
    field.setAccessibleName(words)
    field.setMinimumHeight(around.px(32))
    return holder


def choice(name: str, words: str, offers: Mapping[str, str], now: str) -> Choice:
    """A box to choose from {value: words}."""
    box = Choice(name, words, offers, now, least=0)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


class Several(QWidget):
    """Boxes to choose several from, one below another: a filled one brings the next, an emptied one is passed over."""

    changed = Signal()

    def __init__(
        self, around: Around, name: str, words: str, offers: Mapping[str, str], now: Sequence[str], *, none: str
    ) -> None:
        """`none` is what the first box says when nothing is chosen."""
        super().__init__()
        self.setObjectName(name)
        self._words, self._none, self._offers = words, none, offers
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(around.px(6))
        self._high = around.px(32)
        self.boxes: list[Choice] = []
        for value in (*now, ""):
            self._add(value)
        self.setFocusProxy(self.boxes[0])

    def value(self) -> tuple[str, ...]:
        """What is chosen, each once."""
        return tuple(dict.fromkeys(box.value() for box in self.boxes if box.currentData()))

    def _add(self, value: str) -> None:
        number = len(self.boxes) + 1
        none = _("nothing more") if self.boxes else self._none
        box = choice(f"{self.objectName()}.{number}", self._words, {"": none, **self._offers}, value)
        box.setAccessibleName(self._words if number == 1 else _("{what}, {n}").format(what=self._words, n=number))
        box.setMinimumHeight(self._high)
        box.currentIndexChanged.connect(lambda _at: self._chosen())
        self.boxes.append(box)
        self._column.addWidget(box)

    def _chosen(self) -> None:
        if self.boxes[-1].currentData() and len(self.boxes) < len(self._offers):
            self._add("")
        self.changed.emit()


def in_area(dialog: SmallDialog, width: int) -> QVBoxLayout:
    """A column that scrolls where the screen is too low for it; `fit_area` ends it."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(dialog.around.px(2), 0, dialog.around.px(6), dialog.around.px(2))
    column.setSpacing(dialog.around.px(8))
    dialog.column.addWidget(scrolling(page), 1)
    dialog.setMinimumWidth(dialog.around.px(width))
    return column


def fit_area(dialog: SmallDialog, column: QVBoxLayout) -> None:
    """As high as the column, as far as the screen goes."""
    page, px = column.parentWidget(), dialog.around.px
    wanted = column.totalHeightForWidth(dialog.minimumWidth() - px(50)) if column.hasHeightForWidth() else 0
    height = max(wanted, page.sizeHint().height() if page is not None else 0) + px(130)
    dialog.resize(dialog.minimumWidth(), min(height, dialog.screen().availableGeometry().height() - px(50)))


def line_in(field: Field, before: str = "") -> str:
    """What she typed as one line. `before`, as it came with the program, where she left its words as they were."""
    said = " ".join(field.text().split())
    return before if said == _(before) else said


def title_in(field: Field, before: str, missing: str) -> str:
    """A title, as `line_in`. Raises Trouble: the sentence `missing` where there is none, another for a long one."""
    title = line_in(field)
    if not title:
        raise Trouble(missing)
    if len(title) > LONGEST_TITLE:
        raise Trouble(_("The title is too long. Keep it under {n} letters.").format(n=LONGEST_TITLE))
    return line_in(field, before)


def days_field(around: Around, name: str, days: int, says: str) -> Field:
    """A field for a number of days, which `days_in` reads; empty for 0, and then it says what `says` tells."""
    field = Field(around.theme, says, name=name)
    field.setMaxLength(5)
    field.setText(str(days) if days else "")
    return field


def days_in(field: Field) -> int:
    """A number of days she typed, 0 for none. Raises Trouble for anything else."""
    said = field.text().strip()
    if not said:
        return 0
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= LATEST):
        raise Trouble(_("“{text}” is not a number of days between 1 and {most}.").format(text=said, most=LATEST))
    return int(said)


class PlaybookDialog(SmallDialog):
    """A dialog that makes a playbook another one; its title stands above its fields."""

    def __init__(self, around: Around, name: str, title: str, save: Save) -> None:
        super().__init__(around, name, title, _("Save"))
        self._save = save
        self.column.addWidget(Label(self.theme, title, "strong"))

    def made(self) -> Playbook:
        """The playbook as the fields say. Raises Trouble for what cannot be."""
        raise NotImplementedError

    def finish(self) -> bool:
        """Have it saved, which closes the dialog, or say what is wrong."""
        try:
            playbook = self.made()
            checked(playbook, template_keys(self.desk.read))
        except Trouble as wrong:
            self.tell(str(wrong))
            return False
        self._save(playbook, self)
        return False


class NameDialog(PlaybookDialog):
    """Title and note of a playbook and how its days are called; without one, of a new one."""

    def __init__(self, around: Around, playbook: Playbook | None, taken: tuple[str, ...], save: Save) -> None:
        title = _("New playbook") if playbook is None else _("Title, note and days")
        super().__init__(around, "playbook", title, save)
        self._playbook, self._taken = playbook, taken
        self.title = Field(self.theme, _("Exam passed: tell people"), name="playbook.title")
        self.note = Field(self.theme, _("What it is for, in one sentence"), name="playbook.note")
        self._inside = in_area(self, WIDTH)
        self._inside.addWidget(labelled(around, _("Title"), self.title))
        self._inside.addWidget(labelled(around, _("Note"), self.note))
        if playbook is not None:
            self.title.setText(_(playbook.title))
            self.note.setText(_(playbook.note))
        self.days: dict[str, Field] = {}
        self.further: list[Field] = []
        """Days that are new; the last of them is empty."""
        for key, words in (playbook or new_playbook("", ())).anchors.items():
            self.days[key] = self._add_day(_("Another of its days") if self.days else _("The day it counts from"))
            self.days[key].setText(_(words))
        self._offer_another()
        self.title.setFocus()

    def _add_day(self, says: str) -> Field:
        number = len(self.days) + len(self.further) + 1
        day = Field(self.theme, _("the day of the exam"), name=f"playbook.day.{number}")
        self._inside.addWidget(labelled(self.around, says, day))
        return day

    def _offer_another(self) -> None:
        """A line for one more day, as soon as the last one is filled."""
        filled = not self.further or self.further[-1].text()
        if filled and len(self.days) + len(self.further) < MOST_DAYS:
            day = self._add_day(_("Another of its days"))
            day.textChanged.connect(lambda _text: self._offer_another())
            self.further.append(day)
            fit_area(self, self._inside)

    def made(self) -> Playbook:
        """The playbook with this title, this note and these days."""
        was = self._playbook.title if self._playbook is not None else ""
        title = title_in(self.title, was, _("Give the playbook a title."))
        book = self._playbook or new_playbook(title, self._taken)
        days = {key: line_in(field, book.anchors[key]) for key, field in self.days.items()}
        needed = {next(iter(days)), *(step.anchor for step in book.steps)}
        if any(not words and key in needed for key, words in days.items()):
            raise Trouble(_("Say in a few words what day that is, such as “the day of the exam”."))
        days = {key: words for key, words in days.items() if words}
        for words in filter(None, map(line_in, self.further)):
            days[free_key(words, (*book.anchors, *days, WAITING))] = words
        return book._replace(title=title, note=line_in(self.note, book.note), anchors=days)
