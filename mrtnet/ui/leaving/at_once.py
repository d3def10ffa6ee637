"""A file that is written at once, as it takes no time: asked where, written, told."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from mrtnet.paths import write_whole
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.leaving.saving import ask_place
from mrtnet.words import _


def ask_and_write(
    around: Around, parent: QWidget, title: str, offered: str, suffix: str, kind: str, make: Callable[[], bytes]
) -> None:
    """Ask where, then write it."""
    path = ask_place(parent, title, offered, suffix, kind, around.desk.trouble.emit)
    if path is not None:
        write(around, path, make)


def write(around: Around, path: Path, make: Callable[[], bytes]) -> None:
    """Write the file; the toast says so, or what stood in the way."""
    try:
        write_whole(path, make())
    except Trouble as trouble:
        around.desk.trouble.emit(str(trouble))
    except OSError as wrong:
        why = wrong.strerror or type(wrong).__name__
        around.desk.trouble.emit(_("“{name}” cannot be written: {why}.").format(name=path.name, why=why))
    else:
        around.desk.said.emit(_("Wrote {name}.").format(name=path.name), 0)
