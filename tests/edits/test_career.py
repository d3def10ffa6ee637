"""Her own side: every edit undone and done again, units of events with one key, one calm prompt each, files that go."""

import json
from datetime import date
from functools import partial

import pytest

from mrtnet.domain.career_forms import CeuForm, CredentialForm, CycleForm, MembershipForm
from mrtnet.domain.files import kept_file
from mrtnet.domain.forms import EventForm, SessionForm
from mrtnet.edits import career, events, follow_ups
from mrtnet.queries import career as asked
from mrtnet.queries import follow_ups as prompts
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from tests.edits import career_cases
from tests.edits.career_cases import CYCLE, PDF, RHIT, TODAY, UNITS
from tests.edits.test_undo import is_undone_and_done_again


def waiting(book: Book) -> list[tuple[str, date]]:
    return sorted((row.title, row.due) for row in prompts.all_open(book.read) if row.person_id is None)


def test_every_edit_is_undone_and_done_again(book: Book) -> None:
    made = career_cases.prepared(book)
    for case in career_cases.CASES:
        is_undone_and_done_again(book, partial(case.call, book, made), case.edit)
    assert book.check() == []


def test_units_of_an_event_are_offered_once_and_answer_its_prompt(book: Book) -> None:
    forum = EventForm(
        name="Forum", first_day=date(2026, 10, 10), last_day=date(2026, 10, 12), ceus=12, ceu_body="AHIMA",
        organization="Ohio Health Information Management Association", kind="workshop",
    )  # fmt: skip
    event = book.do(events.add_event, forum, today=date(2026, 10, 12))
    assert [kind for kind, _due in waiting(book)] == ["Log the CEUs"]
    assert [(row.title, row.units, row.provider) for row in asked.offers(book.read, TODAY)] == [
        ("Forum", 12, "Ohio Health Information Management Association")
    ]
    for title, units, there in (("Coding", 1.5, True), ("Privacy", 1, True), ("Denials", 2, False)):
        session = SessionForm(title=title, day=date(2026, 10, 11), ceus=units, attended=there)
        book.do(events.add_session, event, session)
    assert {row.title for row in asked.offers(book.read, TODAY)} == {"Coding", "Privacy"}
    book.do(career.take_from_event, event, today=TODAY)
    assert {(row.title, row.units, row.bodies, row.event) for row in asked.ceus(book.read)} == {
        ("Coding", 1.5, ("AHIMA",), "Forum"), ("Privacy", 1, ("AHIMA",), "Forum"),
    }  # fmt: skip
    assert asked.offers(book.read, TODAY) == []
    assert "Log the CEUs" not in [title for title, _due in waiting(book)]
    with pytest.raises(Trouble, match="no CEUs that are not logged yet"):
        book.do(career.take_from_event, event, today=TODAY)
    book.undo()
    assert [kind for kind, _due in waiting(book)] == ["Log the CEUs"]


def test_a_cycle_asks_once_a_rung_and_says_how_it_stands(book: Book) -> None:
    book.do(career.add_credential, RHIT, today=TODAY)
    (suggested,) = asked.suggestions(book.read, TODAY)
    assert (suggested.rule.key, suggested.starts, suggested.ends) == ("AHIMA", date(2025, 6, 3), date(2027, 6, 2))
    cycle = book.do(career.add_cycle, CYCLE, today=TODAY)
    assert asked.suggestions(book.read, TODAY) == []
    assert waiting(book) == [("AHIMA: 20 CEUs to go by Jun 2, 2027", date(2026, 12, 4))]
    book.do(career.add_ceu, UNITS, today=TODAY)
    assert waiting(book) == [("AHIMA: 16 CEUs to go by Jun 2, 2027", date(2026, 12, 4))]
    (row,) = prompts.all_open(book.read)
    book.do(follow_ups.snooze, [row.id], date(2026, 12, 24), today=TODAY)
    book.do(career.add_ceu, UNITS, today=TODAY)
    assert waiting(book) == [("AHIMA: 12 CEUs to go by Jun 2, 2027", date(2026, 12, 24))]
    book.do(follow_ups.done, row.id, date(2026, 12, 24), today=date(2026, 12, 24))
    assert waiting(book) == [("AHIMA: 12 CEUs to go by Jun 2, 2027", date(2027, 3, 4))]
    assert asked.standings(book.read, TODAY)[0].standing.shares[0].missing == 0
    book.do(career.hand_in, cycle, TODAY, today=TODAY)
    assert waiting(book) == []
    book.undo()
    assert len(waiting(book)) == 1


def test_after_a_cycle_the_next_one_is_offered(book: Book) -> None:
    book.do(career.add_credential, RHIT, today=TODAY)
    ended = CYCLE.model_copy(update={"starts_on": date(2024, 3, 1), "ends_on": date(2026, 2, 28)})
    book.do(career.add_cycle, ended, today=TODAY)
    (suggested,) = asked.suggestions(book.read, TODAY)
    assert (suggested.starts, suggested.ends) == (date(2026, 3, 1), date(2028, 2, 29))


def test_exam_and_renewal_ask_ahead_and_follow_their_day(book: Book) -> None:
    wanted = CredentialForm(mark="CCS", state="studying", exam_on=date(2026, 12, 16))
    mark = book.do(career.add_credential, wanted, today=TODAY)
    member = book.do(career.add_membership, MembershipForm(name="OHIMA", renews_on=date(2026, 12, 31)), today=TODAY)
    assert waiting(book) == [
        ("CCS exam on Dec 16: what is left to study?", date(2026, 11, 16)),
        ("Renew OHIMA by Dec 31", date(2026, 12, 1)),
    ]
    moved = wanted.model_copy(update={"exam_on": date(2027, 1, 20)})
    book.do(career.change_credential, mark, moved, today=TODAY)
    assert book.do(career.renew_membership, member, today=TODAY) == date(2027, 12, 31)
    assert [due for _title, due in waiting(book)] == [date(2026, 12, 21), date(2027, 12, 1)]
    book.do(career.change_credential, mark, moved.model_copy(update={"state": "passed"}), today=TODAY)
    assert [title for title, _due in waiting(book)] == ["Renew OHIMA by Dec 31, 2027"]


def test_a_certificate_goes_with_its_units_and_an_unreadable_rule_gives_way(book: Book) -> None:
    ceu = book.do(career.add_ceu, UNITS, certificate=PDF, today=TODAY)
    assert asked.ceus(book.read)[0].file == "certificate.pdf"
    book.do(career.keep_certificate, ceu, kept_file("new.pdf", b"%PDF-1.4 two"))
    assert book.read.execute("SELECT name FROM file").fetchall() == [("new.pdf",)]
    book.do(career.remove_ceus, [ceu], today=TODAY)
    assert book.read.execute("SELECT count(*) FROM file").fetchone() == (0,)
    with pytest.raises(Trouble, match="own rule cannot be used"):
        CycleForm.checked(**{**CYCLE.model_dump(), "rule": json.dumps({"units": "many"})})
    strange = CYCLE.model_copy(update={"rule": '{"colour": "blue"}'})  # a newer program's
    book.do(career.add_cycle, strange, today=TODAY)
    (found,) = asked.standings(book.read, TODAY)
    assert found.problem
    assert found.standing.needed == 20
    for wrong in ({"units": 0}, {"units": float("nan")}, {"units": 600}, {"title": " "}, {"bodies": ["A B"]}):
        with pytest.raises(Trouble):
            CeuForm.checked(**{**UNITS.model_dump(), **wrong})
