"""`mrtnet person`: everything on file about one person."""

import argparse

from mrtnet.cli import finding, shown
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.kinds import title
from mrtnet.domain.rows import PersonDetail, PersonRow
from mrtnet.domain.when import say_when
from mrtnet.queries import follow_ups, person
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", nargs="+", metavar=_("NAME|ID"), help=_("a name, the beginning of one, or a number"))
    json_option(parser)


def _run(call: Call) -> None:
    row = finding.person(call, " ".join(call.told.person))
    connection = call.book.read
    detail = person.detail(connection, row.id)
    assert detail is not None
    timeline = person.timeline(connection, row.id)
    if call.told.json:
        call.say_json(shown.whole_person(row, detail, timeline))
        return
    for line in _head(row, detail):
        call.say(line)
    for follow_up in follow_ups.of_person(connection, row.id):
        call.say(f"→ {follow_up.title}: {say_when(follow_up.due, call.today)}  [{follow_up.id}]  {follow_up.reason}")
    if detail.note:
        call.say(f"\n{detail.note}")
    for entry in timeline:
        with_others = _(" with {names}").format(names=entry.others) if entry.others else ""
        at = f" · {entry.event}" if entry.event else ""
        call.say(
            f"\n{say_when(entry.day, call.today)}  {entry.title or title('interaction', entry.kind)}{with_others}{at}"
        )
        for line in entry.body.splitlines():
            call.say(f"    {line}")


def _head(row: PersonRow, detail: PersonDetail) -> list[str]:
    lines = [f"{shown.named(row.name, row.credentials)}  [{row.id}]"]
    lines += [
        "  ".join(part for part in (job.title, job.organization, _period(job.since, job.until)) if part)
        for job in detail.jobs
    ]
    lines += [reach.value for reach in detail.reaches]
    told = [detail.pronouns, detail.pronunciation, *(title("role", role) for role in detail.roles)]
    lines.append(" · ".join([part for part in told if part] + [f"#{tag}" for tag in detail.tags]))
    return [line for line in lines if line]


def _period(since: object, until: object) -> str:
    return f"{since or ''} – {until or ''}" if until else ""


VERB = Verb(
    help=_("show everything about one person"),
    examples=("mrtnet person rosa", "mrtnet person 12 --json"),
    arguments=_arguments,
    run=_run,
)
