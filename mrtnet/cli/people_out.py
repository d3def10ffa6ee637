"""People as files of the command line: vCard, CSV or JSON, by the ending of the file that `mrtnet export` is given."""

import sys
from pathlib import Path

from mrtnet.cli.guarding import warn_of_notes
from mrtnet.cli.verb import Call
from mrtnet.exchange.everything import BEGINS
from mrtnet.exchange.tables import read_table
from mrtnet.paths import write_whole
from mrtnet.queries import people
from mrtnet.queries.leaving import Wish, pieces
from mrtnet.queries.search import person_ids
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

SUFFIXES = (".vcf", ".csv", ".json")


def kind_of(name: str, *, format: str | None, version: str | None) -> str:
    """Which of SUFFIXES is meant by a file's name, or for standard output by the options; "" for a calendar."""
    suffix = Path(name).suffix.lower()
    if suffix in SUFFIXES:
        return suffix
    if name == "-" and (format or version):
        return ".csv" if format else ".vcf"
    return ""


def write_people(call: Call, kind: str) -> None:
    """Write the people that `--for` finds, or everybody, as told."""
    told = call.told
    connection = call.book.read
    ids = person_ids(connection, told.query, call.today) if told.query is not None else people.ids_by_name(connection)
    if not ids and (told.query is not None or kind != ".json"):
        nobody = _("No people match “{query}”.").format(query=told.query)
        raise Trouble(nobody if told.query is not None else _("There is nobody in the book yet."))
    wish = Wish(kind, told.version or "3.0", told.format or "plain", told.photos, told.notes, told.query is None)
    if told.notes or kind == ".json":
        warn_of_notes(call, ids)
    content = pieces(connection, ids, wish)
    if told.file == "-":
        for piece in content:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    place = Path(told.file).expanduser()
    _refuse(place, kind)
    try:
        write_whole(place.resolve(), content)
    except (OSError, ValueError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else _("it is not a possible name")
        raise Trouble(_("“{name}” could not be written: {why}.").format(name=place, why=why)) from None
    whom = plural("{n} person", "{n} people", len(ids))
    call.say(_("Wrote {people} to {place}.").format(people=whom, place=place))


def _refuse(place: Path, kind: str) -> None:
    """Raise Trouble where no such file can be, or where something else would be overwritten."""
    try:
        if place.is_dir():
            raise Trouble(_("“{name}” is a folder. Name a file in it.").format(name=place))
        if not place.parent.is_dir():
            raise Trouble(_("The folder “{name}” does not exist.").format(name=place.parent))
        if place.exists() and not place.is_file():
            raise Trouble(_("“{name}” is not a file.").format(name=place))
        if place.exists() and not _is_of_kind(place, kind):
            raise Trouble(_("“{name}” exists and is something else. Choose another name.").format(name=place))
    except (OSError, ValueError):
        raise Trouble(_("“{name}” cannot be written there. Choose another name.").format(name=place)) from None


def _is_of_kind(place: Path, kind: str) -> bool:
    with place.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        return True
    if kind == ".csv":
        try:
            return bool(read_table(start).mapping)
        except Trouble:
            return False
    return bool(BEGINS.match(start)) if kind == ".json" else b"BEGIN:VCARD" in start.upper()
