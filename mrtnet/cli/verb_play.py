"""`mrtnet play`: the playbooks, and one started for people or for an event; what it would do is told before."""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from mrtnet.cli import finding
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain.playbook_files import LONGEST_FILE
from mrtnet.domain.playbook_parts import CONDITIONS
from mrtnet.domain.playbook_words import say_move
from mrtnet.domain.playbooks import Playbook
from mrtnet.domain.portion import say_portion
from mrtnet.domain.rows import RunRow
from mrtnet.domain.when import say_date
from mrtnet.queries import events, runs, turns
from mrtnet.queries.people import ids_named
from mrtnet.queries.playbooks import all_playbooks
from mrtnet.queries.plays import Preview, coming_load, moves, preview
from mrtnet.queries.search import person_ids
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "playbook", nargs="?", metavar=_("PLAYBOOK"), help=_("its key, number or title, or a .toml file to take in")
    )
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--for", dest="whom", metavar=_("QUERY"), help=_("the people whom this search finds"))
    whom.add_argument("--event", metavar=_("NAME"), help=_("the people met at this event, and your own steps of it"))
    parser.add_argument(
        "--move", metavar=_("DATE"), help=_("move those at work for them: they count from this day, open steps follow")
    )
    parser.add_argument(
        "--told", metavar=_("WHAT"), help=_("tell what happened there (“bounced, urgent”; “none”): its rules follow")
    )
    parser.add_argument("--on", metavar=_("DATE"), help=_("the day that it counts from, by default today"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what it would do"))
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if told.playbook is None:
        _list(call)
        return
    if told.playbook.casefold().endswith(".toml"):
        _take_in(call, Path(told.playbook))
        return
    playbook = _playbook(call, told.playbook)
    if told.move:
        _move(call, playbook)
        return
    if told.told is not None:
        _tell(call, playbook)
        return
    if told.whom is None and told.event is None:
        _say(call, playbook)
        return
    event = finding.known_event(call, told.event) if told.event else None
    ids = events.people_met(call.book.read, event.id) if event else _people(call, told.whom)
    anchor = call.day(told.on) if told.on else None
    event_id = event.id if event else None
    found = preview(call.book.read, playbook, ids, call.today, anchor=anchor, event_id=event_id)
    load = coming_load(call.book.read, call.today, added=found.dues) if told.json or told.dry_run else []
    if not told.dry_run and (found.people or found.own or not ids):
        from mrtnet.edits.plays import start_play

        call.book.do(start_play, playbook.key, ids, today=call.today, anchor=anchor, event_id=event_id)
    if told.json:
        call.say_json(_as_data(playbook, found, load, not told.dry_run))
        return
    _say_preview(call, found)
    if over := [day for day in load if day.over]:
        days = ", ".join(f"{say_date(day.day, call.today)} ({day.all})" for day in over)
        call.say(_("More than {portion} on: {days}. The rest moves on to the next days.").format(
            portion=say_portion(call.about.portion), days=days))  # fmt: skip
    if not found.people and not found.own:
        raise Trouble(_("Nobody is left to start “{title}” for.").format(title=_(playbook.title)))
    begun = plural("{n} person", "{n} people", len(found.people))
    said = _("It would start “{title}” for {whom}.") if told.dry_run else _("Started “{title}” for {whom}.")
    call.say(said.format(title=_(playbook.title), whom=begun))


def _take_in(call: Call, path: Path) -> None:
    """A playbook from a file becomes one of hers; tried only with `--dry-run`."""
    from mrtnet.domain.playbooks import load_playbook
    from mrtnet.queries.playbooks import template_keys

    try:
        if path.stat().st_size > LONGEST_FILE:
            raise Trouble(_("The playbook {name} is too long to be one.").format(name=path.name))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Trouble(_("“{name}” cannot be read. Choose a playbook saved as .toml.").format(name=path.name)) from None
    found = load_playbook(text, path.name, template_keys(call.book.read))
    key = found.key
    if not call.told.dry_run:
        from mrtnet.edits.own_playbooks import take_in

        key = call.book.do(take_in, text, path.name, today=call.today)
    if call.told.json:
        call.say_json({"key": key, "title": _(found.title), "steps": len(found.steps), "taken": not call.told.dry_run})
        return
    said = _("“{title}” can be taken in.") if call.told.dry_run else _("Took in “{title}” as {key}.")
    call.say(said.format(title=_(found.title), key=key))


def _move(call: Call, playbook: Playbook) -> None:
    """Another day to count from, for those who have it at work; what moves is told, with `--dry-run` nothing else."""
    told, read = call.told, call.book.read
    at_work = _at_work(call, playbook)
    anchor = call.day(told.move)
    found = [(run, moves(read, run, anchor, call.today)) for run in at_work]
    if not told.dry_run:
        from mrtnet.edits.plays import move_play

        call.book.do(move_play, [run.id for run in at_work], anchor, today=call.today)
    if told.json:
        call.say_json({
            "playbook": playbook.key, "anchor": anchor, "moved": not told.dry_run,
            "runs": [{"id": run.id, "person": run.person_id, "event": run.event_id,
                      "steps": [step._asdict() for step in steps]} for run, steps in found],
        })  # fmt: skip
        return
    for line in table(
        (step.name, step.title, say_move(step.before, step.after, call.today, stays=step.stays))
        for _run_of, steps in found for step in steps
    ):  # fmt: skip
        call.say(f"  {line}")
    said = _("It would count “{title}” from {day}.") if told.dry_run else _("“{title}” counts from {day} now.")
    call.say(said.format(title=_(playbook.title), day=say_date(anchor, call.today)))


def _tell(call: Call, playbook: Playbook) -> None:
    """What only she can tell, of those who have it at work: the playbook's rules follow it."""
    known = turns.to_tell(playbook)
    happened = [word for word in call.told.told.replace(",", " ").split() if word != "none"]
    if unknown := [word for word in happened if word not in known]:
        choices = "; ".join(f"{name} ({_(CONDITIONS[name])})" for name in known) or _("nothing")
        raise Trouble(_("“{what}” is nothing that “{title}” asks about. It asks about: {choices}.").format(
            what=unknown[0], title=_(playbook.title), choices=choices))  # fmt: skip
    at_work = _at_work(call, playbook)
    if not call.told.dry_run:
        from mrtnet.edits.turns import tell_turns

        for run in at_work:
            call.book.do(tell_turns, run.id, happened, today=call.today)
    steps = [(run, runs.next_step(call.book.read, run, call.today)[0]) for run in at_work]
    if call.told.json:
        call.say_json([
            {"run": run.id, "person": run.person_id, "event": run.event_id, "told": happened,
             "next": step.title if step else "", "due": step.due if step else None} for run, step in steps
        ])  # fmt: skip
        return
    for run, step in steps:
        call.say(f"  {run.id}  {step.title}  {say_date(step.due, call.today)}" if step else f"  {run.id}  {_('ends')}")


def _at_work(call: Call, playbook: Playbook) -> list[RunRow]:
    """Where it is at work, for whom she says."""
    told = call.told
    at_work = [each.run for each in runs.at_work(call.book.read, playbook.key)]
    if told.event:
        event_id = finding.known_event(call, told.event).id
        at_work = [run for run in at_work if run.event_id == event_id]
    elif told.whom:
        ids = set(_people(call, told.whom))
        at_work = [run for run in at_work if run.person_id in ids]
    else:
        raise Trouble(_("Say for whom: --for QUERY or --event NAME."))
    if not at_work:
        raise Trouble(_("“{title}” is not at work for them.").format(title=_(playbook.title)))
    return at_work


def _people(call: Call, query: str) -> list[int]:
    if not query.strip():
        raise Trouble(_("Say for whom: a name, or a search such as tag:mentor."))
    ids = ids_named(call.book.read, query) or person_ids(call.book.read, query, call.today)
    if not ids:
        raise Trouble(_("Nobody in the book is found by “{text}”.").format(text=query))
    return ids


def _playbook(call: Call, text: str) -> Playbook:
    """The playbook of this key, number ("P7") or title, or the beginning of one."""
    known = all_playbooks(call.book.read)
    low = text.strip().casefold()
    exact = [each for each in known.values() if low in (each.key, each.number.casefold(), _(each.title).casefold())]
    begun = [each for each in known.values() if each.key.startswith(low) or _(each.title).casefold().startswith(low)]
    found = exact or begun
    if len(found) == 1 and low:
        return found[0]
    if not found:
        raise Trouble(_("There is no playbook “{key}”. “mrtnet play” lists them.").format(key=text))
    names = ", ".join(each.key for each in found[:12])
    raise Trouble(_("“{text}” may be {names}. Say which by its key.").format(text=text, names=names))


def _list(call: Call) -> None:
    used = runs.used(call.book.read)
    known = all_playbooks(call.book.read)
    if call.told.json:
        call.say_json([
            {"key": each.key, "number": each.number, "title": _(each.title), "steps": len(each.steps),
             "at_work": used.get(each.key, 0)}
            for each in known.values()
        ])  # fmt: skip
        return
    for line in table(
        (each.number, each.key, _(each.title), plural("{n} step", "{n} steps", len(each.steps)),
         _("at work for {n}").format(n=used[each.key]) if used.get(each.key) else "")
        for each in known.values()
    ):  # fmt: skip
        call.say(line)


def _say(call: Call, playbook: Playbook) -> None:
    """One playbook: its steps in words, and who has it at work."""
    from mrtnet.domain.playbook_words import say_offset, say_rule

    at_work = runs.at_work(call.book.read, playbook.key)
    if call.told.json:
        from mrtnet.domain.playbooks import dump_playbook

        call.say_json({
            "key": playbook.key, "title": _(playbook.title), "toml": dump_playbook(playbook),
            "at_work": [{"id": each.run.id, "name": each.name, "step": each.step, "due": each.due} for each in at_work],
        })  # fmt: skip
        return
    call.say(_(playbook.title))
    for line in table((say_offset(step, playbook), _(step.title), _(step.purpose)) for step in playbook.steps):
        call.say(f"  {line}")
    for rule in playbook.rules:
        call.say(f"  {say_rule(rule, playbook)}")
    for each in at_work:
        due = say_date(each.due, call.today) if each.due else ""
        call.say("  " + "  ".join(part for part in (each.name, each.step, due) if part))


def _say_preview(call: Call, found: Preview) -> None:
    for line in table(
        (each.name, each.steps[0].title if each.steps else _("nothing now"),
         say_date(each.steps[0].due, call.today) if each.steps else "")
        for each in found.people
    ):  # fmt: skip
        call.say(f"  {line}")
    for why in Counter(found.left_out.values()):
        call.say("  " + _("Left out: {why}").format(why=why))


def _as_data(playbook: Playbook, found: Preview, load: Any, started: bool) -> dict[str, Any]:
    return {
        "playbook": playbook.key,
        "started": started and bool(found.people or found.own),
        "people": [
            {"id": each.person_id, "name": each.name,
             "steps": [{"step": step.step_key, "title": step.title, "due": step.due} for step in each.steps]}
            for each in found.people
        ],
        "left_out": [{"id": person_id, "why": why} for person_id, why in found.left_out.items()],
        "own": [{"step": step.step_key, "title": step.title, "due": step.due} for step in found.own],
        "load": [{"day": day.day, "open": day.open, "planned": day.planned, "added": day.added, "over": day.over}
                 for day in load if day.all],
    }  # fmt: skip


VERB = Verb(
    help=_("list playbooks, start or move one for people or an event, take one in from a file"),
    examples=(
        "mrtnet play",
        "mrtnet play revive-tie --for quiet:>90d --dry-run",
        "mrtnet play after-event --event forum26",
        "mrtnet play after-event --event forum26 --move 2026-11-02 --dry-run",
        "mrtnet play revive-tie --for rosa --told bounced",
        "mrtnet play my-way.toml",
    ),
    arguments=_arguments,
    run=_run,
)
