"""A template as it is written: its wordings to choose, fields as chips, parts that may vanish in another colour."""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QVBoxLayout

from mrtnet.domain.messages import Template
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Button, Card, Divider, Label
from mrtnet.ui.widgets.wrapped import Wrapped
from mrtnet.ui.write.parts import WORDING_TITLES
from mrtnet.ui.write.segments import Segments
from mrtnet.words import _

_PIECES = re.compile(r"\[\[|\]\]|\{(?P<field>[^{}|]*)(?:\|[^{}]*)?\}")
SPACE = "\u00a0"


class FieldText(QTextEdit):
    """Text to look at, as high as it is; fields stand out."""

    def __init__(self, around: Around, says: str) -> None:
        super().__init__()
        self._around, self._text = around, ""
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        around.theme.changed.connect(self._write)

    def put(self, text: str) -> None:
        """Show this text of a template."""
        if text != self._text:
            self._text = text
            self._write()

    def _write(self) -> None:
        theme = self._around.theme
        self.setFont(theme.font("body"))
        self.setPalette(theme.palette(Text="text"))
        self.clear()
        cursor, inside, at = self.textCursor(), False, 0
        for found in _PIECES.finditer(self._text):
            self._insert(cursor, self._text[at : found.start()], "text")
            at = found.end()
            if found["field"] is None:
                inside = found[0] == "[["
            else:
                name = found["field"].strip().replace("_", SPACE)
                self._insert(cursor, f"{SPACE}{name}{SPACE}", "amber" if inside else "accent", chip=True)
        self._insert(cursor, self._text[at:], "text")
        self._fit()

    def _insert(self, cursor: QTextCursor, text: str, token: str, *, chip: bool = False) -> None:
        form = QTextCharFormat()
        form.setForeground(self._around.theme.color(token))
        form.setFont(self._around.theme.font("small_strong" if chip else "body"))
        if chip:
            form.setBackground(self._around.theme.color(f"{token}_tint"))
        cursor.insertText(text, form)

    def _fit(self) -> None:
        self.document().setTextWidth(max(1, self.viewport().width()))
        self.setFixedHeight(round(self.document().size().height()) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines wrap anew."""
        super().resizeEvent(event)
        self._fit()


class LetterCard(Card):
    """One template. `name` begins the names of what is in it; `titled` is with its title and a button that opens it."""

    picked = Signal(str)
    """Another wording is looked at."""

    def __init__(self, around: Around, name: str, *, titled: bool = True) -> None:
        super().__init__(around.theme)
        self.around, self._name, self._titled = around, name, titled
        px, theme = around.px, around.theme
        self.template: Template | None = None
        self.wording = self.shown = "warm"
        self.title = Label(theme, "", "strong", wrap=True)
        self.title.setVisible(titled)
        self.pick = Segments(theme, {}, name=f"{name}.wording", says=_("Wording"))
        self.subject = Wrapped(theme, "", "body", "text2")
        self.body = FieldText(around, _("Text of the template"))
        hint = _("Words in colour are filled in for each person; what is not known is asked for, never left blank.")
        self.hint = Wrapped(theme, hint, "small", "text2")
        self.open = Button(theme, _("Open the template"), "arrow-right", kind="ghost", small=True, name=f"{name}.open")
        self.open.setVisible(titled)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(12), px(14), px(12))
        self._column.setSpacing(px(8))
        for part in (self.title, self.pick, self.subject, self.body, Divider(theme), self.hint):
            self._column.addWidget(part)
        self._column.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeading)

    def show_template(self, template: Template) -> None:
        """Show this one, in the wording that was looked at last if it has that."""
        titles: Mapping[str, str] = {key: _(WORDING_TITLES.get(key, key)) for key in template.wordings}
        if self.template is None or list(self.template.wordings) != list(template.wordings):
            old = self.pick
            self.pick = Segments(self.around.theme, titles, name=f"{self._name}.wording", says=_("Wording"))
            self.pick.chose.connect(self.choose)
            self.pick.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._column.replaceWidget(old, self.pick)
            old.hide()
            old.deleteLater()
        self.template = template
        self.title.setText(_(template.title))
        self.choose(self.wording if self.wording in template.wordings else next(iter(template.wordings)), keep=False)

    def choose(self, key: str, *, keep: bool = True) -> None:
        """Another wording."""
        if self.template is None:
            return
        if keep:
            self.wording = key
        self.shown = key
        self.pick.mark(key)
        wording = self.template.wordings[key]
        self.subject.setText(_("Subject: {subject}").format(subject=_plain(wording.subject)))
        self.subject.setVisible(bool(wording.subject))
        self.body.put(wording.body)
        self.picked.emit(key)


def _plain(text: str) -> str:
    """The text with its fields as words."""
    return _PIECES.sub(lambda found: (found["field"] or "").strip().replace("_", " "), text)
