"""The numbers of Insights over a book: counted right, by indexes, and quickly with many people."""

from datetime import date, timedelta
from pathlib import Path

from mrtnet.domain.forms import EventForm, InteractionForm, PersonForm
from mrtnet.domain.insights import Standings
from mrtnet.edits import events, follow_ups, people
from mrtnet.queries import insights
from mrtnet.queries.review import open_step
from tests.copies import copied

TODAY = date(2026, 10, 15)


def test_what_happened_is_counted(tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet") as book:
        day = TODAY - timedelta(days=10)
        event = book.do(
            events.add_event,
            EventForm(name="Spring Meeting", kind="conference", first_day=day, last_day=day, ceus=6),
            today=TODAY,
        )
        forms = [PersonForm(name=name, credentials=["RHIT"]) for name in ("Rosa Owusu", "Kwame Iyer", "Aiko Volkov")]
        ids = book.do(people.log_people, forms, event_id=event, today=day)
        for person in ids[:2]:
            step = open_step(book.read, person)
            book.do(follow_ups.done, step, day + timedelta(days=2), today=TODAY)
        for number, (tier, ago) in enumerate((("core", 10), ("core", 20), ("core", 50), ("dormant", 5), ("", 5))):
            person = book.do(people.add_person, PersonForm(name=f"Nino Moyo {number}"), today=TODAY)
            then = TODAY - timedelta(days=ago)
            book.do(follow_ups.log_contact, [person], InteractionForm(kind="email", on=then), today=then)
            book.do(people.set_rhythm, [person], tier=tier, today=TODAY)
        found = insights.numbers(book.read, "year", TODAY)
        assert [(one.people, one.days) for one in found.thanks] == [(2, 2.0)]
        assert found.standings == Standings(1, 1, 1, 4, 1)
        assert sum(found.by_day.values()) == 3 + 2 + 5
        assert (found.where, found.credentials) == ((("Conference", 3),), (("RHIT", 3),))
        assert [(one.met, one.thanked, one.talks, one.ceus) for one in found.brought] == [(3, 2, 0, 6.0)]
        assert insights.brought_by(book.read, event) == found.brought[0]
        later = insights.numbers(book.read, "year", TODAY + timedelta(days=365))
        assert (later.thanks, later.by_day, later.where, later.brought) == ((), {}, (), ())
