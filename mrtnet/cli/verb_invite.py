"""`mrtnet invite`: the invitation to a meeting as a message: a file for her mail program, or sent by her own server."""

import argparse
from pathlib import Path

from mrtnet.cli import finding
from mrtnet.cli.guarding import warn_of_patients
from mrtnet.cli.passwords import password, password_option
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.about import About
from mrtnet.edits import meetings as edits
from mrtnet.paths import write_whole
from mrtnet.sync import inviting
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", metavar=_("ID"), help=_("which meeting, or with whom"))
    parser.add_argument("--eml", metavar=_("FILE"), help=_("write the message for your mail program"))
    parser.add_argument("--ics", metavar=_("FILE"), help=_("write only the calendar part"))
    parser.add_argument("--send", action="store_true", help=_("send it through your own mail server"))
    parser.add_argument("--text", metavar=_("TEXT"), default="", help=_("your own words beside it"))
    password_option(parser)
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if sum((bool(told.eml), bool(told.ics), told.send)) != 1:
        raise Trouble(_("Say one of: --eml FILE, --ics FILE, --send."))
    row = finding.meeting(call, told.meeting)
    ready = inviting.ready(call.book, row.id, told.text)
    if told.text:
        warn_of_patients(call, [told.text])
    if told.send:
        about = call.about
        inviting.server_of(about.smtp_server)
        inviting.send(ready.message, about, _password(call, about) if about.smtp_user else "")
        call.book.do(edits.was_invited, row.id, today=call.today)
    else:
        write_whole(Path(told.eml or told.ics).expanduser(), ready.message.as_bytes() if told.eml else ready.calendar)
    if told.json:
        call.say_json({"method": ready.method, "to": list(ready.names), "sent": bool(told.send)})
        return
    names = listed(list(ready.names))
    if told.send:
        call.say(_("Sent to {names}.").format(names=names))
    else:
        call.say(_("Wrote the message to {names}. Open it in your mail program and send it.").format(names=names))


def _password(call: Call, about: About) -> str:
    nobody = _("The password of the mail server is not kept here. Give it with --password-stdin.")
    return password(call, inviting.secret_of(about), about.smtp_user, nobody)


VERB = Verb(
    help=_("the invitation to a meeting: a file for your mail program, or sent"),
    examples=("mrtnet invite 3 --eml invitation.eml", "mrtnet invite Leilani --send"),
    arguments=_arguments,
    run=_run,
)
