"""What the book knows about her: her name and zone, her hours and free days, how she wants to be reminded."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from mrtnet.domain.alarms import FOUR_WEEKS, MOST_ALARMS
from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.portion import Portion
from mrtnet.trouble import Trouble
from mrtnet.words import _


class About(NamedTuple):
    """Her settings, rows of the book (undoable). Times are wall times in her zone; an empty zone is the system's.

    `email` is hers, as the organizer of meetings. `smtp_server` is "host:port" of her own mail server, "" for none; its
    password stands in the keyring of the computer, never here. `credentials` ("RHIT, CCS"), `title`, `employer` and
    `linkedin` are for the card she hands over. `meeting_alarms` are those of a new meeting, minutes before its start
    ("1440 15"); "none" for none, "" for what its kind usually has. `portion_people` and `portion_minutes` are what she
    wants to do on one day, 0 for no limit. `patient_hints` is the note guard (`note_guard`).
    """

    name: str = ""
    role: str = ""
    short_role: str = ""
    phone: str = ""
    working_towards: str = ""
    time_zone: str = ""
    free_days: frozenset[date] = frozenset()
    federal_holidays: bool = True
    day_first: bool = False
    follow_up_hour: time = time(9)
    digest_time: time = time(9)
    quiet_from: time = time(20)
    quiet_until: time = time(8)
    reply_check_days: int = 7
    feed: str = ""
    feed_notes: bool = False
    rhythms: Mapping[str, int | None] = {}
    linkedin_premium: bool = False
    email: str = ""
    work_from: time = time(8)
    work_until: time = time(17)
    smtp_server: str = ""
    smtp_user: str = ""
    credentials: str = ""
    title: str = ""
    employer: str = ""
    linkedin: str = ""
    meeting_alarms: str = ""
    portion_people: int = 10
    portion_minutes: int = 60
    patient_hints: bool = True

    @property
    def days(self) -> WorkingDays:
        """Her working days."""
        return WorkingDays(own=self.free_days, federal=self.federal_holidays)

    @property
    def portion(self) -> Portion:
        """What she wants to do on one day."""
        return Portion(self.portion_people, self.portion_minutes)


def to_text(value: Any) -> str:
    """The value of a setting as it stands in the book (JSON)."""
    if isinstance(value, frozenset):
        value = sorted(day.isoformat() for day in value)
    elif isinstance(value, time):
        value = f"{value:%H:%M}"
    elif isinstance(value, Mapping):
        value = dict(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def from_texts(rows: Mapping[str, str]) -> About:
    """About from the rows of the book. A value that cannot be read (a newer program's) falls back to the default."""
    found: dict[str, Any] = {}
    for key in About._fields:
        if key in rows:
            try:
                found[key] = checked(key, json.loads(rows[key]))
            except (ValueError, TypeError, Trouble):
                continue
    return About(**found)


def checked(key: str, value: Any) -> Any:
    """The value of this setting with its proper type. Raises Trouble for an unknown key or a value it cannot hold."""
    default = About._field_defaults.get(key)
    if key not in About._fields:
        raise Trouble(_("There is no setting “{key}”.").format(key=key))
    try:
        return _typed(key, default, value)
    except (ValueError, TypeError, AttributeError, KeyError):
        raise Trouble(
            _("“{value}” does not fit the setting “{key}”.").format(value=value, key=key.replace("_", "-"))
        ) from None


def _typed(key: str, default: Any, value: Any) -> Any:
    if key == "meeting_alarms":
        return _alarms(str(value))
    if isinstance(default, bool):
        if isinstance(value, bool):
            return value
        return {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}[str(value).lower()]
    if isinstance(default, time):
        return value if isinstance(value, time) else _time(value)
    if isinstance(default, frozenset):
        return frozenset(day if isinstance(day, date) else date.fromisoformat(day) for day in value)
    if isinstance(default, Mapping):
        return {str(tier): None if days is None else int(days) for tier, days in value.items()}
    if isinstance(default, int):
        if not 0 <= int(value) <= 3660:
            raise ValueError(key)
        return int(value)
    return str(clean_line(str(value)))


def _alarms(text: str) -> str:
    """ "1440 15", "15, 1440", "none" or ""."""
    told = text.replace(",", " ").split()
    if told in ([], ["none"]):
        return "".join(told)
    minutes = {int(each) for each in told}
    if len(minutes) > MOST_ALARMS or not all(0 <= each <= FOUR_WEEKS for each in minutes):
        raise ValueError(text)
    return " ".join(str(each) for each in sorted(minutes, reverse=True))


def _time(text: str) -> time:
    """ "8:30", "08:30" or "8"."""
    hour, _colon, minute = text.strip().partition(":")
    return time(int(hour), int(minute or 0))
