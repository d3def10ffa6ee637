"""`mrtnet feed`: the calendar file that is kept in step with every change."""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.about import checked
from mrtnet.edits.settings import set_about
from mrtnet.sync.feed import bring_in_step, cannot_write, in_step, refuse_foreign_file
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group()
    which.add_argument("file", nargs="?", metavar=_("FILE"), help=_("where to keep it; without one, it is shown"))
    which.add_argument("--off", action="store_true", help=_("keep no calendar file any more"))
    parser.add_argument(
        "--notes", action=argparse.BooleanOptionalAction, default=None, help=_("with your private notes, or without")
    )
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    before = call.about.feed
    settings: dict[str, object] = {}
    if told.off:
        settings["feed"] = ""
    elif told.file is not None:
        settings["feed"] = _place(told.file)
    if told.notes is not None:
        settings["feed_notes"] = told.notes
    if settings:
        call.book.do(set_about, **settings)
    bring_in_step(call.book)
    if told.json:
        call.say_json(_state(call))
    elif told.off:
        call.say(_("No calendar file is kept any more."))
        if before:
            call.say(_("{file} stays as it is: delete it, and the subscription to it.").format(file=before))
    else:
        _say(call)


def _place(text: str) -> str:
    """The whole path, checked: a place where a calendar file can be written."""
    path = Path(text).expanduser().absolute()
    refuse_foreign_file(path)
    if str(checked("feed", str(path))) != str(path):
        raise Trouble(_("Choose a file name without line breaks, double blanks or other unusual signs."))
    if not os.access(path.parent, os.W_OK):
        raise cannot_write(path, PermissionError(13, ""))
    return str(path)


def _say(call: Call) -> None:
    state = _state(call)
    if not state["file"]:
        call.say(_("No calendar file is kept. Start one with “mrtnet feed FILE.ics”."))
        return
    call.say(_("{file} is kept in step with every change.").format(file=state["file"]))
    call.say(_("It holds your private notes.") if state["notes"] else _("It holds no private notes."))
    call.say(
        _(
            "Subscribe to it in your calendar program instead of importing it."
            " Google Calendar takes no reminders from it."
        )
    )


def _state(call: Call) -> dict[str, object]:
    about = call.about
    written = None
    if about.feed and Path(about.feed).is_file():
        written = datetime.fromtimestamp(int(Path(about.feed).stat().st_mtime), UTC)
    return {
        "file": about.feed,
        "notes": about.feed_notes,
        "in_step": bool(about.feed) and in_step(call.book.read, about),
        "written": written,
    }


VERB = Verb(
    help=_("keep a calendar file in step with every change"),
    examples=("mrtnet feed", "mrtnet feed ~/Documents/follow-ups.ics", "mrtnet feed --off"),
    arguments=_arguments,
    run=_run,
)
