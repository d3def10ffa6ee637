"""Promises and templates from the command line: both ways, the late ones first; a template taken in from a file."""

from datetime import date

from mrtnet.domain.meeting_forms import PromiseForm
from mrtnet.edits.promises import make_promise
from mrtnet.store.book import Book
from tests.cli.program import Program


def test_templates_are_listed_and_taken_in_from_a_file(mrtnet: Program) -> None:
    assert len(mrtnet("write", "--templates", "--json").json) == 10
    file = mrtnet.home / "tour.toml"
    file.write_text('key = "tour"\ntitle = "Tour"\nchannels = ["email"]\n[wordings.warm]\nbody = "Hi {first_name}!"\n')
    assert "Tour" in mrtnet("write", "--take-in", str(file)).out
    mrtnet("log", "Rosa Delgado")
    assert mrtnet("write", "rosa", "--template", "tour").out == "Hi Rosa!\n"
    mrtnet("undo")
    mrtnet("undo")
    file.write_text(file.read_text().replace("first_name", "first_{name}"))
    assert "cannot be used" in mrtnet("write", "--take-in", str(file), code=1).err
    assert "cannot be read" in mrtnet("write", "--take-in", "gone.toml", code=1).err
    assert "to whom" in mrtnet("write", code=1).err


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


def test_a_follow_up_that_keeps_a_promise_is_one_too(mrtnet: Program) -> None:
    mrtnet("sample")
    [told] = mrtnet("promises", "--json").json
    assert (told["side"], told["follow_up"]) == ("mine", 4)
    assert "No promise is open" in mrtnet("promises", "--kept", "f4").out
    assert "Rosa" not in mrtnet("play", "after-event", "--event", "spring meet", "--dry-run").out
    for empty in (("ways", ""), ("write", ""), ("play", "P1", "--for", " ")):
        assert "Say " in mrtnet(*empty, code=1).err
