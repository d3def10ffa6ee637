"""The pieces of a quick line between its separators: titles, employers, marks; the name and where she was met."""

import re

from mrtnet.domain.credentials import NOT_YET, is_standing, only_marks
from mrtnet.domain.forms import LINE
from mrtnet.domain.names import fold
from mrtnet.domain.quick_met import MET, read_met
from mrtnet.domain.quick_names import read_name
from mrtnet.domain.quick_reading import GAP, Reading, spelled
from mrtnet.domain.quick_segments import Segment, segments_of
from mrtnet.domain.work_words import (
    COMPANY_ENDS,
    TALK,
    is_strong,
    is_talk,
    is_work_word,
    title_end,
    work_kind,
)

_BRACKETS = re.compile(r"(?<=\s)\(([^()@\x1f]{3,100})\)")
_AT_WORD = re.compile(r"\s(?:at|with|from|works at|works for|working at)\s+", re.I)
_WORKS = re.compile(r"\s*(?:works?|working|employed)\s+(?:at|for|with)\s+|\s*(?:at|from|with)\s+", re.I)
_JOINED = re.compile(r"(?:^|\s)(?:&|and)\s")
_AS = re.compile(r"\sas\s+(?:an?|the|their|its)\s+(?=\S)", re.I)
_DOES = re.compile(
    r"(?:works?|working|employed|from|at|with|who|said|says|asked|asks|offered|offers|wants|likes|loves|knows|talked)$",
    re.I,
)
_SINCE = re.compile(r"\(?(?:since |from |in |certified |credentialed )?(?:19|20)\d\d\)?", re.I)


def people_and_work(reading: Reading) -> None:
    _employer_in_brackets(reading)
    segments = segments_of(reading)
    at = 0
    if segments and not segments[0].text(reading).startswith("@"):
        at = read_name(reading, segments)
    while at < len(segments):
        at = _segment(reading, segments, at)
    _employer_by_mail(reading)
    _employer_by_place(reading)
    if "name" not in reading.fields and segments and (left := segments_of(reading)):
        text = left[0].text(reading)
        if len(text.split()) <= 4 and not work_kind(text) and not is_talk(text):
            read_name(reading, left[:1])


def _employer_by_mail(reading: Reading) -> None:
    """A piece nobody placed is the employer if the e-mail address says so: "Lakeshore" and rosa@lakeshoremc.example."""
    if any(job.get("organization") for job in reading.jobs) or "name" not in reading.fields:
        return
    domains = [reach.value.rpartition("@")[2].lower() for reach in reading.reaches if reach.property == "EMAIL"]
    for segment in segments_of(reading) if domains else ():
        words = segment.text(reading).split()
        first = fold(words[0]).strip(".,'")
        told = len(first) > 3 and any(domain.startswith(first) for domain in domains)
        if told and len(words) <= 4 and not is_talk(segment.text(reading)):
            text = reading.free[segment.start : segment.end]
            reading.employer(segment.start + len(text) - len(text.lstrip(" \x1e")), segment.end)
            return


def _employer_by_place(reading: Reading) -> None:
    """A piece right behind the title: "Ana Pires - coder - Cedar Ridge". Not behind a comma: that may be a city."""
    ends = [token.end for token in reading.tokens if token.meaning == "title"]
    if len(reading.jobs) != 1 or reading.jobs[0].get("organization") or not ends:
        return
    segment = next((segment for segment in segments_of(reading) if segment.start >= ends[-1]), None)
    if segment is None or not re.fullmatch(r"\s*(?:[-–—|;\t\n]|--)\s*", reading.free[ends[-1] : segment.start]):
        return
    text = segment.text(reading)
    words = text.split()
    named = all(word[:1].isupper() or word in {"of", "and", "&", "the"} for word in words) and words[0][:1].isalpha()
    other = is_talk(text) or is_work_word(text) or re.fullmatch("[A-Z]{1,4}", text)
    if named and len(words) <= 5 and not other:
        typed = reading.free[segment.start : segment.end]
        reading.employer(segment.start + len(typed) - len(typed.lstrip(" \x1e")), segment.end)


def _employer_in_brackets(reading: Reading) -> None:
    """ "Rosa Delgado (Lakeshore Medical Center)"."""
    for match in _BRACKETS.finditer(reading.free):
        if _is_employer(reading, match[1]):
            reading.employer(match.start(), match.end())
            return


def _segment(reading: Reading, segments: list[Segment], at: int) -> int:
    """Understands one piece, and those behind it that belong to it; returns the next one to read."""
    segment = segments[at]
    text = reading.free[segment.start : segment.end]
    plain = text.replace(GAP, " ").strip()
    begin = segment.start + len(text) - len(text.lstrip(" \x1e"))
    if "@" in text:
        return _at_sign(reading, segments, at)
    if (
        _marks_first(reading, segments, at, begin)
        or _title_at(reading, begin, segment.end)
        or _title_then_employer(reading, begin, segment.end)
    ):
        return at + 1
    if (marks := only_marks(plain)) and not any(map(is_standing, marks)):
        reading.credentials += marks
        reading.take(begin, segment.end, "credential")
    elif reading.knows(plain, reading.known.events):
        reading.fields.setdefault("met_where", spelled(plain, reading.known.events))
        reading.take(begin, segment.end, "met")
    elif len(text) < LINE and (met := MET.fullmatch(text)):
        read_met(reading, segment, met)
    elif (marks or work_kind(plain) == "title") and not reading.knows(plain, reading.known.organizations):
        return _titles(reading, segments, at, begin)
    elif _is_employer(reading, plain) or _partners(reading, segments, at):
        if not (reading.jobs and reading.jobs[-1].get("organization")):
            return _employed(reading, segments, at, begin, segment.end, "")
    else:
        _mixed(reading, segments, at, begin)
    return at + 1


def _titles(reading: Reading, segments: list[Segment], at: int, begin: int) -> int:
    """A title, with the pieces behind it that only say more of it: "Manager, HIM"."""
    last = at
    while last + 1 < len(segments) and segments[last + 1].before in (",", "-", "–"):
        text = segments[last + 1].text(reading)
        left, sign, _right = text.partition("@")
        if not is_work_word(left) or only_marks(left) or (not sign and is_strong(left)):
            break
        if sign:
            return _at_sign(reading, segments, last + 1, begin)
        last += 1
    reading.title(begin, segments[last].end)
    return last + 1


def _at_sign(reading: Reading, segments: list[Segment], at: int, begin: int | None = None) -> int:
    """ "Title @ Employer", or "@ Employer" alone."""
    segment = segments[at]
    sign = reading.free.index("@", segment.start, segment.end)
    start = segment.start if begin is None else begin
    title = reading.free[start:sign].replace(GAP, " ").strip(" ,-–")
    leading = re.match(r"(\S+(?:[\s,]+\S+)*?)\s+(?=\S)", title)
    while leading and (marks := only_marks(leading[1])) and work_kind(title[leading.end() :]):
        if fold(title[leading.end() :]) in NOT_YET:
            break
        reading.credentials += marks
        title = title[leading.end() :]
        leading = re.match(r"(\S+)\s+(?=\S)", title)
    if (marks := only_marks(title)) and not any(map(is_standing, marks)):
        reading.credentials += marks
        reading.take(start, sign, "credential")
        title = ""
    elif title and (is_talk(title) or len(title.split()) > 12 or len(title) > LINE):
        title = ""
    elif sign > start:
        typed = reading.free[start:sign]
        reading.take(start + len(typed) - len(typed.lstrip()), sign, "title" if title else None)
    reading.take(sign, sign + 1, None, " ")
    body = reading.free[sign + 1 : segment.end]
    return _employed(reading, segments, at, sign + 1 + len(body) - len(body.lstrip()), segment.end, title)


def _employed(reading: Reading, segments: list[Segment], at: int, start: int, end: int, title: str) -> int:
    """An employer that begins here: with its ", Inc." and partners, without a sentence behind it."""
    if not reading.free[start:end].strip(" \x1e"):
        if title:
            reading.jobs.append({"title": title})
        return at + 1
    if reading.knows(reading.free[start:end], reading.known.events) and not title:
        reading.fields.setdefault("met_where", spelled(reading.free[start:end], reading.known.events))
        reading.take(start, end, "met")
        return at + 1
    last = _company_end(reading, segments, at, start)
    if last == at and (stop := _before_talk(reading, start, end)) < end:
        reading.employer(start, stop, title)
        segments.insert(at + 1, Segment(stop, end, "", segments[at].after))
        return at + 1
    reading.employer(start, segments[last].end, title)
    return last + 1


def _company_end(reading: Reading, segments: list[Segment], at: int, start: int) -> int:
    """The last of the pieces, parted by commas, that make up one employer's name."""
    best = at
    short = True
    for last in range(at, min(at + 4, len(segments))):
        if last > at and segments[last].before != ",":
            break
        text = segments[last].text(reading)
        piece = text.rpartition("@")[2].strip()
        words = re.sub(r"^(?:&|and)\s+", "", piece)
        short = short and len(words.split()) <= 6 and not words[:1].islower()
        short = short and (words != piece or work_kind(piece) != "title")
        whole = reading.free[start : segments[last].end]
        if last > at and (
            reading.knows(whole, reading.known.organizations)
            or fold(piece).replace(".", "") in COMPANY_ENDS
            or (short and _JOINED.search(piece) and not is_talk(piece))
        ):
            best = last
    return best


def _partners(reading: Reading, segments: list[Segment], at: int) -> bool:
    """Whether an employer begins here: "Smith, Jones & Daughters Family Medicine"."""
    for last in range(at, min(at + 4, len(segments))):
        text = segments[last].text(reading)
        if last > at and (segments[last].before != "," or only_marks(text)):
            return False
        if last > at and (joined := _JOINED.search(text)):
            return work_kind(text) == "organization" or work_kind("A " + text[joined.end() :]) == "organization"
        if len(text.split()) > 2 or not text[:1].isupper() or work_kind(text) == "title" or is_work_word(text):
            return False
    return False


def _mixed(reading: Reading, segments: list[Segment], at: int, begin: int) -> None:
    """A piece of two kinds: marks before a title, a title before an employer, "works at Mercy Hospital"."""
    end = segments[at].end
    text = reading.free[begin:end]
    if works := _WORKS.match(text):
        begin += works.end()
        end = _before_talk(reading, begin, end)
        role = _AS.search(reading.free[begin:end])
        if role and work_kind(reading.free[begin + role.end() : end]) == "title":
            reading.title(begin + role.end(), end)
            reading.take(begin + role.start(), begin + role.end(), None)
            end = begin + role.start()
        if reading.knows(reading.free[begin:end], reading.known.events):
            reading.fields.setdefault("met_where", spelled(reading.free[begin:end].strip(), reading.known.events))
            reading.take(begin - works.end() + works.start(), end, "met")
        elif _is_employer(reading, reading.free[begin:end]):
            reading.employer(begin, end)
            reading.take(begin - works.end() + works.start(), begin, None)


def _title_then_employer(reading: Reading, begin: int, end: int) -> bool:
    """ "HIM Director Lakeshore Medical Center"."""
    spans = [
        (begin + match.start(), begin + match.end()) for match in re.finditer(r"[^\s\x1e]+", reading.free[begin:end])
    ]
    if reading.jobs or not 3 <= len(spans) <= 16:
        return False
    cut = title_end([reading.free[start:stop] for start, stop in spans])
    if cut is None:
        return False
    employer = spans[cut][0]
    reading.title(begin, spans[cut - 1][1])
    reading.employer(employer, end)
    return True


def _marks_first(reading: Reading, segments: list[Segment], at: int, begin: int) -> bool:
    """Marks before a title: "RHIT Coding Lead". The rest is read as the next piece."""
    first = re.match(r"(\S+)\s+(?=\S)", reading.free[begin : segments[at].end])
    if first is None or not (marks := only_marks(first[1])):
        return False
    rest = reading.free[begin + first.end() : segments[at].end].partition("@")[0]
    if _SINCE.fullmatch(rest.strip()):
        reading.credentials += marks  # the piece itself stays: it says more than the mark
        return True
    if fold(rest.partition(" ")[0]).strip(",.") in NOT_YET:
        return False
    word = rest.split()[0] if rest.split() else ""
    if not (work_kind(rest) or only_marks(word) or _DOES.match(word)):
        return False
    reading.credentials += marks
    reading.take(begin, begin + len(first[1]), "credential")
    segments.insert(at + 1, Segment(begin + first.end(), segments[at].end, "", segments[at].after))
    return True


def _title_at(reading: Reading, begin: int, end: int) -> bool:
    """ "Coding Lead at Lakeshore Medical Center"."""
    text = reading.free[begin:end]
    for found in _AT_WORD.finditer(text):
        title = text[: found.start()]
        stop = _before_talk(reading, begin + found.end(), end)
        employer = reading.free[begin + found.end() : stop].strip()
        if not employer or not (work_kind(title) == "title" or (is_work_word(title) and not is_talk(title))):
            continue
        if _is_employer(reading, employer) or (employer[:1].isupper() and len(employer.split()) <= 6):
            reading.take(begin, begin + found.end(), "title")
            reading.employer(begin + found.end(), stop, title.strip())
            return True
    return False


def _before_talk(reading: Reading, start: int, end: int) -> int:
    """Where a sentence begins behind an employer's name, or the end."""
    for word in list(re.finditer(r"\S+", reading.free[start:end]))[1:]:
        before = reading.free[start : start + word.start()]
        if word[0].strip(",.:") in TALK or (word[0] == "in" and work_kind(before) == "organization"):
            return start + word.start()
    return end


def _is_employer(reading: Reading, text: str) -> bool:
    return work_kind(text.strip()) == "organization" or reading.knows(text, reading.known.organizations)
