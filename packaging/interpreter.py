"""Which Python may run mrtnet. Older Pythons must be able to read this file: they say here what they miss."""

import shutil
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 13)


def fits(version: "tuple[int, int]") -> bool:
    """Whether (major, minor) is one of the versions that mrtnet and its packages are made for."""
    return OLDEST <= version <= NEWEST


def names() -> "list[str]":
    """The commands to look for, newest first: python3.13, python3.12, python3.11."""
    return [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]


def settle() -> None:
    """Return if this Python fits; else start the script again with one that does, or leave with a sentence."""
    this = sys.version_info[:2]
    if fits(this):
        return
    for name in names():
        other = shutil.which(name)
        if other and answers(other):
            sys.exit(subprocess.call([other, *sys.argv]))
    print(
        f"mrtnet needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, and this is {this[0]}.{this[1]}: "
        f"install {names()[0]} and run this again.",
        file=sys.stderr,
    )
    sys.exit(1)


def answers(python: str) -> bool:
    """Whether the command really is a Python that fits: version switchers leave names that lead nowhere."""
    ask = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        told = subprocess.check_output([python, "-c", ask], stderr=subprocess.DEVNULL).split()
        return fits((int(told[0]), int(told[1])))
    except (OSError, subprocess.CalledProcessError, ValueError, IndexError):
        return False
