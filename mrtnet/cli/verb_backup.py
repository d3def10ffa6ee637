"""`mrtnet backup`: a whole, checked copy of the book."""

import argparse
from pathlib import Path

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.store import backup
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", metavar=_("FILE"), help=_("where to; beside the book if not said"))
    parser.add_argument("--list", action="store_true", help=_("list the backups there are"))
    json_option(parser)


def _run(call: Call) -> None:
    if call.told.list:
        _list(call)
        return
    to = Path(call.told.file).expanduser() if call.told.file else None
    if to is not None and to.is_dir():
        to = to / call.book.path.name
    if to is not None and to.exists() and to.samefile(call.book.path):
        raise Trouble(_("That is the book itself. Choose another name for the backup."))
    made = call.book.back_up(to)
    call.say_json({"file": str(made)}) if call.told.json else call.say(_("Backed up to {file}").format(file=made))


def _list(call: Call) -> None:
    found = backup.listed(call.book.path)
    if call.told.json:
        call.say_json([{"file": str(each.path), "at": each.at, "reason": each.reason} for each in found])
        return
    for each in found:
        call.say(str(each.path))
    if not found:
        call.say(_("There are no backups yet."))


VERB = Verb(
    help=_("make a checked copy of the book"),
    examples=("mrtnet backup", "mrtnet backup /media/stick/", "mrtnet backup --list"),
    arguments=_arguments,
    run=_run,
)
