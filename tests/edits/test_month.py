"""A month of an invented person's life with the book, at random: what must hold on every day of it."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest

from mrtnet.domain.forms import NextStep
from mrtnet.edits import events, people
from mrtnet.edits.next_steps import settle
from mrtnet.edits.prompts import start_run
from mrtnet.edits.settings import set_about
from mrtnet.queries import follow_ups, runs
from mrtnet.queries.about import about
from mrtnet.store.book import Book, titled
from tests.edits.hers import Hers, someone

START = date(2026, 10, 28)  # Veterans Day and Thanksgiving lie ahead, and the end of daylight saving time


def _check(hers: Hers, typed: set[int]) -> None:
    """The rules that hold at any time."""
    days = about(hers.book.read).days
    people_now = hers.book.read.execute("SELECT id, do_not_contact OR deceased, next_touch FROM person").fetchall()
    for person_id, stopped, next_touch in people_now:
        rows = hers.open(person_id)
        made = [row for row in rows if row.run_id or row.step]
        assert len(made) <= 1
        assert not (rows and stopped)
        assert next_touch == (min(row.due for row in rows).isoformat() if rows else None)
        for row in made:
            assert row.id in typed or days.is_working(row.due), row


class _Life:
    """What happens, one thing at a time."""

    def __init__(self, hers: Hers, dice: random.Random) -> None:
        self.hers, self.dice = hers, dice
        self.ids: list[int] = []
        self.typed: set[int] = set()

    def met(self) -> None:
        """A conference, or a talk in the hallway."""
        kind, many = self.dice.choice([("conference", 11), ("webinar", 2), ("ppe", 3), ("", 1)])
        until = self.hers.today + timedelta(days=self.dice.choice([0, 2]))
        name = f"Meeting {self.dice.random()}"
        event = self.hers.event(name=name, kind=kind, first_day=self.hers.today, last_day=until) if kind else None
        forms = [
            someone(f"Person {len(self.ids) + n}", rank=self.dice.choice(["", "A", "B", "C"]),
                    tier=self.dice.choice(["", "core", "close"]), roles=self.dice.choice([[], ["supervisor"]]),
                    next_step=NextStep(kind="call", due=until) if self.dice.random() < 0.1 else None)
            for n in range(many)
        ]  # fmt: skip
        self.ids += self.hers.meets_all(forms, event=event)
        self.typed |= {row.id for form, each in zip(forms, self.ids[-many:], strict=True)
                       if form.next_step for row in self.hers.open(each)}  # fmt: skip

    def dealt_with(self) -> None:
        """One follow-up that is due: done, put off or skipped."""
        due = follow_ups.open_between(self.hers.book.read, date(2000, 1, 1), self.hers.today)
        if not due:
            return
        row = self.dice.choice(due)
        assert row.person_id is not None
        others = {each.id: each for each in self.hers.open(row.person_id)}
        what = self.dice.choice([self.hers.does, self.hers.does, self.hers.skips, self._put_off])
        what(row.person_id)
        for each in self.hers.open(row.person_id):  # nobody moved what was open before
            if each.id in others and each.id not in self.typed:
                assert each.due == others[each.id].due

    def _put_off(self, person_id: int) -> None:
        self.typed.add(self.hers.open(person_id)[0].id)
        self.hers.snoozes(person_id, self.hers.today + timedelta(days=self.dice.randrange(1, 9)))

    def heard(self) -> None:
        """A message, a call."""
        if self.ids:
            kind, direction = self.dice.choice([("email", "in"), ("call", "both"), ("email", "out"), ("note", "")])
            self.hers.logs(self.dice.choice(self.ids), kind, direction)

    def planned(self) -> None:
        """Something she thinks of herself."""
        if self.ids:
            person_id = self.dice.choice(self.ids)
            if not self._stopped(person_id):
                kind = self.dice.choice(["promise", "meet", "request", "thank-you"])
                self.typed.add(
                    self.hers.plans(person_id, kind, self.hers.today + timedelta(days=self.dice.randrange(20)))
                )

    def changed(self) -> None:
        """A rank, a rhythm, a stop or its end, an event moved."""
        if not self.ids:
            return
        book, today, person_id = self.hers.book, self.hers.today, self.dice.choice(self.ids)
        match self.dice.randrange(4):
            case 0:
                book.do(people.set_rank, [person_id], self.dice.choice("ABC"), today=today)
            case 1:
                book.do(people.set_rhythm, [person_id], today=today, tier=self.dice.choice(["core", "wide", ""]))
            case 2:
                book.do(people.stop_contact, person_id, today=today, stop=not self._stopped(person_id))
            case _move:
                form = someone(f"Person {person_id}")
                again = self.hers.event(name=f"Again {self.dice.random()}", first_day=today, last_day=today)
                book.do(people.meet_again, person_id, form, today=today, event_id=again)

    def undid(self) -> None:
        """And back, and on again."""
        self.hers.book.undo()
        self.hers.book.redo()

    def _stopped(self, person_id: int) -> bool:
        found = self.hers.book.read.execute("SELECT do_not_contact FROM person WHERE id = ?", (person_id,)).fetchone()
        return bool(found[0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_month(hers: Hers, seed: int) -> None:
    dice = random.Random(seed)
    hers.book.do(set_about, free_days=["2026-11-12"])
    hers.today = START
    life = _Life(hers, dice)
    life.met()
    for _day in range(32):
        for _thing in range(dice.randrange(4)):
            what = [life.met, *[life.dealt_with] * 6, *[life.heard] * 2, life.planned, life.changed, life.undid]
            dice.choice(what)()
        _check(hers, life.typed)
        hers.days_pass(1)
    with Book.open(hers.book.path) as opened_anew:
        assert opened_anew.check() == []
    assert len(hers.book.history(1_000)) > 10


def test_a_mentors_round_comes_again_and_nothing_piles_up(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa", roles=["mentor"]), today=hers.today)

    def begin(session: object) -> None:
        titled(session, "Began")  # type: ignore[arg-type]
        start_run(session, "mentor-cycle", person_id=rosa, event_id=None, anchor=date(2026, 10, 26), today=hers.today)  # type: ignore[arg-type]
        settle(session, rosa, hers.today)  # type: ignore[arg-type]

    hers.book.do(begin)
    done = []
    for _step in range(12):
        (step,) = hers.open(rosa)
        hers.today = max(hers.today, step.due)
        done.append((step.step, step.due))
        hers.does(rosa)
    rounds = [key for key, _due in done]
    assert rounds.count("meet") >= 2
    assert [due for _key, due in done] == sorted(due for _key, due in done)
    meetings = [due for key, due in done if key == "meet"]
    assert all(21 <= (later - before).days <= 35 for before, later in pairwise(meetings))


def test_the_steps_to_come_are_told_without_being_rows(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(), rank="A")
    planned = runs.planned(hers.book.read, rosa, hers.today)
    assert [each.step.step_key for each in planned][:2] == ["linkedin", "request"]
    assert "thank" not in [each.step.step_key for each in planned]
    assert len(hers.open(rosa)) == 1


def test_an_own_playbook_may_use_an_own_template(hers: Hers) -> None:
    from sqlmodel import Session

    from mrtnet.store.tables import OwnPlaybook, OwnTemplate

    body = (
        'key = "own"\ntitle = "Mine"\n[anchors]\nmet = "you met"\n'
        '[[steps]]\nkey = "first"\nkind = "thank-you"\ntitle = "Thank them"\nchannel = "email"\n'
        'template = "my-words"\ndays = 3\n'
    )

    def put(session: Session) -> None:
        session.add(OwnTemplate(key="my-words", title="My words", body='key = "my-words"'))
        session.add(OwnPlaybook(key="own", title="Mine", body=body))
        titled(session, "Added")

    hers.book.do(put)
    (rosa,) = hers.meets_all([someone("Rosa")], playbook="own")
    assert hers.next(rosa) == ("thank-you", date(2026, 10, 19))
    assert hers.open(rosa)[0].template == "my-words"


def test_an_events_removal_in_the_middle_is_no_trouble(hers: Hers) -> None:
    event = hers.event()
    ids = hers.meets_all([someone(f"Person {n}") for n in range(10)], event=event)
    hers.does(ids[0])
    hers.book.do(events.remove_event, event)
    hers.days_pass(3)
    for each in ids:
        hers.does(each)
    _check(hers, set())
