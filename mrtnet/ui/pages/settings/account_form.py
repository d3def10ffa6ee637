"""A new account on a calendar server: where and who, then which calendar there and what goes to it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from mrtnet.sync import accounts, dav, secrets
from mrtnet.sync.accounts import Account
from mrtnet.sync.wire import Elsewhere
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.jobs import Job
from mrtnet.ui.pages.settings.controls import Choice
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.flow import Flow
from mrtnet.words import _, later

WHAT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "follow_ups": (later("Follow-ups"), ("follow-up",)),
    "meetings": (later("Meetings"), ("meeting",)),
    "events": (later("Events"), ("event", "session")),
}
"""What may go to a calendar: its words, and the kinds of entries that it means."""
_NEW = "new"


class AccountDialog(SmallDialog):
    """First the server is asked what calendars it has; then one is chosen, or a new one is made there."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, "account", _("Calendar account"), _("Look there"), icon="magnifying-glass")
        theme, px = self.theme, around.px
        self._found: list[dav.Found] = []
        self._hosts: tuple[str, ...] = ()
        self._other = ""
        self._busy = False
        self.column.addWidget(Label(theme, _("A calendar on a server"), "section", wrap=True))
        words = _("Works with CalDAV servers. What you move or delete on the phone comes back here, undoable.")
        self.column.addWidget(Label(theme, words, "body", "text2", wrap=True))
        self.url = Field(theme, "https://dav.example", "globe-simple", name="account.url")
        self.user = Field(theme, _("User name"), "user", name="account.user")
        self.password = Field(theme, _("Password"), "lock-simple", name="account.password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.url.setAccessibleName(_("Address of the server"))
        for field in (self.url, self.user, self.password):
            self.column.addWidget(field)
            field.textEdited.connect(lambda _text: self._forget())
        why = secrets.why_not()
        kept = why or _("The password is kept in the keyring of this computer, nowhere else.")
        self.column.addWidget(Label(theme, kept, "small", "text3", wrap=True))
        self.allow = Button(theme, "", "shield-check", small=True, name="account.allow")
        self.allow.setAutoDefault(False)
        self.allow.clicked.connect(self._allow)
        self.allow.hide()
        self.column.addWidget(self.allow)
        self.there = QWidget()
        inside = QHBoxLayout(self.there)
        inside.setContentsMargins(0, 0, 0, 0)
        self.calendars = Choice(theme, "account.calendar", _("Which calendar there"))
        self.new_name = Field(theme, _("Name of the new calendar"), name="account.new")
        self.calendars.activated.connect(lambda _number: self._show_new())
        inside.addWidget(self.calendars, 1)
        inside.addWidget(self.new_name, 1)
        self.column.addWidget(self.there)
        self.what = QWidget()
        flow = Flow(px(12))
        self.what.setLayout(flow)
        self.kinds = {key: self._box(f"account.{key}", _(words), on=True) for key, (words, _kinds) in WHAT.items()}
        self.notes = self._box("account.notes", _("With your private notes"), on=False)
        for box in (*self.kinds.values(), self.notes):
            flow.addWidget(box)
        self.column.addWidget(self.what)
        self._show_there()
        self.setMinimumWidth(px(460))
        self.url.setFocus()

    def _box(self, name: str, words: str, *, on: bool) -> QCheckBox:
        box = QCheckBox(words)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setChecked(on)
        return box

    def _forget(self) -> None:
        """Another server or user: what was found there counts no more."""
        self._found, self._hosts = [], ()
        self.allow.hide()
        self._show_there()

    def _show_there(self) -> None:
        there = bool(self._found)
        self.there.setVisible(there)
        self.what.setVisible(there)
        self.take.say(_("Add this account") if there else _("Look there"))
        if there:
            names: dict[Any, str] = {
                number: each.name or each.url for number, each in enumerate(self._found)
                if each.kind == dav.CALENDAR and each.writable
            }  # fmt: skip
            self.calendars.fill(names | {_NEW: _("A new calendar there")})
            self._show_new()
        if self.isVisible():
            self._fit_height()

    def _show_new(self) -> None:
        self.new_name.setVisible(self.calendars.currentData() == _NEW)
        if not self.new_name.text():
            self.new_name.setText("mrtnet")

    def finish(self) -> bool:
        """Look at the server, then add the account with the chosen calendar."""
        if self._busy:
            return False
        try:
            draft = accounts.draft(self.url.text(), self.user.text(), hosts=self._hosts)
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        if self._found:
            return self._add(draft)
        self._look(draft)
        return False

    def _look(self, draft: Account) -> None:
        password = self.password.text()

        def work(_job: Job) -> object:
            try:
                return accounts.discovered(draft, password)
            except Elsewhere as other:
                return other

        self._wait(_("Looking for calendars…"))
        self.around.jobs.start(_("Looking for calendars"), work, on_done=self._looked, on_trouble=self._refused)

    def _looked(self, found: object) -> None:
        self._wait("")
        if isinstance(found, Elsewhere):
            self._other = found.host
            self.allow.say(_("Allow {host}").format(host=found.host))
            self.allow.show()
            self.tell(str(found))
        elif isinstance(found, list):
            self._found = found
            self.tell("")
            self._show_there()
            self.calendars.setFocus()

    def _allow(self) -> None:
        self._hosts += (self._other,)
        self.allow.hide()
        self.try_to_finish()

    def _refused(self, sentence: str) -> None:
        self._wait("")
        self.tell(sentence)

    def _wait(self, words: str) -> None:
        self._busy = bool(words)
        self.take.setEnabled(not words)
        if words:
            self.tell(words)

    def _add(self, draft: Account) -> bool:
        sends = [kind for key, (_words, kinds) in WHAT.items() if self.kinds[key].isChecked() for kind in kinds]
        if not sends:
            self.tell(_("Choose what goes there."))
            return False
        chosen = self.calendars.currentData()
        if chosen == _NEW:
            name = self.new_name.text().strip() or "mrtnet"
            password = self.password.text()

            def work(_job: Job) -> dav.Found:
                with accounts.connected(draft, password) as wire:
                    return dav.Found(dav.new_calendar(wire, name), dav.CALENDAR, name)

            self._wait(_("Making the calendar…"))
            self.around.jobs.start(
                _("Making a calendar"), work, on_done=lambda there: self._made(draft, there, sends),
                on_trouble=self._refused,
            )  # fmt: skip
            return False
        return self._keep(draft, self._found[int(chosen)], sends)

    def _made(self, draft: Account, there: dav.Found, sends: list[str]) -> None:
        if self._keep(draft, there, sends):
            self.accept()

    def _keep(self, draft: Account, there: dav.Found, sends: list[str]) -> bool:
        self._wait("")
        try:
            account = accounts.chosen(draft, there, sends, notes=self.notes.isChecked())
            if self.password.text() and not secrets.why_not():
                secrets.keep(account.secret, self.password.text())
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        self.desk.do(accounts.add_account, account)
        return True
