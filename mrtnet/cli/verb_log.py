"""`mrtnet log`: put people on file, one a line, each with a next step."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from mrtnet.cli import finding, shown
from mrtnet.cli.guarding import warn_of_patients
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.domain.quick_line import Known, Understood, Unreadable, read_lines
from mrtnet.domain.rows import PersonDetail, PersonRow
from mrtnet.domain.when import say_when
from mrtnet.edits import people as edits
from mrtnet.queries import known, people, person
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

if TYPE_CHECKING:
    from mrtnet.queries.duplicates import Alike

HINTS = 200
"""Lines for which somebody alike is looked for; a longer list is an import."""
LARGEST = 16_000_000


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lines", nargs="*", metavar=_("LINE"), help=_("one person; without lines, standard input"))
    parser.add_argument("--event", metavar=_("NAME"), help=_("where you met them; a new name makes a new event"))
    parser.add_argument("--date", metavar=_("D"), help=_("when you met them, in words or as 2026-10-14"))
    parser.add_argument("--playbook", metavar=_("KEY"), default="", help=_("the playbook to start, or “none”"))
    json_option(parser)


def _run(call: Call) -> int | None:
    text = "\n".join(call.told.lines) if call.told.lines else _standard_input()
    met_on = call.day(call.told.date) if call.told.date else None
    if met_on is not None and met_on > call.today:
        raise Trouble(_("That day is still to come. Say when you met them."))
    read = _read(call, text)
    understood = [each for each in read if isinstance(each, Understood)]
    unreadable = [each for each in read if isinstance(each, Unreadable)]
    if not read:
        raise Trouble(_("No line to read. Type one person a line, name first."))
    alike = [_alike(call, each.form) for each in understood[:HINTS]]
    forms = [each.form for each in understood]
    ids = _log(call, forms, met_on) if forms else []
    hints = dict(zip(ids, alike, strict=False))
    if call.told.json:
        call.say_json({"logged": _as_json(call, ids, hints), "unreadable": [each._asdict() for each in unreadable]})
    else:
        _say(call, ids, understood, hints)
    warn_of_patients(call, ("\n".join(filter(None, (form.note, form.talked_about))) for form in forms))
    for each in unreadable:
        call.warn(_("line {n} was not logged: {why}").format(n=each.line_number, why=each.reason))
    return 1 if unreadable else None


def _read(call: Call, text: str) -> list[Understood | Unreadable]:
    about, connection = call.about, call.book.read
    spelled = Known(
        organizations=tuple(known.organizations(connection)),
        tags=tuple(known.tags(connection)),
        events=tuple(known.events(connection)),
    )
    return read_lines(text, today=call.today, days=about.days, known=spelled, day_first=about.day_first)


def _alike(call: Call, form: PersonForm) -> "Alike | None":
    """Somebody on file who may be the same person: told, never asked about."""
    from mrtnet.queries.duplicates import like_form

    return next(iter(like_form(call.book.read, form, 1)), None)


def _log(call: Call, forms: Sequence[PersonForm], met_on: date | None) -> list[int]:
    name = " ".join((call.told.event or "").split())
    event = finding.event_to_change(call, name) if name else None
    new_event = None
    if name and event is None:
        day = met_on or call.today
        new_event = EventForm.checked(name=name, first_day=day, last_day=day)
    return call.book.do(
        edits.log_people,
        forms,
        today=call.today,
        event_id=event.id if event else None,
        new_event=new_event,
        met_on=met_on,
        playbook=call.told.playbook,
    )


def _standard_input() -> str:
    if sys.stdin is None or sys.stdin.closed:
        return ""
    if sys.stdin.isatty():
        sys.stderr.write(_("One person a line; an empty line or Ctrl+D ends.") + "\n")
        lines = []
        for line in sys.stdin:
            if not line.strip():
                break
            lines.append(line)
        return "".join(lines)
    raw = sys.stdin.buffer.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Trouble(_("That is more than 16 MB. Import a file that large instead."))
    return decoded(raw)


def decoded(raw: bytes) -> str:
    """The text of what was piped in: UTF-8 or UTF-16 by its mark, else UTF-8, else Windows' western letters."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _say(call: Call, ids: Sequence[int], read: Sequence[Understood], hints: Mapping[int, "Alike | None"]) -> None:
    for row, detail, understood in zip(*_found(call, ids), read, strict=True):
        work = " @ ".join(part for part in (row.title, row.organization) if part)
        reach = ", ".join(each.value for each in detail.reaches)
        tags = " ".join(f"#{tag}" for tag in detail.tags)
        parts = (shown.named(row.name, row.credentials), work, reach, tags)
        call.say(shown.one_line("; ".join(part for part in parts if part)))
        if row.step_due:
            call.say(f"    → {row.step_title}: {say_when(row.step_due, call.today)}")
        note = shown.one_line(understood.form.talked_about)
        if note:
            call.say(f"    “{note}”")
        alike = hints.get(row.id)
        if alike is not None:
            why = ", ".join(alike.likeness.reasons)
            sentence = _("    perhaps the same as {name} ({id}): {why}")
            call.say(sentence.format(name=shown.one_line(alike.row.name), id=alike.row.id, why=why))
    if ids:
        call.say(
            plural(
                "{n} person logged. “mrtnet undo” takes it back.",
                "{n} people logged. “mrtnet undo” takes it back.",
                len(ids),
            )
        )


def _as_json(call: Call, ids: Sequence[int], hints: Mapping[int, "Alike | None"]) -> list[dict[str, object]]:
    return [
        {**shown.person(row, detail), "perhaps": alike.row.id if (alike := hints.get(row.id)) else None}
        for row, detail in zip(*_found(call, ids), strict=True)
    ]


def _found(call: Call, ids: Sequence[int]) -> tuple[list[PersonRow], list[PersonDetail]]:
    rows = people.rows(call.book.read, ids)
    details = [person.detail(call.book.read, row.id) for row in rows]
    return rows, [detail for detail in details if detail is not None]


VERB = Verb(
    help=_("log people you met, one a line"),
    examples=(
        'mrtnet log --event AHIMA26 "Rosa Delgado-Ruiz RHIT, CCS; Coding Lead @ Lakeshore Medical Center"',
        'mrtnet log "Kwame Asante CCA, (614) 555-0192, !promise fri"',
        "mrtnet log --event AHIMA26 --date yesterday < cards.txt",
    ),
    arguments=_arguments,
    run=_run,
)
