"""The tab of templates: what one says, how it reads for somebody, what it is used for; changed, copied, shared."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from mrtnet.domain.kinds import CHANNELS, kind
from mrtnet.domain.messages import OWN, Template, Wording, built_in_templates
from mrtnet.domain.own_templates import as_toml
from mrtnet.domain.pitch import KEY as PITCH
from mrtnet.queries.playbooks import all_playbooks, all_templates
from mrtnet.queries.reading import all_rows
from mrtnet.ui.around import Around
from mrtnet.ui.playbooks.letter import LetterCard
from mrtnet.ui.playbooks.list import TitleRow
from mrtnet.ui.playbooks.side import Side
from mrtnet.ui.widgets.basic import Button, Card, Label
from mrtnet.ui.write.template_reading import TemplateReading
from mrtnet.words import _, listed

ROW = 57  # design px
NEW = Template("", "", ("email",), {"warm": Wording("", "", "")})


class TemplatesSide(Side):
    """The templates."""

    tab = "templates"

    def __init__(self, around: Around) -> None:
        super().__init__(around, says=_("Templates"), row=ROW)
        px, theme = around.px, self.theme
        self.known: Mapping[str, Template] = {}
        self._own: frozenset[str] = frozenset()
        self.change = Button(theme, _("Change…"), "pencil-simple", kind="primary", name="playbooks.templates.change")
        self.change.clicked.connect(self.edit)
        self.copy = Button(theme, _("Duplicate"), "copy", name="playbooks.templates.copy")
        self.copy.clicked.connect(self.duplicate)
        self.letter = LetterCard(around, "playbooks.template", titled=False)
        reads = Card(theme)
        column = QVBoxLayout(reads)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        self.reading = TemplateReading(around, "playbooks.template")
        self.reading.preview.setMinimumHeight(px(170))
        self.reading.changed.connect(self._read_it)
        self.letter.picked.connect(lambda _key: self._read_it())
        column.addWidget(Label(theme, _("How it reads for"), "strong"))
        column.addWidget(self.reading)
        self.view.opened.connect(lambda _number: self.edit())
        self.lay_out((self.change, self.copy, self.more_button()), (self.letter,), (reads,))

    # Reading

    @property
    def shown(self) -> Template:
        """The template that is chosen."""
        return self.known[self.key or next(iter(self.known))]

    def reload(self) -> None:
        """Read all templates; stay with the one that is shown."""
        read, before = self.desk.read, self.key
        self.known = {key: each for key, each in all_templates(read).items() if key != PITCH}
        self._own = frozenset(key for (key,) in all_rows(read, "SELECT key FROM template"))
        self._used: dict[str, list[str]] = {}
        for book in all_playbooks(read).values():
            for key in dict.fromkeys(step.template for step in book.steps if step.template):
                self._used.setdefault(key, []).append(_("“{title}”").format(title=_(book.title)))
        self.reading.read_people()
        self.model.show([
            TitleRow(key, _(each.title), self._below(each), kind("channel", each.channels[0]).icon)
            for key, each in self.known.items()
        ])  # fmt: skip
        self.stay(before)

    def _below(self, template: Template) -> str:
        said = [", ".join(_(CHANNELS[each].title) for each in template.channels if each in CHANNELS)]
        if template.key in self._own:
            said.append(_("changed by you") if template.key in built_in_templates() else _("yours"))
        if OWN in template.wordings:
            said.append(_("with a wording of yours"))
        return " · ".join(said)

    def show_chosen(self) -> None:
        """What it says, how it reads, where it is used."""
        if not self.known:
            return
        template = self.shown
        self.name.setText(_(template.title))
        self.note.setText(self._below(template))
        used = self._used.get(template.key, [])
        self.more_words.setText(_("Used in {playbooks}.").format(playbooks=listed(used)) if used
                                else _("No playbook uses it; you choose it when you write."))  # fmt: skip
        self.letter.show_template(template)

    def _read_it(self) -> None:
        self.reading.show_template(self.shown, self.letter.shown)

    def first(self) -> QWidget:
        """The button that changes it."""
        return self.change

    # Changing

    def _open(self, template: Template) -> None:
        from mrtnet.ui.write.template_dialog import TemplateDialog

        TemplateDialog(self.around, template).open_at()

    def new(self) -> None:
        """Write a new one."""
        self._open(NEW)

    def edit(self) -> None:
        """Change it: title, ways, wordings, with how it reads."""
        self._open(self.shown)

    def duplicate(self) -> None:
        """A copy, at once; it is there to be changed."""
        from mrtnet.edits.own_templates import save_template

        title = _("{title} (copy)").format(title=_(self.shown.title))
        copy = self.shown._replace(key="", title=title[:100])
        self.desk.do(save_template, copy, on_trouble=self.tell, on_done=self.came)

    def remove(self) -> None:
        """Remove one of hers; a changed built-in one is as it came."""
        from mrtnet.edits.own_templates import remove_template

        self.desk.do(remove_template, self.shown.key, on_trouble=self.tell)

    def fill(self, menu: QMenu) -> None:
        """Files, the pitch, away."""
        menu.addAction(_("Change…"), self.edit)
        menu.addAction(_("Save as a file…"), lambda: self.ask_place(
            _("Save the template"), self.shown.key, _("Templates (*.toml)"), self.save_file))  # fmt: skip
        menu.addAction(_("Open a file…"), self.ask_file_of_this)
        menu.addAction(_("Pitch…"), lambda: self.around.commands.run("pitch"))
        if self.shown.key in self._own:
            came = self.shown.key in built_in_templates()
            menu.addAction(_("Back to how it came") if came else _("Remove"), self.remove)

    def ask_file_of_this(self) -> None:
        """Take a template in from a file."""
        self.ask_file(_("Open a template"), _("Templates (*.toml)"))

    def open_file(self, path: Path) -> None:
        """Take it in; a sentence for what is no template."""
        from mrtnet.edits.own_templates import take_in

        text = self.text_of(path)
        if text is not None:
            self.desk.do(take_in, text, path.name, on_trouble=self.tell, on_done=self.came)

    def save_file(self, path: Path) -> None:
        """Write it, to share."""
        self.write(path, as_toml(self.shown))
