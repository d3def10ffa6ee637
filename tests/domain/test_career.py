"""Her own side in words: a day of practice in one line, the directory, the record on paper."""

from datetime import date

import pytest

from mrtnet.domain.career import CeuRow, next_renewal
from mrtnet.domain.career_lines import read_practice
from mrtnet.domain.career_organisations import directory, state_association, state_in, states
from mrtnet.domain.career_record import record
from mrtnet.domain.certification import Cycle, Unit, standing
from mrtnet.domain.certification_rules import rule_named
from mrtnet.domain.days import WorkingDays
from mrtnet.trouble import Trouble

TODAY = date(2026, 10, 15)  # a Thursday
DAYS = WorkingDays()


@pytest.mark.parametrize(
    ("text", "hours", "day", "learned"),
    [
        ("8h", 8, TODAY, ""),
        ("7.5 hours; yesterday; release of information desk", 7.5, date(2026, 10, 14), "release of information desk"),
        ("indexed reports, 6h 30m, tue", 6.5, date(2026, 10, 13), "indexed reports"),
        ("Oct 5; 8h; MPI clean-up; merges", 8, date(2026, 10, 5), "MPI clean-up; merges"),
    ],
)
def test_a_day_of_practice_in_one_line(text: str, hours: float, day: date, learned: str) -> None:
    found = read_practice(text, TODAY, DAYS)
    assert (found.hours, found.day, found.learned) == (hours, day, learned)


@pytest.mark.parametrize(("text", "why"), [("all day", "How many hours"), ("25h", "hours"), ("8h; dec 1", "to come")])
def test_what_is_no_day_of_practice_is_said(text: str, why: str) -> None:
    with pytest.raises(Trouble, match=why):
        read_practice(text, TODAY, DAYS)


def test_her_state_comes_first_in_the_directory() -> None:
    assert len(states()) == 52
    assert directory("Ohio")[0] == state_association("Ohio")
    assert state_association("Ohio").name == "Ohio Health Information Management Association"
    assert [each.short for each in directory()][:2] == ["AHIMA", "CCHIIM"]
    assert all(each.url.startswith("https://") or not each.url for each in directory("Texas"))
    assert state_in("West Virginia HIMA") == "West Virginia"
    assert state_in("OHIMA") == "Ohio"
    assert state_in("AHIMA") == ""


def test_the_record_holds_every_unit_once_with_its_year() -> None:
    rows = [CeuRow(number, f"Talk {number}", day, 2, (), "OHIMA", "", None, "", None, "", "") for number, day in
            ((1, date(2026, 3, 1)), (2, date(2024, 3, 1)))]  # fmt: skip
    units = [Unit(row.id, row.title, row.day, row.units, row.bodies, row.provider) for row in rows]
    cycle = Cycle(1, "AHIMA", date(2025, 6, 3), date(2027, 6, 2))
    found = record("Dana", [standing(cycle, rule_named("AHIMA"), ["RHIT"], units, TODAY)], rows, TODAY)
    assert [part.title for part in found.parts] == [
        "AHIMA (RHIT): Jun 3, 2025 to Jun 2, 2027", "Outside of every cycle on file",
    ]  # fmt: skip
    assert found.parts[0].rows == (("Mar 1, 2026", "Talk 1", "OHIMA", "2", ""),)
    assert found.parts[1].total == "2"
    assert any("Check with AHIMA" in text for text in found.parts[0].sentences)
    assert next_renewal(date(2028, 2, 29)) == date(2029, 2, 28)
