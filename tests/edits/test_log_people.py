"""Logging people: each gets the meeting and the right first step on the right day."""

from datetime import date, time
from pathlib import Path

import pytest

from mrtnet.domain.forms import EventForm, NextStep, PersonForm, Reach
from mrtnet.edits import people
from mrtnet.edits.settings import set_about
from mrtnet.queries import events, follow_ups, person
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from tests.edits.hers import THURSDAY, Hers, someone

FRIDAY, MONDAY = date(2026, 10, 16), date(2026, 10, 19)


def test_a_person_of_an_event_that_ended_yesterday_is_thanked_today(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    assert hers.next(rosa) == ("thank-you", THURSDAY)
    step = hers.open(rosa)[0]
    assert (step.channel, step.template, step.event) == ("email", "thanks-after-event", "Lakeside HIM Forum")
    assert step.reason.startswith("Day 1 after Lakeside HIM Forum")


def test_while_the_event_runs_its_playbook_counts_from_its_last_day(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(first_day=THURSDAY, last_day=date(2026, 10, 18)))
    assert hers.next(rosa) == ("thank-you", MONDAY)
    detail = person.detail(hers.book.read, rosa)
    assert detail is not None
    assert detail.met_on == THURSDAY


def test_the_meeting_is_on_the_timeline_with_what_was_talked_about(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(), talked_about="DRG validation")
    (met,) = person.timeline(hers.book.read, rosa)
    assert (met.kind, met.day, met.body, met.event) == (
        "met",
        date(2026, 10, 14),
        "DRG validation",
        "Lakeside HIM Forum",
    )


@pytest.mark.parametrize(
    ("rank", "first"),
    [("A", ("thank-you", THURSDAY)), ("B", ("thank-you", THURSDAY)), ("", ("thank-you", THURSDAY)),
     ("C", ("decide", date(2026, 11, 13)))],
)  # fmt: skip
def test_the_rank_decides_the_first_step(hers: Hers, rank: str, first: tuple[str, date]) -> None:
    assert hers.next(hers.meets(event=hers.event(), rank=rank)) == first


def test_of_more_than_eight_people_the_b_people_are_spread_until_day_four(hers: Hers) -> None:
    event = hers.event(last_day=THURSDAY)
    ids = hers.meets_all([someone(f"Person {n}", rank="A" if n in (3, 12) else "") for n in range(14)], event=event)
    due = [hers.open(each)[0].due for each in ids]
    assert due[12] == due[3] == FRIDAY  # A people on day one, however many there are
    assert set(due[:8]) == {FRIDAY}
    assert set(due[8:12] + due[13:]) == {FRIDAY, MONDAY}  # a weekend leaves two days of the four


def test_the_spread_takes_several_days_in_a_week_of_work(hers: Hers) -> None:
    hers.today = date(2026, 10, 19)
    event = hers.event(first_day=hers.today, last_day=hers.today)
    ids = hers.meets_all([someone(f"Person {n}") for n in range(17)], event=event)
    due = [hers.open(each)[0].due.day for each in ids]
    assert due[:8] == [20] * 8
    assert sorted(due[8:]) == [21, 21, 21, 22, 22, 22, 23, 23, 23]
    before = due[:]
    hers.meets("One More", event=event)
    assert [hers.open(each)[0].due.day for each in ids] == before  # once given, a day stays


def test_without_an_event_it_is_a_chance_meeting(hers: Hers) -> None:
    rosa = hers.meets()
    assert hers.next(rosa) == ("thank-you", FRIDAY)
    assert hers.open(rosa)[0].playbook == "chance-meeting"
    hers.today = FRIDAY
    hers.does(rosa)
    assert hers.next(rosa) == ("linkedin", MONDAY)


@pytest.mark.parametrize(("met", "due"), [(THURSDAY, FRIDAY), (FRIDAY, MONDAY), (date(2026, 10, 17), MONDAY)])
def test_a_first_step_never_falls_on_a_weekend(hers: Hers, met: date, due: date) -> None:
    hers.today = met
    assert hers.next(hers.meets()) == ("thank-you", due)


def test_holidays_and_her_own_free_days_are_stepped_over(hers: Hers) -> None:
    hers.book.do(set_about, free_days=["2026-10-13"])
    hers.today = date(2026, 10, 9)  # a Friday; Monday is Columbus Day
    assert hers.next(hers.meets()) == ("thank-you", date(2026, 10, 14))
    hers.book.do(set_about, federal_holidays=False)
    assert hers.next(hers.meets("Kwame Asante")) == ("thank-you", date(2026, 10, 12))


def test_what_she_typed_takes_the_place_of_the_first_step(hers: Hers) -> None:
    due = date(2026, 10, 22)
    kwame = hers.meets(event=hers.event(), next_step=NextStep(kind="promise", due=due, at=time(15)))
    (step,) = hers.open(kwame)
    assert (step.kind, step.due, step.at) == ("promise", due, time(15))
    hers.today = due
    hers.does(kwame)
    assert hers.next(kwame) == ("linkedin", FRIDAY.replace(day=23))


def test_the_first_step_itself_on_her_day_stays_the_playbooks(hers: Hers) -> None:
    due = date(2026, 10, 22)
    kwame = hers.meets(event=hers.event(), next_step=NextStep(kind="thank-you", due=due))
    (step,) = hers.open(kwame)
    assert (step.kind, step.due, step.step, step.template) == ("thank-you", due, "thank", "thanks-after-event")


def test_the_second_step_typed_skips_the_first(hers: Hers) -> None:
    tomasz = hers.meets(event=hers.event(), next_step=NextStep(kind="linkedin", due=MONDAY))
    assert hers.next(tomasz) == ("linkedin", MONDAY)
    hers.today = MONDAY
    hers.does(tomasz)
    assert hers.next(tomasz) == ("nudge", date(2026, 11, 2))  # ten working days without an answer
    hers.hears_from(tomasz)
    assert hers.next(tomasz) == ("decide", date(2026, 11, 13))


def test_a_typed_step_without_a_day_is_for_the_next_working_day(hers: Hers) -> None:
    hers.today = FRIDAY
    assert hers.next(hers.meets(next_step=NextStep(kind="other", title="Send the slides"))) == ("other", MONDAY)


def test_none_means_no_step_at_all(hers: Hers) -> None:
    jonas = hers.meets(event=hers.event(), no_next_step=True)
    assert hers.open(jonas) == []
    assert hers.next_touch(jonas) is None


def test_playbook_none_leaves_the_first_touch_clock(hers: Hers) -> None:
    (ama,) = hers.meets_all([someone("Ama Owusu")], playbook="none")
    assert hers.next(ama) == ("first-touch", MONDAY)  # two working days after Thursday
    step = hers.open(ama)[0]
    assert (step.channel, step.template) == ("email", "thanks-after-event")


def test_the_first_touch_clock_is_not_set_into_the_past(hers: Hers) -> None:
    (ama,) = hers.meets_all([someone("Ama Owusu", met_on=date(2026, 8, 3))], playbook="none")
    assert hers.next(ama) == ("first-touch", THURSDAY)


def test_an_unknown_playbook_is_refused_and_nobody_is_logged(hers: Hers) -> None:
    with pytest.raises(Trouble, match="There is no playbook “thank-all”"):
        hers.meets_all([someone("Ama Owusu")], playbook="thank-all")
    assert hers.book.read.execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_a_webinar_has_its_own_playbook(hers: Hers) -> None:
    event = hers.event(name="Denials webinar", kind="webinar", first_day=THURSDAY, last_day=THURSDAY, virtual=True)
    speaker = hers.meets("Chidi Okonkwo", event=event, roles=["speaker"])
    assert (hers.next(speaker), hers.open(speaker)[0].playbook) == (("thank-you", FRIDAY), "ceu-workshop")
    peer = hers.meets("Ama Owusu", event=event, roles=["fellow-student"])
    assert hers.next(peer) == ("linkedin", MONDAY)


def test_after_a_virtual_meeting_the_invitation_comes_before_the_thanks(hers: Hers) -> None:
    event = hers.event(first_day=THURSDAY, last_day=THURSDAY, virtual=True)
    rosa = hers.meets(event=event)
    assert hers.next(rosa) == ("linkedin", FRIDAY)


def test_at_an_internship_the_supervisor_is_talked_to_and_everybody_else_is_written_to(hers: Hers) -> None:
    event = hers.event(name="PPE at Mercy", kind="ppe", first_day=THURSDAY, last_day=date(2026, 12, 18))
    supervisor = hers.meets("Wiktor Kowalczyk", event=event, roles=["supervisor"])
    assert hers.next(supervisor) == ("talk", FRIDAY)
    coordinator = hers.meets("Hana Tanaka", event=event, roles=["ppe-coordinator"])
    assert hers.next(coordinator) == ("thank-you", date(2026, 10, 20))
    nobody_in_particular = hers.meets("Ama Owusu", event=event)
    assert hers.next(nobody_in_particular) == ("first-touch", MONDAY)
    assert [run.playbook for run in person.runs(hers.book.read, nobody_in_particular)] == ["practicum-end"]


def test_a_week_long_placement_is_all_done_on_its_first_day(hers: Hers) -> None:
    event = hers.event(name="Shadow days", kind="ppe", first_day=MONDAY, last_day=date(2026, 10, 23))
    assert hers.next(hers.meets("Wiktor Kowalczyk", event=event, roles=["supervisor"])) == ("talk", MONDAY)


def test_the_events_own_playbook_goes_first(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(playbook="chance-meeting"))
    assert hers.open(rosa)[0].playbook == "chance-meeting"


def test_whoever_is_not_to_be_contacted_gets_no_step(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(), do_not_contact=True)
    assert hers.open(rosa) == []


def test_without_a_mail_address_the_thanks_go_another_way(hers: Hers) -> None:
    event = hers.event()
    linked = hers.meets(event=event, reaches=[Reach(property="URL", value="https://linkedin.com/in/rosa-dr")])
    assert (hers.open(linked)[0].kind, hers.open(linked)[0].channel) == ("thank-you", "linkedin")
    assert hers.open(hers.meets("Sukarno", event=event, mail=""))[0].channel == "ask"


def test_a_new_event_is_made_in_the_same_step(hers: Hers) -> None:
    steps = hers.book.newest_step()
    form = EventForm(name="HIM Evening", first_day=THURSDAY, last_day=THURSDAY)
    hers.book.do(people.log_people, [someone("Rosa"), someone("Kwame")], today=THURSDAY, new_event=form)
    assert hers.book.newest_step() == steps + 1
    assert hers.book.history(1)[0].title == "Logged 2 people at HIM Evening"
    assert events.listed(hers.book.read)[0].met == 2
    hers.book.undo()
    assert events.listed(hers.book.read) == []


def _told(book: Book) -> list[tuple[object, ...]]:
    """What the book says about everybody, without ids."""
    ids = [row[0] for row in book.read.execute("SELECT id FROM person ORDER BY id")]
    told: list[tuple[object, ...]] = []
    for each in ids:
        detail = person.detail(book.read, each)
        assert detail is not None
        steps = [step._replace(uid="") for step in follow_ups.of_person(book.read, each, only_open=False)]
        told.append((detail._replace(uid=""), steps, person.timeline(book.read, each), person.runs(book.read, each)))
    return told


def test_one_at_a_time_or_all_at_once_gives_the_same_book(tmp_path: Path) -> None:
    forms = [
        someone(f"Person {n}", rank="ABC "[n % 4].strip(), tags=["coding"] if n % 2 else [], credentials=["RHIT"],
                next_step=NextStep(kind="promise", due=date(2026, 10, 21)) if n == 5 else None, no_next_step=n == 7)
        for n in range(14)
    ]  # fmt: skip
    told = []
    for size in (1, 5, 14):
        with Book.open(tmp_path / f"{size}.mrtnet") as book:
            hers = Hers(book)
            event = hers.event()
            for start in range(0, len(forms), size):
                hers.meets_all(forms[start : start + size], event=event)
            told.append(_told(book))
    assert told[0] == told[1] == told[2]


def test_five_hundred_people_are_logged_with_steps_in_proportion(tmp_path: Path) -> None:
    """Counted in statements, not in seconds: twice the people cost about twice as much."""
    counts = []
    for many in (60, 120):
        with Book.open(tmp_path / f"{many}.mrtnet") as book:
            hers = Hers(book)
            event = hers.event()
            statements = []
            book._write.set_trace_callback(statements.append)
            hers.meets_all([someone(f"Person {n}", tags=["coding"]) for n in range(many)], event=event)
            book._write.set_trace_callback(None)
            counts.append(len(statements))
    assert counts[1] < 2.2 * counts[0]


def test_a_form_of_reaches_only_is_somebody(hers: Hers) -> None:
    form = PersonForm(reaches=[Reach(property="EMAIL", value="info@mercy.example")])
    (info,) = hers.meets_all([form])
    detail = person.detail(hers.book.read, info)
    assert detail is not None
    assert detail.name == "info@mercy.example"
