"""`mrtnet write`: the text of a message to a person, filled from what is on file. Nothing is sent."""

import argparse
from pathlib import Path

from mrtnet.cli import finding
from mrtnet.cli.guarding import warn_of_patients
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain.messages import LONGEST_TEMPLATE, OWN, WORDINGS, Template, count_for
from mrtnet.domain.pitch import KEY as PITCH
from mrtnet.domain.rows import FollowUpRow, PersonDetail
from mrtnet.edits.own_templates import take_in
from mrtnet.queries import follow_ups, person
from mrtnet.queries.message_values import TEMPLATE_FOR, write
from mrtnet.queries.playbooks import all_templates, template_named
from mrtnet.trouble import Trouble
from mrtnet.words import _

CHANNELS = ("email", "linkedin", "phone", "card")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", nargs="*", metavar=_("PERSON"), help=_("a name or a number"))
    parser.add_argument("--template", metavar=_("KEY"), help=_("which text; the next step's own if not said"))
    parser.add_argument("--channel", choices=CHANNELS, help=_("how it will be sent"))
    parser.add_argument("--wording", choices=(*WORDINGS, OWN), default="warm")
    parser.add_argument("--templates", action="store_true", help=_("list the templates"))
    parser.add_argument("--take-in", metavar=_("FILE"), help=_("keep the template of a TOML file"))
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=TEXT", help=_("fill a field yourself"))
    json_option(parser)


def _run(call: Call) -> None:
    if call.told.take_in:
        _take_in(call, Path(call.told.take_in))
    if call.told.templates or call.told.take_in:
        _list(call)
        return
    if not call.told.person:
        raise Trouble(_("Say to whom: mrtnet write NAME."))
    row = finding.person(call, " ".join(call.told.person))
    connection = call.book.read
    detail = person.detail(connection, row.id)
    assert detail is not None
    step = next(iter(follow_ups.of_person(connection, row.id)), None)
    template = _template(call, step)
    channel = call.told.channel or (step.channel if step and step.channel in CHANNELS else template.channels[0])
    late = (call.today - step.first_due).days if step else 0
    message = write(
        connection,
        template,
        detail,
        call.about,
        wording=call.told.wording,
        follow_up=step,
        days_late=late,
        more=_own_values(call.told.set),
    )
    used, limit = count_for(channel, message.body, call.about.linkedin_premium)
    warn_of_patients(call, [message.body])
    if call.told.json:
        call.say_json(
            {
                "person": row.name,
                "template": template.key,
                "channel": channel,
                "to": _address(detail, channel),
                "subject": message.subject,
                "body": message.body,
                "missing": [gap.question for gap in message.missing],
                "characters": used,
                "limit": limit,
            }
        )
        return
    to = _address(detail, channel)
    if to:
        call.say(_("To: {address}").format(address=to))
    call.say(message.text if channel == "email" else message.body)
    for gap in message.missing:
        call.warn(_("not known: {question} (--set {field}=…)").format(question=gap.question, field=gap.field))
    if limit and used > limit:
        call.warn(_("{used} characters; {limit} fit.").format(used=used, limit=limit))


def _take_in(call: Call, path: Path) -> None:
    try:
        text = path.expanduser().read_bytes()[: 10 * LONGEST_TEMPLATE].decode()
    except (OSError, ValueError):
        raise Trouble(_("“{name}” cannot be read as a template.").format(name=path.name)) from None
    call.book.do(take_in, text, path.name)


def _list(call: Call) -> None:
    found = [each for each in all_templates(call.book.read).values() if each.key != PITCH]
    if call.told.json:
        call.say_json([
            {"key": each.key, "title": _(each.title), "channels": each.channels, "wordings": list(each.wordings)}
            for each in found
        ])  # fmt: skip
        return
    for line in table((each.key, _(each.title), " ".join(each.channels), " ".join(each.wordings)) for each in found):
        call.say(line)


def _template(call: Call, step: FollowUpRow | None) -> Template:
    key = call.told.template
    if not key and call.told.channel == "linkedin":
        key = "linkedin-note"
    if not key and step is not None:
        key = step.template or TEMPLATE_FOR.get(step.kind, "")
    found = template_named(call.book.read, key or "update")
    if found is None:
        known = ", ".join(all_templates(call.book.read))
        raise Trouble(_("There is no template “{key}”. Templates: {known}.").format(key=key, known=known))
    return found


def _own_values(told: list[str]) -> dict[str, str]:
    values = {}
    for each in told:
        field, equals, text = each.partition("=")
        if not equals:
            raise Trouble(_("Write --set FIELD=TEXT, for example --set topic='the audit'."))
        values[field.strip()] = text
    return values


def _address(detail: PersonDetail, channel: str) -> str:
    if channel == "card":
        first = next(iter(detail.addresses), None)
        parts = (first.street, first.locality, first.region, first.code, first.country) if first else ()
        return ", ".join(part for part in parts if part)
    wanted = {"email": "EMAIL", "linkedin": "URL", "phone": "TEL"}[channel]
    return next((reach.value for reach in detail.reaches if reach.property == wanted), "")


VERB = Verb(
    help=_("print a message to a person"),
    examples=(
        "mrtnet write rosa",
        "mrtnet write rosa --channel linkedin",
        "mrtnet write rosa --set topic='the audit'",
        "mrtnet write --templates",
    ),
    arguments=_arguments,
    run=_run,
)
