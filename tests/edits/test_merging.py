"""Two people who are one: what comes of their rows, that it can be undone much later, that nothing is lost."""

import random
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Address, FollowUpForm, InteractionForm, Job, NextStep, PersonForm, Reach
from mrtnet.domain.meeting_forms import MeetingForm, MentoringForm, OutcomeForm, PromiseForm
from mrtnet.domain.merging import ALL, FIELDS, adds, contradicts, differences, merged
from mrtnet.domain.opportunity_forms import IntroductionForm, OpportunityForm
from mrtnet.edits import (
    files,
    follow_ups,
    introductions,
    meetings,
    mentoring,
    merging,
    opportunities,
    outcomes,
    people,
    promises,
    saved_lists,
    tags,
)
from mrtnet.edits import settings as settings_of
from mrtnet.edits.bulk_people import keep_card
from mrtnet.edits.importing import MERGE, import_people
from mrtnet.queries import duplicates
from mrtnet.queries.importing import planned
from mrtnet.queries.people import ids_named
from mrtnet.queries.person import detail, timeline
from mrtnet.queries.person_forms import form
from mrtnet.store import journal
from mrtnet.store.book import Book, titled
from mrtnet.store.career import BusySeason
from mrtnet.store.reversal import StandsInTheWay
from mrtnet.sync.items import going_out
from mrtnet.trouble import Trouble
from tests.edits.hers import Hers, someone
from tests.edits.test_undo import content

MAIL = Reach(property="EMAIL", value="rosa@lakeshoremc.example")
CELL = Reach(property="TEL", value="(312) 555-0148", type="cell")
ROSA = PersonForm(
    name="Rosa Delgado-Ruiz", credentials=["RHIT"], jobs=[Job(organization="Lakeshore Medical Center")],
    reaches=[MAIL], addresses=[Address(locality="Chicago")], tags=["coding"], roles=["mentor"], languages=["Spanish"],
    note="Likes tea.", birthday="03-22",
)  # fmt: skip
ROSIE = PersonForm(
    name="Rosie Delgado", nickname="Rosie", credentials=["CCS", "rhit"], rank="A", tier="close",
    addresses=[Address(locality="Evanston")],
    jobs=[Job(organization="lakeshore medical center", title="Coding Lead"), Job(organization="Cedar Clinic",
          until=date(2024, 5, 31))],
    reaches=[CELL, MAIL.model_copy(update={"value": "ROSA@lakeshoremc.example"})], tags=["Coding", "audit"],
    roles=["colleague"], note="Has a dog.", pronouns="she/her",
)  # fmt: skip


def card_id(person: int) -> str:
    """Under which her phone knows her."""
    return f"4f2b6c1e-0d3a-4b7e-9c55-{person:012d}"


def _busy(session: Session, person: int) -> None:
    titled(session, "Busy at the month's end")
    session.add(BusySeason(person_id=person, rule="FREQ=MONTHLY;BYMONTHDAY=-1"))


def rich(hers: Hers, told: PersonForm, event: int, other: int) -> int:
    """A person with something in every table that can refer to her."""
    book, today = hers.book, hers.today
    (person,) = hers.meets_all([told], event=event)
    book.do(follow_ups.log_contact, [person, other], InteractionForm(kind="call", on=today), today=today)
    book.do(follow_ups.add, person, FollowUpForm(kind="ask", due=today + timedelta(days=9)), today=today)
    book.do(files.add_files, [KeptFile("cv.txt", "text/plain", told.name.encode())], person_id=person)
    meeting = MeetingForm(day=today + timedelta(days=5), at=time(10), zone="America/Chicago")
    planned = book.do(meetings.plan_meeting, meeting, [person, other], today=today)
    outcome = OutcomeForm(learned="Much.", named=[{"name": f"Friend of {told.name}"}], preferences="mornings",
                          advice=[{"text": "Take the CCS"}])  # fmt: skip
    book.do(outcomes.note_outcome, planned, outcome, today=today + timedelta(days=6))
    book.do(promises.make_promise, person, PromiseForm(side="mine", text="a paper", due=today), today=today)
    book.do(_busy, person)
    book.do(opportunities.add_opportunity, OpportunityForm(title="Coder", heard_from_id=person), today=today)
    for one, two in ((person, other), (other, person)):
        known = IntroductionForm(introducer_id=one, person_id=two, made_on=today, told_on=today)
        book.do(introductions.add_introduction, known, today=today)
    book.do(mentoring.agree, person, MentoringForm(goals="CCS"), today=today)
    book.do(people.add_person, PersonForm(name=f"Guest of {told.name}", met_through=told.name), today=today)
    photo = KeptFile("photo.png", "image/png", b"\x89PNG\r\n\x1a\n" + told.name.encode())
    book.do(keep_card, person, Incoming(told, "", 0, card_id(person), "", (f"X-PET:{person}",), photo), decided=True)
    return person


@pytest.fixture
def two(hers: Hers) -> tuple[int, int, int]:
    """Two rich people, and a third who knows both."""
    event = hers.event()
    third = hers.meets("Kwame Asante")
    rosa, rosie = rich(hers, ROSA, event, third), rich(hers, ROSIE, event, third)
    hers.book.do(follow_ups.log_contact, [rosa, rosie], InteractionForm(kind="coffee", on=hers.today), today=hers.today)
    both = MeetingForm(day=hers.today + timedelta(days=30), at=time(9), zone="America/Chicago")
    hers.book.do(meetings.plan_meeting, both, [rosa, rosie], today=hers.today)
    heard = hers.book.do(meetings.plan_meeting, both, [third], today=hers.today)
    named = [{"name": ROSA.name}, {"name": ROSIE.name}]
    hers.book.do(outcomes.note_outcome, heard, OutcomeForm(named=named), today=both.day)
    hers.book.do(merging.say_different, [rosie, third])
    return rosa, rosie, third


def _references(book: Book, person: int) -> dict[str, int]:
    """How many rows of each table refer to a person."""
    counted = "SELECT count(*) FROM {} WHERE {} = ?"
    return {
        f"{child}.{column}": book.read.execute(counted.format(child, column), (person,)).fetchone()[0]
        for child, column, parent, _cascades in journal.references(book.read)
        if parent == "person"
    }


def test_everything_that_referred_to_the_other_refers_to_her(hers: Hers, two: tuple[int, int, int]) -> None:
    rosa, rosie, third = two
    book = hers.book
    before, others = _references(book, rosa), _references(book, rosie)
    assert all(others[f"{table}.person_id"] for table in ("promise", "mentoring", "file", "run", "kept_card"))
    assert others["person.met_through_id"]
    days = {row.day for whom in two[:2] for row in timeline(book.read, whom)}
    uid = book.read.execute("SELECT uid FROM person WHERE id = ?", (rosie,)).fetchone()[0]
    book.do(merging.merge_people, rosa, [rosie], today=hers.today)
    after = _references(book, rosa)
    assert not any(_references(book, rosie).values())
    for name in ("promise", "mentoring", "file", "run", "kept_card"):
        assert after[f"{name}.person_id"] == before[f"{name}.person_id"] + others[f"{name}.person_id"], name
    assert after["person.met_through_id"] == before["person.met_through_id"] + others["person.met_through_id"]
    assert (
        after["interaction_person.person_id"]
        == before["interaction_person.person_id"] + others["interaction_person.person_id"] - 1
    )  # the coffee of both
    assert {row.day for row in timeline(book.read, rosa)} == days
    assert book.read.execute("SELECT person_id, other_id FROM not_same").fetchall() == [
        (min(rosa, third), max(rosa, third))
    ]
    assert ids_named(book.read, uid) == [rosa]
    assert ids_named(book.read, card_id(rosie)) == [rosa]
    assert book.check() == []


@pytest.mark.parametrize("which", ["uid", "card"])
def test_a_file_that_names_the_other_card_still_finds_her(hers: Hers, two: tuple[int, int, int], which: str) -> None:
    """Her old file, or her phone's address book: it has her maiden name, and nothing else she could be known by."""
    rosa, rosie, _third = two
    uid = hers.book.read.execute("SELECT uid FROM person WHERE id = ?", (rosie,)).fetchone()[0]
    named = uid if which == "uid" else f"urn:uuid:{card_id(rosie)}"
    hers.book.do(merging.merge_people, rosa, [rosie], today=hers.today)
    maiden = PersonForm(name="Rosie Quintero", given="Rosie", family="Quintero", pronouns="she")
    card = Incoming(maiden, "phone.vcf", 1, named)
    found = planned(hers.book.read, [card], [])
    assert found.arrivals[0].known_by_id
    assert [each.person_id for each in found.arrivals[0].candidates] == [rosa]
    done = hers.book.do(import_people, found, {0: MERGE}, today=hers.today)
    assert (done.new, done.merged) == ((), (rosa,))
    hers.book.undo()
    hers.book.undo()
    assert ids_named(hers.book.read, uid) == [rosie]


def test_what_was_typed_is_added_to_her(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, ROSA, today=hers.today)
    before = content(hers.book)
    met = ROSIE.model_copy(update={"met_on": date(2026, 10, 1)})
    assert hers.book.do(merging.add_to, rosa, met, today=hers.today) == rosa
    now = detail(hers.book.read, rosa)
    assert now is not None
    assert (now.name, now.nickname, now.rank, now.met_on) == ("Rosa Delgado-Ruiz", "Rosie", "A", date(2026, 10, 1))
    assert now.credentials == ("RHIT", "CCS")
    assert hers.book.history(1)[0].title == "Added to Rosa Delgado-Ruiz"
    hers.book.undo()
    assert content(hers.book) == before


def test_what_is_left_of_doubles_found_before(hers: Hers) -> None:
    told = {"mail": "rosa@x.example", "jobs": [Job(organization="Lakeshore")]}
    three = [hers.meets("Rosa Delgado", **told) for _n in range(3)]  # type: ignore[arg-type]
    pair = [hers.meets(name, mail="ama@x.example") for name in ("Ama Owusu", "Ama A. Owusu")]
    read = hers.book.read
    found = duplicates.doubles(read)
    assert duplicates.still(read, found) == found
    hers.book.do(merging.merge_people, three[0], [three[1]], today=hers.today)
    assert [cluster.ids for cluster in duplicates.still(read, found)] == [(three[0], three[2]), tuple(pair)]
    hers.book.do(merging.say_different, pair)
    assert [cluster.ids for cluster in duplicates.still(read, found)] == [(three[0], three[2])]
    hers.book.undo()
    hers.book.undo()
    assert duplicates.still(read, found) == found
    assert duplicates.held(read, three)[three[0]] == (1, 0, None)


def test_the_fields_are_put_together(hers: Hers, two: tuple[int, int, int]) -> None:
    rosa, rosie, _third = two
    hers.book.do(merging.merge_people, rosa, [rosie], today=hers.today)
    found = detail(hers.book.read, rosa)
    assert found is not None
    assert (found.name, found.nickname, found.rank, found.tier, found.pronouns, found.birthday) == (
        "Rosa Delgado-Ruiz", "Rosie", "A", "close", "she/her", "03-22")  # fmt: skip
    assert found.credentials == ("RHIT", "CCS")
    assert [(job.organization, job.title) for job in found.jobs] == [
        ("Lakeshore Medical Center", "Coding Lead"), ("Cedar Clinic", "")]  # fmt: skip
    assert [reach.value for reach in found.reaches] == [MAIL.value, CELL.value]
    assert set(found.tags) == {"coding", "audit"}
    assert set(found.roles) == {"mentor", "colleague"}
    assert found.note.startswith("Likes tea.")
    assert "Has a dog." in found.note


def test_a_choice_for_every_field(hers: Hers, two: tuple[int, int, int]) -> None:
    rosa, rosie, _third = two
    choices = {"name": 1, "emails": 0, "phones": 0, "tags": 1, "note": 1, "jobs": 1, "birthday": 1}
    sides = [form(hers.book.read, each) for each in (rosa, rosie)]
    hers.book.do(merging.merge_people, rosa, [rosie], choices, today=hers.today)
    now = form(hers.book.read, rosa)
    assert now is not None
    assert sides[0] is not None
    assert sides[1] is not None
    assert now == merged([sides[0], sides[1]], choices)
    assert (now.name, now.birthday, [reach.value for reach in now.reaches]) == ("Rosie Delgado", "", [MAIL.value])


def test_one_open_prompt_and_what_she_typed_herself(hers: Hers) -> None:
    event = hers.event()
    rosa, rosie = hers.meets_all([ROSA, ROSIE.model_copy(update={"next_step": NextStep(kind="ask")})], event=event)
    assert len(hers.open(rosa)) == len(hers.open(rosie)) == 1
    hers.book.do(merging.merge_people, rosa, [rosie], today=hers.today)
    assert [step.kind for step in hers.open(rosa) if not step.step] == ["ask"]
    assert len([step for step in hers.open(rosa) if step.step]) <= 1
    running = hers.book.read.execute("SELECT state, ended_because FROM run ORDER BY state").fetchall()
    assert running == [("running", ""), ("stopped", "merged")]
    hers.does(rosa)
    assert len(hers.open(rosa)) <= 2


def test_nobody_introduced_herself(hers: Hers) -> None:
    rosa = hers.meets("Rosa Delgado-Ruiz")
    told = PersonForm(name="R. Delgado", met_through="Rosa Delgado-Ruiz")
    again = hers.book.do(people.add_person, told, today=hers.today)
    hers.book.do(merging.merge_people, rosa, [again], {"met": 1}, today=hers.today)
    row = hers.book.read.execute("SELECT met_through_id, met_through FROM person WHERE id = ?", (rosa,)).fetchone()
    assert row == (None, "")


def test_both_are_rich_in_everything_that_refers_to_people(hers: Hers, two: tuple[int, int, int]) -> None:
    """So that what is shown of these two holds for every table, also for one that is added later."""
    counts = [_references(hers.book, person) for person in two[:2]]
    bare = {name for name in counts[0] if not any(count[name] for count in counts)}
    assert bare <= {"not_same.person_id", "not_same.other_id"}
    assert any(count["not_same.person_id"] + count["not_same.other_id"] for count in counts)
    photos = "SELECT count(*) FROM person WHERE photo_id IS NOT NULL AND id IN (?, ?)"
    assert hers.book.read.execute(photos, two[:2]).fetchone() == (2,)


def calendar(book: Book) -> dict[str, Any]:
    """What her calendar shows, whatever hour a follow-up of the day got: what is called off is not seen any more."""
    found = going_out(book, with_entries=True).entries
    return {each.uid: (each.summary, each.start_day, each.kind) for each in found if each.status != "CANCELLED"}


Deed = Callable[[Hers, int, int, int], Any]
"""What is done with two other people, for the so many-th time."""
MEETING = MeetingForm(day=date(2026, 10, 24), at=time(11), zone="America/Chicago")
OWES = PromiseForm(side="theirs", text="a name", due=date(2026, 10, 20))
LIFE: Sequence[Deed] = (
    lambda hers, one, two, n: hers.book.do(tags.tag_people, [one, two], ("coding", "audit", f"tag {n}")[n % 3]),
    lambda hers, one, two, n: hers.book.do(people.set_rank, [one], "ABC"[n % 3], today=hers.today),
    lambda hers, one, two, n: hers.logs(one),
    lambda hers, one, two, n: hers.book.do(
        people.move_to_job, one, Job(organization="Lakeshore Medical Center"), today=hers.today
    ),
    lambda hers, one, two, n: hers.meets(f"Later {n}", tags=["coding"]),
    lambda hers, one, two, n: hers.book.do(meetings.plan_meeting, MEETING, [one, two], today=hers.today),
    lambda hers, one, two, n: hers.book.do(promises.make_promise, one, OWES, today=hers.today),
    lambda hers, one, two, n: hers.book.do(  # the very content of a file of hers
        files.add_files, [KeptFile("cv.txt", "text/plain", ROSIE.name.encode())], person_id=one
    ),
    lambda hers, one, two, n: hers.book.do(mentoring.agree, one, MentoringForm(goals="CCS"), today=hers.today),
    lambda hers, one, two, n: hers.plans(one, "ask", hers.today + timedelta(days=3)),
    lambda hers, one, two, n: hers.book.do(merging.merge_people, one, [two], today=hers.today),
    lambda hers, one, two, n: hers.book.do(merging.say_different, [one, two]),
    lambda hers, one, two, n: hers.book.do(saved_lists.save_list, f"List {n}", "tag:audit"),
    lambda hers, one, two, n: hers.book.do(settings_of.set_about, name=f"Dana {n}"),
    lambda hers, one, two, n: hers.book.do(people.remove_people, [one]),
    lambda hers, one, two, n: (hers.logs(one), hers.book.undo()),
)


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(n, marks=pytest.mark.long) for n in range(3, 60))])
def test_undone_after_fifty_later_edits_every_row_is_as_it_was(
    hers: Hers, two: tuple[int, int, int], seed: int
) -> None:
    rosa, rosie, _third = two
    book, dice = hers.book, random.Random(seed)
    others = set(hers.meets_all([someone(f"Person {n}", mail=f"p{n}@x.example") for n in range(20)]))
    keys = [field.key for field in FIELDS if dice.random() < 0.3]
    choices = {key: dice.choice([0, 1]) for key in (*keys, "photo")}
    apart, shown = Rows(book), calendar(book)
    keep, other = dice.sample([rosa, rosie], 2)
    book.do(merging.merge_people, keep, [other], choices, today=hers.today)
    step, after, seen_after = book.newest_step(), Rows(book), calendar(book)
    for number in range(50):
        here = sorted(others & {row[0] for row in book.read.execute("SELECT id FROM person")})
        dice.choice(LIFE)(hers, *dice.sample(here, 2), number)
    later, seen = Rows(book), calendar(book)
    book.undo(step)
    new = later.without(after)
    gone = after.rows.keys() - later.rows.keys()
    assert Rows(book).rows == {key: row for key, row in (apart.rows | new).items() if key not in gone}
    assert book.check() == []
    hers_again = shown.keys() - seen_after.keys()
    assert hers_again
    assert {uid: calendar(book)[uid] for uid in hers_again} == {uid: shown[uid] for uid in hers_again}
    book.undo(book.newest_step())  # merged again
    assert Rows(book).rows == later.rows
    assert calendar(book) == seen


class Rows:
    """All rows of a book by table and id."""

    def __init__(self, book: Book) -> None:
        self.rows: dict[tuple[str, int], tuple[Any, ...]] = {
            (table, row[0]): row
            for table, rows in content(book).items()
            for row in rows  # type: ignore[misc]
        }

    def without(self, other: "Rows") -> dict[tuple[str, int], tuple[Any, ...]]:
        """The rows that the other has not, or has otherwise."""
        return {key: row for key, row in self.rows.items() if other.rows.get(key) != row}


def test_a_later_edit_of_her_stands_in_the_way_by_name(hers: Hers, two: tuple[int, int, int]) -> None:
    rosa, rosie, _third = two
    hers.book.do(merging.merge_people, rosa, [rosie], today=hers.today)
    step = hers.book.newest_step()
    hers.book.do(people.set_rank, [rosa], "C", today=hers.today)
    with pytest.raises(StandsInTheWay, match="Ranked Rosa Delgado-Ruiz C"):
        hers.book.undo(step)


def test_one_person_alone_cannot_be_merged(hers: Hers) -> None:
    rosa = hers.meets()
    with pytest.raises(Trouble, match="at least two"):
        hers.book.do(merging.merge_people, rosa, [rosa], today=hers.today)
    with pytest.raises(Trouble, match="no such person"):
        hers.book.do(merging.merge_people, rosa, [99], today=hers.today)


def test_people_said_to_be_different_are_not_proposed_again(hers: Hers) -> None:
    told = {"mail": "rosa@x.example", "jobs": [Job(organization="Lakeshore")]}
    three = [hers.meets("Rosa Delgado", **told) for _n in range(3)]  # type: ignore[arg-type]
    assert [cluster.ids for cluster in duplicates.doubles(hers.book.read)] == [tuple(three)]
    hers.book.do(merging.say_different, [three[2], three[0]])
    (cluster,) = duplicates.doubles(hers.book.read)
    assert len(cluster.ids) == 2
    assert three[1] in cluster.ids
    hers.book.do(merging.say_different, three)
    hers.book.do(merging.say_different, three)
    assert duplicates.doubles(hers.book.read) == []
    assert hers.book.read.execute("SELECT count(*) FROM not_same").fetchone() == (3,)


LINES = st.sampled_from(["", "Rosa", "Rosa ", "rosa", "Mercy", "A", "close"])
FORMS = st.builds(
    PersonForm,
    name=st.sampled_from(["Rosa Delgado", "Rosie Delgado-Ruiz", "王小明", "R"]),
    nickname=LINES, pronouns=LINES, birthday=LINES, note=LINES, rank=st.sampled_from(["", "A", "B"]),
    credentials=st.lists(st.sampled_from(["RHIT", "rhit", "CCS"]), max_size=3),
    tags=st.lists(st.sampled_from(["coding", "Coding", "audit"]), max_size=3),
    jobs=st.lists(st.builds(Job, organization=LINES, title=LINES, until=st.sampled_from([None, date(2024, 5, 31)])),
                  max_size=3),
    reaches=st.lists(st.sampled_from([MAIL, CELL, Reach(property="TEL", value="312.555.0148"),
                                      Reach(property="URL", value="https://rosa.example")]), max_size=4),
    addresses=st.lists(st.builds(Address, street=LINES, locality=LINES), max_size=2),
    met_on=st.sampled_from([None, date(2024, 1, 2), date(2025, 1, 2)]),
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(FORMS, FORMS)
def test_what_comes_of_two_has_all_of_both_and_once(mine: PersonForm, card: PersonForm) -> None:
    result = merged([mine, card])
    assert not [key for key in adds(result, mine) if key not in contradicts(result, mine)]
    assert set(adds(result, card)) <= set(contradicts(result, card))
    again = merged([result, card])
    assert again == merged([again, result])
    assert {each.field.key for each in differences([mine, card])} >= {
        key for key in adds(mine, card) if key != "met"
    } - {"jobs", "credentials", "tags", "note"}
    for field in FIELDS:
        assert merged([mine, card], {field.key: 0}).name in (mine.name, card.name)


@settings(max_examples=15, deadline=None)
@given(mine=FORMS, card=FORMS, choices=st.dictionaries(
    st.sampled_from([field.key for field in FIELDS if field.key != "met"]), st.sampled_from([0, 1])))  # fmt: skip
def test_the_book_holds_what_was_shown(
    tmp_path_factory: pytest.TempPathFactory, mine: PersonForm, card: PersonForm, choices: dict[str, int]
) -> None:
    with Book.open(tmp_path_factory.mktemp("b") / "book.mrtnet") as book:
        today = date(2026, 10, 15)
        first = book.do(people.add_person, mine, today=today)
        second = book.do(people.add_person, card, today=today)
        sides = [form(book.read, each) for each in (first, second)]
        shown = merged([side for side in sides if side], choices)
        book.do(merging.merge_people, first, [second], choices, today=today)
        now = form(book.read, first)
        assert now is not None
        for field in FIELDS:
            for part in field.parts:
                told, kept = getattr(shown, part), getattr(now, part)
                if isinstance(told, list):
                    assert sorted(map(str, kept)) == sorted(map(str, told)), part
                else:
                    assert kept == told, part
        assert book.check() == []
        assert ALL == -1
