"""Events changed: open steps follow their days, whoever was met there stays."""

from datetime import date

from mrtnet.domain.forms import EventForm
from mrtnet.edits import events
from mrtnet.queries import events as asked
from mrtnet.queries import person
from tests.edits.hers import THURSDAY, Hers, someone

MONDAY = date(2026, 10, 19)


def _moved(hers: Hers, event: int, **fields: object) -> None:
    told = {"name": "Lakeside HIM Forum", "first_day": date(2026, 10, 13), "last_day": date(2026, 10, 14), **fields}
    hers.book.do(events.change_event, event, EventForm.checked(**told), today=hers.today)


def test_open_steps_follow_the_event_unless_she_dated_them(hers: Hers) -> None:
    event = hers.event()
    rosa, kwame, ama = hers.meets_all([someone("Rosa"), someone("Kwame"), someone("Ama")], event=event)
    hers.snoozes(kwame, MONDAY)
    hers.does(ama)
    before = hers.open(rosa)[0]
    _moved(hers, event, last_day=date(2026, 10, 20))
    assert hers.next(rosa) == ("thank-you", date(2026, 10, 21))
    assert hers.open(rosa)[0].uid == before.uid  # the calendar sees the same entry on another day
    assert hers.open(rosa)[0].first_due == date(2026, 10, 21)
    assert hers.next(kwame) == ("thank-you", MONDAY)
    assert hers.next(ama) == ("linkedin", date(2026, 10, 22))
    hers.book.undo()
    assert hers.open(rosa) == [before]


def test_other_changes_of_an_event_move_nothing(hers: Hers) -> None:
    event = hers.event()
    rosa = hers.meets(event=event)
    hers.days_pass(5)
    before = hers.open(rosa)[0]
    _moved(hers, event, place="Chicago", ceus=12)
    assert hers.open(rosa) == [before]


def test_people_of_a_removed_event_stay_with_their_steps(hers: Hers) -> None:
    event = hers.event()
    rosa = hers.meets(event=event)
    hers.book.do(events.remove_event, event)
    assert asked.listed(hers.book.read) == []
    assert hers.next(rosa) == ("thank-you", THURSDAY)
    detail = person.detail(hers.book.read, rosa)
    assert detail is not None
    assert (detail.met_where, detail.met_event_id) == ("Lakeside HIM Forum", None)
    hers.does(rosa)
    assert hers.next(rosa) == ("linkedin", date(2026, 10, 16))
    hers.book.undo()
    hers.book.undo()
    assert hers.open(rosa)[0].event == "Lakeside HIM Forum"


def test_an_event_of_one_day_needs_only_that(hers: Hers) -> None:
    event = hers.book.do(events.add_event, EventForm(name="Chapter evening", first_day=THURSDAY))
    row = asked.one(hers.book.read, event)
    assert row is not None
    assert row.last_day == THURSDAY
    open_end = hers.book.do(events.add_event, EventForm(name="PPE", kind="ppe", first_day=THURSDAY))
    row = asked.one(hers.book.read, open_end)
    assert row is not None
    assert row.last_day is None


def test_an_internship_that_is_put_off_takes_its_steps_along(hers: Hers) -> None:
    event = hers.event(name="PPE", kind="ppe", first_day=THURSDAY, last_day=date(2026, 12, 18))
    wiktor = hers.meets("Wiktor", event=event, roles=["supervisor"])
    assert hers.next(wiktor) == ("talk", date(2026, 10, 16))
    _moved(hers, event, name="PPE", kind="ppe", first_day=MONDAY, last_day=date(2026, 12, 18))
    assert hers.next(wiktor) == ("talk", date(2026, 10, 20))
