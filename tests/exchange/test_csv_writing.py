"""Tables that other programs read: their headers, safe cells, and what comes back when they are read here again."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.rows import AddressRow, JobRow, PersonDetail, ReachRow
from mrtnet.exchange.csv_people import forms
from mrtnet.exchange.csv_writing import FORMATS, Format, write_table
from mrtnet.exchange.tables import read_table
from tests.exchange.cards import CORPUS


def detail(**told: Any) -> PersonDetail:
    fields: dict[str, Any] = dict.fromkeys(PersonDetail._fields, "")
    fields |= {
        name: () for name in ("credentials", "languages", "jobs", "reaches", "addresses", "tags", "roles", "files")
    }
    fields |= {name: None for name in ("met_on", "met_event_id", "met_through_id", "photo_id", "last_contact")}
    return PersonDetail(**(fields | {"id": 1, "uid": "u1", "family_first": False} | told))


ROSA = detail(
    name="Rosa Delgado-Ruiz", given="Rosa", family="Delgado-Ruiz", credentials=("RHIT", "CCS"), nickname="Rosie",
    jobs=(JobRow(1, 1, "Lakeshore, Inc.", "Coding Lead", "HIM", None, None),
          JobRow(2, 2, "Cedar College", "Instructor", "", None, None)),
    reaches=tuple(
        ReachRow(at, kind, value, type_, label) for at, (kind, value, type_, label) in enumerate([
            ("EMAIL", "rosa@lakeshore.example", "work", ""), ("EMAIL", "rosa@home.example", "home", ""),
            ("EMAIL", "r3@x.example", "", ""), ("EMAIL", "r4@x.example", "", ""),
            ("TEL", "+1 312 555 0148", "cell", ""),
            ("TEL", "(312) 555-0101", "work", ""), ("URL", "https://www.linkedin.com/in/rosa", "", "LinkedIn"),
            ("IMPP", "xmpp:rosa@x.example", "", ""),
        ])
    ),
    addresses=(AddressRow(1, "1 Elm St", "Chicago", "IL", "60601", "USA", "work"),
               AddressRow(2, "2 Oak", "Tulsa", "OK", "", "", "home")),
    tags=("coding", "audit"), birthday="03-22", met_on=date(2026, 10, 14), note="Likes tea.\n=1+1",
)  # fmt: skip


def table(people: list[PersonDetail], format: Format, *, notes: bool = False) -> bytes:
    return b"".join(write_table(people, format, notes=notes))


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def back(data: bytes) -> PersonForm:
    (found,) = [each for each in forms(read_table(data)) if isinstance(each, PersonForm)]
    return found


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_written_is_read_again(format: Format) -> None:
    found = back(table([ROSA], format, notes=True))
    assert (found.given, found.family) == ("Rosa", "Delgado-Ruiz")
    assert found.credentials == ["RHIT", "CCS"]
    assert (found.jobs[0].organization, found.jobs[0].title) == ("Lakeshore, Inc.", "Coding Lead")
    assert found.reaches[0].value in ("rosa@lakeshore.example", "https://www.linkedin.com/in/rosa", "r3@x.example")
    if format != "linkedin":
        for reach in ROSA.reaches:  # those without a column stand in the note
            assert reach.value in [each.value for each in found.reaches] or reach.value in found.note, reach.value
        assert {"+1 312 555 0148"} <= {each.value for each in found.reaches}
        assert found.birthday == "03-22"
        assert found.tags == ["coding", "audit"]
        assert found.note.startswith("Likes tea.")
        assert "Cedar College" in found.note
        assert {address.locality for address in found.addresses} == {"Chicago", "Tulsa"}
    if format in ("linkedin", "plain"):
        assert found.met_on == date(2026, 10, 14)


@pytest.mark.parametrize("format", FORMATS)
def test_private_notes_stay_here_unless_asked_for(format: Format) -> None:
    assert b"Likes tea" not in table([ROSA], format)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("evil", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\0=1"])
def test_no_cell_is_a_formula(format: Format, evil: str) -> None:
    person = ROSA._replace(
        name=evil, given=evil, family=evil, nickname=evil, tags=(evil,), note=evil, birthday=evil,
        jobs=(JobRow(1, 1, evil, evil, evil, None, None),), reaches=(ReachRow(1, "EMAIL", evil, "", ""),
        ReachRow(2, "TEL", "+1 312 555 0148", "", "")),
        addresses=(AddressRow(1, evil, evil, evil, evil, evil, "work"),),
    )  # fmt: skip
    text = table([person], format, notes=True).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not [cell for cell in row if cell[:1] in tuple("=+-@\t\r\0")]


FORMULAS = st.text(st.sampled_from("=+-@ ab\n\"',;1"), max_size=6)


@settings(max_examples=80)
@given(FORMULAS, FORMULAS)
def test_plain_cells_come_back_as_they_were(title: str, note: str) -> None:
    person = detail(name="Ama Owusu", given="Ama", family="Owusu", jobs=(JobRow(1, 1, "Mercy", title, "", None, None),))
    (row,) = read_table(table([person._replace(note=note)], "plain", notes=True)).rows
    columns = read_table(table([person], "plain")).columns
    assert row.cells[columns.index("Job Title")] == title
    assert row.cells[columns.index("Note")] == note.replace("\r", "\n")


def test_headers_are_those_of_the_programs() -> None:
    known = CORPUS / "csv" / "csv_formats.json"
    if not known.exists():
        pytest.skip("not run: there are no facts about headers beside the project")
    facts = json.loads(Path(known).read_text(encoding="utf-8"))
    bare = detail(name="Ama", given="Ama")
    for format, fact in (("google", "google_new"), ("outlook", "outlook_com"), ("linkedin", "linkedin_2024")):
        header = table([bare], format).decode("utf-8-sig").splitlines()[0]  # type: ignore[arg-type]
        assert header == facts[fact]["header"], format


def test_google_gets_as_many_columns_as_somebody_needs() -> None:
    (row,) = rows(table([ROSA], "google"))
    assert row["E-mail 4 - Value"] == "r4@x.example"
    assert row["Phone 1 - Value"].strip() == "+1 312 555 0148"
    assert row["Labels"] == "coding ::: audit ::: * myContacts"


def test_nobody_is_a_header() -> None:
    assert all(rows(table([], format)) == [] for format in FORMATS)
