"""`mrtnet export`: follow-ups, events and meetings as a calendar file, or people as vCard, CSV or JSON."""

import argparse
import sys
from pathlib import Path

from mrtnet.cli import finding
from mrtnet.cli.people_out import kind_of, write_people
from mrtnet.cli.verb import Call, Verb
from mrtnet.exchange.csv_writing import FORMATS
from mrtnet.exchange.ics import assemble, file_names, zones_of
from mrtnet.paths import write_whole
from mrtnet.queries.calendar import Chosen
from mrtnet.queries.search import person_ids
from mrtnet.sync.feed import NAME, cannot_write, refuse_foreign_file
from mrtnet.sync.items import Outgoing, going_out
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

WHAT = {"follow-ups": ("follow-up",), "events": ("event", "session"), "meetings": ("meeting",)}
"""The words of --what, and the kinds of `queries.calendar.KINDS` that each means."""
CALENDARS = ("", ".ics", ".ical", ".icalendar", ".ifb")


def _what(text: str) -> frozenset[str]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    strange = [word for word in words if word not in WHAT]
    if strange or not words:
        raise argparse.ArgumentTypeError(_("choose from {words}").format(words=", ".join(WHAT)))
    return frozenset(kind for word in words for kind in WHAT[word])


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar=_("FILE"),
        help=_("the file to write: .ics, or .vcf, .csv, .json for people; - is standard output"),
    )
    parser.add_argument(
        "--what", type=_what, metavar=_("KINDS"), help=_("of: {words}; all if left out").format(words=",".join(WHAT))
    )
    parser.add_argument("--for", dest="query", metavar=_("QUERY"), help=_("only for the people that this finds"))
    parser.add_argument("--event", metavar=_("NAME"), help=_("only this event, its sessions, and what follows from it"))
    parser.add_argument(
        "--follow-up", action="append", metavar=_("ID"), help=_("only this follow-up; may be said several times")
    )
    parser.add_argument("--since", metavar=_("D"), help=_("nothing that is over before this day"))
    parser.add_argument("--format", choices=FORMATS, help=_("of a .csv file; plain if left out"))
    parser.add_argument("--version", choices=("3.0", "4.0"), help=_("of vCard; 3.0 if left out"))
    parser.add_argument("--photos", action="store_true", help=_("with photos, in a .vcf file"))
    parser.add_argument("--todo", action="store_true", help=_("follow-ups as tasks (VTODO)"))
    parser.add_argument("--notes", action="store_true", help=_("with your private notes"))
    parser.add_argument("--each", action="store_true", help=_("FILE is a folder: one file for each entry"))


def _run(call: Call) -> None:
    told = call.told
    if kind := kind_of(told.file, format=told.format, version=told.version):
        if told.each or told.todo or told.what or told.event or told.follow_up or told.since:
            raise Trouble(_("--what, --event, --follow-up, --since, --todo and --each are for calendar files (.ics)."))
        write_people(call, kind)
        return
    if told.format or told.version or told.photos:
        raise Trouble(_("--format, --version and --photos are for people: name a file that ends in .vcf or .csv."))
    place = None if told.file == "-" else Path(told.file).expanduser()
    if place is not None and not told.each:
        refuse_foreign_file(place)
        if place.suffix.lower() not in CALENDARS:
            raise Trouble(_("Name a file that ends in .ics for a calendar, or in .vcf, .csv or .json for people."))
    found = going_out(call.book, _chosen(call), notes=told.notes, todo=told.todo, with_entries=told.each)
    for sentence in found.said:
        sys.stderr.write(f"mrtnet: {sentence}\n")
    if not found.components:
        raise Trouble(_("There is nothing to export: no open follow-up and no event with a date is among these."))
    if place is None:
        sys.stdout.buffer.write(assemble(found.components, found.zones, name=NAME))
        sys.stdout.buffer.flush()
        return
    if told.each:
        _write_each(place, found)
    else:
        _write(place, assemble(found.components, found.zones, name=NAME))
    entries = plural("{n} entry", "{n} entries", len(found.components))
    call.say(_("Wrote {entries} to {place}.").format(entries=entries, place=place))
    call.say(
        _(
            "Google Calendar imports no reminders, and importing a file again may double its entries:"
            " to stay up to date, subscribe to the file of “mrtnet feed”."
        )
    )


def _chosen(call: Call) -> Chosen:
    told = call.told
    people = person_ids(call.book.read, told.query, call.today) if told.query is not None else None
    if people is not None and not people:
        raise Trouble(_("No people match “{query}”.").format(query=told.query))
    only_follow_ups = told.query is not None or told.follow_up
    return Chosen(
        kinds=told.what or (frozenset(WHAT["follow-ups"]) if only_follow_ups else None),
        follow_up_ids=[finding.follow_up(call, each).id for each in told.follow_up] if told.follow_up else None,
        person_ids=people,
        event_ids=[finding.known_event(call, told.event).id] if told.event else None,
        since=call.day(told.since) if told.since else None,
    )


def _write_each(folder: Path, found: Outgoing) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError:
        raise Trouble(_("“{name}” is a file. With --each, name a folder.").format(name=folder)) from None
    except (OSError, ValueError) as wrong:
        raise cannot_write(folder, wrong) from None
    for name, entry, component in zip(file_names(found.entries), found.entries, found.components, strict=True):
        refuse_foreign_file(folder / name)
        _write(folder / name, assemble([component], zones_of([entry])))


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path.resolve(), content)
    except (OSError, ValueError) as wrong:
        raise cannot_write(path, wrong) from None


VERB = Verb(
    help=_("write a calendar file, or people as vCard, CSV or JSON"),
    examples=(
        "mrtnet export everything.json",
        "mrtnet export coders.vcf --for credential:ccs --photos",
        "mrtnet export google.csv --format google --notes",
        "mrtnet export steps.ics",
        "mrtnet export steps.ics --what follow-ups --since today",
        "mrtnet export coders.ics --for 'credential:ccs met:ahima26'",
        "mrtnet export ahima26.ics --event ahima26",
        "mrtnet export one-each --each --follow-up 12",
    ),
    arguments=_arguments,
    run=_run,
)
