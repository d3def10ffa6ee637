"""Time zones by the names that calendar programs give them: Windows, Outlook's lists, Mozilla's paths, short forms.

The names of Windows and their IANA zones come from the icalendar library (Unicode CLDR's table).
"""

import re
from datetime import timedelta
from functools import cache, lru_cache
from typing import NamedTuple
from zoneinfo import available_timezones

from mrtnet import clock
from mrtnet.domain.zone_words import fixed_name, windows_names
from mrtnet.exchange.ics_values import offset_of
from mrtnet.exchange.zones import UTC_NAMES
from mrtnet.trouble import Trouble

_NOT_A_ZONE = frozenset({"localtime", "posixrules", "Factory", "right", "posix"})
_AT_FRONT = re.compile(r"^\(?\s*(?:UTC|GMT)\s*([+-−]?\s*[0-9]{1,2}(?:[:.]?[0-9]{2})?)?\s*\)?[\s:,-]*", re.IGNORECASE)
_ONLY_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s*([+-][0-9]{1,2}(?::?[0-9]{2})?)", re.IGNORECASE)

# What Windows and Outlook show in their lists, where it is not a list of towns. Lower case, without "time" at the end.
_SHOWN = {
    "eastern": "America/New_York", "eastern (us & canada)": "America/New_York", "us eastern": "America/New_York",
    "central": "America/Chicago", "central (us & canada)": "America/Chicago", "us central": "America/Chicago",
    "mountain": "America/Denver", "mountain (us & canada)": "America/Denver", "us mountain": "America/Denver",
    "pacific": "America/Los_Angeles", "pacific (us & canada)": "America/Los_Angeles",
    "us pacific": "America/Los_Angeles",
    "atlantic": "America/Halifax", "atlantic (canada)": "America/Halifax", "indiana (east)": "America/Indianapolis",
    "newfoundland": "America/St_Johns", "newfoundland and labrador": "America/St_Johns",
    "arizona": "America/Phoenix", "alaska": "America/Anchorage", "hawaii": "Pacific/Honolulu",
    "saskatchewan": "America/Regina", "central america": "America/Guatemala", "greenland": "America/Godthab",
    "baja california": "America/Tijuana", "yukon": "America/Whitehorse", "brasilia": "America/Sao_Paulo",
    "greenwich mean": "Europe/London", "british": "Europe/London", "irish": "Europe/Dublin",
    "western european": "Europe/Lisbon", "central european": "Europe/Berlin", "eastern european": "Europe/Helsinki",
    "india": "Asia/Kolkata", "chennai": "Asia/Kolkata", "mumbai": "Asia/Kolkata", "new delhi": "Asia/Kolkata",
    "beijing": "Asia/Shanghai", "osaka": "Asia/Tokyo", "japan": "Asia/Tokyo", "abu dhabi": "Asia/Dubai",
    "islamabad": "Asia/Karachi", "hanoi": "Asia/Bangkok", "bern": "Europe/Zurich", "kyiv": "Europe/Kiev",
    "canberra": "Australia/Sydney", "wellington": "Pacific/Auckland", "st. petersburg": "Europe/Moscow",
    "edinburgh": "Europe/London", "pretoria": "Africa/Johannesburg", "astana": "Asia/Almaty",
    "west central africa": "Africa/Lagos", "coordinated universal": "UTC", "utc": "UTC", "gmt": "UTC", "zulu": "UTC",
    "est5edt": "America/New_York", "cst6cdt": "America/Chicago", "mst7mdt": "America/Denver",
    "pst8pdt": "America/Los_Angeles",
    "edt": "America/New_York", "cst": "America/Chicago", "cdt": "America/Chicago", "mdt": "America/Denver",
    "pst": "America/Los_Angeles", "pdt": "America/Los_Angeles", "akst": "America/Anchorage", "ast": "America/Halifax",
    "est": "America/New_York", "mst": "America/Denver", "hst": "Pacific/Honolulu",
    "bst": "Europe/London", "cest": "Europe/Berlin", "eest": "Europe/Helsinki", "aest": "Australia/Sydney",
    "jst": "Asia/Tokyo", "cet": "Europe/Berlin", "eet": "Europe/Helsinki", "wet": "Europe/Lisbon",
    "met": "Europe/Berlin",
}  # fmt: skip


class Named(NamedTuple):
    """The IANA name meant by a TZID, "" if none. `sure` is False where the file's own description has the last word."""

    name: str
    sure: bool


@lru_cache(maxsize=4096)
def named(tzid: str) -> Named:
    """The zone that a TZID means. Only the full name of an IANA zone, or UTC, is beyond doubt."""
    said = tzid.strip(" \t\r\n\"'\\").removesuffix(";")
    if not said or len(said) > 200:
        return Named("", False)
    if said.casefold() == "tzone://microsoft/utc" or said in UTC_NAMES or said.upper() in ("UTC", "GMT", "Z"):
        return Named("UTC", True)
    exact = _iana(said)
    if exact:
        return Named(exact, "/" in exact and said.count("/") == exact.count("/"))
    for guess in (_windows(said), _path(said), _written_otherwise(said), _listed(said), _by_offset(said)):
        if guess:
            return Named(guess, False)
    return Named("", False)


def offsets_in(tzid: str) -> tuple[timedelta, ...]:
    """The distances from UTC that a name tells: one of "(UTC+05:30) My zone", two of "GMT-05.00/-04.00"."""
    if not re.search(r"UTC|GMT", tzid, re.IGNORECASE):
        return ()
    told = re.findall(r"[+−-][0-9]{1,2}(?:[:.]?[0-9]{2})?(?![0-9])", tzid)
    return tuple(dict.fromkeys(found for found in map(_distance, told[:4]) if found is not None))


def _distance(text: str) -> timedelta | None:
    try:
        return offset_of(text.replace("−", "-").replace(".", ":").replace(" ", ""))
    except Trouble:
        return None


@cache
def _names() -> dict[str, str]:
    """Every IANA name by its lower-case form."""
    return {name.casefold(): name for name in available_timezones() if name not in _NOT_A_ZONE}


@cache
def _towns() -> dict[str, str]:
    """IANA names by their town: "asia/kolkata" by "kolkata". Of two, the one of a continent before an old alias."""
    found: dict[str, str] = {}
    for folded, name in sorted(_names().items()):
        if "/" in folded and not folded.startswith(("etc/", "us/", "systemv/")):
            found.setdefault(folded.rpartition("/")[2].replace("_", " "), name)
    return found


def _iana(name: str) -> str:
    """The name itself if it is one, in its own spelling; else ""."""
    if "/" in name and not name.startswith(("/", "posix", "right")) and ".." not in name and name.isascii():
        try:
            clock.zone(name)
        except Trouble:
            pass
        else:
            return _names().get(name.casefold(), "") if not name[0].isupper() else name
    found = _names().get(name.casefold(), "")
    short = _SHOWN.get(name.casefold(), "") if found and "/" not in found else ""
    return short or found


def _windows(said: str) -> str:
    return windows_names().get(" ".join(said.casefold().split()), "")


def _path(said: str) -> str:
    """ "/mozilla.org/20070129_1/America/New_York", "posix/Europe/Vaduz", "custom_America/New_York"."""
    parts = [part for part in re.split(r"[/\\]", said) if part]
    for first in range(len(parts)):
        rest = "/".join(parts[first:])
        if ("/" in rest or first) and (found := _iana(rest)):
            return found
        if "/" in rest and "_" in rest and (found := _iana(rest.partition("_")[2])) and "/" in found:
            return found
    return ""


def _written_otherwise(said: str) -> str:
    """ "US-Eastern", "America/New York", "America-New_York"."""
    joined = said.replace(" ", "_")
    for written in (joined, joined.replace("-", "/", 1), joined.replace("_", "/", 1), joined.replace("-", "/")):
        if "/" in written and (found := _iana(written)):
            return found
    return ""


def _listed(said: str) -> str:
    """ "(UTC-05:00) Eastern Time (US & Canada)", "(GMT+01:00) Amsterdam, Berlin, Bern", "Eastern Time", "Santiago"."""
    words = " ".join(_AT_FRONT.sub("", said).replace("_", " ").casefold().split())
    if not words:
        return ""
    simple = re.sub(r"\b(?:standard time|daylight time|time|zeit|heure)\b *", "", words).strip(" -")
    parts = [part.strip() for part in re.split(r"[,;/]| - ", simple)]
    for word in (words, simple, *parts):
        if found := _SHOWN.get(word) or _windows(word) or _windows(f"{word} standard time") or _towns().get(word):
            return found
    return ""


def _by_offset(said: str) -> str:
    """ "UTC+11", "GMT-0500", "+0200": a zone without summer time. Its IANA name counts the other way round."""
    found = _ONLY_OFFSET.fullmatch(said)
    distance = _distance(found[1]) if found else None
    return fixed_name(distance) if distance is not None else ""
