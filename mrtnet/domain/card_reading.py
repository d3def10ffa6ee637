"""A business card from the lines that recognition found on its picture: who it is, and which of it is unsure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from mrtnet.domain.card_lines import Box, CardLine
from mrtnet.domain.contact_points import find_reaches
from mrtnet.domain.forms import PersonForm
from mrtnet.trouble import Trouble
from mrtnet.words import _


class CardRead(NamedTuple):
    """The person of a card.

    `places` says where on the upright picture each field stands, `unsure` which fields she should look at. Both name
    fields so: "name", "credentials", "title", "organization", "department", "address", and "EMAIL 1", "TEL 2", "URL 1"
    by property and place among `form.reaches` of that property, counted from 1.
    """

    form: PersonForm
    unsure: tuple[str, ...] = ()
    places: Mapping[str, Box] = {}


def read_card(lines: Sequence[CardLine]) -> CardRead:
    """The person of these lines; what fits no field stands in the note. Raises Trouble if there is no text at all."""
    told = [line for line in lines if line.text.strip()]
    if not told:
        raise Trouble(_("There is nothing to read on this picture. Take it again, nearer and in more light."))
    reaches, _rest = find_reaches("\n".join(line.text for line in told))
    return CardRead(PersonForm.checked(name=told[0].text, reaches=reaches), ("name",), {"name": told[0].box})
