"""What Settings asks, accounts, and reports of faults."""

from PySide6.QtWidgets import QWidget

from mrtnet.ui.commands import COMMANDS
from mrtnet.ui.window import Window


def account_form(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.account_form import AccountDialog

    dialog = AccountDialog(window.around)
    dialog.open_at()
    return dialog


def account_of_people(window: Window) -> QWidget | None:
    from mrtnet.sync import dav
    from mrtnet.ui.pages.settings.account_form import AccountDialog

    dialog = AccountDialog(window.around)
    dialog.open_at()
    dialog.url.setText("https://dav.example")
    dialog.user.setText("dana")
    dialog.offer([dav.Found("https://dav.example/work/", dav.CALENDAR, "Work"),
                  dav.Found("https://dav.example/people/", dav.ADDRESSES, "Contacts")])  # fmt: skip
    dialog.calendars.setCurrentIndex(1)
    dialog.show_new()
    return dialog


def account_changed(window: Window) -> QWidget | None:
    from mrtnet.sync import accounts, dav
    from mrtnet.ui.pages.settings.account_change import ChangeAccount

    book, there = window.desk.book, dav.Found("https://dav.example/people/", dav.ADDRESSES, "Contacts")
    if not accounts.accounts(book.read):
        book.do(accounts.add_account, accounts.chosen(accounts.draft("https://dav.example/", "dana"), there, ()))
    dialog = ChangeAccount(window.around, accounts.accounts(book.read)[0])
    dialog.open_at()
    return dialog


def for_her_to_decide(window: Window) -> QWidget | None:
    """A new card that may be somebody of the book."""
    from mrtnet.exchange.vcard_writing import write_card
    from mrtnet.queries.person import detail
    from mrtnet.sync import accounts, dav
    from mrtnet.sync.marks import Marks
    from mrtnet.sync.sides import Conflict, Updates
    from mrtnet.ui.pages.settings.conflicts import ConflictsDialog

    book = window.desk.book
    person = detail(book.read, 1)
    if person is None:
        return None
    there = dav.Found("https://dav.example/people/", dav.ADDRESSES, "Contacts")
    book.do(accounts.add_account, accounts.chosen(accounts.draft("https://dav.example/", "dana"), there, ()))
    account = accounts.accounts(book.read)[0]
    other = person._replace(uid="phone", nickname="Didi", tags=("Chapter",), birthday="1984-05-02", addresses=())
    mine, theirs = (write_card(each).decode() for each in (person, other))
    asked = Conflict("phone", "/people/phone.vcf", "1", mine, theirs, (), "same", person.uid)
    book.quietly(Marks(account.uid, account.collection).write, Updates({}, {"phone": asked}))
    dialog = ConflictsDialog(window.around, account, lambda: None)
    dialog.open_at()
    return dialog


def deletions(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.conflicts import DeletionsDialog

    words = "42 of 60 entries are gone from “Follow-ups” on the server. Should they go here, too?"
    dialog = DeletionsDialog(window.around, words, lambda _way: None)
    dialog.open_at()
    return dialog


def question(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.asking import Question

    words = (
        "The book becomes what it was in “book-20261014T213000Z.mrtnet”. What was done since is not in it;"
        " the book as it is now is kept as a backup first."
    )
    question = Question(window.around, "Restore this backup?", words, "Restore", lambda: None)
    question.open()
    return question


def erase(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.asking import Erase

    erase = Erase(window.around, lambda _id, _name: None)
    erase.open()
    return erase


def press_key(window: Window) -> QWidget | None:
    from mrtnet.ui.pages.settings.keyboard import PressKey

    dialog = PressKey(window.around, COMMANDS["palette"])
    dialog.open()
    return dialog


def fault(window: Window) -> QWidget | None:
    from mrtnet import report
    from mrtnet.ui import fault_bar

    wrong = RuntimeError()
    report.write_report(RuntimeError, wrong, wrong.__traceback__)
    window.settings.report_told = ""
    fault_bar.install(window)
    return window


def report(window: Window) -> QWidget | None:
    from mrtnet import report
    from mrtnet.ui.fault_bar import ReportDialog

    wrong = RuntimeError()
    path = report.write_report(RuntimeError, wrong, wrong.__traceback__)
    if path is None:
        return None
    dialog = ReportDialog(window.around, path)
    dialog.open_at()
    return dialog
