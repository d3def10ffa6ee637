"""The calendar file she asks for once: chosen place, written off the UI thread, told in one sentence."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from mrtnet.exchange.ics import assemble
from mrtnet.paths import write_whole
from mrtnet.queries.calendar import Chosen
from mrtnet.sync.feed import NAME, cannot_write, refuse_foreign_file
from mrtnet.sync.items import going_out
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.feeding import by_writer
from mrtnet.words import _, plural


def ask_and_export(around: Around, since: date | None = None) -> None:
    """Ask where, then write all follow-ups and events that are not over before `since`."""
    folder = Path.home() / "mrtnet.ics"
    title = _("Export to a calendar file")
    told, _kind = QFileDialog.getSaveFileName(around.window, title, str(folder), _("Calendar files (*.ics)"))
    if told:
        path = Path(told)
        export(around, path if path.suffix else path.with_suffix(".ics"), since)


def export(around: Around, path: Path, since: date | None = None) -> None:
    """Write the calendar file; a toast says how many entries went out, or what stood in the way."""
    desk = around.desk

    def work() -> int:
        refuse_foreign_file(path)
        found = going_out(desk.book, Chosen(since=since))
        if not found.components:
            raise Trouble(_("There is nothing to export: no open follow-up and no event with a date is there."))
        try:
            write_whole(path.resolve(), assemble(found.components, found.zones, name=NAME))
        except (OSError, ValueError) as wrong:
            raise cannot_write(path, wrong) from None
        return len(found.components)

    def done(count: int) -> None:
        entries = plural("{n} entry", "{n} entries", count)
        desk.said.emit(_("Wrote {entries} to {name}.").format(entries=entries, name=path.name), 0)

    by_writer(desk, work, on_done=done)
