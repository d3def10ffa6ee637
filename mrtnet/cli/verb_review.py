"""`mrtnet review`: what a week brought, who went quiet, what comes, and one sentence about it."""

import argparse
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain import kinds
from mrtnet.domain.review import Promised, Review, Talk, Whom, load_words, say_quiet, sentence
from mrtnet.domain.when import say_date
from mrtnet.queries.review import review
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--week", metavar=_("DATE"), help=_("the week that holds this day, instead of this one"))
    json_option(parser)


def _run(call: Call) -> None:
    today = call.today
    found = review(call.book.read, call.day(call.told.week) if call.told.week else today, today)
    if call.told.json:
        call.say_json(_as_json(found, today))
        return
    span = _("{first} – {last}").format(first=say_date(found.first, today), last=say_date(found.last, today))
    call.say(_("Week of {span}").format(span=span))
    call.say("  " + plural("{n} follow-up done", "{n} follow-ups done", found.done))
    _say(call, _("Thanked"), (_name(each) for each in found.thanked))
    _say(call, _("Met"), (_name(each) for each in found.met))
    _say(call, _("Talked"), (_talk(each, today) for each in found.talks))
    _say(call, _("Promises kept"), (_promise(each, today) for each in found.kept))
    _say(call, _("Promises open"), (_promise(each, today) for each in found.open))
    _say(call, _("Gone quiet ({n})").format(n=found.quiet_count),
         (f"{shown.named(each.name, each.credentials)}, {say_quiet(each.last_contact, today)}"
          for each in found.quiet))  # fmt: skip
    _say(call, _("The week after"), _next(found, today))
    call.say()
    call.say(sentence(found, today))


def _say(call: Call, title: str, lines: Iterable[str]) -> None:
    told = list(lines)
    if told:
        call.say(title)
        for line in told:
            call.say(f"  {shown.one_line(line)}")


def _name(whom: Whom) -> str:
    return whom.name


def _talk(talk: Talk, today: date) -> str:
    return f"{say_date(talk.day, today)}  {kinds.title('meeting', talk.kind)}, {talk.whom}"


def _promise(promise: Promised, today: date) -> str:
    said = _("you to {name}: {what}") if promise.side == "mine" else _("{name} to you: {what}")
    due = _(", due {day}").format(day=say_date(promise.due, today)) if promise.due else ""
    return said.format(name=promise.name, what=promise.text) + due


def _next(found: Review, today: date) -> Sequence[str]:
    words = load_words(found.next.follow_ups, len(found.next.events), len(found.next.meetings))
    events = [f"{say_date(first, today)}  {name}" for name, first in found.next.events]
    return [each for each in (words, *events, *(_talk(talk, today) for talk in found.next.meetings)) if each]


def _as_json(found: Review, today: date) -> dict[str, Any]:
    return {
        "first": found.first,
        "last": found.last,
        "done": found.done,
        "thanked": [each._asdict() for each in found.thanked],
        "met": [each._asdict() for each in found.met],
        "not_thanked": [each._asdict() for each in found.unthanked],
        "talks": [each._asdict() for each in found.talks],
        "promises": {
            "kept": [each._asdict() for each in found.kept],
            "open": [each._asdict() for each in found.open],
        },
        "quiet": [each._asdict() for each in found.quiet],
        "quiet_count": found.quiet_count,
        "next": {
            "first": found.next.first,
            "last": found.next.last,
            "follow_ups": found.next.follow_ups,
            "late": found.next.late,
            "meetings": [each._asdict() for each in found.next.meetings],
            "events": [{"name": name, "first_day": first} for name, first in found.next.events],
        },
        "sentence": sentence(found, today),
    }


VERB = Verb(
    help=_("show what the week brought, who went quiet and what comes next"),
    examples=("mrtnet review", "mrtnet review --week 2026-10-05 --json"),
    arguments=_arguments,
    run=_run,
)
