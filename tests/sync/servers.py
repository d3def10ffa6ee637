"""Real servers on loopback for the tests, a wire between that breaks, and a server that misbehaves on purpose."""

import contextlib
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

USER, PASSWORD = "sam", "secret canary 4711"


class Server(NamedTuple):
    name: str
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _running(command: list[str], name: str, port: int, log: Path) -> Iterator[Server]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out)
        try:
            for _attempt in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
            else:
                raise AssertionError(f"{name} did not start: {log.read_text()}")
            yield Server(name, port)
        finally:
            process.terminate()
            process.wait(20)


def radicale(folder: Path) -> Iterator[Server]:
    """Radicale with one user."""
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "config").write_text(
        f"[server]\nhosts=127.0.0.1:{port}\n[auth]\ntype=htpasswd\nhtpasswd_filename={folder / 'users'}\n"
        "htpasswd_encryption=plain\ndelay=0\n"
        f"[storage]\nfilesystem_folder={folder / 'store'}\n[logging]\nlevel=error\n"
    )
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    yield from _running(command, "radicale", port, folder / "log")


def xandikos(folder: Path) -> Iterator[Server]:
    """Xandikos, which asks for no password."""
    port = free_port()
    command = [sys.executable, "-m", "xandikos", "serve", "--listen-address", "127.0.0.1", "--port", str(port)]
    command += ["--directory", str(folder / "store"), "--autocreate", "--defaults"]
    command += ["--current-user-principal", f"/{USER}/"]
    yield from _running(command, "xandikos", port, folder / "log")


class Cutter:
    """A wire to a server that breaks after so many bytes: on the way there (`up`) or back (`down`), once."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._left: dict[str, int | None] = {"up": None, "down": None}
        self.cuts = 0
        self._pairs: list[threading.Thread] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def cut(self, way: str, after: int) -> None:
        self._left[way] = after

    def mend(self) -> None:
        self._left = {"up": None, "down": None}

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for pair in self._pairs:
            pair.join(5)

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                self._pairs = [pair for pair in self._pairs if pair.is_alive()]
                self._pairs.append(threading.Thread(target=self._pair, args=(near,), daemon=True))
                self._pairs[-1].start()

    def _pair(self, near: socket.socket) -> None:
        with near, socket.create_connection(("127.0.0.1", self._to)) as far:
            up = threading.Thread(target=self._pump, args=("up", near, far), daemon=True)
            up.start()
            self._pump("down", far, near)
            up.join()

    def _pump(self, way: str, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(65_536):
                left = self._left[way]
                if left is not None and len(chunk) > left:
                    sink.sendall(chunk[:left])
                    self.mend()
                    self.cuts += 1
                    break
                if left is not None:
                    self._left[way] = left - len(chunk)
                sink.sendall(chunk)
            else:
                sink.shutdown(socket.SHUT_WR)
                return
        for each in (source, sink):
            with contextlib.suppress(OSError):
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                each.shutdown(socket.SHUT_RDWR)


Behave = Callable[[BaseHTTPRequestHandler], None]


class Faulty:
    """A server that does whatever the test tells it; it writes down what it was asked."""

    def __init__(self, behave: Behave) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                self.rfile.read(length)
                outer.asked.append((self.command, self.path, dict(self.headers.items())))
                behave(self)

            do_PROPFIND = do_REPORT = do_PUT = do_GET = do_DELETE = do_OPTIONS = do_MKCOL = handle_one

            def log_message(self, *_told: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def answers(status: int, body: bytes = b"", **headers: str) -> Behave:
    """Answer everything so."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return behave
