"""The two commands: which Python, which system packages, an environment that is whole or not there, what is started."""

import ast
import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGING = CHECKOUT / "packaging"
sys.path.append(str(PACKAGING))

import environment  # noqa: E402
import interpreter  # noqa: E402
import libraries  # noqa: E402
import workshop  # noqa: E402


def command(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


# --- which Python


def test_the_range_is_that_of_the_project() -> None:
    told = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["requires-python"]
    major, newest = interpreter.NEWEST
    assert told == f">={major}.{interpreter.OLDEST[1]},<{major}.{newest + 1}"


@pytest.mark.parametrize("name", ["run.py", "test.py", "interpreter.py"])
def test_an_old_python_can_read_what_tells_it_that_it_is_too_old(name: str) -> None:
    assert ast.parse((PACKAGING / name).read_text(), feature_version=(3, 6)).body


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_that_does_not_fit_hands_over_to_one_that_does(
    version: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command(tmp_path / "python3.13", "exit 127")  # as a version switcher leaves it
    command(tmp_path / "python3.12", f'[ "$1" = -c ] && echo 3 12 || echo "$@" > {tmp_path}/started; exit 0')
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    monkeypatch.setattr(sys, "argv", ["packaging/run.py", "today", "--json"])
    with pytest.raises(SystemExit) as left:
        interpreter.settle()
    assert left.value.code == 0
    assert (tmp_path / "started").read_text() == "packaging/run.py today --json\n"


def test_without_a_python_that_fits_a_sentence_says_which_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))
    with pytest.raises(SystemExit) as left:
        interpreter.settle()
    assert left.value.code == 1
    told = "mrtnet needs Python 3.11 to 3.13, and this is 3.14: install python3.13 and run this again.\n"
    assert capsys.readouterr().err == told


# --- which system packages


@pytest.fixture
def linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A Linux without a screen and with one font."""
    monkeypatch.setattr(sys, "platform", "linux")
    (tmp_path / "fonts" / "deep").mkdir(parents=True)
    (tmp_path / "fonts" / "deep" / "Some.ttf").touch()
    monkeypatch.setattr(libraries, "FONT_FOLDERS", (str(tmp_path / "fonts"), str(tmp_path / "none")))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return monkeypatch


def debian(found: list[libraries.Packages]) -> list[str]:
    return libraries.names(found, "apt-get")


def test_a_whole_system_lacks_nothing(linux: pytest.MonkeyPatch) -> None:
    linux.setenv("DISPLAY", ":0")
    assert libraries.missing(window=True, loads=lambda library: True) == []


def test_a_bare_system_is_told_each_package_once(linux: pytest.MonkeyPatch) -> None:
    found = debian(libraries.missing(window=False, loads=lambda library: False))
    assert found[:3] == ["libgl1", "libegl1", "libglib2.0-0"]
    assert len(found) == len(set(found))
    assert not any("xcb" in name or "wayland" in name for name in found)


@pytest.mark.parametrize(
    ("screen", "asked", "spared"),
    [("DISPLAY", "libxcb-cursor0", "libwayland-client0"), ("WAYLAND_DISPLAY", "libwayland-client0", "libxcb-cursor0")],
)
def test_a_window_asks_for_the_libraries_of_its_screen(
    screen: str, asked: str, spared: str, linux: pytest.MonkeyPatch
) -> None:
    linux.setenv(screen, "0")
    found = debian(libraries.missing(window=True, loads=lambda library: False))
    assert asked in found
    assert spared not in found


def test_one_missing_library_asks_for_one_package(linux: pytest.MonkeyPatch) -> None:
    assert debian(libraries.missing(False, loads=lambda library: library != "libdbus-1.so.3")) == ["libdbus-1-3"]


def test_a_system_without_fonts_gets_one(linux: pytest.MonkeyPatch) -> None:
    linux.setattr(libraries, "FONT_FOLDERS", ())
    assert debian(libraries.missing(False, loads=lambda library: True)) == ["fonts-dejavu-core"]


def test_tests_get_the_font_that_pages_are_measured_with(linux: pytest.MonkeyPatch, tmp_path: Path) -> None:
    linux.setattr(libraries, "FONT_FOLDERS", (str(tmp_path),))
    (tmp_path / "DejaVuSans.ttf").touch()
    assert debian(libraries.missing(False, loads=lambda library: True, tests=True)) == ["fonts-inter"]
    (tmp_path / "Inter-Regular.otf").touch()
    assert libraries.missing(False, loads=lambda library: True, tests=True) == []


def test_other_systems_are_not_asked_for_linux_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert libraries.missing(window=True, loads=lambda library: False) == []


def test_the_loader_itself_is_asked() -> None:
    assert not libraries.loads("libnothing-of-the-kind.so.9")


LACKING = [libraries.venv_package((3, 11)), libraries.ALWAYS["libGL.so.1"], libraries.FONTS]


@pytest.mark.parametrize(
    ("tool", "root", "sudo", "line"),
    [
        ("apt-get", True, False, "apt-get update && apt-get install -y --no-install-recommends {}"),
        ("apt-get", False, True, "sudo apt-get update && sudo apt-get install -y --no-install-recommends {}"),
        ("apt-get", False, False, "su - -c 'apt-get update && apt-get install -y --no-install-recommends {}'"),
    ],
)
def test_the_line_to_type_on_debian(tool: str, root: bool, sudo: bool, line: str) -> None:
    names = "python3.11-venv libgl1 fonts-dejavu-core"
    assert libraries.for_her_to_run(LACKING, tool, root, sudo) == line.format(names)


def test_the_line_to_type_elsewhere() -> None:
    glib = [libraries.ALWAYS["libglib-2.0.so.0"], libraries.ALWAYS["libgthread-2.0.so.0"]]
    assert libraries.for_her_to_run(glib, "dnf", root=False, sudo=True) == "sudo dnf install -y glib2"
    assert libraries.for_her_to_run(glib, "pacman", root=True, sudo=False) == "pacman -S --needed glib2"


@pytest.mark.parametrize("library", libraries.KNOWN)
def test_every_library_has_a_package_on_every_family(library: str) -> None:
    assert re.fullmatch(r"lib[\w+-]+(\.\d)*\.so\.\d+", library.replace("2.0.so", "2.so"))
    assert all(re.fullmatch(r"[\w.+-]+", name) for name in libraries.KNOWN[library])


# --- what went wrong, in plain words


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("NewConnectionError: Temporary failure in name resolution\nERROR: No matching distribution found", "network"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("E: Could not get lock /var/lib/dpkg/lock-frontend", "another program"),
        ("E: Unable to locate package libgl1", "sources do not have"),
        ("ERROR: [Errno 13] Permission denied: 'x'", "may not be written"),
        ("ERROR: No matching distribution found for pyside6-essentials==6.11.3", "not made for Python"),
        ("something else", "see the log"),
    ],
)
def test_why_packages_could_not_be_installed(output: str, told: str) -> None:
    assert told in workshop.reason(output, "see the log")


def test_why_qt_does_not_start() -> None:
    lost = "ImportError: libFoo-2.so.0: cannot open shared object file: No such file or directory"
    assert "Qt needs libFoo-2.so.0," in environment.qt_trouble(lost, on_screen=True)
    assert "No window can be opened on this screen" in environment.qt_trouble("could not connect", on_screen=True)
    assert "Qt does not start" in environment.qt_trouble("Aborted", on_screen=False)


# --- the environment


def test_where_environments_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert environment.cache_folder({"MRTNET_ENV": "~/told", "XDG_CACHE_HOME": "/elsewhere"}) == tmp_path / "told"
    assert environment.cache_folder({"XDG_CACHE_HOME": "/elsewhere"}) == Path("/elsewhere/mrtnet")
    assert environment.cache_folder({"XDG_CACHE_HOME": "not/absolute"}) == tmp_path / ".cache" / "mrtnet"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder for environments; no screen."""
    monkeypatch.setenv("MRTNET_ENV", str(tmp_path / "cache"))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    return tmp_path


def laid_out(fit_for: set[str]) -> environment.Environment:
    """An environment as if it had been made, whose Python tells what it is started with."""
    found = environment.environment("run")
    command(found.python, 'echo "$@"; echo "$PYTHONPATH"')
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (found.folder / "lib" / version / "site-packages" / "sqlmodel").mkdir(parents=True)
    found.write_stamp(fit_for)
    return found


def test_a_stamp_tells_what_the_environment_was_found_fit_for(scratch: Path) -> None:
    assert environment.environment("run").looked_at() == set()
    assert laid_out({"headless", "window"}).looked_at() == {"headless", "window"}


@pytest.mark.parametrize("harm", ["no stamp", "empty stamp", "no python", "package gone"])
def test_an_environment_that_is_not_whole_is_not_taken_for_one(harm: str, scratch: Path) -> None:
    found = laid_out({"headless"})
    match harm:
        case "no stamp":
            found.stamp.unlink()
        case "empty stamp":
            found.stamp.write_text("")
        case "no python":
            found.python.unlink()
        case "package gone":
            next(found.folder.glob("lib/*/site-packages/sqlmodel")).rmdir()
    assert found.looked_at() == set()


def start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(PACKAGING / "run.py"), *arguments]
    return subprocess.run(line, env=os.environ | variables, capture_output=True, text=True, timeout=60, check=False)


def test_without_a_screen_the_tour_is_announced_and_started(scratch: Path) -> None:
    laid_out({"headless"})
    done = start()
    assert done.stdout.splitlines() == ["-P -m mrtnet tour", str(CHECKOUT)]
    assert done.stderr == "There is no screen here, so this is the tour instead of the window.\n"


def test_arguments_are_passed_on_and_nothing_is_added_to_the_output(scratch: Path) -> None:
    laid_out({"told"})
    done = start("people", "credential:rhit at:mercy", "--json")
    assert done.stdout.splitlines()[0] == "-P -m mrtnet people credential:rhit at:mercy --json"
    assert done.stderr == ""


def test_with_a_screen_the_window_is_started(scratch: Path) -> None:
    laid_out({"window"})
    assert start(DISPLAY=":0").stdout.splitlines()[0] == "-P -m mrtnet"


def test_a_folder_that_cannot_be_made_is_one_sentence(scratch: Path) -> None:
    (scratch / "cache").write_text("a file where the folder should be")
    done = start()
    assert done.returncode == 1
    assert done.stderr.startswith("The environment could not be made: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.fixture
def no_packages(scratch: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pins that name nothing, so that an environment is really made, without a network."""
    (scratch / "requirements-run.txt").touch()
    monkeypatch.setattr(environment, "HERE", scratch)
    return scratch


def test_a_broken_environment_is_made_anew_and_then_kept(no_packages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next(laid_out({"headless"}).folder.glob("lib/*/site-packages/sqlmodel")).rmdir()
    found = environment.ready("run", window=False, must_show=False)
    assert "Making the environment, once: 0 packages" in capsys.readouterr().err
    assert found.looked_at() == {"told"}  # without PySide6 there is no window
    assert subprocess.run([found.python, "-c", "import pip"], check=False).returncode == 0
    assert environment.ready("run", window=False, must_show=False) == found
    assert capsys.readouterr().err == ""


def test_a_failed_install_leaves_no_environment(no_packages: Path) -> None:
    (no_packages / "requirements-run.txt").write_text("./there-is-no-such.whl\n")
    with pytest.raises(environment.Refused, match=r"The packages could not be installed: .* The log: .*\.log"):
        environment.ready("run", window=False, must_show=False)
    assert [file.suffix for file in (no_packages / "cache").iterdir() if file.is_dir()] == []


DRIVER = """
import sys
from pathlib import Path
sys.path.append(sys.argv[1])
import environment
environment.HERE = Path(sys.argv[2])
with environment.plainly():
    environment.ready("run", window=False, must_show=False)
"""


def wait_until(true: object, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def test_ctrl_c_leaves_nothing_half_made(no_packages: Path) -> None:
    line = [sys.executable, "-c", DRIVER, str(PACKAGING), str(no_packages)]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True, start_new_session=True) as child:
        wait_until(lambda: any((no_packages / "cache").glob("run-*/pyvenv.cfg")))
        os.killpg(child.pid, signal.SIGINT)
        _, told = child.communicate(timeout=60)
    assert child.returncode == 130
    assert "Nothing half-made is left" in told
    assert "Traceback" not in told
    assert not any(file.is_dir() for file in (no_packages / "cache").iterdir())


def test_a_second_run_waits_for_the_first(no_packages: Path) -> None:
    found = environment.environment("run")
    line = [sys.executable, "-c", DRIVER, str(PACKAGING), str(no_packages)]
    with environment.alone(found):
        child = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
        assert child.stderr is not None
        assert child.stderr.readline() == "Another run is making the environment; waiting for it.\n"
        laid_out({"headless"})
    _, told = child.communicate(timeout=60)
    assert (child.returncode, told) == (0, "")


def test_environments_unused_for_a_month_make_room(scratch: Path) -> None:
    found = laid_out({"headless"})
    for name, days in (("run-3.11-old", 40), ("run-3.11-fresh", 3), ("test-3.11-old", 40)):
        stamp = scratch / "cache" / name / "ready"
        stamp.parent.mkdir()
        stamp.write_text("headless")
        os.utime(stamp, (time.time() - days * 86400,) * 2)
    environment.forget_unused(found)
    left = {file.name for file in (scratch / "cache").iterdir()}
    assert left == {found.folder.name, "run-3.11-fresh", "test-3.11-old"}


# --- a certificate bundle laid by hand


def test_a_hand_laid_certificate_bundle_outlives_the_package_that_replaces_it(
    scratch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = scratch / "bundle.crt"
    bundle.write_text("laid by hand")
    monkeypatch.setattr(environment.system, "CERTIFICATES", bundle)
    monkeypatch.setattr(environment.system, "REPLACES_CERTIFICATES", scratch / "not-installed-yet")
    monkeypatch.delenv("PIP_CERT", raising=False)
    with (scratch / "some.log").open("w") as log:
        shop = workshop.Workshop(log, lock=-1)
        environment.system.keep_certificates(shop)
        bundle.write_text("what the package brought")
        kept = Path(environment.system.certificates(shop)["PIP_CERT"])
        assert kept.read_text() == "laid by hand"
        monkeypatch.setenv("PIP_CERT", "/her/own.pem")
        assert environment.system.certificates(shop) == {}


def test_ci_runs_the_test_command() -> None:
    script = CHECKOUT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert textwrap.dedent(script.read_text()).rstrip().endswith("python3 packaging/test.py")
