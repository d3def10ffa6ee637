"""Leaving offered in a window: people into a file or onto paper, and all about one person."""

from typing import TYPE_CHECKING

from mrtnet.queries import saved_lists
from mrtnet.ui.around import Around
from mrtnet.words import _

if TYPE_CHECKING:
    from mrtnet.exchange.archive import Archive


def install(around: Around) -> None:
    """Offer "export_people", "archive" and the pages for paper in this window."""
    around.commands.offer("export_people", lambda: export_people(around))
    around.commands.offer("archive", lambda: archive(around))
    around.commands.offer("print_person", lambda: print_person(around))
    around.commands.offer("print_event", lambda: print_event(around))


def export_people(around: Around, list_id: int | None = None) -> None:
    """Ask who leaves in which form; from a saved list its people are chosen."""
    from mrtnet.ui.leaving.dialog import ExportDialog
    from mrtnet.ui.leaving.whom import groups, list_group

    saved = next((each for each in saved_lists.listed(around.desk.read) if each.id == list_id), None)
    found = groups(around)
    if saved is not None:
        first = list_group(around, saved)
        found = [first, *(each for each in found if each.key != first.key)]
    ExportDialog(around, found).open_at()


def archive(around: Around) -> None:
    """All that the book holds about the current person."""
    subject = around.subject()
    if subject.person_id is None:
        around.desk.said.emit(_("Choose somebody first."), 0)
        return
    from mrtnet.ui.leaving.archive import ArchiveDialog

    ArchiveDialog(around, subject.person_id).open_at()


def print_person(around: Around) -> None:
    """The page of the current person, on paper."""
    from mrtnet.queries.review_sheets import person_sheet

    person_id = around.subject().person_id
    _print(around, person_sheet(around.desk.read, person_id, around.desk.today) if person_id is not None else None)


def print_event(around: Around) -> None:
    """The page of the current event, on paper."""
    from mrtnet.queries.review_sheets import event_sheet

    event_id = around.subject().event_id
    _print(around, event_sheet(around.desk.read, event_id, around.desk.today) if event_id is not None else None)


def _print(around: Around, sheet: "Archive | None") -> None:
    if sheet is None:
        around.desk.said.emit(_("Choose somebody or an event first."), 0)
        return
    from mrtnet.ui.leaving.sheet import SheetDialog

    SheetDialog(around, sheet).open_at()
