"""Credentials: marks leave the name in whatever spelling, names stay whole."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.credentials import (
    credential,
    credentials,
    find_marks,
    is_standing,
    official,
    only_marks,
    split_credentials,
)
from mrtnet.domain.names import fold


@pytest.mark.parametrize(
    ("text", "name", "marks"),
    [
        ("Rosa Delgado-Ruiz, rhit, ccs-p", "Rosa Delgado-Ruiz", ["RHIT", "CCS-P"]),
        ("Rosa Delgado-Ruiz RHIT CCS", "Rosa Delgado-Ruiz", ["RHIT", "CCS"]),
        ("ROSA DELGADO RHIT", "ROSA DELGADO", ["RHIT"]),
        ("rosa ccs", "rosa", ["CCS"]),
        ("Rosa Rhit", "Rosa", ["RHIT"]),
        ("Dana Ortiz, MSHI, RHIA, FAHIMA", "Dana Ortiz", ["MSHI", "RHIA", "FAHIMA"]),
        ("Jin Park PhD, RHIA", "Jin Park", ["PhD", "RHIA"]),
        ("Jin Park, Ph.D., R.H.I.A.", "Jin Park", ["PhD", "RHIA"]),
        ("Jin Park, Ph. D.", "Jin Park", ["PhD"]),
        ("Lee (RHIT)", "Lee", ["RHIT"]),
        ("Lee (RHIT, CCS)", "Lee", ["RHIT", "CCS"]),
        ("Ann Lee R.H.I.T.", "Ann Lee", ["RHIT"]),
        ("Ann Lee C.C.S.", "Ann Lee", ["CCS"]),
        ("Rosa Delgado - RHIT", "Rosa Delgado", ["RHIT"]),
        ("Rosa Delgado | RHIT / CCS", "Rosa Delgado", ["RHIT", "CCS"]),
        ("Rosa Delgado, CPC-A®", "Rosa Delgado", ["CPC-A"]),
        ("Rosa Delgado, RHIT & CCS", "Rosa Delgado", ["RHIT", "CCS"]),
        ("Joan Hill CTR", "Joan Hill", ["CTR"]),
        ("Joan Hill, ODS-Certified", "Joan Hill", ["ODS"]),
        ("Joan Hill, CHTS-IM", "Joan Hill", ["CHTS-IM"]),
        ("Dr. Farhad Karimi PhD RHIA", "Dr. Farhad Karimi", ["PhD", "RHIA"]),
        ("Kwame Asante Jr., RHIA", "Kwame Asante Jr.", ["RHIA"]),
        ("Kwame Asante, MA, RHIA", "Kwame Asante", ["MA", "RHIA"]),
        ("Lee, MD", "Lee", ["MD"]),
        ("An Le DO", "An Le", ["DO"]),
        ("Rosa Ma RHIT", "Rosa Ma", ["RHIT"]),
        ("ROSA DELGADO RN", "ROSA DELGADO", ["RN"]),
        ("Ana Pires student", "Ana Pires", ["Student"]),
        ("Ana Pires, RHIT student", "Ana Pires", ["RHIT student"]),
        ("王小明 RHIA", "王小明", ["RHIA"]),
        ("Delgado-Ruiz, Rosa, RHIT", "Delgado-Ruiz, Rosa", ["RHIT"]),
    ],
)
def test_marks_leave_the_name(text: str, name: str, marks: list[str]) -> None:
    assert split_credentials(text) == (name, marks)


@pytest.mark.parametrize(
    "name",
    [
        "Cass Ma",
        "Do",
        "Ms",
        "An Le",
        "Bo Cic",
        "Lee, Ma",
        "Lee, Do",
        "JACK MA",
        "Grace Mba",
        "Dr. Ma",
        "Ms. Do",
        "",
        "RHIT",
        "Thi Do",
        "An Do Le",
        "Rosa Delgado",
        "Ba Ng",
        "Owusu, Pa",
        "RHIT, CCS",
    ],
)
def test_names_stay_whole(name: str) -> None:
    assert split_credentials(name) == (name, [])


def test_marks_anywhere_in_a_text() -> None:
    assert find_marks("Coding Lead | rhit, CCS; do it as MD, CCS") == ["RHIT", "CCS", "MD"]
    assert find_marks("nothing to do") == []


def test_only_marks() -> None:
    assert only_marks("RHIT, ccs-p") == ["RHIT", "CCS-P"]
    assert only_marks("MS, RHIA") == ["MS", "RHIA"]
    assert only_marks("do") == []
    assert only_marks("RHIT Coder") == []
    assert only_marks("") == []


def test_a_former_mark_knows_its_successor() -> None:
    former = credential("c.t.r.")
    assert former is not None
    assert (former.mark, former.successor, former.body) == ("CTR", "ODS", "NCRA")
    assert credential("XYZ") is None


def test_official_spelling() -> None:
    assert [official(mark) for mark in ("c.c.s.-p", "phd", "ods-c", "nothing")] == ["CCS-P", "PhD", "ODS", ""]


def test_student_is_no_credential_yet() -> None:
    assert is_standing("RHIT student")
    assert is_standing("Student")
    assert not is_standing("RHIT")


def test_the_files_are_whole() -> None:
    known = credentials()
    assert {"RHIT", "RHIA", "CCA", "CCS", "CCS-P", "CDIP", "CHDA", "CHPS", "CPC", "ODS", "CCDS", "CPHIMS"} <= set(known)
    for item in known.values():
        assert item.name
        assert item.checked_on
        assert item.degree or (item.body and item.source)
        assert not item.successor or item.successor in known
        assert official(item.mark) == item.mark


@given(
    st.lists(st.sampled_from(["RHIT", "rhia", "Ccs-P", "PhD", "MA", "do"]), max_size=4),
    st.sampled_from([", ", " ", " | "]),
)
def test_official_marks_split_back(marks: list[str], mark: str) -> None:
    name, found = split_credentials(mark.join(["Rosa Delgado", *marks]))
    assert split_credentials(", ".join([name, *found])) == (name, found)


@given(st.text(max_size=80))
def test_nothing_of_any_text_is_lost(text: str) -> None:
    name, marks = split_credentials(text)
    assert text.startswith(name)
    assert name.strip() or not text.strip() or not marks
    behind = re.sub(r"[\W_]", "", fold(text[len(name) :]))
    assert not marks or behind
