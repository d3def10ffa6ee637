"""`mrtnet sample`: a network of invented people to look around in, and its removal."""

import argparse

from mrtnet.cli.verb import Call, Verb
from mrtnet.edits import sample
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--remove", action="store_true", help=_("take the sample out again; your own records stay"))


def _run(call: Call) -> None:
    if call.told.remove:
        call.book.do(sample.remove_sample)
        call.say(_("Removed the sample network. Your own records are as they were."))
        return
    call.book.do(sample.load_sample, call.today)
    call.say(_("Loaded the sample network: 24 invented people. “mrtnet today” shows what is due."))
    call.say(_("“mrtnet sample --remove” takes it out again."))


VERB = Verb(
    help=_("load a sample network of invented people, or remove it"),
    examples=("mrtnet sample", "mrtnet sample --remove"),
    arguments=_arguments,
    run=_run,
)
