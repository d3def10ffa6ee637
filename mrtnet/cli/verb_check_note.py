"""`mrtnet check-note`: what in a text looks like a patient's details, line by line. Nothing is kept."""

import argparse
import json
import sys

from mrtnet.cli.lines import plain
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.note_guard import NOBODY, Finding, check
from mrtnet.queries.note_guard import findings
from mrtnet.trouble import Trouble
from mrtnet.words import _

LARGEST = 16_000_000


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("texts", nargs="*", metavar=_("TEXT"), help=_("one line; “-” or nothing: standard input"))
    parser.add_argument("--internship", action="store_true", help=_("a note of an internship: the faint hints too"))
    json_option(parser)


def _run(call: Call) -> None:
    for number, line in enumerate(_lines(call), 1):
        found = _found(call, line)
        if call.told.json:
            sys.stdout.write(json.dumps([_as_data(one) for one in found], ensure_ascii=True) + "\n")
        elif not found:
            call.say(_("{n}: nothing seems to be about a patient").format(n=number))
        for one in found if not call.told.json else ():
            part = plain(line[one.start : one.end])
            words = _("{n}: {rule} “{part}”. {why}").format(n=number, rule=one.rule, part=part, why=one.why)
            call.say(words + (" " + _("Write: “{instead}”.").format(instead=one.instead) if one.instead else ""))


def _lines(call: Call) -> list[str]:
    texts = call.told.texts
    if texts and texts != ["-"]:
        return [line for text in texts for line in text.split("\n")]
    read = _standard_input().replace("\r\n", "\n").removesuffix("\n")
    return read.split("\n") if read else []


def _found(call: Call, line: str) -> list[Finding]:
    """With the book's people, where there is a book; none is made for this."""
    if call.path is None or not call.path.exists():
        return check(line, NOBODY, internship=call.told.internship)
    return findings(call.book.read, line, internship=call.told.internship)


def _as_data(found: Finding) -> dict[str, object]:
    return {key: getattr(found, key) for key in ("rule", "strength", "start", "end", "why")}


def _standard_input() -> str:
    if sys.stdin is None or sys.stdin.closed:
        return ""
    if sys.stdin.isatty():
        sys.stderr.write(_("Type or paste a text, a line each; end with Ctrl+D.") + "\n")
    raw = sys.stdin.buffer.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Trouble(_("That is more than 16 MB. Check it in parts."))
    return raw.decode("utf-8-sig", errors="replace")


VERB = Verb(
    help=_("say what in a text looks like a patient's details, before it is kept or sent"),
    examples=(
        "mrtnet check-note 'chart no. 445120 lacked a signature'",
        "mrtnet check-note --json - < notes.txt",
    ),
    arguments=_arguments,
    run=_run,
)
