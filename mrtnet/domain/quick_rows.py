"""Rows pasted from a spreadsheet: columns known by their headers, or by what most of their cells hold."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from functools import partial

from mrtnet.domain.contact_points import find_reaches, scan
from mrtnet.domain.credentials import only_marks, split_credentials
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.domain.names import Name, fold, split_name, tidy
from mrtnet.domain.quick_line import read_line
from mrtnet.domain.quick_reading import BREAK, NOBODY_KNOWN, Known, Understood, Unreadable, name_fields, spelled, tried
from mrtnet.domain.when import US_WORKING_DAYS, day_first_in, parse_when
from mrtnet.domain.work_words import is_work_word, work_kind

Read = Callable[[str], Understood]

_HEADERS: dict[str, str] = {
    **dict.fromkeys(["name", "full name", "person", "contact", "who", "display name", "attendee"], "name"),
    **dict.fromkeys(["first name", "first", "given name", "given", "forename"], "given"),
    **dict.fromkeys(["last name", "last", "family name", "surname", "family"], "family"),
    **dict.fromkeys(["credentials", "credential", "certifications", "marks", "suffix", "degrees"], "credentials"),
    **dict.fromkeys(["title", "job title", "position", "role", "job"], "title"),
    **dict.fromkeys(
        ["company", "employer", "organization", "organisation", "works at", "facility", "school"], "employer"
    ),
    **dict.fromkeys(["department", "dept"], "department"),
    **dict.fromkeys(["email", "e-mail", "email address", "e-mail address", "mail", "work email"], "reach"),
    **dict.fromkeys(["phone", "telephone", "phone number", "tel", "work phone", "url", "linkedin", "website"], "reach"),
    **dict.fromkeys(["link", "profile", "linkedin url", "email/phone/link", "web"], "reach"),
    **dict.fromkeys(["mobile", "cell", "mobile phone", "cell phone"], "cell"),
    **dict.fromkeys(["fax"], "fax"),
    **dict.fromkeys(["notes", "note", "comments", "comment"], "note"),
    **dict.fromkeys(["talked about", "you talked about", "topics", "conversation"], "talk"),
    **dict.fromkeys(["tags", "tag", "labels", "groups", "categories"], "tags"),
    **dict.fromkeys(["pronouns"], "pronouns"),
    **dict.fromkeys(["rank", "priority"], "rank"),
    **dict.fromkeys(["met on", "date met", "connected on", "date"], "met_on"),
    **dict.fromkeys(["met at", "event", "where met", "met where"], "met_where"),
    **dict.fromkeys(["met through", "introduced by", "via", "referred by"], "met_through"),
    **dict.fromkeys(["next step", "next", "follow-up", "follow up", "to do"], "step"),
}


def read_rows(
    text: str,
    *,
    today: date,
    days: WorkingDays = US_WORKING_DAYS,
    known: Known = NOBODY_KNOWN,
    day_first: bool = False,
) -> list[Understood | Unreadable]:
    """People from spreadsheet rows, columns known by their headers or by what they hold; empty if these are no rows."""
    read = partial(read_line, today=today, days=days, known=known, day_first=day_first)
    return rows("\n".join(BREAK.split(text)), read, today, known, day_first)


def rows(text: str, read: Read, today: date, known: Known, day_first: bool) -> list[Understood | Unreadable]:
    first = text.lstrip("\n").partition("\n")[0]
    for mark in ("\t", ";", ","):
        cells = [header_meaning(cell) for cell in first.split(mark)]
        if (
            len(cells) > 1
            and sum(map(bool, cells)) * 2 >= len(cells)
            and {"name", "given", "family", "reach"} & set(cells)
        ):
            table = _table(text, mark)
            if table:
                headers = [cell.strip() for cell in table[0][1]]
                meanings = [header_meaning(cell) for cell in headers]
                return _people(table[1:], meanings, headers, read, today, known, day_first)
    table = _table(text, "\t") if "\t" in text else _unheaded(text)
    if len(table) < 2 or any(len(row) < 2 for _number, row in table):
        return []
    meanings = _meanings([row for _number, row in table])
    return _people(table, meanings, [""] * len(meanings), read, today, known, day_first)


def _unheaded(text: str) -> list[tuple[int, list[str]]]:
    """Rows of a comma or semicolon file without headers, given and family name in columns of their own.

    As many cells in each, no blank behind a separator; everything else reads as well line by line. "Delgado,Rosa" alone
    keeps the meaning of a comma in a name, unless the mail addresses say which of the two is the given name.
    """
    for mark in (";", ","):
        if mark not in text or re.search(rf"{mark}[ ]", re.sub(r'"[^"\n]*"', "", text)):
            continue
        table = _table(text, mark)
        rows = [row for _number, row in table]
        even = len(table) > 1 and len(rows[0]) > 2 and len({len(row) for row in rows}) == 1
        if even and _meanings(rows)[1] in {"given", "family"} and (mark == ";" or _given_first(rows)):
            return table
    return []


def header_meaning(cell: str) -> str:
    """What a column with this header holds, "" if the header is not known."""
    return _HEADERS.get(re.sub(r"\s+", " ", fold(cell.strip().strip('"\ufeff'))).strip(" :*"), "")


def _table(text: str, mark: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=mark)
    rows: list[tuple[int, list[str]]] = []
    number = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((number, row))
            number = reader.line_num + 1
    except csv.Error:
        return []
    return rows


def _meanings(rows: list[list[str]]) -> list[str]:
    """What each column holds, by what most of its cells hold: "" where every cell is to speak for itself."""
    width = max(map(len, rows))
    found = [""] * width
    for at in range(width):
        cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
        kinds: list[str] = [work_kind(cell) for cell in cells]
        for kind, meaning in (("organization", "employer"), ("title", "title")):
            if at and kinds.count(kind) * 2 > len(cells) and meaning not in found and not any(map(scan, cells)):
                found[at] = meaning
    single = [[row[at].strip() for row in rows if at < len(row)] for at in (0, 1)]
    both = single[0] + single[1]
    alone = all(cell.isalpha() or "-" in cell or "'" in cell for cell in both) and not any(" " in cell for cell in both)
    if (
        alone
        and len(both) == 2 * len(rows)
        and not found[1]
        and not any(only_marks(c) or is_work_word(c) for c in single[1])
    ):
        found[:2] = ["family", "given"] if _given_first(rows) < 0 else ["given", "family"]
    else:
        found[0] = "name"
    return found


def _given_first(rows: list[list[str]]) -> int:
    """How many mail addresses say that the given name stands in the first column, less those that say the opposite."""
    votes = 0
    for first, second, *others in rows:
        local = next((fold(cell).partition("@")[0] for cell in others if "@" in cell), "")
        told = [
            local.startswith((given, given[:1] + family, given[:1] + "." + family)) or local == family + given[:1]
            for given, family in ((fold(first), fold(second)), (fold(second), fold(first)))
        ]
        votes += told[0] - told[1]
    return votes


def person(pairs: list[tuple[str, str]], read: Read, today: date, known: Known, day_first: bool) -> Understood:
    """One person from labels and values ("Name", "Rosa Delgado")."""
    headers, cells = [label for label, _cell in pairs], [cell for _label, cell in pairs]
    return _person(cells, [header_meaning(header) for header in headers], headers, read, today, known, day_first)


def _people(
    table: list[tuple[int, list[str]]], meanings: list[str], headers: list[str], read: Read, today: date, known: Known,
    day_first: bool,
) -> list[Understood | Unreadable]:  # fmt: skip
    days = [cell for _number, row in table for cell, meaning in zip(row, meanings, strict=False) if meaning == "met_on"]
    told = day_first_in(days)
    read_row = partial(_person, meanings=meanings, headers=headers, read=read, today=today, known=known,
                       day_first=day_first if told is None else told)  # fmt: skip
    return [
        tried(number, "\t".join(row), lambda _text, row=row: read_row(row))  # type: ignore[misc]
        for number, row in table
    ]


def _person(
    row: list[str], meanings: list[str], headers: list[str], read: Read, today: date, known: Known, day_first: bool
) -> Understood:
    """One row: cells of known meaning set their field, the others are read as pieces of a quick line."""
    told: dict[str, list[str]] = {}
    loose: list[str] = []
    notes: list[str] = []
    for at, cell in enumerate(row):
        cell = cell.strip()
        meaning = meanings[at] if at < len(meanings) else ""
        header = headers[at] if at < len(headers) else ""
        if not cell:
            continue
        if meaning:
            told.setdefault(meaning, []).append(cell)
        elif header:
            notes.append(f"{header}: {cell}")
        else:
            loose.append(cell)
    name, marks = _row_name(told)
    steps = ["!" + step.lstrip("!") for step in told.get("step", [])]
    form = _loose(loose + steps, read)
    reaches, unread = _row_reaches(told)
    fields = form.model_dump(exclude={"name", *Name._fields}) | (name_fields(name) if name else {})
    fields["credentials"] = marks + form.credentials
    fields["reaches"] = reaches + form.reaches
    fields["tags"] = [
        tag.strip().lstrip("#") for cell in told.get("tags", []) for tag in re.split(r"[;,#]", cell)
    ] + form.tags
    job: dict[str, str] = {key: ", ".join(told[key]) for key in ("title", "department") if key in told}
    if "employer" in told:
        job["organization"] = spelled(", ".join(told["employer"]), known.organizations)
    fields["jobs"] = [*([Job.checked(**job)] if job else []), *form.jobs]
    for key in ("pronouns", "met_where", "met_through"):
        if key in told:
            fields[key] = ", ".join(told[key])
    for cell in told.get("met_on", []):
        when = parse_when(cell, today, day_first=day_first)
        if when and when.day:
            fields["met_on"] = when.day
        else:
            notes.append(cell)
    for cell in told.get("rank", []):
        if cell.upper() in {"A", "B", "C"}:
            fields["rank"] = cell.upper()
        else:
            notes.append(cell)
    notes += unread
    fields["note"] = "\n".join([*told.get("note", []), *notes])
    fields["talked_about"] = "; ".join(filter(None, [*told.get("talk", []), form.talked_about]))
    return Understood(PersonForm.checked(**fields), tuple(notes))


def _row_name(told: dict[str, list[str]]) -> tuple[Name | None, list[str]]:
    whole = " ".join(told.get("name", []))
    given, _given_marks = split_credentials(" ".join(told.get("given", [])))
    family, marks = split_credentials("X, " + " ".join(told.get("family", [])))
    family = family.removeprefix("X,").strip() if family != "X" else ""
    listed = only_marks(" ".join(told.get("credentials", [])))
    others = [cell for cell in told.get("credentials", []) if not listed]
    if whole:
        shown, more = split_credentials(whole)
        name = tidy(split_name(shown))
        marks = more + marks
    elif given or family:
        name = tidy(split_name(given)._replace(family=family) if family and " " not in given else
                    Name(given=given, family=family))  # fmt: skip
    else:
        return None, marks + listed + others
    return name, marks + listed + others


def _row_reaches(told: dict[str, list[str]]) -> tuple[list[Reach], list[str]]:
    reaches: list[Reach] = []
    unread: list[str] = []
    for meaning in ("reach", "cell", "fax"):
        for cell in told.get(meaning, []):
            found, rest = find_reaches(cell)
            if meaning != "reach":
                found = [reach.model_copy(update={"type": meaning}) for reach in found]
            reaches += found
            if any(letter.isalnum() for letter in rest):
                unread.append(rest)
    return reaches, unread


def _loose(cells: list[str], read: Read) -> PersonForm:
    """Cells nobody named, read behind a name that is taken off again."""
    return read("; ".join(["X", *cells])).form
