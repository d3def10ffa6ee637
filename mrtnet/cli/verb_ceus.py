"""`mrtnet ceus`: certification cycles with their units, quotas, what is missing and by when; units logged."""

import argparse
from pathlib import Path
from typing import Any

from mrtnet.cli import finding
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain import certification
from mrtnet.domain.career import STATES, CeuRow
from mrtnet.domain.career_forms import CeuForm, CredentialForm, CycleForm
from mrtnet.domain.certification import Share
from mrtnet.domain.certification_rules import body_of, rule_named, rules
from mrtnet.domain.files import LARGEST, KeptFile, kept_file
from mrtnet.domain.when import say_date, say_when
from mrtnet.edits import career as edits
from mrtnet.queries import career
from mrtnet.queries.career import CycleStanding, Suggestion
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--add", nargs="+", metavar=(_("UNITS"), _("TITLE")), help=_("log units, as your certificate says")
    )
    parser.add_argument("--on", metavar=_("D"), help=_("the day they were earned; today without it"))
    parser.add_argument("--provider", metavar=_("P"), help=_("who gave them, such as AHIMA or OHIMA"))
    parser.add_argument("--subject", metavar=_("S"), help=_("what they are about, such as ethics"))
    parser.add_argument("--for", nargs="+", dest="bodies", metavar=_("BODY"), help=_("the bodies they count for"))
    parser.add_argument("--event", metavar=_("NAME"), help=_("the event they come from; alone, log all it offers"))
    parser.add_argument("--certificate", metavar=_("FILE"), help=_("keep this file with them"))
    parser.add_argument("--credential", metavar=_("MARK"), help=_("a credential of your own"))
    parser.add_argument("--state", metavar=_("S"), help=_("one of: {states}").format(states=", ".join(STATES)))
    parser.add_argument("--exam", metavar=_("D"), help=_("the day of its exam"))
    parser.add_argument("--cycle", metavar=_("BODY"), help=_("begin a cycle: {rules}").format(rules=", ".join(rules())))
    parser.add_argument("--start", metavar=_("D"), help=_("its first day, if not counted from your exam"))
    parser.add_argument("--end", metavar=_("D"), help=_("its last day"))
    parser.add_argument("--submitted", metavar=_("CYCLE"), help=_("the cycle with this number was handed in"))
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    deeds = {"--add": told.add, "--credential": told.credential, "--cycle": told.cycle, "--submitted": told.submitted}
    asked = [name for name, value in deeds.items() if value]
    if len(asked) > 1:
        raise Trouble(_("Say only one of {options} at a time.").format(options=", ".join(asked)))
    _no_stray(call, asked[0] if asked else "--event" if told.event else "")
    if told.add:
        _add(call)
    elif told.credential:
        _credential(call)
    elif told.cycle:
        _cycle(call)
    elif told.submitted:
        _submitted(call)
    elif told.event:
        event = finding.known_event(call, told.event)
        call.book.do(edits.take_from_event, event.id, today=call.today)
    _show(call)


_BELONGS = {
    "on": "--add --submitted", "provider": "--add", "subject": "--add", "bodies": "--add", "certificate": "--add",
    "state": "--credential", "exam": "--credential", "start": "--cycle", "end": "--cycle",
}  # fmt: skip


def _no_stray(call: Call, deed: str) -> None:
    for name, deeds in _BELONGS.items():
        if getattr(call.told, name) and deed not in deeds.split():
            option = "for" if name == "bodies" else name
            raise Trouble(
                _("--{option} says more about {deeds}.").format(option=option, deeds=deeds.replace(" ", ", "))
            )


def _add(call: Call) -> None:
    told = call.told
    number, title = told.add[0], " ".join(told.add[1:])
    try:
        units = float(number.replace(",", "."))
    except ValueError:
        raise Trouble(_("“{text}” is not a number of CEUs.").format(text=number)) from None
    event = finding.known_event(call, told.event) if told.event else None
    day = call.day(told.on) if told.on else call.today
    if day > call.today:
        raise Trouble(_("That day is still to come. Choose today or an earlier day."))
    form = CeuForm.checked(
        title=title or (event.name if event else ""), day=day, units=units, provider=told.provider or "",
        subject=told.subject or "", bodies=[_body(text) for text in told.bodies or ()],
    )  # fmt: skip
    certificate = _certificate(told.certificate) if told.certificate else None
    event_id = event.id if event else None
    call.book.do(edits.add_ceu, form, today=call.today, event_id=event_id, certificate=certificate)


def _certificate(text: str) -> KeptFile:
    path = Path(text).expanduser()
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or _("it is no file")
        raise Trouble(_("“{name}” cannot be read: {why}.").format(name=path.name, why=why)) from None
    return kept_file(path.name, data)


def _credential(call: Call) -> None:
    state, exam = call.told.state or "held", call.day(call.told.exam) if call.told.exam else None
    if state not in STATES:
        raise Trouble(_("There is no state “{text}”. States: {states}.").format(text=state, states=", ".join(STATES)))
    form = CredentialForm.checked(mark=call.told.credential, state=state, exam_on=exam)
    same = [row for row in career.credentials(call.book.read) if row.mark == form.mark]
    if not same:
        call.book.do(edits.add_credential, form, today=call.today)
        return
    row = same[0]
    kept = {field: getattr(row, field) for field in CredentialForm.model_fields}
    told = {"state": state, **({"exam_on": exam} if exam else {})}
    call.book.do(edits.change_credential, row.id, CredentialForm.checked(**{**kept, **told}), today=call.today)


def _cycle(call: Call) -> None:
    told, key = call.told, _rule(call.told.cycle)
    start, end = (call.day(text) if text else None for text in (told.start, told.end))
    if start is None or end is None:
        fitting = [each for each in career.suggestions(call.book.read, call.today) if each.rule.key == key]
        if start is not None:
            end = certification.cycle_around(rule_named(key), start, start)[1]
        elif fitting and end is None:
            start, end = fitting[0].starts, fitting[0].ends
        else:
            raise Trouble(_("Say when the cycle is: --start DATE --end DATE."))
    call.book.do(edits.add_cycle, CycleForm.checked(body=key, starts_on=start, ends_on=end), today=call.today)


def _submitted(call: Call) -> None:
    ids = [row.id for row in career.cycles(call.book.read)]
    text = call.told.submitted
    if not text.isdecimal() or int(text) not in ids:
        raise Trouble(_("There is no cycle {text}. See “mrtnet ceus”.").format(text=text))
    on = call.day(call.told.on) if call.told.on else call.today
    call.book.do(edits.hand_in, int(text), on, today=call.today)


def _rule(text: str) -> str:
    return next((key for key in rules() if key.casefold() == text.casefold()), text)


def _body(text: str) -> str:
    return next((rule.body for rule in rules().values() if rule.body.casefold() == text.casefold()), text)


# --- what is shown ---


def _show(call: Call) -> None:
    read, today = call.book.read, call.today
    cycles, units = career.standings(read, today), career.ceus(read)
    offers, suggested = career.offers(read, today), career.suggestions(read, today)
    overlaps = [certification.say_overlap(one, other, today) for one, other in career.overlapping(read)]
    if call.told.json:
        call.say_json({
            "cycles": [_cycle_json(each, call) for each in cycles],
            "units": [row._asdict() for row in units],
            "offers": [row._asdict() for row in offers],
            "suggestions": [_suggestion_json(each) for each in suggested],
            "credentials": [row._asdict() for row in career.credentials(read)],
            "overlaps": overlaps,
        })  # fmt: skip
        return
    for each in cycles:
        _say_cycle(call, each)
    for sentence in overlaps:
        call.say(sentence)
    for line in table(_unit_cells(row, call) for row in units):
        call.say(line)
    for missing in suggested:
        words = _("{marks}: its cycle with {body} from {start} to {end} is not on file.")
        marks, body, key = ", ".join(missing.marks), missing.rule.body, missing.rule.key
        start, end = say_date(missing.starts, today), say_date(missing.ends, today)
        begin = _("To begin it: mrtnet ceus --cycle {key}").format(key=key)
        call.say(f"{words.format(marks=marks, body=body, start=start, end=end)} {begin}")
    for offer in offers:
        words = _("{units:g} CEUs of {title} are not logged. To log them: mrtnet ceus --event {event_id}")
        call.say(words.format(units=offer.units, title=offer.title, event_id=offer.event_id))
    if not cycles and not units and not suggested and not offers:
        call.say(_("No CEUs yet. Say what you hold: mrtnet ceus --credential RHIT --exam 2025-06-03"))


def _say_cycle(call: Call, each: CycleStanding) -> None:
    found, row = each.standing, each.row
    span = _("{start} to {end}").format(
        start=say_date(row.starts_on, call.today), end=say_date(row.ends_on, call.today)
    )
    call.say(f"{row.body}  {span}  [{row.id}]")
    counted = _("{have:g} of {needed:g} CEUs").format(have=found.have, needed=found.needed)
    call.say("  " + (counted if not found.rule.exam_again else _("No units: the exam is taken again.")))
    for share in found.shares:
        optional = _(" (not required for sure)") if share.quota.optional else ""
        call.say(f"  {certification.say_share(share)}{optional}")
    for sentence in (certification.say_missing(found) if not found.rule.exam_again else "",
                     certification.say_deadline(found), each.problem,
                     certification.check_with(found.rule, call.today)):  # fmt: skip
        if sentence:
            call.say(f"  {sentence}")


def _unit_cells(row: CeuRow, call: Call) -> tuple[str, ...]:
    return (
        str(row.id), say_when(row.day, call.today), f"{row.units:g}", row.title, row.provider,
        " ".join(row.bodies), row.file,
    )  # fmt: skip


def _cycle_json(each: CycleStanding, call: Call) -> dict[str, Any]:
    found, rule = each.standing, each.standing.rule
    return {
        "id": each.row.id,
        "body": body_of(each.row.body),
        "rule": each.row.body,
        "starts": each.row.starts_on,
        "ends": each.row.ends_on,
        "deadline": found.deadline,
        "submitted": each.row.submitted_on,
        "state": found.state,
        "marks": list(found.marks),
        "needed": found.needed,
        "have": found.have,
        "missing": found.missing,
        "complete": found.complete,
        "quotas": [_share_json(share) for share in found.shares],
        "says": " ".join(
            part for part in (certification.say_missing(found), certification.say_deadline(found)) if part
        ),
        "own_rule": rule.own,
        "source": rule.source,
        "checked_on": rule.checked_on,
        "check": certification.check_with(rule, call.today),
        "problem": each.problem,
    }


def _share_json(share: Share) -> dict[str, Any]:
    return {
        "key": share.quota.key,
        "title": share.quota.title,
        "needed": share.needed,
        "have": share.have,
        "missing": share.missing,
        "over": share.over,
        "optional": share.quota.optional,
        "note": share.quota.note,
    }


def _suggestion_json(each: Suggestion) -> dict[str, Any]:
    return {"rule": each.rule.key, "marks": list(each.marks), "starts": each.starts, "ends": each.ends}


VERB = Verb(
    help=_("certification cycles, their CEUs, what is missing and by when"),
    examples=(
        "mrtnet ceus",
        "mrtnet ceus --add 1.5 'Denials webinar' --provider OHIMA --on yesterday",
        "mrtnet ceus --credential RHIT --exam 2025-06-03",
        "mrtnet ceus --cycle AHIMA",
        "mrtnet ceus --event 'AHIMA26 Conference'",
        "mrtnet ceus --json",
    ),
    arguments=_arguments,
    run=_run,
)
