"""`mrtnet event`: show, add, change or remove one event."""

import argparse
from typing import Any

from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.forms import EventForm
from mrtnet.domain.kinds import EVENTS, title
from mrtnet.domain.names import fold
from mrtnet.domain.rows import EventRow
from mrtnet.domain.when import say_when
from mrtnet.edits import events as edits
from mrtnet.queries import events, people
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="+", metavar=_("NAME"), help=_("its name; a new name with --start makes a new event")
    )
    parser.add_argument("--start", metavar=_("D"), help=_("its first day"))
    parser.add_argument("--end", metavar=_("D"), help=_("its last day"))
    parser.add_argument("--kind", metavar=_("K"), help=_("one of: {kinds}").format(kinds=", ".join(EVENTS)))
    parser.add_argument("--short", metavar=_("NAME"), help=_("a short name for filters, such as ahima26"))
    parser.add_argument("--place", metavar=_("P"), help=_("where it is"))
    parser.add_argument("--ceus", metavar=_("N"), help=_("continuing education units"))
    parser.add_argument("--virtual", action="store_true", default=None, help=_("it is online"))
    parser.add_argument("--remove", action="store_true", help=_("remove it; the people met there stay"))
    json_option(parser)


def _run(call: Call) -> None:
    name = " ".join(call.told.name)
    told = _told(call)
    if call.told.remove:
        if told:
            raise Trouble(_("Say either what changes or --remove."))
        _remove(call, finding.event_to_change(call, name) or _known(call, name))
        return
    if told:
        found = finding.event_to_change(call, name)
        if found is not None:
            call.book.do(edits.change_event, found.id, _form(found, told), today=call.today)
        event_id = (
            found.id if found else call.book.do(edits.add_event, EventForm.checked(name=name, **told), today=call.today)
        )
    else:
        event_id = _known(call, name).id
    row = events.one(call.book.read, event_id)
    assert row is not None
    _say(call, row)


def _remove(call: Call, row: EventRow) -> None:
    call.book.do(edits.remove_event, row.id)
    if call.told.json:
        call.say_json({"removed": shown.event(row)})
        return
    call.say(_("Removed {event}. To take that back: mrtnet undo").format(event=row.name))


def _known(call: Call, name: str) -> EventRow:
    found = finding.event(call, name)
    if found is None:
        sentence = _("There is no event called “{name}”. To add it, say when it is: --start DATE.")
        raise Trouble(sentence.format(name=name))
    return found


def _told(call: Call) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for argument, field in (("start", "first_day"), ("end", "last_day")):
        if getattr(call.told, argument):
            told[field] = call.day(getattr(call.told, argument))
    if call.told.kind:
        told["kind"] = _kind(call.told.kind)
    if call.told.ceus is not None:
        try:
            told["ceus"] = float(call.told.ceus)
        except ValueError:
            raise Trouble(_("“{text}” is not a number of CEUs.").format(text=call.told.ceus)) from None
    for field in ("short", "place", "virtual"):
        if getattr(call.told, field) is not None:
            told[field] = getattr(call.told, field)
    return told


def _kind(text: str) -> str:
    key = fold(text)
    for kind in EVENTS.values():
        if key in (kind.key, fold(kind.title)) or kind.key.startswith(key):
            return kind.key
    raise Trouble(_("There is no kind of event “{text}”. Kinds: {kinds}.").format(text=text, kinds=", ".join(EVENTS)))


def _form(row: EventRow, told: dict[str, Any]) -> EventForm:
    kept = {field: getattr(row, field) for field in EventForm.model_fields if field in row._fields}
    return EventForm.checked(**{**kept, **told})


def _say(call: Call, row: EventRow) -> None:
    ids = events.people_met(call.book.read, row.id)
    rows = people.rows(call.book.read, ids)
    if call.told.json:
        met = [{"id": each.id, "name": each.name} for each in rows]
        sessions = [each._asdict() for each in events.sessions(call.book.read, row.id)]
        call.say_json({**shown.event(row), "people_met": met, "sessions": sessions})
        return
    when = say_when(row.first_day, call.today) if row.first_day else _("no date")
    if row.last_day and row.last_day != row.first_day:
        when += " – " + say_when(row.last_day, call.today)
    ceus = _("{n:g} CEUs").format(n=row.ceus) if row.ceus is not None else ""
    parts = [title("event", row.kind), when, row.place, row.city, ceus]
    call.say(f"{row.name}  [{row.id}]")
    call.say(" · ".join(part for part in parts if part))
    for each in rows:
        step = f"{each.step_title}: {say_when(each.step_due, call.today)}" if each.step_due else ""
        call.say(f"  {each.id}  {shown.named(each.name, each.credentials)}  {step}".rstrip())


VERB = Verb(
    help=_("show, add, change or remove an event"),
    examples=(
        "mrtnet event ahima26",
        "mrtnet event 'AHIMA26 Conference' --short ahima26 --start 2026-10-11 --end 2026-10-13 --ceus 12",
        "mrtnet event --remove 'Chapter Evening'",
    ),
    arguments=_arguments,
    run=_run,
)
