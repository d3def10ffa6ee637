"""Zones as people say them: "central", "CT", "Chicago", "their time" in, "Chicago, Central Time" out.

Facts about places stand in resources/zones/words.toml. A phone number's area code is never taken for a place: people
keep their numbers when they move.
"""

import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from mrtnet.domain.names import fold
from mrtnet.paths import resource
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed

MINE, THEIRS = "mine", "theirs"
LONGEST = 60  # characters of a zone's name
_MINE = frozenset({"mine", "my time", "my zone", "my time zone", "for me", "our time", "local time", "here"})
_THEIRS = frozenset(
    f"{whose} {what}" for whose in ("their", "her", "his") for what in ("time", "zone", "time zone", "clock")
) | {"theirs", "hers", "for them", "for her", "for him"}
_NOT_PLACES = frozenset(
    (
        "easter",
        "center",
        "act",
        "west",
        "south",
        "north",
        "general",
        "knox",
        "wake",
        "casey",
        "davis",
        "midway",
        "troll",
    )
)
"""Last parts of zone names that a sentence uses for something else, or that people do not say alone."""


class _Family(NamedTuple):
    title: str
    short: str


class _Said(NamedTuple):
    """The words file, turned around: a word's zone, a zone's family, words that fit several."""

    zones: Mapping[str, str]
    families: Mapping[str, _Family]
    unclear: Mapping[str, tuple[str, ...]]


def zone_in_words(text: str, names: Collection[str] = ()) -> str:
    """What the words mean: MINE, THEIRS, or an IANA name. `names` are the other person's ("Leilani's time").

    Raises Trouble, with a way out, for words that name no zone or several.
    """
    if found := find_zone(text, names):
        return found
    if unclear := say_unclear(text):
        raise Trouble(unclear)
    sentence = _("There is no time zone called “{name}”. Name a city such as Chicago, or a zone such as Central.")
    raise Trouble(sentence.format(name=" ".join(text.split())[:LONGEST]))


def find_zone(text: str, names: Collection[str] = ()) -> str:
    """The same for words that may be something else: "" where they name no zone, or several."""
    if not text or len(text) > LONGEST:
        return ""
    plain = _plain(text)
    if plain in _MINE:
        return MINE
    if plain in _THEIRS or _is_their_name(plain, names):
        return THEIRS
    said = _said()
    if plain in said.unclear:
        return ""
    core = _core(plain)
    for words in (plain, core):
        if words in said.unclear:
            return ""
        if found := said.zones.get(words) or _iana().get(words) or _fixed_offset(words):
            return found
    return _windows(text)


def say_unclear(text: str) -> str:
    """The sentence for words that fit several zones ("IST", "Texas time"); "" for all others."""
    plain = _plain(text[: LONGEST + 1])
    several = _said().unclear.get(plain) or _said().unclear.get(_core(plain))
    if not several:
        return ""
    words = plain.upper() if len(plain) < 5 else " ".join(text.split())
    sentence = _("“{words}” can be several time zones: {several}. Name one of them, or a city.")
    return sentence.format(words=words, several=listed([_(each) for each in several]))


def city_of(zone: str) -> str:
    """The place that a zone's name says: "America/Argentina/Buenos_Aires" is "Buenos Aires"."""
    if found := re.fullmatch(r"Etc/GMT([+-])(\d+)", zone):  # the sign of these names is turned around
        return f"UTC{'-' if found[1] == '+' else '+'}{found[2]}"
    return _said().families[zone].short if zone in _utc_names() else zone.rpartition("/")[2].replace("_", " ")


def say_zone(zone: str, at: datetime | None = None) -> str:
    """A zone for people: "Chicago, Central Time"; where nobody has a name for it, "Tashkent, UTC+5" at the instant."""
    city, family = city_of(zone), _said().families.get(zone)
    if family is None:
        named = "/" in zone and not city.startswith("UTC")
        return _("{city}, {zone}").format(city=city, zone=_offset(zone, at)) if named else city
    return _(family.title) if city == family.short else _("{city}, {zone}").format(city=city, zone=_(family.title))


def short_zone(zone: str) -> str:
    """One or two words for a zone: "Central", "Hawaii"; the city where nobody has a name for it."""
    family = _said().families.get(zone)
    return _(family.short) if family else city_of(zone)


def _offset(zone: str, at: datetime | None) -> str:
    try:
        offset = (at or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    except (ZoneInfoNotFoundError, ValueError, OSError, OverflowError):
        return zone
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    return f"UTC{'-' if offset < timedelta(0) else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def _plain(text: str) -> str:
    """Small letters without accents, dots and brackets: "St. Louis (Central)" -> "st louis central"."""
    words = fold(text.replace("’", "'").replace(".", "").replace(",", " ").strip(" ()[]"))
    return re.sub(r"[_\s]+", " ", words).strip()


def _core(plain: str) -> str:
    """Without the words around a place: "in chicago", "central daylight time", "time in boston"."""
    plain = re.sub(r"^(?:in|at|the|time in|us) ", "", plain)
    return re.sub(r" (?:(?:standard|daylight|summer) )?(?:time|zone|time zone)$", "", plain)


def _is_their_name(plain: str, names: Collection[str]) -> bool:
    whose = re.fullmatch(r"(.+?)'s? (?:time|time zone|zone|clock)|(?:for|with) (.+)", plain)
    return whose is not None and (whose[1] or whose[2]) in {fold(name) for name in names if name}


def _fixed_offset(words: str) -> str:
    """ "utc+2" is Etc/GMT-2."""
    found = re.fullmatch(r"(?:utc|gmt) ?([+-−]) ?0?(\d{1,2})(?::?00)?", words)
    return fixed_name(timedelta(hours=int(found[2]) * (1 if found[1] == "+" else -1))) if found else ""


def fixed_name(distance: timedelta) -> str:
    """The IANA name of a whole number of hours from UTC, "" for others. East of Greenwich is minus in these names."""
    hours, rest = divmod(int(distance.total_seconds()), 3600)
    if rest or not -12 <= hours <= 14:
        return ""
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def _windows(text: str) -> str:
    """The IANA name of a Windows one, such as "W. Europe Standard Time"."""
    wanted = " ".join(text.split()).lower()
    return windows_names().get(wanted, "") if wanted.endswith(" standard time") else ""


@cache
def windows_names() -> Mapping[str, str]:
    """IANA names by the lower-case names of Windows, the ones of summer among them."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # slow to load, and rarely typed

    names = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
    return names | {name.replace("standard", "daylight"): zone for name, zone in names.items()}


@cache
def _said() -> _Said:
    import tomllib  # whoever asks for no words does without

    data = tomllib.loads(resource("zones", "words.toml").read_text(encoding="utf-8"))
    zones = {word: zone for zone, words in data["places"].items() for word in words}
    families = {}
    for each in data["family"]:
        zones.update(dict.fromkeys(each["words"], each["zone"]))
        families.update(dict.fromkeys(each["zones"], _Family(each["title"], each["short"])))
    return _Said(zones, families, {word: tuple(several) for word, several in data["unclear"].items()})


@cache
def _iana() -> Mapping[str, str]:
    """What zone names say in small letters: whole names, and places that only they name."""
    found: dict[str, str] = {}
    for name in sorted(available_timezones(), key=lambda name: (name.count("/"), name)):
        if name.startswith(("Etc/GMT", "SystemV/", "US/", "posix", "right")) or name in ("localtime", "Factory"):
            continue
        whole = fold(name).replace("_", " ")
        place = whole.rpartition("/")[2]
        if "/" in name:
            found.setdefault(whole, name)
            if place not in _NOT_PLACES and place not in _said().unclear:
                found.setdefault(place, name)
    return found


@cache
def _utc_names() -> frozenset[str]:
    return frozenset(zone for zone, family in _said().families.items() if family.short == "UTC")
