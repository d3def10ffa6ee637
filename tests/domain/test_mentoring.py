"""Mentoring: the agreement in words, sessions and hours, reviews and thanks, for mentee and mentor."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain import mentoring as m
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.kinds import FOLLOW_UPS
from mrtnet.domain.mentoring import Agreement, Commitment, Session, acts, advice, due_session, in_words, missing
from mrtnet.domain.playbooks import built_in
from mrtnet.domain.repeating import Rule

DAYS = WorkingDays()
DAY = timedelta(days=1)
START = date(2026, 9, 3)  # the first Thursday of the month
MONTHLY = Rule("MONTHLY", 1, (3,), 1)
AGREED = Agreement(
    "mentee", "Amara", START, ("pass the RHIT exam",), MONTHLY, 45, "phone", "mentee", m.CONFIDENTIAL["mentee"]
)
HELD = Session(START, 45, held=True, agenda=3, summary_sent=START + DAY)
TODAY = date(2026, 9, 15)


def todo(
    agreement: Agreement, sessions: list[Session], today: date = TODAY, promises: list[Commitment] | None = None
) -> dict[str, date]:
    return {act.words: act.due for act in acts(agreement, sessions, promises or [], today, DAYS)}


def test_the_agreement_in_five_lines() -> None:
    assert in_words(AGREED, START) == [
        "Goals: pass the RHIT exam",
        "Rhythm: every month on the first Thursday, 45 minutes, phone",
        "Agenda: the mentee sets the agenda",
        "Confidential: What we talk about stays between us. You may say that we talk.",
        "We look back on Dec 2; on Mar 2, 2027 we close or go on.",
    ]
    bare = Agreement("mentor", "Teodor", START)
    assert in_words(bare, START)[0] == "Rhythm: when one of us asks, 45 minutes"
    assert missing(bare)[:2] == ["What the goals are", "How often to talk"]
    assert missing(AGREED._replace(review=TODAY)) == []


def test_the_next_session_by_the_rhythm() -> None:
    assert due_session(AGREED, [HELD], TODAY, DAYS) == date(2026, 10, 1)
    assert due_session(AGREED, [HELD, Session(date(2026, 10, 2))], TODAY, DAYS) is None
    late = date(2026, 11, 26)  # Thanksgiving: the next working day
    assert due_session(AGREED, [HELD], late, DAYS) == date(2026, 11, 27)
    assert due_session(AGREED._replace(rhythm=None), [HELD], TODAY, DAYS) is None
    assert due_session(AGREED._replace(closed=TODAY), [HELD], TODAY, DAYS) is None
    assert due_session(AGREED, [], date(2026, 8, 20), DAYS) == START
    assert todo(AGREED, [HELD])["Plan the next session with Amara"] == date(2026, 9, 24)


def test_agenda_ahead_and_a_summary_after() -> None:
    ahead = Session(date(2026, 10, 1))
    assert todo(AGREED, [HELD, ahead])["Send Amara the agenda"] == date(2026, 9, 28)
    assert "Send Amara the agenda" not in todo(AGREED, [ahead._replace(agenda_sent=TODAY)])
    assert "Ask Teodor for the agenda" in todo(AGREED._replace(side="mentor", person="Teodor"), [ahead])
    just = [HELD._replace(summary_sent=None)]
    assert todo(AGREED, just, START + DAY)["Send Amara three lines on the session"] == START + DAY
    assert "Send Amara three lines on the session" not in todo(AGREED, just, START + 30 * DAY)
    assert "Note what Amara wants to do next" in todo(AGREED._replace(side="mentor"), just, START + DAY)


def test_promises_are_kept_before_the_next_session() -> None:
    promises = [Commitment("send the resume", True), Commitment("read it", False), Commitment("done", True, kept=True)]
    assert todo(AGREED, [HELD], promises=promises)["Keep 1 promise to Amara"] == date(2026, 9, 17)
    soon = Session(date(2026, 9, 17), agenda_sent=TODAY)
    assert todo(AGREED, [HELD, soon], promises=promises)["Keep 1 promise to Amara"] == date(2026, 9, 16)
    late = [Commitment("send it", True, date(2026, 9, 10))]
    assert advice([HELD], late, TODAY) == ["Something you promised is late: do it before the next session, not after."]


def test_reviews_at_90_and_180_days_and_the_closing_thanks() -> None:
    found = todo(AGREED, [HELD])
    assert found["Look back with Amara: keep, change or stop"] == date(2026, 12, 2)
    assert found["Close or renew with Amara, and thank"] == date(2027, 3, 2)
    reviewed = Session(date(2026, 12, 3), 45, held=True, reviewed=True)
    assert "Look back with Amara: keep, change or stop" not in todo(AGREED, [HELD, reviewed])
    own = AGREED._replace(review=date(2026, 11, 2), ends=date(2027, 5, 28))
    assert todo(own, [HELD])["Close or renew with Amara, and thank"] == date(2027, 5, 28)
    closed = AGREED._replace(closed=date(2027, 3, 5))
    assert todo(closed, [HELD]) == {"Thank Amara for the mentoring": date(2027, 3, 8)}
    assert todo(closed._replace(side="mentor"), [HELD]) == {"Wish Amara well for the way on": date(2027, 3, 8)}
    assert todo(closed._replace(thanked=date(2027, 3, 8)), [HELD]) == {}


def test_yearly_thanks_of_the_mentee() -> None:
    words = "Tell Amara what changed thanks to them"
    assert words not in todo(AGREED, [HELD])
    assert todo(AGREED, [HELD], date(2027, 8, 20))[words] == date(2027, 9, 3)
    assert words not in todo(AGREED._replace(thanked_yearly=date(2027, 8, 19)), [HELD], date(2027, 8, 20))
    assert words not in todo(AGREED._replace(side="mentor"), [HELD], date(2027, 8, 20))


def test_a_lighter_rhythm_and_news_instead() -> None:
    cancelled = [Session(START + 30 * n * DAY, cancelled=True) for n in range(2)]
    assert advice(cancelled, [], TODAY) == ["Two sessions in a row were cancelled: propose a lighter rhythm."]
    assert advice([*cancelled, Session(START + 90 * DAY, 45, held=True)], [], TODAY) == []
    empty = [Session(START + 30 * n * DAY, 45, held=True, agenda=0) for n in range(3)]
    assert advice(empty, [], TODAY)[0].startswith("Three agendas in a row were empty")
    assert advice([each._replace(agenda=None) for each in empty], [], TODAY) == []


def test_hours_count_what_was_held() -> None:
    sessions = [HELD, HELD._replace(minutes=50), Session(TODAY, 60, cancelled=True)]
    assert m.hours(sessions) == 1.6
    assert m.say_hours(sessions) == "2 sessions, 1.6 hours"
    assert m.say_hours([HELD._replace(minutes=60)]) == "1 session, 1 hour"


def test_the_days_are_those_of_the_playbooks() -> None:
    new = {step.key: step.offset.days for step in built_in()["new-mentor"].steps}
    cycle = {step.key: step.offset.days for step in built_in()["mentor-cycle"].steps}
    assert (new["review"], new["renew"]) == (m.REVIEW_AFTER, m.CLOSE_AFTER)
    assert (cycle["agenda"], cycle["summary"]) == (-m.AGENDA_BEFORE, m.SUMMARY_AFTER)
    assert (cycle["own-promises"], cycle["yearly-thanks"]) == (m.CHECK_AFTER, m.YEAR)


days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
sessions = st.lists(
    st.builds(Session, days, st.integers(0, 120), st.booleans(), st.booleans(), st.none() | st.integers(0, 4)),
    max_size=8,
)
promises = st.lists(st.builds(Commitment, st.just("it"), st.booleans(), st.none() | days, st.booleans()), max_size=4)


@given(
    st.sampled_from(["mentee", "mentor"]),
    days,
    st.none() | st.just(MONTHLY),
    st.none() | days,
    sessions,
    promises,
    days,
)
@settings(deadline=None)
def test_whatever_happened_what_is_to_be_done_is_in_order(
    side: m.Side, starts: date, rhythm: Rule | None, closed: date | None, held: list[Session], made: list[Commitment],
    today: date,
) -> None:  # fmt: skip
    agreement = Agreement(side, "Amara", starts, rhythm=rhythm, closed=closed)
    found = acts(agreement, held, made, today, DAYS)
    assert found == sorted(found, key=lambda act: act.due)
    assert all(act.kind in FOLLOW_UPS and "Amara" in act.words and DAYS.is_working(act.due) for act in found)
    assert closed is None or len(found) == 1
    assert all(line.endswith(".") for line in advice(held, made, today))
    assert m.hours(held) >= 0
    assert 2 <= len(in_words(agreement, today)) <= 5


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_there_are_words_to_start_from(side: str) -> None:
    assert m.CONFIDENTIAL[side]
    assert side in m.AGENDA_BY
