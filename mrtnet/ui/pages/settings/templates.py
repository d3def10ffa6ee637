"""Settings, Templates: the texts of messages; each can be changed, copied, and her own removed."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.kinds import CHANNELS
from mrtnet.domain.messages import OWN, Template, Wording, built_in_templates
from mrtnet.domain.pitch import KEY as PITCH
from mrtnet.queries.playbooks import all_templates
from mrtnet.queries.reading import all_rows
from mrtnet.store.journal import Changes
from mrtnet.ui.pages.settings.controls import Part, SettingRow
from mrtnet.ui.widgets.basic import Button, Card, Divider, Label
from mrtnet.ui.widgets.emptying import empty
from mrtnet.words import _

NEW = Template("", "", ("email",), {"warm": Wording("", "", "")})


class Templates(Part):
    """The list of templates."""

    def build(self) -> None:
        """A button for a new one, and the card with all."""
        words = _("Messages begin with these texts. A change is yours alone; the original can always come back.")
        self.column.addWidget(Label(self.theme, words, "body", "text2", wrap=True))
        new = Button(self.theme, _("New template"), "plus", name="settings.template.new")
        new.clicked.connect(lambda: self._open(NEW))
        pitch = Button(self.theme, _("Pitch"), "microphone", name="settings.template.pitch")
        pitch.clicked.connect(lambda: self.around.commands.run("pitch"))
        line = QHBoxLayout()
        line.addWidget(new)
        line.addWidget(pitch)
        line.addStretch(1)
        self.column.addLayout(line)
        self._card = Card(self.theme)
        self._list = QVBoxLayout(self._card)
        self._list.setContentsMargins(0, self.around.px(3), 0, self.around.px(3))
        self._list.setSpacing(0)
        self.column.addWidget(self._card)
        self._shown: Any = None
        self.desk.changed.connect(self._look_again)
        self.read_by(self._read)

    def _look_again(self, changes: Changes) -> None:
        if changes.touches("template"):
            self.reload()

    def _read(self) -> None:
        found = all_templates(self.desk.read)
        own = {row[0] for row in all_rows(self.desk.read, "SELECT key FROM template")}
        shown = (found, own)
        if shown == self._shown:
            return
        self._shown = shown
        empty(self._list)
        self.rows.clear()
        for key, template in found.items():
            if key != PITCH:
                if self._list.count():
                    self._list.addWidget(Divider(self.theme, "divider"))
                self._list.addWidget(self._row(template, own=key in own))

    def _row(self, template: Template, *, own: bool) -> SettingRow:
        ways = ", ".join(_(CHANNELS[each].title) for each in template.channels if each in CHANNELS)
        said = [ways]
        if own:
            said.append(_("changed by you") if template.key in built_in_templates() else _("yours"))
        if OWN in template.wordings:
            said.append(_("with a wording of yours"))
        return self.row(_(template.title), " · ".join(said), self._buttons(template, own=own))

    def _buttons(self, template: Template, *, own: bool) -> QWidget:
        title = _(template.title)
        copy = template._replace(key="", title=_("{title}, copy").format(title=title))
        remove = _("As it was: {title}") if template.key in built_in_templates() else _("Remove {title}")
        box, line = QWidget(), QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.around.px(2))
        box.setLayout(line)
        for name, icon, says, act in (
            ("change", "pencil-simple", _("Change {title}"), lambda: self._open(template)),
            ("copy", "copy", _("Copy {title}"), lambda: self._open(copy)),
            ("remove", "arrow-counter-clockwise" if template.key in built_in_templates() else "trash", remove,
             lambda: self._remove(template.key)),
        ):  # fmt: skip
            if name != "remove" or own:
                button = Button(self.theme, "", icon, kind="ghost", says=says.format(title=title),
                                name=f"settings.template.{name}")  # fmt: skip
                button.clicked.connect(act)
                line.addWidget(button)
        return box

    def _open(self, template: Template) -> None:
        from mrtnet.ui.write.template_dialog import TemplateDialog

        TemplateDialog(self.around, template).open_at()

    def _remove(self, key: str) -> None:
        from mrtnet.edits.own_templates import remove_template

        self.desk.do(remove_template, key)
