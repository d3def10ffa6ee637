"""Notices on Windows: balloons of an icon in the tray; a click opens the window. Written without a Windows machine.

Shell_NotifyIconW by ctypes: no package, no PowerShell. A balloon has no buttons.
"""

import sys
import time
from collections.abc import Callable
from itertools import count

from mrtnet.reminding.notices import CLOSED, OPEN, Answer, Notice

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    ADD, MODIFY, DELETE = 0, 1, 2  # NIM_...
    MESSAGE, ICON, TIP, INFO = 1, 2, 4, 16  # NIF_...
    CALLBACK = 0x8001  # WM_APP + 1
    CLICKED, TIMED_OUT, HIDDEN = 0x405, 0x404, 0x403  # NIN_BALLOON...
    MESSAGE_ONLY = -3  # HWND_MESSAGE
    APPLICATION = 32512  # IDI_APPLICATION
    REMOVE = 1  # PM_REMOVE
    GLANCE = 0.25  # seconds between two looks at the queue while a balloon stands

    class _Icon(ctypes.Structure):
        """NOTIFYICONDATAW."""

        _fields_ = (
            ("cbSize", wintypes.DWORD),
            ("hWnd", wintypes.HWND),
            ("uID", wintypes.UINT),
            ("uFlags", wintypes.UINT),
            ("uCallbackMessage", wintypes.UINT),
            ("hIcon", wintypes.HICON),
            ("szTip", wintypes.WCHAR * 128),
            ("dwState", wintypes.DWORD),
            ("dwStateMask", wintypes.DWORD),
            ("szInfo", wintypes.WCHAR * 256),
            ("uVersion", wintypes.UINT),
            ("szInfoTitle", wintypes.WCHAR * 64),
            ("dwInfoFlags", wintypes.DWORD),
            ("guidItem", ctypes.c_byte * 16),
            ("hBalloonIcon", wintypes.HICON),
        )

    class Balloons:
        """One icon, made for the first balloon; one balloon at a time, as the system shows them."""

        def __init__(self) -> None:
            self._numbers = count(1)
            self._user, self._shell = ctypes.windll.user32, ctypes.windll.shell32
            self._user.CreateWindowExW.restype = wintypes.HWND
            self._user.CreateWindowExW.argtypes = (
                wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD, ctypes.c_int, ctypes.c_int,
                ctypes.c_int, ctypes.c_int, wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID,
            )  # fmt: skip
            self._user.LoadIconW.restype = wintypes.HICON
            self._user.LoadIconW.argtypes = (wintypes.HINSTANCE, ctypes.c_void_p)
            self._icon: _Icon | None = None
            self._standing: int | None = None

        def ready(self) -> bool:
            """Whether the tray takes our icon."""
            if self._icon is None:
                window = self._user.CreateWindowExW(
                    0, "STATIC", "mrtnet", 0, 0, 0, 0, 0, MESSAGE_ONLY, None, None, None
                )
                icon = _Icon(cbSize=ctypes.sizeof(_Icon), hWnd=window, uID=1, uFlags=MESSAGE | ICON | TIP)
                icon.uCallbackMessage, icon.szTip = CALLBACK, "mrtnet"
                icon.hIcon = self._user.LoadIconW(None, APPLICATION)
                if not self._shell.Shell_NotifyIconW(ADD, ctypes.byref(icon)):
                    return False
                self._icon = icon
            return True

        def prepare(self, notice: Notice) -> Callable[[], int]:
            """A balloon in the place of the one before."""
            return lambda: self._show(notice)

        def _show(self, notice: Notice) -> int:
            assert self._icon is not None
            self._standing = next(self._numbers)
            self._icon.uFlags = INFO
            self._icon.szInfoTitle, self._icon.szInfo = notice.title[:63], (notice.text or " ")[:255]
            self._shell.Shell_NotifyIconW(MODIFY, ctypes.byref(self._icon))
            return self._standing

        def take_back(self, number: int) -> None:
            """Balloons go by themselves."""

        def answers(self, seconds: float) -> list[Answer]:
            """What the icon was told."""
            until, message = time.monotonic() + seconds, wintypes.MSG()
            while True:
                while self._user.PeekMessageW(ctypes.byref(message), None, 0, 0, REMOVE):
                    what, number = message.lParam & 0xFFFF, self._standing
                    if message.message == CALLBACK and number and what in (CLICKED, TIMED_OUT, HIDDEN):
                        self._standing = None
                        return [Answer(number, OPEN if what == CLICKED else CLOSED)]
                    self._user.DispatchMessageW(ctypes.byref(message))
                left = until - time.monotonic()
                if left <= 0:
                    return []
                time.sleep(min(left, GLANCE) if self._standing else left)

        def settle(self) -> list[Answer]:
            """The system takes balloons at once."""
            return []

        def close(self) -> None:
            """Take the icon away."""
            if self._icon is not None:
                self._shell.Shell_NotifyIconW(DELETE, ctypes.byref(self._icon))
                self._icon = None
