"""Certification cycles: days at the edges of the calendar, units counted by the bodies' own examples, the ladder."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain import certification as rules_at_work
from mrtnet.domain.certification import Cycle, Unit, cycle_around, next_rung, overlaps, standing, units_needed
from mrtnet.domain.certification_rules import overridden, rule_for, rule_named, rules
from mrtnet.domain.credentials import credentials
from mrtnet.trouble import Trouble

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
TODAY = date(2026, 11, 22)
AHIMA = rule_named("AHIMA")
CYCLE = Cycle(1, "AHIMA", date(2025, 6, 1), date(2027, 5, 31))


def unit(units: float, day: date = TODAY, provider: str = "", **more: object) -> Unit:
    return Unit(**{"id": 1, "title": "One", "day": day, "units": units, "provider": provider, **more})  # type: ignore[arg-type]


def test_every_mark_of_a_rule_is_a_credential_and_every_rule_says_where_it_comes_from() -> None:
    for rule in rules().values():
        assert rule.source
        assert rule.checked_on
        assert rule.body
        assert "Check with " in rules_at_work.check_with(rule, TODAY)
        assert set(rule.marks) <= set(credentials())
    assert {rule.body for rule in rules().values()} == {"AHIMA", "AAPC", "ACDIS", "NCRA", "HIMSS", "HFMA", "NHA"}


@pytest.mark.parametrize(
    ("marks", "needed"),
    [("CCS CCS-P", 30), ("CHPS RHIT", 40), ("RHIA CHDA", 40), ("RHIA CCS CCS-P", 50), ("RHIT", 20), ("RHIA RHIT", 30),
     ("RHIA CHDA CHPS CDIP CCS", 50), ("CPC", 36), ("CPC COC CIC CRC", 48), ("CPC COC CIC CRC CPB CPMA", 52),
     ("CPHIMS-CA", 60), ("CRCR", 0), ("CHTS", 20), ("CSAF", 0), ("CPC-A CPC", 36), ("CPHI", 30), ("ODS CTR", 20)],
)  # fmt: skip
def test_units_are_those_of_the_bodies_own_examples(marks: str, needed: float) -> None:
    rule = rule_for(marks.split()[0])
    assert rule is not None
    assert units_needed(rule, marks.split()) == needed


@given(st.sampled_from(sorted(rules())), DAYS, st.integers(-2000, 12000), st.integers(1, 48))
def test_every_day_lies_in_one_cycle_and_cycles_follow_each_other(key: str, anchor: date, on: int, months: int) -> None:
    rule = rule_named(key)
    for each in (rule, rule._replace(months=months)):
        day = max(anchor + timedelta(days=on), date(2000, 1, 1))
        start, end = cycle_around(each, anchor, day)
        assert start <= end
        assert anchor <= start
        assert start <= max(day, anchor) <= end or day < anchor
        following = cycle_around(each, anchor, end + timedelta(days=1))
        assert following[0] == end + timedelta(days=1)


@pytest.mark.parametrize(
    ("key", "anchor", "day", "cycle"),
    [
        ("AHIMA", date(2024, 2, 29), date(2024, 3, 1), (date(2024, 2, 29), date(2026, 2, 27))),
        ("AHIMA", date(2024, 2, 29), date(2028, 2, 29), (date(2028, 2, 29), date(2030, 2, 27))),
        ("AHIMA", date(2024, 2, 29), date(2026, 2, 28), (date(2026, 2, 28), date(2028, 2, 28))),
        ("AAPC", date(2024, 2, 10), date(2026, 2, 28), (date(2024, 2, 10), date(2026, 2, 28))),
        ("AAPC", date(2022, 2, 10), date(2026, 3, 1), (date(2026, 3, 1), date(2028, 2, 29))),
        ("NCRA", date(2024, 3, 9), date(2025, 1, 1), (date(2024, 3, 9), date(2025, 12, 31))),
        ("HFMA", date(2020, 2, 29), date(2024, 6, 1), (date(2022, 6, 1), date(2025, 5, 31))),
    ],
)
def test_cycles_at_the_edges_of_the_calendar(key: str, anchor: date, day: date, cycle: tuple[date, date]) -> None:
    assert cycle_around(rule_named(key), anchor, day) == cycle


@pytest.mark.parametrize(
    ("key", "last", "cycle"),
    [
        ("AHIMA", date(2026, 2, 28), (date(2026, 3, 1), date(2028, 2, 29))),
        ("AHIMA", date(2022, 5, 31), (date(2026, 6, 1), date(2028, 5, 31))),
        ("AAPC", date(2026, 2, 28), (date(2026, 3, 1), date(2028, 2, 29))),
        ("NCRA", date(2025, 12, 31), (date(2026, 1, 1), date(2027, 12, 31))),
        ("HFMA", date(2026, 5, 31), (date(2026, 6, 1), date(2029, 5, 31))),
    ],
)
def test_the_next_cycle_follows_the_one_on_file(key: str, last: date, cycle: tuple[date, date]) -> None:
    assert rules_at_work.cycle_after(rule_named(key), last, TODAY) == cycle


def test_units_count_by_body_day_and_share() -> None:
    units = [
        unit(6, provider="Ohio Health Information Management Association"),
        unit(1, provider="Harbor State HIM Association"),
        unit(3, provider="Canadian Health Information Management Association (CHIMA)"),
        unit(2, provider="Lakeside College"),
        unit(3, provider="IFHIMA"),
        unit(9, provider="AHIMA", day=date(2025, 5, 31)),
        unit(9, provider="AAPC", bodies=("AAPC",)),
    ]
    found = standing(CYCLE, AHIMA, ["RHIT"], units, TODAY)
    own = found.shares[0]
    assert (found.have, found.missing, own.have, own.needed, own.missing) == (15, 5, 7, 8, 1)
    assert rules_at_work.say_missing(found) == (
        "Still missing: 5 units in all; 1 from AHIMA or a component association."
    )
    assert not found.complete
    full = standing(CYCLE, AHIMA, ["RHIT"], [*units, unit(5, provider="AHIMA")], TODAY)
    assert full.complete  # the old 80 % rule is shown, and never missing
    assert full.state == "complete"


def test_a_share_that_came_later_is_not_asked_of_an_older_cycle() -> None:
    old = CYCLE._replace(starts=date(2022, 1, 1), ends=date(2023, 12, 31))
    assert [share.quota.key for share in standing(old, AHIMA, ["RHIT"], [], TODAY).shares] == ["domains"]


def test_limits_of_one_activity_and_four_years_of_presence() -> None:
    cycle = Cycle(1, "ACDIS", date(2025, 6, 1), date(2027, 5, 31))
    found = standing(
        cycle, rule_named("ACDIS"), ["CCDS"], [unit(18, provider="AHIMA"), unit(12, provider="ACDIS")], TODAY
    )
    assert (found.have, found.missing) == (22, 8)
    registrar = Cycle(2, "NCRA", date(2027, 1, 1), date(2028, 12, 31))
    there = [unit(5, day=day, subject="In person") for day in (date(2024, 12, 31), date(2025, 1, 1), date(2027, 2, 1))]
    shares = {share.quota.key: share for share in standing(registrar, rule_named("NCRA"), ["ODS"], there, TODAY).shares}
    assert shares["in-person"].have == 10
    assert standing(registrar, rule_named("NCRA"), ["ODS"], [], TODAY).deadline == date(2029, 1, 31)


def test_overlapping_cycles_count_a_unit_once_and_say_so() -> None:
    other = Cycle(2, "AHIMA", date(2027, 1, 1), date(2028, 12, 31))
    units = [unit(4, day=date(2027, 3, 1))]
    both = [CYCLE, other]
    have = [standing(each, AHIMA, ["RHIT"], units, TODAY, both).have for each in both]
    assert have == [4, 0]
    assert overlaps([*both, other._replace(key="AAPC")]) == [(CYCLE, other)]
    said = rules_at_work.say_overlap(CYCLE, other, TODAY)
    assert said.startswith("Two AHIMA cycles overlap from Jan 1, 2027 to May 31, 2027")


def test_her_own_rule_wins_and_a_wrong_one_is_told() -> None:
    text = json.dumps({"units": 24, "submit_days": -14, "quotas": [{"key": "own", "title": "from us", "share": 0.5}]})
    hers = overridden(AHIMA, text)
    found = standing(CYCLE, hers, ["RHIA", "CCS"], [], TODAY)
    assert (found.needed, found.deadline, found.shares[0].needed) == (24, date(2027, 5, 17), 12)
    assert [quota.key for quota in hers.quotas] == ["own", "domains"]
    assert rules_at_work.check_with(hers, TODAY) == "Your own rule. Check with AHIMA."
    assert units_needed(overridden(AHIMA, '{"grace_days": 30}'), ["RHIA", "CCS"]) == 40
    assert overridden(AHIMA, "") is AHIMA
    twice = {"key": "own", "title": "a"}
    stars = {"quotas": [{"key": "own", "title": "a", "providers": ["*a*b"]}]}
    with pytest.raises(Trouble, match="own rule"):
        overridden(AHIMA, json.dumps(stars))
    for wrong in ("{", "[1]", '{"units": -1}', '{"months": 0}', '{"ends": "13-40"}', '{"nothing": 1}', '{"units": NaN}',
                  json.dumps({"quotas": [twice, twice]}), "[" * 5000):  # fmt: skip
        with pytest.raises(Trouble, match="own rule"):
            overridden(AHIMA, wrong)


@given(DAYS, DAYS)
def test_the_ladder_goes_down_and_never_back(deadline: date, today: date) -> None:
    answered: list[int] = []
    while found := next_rung(deadline, today, answered):
        days, on = found
        assert on >= today
        assert on + timedelta(days=days) == deadline
        assert not answered or days < answered[-1]
        answered.append(days)
    assert len(answered) == sum(days <= (deadline - today).days for days in rules_at_work.LADDER)


def test_what_is_said_about_the_deadline() -> None:
    def said(ends: date, key: str = "AHIMA", today: date = TODAY) -> str:
        cycle = Cycle(1, key, date(2024, 1, 1), ends)
        return rules_at_work.say_deadline(standing(cycle, rule_named(key), [], [], today))

    assert said(date(2026, 12, 2)) == "Hand in by Dec 2: 10 days left."
    assert said(date(2027, 6, 30), "ACDIS") == "Hand in from May 1, 2027 to Jun 30, 2027: 220 days left."
    assert said(date(2026, 11, 2), "ACDIS") == "The cycle has ended; grace until Dec 17."
    assert said(date(2026, 11, 2)).endswith("The credential is inactive; it is revoked on May 1, 2027.")
