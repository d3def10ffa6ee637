"""One template to change: title, ways, wordings, and beside them how it reads for somebody; what is wrong is said."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from mrtnet.domain.fields import FIELDS
from mrtnet.domain.kinds import CHANNELS as CHANNEL_KINDS
from mrtnet.domain.messages import OWN, WORDINGS, Template, Wording
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.person_fields import Picked
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.ui.widgets.menus import passing_menu
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.body import Framed, Text
from mrtnet.ui.write.letter import CHANNELS
from mrtnet.ui.write.parts import WORDING_TITLES
from mrtnet.ui.write.segments import Segments
from mrtnet.ui.write.template_reading import TemplateReading
from mrtnet.words import _

PAUSE = 200  # ms


class TemplateDialog(SmallDialog):
    """Asks for a template; Ctrl+Enter keeps it as one of hers."""

    def __init__(self, around: Around, template: Template) -> None:
        """A template without a key is new."""
        super().__init__(around, "template", _("Template"), _("Keep"))
        self.template = template
        self.wordings = {key: template.wordings.get(key, Wording("", "", "")) for key in (*WORDINGS, OWN)}
        self.wording = next(iter(template.wordings), "warm")
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self.name.setText(_(template.title) if template.title else "")
        self.ways.put(list(template.channels))
        self.pick.mark(self.wording)
        self._show_wording()
        for signal in (self.name.textEdited, self.ways.changed, self.subject.textEdited, self.body.touched):
            signal.connect(self._typed)
        self.reading.changed.connect(self.look)
        self.look()
        free = self.screen().availableGeometry()
        self.resize(min(around.px(720), free.width() - around.px(32)), min(around.px(620), free.height() - 64))
        self.name.setFocus(Qt.FocusReason.PopupFocusReason)

    def _build(self) -> None:
        around, px, theme = self.around, self.around.px, self.theme
        self.name = Field(theme, _("Thanks for the tour"), name="template.name")
        self.name.setAccessibleName(_("Title"))
        self.name.setMaxLength(100)
        self.ways = Picked(around, "template.ways", {key: _(CHANNEL_KINDS[key].title) for key in CHANNELS})
        self.ways.setAccessibleName(_("Ways to send it"))
        self.pick = Segments(theme, self._titles(), name="template.wording", says=_("Wording"))
        self.pick.chose.connect(self._choose)
        self.insert = Button(theme, _("Insert a field"), "plus", small=True, name="template.insert")
        self.insert.clicked.connect(self._offer_fields)
        self.subject = Field(theme, name="template.subject")
        self.subject.setAccessibleName(_("Subject"))
        self.body = Text(theme, name="template.body", says=_("Text of the template"))
        frame = Framed(theme, self.body)
        frame.setMinimumHeight(px(120))
        self.reading = TemplateReading(around)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, px(8), 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        grid.setColumnStretch(1, 1)
        line, flow = QWidget(), Flow(px(8))
        line.setLayout(flow)
        flow.addWidget(self.pick)
        flow.addWidget(self.insert)
        lines: tuple[tuple[str, QWidget], ...] = (
            (_("Title"), self.name), (_("Ways"), self.ways), (_("Wording"), line), (_("Subject"), self.subject),
            (_("Text"), frame), (_("Reads for"), self.reading),
        )  # fmt: skip
        for number, (words, widget) in enumerate(lines):
            grid.addWidget(Label(theme, words, "body", "text2"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
        grid.setRowStretch(4, 2)
        grid.setRowStretch(5, 2)
        self.column.addWidget(scrolling(inside), 1)
        hint = _("Fields stand in {braces}; [[a part in double brackets]] is left out when its field is empty.")
        self.column.addWidget(Label(theme, hint, "small", "text3", wrap=True))

    def _titles(self) -> Mapping[str, str]:
        keys = [*WORDINGS, *([OWN] if OWN in self.template.wordings else [])]
        return {key: _(WORDING_TITLES[key]) for key in keys}

    def _offer_fields(self) -> None:
        menu = passing_menu(self, "template.fields")
        for key, field in FIELDS.items():
            words = _("{{{field}}}: {meaning}").format(field=key, meaning=_(field.meaning)).replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _on=False, key=key: self.insert_field(key))
        menu.popup(self.insert.mapToGlobal(self.insert.rect().bottomLeft()))

    def insert_field(self, key: str) -> None:
        """The field at the cursor of the text."""
        self.body.insertPlainText("{" + key + "}")
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        self._take()
        self.wording = key
        self._show_wording()
        self.look()

    def _show_wording(self) -> None:
        wording = self.wordings[self.wording]
        self.subject.setText(wording.subject)
        self.body.put(wording.body)

    def _take(self) -> None:
        """What stands in the fields belongs to the wording that is shown."""
        before = self.wordings[self.wording]
        self.wordings[self.wording] = Wording(self.subject.text(), self.body.toPlainText(), before.late)

    def _typed(self, *_told: object) -> None:
        self._pause.start()

    def as_typed(self) -> Template:
        """The template as it stands; wordings without a text are none."""
        self._take()
        title = self.name.text().strip()
        title = self.template.title if title == _(self.template.title) else title
        wordings = {key: each for key, each in self.wordings.items() if each.body.strip()}
        return self.template._replace(title=title, channels=tuple(self.ways.value()), wordings=wordings)

    def look(self) -> None:
        """Say what is wrong, else show how it reads."""
        from mrtnet.domain.own_templates import checked

        typed = self.as_typed()
        try:
            template, _text = checked(typed._replace(key=typed.key or "new", title=typed.title or _("New")))
        except Trouble as trouble:
            self.tell(str(trouble))
            return
        self.tell("")
        self.reading.show_template(template, self.wording)

    def tell(self, sentence: str) -> None:
        """Say what is wrong, without another size of the dialog."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def finish(self) -> bool:
        """Keep it as one of hers."""
        from mrtnet.edits.own_templates import save_template

        typed = self.as_typed()
        if not typed.title:
            self.tell(_("Give the template a title."))
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        self.desk.do(save_template, typed, on_done=lambda _key: self.accept(), on_trouble=self.tell)
        return False
