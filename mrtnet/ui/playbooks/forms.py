"""The small dialogs of playbooks: name and note of one, and one step with everything it says."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QBoxLayout, QComboBox, QSizePolicy, QVBoxLayout, QWidget

from mrtnet.domain.kinds import CHANNELS, FOLLOW_UPS
from mrtnet.domain.playbook_changes import checked, new_playbook, with_step
from mrtnet.domain.playbook_files import LATEST
from mrtnet.domain.playbook_parts import RANKS, WAITING, Step
from mrtnet.domain.playbook_words import read_offset, say_days
from mrtnet.domain.playbooks import Playbook
from mrtnet.queries.playbooks import all_templates, template_keys
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.person_fields import Picked
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.widgets.basic import Field, Label
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.words import _

Save = Callable[[Playbook], None]
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


def choice(name: str, words: str, offers: Mapping[str, str], now: str) -> QComboBox:
    """A box to choose from {value: words}."""
    box = QComboBox()
    box.setObjectName(name)
    box.view().setAccessibleName(words)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    for value, said in offers.items():
        box.addItem(said, value)
    box.setCurrentIndex(max(0, box.findData(now)))
    return box


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


def days_in(field: Field) -> int:
    """A number of days she typed, 0 for none. Raises Trouble for anything else."""
    said = field.text().strip()
    if not said:
        return 0
    if not (said.isascii() and said.isdigit() and 1 <= int(said) <= LATEST):
        raise Trouble(_("“{text}” is not a number of days between 1 and {most}.").format(text=said, most=LATEST))
    return int(said)


class PlaybookDialog(SmallDialog):
    """A dialog that makes a playbook another one."""

    def __init__(self, around: Around, name: str, title: str, take: str, save: Save) -> None:
        super().__init__(around, name, title, take)
        self._save = save

    def made(self) -> Playbook:
        """The playbook as the fields say. Raises Trouble for what cannot be."""
        raise NotImplementedError

    def finish(self) -> bool:
        """Save it, or say what is wrong."""
        try:
            playbook = self.made()
            checked(playbook, template_keys(self.desk.read))
        except Trouble as wrong:
            self.tell(str(wrong))
            return False
        self._save(playbook)
        return True


class NameDialog(PlaybookDialog):
    """Title and note of a playbook; without one, of a new one."""

    def __init__(self, around: Around, playbook: Playbook | None, taken: tuple[str, ...], save: Save) -> None:
        title = _("New playbook") if playbook is None else _("Title and note")
        super().__init__(around, "playbook", title, _("Save"), save)
        self._playbook, self._taken = playbook, taken
        self.column.addWidget(Label(self.theme, title, "strong"))
        self.title = Field(self.theme, _("Exam passed: tell people"), name="playbook.title")
        self.note = Field(self.theme, _("What it is for, in one sentence"), name="playbook.note")
        self.column.addWidget(labelled(around, _("Title"), self.title))
        self.column.addWidget(labelled(around, _("Note"), self.note))
        if playbook is not None:
            self.title.setText(_(playbook.title))
            self.note.setText(_(playbook.note))
        self.setMinimumWidth(around.px(WIDTH))
        self.title.setFocus()

    def made(self) -> Playbook:
        """The playbook with this title and note."""
        title, note = " ".join(self.title.text().split()), " ".join(self.note.text().split())
        if not title:
            raise Trouble(_("Give the playbook a title."))
        if len(title) > LONGEST_TITLE:
            raise Trouble(_("The title is too long. Keep it under {n} letters.").format(n=LONGEST_TITLE))
        book = self._playbook or new_playbook(title, self._taken)
        return book._replace(
            title=book.title if title == _(book.title) else title, note=book.note if note == _(book.note) else note
        )


class StepDialog(PlaybookDialog):
    """One step of a playbook; with an empty key a new one at the end."""

    def __init__(self, around: Around, playbook: Playbook, key: str, save: Save) -> None:
        self.step = next((each for each in playbook.steps if each.key == key), None)
        title = _("New step") if self.step is None else _("Change the step")
        super().__init__(around, "step", title, _("Save"), save)
        self._playbook = playbook
        step = self.step or Step("", "other", "", "email")
        templates = all_templates(around.desk.read)
        anchors = {anchor: _(words) for anchor, words in playbook.anchors.items()} | {
            WAITING: _("a message without an answer")
        }
        main = next(iter(playbook.anchors))
        self.column.addWidget(Label(self.theme, title, "strong"))
        inside = in_area(self, WIDTH)
        self.title = Field(self.theme, _("Thank-you note"), name="step.title")
        self.title.setText(_(step.title))
        self.when = Field(self.theme, _("+3 working days, 2 weeks before, on the day"), name="step.when")
        self.when.setText(say_days(step.offset) if self.step is not None else "+1 " + _("week"))
        self.anchor = choice("step.anchor", _("Counted from"), anchors, step.anchor or main)
        self.kind = choice(
            "step.kind", _("What it is"), {each: _(FOLLOW_UPS[each].title) for each in FOLLOW_UPS}, step.kind
        )
        self.channel = choice(
            "step.channel", _("How"), {each: _(CHANNELS[each].title) for each in CHANNELS}, step.channel
        )
        self.template = choice("step.template", _("Text"),
                               {"": _("no text"), **{each: _(templates[each].title) for each in templates}},
                               step.template)  # fmt: skip
        self.scope = choice("step.scope", _("For whom"), {"person": _("each person"), "me": _("you, once")}, step.scope)
        self.ranks = Picked(around, "step.ranks", {rank: rank for rank in RANKS})
        self.ranks.put(list(step.ranks))
        self.every = Field(self.theme, _("once"), name="step.every")
        self.every.setMaxLength(5)
        self.every.setText(str(step.every) if step.every else "")
        self.purpose = Field(self.theme, _("be remembered"), name="step.purpose")
        self.purpose.setText(_(step.purpose))
        for words, field in (
            (_("Title"), self.title), (_("When"), self.when), (_("Counted from"), self.anchor),
            (_("What it is"), self.kind), (_("How"), self.channel), (_("Text"), self.template),
            (_("For whom"), self.scope), (_("Of which rank"), self.ranks),
            (_("Again every so many days"), self.every), (_("Why"), self.purpose),
        ):  # fmt: skip
            inside.addWidget(labelled(around, words, field))
        fit_area(self, inside)
        self.title.setFocus()

    def made(self) -> Playbook:
        """The playbook with the step."""
        step = self.step or Step("", "other", "", "email")
        title, purpose = " ".join(self.title.text().split()), " ".join(self.purpose.text().split())
        main = next(iter(self._playbook.anchors))
        anchor = str(self.anchor.currentData())
        if not title:
            raise Trouble(_("Give the step a title."))
        if len(title) > LONGEST_TITLE:
            raise Trouble(_("The title is too long. Keep it under {n} letters.").format(n=LONGEST_TITLE))
        ranks = tuple(self.ranks.value())
        if not ranks:
            raise Trouble(_("Choose at least one rank: A, B or C."))
        offset = step.offset
        if self.step is None or self.when.text().strip() != say_days(step.offset):
            offset = read_offset(self.when.text(), step.offset)
        changed = step._replace(
            title=step.title if title == _(step.title) else title,
            purpose=step.purpose if purpose == _(step.purpose) else purpose,
            offset=offset,
            ranks=ranks,
            every=days_in(self.every),
            anchor="" if anchor == main else anchor,
            kind=str(self.kind.currentData()),
            channel=str(self.channel.currentData()),
            template=str(self.template.currentData() or ""),
            scope=str(self.scope.currentData()),
        )
        return with_step(self._playbook, changed, before=step.key)
