"""Playbooks started by what happened or by hand, and how their prompts merge into one."""

from datetime import date, time, timedelta

import pytest

from mrtnet.domain.forms import EventForm, NextStep
from mrtnet.domain.meeting_forms import MeetingForm, MentoringForm
from mrtnet.edits import events, follow_ups, meetings, mentoring, people, plays, turns
from mrtnet.edits.settings import set_about
from mrtnet.queries import plays as asked
from mrtnet.queries.about import about as read_about
from mrtnet.queries.person import runs as running
from mrtnet.queries.playbooks import playbook_named
from mrtnet.queries.reading import all_rows
from mrtnet.queries.runs import steps
from mrtnet.queries.today import EVERYTHING, portioned
from mrtnet.trouble import Trouble
from tests.edits.hers import THURSDAY, Hers, someone

FRIDAY, MONDAY = date(2026, 10, 16), date(2026, 10, 19)


def _start(hers: Hers, playbook: str, *ids: int, **more: object) -> plays.Started:
    return hers.book.do(plays.start_play, playbook, list(ids), today=hers.today, **more)


def _playbooks(hers: Hers, person_id: int) -> list[str]:
    return [run.playbook for run in running(hers.book.read, person_id)]


def test_started_by_hand_for_several_and_undone_at_once(hers: Hers) -> None:
    ids = hers.meets_all([someone(f"Person {n}", no_next_step=True) for n in range(3)])
    hers.book.do(people.stop_contact, ids[1], today=hers.today)
    started = _start(hers, "revive-tie", *ids)
    assert started.left_out == (ids[1],)
    assert [hers.next(each) for each in ids] == [("revive", THURSDAY), None, ("revive", THURSDAY)]
    with pytest.raises(Trouble, match="Nobody is left to start “Revive a dormant tie” for: Person 0 has it already"):
        _start(hers, "revive-tie", ids[0])
    hers.book.undo()
    assert [hers.next(each) for each in ids] == [None] * 3


def test_an_unknown_playbook_is_a_sentence(hers: Hers) -> None:
    with pytest.raises(Trouble, match="no playbook “nothing”"):
        _start(hers, "nothing", hers.meets())


def test_an_internship_begins_its_start_its_course_and_its_end(hers: Hers) -> None:
    ppe = hers.event(kind="ppe", first_day=THURSDAY, last_day=date(2026, 12, 18))
    supervisor = hers.meets(event=ppe, roles=["supervisor"])
    assert _playbooks(hers, supervisor) == ["practicum-start", "practicum-during", "practicum-end"]
    seen = []
    for _step in range(14):
        (step,) = hers.open(supervisor)
        hers.today = max(hers.today, step.due)
        seen.append(step.step)
        hers.does(supervisor, log=False)
    assert seen[:2] == ["expectations", "one-to-one"]
    assert seen.index("halfway") < seen.index("reference") < seen.index("feedback") < seen.index("thank")


def test_a_mentors_yes_ends_the_asking(hers: Hers) -> None:
    rosa = hers.meets(no_next_step=True)
    _start(hers, "new-mentor", rosa)
    hers.book.do(mentoring.agree, rosa, MentoringForm(goals="CCS"), today=hers.today)
    assert _playbooks(hers, rosa) == []
    assert all(row.step.startswith("mentoring:") for row in hers.open(rosa))


def test_thanks_take_the_place_of_what_is_open_and_it_comes_again(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa)
    hers.days_pass(1)
    assert hers.next(rosa) == ("linkedin", FRIDAY)
    _start(hers, "interview-after", rosa, anchor=FRIDAY)
    assert hers.next(rosa) == ("thank-you", MONDAY)
    hers.today = MONDAY
    hers.does(rosa)
    assert hers.next(rosa) == ("linkedin", MONDAY)


def test_a_step_put_off_keeps_its_day_when_something_goes_before_it(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa)
    hers.snoozes(rosa, date(2026, 10, 28))
    _start(hers, "interview-after", rosa, anchor=THURSDAY)
    assert hers.next(rosa) == ("thank-you", FRIDAY)
    hers.today = FRIDAY
    hers.does(rosa)
    assert hers.next(rosa) == ("linkedin", date(2026, 10, 28))
    assert hers.open(rosa)[0].snoozed == 1


def test_moving_the_day_moves_the_open_step_and_stopping_takes_it_away(hers: Hers) -> None:
    rosa = hers.meets(no_next_step=True)
    (run,) = _start(hers, "revive-tie", rosa, anchor=MONDAY).runs
    assert hers.next(rosa) == ("revive", MONDAY)
    hers.book.do(plays.move_play, [run], date(2026, 10, 31), today=hers.today)  # a Saturday
    assert hers.next(rosa) == ("revive", date(2026, 11, 2))
    hers.book.do(plays.stop_play, [run], today=hers.today)
    assert hers.open(rosa) == []
    with pytest.raises(Trouble, match="not at work"):
        hers.book.do(plays.move_play, [run], MONDAY, today=hers.today)


def test_a_skipped_catch_up_comes_a_rhythm_later(hers: Hers) -> None:
    rosa = hers.meets(tier="close", no_next_step=True)
    (catch_up,) = hers.open(rosa)
    hers.today = catch_up.due
    hers.skips(rosa)
    assert hers.next(rosa) == ("check-in", catch_up.due + timedelta(days=56))


def test_a_dormant_tie_is_revived_reminded_once_and_then_rests_a_year(hers: Hers) -> None:
    rosa = hers.meets(tier="core", no_next_step=True)
    hers.days_pass(70)
    hers.skips(rosa)
    kind, due = hers.next(rosa) or ("", hers.today)
    assert (kind, due) == ("revive", date(2027, 1, 25))  # a month after the skip, which is a Saturday
    hers.today = due
    hers.does(rosa)
    kind, due = hers.next(rosa) or ("", hers.today)
    assert kind == "nudge"
    hers.today = due
    hers.does(rosa)
    assert hers.next(rosa) is None or hers.next(rosa)[1] >= due + timedelta(days=365)  # type: ignore[index]
    hers.days_pass(3)
    hers.hears_from(rosa)  # an answer after all
    assert hers.next(rosa) is not None
    assert hers.next(rosa)[1] < due + timedelta(days=200)  # type: ignore[index]


def test_a_word_between_two_playbooks_reminders(hers: Hers) -> None:
    """One message, two playbooks that would remind: one reminder."""
    rosa = hers.meets(event=hers.event(), rank="A")
    hers.does(rosa)
    _start(hers, "interview-before", rosa)
    reminders = 0
    for _step in range(12):
        waiting = [row for row in hers.open(rosa) if row.channel not in ("app", "calendar", "reading")]
        if not waiting:
            break
        hers.today = max(hers.today, waiting[0].due)
        reminders += waiting[0].kind == "nudge"
        if waiting[0].kind not in ("nudge", "request", "linkedin"):
            break
        hers.book.do(follow_ups.done, waiting[0].id, hers.today, today=hers.today)
    assert reminders == 1


def test_what_only_she_can_tell_makes_the_rules_follow(hers: Hers) -> None:
    ids = hers.meets_all([someone(f"Person {n}", no_next_step=True, roles=["colleague"]) for n in range(2)])
    hers.book.do(plays.start_play, "practicum-end", ids, today=hers.today, anchor=hers.today + timedelta(days=20))
    for person_id, turn, left in ((ids[0], "bad_experience", ["thank"]), (ids[1], "hired", [])):
        (run,) = running(hers.book.read, person_id)
        before = hers.open(person_id)
        hers.book.do(turns.tell_turns, run.id, [turn], today=hers.today)
        assert [row.step for row in hers.open(person_id)] == left
        hers.book.undo()
        assert hers.open(person_id) == before
    with pytest.raises(Trouble, match="no rule for"):
        hers.book.do(turns.tell_turns, run.id, ["bounced"], today=hers.today)


def test_steps_of_a_further_day_come_once_she_told_that_day(hers: Hers) -> None:
    (ama,) = hers.meets_all([someone("Ama", no_next_step=True)])
    hers.book.do(plays.start_play, "new-mentor", [ama], today=hers.today)
    (run,) = running(hers.book.read, ama)

    def planned() -> bool:
        return "agenda" in {step.step_key for step in steps(hers.book.read, run, hers.today)}

    assert not planned()
    for days, there in (({"first-meeting": hers.today + timedelta(days=60)}, True), (None, True), ({}, False)):
        hers.book.do(turns.tell_turns, run.id, [], days, today=hers.today)
        assert planned() == there
    hers.book.undo()
    assert planned()


def test_at_its_end_a_playbook_brings_whom_she_put_nowhere_into_the_circle_it_advises(hers: Hers) -> None:
    for tier, then in (("", "wide"), ("close", "close")):
        rosa = hers.meets(f"Rosa {tier}", mail=f"rosa{tier}@lakeshoremc.example", tier=tier)
        for _step in range(8):  # card, invitation, something useful; no answer ever comes
            prompts = [row for row in hers.open(rosa) if row.run_id]
            if not prompts:
                break
            hers.today = max(hers.today, prompts[0].due)
            hers.does(rosa)
        hers.days_pass(20)
        hers.logs(rosa, "note")
        people_tiers = all_rows(hers.book.read, "SELECT tier FROM person WHERE id = ?", (rosa,))
        assert people_tiers == [(then,)]


def test_two_talks_before_she_wrote_are_thanked_for_in_one_note(hers: Hers) -> None:
    rosa = hers.meets(no_next_step=True)
    for days in (1, 4):
        form = MeetingForm(kind="coffee", day=hers.today + timedelta(days=days), at=time(9), zone="America/Chicago")
        hers.book.do(meetings.plan_meeting, form, [rosa], today=hers.today)
    hers.days_pass(4)
    while asked := [row for row in hers.open(rosa) if row.step == "how-did-it-go"]:
        hers.book.do(follow_ups.done, asked[0].id, hers.today, today=hers.today)
    (thanks,) = hers.open(rosa)
    assert thanks.kind == "thank-you"
    hers.days_pass(1)
    hers.does(rosa)
    assert all_rows(hers.book.read, "SELECT count(*), count(thanked_on) FROM meeting") == [(2, 2)]


def test_what_would_be_is_told_before_it_is_done(hers: Hers) -> None:
    hers.book.do(set_about, portion_people=5, portion_minutes=30)
    event = hers.event()
    ids = hers.meets_all([someone(f"Person {n}", no_next_step=True) for n in range(14)], event=event)
    hers.book.do(people.stop_contact, ids[0], today=hers.today)
    playbook = playbook_named(hers.book.read, "after-event")
    assert playbook is not None
    preview = asked.preview(hers.book.read, playbook, ids, hers.today, event_id=event)
    assert list(preview.left_out) == [ids[0]]
    assert len(preview.people) == 13
    assert {each.steps[0].kind for each in preview.people} == {"thank-you"}
    load = asked.coming_load(hers.book.read, hers.today, added=preview.dues)
    assert len(load) == 28
    assert sum(day.added for day in load) >= 26
    busiest = max(load, key=lambda day: day.all)
    assert busiest.all > 5
    assert busiest.over > 0
    started = _start(hers, "after-event", *ids, event_id=event)
    assert len(started.runs) == 13
    for each in preview.people:
        assert hers.next(each.person_id) == (each.steps[0].kind, each.steps[0].due)


def test_the_days_portion_and_when_the_rest_comes(hers: Hers) -> None:
    hers.book.do(set_about, portion_people=5, portion_minutes=30)
    event = hers.event()
    ids = hers.meets_all([someone(f"Person {n}", rank="A") for n in range(12)], event=event)
    hers.book.do(follow_ups.skip, [hers.open(ids[0])[0].id], today=hers.today)  # a LinkedIn invitation comes instead
    page = portioned(hers.book.read, FRIDAY, read_about(hers.book.read), limit=EVERYTHING)
    assert len(page.late) == 5
    assert {row.kind for row in page.late} == {"thank-you"}
    assert page.later_count == 7
    few = portioned(hers.book.read, FRIDAY, read_about(hers.book.read), limit=1)
    assert (few.late_count, few.today_count, few.later_count) == (page.late_count, page.today_count, 7)
    assert sorted(page.comes.values()) == [MONDAY] * 5 + [date(2026, 10, 20)] * 2
    hers.today = FRIDAY
    for row in page.late:
        hers.book.do(follow_ups.done, row.id, FRIDAY, today=FRIDAY)
    done = portioned(hers.book.read, FRIDAY, read_about(hers.book.read), limit=EVERYTHING)
    assert (done.late, done.today) == ([], [])  # the portion of the day is done; the rest still comes
    assert done.later_count == 7 + len([each for each in ids if hers.next(each) == ("linkedin", FRIDAY)]) - 1


def test_an_own_first_step_holds_the_playbook_back(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(), next_step=NextStep(kind="call", due=MONDAY))
    assert hers.next(rosa) == ("call", MONDAY)
    form = EventForm(name="Lakeside HIM Forum", first_day=date(2026, 10, 12), last_day=date(2026, 10, 13))
    hers.book.do(events.change_event, 1, form, today=hers.today)
    assert hers.next(rosa) == ("call", MONDAY)
