"""Keeps the screen from going dark while a code is shown, as far as the system lets a program: never an error."""

import os
import subprocess
import sys
from contextlib import suppress
from typing import Any

from mrtnet.words import _

_SERVICE, _PLACE = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_WINDOWS_ON, _WINDOWS_OFF = 0x80000003, 0x80000000  # ES_CONTINUOUS | ES_SYSTEM_REQUIRED | ES_DISPLAY_REQUIRED


class Awake:
    """From `begin` to `end`."""

    def __init__(self) -> None:
        self._cookie: int | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Stay bright."""
        with suppress(OSError, AttributeError, ImportError):
            if sys.platform == "win32":
                _windows(_WINDOWS_ON)
            elif sys.platform == "darwin":
                self._process = subprocess.Popen(["/usr/bin/caffeinate", "-d", "-w", str(os.getpid())])
            else:
                told = _saver().call("Inhibit", "mrtnet", _("A code is shown"))
                self._cookie = next((one for one in told.arguments() if isinstance(one, int)), None)

    def end(self) -> None:
        """As before."""
        with suppress(OSError, AttributeError, ImportError):
            if sys.platform == "win32":
                _windows(_WINDOWS_OFF)
            if self._process is not None:
                self._process.terminate()
                self._process.wait()
                self._process = None
            if self._cookie is not None:
                _saver().call("UnInhibit", self._cookie)
                self._cookie = None


def _windows(state: int) -> None:
    import ctypes

    ctypes.windll.kernel32.SetThreadExecutionState(state)  # type: ignore[attr-defined, unused-ignore]  # Windows only


def _saver() -> Any:
    from PySide6.QtDBus import QDBusConnection, QDBusInterface

    return QDBusInterface(_SERVICE, _PLACE, _SERVICE, QDBusConnection.sessionBus())
