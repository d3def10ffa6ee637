"""`mrtnet history`: the newest changes, each of which can be undone."""

import argparse
from datetime import datetime

from mrtnet import clock
from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", type=int, default=30, metavar="N", help=_("how many steps"))
    json_option(parser)


def _run(call: Call) -> None:
    steps = call.book.history(max(1, call.told.limit))
    if call.told.json:
        call.say_json([shown.step(step) for step in steps])
        return
    zone = clock.zone(call.about.time_zone)
    for line in table(
        (
            str(step.id),
            f"{datetime.fromisoformat(step.at).astimezone(zone):%Y-%m-%d %H:%M}",
            step.title,
            _("undone") if step.undone_by not in (None, step.id) else "",  # what was erased never comes back
        )
        for step in steps
    ):
        call.say(line)
    if not steps:
        call.say(_("Nothing has been changed yet."))


VERB = Verb(
    help=_("list the newest changes"),
    examples=("mrtnet history", "mrtnet history --limit 5 --json"),
    arguments=_arguments,
    run=_run,
)
