"""Independent readers of calendar files: what other programs will see in a file that we wrote.

icalendar and vobject are always there. libical (GNOME, KDE) answers through the system's Python and its GObject
binding, ical.js (Thunderbird, Nextcloud) through node; both are used where they are installed. Every reader returns
the same plain dicts: uid, component, summary, description, location, status, sequence, start_utc, end_utc and
alarms_utc. A time is an aware datetime in UTC or, for a whole day, a date; end_utc is None where the file names none.
Start and end of a VTODO are its DUE.

`python -m tests.exchange.engines` puts ical.js where the tests look for it.
"""

import atexit
import base64
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

import icalendar
import platformdirs
import vobject
import vobject.icalendar
from dateutil.tz import tzical  # type: ignore[import-untyped]

Read = dict[str, Any]
HERE = Path(__file__).parent


def read_with_icalendar(content: bytes) -> list[Read]:
    """icalendar takes the instants from zoneinfo by the TZID: the measure for the others."""
    found = []
    for part in icalendar.Calendar.from_ical(content).walk():
        if part.name not in ("VEVENT", "VTODO"):
            continue
        start = part.decoded("DUE" if part.name == "VTODO" else "DTSTART")
        end = part.decoded("DUE" if part.name == "VTODO" else "DTEND", None)
        triggers = [(alarm.decoded("TRIGGER"), alarm["TRIGGER"].params.get("RELATED")) for alarm in part.walk("VALARM")]
        texts = {key: str(part.get(key, "")) for key in _TEXTS}
        found.append(_read(part.name, texts, int(part.get("SEQUENCE", 0)), start, end, triggers))
    return found


def read_with_vobject(content: bytes) -> list[Read]:
    """vobject reads the file's own VTIMEZONE through dateutil."""
    known: dict[str, tzinfo] = vars(vobject.icalendar)["__tzidMap"]
    for name in [name for name in known if name != "UTC"]:
        del known[name]  # it would keep the zone of the file read before
    for block in re.findall(rb"BEGIN:VTIMEZONE\r\n.*?END:VTIMEZONE\r\n", content, re.DOTALL):
        # by itself it takes a zone that was at UTC before the file's first year for UTC, and asks pytz instead
        zone = tzical(io.StringIO(block.decode("ascii"))).get()
        vobject.icalendar.registerTzid(zone._tzid, zone)
    calendar = vobject.readOne(content.decode("utf-8"))
    found = []
    for part in calendar.getChildren():
        if part.name not in ("VEVENT", "VTODO"):
            continue
        texts = {key: getattr(part, key.lower()).value if key.lower() in part.contents else "" for key in _TEXTS}
        start = part.due.value if part.name == "VTODO" else part.dtstart.value
        end = part.due.value if part.name == "VTODO" else part.dtend.value if "dtend" in part.contents else None
        triggers = [
            (alarm.trigger.value, (alarm.trigger.params.get("RELATED") or [None])[0])
            for alarm in part.contents.get("valarm", [])
        ]
        found.append(_read(part.name, texts, int(part.sequence.value), start, end, triggers))
    return found


def read_with_libical(content: bytes) -> list[Read]:
    """libical 3 reads the file's own VTIMEZONE."""
    return _from_json(_ask(("/usr/bin/python3", str(HERE / "read_libical.py")), content))


def read_with_icaljs(content: bytes) -> list[Read]:
    """ical.js 2 reads the file's own VTIMEZONE."""
    return _from_json(_ask(("node", str(HERE / "read_icaljs.mjs"), str(_icaljs())), content))


def available_engines() -> dict[str, Callable[[bytes], list[Read]]]:
    """The readers that can run here, by name; icalendar and vobject always."""
    engines: dict[str, Callable[[bytes], list[Read]]] = {
        "icalendar": read_with_icalendar,
        "vobject": read_with_vobject,
    }
    if libical_runs():
        engines["libical"] = read_with_libical
    if icaljs_runs():
        engines["ical.js"] = read_with_icaljs
    return engines


@cache
def libical_runs() -> bool:
    """Whether the system's Python has libical's binding (Debian: gir1.2-ical-3.0 and python3-gi)."""
    if not Path("/usr/bin/python3").exists():
        return False
    asked = subprocess.run(
        ["/usr/bin/python3", "-c", "import gi; gi.require_version('ICalGLib', '3.0'); import gi.repository.ICalGLib"],
        capture_output=True,
        check=False,
    )
    return asked.returncode == 0


def icaljs_runs() -> bool:
    """Whether node is here and ical.js lies in the tests' cache."""
    return shutil.which("node") is not None and _icaljs().is_file()


def install_icaljs() -> None:
    """Fetch ical.js with npm into the tests' cache, outside the project."""
    target = _cache()
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", target)
    subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"], cwd=target, check=True)


_TEXTS = ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS")


def _cache() -> Path:
    """MRTNET_TEST_NODE, or a folder of the user's cache."""
    told = os.environ.get("MRTNET_TEST_NODE")
    return Path(told) if told else Path(platformdirs.user_cache_dir("mrtnet-tests", appauthor=False))


def _icaljs() -> Path:
    return _cache() / "node_modules" / "ical.js" / "dist" / "ical.js"


def _read(name: str, texts: dict[str, str], sequence: int, start: Any, end: Any, triggers: list[Any]) -> Read:
    """The common form of one component, from Python values."""
    at = {None: start, "START": start, "END": end}
    return {
        "component": name,
        **{key.lower(): value for key, value in texts.items()},
        "sequence": sequence,
        "start_utc": _utc(start),
        "end_utc": _utc(end),
        "alarms_utc": [_alarm(at[related], before) for before, related in triggers],
    }


def _utc(value: Any) -> Any:
    if not isinstance(value, datetime):
        return value
    assert value.tzinfo is not None, "a floating time"
    return value.astimezone(UTC)


def _alarm(anchor: Any, before: timedelta) -> datetime:
    """The instant of an alarm; on a whole day by the wall clock, written as if it were UTC."""
    whole_day = isinstance(anchor, date) and not isinstance(anchor, datetime)
    return (datetime.combine(anchor, time(), UTC) if whole_day else anchor.astimezone(UTC)) + before


def _from_json(items: list[Read]) -> list[Read]:
    def moment(value: Any) -> Any:
        if isinstance(value, str):
            return date.fromisoformat(value)
        return None if value is None else datetime.fromtimestamp(value, UTC)

    for item in items:
        item["start_utc"], item["end_utc"] = moment(item["start_utc"]), moment(item["end_utc"])
        item["alarms_utc"] = [datetime.fromtimestamp(value, UTC) for value in item["alarms_utc"]]
    return items


@cache
def _process(command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    """A reader that stays up: one file in base64 a line in, one line of JSON out."""
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def end() -> None:
        running.communicate()

    atexit.register(end)
    return running


def _ask(command: tuple[str, ...], content: bytes) -> list[Read]:
    running = _process(command)
    assert running.stdin
    assert running.stdout
    running.stdin.write(base64.b64encode(content) + b"\n")
    running.stdin.flush()
    answer = json.loads(running.stdout.readline())
    assert isinstance(answer, list), f"{command[0]} refused the file: {answer}"
    return answer


if __name__ == "__main__":
    install_icaljs()
    sys.stdout.write(f"ical.js lies in {_cache()}\n")
