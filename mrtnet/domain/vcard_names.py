"""FN and N of a vCard: the name as shown, its parts, and the credentials taken off it."""

import re
from typing import NamedTuple

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.names import Name, fold, split_name
from mrtnet.domain.vcard_lines import Line, parts, split, unescaped

_PARTS = ("family", "given", "additional", "prefix", "suffix")


class CardName(NamedTuple):
    """The name's fields of a PersonForm, and whether N said anything."""

    fields: dict[str, str]
    family_first: bool
    credentials: tuple[str, ...]
    has_parts: bool


def card_name(lines: list[Line]) -> CardName:
    """The name of a card. N tells the parts, FN what is shown; either stands in for the other.

    A whole name in one component ("N:;Rosa Delgado;;;") is parted, FN in the form "Delgado, Rosa" is turned round.
    """
    shown = next((text for line in lines if line.name == "FN" and (text := _plain(line.value))), "")
    shown, marks = split_credentials(shown)
    found, more = _components(next((line for line in lines if line.name == "N" and line.value.strip("; ")), None))
    marks = list(dict.fromkeys([*marks, *more]))
    has_parts = any(found.values())
    filled = [key for key in ("family", "given") if found[key]]
    one = found[filled[0]] if len(filled) == 1 and not found["additional"] else ""
    if not filled or (" " in one and (not shown or fold(shown) == fold(one))):
        name = split_name(shown or one)
        if one and not shown:
            shown = one
        parted = {key: getattr(name, key) for key in _PARTS}
        found = {key: parted[key] or found[key] for key in _PARTS}
        family_first = name.family_first
    else:
        family_first = _family_first(found["family"], found["given"], shown)
    whole = Name(**found, family_first=family_first).display
    turned = found["family"] and found["given"] and fold(shown).startswith(fold(found["family"]) + ",")
    fields = {"name": whole if turned or not shown else shown, **found}
    return CardName(fields, family_first, tuple(marks), has_parts)


def _components(line: Line | None) -> tuple[dict[str, str], list[str]]:
    """The parts of N, and the credentials found among them."""
    found = dict.fromkeys(_PARTS, "")
    if line is None:
        return found, []
    raw = split(line.value) + [""] * 5
    for key, part in zip(_PARTS, raw, strict=False):
        found[key] = (
            _plain(part) if re.search(r"(?<!\\), ", part) else " ".join(filter(None, map(_line, parts(part, ","))))
        )
    suffixes, marks = [], []
    for word in filter(None, re.split(r",\s*", _plain(raw[4]))):
        rest, some = split_credentials(f"X Y, {word}")
        marks += some
        suffixes.append(rest.removeprefix("X Y").strip(" ,"))
    found["suffix"] = ", ".join(filter(None, suffixes))
    for key in ("family", "given"):
        if key == "family" or "," in found[key]:
            found[key], some = split_credentials(found[key]) if found[key] else ("", [])
            marks += some
    return found, marks


def _plain(text: str) -> str:
    return _line(unescaped(text))


def _line(text: str) -> str:
    return str(clean_line(text))


def _family_first(family: str, given: str, shown: str) -> bool:
    """Whether FN says the family name first; without FN, whether the parts leave no doubt."""
    if not (family and given):
        return False
    if not shown:
        name = split_name(f"{family} {given}")
        return name.family_first and name.family == family
    first, second, whole = (re.sub(r"[\s,]", "", fold(text)) for text in (family, given, shown))
    if f"{fold(family)}," in fold(shown):
        return False
    before, found, after = whole.partition(first)
    return bool(found) and second in after and second not in before and first != second
