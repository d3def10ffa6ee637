"""`mrtnet people`: the people on file, or those a query finds."""

import argparse

from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain.rows import PersonRow
from mrtnet.domain.when import say_when
from mrtnet.queries import people, person
from mrtnet.queries.search import person_ids
from mrtnet.queries.search_misread import misread
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar=_("QUERY"), help=_("words and filters, e.g. credential:rhit"))
    parser.add_argument("--save", metavar=_("NAME"), help=_("keep the query as a list of this name"))
    json_option(parser)


def _run(call: Call) -> None:
    connection = call.book.read
    query = " ".join(call.told.query)
    if call.told.save is not None:
        from mrtnet.edits.saved_lists import save_list

        call.book.do(save_list, call.told.save, query)
    ids = person_ids(connection, query, call.today) if query else people.ids_by_name(connection)
    rows = people.rows(connection, ids)
    if call.told.json:
        details = ((row, person.detail(connection, row.id)) for row in rows)
        call.say_json([shown.person(row, detail) for row, detail in details if detail])
        return
    for line in table(_cells(row, call) for row in rows):
        call.say(line)
    if not rows and query:
        wrong = misread(connection, query, call.today)
        call.say(_("No people match.") + (f" {wrong.sentence}" if wrong is not None else ""))
    elif not rows:
        call.say(_("Nobody here yet. Log people with “mrtnet log”."))
    else:
        call.say(plural("{n} person", "{n} people", len(rows)))


def _cells(row: PersonRow, call: Call) -> tuple[str, ...]:
    step = f"{row.step_title}: {say_when(row.step_due, call.today)}" if row.step_due else _("No next step")
    return str(row.id), shown.named(row.name, row.credentials), row.organization, step


VERB = Verb(
    help=_("list people, all or those a query finds"),
    examples=(
        "mrtnet people",
        "mrtnet people credential:rhit at:mercy",
        "mrtnet people tag:mentor --save Mentors",
        "mrtnet people 'met:ahima26 quiet:>90d' --json",
    ),
    arguments=_arguments,
    run=_run,
)
