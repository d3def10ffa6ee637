"""Importing Qt's binding in two thirds of the time it takes by itself; what is imported is the same."""

import builtins
import marshal
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any

from mrtnet import paths
from mrtnet.ui import qt_enums

_SUPPORT = "shibokensupport/"  # the folder, inside the binding's own zip, of the modules that it brings along
_STUBS = _SUPPORT + "signature/lib/pyi_generator.py"  # writes .pyi files for developers; no program asks it anything
_PARSER = _SUPPORT + "signature/parser.py"  # reads signatures, for messages about wrong arguments
_AT_ONCE = b"""        rec = re.compile(regex, flags=re.VERBOSE)
        self._finditer = rec.finditer
"""
_WHEN_ASKED = b"        self._finditer = lambda text: re.finditer(regex, text, flags=re.VERBOSE)\n"

Codes = dict[tuple[str, bytes], CodeType]


def import_qt() -> None:
    """Import QtCore with the binding's bytecode kept, and without its hook in later imports.

    At every start PySide6 unpacks 13 modules from a zip and compiles them: 45 of 190 ms on the machine that measured
    it. Python keeps bytecode for all other modules; here it is kept for these, beside that of this package, and taken
    for the very same source only. Where that folder cannot be written, the start is slower and nothing else.
    The writer of type stubs among them is left empty: with what it imports it would take another 20 ms. The largest
    pattern of the reader of signatures is compiled when a signature is asked for.
    """
    qt_enums.make_quickly()
    place = Path(cache_from_source(__file__)).with_name(f"shibokensupport.{sys.implementation.cache_tag}.codes")
    kept = _kept(place)
    known = len(kept)
    plain_compile = builtins.compile

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        if more or options or not isinstance(source, bytes) or not str(filename).startswith(_SUPPORT):
            return plain_compile(source, filename, mode, *more, **options)
        if filename == _STUBS:
            source = b""
        elif filename == _PARSER:
            source = source.replace(_AT_ONCE, _WHEN_ASKED)
        key = (filename, source)
        if key not in kept:
            kept[key] = plain_compile(source, filename, mode)
        return kept[key]

    builtins.compile = compiled
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = plain_compile
    if len(kept) > known and not sys.dont_write_bytecode:
        with suppress(OSError):
            paths.write_whole(place, marshal.dumps(kept))
    _import_plainly()


def _kept(place: Path) -> Codes:
    """What an earlier start kept; nothing where there is none, or it is torn or of another making."""
    try:
        found = marshal.loads(place.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


def _import_plainly() -> None:
    """Take Qt's hook out of importing: it reads the source of every module that imports, for a syntax unused here.

    Without it a start takes an eighth less.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
