"""`mrtnet reply`: what somebody answered to an invitation, from the file that came back."""

import argparse

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.edits import taking_in
from mrtnet.exchange.calendar_sorting import Sorted
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.exchange.invitations import replies
from mrtnet.sync import busy
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the answer, a file that ends in .ics"))
    json_option(parser)


def _run(call: Call) -> None:
    read = read_calendar(busy.contents(busy.address(call.told.file)))
    found = replies(read)
    if not found:
        raise Trouble(_("This is no answer to an invitation. To take in a calendar: mrtnet read FILE"))
    said = call.book.do(taking_in.take_in, Sorted(replies=tuple(found)), today=call.today)
    if call.told.json:
        call.say_json([{"uid": each.uid, "email": each.email, "answer": each.partstat} for each in found])
        return
    for sentence in said:
        call.say(sentence + ".")


VERB = Verb(
    help=_("note what somebody answered to an invitation"),
    examples=("mrtnet reply answer.ics",),
    arguments=_arguments,
    run=_run,
)
