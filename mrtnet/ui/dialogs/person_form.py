"""The form of a person: everything that is on file about her, new or changed, with a draft that survives anything."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mrtnet.domain import kinds
from mrtnet.domain.busy_seasons import read_seasons
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import PersonForm
from mrtnet.domain.rhythm import TIERS
from mrtnet.queries import busy_seasons
from mrtnet.queries import person as people
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.elsewhere import ElsewhereBar
from mrtnet.ui.dialogs.person_fields import ADDRESS, JOB, REACH, Column, Picked, Repeated, getter, put
from mrtnet.ui.dialogs.person_saving import add_to_person, save_person
from mrtnet.ui.dialogs.person_values import Wrong, form_of, values_of
from mrtnet.ui.dialogs.photo import read_photo
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.drafts import Draft
from mrtnet.ui.merging.on_file import OnFileBar
from mrtnet.ui.note_guard import NoteGuard
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.ui.widgets.scrolling import scrolling
from mrtnet.ui.write.body import Framed, Text
from mrtnet.words import _, later

SHOWN_BY = frozenset({"person", "reach", "address", "credential", "job", "person_tag", "person_role", "organization"})
NAME = (("name", later("Name")), ("credentials", later("Credentials")), ("pronouns", later("Pronouns")),
        ("pronunciation", later("Said like")))  # fmt: skip
PARTS = (("prefix", later("Before")), ("given", later("Given name")), ("additional", later("Middle")),
         ("family", later("Family name")), ("suffix", later("After")), ("nickname", later("Called")))  # fmt: skip
MET = (("met_on", later("Met on")), ("met_how", later("How")), ("met_where", later("Where")),
       ("met_through", later("Through")))  # fmt: skip
MORE = (("tags", later("Tags")), ("rhythm", later("Own rhythm")), ("time_zone", later("Time zone")),
        ("languages", later("Languages")), ("birthday", later("Birthday")), ("busy", later("Busy times")))  # fmt: skip
HINTS = {"credentials": later("RHIT, CCS"), "rhythm": later("as the circle says; or 6 weeks"),
         "tags": later("mentor, coding"), "time_zone": later("America/Chicago"), "met_on": later("2026-10-13"),
         "languages": later("English, Spanish"), "birthday": later("05-17"),
         "busy": later("month end, january")}  # fmt: skip
PAUSE, LEAST = 150, 3  # ms she types nothing before somebody like her is looked for; letters of a name
HALF_TYPED = ("reaches", "jobs", "addresses")
TWO_COLUMNS = 560  # design px from which fields stand side by side
_ALONG, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
RANKS = {"": later("No rank"), "A": later("A"), "B": later("B"), "C": later("C")}


class PersonDialog(SmallDialog):
    """Changes one person, or adds one. Ctrl+Enter saves, Esc leaves and keeps what was typed."""

    def __init__(self, around: Around, person_id: int | None = None) -> None:
        title = _("New person") if person_id is None else _("Change a person")
        super().__init__(around, "person", title, _("Save"))
        px, free = around.px, self.screen().availableGeometry()
        width, height = min(px(720), free.width() - px(32)), min(px(660), free.height() - px(64))
        self._narrow = False
        self._grids: list[tuple[QGridLayout, list[tuple[QWidget, QWidget]]]] = []
        self.person_id = person_id
        self.detail = people.detail(self.desk.read, person_id) if person_id is not None else None
        self.fields: dict[str, QWidget] = {}
        self.photo: KeptFile | None = None
        self._drop_photo = False
        self._loading = True
        self.bar = ElsewhereBar(around)
        self.bar.theirs.connect(self._take_theirs)
        self.bar.mine.connect(self._keep_mine)
        self.column.addWidget(self.bar)
        self.on_file = OnFileBar(around)
        self.on_file.opened.connect(self._open_known)
        self.on_file.added.connect(self._add_to_known)
        self.column.addWidget(self.on_file)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look_for_her)
        self.column.addWidget(self._make_area(), 1)
        self.take.setProperty("hint", "Ctrl+Enter")
        self._draft = Draft(self.desk, f"person:{person_id}" if person_id is not None else "person.new", self)
        self._base = values_of(self.detail) if self.detail else self.values()
        if person_id is not None:
            self._base["busy"] = ", ".join(busy_seasons.rules_of(self.desk.read, person_id))
        self.show_values(self._base)
        kept = self._draft.read()
        if isinstance(kept, dict):
            self.show_values({**self._base, **kept})
        self._loading = False
        self._listen()
        self.desk.changed.connect(self._look_again)
        self.resize(width, height)
        self._arrange()
        self.theme.changed.connect(self._arrange)
        self.fields["name"].setFocus(Qt.FocusReason.PopupFocusReason)

    def open_at(self, where: QPoint | None = None) -> None:
        """Qt chooses all of the first field: of a draft the next letter would take the place of what was typed."""
        super().open_at(where)
        name = self.fields["name"]
        if self._draft.read() is not None and isinstance(name, Field):
            name.end(False)

    # Building

    def _make_area(self) -> QScrollArea:
        px = self.around.px
        inner = QWidget()
        self._page = QVBoxLayout(inner)
        self._page.setContentsMargins(0, 0, px(10), 0)
        self._page.setSpacing(px(10))
        self._grid(NAME)
        self._section(_("Name in parts"))
        self._grid(PARTS)
        self._check("family_first", _("Family name first"))
        self._section(_("Ways to reach"))
        self._repeated("reaches", REACH, _("Email, phone or link"))
        self._section(_("Works at"))
        self._repeated("jobs", JOB, _("Job"))
        self._section(_("Addresses"))
        self._repeated("addresses", ADDRESS, _("Address"))
        self._section(_("For you"))
        roles = {key: _(kind.title) for key, kind in kinds.ROLES.items()}
        self._add("roles", Picked(self.around, "person.roles", roles), _("Roles"))
        self._boxes()
        self._grid(MORE)
        self._section(_("How you met"))
        self._grid(MET)
        self._section(_("Notes"))
        note = Text(self.theme, name="person.note", says=_("Notes"))
        frame = Framed(self.theme, note)
        frame.setFixedHeight(px(110))
        self.fields["note"] = note
        self._page.addWidget(frame)
        whose = (self.person_id,) if self.person_id is not None else ()
        self._page.addWidget(NoteGuard(self.desk, self.theme, note, people=lambda: whose))
        hint = _("About people you work with. Nothing about patients belongs here.")
        self._page.addWidget(Label(self.theme, hint, "small", "text3", wrap=True))
        self._photo_row()
        self._check("do_not_contact", _("Do not contact"))
        self._check("deceased", _("Has died"))
        area = scrolling(inner)
        self._area = area
        return area

    def _section(self, words: str) -> None:
        self._page.addSpacing(self.around.px(4))
        self._page.addWidget(Label(self.theme, words, "strong"))

    def _grid(self, lines: tuple[tuple[str, str], ...]) -> None:
        px = self.around.px
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        fields: list[tuple[QWidget, QWidget]] = []
        for key, words in lines:
            field = Field(self.theme, _(HINTS[key]) if key in HINTS else "", name=f"person.{key}")
            field.setAccessibleName(_(words))
            field.setMinimumWidth(px(80))
            self.fields[key] = field
            fields.append((Label(self.theme, _(words), "body", "text2"), field))
        self._grids.append((grid, fields))
        self._page.addLayout(grid)
        _lay_out(grid, fields, (0, 0))  # at once, so that Tab comes to them in their turn

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for fields side by side, or none any more."""
        super().resizeEvent(event)
        if self._narrow != self._is_narrow():
            self._arrange()

    def _is_narrow(self) -> bool:
        return self.width() < self.around.px(TWO_COLUMNS)

    def _arrange(self) -> None:
        """Fields side by side, or one below the other where it is narrow."""
        narrow = self._narrow = self._is_narrow()
        self.on_file.fit(narrow=narrow)
        self._row.setDirection(_DOWN if narrow else _ALONG)
        for widget in self.fields.values():
            if isinstance(widget, Repeated):
                widget.fit(narrow=narrow)
        columns = 1 if narrow else 2
        pairs = [fields for _grid, fields in self._grids]
        wide = [max(label.sizeHint().width() for fields in pairs for label, _field in fields[place::columns])
                for place in range(columns)]  # fmt: skip
        for grid, fields in self._grids:
            _lay_out(grid, fields, wide)

    def _add(self, key: str, widget: QWidget, words: str = "") -> None:
        if words:
            widget.setAccessibleName(words)
        self.fields[key] = widget
        self._page.addWidget(widget)

    def _check(self, key: str, words: str) -> None:
        box = QCheckBox(words)
        box.setObjectName(f"person.{key}")
        self._add(key, box)

    def _repeated(self, key: str, columns: tuple[Column, ...], add: str) -> None:
        self._add(key, Repeated(self.around, f"person.{key}", columns, add))

    def _boxes(self) -> None:
        ways = {key: kinds.CHANNELS[key].title for key in ("email", "linkedin", "phone", "card")}
        channels = {"": later("Any way"), **ways}
        tiers = {"": later("No circle"), **{tier.key: tier.title for tier in TIERS.values()}}
        row = self._row = QBoxLayout(_ALONG)
        row.setSpacing(self.around.px(8))
        for key, says, choices in (
            ("rank", _("Rank"), RANKS), ("tier", _("Circle"), tiers), ("preferred_channel", _("Likes best"), channels),
        ):  # fmt: skip
            box = Choice(f"person.{key}", says, {key: _(words) for key, words in choices.items()})
            self.fields[key] = box
            row.addWidget(Label(self.theme, says, "body", "text2"))
            row.addWidget(box)
        row.addStretch(1)
        self._page.addLayout(row)

    def _photo_row(self) -> None:
        row = QHBoxLayout()
        choose = Button(self.theme, _("Choose a photo…"), "image", small=True, name="person.photo")
        choose.clicked.connect(self._choose_photo)
        self.no_photo = Button(self.theme, _("Without a photo"), "x", kind="ghost", small=True, name="person.no_photo")
        self.no_photo.clicked.connect(self._forget_photo)
        self.no_photo.setVisible(bool(self.detail and self.detail.photo_id))
        self.photo_words = Label(self.theme, "", "small", "text3", wrap=True)
        row.addWidget(choose)
        row.addWidget(self.no_photo)
        row.addWidget(self.photo_words, 1)
        self._page.addLayout(row)

    def _listen(self) -> None:
        for widget in self.fields.values():
            if isinstance(widget, Field | Text):
                widget.textChanged.connect(self._typed)
            elif isinstance(widget, QCheckBox):
                widget.toggled.connect(self._typed)
            elif isinstance(widget, Choice):
                widget.activated.connect(self._typed)
            elif isinstance(widget, Repeated | Picked):
                widget.changed.connect(self._typed)

    # Values and the draft

    def values(self) -> dict[str, Any]:
        """What stands in the form."""
        return {key: getter(widget)() for key, widget in self.fields.items()}

    def show_values(self, values: dict[str, Any]) -> None:
        """Put these into the form."""
        for key, widget in self.fields.items():
            put(widget, values.get(key))

    def is_touched(self) -> bool:
        """Whether something differs from what is on file."""
        return self.values() != self._normal(self._base)

    def _normal(self, values: dict[str, Any]) -> dict[str, Any]:
        return {key: values.get(key) for key in self.fields}

    def _typed(self, *_told: object) -> None:
        if self._loading:
            return
        self.tell("")
        for widget in self.fields.values():
            widget.setProperty("problem", False)
        self._draft.keep(self.values() if self.is_touched() else None)
        if self.person_id is None:
            self._pause.start()

    # On file already

    def look_for_her(self) -> None:
        """Whether the new person may be somebody who is on file; a field that is half typed is left out."""
        from mrtnet.queries.duplicates import like_form
        from mrtnet.ui.capture.alike import say_alike

        values, alike = self.values(), None
        if len(str(values.get("name") or values.get("family") or "")) >= LEAST or values.get("reaches"):
            for half_typed in ((), HALF_TYPED):
                try:
                    form = form_of({**values, **{key: [] for key in half_typed}}, self.desk, None)
                except Wrong:
                    continue
                alike = next(iter(like_form(self.desk.read, form, 1)), None)
                break
        self.on_file.say(alike.row.id if alike else None, say_alike(alike, self.desk.today) if alike else "")

    def _open_known(self, person_id: int) -> None:
        """That person is shown; what was typed waits as a draft."""
        self.reject()
        self.around.go("people", person_id)

    def _add_to_known(self, person_id: int) -> None:
        form = self._form()
        if form is not None:
            self.desk.do(
                add_to_person, person_id, form, photo=self.photo, draft=self._draft.key, today=self.desk.today,
                on_done=self._saved, on_trouble=self.tell,
            )  # fmt: skip

    # Changed elsewhere

    def _look_again(self, changes: Any) -> None:
        if self.person_id is None or not changes.touches(*SHOWN_BY):
            return
        now = people.detail(self.desk.read, self.person_id)
        if now is None:
            self.bar.say_gone()
        elif self.detail is not None and values_of(now) != values_of(self.detail):
            touched = self.is_touched()
            self.detail, self._base = now, values_of(now)
            if touched:
                self.bar.ask()
            else:
                self._put(self._base)

    def _take_theirs(self) -> None:
        """What is on file comes into the form; what was typed can be brought back."""
        typed = self.values()
        self._put(self._base)
        self.bar.offer_back(lambda: self._put(typed))

    def _keep_mine(self) -> None:
        self._draft.keep(self.values())
        self._draft.keep_now()

    def _put(self, values: dict[str, Any]) -> None:
        self._loading = True
        self.show_values(values)
        self._loading = False
        self._typed()

    # Photo

    def _choose_photo(self) -> None:
        kinds_shown = _("Pictures (*.png *.jpg *.jpeg *.gif *.webp)")
        path, _filter = QFileDialog.getOpenFileName(self, _("Choose a photo"), "", kinds_shown)
        if path:
            self.take_photo(Path(path))

    def take_photo(self, path: Path) -> None:
        """Use this picture; what is wrong with it is said in the form."""
        try:
            self.photo = read_photo(path)
        except Trouble as trouble:
            self.tell(str(trouble))
            return
        self._drop_photo = False
        self.photo_words.setText(self.photo.name)
        self.no_photo.show()

    def _forget_photo(self) -> None:
        self.photo, self._drop_photo = None, bool(self.detail and self.detail.photo_id)
        self.photo_words.setText(_("The photo goes when you save.") if self._drop_photo else "")
        self.no_photo.hide()

    # Saving

    def finish(self) -> bool:
        """Save it all in one step."""
        values, form = self.values(), self._form()
        if form is None:
            return False
        never = self._is_never(values)
        jobs_changed = values["jobs"] != self._normal(self._base)["jobs"]
        self.desk.do(
            save_person, self.person_id, form, jobs_changed=jobs_changed, never=never, photo=self.photo,
            drop_photo=self._drop_photo, draft=self._draft.key, today=self.desk.today,
            busy=values["busy"] if values["busy"] != self._normal(self._base)["busy"] else None,
            on_done=self._saved, on_trouble=self.tell,
        )  # fmt: skip
        return False

    def _form(self) -> PersonForm | None:
        """What stands in the form; None after saying what is wrong in it."""
        values = self.values()
        try:
            if values["busy"] != self._normal(self._base)["busy"]:
                read_seasons(str(values["busy"]))
        except Trouble as trouble:
            self._show_problem("busy", str(trouble))
            return None
        try:
            return form_of({**values, "rhythm": ""} if self._is_never(values) else values, self.desk, self.detail)
        except Wrong as wrong:
            self._show_problem(wrong.field, str(wrong))
            return None

    def _is_never(self, values: dict[str, Any]) -> bool:
        """Whether she wants no rhythm for this person."""
        return str(values.get("rhythm", "")).strip().lower() in ("0", "0 days", "never", _("never"))

    def _saved(self, person_id: int) -> None:
        self._draft.drop()
        self.accept()
        if self.person_id is None:
            self.around.go("people", person_id)

    def _show_problem(self, field: str, sentence: str) -> None:
        self.tell(sentence)
        widget = self.fields.get({"rhythm_days": "rhythm"}.get(field, field))
        if isinstance(widget, Repeated):
            for row in widget.rows:
                for each in row.values():
                    if isinstance(each, Field) and each.text() and each.text()[:80] in sentence:
                        widget = each
        if widget is not None:
            widget.setProperty("problem", True)
            widget.setAccessibleDescription(sentence)
            widget.update()
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            self._area.ensureWidgetVisible(widget)

    def tell(self, sentence: str) -> None:
        """Say what is wrong, without another size of the dialog."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def reject(self) -> None:
        """Leaving keeps what was typed."""
        self._draft.flush()
        super().reject()


def _lay_out(grid: QGridLayout, fields: Sequence[tuple[QWidget, QWidget]], wide: Sequence[int]) -> None:
    """Titles and fields in as many columns as there are widths of titles, so that all fields stand in line."""
    for pair in fields:
        for widget in pair:
            grid.removeWidget(widget)
    for number, (label, field) in enumerate(fields):
        row, column = divmod(number, len(wide))
        grid.addWidget(label, row, column * 2)
        grid.addWidget(field, row, column * 2 + 1)
    for column in range(2):
        grid.setColumnMinimumWidth(column * 2, wide[column] if column < len(wide) else 0)
        grid.setColumnStretch(column * 2 + 1, int(column < len(wide)))
