"""Files on their way into the book and out of it: read and checked on the pool, opened as a copy of a harmless kind."""

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QDesktopServices

from mrtnet.domain.files import LARGEST, KeptFile, kept_file, picture_format, safe_name
from mrtnet.domain.rows import FileRow
from mrtnet.queries import files as queries
from mrtnet.trouble import Trouble
from mrtnet.ui.around import Around
from mrtnet.ui.dropping import files_in
from mrtnet.words import _

MOST = 30  # files in one go


def dropped_paths(mime: QMimeData) -> list[Path]:
    """The files of this computer that are being dragged."""
    return files_in(mime)[:MOST]


def read_file(path: Path) -> KeptFile:
    """The file at this path. A picture must be one that Qt can show. Raises Trouble in one sentence."""
    from mrtnet.ui.dialogs.photo import photo_of

    try:
        if not path.is_file():
            raise Trouble(_("“{name}” is no file.").format(name=path.name))
        with path.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        raise Trouble(_("“{name}” cannot be read.").format(name=path.name)) from None
    found = kept_file(path.name, data)
    if picture_format(data[:16]):
        photo_of(path.name, data)
    return found


def keep_files(around: Around, paths: Sequence[Path], **owner: int) -> None:
    """Keep these files with `person_id=` or `event_id=`: read on the pool, one step in the book."""
    from mrtnet.edits import files as edits

    def keep(found: Any) -> None:
        around.desk.do(edits.add_files, found, person_id=owner.get("person_id"), event_id=owner.get("event_id"))

    if paths:
        around.jobs.start("", _read_all, list(paths[:MOST]), on_done=keep, on_trouble=around.desk.trouble.emit)


def _read_all(_job: object, paths: Sequence[Path]) -> list[KeptFile]:
    return [read_file(path) for path in paths]


def open_file(around: Around, row: FileRow) -> bool:
    """Hand a copy to the system's own program for this kind of file; False if nobody took it."""
    data = queries.content(around.desk.read, row.id)
    if data is None:
        around.desk.trouble.emit(_("This file is not in the book any more."))
        return False
    path = _folder() / str(row.id) / safe_name(row.name, row.media_type)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def save_copy(around: Around, row: FileRow, path: Path) -> None:
    """Write the file where she wants it."""
    data = queries.content(around.desk.read, row.id)
    try:
        path.write_bytes(data or b"")
    except OSError:
        around.desk.trouble.emit(_("“{name}” cannot be written there.").format(name=path.name))
    else:
        around.desk.said.emit(_("Wrote {name}.").format(name=path.name), 0)


@cache
def _folder() -> Path:
    """Where copies lie while the program runs; only she can read it."""
    folder = Path(tempfile.mkdtemp(prefix="mrtnet-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
