"""The listening side of "one window per user": a lock file first, then a local socket that only this user may open."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, Signal

from mrtnet.ui import single

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket


class Instance(QObject):
    """`wished(word)` when another start hands its wish over."""

    wished = Signal(str)

    def __init__(self, config: Path) -> None:
        super().__init__()
        self._lock = QLockFile(str(config / "window.lock"))
        self._lock.setStaleLockTime(0)
        self._address = single.pipe_name() if sys.platform == "win32" else str(single.place(config))
        self._server: QLocalServer | None = None
        self._clients: set[QLocalSocket] = set()

    def is_first(self) -> bool:
        """Take the lock; False if another window of this user runs."""
        return self._lock.tryLock(0)

    def listen(self) -> None:
        """Answer later starts. The lock is ours, so a socket that lies about is a dead one's."""
        from PySide6.QtNetwork import QLocalServer  # after the first paint: it costs a tenth of a start

        QLocalServer.removeServer(self._address)
        server = self._server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        server.listen(self._address)

    def close(self) -> None:
        """Stop answering and free the lock."""
        for client in list(self._clients):
            self._forget(client)
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _answer(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            client = self._server.nextPendingConnection()
            self._clients.add(client)
            client.readyRead.connect(partial(self._read, client))
            client.disconnected.connect(partial(self._forget, client))

    def _read(self, client: "QLocalSocket") -> None:
        word = bytes(client.read(single.LONGEST).data()).decode("ascii", "replace").strip()
        if word in single.WISHES:
            client.write(b"ok\n")
            client.flush()
            self.wished.emit(word)
        client.disconnectFromServer()

    def _forget(self, client: "QLocalSocket") -> None:
        if client in self._clients:
            self._clients.discard(client)
            client.readyRead.disconnect()
            client.disconnected.disconnect()
            client.deleteLater()
