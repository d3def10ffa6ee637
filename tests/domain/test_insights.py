"""Findings: the sentence that the numbers deserve, and a table that holds the same numbers."""

import csv
import io
from datetime import date, timedelta

import pytest

from mrtnet.domain import insights
from mrtnet.domain.insights import Brought, Cycle, Numbers, Standings, Thanked
from mrtnet.exchange.csv_writing import write_cells

TODAY = date(2026, 10, 15)


def _thanked(*days: float) -> tuple[Thanked, ...]:
    months = (3, 4, 6, 8, 10)[-len(days) :]
    return tuple(Thanked(f"Event {number}", date(2026, month, 5), average, 4)
                 for number, (month, average) in enumerate(zip(months, days, strict=True)))  # fmt: skip


FULL = Numbers(
    date(2025, 10, 16), TODAY, 10, _thanked(6.0, 5.1, 4.2, 3.0, 2.4), Standings(62, 21, 9, 48, 8),
    {TODAY - timedelta(days=number): number % 5 + 1 for number in range(200)}, False,
    (Cycle("CCA", 14, 20, date(2026, 12, 31), True),), 0.0,
    (("Conference", 41), ("School", 31), ("Webinar", 14)), (("RHIT", 52), ("RHIA", 38)),
    (Brought(1, "AHIMA26", date(2026, 10, 4), 14, 9, 2, 12.0, "yes"), Brought(2, "B", date(2026, 4, 4), 3, 1, 0, 0)),
)  # fmt: skip
EMPTY = FULL._replace(contacts=0, thanks=(), standings=Standings(0, 0, 0, 0, 0), by_day={}, cycles=(), where=(),
                      credentials=(), brought=())  # fmt: skip


def test_the_titles_are_the_findings() -> None:
    assert [one.title for one in insights.findings(FULL, TODAY)] == [
        "You thank people sooner: 2.4 days now, 6 in Mar",
        "83 of 148 people are on track or due soon",
        "90 contacts in the last 30 days",
        "14 of 20 CEUs",
        "Conference brings most people",
        "Most hold the RHIT: 52 people",
        "AHIMA26 brought most: 14 people and 2 talks",
    ]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((2.4, 6.0), "Thank-yous take longer: 6 days now, 2.4 in Aug"),
        ((2.0, 1.9), "You thank within 2 days"),
        ((1.0, 1.9), "You thank within 2 days"),
        ((0.4,), "You thank within a day"),
        ((6.0, 9.0, 2.0), "You thank people sooner: 2 days now, 9 in Aug"),
    ],
)
def test_thanks_are_compared_with_before(days: tuple[float, ...], said: str) -> None:
    assert insights.thanks(FULL._replace(thanks=_thanked(*days)), TODAY).title == said


@pytest.mark.parametrize(
    ("standings", "said"),
    [
        (Standings(1, 0, 4, 3, 0), "4 of 5 relationships are late"),
        (Standings(0, 0, 0, 1, 0), "1 person has no rhythm yet"),
        (Standings(3, 0, 0, 0, 0), "3 of 3 people are on track or due soon"),
    ],
)
def test_relationships_are_told_as_they_stand(standings: Standings, said: str) -> None:
    assert insights.standing(FULL._replace(standings=standings)).title == said


def test_before_ten_contacts_nothing_is_claimed() -> None:
    for numbers in (EMPTY, FULL._replace(contacts=9, cycles=())):
        for one in insights.findings(numbers, TODAY):
            assert one.empty
            assert not one.marks
            assert one.title
            assert insights.spoken(one)


def test_pace_is_that_of_the_cycle() -> None:
    starts, ends = date(2025, 1, 1), date(2026, 12, 31)
    assert insights.on_pace(18, 20, starts, ends, TODAY)
    assert not insights.on_pace(14, 20, starts, ends, TODAY)
    assert insights.on_pace(0, 20, starts, ends, starts)
    assert insights.ceus(FULL._replace(cycles=(), loose_ceus=3.5), TODAY).title.startswith("3.5 CEUs")


def test_each_table_goes_into_a_spreadsheet_and_holds_no_formula() -> None:
    bad = "=HYPERLINK(1)"
    numbers = FULL._replace(where=((bad, 3),), credentials=(("+1", 2), ("@x", 1)),
                            brought=(FULL.brought[0]._replace(name="-2+3\r\n=1"),))  # fmt: skip
    for one in insights.findings(numbers, TODAY):
        data = write_cells(one.heads, one.rows)
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(lines) == len(one.rows) + 1
        assert all(len(line) == len(one.heads) for line in lines)
        assert not [cell for line in lines for cell in line if cell[:1] in "=+-@\t\r" and cell]
