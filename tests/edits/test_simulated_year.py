"""A year of an invented student, at random: the common rules of playbooks (domain.md 4), read off the days it gave.

An internship, three conferences, webinars, 120 people, replies at random, talks in two time zones, federal holidays,
free days of her own, people who are not to be contacted. Each working day she does what the day's portion shows her.
"""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from mrtnet.domain import playbooks
from mrtnet.domain.forms import EventForm, PersonForm
from mrtnet.domain.meeting_forms import MeetingForm
from mrtnet.domain.portion import minutes_of
from mrtnet.domain.rows import FollowUpRow
from mrtnet.edits import events, follow_ups, meetings, people, plays
from mrtnet.edits.settings import set_about
from mrtnet.queries import runs
from mrtnet.queries.about import about as read_about
from mrtnet.queries.person import runs as running
from mrtnet.queries.reading import all_rows
from mrtnet.queries.today import EVERYTHING, portioned
from mrtnet.store.book import Book
from tests.edits.hers import Hers, someone

START = date(2026, 1, 5)
PEOPLE, MINUTES = 5, 30
HERS = ("how-did-it-go",)  # belongs to the meeting, stands on its day
NUDGES = ("nudge", "reply-check")
DAY = timedelta(days=1)


class Life(NamedTuple):
    """How much happens: days, people a conference, at the internship, by chance; first days of the conferences."""

    days: int
    conferences: tuple[int, ...]
    met: int
    interns: int
    by_chance: int


YEAR = Life(366, (40, 130, 270), 30, 15, 15)
WEEKS = Life(62, (3,), 14, 4, 3)


class Year:
    """What happens, and what was seen on each day."""

    def __init__(self, hers: Hers, seed: int, life: Life) -> None:
        self.hers, self.dice, self.life = hers, random.Random(seed), life
        hers.today = START
        self.book = hers.book
        self.seen: dict[date, list[FollowUpRow]] = {}
        self.replies: dict[date, list[int]] = defaultdict(list)
        self.ids: list[int] = []
        self.skipped: list[tuple[int | None, str, int | None, date]] = []
        free = ["2026-01-16", "2026-03-27", "2026-08-07"]
        self.book.do(set_about, time_zone="America/New_York", free_days=free, portion_people=PEOPLE,
                     portion_minutes=MINUTES)  # fmt: skip
        self.internship = self.book.do(events.add_event, self._practicum(14), today=START)

    def live(self) -> None:
        """Day after day."""
        for number in range(self.life.days):
            self.hers.today = START + number * DAY
            self._happens(number)
            for person_id in self.replies.pop(self.hers.today, ()):
                if not self._stopped(person_id):
                    self._answer(person_id)
            if read_about(self.book.read).days.is_working(self.hers.today):
                self._work()
            self._check_day()

    def _happens(self, number: int) -> None:
        life, today, dice = self.life, self.hers.today, self.dice
        if number in life.conferences:
            event = self.hers.event(name=f"Forum {number}", first_day=today - DAY, last_day=today)
            self._log([self._someone(dice.choice(["A", "B", "B", "C"])) for _n in range(life.met)], event)
        if number == 15:
            roles = ["supervisor", "preceptor", "ppe-coordinator", *["colleague"] * life.interns][: life.interns]
            self._log([self._someone("B", roles=[role]) for role in roles], self.internship)
        if number == 20:  # it begins and ends a week later than was said
            before = self._dues(self.internship)
            self.book.do(events.change_event, self.internship, self._practicum(21), today=today)
            after = self._dues(self.internship)
            both = [(date.fromisoformat(before[key]), date.fromisoformat(after[key])) for key in before.keys() & after]
            assert all(was <= now for was, now in both), "the open steps move with the day they count from"
            assert any(now - was == 7 * DAY for was, now in both)
        if number % 30 == 12:
            webinar = self.hers.event(name=f"Webinar {number}", kind="webinar", first_day=today, last_day=today)
            self._log([self._someone("B", roles=["speaker"])], webinar)
        if number and number % (life.days // life.by_chance) == 0:
            self._log([self._someone("B", tier=dice.choice(["core", "close"]))], None)
        if number == life.days // 2:
            self.book.do(set_about, time_zone="America/Denver")
        if number % 45 == 44:
            person_id = dice.choice(self.ids)
            self.book.do(people.stop_contact, person_id, today=today, deceased=dice.random() < 0.3)
        if number % 60 == 50:  # a list of some, revived by hand
            self.book.do(plays.start_play, "revive-tie", dice.sample(self._free(), 2), today=today)

    def _practicum(self, first: int) -> EventForm:
        first_day = START + first * DAY
        return EventForm(name="PPE at Lakeshore", kind="ppe", first_day=first_day, last_day=first_day + 41 * DAY)

    def _someone(self, rank: str, **more: object) -> PersonForm:
        name = f"Person {self.dice.random()}"
        return someone(name, rank=rank, mail=f"{len(self.ids)}-{rank}@lakeshoremc.example",
                       **{"tier": self.dice.choice(["", "wide", "close"]), **more})  # fmt: skip

    def _log(self, forms: list[PersonForm], event: int | None) -> None:
        self.ids += self.hers.meets_all(forms, event=event)

    def _work(self) -> None:
        """What today's portion shows, one after another; what comes up meanwhile is looked at too."""
        today = self.hers.today
        shown = portioned(self.book.read, today, read_about(self.book.read), limit=EVERYTHING)
        self.seen[today] = [*shown.late, *shown.today]
        for row in shown.later:
            comes = shown.comes[row.id]
            assert comes > today
            assert read_about(self.book.read).days.is_working(comes)
        for row in self.seen[today]:
            if self.dice.random() < 0.85 and self._is_open(row.id):
                self._deal_with(row)

    def _deal_with(self, row: FollowUpRow) -> None:
        today, chance = self.hers.today, self.dice.random()
        if chance < 0.08:
            before = self._touches(row.person_id)
            self.book.do(follow_ups.skip, [row.id], today=today)
            assert self._touches(row.person_id) == before, "a skipped step is no contact, and none is lost"
            self.skipped.append((row.run_id, row.step, row.person_id, today))
        elif chance < 0.13:
            self.book.do(follow_ups.snooze, [row.id], today + self.dice.randrange(1, 6) * DAY, today=today)
        else:
            logged = self.book.do(follow_ups.done, row.id, today, today=today)
            if logged and row.person_id and self.dice.random() < 0.5:
                self.replies[today + self.dice.randrange(1, 20) * DAY].append(row.person_id)

    def _answer(self, person_id: int) -> None:
        """They write; now and then a talk is agreed on, in another time zone."""
        today = self.hers.today
        self.hers.hears_from(person_id)
        waiting = [row for row in self.hers.open(person_id) if row.kind in NUDGES]
        assert waiting == [], "an answer cancels what waits for it"
        rhythmic = [row.due for row in self.hers.open(person_id) if row.step == "rhythm" and not row.snoozed]
        assert all(due >= today + 30 * DAY for due in rhythmic), "an answer restarts the rhythm"
        if self.dice.random() < 0.25:
            day = today + self.dice.randrange(5, 12) * DAY
            kind = self.dice.choice(["informational-interview", "coffee"])
            form = MeetingForm(kind=kind, day=day, at=time(17), zone="America/Los_Angeles")
            self.book.do(meetings.plan_meeting, form, [person_id], today=today)

    # What must hold

    def _check_day(self) -> None:
        """After every day: one prompt a person, none for those who are left alone."""
        rows = all_rows(
            self.book.read,
            "SELECT f.person_id, count(*), max(p.do_not_contact OR p.deceased) FROM follow_up AS f JOIN person AS p"
            " ON p.id = f.person_id WHERE f.state = 'open' AND f.step <> 'how-did-it-go' GROUP BY f.person_id",
        )
        for person_id, many, stopped in rows:
            assert many == 1, (self.hers.today, self.hers.open(person_id))
            assert not stopped
        at_work = "SELECT count(*) FROM run AS r JOIN person AS p ON p.id = r.person_id WHERE r.state = 'running'"
        stopped = all_rows(self.book.read, f"{at_work} AND (p.do_not_contact OR p.deceased)")
        assert stopped[0][0] == 0, "nothing is at work for those who are left alone"

    def check_portions(self) -> None:
        """No day over the portion, but for what she put on it herself or a meeting did."""
        full = 0
        for day, rows in self.seen.items():
            picked = [row for row in rows if row.step not in HERS and not row.snoozed]
            assert len({row.person_id for row in picked if row.person_id}) <= PEOPLE, day
            assert sum(minutes_of(row.kind) for row in picked) <= MINUTES or len(picked) == 1, day
            full += len(picked) >= PEOPLE
        assert full > 3, "the portion was never used up: nothing is shown by this"

    def check_days(self) -> None:
        """What the program asks for falls on working days, and is never asked twice after it was skipped."""
        days = read_about(self.book.read).days
        steps = all_rows(self.book.read, "SELECT first_due, step, run_id, person_id FROM follow_up WHERE step <> ''")
        for first_due, step, *_rest in steps:
            assert step in HERS or days.is_working(date.fromisoformat(first_due)), (step, first_due)
        for run_id, step, person_id, on in self.skipped:
            again = [
                row for row in steps if row[2:4] == (run_id, person_id) and row[1] == step and row[0] > on.isoformat()
            ]
            rhythmic = run_id is None or step in ("news", "one-to-one", "learned", "other-role")
            assert rhythmic or not again, (run_id, step, on)

    def check_nudges(self) -> None:
        """At most one reminder for one message, and none after an answer."""
        found = 0
        for person_id in self.ids:
            contacts = all_rows(
                self.book.read,
                "SELECT i.id, i.direction, (SELECT f.kind FROM follow_up AS f WHERE f.interaction_id = i.id) FROM"
                " interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id WHERE ip.person_id = ?"
                " AND i.kind <> 'note' ORDER BY i.day, i.id",
                (person_id,),
            )
            waits = nudged = False
            for _id, direction, kind in contacts:
                if kind in NUDGES:
                    found += 1
                    assert waits, (person_id, contacts)
                    assert not nudged, (person_id, contacts)
                    nudged = True
                else:
                    waits, nudged = direction == "out", False
        assert found or self.life is WEEKS

    def check_plays(self) -> None:
        """What each playbook asks of whom, and how soon: ranks, first days, the wait before a reminder, one revival."""
        days = read_about(self.book.read).days
        found = all_rows(
            self.book.read,
            "SELECT r.playbook, f.step, f.first_due, r.anchor, coalesce(nullif(p.rank, ''), 'B'), p.id, r.started_on,"
            " (SELECT max(i.day) FROM interaction AS i JOIN interaction_person AS ip ON ip.interaction_id = i.id"
            "  WHERE ip.person_id = p.id AND i.direction = 'out' AND i.day < f.first_due AND f.state <> 'dropped')"
            " FROM follow_up AS f JOIN run AS r ON r.id = f.run_id JOIN person AS p ON p.id = f.person_id"
            " WHERE f.step <> ''",
        )
        soonest = {
            ("after-event", "thank"): 1, ("after-event", "linkedin"): 2, ("after-event", "request"): 14,
            ("after-event", "decide"): 30, ("chance-meeting", "thank"): 1, ("chance-meeting", "linkedin"): 2,
            ("chance-meeting", "give"): 30, ("chance-meeting", "decide"): 90, ("ceu-workshop", "thank"): 1,
            ("revive-tie", "update"): 180,
        }  # fmt: skip
        waits = {"after-event": 14, "interview-before": 7, "revive-tie": 10, "new-mentor": 10}
        ranks = {"thank": "AB", "linkedin": "AB", "nudge": "AB", "request": "A"}
        revived: dict[int, set[date]] = defaultdict(set)
        for playbook, step, first_due, anchor, rank, person_id, started, wrote in found:
            due, day = date.fromisoformat(first_due), date.fromisoformat(anchor)
            asked = day + soonest.get((playbook, step), -30) * DAY
            assert due >= asked, (playbook, step, due, day)
            if playbook == "after-event":
                assert rank in ranks.get(step, "ABC"), (step, rank)
                if step == "thank" and rank == "A":
                    assert due == days.on_or_after(max(asked, date.fromisoformat(started)))
                elif step == "thank":
                    assert due <= days.on_or_after(max(day + 4 * DAY, date.fromisoformat(started)))
            if step == "nudge" and wrote:
                assert due >= date.fromisoformat(wrote) + waits[playbook] * DAY, (playbook, due, wrote)
            if playbook == "revive-tie":
                revived[person_id].add(date.fromisoformat(started))
        assert all(len(starts) == 1 for starts in revived.values()), "a tie is not revived twice in a year"
        for holiday in ("2026-01-19", "2026-05-25", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25"):
            assert not days.is_working(date.fromisoformat(holiday)), holiday

    def check_zones(self) -> None:
        """A talk stands on the day and hour it has where she is, whatever zone it was made in."""
        talks = all_rows(self.book.read, "SELECT starts_utc, day, at, zone FROM meeting WHERE at IS NOT NULL")
        for starts, day, at, zone in talks:
            said = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
            assert datetime.fromisoformat(starts).replace(tzinfo=UTC) == said
        assert {zone for *_rest, zone in talks} <= {"America/Los_Angeles"}

    def check_rhythm(self) -> None:
        """Every contact restarts the rhythm: no catch-up is due before its time."""
        about = read_about(self.book.read)
        rows = all_rows(
            self.book.read,
            "SELECT p.last_contact, f.first_due, p.tier FROM follow_up AS f JOIN person AS p ON p.id = f.person_id"
            " WHERE f.step = 'rhythm' AND f.state = 'open' AND p.last_contact IS NOT NULL",
        )
        days = {"core": 30, "close": 56, "active": 120, "wide": 300, **dict(about.rhythms)}
        for last, due, tier in rows:
            assert (date.fromisoformat(due) - date.fromisoformat(last)).days >= (days[tier] or 0)

    def check_turns(self) -> None:
        """Plays merge: nothing that presses more, and is due as early, waits behind the prompt that is open."""
        seen = 0
        for person_id in self.ids:
            prompts = [row for row in self.hers.open(person_id) if row.step and row.run_id and not row.snoozed]
            for prompt in prompts:
                mine = (max(prompt.due, self.hers.today), playbooks.priority(prompt.kind))
                for run in running(self.book.read, person_id):
                    step, _over = runs.next_step(self.book.read, run, self.hers.today)
                    if step is not None and run.id != prompt.run_id:
                        seen += 1
                        other = (step.due, playbooks.priority(step.kind))
                        assert not (other[0] <= mine[0] and other[1] < mine[1] and prompt.due >= self.hers.today), (
                            prompt
                        )
        assert seen or self.life is WEEKS

    def _free(self) -> list[int]:
        return [person_id for person_id in self.ids if not self._stopped(person_id) and all(
            run.playbook != "revive-tie" for run in running(self.book.read, person_id))]  # fmt: skip

    def _stopped(self, person_id: int) -> bool:
        sql = "SELECT do_not_contact OR deceased FROM person WHERE id = ?"
        return bool(all_rows(self.book.read, sql, (person_id,))[0][0])

    def _is_open(self, follow_up_id: int) -> bool:
        return bool(
            all_rows(self.book.read, "SELECT 1 FROM follow_up WHERE id = ? AND state = 'open'", (follow_up_id,))
        )

    def _touches(self, person_id: int | None) -> list[tuple[object, ...]]:
        sql = (
            "SELECT p.last_contact, count(ip.interaction_id) FROM person AS p"
            " LEFT JOIN interaction_person AS ip ON ip.person_id = p.id WHERE p.id = ? GROUP BY p.id"
        )
        return all_rows(self.book.read, sql, (person_id,))

    def _dues(self, event_id: int) -> dict[tuple[int, str], str]:
        sql = (
            "SELECT person_id, step, due FROM follow_up WHERE event_id = ? AND state = 'open' AND person_id IS NOT NULL"
        )
        return {(person_id, step): due for person_id, step, due in all_rows(self.book.read, sql, (event_id,))}


def _lived(book: Book, seed: int, life: Life) -> Year:
    year = Year(Hers(book), seed, life)
    year.live()
    year.check_portions()
    year.check_days()
    year.check_nudges()
    year.check_rhythm()
    year.check_turns()
    year.check_plays()
    year.check_zones()
    return year


def test_some_weeks(book: Book) -> None:
    year = _lived(book, 7, WEEKS)
    assert len(year.ids) > 20
    assert book.check() == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 9))
def test_a_year(book: Book, seed: int) -> None:
    year = _lived(book, seed, YEAR)
    assert len(year.ids) >= 120
    assert book.check() == []
