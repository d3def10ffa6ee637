"""Qt imported our way is the Qt that anybody imports, with bytecode kept, without it, and with what a crash left."""

import os
import subprocess
import sys
from pathlib import Path

ASKED = """
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.support.signature import get_signature
print(get_signature(QTimer.singleShot))
centre = Qt.AlignmentFlag.AlignCenter
print(centre, repr(centre | Qt.AlignmentFlag.AlignLeft), ~Qt.KeyboardModifier.ShiftModifier, Qt.Key(65), QEvent.Type(9))
print(type(centre).__module__, type(centre).__qualname__, list(Qt.DropAction), Qt.Key(99999).value)
try:
    QObject().setObjectName(3)
except TypeError as wrong:
    print(wrong)
"""
OURS = "from mrtnet.ui.qt_import import import_qt; import_qt()"


def _said(start: str, cache: Path) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around = kept | {"PYTHONPYCACHEPREFIX": str(cache), "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", start + ASKED], env=around, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return done.stdout


def test_our_import_changes_nothing_but_time(tmp_path: Path) -> None:
    plainly = _said("import PySide6.QtCore", tmp_path)
    assert "setObjectName" in plainly
    assert _said(OURS, tmp_path) == plainly
    (kept,) = tmp_path.rglob("*.codes")
    written = kept.stat().st_mtime_ns
    assert _said(OURS, tmp_path) == plainly
    assert kept.stat().st_mtime_ns == written
    for broken in (b"", b"torn", kept.read_bytes()[:1000]):
        kept.write_bytes(broken)
        assert _said(OURS, tmp_path) == plainly
    assert kept.stat().st_size > 1000


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    closed = tmp_path / "file"
    closed.write_bytes(b"")
    assert _said(OURS, closed) == _said("import PySide6.QtCore", tmp_path / "other")


def test_a_binding_that_nobody_looked_at_is_imported_as_it_comes(tmp_path: Path) -> None:
    other = "from mrtnet.ui import qt_import; qt_import.TRIED = frozenset(); qt_import.import_qt()"
    assert _said(other, tmp_path) == _said("import PySide6.QtCore", tmp_path)
    assert not list(tmp_path.rglob("*.codes"))
