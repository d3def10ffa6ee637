"""`mrtnet redo`: do again what was undone last."""

from mrtnet.cli.verb import Call, Verb
from mrtnet.words import _


def _run(call: Call) -> None:
    step = call.book.redo()
    call.say(_("Done again: {title}").format(title=step.title))


VERB = Verb(
    help=_("do again what was undone last"),
    examples=("mrtnet redo",),
    arguments=lambda parser: None,
    run=_run,
)
