"""`mrtnet promises`: what she promised and what was promised to her, late first; one that was kept is said so."""

import argparse

from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain.when import say_late, say_when
from mrtnet.edits import follow_ups
from mrtnet.edits.promises import drop_promise, keep_promise
from mrtnet.queries.promises import OpenPromise, open_promises
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--mine", action="store_true", help=_("only yours"))
    parser.add_argument("--theirs", action="store_true", help=_("only theirs"))
    parser.add_argument("--kept", metavar=_("ID"), help=_("this one was kept today"))
    parser.add_argument("--dropped", metavar=_("ID"), help=_("this one is off"))
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if told.kept:
        row = _known(call, told.kept)
        if row.follow_up:
            call.book.do(follow_ups.done, row.follow_up, call.today, today=call.today)
        else:
            call.book.do(keep_promise, row.id, call.today, today=call.today)
    if told.dropped:
        row = _known(call, told.dropped)
        if row.follow_up:
            call.book.do(follow_ups.skip, [row.follow_up], today=call.today)
        else:
            call.book.do(drop_promise, row.id, today=call.today)
    side = "" if told.mine == told.theirs else "mine" if told.mine else "theirs"
    rows = open_promises(call.book.read, call.today, side)
    if told.json:
        call.say_json([row._asdict() for row in rows])
        return
    for key, title in (("mine", _("You promised")), ("theirs", _("They promised"))):
        if of_side := [row for row in rows if row.side == key]:
            call.say(title)
            for line in table(_cells(row, call) for row in of_side):
                call.say("  " + line)
    if not rows:
        call.say(_("No promise is open."))


def _known(call: Call, text: str) -> OpenPromise:
    for row in open_promises(call.book.read, call.today):
        if row.key == text:
            return row
    raise Trouble(_("There is no open promise {text}. See “mrtnet promises”.").format(text=text))


def _cells(row: OpenPromise, call: Call) -> tuple[str, ...]:
    due = say_when(row.due, call.today) if row.due else _("no day")
    late = say_late(row.due, call.today) if row.due else ""
    return row.key, due, row.person, row.text, late


VERB = Verb(
    help=_("what you promised and what was promised to you"),
    examples=("mrtnet promises", "mrtnet promises --theirs", "mrtnet promises --kept 3", "mrtnet promises --json"),
    arguments=_arguments,
    run=_run,
)
