"""The note guard: each rule fires and keeps quiet where its table says; both figures on two sets of sentences."""

import logging
import tomllib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.names import fold
from mrtnet.domain.note_guard import NOBODY, Finding, KnownNames, about_image, check, fingerprint, reworded

CAUGHT, FLAGGED = 0.9, 0.03
"""The aims: nine of ten slips, three of a hundred harmless sentences."""


@cache
def sentences() -> dict[str, Any]:
    """The sentences written from the rules, and who stands in the book."""
    path = Path(__file__).parents[1] / "data" / "note_sentences.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def known() -> KnownNames:
    """The people of the file as the book would tell them."""
    rows = sentences()["people"]
    names = frozenset(fold(name).replace("-", " ") for name, _phone, _day in rows)
    numbers = frozenset("".join(filter(str.isdigit, phone))[-10:] for _name, phone, _day in rows if phone)
    days = frozenset((int(day[-5:-3]), int(day[-2:])) for _name, _phone, day in rows if day)
    return KnownNames(names, frozenset(word for name in names for word in name.split()), numbers, days)


def is_unseen(text: str) -> bool:
    """Whether a sentence belongs to the third that was not looked at while the rules were made."""
    return sha256(text.encode()).digest()[0] % 3 == 0


def figures(*, unseen: bool) -> tuple[float, float]:
    """The part of slips that are caught, and of harmless sentences that are flagged."""
    told = sentences()
    slips = [(text, False) for _rule, text in told["slips"]] + [(text, True) for _rule, text in told["faint_slips"]]
    harmless = [(text, False) for text in told["harmless"]] + [(text, True) for text in told["harmless_internship"]]
    found = [
        [bool(check(text, known(), internship=intern)) for text, intern in group if is_unseen(text) == unseen]
        for group in (slips, harmless)
    ]
    return sum(found[0]) / len(found[0]), sum(found[1]) / len(found[1])


@pytest.mark.parametrize("unseen", [False, True])
def test_both_aims_are_met(unseen: bool) -> None:
    caught, flagged = figures(unseen=unseen)
    assert caught >= CAUGHT
    assert flagged <= FLAGGED


def test_there_are_enough_sentences_of_both_sorts() -> None:
    told = sentences()
    assert len(told["slips"]) + len(told["harmless"]) >= 300
    assert {rule for rule, _text in told["slips"]} == {f"G{number}" for number in range(1, 14)}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("chart no. 445120 lacked a signature", {"G1"}),
        ("pt Alder asked for a CD", {"G5"}),
        ("76 yo F admitted 4/2", {"G8", "G9"}),
        ("I63.9 for Ms. Orr", {"G10"}),
        ("SSN 512 44 8821", {"G2"}),
        ("DOB 3/14/1961", {"G3"}),
        ("card 1EG4-TE5-MK73", {"G4"}),
        ("Mrs. Orr was discharged", {"G6"}),
        ("the patient in room 412 wants copies", {"G7"}),
        ("member ID XQP884120937", {"G11"}),
        ("the patient lives on our street", {"G12"}),
        ("pacemaker serial no. PJN882134", {"G13"}),
        ("pacemaker serial 55-AX-90211 is missing", {"G13"}),
        ("two MRNs for one boy, 88120043 and 88120934", {"G1"}),
        ("pat ID 00913377 came up", {"G1"}),
        ("accession 25-S-90417 has no margin", {"G1"}),
        ("plate on the patient's car, KJR 4471", {"G13"}),
        ("faxed the results for Oskar Feld to a shop", {"G5"}),
        ("the patient, last name Feld-Orr, asked", {"G5"}),
        ("the SSN (last 4: 8812) is on old forms", {"G2"}),
        ("she's 93 and still came herself", {"G9"}),
        ("unit 4 bed 2 had an ulcer", {"G7"}),
        ("his aunt lives next to us, he is the patient", {"G12"}),
    ],
)
def test_each_rule_fires(text: str, rules: set[str]) -> None:
    assert {one.rule for one in check(text, NOBODY)} == rules


@pytest.mark.parametrize(
    "text",
    [
        "Patient Identity team lead, CHDA", "she codes mostly I63 and I21", "room 310 at the convention centre, 4/2",
        "MRN policy updated", "AHIMA number 4455667", "be patient with Dale", "chart 301", "000-12-3456",
        "614-555-0117", "44106-2218", "DOB is mandatory", "He admitted that he was late",
        "discharged from the army on 6/1/2012", "a 20-year-old hospital", "serial entrepreneur", "Dr. Orr",
        "11.9 of them", "her daughter lives in Austin", "Mr. Orr teaches the sepsis class", "",
        "mock chart 10023 took an hour", "the EHR died for nine hours on March 3", "she is 92 percent done",
        "Quiz: a 72-year-old female with a fracture", "off for surgery until 5/1", "results for Orr Memorial Hospital",
        "MRN audit of 480123 records", "her mother is a coder at 555-0144 too", "the patient portal is the patient's",
        "the copier died on 5/6", "Mr. Orr coded stroke charts for years", "our class has 30 F, 4 M",
    ],
)  # fmt: skip
def test_it_keeps_quiet(text: str) -> None:
    assert check(text, NOBODY) == []


def test_people_of_the_book_are_known() -> None:
    assert not check("Ms. Delgado had surgery", known())
    assert check("Ms. Delgado had surgery", NOBODY)
    assert not check("born on May 12", known())
    assert not check("her husband can be reached at 614-555-0117", known())
    assert not check("the patient Wanjiru Kamau", known())
    assert check("pt Wanjiru", known()), "a first name alone may be anybody's"
    assert check("the patient Wanjiru Delgado", known()), "the names of two people are nobody's"


def test_faint_hints_come_in_notes_of_an_internship_only() -> None:
    for text in ("look again at 40771932", "Marlene Tustin, sepsis", "Feld 302, Orrin 305, no H&P"):
        assert not check(text, NOBODY)
        assert [one.strength for one in check(text, NOBODY, internship=True)] == ["h"]
    hint = about_image()
    assert (hint.rule, hint.strength, hint.instead) == ("G15", "h", "")


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("chart no. 445120 lacked a signature", "a chart lacked a signature"),
        ("The claim # 2026-118834 was rejected", "The claim was rejected"),
        ("Mrs. Orr's surgery had no report", "A patient's surgery had no report"),
        ("the lab results for Oskar Feld got lost", "the lab results of a patient got lost"),
        ("baby boy Vance was registered", "a newborn was registered"),
        ("died on 1/22, it took two weeks", "died, it took two weeks"),
        ("82-year-old woman with sepsis", "an older adult with sepsis"),
        ("the patient's phone is 614-555-0182", "the patient's phone is on file"),
    ],
)
def test_the_neutral_words_hold_no_identifier(text: str, better: str) -> None:
    found = check(text, NOBODY)
    assert reworded(text, found[0]) == better
    assert not check(better, NOBODY)


def test_places_are_those_of_the_text() -> None:
    text = "Good talk.\nShe saw chart 445120. Ask pt Alder… \U0001f600 pt Orr"
    found = check(text, NOBODY)
    assert [text[one.start : one.end] for one in found] == ["chart 445120", "pt Alder", "pt Orr"]
    assert all(one.why.endswith(".") and one.why.count(".") == 1 for one in found)


def test_a_fingerprint_is_of_the_sentence_alone() -> None:
    text = "Fine day. Chart 445120 was late.\nMore."
    (one,) = check(text, NOBODY)
    moved = "Another beginning.\n\nChart 445120  was late.  And an end."
    (other,) = check(moved, NOBODY)
    assert fingerprint(text, one) == fingerprint(moved, other)
    assert len(fingerprint(text, one)) == 64
    changed = text.replace("late", "early")
    assert fingerprint(changed, check(changed, NOBODY)[0]) != fingerprint(text, one)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        check("pt Alder, SSN 512-44-8821, admitted 4/2", NOBODY, internship=True)
    assert not caplog.records


_PIECES = st.sampled_from(
    ["patient ", "pt ", "Orr "
     , "Mr. ", "4/2 ", "admitted ", "76 yo ", "MRN ", "123456", "I63.9 ", ".\n", "’s ", "ł", "😀",
     "\x00", "room 7 ", "her mother lives ", "serial ", "DOB ", "\ud800", "- ", "W1", "("]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=60), st.booleans())
def test_any_text_is_checked_and_places_lie_in_it(text: str, internship: bool) -> None:
    found = check(text, NOBODY, internship=internship)
    assert found == sorted(found, key=lambda one: one.start)
    for one in found:
        assert isinstance(one, Finding)
        assert 0 <= one.start < one.end <= len(text)
        assert len(fingerprint(text, one)) == 64
        reworded(text, one)


def test_a_long_text_takes_its_share_of_time_only() -> None:
    for piece in ("12 yo ", "her mother ", "1 ", "patient ", "a"):
        assert check(piece * 4000, NOBODY) is not None
    assert check("MRN " + "1" * 40 + "%", NOBODY) == [], "digits are tried in one way, not in each"
