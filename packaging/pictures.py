"""Takes pictures of every page and dialog over the sample network: python3 packaging/pictures.py OUT [--only WORDS]

PNG files such as 01-today-light.png; looks: light, dark, 200, narrow, rtl; --readme: those of the README. No screen
is needed. The date is fixed, so that the same program makes the same pictures.
"""

import subprocess
import sys

import interpreter


def main() -> None:
    """Settle the Python, the environment and the system libraries, then take the pictures."""
    interpreter.settle()
    import environment

    with environment.plainly():
        found = environment.ready("run", window=False, must_show=True)
        line = [str(found.python), "-P", "-m", "mrtnet.ui.pictures", *sys.argv[1:]]
        sys.exit(subprocess.run(line, env=environment.environ_for(found), check=False).returncode)


if __name__ == "__main__":
    main()
