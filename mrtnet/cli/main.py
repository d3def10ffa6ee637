"""The command line: finds the verb, opens the book for it, turns Trouble into one sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from mrtnet import __version__, paths, report
from mrtnet.cli.lines import plain
from mrtnet.cli.verb import Call, Verb
from mrtnet.trouble import Trouble
from mrtnet.words import _

VERBS = (
    "log",
    "today",
    "review",
    "people",
    "ways",
    "person",
    "events",
    "event",
    "ceus",
    "promises",
    "done",
    "snooze",
    "skip",
    "remind",
    "write",
    "play",
    "contact",
    "import",
    "card",
    "duplicates",
    "merge",
    "meet",
    "meetings",
    "brief",
    "qr",
    "read-qr",
    "invite",
    "reply",
    "read",
    "export",
    "feed",
    "account",
    "sync",
    "set",
    "undo",
    "redo",
    "history",
    "sample",
    "check",
    "check-note",
    "backup",
    "restore",
    "erase",
    "tour",
    "completion",
)
"""Each verb is a module `mrtnet.cli.verb_NAME` (with _ for -) that holds a Verb; imported when it is asked for."""

FINE, WORLD, USAGE, FAULT, INTERRUPTED = 0, 1, 2, 70, 130


def main(arguments: Sequence[str]) -> int:
    """Run one verb; returns 0 fine, 1 the world's fault (one sentence on standard error), 2 usage, 70 our fault."""
    _open_streams()
    try:
        code = _run(arguments)
        sys.stdout.flush()
        return code
    except Trouble as trouble:
        return _refused(str(trouble))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # nobody reads on
        _leave_output()
        return FINE
    except RecursionError:
        return _refused(_("This is nested too deeply to be read."))
    except OSError as wrong:
        _leave_output()
        return _refused(_("The system refused: {why}.").format(why=wrong.strerror or type(wrong).__name__))
    except Exception as wrong:
        report.on_standard_error(type(wrong), wrong, wrong.__traceback__)
        return FAULT


class _InAnyOrder(argparse.ArgumentParser):
    """The parser of a verb: words and options in any order, as in `mrtnet contact rosa --kind call 'About the audit'`.

    Python 3.11 by itself takes no more words once an option has come between.
    """

    _inside = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._inside or "--" in (args or ()):
            return super().parse_known_args(args, namespace)
        self._inside = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        except TypeError:  # a verb whose word excludes an option
            return super().parse_known_args(args, namespace)
        finally:
            self._inside = False


def load(name: str) -> Verb:
    """The verb of this name."""
    verb = import_module(f"mrtnet.cli.verb_{name.replace('-', '_')}").VERB
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
    under = top.add_subparsers(dest="verb", metavar=_("VERB"), required=True, parser_class=_InAnyOrder)
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
    named = _named(arguments)
    told = parser([named] if named else list(VERBS)).parse_args(arguments)
    verb = load(told.verb)
    with Call(told, _book(told.book) or _usual_book(verb)) as call:
        return verb.run(call) or FINE


def _named(arguments: Sequence[str]) -> str | None:
    """The verb, if the first word that is neither an option nor the file of --book is one: only it is imported."""
    words = iter(arguments)
    for word in words:
        if word == "--book":
            next(words, None)
        elif not word.startswith("-"):
            return word if word in VERBS else None
    return None


def _book(told: str | None) -> Path | None:
    if not told:
        return None
    try:
        return Path(told).expanduser()
    except RuntimeError:
        raise Trouble(_("There is no such home folder: {name}.").format(name=told)) from None


def _usual_book(verb: Verb) -> Path | None:
    return paths.book_file() if verb.needs_book else None


def _refused(sentence: str) -> int:
    with suppress(OSError, ValueError):
        sys.stderr.write(f"mrtnet: {plain(' '.join(sentence.split()))}\n")
    return WORLD


def _open_streams() -> None:
    """UTF-8 whatever the locale says; a stream that was closed before we came swallows what is written."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _leave_output() -> None:
    """What is still to be written has nowhere to go: Python, leaving, must not try again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
