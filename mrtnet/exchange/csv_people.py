"""The rows of a table as people: each row is put as the lines of a vCard, so that one reader serves both.

LinkedIn's three generations, Google's two, Outlook's two, Thunderbird's, and any table with a mapping.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pydantic import ValidationError

from mrtnet.domain.contact_points import read_reach
from mrtnet.domain.days import month_of
from mrtnet.domain.forms import LINE, PersonForm, problem_sentence
from mrtnet.domain.names import split_name
from mrtnet.domain.problems import Problem, excerpt
from mrtnet.domain.vcard_lines import Line, escaped
from mrtnet.domain.vcard_person import person
from mrtnet.domain.when import day_first_in, month_and_day
from mrtnet.exchange.tables import Row, TableRead
from mrtnet.words import _, plural

SEVERAL = " ::: "  # Google's mark between the values of one cell
_NOTHING = frozenset({"0/0/00", "00.00.00", "smtp", "unspecified", "normal"})
_PICTURES = re.compile("[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]+")
_LONGEST_NOTHING = max(map(len, _NOTHING))
_NAMES = ("N.family", "N.given", "N.additional", "N.prefix", "N.suffix")
_NAMING = ("FN", "NICKNAME", "reach", *_NAMES[:2])
"""Fields that tell who it is, beside addresses, numbers and an employer."""
_QUOTED = re.compile("[\"“”'‘’„(]")
_ADDRESS_ONLY = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+")
_ADDRESS = ("street", "locality", "region", "code", "country")
_OWN = ("met_where", "met_through", "talked_about")


def forms(table: TableRead, mapping: Mapping[int, str] | None = None) -> Iterator[PersonForm | Problem]:
    """A person for every row that names one; a Problem for each other, rows without any name counted in one.

    `mapping` (place of the column -> field) stands in for the guessed one. A column nobody mapped goes into the note.
    """
    for found in rows_of_people(table, mapping):
        yield found if isinstance(found, Problem) else found[1]


def rows_of_people(
    table: TableRead, mapping: Mapping[int, str] | None = None
) -> Iterator[tuple[int, PersonForm] | Problem]:
    """As `forms`, each person with the line of the file where her row begins."""
    fields = dict(table.mapping if mapping is None else mapping)
    is_linkedin = any(column.strip().casefold() == "connected on" for column in table.columns)
    naming = [at for at, field in fields.items() if field in _NAMING or field.startswith(("EMAIL", "TEL", "ORG.name"))]
    columns = [(fields.get(at, "told"), header) for at, header in enumerate(table.columns)]
    day_first = {field: _day_first(table, fields, field) for field in ("met_on", "BDAY")}
    nameless: list[int] = []
    for row in table.rows:
        if not any(at < len(row.cells) and row.cells[at].strip() for at in naming):
            nameless.append(row.line)
            continue
        try:
            found = _person(row, columns, is_linkedin, day_first)
        except ValidationError as wrong:
            yield Problem(row.line, excerpt(row.cells[0]), problem_sentence(wrong))
            continue
        if found is None:
            yield Problem(row.line, excerpt(" ".join(row.cells)), _("This row names nobody and was skipped."))
            continue
        yield row.line, found
    if nameless:
        why = plural("{n} row names nobody and was skipped.", "{n} rows name nobody and were skipped.", len(nameless))
        yield Problem(nameless[0], "", why, False)


def _day_first(table: TableRead, fields: Mapping[int, str], field: str) -> bool:
    """Whether the days of this field are written day first, as far as any row of the table tells."""
    places = [at for at, each in fields.items() if each == field]
    return bool(day_first_in(row.cells[at] for row in table.rows for at in places if at < len(row.cells)))


def _person(
    row: Row, columns: Sequence[tuple[str, str]], is_linkedin: bool, day_first: Mapping[str, bool]
) -> PersonForm | None:
    """The person of a row; `columns` are field and header of each. None if it names nobody."""
    made = _Lines(row.line, day_first["BDAY"])
    label = ""
    own: dict[str, list[str]] = {}
    for (field, header), cell in zip(columns, row.cells, strict=False):  # a row may be shorter than the head
        text = cell.strip()
        if field == "label":
            label = text
            continue
        if text and field != "skip" and (len(text) > _LONGEST_NOTHING or text.casefold() not in _NOTHING):
            if field in _OWN or field == "met_on":
                own.setdefault(field, []).append(text)
            else:
                made.take(field, text, label, header)
        label = ""
    days = [_day(text, day_first=day_first["met_on"]) for text in own.get("met_on", [])]
    made.notes += [text for text, day in zip(own.get("met_on", []), days, strict=True) if day is None]
    form = person(made.lines(), row.line, keeps=False).form
    if form is None or not own:
        return form
    values: dict[str, Any] = {key: "; ".join(own[key]) for key in _OWN if key in own}
    values |= {key: value[:LINE] for key, value in values.items() if key != "talked_about"}
    values["met_on"] = next(filter(None, days), None)
    if is_linkedin and values["met_on"]:
        values["met_how"] = "LinkedIn"
    return PersonForm.trusted({**form.__dict__, **values})


class _Lines:
    """A row on its way into vCard lines."""

    def __init__(self, number: int, day_first: bool) -> None:
        """`day_first` is for birthdays such as 10/05/1980."""
        self.number, self.day_first = number, day_first
        self.found: list[Line] = []
        self.parts: dict[str, list[str]] = {}
        self.addresses: dict[str, tuple[str, dict[str, list[str]]]] = {}
        self.notes: list[str] = []

    def take(self, field: str, text: str, label: str, header: str) -> None:
        """One cell. `label` stood in the column before it; `header` names it where it has no field."""
        kind, _dot, part = field.partition(".")
        if kind in ("EMAIL", "TEL", "URL", "IMPP"):
            told = [label.lstrip("* ")] if label else [part, "pager" if "pager" in header.lower() else ""]
            for value in _several(text, kind):
                self.add(kind, escaped(value), TYPE=[word for word in told if word])
        elif field == "reach":
            self._reach(text)
        elif kind == "ADR":
            group, _dot, place = part.partition(".")
            found = self.addresses.setdefault(group, ("", {}))[1]
            found.setdefault(place, []).append(text)
            if label or not self.addresses[group][0]:
                self.addresses[group] = (label.lstrip("* ") or group, found)
        elif field == "CATEGORIES":
            mark = next((mark for mark in (SEVERAL, ";") if mark in text), ",")  # a name may hold the other marks
            tags = [tag.strip(" *#") for tag in text.split(mark)]
            self.add(field, ",".join(escaped(tag) for tag in tags if tag and tag.casefold() not in _SYSTEM_TAGS))
        elif field == "told":
            name = label.lstrip("* ") or header.strip()
            self.notes.append(f"{name}: {text}" if name and not name.isdigit() else text)
        elif field == "NOTE":
            self.notes.append(text)
        elif field == "BDAY":
            self.add(field, escaped(_iso(text, day_first=self.day_first)))
        else:
            self.parts.setdefault(field, []).append(text)

    def add(self, name: str, value: str, **parameters: list[str]) -> None:
        self.found.append(Line(self.number, "", name, parameters, value))

    def lines(self) -> list[Line]:
        self._name()
        joined = {key: " ".join(values) for key, values in self.parts.items()}
        if "ORG.name" in joined or "ORG.unit" in joined:
            self.add("ORG", f"{escaped(joined.get('ORG.name', ''))};{escaped(joined.get('ORG.unit', ''))}")
        for name in ("TITLE", "NICKNAME", "PRONOUNS"):
            if name in joined:
                self.add(name, escaped(joined[name]))
        if "LANG" in joined:
            self.add("LANG", ",".join(map(escaped, filter(None, re.split(r"\s*[,;]\s*", joined["LANG"])))))
        if "PHONETIC" in joined:
            self.add("X-PHONETIC-FIRST-NAME", escaped(joined["PHONETIC"]))
        day = [joined.get(f"BDAY.{part}", "") for part in ("year", "month", "day")]
        if day[1].isdecimal() and day[2].isdecimal():
            self.add("BDAY", f"{day[0] or '--'}{'-' if day[0] else ''}{int(day[1]):02}-{int(day[2]):02}")
        elif any(day):
            self.notes.append(_("Born: {day}").format(day="-".join(filter(None, day))))
        for label, found in self.addresses.values():
            told = [escaped(", ".join(found.get(part, []))) for part in _ADDRESS]
            self.add("ADR", ";;" + ";".join(told), TYPE=[] if label.isdigit() or label == "any" else [label])
        self.found += [Line(self.number, "", "NOTE", {}, escaped(note)) for note in self.notes]
        return self.found

    def _name(self) -> None:
        """FN and N, without pictures and with a nickname that stands in the first name as one."""
        told = dict.fromkeys(("FN", *_NAMES), "")
        for key in told.keys() & self.parts.keys():
            text = " ".join(self.parts[key])
            told[key] = (text if text.isascii() else _PICTURES.sub("", text)).strip()
        if ";" in told["FN"] and re.fullmatch(r"[^;,]+;[^;,]+", told["FN"]):
            told["FN"] = told["FN"].replace(";", ",")  # "Delgado; Rosa", in a file parted by commas
        if _QUOTED.search(told["N.given"]) and (name := split_name(told["N.given"] + " X")).nickname:
            told["N.given"] = " ".join(filter(None, (name.given, name.additional)))
            self.parts.setdefault("NICKNAME", [name.nickname])
        parts = " ".join(told[key] for key in _NAMES[:3]).split()
        if parts and (all(told[key] for key in _NAMES[:2]) or len(parts) >= len(told["FN"].split())):
            self.add("N", ";".join(escaped(told[key]) for key in _NAMES))
        elif told["FN"]:
            self.add("FN", escaped(", ".join(filter(None, (told["FN"], told["N.suffix"])))))
            return
        if told["FN"] and told["N.given"] and told["N.family"]:
            self.add("FN", escaped(told["FN"]))

    def _reach(self, text: str) -> None:
        for value in re.split(r" ::: |[;\n]+\s*", text):
            if _ADDRESS_ONLY.fullmatch(value):  # nearly all there are, and nothing to find out about them
                self.add("EMAIL" if "@" in value else "URL", escaped(value))
                continue
            read = read_reach(value)
            if read is not None:
                self.add(read.property, escaped(read.value), TYPE=[read.type] if read.type else [])
            elif "@" in value:
                self.add("EMAIL", escaped(value))
            elif value.strip():
                self.notes.append(value.strip())


_BETWEEN = re.compile(r" ::: |\s+/\s+|\s*[;,|\n]\s*")
"""What stands between two numbers in one cell."""
_SYSTEM_TAGS = frozenset({"mycontacts", "starred", "my contacts"})


def _several(text: str, kind: str) -> list[str]:
    """The values of one cell: Google's " ::: ", and e-mail addresses by commas, semicolons or lines as well."""
    values = text.split(SEVERAL)
    if kind == "EMAIL" and text.count("@") > len(values):
        values = re.split(r"[,;\s]+", text.replace(SEVERAL, " "))
    elif kind == "TEL" and all(len(re.findall(r"\d", part)) > 6 for part in _BETWEEN.split(text)):
        values = _BETWEEN.split(text)
    return [value.strip() for value in values if value.strip()]


def _iso(text: str, *, day_first: bool) -> str:
    """A birthday as 1980-03-22; "3/12/1980" is month first, as the programs that write it mean it, unless `day_first`,
    and "22.3.1980" day first. "March 22" and "22 Mar 1980" count too; other text stays as it is.
    """
    if match := re.fullmatch(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?", text):
        month, year = month_of(match[1]), f"{match[3]}-" if match[3] else "--"
        return f"{year}{month:02}-{int(match[2]):02}" if month else text
    match = re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})", text)
    if match is None:
        found = _day(text, day_first=day_first) if re.search(r"[A-Za-z][ -]\d{4}$", text) else None
        return found.isoformat() if found is not None else text
    month, day = month_and_day(int(match[1]), int(match[3]), day_first=day_first or match[2] == ".")
    return f"{match[4]}-{month:02}-{day:02}"


def _day(text: str, *, day_first: bool) -> date | None:
    """The day of LinkedIn's three generations and of plain tables: "27 Nov 2021", "11/4/18, 5:12 AM", "2021-11-27"."""
    if match := re.match(r"(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?[ -](\d{4})", text):
        numbers = int(match[3]), month_of(match[2]), int(match[1])
    elif match := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?!\d)", text):
        month_day = month_and_day(int(match[1]), int(match[2]), day_first=day_first)
        numbers = int(match[3]) + (2000 if len(match[3]) == 2 else 0), *month_day
    elif match := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
        numbers = int(match[3]), int(match[2]), int(match[1])
    elif match := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
        numbers = int(match[1]), int(match[2]), int(match[3])
    else:
        return None
    try:
        found = date(*numbers)
    except ValueError:
        return None
    return found if found.year >= 1900 else None
