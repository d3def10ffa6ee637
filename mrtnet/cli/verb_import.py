"""`mrtnet import`: take the people of files into the book, as one step; who is likely there already is named."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from mrtnet import paths, settings
from mrtnet.cli import finding
from mrtnet.cli.guarding import warn_of_patients
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.arrivals import Arrival, Decision, Plan
from mrtnet.domain.forms import EventForm
from mrtnet.domain.merging import FIELDS
from mrtnet.domain.problems import Problem
from mrtnet.edits.importing import KEEP, MERGE, SKIP, Imported, import_people
from mrtnet.exchange.own_columns import remembered
from mrtnet.exchange.people_files import PeopleRead, mapped, read_people_file
from mrtnet.queries.everything import known_people
from mrtnet.queries.importing import planned
from mrtnet.queries.playbooks import playbook_named
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural

LIKELY = {"ask": SKIP, "add": SKIP, "merge": MERGE, "keep": KEEP}
_TITLES = {field.key: field.title for field in FIELDS}
_SHOWN = 20
Told = list[tuple[str, Problem]]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        help=_("vCard, CSV, LDIF, .ics, .eml, text, our JSON, or a .zip of cards or of LinkedIn’s"),
    )
    saving_options(parser)
    json_option(parser)


def picture_options(parser: argparse.ArgumentParser, metavar: str, files: str, save: str) -> None:
    """Pictures to look at, and whether who is found there comes into the book; `files` and `save` are their help."""
    parser.add_argument("files", nargs="+", metavar=metavar, help=files)
    parser.add_argument("--save", action="store_true", help=save)
    saving_options(parser)
    json_option(parser)


def saving_options(parser: argparse.ArgumentParser) -> None:
    """How people who were read come into the book."""
    parser.add_argument("--event", metavar=_("NAME"), help=_("where you met them; a new name makes a new event"))
    parser.add_argument("--playbook", metavar=_("KEY"), help=_("what follows for new people, or “none”"))
    parser.add_argument(
        "--likely",
        choices=list(LIKELY),
        default="ask",
        help=_("what to do with who may be there already; “add”: merge where the file only adds something"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would happen"))


def _run(call: Call) -> int | None:
    read, problems, refused = _read(call, call.told.files)
    take_in(call, read, problems)
    return 1 if refused and len(refused) == len(call.told.files) else None


def take_in(
    call: Call,
    read: Sequence[PeopleRead],
    problems: Told,
    more: Mapping[str, Any] | None = None,
    edit: Callable[..., Imported] = import_people,
) -> None:
    """Take what was read into the book as the options say, and tell what came of it; `more` is for its JSON."""
    told = call.told
    connection = call.book.read
    if told.playbook and told.playbook != "none" and playbook_named(connection, told.playbook) is None:
        raise Trouble(_("There is no playbook “{key}”.").format(key=told.playbook))
    people = [each for one in read for each in one.people]
    groups = [group for one in read for group in one.groups]
    books = [one.everything for one in read if one.everything is not None]
    plan = planned(connection, people, groups)
    decisions = dict.fromkeys(plan.of("likely"), LIKELY[told.likely])
    if told.likely == "add":
        decisions |= {at: MERGE for at in decisions if plan.arrivals[at].only_adds}
    new, same = (
        sum(pair) for pair in zip((0, 0), *(known_people(connection, book.people) for book in books), strict=True)
    )
    done = Imported()
    if not told.dry_run and (people or books):
        done = _import(call, edit, plan, decisions, read)
        problems += [(one.file, problem) for one in read if one.everything for problem in done.problems]
    counts = {"read": len(people) + new + same, "new": len(plan.of("new")) + new, "same": len(plan.of("same")) + same}
    if told.json:
        _say_json(call, {**(more or {}), **counts}, plan, problems, done)
    else:
        _say(call, counts, plan, problems, done)
    warn_of_patients(call, ("\n".join(filter(None, (each.form.note, each.form.talked_about))) for each in people))


def say_looked_at(call: Call, found: Mapping[str, Any], problems: Told) -> None:
    """What was only looked at: as JSON; or, as it was said already, just what is wrong with it."""
    if call.told.json:
        said = [{"file": file, "reason": problem.reason} for file, problem in problems]
        call.say_json({**found, "problems": said})
        return
    for file, problem in problems:
        call.warn(f"{file}: {problem.reason}")


def _read(call: Call, names: Sequence[str]) -> tuple[list[PeopleRead], Told, list[str]]:
    """What the files hold; a file that is none costs only itself, and is told."""
    read: list[PeopleRead] = []
    problems: Told = []
    refused: list[str] = []
    kept = settings.load(paths.config_dir() / settings.FILE, paths.write_whole).columns
    for name in dict.fromkeys(names):
        try:
            found = read_people_file(Path(name).expanduser(), today=call.today)
        except Trouble as wrong:
            refused.append(name)
            problems.append((Path(name).name, Problem(0, "", str(wrong))))
        except (RuntimeError, ValueError):
            refused.append(name)
            problems.append((name, Problem(0, "", _("This is not the name of a file."))))
        else:
            own = remembered(found.table, kept) if found.table is not None else None
            found = mapped(found, own) if own is not None else found
            read.append(found)
            problems += [(found.file, problem) for problem in found.problems]
            if found.everything is not None:
                problems += [(found.file, problem) for problem in found.everything.problems]
    return read, problems, refused


def _import(
    call: Call, edit: Callable[..., Imported], plan: Plan, decisions: dict[int, Decision], read: Sequence[PeopleRead]
) -> Imported:
    name = " ".join((call.told.event or "").split())
    event = finding.event_to_change(call, name) if name else None
    new_event = EventForm.checked(name=name, first_day=call.today, last_day=call.today) if name and not event else None
    return call.book.do(
        edit, plan, decisions, today=call.today, event_id=event.id if event else None, new_event=new_event,
        playbook=call.told.playbook or "", everything=[one.everything for one in read if one.everything is not None],
    )  # fmt: skip


def _say_json(call: Call, counts: Mapping[str, Any], plan: Plan, problems: Told, done: Imported) -> None:
    call.say_json(
        {
            **counts,
            "likely": [_likely(plan.arrivals[at]) for at in plan.of("likely")],
            "groups": [group.name for group in plan.groups],
            "added": list(done.new),
            "merged": list(done.merged),
            "problems": [
                {"file": file, "line": each.line, "what": each.what, "reason": each.reason, "lost": each.lost}
                for file, each in problems
            ],
        }
    )


def _likely(arrival: Arrival) -> dict[str, Any]:
    card = arrival.incoming
    return {
        "file": card.file,
        "line": card.line,
        "name": card.form.name,
        "adds": list(arrival.adds),
        "only_adds": arrival.only_adds,
        "candidates": [
            {"id": one.person_id, "name": one.name, "score": one.score, "reasons": list(one.reasons),
             "against": list(one.against)}
            for one in arrival.candidates
        ],
    }  # fmt: skip


def _say(call: Call, counts: dict[str, int], plan: Plan, problems: Told, done: Imported) -> None:
    likely = plan.of("likely")
    call.say(
        _("{read} read: {new} new, {same} here already, {likely} likely.").format(
            read=plural("{n} person", "{n} people", counts["read"]), new=counts["new"], same=counts["same"],
            likely=len(likely),
        )
    )  # fmt: skip
    for at in likely[:_SHOWN]:
        call.say("  " + _likely_line(plan.arrivals[at]))
    if len(likely) > _SHOWN:
        call.say("  " + _("… and {n} more; --json lists them all.").format(n=len(likely) - _SHOWN))
    if likely and call.told.likely == "ask":
        call.say(
            _(
                "Nothing was done about who is likely here already. Say “--likely merge” or “--likely keep”,"
                " or “--likely add” for those to whom the file only adds something."
            )
        )
    if call.told.dry_run:
        call.say(_("Nothing was written."))
    elif done.new or done.merged:
        added = plural("{n} person added", "{n} people added", len(done.new))
        call.say(_("{added}, {merged} changed. Undo: mrtnet undo").format(added=added, merged=len(done.merged)))
    for file, problem in problems[:_SHOWN]:
        call.warn(f"{file}: {problem.sentence if problem.line else problem.reason}")
    if len(problems) > _SHOWN:
        more = plural("{n} more line has a problem", "{n} more lines have problems", len(problems) - _SHOWN)
        call.warn(_("{more}; --json lists them all.").format(more=more))


def _likely_line(arrival: Arrival) -> str:
    first = arrival.candidates[0]
    whom = f"{first.name} ({first.person_id})" if first.person_id is not None else first.name
    why = ", ".join(first.reasons)
    card = arrival.incoming
    news = ", ".join(_(_TITLES[key]) for key in arrival.adds)
    line = _("Line {line}, {name}: may be {whom}: {why}.").format(
        line=card.line, name=card.form.name, whom=whom, why=why
    )
    return line + (" " + _("New: {fields}.").format(fields=news) if news else "")


VERB = Verb(
    help=_("take people from files: vCard, CSV of LinkedIn, Google, Outlook, and more"),
    examples=(
        "mrtnet import LinkedInDataExport.zip --dry-run",
        "mrtnet import cards.vcf contacts.csv",
        "mrtnet import attendees.txt --event AHIMA26 --playbook after-event",
        "mrtnet import everything.json",
    ),
    arguments=_arguments,
    run=_run,
)
