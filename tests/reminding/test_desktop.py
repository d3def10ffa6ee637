"""The reminder service for real: its own process, a real bus, notices that are pressed, processes that are killed."""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time as clock_time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, time
from pathlib import Path

import pytest

from mrtnet.domain.forms import FollowUpForm, PersonForm
from mrtnet.edits import follow_ups, people
from mrtnet.edits.settings import set_about
from mrtnet.store.book import Book

pytest.importorskip("jeepney", reason="not run: there is no D-Bus on this system")
from tests.reminding.desktop import THERE, Desktop, Told, bus, environ

pytestmark = pytest.mark.skipif(not THERE, reason="not run: there is no dbus-daemon here")
DAY = date(2026, 10, 19)
BEFORE, NOW = "2026-10-16T12:00:00+00:00", "2026-10-19T15:00:00+00:00"  # ten in Chicago


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MRTNET_NOW", BEFORE)
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    with Book.open(home / "book.mrtnet") as book:
        form = PersonForm(name="Amara <b>Nwosu</b> & Co", no_next_step=True)
        book.do(people.add_person, form, today=DAY)
        book.do(set_about, time_zone="America/Chicago")
    return home


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with bus(tmp_path) as address:
        yield address


def _add(home: Path, title: str, at: time | None = None) -> int:
    with Book.open(home / "book.mrtnet") as book:
        return book.do(follow_ups.add, 1, FollowUpForm(kind="promise", title=title, due=DAY, at=at), today=DAY)


def _start(around: dict[str, str], *told: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "mrtnet", "remind", *told], env=around, stderr=subprocess.PIPE)


def _until(book: Book, sql: str, seconds: float = 20) -> bool:
    end = clock_time.monotonic() + seconds
    while clock_time.monotonic() < end:
        if book.read.execute(sql).fetchone()[0]:
            return True
        clock_time.sleep(0.05)
    return False


def test_buttons_are_edits_and_open_asks_the_window(home: Path, address: str) -> None:
    for title, at in (("call <i>", time(9, 50)), ("write", time(9, 55)), ("look", time(9, 58))):
        _add(home, title, at)
    window = socket.socket(socket.AF_UNIX)
    window.bind(str(home / "mrtnet.socket"))
    window.listen()
    window.settimeout(20)
    desktop = Desktop(address)
    around = environ(home, address, MRTNET_NOW=NOW)
    service = _start(around)
    first, second, third = desktop.wait(3)
    assert (first.title.split(" · ")[1], first.text) == ("call <i>", "Amara &lt;b&gt;Nwosu&lt;/b&gt; &amp; Co")
    assert [first.actions[key] for key in ("done", "snooze", "open")] == ["Done", "Snooze 1 hour", "Open"]
    assert first.stays
    with Book.open(home / "book.mrtnet") as book:
        steps = book.newest_step()
        desktop.press(first.id, "done")
        assert _until(book, "SELECT state = 'done' FROM follow_up WHERE id = 1")
        assert book.newest_step() == steps + 1
        desktop.press(second.id, "snooze")
        assert _until(book, "SELECT at = '11:00' FROM follow_up WHERE id = 2")
        assert book.newest_step() == steps + 2
        desktop.press(third.id, "default")
        came, _whom = window.accept()
        assert came.recv(64) == b"today\n"
        came.sendall(b"ok\n")
        came.close()
        window.close()
        second_one = _start(around)
        assert second_one.communicate()[1] == b"mrtnet: mrtnet reminds already; a second one is not needed.\n"
        assert second_one.returncode == 1
        book.undo()
        book.undo()
        assert book.read.execute("SELECT state, at FROM follow_up WHERE id < 3").fetchall() == [
            ("open", "09:50"),
            ("open", "09:55"),
        ]
    service.send_signal(signal.SIGTERM)
    assert service.communicate() == (None, b"")
    assert service.returncode == 0
    desktop.close()
    assert len(desktop.told) == 3


def test_once_for_cron_and_nobody_there(home: Path, address: str) -> None:
    _add(home, "one")
    around = environ(home, address, MRTNET_NOW=NOW)
    nobody = _start(around, "--once")
    assert b"Nothing shows notifications here" in nobody.communicate()[1]
    assert nobody.returncode == 1
    desktop = Desktop(address, can=("body",))
    desktop.refuses = True
    refused = _start(around, "--once")
    refused.communicate()
    assert refused.returncode == 1
    desktop.refuses = False
    for _again in range(2):
        fine = _start(around, "--once")
        assert (fine.communicate()[1], fine.returncode) == (b"", 0)
    [told] = desktop.told
    assert told == Told(1, "one", "Amara <b>Nwosu</b> & Co", {}, True)  # no markup, no buttons
    desktop.close()


def test_the_service_ends_with_the_session_and_what_that_has_not_taken_is_due_again(home: Path, tmp_path: Path) -> None:
    _add(home, "one")
    for dies_at_once in (True, False):
        with ExitStack() as session:
            address = session.enter_context(bus(tmp_path))
            desktop = Desktop(address)
            if dies_at_once:
                desktop.came = lambda _told, session=session: session.close()  # type: ignore[misc]
            service = _start(environ(home, address, MRTNET_NOW=NOW))
            desktop.wait(1)
            if not dies_at_once:
                clock_time.sleep(0.1)  # for the reply to arrive
        assert service.communicate(timeout=20) == (None, b"")
        assert service.returncode == 0
        desktop.close()
        assert [told.title for told in desktop.told] == ["one"]


@pytest.mark.parametrize("rounds", [4, pytest.param(40, marks=pytest.mark.long)])
def test_killed_and_started_again_loses_and_doubles_nothing(home: Path, address: str, rounds: int) -> None:
    """Killed the very moment a notice comes, or at any other; what is due comes once all the same."""
    dice, around = random.Random(rounds), environ(home, address, MRTNET_NOW=NOW)
    desktop, starts = Desktop(address), 0
    running: list[subprocess.Popen[bytes]] = []
    fatal: set[int] = set()

    def came(told: Told) -> None:
        if told.id in fatal:
            os.kill(running[-1].pid, signal.SIGKILL)

    desktop.came = came
    for number in range(rounds):
        for each in range(3):
            _add(home, f"r{number} {each}", time(9, 50 + each))
        expected = 3 * number + 3
        fatal = {expected - number % 4} if number % 4 < 3 else set()
        moment = clock_time.monotonic() + dice.random() if number % 4 == 3 else None
        for _start_again in range(4):
            running.append(_start(around))
            starts += 1
            while running[-1].poll() is None and len(desktop.wait(expected, 0.02)) < expected:
                if moment is not None and clock_time.monotonic() > moment:
                    moment = None
                    running[-1].kill()
            running[-1].kill()
            running[-1].communicate()
            if len(desktop.told) == expected:
                break
    titles = [told.title.split(" · ")[1] for told in desktop.told]
    desktop.close()
    assert sorted(titles) == sorted(f"r{number} {each}" for number in range(rounds) for each in range(3))
    assert starts > rounds


@pytest.mark.skipif(not (shutil.which("dunst") and shutil.which("Xvfb")), reason="not run: no dunst or no Xvfb here")
def test_a_real_notification_service_on_a_virtual_screen(home: Path, address: str) -> None:
    follow_up = _add(home, "write", time(9, 55))
    told, screen_told = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(screen_told)], pass_fds=[screen_told], stderr=subprocess.DEVNULL
    )
    os.close(screen_told)
    with os.fdopen(told) as display:
        around = environ(home, address, MRTNET_NOW=NOW, DISPLAY=f":{display.readline().strip()}")
    dunst = subprocess.Popen(["dunst"], env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    service = _start(around)
    try:
        with Book.open(home / "book.mrtnet") as book:
            assert _until(book, "SELECT count(*) FROM reminder_shown WHERE shown_at IS NOT NULL")
            assert _count(around) == 1
            book.do(follow_ups.done, follow_up, DAY, today=DAY)
            service.send_signal(signal.SIGTERM)
            assert service.wait(20) == 0
    finally:
        for each in (service, dunst, screen):
            each.terminate()
            each.communicate()


def _count(around: dict[str, str]) -> int:
    """How many notices stand on the screen."""
    for _try in range(100):
        found = subprocess.run(
            ["dunstctl", "count", "displayed"], env=around, capture_output=True, check=False, text=True
        )
        if found.stdout.strip() not in ("", "0"):
            return int(found.stdout)
        clock_time.sleep(0.05)
    return 0
