"""The text that asks for a meeting or confirms it: both local times, theirs first."""

from datetime import UTC, datetime

import pytest

from mrtnet.domain.meeting_letter import letter, said_times
from mrtnet.trouble import Trouble

CHICAGO, HONOLULU, KATHMANDU = "America/Chicago", "Pacific/Honolulu", "Asia/Kathmandu"
AT = datetime(2026, 10, 22, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("mine", "theirs", "said"),
    [
        (CHICAGO, HONOLULU, "Thursday, Oct 22, 10:00 – 10:30 AM Hawaii (3:00 PM Central)"),
        (CHICAGO, CHICAGO, "Thursday, Oct 22, 3:00 – 3:30 PM Central"),
        (CHICAGO, KATHMANDU, "Friday, Oct 23, 1:45 – 2:15 AM Nepal (Thursday 3:00 PM Central)"),
    ],
)
def test_both_times_are_said_theirs_first(mine: str, theirs: str, said: str) -> None:
    assert said_times(AT, 30, mine, theirs) == said


def test_over_noon_both_halves_are_said() -> None:
    assert said_times(datetime(2026, 10, 22, 21, 45, tzinfo=UTC), 30, CHICAGO, HONOLULU).startswith(
        "Thursday, Oct 22, 11:45 AM – 12:15 PM Hawaii"
    )


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(Trouble):
        said_times(AT, 30, CHICAGO, "Mars/Olympus")


def test_it_asks_offers_or_confirms() -> None:
    asks = letter("coffee", "Leilani", "Maya", [], 45, CHICAGO, HONOLULU, agreed=False)
    assert "Would you have 45 min for a coffee together?" in asks
    offers = letter("coffee", "Leilani", "Maya", [AT, AT], 45, CHICAGO, HONOLULU, agreed=False)
    assert "Would one of these times suit you" in offers
    assert offers.count("\n– Thursday") == 2
    confirms = letter("call", "Leilani", "Maya", [AT], 20, CHICAGO, HONOLULU, agreed=True, phone="(808) 555-0100")
    assert "This is what I have noted:" in confirms
    assert "I call you at (808) 555-0100." in confirms
    assert confirms.startswith("Hello Leilani,")
    assert confirms.endswith("Kind regards,\nMaya")


def test_an_own_kind_and_nobody_named_make_a_text_too() -> None:
    text = letter("book-club", "", "", [AT], 30, CHICAGO, CHICAGO, agreed=False, link="https://talk.example/x")
    assert "book club" in text
    assert text.startswith("Hello,")
    assert "We meet by video: https://talk.example/x" in text
