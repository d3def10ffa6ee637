"""`mrtnet read`: take in a calendar of others, or read one for busy times from now on."""

import argparse
from pathlib import Path

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.problems import Problem
from mrtnet.edits import taking_in
from mrtnet.exchange.calendar_sorting import Sorted, sort_calendar
from mrtnet.exchange.ics_reading import read_calendar
from mrtnet.queries.planning import my_zone
from mrtnet.sync import busy
from mrtnet.words import _, plural

SORTS = {"programme": "programme", "program": "programme", "meetings": "meetings", "busy": "busy"}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE|URL"), help=_("a calendar file, or the address of one"))
    parser.add_argument("--as", dest="sort", choices=sorted(SORTS), help=_("what it is; else that is judged"))
    parser.add_argument("--event", metavar=_("NAME"), help=_("it is the program of this event"))
    parser.add_argument("--busy", metavar=_("NAME"), help=_("read it for busy times from now on, under this name"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what it holds"))
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    url = busy.address(told.file)
    if told.busy or (told.sort and SORTS[told.sort] == "busy"):
        _subscribe(call, url, told.busy or Path(url).stem)
        return
    about = call.about
    read = read_calendar(busy.contents(url))
    sort = "programme" if told.event else SORTS.get(told.sort or "", "")
    found = sort_calendar(
        read,
        mine=[about.email],
        zone=my_zone(about),
        name=told.event or Path(url).stem,
        sort=sort,  # type: ignore[arg-type]
    )
    if told.event:
        found = found._replace(
            programmes=tuple(
                each._replace(event=each.event.model_copy(update={"name": told.event})) for each in found.programmes
            )
        )
    said: list[str] = []
    if not told.dry_run and (found.programmes or found.invited or found.replies):
        said = call.book.do(taking_in.take_in, found, today=call.today)
    _say(call, found, said)


def _subscribe(call: Call, url: str, title: str) -> None:
    read_calendar(busy.contents(url))  # what is no calendar is not subscribed to
    calendar_id = call.book.do(taking_in.add_busy_calendar, title, url)
    looked = busy.look(call.book, calendar_id)
    if call.told.json:
        call.say_json({"calendar": title, "busy": looked.times, "problems": _problems(looked.problems)})
        return
    times = plural("{n} busy time", "{n} busy times", looked.times)
    call.say(_("Reads {title} from now on: {times}.").format(title=title, times=times))
    for problem in looked.problems:
        call.warn(problem.sentence)


def _say(call: Call, found: Sorted, said: list[str]) -> None:
    if call.told.json:
        call.say_json(
            {
                "events": [each.event.name for each in found.programmes],
                "sessions": sum(len(each.sessions) for each in found.programmes),
                "meetings": [each.form.title for each in found.invited],
                "replies": [{"email": each.email, "answer": each.partstat} for each in found.replies],
                "busy": len(found.busy),
                "said": said,
                "problems": _problems(found.problems),
            }
        )
        return
    for sentence in said:
        call.say(sentence + ".")
    if found.busy:
        entries = plural("{n} entry", "{n} entries", len(found.busy))
        call.say(
            _("{entries} only take time. To count them as busy: mrtnet read FILE --busy NAME").format(entries=entries)
        )
    if not said and not found.busy and not call.told.dry_run:
        call.say(_("Nothing in it is new."))
    for problem in found.problems:
        call.warn(problem.sentence)


def _problems(problems: tuple[Problem, ...]) -> list[dict[str, object]]:
    return [{"line": each.line, "what": each.what, "reason": each.reason, "lost": each.lost} for each in problems]


VERB = Verb(
    help=_("take in a calendar of others, or read one for busy times"),
    examples=(
        "mrtnet read invitation.ics",
        'mrtnet read program.ics --event "AHIMA 2026"',
        'mrtnet read https://calendar.example/mine.ics --busy "My classes"',
    ),
    arguments=_arguments,
    run=_run,
)
