"""Introductions and openings: every edit undone and done again, who is told what and when, once each."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from mrtnet.domain.forms import InteractionForm
from mrtnet.domain.meeting_forms import MeetingForm, OutcomeForm
from mrtnet.domain.opportunity_forms import IntroductionForm
from mrtnet.edits import follow_ups, introductions, meetings, merging, opportunities, outcomes, plays
from mrtnet.queries import follow_ups as asked
from mrtnet.queries import introductions as chains
from mrtnet.queries import opportunities as openings
from mrtnet.queries import person as people
from mrtnet.queries.opportunities import REFERRED
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from tests.edits import opening_cases
from tests.edits.opening_cases import NOW, TODAY, opening, prepared
from tests.edits.test_undo import is_undone_and_done_again


def steps(book: Book, person_id: int) -> list[tuple[str, str, date]]:
    return [(row.kind, row.title, row.due) for row in asked.of_person(book.read, person_id)]


def does(book: Book, person_id: int, on: date) -> None:
    book.do(follow_ups.done, asked.of_person(book.read, person_id)[0].id, on, today=on)


def test_every_edit_is_undone_and_done_again(book: Book) -> None:
    made = prepared(book)
    for case in opening_cases.CASES:
        is_undone_and_done_again(book, partial(case.call, book, made), case.edit)
    assert book.check() == []


def test_an_introduction_is_asked_made_followed_and_told(book: Book) -> None:
    made = prepared(book)
    rosa, kwame = made["rosa"], made["kwame"]
    row_id = book.do(introductions.ask_for_introduction, rosa, person_id=kwame, why="he codes", **NOW)
    assert steps(book, rosa) == [("ask", "Ask for an introduction to Kwame Asante", TODAY)]
    does(book, rosa, TODAY)
    told = chains.one(book.read, row_id)
    assert told is not None
    assert told.asked_on == TODAY
    assert steps(book, rosa)[0][0] == "reply-check"
    monday = date(2026, 10, 19)
    form = IntroductionForm(introducer_id=rosa, person_id=kwame, asked_on=TODAY, made_on=monday)
    book.do(introductions.change_introduction, row_id, form, today=monday)
    assert steps(book, kwame) == [("request", "Ask for a talk", date(2026, 10, 21))]
    assert [row.title for row in people.timeline(book.read, kwame)] == [
        "Rosa Delgado-Ruiz introduced you to Kwame Asante"
    ]
    assert people.detail(book.read, kwame).met_through_id == rosa  # type: ignore[union-attr]
    wednesday = date(2026, 10, 21)
    book.do(follow_ups.log_contact, [kwame], InteractionForm(kind="call", on=wednesday), today=wednesday)
    book.do(
        follow_ups.log_contact, [rosa], InteractionForm(kind="email", on=wednesday, direction="in"), today=wednesday
    )
    assert steps(book, rosa) == [("report-back", "Tell how it went with Kwame Asante", date(2026, 10, 22))]
    does(book, rosa, date(2026, 10, 22))
    assert chains.one(book.read, row_id).told_on == date(2026, 10, 22)  # type: ignore[union-attr]
    assert "Tell how it went" not in str(steps(book, rosa))


def test_who_was_named_in_a_talk_is_part_of_the_chain_and_not_twice(book: Book) -> None:
    made = prepared(book)
    rosa, hina, kwame = made["rosa"], made["hina"], made["kwame"]
    talk = book.do(meetings.plan_meeting, MeetingForm(day=TODAY, zone="America/Chicago", at="10:00"), [hina], **NOW)
    book.do(outcomes.note_outcome, talk, OutcomeForm(named=[{"name": "Kwame Asante"}]), **NOW)
    known = [(row.id, row.introducer, row.person) for row in chains.of_person(book.read, hina)]
    assert known == [(None, "Hina Malik", "Kwame Asante"), (None, "Rosa Delgado-Ruiz", "Hina Malik")]
    form = IntroductionForm(introducer_id=hina, person_id=kwame, made_on=TODAY)
    noted = book.do(introductions.add_introduction, form, **NOW)
    assert [row.id for row in chains.of_person(book.read, kwame)] == [noted]
    assert chains.introducers(book.read, kwame) == [hina, rosa]
    with pytest.raises(Trouble, match="still to come"):
        book.do(introductions.introduction_told, noted, TODAY + timedelta(days=1), **NOW)


def test_she_is_reminded_to_make_the_introduction_she_was_asked_for(book: Book) -> None:
    made = prepared(book)
    form = IntroductionForm(introducer_id=made["rosa"], person_id=made["kwame"], direction="from-me", asked_on=TODAY)
    row_id = book.do(introductions.add_introduction, form, **NOW)
    assert steps(book, made["rosa"]) == [("promise", "Introduce them to Kwame Asante", date(2026, 10, 19))]
    does(book, made["rosa"], date(2026, 10, 19))
    assert chains.one(book.read, row_id).made_on == date(2026, 10, 19)  # type: ignore[union-attr]


def test_an_application_thanks_tells_and_closes_the_loop_with_the_whole_chain(book: Book) -> None:
    """Hina refers her, Rosa introduced Hina, Kwame told of it: P10 for Hina, one prompt each for the others."""
    made = prepared(book)
    hina, kwame = made["hina"], made["kwame"]
    place = book.do(opportunities.add_opportunity, opening(heard_from_id=kwame), **NOW)
    book.do(opportunities.ask_referral, place, hina, date(2026, 10, 26), **NOW)
    assert steps(book, hina) == [("ask", "Ask for the referral", date(2026, 10, 23))]
    does(book, hina, date(2026, 10, 23))
    monday = date(2026, 10, 26)
    book.do(opportunities.applied, place, monday, today=monday)
    assert ("thank-you", "Tell and thank the referrer", monday) in steps(book, hina)
    does(book, hina, monday)
    tuesday = date(2026, 10, 27)
    book.do(opportunities.interview_agreed, place, date(2026, 11, 3), today=tuesday)
    assert steps(book, hina) == [("report-back", "Tell the referrer about the interview", tuesday)]
    does(book, hina, tuesday)
    end = date(2026, 11, 6)
    book.do(opportunities.ended, place, "rejected", end, today=end)
    assert [(part.name, part.part) for part in openings.parts(book.read, place)] == [
        ("Kwame Asante", "heard-from"), ("Hina Malik", "referrer"), ("Rosa Delgado-Ruiz", "introducer"),
    ]  # fmt: skip
    assert openings.one(book.read, place).to_tell == 3  # type: ignore[union-attr]
    assert [kind for kind, _title, _on in steps(book, hina)] == ["thank-you"]  # each interviewer, first of all
    does(book, hina, end)
    due = date(2026, 11, 9)
    everyone = {name: steps(book, whom) for name, whom in made.items()}
    assert everyone["rosa"] == everyone["kwame"] == [("report-back", "Tell and thank: Inpatient coder", due)]
    assert [(kind, on) for kind, _title, on in everyone["hina"]] == [("report-back", due)]
    for whom in made.values():
        does(book, whom, due)
    assert all(part.told_on == due for part in openings.parts(book.read, place))
    assert not any("Tell and thank" in str(steps(book, whom)) for whom in made.values())


def test_two_applications_with_one_referrer_have_days_of_their_own(book: Book) -> None:
    """The first takes over the playbook that she had set to work herself; the second has its own."""
    made = prepared(book)
    hina = made["hina"]
    book.do(plays.start_play, REFERRED, [hina], today=TODAY)
    places = [book.do(opportunities.add_opportunity, opening(title=title), **NOW) for title in ("Coder", "Auditor")]
    for place, on in zip(places, (TODAY, date(2026, 10, 19)), strict=True):
        book.do(opportunities.put_on, place, hina, "referrer", today=on)
        book.do(opportunities.applied, place, on, today=on)
    runs = people.runs(book.read, hina)
    assert [(run.playbook, run.anchor) for run in runs] == [(REFERRED, TODAY), (REFERRED, date(2026, 10, 19))]
    known = [openings.of_run(book.read, run.id) for run in runs]
    assert [row.title if row else "" for row in known] == ["Coder", "Auditor"]


@pytest.mark.parametrize("result", ["accepted", "withdrawn"])
def test_nobody_is_told_of_what_was_never_applied_for(book: Book, result: Any) -> None:
    made = prepared(book)
    place = book.do(opportunities.add_opportunity, opening(heard_from_id=made["rosa"]), **NOW)
    book.do(opportunities.ended, place, result, TODAY, **NOW)
    assert steps(book, made["rosa"]) == []
    with pytest.raises(Trouble, match="has ended"):
        book.do(opportunities.applied, place, TODAY, **NOW)
    book.do(opportunities.reopen, place, **NOW)
    assert openings.one(book.read, place).state == "open"  # type: ignore[union-attr]


def test_two_who_are_one_keep_their_parts_and_introduce_nobody_to_herself(book: Book) -> None:
    made = prepared(book)
    rosa, hina, kwame = made["rosa"], made["hina"], made["kwame"]
    place = book.do(opportunities.add_opportunity, opening(heard_from_id=rosa), **NOW)
    book.do(opportunities.put_on, place, hina, "insider", **NOW)
    book.do(opportunities.told_result, place, hina, TODAY, **NOW)
    for whom in (hina, kwame):
        form = IntroductionForm(introducer_id=rosa, person_id=whom, asked_on=TODAY)
        book.do(introductions.add_introduction, form, **NOW)
    book.do(merging.merge_people, rosa, [hina], **NOW)
    (part,) = openings.parts(book.read, place)
    assert (part.person_id, part.part, part.told_on) == (rosa, "heard-from", TODAY)
    assert [row.person_id for row in chains.of_person(book.read, rosa)] == [kwame]
    assert book.check() == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "needs the name"),
        ({"person_id": 1}, "introduces herself"),
        ({"whom": "Ana", "asked_on": date(2026, 5, 2), "made_on": date(2026, 5, 1)}, "before it was asked"),
        ({"whom": "Ana", "made_on": date(2026, 5, 2), "told_on": date(2026, 5, 1)}, "before the introduction"),
    ],
)
def test_an_introduction_in_a_wrong_order_is_told(fields: dict[str, Any], why: str) -> None:
    with pytest.raises(Trouble, match=why):
        IntroductionForm.checked(introducer_id=1, **fields)
