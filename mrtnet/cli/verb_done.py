"""`mrtnet done`: a follow-up is done, and the contact is logged."""

import argparse

from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb
from mrtnet.edits import follow_ups as edits
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("the number of the follow-up, or the person's name"))
    parser.add_argument("when", nargs="*", metavar=_("WHEN"), help=_("the day it was done; today if not said"))
    parser.add_argument("--note", default="", help=_("what was said"))


def _run(call: Call) -> None:
    row = finding.follow_up(call, call.told.id)
    on = call.day(" ".join(call.told.when)) if call.told.when else call.today
    if on > call.today:
        raise Trouble(_("That day is still to come. To put it off, use “mrtnet snooze”."))
    call.book.do(edits.done, row.id, on, today=call.today, body=call.told.note)
    call.say(_("Done: {what}").format(what=shown.what_and_whom(row)))
    for line in shown.next_step(call.book.read, row.person_id, call.today):
        call.say(line)


VERB = Verb(
    help=_("mark a follow-up as done"),
    examples=("mrtnet done 12", "mrtnet done rosa yesterday --note 'She offered a shadow day'"),
    arguments=_arguments,
    run=_run,
)
