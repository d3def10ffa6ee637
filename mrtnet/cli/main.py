"""The command line: finds the verb, opens the book for it, turns Trouble into one sentence and an exit code."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from mrtnet import __version__, paths, report
from mrtnet.cli.verb import Call, Verb
from mrtnet.trouble import Trouble
from mrtnet.words import _

VERBS = (
    "log",
    "today",
    "people",
    "person",
    "events",
    "event",
    "done",
    "snooze",
    "skip",
    "write",
    "contact",
    "export",
    "feed",
    "set",
    "undo",
    "redo",
    "history",
    "sample",
    "check",
    "backup",
    "restore",
    "erase",
    "tour",
    "completion",
)
"""Each verb is a module `mrtnet.cli.verb_NAME` that holds a Verb called VERB; it is imported when it is asked for."""

FINE, WORLD, USAGE, FAULT = 0, 1, 2, 70


def main(arguments: Sequence[str]) -> int:
    """Run one verb; returns 0 fine, 1 the world's fault (one sentence on standard error), 2 usage, 70 our fault."""
    _write_utf8()
    try:
        return _run(arguments)
    except Trouble as trouble:
        print(f"mrtnet: {trouble}", file=sys.stderr)  # noqa: T201
        return WORLD
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        with suppress(OSError):
            sys.stdout = None  # nobody reads on: nothing is left to flush
        return FINE
    except OSError as wrong:
        print(f"mrtnet: {wrong.strerror or _('the system refused')}.", file=sys.stderr)  # noqa: T201
        return WORLD
    except Exception as wrong:
        report.on_standard_error(type(wrong), wrong, wrong.__traceback__)
        return FAULT


def load(name: str) -> Verb:
    """The verb of this name."""
    verb = import_module(f"mrtnet.cli.verb_{name}").VERB
    assert isinstance(verb, Verb)
    return verb


def parser(verbs: Sequence[str]) -> argparse.ArgumentParser:
    """The parser with these verbs filled in; the others only by name and sentence."""
    top = argparse.ArgumentParser(
        prog="mrtnet",
        description=_("Keeps the people you meet, and says whom to write to today. Without a verb the window opens."),
        epilog=_("“mrtnet VERB --help” shows examples. MRTNET_HOME says where data and settings lie."),
    )
    top.add_argument("--version", action="version", version=f"mrtnet {__version__}")
    top.add_argument("--book", metavar=_("FILE"), help=_("the book to use instead of the usual one"))
    under = top.add_subparsers(dest="verb", metavar=_("VERB"), required=True)
    for name in verbs:
        verb = load(name)
        sub = under.add_parser(
            name,
            help=verb.help,
            description=verb.help[:1].upper() + verb.help[1:] + ".",
            epilog=_("examples:") + "\n" + "\n".join(f"  {line}" for line in verb.examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        verb.arguments(sub)
    return top


def _run(arguments: Sequence[str]) -> int:
    named = next((word for word in arguments if word in VERBS), None)
    told = parser([named] if named else list(VERBS)).parse_args(arguments)
    verb = load(told.verb)
    book = Path(told.book).expanduser() if told.book else None
    with Call(told, book or _usual_book(verb)) as call:
        return verb.run(call) or FINE


def _usual_book(verb: Verb) -> Path | None:
    return paths.book_file() if verb.needs_book else None


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
