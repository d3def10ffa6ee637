"""`mrtnet contact`: write down what happened with one or several people."""

import argparse

from mrtnet.cli import finding
from mrtnet.cli.guarding import warn_of_patients
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.forms import InteractionForm
from mrtnet.domain.kinds import INTERACTIONS
from mrtnet.domain.when import say_when
from mrtnet.edits import follow_ups as edits
from mrtnet.queries import people
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar=_("PERSON"), help=_("a name or number; several with commas"))
    parser.add_argument("text", nargs="*", metavar=_("TEXT"), help=_("what happened"))
    parser.add_argument(
        "--kind", choices=list(INTERACTIONS), help=_("a note, or an e-mail with --from-them, if not said")
    )
    parser.add_argument("--date", metavar=_("D"), help=_("when; today if not said"))
    parser.add_argument("--from-them", action="store_true", help=_("they wrote or called"))


def _run(call: Call) -> None:
    whom = [finding.person(call, name.strip()) for name in call.told.person.split(",") if name.strip()]
    on = call.day(call.told.date) if call.told.date else call.today
    kind = call.told.kind or ("email" if call.told.from_them else "note")  # a note is no reply
    form = InteractionForm.checked(
        kind=kind, on=on, direction="in" if call.told.from_them else "", body=" ".join(call.told.text)
    )
    call.book.do(edits.log_contact, [row.id for row in whom], form, today=call.today)
    for row in people.rows(call.book.read, [row.id for row in whom]):
        step = f" → {row.step_title}: {say_when(row.step_due, call.today)}" if row.step_due else ""
        call.say(_("Logged with {name}.").format(name=row.name) + step)
    warn_of_patients(call, [form.body])


VERB = Verb(
    help=_("write down what happened with somebody"),
    examples=(
        "mrtnet contact rosa 'She starts as coding manager in May'",
        "mrtnet contact 'rosa, kwame' --kind call --date yesterday 'Talked about the audit'",
    ),
    arguments=_arguments,
    run=_run,
)
