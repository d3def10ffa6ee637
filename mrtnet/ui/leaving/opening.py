"""Leaving offered in a window: people into a file or onto paper, and all about one person."""

from mrtnet.queries import saved_lists
from mrtnet.ui.around import Around
from mrtnet.words import _


def install(around: Around) -> None:
    """Offer "export_people" and "archive" in this window."""
    around.commands.offer("export_people", lambda: export_people(around))
    around.commands.offer("archive", lambda: archive(around))


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
