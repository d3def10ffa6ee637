"""What is pasted instead of typed: an e-mail signature, vCards, rows of a spreadsheet, or many quick lines.

A whole vCard file is read by `exchange`; here a card in a text is read as far as the quick line goes.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.quick_card import looks_like_vcard, read_card
from mrtnet.domain.quick_line import read_line
from mrtnet.domain.quick_page import without_page
from mrtnet.domain.quick_reading import BREAK, NOBODY_KNOWN, Known, Understood, Unreadable, tried
from mrtnet.domain.quick_rows import header_meaning, person, rows
from mrtnet.domain.quick_signature import is_person, is_signature, read_signature_lines
from mrtnet.domain.when import US_WORKING_DAYS

Read = Callable[[str], Understood]

_ADDRESSEE = re.compile(r"[^<>@;]*<[^<>@\s]+@[^<>@\s]+>|[^<>@;,\s]+@[^<>@;,\s]+")
_BETWEEN = re.compile(r"(?<=>)\s*[,;]\s*|(?<=\w)\s*[,;]\s*(?=[^<>@;,\s]+@)")
_LABELLED = re.compile(r"\s*([A-Za-z][A-Za-z /-]{1,24}?)\s*:\s+(\S.*)$")
_CARD = re.compile(r"^[ \t\ufeff]*BEGIN:VCARD[ \t]*$(.*?)^[ \t]*(?:END:VCARD[ \t]*$|\Z)", re.I | re.M | re.S)


def read_pasted(
    text: str,
    *,
    today: date,
    days: WorkingDays = US_WORKING_DAYS,
    known: Known = NOBODY_KNOWN,
    day_first: bool = False,
) -> list[Understood | Unreadable]:
    """Everybody in the text; see `quick_line.read_lines`."""
    read = partial(read_line, today=today, days=days, known=known, day_first=day_first)
    lines = BREAK.split(text)
    if looks_like_vcard(text):
        return _cards("\n".join(lines), read)
    kept = without_page(lines)
    found = _people_of([line for _number, line in kept], read, today, known, day_first)
    return [each._replace(line_number=kept[each.line_number - 1][0]) for each in found]


def _people_of(
    lines: list[str], read: Read, today: date, known: Known, day_first: bool
) -> list[Understood | Unreadable]:
    if people := rows("\n".join(lines), read, today, known, day_first):
        return people
    found: list[Understood | Unreadable] = []
    blocks = _blocks(lines)
    sizes = {len(block) for _first, block in blocks if len(block) > 2 and is_signature(block)}
    for first, block in blocks:
        if fields := _labelled(block):
            of_labels = partial(person, fields, read, today, known, day_first)
            found.append(tried(first, "\n".join(block), lambda _text, read=of_labels: read()))  # type: ignore[misc]
            continue
        for number, part in _people(first, block):
            if is_signature(part) or (len(part) in sizes and is_person(part[0]) and not is_person(part[1])):
                found.append(tried(number, "\n".join(part), partial(read_signature_lines, read=read)))
            else:
                found += [tried(number + at, line, read) for at, line in _lines(part) if _counts(line)]
    return found


def read_signature(
    text: str,
    *,
    today: date,
    days: WorkingDays = US_WORKING_DAYS,
    known: Known = NOBODY_KNOWN,
    day_first: bool = False,
) -> Understood:
    """The person of an e-mail signature. What has no field (slogans, disclaimers) becomes her note. Raises Trouble."""
    read = partial(read_line, today=today, days=days, known=known, day_first=day_first)
    return read_signature_lines("\n".join(BREAK.split(text)), read)


def looks_like_signature(text: str) -> bool:
    """Whether several lines are one person's signature and not one person a line."""
    return is_signature(BREAK.split(text))


def _counts(line: str) -> bool:
    return bool(line.strip(" \t\ufeff")) and not line.lstrip().startswith("//")


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """The lines parted at blank ones, with the number of the first; as one block if they are one signature."""
    blocks: list[tuple[int, list[str]]] = [(1, [])]
    for number, line in enumerate(lines, 1):
        if line.strip():
            blocks[-1][1].append(line)
        else:
            blocks.append((number + 1, []))
    blocks = [block for block in blocks if block[1]]
    several = sum(1 for _first, block in blocks if is_signature(block)) > 1
    return [(1, lines)] if is_signature(lines) and not several else blocks


def _people(first: int, block: list[str]) -> list[tuple[int, list[str]]]:
    """One block, or the signatures of several people that stand in it one below the other."""
    if is_signature(block):
        return [(first, block)]
    begins = [at for at, line in enumerate(block) if at == 0 or is_person(line)]
    parts = [(first + at, block[at:end]) for at, end in pairwise([*begins, len(block)])]
    stacked = len(parts) > 1 and all(len(part) == 1 or is_signature(part) for _number, part in parts)
    return parts if stacked else [(first, block)]


def _lines(block: list[str]) -> list[tuple[int, str]]:
    """The lines with their numbers; "Rosa <r@x>, Kwame <k@x>" of a message's head counts as two."""
    found: list[tuple[int, str]] = []
    for at, line in enumerate(block):
        parts = _BETWEEN.split(line.strip())
        several = len(parts) > 1 and all(_ADDRESSEE.fullmatch(part) for part in parts if part)
        found += [(at, part) for part in (parts if several else [line])]
    return found


def _labelled(block: list[str]) -> list[tuple[str, str]]:
    """Header and value of lines such as "Name: Rosa Delgado", "Employer: Mercy"; empty if these are none."""
    pairs = [match.groups() for line in block if (match := _LABELLED.match(line))]
    known = [header_meaning(label) for label, _value in pairs]
    told = sum(1 for line in block if line.strip())
    if len(pairs) < 2 or len(pairs) < told or not {"name", "given", "family"} & set(known):
        return []
    return [(label, value) for label, value in pairs]


def _cards(text: str, read: Read) -> list[Understood | Unreadable]:
    found: list[Understood | Unreadable] = []
    end = 0
    for match in _CARD.finditer(text):
        between = text[end : match.start()]
        first = text.count("\n", 0, end) + 1
        found += [tried(first + at, line, read) for at, line in enumerate(between.split("\n")) if _counts(line)]
        found.append(tried(text.count("\n", 0, match.start()) + 1, match[0], lambda card: Understood(read_card(card))))
        end = match.end()
    first = text.count("\n", 0, end) + 1
    found += [tried(first + at, line, read) for at, line in enumerate(text[end:].split("\n")) if _counts(line)]
    return found
