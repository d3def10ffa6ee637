"""Who went quiet: by the person's own rhythm, the useful first, each with a reason out of what is on file."""

from datetime import date, timedelta
from pathlib import Path

from mrtnet.domain.dormant import say_last, say_reason
from mrtnet.domain.forms import FollowUpForm, InteractionForm, Job
from mrtnet.edits import follow_ups, people
from mrtnet.queries.about import about
from mrtnet.queries.dormant import ties
from tests.copies import copied
from tests.edits.hers import Hers, someone

TODAY = date(2026, 10, 15)


def _tie(hers: Hers, name: str, ago: int, said: str = "", direction: str = "both", **fields: object) -> int:
    who = hers.book.do(people.add_person, someone(name, **fields), today=TODAY)
    form = InteractionForm(kind="call", on=TODAY - timedelta(days=ago), body=said, direction=direction)  # type: ignore[arg-type]
    hers.book.do(follow_ups.log_contact, [who], form, today=TODAY)
    return who


def test_usefulness_goes_before_familiarity_and_every_reason_is_said(tmp_path: Path) -> None:
    with copied(tmp_path / "book.mrtnet") as book:
        hers = Hers(book, TODAY)
        director = [Job(organization="Lakeshore Medical Center", title="Director of HIM")]
        _tie(hers, "Old Friend", 200, tier="close", roles=["friend"])
        _tie(hers, "Useful Supervisor", 1200, "Offered help with DRG validation", "in", tier="active",
             roles=["supervisor"], jobs=director)  # fmt: skip
        _tie(hers, "In Time", 100, tier="active")
        _tie(hers, "Own Rhythm", 100, rhythm_days=14)
        _tie(hers, "No Rhythm", 300)
        _tie(hers, "Leave Alone", 900, do_not_contact=True)
        planned = _tie(hers, "Is Planned", 900, tier="close")
        book.do(follow_ups.add, planned, FollowUpForm(kind="update", due=TODAY), today=TODAY)
        found = ties(book.read, about(book.read), TODAY)
        assert [tie.name for tie in found] == ["Useful Supervisor", "Old Friend", "Own Rhythm"]
        first = found[0]
        assert say_reason(first) == "Was your supervisor, has answered you before and works as Director of HIM."
        assert say_last(first, TODAY) == "Last in touch Jul 3, 2023: “Offered help with DRG validation”"
        assert first.only_at
        assert say_reason(found[2]) == "You were in touch once; a short note costs little."
        assert len(ties(book.read, about(book.read), TODAY, limit=1)) == 1
