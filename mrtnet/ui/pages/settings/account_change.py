"""What goes to an account, changed: its name here, which calendar or address book there, and what is sent."""

from itertools import pairwise
from typing import Any

from mrtnet.sync import accounts, dav, secrets
from mrtnet.sync.accounts import Account
from mrtnet.ui.around import Around
from mrtnet.ui.pages.settings.account_form import NEW, NEW_PEOPLE, WHAT, AccountDialog
from mrtnet.ui.widgets.basic import Button, Field
from mrtnet.words import _


class ChangeAccount(AccountDialog):
    """The form of a new account, filled; the server is asked only if she wants another collection there."""

    _asked = False

    def __init__(self, around: Around, account: Account) -> None:
        self.account = account
        super().__init__(around)
        theme = self.theme
        self.heading.setText(_("Change “{title}”").format(title=account.title))
        self.words.setText(_("The next sync brings what is there in step with what is chosen here."))
        self.name = Field(theme, _("What to call it here"), "pencil-simple", name="account.title")
        self.name.setText(account.title)
        self.column.insertWidget(2, self.name)
        self.others = Button(theme, _("Which others are there…"), "magnifying-glass", small=True, kind="ghost",
                             name="account.others")  # fmt: skip
        self.others.setAutoDefault(False)
        self.others.clicked.connect(lambda: self.look(self._draft()))
        self.column.insertWidget(self.column.indexOf(self.there) + 1, self.others)
        for hidden in (self.url, self.user, self.kept):
            hidden.hide()
        self._hosts = account.hosts
        self._kind = dav.ADDRESSES if account.protocol == accounts.PROTOCOLS[dav.ADDRESSES] else dav.CALENDAR
        self.password.setPlaceholderText(_("Password, if it is not kept"))
        self.password.setVisible(bool(account.username))
        self.offer([self._mine()])
        for key, box in self.kinds.items():
            box.setChecked(bool(set(WHAT[key][1]) & set(account.sends)))
        for key, box in self.people.items():
            box.setChecked(bool(getattr(account, key)))
        self.notes.setChecked(account.notes)
        self.who.put(account.who, _("Nobody: choose again"))
        first = (self.name, self.password, self.calendars, self.new_name, self.others)
        order = (*first, *self.kinds.values(), self.who, *self.people.values(), self.notes)
        for one, following in pairwise(order):
            self.setTabOrder(one, following)
        self.name.setFocus()

    def _mine(self) -> dav.Found:
        """The collection it has now."""
        return dav.Found(self.account.collection, self._kind, self.account.shown or self.account.title)

    def _collections(self) -> dict[Any, str]:
        names: dict[Any, str] = {
            number: each.name or each.url for number, each in enumerate(self._found)
            if each.kind == self._kind and (each.writable or each.url == self.account.collection)
        }  # fmt: skip
        if self._asked:
            words = _("A new calendar there") if self._kind == dav.CALENDAR else _("A new address book there")
            names[NEW if self._kind == dav.CALENDAR else NEW_PEOPLE] = words
        return names

    def _forget(self) -> None:
        """Server and user stay what they are."""

    def _show_there(self) -> None:
        super()._show_there()
        self.take.say(_("Save"))

    def password_of(self, draft: Account, typed: str) -> str:
        """The one she typed, else the one that is kept."""
        return typed or secrets.password_of(draft.secret) or ""

    def look(self, draft: Account) -> None:
        """Ask the server what else it has."""
        self._asked = True
        super().look(draft)

    def offer(self, found: list[dav.Found]) -> None:
        """These are there; the one it has stays chosen."""
        mine = self._mine()
        super().offer([mine, *(each for each in found if each.url != mine.url)])
        self.calendars.put(0, mine.name)
        self.show_new()

    def _draft(self) -> Account:
        return self.account._replace(hosts=self._hosts, title=" ".join(self.name.text().split()))

    def write(self, account: Account) -> None:
        """Into the book, if anything is other than it was."""
        if account != self.account:
            self.desk.do(accounts.change_account, account)
