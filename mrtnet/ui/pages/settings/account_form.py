"""An account on a server: where and who, then which calendar or address book there, and what goes to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mrtnet.queries.reading import all_rows
from mrtnet.sync import accounts, dav, secrets
from mrtnet.sync.accounts import Account
from mrtnet.sync.contact_items import LIST, TAG
from mrtnet.sync.wire import Elsewhere
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dialogs.small import SmallDialog
from mrtnet.ui.icons import icon
from mrtnet.ui.jobs import Job
from mrtnet.ui.widgets.basic import Button, Field, Label
from mrtnet.ui.widgets.choice import Choice
from mrtnet.words import _, later

WHAT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "follow_ups": (later("Follow-ups"), ("follow-up",)),
    "meetings": (later("Meetings"), ("meeting",)),
    "events": (later("Events"), ("event", "session")),
}
"""What may go to a calendar: its words, and the kinds of entries that it means."""
PEOPLE: Mapping[str, tuple[str, bool]] = {
    "takes_new": (later("New cards there become people"), True),
    "stopped": (later("Also those not to be contacted"), True),
    "photos": (later("With photos"), False),
    "groups": (later("Tags as groups (iPhone, Mac)"), False),
}
"""What may be chosen of an address book, by the field of `Account`: its words, and whether it is on at first."""
NEW, NEW_PEOPLE = "new", "new people"


class AccountDialog(SmallDialog):
    """First the server is asked what it has; then a calendar or an address book is chosen, or made there."""

    def __init__(self, around: Around) -> None:
        super().__init__(around, "account", _("Account on a server"), _("Look there"), icon="magnifying-glass")
        theme, px = self.theme, around.px
        self._found: list[dav.Found] = []
        self._hosts: tuple[str, ...] = ()
        self._other = ""
        self._busy = False
        self.heading = Label(theme, _("A calendar or an address book on a server"), "section", wrap=True)
        words = _("Works with CalDAV and CardDAV servers. What you change on the phone comes back here, undoable.")
        self.words = Label(theme, words, "body", "text2", wrap=True)
        self.column.addWidget(self.heading)
        self.column.addWidget(self.words)
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
        self.kept = Label(theme, kept, "small", "text3", wrap=True)
        self.column.addWidget(self.kept)
        self.allow = Button(theme, "", "shield-check", small=True, name="account.allow")
        self.allow.setAutoDefault(False)
        self.allow.clicked.connect(self._allow)
        self.allow.hide()
        self.column.addWidget(self.allow)
        self.there = QWidget()
        inside = QHBoxLayout(self.there)
        inside.setContentsMargins(0, 0, 0, 0)
        self.calendars = Choice("account.calendar", _("Which calendar or address book there"), least=8)
        self.new_name = Field(theme, _("What to call it there"), name="account.new")
        self.calendars.activated.connect(lambda _number: self.show_new())
        inside.addWidget(self.calendars, 1)
        inside.addWidget(self.new_name, 1)
        self.column.addWidget(self.there)
        self.kinds = {key: self._box(f"account.{key}", _(words), on=True) for key, (words, _kinds) in WHAT.items()}
        self.who = Choice("account.who", _("Who goes there"), least=8)
        self.who.fill(self._choices_of_people())
        self.column.addWidget(self.who)
        self.people = {key: self._box(f"account.{key}", _(words), on=on) for key, (words, on) in PEOPLE.items()}
        self.notes = self._box("account.notes", _("With your private notes"), on=False)
        self.what, self.whose = (self._together(boxes.values()) for boxes in (self.kinds, self.people))
        self.column.addWidget(self.notes)
        self.column.addStretch(1)
        self._show_there()
        self.setMinimumWidth(px(460))
        self.url.setFocus()

    def _together(self, boxes: Iterable[QCheckBox]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.spacing())
        for box in boxes:
            column.addWidget(box)
        self.column.addWidget(holder)
        return holder

    def _choices_of_people(self) -> dict[Any, str]:
        """Everybody, the people of a tag, those of a saved list."""
        sql = "SELECT uid, name FROM tag WHERE id IN (SELECT tag_id FROM person_tag) ORDER BY name"
        found: dict[Any, str] = {"": _("Everybody")}
        found |= {f"{TAG}{uid}": _("Tag: {name}").format(name=name) for uid, name in all_rows(self.desk.read, sql)}
        lists = all_rows(self.desk.read, "SELECT uid, name FROM saved_list ORDER BY position, id")
        return found | {f"{LIST}{uid}": _("List: {name}").format(name=name) for uid, name in lists}

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
        for part in (self.what, self.who, self.whose):
            part.setVisible(False)
        self.notes.setVisible(there)
        self.take.say(_("Add this account") if there else _("Look there"))
        self.take.setIcon(icon(self.theme, "check" if there else "magnifying-glass", "on_accent"))
        if there:
            self.calendars.fill(self._collections())
            self.show_new()
        if self.isVisible():
            self._fit_height()

    def _collections(self) -> dict[Any, str]:
        """What can be chosen there."""
        calendar, book = _("{name}"), _("{name} (address book)")
        names: dict[Any, str] = {
            number: (calendar if each.kind == dav.CALENDAR else book).format(name=each.name or each.url)
            for number, each in sorted(enumerate(self._found), key=lambda one: one[1].kind == dav.ADDRESSES)
            if each.writable
        }
        return names | {NEW: _("A new calendar there"), NEW_PEOPLE: _("A new address book there")}

    def show_new(self) -> None:
        """What belongs to a calendar, or to an address book."""
        people = self._of_people()
        self.new_name.setVisible(self.calendars.currentData() in (NEW, NEW_PEOPLE))
        if self.new_name.text() in ("", "mrtnet", _("My people")):
            self.new_name.setText(_("My people") if people else "mrtnet")
        self.who.setVisible(people)
        self.whose.setVisible(people)
        self.what.setVisible(not people)
        if self.isVisible():
            self._fit_height()

    def _of_people(self) -> bool:
        chosen = self.calendars.currentData()
        return chosen == NEW_PEOPLE or (isinstance(chosen, int) and self._found[chosen].kind == dav.ADDRESSES)

    def finish(self) -> bool:
        """Look at the server, then add the account with the chosen calendar."""
        if self._busy:
            return False
        try:
            draft = self._draft()
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        if self._found:
            return self._add(draft)
        self.look(draft)
        return False

    def _draft(self) -> Account:
        """The account as far as she typed it. Raises Trouble for an address that cannot be."""
        return accounts.draft(self.url.text(), self.user.text(), hosts=self._hosts)

    def password_of(self, _draft: Account, typed: str) -> str:
        """The password to use; asked on the pool."""
        return typed

    def look(self, draft: Account) -> None:
        """Ask the server what it has."""
        typed = self.password.text()

        def work(_job: Job) -> object:
            try:
                return accounts.discovered(draft, self.password_of(draft, typed))
            except Elsewhere as other:
                return other

        self._wait(_("Looking what is there…"))
        self.around.jobs.start(_("Looking what is there"), work, on_done=self._looked, on_trouble=self._refused)

    def _looked(self, found: object) -> None:
        self._wait("")
        if isinstance(found, Elsewhere):
            self._other = found.host
            self.allow.say(_("Allow {host}").format(host=found.host))
            self.allow.show()
            self.tell(str(found))
        elif isinstance(found, list):
            self.offer(found)
            self.calendars.setFocus()

    def offer(self, found: list[dav.Found]) -> None:
        """These are there."""
        self._found = found
        self.tell("")
        self._show_there()

    def _allow(self) -> None:
        self._hosts += (self._other,)
        self.allow.hide()
        self.look(self._draft())

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
        if not sends and not self._of_people():
            self.tell(_("Choose what goes there."))
            return False
        chosen = self.calendars.currentData()
        if chosen in (NEW, NEW_PEOPLE):
            name = self.new_name.text().strip() or "mrtnet"
            typed = self.password.text()
            kind = dav.CALENDAR if chosen == NEW else dav.ADDRESSES

            def work(_job: Job) -> dav.Found:
                with accounts.connected(draft, self.password_of(draft, typed)) as wire:
                    return dav.Found(dav.new_calendar(wire, name, kind), kind, name)

            self._wait(_("Making it there…"))
            self.around.jobs.start(
                _("Making it there"), work, on_done=lambda there: self._made(draft, there, sends),
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
            if there.kind == dav.ADDRESSES:
                on = {key: box.isChecked() for key, box in self.people.items()}
                account = account._replace(
                    who=self.who.value(),
                    takes_new=on["takes_new"],
                    stopped=on["stopped"],
                    photos=on["photos"],
                    groups=on["groups"],
                )
            if self.password.text() and not secrets.why_not():
                secrets.keep(account.secret, self.password.text())
        except Trouble as trouble:
            self.tell(str(trouble))
            return False
        self.write(account)
        return True

    def write(self, account: Account) -> None:
        """Into the book."""
        self.desk.do(accounts.add_account, account._replace(title=accounts.free_title(self.desk.read, account)))
