"""The reminder service: reminds while the window is closed, with nothing open and nothing to do in between.

It looks into the book when a moment comes, when the book's file was written, when the clock leapt or the machine slept
(wall and monotonic time drift apart), and every ten minutes anyhow. Between two looks the book is closed, so that it
can be restored or moved, and the process only asks the file system twice a minute whether the book was written.

Each bundle is marked as shown in the book and handed over right after: a process that is killed anywhere else neither
loses nor repeats one. What the desktop refuses is due again.
"""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from mrtnet import clock, report
from mrtnet.domain.about import About
from mrtnet.domain.alarms import put_off
from mrtnet.domain.reminders import Bundle
from mrtnet.queries.about import about as read_about
from mrtnet.queries.reminders import still_waiting
from mrtnet.reminding import starting
from mrtnet.reminding.claims import new_claimant, not_shown_after_all, put_off_alarm, take
from mrtnet.reminding.notices import CLOSED, DONE, OPEN, REFUSED, SNOOZE, Answer, Gone, Notice, Notices
from mrtnet.reminding.rounds import look, only
from mrtnet.reminding.wording import notice_of
from mrtnet.store.book import Book
from mrtnet.trouble import Trouble
from mrtnet.words import _

EVERY = 30.0  # seconds between two glances at clock and file
WITH_CHILD = 0.5  # the same while a child of ours runs
COURTESY = timedelta(seconds=5)  # a window that runs has the first word
RETRY = timedelta(minutes=1)  # after nobody could show anything
ANYHOW = timedelta(minutes=10)  # her zone may change without a sign
LEAP = 5.0  # seconds by which wall and monotonic time may drift apart between two glances
BUSY = 2.0  # seconds to wait for another program's writing
MOST = 50_000  # reminders in one look
FEW = 3  # of one moment come alone; more come together
_REMEMBERED = 200  # notices whose answers we still know


class Service:
    """Reminds for the book at `path` by `notices`. `say` gets sentences for standard error; clocks are for tests.

    Without `buttons` the process does not stay to hear answers.
    """

    def __init__(
        self,
        path: Path,
        notices: Notices,
        say: Callable[[str], None],
        *,
        buttons: bool = True,
        now: Callable[[], datetime] = clock.now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.path, self.notices = path, notices
        self.stopping = False
        self._buttons = buttons
        self._say, self._now, self._monotonic = say, now, monotonic
        self._who = new_claimant("service")
        self._early: list[Answer] = []
        self._posted: dict[int, Bundle] = {}
        self._children: list[subprocess.Popen[str]] = []
        self._written: object = None
        self._again: datetime | None = None
        self._said = ""
        self._waiting = False

    # Looking

    def look(self) -> None:
        """One look into the book: show what is due, and find out when to look again."""
        now = self._now().astimezone(UTC)
        self._written = self._signature()
        self._again = now + ANYHOW
        try:
            with Book.open(self.path, origin="reminders", create=False, busy_seconds=BUSY) as book:
                book.commit_without_waiting()
                wrong = self._round(book, now)
        except Trouble as trouble:
            self._again = now + RETRY
            wrong = str(trouble)
        except Gone:
            raise
        except Exception as fault:  # ours; one that ended the service would end all reminders until the next login
            report.write_report(type(fault), fault, fault.__traceback__)
            wrong = _("mrtnet could not remind, by a fault of its own; it tries again in ten minutes.")
        if wrong and wrong != self._said:
            self._say(wrong)
        self._said = wrong

    def _round(self, book: Book, now: datetime) -> str:
        """Returns the sentence of what stands in the way, if anything does."""
        about = read_about(book.read)
        self._take_back(book)
        found = look(book.read, about, now, self._who, most=MOST)
        if found.again is not None:
            self._again = min(now + ANYHOW, found.again + COURTESY)
        if not found.bundles:
            return ""
        if book.read_only:
            return _("The book can only be read here, so nothing is reminded of.")
        if not self.notices.ready():
            self._again = now + RETRY
            return _("Nothing shows notifications here, so what is due waits.")
        for bundle in calm(found.bundles):
            self._show(book, bundle, about, now)
        return ""

    def _show(self, book: Book, bundle: Bundle, about: About, now: datetime) -> None:
        """Mark it as shown, then show it at once: all that takes time is done before, or after."""
        post = self._prepared(book, bundle, about, now)
        taken = book.quietly(take, sorted(bundle.keys), now, self._who)
        if taken != bundle.keys:  # a window that runs took the rest
            if not (ours := only([bundle], taken)):
                return
            bundle = ours[0]
            post = self._prepared(book, bundle, about, now)
        try:
            self._posted[post()] = bundle
            self._early += self.notices.settle()
        except Exception:  # the session ended before the desktop had taken it
            book.quietly(not_shown_after_all, sorted(bundle.keys))
            raise
        for old in list(self._posted)[:-_REMEMBERED]:
            del self._posted[old]

    def _prepared(self, book: Book, bundle: Bundle, about: About, now: datetime) -> Callable[[], int]:
        notice = notice_of(book.read, bundle, about, now)
        return self.notices.prepare(notice if self._buttons else notice._replace(buttons=()))

    def _take_back(self, book: Book) -> None:
        """Notices of what was dealt with elsewhere go."""
        for number, bundle in list(self._posted.items()):
            if not still_waiting(book.read, bundle.keys):
                self.notices.take_back(number)

    def _signature(self) -> object:
        """What changes when anybody writes the book."""
        return _written(str(self.path)), _written(f"{self.path}-wal")

    def once(self) -> bool:
        """Look once, and stay until the desktop has taken what was posted; False if anything stood in the way."""
        self.look()
        refused = any(answer.what == REFUSED for answer in self._early)
        self._answer_early()
        return not refused and not self._said

    def _answer_early(self) -> None:
        """What came while others were shown."""
        early, self._early = self._early, []
        for answer in early:
            self.answer(answer)

    # Waiting

    def run(self) -> None:
        """Remind until `stop`. Raises Gone when the session ends."""
        self.look()
        while not self.stopping:
            wall, steady = self._now(), self._monotonic()
            self._early += self._wait(wall)
            self._answer_early()
            self._reap()
            now = self._now()
            leapt = abs((now - wall).total_seconds() - (self._monotonic() - steady)) > LEAP
            due = self._again is not None and now >= self._again
            if not self.stopping and (leapt or due or self._signature() != self._written):
                self.look()

    def stop(self, *_signal: object) -> None:
        """End soon: at once while waiting, else when the work at hand is finished."""
        self.stopping = True
        if self._waiting:
            raise _Stopped

    def _wait(self, now: datetime) -> Sequence[Answer]:
        longest = WITH_CHILD if any(child.stderr is not None for child in self._children) else EVERY
        if self._again is not None:
            longest = min(longest, max(0.0, (self._again - now).total_seconds()))
        try:
            self._waiting = True
            return () if self.stopping else self.notices.answers(longest)
        except _Stopped:
            return ()
        finally:
            self._waiting = False

    # Answers

    def answer(self, answer: Answer) -> None:
        """Do what she chose; changes of the book are made by a child, so that this process stays small."""
        bundle = self._posted.get(answer.number)
        if bundle is None:
            return
        ids = [str(item.id) for item in bundle.items]
        if answer.what in (CLOSED, REFUSED):
            del self._posted[answer.number]
        if answer.what == REFUSED:
            self._quietly(not_shown_after_all, sorted(bundle.keys))
            self._again = self._now() + RETRY
        elif answer.what == OPEN:
            self._open(answer.token)
        elif answer.what == DONE and len(ids) == 1:
            self._change("--done", *ids)
        elif answer.what == SNOOZE:
            for ring in bundle.alarms:
                self._quietly(put_off_alarm, put_off(ring.alarm, self._now()))
            if ids:
                self._change("--snooze", *ids)

    def _quietly(self, change: Callable[..., object], *told: object) -> None:
        try:
            with Book.open(self.path, origin="reminders", create=False) as book:
                book.quietly(change, *told)
        except Trouble as trouble:
            self._tell_her(str(trouble))

    def _open(self, token: str) -> None:
        """The window, on Today; a running one comes forward."""
        environ = {**os.environ, "XDG_ACTIVATION_TOKEN": token} if token else None
        self._start(starting.now("--today"), environ, subprocess.DEVNULL)

    def _change(self, *arguments: str) -> None:
        """One undoable step, made by a child."""
        self._start(starting.now("--book", str(self.path), "remind", *arguments), None, subprocess.PIPE)

    def _start(self, line: Sequence[str], environ: dict[str, str] | None, errors: int) -> None:
        try:
            child = subprocess.Popen(
                line, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors, text=True,
                encoding="utf-8", errors="replace", start_new_session=True,
            )  # fmt: skip
        except OSError as wrong:
            self._tell_her(_("The system refused: {why}.").format(why=wrong.strerror or ""))
            return
        self._children.append(child)

    def _reap(self) -> None:
        """Children that have ended; one that failed says why."""
        for child in [each for each in self._children if each.poll() is not None]:
            self._children.remove(child)
            said = _last_line(child.stderr)
            if child.returncode and said:
                self._tell_her(said.removeprefix("mrtnet: "))

    def _tell_her(self, sentence: str) -> None:
        """What she asked for could not be done."""
        if self.notices.ready():
            self.notices.prepare(Notice("mrtnet", sentence))()


class _Stopped(Exception):
    """A signal came while waiting."""


def calm(bundles: Sequence[Bundle]) -> list[Bundle]:
    """More than a few of one moment come together: nobody reads twenty notices."""
    alone = [bundle for bundle in bundles if bundle.timed]
    if len(alone) <= FEW:
        return list(bundles)
    items = tuple(item for bundle in bundles for item in bundle.items)
    return [Bundle(items, alarms=tuple(ring for bundle in bundles for ring in bundle.alarms))]


def _written(path: str) -> tuple[int, int, int] | None:
    try:
        told = os.stat(path)  # noqa: PTH116  # twice a minute for ever: half the price of a Path's
    except OSError:
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def _last_line(stream: IO[str] | None) -> str:
    if stream is None:
        return ""
    with stream, suppress(OSError):
        return ([line.strip() for line in stream if line.strip()] or [""])[-1]
    return ""
