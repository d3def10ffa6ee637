"""Importing Qt's binding in two thirds of the time it takes by itself; what is imported is the same."""

import builtins
import marshal
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from mrtnet import paths
from mrtnet.ui import qt_enums

TRIED = frozenset({"6.11.3"})
"""Versions of the binding whose parts were looked at; any other is imported as it comes."""
_SUPPORT = "shibokensupport/"  # the folder, inside the binding's own zip, of the modules that it brings along
_STUBS = _SUPPORT + "signature/lib/pyi_generator.py"  # writes .pyi files for developers; no program asks it anything
_MESSAGES = {
    f"{_SUPPORT}signature/{name}.py"
    for name in ("errorhandler", "layout", "mapping", "parser", "lib/enum_sig", "lib/tool")
}
"""They read signatures, for messages about wrong arguments."""
_INSTEAD = {
    _SUPPORT + "feature.py": (b"\nimport inspect\n", b"\n"),
    _SUPPORT + "signature/loader.py": (b"builtins.__import__ = builtins.__feature_import__\n", b"pass\n"),
}
"""The hook in later imports: it reads the source of every module that imports, for a syntax unused here."""
_NOT_USED = ("tempfile", "traceback")
"""What the binding imports at its start for packers only, so that they find it."""
_LATER = "from mrtnet.ui.qt_import import waiting\n__getattr__ = waiting(globals(), {!r})"

Codes = dict[tuple[str, bytes], CodeType]
_waiting: dict[str, CodeType] = {}


def import_qt() -> None:
    """Import QtCore with the binding's bytecode kept, and without its hook in later imports.

    At every start PySide6 unpacks 13 modules from a zip and compiles them: 45 of 190 ms on the machine that measured
    it. Python keeps bytecode for all other modules; here it is kept for these, beside that of this package, and taken
    for the very same source only. Where that folder cannot be written, the start is slower and nothing else.
    The writer of type stubs among them is left empty, and what serves only messages about wrong arguments is run when
    the first one is made: with what they import they would take another 40 ms.
    """
    qt_enums.make_quickly()
    if _version() not in TRIED:
        import PySide6.QtCore

        return
    place = Path(cache_from_source(__file__)).with_name(f"shibokensupport.{sys.implementation.cache_tag}.codes")
    kept = _kept(place)
    used: Codes = {}
    plain_compile = builtins.compile

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **options: Any) -> Any:
        if more or options or not isinstance(source, bytes) or not str(filename).startswith(_SUPPORT):
            return plain_compile(source, filename, mode, *more, **options)
        if filename == _STUBS:
            source = b""
        elif filename in _INSTEAD:
            source = source.replace(*_INSTEAD[filename])
        elif filename in _MESSAGES:
            _waiting[filename] = code_of(filename, source, mode)
            source = _LATER.format(filename).encode()
        return code_of(filename, source, mode)

    def code_of(filename: str, source: bytes, mode: str) -> CodeType:
        key = filename, source
        found = used[key] = kept.get(key) or plain_compile(source, filename, mode)
        return found

    builtins.compile = compiled
    left_out = [name for name in _NOT_USED if name not in sys.modules]
    sys.modules.update((name, ModuleType(name)) for name in left_out)
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = plain_compile
        for name in left_out:
            del sys.modules[name]
    if used.keys() != kept.keys() and not sys.dont_write_bytecode:
        with suppress(OSError):
            paths.write_whole(place, marshal.dumps(used))


def _version() -> str:
    """The binding's, without importing it; "" where that is not written where it usually is."""
    spec = find_spec("shiboken6")
    with suppress(OSError):
        lines = Path(spec.origin or "").with_name("_config.py").read_text(encoding="utf-8") if spec else ""
        return next((line.split('"')[1] for line in lines.splitlines() if line.startswith('version = "')), "")
    return ""


def waiting(module: dict[str, Any], filename: str) -> Callable[[str], Any]:
    """What an empty module of the binding does when it is first asked for something: it runs its own code."""

    def fill(name: str) -> Any:
        if name.startswith("__") or filename not in _waiting:  # importing asks for names that no module need have
            raise AttributeError(name)
        code = _waiting.pop(filename)
        del module["__getattr__"]
        exec(code, module)
        return getattr(sys.modules[module["__name__"]], name)

    return fill


def _kept(place: Path) -> Codes:
    """What an earlier start kept; nothing where there is none, or it is torn or of another making."""
    try:
        found = marshal.loads(place.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}
