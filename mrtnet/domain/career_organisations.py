"""The directory of organizations of the field (domain.md 2.6), her own state first; nothing is ever fetched."""

import tomllib
from functools import cache
from typing import Any, NamedTuple

from mrtnet.domain.names import fold
from mrtnet.paths import resource
from mrtnet.words import _

FIND_HERE = "https://www.ahima.org"
"""Where a state's association can be found when its own address is not known."""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("organisations", "associations.toml").read_text("utf-8"))


class Association(NamedTuple):
    """One organization: `url` is "" where no address of its own is known; `state` names the one it is for."""

    name: str
    short: str
    what: str
    url: str
    state: str = ""

    @property
    def called(self) -> str:
        """ "OHIMA", else its name."""
        return self.short or self.name


@cache
def states() -> tuple[str, ...]:
    """The states that have an association, DC and Puerto Rico among them."""
    return tuple(_data()["states"])


def state_association(state: str) -> Association:
    """The component association of a state."""
    known: dict[str, str] = next((each for each in _data()["state"] if each["name"] == state), {})
    name = known.get("full", f"{state} Health Information Management Association")
    what = _("AHIMA's association for {state}: meetings, CEUs, people near you").format(state=state)
    return Association(name, known.get("short", ""), what, known.get("url", ""), state)


def directory(state: str = "") -> list[Association]:
    """All of them, the association of her state first where it is known."""
    fields = Association._fields[:4]
    rest = [Association(*(each.get(field, "") for field in fields)) for each in _data()["organization"]]
    return [state_association(state), *rest] if state in states() else rest


def state_in(text: str) -> str:
    """The state that a text names, such as the name of an association she belongs to; "" for none."""
    words = fold(text)
    found = [state for state in states() if fold(state) in words]
    by_short = [each["name"] for each in _data()["state"] if fold(each["short"]) in words.replace(",", " ").split()]
    return max(found, key=len) if found else by_short[0] if by_short else ""
