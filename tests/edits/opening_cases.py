"""One case for every edit of introductions and openings, in an order in which each finds what it needs."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from mrtnet.domain.forms import Job, PersonForm, Reach
from mrtnet.domain.opportunity_forms import IntroductionForm, OpportunityForm
from mrtnet.edits import introductions, opportunities, people
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)
NOW: dict[str, Any] = {"today": TODAY}
MERCY = "Mercy West Hospital"

Made = dict[str, int]


class Case(NamedTuple):
    """One edit and the call of it; what it makes is kept by name."""

    edit: str
    call: Callable[[Book, Made], Any]


def someone(name: str, *jobs: Job, **more: Any) -> PersonForm:
    """A person with an address to write to, and without a next step."""
    reach = Reach(property="EMAIL", value=f"{name.split()[0].lower()}@mail.example")
    return PersonForm(name=name, jobs=list(jobs), reaches=[reach], no_next_step=True, **more)


def prepared(book: Book) -> Made:
    """Rosa, who introduced Hina; Hina works at the hospital, Kwame did."""
    forms = [
        someone("Rosa Delgado-Ruiz", Job(organization="Lakeshore Medical Center"), met_on=date(2026, 3, 2)),
        someone("Hina Malik", Job(organization=MERCY, title="HIM Manager"), met_through="Rosa Delgado-Ruiz"),
        someone("Kwame Asante", Job(organization=MERCY, until=date(2024, 5, 31))),
    ]
    ids = [book.do(people.add_person, form, today=TODAY) for form in forms]
    return dict(zip(("rosa", "hina", "kwame"), ids, strict=True))


def opening(**more: Any) -> OpportunityForm:
    """A place as a coder at the hospital."""
    return OpportunityForm(**{"title": "Inpatient coder", "organization": MERCY, **more})


def _makes(key: str, edit: str, call: Callable[[Book, Made], int]) -> Case:
    return Case(edit, lambda book, made: made.__setitem__(key, call(book, made)))


def _brings(made: Made, **more: Any) -> IntroductionForm:
    return IntroductionForm(introducer_id=made["rosa"], person_id=made["kwame"], **more)


CASES = (
    _makes("asked", "introductions.ask_for_introduction", lambda book, made: book.do(
        introductions.ask_for_introduction, made["rosa"], person_id=made["kwame"], why="he codes at Mercy", **NOW)),
    Case("introductions.change_introduction", lambda book, made: book.do(
        introductions.change_introduction, made["asked"], _brings(made, made_on=TODAY), **NOW)),
    Case("introductions.introduction_told", lambda book, made: book.do(
        introductions.introduction_told, made["asked"], TODAY, **NOW)),
    _makes("other", "introductions.add_introduction", lambda book, made: book.do(
        introductions.add_introduction, _brings(made, direction="from-me", asked_on=TODAY), **NOW)),
    Case("introductions.remove_introduction", lambda book, made: book.do(
        introductions.remove_introduction, made["other"], **NOW)),
    _makes("opening", "opportunities.add_opportunity", lambda book, made: book.do(
        opportunities.add_opportunity, opening(heard_from_id=made["kwame"]), **NOW)),
    Case("opportunities.change_opportunity", lambda book, made: book.do(
        opportunities.change_opportunity, made["opening"], opening(heard_from_id=made["rosa"]), **NOW)),
    Case("opportunities.put_on", lambda book, made: book.do(
        opportunities.put_on, made["opening"], made["kwame"], "insider", **NOW)),
    Case("opportunities.take_off", lambda book, made: book.do(
        opportunities.take_off, made["opening"], made["kwame"], **NOW)),
    Case("opportunities.ask_referral", lambda book, made: book.do(
        opportunities.ask_referral, made["opening"], made["hina"], date(2026, 10, 26), **NOW)),
    Case("opportunities.applied", lambda book, made: book.do(opportunities.applied, made["opening"], TODAY, **NOW)),
    Case("opportunities.interview_agreed", lambda book, made: book.do(
        opportunities.interview_agreed, made["opening"], date(2026, 10, 20), **NOW)),
    Case("opportunities.ended", lambda book, made: book.do(
        opportunities.ended, made["opening"], "accepted", TODAY, starts_on=date(2026, 11, 2), **NOW)),
    Case("opportunities.told_result", lambda book, made: book.do(
        opportunities.told_result, made["opening"], made["rosa"], TODAY, **NOW)),
    Case("opportunities.reopen", lambda book, made: book.do(opportunities.reopen, made["opening"], **NOW)),
    Case("opportunities.remove_opportunity", lambda book, made: book.do(
        opportunities.remove_opportunity, made["opening"], **NOW)),
)  # fmt: skip
