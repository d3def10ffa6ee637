"""Whoever is gone when a change is written is not told; the change is written all the same."""

import weakref
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.ui.desk import Desk
from mrtnet.ui.jobs import Jobs
from mrtnet.ui.listening import listens
from mrtnet.ui.theme import Theme
from mrtnet.ui.widgets.keyboard import give_back
from mrtnet.ui.window import Window


class _Shown(QLabel):
    def take(self, *_told: Any) -> None:
        self.setText("told")


def _delete(widget: QWidget) -> None:
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("qapp")
def test_methods_partials_and_functions_of_a_deleted_widget_do_not_listen() -> None:
    here, gone = _Shown(), _Shown()
    ways = [lambda each: each.take, lambda each: partial(each.take, 1), lambda each: lambda *_told: each.take()]
    kept = [(way(here), way(gone)) for way in ways]
    assert all(listens(told) for pair in kept for told in pair)
    _delete(gone)
    assert [(listens(one), listens(other)) for one, other in kept] == [(True, False)] * 3


def _refuse(_session: Any) -> None:
    raise Trouble("Not today.")


def test_a_dialog_that_was_closed_meanwhile_is_not_told(book: Book, qapp: QApplication) -> None:
    desk, dialog, said = Desk(book), _Shown(), []
    desk.trouble.connect(said.append)
    desk.do(lambda _session: 7, on_done=dialog.take)
    desk.do(_refuse, on_trouble=dialog.take)
    _delete(dialog)
    while desk.is_busy():
        qapp.processEvents()
    desk.close()
    assert said == ["Not today."]


def test_a_job_ends_quietly_when_nobody_waits_for_it(qapp: QApplication) -> None:
    jobs, dialog = Jobs(), _Shown()
    jobs.start("", lambda _job: 7, on_done=dialog.take)
    _delete(dialog)
    while jobs.running():
        qapp.processEvents()
    jobs.close()


@pytest.mark.usefixtures("qapp")
def test_the_keyboard_is_not_given_to_what_is_gone() -> None:
    window = QWidget()
    before = QLabel(window)
    window.show()
    give_back(before)
    assert window.focusWidget() is before
    _delete(before)
    give_back(before)
    give_back(None)


def test_the_capture_window_goes_with_the_main_one(filled: Book, theme: Theme, qapp: QApplication) -> None:
    window = Window(Desk(filled, inline=True), theme, theme.settings)
    window.show()
    window.commands.run("log_people")
    (capture,) = [each for each in qapp.topLevelWidgets() if each.objectName() == "capture" and each.isVisible()]
    window.close()
    assert not capture.isVisible()
    window.deleteLater()
    for _round in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(capture)


class _Listener:
    """Hears a job, and holds it."""

    def __init__(self, jobs: Jobs) -> None:
        self.heard: list[int] = []
        self.job = jobs.start("Counting", lambda _job: 3, on_done=self.heard.append)
        self.job.ended.connect(lambda: self.heard.append(len(jobs.running())))
        self.job.done.connect(lambda found: self.heard.append(found + 1))


def test_a_job_that_is_over_holds_nobody_who_listened(qtbot: QtBot) -> None:
    jobs = Jobs()
    listener = _Listener(jobs)
    gone = weakref.ref(listener)
    qtbot.waitUntil(lambda: _heard(gone) == [3, 4, 0])
    del listener
    assert gone() is None
    jobs.close()


def _heard(listener: "weakref.ref[_Listener]") -> list[int]:
    found = listener()
    return found.heard if found is not None else []
