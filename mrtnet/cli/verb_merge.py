"""`mrtnet merge`: put people who are one together; the first stays."""

import argparse

from mrtnet.cli import finding
from mrtnet.cli.verb import Call, Verb
from mrtnet.edits.merging import merge_people
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("people", nargs="+", metavar=_("PERSON"), help=_("numbers, or names; the first stays"))


def _run(call: Call) -> None:
    rows = [finding.person(call, name) for name in call.told.people]
    call.book.do(merge_people, rows[0].id, [row.id for row in rows[1:]], today=call.today)
    others = ", ".join(row.name for row in rows[1:])
    call.say(_("Merged {others} into {name} ({id}). Undo: mrtnet undo").format(
        others=others, name=rows[0].name, id=rows[0].id))  # fmt: skip


VERB = Verb(
    help=_("put people who are one together"),
    examples=("mrtnet merge 12 31", "mrtnet merge 12 31 77"),
    arguments=_arguments,
    run=_run,
)
