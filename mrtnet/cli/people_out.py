"""People as files of the command line: vCard, CSV or JSON, by the ending of the file that `mrtnet export` is given."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mrtnet import clock
from mrtnet.cli.verb import Call
from mrtnet.exchange.csv_writing import write_table
from mrtnet.exchange.everything import BEGINS, write_everything
from mrtnet.exchange.photos import Photo, read_photo
from mrtnet.exchange.tables import read_table
from mrtnet.exchange.vcard_writing import write_card
from mrtnet.paths import write_whole
from mrtnet.queries import everything, people
from mrtnet.queries.leaving import leaving
from mrtnet.queries.reading import Connection
from mrtnet.queries.search import person_ids
from mrtnet.store.schema import VERSION
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
    pieces = {".vcf": _cards, ".csv": _table, ".json": _everything}[kind](call, connection, ids)
    if told.file == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return
    place = Path(told.file).expanduser()
    _refuse(place, kind)
    try:
        write_whole(place.resolve(), pieces)
    except (OSError, ValueError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else _("it is not a possible name")
        raise Trouble(_("“{name}” could not be written: {why}.").format(name=place, why=why)) from None
    whom = plural("{n} person", "{n} people", len(ids))
    call.say(_("Wrote {people} to {place}.").format(people=whom, place=place))


def _cards(call: Call, connection: Connection, ids: Sequence[int]) -> Iterator[bytes]:
    told = call.told
    for person in leaving(connection, ids, photos=told.photos):
        photo = _photo(person.photo) if person.photo else None
        yield write_card(
            person.detail, version=told.version or "3.0", extra=person.extra, photo=photo, notes=told.notes
        )


def _photo(content: bytes) -> Photo | None:
    try:
        return read_photo(content)
    except Trouble:  # kept by another way than a card, and larger than a card may carry
        return None


def _table(call: Call, connection: Connection, ids: Sequence[int]) -> Iterable[bytes]:
    details = [person.detail for person in leaving(connection, ids)]
    return write_table(details, call.told.format or "plain", notes=call.told.notes)


def _everything(call: Call, connection: Connection, ids: Sequence[int]) -> Iterable[bytes]:
    """The whole book; with `--for` what is about these people."""
    chosen = everything.about_people(connection, ids) if call.told.query is not None else None
    written = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
    tables, files = everything.tables(connection, chosen), everything.files(connection, chosen)
    return write_everything(VERSION, written, tables, files)


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
