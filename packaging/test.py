"""Runs every check of mrtnet: python3 packaging/test.py [ARGUMENTS OF PYTEST]

Without arguments: ruff, mypy, the import rules, then all tests. With arguments: pytest alone, with these.
"""

import sys

import interpreter


def main() -> None:
    """Settle the Python, the environment and the system libraries, then run the checks; exit code 1 if one fails."""
    interpreter.settle()
    import checks
    import environment

    with environment.plainly():
        sys.exit(checks.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
