"""Promises from the command line: both ways, the late ones first, kept with one word."""

from datetime import date

from mrtnet.domain.meeting_forms import PromiseForm
from mrtnet.edits.promises import make_promise
from mrtnet.store.book import Book
from tests.cli.program import Program


def test_promises_both_ways_late_first(mrtnet: Program) -> None:
    assert mrtnet("promises").out == "No promise is open.\n"
    mrtnet("log", "Rosa Delgado", "Bao Tran")
    made = (
        (1, "mine", "send my resume", date(2026, 10, 16)),
        (2, "theirs", "ask her manager", None),
        (1, "theirs", "share the checklist", date(2026, 10, 12)),
    )
    book = Book.open(mrtnet.book, origin="test")
    for person, side, text, due in made:
        form = PromiseForm.checked(side=side, text=text, due=due)
        book.do(make_promise, person, form, today=date(2026, 10, 10))
    book.close()
    told = mrtnet("promises", "--json").json
    assert [(row["person"], row["side"], row["text"], row["due"], row["late"]) for row in told] == [
        ("Rosa Delgado", "theirs", "share the checklist", "2026-10-12", 3),
        ("Rosa Delgado", "mine", "send my resume", "2026-10-16", 0),
        ("Bao Tran", "theirs", "ask her manager", None, 0),
    ]
    shown = mrtnet("promises").out
    assert shown.index("You promised") < shown.index("send my resume") < shown.index("They promised")
    assert "3 days late" in shown
    assert "share" not in mrtnet("promises", "--kept", str(told[0]["id"])).out
    assert "no open promise 99" in mrtnet("promises", "--kept", "99", code=1).err
    mrtnet("undo")
    assert [row["side"] for row in mrtnet("promises", "--theirs", "--json").json] == ["theirs", "theirs"]
