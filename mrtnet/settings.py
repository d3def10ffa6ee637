"""This machine's settings, a small JSON file: window places, theme, text size, keys. Hers are in the book.

JSON, because it is read before the first paint: a reader of TOML costs a twentieth of the start.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

FILE = "settings.json"
THEMES = ("system", "light", "dark")
DENSITIES = ("compact", "normal", "roomy")
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Text sizes offered, in percent of the system's."""


class Settings:
    """What this machine remembers. Change a field, then `save()`; a value that cannot be read is its default.

    No dataclass: it and what it imports would take a thirtieth of the start.
    """

    def __init__(self, **told: Any) -> None:
        self.theme = "system"
        self.text_size = 100
        self.density = "normal"
        self.less_motion = False
        self.letter_keys = True
        self.toasts_close = True
        self.tray_count = True
        self.keep_running = True
        self.close_told = False
        self.hide_told = False
        self.sidebar_narrow = False
        self.page = "today"
        self.geometry = ""
        self.people_order = "name"
        self.report_told = ""
        self.panes: dict[str, list[int]] = {}
        self.keys: dict[str, str] = {}
        self.columns: dict[str, dict[str, str]] = {}
        """What the columns of her tables hold, by a mark of the header: {place of the column: field}."""
        self.path: Path | None = None
        self.write: Callable[[Path, bytes], None] | None = None
        vars(self).update(told)

    def save(self) -> None:
        """Write the file. A disk that refuses costs only the settings, so nothing is raised."""
        if self.path is None or self.write is None:
            return
        told = {key: value for key, value in vars(self).items() if key not in ("path", "write")}
        with suppress(OSError):
            self.write(self.path, json.dumps(told, indent=1).encode())


def load(path: Path, write: Callable[[Path, bytes], None]) -> Settings:
    """The settings of this file; `write` puts a whole file in place (`paths.write_whole`). Raises nothing."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        told = {}
    if not isinstance(told, dict):
        told = {}
    settings = Settings(path=path, write=write)
    for name, default in vars(settings).items():
        if name in told and name not in ("path", "write"):
            setattr(settings, name, _fitting(name, told[name], default))
    return settings


def _fitting(name: str, value: Any, default: Any) -> Any:
    """The value if it has the default's type and a meaning, else the default."""
    if type(value) is not type(default):
        return default
    if (name, value) in (("theme", value), ("density", value)):
        return value if value in (THEMES if name == "theme" else DENSITIES) else default
    if name == "text_size":
        return min(max(value, TEXT_SIZES[0]), TEXT_SIZES[-1])
    if name == "panes":
        return {
            str(pane): [n for n in sizes if isinstance(n, int)]
            for pane, sizes in value.items()
            if isinstance(sizes, list)
        }
    if name == "keys":
        return {str(command): key for command, key in value.items() if isinstance(key, str)}
    if name == "columns":
        return {
            str(header): {str(at): told for at, told in mapping.items() if isinstance(told, str)}
            for header, mapping in value.items()
            if isinstance(mapping, dict)
        }
    return value
