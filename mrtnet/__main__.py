"""`python -m mrtnet`: a verb goes to the command line, nothing or an option of the window opens the window."""

import sys

from mrtnet import paths

WINDOW_OPTIONS = ("--capture", "--show", "--background")


def main() -> int:
    """Start; returns the exit code: 0 fine, 1 the world's fault, 2 wrong usage."""
    paths.private_umask()
    arguments = sys.argv[1:]
    if not arguments or (arguments[0] in WINDOW_OPTIONS):
        from mrtnet.ui.app import main as window

        return window(arguments)
    from mrtnet.cli.main import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main())
