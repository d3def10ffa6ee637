"""Tables of LinkedIn, Google, Outlook, Thunderbird and of anybody, read into people."""

import base64
import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.forms import PersonForm
from mrtnet.exchange import tables
from mrtnet.exchange.columns import FIELDS, field_of
from mrtnet.exchange.csv_people import forms
from mrtnet.exchange.tables import Problem, read_table
from mrtnet.trouble import Trouble
from tests.exchange.cards import CORPUS

LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTICE = 'Notes:\n"When exporting your connection data, you may notice, that ""some"" addresses\nare missing."\n\n'


def people(data: str | bytes, mapping: dict[int, str] | None = None) -> list[PersonForm]:
    table = read_table(data if isinstance(data, bytes) else data.encode())
    return [found for found in forms(table, mapping) if isinstance(found, PersonForm)]


def problems(data: str | bytes) -> list[Problem]:
    table = read_table(data if isinstance(data, bytes) else data.encode())
    return [*table.problems, *(found for found in forms(table) if isinstance(found, Problem))]


@pytest.mark.parametrize("before", ["", NOTICE, "\ufeff", "\n\n"])
@pytest.mark.parametrize("day", ["27 Nov 2021", "11/27/21, 5:12 AM", "2021-11-27"])
def test_linkedin(before: str, day: str) -> None:
    rows = [
        f'Dana,"Ortiz, RHIA, CCS",https://www.linkedin.com/in/dana,d@x.example,"Mercy, Inc.","Director, HIM","{day}"',
        f',,,,,,"{day}"',
        f'Mary-Jane 🎓,O’Neil,,,AHIMA,Volunteer,"{day}"',
        ",,,,,,",
    ]
    text = before + LINKEDIN + "\n".join(rows) + "\n"
    dana, mary = people(text)
    assert (dana.name, dana.family, dana.credentials) == ("Dana Ortiz", "Ortiz", ["RHIA", "CCS"])
    assert [(reach.property, reach.label) for reach in dana.reaches] == [("URL", "LinkedIn"), ("EMAIL", "")]
    assert (dana.jobs[0].organization, dana.jobs[0].title) == ("Mercy, Inc.", "Director, HIM")
    assert (dana.met_on, dana.met_how) == (date(2021, 11, 27), "LinkedIn")
    assert mary.name == "Mary-Jane O’Neil"
    assert [problem.reason for problem in problems(text)] == ["1 row names nobody and was skipped."]


@pytest.mark.parametrize(
    ("other", "day"), [("25/12/2025", date(2026, 5, 10)), ("12/25/2025", date(2026, 10, 5)), ("", date(2026, 10, 5))]
)
def test_the_whole_column_tells_whether_the_day_is_first(other: str, day: date) -> None:
    ana, lin = people(f"Name,Birthday,Connected On\nAna Lima,10/05/1980,10/05/2026\nLin Ek,{other},{other}\n")
    assert (ana.met_on, ana.birthday) == (day, f"1980-{day:%m-%d}")
    assert (lin.met_on, lin.birthday) == ((date(2025, 12, 25), "2025-12-25") if other else (None, ""))


def test_google() -> None:
    text = (
        "First Name,Middle Name,Last Name,Organization Name,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Phone 7 - Label,Phone 7 - Value,Address 1 - Label,Address 1 - Street,Address 1 - City,Address 1 - Postal Code,"
        "Event 1 - Label,Event 1 - Value,Website 1 - Label,Website 1 - Value\n"
        'Zoë,A.,Ek,Mercy,--03-22,"line one\nline ""two""",* myContacts ::: AHIMA,* Work,z@x.example ::: y@x.example'
        ",Mobile,+354 555 0101 ::: +354 555 0102,Home,1 Elm,Columbus,43215,Anniversary,2009-08-08,Blog,zoe.example\n"
    )
    (zoe,) = people("\ufeff" + text)
    assert (zoe.name, zoe.birthday, zoe.tags) == ("Zoë A. Ek", "03-22", ["AHIMA"])
    assert zoe.note == 'line one\nline "two"\nAnniversary: 2009-08-08'
    assert [(reach.value, reach.type, reach.label) for reach in zoe.reaches] == [
        ("z@x.example", "work", ""), ("y@x.example", "work", ""), ("+354 555 0101", "cell", ""),
        ("+354 555 0102", "cell", ""), ("https://zoe.example", "", "Blog"),
    ]  # fmt: skip
    assert (zoe.addresses[0].street, zoe.addresses[0].code, zoe.addresses[0].type) == ("1 Elm", "43215", "home")


def test_outlook() -> None:
    out = io.StringIO()
    row = {
        "Title": "Dr.", "First Name": "Søren", "Last Name": "Müller", "Suffix": "Jr.", "Company": "Lakeshore",
        "Job Title": "Coder", "Business Street": "200 Elm", "Business Street 2": "Suite 4", "Business City": "Ohio",
        "Business Country/Region": "USA", "Home City": "Columbus", "Business Fax": "614-555-0101",
        "Mobile Phone": "614-555-0102", "Pager": "614-555-0103", "Birthday": "3/22/1980", "Anniversary": "0/0/00",
        "E-mail Address": "s@x.example", "E-mail Type": "SMTP", "E-mail 2 Address": "t@x.example", "Spouse": "Kim",
        "Categories": "AHIMA;Mentor", "Sensitivity": "Normal", "Notes": "line 1\r\nline 2",
    }  # fmt: skip
    writer = csv.DictWriter(out, row, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerow(row)
    (form,) = people(out.getvalue().encode("cp1252"))
    assert (form.name, form.prefix, form.suffix) == ("Dr. Søren Müller, Jr.", "Dr.", "Jr.")
    assert [(address.street, address.locality, address.type) for address in form.addresses] == [
        ("200 Elm, Suite 4", "Ohio", "work"), ("", "Columbus", "home")]  # fmt: skip
    assert [(reach.property, reach.type, reach.label) for reach in form.reaches] == [
        ("TEL", "fax", ""), ("TEL", "cell", ""), ("TEL", "other", "Pager"), ("EMAIL", "", ""), ("EMAIL", "", ""),
    ]  # fmt: skip
    assert (form.birthday, form.tags, form.note) == ("1980-03-22", ["AHIMA", "Mentor"], "Spouse: Kim\nline 1\nline 2")


def test_thunderbird_in_three_forms() -> None:
    header = (
        "First Name,Last Name,Display Name,Primary Email,Work Phone,Organization,Birth Year,Birth Month,Birth Day,\n"
    )
    comma = header + "Rosa,Delgado,Rosa Delgado,r@x.example,614-555-0101,Mercy,1980,3,2,\n"
    name = base64.b64encode(b"Rosa Delgado").decode()
    ldif = (
        f"dn: cn=Rosa Delgado,mail=r@x.example\nobjectclass: top\nobjectclass: person\ngivenName: Rosa\nsn: Delgado\n"
        f"cn:: {name}\nmail: r@x.example\ntelephoneNumber: 614-555\n -0101\no: Mercy\n"
        "birthyear: 1980\nbirthmonth: 3\n\n"
    )  # fmt: skip
    for data in (comma.encode(), comma.replace(",", "\t").encode("utf-16"), ldif.encode()):
        (form,) = people(data)
        assert (form.name, form.given, form.family) == ("Rosa Delgado", "Rosa", "Delgado")
        assert [reach.value for reach in form.reaches] == ["r@x.example", "614-555-0101"]
        assert form.jobs[0].organization == "Mercy"
    assert people(comma)[0].birthday == "1980-03-02"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_charset_and_separator(charset: str, mark: str) -> None:
    text = mark.join(["Name", "Email", "Employer", "Shoe size"]) + "\r\n" + mark.join(
        ["Søren Müller", "s@x.example", "Mercy", "38"]) + "\r\n"  # fmt: skip
    (form,) = people(text.encode(charset))
    assert (form.name, form.jobs[0].organization, form.note) == ("Søren Müller", "Mercy", "Shoe size: 38")


def test_shift_jis() -> None:
    (form,) = people("Name,Email\n田中 花子,h@x.example\n".encode("cp932"))
    assert form.name == "田中 花子"


def test_a_table_without_a_header() -> None:
    first, second = people("Rosa Delgado,r@x.example,614-555-0101\nKwame Asante,k@x.example,614-555-0102\n")
    assert (first.name, [reach.property for reach in first.reaches]) == ("Rosa Delgado", ["EMAIL", "TEL"])
    assert second.name == "Kwame Asante"


def test_a_mapping_of_her_own() -> None:
    text = "A,B,C,D,Email\nRosa,Delgado,Coder,secret,r@x.example\n"
    mapping = {0: "N.given", 1: "N.family", 2: "TITLE", 3: "skip", 4: "EMAIL.home"}
    (form,) = people(text, mapping)
    assert (form.name, form.jobs[0].title, form.note) == ("Rosa Delgado", "Coder", "")
    assert form.reaches[0].type == "home"


def test_two_columns_of_one_name() -> None:
    (form,) = people("Name,Email,Email,Notes,Notes\nRosa,a@x.example,b@x.example,one,two\n")
    assert [reach.value for reach in form.reaches] == ["a@x.example", "b@x.example"]
    assert form.note == "one\ntwo"


def test_a_quotation_mark_that_never_closes_costs_its_own_row_only() -> None:
    text = 'Name,Email,Notes\nRosa,r@x.example,"never closed\n' + "Kwame,k@x.example,fine\n" * 500
    found = people(text)
    assert len(found) == 501
    assert [(problem.line, problem.lost) for problem in problems(text)] == [(2, False)]
    assert people('Name,Email,Notes\nRosa,r@x.example,6" pipe\nAna,a@x.example,x\n')[0].note == '6" pipe'


def test_formulas_that_were_defused_are_themselves_again() -> None:
    (form,) = people("Name,Phone,Notes\nRosa,'+1 614 555 0101,'=SUM(A1)\n")
    assert (form.reaches[0].value, form.note) == ("+1 614 555 0101", "=SUM(A1)")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\x89PNG\r\n\x1a\n\0\0\0", b"hello", b"just some words\nand more"])
def test_no_table(data: bytes) -> None:
    with pytest.raises(Trouble, match="no table"):
        read_table(data)


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble, match="larger"):
        read_table(io.BytesIO(b"Name,Email\n" + b"x" * 2_000_000), limit=1 << 20)
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    table = read_table(b"Name,Email\n" + b"Rosa,r@x.example\n" * 9)
    assert len(table.rows) == 3
    assert "more than 3 rows" in table.problems[0].reason


def test_known_headers_by_rule() -> None:
    fields = {
        "Phone 12 - Value": "TEL", "E-mail 4 - Type": "label", "E-mail 2 Address": "EMAIL",
        "Home Postal Code": "ADR.home.code", "Business Country/Region": "ADR.work.country",
        "Address 2 - City": "ADR.2.locality", "Organization 1 - Title": "TITLE", "Given Name": "N.given",
        "LAST NAME:": "N.family", "Web Page 2": "URL", "Connected On": "met_on", "Shoe size": "",
    }  # fmt: skip
    assert {header: field_of(header) for header in fields} == fields
    assert {"ADR.2.locality"} == {field for field in fields.values() if field and field not in FIELDS}


def test_the_files_beside_the_project() -> None:
    if not CORPUS.is_dir():
        pytest.skip("not run: no real files beside the project")
    counts = {}
    for file in sorted((CORPUS / "csv" / "synthetic").glob("*.csv")):
        table = read_table(file.read_bytes())
        found = [form for form in forms(table) if isinstance(form, PersonForm)]
        counts[file.stem] = len(found)
        assert found[0].family == "Ortiz"
        assert file.stem.startswith("excel") or found[0].credentials == ["RHIA", "CCS"]
    assert counts == dict.fromkeys(counts, 6) | {"excel_semicolon_utf16": 1}
    assert len(counts) == 9


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["", "Name,Email\n", LINKEDIN, "dn: x\n", '"Name";"Phone"\n']))
def test_any_bytes_end_in_people_or_sentences(data: bytes, header: str) -> None:
    try:
        table = read_table(header.encode() + data)
    except Trouble as wrong:
        assert str(wrong)  # noqa: PT017 - either answer is right
        return
    for found in forms(table):
        assert isinstance(found, PersonForm) or found.sentence


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), min_size=3, max_size=3), min_size=1
    )
)
def test_cells_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["Name", "Email", "Notes"], *rows])
    written = [tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row) for row in rows]
    read = read_table(out.getvalue().encode())
    wanted = [row for row in written if any(cell.strip() for cell in row)]
    assert [tuple(cell.lstrip("'") for cell in row.cells) for row in read.rows] == [
        tuple(cell.lstrip("'") for cell in row) for row in wanted]  # fmt: skip
