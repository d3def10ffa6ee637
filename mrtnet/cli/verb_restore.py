"""`mrtnet restore`: put a backup in the place of the book."""

import argparse
from pathlib import Path

from mrtnet.cli.verb import Call, Verb
from mrtnet.store import backup
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the backup"))


def _run(call: Call) -> None:
    assert call.path is not None
    former = backup.restore(call.path, Path(call.told.file).expanduser())
    call.say(_("Restored {file}.").format(file=call.told.file))
    if former is not None:
        call.say(_("The book as it was before is kept: {file}").format(file=former))
    from mrtnet.sync import feed

    feed.bring_in_step(call.book)  # the calendar file still tells of the book that is gone


VERB = Verb(
    help=_("put a backup in the place of the book"),
    examples=("mrtnet restore ~/backups/book-20261014T213000Z.mrtnet",),
    arguments=_arguments,
    run=_run,
)
