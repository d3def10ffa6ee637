"""Tags of one or several people: type one to give it, click one that is there to take it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QWidget

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.names import fold
from mrtnet.queries.reading import all_rows, in_batches
from mrtnet.ui.around import Around, Subject
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.dialogs.whom import whom
from mrtnet.ui.widgets.basic import Chip, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _

LONGEST = 100


class TagDialog(SmallDialog):
    """Asks for a tag. Enter gives it and closes; chips take tags away or give the usual ones."""

    def __init__(self, around: Around, subject: Subject) -> None:
        super().__init__(around, "tag", _("Tag"), _("Tag"), icon="tag")
        self.ids = list(subject.person_ids or ((subject.person_id,) if subject.person_id is not None else ()))
        self.column.addWidget(Label(self.theme, _("Tag {whom}").format(whom=whom(around, self.ids)), "strong"))
        self.field = Field(self.theme, _("A tag: mentor, coding, practicum…"), "tag", name="tag.field")
        self.field.setMinimumWidth(around.px(300))
        self.field.setMaxLength(LONGEST)
        self.column.addWidget(self.field)
        known = [row[0] for row in all_rows(self.desk.read, "SELECT name FROM tag ORDER BY name_key")]
        completer = QCompleter(known, self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.field.returnPressed.connect(self._enter)
        self._known = {fold(name).strip(): name for name in known}
        self.has = self._has()
        if self.has:
            self.column.addWidget(Label(self.theme, _("On it already; click one to take it away."), "small", "text3"))
            box = QWidget()
            flow = Flow(around.px(6))
            for name in self.has:
                chip = Chip(self.theme, name, icon="tag", name=f"tag.has.{name}", choose=True)
                chip.setChecked(True)
                chip.setAccessibleName(_("Take away the tag {tag}").format(tag=name))
                chip.clicked.connect(lambda _on=False, name=name: self._take_away(name))
                flow.addWidget(chip)
            box.setLayout(flow)
            self.column.addWidget(box)
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _enter(self) -> None:
        """While tags are offered below the field, Qt takes Enter to close them: it gives the tag as well."""
        completer = self.field.completer()
        offered = completer.popup() if completer is not None else None
        if offered is not None and offered.isVisible():
            offered.hide()
            self.try_to_finish()

    def _has(self) -> list[str]:
        names: dict[str, None] = {}
        for marks, batch in in_batches(self.ids):
            sql = (
                "SELECT DISTINCT t.name FROM person_tag AS pt JOIN tag AS t ON t.id = pt.tag_id"
                f" WHERE pt.person_id IN ({marks}) ORDER BY t.name_key LIMIT 40"
            )
            names |= dict.fromkeys(row[0] for row in all_rows(self.desk.read, sql, batch))
        return list(names)

    def _take_away(self, name: str) -> None:
        from mrtnet.edits import tags

        self.desk.do(tags.untag_people, self.ids, name)
        self.accept()

    def finish(self) -> bool:
        """Give the tag, in the spelling that is known."""
        from mrtnet.edits import tags

        name = str(clean_line(self.field.text()))
        if not name:
            self.tell(_("Type a tag."))
            return False
        self.desk.do(tags.tag_people, self.ids, self._known.get(fold(name).strip(), name))
        return True
