"""`mrtnet meet`: plan a meeting, move it, call it off."""

import argparse
from datetime import datetime
from typing import Any

from mrtnet import clock
from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain import zoned
from mrtnet.domain.agenda import default_agenda
from mrtnet.domain.kinds import MEETINGS, meeting_usage, usual_alarms
from mrtnet.domain.meeting_forms import AgendaBlock, MeetingForm
from mrtnet.domain.meeting_words import MeetingWhen, parse_meeting
from mrtnet.domain.rows import MeetingRow, PersonRow
from mrtnet.domain.zone_words import MINE, THEIRS, zone_in_words
from mrtnet.edits import meetings as edits
from mrtnet.queries import meetings, planning
from mrtnet.trouble import Trouble
from mrtnet.words import _

NEEDED = (
    "Say when: --at “thu 23 3pm”, --at “2026-12-03 14:00”, or --suggest to see times that suit both. "
    "Without a date yet: --ask."
)


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", nargs="*", metavar=_("PERSON"), help=_("whom; with --move: the new time"))
    parser.add_argument("--at", metavar=_("WHEN"), help=_("when, in words or as 2026-12-03 14:00"))
    parser.add_argument("--zone", metavar=_("ZONE"), help=_("the zone of that time; else yours"))
    parser.add_argument("--minutes", type=int, metavar=_("N"), help=_("how long it takes"))
    parser.add_argument("--kind", metavar=_("K"), help=_("one of: {kinds}").format(kinds=", ".join(MEETINGS)))
    parser.add_argument("--link", metavar=_("URL"), help=_("where to join"))
    parser.add_argument("--place", metavar=_("TEXT"), help=_("where it is"))
    parser.add_argument("--phone", metavar=_("N"), help=_("the number to call"))
    parser.add_argument("--title", metavar=_("TEXT"), help=_("a title of its own"))
    parser.add_argument("--ask", action="store_true", help=_("not agreed yet: still to ask"))
    parser.add_argument("--suggest", action="store_true", help=_("only show three times that suit both"))
    parser.add_argument("--move", metavar=_("ID"), help=_("move this meeting"))
    parser.add_argument("--cancel", metavar=_("ID"), help=_("call this meeting off"))
    parser.add_argument("--by-them", action="store_true", help=_("with --move: they asked for it"))
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if told.move and told.cancel:
        raise Trouble(_("Say either --move or --cancel."))
    if told.cancel:
        row = finding.meeting(call, told.cancel)
        call.book.do(edits.cancel_meeting, row.id, today=call.today)
        _say(call, row.id)
    elif told.move:
        _move(call, finding.meeting(call, told.move))
    elif not told.person:
        raise Trouble(_("Say whom you meet: mrtnet meet “Rosa” --at “thu 3pm”."))
    else:
        person = finding.person(call, " ".join(told.person))
        _suggest(call, person) if told.suggest else _plan(call, person)


def _plan(call: Call, person: PersonRow) -> None:
    told = call.told
    kind = _kind(told.kind or "informational-interview")
    usage = meeting_usage(kind)
    when = _when(call, told.at, person) if told.at else None
    if when is None and not told.ask:
        raise Trouble(_(NEEDED))
    minutes = told.minutes if told.minutes is not None else (when.minutes if when else None) or usage.minutes
    fields: dict[str, Any] = {
        "kind": kind,
        "minutes": minutes,
        "alarms": list(usual_alarms(kind, call.about.meeting_alarms)),
        "agenda": [AgendaBlock(title=each.title, minutes=each.minutes) for each in default_agenda(kind, minutes)],
        "url": told.link or "",
        "place": told.place or "",
        "phone": told.phone or "",
        "title": told.title or "",
        "their_zone": planning.them(call.book.read, person.id, call.about).zone,
    }
    if when is not None and when.wall is not None:
        fields |= {"day": when.wall.date(), "at": when.wall.time(), "second": bool(when.wall.fold), "zone": when.zone}
    form = MeetingForm.checked(**fields)
    _say(call, call.book.do(edits.plan_meeting, form, [person.id], today=call.today))


def _move(call: Call, row: MeetingRow) -> None:
    told = call.told
    text = told.at or " ".join(told.person)
    if not text:
        raise Trouble(_("Say the new time: mrtnet meet --move {id} “fri 10am”.").format(id=row.id))
    person = finding.person(call, str(row.person_ids[0])) if row.person_ids else None
    when = _when(call, text, person, row.zone)
    assert when.wall is not None
    call.book.do(
        edits.move_meeting,
        row.id,
        when.wall.date(),
        when.wall.time().replace(fold=0),
        today=call.today,
        zone=when.zone,
        second=bool(when.wall.fold),
        minutes=told.minutes or when.minutes,
        by_them=told.by_them,
    )
    _say(call, row.id)


def _when(call: Call, text: str, person: PersonRow | None, usual: str = "") -> MeetingWhen:
    """The words of --at as a wall time in an IANA zone; a remark about it is printed."""
    about = call.about
    mine = planning.my_zone(about)
    theirs = planning.them(call.book.read, person.id, about).zone if person else ""
    names = [name for name in (person.given, person.name) if name] if person else []
    usual = zone_in_words(call.told.zone, names) if call.told.zone else usual
    stands_in = {MINE: mine, THEIRS: theirs, "": mine}.get(usual, usual)
    found = parse_meeting(text, clock.now(), stands_in, theirs, names=names, days=about.days, day_first=about.day_first)
    if found.wall is None:
        raise Trouble(found.problem)
    if found.problem:
        call.warn(found.problem)
    return found._replace(zone={MINE: stands_in, THEIRS: theirs}.get(found.zone, found.zone))


def _suggest(call: Call, person: PersonRow) -> None:
    minutes = call.told.minutes or meeting_usage(_kind(call.told.kind or "informational-interview")).minutes
    found = planning.suggested(call.book.read, person.id, call.about, clock.now(), minutes)
    if call.told.json:
        call.say_json([each._asdict() for each in found])
        return
    for each in found:
        call.say(f"{_day(each.mine)}  {each.reason}")


def _say(call: Call, meeting_id: int) -> None:
    row = meetings.row(call.book.read, meeting_id)
    assert row is not None
    if call.told.json:
        call.say_json(shown.meeting(row))
        return
    call.say(shown.meeting_line(row))
    if row.day and row.at and row.their_zone and row.their_zone != row.zone and row.starts:
        there = zoned.wall(row.starts, row.their_zone)
        call.say(_("For them: {when}").format(when=_day(there)))


def _day(at: datetime) -> str:
    return f"{at:%a %Y-%m-%d %H:%M}"


def _kind(text: str) -> str:
    key = text.strip().lower().replace(" ", "-")
    found = [each for each in MEETINGS if each == key] or [each for each in MEETINGS if each.startswith(key)]
    if len(found) != 1:
        raise Trouble(_("“{kind}” is none of: {kinds}.").format(kind=text, kinds=", ".join(MEETINGS)))
    return found[0]


VERB = Verb(
    help=_("plan a meeting, move it, call it off"),
    examples=(
        'mrtnet meet "Leilani Kealoha" --at "thu 23 3pm" --link https://talk.example/leilani',
        'mrtnet meet Rosa --at "2026-12-03 14:00" --zone America/Chicago --kind coffee --place "Blue Door Café"',
        'mrtnet meet --move 4 "2026-12-04 15:00"',
        "mrtnet meet --cancel 4",
    ),
    arguments=_arguments,
    run=_run,
)
