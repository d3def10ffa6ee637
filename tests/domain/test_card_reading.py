"""Business cards from their lines: thirty that recognition really read, and every rule by itself."""

import json
import math
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.card_codes import numbered, with_code
from mrtnet.domain.card_contacts import _LABELS as LABELS
from mrtnet.domain.card_lines import CardLine, line_at
from mrtnet.domain.card_reading import CardRead, read_card
from mrtnet.domain.card_repairs import repaired_line
from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.domain.names import fold
from mrtnet.trouble import Trouble
from tests.cards.scoring import FIELDS, lines_of, right

RECORDED = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data" / "cards.jsonl").read_text(encoding="utf-8").splitlines()
]


def card(*rows: str, sizes: dict[int, float] | None = None, scores: dict[int, float] | None = None) -> list[CardLine]:
    """Lines one below the other, in letters of 20 px unless told otherwise; "A || B" stands in two columns."""
    lines: list[CardLine] = []
    y = 10.0
    for at, row in enumerate(rows):
        size = (sizes or {}).get(at, 20.0)
        for column, text in enumerate(row.split(" || ")):
            score = (scores or {}).get(at, 0.99)
            lines.append(line_at(text, 10 + 500 * column, y, len(text) * size / 2, size, score))
        y += size * 1.3
    return lines


def told(read: CardRead) -> dict[str, Any]:
    """What a card came to, without what is empty."""
    job = read.form.jobs[0] if read.form.jobs else Job()
    found = {
        "name": read.form.name, "marks": " ".join(read.form.credentials), "title": job.title,
        "organization": job.organization, "department": job.department, "note": read.form.note,
        "reaches": [" ".join(filter(None, (reach.type, reach.value))) for reach in read.form.reaches],
    }  # fmt: skip
    return {key: value for key, value in found.items() if value}


ROSA = card("Rosa Delgado-Ruiz, RHIA, CHPS", "Privacy Officer", "Lakeshore Medical Center", "rosa@lakeshore.example")


def test_thirty_recorded_cards() -> None:
    counts = dict.fromkeys(FIELDS, 0)
    for each in RECORDED:
        for field, is_right in right(read_card(lines_of(each["lines"])), each["truth"]).items():
            counts[field] += is_right
    assert len(RECORDED) == 30
    assert min(counts.values()) >= 28, counts


@pytest.mark.parametrize("each", RECORDED, ids=lambda each: str(each["card"]))
def test_nothing_read_is_lost(each: dict[str, Any]) -> None:
    read = read_card(lines_of(each["lines"]))
    kept = re.sub(r"[\W_]", "", fold(read.form.model_dump_json())).replace("\\", "")
    for text, _corners, _score in each["lines"]:
        for word in re.findall(r"[^\W\d_]{3,}", fold(repaired_line(text))):
            assert word in kept or word in LABELS or word in ("https", "www", "nguyn"), text
    keys = {key for key, _reach in numbered(read.form.reaches)}
    assert {key for key in read.places if " " in key} <= keys


def test_two_columns_and_a_fax() -> None:
    lines = card(
        "Lakeshore Medical Center || T (312) 555-0148 ext. 22", " || F (312) 555-0149",
        "ROSA DELGADO-RUIZ || C 312.555.0177",
        "RHIA, CHPS || rosa@lakeshore.example", "Privacy Officer || lakeshore.example",
        "We care for every record || 1200 Lake Avenue, Suite 300", " || Chicago, IL 60611",
        sizes={2: 26},
    )  # fmt: skip
    read = read_card([line for line in lines if line.text.strip()])
    assert told(read) == {
        "name": "Rosa Delgado-Ruiz", "marks": "RHIA CHPS", "title": "Privacy Officer",
        "organization": "Lakeshore Medical Center", "note": "Also on the card: We care for every record",
        "reaches": ["(312) 555-0148 ext. 22", "fax (312) 555-0149", "cell 312.555.0177", "rosa@lakeshore.example",
                    "https://lakeshore.example"],
    }  # fmt: skip
    address = read.form.addresses[0]
    assert (address.street, address.locality, address.region, address.code) == (
        "1200 Lake Avenue, Suite 300", "Chicago", "IL", "60611",
    )  # fmt: skip
    assert read.places["TEL 2"][0] == 510
    assert read.unsure == ()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (  # a title over two lines
            ("Ama Owusu", "Senior Manager, Clinical Documentation", "Integrity and Coding Quality", "Mercy Clinic"),
            {"title": "Senior Manager, Clinical Documentation Integrity and Coding Quality",
             "organization": "Mercy Clinic"},
        ),
        (
            ("Ama Owusu", "Regional Director of Release of", "Information Operations", "ama@mercyclinic.example"),
            {"title": "Regional Director of Release of Information Operations"},
        ),
        (  # a title and its department
            ("Ama Owusu", "Director", "Department of Health Informatics", "Mercy Clinic"),
            {"title": "Director", "department": "Department of Health Informatics", "organization": "Mercy Clinic"},
        ),
        (  # an employer that says nothing of itself, told by its domain
            ("Clarivo", "Kwame Asante", "Recruiter", "kasante@clarivo.example"),
            {"name": "Kwame Asante", "organization": "Clarivo", "title": "Recruiter"},
        ),
        (  # and one that nothing tells, but nothing else is left
            ("Kwame Asante", "Recruiter", "Northstar", "office@mailbox.example", "Caring for generations"),
            {"organization": "Northstar", "note": "Also on the card: Caring for generations"},
        ),
        (  # a sentence is no employer, though it speaks of health as the domain does
            ("Kwame Asante", "Recruiter", "Red Mesa Clinic", "k@red-health.example", "Where health meets insight"),
            {"organization": "Red Mesa Clinic", "title": "Recruiter"},
        ),
        (("Halcyon Health", "Kestrel Al", "Lin Ho", "lin@kestrelai.example"), {"organization": "Kestrel AI"}),
        (  # a name in another order, and a family name in capitals
            ("NGUYỄN Thị Lan, RHIT", "Mercy Clinic", "lan.nguyen@mercy.example"),
            {"name": "Nguyễn Thị Lan", "marks": "RHIT", "organization": "Mercy Clinic"},
        ),
        (("NGUYÊN TH! LAN, CHPS", "nlan@mercy.example"), {"name": "Nguyên Thi Lan", "marks": "CHPS"}),
        (("Nguyn Th Lan", "nguyen@mercy.example"), {"name": "Nguyen Thi Lan"}),
        (("Siobhán O'Rourke (she/her)", "Coder", "Mercy Clinic"), {"name": "Siobhán O'Rourke"}),
        (("山田太郎", "Taro Yamada", "診療情報管理士", "Data Analyst"),
         {"name": "Taro Yamada", "title": "Data Analyst", "note": "Also on the card: 山田太郎; 診療情報管理士"}),
        (("김민준", "의무기록팀", "kim@mercy.example"), {"name": "김민준", "note": "Also on the card: 의무기록팀"}),
        (("Fatima Al-Sayed", "Coder", "قسم السجلات الطبية"), {"note": "Also on the card: قسم السجلات الطبية"}),
        (("Anneliese Vogt", "HIM Director", "Leiterin der Patientenakten", "Nordwind Klinikum GmbH"),
         {"name": "Anneliese Vogt", "title": "HIM Director", "organization": "Nordwind Klinikum GmbH",
          "note": "Also on the card: Leiterin der Patientenakten"}),
        (("Bo Li", "Coder", "“Each record is a story”"), {"note": "Also on the card: “Each record is a story”"}),
    ],
)  # fmt: skip
def test_what_stands_where(rows: tuple[str, ...], expected: dict[str, str]) -> None:
    found = told(read_card(card(*rows)))
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("rosa©lakeshore.example", "rosa@lakeshore.example"),
        ("E: rosa @ lakeshore. example", "rosa@lakeshore.example"),
        ("Email rosa.delgado@lakeshore,example", "rosa.delgado@lakeshore.example"),
        ("rosa(at)lakeshore.example", "rosa@lakeshore.example"),
        ("Tel: (3l2) 555-O148", "(312) 555-0148"),
        ("T+1-505-555-0158", "+1-505-555-0158"),
        ("0.929.555.0107", "929.555.0107"),
        ("Direct: 505-555-0171 ×6192", "505-555-0171 ext. 6192"),
        ("Erdelgado@lakeshore.example", "rdelgado@lakeshore.example"),
        ("Phone：312—555—0148", "312-555-0148"),
        ("http:/lakeshore.example", "http://lakeshore.example"),
        ("www lakeshore.example", "https://www.lakeshore.example"),
        ("www. lakeshore. example", "https://www.lakeshore.example"),
    ],
)
def test_misread_contacts(printed: str, value: str) -> None:
    read = read_card(card("Rosa Delgado", "Coder", printed))
    assert [reach.value for reach in read.form.reaches] == [value]


def test_an_address_on_two_lines_and_one_without_its_sign() -> None:
    read = read_card(card("Rosa Delgado", "rosa.delgado@lakeshore-", "health.example"))
    assert [reach.value for reach in read.form.reaches] == ["rosa.delgado@lakeshore-health.example"]
    read = read_card(card("Rosa Delgado", "rosalakeshore.example", "www.lakeshore.example"))
    assert [reach.value for reach in read.form.reaches] == ["rosa@lakeshore.example", "https://www.lakeshore.example"]
    assert "EMAIL 1" in read.unsure


def test_several_contacts_in_a_line_and_a_word_cut_in_two() -> None:
    lines = [line_at("rosa@lake", 10, 10, 90, 20), line_at("shore.example", 103, 11, 130, 20)]
    lines += [line_at("Phone: 312-555-0148 | Fax: 312-555-0149", 10, 40, 400, 20), line_at("Mobile", 10, 70, 60, 20)]
    lines += [line_at("312-555-0177", 120, 70, 120, 20)]
    found = told(read_card(lines))["reaches"]
    assert found == ["rosa@lakeshore.example", "312-555-0148", "fax 312-555-0149", "cell 312-555-0177"]


@pytest.mark.parametrize("degrees", [-30, -9, 5, 20])
def test_a_card_that_lies_askew(degrees: int) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    askew = [
        line._replace(corners=tuple((x * cos - y * sin, x * sin + y * cos) for x, y in line.corners))  # type: ignore[arg-type]
        for line in ROSA
    ]
    assert told(read_card(askew)) == told(read_card(ROSA))
    assert read_card(askew).places["EMAIL 1"] == askew[3].box


def test_what_is_unsure() -> None:
    assert read_card(ROSA).unsure == ()
    assert read_card([line._replace(score=0.7) for line in ROSA]).unsure == (
        "name", "credentials", "title", "organization", "EMAIL 1",
    )  # fmt: skip
    assert "EMAIL 1" in read_card(card("Rosa Delgado", "Coder", "rosa©lakeshore.example")).unsure
    assert "name" in read_card(card("Blorv Qixt", "12 Main Street", "312-555-0148")).unsure


@pytest.mark.parametrize("rows", [(), ("|",), ("...", "□ □ □ □")])
def test_nothing_to_read(rows: tuple[str, ...]) -> None:
    with pytest.raises(Trouble, match="nothing to read"):
        read_card(card(*rows))


def test_a_code_counts_more_than_the_print() -> None:
    printed = read_card(card("Rosa Delgad0", "Privacy Officer", "rosa@1akeshore.example", "312-555-0148"))
    coded = PersonForm(
        name="Rosa Delgado", given="Rosa", family="Delgado", jobs=[Job(organization="Lakeshore")],
        reaches=[Reach(property="TEL", value="+1 312 555 0177"),
                 Reach(property="EMAIL", value="rosa@lakeshore.example")],
    )  # fmt: skip
    both = with_code(printed, [coded], ["WIFI:..."])
    assert told(both) == {
        "name": "Rosa Delgado", "title": "Privacy Officer", "organization": "Lakeshore", "note": "QR code: WIFI:...",
        "reaches": ["+1 312 555 0177", "rosa@lakeshore.example", "312-555-0148"],
    }  # fmt: skip
    assert both.places["TEL 2"] == printed.places["TEL 1"]
    assert "TEL 1" not in both.places
    assert "name" not in both.unsure
    assert with_code(None, [coded]).form == coded
    assert with_code(printed, []) == printed


WORDS = st.text(st.sampled_from("aeRTo 09@.,-|:;+()é山©"), min_size=1, max_size=30)
PLACED = st.tuples(WORDS, st.floats(0, 900), st.floats(0, 500), st.floats(1, 400), st.floats(1, 60), st.floats(0, 1))


@settings(max_examples=40)
@given(st.lists(PLACED, max_size=8))
def test_whatever_is_recognised_makes_a_person_or_a_sentence(
    rows: list[tuple[str, float, float, float, float, float]],
) -> None:
    try:
        read = read_card([line_at(*row) for row in rows])
    except Trouble:
        return
    kept = re.sub(r"[\W_]", "", fold(read.form.model_dump_json()))
    for text, *_rest in rows:
        for word in re.findall(r"[aert]{5,}", fold(text)):
            assert word in kept
