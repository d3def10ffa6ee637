"""`mrtnet undo`: take back the newest change, or any one of the history."""

import argparse

from mrtnet.cli.verb import Call, Verb
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("step", nargs="?", type=int, metavar=_("STEP"), help=_("the number of a step of the history"))


def _run(call: Call) -> None:
    step = call.book.undo(call.told.step)
    call.say(_("Undone: {title}").format(title=step.title))


VERB = Verb(
    help=_("undo the newest change, or one of the history"),
    examples=("mrtnet undo", "mrtnet undo 41"),
    arguments=_arguments,
    run=_run,
)
