"""Started at login on Windows: a value under the Run key of this user. Written without a Windows machine."""

import subprocess
import sys
from contextlib import suppress
from pathlib import PureWindowsPath

from mrtnet.reminding.starting import Start

KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
VALUE = "mrtnet reminders"


def line_of(start: Start) -> str:
    """The command line. Python without a console stands for Python; variables are set by a shell that ends at once."""
    program, *arguments = start.line
    path = PureWindowsPath(program)
    if path.name.lower() == "python.exe":
        program = str(path.with_name("pythonw.exe"))
    line = subprocess.list2cmdline([program, *arguments])
    if not start.environ:
        return line
    sets = " && ".join(f'set "{name}={value}"' for name, value in start.environ)
    return f'cmd /d /s /c "{sets} && start "" {line}"'


if sys.platform == "win32":
    import winreg

    class RunKey:
        """The value of ours."""

        def is_on(self) -> bool:
            """Whether the value is there."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY) as key:
                    winreg.QueryValueEx(key, VALUE)
            except FileNotFoundError:
                return False
            return True

        def put(self, start: Start) -> None:
            """Write the value."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as key:
                winreg.SetValueEx(key, VALUE, 0, winreg.REG_SZ, line_of(start))

        def remove(self) -> None:
            """Remove the value."""
            with (
                suppress(FileNotFoundError),
                winreg.OpenKey(winreg.HKEY_CURRENT_USER, KEY, 0, winreg.KEY_SET_VALUE) as key,
            ):
                winreg.DeleteValue(key, VALUE)
