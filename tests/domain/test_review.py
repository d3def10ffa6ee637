"""The weekly review's sentences, days and steps: each rule where it holds, and nothing where it does not."""

from datetime import date, timedelta

import pytest

from mrtnet.domain import review
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.review import Coming, Known, Promised, Quiet, Review, StepState, Talk, Whom

TODAY = date(2026, 10, 15)
ROSA, KWAME = Whom(1, "Rosa Delgado-Ruiz"), Whom(2, "Kwame Asante")
FIRST, LAST = review.week_of(TODAY)
EMPTY = Review(FIRST, LAST, 0, (), (), (), (), (), (), (), 0, Coming(LAST, LAST, 0, 0, (), ()))
MINE = Promised(1, 1, "Rosa Delgado-Ruiz", "mine", "send the checklist", TODAY - timedelta(days=3))
THEIRS = MINE._replace(side="theirs")
QUIET = Quiet(2, "Kwame Asante", "CCS", TODAY - timedelta(days=79), 56)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (EMPTY, "A quiet week."),
        (EMPTY._replace(open=(MINE,), unthanked=(ROSA,)), "Keep your promise to Rosa Delgado-Ruiz first"),
        (EMPTY._replace(open=(THEIRS,)), "A quiet week."),
        (EMPTY._replace(open=(MINE._replace(due=TODAY),)), "A quiet week."),
        (EMPTY._replace(unthanked=(ROSA,)), "Thank Rosa Delgado-Ruiz while"),
        (EMPTY._replace(unthanked=(KWAME, ROSA)), "2 people you met wait for a thank-you. Begin with Kwame Asante."),
        (EMPTY._replace(talks=(Talk(1, "coffee", TODAY, "Ama {n}", False),)), "You talked with Ama {n}"),
        (EMPTY._replace(talks=(Talk(1, "coffee", TODAY, "Ama", True),)), "1 step done"),
        (EMPTY._replace(next=Coming(LAST, LAST, 0, 11, (), ())), "11 things are late. Do the oldest five"),
        (EMPTY._replace(done=4, next=Coming(LAST, LAST, 0, 2, (), ())), "2 things are late. Do them first"),
        (EMPTY._replace(met=(ROSA,), thanked=(ROSA,)), "You thanked everybody you met."),
        (EMPTY._replace(met=(ROSA, KWAME), thanked=(ROSA,), quiet=(QUIET,)), "Kwame Asante has been quiet for 11"),
        (EMPTY._replace(kept=(MINE,)), "You kept what you promised."),
        (EMPTY._replace(done=4), "4 steps done"),
    ],
)
def test_the_sentence_is_the_first_rule_that_holds(found: Review, said: str) -> None:
    assert review.sentence(found, TODAY).startswith(said)


def test_the_day_offered_is_the_emptiest_working_day() -> None:
    days = WorkingDays(own=frozenset({date(2026, 10, 19)}))
    loads = {date(2026, 10, 16): 3, date(2026, 10, 20): 1, date(2026, 10, 21): 1}
    assert review.free_day(loads, TODAY, days) == date(2026, 10, 22)
    assert review.free_day({}, TODAY, days) == date(2026, 10, 16)


def test_a_longer_rhythm_is_longer_and_in_weeks() -> None:
    assert review.longer_rhythm(56) == 84
    assert review.say_change(56, 84) == "8 weeks to 12?"
    assert review.longer_rhythm(None) is None
    for rhythm in (1, 2, 7, 9, 30, 120, 300, 3659):
        longer = review.longer_rhythm(rhythm)
        assert longer is not None
        assert longer > rhythm
        assert review.say_change(rhythm, longer).endswith("?")


def test_a_reason_comes_from_the_notes_and_only_from_them() -> None:
    ended = ("Practicum", TODAY - timedelta(days=6))
    assert review.reason(Known(promise="tell how it went", ended=ended), TODAY).startswith("You promised")
    assert "Practicum" in review.reason(Known(ended=ended), TODAY)
    assert review.reason(Known(ended=("Practicum", TODAY - timedelta(days=60))), TODAY) == ""
    assert "Lakeshore" in review.reason(Known(new_job="Lakeshore"), TODAY)
    assert review.reason(Known(), TODAY) == ""


def test_the_steps_say_how_far_they_are() -> None:
    states = [
        StepState("late", 0, 2, 0),
        StepState("new", 0, 3, 0),
        StepState("quiet", 4, 1, 0),
        StepState("ahead", 6, 0, 0),
        StepState("three", 9, 0, 0),
    ]
    here = [review.step_words(state, state.key == "quiet") for state in states]
    assert here[:3] == ["2 cleared", "3 of 3 have a next step", "2 of 5"]
    assert here[4] == "who matter most next week"
    assert review.minutes_left(states) == 4 + 1 + 3
    assert StepState("three", 5, 3, 0).finished
    assert review.step_words(StepState("late", 0, 0, 0), False) == "nothing is late"
