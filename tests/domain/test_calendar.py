"""What her follow-ups, events and sessions say in a calendar."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.calendar import (
    Entry,
    EventFacts,
    FollowUpFacts,
    SessionFacts,
    cancelled,
    content_key,
    event_entry,
    follow_up_entries,
    from_text,
    session_entry,
    to_text,
)

DAY = date(2026, 10, 15)
ROSA = FollowUpFacts(
    7,
    DAY,
    "Thank-you note",
    "Rosa Delgado-Ruiz",
    ("RHIT", "CCS"),
    work="Inpatient Coding Lead, Lakeshore Medical",
    event="AHIMA26",
    note="Her mother is ill.",
)


def starts(facts: list[FollowUpFacts], **more: object) -> dict[int, time | None]:
    return {
        key: entry.start_time
        for key, entry in follow_up_entries(facts, zone="America/Chicago", **more).items()  # type: ignore[arg-type]
    }


def untimed(*ids: int, due: date = DAY) -> list[FollowUpFacts]:
    return [ROSA._replace(id=number, due=due) for number in ids]


def test_a_follow_up_is_a_quarter_of_an_hour_that_leaves_her_free() -> None:
    entry = follow_up_entries([ROSA], zone="America/Chicago")[7]
    assert entry.summary == "Thank-you note: Rosa Delgado-Ruiz (RHIT, CCS)"
    assert (entry.start_day, entry.start_time, entry.end_day, entry.end_time) == (DAY, time(9), DAY, time(9, 15))
    assert (entry.zone, entry.transparent, entry.alarm_minutes) == ("America/Chicago", True, 0)
    assert (entry.component, entry.status, entry.classification) == ("VEVENT", "CONFIRMED", "PRIVATE")


def test_private_notes_go_out_only_when_asked_for() -> None:
    event, session = EventFacts("AHIMA26", DAY, note="secret"), SessionFacts("Coding", "AHIMA26", DAY, note="secret")
    assert "ill" not in str(follow_up_entries([ROSA], zone="UTC")[7])
    assert "secret" not in str((event_entry(event), session_entry(session)))
    asked = follow_up_entries([ROSA], zone="UTC", notes=True)[7]
    assert asked.description == "Inpatient Coding Lead, Lakeshore Medical\nMet at AHIMA26\nHer mother is ill."
    assert "secret" in event_entry(event, notes=True).description
    assert "secret" in session_entry(session, notes=True).description


def test_words_that_are_missing_leave_no_trace() -> None:
    bare = FollowUpFacts(1, DAY, "Catch-up", "Kim")
    assert follow_up_entries([bare], zone="UTC")[1].summary == "Catch-up: Kim"
    assert follow_up_entries([bare._replace(person="")], zone="UTC")[1].summary == "Catch-up"
    assert follow_up_entries([bare], zone="UTC")[1].description == ""


def test_several_on_a_day_follow_one_another_in_the_order_of_their_ids() -> None:
    facts = untimed(30, 10, 20) + untimed(5, due=DAY + timedelta(days=1))
    assert starts(facts) == {10: time(9), 20: time(9, 15), 30: time(9, 30), 5: time(9)}
    assert starts(list(reversed(facts))) == starts(facts)
    assert starts(untimed(1, 2), hour=time(7, 40)) == {1: time(7, 40), 2: time(7, 55)}


def test_a_time_of_its_own_is_kept() -> None:
    facts = [*untimed(1, 2), ROSA._replace(id=3, at=time(23, 50))]
    entry = follow_up_entries(facts, zone="America/Chicago")[3]
    assert (entry.start_time, entry.end_day, entry.end_time) == (time(23, 50), DAY + timedelta(days=1), time(0, 5))
    assert starts(facts)[2] == time(9, 15)


def test_what_was_exported_keeps_its_place_when_the_first_is_done() -> None:
    kept = {number: (DAY, at) for number, at in starts(untimed(1, 2, 3)).items() if at}
    assert starts(untimed(2, 3), kept=kept) == {2: time(9, 15), 3: time(9, 30)}
    assert starts(untimed(2, 3, 4, 9), kept=kept) == {2: time(9, 15), 3: time(9, 30), 4: time(9), 9: time(9, 45)}
    assert starts(untimed(2, due=DAY + timedelta(days=1)), kept=kept) == {2: time(9)}


@given(st.sets(st.integers(1, 10_000), max_size=150), st.times())
def test_every_follow_up_has_a_place_on_its_day(ids: set[int], hour: time) -> None:
    hour = hour.replace(second=0, microsecond=0)
    placed = starts(untimed(*ids), hour=hour)
    assert placed.keys() == ids
    assert all(at is not None and at >= hour for at in placed.values())
    room = max(1, (1440 - hour.hour * 60 - hour.minute) // 15)
    assert len(set(placed.values())) == min(room, len(ids))


@given(st.lists(st.integers(0, 59), min_size=1, max_size=30, unique=True), st.data())
def test_a_second_export_moves_nothing(ids: list[int], data: st.DataObject) -> None:
    kept = {number: (DAY, at) for number, at in starts(untimed(*ids)).items() if at}
    left = data.draw(st.lists(st.sampled_from(ids), unique=True))
    assert starts(untimed(*left), kept=kept) == {number: kept[number][1] for number in left}


def test_a_task_is_open_or_completed_and_a_planned_step_tentative_without_alarm() -> None:
    todo = follow_up_entries([ROSA, ROSA._replace(id=8, done=True)], zone="UTC", todo=True)
    assert [(one.component, one.status, one.alarm_minutes) for one in todo.values()] == [
        ("VTODO", "NEEDS-ACTION", 0),
        ("VTODO", "COMPLETED", None),
    ]
    planned = follow_up_entries([ROSA._replace(planned=True)], zone="UTC")[7]
    assert (planned.status, planned.alarm_minutes) == ("TENTATIVE", None)


def test_an_event_is_whole_days_to_its_last() -> None:
    facts = EventFacts(
        "AHIMA26", DAY, DAY + timedelta(days=3), "Conference", "Grand Hall", "Denver", ceus=12.5, ceu_body="AHIMA"
    )
    entry = event_entry(facts)
    assert (entry.start_day, entry.start_time, entry.end_day, entry.zone) == (DAY, None, date(2026, 10, 18), "")
    assert (entry.location, entry.description) == ("Grand Hall, Denver", "Conference\nCEUs: 12.5 AHIMA")
    assert (entry.transparent, entry.alarm_minutes, entry.status) == (True, None, "CONFIRMED")
    assert event_entry(facts._replace(end=None)).end_day == DAY
    assert event_entry(facts._replace(end=date(2020, 1, 1))).end_day == DAY
    assert event_entry(facts._replace(cancelled=True)).status == "CANCELLED"


def test_a_session_stands_in_its_events_zone() -> None:
    facts = SessionFacts(
        "DRG validation",
        "AHIMA26",
        DAY,
        time(14),
        time(15, 15),
        "America/Denver",
        "Room 204",
        "Grand Hall",
        "Ngozi Adeyemi",
        1,
    )
    entry = session_entry(facts)
    assert (entry.start_time, entry.end_time, entry.zone) == (time(14), time(15, 15), "America/Denver")
    assert entry.location == "Room 204, Grand Hall"
    assert entry.description == "AHIMA26\nSpeaker: Ngozi Adeyemi\nCEUs: 1"
    assert (entry.transparent, entry.alarm_minutes) == (False, 15)


@pytest.mark.parametrize(
    ("start", "end", "end_day", "end_time"),
    [
        (time(14), None, DAY, time(15)),
        (time(23, 30), None, DAY + timedelta(days=1), time(0, 30)),
        (time(22), time(1), DAY + timedelta(days=1), time(1)),
        (None, None, DAY, None),
        (None, time(10), DAY, None),
    ],
)
def test_a_session_always_ends_after_it_starts(
    start: time | None, end: time | None, end_day: date, end_time: time | None
) -> None:
    entry = session_entry(SessionFacts("Keynote", "AHIMA26", DAY, start, end, "America/Denver"))
    assert (entry.start_time, entry.end_day, entry.end_time) == (start, end_day, end_time)


def test_the_key_changes_with_the_content_and_with_nothing_else() -> None:
    entry = follow_up_entries([ROSA], zone="America/Chicago")[7]
    same = entry._replace(uid="x", sequence=4, stamp=datetime(2026, 1, 1, tzinfo=UTC))
    others = [
        cancelled(entry),
        entry._replace(summary="x"),
        entry._replace(description="x"),
        entry._replace(location="x"),
        entry._replace(url="x"),
        entry._replace(start_time=time(10)),
        entry._replace(start_day=date(2026, 1, 1)),
        entry._replace(end_time=time(10)),
        entry._replace(zone="UTC"),
        entry._replace(alarm_minutes=5),
        entry._replace(categories=()),
        entry._replace(transparent=False),
        entry._replace(component="VTODO"),
    ]
    assert content_key(same) == content_key(entry)
    assert len({content_key(one) for one in [entry, *others]}) == len(others) + 1


def test_the_key_stays_what_it_was_in_earlier_versions() -> None:
    """A key that changes with the program would raise every SEQUENCE in every calendar on the day of an update."""
    entry = Entry(summary="Coffee: Kim", start_day=DAY, start_time=time(9), zone="America/Chicago", alarm_minutes=0)
    assert content_key(entry) == "9bf0fb60acc1f156f16c5cbaf0eadbb06413ef9bc0e1d6619b899e25a641a353"


def test_an_entry_survives_being_written_down() -> None:
    entry = session_entry(SessionFacts("Lunch 🎉 “é”\x00\ud800", "AHIMA26", DAY, time(12), zone="UTC"))
    for one in (
        entry,
        event_entry(EventFacts("x", DAY, DAY)),
        Entry(),
        entry._replace(uid="u", sequence=3, stamp=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ):
        assert from_text(to_text(one)) == one
