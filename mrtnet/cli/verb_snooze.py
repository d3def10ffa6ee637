"""`mrtnet snooze`: put a follow-up off; how often is kept."""

import argparse

from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.when import say_when
from mrtnet.edits import follow_ups as edits
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("the number of the follow-up, or the person's name"))
    parser.add_argument("when", nargs="*", metavar=_("WHEN"), help=_("until when; the next working day if not said"))


def _run(call: Call) -> None:
    row = finding.follow_up(call, call.told.id)
    when = call.when(" ".join(call.told.when)) if call.told.when else None
    until = when.day if when else call.about.days.after(call.today, 1)
    if until is None:
        raise Trouble(_("A day is needed here. To drop the follow-up, use “mrtnet skip”."))
    if until < call.today:
        raise Trouble(_("That day has passed. Choose today or later."))
    call.book.do(edits.snooze, [row.id], until, when.at if when else None, today=call.today)
    times = plural("put off once", "put off {n} times", row.snoozed + 1)
    at = f" {when.at:%H:%M}" if when and when.at else ""
    call.say(f"{shown.what_and_whom(row)}: {say_when(until, call.today)}{at} ({times})")


VERB = Verb(
    help=_("put a follow-up off"),
    examples=("mrtnet snooze 12 thu", "mrtnet snooze rosa in 3 days"),
    arguments=_arguments,
    run=_run,
)
