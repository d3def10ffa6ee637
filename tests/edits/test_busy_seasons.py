"""Busy times of a person: no prompt that can wait falls into one; thanks go out all the same."""

from datetime import date, timedelta

import pytest

from mrtnet.domain.busy_seasons import WAITING, busy_on, seasons_of
from mrtnet.edits import people
from mrtnet.edits.busy_seasons import set_busy_seasons
from mrtnet.queries import runs
from mrtnet.queries.busy_seasons import rules_of
from mrtnet.trouble import Trouble
from tests.edits.hers import Hers, someone


def test_the_rhythm_waits_for_a_quiet_day_and_says_why(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa Delgado-Ruiz", tier="close"), today=hers.today)
    hers.logs(rosa)
    assert hers.next(rosa) == ("check-in", date(2026, 12, 10))
    hers.book.do(set_busy_seasons, rosa, ["December, month end"], today=hers.today)
    assert hers.next(rosa) == ("check-in", date(2027, 1, 4))
    assert hers.next_touch(rosa) == date(2027, 1, 4)
    assert "busy then (December)" in hers.open(rosa)[0].reason
    hers.book.undo()
    assert hers.next(rosa) == ("check-in", date(2026, 12, 10))
    with pytest.raises(Trouble, match="no busy time"):
        hers.book.do(set_busy_seasons, rosa, ["whenever"], today=hers.today)
    assert rules_of(hers.book.read, rosa) == []


def test_no_step_that_can_wait_falls_into_a_busy_time_in_a_year_of_a_playbook(hers: Hers) -> None:
    rules = ["mid month", "month end", "fridays"]
    rosa = hers.meets(event=hers.event(), tier="active", rank="A")
    hers.book.do(set_busy_seasons, rosa, rules, today=hers.today)
    assert hers.next(rosa) == ("thank-you", hers.today)  # mid month or not
    asked = []
    for _day in range(365):
        for row in hers.open(rosa):
            if row.kind in WAITING:
                asked.append(row.due)
                assert busy_on(row.due, seasons_of(rules)) is None, (row.kind, row.due)
        for planned in runs.planned(hers.book.read, rosa, hers.today):
            assert planned.step.kind not in WAITING or busy_on(planned.step.due, seasons_of(rules)) is None
        while (step := hers.next(rosa)) is not None and step[1] <= hers.today:
            hers.does(rosa)
        hers.today += timedelta(days=1)
    assert len(set(asked)) > 2
