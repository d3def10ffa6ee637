"""`python -m mrtnet`: a verb goes to the command line, nothing or an option of the window opens the window."""

import os
import sys

from mrtnet import paths
from mrtnet.words import _

WINDOW_OPTIONS = ("--capture", "--show", "--today", "--background")
PRINTING, ARCHIVING = "--print-brief", "--print-archive"


def main() -> int:
    """Start; returns the exit code: 0 fine, 1 the world's fault, 2 wrong usage."""
    paths.private_umask()
    arguments = sys.argv[1:]
    if arguments[:1] == [PRINTING]:  # a packed program starts itself to paint a page
        from mrtnet.ui.printing import main as printing

        return printing(arguments[1:])
    if arguments[:1] == [ARCHIVING]:
        from mrtnet.ui.leaving.paper import main as archiving

        return archiving(arguments[1:])
    if not arguments or (arguments[0] in WINDOW_OPTIONS):
        if not _screen():  # Qt would end the process with a page of its own words
            sys.stderr.write(_("mrtnet: There is no screen here. “mrtnet --help” shows what works without one.") + "\n")
            return 1
        from mrtnet.ui.app import main as window

        return window(arguments)
    from mrtnet.cli.main import main as command_line

    return command_line(arguments)


def _screen() -> bool:
    """Whether a window can be shown: always but on Unix, where the session says so."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


if __name__ == "__main__":
    sys.exit(main())
