"""What time it is for her: the one place that reads the system's clock."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mrtnet.trouble import Trouble
from mrtnet.words import _


def now() -> datetime:
    """This instant, aware, in UTC. MRTNET_NOW (ISO 8601 with offset) stands in for it in tests and in the tour."""
    fixed = os.environ.get("MRTNET_NOW")
    if not fixed:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise Trouble(_("MRTNET_NOW is not a date and time such as 2026-10-15T21:30+00:00.")) from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def as_text(moment: datetime) -> str:
    """An aware instant as the book keeps it, in UTC to the second: "2026-10-15T21:30:00Z"."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def zone(name: str = "") -> tzinfo:
    """The named IANA zone; without a name the system's own."""
    if not name:
        return zone(system_zone_name())
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sentence = _("There is no time zone called “{name}”. Use a name such as America/Chicago.")
        raise Trouble(sentence.format(name=name)) from None


def today(zone_name: str = "") -> date:
    """The calendar day it is now in her zone; without a zone the system's day."""
    return now().astimezone(zone(zone_name)).date()


def system_zone_name() -> str:
    """The IANA name of the system's zone, as far as the system tells it; else UTC."""
    told = os.environ.get("TZ", "").lstrip(":")
    if told and _known(told):
        return told
    for target in _where_localtime_leads():
        if "zoneinfo/" in target and _known(name := target.split("zoneinfo/", 1)[1]):
            return name
    try:
        written = Path("/etc/timezone").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        written = ""
    return written if written and _known(written) else _windows_zone()


def _where_localtime_leads() -> Iterator[str]:
    """The link as it is written, and where it ends: one call of the system is enough nearly everywhere."""
    with suppress(OSError):
        yield str(Path("/etc/localtime").readlink())
    with suppress(OSError):
        yield str(Path("/etc/localtime").resolve())


def _known(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _windows_zone() -> str:
    if sys.platform != "win32":
        return "UTC"
    import winreg

    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    key = r"SYSTEM\CurrentControlSet\Control\TimeZoneInformation"
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as handle:
        name, _kind = winreg.QueryValueEx(handle, "TimeZoneKeyName")
    return WINDOWS_TO_OLSON.get(str(name), "UTC")
