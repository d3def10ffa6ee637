"""Drafts: what is typed and not yet saved stands in the book within 200 ms of a pause, and survives everything."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from PySide6.QtCore import QObject, QTimer

from mrtnet.queries.drafts import draft
from mrtnet.store.drafts import keep_draft
from mrtnet.ui.desk import Desk

PAUSE = 200  # ms
LONGEST = 1000  # ms of typing without a pause until it is kept all the same


class Draft(QObject):
    """One draft under a key ("person.line:12", "capture"): keep it while typing, drop it in the save's transaction.

    The body is anything JSON can hold.
    """

    def __init__(self, desk: Desk, key: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self.key = desk, key
        self._body: Any = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.keep_now)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST)
        self._longest.timeout.connect(self.keep_now)

    def read(self) -> Any:
        """What was typed last time, or None."""
        return draft(self._desk.read, self.key)

    def keep(self, body: Any) -> None:
        """Keep this after a short pause; None or "" drops the draft."""
        self._body = body
        self._timer.start()
        if not self._longest.isActive():
            self._longest.start()

    def keep_now(self) -> None:
        """Keep at once: when a field is left or the window closes."""
        self._timer.stop()
        self._longest.stop()
        body = json.dumps(self._body, ensure_ascii=False) if self._body else ""
        self._desk.quietly(keep_draft, self.key, body)

    def flush(self) -> None:
        """Keep what waits for the pause, if something does."""
        if self._timer.isActive():
            self.keep_now()

    def leave(self) -> None:
        """Keep what waits, and be gone: another draft takes this one's place in its field."""
        self.flush()
        self.deleteLater()

    def in_save(self, edit: Callable[..., Any]) -> Callable[..., Any]:
        """The edit, dropping this draft in its own transaction: what was typed is saved, or it is a draft still."""
        self.flush()
        key = self.key

        @wraps(edit)
        def saving(session: Any, *args: Any, **kwargs: Any) -> Any:
            from mrtnet.edits.drafts import settle_draft

            result = edit(session, *args, **kwargs)
            settle_draft(session, key)
            return result

        return saving

    def drop(self) -> None:
        """Forget it: it was saved."""
        self._body = None
        self.keep_now()
