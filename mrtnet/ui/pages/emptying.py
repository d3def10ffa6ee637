"""Emptying the bin: one of the few things that ask first. Offered in History and in Settings."""

from collections.abc import Callable

from mrtnet.queries import history
from mrtnet.ui.around import Around
from mrtnet.ui.desk import Desk
from mrtnet.ui.feeding import by_writer
from mrtnet.ui.pages.settings.asking import Question
from mrtnet.words import _, plural


def bin_words(desk: Desk) -> str:
    """How much lies in the bin."""
    count = len(history.removals(desk.read))
    if not count:
        return _("Nothing was removed.")
    removals = plural("{n} removal", "{n} removals", count)
    return _("{removals}. Each can be brought back, until the bin is emptied.").format(removals=removals)


def ask_to_empty(around: Around, on_trouble: Callable[[str], None]) -> None:
    """Ask; then forget what was removed."""
    words = _(
        "What was removed leaves the book and its history for good, and cannot be brought back."
        " Everything that is in the book stays. Backups made before keep it until they are thinned out."
    )
    Question(around, _("Empty the bin?"), words, _("Empty it"), lambda: _empty(around, on_trouble)).open()


def _empty(around: Around, on_trouble: Callable[[str], None]) -> None:
    desk, book = around.desk, around.desk.book

    def done(_none: object) -> None:
        desk.show_anew()
        desk.said.emit(_("The bin is empty."), 0)

    by_writer(desk, lambda: book.empty_bin(history.removed), on_done=done, on_trouble=on_trouble)
