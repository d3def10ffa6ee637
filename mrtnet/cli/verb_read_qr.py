"""`mrtnet read-qr`: who stands in the QR codes of pictures, and on wish into the book with them."""

import argparse
from pathlib import Path
from typing import Any, NamedTuple

from mrtnet.cli import verb_import
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.problems import Problem
from mrtnet.exchange.people_files import PeopleRead
from mrtnet.exchange.qr import people_in_code, read_codes
from mrtnet.trouble import Trouble
from mrtnet.words import _


class Code(NamedTuple):
    """One code: where it was, what it says, and who it is or why it is nobody."""

    file: str
    text: str
    found: Incoming | Problem


def _arguments(parser: argparse.ArgumentParser) -> None:
    save = _("take who is found into the book")
    verb_import.picture_options(parser, _("PICTURE"), _("PNG, JPEG, GIF or WebP"), save)


def _run(call: Call) -> int | None:
    codes: list[Code] = []
    problems: list[tuple[str, Problem]] = []
    for name in dict.fromkeys(call.told.files):
        path = Path(name).expanduser()
        try:
            texts = read_codes(path)
        except Trouble as wrong:
            problems.append((path.name, Problem(0, "", str(wrong))))
            continue
        if not texts:
            none = _("There is no code to be read in it. Take it again: nearer, straight, without glare.")
            problems.append((path.name, Problem(0, "", none)))
        for text in texts:
            found = people_in_code(text, today=call.today)
            found = found._replace(file=path.name) if isinstance(found, Incoming) else found
            codes.append(Code(path.name, text, found))
    read = [PeopleRead(each.file, [each.found]) for each in codes if isinstance(each.found, Incoming)]
    data = {"codes": [_as_data(each) for each in codes]}
    if not call.told.json:
        _say(call, codes)
    if call.told.save and read:
        verb_import.take_in(call, read, problems, data)
        return None
    verb_import.say_looked_at(call, data, problems)
    return None if codes else 1


def _as_data(code: Code) -> dict[str, Any]:
    if isinstance(code.found, Problem):
        return {"file": code.file, "text": code.text, "person": None, "reason": code.found.reason}
    person = code.found.form.model_dump(mode="json", exclude_defaults=True)
    return {"file": code.file, "text": code.text, "person": person, "reason": ""}


def _say(call: Call, codes: list[Code]) -> None:
    for code in codes:
        if isinstance(code.found, Problem):
            call.say(f"{code.file}: {code.found.reason}  ({code.found.what})")
            continue
        form = code.found.form
        jobs = [", ".join(filter(None, (job.title, job.organization))) for job in form.jobs]
        told = [", ".join([form.name, *form.credentials]), *jobs, *(reach.value for reach in form.reaches)]
        call.say(f"{code.file}: " + "; ".join(part for part in told if part))


VERB = Verb(
    help=_("read the QR codes of badges and cards in pictures"),
    examples=(
        "mrtnet read-qr badge.jpg",
        "mrtnet read-qr *.jpg --save --event AHIMA26",
        "mrtnet read-qr card.png --json",
    ),
    arguments=_arguments,
    run=_run,
)
