"""Business cards from pictures, offline: text and codes are recognised by a process of its own, one after another.

The process (`card_worker`) is started at the first picture, serves all of them, and is ended with them. If it crashes,
takes too long or too much memory over one picture, that costs this picture only: it is started again for the next.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple, Self

from mrtnet import clock
from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.card_codes import with_code
from mrtnet.domain.card_lines import CardLine
from mrtnet.domain.card_reading import CardRead, read_card
from mrtnet.exchange.card_pictures import picture
from mrtnet.exchange.qr import people_in_code
from mrtnet.trouble import Trouble
from mrtnet.words import _

Progress = Callable[[int, int], None]
"""Told how many of how many pictures are done."""
Stopped = Callable[[], bool]
PATIENCE = 180.0  # seconds for one picture; a card takes 2 to 5 where nothing else runs
START_PATIENCE = 120.0  # seconds until the models are loaded
_LOOK_EVERY = 0.1  # seconds between looks whether to stop
_ROOT = Path(__file__).resolve().parents[2]


class PictureRead(NamedTuple):
    """What one picture holds. `trouble` is a sentence if it could not be read; the others are read all the same.

    `turned` is by how many degrees clockwise (0, 90, 180, 270) the picture, as it is shown with its EXIF orientation,
    has to be turned to stand upright; `size` is its width and height in pixels then, and the lines' corners are pixels
    of that. A very large picture is made smaller before: scale by the width. `codes` are the texts of its QR codes.
    """

    path: Path
    lines: tuple[CardLine, ...] = ()
    size: tuple[int, int] = (0, 0)
    turned: int = 0
    trouble: str = ""
    codes: tuple[str, ...] = ()


def can_read() -> bool:
    """Whether the recognition is installed (the extra "cards")."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_pictures(
    paths: Sequence[Path],
    *,
    on_progress: Progress | None = None,
    stopped: Stopped | None = None,
    patience: float = PATIENCE,
) -> Iterator[PictureRead]:
    """The pictures one after another, as they are done; ends early when `stopped` says so, within a moment.

    Raises Trouble at once when the recognition is not installed. Close the iterator to end its process.
    """
    if not can_read():
        raise Trouble(
            _("Reading business cards needs a part that is not installed. Get it with: pip install “mrtnet[cards]”")
        )
    with _Recognition(stopped or (lambda: False), patience) as recognition:
        for at, path in enumerate(paths, 1):
            read = recognition.read(path)
            if read is None:
                return
            yield read
            if on_progress is not None:
                on_progress(at, len(paths))


def card_of(read: PictureRead, *, today: date | None = None) -> CardRead:
    """The person of a picture: what its QR code tells, and what the lines tell beyond it.

    Raises Trouble with the sentence of a picture that could not be read, or that holds no text.
    """
    if read.trouble:
        raise Trouble(read.trouble)
    day = today or clock.today()
    coded = [people_in_code(text, today=day) for text in read.codes]
    people = [each.form for each in coded if isinstance(each, Incoming)]
    others = [text for text, each in zip(read.codes, coded, strict=True) if not isinstance(each, Incoming)]
    return with_code(read_card(read.lines) if read.lines or not people else None, people, others)


class _Recognition:
    """The process, for as long as pictures are read."""

    def __init__(self, stopped: Stopped, patience: float) -> None:
        self.stopped, self.patience = stopped, patience
        self.process: subprocess.Popen[bytes] | None = None
        self.answers: SimpleQueue[bytes] = SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._end()

    def read(self, path: Path) -> PictureRead | None:
        """What the picture holds; None when it was stopped."""
        try:
            picture(path)
        except Trouble as wrong:
            return PictureRead(path, trouble=str(wrong))
        if self.stopped():
            return None
        if self.process is None and (wrong_start := self._start()) is not None:
            return PictureRead(path, trouble=wrong_start) if wrong_start else None
        answer = self._asked({"path": str(path.absolute())})
        if self.stopped():
            return None
        return _understood(path, answer)

    def _start(self) -> str | None:
        """None when it runs, "" when it was stopped, else the sentence why it does not."""
        self.answers = SimpleQueue()
        below = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        paths = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "mrtnet.exchange.card_worker"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=below,
            env=os.environ | {"PYTHONPATH": paths, "PYTHONUTF8": "1"},
        )  # fmt: skip
        threading.Thread(target=_listen, args=(self.process, self.answers), daemon=True).start()
        ready = self._answer(START_PATIENCE)
        if ready.get("ready"):
            return None
        self._end()
        if self.stopped():
            return ""
        return _("The recognition of cards does not start. Install it again: pip install --force-reinstall rapidocr")

    def _asked(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self.process is not None
        assert self.process.stdin is not None
        with suppress(OSError):  # of a process that is gone, the answer says so
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
        answer = self._answer(self.patience)
        if "wrong" in answer and answer["wrong"] not in ("damaged",):
            self._end()
        return answer

    def _answer(self, patience: float) -> dict[str, Any]:
        """The next answer; {"wrong": ...} when there comes none in time, or ever, or nobody waits any more."""
        until = time.monotonic() + patience
        while not self.stopped():
            try:
                line = self.answers.get(timeout=_LOOK_EVERY)
            except Empty:
                if time.monotonic() > until:
                    return {"wrong": "late"}
                continue
            try:
                answer: dict[str, Any] = json.loads(line)
            except ValueError:
                return {"wrong": "gone"}
            return answer
        return {"wrong": "stopped"}

    def _end(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        assert process.stdin is not None
        with suppress(OSError):
            process.stdin.close()


def _listen(process: "subprocess.Popen[bytes]", answers: "SimpleQueue[bytes]") -> None:
    """Hand on the answers; an empty one when the process is gone."""
    assert process.stdout is not None
    with process.stdout:
        for line in process.stdout:
            answers.put(line)
    answers.put(b"")


def _understood(path: Path, answer: dict[str, Any]) -> PictureRead:
    sentences = {
        "damaged": _("The picture is damaged and cannot be opened."),
        "memory": _("The picture takes more memory than there is. Save it smaller and try again."),
        "late": _("The picture takes too long to read. Cut it to the card and try again."),
        "gone": _("The recognition gave up on this picture. Save it smaller, or as a JPEG, and try again."),
    }
    if "wrong" in answer:
        return PictureRead(path, trouble=sentences[answer["wrong"]])
    lines = tuple(
        CardLine(text, ((n[0], n[1]), (n[2], n[3]), (n[4], n[5]), (n[6], n[7])), score)
        for text, n, score in answer["lines"]
    )
    width, height = answer["size"]
    return PictureRead(path, lines, (width, height), answer["turned"], "", tuple(answer["codes"]))
