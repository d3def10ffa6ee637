"""`mrtnet erase`: remove a person for good, from the history too."""

import argparse

from mrtnet.cli import finding
from mrtnet.cli.verb import Call, Verb
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar=_("NAME|ID"), help=_("whom"))
    parser.add_argument("--for-good", action="store_true", help=_("yes, this cannot be undone"))


def _run(call: Call) -> None:
    row = finding.person(call, call.told.person)
    if not call.told.for_good:
        raise Trouble(_("Erasing {name} cannot be undone. Say --for-good if you mean it.").format(name=row.name))
    call.book.erase_for_good(row.id)
    call.say(_("Erased for good. Backups made before still hold this person until they are thinned out."))


VERB = Verb(
    help=_("remove a person for good, from the history too"),
    examples=("mrtnet erase 12 --for-good",),
    arguments=_arguments,
    run=_run,
)
