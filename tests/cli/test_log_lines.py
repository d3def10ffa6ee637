"""Fourteen cards of every shape through standard input: each name, mark, employer, address, note and day right."""

from typing import Any

import pytest

from mrtnet.paths import resource
from tests.cli.program import Program

UNREADABLE = "A" * 600  # no name is that long
CARDS: list[tuple[str, list[str], str, str, list[str], str, tuple[str, str] | None]] = [
    # name, marks, title, employer, ways to reach, what was talked about, next step
    ("Rosa Delgado-Ruiz", ["RHIT", "CCS"], "Inpatient Coding Lead", "Lakeshore Medical Center",
     ["rdelgado@lakeshoremc.example", "(312) 555-0148"], "DRG validation, offered a shadow day",
     ("thank-you", "2026-10-16")),
    ("Nguyễn Thị Lan", ["CCS-P"], "", "Twin Rivers Clinic", ["lan.nguyen@twinrivers.example"],
     "E/M changes in family practice", ("thank-you", "2026-10-16")),
    ("Kwame Asante", ["CCA"], "", "Northway Coding Services", ["(614) 555-0192"], "passed CCA in March, study group",
     ("promise", "2026-10-16")),
    ("Dr. Farhad Karimi", ["PhD", "RHIA"], "HIT Program Director", "Metro Community College", [],
     "the new capstone course", ("thank-you", "2026-10-16")),
    ("Siobhán O'Rourke", ["RHIA"], "", "St. Brigid Regional Hospital", [], "asked about the part-time ROI opening",
     ("thank-you", "2026-10-16")),
    ("Thandiwe Mokoena", ["RHIA", "CHDA"], "", "Hennepin Valley Health", ["tmokoena@hvh.example"],
     "data quality dashboards", ("thank-you", "2026-10-16")),
    ("Leilani Kealoha", ["RHIA"], "", "Koʻolau Regional Health", ["linkedin.com/in/leilani-kealoha"], "",
     ("thank-you", "2026-10-16")),
    ("Sukarno", [], "", "", [], "vendor booth; release of information", ("thank-you", "2026-10-16")),
    ("Mei-Ling Chen", ["RHIT"], "", "Lakeshore Medical Center", ["mei@lakeshoremc.example"], "",
     ("thank-you", "")),
    ("Tomasz Wiśniewski", ["CCS"], "", "Auburn Coding Audit Group", [], "", ("linkedin", "2026-10-18")),
    ("Grace Whitehorse", ["RHIT"], "", "Red Mesa Clinic", ["+1 928 555 0117"], "sole HIM technician on site",
     ("thank-you", "")),
    ("María José de la Cruz Ibáñez, Jr.", ["RHIA", "CHPS"], "Privacy Officer", "Harbor Children's Hospital", [], "",
     ("thank-you", "")),
    ("Jonas Lindqvist", ["RHIA", "CHPS"], "", "Great Plains University Hospital", [], "privacy officer path", None),
    ("Ana Beatriz Souza", [], "Student", "Metro Community College", [], "same practicum site in spring",
     ("thank-you", "")),
]  # fmt: skip


@pytest.fixture
def logged(mrtnet: Program) -> tuple[Program, list[dict[str, Any]]]:
    cards = resource("tour", "cards.txt").read_bytes()
    mrtnet("log", "--event", "Lakeside HIM Forum", stdin=cards)
    return mrtnet, mrtnet("people", "--json").json


def test_fourteen_cards(logged: tuple[Program, list[dict[str, Any]]]) -> None:
    mrtnet, people = logged
    by_name = {each["name"]: each for each in people}
    assert set(by_name) == {card[0] for card in CARDS}
    for name, marks, title, employer, ways, talked, step in CARDS:
        told = by_name[name]
        assert (told["credentials"], told["organization"]) == (marks, employer), name
        reached = told["emails"] + told["phones"] + [link.removeprefix("https://www.") for link in told["links"]]
        assert reached == ways, name
        (met,) = mrtnet("person", str(told["id"]), "--json").json["timeline"]
        if step is None:  # "privacy officer path" may be a title or a topic: on the card it is, either way
            assert talked in (told["title"], met["body"])
        else:
            assert (told["title"], met["body"]) == (title, talked), name
        assert met["event"] == "Lakeside HIM Forum"
        if step is None:
            assert told["next_step"] is None
        else:
            kind, due = step
            assert told["next_step"]["kind"] == kind, name
            assert told["next_step"]["due"] in ((due,) if due else ("2026-10-16", "2026-10-19")), name
    assert by_name["Rosa Delgado-Ruiz"]["tags"] == ["coding"]
    assert by_name["Ana Beatriz Souza"]["tags"] == ["practicum", "student"]
    assert mrtnet("person", "farhad", "--json").json["rank"] == "A"
    assert mrtnet("person", "maría", "--json").json["met_through"] == "Marcus Bell"
    assert mrtnet("undo").out == "Undone: Logged 14 people at Lakeside HIM Forum\n"


@pytest.mark.parametrize(
    "given",
    [
        "María Peña RHIA; Málaga Clinic\n".encode(),
        b"\xef\xbb\xbf" + "María Peña RHIA; Málaga Clinic\r\n".encode(),
        "María Peña RHIA; Málaga Clinic\n".encode("utf-16"),
        "María Peña RHIA; Málaga Clinic\r\n".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with its mark", "utf-16", "windows"],
)
def test_letters_of_every_machine(mrtnet: Program, given: bytes) -> None:
    mrtnet("log", stdin=given)
    (told,) = mrtnet("people", "--json").json
    assert (told["name"], told["organization"], told["credentials"]) == ("María Peña", "Málaga Clinic", ["RHIA"])


def test_what_cannot_be_a_person_is_told_and_the_rest_is_logged(mrtnet: Program) -> None:
    outcome = mrtnet("log", stdin=f"Ama Owusu\n{UNREADABLE}\n\n// a remark\nKwame Asante\n", code=1)
    assert "2 people logged" in outcome.out
    assert outcome.err.startswith("mrtnet: line 2 was not logged: ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("given", [b"", b"\n\n  \n", b"\xff\xfe", b"// nothing\n"])
def test_nothing_to_read(mrtnet: Program, given: bytes) -> None:
    assert mrtnet("log", stdin=given, code=1).err == "mrtnet: No line to read. Type one person a line, name first.\n"


def test_what_was_understood_as_json(mrtnet: Program) -> None:
    told = mrtnet("log", "--json", "Ama Owusu RHIT", UNREADABLE, code=1).json
    assert [each["name"] for each in told["logged"]] == ["Ama Owusu"]
    assert [each["line_number"] for each in told["unreadable"]] == [2]
