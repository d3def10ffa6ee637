"""People of files come into the book: after the decision, in one step; the same file twice changes nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.arrivals import Candidate, Decision, Group, Incoming, Plan
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Address, EventForm, Job, PersonForm, Reach
from mrtnet.edits import people
from mrtnet.edits.importing import KEEP, MERGE, SKIP, Imported, import_people
from mrtnet.edits.person_parts import new_person
from mrtnet.queries.importing import planned
from mrtnet.queries.leaving import leaving
from mrtnet.queries.person import detail, timeline
from mrtnet.queries.person_forms import form
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from tests.edits.hers import Hers
from tests.edits.test_merging import FORMS
from tests.edits.test_undo import content

PNG = KeptFile("Ama.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
MAIL = Reach(property="EMAIL", value="rosa@lakeshoremc.example")
ROSA = PersonForm(name="Rosa Delgado-Ruiz", reaches=[MAIL], jobs=[Job(organization="Lakeshore Medical Center")])
ROSIE = PersonForm(
    name="Rosa Delgado", reaches=[MAIL, Reach(property="TEL", value="(312) 555-0148")], tags=["audit"], birthday="03-22"
)
AMA = PersonForm(name="Ama Owusu", jobs=[Job(organization="Mercy Clinic", title="Coder")], tags=["coding"])


def cards(*forms: PersonForm, **more: Any) -> list[Incoming]:
    return [Incoming(each, "people.csv", at, **more) for at, each in enumerate(forms, 2)]


def plan(hers: Hers, incoming: list[Incoming], groups: list[Group] | None = None) -> Plan:
    return planned(hers.book.read, incoming, groups or [])


def take(hers: Hers, incoming: list[Incoming], decisions: dict[int, Decision] | None = None, **how: Any) -> Imported:
    return hers.book.do(import_people, plan(hers, incoming), decisions, today=hers.today, **how)


def sorts(found: Plan) -> list[str]:
    return [arrival.sort for arrival in found.arrivals]


def test_three_heaps_and_nothing_written_before_the_decision(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    before = content(hers.book)
    found = plan(hers, cards(AMA, ROSA, ROSIE, AMA))
    assert sorts(found) == ["new", "same", "likely", "same"]
    (candidate,) = found.arrivals[2].candidates
    assert (candidate.person_id, candidate.name) == (rosa, "Rosa Delgado-Ruiz")
    assert "same email address" in candidate.reasons
    assert set(found.arrivals[2].adds) == {"name", "phones", "tags", "birthday"}
    assert found.arrivals[3].candidates[0].arrival == 0
    assert content(hers.book) == before


def test_who_is_likely_waits_for_a_decision(hers: Hers) -> None:
    hers.book.do(people.add_person, ROSA, today=hers.today)
    assert take(hers, cards(ROSIE)) == Imported((), (), 1)
    assert take(hers, cards(ROSIE), {0: SKIP}).skipped == 1
    (new,) = take(hers, cards(ROSIE), {0: KEEP}).new
    assert sorts(plan(hers, cards(ROSIE))) == ["same"]
    assert detail(hers.book.read, new) is not None


def test_a_newer_list_of_the_same_people_asks_only_what_is_in_doubt(hers: Hers) -> None:
    profile = Reach(property="URL", value="https://www.linkedin.com/in/rosa-delgado")
    met = {"met_on": date(2026, 9, 1), "met_how": "Class"}
    hers.book.do(people.add_person, ROSA.model_copy(update=met), today=hers.today)
    hers.book.do(people.add_person, AMA.model_copy(update={"reaches": [profile]}), today=hers.today)
    linked = {"met_on": date(2026, 8, 20), "met_how": "LinkedIn"}
    more = {**linked, "credentials": ["RHIT"], "reaches": [MAIL, Reach(property="TEL", value="(312) 555-0148")]}
    found = plan(hers, cards(ROSA.model_copy(update=more), AMA.model_copy(update=linked)))
    assert sorts(found) == ["same", "same"]
    assert [each.adds for each in found.arrivals] == [("credentials", "phones"), ("met",)]
    hers.book.do(import_people, found, today=hers.today)
    rosa, ama = (form(hers.book.read, at) for at in (1, 2))
    assert rosa is not None
    assert ama is not None
    assert (rosa.met_on, rosa.met_how, rosa.credentials) == (met["met_on"], "Class", ["RHIT"])
    assert (ama.met_on, ama.met_how) == (linked["met_on"], "LinkedIn")
    moved = ROSA.model_copy(update={"jobs": [Job(organization="Cedar Clinic")]})
    known = PersonForm(name="Ama Owusu", jobs=AMA.jobs, reaches=[Reach(property="EMAIL", value="ama@x.example")])
    found = plan(hers, cards(moved, known, ROSIE))
    assert sorts(found) == ["likely"] * 3, "another job, another name, and no address in common"
    assert [each.only_adds for each in found.arrivals] == [False, True, False]


@pytest.mark.parametrize(("title", "sort"), [("", "same"), ("Dr", "same"), ("Prof.", "likely")])
def test_a_title_before_the_name_is_no_part_of_it(hers: Hers, title: str, sort: str) -> None:
    named = AMA.model_copy(update={"reaches": [MAIL], "name": "Dr. Ama Owusu", "prefix": "Dr."})
    hers.book.do(people.add_person, named, today=hers.today)
    card = {"name": f"{title} Ama Owusu".strip(), "prefix": title, "given": "Ama", "family": "Owusu"}
    assert sorts(plan(hers, cards(named.model_copy(update=card)))) == [sort]


def test_merging_field_by_field(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    done = take(hers, cards(ROSIE), {0: Decision("merge", choices={"name": 1, "phones": 0})})
    assert done == Imported((), (rosa,), 0, placed={0: rosa})
    found = detail(hers.book.read, rosa)
    assert found is not None
    assert (found.name, found.birthday, found.tags) == ("Rosa Delgado", "03-22", ("audit",))
    assert [reach.value for reach in found.reaches] == [MAIL.value]
    again = plan(hers, cards(ROSIE))  # the number she did not want is not offered again
    assert sorts(again) == ["same"]
    assert again.arrivals[0].adds == ()


def test_a_card_can_join_another_card_of_the_file(hers: Hers) -> None:
    found = plan(hers, cards(ROSA, ROSIE))
    assert sorts(found) == ["new", "likely"]
    assert found.arrivals[1].candidates[0] == Candidate(
        None, 0, "Rosa Delgado-Ruiz", *found.arrivals[1].candidates[0][3:]
    )
    done = hers.book.do(import_people, found, {1: MERGE}, today=hers.today)
    assert len(done.new) == 1
    assert done.merged == done.new
    found_form = form(hers.book.read, done.new[0])
    assert found_form is not None
    assert [reach.property for reach in found_form.reaches] == ["EMAIL", "TEL"]
    alone = hers.book.do(import_people, plan(hers, cards(AMA, AMA)), {0: SKIP}, today=hers.today)
    assert len(alone.new) == 0
    assert alone.skipped == 1


def test_a_card_is_known_again_by_its_id(hers: Hers) -> None:
    card = Incoming(AMA, "a.vcf", 1, "urn:uuid:4F-AMA", "2026-01-02T00:00:00Z", ("X-PET:Bo", "X-TOY:ball"), PNG)
    (ama,) = take(hers, [card]).new
    ((told, extra, photo),) = leaving(hers.book.read, [ama], photos=True)
    assert told.photo_id is not None
    assert extra == ("X-PET:Bo", "X-TOY:ball")
    assert photo == PNG.data
    moved = AMA.model_copy(update={"jobs": [Job(organization="Cedar Clinic")], "note": "Moved."})
    found = plan(hers, [Incoming(moved, uid="4f-ama")])
    assert sorts(found) == ["same"]
    assert found.arrivals[0].adds == ("jobs", "note")
    step = hers.book.newest_step()
    hers.book.do(import_people, found, today=hers.today)
    assert hers.book.newest_step() == step + 1
    now = detail(hers.book.read, ama)
    assert now is not None
    assert (now.note, len(now.jobs)) == ("Moved.", 2)
    renamed = plan(hers, [Incoming(AMA.model_copy(update={"name": "Ama Owusu-Mensah", "family": ""}), uid="4F-AMA")])
    assert sorts(renamed) == ["likely"]


@pytest.mark.parametrize(
    "uid", ["5f3c2a1b0d9e8f7a", "pas-id-4F8E12AB00000012", "4F8E12AB-0000-4000-8000-00000000ABCD:ABPerson"]
)
def test_an_id_that_no_program_gives_twice_finds_her_under_any_name(hers: Hers, uid: str) -> None:
    take(hers, [Incoming(AMA, uid=uid)])
    assert sorts(plan(hers, [Incoming(PersonForm(name="Efua Mensah"), uid=uid)])) == ["likely"]


def test_an_id_that_several_people_carry_says_nothing(hers: Hers) -> None:
    found = plan(hers, [Incoming(AMA, uid="1"), Incoming(ROSA, uid="1"), Incoming(AMA, uid="1")])
    assert sorts(found) == ["new", "new", "same"]
    assert len(hers.book.do(import_people, found, today=hers.today).new) == 2
    assert hers.book.check() == []


def test_groups_become_tags(hers: Hers) -> None:
    (known,) = take(hers, [Incoming(ROSA, uid="r-1")]).new
    groups = [Group("Registry friends", ("urn:uuid:a-1", "urn:uuid:r-1", "nobody"))]
    found = plan(hers, [Incoming(AMA, uid="a-1")], groups)
    (ama,) = hers.book.do(import_people, found, today=hers.today).new
    for whom in (known, ama):
        told = detail(hers.book.read, whom)
        assert told is not None
        assert "Registry friends" in told.tags


def test_people_of_an_event_were_met_there_and_its_playbook_begins(hers: Hers) -> None:
    event = hers.event()
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    talked = AMA.model_copy(update={"talked_about": "denials"})
    (ama,) = take(hers, cards(talked, ROSA), event_id=event).new
    assert [(row.kind, row.day, row.body) for row in timeline(hers.book.read, ama)] == [
        ("met", date(2026, 10, 14), "denials")]  # fmt: skip
    assert hers.next(ama) is not None
    assert len(timeline(hers.book.read, rosa)) == 1
    step = hers.book.newest_step()
    take(hers, cards(talked, ROSA), event_id=event)
    assert hers.book.newest_step() == step
    with pytest.raises(Trouble, match="no playbook"):
        take(hers, cards(PersonForm(name="Wiktor Lis")), playbook="nonsense")
    (wiktor,) = take(
        hers, cards(PersonForm(name="Wiktor Lis")), new_event=EventForm(name="Job fair"), playbook="none"
    ).new
    told = detail(hers.book.read, wiktor)
    assert told is not None
    assert told.met_event == "Job fair"


def test_without_an_event_nobody_is_to_be_written_to(hers: Hers) -> None:
    linkedin = AMA.model_copy(
        update={"met_on": date(2024, 3, 12), "met_how": "LinkedIn", "met_through": "Rosa Delgado-Ruiz"}
    )
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    (ama,) = take(hers, cards(linkedin)).new
    told = detail(hers.book.read, ama)
    assert told is not None
    assert (told.met_on, told.met_how, told.met_through_id, told.next_touch) == (
        date(2024, 3, 12),
        "LinkedIn",
        rosa,
        None,
    )
    assert hers.open(ama) == []


def test_an_import_is_one_step_undone_days_later(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    other = hers.meets("Kwame Asante", mail="kwame@x.example")
    before = content(hers.book)
    take(
        hers,
        [*cards(AMA, ROSIE), Incoming(PersonForm(name="Lin Ek"), uid="lin", extra=("X-A:1",), photo=PNG)],
        {1: MERGE},
    )
    step = hers.book.newest_step()
    hers.book.do(people.set_rank, [other], "A", today=hers.today)
    hers.book.undo(step)
    hers.book.undo()
    assert content(hers.book) == before
    assert rosa


def test_somebody_who_went_meanwhile_is_no_fault(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    found = plan(hers, cards(ROSIE))
    hers.book.do(people.remove_people, [rosa])
    with pytest.raises(Trouble, match="removed meanwhile"):
        hers.book.do(import_people, found, {0: MERGE}, today=hers.today)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(FORMS, st.sampled_from(["", "one", "two", "three"])), min_size=1, max_size=6))
def test_the_same_file_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[PersonForm, str]]
) -> None:
    today = date(2026, 10, 15)
    incoming = [Incoming(each, "f.vcf", at, uid) for at, (each, uid) in enumerate(told)]
    with Book.open(tmp_path_factory.mktemp("b") / "book.mrtnet") as book:
        found = planned(book.read, incoming)
        book.do(import_people, found, dict.fromkeys(found.of("likely"), MERGE), today=today)
        rows = content(book)
        again = planned(book.read, incoming)
        book.do(import_people, again, today=today)
        first = {each.incoming.line for each in found.arrivals if each.sort != "likely"}
        assert not [each for each in again.arrivals if each.sort == "new" and each.incoming.line in first]
        assert content(book) == rows
        assert book.check() == []


@settings(max_examples=25, deadline=None)
@given(st.lists(FORMS, min_size=1, max_size=4))
def test_many_at_once_are_as_each_alone(tmp_path_factory: pytest.TempPathFactory, forms: list[PersonForm]) -> None:
    with Book.open(tmp_path_factory.mktemp("b") / "book.mrtnet") as book:
        ids = book.do(import_people, Plan(tuple(map(_new, forms))), today=date(2026, 10, 15)).new
        for at, told in zip(ids, forms, strict=True):
            alone = book.do(lambda session, one=told: int(new_person(session, one).id or 0))  # type: ignore[misc]
            assert form(book.read, at) == form(book.read, alone)
        assert book.check() == []


def _new(told: PersonForm) -> Any:
    from mrtnet.domain.arrivals import Arrival

    return Arrival(Incoming(told), "new")


def test_an_address_and_a_job_of_another_kind_are_kept(hers: Hers) -> None:
    rich = AMA.model_copy(update={
        "addresses": [Address(locality="Tulsa", type="home")], "languages": ["Twi"],
        "tier": "close", "roles": ["mentor"],
    })  # fmt: skip
    (ama,) = take(hers, cards(rich)).new
    told = form(hers.book.read, ama)
    assert told is not None
    assert (told.addresses, told.languages, told.roles) == (rich.addresses, ["Twi"], ["mentor"])
    assert hers.next_touch(ama) is None
    assert hers.book.check() == []


def test_how_far_it_is_is_told_and_it_can_be_stopped(hers: Hers) -> None:
    incoming = cards(*(AMA.model_copy(update={"name": f"Ama Owusu{at}"}) for at in range(600)), ROSA, ROSA)
    told: list[tuple[int, int]] = []
    found = planned(hers.book.read, incoming, on_progress=lambda *far: told.append(far))
    assert len(told) > 5
    assert told == sorted(told)
    assert told[-1] == (602, 602)
    assert planned(hers.book.read, incoming, stopped=lambda: True).arrivals == ()

    before = content(hers.book)
    with pytest.raises(Trouble, match="stopped"):
        hers.book.do(import_people, found, today=hers.today, stopped=lambda: True)
    assert content(hers.book) == before
    told.clear()
    hers.book.do(import_people, found, today=hers.today, on_progress=lambda *far: told.append(far))
    assert told == sorted(told)
    assert told[-1] == (602, 602)
