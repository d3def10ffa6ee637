"""The rules G1-G14 of the note guard (domain.md 5.3), one function a rule: where in a sentence it fires.

Nothing is compiled before the first sentence is checked. US notes, in English: the identifiers of 45 CFR 164.514(b)(2).
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mrtnet.domain import note_guard_words as words
from mrtnet.domain.days import month_of
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.note_guard_patterns import pattern

Where = tuple[int, int]


class KnownNames(NamedTuple):
    """What the book knows of the people a text names: folded whole names, folded single words, digits, (month, day)."""

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    days: frozenset[tuple[int, int]] = frozenset()

    def knows(self, name: str, *, whole: bool = False) -> bool:
        """Whether this is somebody (or some employer) of the book; `whole`: by more than a single word."""
        parts = fold(name).replace("-", " ").replace(".", " ").split()
        if whole or len(parts) > 1:
            return len(parts) > 1 and any(set(parts) <= set(name.split()) for name in self.names)
        return bool(parts) and parts[0] in self.words

    def has_number(self, text: str) -> bool:
        """Whether these are the digits of a known number, with or without the country's."""
        digits = digits_of(text)
        return digits in self.numbers or digits[-10:] in self.numbers


class Sentence:
    """One sentence under check, with what several rules ask about it, found out once."""

    def __init__(self, text: str, known: KnownNames) -> None:
        self.text, self.known = text, known
        self.has_digit = any(letter.isdigit() for letter in text)
        self._asked: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether this expression is found anywhere."""
        if name not in self._asked:
            self._asked[name] = pattern(name).search(self.text) is not None
        return self._asked[name]

    def before(self, found: re.Match[str]) -> str:
        """The words right before it."""
        return self.text[max(found.start() - 60, 0) : found.start()]

    @property
    def is_exam(self) -> bool:
        """Talk of exams and made-up cases."""
        return self.has("exam")

    @property
    def patient(self) -> bool:
        """Somebody who is a patient is spoken of: not a department, not patients in general."""
        if "one patient" not in self._asked:
            self._asked["one patient"] = any(map(_is_somebody, pattern("patient").finditer(self.text)))
        return self._asked["one patient"]

    @property
    def clinical(self) -> bool:
        """Something that happens to patients is told."""
        return self.fact or self.has("topics")

    @property
    def fact(self) -> bool:
        """Somebody was admitted, discharged, diagnosed, died: not into a school, not from the army."""
        if "fact" not in self._asked:
            self._asked["fact"] = bool(pattern("facts").search(pattern("no_fact").sub(" ", self.text)))
        return self._asked["fact"]

    def about_known(self, start: int) -> bool:
        """Whether somebody of the book stands right before this place: “Wanjiru was ...”, “Rosa's ...”."""
        before = re.findall(r"[\w'’-]+", self.text[max(start - 60, 0) : start])[-3:]
        while before and fold(before[-1]) in _LINKS:
            before.pop()
        return bool(before) and self.known.knows(re.sub(r"['’]s?$", "", before[-1]))


_LINKS = word_set("was is had has her his s who and will")
_GENERAL = word_set(
    "if when whenever unless any every each per no one some means be being been is are was am very so more stay too "
    "quite remain how which another single average same"
)


_IS_ONE = frozenset(f"{verb} {which}" for verb in ("is", "was") for which in ("the", "our", "my", "that"))
"""“He is the patient”, where “if the patient” or “is patient” are nobody."""


def _is_somebody(found: re.Match[str]) -> bool:
    before, after, who = found["before"], found["next"], found["who"]
    if after and fold(after).split("'")[0] in words.DEPARTMENTS and not found[0].rstrip(".").endswith("'s"):
        return False
    text, end = found.string, found.end("who")
    if who == "pt" and not (text[end : end + 2].strip(" ") or before):
        return False
    if who in ("pt", "Pt") and after in ("at", "job", "jobs", "and", "work", "only", "while", "position", "role"):
        return False
    words_before = text[max(found.start("who") - 40, 0) : found.start("who")].split()
    is_one = " ".join(map(fold, words_before[-2:])) in _IS_ONE
    general = not is_one and (
        fold(before or "") in _GENERAL or (len(words_before) > 1 and fold(words_before[-2]) in _GENERAL)
    )
    return not general and not (after in ("with", "has", "needs", "who") and words_before[-1:] in (["a"], ["A"]))


def g1(sentence: Sentence) -> Iterator[Where]:
    """Record, account, visit, claim and other numbers with their label."""
    for name in ("record", "record_marked", "record_bare"):
        for found in pattern(name).finditer(sentence.text):
            token = found["token"]
            bare = not pattern("mark").search(sentence.text[found.start() : found.start("token")])
            weak = found["label"].lower() not in ("mrn", "mr", "har", "csn")
            if pattern("made_up_before").search(sentence.before(found)):
                continue
            if len(digits_of(token)) < 4 or (bare and weak and re.fullmatch(r"(?:19|20)\d\d|1500", token)):
                continue
            if sentence.known.has_number(token) or re.fullmatch(r"\d{4}-\d\d-\d\d", token):
                continue
            if sentence.has("number_is_hers") and found["label"].lower() in ("account", "acct"):
                continue
            yield found.span()
    if label := pattern("mrn").search(sentence.text):
        for found in pattern("long_number").finditer(sentence.text, label.end()):  # “two MRNs for one: 88120043, ...”
            if not sentence.known.has_number(found[0]) and not sentence.is_exam:
                yield found.span()


def g2(sentence: Sentence) -> Iterator[Where]:
    """Social security numbers."""
    for found in pattern("ssn").finditer(sentence.text):
        if not sentence.known.has_number(found[0]):
            yield found.span()
    for found in pattern("ssn_labelled").finditer(sentence.text):
        digits = digits_of(found["token"])
        if not re.fullmatch(r"(?:19|20)\d\d", found["token"]) and not digits.startswith(("000", "666")):
            yield found.span()


def g3(sentence: Sentence) -> Iterator[Where]:
    """A date of birth."""
    for found in pattern("birth").finditer(sentence.text):
        if found[0][:4].lower() == "born" and len(found["between"].split()) > 3:
            continue
        if pattern("no_birth").search(found["between"]):
            continue
        if sentence.about_known(found.start()) or month_and_day(found["date"]) in sentence.known.days:
            continue
        yield found.span()


def g4(sentence: Sentence) -> Iterator[Where]:
    """A Medicare number."""
    for found in pattern("medicare").finditer(sentence.text):
        yield found.span()


def g5(sentence: Sentence) -> Iterator[Where]:
    """A patient with a name."""
    if sentence.has("made_up"):
        return
    for found in pattern("patient_name").finditer(sentence.text):
        if _names_a_patient(sentence, found):
            yield found.span()
    for found in pattern("chart_of").finditer(sentence.text):
        if _is_a_name(found["name"]) and not sentence.known.knows(found["name"]):
            yield found.span()
    for found in pattern("papers_of").finditer(sentence.text):
        if not sentence.is_exam and _is_a_stranger(sentence, found["name"]):
            yield found.span()


def _names_a_patient(sentence: Sentence, found: re.Match[str]) -> bool:
    name, link, who = found["name"], found["link"] or "", found["who"].lower()
    if not _is_a_name(name) or sentence.known.knows(name, whole=True):
        return False
    first = fold(name.split()[0]).split("-")[0].split("'")[0]
    if who in ("patient", "resident", "client") and (first in words.DEPARTMENTS or first in words.PLACES):
        return False
    if name.isupper() and len(name) == 2 and (link or who not in ("pt", "patient")):
        return False
    if who == "client" and not (sentence.patient or sentence.clinical or sentence.has("chart")):
        return False
    before = sentence.before(found).split()
    last = fold(before[-1]).strip(",.:;(") if before else ""
    if link == "," and ((last not in _THIS and (before or " " not in name)) or sentence.known.knows(name)):
        return False
    return not (who in ("patient", "resident", "client") and last in _GENERAL_NOT_ONE and link in ("", ","))


_GENERAL_NOT_ONE = _GENERAL - {"one", "another", "same"}
_THIS = word_set("the our a my that this wrong same deceased other second first next last")


def _is_a_name(name: str) -> bool:
    parts = [fold(part).strip(".,") for part in re.split(r"[\s-]+", name)]
    parts = [part.removesuffix("'s") for part in parts]
    return not (parts[0] in words.NEVER_NAMES or any(part in words.PLACES for part in parts))


def g6(sentence: Sentence) -> Iterator[Where]:
    """Mr, Mrs or Ms Somebody, or somebody's chart, beside a clinical word."""
    seen: set[int] = set()
    for found in pattern("owned_chart").finditer(sentence.text):
        if sentence.is_exam:
            return
        titled = not sentence.text.startswith(found["name"], found.start())
        if (titled or sentence.clinical) and _is_a_stranger(sentence, found["name"]):
            seen.add(found.end("name"))
            yield found.start(), found.end("name")
    for found in pattern("honorific").finditer(sentence.text):
        if found.end() in seen or sentence.known.knows(found["name"]) or _known_family(sentence, found["name"]):
            continue
        if sentence.clinical and not sentence.is_exam and not _at_work(sentence, found):
            yield found.span()


def _known_family(sentence: Sentence, name: str) -> bool:
    return sentence.known.knows(name.split()[-1])


def _is_a_stranger(sentence: Sentence, name: str) -> bool:
    parts = [fold(part) for part in name.split()]
    common = words.FIELD_WORDS | words.NEVER_NAMES | words.PLACES | words.DEPARTMENTS
    return not sentence.known.knows(name) and not _known_family(sentence, name) and not common.intersection(parts)


def _at_work(sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the name is somebody's at work: she teaches, says, codes; a question for her."""
    if pattern("after_name_at_work").match(sentence.text, found.end()):
        return True
    return not sentence.fact and bool(pattern("before_name_at_work").search(sentence.before(found)))


def g6_faint(sentence: Sentence) -> Iterator[Where]:
    """Two names of nobody in the book beside a clinical word: only in notes of an internship."""
    for found in pattern("two_names").finditer(sentence.text):
        if not sentence.clinical or sentence.is_exam or (sentence.has("events") and not sentence.fact):
            return
        if _is_a_stranger(sentence, found[0]) and not _at_work(sentence, found):
            yield found.span()


def g7_faint(sentence: Sentence) -> Iterator[Where]:
    """A list of surnames with rooms: only in notes of an internship."""
    for found in pattern("roll").finditer(sentence.text):
        names = re.findall(r"[^\W\d_][\w'’-]*(?=,? \(?\d)", found[0])
        if len(set(names)) == len(names) and all(_is_a_stranger(sentence, name) for name in names):
            yield found.span()


def g7(sentence: Sentence) -> Iterator[Where]:
    """A room, bed or unit of a patient."""
    places = [found.span() for found in pattern("place").finditer(sentence.text)]
    somebody = bool(places) and (sentence.patient or sentence.fact or sentence.has("ward_verb"))
    somebody = somebody or (
        any("bed" in sentence.text[start:end].lower() for start, end in places) and sentence.clinical
    )
    if somebody and not sentence.has("events") and not sentence.is_exam:
        yield from places


def g8(sentence: Sentence) -> Iterator[Where]:
    """A stay, an operation, a birth or a death with its day."""
    for found in pattern("stay").finditer(sentence.text):
        if not sentence.is_exam and not _is_no_stay(sentence, found):
            yield found.span()


def _is_no_stay(sentence: Sentence, found: re.Match[str]) -> bool:
    verb, near = found["verb"].lower(), sentence.text[max(found.start() - 30, 0) : found.end()]
    if pattern("stay_not").search(near) or pattern("no_fact").search(near) or sentence.about_known(found.start()):
        return True
    if ". " in found["between"] or pattern("stay_not").match(sentence.text[found.end() :].lstrip(" ,")):
        return True
    if verb in ("died", "expired") and pattern("thing").search(sentence.before(found)):
        return True  # “the fax died on 3/3”
    if verb in ("discharge", "admit", "admission", "adm", "los") and len(found["between"]) > 12:
        return True
    if verb == "expired":
        before = sentence.text[: found.start()].split()
        return not (sentence.patient or sentence.has("ward") or not before or before[-1].lower() in ("he", "she"))
    if verb in ("delivered", "delivery"):
        return not (sentence.has("newborn") or sentence.patient)
    if verb == "transferred":
        return not (sentence.has("ward") or sentence.patient)
    if verb == "admission" and len(found["between"]) <= 4:
        return False
    if verb in ("admission", "procedure", "operation", "death"):
        return not (sentence.patient or sentence.fact or sentence.has("ward"))
    return False


def g9(sentence: Sentence) -> Iterator[Where]:
    """An age with a person, and any age of ninety or more."""
    ends: set[int] = set()
    for name in ("age", "age_short", "age_months", "age_great", "age_theirs", "age_bare"):
        for found in pattern(name).finditer(sentence.text):
            if found.start() not in ends and not sentence.is_exam and _is_an_age(sentence, found, name):
                ends.add(found.start())
                yield found.span()


def _is_an_age(sentence: Sentence, found: re.Match[str], name: str) -> bool:
    if "age" in found.groupdict() and int(found["age"]) > 119:
        return False
    if name == "age_short":
        return not sentence.has("no_budget")
    mine = pattern("own_child").search(sentence.before(found))
    if name == "age_bare":
        clinical = int(found["age"]) >= 90 or sentence.patient or sentence.clinical or sentence.has("code")
        return clinical and not mine and not pattern("age_of_thing").match(sentence.text, found.end())
    return not mine or sentence.patient


def g10(sentence: Sentence) -> Iterator[Where]:
    """A diagnosis code beside somebody: a patient, a name, a record's number, an age, a stay."""
    if not sentence.has("code") or sentence.is_exam:
        return
    numbers = [place for rule in (g1, g4, g11) for place in rule(sentence)]
    codes = [found.span() for found in pattern("code").finditer(sentence.text)]
    codes = [(start, end) for start, end in codes if not any(first <= start < last for first, last in numbers)]
    if codes and _has_somebody(sentence):
        yield from codes


def _has_somebody(sentence: Sentence) -> bool:
    if sentence.patient:
        return True
    for found in pattern("honorific").finditer(sentence.text):
        known = sentence.known.knows(found["name"]) or _known_family(sentence, found["name"])
        if not known and not _at_work(sentence, found):
            return True
    return any(next(rule(sentence), None) for rule in (g1, g5, g8, g9))


def g11(sentence: Sentence) -> Iterator[Where]:
    """Numbers of health plans."""
    for found in pattern("member").finditer(sentence.text):
        token = found["token"]
        long_enough = len(re.sub(r"\W", "", token)) >= 6 and bool(digits_of(token))
        if long_enough and not sentence.has("member_not") and not sentence.known.has_number(token):
            yield found.span()


def g12(sentence: Sentence) -> Iterator[Where]:
    """Where a patient, or a patient's relative, lives or is reached."""
    for found in pattern("reach").finditer(sentence.text):
        value, whose = found["value"], found["whose"].lower()
        if digits_of(value) and sentence.known.has_number(value):
            continue
        weak = whose.startswith(("her", "his", "their")) and (value[:3].lower() == "liv" or "@" in value)
        at_work = whose.startswith(("her", "his", "their")) and pattern("at_work").search(found["between"])
        if (weak or at_work) and not sentence.patient:
            continue
        if whose.startswith(("patients", "residents")):
            continue
        yield found.span()


def g13(sentence: Sentence) -> Iterator[Where]:
    """Serial numbers of devices and plates of cars."""
    for found in pattern("device").finditer(sentence.text):
        if (sentence.patient or sentence.has("device_word")) and len(re.sub(r"\W", "", found["token"])) >= 4:
            yield found.span()


def g14(sentence: Sentence) -> Iterator[Where]:
    """A bare number as long as a record's: only in notes of an internship."""
    for found in pattern("bare_number").finditer(sentence.text):
        digits, before = found[0], sentence.before(found)
        phone = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"
        if phone or sentence.known.has_number(digits):
            continue
        if not pattern("labelled_number").search(before) and not sentence.has("number_is_hers"):
            yield found.span()


class Rule(NamedTuple):
    """One rule: its key and strength in the table, whether it needs a digit, and where it fires."""

    key: str
    strength: str
    needs_digit: bool
    places: Callable[[Sentence], Iterator[Where]]


RULES = (
    Rule("G1", "S", True, g1),
    Rule("G2", "S", True, g2),
    Rule("G3", "S", True, g3),
    Rule("G4", "S", True, g4),
    Rule("G5", "S", False, g5),
    Rule("G6", "M", False, g6),
    Rule("G7", "M", True, g7),
    Rule("G8", "M", True, g8),
    Rule("G9", "M", True, g9),
    Rule("G10", "M", True, g10),
    Rule("G11", "M", True, g11),
    Rule("G12", "M", False, g12),
    Rule("G13", "M", True, g13),
)
FAINT = (Rule("G6", "h", False, g6_faint), Rule("G7", "h", True, g7_faint), Rule("G14", "h", True, g14))
"""Asked of notes tied to an internship alone."""


def digits_of(text: str) -> str:
    """The digits in it."""
    return "".join(letter for letter in text if letter.isdigit())


def month_and_day(date: str) -> tuple[int, int] | None:
    """Month and day of a date as it is written in a note."""
    named = re.search(r"[A-Za-z]{3,}", date.replace("of", ""))
    numbers = [int(number) for number in re.findall(r"\d+", date)]
    if named and (month := month_of(named[0])):
        return month, numbers[0]
    if len(numbers) == 3 and numbers[0] > 31:
        return numbers[1], numbers[2]
    return (numbers[0], numbers[1]) if len(numbers) > 1 else None
