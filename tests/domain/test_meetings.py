"""Where a meeting stands, what is to be done next, what Today shows; and agendas."""

# ruff: noqa: DTZ001 - wall times are what this is about
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain import agenda, kinds
from mrtnet.domain import meetings as m
from mrtnet.domain.agenda import Block
from mrtnet.domain.days import WorkingDays
from mrtnet.domain.meeting_dates import MeetingDates
from mrtnet.domain.meetings import Act, MeetingFacts, acts, next_act, shown_today, state, title, trail
from mrtnet.domain.playbooks import built_in

DAYS = WorkingDays()
TUESDAY = datetime(2026, 10, 20, 9)
DAY = timedelta(days=1)


def on(month: int, day: int) -> date:
    return date(2026, month, day)


ASKED = MeetingDates(asked_on=on(10, 5))
AGREED = ASKED._replace(agreed_on=on(10, 8))
HELD = AGREED._replace(prepared_on=on(10, 15), held_on=on(10, 16), outcome_on=on(10, 16))


def facts(dates: MeetingDates, starts: datetime | None = None, **more: object) -> MeetingFacts:
    known = MeetingFacts("informational-interview", "Leilani", dates, starts, starts and starts + timedelta(minutes=30))
    return known._replace(**more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (MeetingDates(), "to-ask"),
        (ASKED, "asked"),
        (AGREED, "agreed"),
        (AGREED._replace(prepared_on=on(10, 9)), "prepared"),
        (HELD, "held"),
        (HELD._replace(thanked_on=on(10, 17)), "thanked"),
        (HELD._replace(reported_on=on(11, 17)), "reported-back"),
        (ASKED._replace(declined_on=on(10, 7)), "declined"),
        (AGREED._replace(declined_on=on(10, 7)), "agreed"),  # the no became a yes
        (ASKED._replace(declined_on=on(10, 7), thanked_on=on(10, 8)), "declined"),
        (AGREED._replace(cancelled_on=on(10, 9)), "cancelled"),
        (AGREED._replace(cancelled_on=on(10, 7)), "agreed"),  # planned again
        (HELD._replace(cancelled_on=on(10, 17)), "held"),
        (HELD._replace(thanked_on=on(10, 6)), "held"),  # thanks for an earlier no
    ],
)
def test_the_state_is_read_from_the_days(dates: MeetingDates, expected: str) -> None:
    assert state(dates) == expected
    assert title(expected)


def test_a_meeting_moved_without_a_new_date_waits_for_one() -> None:
    moved = AGREED._replace(moved=1)
    assert state(moved, dated=False) == "moved"
    assert state(moved, dated=True) == "agreed"


def test_the_way_of_a_meeting_with_its_days() -> None:
    way = trail("informational-interview", HELD)
    assert [each.state for each in way] == ["asked", "agreed", "prepared", "held", "thanked", "reported-back"]
    assert way[3].on == on(10, 16)
    assert way[4].on is None
    assert [each.state for each in trail("call", ASKED)] == ["asked", "agreed", "prepared", "held"]
    assert trail("coffee", ASKED._replace(declined_on=on(10, 7)))[-1] == ("declined", on(10, 7))
    assert trail("coffee", AGREED._replace(moved=1), dated=False)[-1].state == "moved"


def the_act(known: MeetingFacts, now: datetime = TUESDAY) -> Act:
    found = next_act(known, now, DAYS)
    assert found is not None
    return found


def test_asking_reminding_once_and_then_rest() -> None:
    assert the_act(facts(MeetingDates()))[:3] == ("request", "Ask Leilani", on(10, 20))
    assert the_act(facts(MeetingDates(), wished_on=on(10, 17))).due == on(10, 19)  # a Saturday moves on
    assert the_act(facts(ASKED))[:3] == ("nudge", "Remind Leilani once", on(10, 13))  # the 12th is Columbus Day
    reminded = the_act(facts(ASKED, reminded_on=on(10, 13)))
    assert reminded[:3] == ("decide", "Let the request to Leilani rest", on(10, 26))
    late = the_act(facts(ASKED), datetime(2026, 11, 3, 9))
    assert late.kind == "decide"  # too late for a reminder
    assert late.why == "No answer: let it rest and choose the next person."


def test_a_no_is_thanked_for_a_while() -> None:
    no = ASKED._replace(declined_on=on(10, 16))
    assert the_act(facts(no)) == ("thank-you", "Thank Leilani all the same", on(10, 19), "Ask for one other name.")
    assert acts(facts(no._replace(thanked_on=on(10, 17))), TUESDAY, DAYS) == []
    assert acts(facts(no), datetime(2026, 11, 5, 9), DAYS) == []


def test_a_yes_without_a_date_and_dates_moved() -> None:
    assert the_act(facts(AGREED))[:3] == ("request", "Propose two times to Leilani", on(10, 15))
    once = AGREED._replace(moved=1, moved_by_them=1)
    assert the_act(facts(once, moved_on=on(10, 12)))[:3] == ("request", "Propose two times to Leilani", on(10, 19))
    twice = AGREED._replace(moved=2, moved_by_them=2)
    offered = the_act(facts(twice, moved_on=on(10, 12)))
    assert offered[:3] == ("ask", "Offer Leilani your questions by email", on(10, 13))
    assert offered.why == "They moved the date twice."


def test_preparing_and_no_outcome_yet() -> None:
    friday = datetime(2026, 10, 23, 15)
    assert the_act(facts(AGREED, friday))[:3] == ("prepare", "Prepare for Leilani", on(10, 21))
    assert shown_today(facts(AGREED, friday), TUESDAY, DAYS) == []
    assert shown_today(facts(AGREED, friday), TUESDAY + DAY, DAYS)[0].kind == "prepare"
    assert acts(facts(AGREED._replace(prepared_on=on(10, 20)), friday), TUESDAY, DAYS) == []
    for_tomorrow = facts(AGREED._replace(agreed_on=on(10, 20)), datetime(2026, 10, 21, 15))
    assert the_act(for_tomorrow).due == on(10, 20)  # not late before it was known
    over = the_act(facts(AGREED, friday), datetime(2026, 10, 24, 9))
    assert over[:3] == ("capture", "No outcome yet: informational interview with Leilani", on(10, 23))
    during = datetime(2026, 10, 23, 15, 10)
    assert acts(facts(AGREED, friday), during, DAYS) == []
    assert acts(facts(AGREED, friday, kind="call"), TUESDAY, DAYS) == []  # a call needs no questions
    assert acts(facts(AGREED._replace(cancelled_on=on(10, 20)), friday), TUESDAY, DAYS) == []


def test_asked_with_a_date_is_reminded_too() -> None:
    asked = facts(ASKED, datetime(2026, 10, 30, 10))
    assert [act.kind for act in acts(asked, TUESDAY, DAYS)] == ["nudge", "prepare"]
    assert [act.kind for act in acts(asked, datetime(2026, 10, 29, 9), DAYS)] == ["prepare"]


def test_thanks_within_a_day_and_the_report_back() -> None:
    shown = shown_today(facts(HELD), TUESDAY, DAYS)
    assert shown == [Act("thank-you", "Thank-you not sent: Leilani", on(10, 19))]
    assert [act.kind for act in acts(facts(HELD), TUESDAY, DAYS)] == ["thank-you", "report-back"]
    bare = HELD._replace(outcome_on=None)
    assert shown_today(facts(bare), TUESDAY, DAYS)[0].words == "No outcome yet: Leilani"
    thanked = HELD._replace(thanked_on=on(10, 17))
    assert the_act(facts(thanked))[:3] == ("report-back", "Report back to Leilani", on(11, 16))
    assert acts(facts(thanked, nothing_to_report=True), TUESDAY, DAYS) == []
    assert acts(facts(thanked._replace(reported_on=on(11, 16))), TUESDAY, DAYS) == []
    assert acts(facts(HELD, kind="mentor-check-in"), TUESDAY, DAYS) == []  # its thanks are a matter of the mentoring


def test_the_days_are_those_of_the_playbooks() -> None:
    before = {step.key: step.offset for step in built_in()["interview-before"].steps}
    after = {step.key: step.offset for step in built_in()["interview-after"].steps}
    assert (before["nudge"].days, before["close"].days) == (m.REMIND_AFTER, m.REST_AFTER)
    assert before["propose"].days == m.PROPOSE_AFTER
    assert before["questions"].days == -m.PREPARE_BEFORE
    assert (after["thank"].days, after["did-it"].days) == (m.THANK_AFTER, m.REPORT_AFTER)


maybe = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))
some_dates = st.builds(
    MeetingDates, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, maybe, st.integers(0, 3), st.integers(0, 3)
)


@given(
    some_dates,
    st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),
    st.sampled_from([*kinds.MEETINGS, "of-her-own"]),
    maybe,
    maybe,
)
@settings(deadline=None)
def test_whatever_the_days_say_it_stands_somewhere(
    dates: MeetingDates, starts: datetime | None, now: datetime, kind: str, reminded: date | None, moved: date | None
) -> None:
    known = facts(dates, starts, kind=kind, reminded_on=reminded, moved_on=moved)
    assert state(dates, starts is not None) in m.STATES
    assert trail(kind, dates, starts is not None)
    todo = acts(known, now, DAYS)
    assert todo == sorted(todo, key=lambda act: act.due)
    assert sum(act.kind == "nudge" for act in todo) <= (reminded is None)
    for act in todo:
        assert act.kind in kinds.FOLLOW_UPS
        assert "Leilani" in act.words
        assert DAYS.is_working(act.due) or act.kind in ("capture", "prepare")


# --- kinds and agendas ---


def test_every_kind_has_its_usage_and_its_agenda_adds_up() -> None:
    assert set(kinds.MEETING_USAGE) == set(kinds.MEETINGS)
    for key in kinds.MEETINGS:
        usage = kinds.meeting_usage(key)
        assert sum(minutes for _title, minutes in usage.agenda) == usage.minutes
        assert all(alarm > 0 for alarm in usage.alarms)
    assert kinds.meeting_usage("of-her-own") == kinds.meeting_usage("other")
    assert kinds.title("meeting", "informational-interview") == "Informational interview"


@given(st.lists(st.integers(0, 60), max_size=8), st.integers(0, 240))
@settings(deadline=None)
def test_an_agenda_is_fitted_to_any_length(minutes: list[int], length: int) -> None:
    blocks = [Block(f"block {n}", each) for n, each in enumerate(minutes)]
    fitted = agenda.fitted(blocks, length)
    assert [block.title for block in fitted] == [block.title for block in blocks]
    assert all(block.minutes >= 0 for block in fitted)
    assert not sum(minutes) or agenda.minutes_over(fitted, length) == 0
    assert agenda.starts(fitted, TUESDAY) == sorted(agenda.starts(fitted, TUESDAY))


def test_whether_an_agenda_fits_in_words() -> None:
    blocks = agenda.default_agenda("informational-interview", 20)
    assert [block.minutes for block in blocks] == [1, 4, 10, 3, 2]
    assert agenda.say_sum(blocks, 20) == ""
    assert agenda.say_sum(blocks, 30) == "10 minutes are still free."
    assert agenda.say_sum(blocks, 19) == "The agenda is 1 minute too long: 20 for a meeting of 19."
    assert agenda.say_sum([Block("Talk")], 30) == ""
    assert agenda.starts(blocks, TUESDAY)[:3] == [
        TUESDAY,
        TUESDAY + timedelta(minutes=1),
        TUESDAY + timedelta(minutes=5),
    ]
