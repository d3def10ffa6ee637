"""FN and N of a vCard: the name as shown, its parts, and the credentials taken off it."""

import re
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import NamedTuple

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.credentials import never_ends_in_marks, split_credentials
from mrtnet.domain.names import Name, fold, never_said_first, split_name
from mrtnet.domain.vcard_lines import Line, escaped, parts, split, unescaped

_PLAIN = re.compile(r"[^\W\d_]+(?:[ .'’-]{1,2}[^\W\d_]+)*\.? *")
_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ʯЀ-ӿḀ-ỿ]{1,60}(?:[ '’-][A-Za-zÀ-ÖØ-öø-ʯЀ-ӿḀ-ỿ]{1,60}){0,3}")
_INITIAL = re.compile(r"[A-Z]\.")
_PARTS = ("family", "given", "additional", "prefix", "suffix")


class CardName(NamedTuple):
    """The name's fields of a PersonForm; `nickname` stood in the name; `has_parts`: N said something."""

    fields: dict[str, str]
    family_first: bool
    credentials: tuple[str, ...]
    nickname: str
    has_parts: bool


def card_name(lines: Iterable[Line], no_names: Container[str] = ()) -> CardName:
    """The name of a card. N tells the parts, FN what is shown; either stands in for the other.

    A whole name in one component ("N:;Rosa Delgado;;;") is parted, FN in the form "Delgado, Rosa" is turned round. An
    FN of `no_names` (addresses standing in for a name) counts for nothing.
    """
    lines = list(lines)
    if (plain := _plain_name(lines, no_names)) is not None:
        return plain
    found = _card_name(lines, no_names)
    for _round in range(4):
        fields = found.fields
        is_plain = _PLAIN.fullmatch(" ".join(fields.values()))
        if is_plain and found.family_first == says_family_first(fields, fields["name"]):
            break
        again = _card_name(_lines(found), no_names)  # a strange name is read until it reads the same from its own card
        again = again._replace(nickname=found.nickname, has_parts=found.has_parts)
        if again == found:
            break
        found = again
    return found


def _plain_name(lines: list[Line], no_names: Container[str]) -> CardName | None:
    said = {name: [line.value for line in lines if line.name == name and line.value] for name in ("N", "FN")}
    if len(said["N"]) > 1 or len(said["FN"]) > 1:
        return None
    found = plain_name("".join(said["N"]), "".join(said["FN"]))
    if found is None or found[0]["name"] in no_names:
        return None
    return CardName(found[0], False, tuple(found[1]), "", bool(said["N"]))


def plain_name(said: str, shown: str) -> tuple[dict[str, str], list[str]] | None:
    """The name of nearly every card, at once: its fields and credentials, of the values of N and FN or of one of them.

    One given and one family name of letters, said in this order or not said. None where anything at all is to be
    thought about; what it gives is what thinking would give.
    """
    if said:
        family, _semicolon, given = said.rstrip(";").partition(";")
    else:
        given, _blank, family = shown.partition(" ")
        if " " in family or split_name(shown) != Name(given=given, family=family):
            return None
    marks: list[str] = []
    if "," in family and family.count("\\") == family.count("\\,") == family.count(","):
        family, marks = split_credentials(family.replace("\\,", ","))
    first, never_first = _plain_family(family)
    second = _plain_part(given) or (given[0].lower() if _INITIAL.fullmatch(given) and said and shown else "")
    if not (first and second):
        return None
    if first[0] == second[0] and first + second == second + first:
        return None
    whole = f"{given} {family}"
    if shown != whole and shown:
        return None
    if not (never_first or (said and shown)):
        return None
    fields = {"name": whole, "family": family, "given": given, "additional": "", "prefix": "", "suffix": ""}
    return fields, list(dict.fromkeys(marks)) if marks else marks


@lru_cache(maxsize=50_000)
def _plain_family(text: str) -> tuple[str, bool]:
    """A family name of plain letters that ends in no credential, folded, "" for any other; and whether nobody takes
    it for one said first."""
    folded = _plain_part(text)
    if not folded or not never_ends_in_marks(text):
        return "", False
    return folded, never_said_first(text)


@lru_cache(maxsize=50_000)
def _plain_part(text: str) -> str:
    """A given or family name of plain letters, folded and without blanks; "" for any other."""
    return fold(text).replace(" ", "") if _LETTERS.fullmatch(text) and clean_line(text) == text else ""


def _lines(name: CardName) -> list[Line]:
    """The name as it is written, with its credentials among the suffixes."""
    family, given, additional, prefix, suffix = (escaped(name.fields[key]) for key in _PARTS)
    suffixes = ",".join(filter(None, [suffix, *map(escaped, name.credentials)]))
    whole = f"{family};{given};{additional};{prefix};{suffixes}"
    return [Line(1, "", "N", {}, whole), Line(1, "", "FN", {}, escaped(name.fields["name"]))]


def _card_name(lines: list[Line], no_names: Container[str]) -> CardName:
    given_names = (_plain(line.value) for line in lines if line.name == "FN")
    shown, marks = split_credentials(next((text for text in given_names if text and text not in no_names), ""))
    found, more = _components(next((line for line in lines if line.name == "N" and line.value.strip("; ")), None))
    marks += more
    has_parts, nickname = any(found.values()), ""
    filled = [key for key in ("family", "given") if found[key]]
    one = found[filled[0]] if len(filled) == 1 and not found["additional"] else ""
    if not filled or (" " in one and (not shown or fold(shown) == fold(one))):
        name = split_name(shown or one)
        family, more = split_credentials(name.family) if name.family else ("", [])
        marks, nickname, family_first = marks + more, name.nickname, name.family_first
        parted = name._replace(family=family)._asdict()
        found = {key: parted[key] or found[key] for key in _PARTS}
        shown = "" if more else shown or one
    else:
        family_first = says_family_first(found, shown)
    turned = found["family"] and found["given"] and fold(shown).startswith(fold(found["family"]) + ",")
    if turned or not shown:
        shown, more = split_credentials(Name(**found, family_first=family_first).display)
        marks += more
    return CardName({"name": shown, **found}, family_first, tuple(dict.fromkeys(marks)), nickname, has_parts)


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
    for word in filter(None, re.split(r",\s*", _plain(raw[4]))) if raw[4] else ():
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


def says_family_first(fields: dict[str, str], shown: str) -> bool:
    """Whether FN says the family name first; without FN, whether the parts leave no doubt."""
    family, given, shown = fields["family"], fields["given"], shown.removeprefix(fields["prefix"])
    if not (family and given):
        return False
    if not shown:
        name = split_name(f"{family} {given}")
        return name.family_first and name.family == family
    first, second, whole = (re.sub(r"[\s,]", "", fold(text)) for text in (family, given, shown))
    if f"{fold(family)}," in fold(shown):
        return False
    if not (first and second):
        return False
    before, found, after = whole.partition(first)
    return bool(found) and second in after and second not in before and first != second
