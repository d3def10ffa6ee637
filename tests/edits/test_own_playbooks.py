"""Her own playbooks: made, changed, shared as a file, removed; every edit undone to the row; bad files a sentence."""

from datetime import date, timedelta
from functools import partial

import pytest

from mrtnet.domain.forms import EventForm
from mrtnet.domain.messages import Template, Wording
from mrtnet.domain.playbook_changes import checked, moved, new_playbook, with_step, without
from mrtnet.domain.playbook_parts import Offset, Rule
from mrtnet.domain.playbooks import built_in
from mrtnet.edits import events, own_playbooks, own_templates
from mrtnet.edits import plays as plays_edits
from mrtnet.queries import follow_ups, plays
from mrtnet.queries.playbooks import all_playbooks, playbook_named, template_keys
from mrtnet.trouble import Trouble
from tests.edits.hers import Hers, someone
from tests.edits.play_cases import CASES, TEXT
from tests.edits.test_undo import content, is_undone_and_done_again


def test_every_edit_is_undone_and_done_again(hers: Hers) -> None:
    rosa = hers.meets(no_next_step=True)
    book = hers.book
    for case in CASES:
        is_undone_and_done_again(book, partial(case.call, book, rosa), case.edit)
    assert book.check() == []


def test_a_changed_step_moves_what_is_open_and_the_original_comes_back(hers: Hers) -> None:
    (rosa,) = hers.meets_all([someone("Rosa")], event=hers.event())
    before = hers.next(rosa)
    known = built_in()["after-event"]
    thank = next(step for step in known.steps if step.key == "thank")
    later = with_step(known, thank._replace(offset=Offset(working_days=3)), before="thank")
    hers.book.do(own_playbooks.save_playbook, later, today=hers.today)
    assert hers.next(rosa) == ("thank-you", hers.today.replace(day=19))
    hers.book.do(own_playbooks.remove_playbook, "after-event", today=hers.today)
    assert hers.next(rosa) == before


def test_what_moves_is_told_before_and_is_what_happens(hers: Hers) -> None:
    people = hers.meets_all([someone(f"{name}") for name in ("Rosa", "Bao", "Ines")], event=hers.event())
    hers.snoozes(people[1], hers.today + timedelta(days=5))
    known, before = built_in()["after-event"], content(hers.book)
    thank = next(step for step in known.steps if step.key == "thank")
    moved = with_step(known, thank._replace(offset=Offset(working_days=3), title="Say thanks"), before="thank")
    for changed in (moved, without(known, "thank"), known._replace(rules=(Rule(("rank_b",), stop=True),))):
        told = {
            move.name: move.after
            for each in plays.redated(hers.book.read, known, changed, hers.today)
            for move in each.moves
        }
        assert set(told) == {"Rosa", "Ines"}, "Bao's stays: she put it off herself"
        hers.book.do(own_playbooks.save_playbook, changed, today=hers.today)
        assert "2 follow-ups moved" in hers.book.history(1)[0].title
        happened = dict(zip(("Rosa", "Bao", "Ines"), map(hers.next, people), strict=True))
        assert {name: (step[1] if (step := happened[name]) else None) for name in told} == told
        hers.book.undo()
        assert content(hers.book) == before


def test_only_for_new_ones_leaves_what_is_open(hers: Hers) -> None:
    event = hers.event()
    (rosa,) = hers.meets_all([someone("Rosa")], event=event)
    known, before = built_in()["after-event"], hers.next(rosa)
    thank = next(step for step in known.steps if step.key == "thank")
    later = with_step(known, thank._replace(offset=Offset(working_days=3)), before="thank")
    hers.book.do(own_playbooks.save_playbook, later, today=hers.today, follow=False)
    assert hers.next(rosa) == before
    (bao,) = hers.meets_all([someone("Bao")], event=event)
    assert hers.next(bao) == ("thank-you", date(2026, 10, 19))


def test_a_change_of_words_moves_nothing_not_even_what_is_late(hers: Hers) -> None:
    (rosa,) = hers.meets_all([someone("Rosa")], event=hers.event())
    before = hers.next(rosa)
    hers.today += timedelta(days=20)
    known = built_in()["after-event"]
    linkedin = next(step for step in known.steps if step.key == "linkedin")
    for changed in (
        known._replace(title="After the forum"),
        with_step(known, linkedin._replace(offset=Offset(days=9)), before="linkedin"),
    ):
        assert not [each for each in plays.redated(hers.book.read, known, changed, hers.today) if each.moves]
        hers.book.do(own_playbooks.save_playbook, changed, today=hers.today)
        assert hers.next(rosa) == before


def test_her_own_steps_of_an_event_follow_too(hers: Hers) -> None:
    form = EventForm(name="Winter Forum", first_day=date(2026, 11, 10), last_day=date(2026, 11, 11))
    event = hers.book.do(events.add_event, form, today=hers.today)
    known = built_in()["after-event"]
    prepare = known.steps[0]
    sooner = with_step(known, prepare._replace(offset=Offset(days=-7), title="Choose whom to meet"), before=prepare.key)
    hers.book.do(own_playbooks.save_playbook, sooner, today=hers.today)
    (open_,) = follow_ups.of_event(hers.book.read, event)
    assert (open_.title, open_.due) == ("Choose whom to meet", date(2026, 11, 4))


def test_a_template_that_is_removed_takes_no_playbook_with_it(hers: Hers) -> None:
    book, rosa = hers.book, hers.meets(no_next_step=True)
    words = {"warm": Wording("", "Hi {first_name}, I passed.", "")}
    template = book.do(own_templates.save_template, Template("", "Exam passed", ("email",), words))
    plain = new_playbook("Exam passed", ())
    mine = plain._replace(steps=(plain.steps[0]._replace(template=template),))
    key = book.do(own_playbooks.save_playbook, mine, today=hers.today)
    book.do(plays_edits.start_play, key, [rosa], today=hers.today)
    book.do(own_templates.remove_template, template)
    left = playbook_named(book.read, key)
    assert left is not None
    assert (left.steps[0].template, hers.next(rosa)) == ("", ("thank-you", date(2026, 10, 16)))
    book.undo()
    assert playbook_named(book.read, key) == mine


def test_taken_in_twice_it_is_the_same_and_changed_it_comes_beside(hers: Hers) -> None:
    hers.book.do(own_playbooks.take_in, TEXT, "mine.toml", today=hers.today)
    with pytest.raises(Trouble, match="here already, just the same"):
        hers.book.do(own_playbooks.take_in, TEXT, "mine.toml", today=hers.today)
    other = TEXT.replace('title = "My own way"', 'title = "Another"')
    assert hers.book.do(own_playbooks.take_in, other, "mine.toml", today=hers.today) == "my-own-way-2"
    assert len(all_playbooks(hers.book.read)) == 14
    with pytest.raises(Trouble, match="comes with the program"):
        hers.book.do(own_playbooks.remove_playbook, "chance-meeting", today=hers.today)


@pytest.mark.parametrize(
    ("said", "instead", "why"),
    [
        ('template = "revive"', 'template = "nothing"', "template"),
        ("days = 180", "days = 99999", "days"),
        ("days = 180", "days = -4000", "days"),
        ('key = "update"', 'key = "nudge"', "twice"),
        ('kind = "revive"', 'kind = "dance"', "kind"),
        ("[anchors]", "[anchors", "TOML"),
        ("[anchors]", "nonsense = 1\n[anchors]", "nonsense"),
        ("[anchors]", "cycle = 1\n[anchors]", "at the earliest"),
        ("days = 180", 'days = 180\nonly = ["replied"]\nunless = ["replied"]', "can never come"),
    ],
)
def test_a_bad_file_is_a_sentence_and_nothing_is_lost(hers: Hers, said: str, instead: str, why: str) -> None:
    assert said in TEXT
    with pytest.raises(Trouble, match=why):
        hers.book.do(own_playbooks.take_in, TEXT.replace(said, instead, 1), "mine.toml", today=hers.today)
    assert playbook_named(hers.book.read, "my-own-way") is None


def test_a_circle_of_rules_is_a_sentence(hers: Hers) -> None:
    known = built_in()["after-event"]
    rules = (
        Rule(("virtual",), steps=("thank",), before="linkedin"),
        Rule(("virtual",), steps=("linkedin",), before="thank"),
    )
    with pytest.raises(Trouble, match="before itself"):
        hers.book.do(own_playbooks.save_playbook, known._replace(rules=rules), today=hers.today)


def test_steps_change_places_and_go_without_breaking_rules(hers: Hers) -> None:
    templates = template_keys(hers.book.read)
    for playbook in built_in().values():
        for step in playbook.steps:
            checked(moved(playbook, step.key, -1), templates)
            checked(without(playbook, step.key), templates)
    with pytest.raises(Trouble, match="one step at least"):
        without(new_playbook("One", ()), "first")
