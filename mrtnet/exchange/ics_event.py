"""One VEVENT (RFC 5545 3.6.1) into an entry. What of it makes no sense is said in a sentence and left out."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from hashlib import sha256

from mrtnet.domain.problems import Problem
from mrtnet.exchange.conferences import links_in, web_link
from mrtnet.exchange.ics_alarms import alarms_of
from mrtnet.exchange.ics_blocks import Block
from mrtnet.exchange.ics_entries import Attendee, Moment, ReadEntry
from mrtnet.exchange.ics_lines import LONGEST
from mrtnet.exchange.ics_values import (
    DAY,
    Length,
    Property,
    instant_of,
    length_of,
    line_of,
    moment_of,
    person_of,
    property_of,
    shown,
    text_of,
    texts_of,
)
from mrtnet.exchange.recurrence_rules import rule_of
from mrtnet.exchange.zone_rules import Found, Zones
from mrtnet.trouble import Trouble
from mrtnet.words import _

WITHOUT_START = ("REPLY", "CANCEL", "REFRESH", "ADD", "DECLINECOUNTER")
"""Methods whose entries need not repeat their start (RFC 5546)."""
_MOST_DATES = 10_000
_MOST_PEOPLE = 5000
_TITLE, _TEXT = 2000, 200_000  # letters that are kept
_STATES = ("CONFIRMED", "TENTATIVE", "CANCELLED")
_CONFERENCES = (
    "CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
)  # fmt: skip

Say = Callable[[Problem], None]
Properties = dict[str, list[Property]]


def title_of(block: Block) -> str:
    """What an entry is called, for a sentence about it."""
    for name in (b"SUMMARY", b"UID"):
        line = next((line for line in block.lines if line.name == name), None)
        if line and (said := line_of(property_of(line).value)):
            return shown(said)
    return ""


class EntryReader:
    """Reads the events of one calendar. `method` is its METHOD, as far as it is known yet."""

    def __init__(self, zones: Zones, say: Say) -> None:
        self.zones, self.method = zones, ""
        self._say_to = say

    def settled(self, block: Block) -> bool:
        """Whether the event can be read now: no zone or METHOD that comes later in the file may change it."""
        started = False
        for line in block.lines:
            if line.name in (b"DTSTART", b"DTEND", b"RDATE", b"EXDATE", b"RECURRENCE-ID"):
                started = started or line.name == b"DTSTART"
                if b"TZID" in line.raw.upper() and not self.zones.settled(property_of(line).params.get("TZID", "")):
                    return False
        return started

    def read(self, block: Block) -> ReadEntry | None:
        """The entry; None, with a sentence, where it cannot be placed in time."""
        return _Event(self, block, self._say_to).entry()


class _Event:
    """The making of one entry."""

    def __init__(self, reader: EntryReader, block: Block, say: Say) -> None:
        self._reader, self._block, self._say_to = reader, block, say
        self._said: Properties = {}
        for line in block.lines:
            said = property_of(line)
            self._said.setdefault(said.name, []).append(said)
        self._names: set[str] = set()
        self._zone: Found = Found(None, "")

    def entry(self) -> ReadEntry | None:
        self._note_cut()
        starts, has_start = self._starts(), True
        if starts is None:
            starts, has_start = self._start_of_an_answer(), False
        if starts is None:
            self._say(self._block.number, _("It has no start that can be read, so it was left out."), lost=True)
            return None
        starts, ends = self._with_end(starts)
        timed = isinstance(starts, datetime)
        floating = isinstance(starts, datetime) and starts.tzinfo is None
        description = self._text("DESCRIPTION")
        location = line_of(self._value("LOCATION"))[:_TITLE]
        url = web_link(self._value("URL"))
        recurrence_id = self._recurrence_id(starts)
        return ReadEntry(
            uid=self._uid(starts),
            sequence=self._number("SEQUENCE"),
            recurrence_id=recurrence_id,
            summary=line_of(self._value("SUMMARY"))[:_TITLE],
            description=description,
            location=location,
            url=url,
            status=self._status(),
            transparent=self._transparent(),
            starts=starts,
            ends=ends,
            all_day=not timed,
            zone=self._zone.name if timed and not floating else "",
            floating=floating,
            rrule=self._rules("RRULE", starts) if recurrence_id is None else "",
            rdates=self._dates("RDATE", starts),
            exdates=self._dates("EXDATE", starts),
            alarms=alarms_of(self._block, starts, ends, self._say),
            organizer=next(iter(self._people("ORGANIZER")), None),
            attendees=self._people("ATTENDEE"),
            categories=self._categories(),
            created=self._stamp("CREATED"),
            modified=self._stamp("LAST-MODIFIED"),
            conferences=self._conferences(url, location, description),
            stamp=self._stamp("DTSTAMP"),
            exrule=self._rules("EXRULE", starts),
            this_and_future=self._for_the_future(),
            classification=line_of(self._value("CLASS")).upper()[:40],
            comment=self._text("COMMENT"),
            has_start=has_start,
            line=self._block.number,
        )

    # what is said about it

    def _say(self, line: int, reason: str, *, lost: bool = False) -> None:
        self._say_to(Problem(line, title_of(self._block), reason, lost))

    def _note_cut(self) -> None:
        for line in self._block.lines:
            if len(line.raw) >= LONGEST:
                self._say(line.number, _("This line is longer than a megabyte; the rest of it was left out."))

    # times

    def _starts(self) -> Moment | None:
        """The first DTSTART that can be read."""
        given = self._said.get("DTSTART", [])
        found: Moment | None = None
        for said in given:
            if found is None:
                found = self._moment(said, first=True)
            elif said.value != given[0].value or said.params != given[0].params:
                self._say(said.number, _("It has more than one start; the first that can be read counts."))
                break
        if found is None:
            found = self._start_from_the_end()
        return self._whole_day(found) if isinstance(found, datetime) else found

    def _start_from_the_end(self) -> Moment | None:
        """Where there is no DTSTART: so much before the end, or the instance that the entry is about."""
        length, end = self._length(), self._first("DTEND")
        moment = self._moment(end, first=True) if end else None
        if moment is not None and (length is not None or self._said.get("DTSTART")):
            self._say(self._block.number, _("It has no start that can be read; its end was taken to find it."))
            back = length.whole if length is not None else timedelta()
            return moment - back if isinstance(moment, datetime) else moment - max(DAY, back)
        if self._reader.method in WITHOUT_START or self._said.get("DTSTART"):
            return None
        told = self._first("RECURRENCE-ID")
        moment = self._moment(told, first=True) if told else None
        if moment is not None:
            self._say(self._block.number, _("It has no start; the time it had before counts."))
        return moment

    def _start_of_an_answer(self) -> Moment | None:
        if self._reader.method not in WITHOUT_START or self._said.get("DTSTART"):
            return None
        for name in ("RECURRENCE-ID", "DTSTAMP"):
            said = self._first(name)
            moment = self._moment(said, first=True) if said else None
            if moment is not None:
                return moment
        return datetime(1970, 1, 1, tzinfo=UTC)

    def _whole_day(self, starts: datetime) -> Moment:
        """Outlook's whole days are midnights with a flag."""
        flag = self._value("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE"
        return starts.date() if flag and starts.time() == time() else starts

    def _with_end(self, starts: Moment) -> tuple[Moment, Moment | None]:
        """The start and the exclusive end, both days or both times. A floating start takes the zone of its end."""
        said, length = self._first("DTEND"), self._length()
        ends = self._moment(said) if said else None
        if ends is None:
            return starts, _after(starts, length) if length is not None else None
        if isinstance(starts, datetime):
            if not isinstance(ends, datetime):
                ends = datetime.combine(ends, time(), starts.tzinfo)
            elif starts.tzinfo is None and ends.tzinfo is not None:
                starts = starts.replace(tzinfo=ends.tzinfo)
                self._zone = self._zone_of(said) if said else self._zone
            elif ends.tzinfo is None:
                ends = ends.replace(tzinfo=starts.tzinfo)
            too_early = instant_of(ends) < instant_of(starts)
        else:
            if isinstance(ends, datetime):
                ends = ends.date() if ends.time() == time() else ends.date() + DAY
            if ends == starts:
                ends = starts + DAY  # how Outlook and others once wrote a single day
            too_early = ends < starts
        if length is not None and length.whole and _after(starts, length) != ends:
            self._say(self._first_number("DURATION"), _("It has both an end and a length; the end counts."))
        if too_early:
            self._say(said.number if said else 0, _("It ends before it starts; the end was left out."))
            return starts, None
        return starts, ends

    def _length(self) -> Length | None:
        said = self._first("DURATION")
        if said is None:
            return None
        try:
            length = length_of(said.value)
        except Trouble as wrong:
            self._say(said.number, str(wrong))
            return None
        if length.whole < timedelta():
            self._say(said.number, _("It lasts less than no time; the length was left out."))
            return None
        return length

    def _moment(self, said: Property, *, first: bool = False, fallback: tzinfo | None = None) -> Moment | None:
        """A DATE or DATE-TIME in its zone; None, with a sentence, if it cannot be read. `first` keeps its zone."""
        return self._placed(said, said.value, first=first, fallback=fallback)

    def _placed(
        self, said: Property, value: str, *, first: bool = False, fallback: tzinfo | None = None
    ) -> Moment | None:
        try:
            moment = moment_of(value, said.params.get("VALUE", "").upper() == "DATE")
        except Trouble as wrong:
            self._say(said.number, str(wrong))
            return None
        if not isinstance(moment, datetime) or moment.tzinfo is not None:
            if first:
                self._zone = Found(None, "")
            return moment
        tzid = said.params.get("TZID", "")
        if not tzid:
            return moment.replace(tzinfo=fallback)
        found = self._reader.zones.find(tzid, moment.year)
        if first:
            self._zone = found
        if (found.zone is None or found.guessed) and tzid not in self._names:
            self._names.add(tzid)
            reason = _("Nobody knows the time zone “{name}”. Its times are taken as those of your own clock.")
            if found.zone is not None:
                reason = _("Nobody knows the time zone “{name}”. It was taken for {zone}, by the hours in its name.")
            self._say(said.number, reason.format(name=shown(tzid), zone=found.name or found.zone))
        return self._existing(said, moment.replace(tzinfo=found.zone or fallback))

    def _existing(self, said: Property, moment: datetime) -> datetime:
        """A time that the clocks skip, as the offset before the gap gives it (3.3.5)."""
        if moment.tzinfo is None or not 1 < moment.year < 9999:
            return moment
        shown_then = moment.astimezone(UTC).astimezone(moment.tzinfo)
        if shown_then.replace(tzinfo=None) == moment.replace(tzinfo=None):
            return moment
        reason = _("The clocks skip {old} on that day; it was read as {new}.")
        self._say(said.number, reason.format(old=f"{moment:%H:%M}", new=f"{shown_then:%H:%M}"))
        return shown_then

    def _zone_of(self, said: Property) -> Found:
        return self._reader.zones.find(said.params.get("TZID", ""), 2000) if "TZID" in said.params else Found(None, "")

    def _recurrence_id(self, starts: Moment) -> Moment | None:
        said = self._first("RECURRENCE-ID")
        fallback = starts.tzinfo if isinstance(starts, datetime) else None
        return self._moment(said, fallback=fallback) if said else None

    def _for_the_future(self) -> bool:
        said = self._first("RECURRENCE-ID")
        return said is not None and said.params.get("RANGE", "").upper() == "THISANDFUTURE"

    def _dates(self, name: str, starts: Moment) -> tuple[Moment, ...]:
        """RDATE or EXDATE: of the start's kind where the file leaves it open."""
        fallback = starts.tzinfo if isinstance(starts, datetime) else None
        found: dict[Moment, None] = {}
        for said in self._said.get(name, []):
            for value in said.value.split(","):
                if len(found) >= _MOST_DATES:
                    self._say(said.number, _("It has more than {n} single dates.").format(n=f"{_MOST_DATES:,}"))
                    return tuple(found)
                moment = self._placed(said, value.partition("/")[0], fallback=fallback) if value.strip() else None
                if isinstance(moment, datetime) and not isinstance(starts, datetime):
                    moment = moment.date()
                if moment is not None:
                    found[moment] = None
        return tuple(found)

    def _rules(self, name: str, starts: Moment) -> str:
        """The rules that mean something, one per line."""
        good: list[str] = []
        for said in self._said.get(name, [])[:20]:
            text = said.value.strip()
            if not text:
                continue
            try:
                _rule, not_followed = rule_of(text, starts)
            except Trouble as wrong:
                self._say(said.number, _("{why} Only its first date is kept.").format(why=wrong))
                continue
            for reason in not_followed[:5]:
                self._say(said.number, reason)
            good.append(text)
        return "\n".join(good)

    def _stamp(self, name: str) -> datetime | None:
        """An instant in UTC; one that is not of UTC is taken as if it were. Nobody needs to hear of a wrong one."""
        said = self._first(name)
        if said is None:
            return None
        try:
            moment = moment_of(said.value)
        except Trouble:
            return None
        if not isinstance(moment, datetime):
            return datetime.combine(moment, time(), UTC)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    # words

    def _first(self, name: str) -> Property | None:
        given = self._said.get(name)
        return given[0] if given else None

    def _first_number(self, name: str) -> int:
        given = self._first(name)
        return given.number if given else self._block.number

    def _value(self, name: str) -> str:
        """The first value of that property that is not empty, "" if there is none."""
        return next((said.value for said in self._said.get(name, ()) if said.value.strip()), "")

    def _text(self, name: str) -> str:
        said = text_of(self._value(name))
        return said if len(said) <= _TEXT else said[:_TEXT] + "…"

    def _number(self, name: str) -> int:
        text = self._value(name).strip()
        return min(int(text), 2**31 - 1) if text.isascii() and text.isdigit() and len(text) < 12 else 0

    def _uid(self, starts: Moment) -> str:
        """The UID; where there is none, a name that stays the same as long as the entry does."""
        said = line_of(self._value("UID"))[:_TITLE]
        if said:
            return said
        words = f"{starts.isoformat()}\n{self._value('SUMMARY')}\n{self._value('LOCATION')}"
        return f"{sha256(words.encode('utf-8', 'replace')).hexdigest()[:32]}@without-uid"

    def _status(self) -> str:
        said = line_of(self._value("STATUS")).upper()
        if said in ("CANCELED", "DELETED"):
            return "CANCELLED"
        return said if said in _STATES else "CANCELLED" if self._reader.method == "CANCEL" else "CONFIRMED"

    def _transparent(self) -> bool:
        said = line_of(self._value("TRANSP")).upper()
        if said:
            return said in ("TRANSPARENT", "1")
        return line_of(self._value("X-MICROSOFT-CDO-BUSYSTATUS")).upper() in ("FREE", "WORKINGELSEWHERE")

    def _people(self, name: str) -> tuple[Attendee, ...]:
        given = self._said.get(name, ())
        if len(given) > _MOST_PEOPLE:
            self._say(given[_MOST_PEOPLE].number, _("It names more than {n} people.").format(n=f"{_MOST_PEOPLE:,}"))
        found = (person_of(said) for said in given[:_MOST_PEOPLE])
        return tuple(dict.fromkeys(person for person in found if person.email or person.name))

    def _categories(self) -> tuple[str, ...]:
        given = (name[:200] for said in self._said.get("CATEGORIES", ())[:100] for name in texts_of(said.value)[:200])
        return tuple(dict.fromkeys(given))

    def _conferences(self, url: str, location: str, description: str) -> tuple[str, ...]:
        given: Iterable[Property] = (said for name in _CONFERENCES for said in self._said.get(name, ())[:10])
        named = (web_link(said.value.partition("\\n")[0]) for said in given)
        return tuple(dict.fromkeys([*(link for link in named if link), *links_in(url, location, description)]))


def _after(starts: Moment, length: Length) -> Moment | None:
    """So much later: days by the calendar, hours by the clock."""
    try:
        if not isinstance(starts, datetime):
            days = length.days + timedelta(days=-(-length.rest // DAY))
            return starts + (days or DAY)
        later = starts + length.days
        if later.tzinfo is None:
            return later + length.rest
        return (later.astimezone(UTC) + length.rest).astimezone(later.tzinfo)
    except OverflowError:
        return None
