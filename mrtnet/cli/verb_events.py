"""`mrtnet events`: the events on file."""

from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.domain.when import say_when
from mrtnet.queries import events
from mrtnet.words import _, plural


def _run(call: Call) -> None:
    rows = events.listed(call.book.read)
    if call.told.json:
        call.say_json([shown.event(row) for row in rows])
        return
    for line in table(
        (
            str(row.id),
            row.name,
            say_when(row.first_day, call.today) if row.first_day else "",
            row.place or row.city,
            plural("{n} person met", "{n} people met", row.met),
            plural("{n} to thank", "{n} to thank", row.to_thank) if row.to_thank else "",
        )
        for row in rows
    ):
        call.say(line)
    if not rows:
        call.say(_("No events. Name the next conference, class or webinar with “mrtnet event”."))


VERB = Verb(
    help=_("list events"),
    examples=("mrtnet events", "mrtnet events --json"),
    arguments=json_option,
    run=_run,
)
