"""One window per user: a second start hands its wish over to the first and ends, before Qt is even imported.

The wish is one word on a local socket. What comes in is untrusted: only known words count.
"""

import _socket  # what `socket` is made of, which alone would be a tenth of a second start
import os
import sys
from pathlib import Path

WISHES = ("show", "capture", "today")
LONGEST = 64  # bytes
PATIENCE = 1.0  # seconds


def place(config: Path) -> Path:
    """Where the socket of this user's window lies: in the runtime folder, else beside the settings."""
    told = os.environ.get("XDG_RUNTIME_DIR", "")
    folder = Path(told) if told and not os.environ.get("MRTNET_HOME") else config
    path = folder / "mrtnet.socket"
    if len(str(path).encode()) < 100:
        return path
    import hashlib
    import tempfile

    short = hashlib.sha256(str(path).encode()).hexdigest()[:16]  # a socket's name has about 100 bytes
    return Path(tempfile.gettempdir()) / f"mrtnet-{os.getuid() if hasattr(os, 'getuid') else 0}-{short}"


def hand_over(config: Path, wish: str) -> bool:
    """Ask the running window to do this; False if none answers. Standard library only: this takes a few ms."""
    if sys.platform == "win32":
        return _hand_over_pipe(wish)
    try:
        client = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            client.settimeout(PATIENCE)
            client.connect(str(place(config)))
            client.sendall(wish.encode() + b"\n")
            return client.recv(LONGEST).strip() == b"ok"
        finally:
            client.close()
    except OSError:
        return False


def _hand_over_pipe(wish: str) -> bool:
    try:
        with open(rf"\\.\pipe\{pipe_name()}", "r+b", buffering=0) as pipe:  # noqa: PTH123  # a pipe is no path
            pipe.write(wish.encode() + b"\n")
            return pipe.read(LONGEST).strip() == b"ok"
    except OSError:
        return False


def pipe_name() -> str:
    """The name of the pipe on Windows, where there is no socket file."""
    return f"mrtnet-{os.environ.get('USERNAME', 'user')}"
