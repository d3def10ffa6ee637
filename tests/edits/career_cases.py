"""One case for every edit of her own side, in an order in which each finds what it needs."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from mrtnet.domain.career_forms import CeuForm, CredentialForm, CycleForm, GoalForm, MembershipForm, PracticeForm
from mrtnet.domain.files import kept_file
from mrtnet.domain.forms import EventForm
from mrtnet.edits import career, events
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)
NOW: dict[str, Any] = {"today": TODAY}
PDF = kept_file("certificate.pdf", b"%PDF-1.4 one")
RHIT = CredentialForm(mark="rhit", state="held", exam_on=date(2025, 6, 3), earned_on=date(2025, 6, 3))
CYCLE = CycleForm(body="AHIMA", starts_on=date(2025, 6, 3), ends_on=date(2027, 6, 2))
UNITS = CeuForm(title="Denials webinar", day=date(2026, 5, 4), units=4, provider="OHIMA")
OHIMA = MembershipForm(name="OHIMA", renews_on=date(2028, 2, 29))

Made = dict[str, int]


class Case(NamedTuple):
    """One edit and the call of it; what it makes is kept by name."""

    edit: str
    call: Callable[[Book, Made], Any]


def prepared(book: Book) -> Made:
    """An internship, and an event that gave units."""
    forum = EventForm(name="Forum", first_day=TODAY - timedelta(3), last_day=TODAY - timedelta(2), ceus=12)
    return {
        "ppe": book.do(events.add_event, EventForm(name="PPE", kind="ppe", required_hours=120)),
        "forum": book.do(events.add_event, forum, today=TODAY - timedelta(3)),
    }


def _makes(key: str, edit: str, call: Callable[[Book, Made], int]) -> Case:
    return Case(edit, lambda book, made: made.__setitem__(key, call(book, made)))


def _changed(form: Any, **values: Any) -> Any:
    return form.model_copy(update=values)


CASES = (
    Case("career.choose_state", lambda book, made: book.do(career.choose_state, "Ohio")),
    _makes("goal", "career.add_goal", lambda book, made: book.do(career.add_goal, GoalForm(title="RHIA by 2028"))),
    Case("career.change_goal", lambda book, made: book.do(career.change_goal, made["goal"], GoalForm(title="RHIA"))),
    Case("career.reach_goal", lambda book, made: book.do(career.reach_goal, made["goal"], TODAY)),
    _makes("mark", "career.add_credential", lambda book, made: book.do(career.add_credential, RHIT, **NOW)),
    Case("career.change_credential", lambda book, made: book.do(
        career.change_credential, made["mark"], _changed(RHIT, number="4455667"), **NOW)),
    _makes("cycle", "career.add_cycle", lambda book, made: book.do(career.add_cycle, CYCLE, **NOW)),
    Case("career.change_cycle", lambda book, made: book.do(
        career.change_cycle, made["cycle"], _changed(CYCLE, rule='{"units": 24}'), **NOW)),
    _makes("ceu", "career.add_ceu", lambda book, made: book.do(career.add_ceu, UNITS, certificate=PDF, **NOW)),
    Case("career.change_ceu", lambda book, made: book.do(
        career.change_ceu, made["ceu"], _changed(UNITS, units=5.0), **NOW)),
    Case("career.keep_certificate", lambda book, made: book.do(
        career.keep_certificate, made["ceu"], kept_file("b.txt", b"two"))),
    Case("career.take_from_event", lambda book, made: book.do(career.take_from_event, made["forum"], **NOW)),
    Case("career.hand_in", lambda book, made: book.do(career.hand_in, made["cycle"], TODAY, **NOW)),
    _makes("member", "career.add_membership", lambda book, made: book.do(career.add_membership, OHIMA, **NOW)),
    Case("career.change_membership", lambda book, made: book.do(
        career.change_membership, made["member"], _changed(OHIMA, name="AHIMA"), **NOW)),
    Case("career.renew_membership", lambda book, made: book.do(career.renew_membership, made["member"], **NOW)),
    _makes("day", "career.add_practice_day", lambda book, made: book.do(
        career.add_practice_day, made["ppe"], PracticeForm(day=TODAY, hours=8))),
    Case("career.change_practice_day", lambda book, made: book.do(
        career.change_practice_day, made["day"], PracticeForm(day=TODAY, hours=7.5, learned="Duplicate records"))),
    Case("career.remove_practice_day", lambda book, made: book.do(career.remove_practice_day, made["day"])),
    Case("career.remove_membership", lambda book, made: book.do(career.remove_membership, made["member"], **NOW)),
    Case("career.remove_ceus", lambda book, made: book.do(career.remove_ceus, [made["ceu"]], **NOW)),
    Case("career.remove_cycle", lambda book, made: book.do(career.remove_cycle, made["cycle"], **NOW)),
    Case("career.remove_credential", lambda book, made: book.do(career.remove_credential, made["mark"], **NOW)),
    Case("career.remove_goal", lambda book, made: book.do(career.remove_goal, made["goal"])),
)  # fmt: skip
