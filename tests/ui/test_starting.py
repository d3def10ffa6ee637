"""Starting: one window per user, a crash leaves no names, machine settings survive nonsense, jobs end."""

import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mrtnet import settings as machine
from mrtnet.paths import write_whole
from mrtnet.trouble import Trouble
from mrtnet.ui import single
from mrtnet.ui.instance import Instance
from mrtnet.ui.jobs import Job, Jobs


def test_a_second_start_hands_its_wish_over(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert not single.hand_over(tmp_path, "show")
    first = Instance(tmp_path)
    assert first.is_first()
    first.listen()
    answers: list[bool] = []
    with qtbot.waitSignal(first.wished) as told:
        client = threading.Thread(target=lambda: answers.append(single.hand_over(tmp_path, "capture")))
        client.start()
    client.join()
    assert told.args == ["capture"]
    assert answers == [True]
    assert not Instance(tmp_path).is_first()
    first.close()
    assert not single.hand_over(tmp_path, "show")


def test_what_is_no_wish_is_ignored(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    first = Instance(tmp_path)
    first.listen()
    answers: list[bool] = []
    client = threading.Thread(target=lambda: answers.append(single.hand_over(tmp_path, "x" * 5000)))
    with qtbot.assertNotEmitted(first.wished):
        client.start()
        qtbot.waitUntil(lambda: len(answers) == 1)
    client.join()
    assert answers == [False]
    first.close()


def test_settings_survive_a_round_trip_and_nonsense(tmp_path: Path) -> None:
    path = tmp_path / machine.FILE
    settings = machine.load(path, write_whole)
    settings.theme, settings.text_size, settings.panes["people"] = "dark", 150, [400, 900]
    settings.save()
    again = machine.load(path, write_whole)
    assert (again.theme, again.text_size, again.panes) == ("dark", 150, {"people": [400, 900]})
    path.write_text('{"theme": "mauve", "text_size": 5000, "density": 3, "unknown": 1, "letter_keys": false}')
    odd = machine.load(path, write_whole)
    assert (odd.theme, odd.text_size, odd.density, odd.letter_keys) == ("system", 200, "normal", False)
    for nonsense in (b"\xff\xfe not json [", b"[1, 2]", b"[" * 100_000, b'{"panes": {"people": "wide"}, "keys": 3}'):
        path.write_bytes(nonsense)
        assert vars(machine.load(path, write_whole)) == vars(machine.Settings(path=path, write=write_whole))


def test_jobs_tell_progress_result_and_trouble(qtbot: QtBot) -> None:
    jobs = Jobs()

    def counts(job: Job, up_to: int) -> int:
        for number in range(up_to):
            job.tell(number, up_to)
        return up_to

    def fails(_job: Job) -> None:
        raise Trouble("The file cannot be read.")

    seen: list[object] = []
    job = jobs.start("Counting", counts, 5, on_done=seen.append)
    with qtbot.waitSignal(job.ended):
        pass
    told: list[str] = []
    job = jobs.start("Failing", fails, on_trouble=told.append)
    with qtbot.waitSignal(job.ended):
        pass
    assert seen == [5]
    assert told == ["The file cannot be read."]

    def breaks(_job: Job) -> None:
        raise ValueError("Rosa Delgado-Ruiz")

    with qtbot.captureExceptions() as caught:
        job = jobs.start("Breaking", breaks, on_trouble=told.append)
        with qtbot.waitSignal(job.ended):
            pass
    assert [each[0] for each in caught] == [ValueError]
    assert told[1] == "Something went wrong in mrtnet, and nothing was changed. Try again."
    assert jobs.running() == []
    jobs.close()


def test_a_stopped_job_gives_no_result(qtbot: QtBot) -> None:
    jobs, going = Jobs(), threading.Event()

    def waits(job: Job) -> str:
        going.set()
        while not job.stopped():
            threading.Event().wait(0.005)
        return "late"

    seen: list[object] = []
    job = jobs.start("Waiting", waits, on_done=seen.append)
    going.wait(5)
    with qtbot.waitSignal(job.ended):
        job.stop()
    assert seen == []
    jobs.close()
