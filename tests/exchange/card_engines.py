"""Independent readers of vCards: what other programs see in a card.

vobject is always there. Evolution's libebook-contacts answers through the system's Python, ical.js (Thunderbird,
Nextcloud) through node; both are used where they are installed. Each returns, by property, lists of values; a string
is why the reader refused the card.
"""

import base64
import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import vobject

from tests.exchange.engines import _icaljs, _process, icaljs_runs

Values = dict[str, list[list[str]]]
HERE = Path(__file__).parent
NAMES = ("FN", "N", "EMAIL", "TEL", "ORG", "TITLE", "NOTE", "CATEGORIES", "URL", "UID")


def read_with_evolution(card: bytes) -> Values | str:
    return _ask(("/usr/bin/python3", str(HERE / "read_ebook.py")), card)


def read_with_icaljs(card: bytes) -> Values | str:
    return _ask(("node", str(HERE / "read_icaljs_cards.mjs"), str(_icaljs())), card)


def read_with_vobject(card: bytes) -> Values | str:
    try:
        read = vobject.readOne(card.decode("utf-8"), ignoreUnreadable=True, allowQP=True)
        return {name: [_flat(line.value) for line in read.contents.get(name.lower(), [])] for name in NAMES}
    except Exception as wrong:  # it raises whatever it meets
        return f"{type(wrong).__name__}: {wrong}"[:200]


def _flat(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, bytes):
        return [value.decode("utf-8", "replace")]
    if isinstance(value, list):
        return [str(one) for one in value]
    parts = (value.family, value.given, value.additional, value.prefix, value.suffix)
    return [" ".join(part) if isinstance(part, list) else part for part in parts]


@cache
def evolution_runs() -> bool:
    """Whether the system's Python has the binding of libebook-contacts."""
    if not Path("/usr/bin/python3").exists():
        return False
    code = "import gi; gi.require_version('EBookContacts', '1.2'); import gi.repository.EBookContacts"
    return subprocess.run(["/usr/bin/python3", "-c", code], capture_output=True, check=False).returncode == 0


def engines() -> dict[str, Any]:
    """The readers that can run here, by name."""
    found: dict[str, Any] = {"vobject": read_with_vobject}
    if evolution_runs():
        found["Evolution"] = read_with_evolution
    if icaljs_runs():
        found["ical.js"] = read_with_icaljs
    return found


def _ask(command: tuple[str, ...], card: bytes) -> Values | str:
    running = _process(command)
    assert running.stdin
    assert running.stdout
    running.stdin.write(base64.b64encode(card) + b"\n")
    running.stdin.flush()
    answer: Values | str = json.loads(running.stdout.readline())
    return answer
