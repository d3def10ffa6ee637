"""`mrtnet today`: what is late, due today, waiting for a reply, and next."""

import argparse
from datetime import date, datetime, time
from typing import Any

from mrtnet import clock
from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain import zoned
from mrtnet.domain.rows import FollowUpRow
from mrtnet.domain.when import say_late, say_when
from mrtnet.queries import follow_ups
from mrtnet.queries.planning import my_zone
from mrtnet.queries.today import EVERYTHING, Today, portioned
from mrtnet.queries.today_meetings import MeetingsToday, meetings_today
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar=_("DATE"), help=_("another day than today"))
    parser.add_argument("--all", action="store_true", help=_("also what lies far behind the portion of the day"))
    json_option(parser)


def _run(call: Call) -> None:
    on = call.day(call.told.on) if call.told.on else call.today
    page = portioned(call.book.read, on, call.about, limit=EVERYTHING)
    meetings = meetings_today(call.book.read, call.about, _moment(call, on))
    lists = {"late": page.late, "today": page.today, "waiting": page.waiting, "next": page.next}
    if page.later_count:
        lists["later"] = [*page.later, *(_behind(call, page, on) if call.told.all else ())]
    more = page.later_count - len(lists.get("later", ()))
    if call.told.json:
        told: dict[str, Any] = {name: [shown.follow_up(row) for row in rows] for name, rows in lists.items()}
        for each in told.get("later", ()):
            each["comes"] = page.comes.get(each["id"])
        if more:
            told["more"] = more
        call.say_json(told | ({"meetings": _meetings_as_json(meetings)} if any(meetings) else {}))
        return
    counts = {"late": page.late_count, "today": page.today_count, "later": page.later_count}
    titles = {"late": _("Late"), "today": _("Today"), "waiting": _("Waiting for a reply"), "next": _("Next"),
              "later": _("When there is room")}  # fmt: skip
    for name, rows in lists.items():
        if rows:
            call.say(f"{titles[name]} ({counts.get(name, len(rows))})")
            for line in table(_cells(row, on, page.comes.get(row.id)) for row in rows):
                call.say(f"  {line}")
    if more:
        call.say("  " + plural("and {n} more after that (--all)", "and {n} more after that (--all)", more))
    _say_meetings(call, meetings)
    if not any(lists.values()) and not any(meetings[1:]):
        call.say(_("Nothing is due. Log people, or plan a follow-up."))
    if paused := shown.paused(call.book.read, call.about, call.today):
        call.say(paused)


def _behind(call: Call, page: Today, on: date) -> list[FollowUpRow]:
    """What is due and lies behind what was looked at for the portion, the earlier due first."""
    told = {row.id for rows in (page.late, page.today, page.later) for row in rows}
    return [row for row in follow_ups.open_between(call.book.read, date.min, on, limit=-1) if row.id not in told]


def _moment(call: Call, on: date) -> datetime:
    """Now; of another day, its first minute for her, so that all its meetings are still to come."""
    if on == call.today:
        return clock.now()
    return zoned.instant(datetime.combine(on, time()), my_zone(call.about))


def _meetings_as_json(found: MeetingsToday) -> dict[str, Any]:
    """Those of the day, and those that need an outcome or a thank-you, by what is missing."""
    missing = {"capture": "needs_outcome", "thank-you": "not_thanked"}
    told: dict[str, Any] = {"coming": [shown.meeting(row) for row in found.coming]}
    for kind, name in missing.items():
        told[name] = [shown.meeting(each.meeting) for each in found.undone if each.act.kind == kind]
    return told


def _say_meetings(call: Call, found: MeetingsToday) -> None:
    if found.coming:
        call.say(_("Meetings"))
        for row in found.coming:
            call.say("  " + shown.meeting_line(row))
    if found.undone:
        call.say(_("After your meetings"))
        for meeting, act in found.undone:
            call.say(f"  {meeting.id}  {act.words}")


def _cells(row: FollowUpRow, on: date, comes: date | None = None) -> tuple[str, ...]:
    at = f" {row.at:%H:%M}" if row.at else ""
    when = say_when(comes, on) if comes else say_late(row.due, on) or say_when(row.due, on)
    return str(row.id), when + at, row.title, shown.named(row.person, row.credentials), row.event


VERB = Verb(
    help=_("show what is late, due today, waiting and next"),
    examples=("mrtnet today", "mrtnet today --on mon --json", "mrtnet today --all --json"),
    arguments=_arguments,
    run=_run,
)
