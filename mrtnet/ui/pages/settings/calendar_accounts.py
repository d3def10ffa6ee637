"""Settings, Calendar: the accounts on servers, each with Sync now, what came of it, and what is to settle."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mrtnet.domain.when import say_when
from mrtnet.sync import accounts, secrets
from mrtnet.sync.accounts import Account
from mrtnet.sync.wire import host_of
from mrtnet.ui.around import Around
from mrtnet.ui.pages.settings.account_change import ChangeAccount
from mrtnet.ui.pages.settings.account_form import WHAT, AccountDialog
from mrtnet.ui.pages.settings.conflicts import ConflictsDialog, DeletionsDialog, open_conflicts
from mrtnet.ui.pages.settings.controls import SettingRow, SettingRows
from mrtnet.ui.saying import say_time
from mrtnet.ui.syncing import answers_of, last_result, question_of, syncing_of
from mrtnet.ui.widgets.basic import Button, Label
from mrtnet.ui.widgets.progress import Progress
from mrtnet.words import _, listed, plural


class CalendarAccounts(QWidget):
    """A row for each account, the progress of a sync, and the way to add one."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.around, self.theme, self.desk = around, around.theme, around.desk
        self.rows: list[SettingRow] = []
        self.accounts: list[Account] = []
        self.syncing = syncing_of(around)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._list = SettingRows(self.theme)
        self._column.addWidget(self._list)
        self._column.addWidget(self._make_progress())
        add = Button(self.theme, _("Add an account…"), "plus", name="settings.account.add")
        add.clicked.connect(self.add)
        words = _("Your meetings in your calendar, your people on your phone: on your own server, both ways.")
        self.add_row = SettingRow(self.theme, _("Calendar or address book on a server"), words, add)
        self._column.addWidget(self.add_row)
        self.syncing.began.connect(lambda _uid: self.reload())
        self.syncing.progress.connect(self._tell)
        self.syncing.ended.connect(self._ended)

    def _make_progress(self) -> QWidget:
        px = self.around.px
        self.progress = QWidget()
        line = QHBoxLayout(self.progress)
        line.setContentsMargins(px(16), px(8), px(16), px(8))
        self.doing = Label(self.theme, "", "small", "text2", name="settings.syncing")
        self.bar = Progress(self.theme, "settings.syncing.progress")
        stop = Button(self.theme, _("Stop"), "x", small=True, name="settings.account.stop")
        stop.clicked.connect(self.syncing.stop)
        line.addWidget(self.doing)
        line.addWidget(self.bar, 1)
        line.addWidget(stop)
        self.progress.hide()
        return self.progress

    def stack(self, narrow: bool) -> None:
        """Another width."""
        for row in (*self.rows, self.add_row):
            row.stack(narrow)

    def reload(self) -> None:
        """Read what is there."""
        self.accounts = accounts.accounts(self.desk.read)
        self.rows = [
            SettingRow(self.theme, account.title, self._about(account), self._controls(account))
            for account in self.accounts
        ]
        self._list.show_rows(self.rows)
        self.progress.setVisible(bool(self.syncing.account))

    def _about(self, account: Account) -> str:
        what = listed([_(words) for words, kinds in WHAT.values() if set(kinds) & set(account.sends)])
        if account.protocol == "carddav":
            what = accounts.people_in_words(self.desk.read, account)
        where = _("{what} to “{calendar}” at {host}").format(
            what=what, calendar=account.shown or account.title, host=host_of(account.url)
        )
        at, said = last_result(self.desk.read, account.uid)
        if not at:
            return where
        moment = datetime.fromisoformat(at).astimezone(self.desk.zone)
        when = f"{say_when(moment.date(), self.desk.today)}, {say_time(moment.time())}"
        return "\n".join((where, _("{when}: {said}").format(when=when, said=said)))

    def _controls(self, account: Account) -> QWidget:
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self.around.px(6))
        waiting = len(open_conflicts(self.around, account))
        if waiting:
            words = plural("Settle {n}…", "Settle {n}…", waiting)
            settle = Button(self.theme, words, "swap", small=True, name="settings.account.settle")
            settle.clicked.connect(lambda: ConflictsDialog(self.around, account, self.reload).open_at())
            line.addWidget(settle)
        now = Button(self.theme, _("Sync now"), "arrows-clockwise", small=True, name="settings.account.sync")
        now.setEnabled(not self.syncing.account)
        now.clicked.connect(lambda: self.syncing.start(account))
        change = Button(self.theme, "", "pencil-simple", small=True, name="settings.account.change",
                        says=_("Change {title}").format(title=account.title))  # fmt: skip
        change.clicked.connect(lambda: ChangeAccount(self.around, account).open_at())
        away = Button(self.theme, "", "trash", small=True, name="settings.account.remove",
                      says=_("Remove {title}").format(title=account.title))  # fmt: skip
        away.clicked.connect(lambda: self._remove(account))
        line.addWidget(now)
        line.addWidget(change)
        line.addWidget(away)
        return holder

    def add(self) -> None:
        """Ask for a new one."""
        AccountDialog(self.around).open_at()

    def _remove(self, account: Account) -> None:
        def gone(_done: object) -> None:
            if not any(each.secret == account.secret for each in accounts.accounts(self.desk.read)):
                secrets.forget(account.secret)
            self.reload()

        self.desk.do(accounts.remove_account, account, on_done=gone)

    def _tell(self, words: str, done: int, of: int) -> None:
        self.doing.setText(words)
        self.bar.tell(done, of)

    def _ended(self, uid: str, report: object) -> None:
        self.reload()
        account = next((each for each in self.accounts if each.uid == uid), None)
        question = question_of(report if isinstance(report, dict) else None)
        if account is not None and question:
            DeletionsDialog(
                self.around, question, lambda way: self.syncing.start(account, deletions=way), answers_of(report)
            ).open_at()
