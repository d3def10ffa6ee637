"""One case for every edit of playbooks, in an order in which each finds what it needs."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from mrtnet.domain.playbook_changes import copied, new_playbook
from mrtnet.domain.playbooks import built_in, dump_playbook
from mrtnet.edits import own_playbooks, own_questions, plays, turns
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)
NOW: dict[str, Any] = {"today": TODAY}
TEXT = dump_playbook(copied(built_in()["revive-tie"], "My own way", built_in()))
QUESTIONS = 'key = "own"\ntitle = "My own"\n[[questions]]\nid = "night"\ntext = "How are the nights?"\n'
MINE = new_playbook("Exam passed", built_in())
CHANGED = built_in()["revive-tie"]._replace(title="Wake a tie")


class Case(NamedTuple):
    """One edit and the call of it, for a person."""

    edit: str
    call: Callable[[Book, int], Any]


CASES = (
    Case("own_playbooks.save_playbook", lambda b, p: b.do(own_playbooks.save_playbook, MINE, **NOW)),
    Case("own_playbooks.take_in", lambda b, p: b.do(own_playbooks.take_in, TEXT, "mine.toml", **NOW)),
    Case("plays.start_play", lambda b, p: b.do(plays.start_play, "exam-passed", [p], **NOW)),
    Case("own_playbooks.save_playbook", lambda b, p: b.do(own_playbooks.save_playbook, CHANGED, **NOW)),
    Case("own_playbooks.remove_playbook", lambda b, p: b.do(own_playbooks.remove_playbook, "exam-passed", **NOW)),
    Case("own_playbooks.remove_playbook", lambda b, p: b.do(own_playbooks.remove_playbook, "revive-tie", **NOW)),
    Case("plays.start_play", lambda b, p: b.do(plays.start_play, "revive-tie", [p], **NOW)),
    Case("plays.move_play", lambda b, p: b.do(plays.move_play, [2], date(2026, 10, 20), **NOW)),
    Case("turns.tell_turns", lambda b, p: b.do(turns.tell_turns, 2, ["bounced"], **NOW)),
    Case("plays.stop_play", lambda b, p: b.do(plays.stop_play, [2], **NOW)),
    Case("own_questions.add_question", lambda b, p: b.do(own_questions.add_question, "What would you do again?")),
    Case("own_questions.word_question", lambda b, p: b.do(own_questions.word_question, "first-job", "How begun?")),
    Case("own_questions.remove_question", lambda b, p: b.do(own_questions.remove_question, "first-job")),
    Case("own_questions.take_in", lambda b, p: b.do(own_questions.take_in, QUESTIONS, "mine.toml")),
)
