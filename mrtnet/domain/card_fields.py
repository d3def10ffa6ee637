"""What the lines of a card may be: how much each is like a name, an employer, a title, a department, a place."""

import re
import unicodedata

from mrtnet.domain.credentials import only_marks, split_credentials
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.nicknames import called, common_families, letters
from mrtnet.domain.work_words import COMPANY_ENDS, is_strong, is_talk, is_work_word, title_start, words_of, work_kind

_DEPARTMENT = re.compile(
    r"(?:department|dept\.?|division|office|school|faculty|institute|section|unit|bureau|center|centre) (?:of|for) "
    r"|.* (?:department|division|registry|office|section|unit|team|program)$"
    r"|abteilung |service (?:de|des|d')|departamento de ",
    re.I,
)
_PREFIX = re.compile(r"(?:dr|prof|mr|mrs|ms|mx|ing|dipl)\b\.?", re.I)
_LETTERS = re.compile(r"[^\W\d_]")
_SLOGAN_SIGNS = re.compile(r"^[“\"«].*[”\"»]$|[.!?]\s+\S|[!?.…]$")
_LOST = {"Nguyn": "Nguyen", "Trn": "Tran", "Phm": "Pham", "Hunh": "Huynh", "Th": "Thi", "Vn": "Van"}
"""Names whose letters with two accents the recognition does not know."""
_SMALL = word_set("de del della da dos das du di la le van von der den zu bin bint al el y of and the for")
_TITLE_ENDS = re.compile(r"(?:[,&/–-]|\b(?:and|of|for|the|in|to|with|de|und|et|y))$", re.I)
_TITLE_GOES_ON = re.compile(r"(?:[&/]|(?:and|of|for|und|et|y)\b)", re.I)


def is_foreign(text: str) -> bool:
    """Whether most letters are of another script than the Latin one."""
    told = _LETTERS.findall(text)
    other = sum(1 for letter in told if not unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER LETTER")))
    return bool(told) and other * 2 > len(told)


def mailbox_likeness(name: str, mailbox: str) -> int:
    """How much a mailbox is made of this name: 0 not at all, up to 4."""
    box = re.sub(r"[^a-z]", "", fold(mailbox))
    words = [re.sub(r"[^a-z]", "", fold(word)) for word in re.split(r"[\s,]+", name)]
    words = [word for word in words if word and word not in _SMALL]
    parts = [part for word in re.split(r"[\s,]+", name) for part in re.findall(r"[a-z]{3,}", fold(word))]
    if not box or not words:
        return 0
    whole = [word for word in {*words, *parts} if len(word) > 2 and word in box]
    initials = "".join(word[0] for word in words)
    if len(whole) > 1:
        return 4
    if whole:
        left = box.replace(max(whole, key=len), "", 1)
        return 4 if len(left) < 4 and all(letter in initials for letter in left) else 3
    if len(box) > 2 and (box == initials or (len(words[-1]) > 4 and words[-1][:4] in box)):
        return 2
    return 0


def name_likeness(text: str, mailboxes: list[str]) -> float:
    """How much a line is like the name of a person; below 1 it is none."""
    name, marks = split_credentials(text)
    bare = re.sub(r"\([^)]*\)|[“\"][^”\"]*[”\"]", " ", name).strip(" ,.-")
    words = bare.split()
    if not 1 <= len(words) <= 6 or re.search(r"[\d@:/&+]|https?|www\.", bare) or only_marks(text):
        return 0
    if any(not word[0].isupper() for word in words if word.lower().rstrip(".") not in _SMALL) or len(bare) < 3:
        return 0
    likeness = 2.0 if 2 <= len(words) <= 4 else 1.0 if len(words) > 4 else 0.4
    likeness += 2.5 if marks else 0
    likeness += 1.5 if _PREFIX.match(bare) else 0
    likeness += 1.2 * max((mailbox_likeness(bare, box) for box in mailboxes), default=0)
    likeness += 0.8 if any(map(_is_given, words[:2])) or _common(words[-1]) else 0
    work = work_kind(bare)
    likeness -= {"title": 3.5, "organization": 3.0, "": 0.0}[work] + (3 if is_work_word(bare) else 0)
    likeness -= 3 if is_talk(bare) or _SLOGAN_SIGNS.search(bare) else 0
    likeness -= 4 if _DEPARTMENT.match(bare) or COMPANY_ENDS.intersection(words_of(bare)) else 0
    return likeness


def _common(word: str) -> bool:
    return letters(word) in common_families()


def _is_given(word: str) -> bool:
    return len(called(word)) > 1


def domain_likeness(text: str, domains: list[str]) -> float:
    """How much a domain is made of this name, from 0 to 1: all of its letters, the first words, or the initials."""
    words = [re.sub(r"[^a-z0-9]", "", fold(word)) for word in re.split(r"[\s/]+", text.replace("&", " "))]
    words = [word for word in words if word and word not in _SMALL and word not in COMPANY_ENDS]
    best = 0.0
    for domain in domains:
        stem = re.sub(r"[^a-z0-9]", "", domain.rpartition(".")[0])
        if not words or len(stem) < 2:
            continue
        if "".join(words) == stem:
            return 1.0
        covered, at = 0, 0
        for word in words:  # each word gives its beginning, in order
            size = next((n for n in range(min(len(word), len(stem) - at), 0, -1) if stem.startswith(word[:n], at)), 0)
            covered += size
            at += size
        longest = max((len(word) for word in words if len(word) > 3 and word in stem), default=0)
        most = at == covered and covered > 1 and covered * 2 >= len(stem)
        best = max(best, 0.9 * covered / len(stem) if most else 0, 0.8 * longest / len(stem))
    return best


def organization_likeness(text: str, domains: list[str]) -> float:
    """How much a line is like the name of an employer; below 1 it is none."""
    if re.search(r"\d{3,}|@", text) or only_marks(text) or not re.search(r"[^\W\d_]{2}", text):
        return 0
    work = work_kind(text)
    likeness = {"organization": 2.5, "title": -2.0, "": 0.0}[work]
    likeness += 0.5 if is_strong(text) else 0
    likeness += 1.5 if COMPANY_ENDS.intersection(words_of(text)[-1:]) else 0
    likeness += 5.0 * domain_likeness(text, domains)
    likeness -= 1.5 if _DEPARTMENT.match(text) else 0
    likeness -= 2.0 if is_work_word(text) and not is_strong(text) else 0
    likeness -= 3 if _SLOGAN_SIGNS.search(text) and not text.endswith(("Inc.", "Ltd.", "Co.", "Corp.")) else 0
    likeness -= 1 if text[:1].islower() else 0
    likeness -= 3 if _is_sentence(text) and not is_strong(text) else 0
    likeness -= 1 if len(text.split()) > 7 else 0
    return likeness


def _is_sentence(text: str) -> bool:
    """Whether most words behind the first are small: "Where health meets insight"."""
    words = [word for word in text.split()[1:] if word not in _SMALL]
    return len(words) > 1 and sum(word[0].islower() for word in words) * 2 > len(words)


def title_likeness(text: str) -> float:
    """How much a line is like a job title; below 1 it is none."""
    if re.search(r"\d{3,}|@", text):
        return 0
    if work_kind(text) == "title":
        return 4.0
    words = text.split()
    if title_start(["x", "x", *words], 2) == 2:
        return 3.0
    first, last = (work_kind(part) for part in (text.partition(",")[0], text.rpartition(",")[2]))
    if "title" in (first, last) and not is_strong(text):
        return 2.5
    return 1.5 if is_work_word(text) and not is_department(text) else 0


def is_department(text: str) -> bool:
    """A part of an employer: "Department of Radiology", "Health Information Management"."""
    return bool(_DEPARTMENT.match(text)) or (work_kind(text) != "title" and is_work_word(text) and not only_marks(text))


def goes_on(first: str, second: str) -> bool:
    """Whether the second line must belong to the title of the first: a comma or "and" stands at the break."""
    return bool(_TITLE_ENDS.search(first.strip()) or _TITLE_GOES_ON.match(second.strip()))


def is_slogan(text: str) -> bool:
    """A sentence, or something in quotes."""
    return bool(_SLOGAN_SIGNS.search(text.strip())) or (is_talk(text) and len(text.split()) > 2)


def with_lost_letters(name: str, mailboxes: list[str]) -> str:
    """The name with letters that recognition dropped, as a mailbox or the only possible name tells: "Nguyn", "Trn"."""
    parts = [part for box in mailboxes for part in re.findall(r"[a-z]{4,}", fold(box))]
    return " ".join(_LOST.get(word) or _with_lost_letter(word, parts) for word in name.split())


def _with_lost_letter(word: str, parts: list[str]) -> str:
    plain = fold(word)
    for part in parts:
        for at in range(1, len(part) - 1):
            if len(plain) > 2 and part[:at] + part[at + 1 :] == plain and part[at] not in plain[at - 1 : at + 1]:
                return word[:at] + part[at] + word[at:]
    return word
