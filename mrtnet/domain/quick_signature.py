"""An e-mail signature: several lines that are one person, with title, employer, numbers and a place."""

import re
from collections.abc import Callable, Sequence

from mrtnet.domain.contact_points import find_reaches, scan
from mrtnet.domain.credentials import only_marks, split_credentials
from mrtnet.domain.forms import Address, Job, PersonForm
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.quick_reading import Understood
from mrtnet.domain.work_words import is_talk, is_work_word, work_kind

_CLOSING = re.compile(
    r"^(?:-{2,}|_{2,}|(?:(?:kind|best|warm|with (?:kind|best)|many)\s+)?(?:regards|wishes|thanks)|best|sincerely|cheers"
    r"|thanks|thank you|respectfully|yours(?: truly| sincerely)?|sent from my .{2,30}"
    r"|(?:bien )?cordialement|bien à vous|(?:mit )?(?:freundliche|beste|viele)[nr]? gr(?:ü|ue)(?:ß|ss)en?"
    r"|(?:un |muchos )?saludos?(?: cordiales)?|atentamente|(?:cordiali|distinti) saluti|atenciosamente|cumprimentos"
    r"|met vriendelijke groet(?:en)?|pozdrawiam|z poważaniem|med vänlig(?:a)? hälsning(?:ar)?)[\s,!.]*$",
    re.I,
)
_DISCLAIMER = re.compile(
    r"confidential|intended (?:recipient|only)|privileged|disclaimer|unsubscribe|please consider", re.I
)
PLACE = re.compile(
    r"^(?:(?P<street>\d[^|•\n]*?|P\.?\s?O\.? Box \d+[^|•\n]*?)[,|•\s]\s*)?(?P<locality>[^\W\d][\w .'’-]{1,40}?)"
    r",?\s+(?P<region>[A-Z]{2}),?\s+(?P<code>\d{5}(?:-\d{4})?)(?:,?\s+(?P<country>USA?|United States))?$"
)
STREET = re.compile(r"^(?:\d{1,6}[A-Za-z]?\s+[^\W\d]|P\.?\s?O\.? Box \d|(?:Suite|Ste\.?|Floor|Room)\s)[^@]*$", re.I)
_PRONOUNS = re.compile(r"\(?(?:pronouns: *)?(?:she|he|they|ze|ella|él|elle)(?: ?/ ?\w+){1,2}\)?", re.I)
_SLOGAN = re.compile(r"[“\"].{10,}[”\"]")
_PIECES = re.compile(r"[|•,;@]| [-–—]{1,2} ")
_JOINED = re.compile(r"[|•;@]| [-–—]{1,2} ")
_REGION = re.compile(
    r"(?:[^,\d]{2,40}, ){1,2}(?:United States|USA|Canada|United Kingdom|Ireland|Australia|Mexico|India|Germany|France"
    r"|Spain)|(?:Greater )?[^,\d]{2,40} (?:Metropolitan )?Area"
)
"""A place as profiles have it: "Columbus, Ohio, United States"."""
_LABELS = word_set(
    "linkedin web website site phone telephone tel direct line email mail cell mobile office main fax work home number "
    "personal toll free ext extension or and pager secure profile connect on find me at call text o m c p t e w f h d"
)
_MOST_SIGNATURE_LINES = 30
_SHORT = 8  # lines


def is_signature(lines: Sequence[str]) -> bool:
    """Whether the lines are one person's signature, with or without the message above it, and not one person a line."""
    told = [line.strip() for line in lines[_begin(lines) :] if line.strip() and not _CLOSING.match(line.strip())]
    if not 2 <= len(told) <= _MOST_SIGNATURE_LINES or not _is_name_line(told[0]):
        return False
    if any("\t" in line or ";" in line or line.startswith(("!", "//")) for line in told):
        return False
    others = [line for line in told[1:] if is_person(line)]
    reaches = sum(1 for line in told[1:] if _is_reach_line(line))
    placed = reaches + sum(1 for line in told[1:] if _is_attribute(line) and not is_person(line))
    mails = {reach.value.lower() for line in told for reach in find_reaches(line)[0] if reach.property == "EMAIL"}
    if len(mails) == len(told):
        return False  # a list of nothing but addresses
    if not others:
        sure = reaches > 0 or placed > 1 or (len(told) == 2 and _is_attribute(told[1]) and not _JOINED.search(told[0]))
        return len(mails) <= 2 and placed * 2 >= len(told) - 1 and sure
    if len(mails) == 1 and reaches > 1 and len(others) <= 2 and len(told) <= _SHORT:
        return True  # one number and one address in lines of their own: the others are words of another language
    slogan = len(others) == 1 and not _PIECES.search(others[0]) and not split_credentials(others[0])[1]
    return slogan and len(mails) <= 1 and placed >= 4


def is_person(line: str) -> bool:
    """A line that begins like a person of its own: capital words that are neither work nor place."""
    if _is_reach_line(line) or _CLOSING.match(line) or PLACE.match(line) or STREET.match(line):
        return False
    pieces = [piece.strip() for piece in _PIECES.split(line) if piece.strip()]
    name, marks = split_credentials(pieces[0] if pieces else "")
    words = name.split()
    name_like = 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words) and _is_name_line(name)
    return bool(marks and name) or (name_like and (len(pieces) > 1 or not _is_attribute(line)))


def read_signature_lines(text: str, read: Callable[[str], Understood]) -> Understood:
    """Reads the lines as one quick line, after taking out what that does not know: places, departments, prose."""
    lines = text.split("\n")
    begin = _begin(lines)
    notes = ["\n".join(line for line in lines[:begin] if not _CLOSING.match(line.strip())).strip()]
    address: dict[str, str] = {}
    department = ""
    kept: list[str] = [" " * len(line) for line in lines[:begin]]
    for line in lines[begin:]:
        told = line.strip()
        blank = " " * len(line)
        if place := PLACE.match(told):
            address |= {key: value for key, value in place.groupdict().items() if value}
        elif _DISCLAIMER.search(told) or (len(told) > 120 and not scan(told)):
            notes.append(told)
        elif STREET.match(told) and not scan(told):
            address["street"] = ", ".join(filter(None, (address.get("street"), told)))
        elif any(part.strip() for part in kept) and not department and _is_department(told):
            department = told
        elif not _CLOSING.match(told):
            blank = line.replace("!", " ")
        kept.append(blank)
    understood = read("\n".join(kept))
    return _completed(understood, address, department, notes)


def _completed(understood: Understood, address: dict[str, str], department: str, notes: list[str]) -> Understood:
    """The person with her place and department; what is left over is a note about her, not a talk."""
    form = understood.form
    said = [part for part in (form.talked_about, *notes) if part]
    jobs = form.jobs
    if department:
        first = jobs[0] if jobs else Job()
        jobs = [first.model_copy(update={"department": department}), *jobs[1:]]
    addresses = ([Address.checked(**address, type="work")] if address else []) + form.addresses
    fields = form.model_dump() | {"talked_about": "", "note": "\n".join(said), "jobs": jobs, "addresses": addresses}
    return understood._replace(form=PersonForm.checked(**fields), notes=tuple(said))


def _begin(lines: Sequence[str]) -> int:
    """Where the signature begins: behind the last "Best regards," that lines follow, and a first name alone."""
    if any(";" in line or " @ " in line for line in lines):
        return 0
    below: list[int] = []  # the next lines that are not blank, nearest first
    for at in range(len(lines) - 1, -1, -1):
        told = lines[at].strip()
        if _CLOSING.match(told) and len(below) == 2 and _is_name_line(lines[below[0]].strip()):
            first, second = (lines[number].strip() for number in below)
            return below[1] if " " not in first and second.startswith(first + " ") else at + 1
        if told:
            below = [at, *below[:1]]
    return 0


def _is_name_line(line: str) -> bool:
    name, _marks = split_credentials(_PIECES.split(line)[0].strip())
    name = re.sub(r"\([^)]*\)", "", name)
    words = name.split()
    if not 1 <= len(words) <= 6 or any(letter.isdigit() or letter in "!#:" for letter in name):
        return False
    return work_kind(name) == "" and not is_work_word(name) and not is_talk(name)


def _is_reach_line(line: str) -> bool:
    """A line that holds ways to reach somebody and next to nothing else."""
    reaches, rest = find_reaches(line)
    return bool(reaches) and all(word in _LABELS for word in re.findall(r"[^\W\d_]+", fold(rest)))


def _is_attribute(line: str) -> bool:
    if _is_reach_line(line):
        return False
    pieces = [line, *(piece.strip() for piece in _PIECES.split(line) if piece.strip())]
    whole: object = PLACE.match(line) or STREET.match(line) or _DISCLAIMER.search(line) or only_marks(line)
    whole = whole or any(each.fullmatch(line.strip()) for each in (_PRONOUNS, _SLOGAN, _REGION))
    return bool(whole or any(work_kind(piece) or is_work_word(piece) for piece in pieces))


def _is_department(line: str) -> bool:
    named = re.match(r"(?:department|dept\.?|division|office) (?:of|for) |.* department$", line, re.I)
    return bool(named) or (work_kind(line) == "" and is_work_word(line) and not only_marks(line))
