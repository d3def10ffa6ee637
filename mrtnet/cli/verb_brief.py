"""`mrtnet brief`: one page before a meeting, in words, as JSON or as a PDF."""

import argparse
import sys
from pathlib import Path
from typing import Any

from mrtnet import clock
from mrtnet.cli import finding, shown
from mrtnet.cli.painted import painted
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.brief import Brief, name_of, sections, when_lines, where_lines, whom
from mrtnet.paths import write_whole
from mrtnet.queries.brief import brief as read_brief
from mrtnet.trouble import Trouble
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", nargs="+", metavar=_("ID"), help=_("which meeting, or with whom"))
    parser.add_argument("--pdf", metavar=_("FILE"), help=_("write one page to print; - is standard output"))
    json_option(parser)


def _run(call: Call) -> None:
    row = finding.meeting(call, " ".join(call.told.meeting))
    found = read_brief(call.book.read, row.id, call.about, clock.now())
    assert found is not None
    if call.told.pdf:
        _write(call, row.id, call.told.pdf)
    if call.told.json and call.told.pdf != "-":
        call.say_json(_as_data(found))
    elif call.told.pdf and call.told.pdf != "-":
        call.say(_("Wrote {place}.").format(place=call.told.pdf))
    elif not call.told.pdf:
        _say(call, found)


def _say(call: Call, found: Brief) -> None:
    call.say(_("{what}: {whom}").format(what=name_of(found), whom=whom(found)))
    for guest in found.guests:
        told = (shown.named(guest.name, guest.credentials), guest.title, guest.organization)
        call.say("  " + ", ".join(part for part in told if part))
        if said := " · ".join(part for part in (guest.pronouns, guest.pronunciation) if part):
            call.say(f"  {said}")
    for text in (*when_lines(found, call.today), *where_lines(found)):
        call.say(f"  {text}")
    for section in sections(found, call.today):
        call.say()
        call.say(section.title)
        for number, line in enumerate(section.lines, 1):
            mark = "✓ " if line.done else f"{number}. " if section.key == "questions" else ""
            text = f"  {mark}{shown.one_line(line.text)}"
            call.say(f"{text}  ({shown.one_line(line.more)})" if line.more else text)


def _as_data(found: Brief) -> dict[str, Any]:
    """The brief for other programs; `mine` and `theirs` are wall times in the two zones."""
    return {
        "meeting": shown.meeting(found.meeting),
        "people": [guest._asdict() for guest in found.guests],
        "mine": found.mine,
        "my_zone": found.my_zone,
        "theirs": found.theirs,
        "their_zone": found.their_zone,
        "clocks": found.change,
        "last_talk": found.talk._asdict() if found.talk else None,
        "promises": [each._asdict() for each in found.promises],
        "thanks": list(found.thanks),
        "in_common": [each._asdict() for each in found.common],
        "preferences": list(found.preferences),
        "questions": [each._asdict() for each in found.questions],
        "agenda": [each._asdict() for each in found.agenda],
    }


def _write(call: Call, meeting_id: int, told: str) -> None:
    """Let the printing process make the page; what it gives is written whole or not at all."""
    content = page(call.book.path, meeting_id)
    if told == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        write_whole(Path(told).expanduser(), content)
    except OSError as wrong:
        why = wrong.strerror or type(wrong).__name__
        raise Trouble(_("“{name}” cannot be written: {why}.").format(name=told, why=why)) from None


def page(book: Path, meeting_id: int) -> bytes:
    """The brief as a PDF. Raises Trouble."""
    return painted("mrtnet.ui.printing", "--print-brief", book, meeting_id)


VERB = Verb(
    help=_("one page before a meeting: who, promises, questions"),
    examples=("mrtnet brief Leilani", "mrtnet brief 3 --pdf brief.pdf", "mrtnet brief 3 --json"),
    arguments=_arguments,
    run=_run,
)
