"""A screen, a small window manager and two hands: real keys and real clicks through the X server's own extension."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli.program import HOUSE, Program

NEEDED = ("Xvfb", "xdotool", "openbox", "xclip")
PATIENCE = 20.0  # seconds for anything to come about
MORNING = "2026-10-15T14:12:00+00:00"
"""Thursday, 9:12 in Chicago."""
Rect = list[int]


def not_run() -> str:
    """Why this cannot be run here, "" where it can."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return f"not run: {', '.join(missing)} missing" if missing else ""


class Screen(NamedTuple):
    """An X server with nobody on it but us."""

    display: str
    env: dict[str, str]


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A screen of 1440 x 900 with openbox; its home is in the folder, so nobody's own settings count."""
    with ExitStack() as stack:
        heard, told = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(told), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
            pass_fds=(told,), stderr=subprocess.DEVNULL,
        )  # fmt: skip
        stack.callback(_end, server)
        os.close(told)
        with os.fdopen(heard) as number:
            display = f":{number.readline().strip()}"
        env = {"PATH": os.environ["PATH"], "DISPLAY": display, "HOME": str(folder), "LANG": "C.UTF-8"}
        manager = subprocess.Popen(["openbox", "--sm-disable"], env=env, stderr=subprocess.DEVNULL)
        stack.callback(_end, manager)
        yield Screen(display, env)


def _end(process: "subprocess.Popen[Any]") -> None:
    process.terminate()
    process.wait(10)


class Running:
    """The program on a screen: what it says about itself, and what hands can do to it."""

    def __init__(self, on: Screen, home: Path, now: str = MORNING) -> None:
        self.home, self.screen = home, on
        self.mail = home.parent / "mail.txt"
        self._clipboard: subprocess.Popen[bytes] | None = None
        self._socket = home.parent / f"ear-{time.monotonic_ns()}"
        self.cli = Program(home, MRTNET_NOW=now)
        env = {
            **on.env, "MRTNET_HOME": str(home), "MRTNET_NOW": now, "TZ": "America/Chicago", "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": str(HOUSE), "QT_LOGGING_RULES": "qt.qpa.*=false", "PYTHONWARNINGS": "error",
            "PATH": f"{_recorder(home.parent, self.mail)}:{on.env['PATH']}",
            "XDG_DATA_HOME": str(home.parent / "share"),
        }  # fmt: skip
        self.said = (home.parent / "said.txt").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.ui.whole_job.listening", str(self._socket)],
            env=env, cwd=HOUSE, stderr=self.said, stdout=self.said,
        )  # fmt: skip
        self._ear = socket.socket(socket.AF_UNIX)
        self.until(self._listens, "the program listens")
        self._ear.settimeout(PATIENCE)
        self._answers = self._ear.makefile("rb")
        self.until(lambda: self.focus()["window"] == "window", "the window has the keyboard")

    def close(self) -> None:
        """End whatever still runs."""
        if self._clipboard is not None:
            _end(self._clipboard)
        self._answers.close()
        self._ear.close()
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        self.said.close()

    def _listens(self) -> bool:
        try:
            self._ear.connect(str(self._socket))
        except OSError:
            return False
        return True

    # Looking

    def ask(self, question: str, *more: Any) -> Any:
        """What the program says, once nothing is being written."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self._ear.sendall(json.dumps([question, *more]).encode())
            told = json.loads(self._answers.readline())
            if not told["busy"] or time.monotonic() > deadline:
                return told["answer"]

    def until(self, true: Callable[[], Any], what: Any) -> Any:
        """Wait until it is so."""
        deadline = time.monotonic() + PATIENCE
        while True:
            found = true()
            if found:
                return found
            alive = self.process.poll() is None
            if not alive or time.monotonic() > deadline:
                raise AssertionError(f"{what}: never. {self.situation() if alive else 'The program has ended.'}")
            time.sleep(0.02)

    def situation(self) -> str:
        """Where everything stands, for a failed test."""
        said = (self.home.parent / "said.txt").read_text()[-2000:]
        return f"focus {self.focus()}; menu {self.ask('menu')}; {self.ask('shown')}; {said}"

    def focus(self) -> dict[str, str]:
        """Where the keyboard is."""
        found: dict[str, str] = self.ask("focus")
        return found

    def widget(self, name: str) -> dict[str, Any]:
        """A widget that can be seen; waits for it."""
        found: dict[str, Any] = self.until(lambda: self.ask("widget", name), f"{name} is there")
        return found

    def is_there(self, name: str) -> bool:
        """Whether it can be seen."""
        return self.ask("widget", name) is not None

    def gone(self, name: str) -> None:
        """Wait until it is there no more."""
        self.until(lambda: not self.is_there(name), f"{name} is gone")

    def has_keys(self, name: str) -> None:
        """Wait until the keyboard is in this widget."""
        self.until(lambda: self.focus()["widget"] == name, f"the keyboard is in {name}")

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of a list."""
        found: list[dict[str, Any]] = self.ask("rows", name)
        return found

    def row(self, name: str, words: str) -> int:
        """The number of the row that says this; waits for it."""

        def found() -> list[int]:
            return [number for number, row in enumerate(self.rows(name)) if words in row["words"]]

        return int(self.until(found, f"a row of {name} says {words}")[0])

    def settled(self, rect: Callable[[], Rect], what: str) -> Rect:
        """A place that stays where it is: a window that comes up moves and grows."""
        last: Rect = self.until(rect, f"{what} can be seen")
        while True:
            time.sleep(0.04)
            now: Rect = self.until(rect, f"{what} can be seen")
            if now == last:
                return now
            last = now

    # Keys

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], env=self.screen.env, check=True, timeout=PATIENCE)

    def key(self, *keys: str) -> None:
        """Press keys, one after the other, in X's words: "ctrl+k", "Return"."""
        self._xdotool("key", "--delay", "8", *keys)

    def type(self, text: str) -> None:
        """Type letters."""
        self._xdotool("type", "--delay", "8", text)

    def tab_to(self, name: str, key: str = "Tab") -> None:
        """Tab until the keyboard is there."""
        passed = []
        for _time in range(70):
            here = self.focus()["widget"]
            if here == name:
                return
            passed.append(here)
            self.key(key)
        raise AssertionError(f"{key} never came to {name}: {passed}")

    def arrow_to(self, name: str, words: str) -> None:
        """Arrow keys to the row that says this."""
        wanted = self.row(name, words)
        for _time in range(200):
            here = next((number for number, row in enumerate(self.rows(name)) if row["current"]), -1)
            if here == wanted:
                return
            self.key("Up" if here > wanted else "Down")
        raise AssertionError(f"the arrow keys never came to {words}")

    def menu_to(self, words: str) -> None:
        """Arrow keys to a line of the open menu, and take it."""
        lines = self.until(lambda: self.ask("menu"), "a menu is open")
        assert any(line["words"] == words for line in lines), lines
        for _time in range(40):
            if any(line["current"] and line["words"] == words for line in self.ask("menu")):
                self.key("Return")
                return
            self.key("Down")
        raise AssertionError(f"the arrow keys never came to {words}")

    # Mouse

    def click_at(self, rect: Rect, button: int = 1, times: int = 1) -> None:
        """A click in the middle of a place."""
        x, y = rect[0] + rect[2] // 2, rect[1] + rect[3] // 2
        self._xdotool("mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "30", str(button))

    def click(self, name: str, button: int = 1) -> None:
        """A click on a widget, which must lie open to it: nothing over it, in sight, and usable."""
        rect = self.settled(lambda: self.widget(name)["rect"], name)
        assert self.until(lambda: self.widget(name)["enabled"], f"{name} is usable")
        x, y = rect[0] + rect[2] // 2, rect[1] + rect[3] // 2
        met = self.ask("under", x, y)
        assert name in met, f"a click on {name} meets {met}"
        self.click_at(rect, button)

    def click_left_end(self, name: str) -> None:
        """A click on the box at the beginning of a line with words."""
        rect = self.settled(lambda: self.widget(name)["rect"], name)
        self.click_at([rect[0], rect[1], 20, rect[3]])

    def click_row(self, name: str, words: str, button: int = 1, times: int = 1) -> int:
        """A click on the row that says this, after the wheel brought it into sight."""
        number = self.wheel_to(name, words)
        rect = self.settled(lambda: self.rows(name)[number]["rect"], words)
        self.click_at([rect[0], rect[1], min(rect[2], 200), rect[3]], button, times)
        return number

    def wheel_to(self, name: str, words: str) -> int:
        """Turn the wheel over a list until the row that says this can be seen."""
        number = self.row(name, words)
        for _turn in range(60):
            rows = self.rows(name)
            if len(rows[number]["rect"]) == 4 and rows[number]["rect"][3] >= 16:
                return number
            seen = [place for place, row in enumerate(rows) if row["rect"]]
            inside = rows[seen[len(seen) // 2]]["rect"]
            x, y = inside[0] + inside[2] // 2, inside[1] + inside[3] // 2
            self._xdotool("mousemove", str(x), str(y), "click", "5" if number > seen[-1] - 1 else "4")
            time.sleep(0.05)
        raise AssertionError(f"the wheel never brought {words}")

    def click_in_row(self, name: str, words: str, command: str) -> None:
        """A click on a button that is painted into a row."""
        number = self.wheel_to(name, words)
        row = self.rows(name)[number]["rect"]
        self._xdotool("mousemove", str(row[0] + row[2] // 2), str(row[1] + row[3] // 2))
        self.click_at(self.settled(lambda: self.ask("row_button", name, number, command), command))

    def choose(self, words: str) -> None:
        """A click on a line of the menu that is open."""

        def line() -> Rect:
            found = [each for each in self.ask("menu") if each["words"] == words and each["enabled"]]
            return found[0]["rect"] if found else []

        self.click_at(self.settled(line, f"“{words}” in {[each['words'] for each in self.ask('menu')]}"))

    def pick(self, name: str, words: str) -> None:
        """A click on a box with choices, and on one of them."""
        self.click(name)
        number = self.wheel_to("popup", words)
        self.click_at(self.settled(lambda: self.rows("popup")[number]["rect"], words))
        self.until(lambda: not self.focus()["popup"], "the choices closed")

    def close_window(self) -> None:
        """A click on the cross in the active window's frame."""
        left, top, width, _height, bar = self.ask("frame")
        self.click_at([left + width - bar, top, bar, bar])

    def copied_elsewhere(self, text: str) -> None:
        """Another program puts this on the clipboard."""
        if self._clipboard is not None:
            _end(self._clipboard)
        self._clipboard = subprocess.Popen(
            ["xclip", "-selection", "clipboard", "-in", "-quiet"], env=self.screen.env, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        assert self._clipboard.stdin is not None
        self._clipboard.stdin.write(text.encode())
        self._clipboard.stdin.close()
        self.until(lambda: self._on_clipboard() == text, "the clipboard has it")

    def _on_clipboard(self) -> str:
        words = ["xclip", "-selection", "clipboard", "-out"]
        found = subprocess.run(words, env=self.screen.env, capture_output=True, check=False, timeout=PATIENCE)
        return found.stdout.decode()

    def paste_into(self, name: str, text: str) -> None:
        """Paste into a field by its menu."""
        self.copied_elsewhere(text)
        self.click(name)
        self.until(lambda: self.widget(name)["focus"], f"{name} has the keyboard after a click")
        self.click(name, button=3)
        self.choose("Paste")
        self.until(lambda: text in self.widget(name)["words"], f"{text} stands in {name}")

    # Reading the book

    def people(self) -> dict[str, dict[str, Any]]:
        """Everybody, by name."""
        return {row["name"]: row for row in self.cli("people", "--json").json}

    def person(self, name: str) -> dict[str, Any]:
        """All about one."""
        found: dict[str, Any] = self.cli("person", name, "--json").json
        return found

    def steps(self) -> list[str]:
        """The history's titles, newest first."""
        return [row["title"] for row in self.cli("history", "--json").json]

    def booked(self, true: Callable[[], Any], what: str) -> None:
        """Wait until it stands in the book."""
        self.ask("focus")  # nothing waits to be written
        self.until(true, f"in the book: {what}")

    def letters(self) -> list[str]:
        """What was handed to the mail program."""
        return self.mail.read_text().splitlines() if self.mail.exists() else []


def _recorder(folder: Path, mail: Path) -> Path:
    """A folder with what stands in for the system's opener and mail program: it writes down what it was given."""
    place = folder / "bin"
    place.mkdir(exist_ok=True)
    opener = place / "xdg-open"
    opener.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> '{mail}'\n")
    opener.chmod(0o755)
    entry = folder / "share/applications/recorder.desktop"
    entry.parent.mkdir(parents=True, exist_ok=True)
    entry.write_text(f"[Desktop Entry]\nType=Application\nExec={opener} %u\nMimeType=x-scheme-handler/mailto;\n")
    return place


@contextmanager
def running(on: Screen, home: Path, now: str = MORNING) -> Iterator[Running]:
    """The program, started; ended at the end."""
    program = Running(on, home, now)
    try:
        yield program
    finally:
        program.close()


def quit_cleanly(program: Running) -> None:
    """It ends by itself, with nothing to complain of."""
    assert program.process.wait(PATIENCE) == 0
    said = (program.home.parent / "said.txt").read_text()
    assert said == "", said


needs_a_screen = pytest.mark.skipif(bool(not_run()), reason=not_run() or "there is a screen")
