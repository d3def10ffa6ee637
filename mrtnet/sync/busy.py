"""Busy times from calendars she reads: a file on this computer or a subscription, looked at, never written.

What is kept are the times and titles of the weeks around now, in a quiet table; the file stays where it is.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet import clock
from mrtnet.domain.problems import Problem
from mrtnet.exchange.ics_entries import Moment, ReadEntry
from mrtnet.exchange.ics_reading import LIMIT, read_calendar
from mrtnet.exchange.recurring import occurrences
from mrtnet.queries import quiet
from mrtnet.queries.about import about
from mrtnet.queries.reading import Connection, all_rows
from mrtnet.store.book import Book
from mrtnet.sync.wire import Wire
from mrtnet.trouble import Trouble
from mrtnet.words import _

BEHIND, AHEAD = timedelta(days=7), timedelta(days=370)
MOST = 20_000  # times of one calendar


class Looked(NamedTuple):
    """What a look at one calendar brought: how many times, and what could not be read."""

    times: int
    problems: tuple[Problem, ...] = ()


class Fetched(NamedTuple):
    """A calendar as it was just read: its busy times as they are kept, and what could not be read."""

    times: list[tuple[str, str, str, bool, str]]
    problems: tuple[Problem, ...] = ()


def address(text: str) -> str:
    """A subscription's address as it is asked for (webcal is https), or the absolute path of a file.

    Raises Trouble for a file that is not there.
    """
    text = text.strip()
    scheme, colon, rest = text.partition("://")
    if colon and scheme.lower() in ("webcal", "webcals", "https", "http"):
        return f"{'https' if scheme.lower().startswith('webcal') else scheme.lower()}://{rest}"
    path = Path(text.removeprefix("file://")).expanduser()
    if not path.is_file():
        raise Trouble(_("There is no file “{name}”.").format(name=path.name))
    return str(path.resolve())


def contents(url: str, *, open_wire: Callable[[str], Wire] = Wire) -> bytes:
    """The bytes of a calendar file or subscription. Raises Trouble in a sentence for whatever is in the way."""
    if "://" in url:
        wire = open_wire(url)
        try:
            answer = wire.ask("GET", url, headers={"Accept": "text/calendar"})
        finally:
            wire.close()
        if answer.status != 200:
            sentence = _("{host} does not give this calendar (answer {status}). Look at its address.")
            raise Trouble(sentence.format(host=wire.host, status=answer.status))
        return answer.body
    path = Path(url)
    try:
        if not path.is_file():
            raise Trouble(_("The calendar file “{name}” is not there any more.").format(name=path.name))
        if path.stat().st_size > LIMIT:
            raise Trouble(_("The calendar file “{name}” is too large.").format(name=path.name))
        return path.read_bytes()
    except OSError as wrong:
        sentence = _("The calendar file “{name}” cannot be read: {why}.")
        raise Trouble(sentence.format(name=path.name, why=wrong.strerror)) from None


def look(book: Book, calendar_id: int, *, open_wire: Callable[[str], Wire] = Wire) -> Looked:
    """Read one calendar again and keep its busy times. On trouble the times of before stay."""
    found = all_rows(book.read, "SELECT uid, url FROM busy_calendar WHERE id = ?", (calendar_id,))
    if not found:
        raise Trouble(_("There is no such calendar any more."))
    uid, url = found[0]
    now = clock.now()
    times, problems = fetched(url, about(book.read).time_zone, now, open_wire=open_wire)
    book.quietly(keep, uid, times, now)
    return Looked(len(times), problems)


def fetched(url: str, zone: str, now: datetime, *, open_wire: Callable[[str], Wire] = Wire) -> Fetched:
    """Read a calendar without keeping anything. `zone` is hers, for times that name none. Raises Trouble."""
    read = read_calendar(contents(url, open_wire=open_wire))
    return Fetched(busy_times(read.entries, now.astimezone(clock.zone(read.zone or zone))), read.problems)


def last_looks(connection: Connection) -> dict[str, datetime]:
    """When each calendar was read last, by its uid."""
    found = all_rows(connection, "SELECT key, value FROM quiet WHERE key LIKE 'busy:%'")
    return {str(key).removeprefix("busy:"): datetime.fromisoformat(value) for key, value in found}


def problem_of(connection: Connection, uid: str) -> str:
    """The sentence why this calendar could not be read last; "" if it could."""
    return quiet.text(connection, f"busy problem:{uid}")


def keep_problem(write: Any, uid: str, sentence: str) -> None:
    """Remember why it could not be read; "" forgets it."""
    if sentence:
        quiet.keep_text(write, f"busy problem:{uid}", sentence)
    else:
        quiet.forget(write, f"busy problem:{uid}")


def busy_times(entries: tuple[ReadEntry, ...], now: datetime) -> list[tuple[str, str, str, bool, str]]:
    """(uid, start, end, whole day, title) of what takes time around now, instants as text in UTC.

    `now` is aware, in the zone that floating times and whole days are meant in. Whole days count only where the
    calendar says that they take time: a birthday does not.
    """
    found = []
    for each in occurrences(entries, now - BEHIND, now + AHEAD):
        entry = each.entry
        if entry.transparent or entry.status == "CANCELLED" or (entry.all_day and not _takes_days(entry)):
            continue
        start, end = _text(each.starts, now), _text(each.ends, now)
        if end > start:
            found.append((entry.uid, start, end, entry.all_day, entry.summary[:200]))
        if len(found) >= MOST:
            break
    return found


def _takes_days(entry: ReadEntry) -> bool:
    """An all-day entry that is OPAQUE by default takes no time: programs write birthdays so. Several days do."""
    return entry.ends is not None and not isinstance(entry.ends, datetime) and (entry.ends - entry.starts).days > 1


def _text(moment: Moment, now: datetime) -> str:
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, datetime.min.time(), now.tzinfo)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=now.tzinfo)
    return clock.as_text(moment)


def keep(write: Any, uid: str, times: list[tuple[str, str, str, bool, str]], now: datetime) -> None:
    """These are the busy times of the calendar from now on, read at this instant."""
    write.execute("DELETE FROM busy_time WHERE calendar_uid = ?", (uid,))
    write.execute("DELETE FROM busy_time WHERE calendar_uid NOT IN (SELECT uid FROM busy_calendar)")
    write.executemany(
        "INSERT INTO busy_time (calendar_uid, uid, starts, ends, whole_day, title) VALUES (?, ?, ?, ?, ?, ?)",
        [(uid, *each[:3], int(each[3]), each[4]) for each in times],
    )
    quiet.keep_text(write, f"busy:{uid}", now.astimezone(UTC).isoformat())
