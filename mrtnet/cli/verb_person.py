"""`mrtnet person`: everything on file about one person; with --archive as a file to read, to print, to hand over."""

import argparse
from contextlib import suppress
from pathlib import Path

from mrtnet import clock
from mrtnet.cli import finding, shown
from mrtnet.cli.painted import painted
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import PersonDetail, PersonRow
from mrtnet.domain.when import say_when
from mrtnet.queries import archive, follow_ups, person
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", nargs="+", metavar=_("NAME|ID"), help=_("a name, the beginning of one, or a number"))
    parser.add_argument(
        "--archive", metavar=_("FILE"), help=_("write all that the book holds about this person: .html or .pdf")
    )
    parser.add_argument("--files-beside", action="store_true", help=_("their files into a folder beside the archive"))
    json_option(parser)


def _run(call: Call) -> None:
    row = finding.person(call, " ".join(call.told.person))
    if call.told.archive:
        _write_archive(call, row)
        return
    if call.told.files_beside:
        raise Trouble(_("--files-beside belongs to --archive FILE."))
    connection = call.book.read
    detail = person.detail(connection, row.id)
    assert detail is not None
    timeline = person.timeline(connection, row.id, limit=-1)
    if call.told.json:
        call.say_json(shown.whole_person(row, detail, timeline))
        return
    for line in _head(row, detail):
        call.say(line)
    for follow_up in follow_ups.of_person(connection, row.id):
        call.say(f"→ {follow_up.title}: {say_when(follow_up.due, call.today)}  [{follow_up.id}]  {follow_up.reason}")
    if detail.note:
        call.say(f"\n{detail.note}")
    for entry in timeline:
        with_others = _(" with {names}").format(names=entry.others) if entry.others else ""
        at = f" · {entry.event}" if entry.event else ""
        call.say(
            f"\n{say_when(entry.day, call.today)}  {entry.title or title('interaction', entry.kind)}{with_others}{at}"
        )
        for line in entry.body.splitlines():
            call.say(f"    {line}")


def _write_archive(call: Call, row: PersonRow) -> None:
    place = Path(call.told.archive).expanduser()
    suffix, beside = place.suffix.lower(), call.told.files_beside
    if suffix not in (".html", ".htm", ".pdf"):
        raise Trouble(_("The archive of a person is a file that ends in .html or .pdf."))
    _refuse(place, b"%PDF" if suffix == ".pdf" else b"<!DOCTYPE html>")
    read = call.book.read
    found = archive.archive(read, row.id, clock.now(), clock.zone(call.about.time_zone))
    assert found is not None
    try:
        if suffix == ".pdf":
            content = painted("mrtnet.ui.leaving.paper", "--print-archive", call.book.path, row.id)
            folder = archive.save_pdf(found, archive.contents(read, found), place, content, beside=beside)
        else:
            folder = archive.save_html(found, archive.contents(read, found), place, beside=beside)
    except (OSError, ValueError) as wrong:
        why = wrong.strerror if isinstance(wrong, OSError) and wrong.strerror else _("it is not a possible name")
        raise Trouble(_("“{name}” could not be written: {why}.").format(name=place, why=why)) from None
    call.say(_("Wrote all about {name} to {place}.").format(name=row.name, place=place))
    if folder is not None:
        call.say(_("The files lie in {place}.").format(place=folder))


def _refuse(place: Path, begins: bytes) -> None:
    """Raise Trouble where the file would take the place of something else."""
    with suppress(OSError, ValueError):  # told when it is written
        if place.is_dir():
            raise Trouble(_("“{name}” is a folder. Name a file in it.").format(name=place))
        if place.exists() and _start(place, len(begins)) not in (begins, b""):
            raise Trouble(_("“{name}” exists and is something else. Choose another name.").format(name=place))


def _start(place: Path, length: int) -> bytes:
    with place.open("rb") as file:
        return file.read(length)


def _head(row: PersonRow, detail: PersonDetail) -> list[str]:
    lines = [f"{shown.named(row.name, row.credentials)}  [{row.id}]"]
    lines += [
        "  ".join(part for part in (job.title, job.organization, _period(job.since, job.until)) if part)
        for job in detail.jobs
    ]
    lines += [reach.value for reach in detail.reaches]
    told = [detail.pronouns, detail.pronunciation, *(title("role", role) for role in detail.roles)]
    lines.append(" · ".join([part for part in told if part] + [f"#{tag}" for tag in detail.tags]))
    return [line for line in lines if line]


def _period(since: object, until: object) -> str:
    return f"{since or ''} – {until or ''}" if until else ""


VERB = Verb(
    help=_("show everything about one person"),
    examples=("mrtnet person rosa", "mrtnet person 12 --json", "mrtnet person rosa --archive rosa.html"),
    arguments=_arguments,
    run=_run,
)
