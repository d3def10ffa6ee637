"""Dealing with follow-ups: done, put off, skipped, answered; one prompt a person; nothing re-dated by itself."""

from datetime import date, time

import pytest

from mrtnet.domain.forms import FollowUpForm, InteractionForm, NextStep
from mrtnet.edits import follow_ups, people
from mrtnet.queries import follow_ups as asked
from mrtnet.queries import person
from mrtnet.queries.today import today
from mrtnet.trouble import Trouble
from tests.edits.hers import THURSDAY, Hers, someone

FRIDAY, MONDAY = date(2026, 10, 16), date(2026, 10, 19)


def _newest(hers: Hers, person_id: int) -> tuple[str, str, date, str]:
    entry = person.timeline(hers.book.read, person_id)[0]
    return entry.kind, entry.direction, entry.day, entry.title


def test_done_logs_the_contact_and_brings_the_next_step(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa, body="Thanked for the shadow day.")
    assert _newest(hers, rosa) == ("email", "out", THURSDAY, "Thank-you note")
    assert person.timeline(hers.book.read, rosa)[0].body == "Thanked for the shadow day."
    assert hers.next(rosa) == ("linkedin", FRIDAY)
    hers.today = FRIDAY
    hers.does(rosa)
    assert _newest(hers, rosa) == ("linkedin", "out", FRIDAY, "LinkedIn invitation")


@pytest.mark.parametrize(
    ("channel", "logged"),
    [
        ("phone", ("call", "both")),
        ("card", ("card", "out")),
        ("talk", ("meeting", "both")),
        ("email", ("email", "out")),
    ],
)
def test_how_it_was_done_decides_what_is_logged(hers: Hers, channel: str, logged: tuple[str, str]) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa, channel=channel)
    assert _newest(hers, rosa)[:2] == logged


def test_a_step_for_herself_is_no_contact(hers: Hers) -> None:
    grace = hers.meets(event=hers.event(), rank="C")
    step = hers.open(grace)[0]
    assert (step.kind, step.channel) == ("decide", "app")
    hers.today = step.due
    assert hers.does(grace, body="Let go.") is None
    assert [entry.kind for entry in person.timeline(hers.book.read, grace)] == ["met"]
    assert asked.one(hers.book.read, step.id).note == "Let go."  # type: ignore[union-attr]
    assert hers.open(grace) == []


def test_done_without_logging_leaves_no_trace_on_the_timeline(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    assert hers.does(rosa, log=False) is None
    assert len(person.timeline(hers.book.read, rosa)) == 1
    assert hers.next(rosa) == ("linkedin", FRIDAY)


def test_snoozing_is_counted_and_the_first_day_kept(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.snoozes(rosa, FRIDAY)
    hers.snoozes(rosa, MONDAY)
    step = hers.open(rosa)[0]
    assert (step.due, step.first_due, step.snoozed) == (MONDAY, THURSDAY, 2)
    assert hers.next_touch(rosa) == MONDAY


def test_several_are_put_off_in_one_step(hers: Hers) -> None:
    event = hers.event()
    ids = hers.meets_all([someone("Rosa"), someone("Kwame")], event=event)
    steps = [hers.open(each)[0].id for each in ids]
    hers.book.do(follow_ups.snooze, steps, MONDAY, time(15), today=hers.today)
    assert hers.book.history(1)[0].title == "Put off to Mon, Oct 19: 2 follow-ups"
    assert [hers.open(each)[0].at for each in ids] == [time(15)] * 2
    hers.book.undo()
    assert [hers.next(each) for each in ids] == [("thank-you", THURSDAY)] * 2


def test_a_skipped_step_costs_nothing(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.skips(rosa)
    assert hers.next(rosa) == ("linkedin", FRIDAY)
    assert len(person.timeline(hers.book.read, rosa)) == 1
    assert hers.closed(rosa) == [("thank-you", "skipped")]
    assert asked.closed_on(hers.book.read, THURSDAY) == []


def test_late_stays_late_until_it_is_dealt_with(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.days_pass(9)
    page = today(hers.book.read, hers.today)
    assert [row.person_id for row in page.late] == [rosa]
    hers.meets("Kwame Asante")
    hers.plans(rosa, "other", date(2026, 12, 1))
    assert hers.next(rosa) == ("thank-you", THURSDAY)
    hers.does(rosa)
    kind, due = hers.next(rosa) or ("", hers.today)
    assert kind == "linkedin"
    assert due > hers.today  # it keeps its distance to what came late


def test_a_first_touch_is_answered_by_any_contact(hers: Hers) -> None:
    (ama,) = hers.meets_all([someone("Ama Owusu")], playbook="none")
    hers.logs(ama, "call")
    assert hers.open(ama) == []
    assert hers.closed(ama) == [("first-touch", "done")]


def test_a_note_is_no_contact(hers: Hers) -> None:
    (ama,) = hers.meets_all([someone("Ama Owusu")], playbook="none")
    hers.logs(ama, "note")
    assert [step.kind for step in hers.open(ama)] == ["first-touch"]


def test_the_rhythm_counts_from_a_contacts_day(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa", tier="close", met_on=date(2026, 9, 1)), today=hers.today)
    assert hers.next(rosa) == ("check-in", date(2026, 10, 27))  # 56 days after they met
    hers.logs(rosa, "call", on=date(2026, 10, 14))
    assert hers.next(rosa) == ("check-in", date(2026, 12, 9))
    hers.logs(rosa, "email", on=date(2026, 9, 20))  # remembered late: older than the newest contact
    assert hers.next(rosa) == ("check-in", date(2026, 12, 9))
    assert hers.closed(rosa) == [("check-in", "done")]


def test_a_rhythm_day_moves_off_the_weekend_and_never_before_today(hers: Hers) -> None:
    hers.today = date(2026, 10, 17)  # a Saturday
    form = someone("Rosa", rhythm_days=30, met_on=date(2026, 5, 1))
    rosa = hers.book.do(people.add_person, form, today=hers.today)
    assert hers.next(rosa) == ("check-in", MONDAY)


def test_changing_the_tier_dates_the_rhythm_anew(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa", tier="close", met_on=hers.today), today=hers.today)
    hers.book.do(people.set_rhythm, [rosa], today=hers.today, tier="core")
    assert hers.next(rosa) == ("check-in", MONDAY.replace(month=11, day=16))
    hers.book.do(people.set_rhythm, [rosa], today=hers.today, rhythm_days=0)
    assert hers.open(rosa) == []


def test_an_answer_cancels_the_nudge(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa)
    hers.skips(rosa)  # no invitation
    assert hers.next(rosa) == ("nudge", date(2026, 10, 29))
    hers.days_pass(3)
    hers.hears_from(rosa)
    assert [step.kind for step in hers.open(rosa)] == ["decide"]
    assert ("nudge", "dropped") in hers.closed(rosa)


def test_nobody_is_nudged_twice(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa)
    hers.skips(rosa)
    hers.today = date(2026, 10, 29)
    hers.does(rosa)
    hers.days_pass(40)
    kinds = []
    while hers.open(rosa):
        kinds.append(hers.open(rosa)[0].kind)
        hers.does(rosa)
    assert kinds == ["decide"]


def test_a_question_asked_outside_a_playbook_is_looked_after_once(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa"), today=hers.today)
    hers.plans(rosa, "request", hers.today)
    hers.does(rosa)
    (check,) = hers.open(rosa)
    assert (check.kind, check.due) == ("reply-check", date(2026, 10, 22))
    assert [row.id for row in today(hers.book.read, hers.today).waiting] == [check.id]
    hers.hears_from(rosa)
    assert hers.open(rosa) == []
    assert hers.closed(rosa)[-1] == ("reply-check", "done")


def test_an_answer_that_came_before_the_question_closes_nothing(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa"), today=hers.today)
    hers.plans(rosa, "request", hers.today)
    hers.does(rosa)
    hers.logs(rosa, direction="in", on=date(2026, 10, 1))
    assert [step.kind for step in hers.open(rosa)] == ["reply-check"]


def test_a_call_needs_no_reply_check(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa"), today=hers.today)
    hers.plans(rosa, "request", hers.today)
    hers.does(rosa, channel="phone")
    assert hers.open(rosa) == []


def test_they_wrote_first_so_the_thanks_become_an_answer(hers: Hers) -> None:
    rosa = hers.meets()
    assert hers.open(rosa)[0].step == "thank"
    hers.hears_from(rosa)
    (answer,) = hers.open(rosa)
    assert (answer.step, answer.due) == ("answer", THURSDAY)
    hers.does(rosa)
    assert hers.next(rosa) == ("linkedin", MONDAY)


def test_what_she_adds_stands_beside_the_programs_prompt(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.plans(rosa, "meet", FRIDAY)
    assert [step.kind for step in hers.open(rosa)] == ["thank-you", "meet"]
    assert hers.next_touch(rosa) == THURSDAY


def test_the_program_waits_for_what_she_planned_earlier_and_not_for_what_comes_later(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    later = hers.plans(rosa, "resource", date(2027, 2, 1))
    hers.does(rosa)
    assert [step.kind for step in hers.open(rosa)] == ["linkedin", "resource"]
    hers.plans(rosa, "other", THURSDAY)
    hers.book.do(follow_ups.done, hers.open(rosa)[1].id, THURSDAY, today=THURSDAY)  # LinkedIn, a day early
    assert [step.kind for step in hers.open(rosa)] == ["other", "resource"]
    hers.does(rosa)
    assert [step.kind for step in hers.open(rosa)] == ["nudge", "resource"]
    assert hers.open(rosa)[1].id == later


def test_a_promise_she_keeps_track_of_is_not_asked_for_twice(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.plans(rosa, "promise", date(2026, 10, 30))
    hers.does(rosa)
    hers.today = FRIDAY
    hers.does(rosa)
    assert [step.kind for step in hers.open(rosa)].count("promise") == 1
    hers.today = date(2026, 10, 30)
    hers.book.do(
        follow_ups.done, next(s.id for s in hers.open(rosa) if s.kind == "promise"), hers.today, today=hers.today
    )
    assert "promise" not in [step.kind for step in hers.open(rosa)]


def test_changing_one_keeps_its_history(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    step = hers.open(rosa)[0]
    form = FollowUpForm(kind="thank-you", title="Thank for the shadow day", due=MONDAY, at=time(10), channel="card")
    hers.book.do(follow_ups.change, step.id, form, today=hers.today)
    changed = asked.one(hers.book.read, step.id)
    assert changed is not None
    assert (changed.title, changed.due, changed.at, changed.channel) == (form.title, MONDAY, time(10), "card")
    assert (changed.first_due, changed.uid, changed.step) == (THURSDAY, step.uid, "thank")
    assert hers.next_touch(rosa) == MONDAY


def test_one_contact_with_several_people_is_one_entry(hers: Hers) -> None:
    ids = hers.meets_all([someone("Rosa"), someone("Kwame")], event=hers.event())
    form = InteractionForm(kind="meeting", on=THURSDAY, body="All three of us.")
    made = hers.book.do(follow_ups.log_contact, [*ids, ids[0]], form, today=THURSDAY)
    entries = [person.timeline(hers.book.read, each)[0] for each in ids]
    assert {entry.id for entry in entries} == {made}
    assert [entry.others for entry in entries] == ["Kwame", "Rosa"]
    assert hers.book.history(1)[0].title == "Logged meeting with 2 people"


@pytest.mark.parametrize("what", ["done", "snooze", "skip", "change"])
def test_what_is_closed_cannot_be_dealt_with_again(hers: Hers, what: str) -> None:
    rosa = hers.meets(event=hers.event())
    step = hers.open(rosa)[0].id
    hers.does(rosa)
    calls = {
        "done": lambda: hers.book.do(follow_ups.done, step, THURSDAY, today=THURSDAY),
        "snooze": lambda: hers.book.do(follow_ups.snooze, [step], MONDAY, today=THURSDAY),
        "skip": lambda: hers.book.do(follow_ups.skip, [step], today=THURSDAY),
        "change": lambda: hers.book.do(follow_ups.change, step, FollowUpForm(due=MONDAY), today=THURSDAY),
    }
    steps = hers.book.newest_step()
    with pytest.raises(Trouble, match="“Thank-you note” is closed already"):
        calls[what]()
    assert hers.book.newest_step() == steps


def test_of_several_that_are_put_off_all_or_none_is(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    step = hers.open(rosa)[0].id
    with pytest.raises(Trouble, match="There is no follow-up 99"):
        hers.book.do(follow_ups.snooze, [step, 99], MONDAY, today=THURSDAY)
    assert hers.next(rosa) == ("thank-you", THURSDAY)


def test_nothing_is_done_tomorrow(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    with pytest.raises(Trouble, match="still to come"):
        hers.does(rosa, on=FRIDAY)
    with pytest.raises(Trouble, match="still to come"):
        hers.logs(rosa, on=FRIDAY)


def test_a_contact_with_somebody_who_is_not_there_is_refused(hers: Hers) -> None:
    rosa = hers.meets()
    form = InteractionForm(kind="call", on=THURSDAY)
    with pytest.raises(Trouble, match="no such person"):
        hers.book.do(follow_ups.log_contact, [rosa, 99], form, today=THURSDAY)
    with pytest.raises(Trouble, match="no such person"):
        hers.book.do(follow_ups.log_contact, [], form, today=THURSDAY)


def test_a_follow_up_of_nobody_is_hers_alone(hers: Hers) -> None:
    made = hers.book.do(follow_ups.add, None, FollowUpForm(kind="plan", title="Renew", due=FRIDAY), today=THURSDAY)
    assert hers.book.do(follow_ups.done, made, THURSDAY, today=THURSDAY) is None
    assert asked.one(hers.book.read, made).state == "done"  # type: ignore[union-attr]


def test_after_the_last_step_the_rhythm_takes_over(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(), tier="active", next_step=NextStep(kind="thank-you"))
    while hers.open(rosa) and hers.open(rosa)[0].kind != "check-in":
        hers.today = max(hers.today, hers.open(rosa)[0].due)
        hers.does(rosa)
    (step,) = hers.open(rosa)
    assert step.reason.startswith("Every 4 months; last contact")
    assert person.runs(hers.book.read, rosa) == []


def test_history_tells_the_day_a_step_was_put_off_to_not_tomorrow(hers: Hers) -> None:
    hers.snoozes(hers.meets(event=hers.event()), FRIDAY)
    assert hers.book.history(1)[0].title.startswith("Put off to Fri, Oct 16: ")
