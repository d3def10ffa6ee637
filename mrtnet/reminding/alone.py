"""One reminder service for a book: a lock that falls with its process, and the process that holds it."""

import hashlib
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from mrtnet import paths


class Alone:
    """The lock for this book, in the folder of settings. Held from `take` until `free` or the end of the process."""

    def __init__(self, book: Path) -> None:
        mark = hashlib.sha256(str(book.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:8]
        self.path = paths.config_dir() / f"reminding-{mark}.lock"
        self._file: IO[str] | None = None

    def take(self) -> bool:
        """Hold the lock; False if another process does."""
        file = self.path.open("a+", encoding="ascii")
        if not _locked(file):
            file.close()
            return False
        file.seek(0)
        file.truncate()
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file
        return True

    def free(self) -> None:
        """Let others."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> int | None:
        """The id of the process that holds it."""
        if not self.path.exists() or self.take():
            self.free()
            return None
        with suppress(OSError, ValueError):
            return int(self.path.read_text(encoding="ascii"))
        return None

    def end_holder(self) -> bool:
        """Ask the process that holds it to end; False if there is none."""
        if (process := self.holder()) is None:
            return False
        with suppress(OSError):
            os.kill(process, signal.SIGTERM)
        return True


def _locked(file: IO[str]) -> bool:
    if sys.platform == "win32":
        import msvcrt

        file.seek(1000)  # a byte beyond what is written: a locked one cannot be read
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
