"""What must not happen on a walk: an exception nobody took, a word of warning from Qt, memory that grows."""

import ctypes
import gc
import json
import sys
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication
from shiboken6 import Shiboken, isValid

QUIET = (
    "This plugin does not support",
    "This plugin supports grabbing the mouse only",
    "Call to org.freedesktop.portal",
    "Mouse event",  # QTest's own: nobody wanted the move
)
"""What Qt says of the screen and the desktop that are none."""
TYPES = 12  # most frequent types in a sample


class Watch:
    """Gathers what went wrong; `found` is empty while all is well."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def install(self) -> None:
        """From now on."""
        sys.excepthook = self._caught
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._said)

    def _caught(self, kind: type[BaseException], wrong: BaseException, where: TracebackType | None) -> None:
        self.found.append("".join(traceback.format_exception(kind, wrong, where)))

    def _unraisable(self, told: Any) -> None:
        self.found.append(f"{told.err_msg} {told.object!r}: {told.exc_value!r}")

    def _said(self, kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not words.startswith(QUIET):
            self.found.append(f"Qt: {words}")


def held() -> dict[str, Any]:
    """The process: its own memory in KB and what of it the C library gave out, objects by type, widgets by class."""
    gc.collect()
    gc.collect()
    _give_back()
    kinds = kinds_held()
    widgets = QApplication.allWidgets()
    classes = Counter(type(each).__name__ for each in widgets)
    qt = sum(1 + len(top.findChildren(QObject)) for top in QApplication.topLevelWidgets())
    wrappers = [each for each in Shiboken.getAllValidWrappers() if isinstance(each, QObject) and isValid(each)]
    return {
        "memory": own_memory(),
        "in_use": _in_use(),
        "objects": kinds.total(),
        "widgets": len(widgets),
        "qobjects": qt,
        "wrappers": len(wrappers),
        "kinds": dict(kinds.most_common(TYPES)),
        "classes": dict(classes.most_common(TYPES)),
    }


def kinds_held() -> "Counter[str]":
    """Objects Python's collector knows, by type."""
    return Counter(type(each).__name__ for each in gc.get_objects())


def own_memory() -> int:
    """Kilobytes that this process wrote for itself; 0 where the system does not tell.

    Pages of programs and libraries are left out: they become a process's own as soon as no other one shares them, which
    made 60 MB of nothing whenever another Qt program ended.
    """
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_Dirty"))


def _give_back() -> None:
    """What was freed goes back to the system, so that only what is held counts."""
    try:
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    except (OSError, AttributeError):
        return


class _Mallinfo(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
    ))  # fmt: skip


def _in_use() -> int:
    """Kilobytes that the C library has given out, without what it holds in reserve; 0 where it does not tell."""
    try:
        mallinfo = ctypes.CDLL("libc.so.6").mallinfo2
    except (OSError, AttributeError):
        return 0
    mallinfo.restype = _Mallinfo
    found = mallinfo()
    return int(found.uordblks + found.hblkhd) // 1024


def tell(out: Any, **what: Any) -> None:
    """One line of the record."""
    out.write(json.dumps(what, ensure_ascii=True) + "\n")
    out.flush()
