"""`mrtnet check`: is the book sound?"""

from mrtnet.cli.verb import Call, Verb
from mrtnet.store import backup
from mrtnet.words import _, plural


def _run(call: Call) -> int | None:
    problems = call.book.check()
    for problem in problems:
        call.say(problem)
    if problems:
        call.say(_("A backup can be restored with “mrtnet restore FILE”:"))
        for each in backup.listed(call.book.path)[:5]:
            call.say(f"  {each.path}")
        return 1
    people = call.book.read.execute("SELECT count(*) FROM person").fetchone()[0]
    call.say(_("The book is sound: {people}.").format(people=plural("{n} person", "{n} people", people)))
    return None


VERB = Verb(
    help=_("check that the book is sound"),
    examples=("mrtnet check",),
    arguments=lambda parser: None,
    run=_run,
)
