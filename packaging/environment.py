"""The environment of the two commands: made once in the cache folder, known again by a stamp that is written last."""

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple, NoReturn

import libraries
import system
from workshop import WINDOWS, Refused, Workshop, reason, say, show_fetching

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
UNUSED_DAYS = 30  # environments of older pins go when nothing has started from them for so long
QT = "from PySide6.QtWidgets import QApplication; QApplication([])"


class Environment(NamedTuple):
    """One environment: its folder, and beside it the lock and the log of how it was made."""

    folder: Path
    requirements: Path

    @property
    def python(self) -> Path:
        return self.program("python")

    @property
    def log(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.log")

    @property
    def lock(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.lock")

    @property
    def stamp(self) -> Path:
        return self.folder / "ready"

    def program(self, name: str) -> Path:
        return self.folder / "Scripts" / f"{name}.exe" if WINDOWS else self.folder / "bin" / name

    def packages(self) -> set[str]:
        """The names that lie in its site-packages."""
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        site = self.folder / ("Lib" if WINDOWS else f"lib/{version}") / "site-packages"
        return {entry.name for entry in site.iterdir()}

    def looked_at(self) -> set[str]:
        """What it was found fit for ("headless", "window"), or "told" where the system lacks something for a window.

        Empty if the environment is not there, was left half made, or has lost packages.
        """
        try:
            fit_for, *packages = self.stamp.read_text().splitlines()
            whole = self.python.exists() and self.packages().issuperset(packages)
        except (OSError, ValueError):
            return set()
        return set(fit_for.split()) if whole else set()

    def write_stamp(self, fit_for: set[str]) -> None:
        self.stamp.write_text("\n".join([" ".join(sorted(fit_for)), *sorted(self.packages())]))


def cache_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where environments are kept: MRTNET_ENV if set, else the user's cache folder of this system."""
    if told := environ.get("MRTNET_ENV"):
        return Path(told).expanduser().absolute()
    try:
        home = Path.home()
    except RuntimeError as error:
        raise Refused("There is no home folder here: set MRTNET_ENV to a folder for the environment.") from error
    if WINDOWS:
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "mrtnet" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "mrtnet"
    told = environ.get("XDG_CACHE_HOME", "")
    return (Path(told) if told.startswith("/") else home / ".cache") / "mrtnet"


def environment(kind: str) -> Environment:
    """The environment "run" or "test" for this Python on this machine and the pinned packages as they are now."""
    requirements = HERE / f"requirements-{kind}.txt"
    about = f"{sys.base_prefix} {platform.machine()} ".encode()
    key = hashlib.sha256(about + requirements.read_bytes()).hexdigest()[:12]
    name = f"{kind}-{sys.version_info[0]}.{sys.version_info[1]}-{key}"
    return Environment(cache_folder() / name, requirements)


def ready(kind: str, window: bool, must_show: bool) -> Environment:
    """The environment, made first if need be, with the system libraries looked at once.

    Where libraries are missing and may not be installed: refused if must_show, else told and gone on without.
    """
    found = environment(kind)
    look = "window" if window else "headless"
    enough = {look} if must_show else {look, "told"}
    if not enough & found.looked_at():
        with alone(found) as lock, found.log.open("w") as log:
            if not enough & found.looked_at():  # another run may have done it while this one waited
                prepare(found, look, must_show, Workshop(log, lock))
    with suppress(OSError):
        os.utime(found.stamp)
    return found


def prepare(found: Environment, look: str, must_show: bool, workshop: Workshop) -> None:
    """Bring what is lacking: system packages in one go, the environment, a trial of Qt, and last the stamp."""
    fit_for = found.looked_at()
    lacking = libraries.missing(window=look == "window", tests=found.requirements.name == "requirements-test.txt")
    without_venv = not fit_for and not system.makes_environments(workshop)
    if without_venv:
        lacking.insert(0, libraries.venv_package(sys.version_info[:2]))
    whole = not lacking or system.provide(lacking, must_show or without_venv, workshop)
    if without_venv and not system.makes_environments(workshop):
        raise Refused("This Python cannot make environments (its venv or ensurepip is missing): use another Python.")
    if not fit_for:
        make(found, workshop)
    shows = whole and shows_windows(found, look, must_show, workshop)
    found.write_stamp(fit_for | {look if shows else "told"})


def make(found: Environment, workshop: Workshop) -> None:
    """Make the environment and install the pinned packages. If anything stops it, nothing of it is left."""
    count = len(found.requirements.read_text().splitlines())
    say(f"Making the environment, once: {count} packages, in {found.folder}")
    environ = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}
    environ |= {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_PROGRESS_BAR": "off"}
    environ |= system.certificates(workshop)
    pip = [str(found.python), "-m", "pip", "install", "--no-input", "--no-deps", "-r", str(found.requirements)]
    try:
        remove(found.folder)
        workshop.run([sys.executable, "-m", "venv", found.folder], environ)
        workshop.run(pip, environ)
    except BaseException as error:
        remove(found.folder)
        if isinstance(error, subprocess.CalledProcessError):
            raise workshop.refusal("The packages could not be installed", error) from error
        raise
    finally:
        show_fetching("")
    forget_unused(found)


def shows_windows(found: Environment, look: str, must_show: bool, workshop: Workshop) -> bool:
    """Whether Qt starts in a process of its own, on the real screen if there is one. Refused if it must show."""
    try:
        workshop.run([found.python, "-c", QT], {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        if look == "window":
            workshop.run([found.python, "-c", QT])
    except subprocess.CalledProcessError as error:
        told = qt_trouble(error.output, on_screen=look == "window")
        if must_show:
            raise Refused(told) from error
        say(told)
        return False
    return True


def qt_trouble(output: str, on_screen: bool) -> str:
    """Why Qt did not start, as far as its output tells."""
    if library := re.search(r"(\S+\.so[.\d]*): cannot open shared object", output):
        return f"Qt needs {library[1]}, which this system lacks: install the package that brings it, then run again."
    if on_screen:
        return "No window can be opened on this screen; what works without one is the tour: packaging/run.py tour"
    return "Qt does not start on this system, so there is no window; the command line works: packaging/run.py --help"


def remove(folder: Path) -> None:
    """Remove an environment, its stamp first: what an interrupted removal leaves is never taken for a whole one."""
    with suppress(FileNotFoundError):
        (folder / "ready").unlink()
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def forget_unused(found: Environment) -> None:
    """Remove environments of the same kind, of older pins, that nothing has started from for a month."""
    long_ago = time.time() - UNUSED_DAYS * 24 * 3600
    kind = found.folder.name.partition("-")[0]
    for stamp in found.folder.parent.glob(f"{kind}-*/ready"):
        with suppress(OSError):
            if stamp.parent != found.folder and stamp.stat().st_mtime < long_ago:
                remove(stamp.parent)
                stamp.parent.with_name(f"{stamp.parent.name}.log").unlink(missing_ok=True)


@contextmanager
def alone(found: Environment) -> Iterator[int]:
    """Hold the lock of this environment; who comes second waits. The lock falls with the last process that has it."""
    found.folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with found.lock.open("a") as lock:
        if not take(lock, wait=False):
            say("Another run is making the environment; waiting for it.")
            take(lock, wait=True)
        yield lock.fileno()


def take(lock: IO[str], wait: bool) -> bool:
    """Lock the open file against other processes, and say whether that worked."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            with suppress(OSError):
                msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
                return True
            if not wait:
                return False
            time.sleep(0.5)
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def environ_for(found: Environment) -> dict[str, str]:
    """The variables under which the program runs from this checkout, whatever was set for other Pythons."""
    foreign = ("PYTHONHOME", "PYTHONDONTWRITEBYTECODE")  # the latter would compile all of it at each start
    environ = {name: value for name, value in os.environ.items() if name not in foreign}
    return environ | {"PYTHONPATH": str(CHECKOUT), "VIRTUAL_ENV": str(found.folder)}


def wait_for(child: "subprocess.Popen[bytes]") -> int:
    """The exit code of a process that gets Ctrl+C itself and ends in its own way."""
    while True:
        with suppress(KeyboardInterrupt):
            return child.wait()


def start(arguments: Sequence[str]) -> NoReturn:
    """Become the program: the window, or with arguments the command line, or without a screen the tour."""
    screen = libraries.has_screen()
    found = ready("run", window=screen, must_show=screen and not arguments)
    if not screen and not arguments:
        say("There is no screen here, so this is the tour instead of the window.")
        arguments = ["tour"]
    line = [str(found.python), "-P", "-m", "mrtnet", *arguments]  # -P: the current folder's files are not modules
    if WINDOWS:
        sys.exit(wait_for(subprocess.Popen(line, env=environ_for(found))))
    os.execve(line[0], line, environ_for(found))


@contextmanager
def plainly() -> Iterator[None]:
    """Turn what the world did into one sentence and exit code 1, and Ctrl+C into 130."""
    try:
        yield
    except KeyboardInterrupt:
        say("\nStopped. Nothing half-made is left; run it again when you like.")
        sys.exit(130)
    except Refused as refused:
        say(str(refused))
    except OSError as error:
        where = f" The place: {error.filename}" if error.filename else ""
        say(f"The environment could not be made: {reason(str(error), f'{error.strerror or error}.')}{where}")
    else:
        return
    sys.exit(1)
