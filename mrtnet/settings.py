"""This machine's settings, a small JSON file: window places, theme, text size, keys. Hers are in the book.

JSON, because it is read before the first paint: a reader of TOML costs a twentieth of the start.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

FILE = "settings.json"
THEMES = ("system", "light", "dark")
DENSITIES = ("compact", "normal", "roomy")
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Text sizes offered, in percent of the system's."""


@dataclass
class Settings:
    """What this machine remembers. Change a field, then `save()`; a value that cannot be read is its default."""

    theme: str = "system"
    text_size: int = 100
    density: str = "normal"
    less_motion: bool = False
    letter_keys: bool = True
    toasts_close: bool = True
    tray_count: bool = True
    keep_running: bool = True
    close_told: bool = False
    sidebar_narrow: bool = False
    page: str = "today"
    geometry: str = ""
    maximized: bool = False
    people_order: str = "name"
    report_told: str = ""
    panes: dict[str, list[int]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the columns of her tables hold, by a mark of the header: {place of the column: field}."""
    path: Path | None = None
    write: Callable[[Path, bytes], None] | None = None

    def save(self) -> None:
        """Write the file. A disk that refuses costs only the settings, so nothing is raised."""
        if self.path is None or self.write is None:
            return
        told = {key: value for key, value in asdict(self).items() if key not in ("path", "write")}
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
    for spec in fields(Settings):
        if spec.name in told and spec.name not in ("path", "write"):
            setattr(settings, spec.name, _fitting(spec.name, told[spec.name], getattr(settings, spec.name)))
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
