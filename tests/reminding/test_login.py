"""Started at login: the file says what really starts the service, whatever the folders are called; off removes it."""

import os
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest

from mrtnet.reminding import login, starting
from mrtnet.reminding.alone import Alone
from mrtnet.reminding.login_desktop import Autostart, entry, quoted
from mrtnet.reminding.login_macos import LaunchAgent
from mrtnet.reminding.login_windows import line_of
from mrtnet.reminding.starting import Start
from mrtnet.trouble import Trouble

ODD = ["plain", "two words", 'a "quote"', "back\\slash", "$HOME `id`", "100%", "", "ümlaut ß", "a;b&c|d", "--x=1 2"]


def words_of(text: str) -> list[str]:
    """What a desktop makes of the Exec line: the value unescaped, then split as a shell splits it."""
    [line] = [line.removeprefix("Exec=") for line in text.splitlines() if line.startswith("Exec=")]
    plain = line.replace("\\\\", "\\").replace("%%", "%")
    ask = f"for each in {plain}; do printf '%s\\0' \"$each\"; done"
    found = subprocess.run(["sh", "-c", ask], capture_output=True, check=True, text=True, encoding="utf-8").stdout
    return found.split("\0")[:-1]


def test_odd_folders_come_through_the_file() -> None:
    assert words_of(entry(Start(("/opt/my python/python", *ODD)))) == ["/opt/my python/python", *ODD]
    told = words_of(entry(Start(("python",), (("MRTNET_HOME", "/a b/$c"),))))
    assert told == ["env", "MRTNET_HOME=/a b/$c", "python"]
    with pytest.raises(Trouble, match="cannot stand in a file"):
        quoted("a\nb")


def test_what_the_file_says_starts_this_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "my home $1"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("MRTNET_HOME", str(home))
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    start = starting.later("remind", "--once", "--print")
    usual = {name: value for name, value in os.environ.items() if name not in ("MRTNET_HOME", "PYTHONPATH")}
    done = subprocess.run(words_of(entry(start)), env=usual, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"There is no book at “{home / 'book.mrtnet'}”" in done.stderr


def test_an_environment_of_the_start_script_is_gone_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    (tmp_path / "ready").touch()
    line = starting.later("remind").line
    assert [Path(word).name for word in line[1:]] == ["run.py", "remind"]
    assert Path(line[1]).is_file()
    assert subprocess.run([line[0], "--version"], capture_output=True, check=True).stdout.startswith(b"Python 3")


def test_on_and_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(login, "_start_now", lambda: None)
    book = tmp_path / "book.mrtnet"
    assert not login.is_on()
    login.switch(True, book)
    file = tmp_path / "config" / "autostart" / "mrtnet-reminders.desktop"
    assert login.is_on()
    assert words_of(file.read_text("utf-8"))[-1] == "remind"
    file.write_text(file.read_text("utf-8").replace("enabled=true", "enabled=false"), "utf-8")  # as GNOME does it
    assert not login.is_on()
    login.switch(True, book)
    login.switch(False, book)
    login.switch(False, book)
    assert list(file.parent.iterdir()) == []
    file.parent.rmdir()
    file.parent.touch()
    with pytest.raises(Trouble, match="The system refused"):
        login.switch(True, book)


def test_off_ends_the_one_that_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    book = tmp_path / "book.mrtnet"
    hold = (
        "import sys, time; from pathlib import Path; from mrtnet.reminding.alone import Alone\n"
        "one = Alone(Path(sys.argv[1])); print(one.take(), flush=True); time.sleep(60)"
    )
    around = {**os.environ, "PYTHONPATH": str(starting.HERE)}
    with subprocess.Popen([sys.executable, "-c", hold, str(book)], env=around, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        assert not Alone(book).take()
        assert Alone(tmp_path / "another.mrtnet").holder() is None
        login.switch(False, book)
        assert holder.wait(20) == -15
    last = Alone(book)
    assert last.take()
    last.free()


def test_mac_and_windows_say_the_same(tmp_path: Path) -> None:
    """Only what is written can be looked at here: neither system is."""
    start = Start(("/Apps/my python", "-m", "mrtnet", "remind"), (("MRTNET_HOME", "/a b"),))
    agent = LaunchAgent(tmp_path / "agents")
    agent.put(start)
    assert agent.is_on()
    told = plistlib.loads(agent.path.read_bytes())
    assert (tuple(told["ProgramArguments"]), told["EnvironmentVariables"]) == (start.line, {"MRTNET_HOME": "/a b"})
    agent.remove()
    assert not agent.is_on()
    assert line_of(Start((r"C:\My Python\python.exe", "-m", "mrtnet"))) == r'"C:\My Python\pythonw.exe" -m mrtnet'
    assert (
        line_of(Start(("py.exe", "remind"), (("A", "b c"),))) == 'cmd /d /s /c "set "A=b c" && start "" py.exe remind"'
    )


def test_where_no_file_can_be_read_it_is_off(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    Autostart().path.mkdir(parents=True)
    assert not login.is_on()
