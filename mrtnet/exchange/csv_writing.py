"""People as a table for other programs: Google, Outlook, a LinkedIn-like list, and a plain one with all on file.

Safe for spreadsheets: a cell that would be taken for a formula gets an apostrophe before it, which is taken off again
when the table is read here (OWASP ASVS 1.2.10). What has no column goes into the notes, so that nothing is lost.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from mrtnet.domain.days import MONTHS
from mrtnet.domain.rows import AddressRow, JobRow, PersonDetail, ReachRow
from mrtnet.words import _

Format = Literal["plain", "google", "outlook", "linkedin"]
FORMATS: tuple[Format, ...] = ("plain", "google", "outlook", "linkedin")
SEVERAL = " ::: "
Cells = dict[str, str]


def _titles(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


_FORMULA = re.compile(r"'*[=+@\t\r\n\0-]")
_NUMBER = re.compile(r"\+[\d\s().-]+(?:\s?(?:x|ext\.?)\s?\d+)?")
_ADDRESS = ("Street", "City", "State", "Postal Code", "Country")
_GOOGLE_TYPES = {"work": "Work", "home": "Home", "cell": "Mobile", "fax": "Work Fax", "other": "Other", "": ""}
_OUTLOOK_PHONES = {"work": "Business", "home": "Home", "other": "Other"}
_OUTLOOK = _titles(
    "First Name|Middle Name|Last Name|Title|Suffix|Initials|Web Page|Gender|Birthday|Anniversary|Location|"
    "Language|Internet Free Busy|Notes|E-mail Address|E-mail 2 Address|E-mail 3 Address|Primary Phone|"
    "Home Phone|Home Phone 2|Mobile Phone|Pager|Home Fax|Home Address|Home Street|Home Street 2|"
    "Home Street 3|Home Address PO Box|Home City|Home State|Home Postal Code|Home Country|Spouse|Children|"
    "Manager's Name|Assistant's Name|Referred By|Company Main Phone|Business Phone|Business Phone 2|"
    "Business Fax|Assistant's Phone|Company|Job Title|Department|Office Location|Organizational ID Number|"
    "Profession|Account|Business Address|Business Street|Business Street 2|Business Street 3|"
    "Business Address PO Box|Business City|Business State|Business Postal Code|Business Country|Other Phone|"
    "Other Fax|Other Address|Other Street|Other Street 2|Other Street 3|Other Address PO Box|Other City|"
    "Other State|Other Postal Code|Other Country|Callback|Car Phone|ISDN|Radio Phone|TTY/TDD Phone|Telex|"
    "User 1|User 2|User 3|User 4|Keywords|Mileage|Hobby|Billing Information|Directory Server|Sensitivity|"
    "Priority|Private|Categories"
)
_GOOGLE = _titles(
    "First Name|Middle Name|Last Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name|Name Prefix|"
    "Name Suffix|Nickname|File As|Organization Name|Organization Title|Organization Department|Birthday|Notes|"
    "Photo|Labels"
)
_LINKEDIN = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
_PLAIN = (
    "Name", "Name Prefix", "First Name", "Middle Name", "Last Name", "Suffix", "Credentials", "Nickname", "Pronouns",
    "Phonetic First Name", "Company", "Department", "Job Title", "Email", "Work Email", "Home Email", "Phone",
    "Work Phone", "Home Phone", "Mobile Phone", "Fax", "Other Phone", "Web Page", "Screen Name",
    *_ADDRESS, *(f"{kind} {part}" for kind in ("Work", "Home", "Other") for part in _ADDRESS),
    "Birthday", "Languages", "Tags", "Met on", "Met at", "Met through", "Note",
)  # fmt: skip
_PLAIN_PHONES = {
    "work": "Work Phone",
    "home": "Home Phone",
    "cell": "Mobile Phone",
    "fax": "Fax",
    "other": "Other Phone",
}


def write_table(people: Sequence[PersonDetail], format: Format = "plain", *, notes: bool = False) -> Iterator[bytes]:
    """The table in pieces: a header and a row for each person. Notes are private and go out only when asked for."""
    columns, cells, mark, end = _SHAPES[format](people)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=end)
    writer.writerow(columns)
    yield (mark + text.getvalue()).encode()
    clean = _safe if format == "plain" else _safe_for_programs
    for person in people:
        text.seek(0)
        text.truncate()
        told = cells(person, notes)
        writer.writerow([clean(told.get(column, "")) for column in columns])
        yield text.getvalue().encode("utf-8", "replace")


def write_cells(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Any table with its head, for a spreadsheet: nothing in it is read as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_safe(head) for head in heads])
    for row in rows:
        writer.writerow([_safe(str(cell)) for cell in row])
    return ("\ufeff" + text.getvalue()).encode("utf-8", "replace")


def _safe(cell: str) -> str:
    safe = "'" + cell if _FORMULA.match(cell) else cell
    return safe.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _safe_for_programs(cell: str) -> str:
    """As `_safe`; a plain number gets a blank, which other programs trim, as an apostrophe would stay in it."""
    return " " + cell if _NUMBER.fullmatch(cell) else _safe(cell)


_Shape = tuple[Sequence[str], Callable[[PersonDetail, bool], Cells], str, str]


def _plain_shape(_people: Sequence[PersonDetail]) -> _Shape:
    return _PLAIN, _plain, "\ufeff", "\r\n"


def _linkedin_shape(_people: Sequence[PersonDetail]) -> _Shape:
    return _LINKEDIN, _linkedin, "", "\n"


def _outlook_shape(_people: Sequence[PersonDetail]) -> _Shape:
    return _OUTLOOK, _outlook, "\ufeff", "\r\n"


def _google_shape(people: Sequence[PersonDetail]) -> _Shape:
    """As many columns for e-mail, phone, address and link as somebody needs."""

    def most(least: int, count: Callable[[PersonDetail], int]) -> range:
        return range(1, max([least, *map(count, people)]) + 1)

    columns = [*_GOOGLE]
    for name, least, kind in (("E-mail", 2, "EMAIL"), ("Phone", 2, "TEL")):
        for at in most(least, lambda person, kind=kind: len(_of(person, kind))):  # type: ignore[misc]
            columns += [f"{name} {at} - Label", f"{name} {at} - Value"]
    for at in most(1, lambda person: len(person.addresses)):
        parts = (
            "Label",
            "Formatted",
            "Street",
            "City",
            "PO Box",
            "Region",
            "Postal Code",
            "Country",
            "Extended Address",
        )
        columns += [f"Address {at} - {part}" for part in parts]
    for at in most(1, lambda person: len(_of(person, "URL"))):
        columns += [f"Website {at} - Label", f"Website {at} - Value"]
    columns += ["Event 1 - Label", "Event 1 - Value", "Custom Field 1 - Label", "Custom Field 1 - Value"]
    return columns, _google, "\ufeff", "\n"


_SHAPES: Mapping[Format, Callable[[Sequence[PersonDetail]], _Shape]] = {
    "plain": _plain_shape, "google": _google_shape, "outlook": _outlook_shape, "linkedin": _linkedin_shape,
}  # fmt: skip


def _plain(person: PersonDetail, notes: bool) -> Cells:
    cells = {
        **_names(person), "Name": person.name, "Name Prefix": person.prefix, "Suffix": person.suffix,
        "Credentials": ", ".join(person.credentials), "Nickname": person.nickname, "Pronouns": person.pronouns,
        "Phonetic First Name": person.pronunciation, **_work(person), "Birthday": _birthday(person),
        "Languages": ", ".join(person.languages), "Tags": _tags(person),
        "Met on": f"{person.met_on or ''}", "Met at": person.met_event or person.met_where,
        "Met through": person.met_through,
        "Web Page": SEVERAL.join(reach.value for reach in _of(person, "URL")),
        "Screen Name": SEVERAL.join(reach.value for reach in _of(person, "IMPP")),
    }  # fmt: skip
    for reach in _of(person, "EMAIL"):
        _join(cells, {"work": "Work Email", "home": "Home Email"}.get(reach.type, "Email"), reach.value)
    for reach in _of(person, "TEL"):
        _join(cells, _PLAIN_PHONES.get(reach.type, "Phone"), reach.value)
    left = _addresses(person, cells, {"": "", "work": "Work ", "home": "Home ", "other": "Other "}, _ADDRESS)
    return cells | {"Note": _note(person, notes, left)}


def _linkedin(person: PersonDetail, _notes: bool) -> Cells:
    names, work = _names(person), _work(person)
    links = [reach.value for reach in _of(person, "URL")]
    day = person.met_on
    return {
        **names,
        "Last Name": ", ".join(filter(None, (names["Last Name"], person.suffix, *person.credentials))),
        "URL": next((link for link in links if "linkedin." in link), ""),
        "Email Address": next((reach.value for reach in _of(person, "EMAIL")), ""),
        "Company": work["Company"],
        "Position": work["Job Title"],
        "Connected On": f"{day.day:02} {MONTHS[day.month - 1].title()} {day.year}" if day else "",
    }


def _outlook(person: PersonDetail, notes: bool) -> Cells:
    cells = {
        **_names(person), "Title": person.prefix, "Suffix": _suffix(person), **_work(person),
        "Language": ", ".join(person.languages), "Birthday": _birthday(person), "Referred By": person.met_through,
        "Categories": _tags(person),
    }  # fmt: skip
    left = _places(
        cells,
        [reach.value for reach in _of(person, "EMAIL")],
        ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address"),
    )
    for reach in _of(person, "TEL"):
        kind = _OUTLOOK_PHONES.get(reach.type, "")
        free = {
            "cell": ("Mobile Phone", "Car Phone"),
            "fax": ("Business Fax", "Home Fax", "Other Fax"),
        }.get(reach.type, (f"{kind} Phone", f"{kind} Phone 2") if kind else ("Primary Phone", "Other Phone"))
        left += _places(cells, [reach.value], [name for name in free if name in _OUTLOOK])
    left += _places(cells, [reach.value for reach in _of(person, "URL")], ("Web Page",))
    left += [f"{reach.label or _('Chat')}: {reach.value}" for reach in _of(person, "IMPP")]
    parts = ("Street", "City", "State", "Postal Code", "Country")
    left += _addresses(person, cells, {"work": "Business ", "home": "Home ", "": "Other ", "other": "Other "}, parts)
    return cells | {"Notes": _note(person, notes, left)}


def _google(person: PersonDetail, notes: bool) -> Cells:
    work = _work(person)
    cells = {
        **_names(person), "Phonetic First Name": person.pronunciation, "Name Prefix": person.prefix,
        "Name Suffix": _suffix(person), "Nickname": person.nickname, "Organization Name": work["Company"],
        "Organization Title": work["Job Title"], "Organization Department": work["Department"],
        "Birthday": _birthday(person), "Labels": SEVERAL.join([*person.tags, "* myContacts"]),
    }  # fmt: skip
    for name, kind in (("E-mail", "EMAIL"), ("Phone", "TEL"), ("Website", "URL")):
        for at, reach in enumerate(_of(person, kind), 1):
            cells |= {
                f"{name} {at} - Label": reach.label or _GOOGLE_TYPES[reach.type],
                f"{name} {at} - Value": reach.value,
            }
    for at, address in enumerate(person.addresses, 1):
        told = (address.street, address.locality, address.region, address.code, address.country)
        cells[f"Address {at} - Label"] = _GOOGLE_TYPES[address.type]
        cells[f"Address {at} - Formatted"] = ", ".join(filter(None, told))
        cells |= {f"Address {at} - {part}": value for part, value in zip(
            ("Street", "City", "Region", "Postal Code", "Country"), told, strict=True)}  # fmt: skip
    left = [f"{reach.label or _('Chat')}: {reach.value}" for reach in _of(person, "IMPP")]
    return cells | {"Notes": _note(person, notes, left)}


def _names(person: PersonDetail) -> Cells:
    """First and last name; a name that has no parts stands whole in the first."""
    first = person.given if person.given or person.family else person.name
    return {"First Name": first, "Middle Name": person.additional, "Last Name": person.family}


def _suffix(person: PersonDetail) -> str:
    return ", ".join(filter(None, (person.suffix, *person.credentials)))


def _work(person: PersonDetail) -> Cells:
    """The first present job; the others are told in the notes."""
    job = next((job for job in person.jobs if job.until is None), None)
    if job is None:
        return {"Company": "", "Department": "", "Job Title": ""}
    return {"Company": job.organization, "Department": job.department, "Job Title": job.title}


def _tags(person: PersonDetail) -> str:
    """By semicolons; one that stands alone with a comma in it ends in one, so that it is not taken for two."""
    told = [tag.replace(";", ",") for tag in person.tags]
    return "; ".join(told) + (";" if len(told) == 1 and "," in told[0] else "")


def _birthday(person: PersonDetail) -> str:
    return "--" + person.birthday if len(person.birthday) == 5 else person.birthday


def _of(person: PersonDetail, kind: str) -> list[ReachRow]:
    return [reach for reach in person.reaches if reach.property == kind]


def _join(cells: Cells, column: str, value: str) -> None:
    cells[column] = SEVERAL.join(filter(None, (cells.get(column, ""), value)))


def _places(cells: Cells, values: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Put the values into the free ones of these columns; returns those that found none."""
    left = list(values)
    for column in columns:
        if left and not cells.get(column):
            cells[column] = left.pop(0)
    return left


def _addresses(person: PersonDetail, cells: Cells, before: Mapping[str, str], parts: Sequence[str]) -> list[str]:
    """One address of each type into its columns; the others as lines for the notes."""
    left = []
    for address in person.addresses:
        told = (address.street, address.locality, address.region, address.code, address.country)
        columns = [before[address.type] + part for part in parts]
        if any(cells.get(column) for column in columns):
            left.append(_address_line(address))
        else:
            cells |= dict(zip(columns, told, strict=True))
    return left


def _address_line(address: AddressRow) -> str:
    told = (address.street, address.locality, address.region, address.code, address.country)
    return _("Address: {address}").format(address=", ".join(filter(None, told)))


def _note(person: PersonDetail, notes: bool, left: Sequence[str]) -> str:
    jobs = [_job_line(job) for job in [job for job in person.jobs if job.until is None][1:]]
    return "\n".join(filter(None, (person.note if notes else "", *left, *jobs)))


def _job_line(job: JobRow) -> str:
    told = ", ".join(filter(None, (job.title, job.department, job.organization)))
    return _("Also works as: {job}").format(job=told)
