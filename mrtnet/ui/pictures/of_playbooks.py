"""What the page of playbooks brings up."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from mrtnet.ui.pictures import stage
from mrtnet.ui.pictures.bringing import Shot
from mrtnet.ui.window import Window


def _why_of_a_playbook(window: Window) -> None:
    from mrtnet.queries import follow_ups
    from mrtnet.ui.playbooks.why import WhyDialog

    sql = "SELECT min(id) FROM follow_up WHERE state = 'open' AND step = 'linkedin' AND run_id IS NOT NULL"
    row = follow_ups.one(window.desk.read, window.desk.read.execute(sql).fetchone()[0] or 0)
    if row is not None:
        WhyDialog(window.around, row).open_at()


def _move_a_playbook(window: Window) -> None:
    from mrtnet.queries import runs
    from mrtnet.ui.playbooks.move import MoveDialog

    dialog = MoveDialog(window.around, [runs.at_work(window.desk.read, "after-event")[0].run])
    dialog.open_at()
    dialog.day.setText("oct 27")
    dialog.look()


def _tell_of_a_playbook(window: Window) -> None:
    from mrtnet.domain.playbooks import built_in
    from mrtnet.queries import runs
    from mrtnet.ui.playbooks.told import ToldDialog

    run = runs.at_work(window.desk.read, "after-event")[0].run
    ToldDialog(window.around, run, built_in()["revive-tie"]).open_at()


def _follow_a_playbook(window: Window) -> None:
    from mrtnet.domain.playbook_changes import with_step
    from mrtnet.domain.playbooks import Offset, built_in
    from mrtnet.queries.plays import redated
    from mrtnet.ui.playbooks.follow import FollowDialog

    known = built_in()["after-event"]
    moved = known
    for key in ("thank", "linkedin", "request"):
        step = next(each for each in known.steps if each.key == key)
        moved = with_step(moved, step._replace(offset=Offset(working_days=9)), before=key)
    found = [each for each in redated(window.desk.read, known, moved, window.desk.today) if each.moves]
    FollowDialog(window.around, found, lambda _follow: None, None).open_at()


def _load_of_a_playbook(window: Window) -> None:
    from mrtnet.queries import events
    from mrtnet.ui.playbooks.start import StartDialog

    StartDialog(window.around, "revive-tie", (), event_id=events.listed(window.desk.read)[0].id).open_at()


def of_playbooks(which: str) -> Shot:
    """A dialog of the playbooks page."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.ui.playbooks.page import PlaybooksPage

        window.go("playbooks", "after-event")
        shown = window.page
        assert isinstance(shown, PlaybooksPage)
        acts: dict[str, Callable[[], None]] = {
            "step": lambda: shown.books.change_step("thank"), "playbook": shown.new, "play": shown.books.start_it,
            "why": lambda: _why_of_a_playbook(window), "rule": lambda: shown.books.change_rule(1),
            "move": lambda: _move_a_playbook(window), "bank_question": shown.questions.new,
            "follow": lambda: _follow_a_playbook(window),
            "load": lambda: _load_of_a_playbook(window), "told": lambda: _tell_of_a_playbook(window),
        }  # fmt: skip
        acts[which]()
        stage.work_off(window)
        stage.settle(window)
        return window.findChild(QDialog, "dialog.play" if which == "load" else f"dialog.{which}")

    return shot
