"""Syncing from the window: `mrtnet sync` in a process of its own, with progress, a way to stop, and what came of it.

The process may be stopped at any point: what was done until then is done, and the next run goes on from there.
"""

import json
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from mrtnet import clock
from mrtnet.queries import quiet
from mrtnet.queries.reading import Connection
from mrtnet.sync import secrets
from mrtnet.sync.accounts import Account
from mrtnet.ui.around import Around
from mrtnet.words import _, later, plural

PATIENCE = 3000  # ms after which a process that does not stop is ended
_DOING = {"looking": later("Looking"), "taking in": later("Taking in"), "sending": later("Sending")}


class Syncing(QObject):
    """One window's sync: one account at a time. `ended(account uid, report)`; without a report it broke off."""

    began = Signal(str)
    progress = Signal(str, int, int)
    ended = Signal(str, object)

    def __init__(self, around: Around) -> None:
        super().__init__(around.window)
        self._around = around
        self._process: QProcess | None = None
        self._account: Account | None = None
        self._report: dict[str, Any] | None = None
        self._read = b""

    @property
    def account(self) -> str:
        """The uid of the account that is being synced, "" for none."""
        return self._account.uid if self._account is not None else ""

    def start(self, account: Account, *, deletions: str = "ask", password: str = "") -> None:
        """Bring this account in step; a password that is not kept is asked for."""
        if self._process is not None:
            self._around.desk.said.emit(_("A sync is running already."), 0)
            return
        if account.username and not password:
            password = secrets.password_of(account.secret) or ""
            if not password:
                from mrtnet.ui.meetings.invite import AskPassword

                AskPassword(
                    self._around, lambda typed: self.start(account, deletions=deletions, password=typed), account.secret
                )
                return
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "mrtnet"]
        told = ["--book", str(self._around.desk.book.path), "sync", account.uid, "--progress", "--deletions", deletions]
        told += ["--password-stdin"] if account.username else []
        process = self._process = QProcess(self)
        self._account, self._report, self._read = account, None, b""
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        process.start(program[0], [*program[1:], *told])
        if account.username:
            process.write(f"{password}\n".encode())
        process.closeWriteChannel()
        self.began.emit(account.uid)

    def stop(self) -> None:
        """Stop it; what was done until then is done."""
        if self._process is not None:
            process = self._process
            process.terminate()
            QTimer.singleShot(PATIENCE, process, process.kill)

    def close(self) -> None:
        """The window goes: stop and wait."""
        if self._process is not None:
            self._process.terminate()
            if not self._process.waitForFinished(PATIENCE):
                self._process.kill()
                self._process.waitForFinished(PATIENCE)

    def _hear(self) -> None:
        assert self._process is not None
        self._read += bytes(self._process.readAllStandardOutput().data())
        *lines, self._read = self._read.split(b"\n")
        for line in lines:
            try:
                told = json.loads(line)
            except ValueError:
                continue
            if not isinstance(told, dict):
                continue
            if isinstance(told.get("report"), dict):
                self._report = told["report"]
            elif "doing" in told:
                words = _(_DOING.get(str(told["doing"]), str(told["doing"])))
                self.progress.emit(words, int(told.get("done", 0)), int(told.get("of", 0)))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finished()

    def _finished(self, *_told: object) -> None:
        process, account = self._process, self._account
        if process is None or account is None:
            return
        self._hear()
        wrong = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip().splitlines()
        self._process = self._account = None
        process.deleteLater()
        desk, report = self._around.desk, self._report
        said = say_report(report) if report is not None else (wrong[-1] if wrong else _("The sync was stopped."))
        if not desk.book.read_only:
            desk.quietly(quiet.keep, f"synced {account.uid}", {"at": clock.now().isoformat(), "said": said})
        desk.look()
        self.ended.emit(account.uid, report)


def syncing_of(around: Around) -> Syncing:
    """The one of this window."""
    found = around.window.findChild(Syncing)
    return found if isinstance(found, Syncing) else Syncing(around)


def last_result(connection: Connection, uid: str) -> tuple[str, str]:
    """When this account was synced last (ISO, UTC) and what came of it; ("", "") before the first time."""
    told = quiet.told(connection, f"synced {uid}")
    return str(told.get("at", "")), str(told.get("said", ""))


def say_report(report: dict[str, Any]) -> str:
    """What a run did, in words."""
    parts = [
        plural("{n} sent", "{n} sent", int(report.get("pushed", 0))),
        plural("{n} taken over", "{n} taken over", int(report.get("pulled", 0))),
    ]
    if conflicts := int(report.get("conflicts", 0)):
        parts.append(plural("{n} for you to decide", "{n} for you to decide", conflicts))
    problems = [str(each) for each in report.get("problems", ())]
    return "\n".join([", ".join(parts) + ".", *problems[:3]])


def question_of(report: dict[str, Any] | None) -> str:
    """What it wants to know before it deletes very much; "" for nothing."""
    for each in (report or {}).get("accounts", ()):
        if isinstance(each, dict) and each.get("question"):
            return str(each["question"])
    return ""


def answers_of(report: object) -> tuple[str, str] | None:
    """The words for going on, and for the safe way; None where nothing is asked."""
    for each in report.get("accounts", ()) if isinstance(report, dict) else ():
        if isinstance(each, dict) and each.get("question") and len(each.get("answers") or ()) == 2:
            return str(each["answers"][0]), str(each["answers"][1])
    return None
