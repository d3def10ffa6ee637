"""Lines of an outcome: advice with a day, people who were named, promises of both sides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.outcome_lines import LONGEST, advice_line, named_line, promise_line

TODAY, DAYS = date(2026, 10, 15), WorkingDays()
NAMES = ("Leilani", "Leilani Kealoha")


@pytest.mark.parametrize(
    ("text", "words", "due"),
    [
        ("take the CCS course by nov 30", "take the CCS course", date(2026, 11, 30)),
        ("Read the new rules", "Read the new rules", None),
        ("call Hina tomorrow", "call Hina", date(2026, 10, 16)),
        ("study chapter 5", "study chapter 5", None),
        ("what we said yesterday", "what we said yesterday", None),
    ],
)
def test_advice_with_a_day(text: str, words: str, due: date | None) -> None:
    found = advice_line(text, TODAY, DAYS)
    assert found is not None
    assert (found.text, found.due) == (words, due)


@pytest.mark.parametrize(
    ("text", "side", "words", "due"),
    [
        ("I will send my resume by fri", "mine", "send my resume", date(2026, 10, 16)),
        ("i’ll ask", "mine", "ask", None),
        ("> a paper", "mine", "a paper", None),
        ("she will introduce me to Hina", "theirs", "introduce me to Hina", None),
        ("They'll call next week", "theirs", "call", date(2026, 10, 19)),
        ("Leilani Kealoha will write", "theirs", "write", None),
        ("Leilani: the guide", "theirs", "the guide", None),
        ("< a paper tomorrow", "theirs", "a paper", date(2026, 10, 16)),
        ("send the notes", "mine", "send the notes", None),
    ],
)
def test_a_promise_says_whose_it_is(text: str, side: str, words: str, due: date | None) -> None:
    found = promise_line(text, NAMES, TODAY, DAYS)
    assert found is not None
    assert (found.side, found.text, found.due) == (side, words, due)


def test_without_a_prefix_the_usual_side_holds() -> None:
    found = promise_line("the guide", (), TODAY, DAYS, usual="theirs")
    assert found is not None
    assert found.side == "theirs"


@pytest.mark.parametrize(
    ("text", "name", "about", "email"),
    [
        ("Hina Malik", "Hina Malik", "", ""),
        ("Hina Malik, RHIA, leads CDI; hina@cdi.example", "Hina Malik", "RHIA, leads CDI", "hina@cdi.example"),
        ("Hina Malik RHIA CCS leads CDI at Lakeshore", "Hina Malik", "RHIA CCS, leads CDI at Lakeshore", ""),
        ("Ana Ruiz – runs coding", "Ana Ruiz", "runs coding", ""),
        ("Bo Li (privacy)", "Bo Li", "privacy", ""),
        ("Bo Li who knows everybody", "Bo Li", "who knows everybody", ""),
        ("bo.li@x.example", "Bo Li", "", "bo.li@x.example"),
        ("Ana Ruiz <ana@x.example>, coding", "Ana Ruiz", "coding", "ana@x.example"),
    ],
)
def test_somebody_who_was_named(text: str, name: str, about: str, email: str) -> None:
    found = named_line(text)
    assert found is not None
    assert (found.name, found.about, found.email) == (name, about, email)


@pytest.mark.parametrize("text", ["", "   ", "tomorrow", "I will", "she will ", ">"])
def test_a_line_that_says_nothing_is_none(text: str) -> None:
    assert promise_line(text, NAMES, TODAY, DAYS) is None


@given(st.text(max_size=2 * LONGEST))
def test_no_text_breaks_them(text: str) -> None:
    for found in (advice_line(text, TODAY, DAYS), promise_line(text, NAMES, TODAY, DAYS)):
        assert found is None or (found.text and len(found.text) <= LONGEST and (found.due or TODAY) >= TODAY)
    person = named_line(text)
    assert person is None or person.name
