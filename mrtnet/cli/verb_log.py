"""`mrtnet log`: put people on file, one a line, each with a next step."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.domain.quick_line import Known, Understood, Unreadable, read_lines
from mrtnet.domain.when import say_when
from mrtnet.edits import people as edits
from mrtnet.queries import known, people, person
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("lines", nargs="*", metavar=_("LINE"), help=_("one person; without lines, standard input"))
    parser.add_argument("--event", metavar=_("NAME"), help=_("where you met them; a new name makes a new event"))
    parser.add_argument("--date", metavar=_("D"), help=_("when you met them, in words or as 2026-10-14"))
    parser.add_argument("--playbook", metavar=_("KEY"), default="", help=_("the playbook to start, or “none”"))
    json_option(parser)


def _run(call: Call) -> int | None:
    text = "\n".join(call.told.lines) if call.told.lines else _standard_input()
    about = call.about
    connection = call.book.read
    met_on = call.day(call.told.date) if call.told.date else None
    spelled = Known(
        organizations=tuple(known.organizations(connection)),
        tags=tuple(known.tags(connection)),
        events=tuple(known.events(connection)),
    )
    read = read_lines(text, today=call.today, days=about.days, known=spelled, day_first=about.day_first)
    people_read = [each for each in read if isinstance(each, Understood)]
    unreadable = [each for each in read if isinstance(each, Unreadable)]
    if not read:
        raise Trouble(_("No line to read. Type one person a line, name first."))
    ids = _log(call, [each.form for each in people_read], met_on) if people_read else []
    if call.told.json:
        call.say_json({"logged": _as_json(call, ids), "unreadable": [each._asdict() for each in unreadable]})
    else:
        _say(call, ids, people_read)
    for each in unreadable:
        sentence = _("mrtnet: line {n} was not logged: {why}").format(n=each.line_number, why=each.reason)
        sys.stderr.write(f"{sentence}\n")
    return 1 if unreadable else None


def _log(call: Call, forms: Sequence[PersonForm], met_on: date | None) -> list[int]:
    event, new_event = None, None
    if call.told.event:
        event = finding.event(call, call.told.event)
        if event is None:
            day = met_on or call.today
            new_event = EventForm.checked(name=call.told.event, first_day=day, last_day=day)
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
    raw = sys.stdin.buffer.read(16_000_001)
    if len(raw) > 16_000_000:
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


def _say(call: Call, ids: Sequence[int], read: Sequence[Understood]) -> None:
    connection = call.book.read
    rows = people.rows(connection, ids)
    for row, understood in zip(rows, read, strict=True):
        detail = person.detail(connection, row.id)
        work = " @ ".join(part for part in (row.title, row.organization) if part)
        reach = ", ".join(each.value for each in detail.reaches) if detail else ""
        tags = " ".join(f"#{tag}" for tag in detail.tags) if detail else ""
        call.say("; ".join(part for part in (shown.named(row.name, row.credentials), work, reach, tags) if part))
        if row.step_due:
            call.say(f"    → {row.step_title}: {say_when(row.step_due, call.today)}")
        note = " ".join(understood.form.talked_about.split())
        if note:
            call.say(f"    “{note}”")
        _hint(call, row.id, understood.form)
    if ids:
        call.say(
            plural(
                "{n} person logged. “mrtnet undo” takes it back.",
                "{n} people logged. “mrtnet undo” takes it back.",
                len(ids),
            )
        )


def _hint(call: Call, logged_id: int, form: PersonForm) -> None:
    from mrtnet.queries.duplicates import like_form

    for like in like_form(call.book.read, form):
        if like.person_id != logged_id:
            why = ", ".join(like.reasons)
            sentence = _("    perhaps the same as {name} ({id}): {why}")
            call.say(sentence.format(name=like.name, id=like.person_id, why=why))
            return


def _as_json(call: Call, ids: Sequence[int]) -> list[dict[str, object]]:
    rows = people.rows(call.book.read, ids)
    details = [person.detail(call.book.read, row.id) for row in rows]
    return [shown.person(row, detail) for row, detail in zip(rows, details, strict=True) if detail]


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
