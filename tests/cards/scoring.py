"""How right what was read of a card is, field by field, against its truth."""

import re
from typing import Any

from mrtnet.domain.card_lines import CardLine
from mrtnet.domain.card_reading import CardRead
from mrtnet.domain.contact_points import normal
from mrtnet.domain.forms import Reach
from mrtnet.domain.names import fold

FIELDS = ("name", "organization", "title", "email", "phone")


def lines_of(recorded: list[list[Any]]) -> list[CardLine]:
    """The lines as recognition answered them: text, eight numbers, score."""
    return [
        CardLine(text, ((n[0], n[1]), (n[2], n[3]), (n[4], n[5]), (n[6], n[7])), score) for text, n, score in recorded
    ]


def right(read: CardRead, truth: dict[str, Any]) -> dict[str, bool]:
    """Which of the five fields are as printed: case and punctuation aside, every letter and figure."""
    form = read.form
    job = form.jobs[0] if form.jobs else None
    mails = [reach.value.casefold() for reach in form.reaches if reach.property == "EMAIL"]
    phones = [normal(reach) for reach in form.reaches if reach.property == "TEL" and reach.type != "fax"]
    wanted = [normal(Reach(property="TEL", value=number)) for number in truth["phones"]]
    return {
        "name": _plain(form.name) == _plain(truth["name"]),
        "organization": _plain(job.organization if job else "") == _plain(truth["organization"]),
        "title": _plain(job.title if job else "") == _plain(truth["title"]),
        "email": mails == [truth["email"].casefold()],
        "phone": sorted(phones) == sorted(wanted),
    }


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text).replace("'", "").replace("`", "")))
