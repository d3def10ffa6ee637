"""The brief before a meeting: one page on who it is, what was said and promised, what to ask and to thank for.

Window, paper and command line say the same words; only how a time of day is written differs between them.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from mrtnet.domain import zoned
from mrtnet.domain.days import weekday_names
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import MeetingQuestionRow, MeetingRow, PersonDetail, PromiseRow
from mrtnet.domain.when import say_date, say_when
from mrtnet.domain.zone_words import short_zone
from mrtnet.words import _, listed

SayTime = Callable[[time], str]


class Guest(NamedTuple):
    """Someone whom she meets. `met` is how they met, in a sentence."""

    person_id: int
    name: str
    given: str
    credentials: str
    title: str
    organization: str
    pronouns: str
    pronunciation: str
    met: str
    photo_id: int | None


class Talk(NamedTuple):
    """The last time they talked: when, on what occasion, and what was said."""

    on: date
    where: str
    text: str


class Common(NamedTuple):
    """Somebody both of them know, and why."""

    person_id: int
    name: str
    why: str


class AgendaPart(NamedTuple):
    """One block of the agenda; `at` is when it begins on her clock, None without a date or minutes."""

    at: time | None
    title: str
    minutes: int


class Brief(NamedTuple):
    """All that stands on the page. `mine` and `theirs` are the start as wall times in the two zones.

    `change` says how the zones drift apart until then. Promises come with the open ones first.
    """

    meeting: MeetingRow
    guests: tuple[Guest, ...]
    mine: datetime | None
    theirs: datetime | None
    my_zone: str
    their_zone: str
    change: str
    talk: Talk | None
    promises: tuple[PromiseRow, ...]
    thanks: tuple[str, ...]
    common: tuple[Common, ...]
    preferences: tuple[str, ...]
    questions: tuple[MeetingQuestionRow, ...]
    agenda: tuple[AgendaPart, ...]


class Line(NamedTuple):
    """One line of a section: its words, less important words after them, and whether it is done with."""

    text: str
    more: str = ""
    done: bool = False


class Section(NamedTuple):
    """One part of the page."""

    key: str
    title: str
    icon: str
    lines: tuple[Line, ...]


def how_met(detail: PersonDetail, today: date) -> str:
    """ "Met Oct 13 at AHIMA26, introduced by Rosa Lind"; "" where nothing is known."""
    where = detail.met_event or detail.met_where
    when = say_date(detail.met_on, today) if detail.met_on else ""
    met = {
        (True, True): _("Met {day} at {place}"),
        (True, False): _("Met {day}"),
        (False, True): _("Met at {place}"),
        (False, False): "",
    }[bool(when), bool(where)].format(day=when, place=where)
    through = _("introduced by {name}").format(name=detail.met_through) if detail.met_through else ""
    said = ", ".join(part for part in (met, through, detail.met_how if not where else "") if part)
    return said[:1].upper() + said[1:]


def name_of(brief: Brief) -> str:
    """What the meeting is: "Informational interview", or its own title."""
    return brief.meeting.title or title("meeting", brief.meeting.kind)


def whom(brief: Brief) -> str:
    """With whom: all names."""
    return listed([guest.name for guest in brief.guests])


def when_lines(brief: Brief, today: date, say_time: SayTime = zoned.say_clock) -> list[str]:
    """When it is on both clocks, and how the clocks change until then; "No date yet" without a day."""
    if brief.mine is None:
        return [_("No date yet")]
    said = [_on(brief.mine, brief.meeting.minutes, brief.my_zone, today, say_time)]
    if brief.theirs is not None and brief.theirs != brief.mine:
        whose = brief.guests[0].given or brief.guests[0].name if brief.guests else _("them")
        there = _span(brief.theirs, brief.meeting.minutes, brief.their_zone, say_time)
        if brief.theirs.date() != brief.mine.date():
            there = _("{day}, {span}").format(day=_day(brief.theirs.date(), today), span=there)
        said.append(_("{span} for {name}").format(span=there, name=whose))
    return [*said, *([brief.change] if brief.change else [])]


def where_lines(brief: Brief) -> list[str]:
    """Place, link, phone: what there is."""
    row = brief.meeting
    return [text for text in (row.place, row.url, row.phone) if text]


def sections(brief: Brief, today: date, say_time: SayTime = zoned.say_clock) -> list[Section]:
    """The parts of the page in the order they are read, without those that are empty."""
    several = len(brief.guests) > 1
    parts = (
        Section("met", _("How you met"), "ticket", tuple(_met(brief.guests))),
        Section("talk", _("Last talk"), "chats-circle", tuple(_talked(brief.talk, today))),
        Section("promises", _("Promises"), "handshake", tuple(_promised(brief, today, several))),
        Section("thanks", _("To thank for"), "hand-heart", tuple(Line(text) for text in brief.thanks)),
        Section("common", _("People in common"), "users", tuple(Line(each.name, each.why) for each in brief.common)),
        Section("preferences", _("Good to know"), "info", tuple(Line(text) for text in brief.preferences)),
        Section("purpose", _("What it is about"), "target", tuple(_told(brief.meeting.purpose))),
        Section("questions", _("Questions"), "question", tuple(_asked(brief.questions))),
        Section("agenda", _("Agenda"), "list-numbers", tuple(_planned(brief.agenda, say_time))),
        Section("note", _("Your note"), "note", tuple(_told(brief.meeting.note))),
    )
    return [part for part in parts if part.lines]


def _met(guests: Sequence[Guest]) -> Iterator[Line]:
    for guest in guests:
        if guest.met:
            yield Line(guest.met, guest.name if len(guests) > 1 else "")


def _talked(talk: Talk | None, today: date) -> Iterator[Line]:
    if talk is not None:
        where = _("{day}, {where}").format(day=say_when(talk.on, today), where=talk.where)
        yield Line(talk.text or where, where if talk.text else "")


def _promised(brief: Brief, today: date, several: bool) -> Iterator[Line]:
    given = {guest.person_id: guest.given or guest.name for guest in brief.guests}
    for each in brief.promises:
        name = given.get(each.person_id, each.person)
        if each.side == "mine":
            said = _("You, to {name}: {what}") if several else _("You: {what}")
        else:
            said = _("{name}: {what}")
        settled = each.kept_on or each.dropped_on
        if each.kept_on:
            more = _("kept {day}").format(day=say_date(each.kept_on, today))
        elif each.dropped_on:
            more = _("given up")
        elif each.due and each.due < today:
            more = _("late, {day}").format(day=say_date(each.due, today))
        else:
            more = _("by {day}").format(day=say_date(each.due, today)) if each.due else ""
        yield Line(said.format(name=name, what=each.text), more, settled is not None)


def _asked(questions: Sequence[MeetingQuestionRow]) -> Iterator[Line]:
    for each in questions:
        yield Line(each.text, each.answer, each.asked)


def _planned(agenda: Sequence[AgendaPart], say_time: SayTime) -> Iterator[Line]:
    for part in agenda:
        length = zoned.say_length(part.minutes) if part.minutes else ""
        yield Line(part.title, ", ".join(each for each in (say_time(part.at) if part.at else "", length) if each))


def _told(text: str) -> Iterator[Line]:
    for each in text.splitlines():
        if each.strip():
            yield Line(each.strip())


def _on(start: datetime, minutes: int, zone: str, today: date, say_time: SayTime) -> str:
    return _("{day}, {span}").format(day=_day(start.date(), today), span=_span(start, minutes, zone, say_time))


def _day(day: date, today: date) -> str:
    return _("{weekday}, {date}").format(weekday=weekday_names()[day.weekday()], date=say_date(day, today))


def _span(start: datetime, minutes: int, zone: str, say_time: SayTime) -> str:
    end = start + timedelta(minutes=minutes)
    return _("{first} – {last} {zone}").format(
        first=say_time(start.time()), last=say_time(end.time()), zone=short_zone(zone)
    )
