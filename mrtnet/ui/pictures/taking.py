"""Takes pictures and writes them as PNG files."""

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from mrtnet.ui.pictures import stage
from mrtnet.ui.pictures.looks import Look
from mrtnet.ui.pictures.shots import EMPTY, SHOTS
from mrtnet.ui.pictures.stage import make_books, opened
from mrtnet.ui.theme import Theme


def few_colors(image: QImage, theme: Theme) -> QImage:
    """The image in 256 colours: those that tell a status, with the edges of their letters, then the most frequent."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    grounds = [theme.color(token) for token in ("base", "window", "selected")]
    table = []
    for status in ("red", "amber", "blue", "violet", "green", "accent"):
        color = theme.color(status)
        for ground in (*grounds, theme.color(f"{status}_tint")):
            parts = [(color.red(), ground.red()), (color.green(), ground.green()), (color.blue(), ground.blue())]
            for share in (1.0, 0.75, 0.5, 0.25):
                table.append(QColor(*(round(ink * share + paper * (1 - share)) for ink, paper in parts)).rgb())
    counted = Counter(memoryview(plain.constBits()).cast("I"))
    table = list(dict.fromkeys((*table, *(color for color, _count in counted.most_common(256)))))[:256]
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, table, flags)


def take(
    application: QApplication, out: Path, pairs: Iterable[tuple[str, str]], looks: Mapping[str, Look], *,
    small: bool = False,
) -> list[str]:  # fmt: skip
    """Take these pictures, (shot, look); returns the names of the shots that had nothing to show."""
    out.mkdir(parents=True, exist_ok=True)
    left: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        full, empty = make_books(Path(folder))
        place = Path.home() / ".local" / "share" / "mrtnet"
        for name, called in pairs:
            with opened(application, empty if name in EMPTY else full, looks[called], place) as window:
                widget = SHOTS[name](window)
                if widget is None:
                    left.append(f"{name}-{called}")
                    continue
                stage.settle(window)
                image = widget.grab().toImage()
                best = 0 if small else -1  # of the effort to make the file small, 0 is the greatest
                (few_colors(image, window.theme) if small else image).save(
                    str(out / f"{name}-{called}.png"), None, best
                )
    return left
