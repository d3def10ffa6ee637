"""The process that recognises text on pictures of cards: one JSON line in for each picture, one out, no network.

Started by `cards` with `-m`. It ends when its input ends, so it never outlives the program, and it works below the
others in priority. Everything about the libraries of the extra "cards" is in here and in `card_text`.
"""

import contextlib
import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

MOST_MEMORY = 3 << 30  # bytes of data this process may have; a card takes less than 1 GB
_REFUSED = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind")


def main() -> None:
    """Answer each request until the input ends."""
    out = _only_answers()
    _stay_offline()
    _stay_small()
    asked: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    from mrtnet.exchange.card_text import Recognition

    recognition = Recognition()
    _say(out, {"ready": True})
    while True:
        request = json.loads(asked.get())
        _say(out, _answer(recognition, Path(request["path"])))


def _answer(recognition: Any, path: Path) -> dict[str, Any]:
    from mrtnet.exchange.card_pictures import picture
    from mrtnet.trouble import Trouble

    try:
        answer: dict[str, Any] = recognition.read(picture(path))
    except MemoryError:
        return {"wrong": "memory"}
    except (Trouble, OSError, ValueError, SyntaxError, EOFError):
        return {"wrong": "damaged"}
    return answer


def _only_answers() -> IO[str]:
    """The pipe for answers; whatever a library prints goes nowhere."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    sys.stdout = sys.stderr
    return out


def _say(out: IO[str], answer: dict[str, Any]) -> None:
    out.write(json.dumps(answer) + "\n")
    out.flush()


def _listen(asked: "SimpleQueue[bytes]") -> None:
    """Hand on the requests; the end of the input is the end of the process, even amid a picture."""
    for line in sys.stdin.buffer:
        asked.put(line)
    os._exit(0)


def _stay_offline() -> None:
    """No model is ever fetched: the recognition has its models with it, and nothing here may open a connection."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event in _REFUSED:
        raise PermissionError("recognition works without a network")


def _stay_small() -> None:
    """A limit to memory, and a place behind the window, where the system knows such things."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
        most = MOST_MEMORY if hard == resource.RLIM_INFINITY else min(MOST_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(2)


if __name__ == "__main__":
    main()
