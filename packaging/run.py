"""Starts mrtnet on any machine with Python 3.11 to 3.13: python3 packaging/run.py [ARGUMENTS OF MRTNET]

The first time it makes an environment of its own with the pinned packages. Without a screen it runs the tour.
"""

import sys

import interpreter


def main() -> None:
    """Settle the Python, the environment and the system libraries, then become the program."""
    interpreter.settle()
    import environment

    with environment.plainly():
        environment.start(sys.argv[1:])


if __name__ == "__main__":
    main()
