"""Whether a program of this computer opens a kind of link or file, asked before something counts as sent.

On Linux and its kin the system's opener answers yes as soon as it runs and fails afterwards, so who opens what is read
where it is written down: desktop entries and mimeapps.list (freedesktop.org: Desktop Entry, Association between MIME
types and applications). Elsewhere the system itself answers truly.
"""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

MAIL, CALENDAR, MESSAGE = "x-scheme-handler/mailto", "text/calendar", "message/rfc822"
LISTS = ("Default Applications", "Added Associations")
LARGEST = 1_000_000  # bytes of an entry or a list


def opens(*kinds: str, env: Mapping[str, str] = os.environ) -> bool:
    """Whether a program is there for one of these kinds: media types, or "x-scheme-handler/mailto" for a link."""
    if sys.platform in ("win32", "darwin") or env.get("SNAP") or Path("/.flatpak-info").exists():
        return True
    if env.get("BROWSER") and any(kind == "text/html" for kind in kinds):
        return True
    named = {name for path in _lists(env) for name in _named(path, kinds)}
    return any(
        (name in named or any(kind in entry.get("MimeType", "").split(";") for kind in kinds)) and _runs(entry, env)
        for name, path in _entries(env)
        if (entry := _section(path, "Desktop Entry"))
    )


def of_link(scheme: str) -> tuple[str, ...]:
    """The kinds of program that open such a link."""
    own = f"x-scheme-handler/{scheme}"
    return (own, "text/html") if scheme in ("http", "https") else (own,)


def _folders(env: Mapping[str, str]) -> Iterator[Path]:
    yield Path(env.get("XDG_DATA_HOME") or Path.home() / ".local/share")
    yield from map(Path, (env.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":"))


def _entries(env: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for folder in _folders(env):
        place = folder / "applications"
        yield from (("-".join(path.relative_to(place).parts), path) for path in place.rglob("*.desktop"))


def _lists(env: Mapping[str, str]) -> Iterator[Path]:
    """Where she and the system say which program they prefer; a desktop's own list begins with its name."""
    config = [Path(env.get("XDG_CONFIG_HOME") or Path.home() / ".config")]
    config += map(Path, (env.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":"))
    for folder in (*config, *(each / "applications" for each in _folders(env))):
        yield from folder.glob("*mimeapps.list")


def _named(path: Path, kinds: tuple[str, ...]) -> Iterator[str]:
    for title in LISTS:
        told = _section(path, title)
        for kind in kinds:
            yield from told.get(kind, "").split(";")


def _section(path: Path, title: str) -> dict[str, str]:
    """The keys of one section of such a file; none where it cannot be read."""
    text = ""
    with suppress(OSError, ValueError):
        if path.stat().st_size <= LARGEST:
            text = path.read_text(encoding="utf-8")
    found: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == f"[{title}]"
        elif inside and "=" in line:
            key, value = line.split("=", 1)
            found.setdefault(key.strip(), value.strip())
    return found


def _runs(entry: Mapping[str, str], env: Mapping[str, str]) -> bool:
    """Whether its program is there."""
    with suppress(ValueError):
        words = [entry["TryExec"]] if entry.get("TryExec") else shlex.split(entry.get("Exec", ""))
        return bool(words) and entry.get("Hidden") != "true" and bool(shutil.which(words[0], path=env.get("PATH")))
    return False
