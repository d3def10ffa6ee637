"""`mrtnet card`: who stands on photos of business cards, and on wish into the book with them and their photos."""

import argparse
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet.cli import verb_import
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.card_codes import numbered
from mrtnet.domain.card_reading import CardRead
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Job
from mrtnet.domain.problems import Problem
from mrtnet.edits.card_photos import import_cards
from mrtnet.exchange.card_pictures import kept_picture, pictures
from mrtnet.exchange.cards import PictureRead, card_of, read_pictures
from mrtnet.exchange.people_files import PeopleRead
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

_FIELDS = {
    "name": later("Name"), "credentials": later("Credentials"), "title": later("Title"),
    "organization": later("Employer"), "department": later("Department"), "EMAIL": later("Email"),
    "TEL": later("Phone"), "URL": later("Link"), "IMPP": later("Chat"), "address": later("Address"),
    "pronouns": later("Pronouns"), "note": later("Note"),
}  # fmt: skip


class _Photo(NamedTuple):
    """One photo: what recognition found, and the person it comes to, or why it is nobody."""

    read: PictureRead
    card: CardRead | None
    reason: str = ""


def _arguments(parser: argparse.ArgumentParser) -> None:
    files = _("PNG, JPEG, GIF or WebP, or a folder of them")
    verb_import.picture_options(parser, _("PHOTO"), files, _("take who is found into the book, with the photos"))


def _run(call: Call) -> int | None:
    paths, problems = _photos(call.told.files)
    found: list[_Photo] = []
    for read in read_pictures(paths) if paths else ():
        photo = _understood(call, read)
        found.append(photo)
        if photo.card is None:
            problems.append((read.path.name, Problem(0, "", photo.reason)))
        elif not call.told.json:
            _say(call, read.path.name, photo.card)
    people = [photo for photo in found if photo.card is not None]
    if call.told.save and people:
        _save(call, people, problems)
        return None
    verb_import.say_looked_at(call, {"cards": [_as_data(photo) for photo in people]}, problems)
    return None if people else 1


def _photos(names: Sequence[str]) -> tuple[list[Path], list[tuple[str, Problem]]]:
    paths: list[Path] = []
    problems: list[tuple[str, Problem]] = []
    for name in dict.fromkeys(names):
        try:
            paths += pictures([Path(name).expanduser()])
        except (Trouble, OSError, RuntimeError, ValueError) as wrong:
            reason = str(wrong) if isinstance(wrong, Trouble) else _("This is not the name of a file.")
            problems.append((name, Problem(0, "", reason)))
    return list(dict.fromkeys(paths)), problems


def _understood(call: Call, read: PictureRead) -> _Photo:
    try:
        return _Photo(read, card_of(read, today=call.today))
    except Trouble as wrong:
        return _Photo(read, None, str(wrong))


def _save(call: Call, people: Sequence[_Photo], problems: list[tuple[str, Problem]]) -> None:
    read = [
        PeopleRead(each.read.path.name, [Incoming(each.card.form, each.read.path.name)]) for each in people if each.card
    ]
    kept: dict[int, KeptFile] = {}
    for at, each in enumerate(people):
        try:
            kept[at] = kept_picture(each.read.path)
        except Trouble as wrong:  # it went away meanwhile
            problems.append((each.read.path.name, Problem(0, "", str(wrong), lost=False)))
    more = {"cards": [_as_data(photo) for photo in people]}
    verb_import.take_in(call, read, problems, more, partial(import_cards, pictures=kept))


def _as_data(photo: _Photo) -> dict[str, Any]:
    assert photo.card is not None
    return {
        "file": photo.read.path.name,
        "person": photo.card.form.model_dump(mode="json", exclude_defaults=True),
        "unsure": list(photo.card.unsure),
        "places": {key: list(box) for key, box in photo.card.places.items()},
        "turned": photo.read.turned,
        "size": list(photo.read.size),
        "codes": list(photo.read.codes),
    }


def _say(call: Call, file: str, card: CardRead) -> None:
    """One field a line; a question mark stands before what she should look at."""
    call.say(f"{file}:")
    for key, value in _told(card):
        mark = "?" if key in card.unsure else " "
        call.say(f"{mark} {_(_FIELDS[key.partition(' ')[0]])}: {value}")
    if card.unsure:
        call.say(_("  Look at the lines with a question mark."))


def _told(card: CardRead) -> Iterator[tuple[str, str]]:
    form = card.form
    job = form.jobs[0] if form.jobs else Job()
    kinds = {"cell": _(" (cell)"), "fax": _(" (fax)"), "work": _(" (work)"), "home": _(" (home)")}
    told = [
        ("name", form.name), ("credentials", ", ".join(form.credentials)), ("pronouns", form.pronouns),
        ("title", job.title), ("organization", job.organization), ("department", job.department),
    ]  # fmt: skip
    for key, reach in numbered(form.reaches):
        told.append((key, reach.value + kinds.get(reach.type, "")))
    for one in form.addresses:
        told.append(("address", ", ".join(filter(None, (one.street, one.locality, one.region, one.code, one.country)))))
    told.append(("note", form.note.replace("\n", " ")))
    yield from ((key, value) for key, value in told if value)


VERB = Verb(
    help=_("read photos of business cards, without a network"),
    examples=(
        "mrtnet card card.jpg",
        "mrtnet card photos/ --save --event AHIMA26",
        "mrtnet card card.jpg --json",
    ),
    arguments=_arguments,
    run=_run,
)
