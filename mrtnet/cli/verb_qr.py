"""`mrtnet qr`: her own card, or somebody's, as a QR code that any phone reads."""

import argparse
from pathlib import Path

from mrtnet.cli import finding
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.calling_card import CallingCard, card_of_about, card_of_person
from mrtnet.paths import write_whole
from mrtnet.queries.person import detail
from mrtnet.trouble import Trouble
from mrtnet.words import _

KINDS = (".png", ".svg")
SIDE, LEAST, MOST = 1200, 100, 10_000  # px


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar=_("[PERSON] FILE"), help=_("whose; then the .png or .svg to write"))
    parser.add_argument("--mine", action="store_true", help=_("your own card, as it stands in the settings"))
    parser.add_argument("--size", type=int, default=SIDE, metavar=_("PX"), help=_("how wide a .png is, at least"))


def _run(call: Call) -> None:
    *whom, name = call.told.words
    place = Path(name).expanduser()
    kind = place.suffix.lower()
    if kind not in KINDS:
        raise Trouble(_("Name the file to write last; it ends in .png or .svg."))
    if not LEAST <= call.told.size <= MOST:
        raise Trouble(_("A code is between {least} and {most} px wide.").format(least=LEAST, most=MOST))
    if bool(whom) == bool(call.told.mine):
        raise Trouble(_("Say whose card it is: “--mine”, or the name of somebody in the book."))
    card = _card(call, " ".join(whom))
    from mrtnet.exchange import qr

    try:
        write_whole(place.resolve(), qr.png(card.text, call.told.size) if kind == ".png" else qr.svg(card.text))
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or type(wrong).__name__
        raise Trouble(_("“{name}” cannot be written: {why}.").format(name=name, why=why)) from None
    call.say(_("Wrote the card of {name} to {place}.").format(name=card.name, place=place))


def _card(call: Call, whom: str) -> CallingCard:
    if not whom:
        return card_of_about(call.about)
    found = detail(call.book.read, finding.person(call, whom).id)
    assert found is not None
    return card_of_person(found)


VERB = Verb(
    help=_("write your card, or somebody's, as a QR code"),
    examples=("mrtnet qr --mine card.png", "mrtnet qr --mine card.svg", "mrtnet qr rosa rosa.png --size 600"),
    arguments=_arguments,
    run=_run,
)
