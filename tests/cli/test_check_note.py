"""`mrtnet check-note`: one result a line, in words or as data, with the people of the book; nothing is made or kept."""

import json

from tests.cli.program import Program

LINES = "chart no. 445120 lacked a signature\r\nPatient Identity team lead, CHDA\n\npt Alder, 76 yo F\n"


def test_one_result_for_each_line_of_input(mrtnet: Program) -> None:
    told = mrtnet("check-note", "--json", "-", stdin=LINES)
    found = [json.loads(line) for line in told.out.splitlines()]
    assert [[one["rule"] for one in line] for line in found] == [["G1"], [], [], ["G5", "G9"]]
    assert found[0][0].keys() == {"rule", "strength", "start", "end", "why"}
    assert (found[0][0]["strength"], found[0][0]["start"], found[0][0]["end"]) == ("S", 0, 16)
    assert not mrtnet.book.exists()


def test_in_words_and_as_arguments(mrtnet: Program) -> None:
    told = mrtnet("check-note", "pt Alder asked for a CD", "all fine").out.splitlines()
    assert told[0] == "1: G5 “pt Alder”. This looks like a patient's name. Write: “a patient”."
    assert told[1].startswith("2: ")
    assert mrtnet("check-note", stdin="").out == ""
    hint = mrtnet("check-note", "--internship", "--json", "look at 40771932").json
    assert [one["rule"] for one in hint] == ["G14"]


def test_people_of_the_book_are_known_and_exports_warn(mrtnet: Program) -> None:
    assert "1 text may hold" in mrtnet("log", "Leilani Orr RHIA; talked about MRN 445120").err
    assert "1 text may hold" in mrtnet("contact", "leilani", "pt Alder again").err
    assert mrtnet("contact", "leilani", "Patient Access has a job").err == ""
    assert mrtnet("check-note", "--json", "Ms. Orr had surgery").json == []
    told = mrtnet("export", str(mrtnet.home / "all.csv"), "--notes")
    assert "2 notes may hold patient details" in told.err
    assert "445120" not in told.err
    mrtnet("set", "patient_hints", "off")
    assert mrtnet("export", str(mrtnet.home / "more.csv"), "--notes").err == ""
