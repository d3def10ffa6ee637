"""What is pasted instead of typed: an e-mail signature, vCards, rows of a spreadsheet, or many quick lines.

A whole vCard file is read by `exchange`; here a card in a text is read as far as the quick line goes.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from mrtnet.domain.contact_points import find_reaches, scan
from mrtnet.domain.credentials import only_marks, split_credentials
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import Address, Job, PersonForm
from mrtnet.domain.quick_card import looks_like_vcard, read_card
from mrtnet.domain.quick_line import read_line
from mrtnet.domain.quick_reading import BREAK, NOBODY_KNOWN, Known, Understood, Unreadable, tried
from mrtnet.domain.quick_rows import rows
from mrtnet.domain.when import US_WORKING_DAYS
from mrtnet.domain.work_words import is_talk, is_work_word, work_kind

Read = Callable[[str], Understood]

_CARD = re.compile(r"^[ \t\ufeff]*BEGIN:VCARD[ \t]*$(.*?)^[ \t]*(?:END:VCARD[ \t]*$|\Z)", re.I | re.M | re.S)
_CLOSING = re.compile(
    r"^(?:-{2,}|_{2,}|(?:(?:kind|best|warm|with (?:kind|best)|many)\s+)?(?:regards|wishes|thanks)|best|sincerely|cheers"
    r"|thanks|thank you|respectfully|yours(?: truly| sincerely)?|sent from my .{2,30})[\s,!.]*$",
    re.I,
)
_DISCLAIMER = re.compile(
    r"confidential|intended (?:recipient|only)|privileged|disclaimer|unsubscribe|please consider", re.I
)
_PLACE = re.compile(
    r"^(?:(?P<street>\d[^|•\n]*?|P\.?\s?O\.? Box \d+[^|•\n]*?)[,|•\s]\s*)?(?P<locality>[^\W\d][\w .'’-]{1,40}?)"
    r",?\s+(?P<region>[A-Z]{2}),?\s+(?P<code>\d{5}(?:-\d{4})?)(?:,?\s+(?P<country>USA?|United States))?$"
)
_STREET = re.compile(r"^(?:\d{1,6}[A-Za-z]?\s+[^\W\d]|P\.?\s?O\.? Box \d|(?:Suite|Ste\.?|Floor|Room)\s)[^@]*$", re.I)
_MOST_SIGNATURE_LINES = 30


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
    if people := rows("\n".join(lines), read, today, known):
        return people
    found: list[Understood | Unreadable] = []
    for first, block in _blocks(lines):
        if _is_signature(block):
            found.append(tried(first, "\n".join(block), partial(_signature, read)))
        else:
            found += [tried(first + at, line, read) for at, line in enumerate(block) if _counts(line)]
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
    return _signature(read, "\n".join(BREAK.split(text)))


def looks_like_signature(text: str) -> bool:
    """Whether several lines are one person's signature and not one person a line."""
    return _is_signature(BREAK.split(text))


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
    several = sum(1 for _first, block in blocks if _is_signature(block)) > 1
    return [(1, lines)] if _is_signature(lines) and not several else blocks


def _is_signature(lines: Sequence[str]) -> bool:
    told = [line.strip() for line in lines if line.strip() and not _CLOSING.match(line.strip())]
    if not 2 <= len(told) <= _MOST_SIGNATURE_LINES or not _is_name_line(told[0]) or any("\t" in line for line in told):
        return False
    if any(line.lstrip().startswith(("!", "//")) or ";" in line for line in told):
        return False
    reaches = sum(1 for line in told[1:] if _is_reach_line(line))
    people = sum(1 for line in told[1:] if _is_person(line))
    placed = reaches + sum(1 for line in told[1:] if _is_attribute(line))
    mails = {reach.value.lower() for line in told for reach in find_reaches(line)[0] if reach.property == "EMAIL"}
    if len(mails) > 2 or not placed:
        return False
    return (people == 0 and placed * 2 >= len(told) - 1 and (reaches > 0 or placed > 1)) or (
        people <= 1 and placed >= 4
    )


def _is_name_line(line: str) -> bool:
    name, _marks = split_credentials(re.split(r"[|•,;]", line)[0])
    return _named(name) and work_kind(name) == "" and not is_work_word(name) and not is_talk(name)


def _named(name: str) -> bool:
    words = re.sub(r"\([^)]*\)", "", name).split()
    return 1 <= len(words) <= 6 and not any(letter.isdigit() or letter in "@!#:" for letter in name)


def _is_reach_line(line: str) -> bool:
    """A line that holds ways to reach somebody and next to nothing else."""
    reaches, rest = find_reaches(line)
    return bool(reaches) and len(re.sub(r"[\W\d_]", "", rest)) <= 12


def _is_attribute(line: str) -> bool:
    pieces = [piece.strip() for piece in re.split(r"[|•]| - | – ", line) if piece.strip()]
    whole = _PLACE.match(line) or _STREET.match(line) or _DISCLAIMER.search(line) or only_marks(line)
    return not _is_reach_line(line) and bool(whole or any(work_kind(piece) or is_work_word(piece) for piece in pieces))


def _is_person(line: str) -> bool:
    """A line that begins like a person of its own: capital words that are neither work nor place."""
    if _is_attribute(line) or _is_reach_line(line) or _CLOSING.match(line):
        return False
    name, marks = split_credentials(re.split(r"[|•,;@]| - ", line)[0].strip())
    words = name.split()
    return bool(marks) or (2 <= len(words) <= 4 and all(word[:1].isupper() for word in words))


def _signature(read: Read, text: str) -> Understood:
    """Reads the lines as one quick line, after taking out what that does not know: places, departments, prose."""
    notes: list[str] = []
    address: dict[str, str] = {}
    department = ""
    kept: list[str] = []
    for line in text.split("\n"):
        told = line.strip()
        blank = " " * len(line)
        if place := _PLACE.match(told):
            address |= {key: value for key, value in place.groupdict().items() if value}
            kept.append(blank)
        elif _CLOSING.match(told):
            kept.append(blank)
        elif _DISCLAIMER.search(told) or (kept and len(told) > 120 and not scan(told)):
            notes.append(told)
            kept.append(blank)
        elif _STREET.match(told) and not scan(told):
            address["street"] = ", ".join(filter(None, (address.get("street"), told)))
            kept.append(blank)
        elif told and any(part.strip() for part in kept) and not department and _is_department(told):
            department = told
            kept.append(blank)
        else:
            kept.append(line.replace("!", " "))
    understood = read("\n".join(kept))
    form = understood.form
    said = [form.talked_about, *notes]
    if set(address) == {"street"} and not re.search(r"\d", address["street"]):
        said.append(address.pop("street"))
    jobs = form.jobs or ([Job()] if department else [])
    if department:
        jobs = [jobs[0].model_copy(update={"department": department}), *jobs[1:]]
    form = form.model_copy(
        update={
            "talked_about": "",
            "jobs": jobs,
            "addresses": [Address.checked(**address, type="work")] if address else [],
        }
    )
    form = PersonForm.checked(**form.model_dump() | {"note": "\n".join(part for part in said if part)})
    return understood._replace(form=form, notes=tuple(part for part in said if part))


def _is_department(line: str) -> bool:
    if re.match(r"(?:department|dept\.?|division|office) (?:of|for) ", line, re.I) or re.search(
        r" department$", line, re.I
    ):
        return True
    return work_kind(line) == "" and is_work_word(line) and not only_marks(line)


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
