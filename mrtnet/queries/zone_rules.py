"""Whether the rules of time zones changed since the book was open last, and which meetings that moves in time.

Governments change their clocks at short notice. A meeting keeps its wall time; the instant behind it follows.
"""

import zoneinfo
from datetime import datetime
from importlib import metadata
from pathlib import Path

from mrtnet.domain import zoned
from mrtnet.queries import quiet
from mrtnet.queries.reading import Connection, all_rows
from mrtnet.trouble import Trouble

KEY = "zone rules"
MOST = 5000
_MARKS = ("tzdata.zi", "+VERSION", "version")


def version() -> str:
    """What zone data this computer has: the releases of the system's and of the package, as "2026a 2026.1"."""
    found = []
    for folder in zoneinfo.TZPATH:
        for name in _MARKS:
            try:
                with (Path(folder) / name).open(encoding="ascii", errors="replace") as file:
                    found.append(file.readline(80).strip())
            except OSError:
                continue
    try:
        found.append(metadata.version("tzdata"))
    except metadata.PackageNotFoundError:
        found.append("")
    return " ".join(found)


def is_known(connection: Connection, told: str) -> bool:
    """Whether the book was looked through with this version already."""
    return quiet.text(connection, KEY) == told


def keep(write: Connection, told: str) -> None:
    """Remember that the book was looked through with this version."""
    quiet.keep_text(write, KEY, told)


def moved(connection: Connection, now: datetime) -> list[int]:
    """Coming meetings whose wall time is another instant by today's rules; a zone that is unknown here is left."""
    found = all_rows(
        connection,
        "SELECT id, day, at, second, zone, starts_utc FROM meeting WHERE day >= ? AND starts_utc IS NOT NULL"
        " AND cancelled_on IS NULL AND declined_on IS NULL AND held_on IS NULL ORDER BY starts_utc LIMIT ?",
        (f"{now:%Y-%m-%d}", MOST),
    )
    return [meeting_id for meeting_id, *told in found if _differs(*told)]


def _differs(day: str, at: str, second: int, zone: str, starts: str) -> bool:
    try:
        reckoned = zoned.instant(datetime.fromisoformat(f"{day}T{at}").replace(fold=second), zone)
    except Trouble:
        return False
    return reckoned != datetime.fromisoformat(starts)
