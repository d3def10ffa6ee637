"""The name at the beginning of a quick line, with its marks: "Delgado-Ruiz, Rosa RHIT" and all the other ways."""

import re

from mrtnet.domain.credentials import is_standing, only_marks, split_credentials
from mrtnet.domain.names import fold, split_name, tidy
from mrtnet.domain.quick_reading import GAP, Reading, comparable, name_fields, plain_piece
from mrtnet.domain.quick_segments import Segment
from mrtnet.domain.work_words import TALK, is_talk, is_work_word, title_start, work_kind

_SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv|esq)\.?", re.I)
_MOST_NAME_WORDS = 6


def read_name(reading: Reading, segments: list[Segment]) -> int:
    """Reads the name at the beginning; returns the segment to go on with."""
    first = segments[0]
    end, rest = _name_end(reading, first)
    typed = reading.free[first.start : end].replace(GAP, " ").strip()
    name, marks = split_credentials(typed)
    if only_marks(typed) and len(typed.split()) > 1:
        return 0
    used = 1
    if (
        not marks
        and not rest
        and len(segments) > 1
        and first.after == ","
        and (given := _given_first(reading, segments))
    ):
        name, marks = f"{name}, {given[0]}", given[1]
        end, used = segments[1].end, 2
    while used < len(segments) and segments[used].before == "," and not rest:
        text = segments[used].text(reading)
        if _SUFFIX.fullmatch(text) and not marks:
            name = f"{name}, {text}"
        elif (more := split_credentials(f"{name}, {text}")) and comparable(more[0]) == comparable(name) and more[1]:
            marks = marks + more[1]
        else:
            break
        end = segments[used].end
        used += 1
    plain = plain_piece(name.strip(" ,-–"))
    if standing := [mark for mark in marks if is_standing(mark)]:
        reading.jobs.append({"title": ", ".join(standing)})
    cased = tidy(split_name(plain))
    joined = re.search(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]\s", plain)
    reading.fields |= name_fields(cased, plain if joined else "")
    reading.credentials += [mark for mark in marks if mark not in standing]
    _mark_name(reading, first.start, end, marks)
    if rest:
        left = Segment(end, first.end, "", first.after)
        segments.insert(used, left)
    return used


def _mark_name(reading: Reading, start: int, end: int, marks: list[str]) -> None:
    """Tokens for the name and for the marks behind it."""
    text = reading.free[start:end].replace(GAP, " ")
    at = start + len(split_credentials(text)[0] if marks else text)
    behind = reading.free[at:end]
    begin = at + len(behind) - len(behind.lstrip(" ,;|-–—/(·&\x1e"))
    reading.take(start, at, "name")
    reading.take(begin, end, ("title" if all(map(is_standing, marks)) else "credential") if begin < end else None)
    reading.take(at, begin, None)


def _given_first(reading: Reading, segments: list[Segment]) -> tuple[str, list[str]] | None:
    """The given names and marks of "Delgado-Ruiz, Rosa RHIT", None where the second piece is something else."""
    family, text = segments[0].text(reading), segments[1].text(reading)
    words = family.split()
    if len(words) > 3 or (len(words) > 1 and split_name("X " + family).family != family):
        return None
    given, marks = split_credentials(text)
    count = len(given.split())
    if not 1 <= count <= 2 or only_marks(text) or _SUFFIX.fullmatch(given) or "@" in text or not given[:1].isalpha():
        return None
    if work_kind(given) or is_work_word(given) or is_talk(given) or reading.knows(given, reading.known.organizations):
        return None
    if given[0].islower() and (not family.islower() or count > 1):
        return None
    closed = segments[1].after != ","
    marked = len(segments) > 2 and bool(only_marks(segments[2].text(reading)))
    in_capitals = len(family) > 2 and family.isupper() and not given.isupper()
    return (given, marks) if marks or closed or marked or in_capitals else None


def _name_end(reading: Reading, segment: Segment) -> tuple[int, bool]:
    """Where name and marks end in the first piece, and whether anything follows there."""
    text = reading.free[segment.start : segment.end]
    spans = [match.span() for match in re.finditer(r"[^\s\x1e]+", text)][: _MOST_NAME_WORDS * 3]
    words = [text[start:end] for start, end in spans]
    stop = len(words)
    for at, word in enumerate(words):
        bracket = at and word.startswith("(") and word[1:].lower() != word[1:].upper() and not word.endswith(")")
        if (
            word.startswith("@")
            or (bracket and not only_marks(word))
            or (at and fold(word).strip(".,:") in TALK | {"at", "from", "works"})
        ):
            stop = at
            break
    marked = _marks_end(words[:stop])
    if marked:
        stop = marked
    elif (start := title_start(words[:stop], 1)) is not None or (start := _employer_start(words[:stop])) is not None:
        stop = start
    elif stop > _MOST_NAME_WORDS:
        stop = 2 + (len(split_name(" ".join(words[:4])).family.split()) > 1)
    if stop >= len(words):
        return segment.end, False
    return segment.start + (spans[stop - 1][1] if stop else 0), True


def _marks_end(words: list[str]) -> int:
    """How many words name and marks take, 0 without marks."""
    for count in range(2, len(words) + 1):
        if split_credentials(" ".join(words[:count]))[1]:
            while (
                count < len(words)
                and len(split_credentials(" ".join(words[: count + 1]))[1])
                and _all_marks(words, count)
            ):
                count += 1
            return count
    return 0


def _all_marks(words: list[str], count: int) -> bool:
    had = split_credentials(" ".join(words[:count]))
    now = split_credentials(" ".join(words[: count + 1]))
    return now[0] == had[0] and now[1] != had[1]


def _employer_start(words: list[str]) -> int | None:
    """Where an employer begins right behind a name of two words: "Rosa Delgado Lakeshore Medical Center"."""
    for at in (2, 3):
        if len(words) - at >= 2 and work_kind(" ".join(words[at:])) == "organization":
            return at
    return None
