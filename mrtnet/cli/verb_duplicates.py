"""`mrtnet duplicates`: who is likely in the book more than once, and why."""

import argparse

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.edits.merging import say_different
from mrtnet.queries import people
from mrtnet.queries.duplicates import Cluster, doubles
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--different", nargs="+", type=int, metavar=_("ID"), help=_("these are different people: never name them again")
    )
    json_option(parser)


def _run(call: Call) -> None:
    if call.told.different:
        if len(set(call.told.different)) < 2:
            raise Trouble(_("Name at least two people by their numbers."))
        call.book.do(say_different, call.told.different)
        call.say(_("Noted. They will not be named as doubles again."))
        return
    found = doubles(call.book.read)
    if call.told.json:
        call.say_json([_as_data(call, cluster) for cluster in found])
        return
    for cluster in found:
        for row in people.rows(call.book.read, cluster.ids):
            call.say(f"{row.id:>7}  {row.name}" + (f", {row.organization}" if row.organization else ""))
        call.say(f"         {cluster.score}: {', '.join(cluster.pairs[0].reasons)}")
    if not found:
        call.say(_("Nobody seems to be here twice."))
        return
    groups = plural("{n} person may be here more than once.", "{n} people may be here more than once.", len(found))
    call.say(groups + " " + _("To put two together: mrtnet merge ID ID"))


def _as_data(call: Call, cluster: Cluster) -> dict[str, object]:
    return {
        "people": [
            {"id": row.id, "name": row.name, "organization": row.organization}
            for row in people.rows(call.book.read, cluster.ids)
        ],
        "score": cluster.score,
        "pairs": [
            {"ids": [pair.first, pair.second], "score": pair.score, "reasons": list(pair.reasons),
             "against": list(pair.against)}
            for pair in cluster.pairs
        ],
    }  # fmt: skip


VERB = Verb(
    help=_("list people who are likely in the book more than once"),
    examples=("mrtnet duplicates", "mrtnet duplicates --json", "mrtnet duplicates --different 12 31"),
    arguments=_arguments,
    run=_run,
)
