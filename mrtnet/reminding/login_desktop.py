"""Started at login on Linux and its like: a file in the autostart folder (XDG Desktop Application Autostart)."""

import os
import re
from pathlib import Path

from mrtnet.paths import write_whole
from mrtnet.reminding.starting import Start
from mrtnet.trouble import Trouble
from mrtnet.words import _

FILE = "mrtnet-reminders.desktop"
_PLAIN = re.compile(r"[\w@%+:,./-]+", re.ASCII)


class Autostart:
    """The file of ours in her autostart folder. She, or her desktop's own settings, may also switch it off there."""

    def __init__(self) -> None:
        told = os.environ.get("XDG_CONFIG_HOME", "")
        folder = Path(told) if told.startswith("/") else Path("~/.config").expanduser()
        self.path = folder / "autostart" / FILE

    def is_on(self) -> bool:
        """Whether the file is there and not switched off."""
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return not {"Hidden=true", "X-GNOME-Autostart-enabled=false"} & {line.replace(" ", "") for line in lines}

    def put(self, start: Start) -> None:
        """Write the file whole."""
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self.path, entry(start).encode("utf-8", "surrogateescape"))

    def remove(self) -> None:
        """Remove the file."""
        self.path.unlink(missing_ok=True)


def entry(start: Start) -> str:
    """The file's text (Desktop Entry Specification). Raises Trouble for a path that no such file can hold."""
    line = list(start.line)
    if start.environ:
        line = ["env", *(f"{name}={value}" for name, value in start.environ), *line]
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=mrtnet reminders",
        f"Comment={_('Reminds you while the window is closed')}",
        f"Exec={' '.join(quoted(word) for word in line)}",
        "Icon=appointment-soon",
        "Terminal=false",
        "NoDisplay=true",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


def quoted(word: str) -> str:
    """One argument of Exec: in quotes where it holds anything unusual, then escaped as every value of such a file."""
    if any(ord(each) < 32 for each in word):
        raise Trouble(_("The folder of mrtnet has a name that cannot stand in a file for the login."))
    if not _PLAIN.fullmatch(word):
        word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
    return word.replace("\\", "\\\\").replace("%", "%%")
