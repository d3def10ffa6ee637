"""The command: python packaging/pictures.py OUT [--only today,people] [--looks light,dark]"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mrtnet.ui.pictures.looks import LOOKS, MORNING
from mrtnet.ui.pictures.shots import SHOTS
from mrtnet.ui.pictures.taking import take

README = (("01-today", "light"), ("02-follow-ups-month", "light"), ("06-person", "dark"), ("08-event", "light"),
          ("20-capture", "light"))  # fmt: skip
"""What the README shows: few colours, so that the files stay small."""


def _say_what_matters(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Qt's words, without what the screen that is none cannot do."""
    if not words.startswith("This plugin does not support"):
        os.write(2, f"{words}\n".encode())


def main(arguments: Sequence[str]) -> int:
    """The command: the pictures as PNG files into a folder."""
    parser = argparse.ArgumentParser(prog="pictures.py", description="Pictures of every page and dialog.")
    parser.add_argument("out", type=Path, help="the folder for the PNG files")
    parser.add_argument("--only", default="", help="parts of names, such as today,people")
    parser.add_argument("--looks", default=",".join(LOOKS), help="of: " + ", ".join(LOOKS))
    parser.add_argument("--readme", action="store_true", help="those of the README, in few colours")
    parser.add_argument("--font", default="", help="another font family, such as the one of a bare system")
    told = parser.parse_args(arguments)
    wanted = [word for word in told.only.split(",") if word]
    names = [name for name in SHOTS if not wanted or any(word in name for word in wanted)]
    looks = {name: LOOKS[name]._replace(font=told.font) for name in told.looks.split(",") if name in LOOKS}
    pairs = README if told.readme else [(name, look) for look in looks for name in names]
    if not pairs:
        parser.error("nothing matches")
    settings = {"QT_QPA_PLATFORM": "offscreen", "MRTNET_NOW": MORNING, "TZ": "America/Chicago"}
    os.environ.update(settings)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    qInstallMessageHandler(_say_what_matters)
    application = QApplication(["pictures"])
    out = told.out.absolute()
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOME"] = home  # after Qt has found her fonts: a home as everybody's
        left = take(application, out, pairs, looks, small=told.readme)
    made = len(pairs) - len(left)
    os.write(1, f"{made} pictures in {told.out}\n".encode())
    if left:
        os.write(1, f"nothing to show: {', '.join(left)}\n".encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
