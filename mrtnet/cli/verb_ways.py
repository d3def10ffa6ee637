"""`mrtnet ways`: through whom she gets to an employer."""

import argparse

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.ways import STRENGTHS, Way, said
from mrtnet.queries.ways import employer_named, ways_to
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("employer", nargs="+", metavar=_("EMPLOYER"), help=_("its name, or words of it"))
    json_option(parser)


def _run(call: Call) -> None:
    connection = call.book.read
    told = " ".join(call.told.employer).strip()
    if not told:
        raise Trouble(_("Say which employer."))
    goal = employer_named(connection, told)
    found = ways_to(connection, goal.id, call.today)
    if call.told.json:
        call.say_json({
            "employer": goal.name,
            "ways": [_as_data(way) for way in found.ways],
            "nearest": [each._asdict() for each in found.nearest],
            "gaps": list(found.gaps),
        })  # fmt: skip
        return
    for number, way in enumerate(found.ways, 1):
        names = " → ".join([_("You"), *(person.name for person in way.people), goal.name])
        call.say(f"{number}. {names}  ({_(STRENGTHS[way.strength])})")
        for line in said(way):
            call.say(f"   {line}")
    for gap in found.gaps:
        call.say(gap)
    if found.ways:
        call.say(plural("{n} way", "{n} ways", len(found.ways)))


def _as_data(way: Way) -> dict[str, object]:
    return {
        "people": [{"id": person.id, "name": person.name, "works_at": person.work} for person in way.people],
        "steps": [{"strength": hop.strength, "words": hop.words} for hop in way.hops],
        "strength": way.strength,
    }


VERB = Verb(
    help=_("the shortest ways to an employer through people you know"),
    examples=("mrtnet ways 'Mercy West'", "mrtnet ways lakeshore --json"),
    arguments=_arguments,
    run=_run,
)
