"""`mrtnet set`: what the book knows about you."""

import argparse
from datetime import date

from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.domain.about import to_text
from mrtnet.domain.free_days import days_of
from mrtnet.edits.settings import set_about
from mrtnet.words import _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("setting", nargs="?", metavar=_("SETTING"), help=_("its name; without one, all are shown"))
    parser.add_argument("value", nargs="*", metavar=_("VALUE"), help=_("the new value; without one, it is shown"))
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if told.setting and told.value:
        key = told.setting.replace("-", "_")
        value = _free_days(call) if key == "free_days" else " ".join(told.value)
        call.book.do(set_about, **{key: value})
    settings = call.about._asdict()
    shown = {key: settings[key] for key in settings if not told.setting or key == told.setting.replace("-", "_")}
    if told.json:
        call.say_json(shown)
        return
    for key, value in shown.items():
        call.say(f"{key.replace('_', '-')} = {to_text(value)}")


def _free_days(call: Call) -> frozenset[date]:
    """Each value a day or a span of days; "none" for none."""
    if call.told.value in (["none"], [""]):
        return frozenset()
    day_first = call.about.day_first
    return frozenset().union(*(days_of(text, call.today, day_first=day_first) for text in call.told.value))


VERB = Verb(
    help=_("show or change what the book knows about you"),
    examples=(
        "mrtnet set",
        "mrtnet set name 'Dana Ortiz'",
        "mrtnet set time-zone America/Chicago",
        "mrtnet set free-days 'dec 24 to jan 2' 2026-11-27",
    ),
    arguments=_arguments,
    run=_run,
)
