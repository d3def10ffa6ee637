"""How a template reads for somebody: the person to choose, the filled text, and its characters against the limit."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from mrtnet.domain.messages import Template, count_for
from mrtnet.queries import palette, person
from mrtnet.queries.message_values import write
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.widgets.basic import Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.write.body import Framed
from mrtnet.words import _

OFFERED = 40  # people it can be about
LOW = 130  # design px of the text at least


class TemplateReading(QWidget):
    """`changed` when somebody else is chosen. `name` begins the names of what is in it."""

    changed = Signal()

    def __init__(self, around: Around, name: str = "template") -> None:
        super().__init__()
        self.desk, theme, px = around.desk, around.theme, around.px
        self.who = Choice(f"{name}.who", _("Shown for"), least=0)
        self.who.activated.connect(lambda _place: self.changed.emit())
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setObjectName(f"{name}.preview")
        self.preview.setAccessibleName(_("How it reads"))
        self.preview.setTabChangesFocus(True)
        self.preview.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview.setFrameShape(QFrame.Shape.NoFrame)
        self.count = Label(theme, "", "small", "text3", name=f"{name}.count")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(self.who)
        read = Framed(theme, self.preview)
        read.setMinimumHeight(px(LOW))
        column.addWidget(read, 1)
        column.addWidget(self.count)
        self.read_people()

    def read_people(self) -> None:
        """Offer those she had to do with last; whoever is chosen stays."""
        chosen = self.who.currentData()
        self.who.clear()
        for row in palette.last_people(self.desk.read, (), OFFERED):
            self.who.addItem(row.name, row.id)
        self.who.choose(chosen)

    def show_template(self, template: Template, wording: str) -> None:
        """Fill this wording for the person; a sentence where it cannot be filled."""
        detail = person.detail(self.desk.read, int(self.who.currentData())) if self.who.count() else None
        self.count.setText("")
        if detail is None or wording not in template.wordings:
            self.preview.setPlainText("" if detail is not None else _("Nobody is on file yet to show it for."))
            return
        try:
            message = write(self.desk.read, template, detail, self.desk.about, wording=wording)
        except Trouble as trouble:
            self.preview.setPlainText(str(trouble))
            return
        self.preview.setPlainText(message.text)
        channel = "linkedin" if template.channels == ("linkedin",) else ""
        used, limit = count_for(channel, message.body, self.desk.about.linkedin_premium)
        over = limit is not None and used > limit
        self.count.show_as("red" if over else "text3")
        words = _("{used} of {limit} characters") if limit is not None else _("{used} characters")
        self.count.setText(words.format(used=used, limit=limit))
