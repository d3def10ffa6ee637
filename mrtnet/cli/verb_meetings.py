"""`mrtnet meetings`: what is coming, what needs an outcome, and what was."""

import argparse

from mrtnet import clock
from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.queries import meetings
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--past", action="store_true", help=_("also what is over"))
    json_option(parser)


def _run(call: Call) -> None:
    connection = call.book.read
    found = meetings.meetings(connection, clock.now(), past=-1 if call.told.past else 0)
    sections = {
        "coming": (_("Coming"), found.coming),
        "to_ask": (_("To agree on"), found.to_ask),
        "needs_outcome": (_("No outcome yet"), found.needs_outcome),
    }
    if call.told.past:
        sections["past"] = (_("Past"), found.past)
    if call.told.json:
        call.say_json(
            {key: [shown.meeting(row) for row in meetings.rows(connection, ids)] for key, (_w, ids) in sections.items()}
        )
        return
    if not any(ids for _word, ids in sections.values()):
        call.say(_("No meetings. Plan one: mrtnet meet “Rosa” --at “thu 3pm”."))
    for word, ids in sections.values():
        if ids:
            call.say(word)
            for row in meetings.rows(connection, ids):
                call.say("  " + shown.meeting_line(row))


VERB = Verb(
    help=_("what meetings are coming, and which need an outcome"),
    examples=("mrtnet meetings", "mrtnet meetings --past --json"),
    arguments=_arguments,
    run=_run,
)
