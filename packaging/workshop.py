"""How the two commands run other programs while they set up, and what they say when one of them fails."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple

WINDOWS = sys.platform == "win32"

REASONS = (  # what the output of pip, apt-get or the system shows, and what it means for her
    (("No space left on device", "Errno 28", "Disk quota exceeded"),
     "the disk is full. Make room for 600 MB, or set MRTNET_ENV to a folder on another disk."),
    (("CERTIFICATE_VERIFY_FAILED", "certificate verification failed"),
     "the package server's certificate is not trusted here. Set this machine's certificates and clock right."),
    (("Temporary failure", "NewConnectionError", "Name or service not known", "Network is unreachable",
      "ConnectTimeout", "Read timed out", "ProxyError", "Connection refused", "Failed to fetch", "Could not resolve"),
     "the network or the package server cannot be reached. Check the connection and run again."),
    (("Could not get lock", "is another process using it"),
     "another program is installing packages. Wait until it is done and run again."),
    (("Unable to locate package", "has no installation candidate"),
     "this system's package sources do not have them."),
    (("Permission denied", "Operation not permitted", "Read-only file system"),
     "this folder may not be written. Set MRTNET_ENV to a folder that may."),
    (("No matching distribution found",),
     f"one of them is not made for Python {sys.version_info[0]}.{sys.version_info[1]} on this kind of machine."),
)  # fmt: skip


def reason(output: str, otherwise: str) -> str:
    """Why something failed, in plain words as far as the output tells."""
    return next((told for signs, told in REASONS if any(sign in output for sign in signs)), otherwise)


class Refused(Exception):
    """What keeps the command from going on: one plain sentence with a way out."""


def say(line: str) -> None:
    """One line of progress; on standard error, so that a listing on standard output stays clean."""
    print(line, file=sys.stderr, flush=True)


class Workshop(NamedTuple):
    """What the steps of making an environment share: the log, and the lock that their processes hold too."""

    log: IO[str]
    lock: int

    def run(self, line: Sequence[str | Path], environ: Mapping[str, str] | None = None, stop: bool = True) -> None:
        """Run it to its end, its output into the log. Raises CalledProcessError with that output.

        On Ctrl+C it is stopped, or, where half done is worse, waited for.
        """
        printed = []
        with subprocess.Popen(
            [str(word) for word in line],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            pass_fds=() if WINDOWS else (self.lock,),
        ) as child:
            try:
                for text in child.stdout or ():
                    printed.append(text)
                    self.log.write(text)
                    show_fetching(text)
            except BaseException:
                if stop:
                    child.terminate()
                raise
        self.log.flush()
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, line, "".join(printed))

    def refusal(self, what: str, error: subprocess.CalledProcessError) -> Refused:
        """The sentence for a process that failed, with the way to all that it said."""
        return Refused(f"{what}: {reason(error.output, 'its own words are in the log.')} The log: {self.log.name}")


def show_fetching(line: str) -> None:
    """On a terminal: the package that pip is at, one over the other, so that a long wait is seen to go on."""
    if sys.stderr.isatty() and (not line or line.startswith(("Collecting ", "Installing collected"))):
        words = line.split()
        told = f"  {words[1].replace('==', ' ')}" if line.startswith("Collecting ") else "  unpacking" if line else ""
        print(f"\r{told:<60}", end="" if line else "\r", file=sys.stderr, flush=True)
