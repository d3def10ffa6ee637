"""Single values of a vCard: birthday, jobs, language, time zone, each into the form a person's fields have and back."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from zoneinfo import available_timezones

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.forms import LINE, Job
from mrtnet.domain.names import word_set
from mrtnet.domain.vcard_lines import Line, escaped, parts, unescaped

_DAY = re.compile(r"(\d{4}|--)-?(\d\d)-?(\d\d)(?:[T ].*)?$")
_NO_YEAR = ("1604", "0000", "--")  # 1604: what Apple writes for "no year"
_NAMES = (
    "en=English es=Spanish fr=French de=German it=Italian pt=Portuguese nl=Dutch sv=Swedish no=Norwegian da=Danish "
    "fi=Finnish is=Icelandic pl=Polish cs=Czech sk=Slovak hu=Hungarian ro=Romanian bg=Bulgarian el=Greek "
    "uk=Ukrainian ru=Russian tr=Turkish ar=Arabic he=Hebrew fa=Persian ur=Urdu hi=Hindi bn=Bengali ta=Tamil "
    "te=Telugu pa=Punjabi gu=Gujarati ja=Japanese ko=Korean zh=Chinese vi=Vietnamese th=Thai id=Indonesian "
    "tl=Tagalog am=Amharic so=Somali sw=Swahili yo=Yoruba ig=Igbo ha=Hausa ht=Haitian hmn=Hmong ase=ASL"
)
_LANGUAGES = {code: name for code, _equals, name in (pair.partition("=") for pair in sorted(word_set(_NAMES)))}
_CODES = {name: code for code, name in _LANGUAGES.items()}


def birthday(line: Line) -> str:
    """BDAY as the book keeps it: "1980-03-22", "03-22" where no year is known, other text as it stands."""
    text = str(clean_line(unescaped(line.value)))
    match = _DAY.match(text)
    if match is None:
        return text
    year, month, day = match.groups()
    omitted = line.parameter("X-APPLE-OMIT-YEAR") == year
    try:
        date(2000 if year in _NO_YEAR or omitted else int(year), int(month), int(day))
    except ValueError:
        return text
    return f"{month}-{day}" if year in _NO_YEAR or omitted else f"{year}-{month}-{day}"


def birthday_line(text: str, version: str) -> str:
    """The BDAY line for a birthday of the book; a day without a year as Apple (3.0) and RFC 6350 (4.0) write it."""
    if match := re.fullmatch(r"(\d\d)-(\d\d)", text):
        month, day = match.groups()
        return f"BDAY:--{month}{day}" if version == "4.0" else f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{month}-{day}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return f"BDAY:{text.replace('-', '')}" if version == "4.0" else f"BDAY;VALUE=date:{text}"
    return f"BDAY;VALUE=text:{escaped(text)}"


def language(code: str) -> str:
    """A language by its name, where its code is a usual one: "es" -> "Spanish"."""
    return _LANGUAGES.get(code.strip().lower(), code.strip())


def language_code(name: str) -> str:
    return _CODES.get(name, name)


def zone(text: str) -> str:
    """The time zone if it is a name of the IANA's, else ""."""
    return text.strip() if "/" in text and text.strip() in _zones() else ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def jobs(lines: Sequence[Line], fitted: Callable[[str, str, int], str]) -> list[Job]:
    """The jobs of ORG and TITLE: those of one group belong together, others in the order they stand."""
    found: list[dict[str, str]] = []
    by_group: dict[str, dict[str, str]] = {}
    for line in lines:
        if line.name not in ("ORG", "TITLE"):
            continue
        values = parts(line.value)
        keys = _organization(values) if line.name == "ORG" else {"title": unescaped(line.value).strip()}
        job = by_group.get(line.group) if line.group else _free(found, line, keys)
        if job is None or (set(keys) & set(job)):
            job = {}
            found.append(job)
            if line.group:
                by_group[line.group] = job
        job |= {key: fitted(value, line.name, line.number) for key, value in keys.items()}
        if not line.group:
            job["loose"] = "1"
    kept = []
    for job in found:
        job.pop("loose", None)
        if any(job.values()) and (one := _job(job)) not in kept:
            kept.append(one)
    return kept


def _job(told: dict[str, str]) -> Job:
    """The job of texts that fit; it has no days that could be in the wrong order."""
    told = {field: str(clean_line(value)) for field, value in told.items()}
    return Job.trusted(told) if max(map(len, told.values())) < LINE else Job(**told)


def _organization(values: list[str]) -> dict[str, str]:
    return {"organization": values[0], "department": ", ".join(filter(None, values[1:]))}


def _free(found: list[dict[str, str]], line: Line, keys: dict[str, str]) -> dict[str, str] | None:
    """The last job, if this line still belongs to it: a TITLE to the ORG before it, an ORG to a TITLE alone."""
    last = found[-1] if found else None
    return last if last is not None and last.get("loose") and not set(keys) & set(last) else None
