"""`mrtnet today`: what is late, due today, waiting for a reply, and next."""

import argparse
from datetime import date

from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain.rows import FollowUpRow
from mrtnet.domain.when import say_late, say_when
from mrtnet.queries.today import EVERYTHING, today
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar=_("DATE"), help=_("another day than today"))
    json_option(parser)


def _run(call: Call) -> None:
    on = call.day(call.told.on) if call.told.on else call.today
    page = today(call.book.read, on, limit=EVERYTHING)
    lists = {"late": page.late, "today": page.today, "waiting": page.waiting, "next": page.next}
    if call.told.json:
        call.say_json({name: [shown.follow_up(row) for row in rows] for name, rows in lists.items()})
        return
    counts = {"late": page.late_count, "today": page.today_count}
    titles = {"late": _("Late"), "today": _("Today"), "waiting": _("Waiting for a reply"), "next": _("Next")}
    for name, rows in lists.items():
        if rows:
            call.say(f"{titles[name]} ({counts.get(name, len(rows))})")
            for line in table(_cells(row, on) for row in rows):
                call.say(f"  {line}")
    if not any(lists.values()):
        call.say(_("Nothing is due. Log people, or plan a follow-up."))


def _cells(row: FollowUpRow, on: date) -> tuple[str, ...]:
    at = f" {row.at:%H:%M}" if row.at else ""
    when = say_late(row.due, on) or say_when(row.due, on)
    return str(row.id), when + at, row.title, shown.named(row.person, row.credentials), row.event


VERB = Verb(
    help=_("show what is late, due today, waiting and next"),
    examples=("mrtnet today", "mrtnet today --on mon --json"),
    arguments=_arguments,
    run=_run,
)
