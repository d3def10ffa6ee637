"""`mrtnet skip`: let a follow-up go; the playbook goes on."""

import argparse

from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb
from mrtnet.edits import follow_ups as edits
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="+", metavar=_("ID"), help=_("the numbers of the follow-ups, or a person's name"))


def _run(call: Call) -> None:
    rows = [finding.follow_up(call, text) for text in call.told.id]
    call.book.do(edits.skip, [row.id for row in rows], today=call.today)
    for row in rows:
        call.say(_("Skipped: {what}").format(what=shown.what_and_whom(row)))
        for line in shown.next_step(call.book.read, row.person_id, call.today):
            call.say(line)


VERB = Verb(
    help=_("let a follow-up go"),
    examples=("mrtnet skip 12", "mrtnet skip 12 13 14"),
    arguments=_arguments,
    run=_run,
)
