"""The signs of a quick line: quotes, ways to reach her, pronouns, "!" next steps, "#" tags, "via" somebody."""

import re
from collections.abc import Sequence

from mrtnet.domain.contact_points import read_reach, scan
from mrtnet.domain.credentials import only_marks
from mrtnet.domain.forms import LINE, Address
from mrtnet.domain.names import fold, name_case, word_set
from mrtnet.domain.quick_reading import GAP, SEPARATOR, Meaning, Reading, spelled
from mrtnet.domain.quick_steps import date_only
from mrtnet.domain.work_words import is_talk, is_work_word, work_kind

_BULLET = re.compile(r"\s*(?:[-*•·‣▪◦●■→>]\s+)?(?:\[[ xX]?\]|[☐☑☒✓✔]|[-*•·‣▪◦●■→>]|\d{1,2}[.)])\s+(?=\S)")
_ADDRESSEE = re.compile(r"(?:\s|\x1e)*\"([^\"]+)\"(?=\s*<[^<>@\s]+@[^<>\s]+>)")
_PLACE = re.compile(
    r"(?:^|(?<=[;|,\t\n\x1f])|(?<=\s[-–—]\s))\s*(?:(?P<street>(?:\d{1,6}[A-Za-z]?\s+[^\W\d]|P\.?\s?O\.? Box\s+\d)"
    r"[^;|\t\n\x1f@]{0,100}?),\s*)?"
    r"(?P<locality>[^\W\d_][^\W\d_.'’ -]*(?:[ .'’-]+[^\W\d_]+){0,3}),?\s+"
    r"(?P<region>[A-Z]{2}),?\s+(?P<code>\d{5}(?:-\d{4})?)"
    r"(?:,?\s+(?P<country>USA?|United States)\b)?(?=\s*(?:[;|,\t\n\x1f]|$|\s[-–—]\s))"
)
_LABEL = re.compile(
    r"(?:^|(?<=[;|,\t\n\x1f]))\s*(?P<label>name|(?:job )?title|position|employer|company|organi[sz]ation|credentials?"
    r"|notes?|tags?)\s*:\s+(?=\S)",
    re.I,
)
_BORN = re.compile(r"\s\(((?:née|nee|né|born|formerly|maiden name)\b[^()]{1,60})\)", re.I)
_REGISTERED = re.compile(r"(?<=\w)\((?:R|TM)\)|(?<=\w)[®™]")
_AND_JOB = re.compile(r"(@[^@;|,\t\n]+?)\s(?:and|&)\s(?=(?P<title>[^@;|,\t\n]{3,60}?)\s@\s)")
_CELLS = re.compile(r'\s*"[^"]*"(?:\s*[,;\t]\s*(?:"[^"]*"|[^",;\t]*))*\s*')
_QUOTE = re.compile(r"[“”„\"«]([^“”„\"«»\n]+)[“”\"»]")
_PRONOUNS = re.compile(
    r"(?P<open>[(\[])?\b(?P<said>(?:she|he|they|ze|xe|ella|él|elle|elles|any|all)"
    r"(?:\s?/\s?(?:hers?|him|his|theirs|them|they|she|he|zir|hir|xem|ella|él|elle|any|ze)\b)+"
    r"|(?<=[(\[])(?:she|he|they|ella|él|elle|any pronouns))\b(?(open)[)\]])",
    re.I,
)
_PRONOUNCED = re.compile(r"\((?:pronounced|pron\.?|say)[: ]\s*([^()]{1,100})\)", re.I)
_SLASH = re.compile(r"(?<=\S) / (?=\S)")
_STEP = re.compile(r"(?:^|(?<=[\s;,|(\x1f]))!\s?(?=[^\W_])")
_OF_STEP = re.compile(r"(?:^|\s)![\w-]+\s+$")
_RANK = re.compile(r"(?<![\w-])rank[ :=]{1,2}([ABC])(?![\w-])", re.I)
_TAG = re.compile(r"(?<![\w&/#])#(?=[\w-]*[^\W\d_])([\w][\w-]{0,99})")
_VIA = re.compile(
    r"(?:^|(?<=[;,|\t\n\x1f\s(]))(?:(?:met|connected)\s+)?(?:via|through|thru|(?:introduced|referred|recommended)\s+by"
    r"|intro(?:duction)?\s+(?:by|from|via)|thanks\s+to)\s+",
    re.I,
)
_NO_PERSON = word_set("linkedin zoom email e-mail phone teams slack facebook mail text chat")
_MOST_NAME_WORDS = 6


def _bullet(reading: Reading) -> None:
    if match := _BULLET.match(reading.free):
        reading.take(match.start(), match.end(), None, GAP)
    if match := _ADDRESSEE.match(reading.free):  # "Asante, Kwame" <kwame@volta.example>
        reading.free = reading.free[: match.end()].replace('"', " ") + reading.free[match.end() :]
    reading.free = _REGISTERED.sub(lambda mark: " " * len(mark[0]), reading.free)
    reading.free = _AND_JOB.sub(
        lambda job: job[1] + ";".ljust(len(job[0]) - len(job[1])) if work_kind(job["title"]) == "title" else job[0],
        reading.free,
    )
    if born := _BORN.search(reading.free):
        reading.talk.append((born.start(1), born[1]))
        reading.take(born.start() + 1, born.end(), "talk", GAP)
    if _CELLS.fullmatch(reading.free):
        reading.free = reading.free.replace('"', " ")
    slash, other = _SLASH.search(reading.free), SEPARATOR.search(reading.free)
    if slash and (other is None or slash.start() < other.start()):
        reading.free = _SLASH.sub(" ; ", reading.free)
    if match := re.match(r"[\s\x1e]*met\s+(?!(?:at|in|on|during|via|through)\b)(?=[^\W\d_])", reading.free, re.I):
        reading.take(match.start(), match.end(), None, GAP)


def _quotes(reading: Reading) -> None:
    for match in _QUOTE.finditer(reading.free):
        if _OF_STEP.search(reading.free[: match.start()]):
            continue  # !promise "send the guide" friday
        if read_reach(match[1]) is None and not _is_nickname(reading.free, match):
            said = reading.line[match.start() + 1 : match.end() - 1].strip()
            reading.say(match.start(), match.end(), said)


def _is_nickname(free: str, match: re.Match[str]) -> bool:
    before, after = free[: match.start()], free[match.end() :].lstrip()
    if SEPARATOR.search(before) or not 1 <= len(before.split()) <= 3 or not after[:1].isalpha():
        return False
    words = match[1].split()
    return len(words) <= 2 and len(words) + len(before.split()) <= 4 and (words[:1] == [] or not words[0].islower()
                                                                        or before.islower())  # fmt: skip


def _reaches(reading: Reading) -> None:
    meanings: dict[str, Meaning] = {"EMAIL": "email", "TEL": "phone", "URL": "link", "IMPP": "link"}
    for found in scan(reading.free):
        reading.reaches.append(found.reach)
        reading.take(found.start, found.end, meanings[found.reach.property])


def _places(reading: Reading) -> None:
    """A postal address: "1200 Harbor Drive, Suite 400, Chicago, IL 60601"."""
    for match in _PLACE.finditer(reading.free):
        parts = {key: " ".join(value.split()) for key, value in match.groupdict().items() if value}
        reading.addresses.append(Address.checked(**parts, type="work"))
        reading.take(match.start(), match.end(), None)


def _labels(reading: Reading) -> None:
    """ "Title: Coding Lead; Company: Mercy": the label says what its piece is, and is not part of it."""
    for match in list(_LABEL.finditer(reading.free)):
        label = fold(match["label"])
        stop = re.compile(r"[;|\t\n\x1f]|,\s*[\w ]{3,12}:\s|$").search(reading.free, match.end())
        end = stop.start() if stop else len(reading.free)
        reading.take(match.start(), match.end(), None, GAP)
        if label.startswith("note"):
            reading.say(match.end(), end, reading.line[match.end() : end].strip())
        elif label.endswith(("title", "position")):
            reading.title(match.end(), end)
        elif label.startswith("tag"):
            words = re.split(r"[,#]", reading.free[match.end() : end])
            reading.tags += [spelled(word.strip(), reading.known.tags) for word in words if len(word) < LINE]
            reading.take(match.end(), end, "tag")
        elif label[:3] in {"emp", "com", "org"}:
            reading.employer(match.end(), end)


def _pronouns(reading: Reading) -> None:
    if match := _PRONOUNCED.search(reading.free):
        reading.fields["pronunciation"] = match[1]
        reading.take(match.start(), match.end(), "name", GAP)
    if match := _PRONOUNS.search(reading.free):
        reading.fields["pronouns"] = re.sub(r"\s", "", match["said"]) if "/" in match["said"] else match["said"]
        reading.take(match.start(), match.end(), "pronouns", GAP)


def _steps(reading: Reading) -> None:
    at = 0
    while match := _STEP.search(reading.free, at):
        rest = reading.free[match.end() :]
        stop = re.search(r"[;|\t\n\x1f]|\s#|\s@|\s!|,|\s[-–—]\s|$", rest)
        end = match.end() + (stop.start() if stop else len(rest))
        while reading.free[end : end + 1] == "," and (
            more := re.match(r",\s*([^,;|\t\n\x1f!#@]+)", reading.free[end:])
        ):
            behind = re.split(r"[,\s]+", reading.free[match.end() : end])[-2:]
            if not (date_only(more[1].strip(), reading.today, reading.days) or _is_year([*behind, more[1].strip()])):
                break
            end += len(more[0].rstrip())
        text = reading.free[match.end() : end].replace(",", " ").replace(GAP, " ")
        reading.step(text, match.start(), end)
        at = match.end()


def _is_year(words: Sequence[str]) -> bool:
    return bool(re.fullmatch(r"(19|20|21)\d\d", words[-1])) and any(word.isdigit() for word in words[:-1])


def _ranks_and_tags(reading: Reading) -> None:
    if "rank" not in reading.fields and (match := _RANK.search(reading.free)):
        reading.fields["rank"] = match[1].upper()
        reading.take(match.start(), match.end(), "rank")
    for match in list(_TAG.finditer(reading.free)):
        reading.tags.append(spelled(match[1], reading.known.tags))
        reading.take(match.start(), match.end(), "tag")


def _via(reading: Reading) -> None:
    match = _VIA.search(reading.free)
    if match is None or match.start() == 0:
        return
    stop = SEPARATOR.search(reading.free, match.end())
    end = stop.start() if stop else len(reading.free)
    said = reading.free[match.end() : end]
    words = said.split()
    if words and fold(words[0].strip(".,()")) in _NO_PERSON and len(words) == 1 and "met_how" not in reading.fields:
        reading.fields["met_how"] = words[0].strip(".,()")
        reading.take(match.start(), end, "met")
        return
    count = 0
    while count < min(len(words), _MOST_NAME_WORDS) and _in_a_name(words[count]):
        count += 1
    small = len(words) <= 3 if reading.free.islower() else len(words) == 2 and said.replace(" ", "").isalpha()
    if not count and small and not is_talk(said) and not is_work_word(said) and fold(words[0]) not in _NO_PERSON:
        count = len(words)
    if not count or len(said) > LINE or words[0][:1].isdigit() or fold(words[0]) in {"the", "a", "an", "my", "our"}:
        return
    last = re.match(r"\s*" + r"\s+".join(map(re.escape, words[:count])), said)
    assert last is not None
    end = match.end() + last.end()
    while marks := re.match(r",\s*([^,;|\t\n\x1f]+)", reading.free[end:]):  # her marks: "via Ama Owusu, RHIA"
        if not only_marks(marks[1]):
            break
        end += len(marks[0])
    through = reading.free[match.end() : end].strip()
    reading.fields["met_through"] = name_case(through if "(" in through else through.strip(")"))
    reading.take(match.start(), end, "via")


def _in_a_name(word: str) -> bool:
    return not word[:1].islower() or word in {"de", "la", "van", "von", "der", "da"}


SIGNS = (_bullet, _quotes, _reaches, _places, _labels, _pronouns, _steps, _ranks_and_tags, _via)
