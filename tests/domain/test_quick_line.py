"""The quick line: every shape of it, whatever else is pasted, and that nothing typed is lost."""

import itertools
import re
import tomllib
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.quick_line import Known, Understood, Unreadable, read_line, read_lines
from mrtnet.domain.quick_paste import looks_like_signature, read_signature
from mrtnet.domain.quick_rows import read_rows
from mrtnet.trouble import Trouble

TODAY = date(2026, 11, 22)
KNOWN = Known(("Lakeshore Medical Center", "Brandt, Lindqvist & Okafor", "Mercy"), ("coding",), ("AHIMA26",))
DATA = Path(__file__).parent.parent / "data"


def said(understood: Understood) -> dict[str, Any]:
    """What was understood, in the words of tests/data/quick_lines.toml."""
    form = understood.form
    step = form.next_step
    found: dict[str, Any] = {
        key: getattr(form, key)
        for key in (
            "name",
            "nickname",
            "pronouns",
            "credentials",
            "tags",
            "rank",
            "met_where",
            "met_through",
            "met_how",
        )
    }
    found["parts"] = [form.prefix, form.given, form.additional, form.family, form.suffix]
    found["family_first"] = form.family_first
    found["jobs"] = [" @ ".join(filter(None, (job.title, job.organization))) for job in form.jobs]
    found["reaches"] = [" ".join(filter(None, (reach.property, reach.type, reach.value))) for reach in form.reaches]
    found["talked_about"] = form.talked_about
    found["met_on"] = form.met_on.isoformat() if form.met_on else ""
    found["next"] = (
        " ".join(map(str, filter(None, (step.kind, step.due, step.at, step.channel, step.title)))) if step else ""
    )
    found["no_next_step"] = form.no_next_step
    found["kept"] = list(understood.notes)
    return {key: value for key, value in found.items() if value}


def lines() -> list[dict[str, Any]]:
    return tomllib.loads((DATA / "quick_lines.toml").read_text("utf-8"))["line"]


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["text"][:40])
def test_a_line_is_understood_exactly(line: dict[str, Any]) -> None:
    expected = {key: value for key, value in line.items() if key != "text"}
    assert said(read_line(line["text"], today=TODAY, known=KNOWN)) == expected


@pytest.mark.parametrize("line", lines(), ids=lambda line: line["text"][:40])
def test_pieces_shown_are_pieces_of_the_line(line: dict[str, Any]) -> None:
    tokens = read_line(line["text"], today=TODAY, known=KNOWN).tokens
    assert all(0 <= start < end <= len(line["text"]) for start, end, _meaning in tokens)
    assert all(before.end <= after.start for before, after in itertools.pairwise(tokens))


def test_pieces_have_their_meaning() -> None:
    text = 'Ama Owusu RHIA; HIM Director @ Mercy; ama@mercy.example; 312-555-0148; "CDI"; #him; !call fri; rank A'
    pieces = [(text[start:end], meaning) for start, end, meaning in read_line(text, today=TODAY).tokens]
    assert pieces == [
        ("Ama Owusu", "name"),
        ("RHIA", "credential"),
        ("HIM Director", "title"),
        ("Mercy", "employer"),
        ("ama@mercy.example", "email"),
        ("312-555-0148", "phone"),
        ('"CDI"', "talk"),
        ("#him", "tag"),
        ("!call fri", "step"),
        ("rank A", "rank"),
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "due", "at"),
    [
        ("!thank-you tomorrow", "thank-you", date(2026, 11, 23), None),
        ("!Thanks tomorrow", "thank-you", date(2026, 11, 23), None),
        ("!thank you fri", "thank-you", date(2026, 11, 27), None),
        ("!ty", "thank-you", None, None),
        ("!li thu", "linkedin", date(2026, 11, 26), None),
        ("!linkedin invitation thu", "linkedin", date(2026, 11, 26), None),
        ("!call in 3 days", "check-in", date(2026, 11, 25), None),
        ("!coffee tue 3pm", "meet", date(2026, 11, 24), time(15)),
        ("!coffee tue, 3pm", "meet", date(2026, 11, 24), time(15)),
        ("!tomorrow", "other", date(2026, 11, 23), None),
        ("!tomorrow call", "check-in", date(2026, 11, 23), None),
        ("!Dec 3, 2026", "other", date(2026, 12, 3), None),
        ("!ask for a talk mon", "request", date(2026, 11, 23), None),
        ("!gentle reminder mon", "nudge", date(2026, 11, 23), None),
        ("! promise fri", "promise", date(2026, 11, 27), None),
        ("!bring the forms fri", "other", date(2026, 11, 27), None),
    ],
)
def test_next_steps(typed: str, kind: str, due: date | None, at: time | None) -> None:
    step = read_line(f"Ama Owusu; {typed}", today=TODAY).form.next_step
    assert step is not None
    assert (step.kind, step.due, step.at) == (kind, due, at)


def test_a_second_next_step_is_kept_as_text() -> None:
    understood = read_line("Ama Owusu !li thu !call fri", today=TODAY)
    assert understood.form.next_step is not None
    assert understood.form.next_step.kind == "linkedin"
    assert understood.form.talked_about == "!call fri"


def test_stored_spellings_are_taken() -> None:
    form = read_line("Ama Owusu @ LAKESHORE medical center #Coding; ahima26", today=TODAY, known=KNOWN).form
    assert (form.jobs[0].organization, form.tags, form.met_where) == ("Lakeshore Medical Center", ["coding"], "AHIMA26")


def test_day_first_dates() -> None:
    step = read_line("Ama Owusu; !call 3/12", today=TODAY, day_first=True).form.next_step
    assert step is not None
    assert step.due == date(2026, 12, 3)


def test_a_line_without_a_person_says_so() -> None:
    with pytest.raises(Trouble, match="name or one way to reach"):
        read_line("#coding", today=TODAY)


# Whatever is typed


SCRAPS = ["RHIT", "@ Mercy", "!thank-you tomorrow", "via Marcus Bell", "(she/her)", '"', "“a", ",", ";", "!", "#x", "@"]
PIECES = st.sampled_from([line["text"] for line in lines()] + SCRAPS)
TYPED = st.text(alphabet="abcdé XYZ,;-&'()áłß0 ", max_size=25)
GRAMMAR = word_set(
    "met via through thru introduced intro introduction referred recommended connected by from thanks to at with works "
    "work working worked employed for rank in on during her him them cell mobile office home fax tel phone m c o h w f "
    "p t e mail email ext x pronounced pron say www http https linkedin name title job position employer company "
    "organization organisation credential credentials note notes tag tags and as"
)
"""Words that say where something belongs: understood, they are in no field."""


def kept(understood: Understood) -> str:
    """All text of a form, folded."""
    step = understood.form.next_step
    return fold(f"{understood.form.model_dump(exclude={'next_step'})} {step.title if step else ''}")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.one_of(PIECES, st.text(alphabet="abcdé XYZ,;-&'()áłß0 ", max_size=25)), min_size=1, max_size=4),
    st.sampled_from([" ", "; ", ", ", " - ", "\t"]),
)
def test_nothing_typed_is_dropped(pieces: list[str], mark: str) -> None:
    text = mark.join(pieces)
    try:
        understood = read_line(text, today=TODAY, known=KNOWN)
    except Trouble:
        return
    found = kept(understood)
    plain = re.sub(r"[\W_]+", "", found)
    steps = [text[start:end] for start, end, meaning in understood.tokens if meaning in {"step", "met"}]
    links = [text[start:end] for start, end, meaning in understood.tokens if meaning in {"link", "phone", "email"}]
    excused = GRAMMAR | set(re.findall(r"[^\W_]+", fold(" ".join(steps + links))))
    for word in re.findall(r"[^\W_]+", fold(text)):
        marks = split_credentials(f"Xa Ya, {word}")[1]
        assert word in excused or word in found or word in plain or marks or word.isdigit() or len(word) == 1, word


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    assert isinstance(read_lines(text, today=TODAY), list)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            PIECES,
            st.sampled_from(["\n", "\t", "BEGIN:VCARD\n", "\nEND:VCARD", "N:;;", "Name\t", "--\n", "\x00", "\u202e"]),
        ),
        max_size=8,
    )
)
def test_no_mixture_is_too_strange(pieces: list[str]) -> None:
    assert isinstance(read_lines("".join(pieces), today=TODAY), list)


HOSTILE = [
    "<script>alert(1)</script>; <b>Coder</b> @ <img src=x onerror=1>",
    "Rosa\x00Delgado\x07; \x1b[31mCoder",
    "\u202eRosa Delgado\u202c; RHIT\u200b",
    "👩‍⚕️ Rosa 🎉; 💉",
    "Rosa Delgado; " + "x" * 10_000,
    "Rosa Delgado; " + "a, " * 5_000,
    "Rosa Delgado; " + "!call tomorrow " * 300,
    "Rosa Delgado; " + "@ Mercy " * 300,
    "Rosa Delgado " + "RHIT " * 1_000,
    "Rosa Delgado; " + '"' * 5_000,
    "Rosa Delgado; " + "((((" * 2_000,
    "Rosa Delgado; " + "1-" * 5_000,
    "Rosa Delgado; " + "a." * 5_000 + "com",
    "Rosa Delgado; " + "via " * 2_000,
    "Rosa Delgado; !call 99/99/9999 32:61",
    "Rosa Delgado; javascript:alert(1); file:///etc/passwd; data:text/html,x",
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:30])
def test_hostile_text_is_only_text(text: str) -> None:
    (found,) = read_lines(text, today=TODAY)
    assert isinstance(found, Understood)
    assert all(reach.property != "URL" for reach in found.form.reaches)
    assert not re.search(r"[\x00-\x08\x0e-\x1f]", found.form.model_dump_json().replace("\\n", ""))


def test_a_field_that_is_too_long_is_told_and_kept() -> None:
    found = read_lines("Ama Owusu\n" + "Rosa" * 5_000 + "\nKwame Asante", today=TODAY)
    assert isinstance(found[1], Unreadable)
    assert (found[1].line_number, found[1].text, len(found)) == (2, "Rosa" * 5_000, 3)
    assert "too long" in found[1].reason


# Pasted text


def only(text: str, **how: Any) -> Understood:
    (found,) = read_lines(text, today=TODAY, **how)
    assert isinstance(found, Understood)
    return found


def names(text: str) -> list[str]:
    return [found.form.name if isinstance(found, Understood) else "?" for found in read_lines(text, today=TODAY)]


def test_one_person_a_line_with_blanks_and_comments() -> None:
    text = "Rosa Delgado RHIT; Coder\r\n\r\n// second table\r\nKwame Asante\r\n  \r\n- Siobhán O'Rourke @ Mercy"
    assert names(text) == ["Rosa Delgado", "Kwame Asante", "Siobhán O'Rourke"]
    assert [found.line_number for found in read_lines(text, today=TODAY)] == [1, 4, 6]


SIGNATURE = """Best regards,
--
Rosa Delgado-Ruiz, RHIT, CCS (she/her)
Inpatient Coding Lead
Health Information Management
Lakeshore Medical Center
200 Harbor Ave, Suite 4
Chicago, IL 60614
O: (312) 555-0148 x12 | C: 312.555.0149
rdelgado@lakeshoremc.example | www.lakeshoremc.example
https://www.linkedin.com/in/rosa-delgado-ruiz/

CONFIDENTIALITY NOTICE: this message is intended only for the recipient!"""


def test_a_signature() -> None:
    form = only(SIGNATURE).form
    assert (form.name, form.credentials, form.pronouns) == ("Rosa Delgado-Ruiz", ["RHIT", "CCS"], "she/her")
    job = form.jobs[0]
    assert (job.title, job.department, job.organization) == (
        "Inpatient Coding Lead",
        "Health Information Management",
        "Lakeshore Medical Center",
    )
    assert [(reach.type, reach.value) for reach in form.reaches] == [
        ("work", "(312) 555-0148 ext. 12"),
        ("cell", "312.555.0149"),
        ("", "rdelgado@lakeshoremc.example"),
        ("", "https://www.lakeshoremc.example"),
        ("", "https://www.linkedin.com/in/rosa-delgado-ruiz"),
    ]
    place = form.addresses[0]
    assert (place.street, place.locality, place.region, place.code) == (
        "200 Harbor Ave, Suite 4",
        "Chicago",
        "IL",
        "60614",
    )
    assert form.note == "CONFIDENTIALITY NOTICE: this message is intended only for the recipient!"
    assert (form.talked_about, form.next_step) == ("", None)


def test_pieces_of_a_signature_are_found_in_it() -> None:
    pieces = [SIGNATURE[start:end] for start, end, _meaning in only(SIGNATURE).tokens]
    assert pieces[:4] == ["Rosa Delgado-Ruiz", "RHIT, CCS", "(she/her)", "Inpatient Coding Lead"]


@pytest.mark.parametrize(
    ("text", "name", "organization"),
    [
        ("Kwame Asante\nkwame@harbor.example", "Kwame Asante", ""),
        (
            "Dr. Ama Owusu, RHIA\nProgram Director | Lindenwood College\nama@linden.example",
            "Dr. Ama Owusu",
            "Lindenwood College",
        ),
        ("Nguyễn Thị Lan\nData Analyst, Harbor Health\nTel: +1 312 555 0101", "Nguyễn Thị Lan", "Harbor Health"),
        (
            "Lena Brandt\nHIM Director\nSt. Brigid's Hospital\nCaring For You Always\nTel 312-555-0100\nlena@b.example",
            "Lena Brandt",
            "St. Brigid's Hospital",
        ),
    ],
)
def test_more_signatures(text: str, name: str, organization: str) -> None:
    form = only(text).form
    assert form.name == name
    assert "".join(job.organization for job in form.jobs) == organization


def test_a_whole_message_with_its_signature() -> None:
    text = (
        "Hi,\n\nit was great to meet you! Looking forward to more.\n\nBest,\nThandiwe\n\n"
        "Thandiwe Mokoena, MS, RHIA\nPrivacy Officer\nMercy Hospital System\nt: 312.555.0111\nthandiwe@mercy.example\n"
    )
    form = only(text).form
    assert (form.name, form.credentials, form.jobs[0].organization) == (
        "Thandiwe Mokoena",
        ["MS", "RHIA"],
        "Mercy Hospital System",
    )
    assert form.note == "Hi,\n\nit was great to meet you! Looking forward to more.\n\nThandiwe"


def test_signatures_stacked_without_a_blank_line() -> None:
    text = "Grace Okonkwo\nCedar Valley Health\ng@cedar.example\nKwame Asante\nHarbor Clinic\nk@harbor.example"
    assert names(text) == ["Grace Okonkwo", "Kwame Asante"]
    assert [found.line_number for found in read_lines(text, today=TODAY)] == [1, 4]


def test_labelled_lines() -> None:
    form = only(
        "Name: Rosa Delgado, RHIT\nTitle: Coding Lead\nCompany: Mercy\nEmail: r@mercy.example\nShoe size: 38"
    ).form
    assert (form.name, form.credentials, form.note) == ("Rosa Delgado", ["RHIT"], "Shoe size: 38")
    assert (form.jobs[0].title, form.jobs[0].organization) == ("Coding Lead", "Mercy")


def test_addressees_of_a_message() -> None:
    text = "Leilani Kealoha <leilani@pacific.example>, Kwame Asante <kwame@x.example>; ana@x.example"
    assert names(text)[:1] == ["Leilani Kealoha"]
    assert names(text.partition(";")[0]) == ["Leilani Kealoha", "Kwame Asante"]


def test_two_signatures_parted_by_a_blank_line() -> None:
    text = "Rosa Delgado\nCoder\nMercy Hospital\nr@x.example\n\nKwame Asante\nAuditor\nHarbor Clinic\nk@x.example"
    assert names(text) == ["Rosa Delgado", "Kwame Asante"]


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Delgado\nKwame Asante\nSiobhán O'Rourke",
        "Rosa Delgado r@x.example\nKwame Asante k@x.example\nAna Pires a@x.example",
        "Rosa Delgado RHIT, Coder\nKwame Asante RHIA, Auditor\nAna Pires, student",
        "Rosa Delgado, coder, Mercy\nKwame Asante, auditor, Harbor Health\nAna Pires, 312-555-0100",
    ],
)
def test_several_people_are_no_signature(text: str) -> None:
    assert names(text) == [
        line.split(" r@")[0].split(" k@")[0].split(" a@")[0].split(" RHI")[0].split(",")[0] for line in text.split("\n")
    ]


CARD = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ib=C3=A1=
=C3=B1ez;Mar=C3=ADa;;Dr.;RHIA, CCS
FN:Dr. María Ibáñez, RHIA
item1.EMAIL;INTERNET:m@x.example
TEL;CELL:312-555-0101
ORG:Lakeshore\\, Inc.;HIM
TITLE:Director
URL:javascript:alert(1)
ADR;WORK:;;200 Harbor;Chicago;IL;60614;USA
NOTE:line one\\nline
  two
CATEGORIES:coding,him
END:VCARD
"""


def test_a_card() -> None:
    form = only(CARD.replace("\n", "\r\n")).form
    assert (form.name, form.family, form.credentials) == ("Dr. María Ibáñez", "Ibáñez", ["RHIA", "CCS"])
    assert (form.jobs[0].organization, form.jobs[0].department, form.jobs[0].title) == (
        "Lakeshore, Inc.",
        "HIM",
        "Director",
    )
    assert [(reach.property, reach.type, reach.value) for reach in form.reaches] == [
        ("EMAIL", "", "m@x.example"),
        ("TEL", "cell", "312-555-0101"),
    ]
    assert (form.addresses[0].locality, form.tags) == ("Chicago", ["coding", "him"])
    assert form.note == "javascript:alert(1)\nline one\nline two"


def test_cards_and_lines_together() -> None:
    assert names("Kwame Asante\n" + CARD + CARD.replace("María", "Ana") + "Rosa Delgado") == [
        "Kwame Asante",
        "Dr. María Ibáñez",
        "Dr. Ana Ibáñez",
        "Rosa Delgado",
    ]


def test_a_broken_card_is_kept() -> None:
    (found,) = read_lines("BEGIN:VCARD\nX-NOTHING:1\nEND:VCARD", today=TODAY)
    assert isinstance(found, Unreadable)
    assert "X-NOTHING" in found.text


def test_rows_with_headers() -> None:
    text = (
        "Name\tEmployer\tEmail\tShoe size\tNext step\n"
        "rosa delgado, rhit\tlakeshore medical center\tr@x.example\t38\tthank-you tomorrow\n"
        "Kwame Asante\tMercy\tnone\t\t\n\t\t\t\t"
    )
    rosa, kwame = read_lines(text, today=TODAY, known=KNOWN)
    assert isinstance(rosa, Understood)
    assert isinstance(kwame, Understood)
    assert said(rosa) == {
        "name": "Rosa Delgado",
        "parts": ["", "Rosa", "", "Delgado", ""],
        "credentials": ["RHIT"],
        "jobs": ["Lakeshore Medical Center"],
        "reaches": ["EMAIL r@x.example"],
        "next": "thank-you 2026-11-23",
        "kept": ["Shoe size: 38"],
    }
    assert kwame.form.note == "none"


def test_rows_without_headers() -> None:
    text = (
        "Rosa\tDelgado\tRHIT\tCoder\tMercy Hospital\tr@x.example\n"
        "Kwame\tAsante\tCCS, CPC\tCoding Auditor\tHarbor Clinic\tk@x.example\n"
        "Ji-hoon\tPark\t\tRegistrar\tBlue Heron\tp@x.example"
    )
    found = [said(row) for row in read_lines(text, today=TODAY) if isinstance(row, Understood)]
    assert [row["name"] for row in found] == ["Rosa Delgado", "Kwame Asante", "Ji-hoon Park"]
    assert [row.get("credentials") for row in found] == [["RHIT"], ["CCS", "CPC"], None]
    assert [row["jobs"] for row in found] == [
        ["Coder @ Mercy Hospital"],
        ["Coding Auditor @ Harbor Clinic"],
        ["Registrar @ Blue Heron"],
    ]


def test_rows_with_commas_and_marks_in_the_last_name() -> None:
    text = (
        "First Name,Last Name,Email Address,Company,Position,Connected On\n"
        'Rosa,"Delgado, RHIA, CCS",,Mercy,HIM Director,20 Nov 2026\n,,,,,\n'
    )
    assert said(only(text)) == {
        "name": "Rosa Delgado",
        "parts": ["", "Rosa", "", "Delgado", ""],
        "credentials": ["RHIA", "CCS"],
        "jobs": ["HIM Director @ Mercy"],
        "met_on": "2026-11-20",
    }


def test_a_column_of_days_is_read_in_one_way() -> None:
    text = "Name\tMet on\nRosa Delgado\t10/05/2026\nLin Ek\t"
    for other, her_way, day in (
        ("25/10/2026", False, "2026-05-10"),
        ("", True, "2026-05-10"),
        ("", False, "2026-10-05"),
    ):
        rosa = read_lines(text + other, today=TODAY, day_first=her_way)[0]
        assert isinstance(rosa, Understood)
        assert said(rosa)["met_on"] == day


def test_a_row_without_a_person_is_told_with_its_line() -> None:
    found = read_lines("Name\tEmployer\nRosa Delgado\tMercy\n\tHarbor Clinic", today=TODAY)
    assert isinstance(found[1], Unreadable)
    assert found[1].line_number == 3


def test_profile_links_alone() -> None:
    form = only("https://www.linkedin.com/in/rosa-delgado-ruiz-rhit-1a2b3c/").form
    assert (form.name, form.credentials) == ("Rosa Delgado Ruiz", ["RHIT"])
    coded = only("linkedin.com/in/a1b2c3d4").form
    assert (coded.name, coded.reaches[0].value) == ("", "https://www.linkedin.com/in/a1b2c3d4")


def test_rows_and_signatures_can_be_asked_for() -> None:
    (row,) = read_rows("Name\tEmail\nAma Owusu\ta@x.example", today=TODAY)
    assert isinstance(row, Understood)
    assert row.form.name == "Ama Owusu"
    assert read_rows("Ama Owusu; coder", today=TODAY) == []
    assert read_signature(SIGNATURE, today=TODAY).form.name == "Rosa Delgado-Ruiz"
    assert looks_like_signature(SIGNATURE)
    assert not looks_like_signature("Ama Owusu; coder")


def test_rows_without_headers_whose_addresses_tell_the_given_name() -> None:
    text = "Delgado,Rosa,rosa@mercy.example,Mercy Hospital\nAsante,Kwame,kasante@volta.example,Volta Clinic\n"
    people = read_lines(text, today=TODAY)
    assert [person.form.name for person in people if isinstance(person, Understood)] == ["Rosa Delgado", "Kwame Asante"]
    swapped = read_lines("Delgado,Rosa,RHIT\nAsante,Kwame,RHIT\n", today=TODAY)
    assert [person.form.family for person in swapped if isinstance(person, Understood)] == ["Delgado", "Asante"]


@pytest.mark.parametrize(
    ("place", "street", "town"),
    [
        ("; 123 Main St, Springfield, IL 62704; 217-555-0150", "123 Main St", "Springfield"),
        (", 1200 W. Harbor Drive, Suite 400, Chicago, IL 60601-1234", "1200 W. Harbor Drive, Suite 400", "Chicago"),
        (" - P.O. Box 12, Cedar Rapids, IA 52401 - coder", "P.O. Box 12", "Cedar Rapids"),
        ("; Mercy Hospital, Springfield, IL 62704", "", "Springfield"),
    ],
)
def test_a_postal_address_in_a_line(place: str, street: str, town: str) -> None:
    form = read_line(f"Ewa Nowak, RHIT{place}", today=TODAY).form
    assert [(address.street, address.locality) for address in form.addresses] == [(street, town)]
    assert not form.talked_about


def test_a_signature_with_pronouns_and_a_slogan_is_one_person() -> None:
    text = (
        "Sandra Whitfield (she/her)\nAHIMA-Approved ICD-10-CM/PCS Trainer\nSenior Manager | Mid-Revenue Cycle\n"
        'Meridian Health System\nM 206.555.0118\n"Human-kind is the best kind."'
    )
    (person,) = read_lines(text, today=TODAY)
    assert isinstance(person, Understood)
    assert (person.form.name, person.form.pronouns, person.form.reaches[0].type) == (
        "Sandra Whitfield",
        "she/her",
        "cell",
    )
    assert (person.form.jobs[0].title, person.form.jobs[0].organization) == ("Senior Manager", "Meridian Health System")
    assert "Trainer" in person.form.note


def test_lines_of_a_card_that_have_no_field_are_kept() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nFN:Lars Ek\nTEL;VALUE=uri:tel:+46-8-555-0101;ext=5\nROLE:Trainer\n"
        "X-PRONOUNS:he/him\nREV:20260101T000000Z\nPHOTO:data:image/png;base64,AAAA\nEND:VCARD"
    )
    (person,) = read_lines(card, today=TODAY)
    assert isinstance(person, Understood)
    assert person.form.note == "Role: Trainer"
    assert person.form.pronouns == "he/him"
    assert person.form.reaches[0].value == "+46-8-555-0101 ext. 5"
