"""Makes the icon font: the glyphs that mrtnet shows, cut out of Phosphor (MIT), and a table of their names.

    pip install qtawesome fonttools
    python packaging/icons.py

Writes resources/icons/phosphor.ttf and phosphor.json ({name: code point}). An icon that the program is to show stands
in `mrtnet/domain/kinds.py` or in the lists below; a test fails when a used name is missing.
"""

import json
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "icons"

PAGES = [
    "sun-horizon",
    "check-circle",
    "users",
    "ticket",
    "calendar-blank",
    "chart-bar",
    "notebook",
    "star",
    "gear-six",
    "clock-counter-clockwise",
    "question",
]
"""Icons of pages and saved lists: these have a filled twin for the chosen one."""

WINDOW = """
    archive-tray arrow-bend-down-left arrow-bend-up-left arrow-clockwise arrow-counter-clockwise arrow-down
    arrow-elbow-down-left arrow-left arrow-right arrow-square-out arrow-up arrows-clockwise arrows-down-up at bell
    bell-ringing bell-simple bell-simple-slash bell-simple-z bell-slash book-open bookmark-simple bug buildings cake
    calendar calendar-blank calendar-check calendar-plus calendar-x caret-down caret-left caret-right caret-up
    chart-bar chart-line-up chat-circle-dots chat-circle-text chats-circle check check-circle check-square checks
    circle circle-dashed circle-half clipboard clipboard-text clock clock-afternoon clock-clockwise
    clock-counter-clockwise cloud-arrow-up command copy copy-simple database desktop device-mobile dots-six-vertical
    dots-three download-simple envelope envelope-open envelope-simple export eye eye-closed eye-slash file
    file-arrow-down file-arrow-up file-pdf file-plus file-text files flag flask floppy-disk folder-open folder-simple
    funnel funnel-simple gear gear-six git-fork git-merge globe globe-simple hand-waving hands-clapping hash heart
    hourglass hourglass-medium house identification-badge identification-card image image-square info key keyboard
    lifebuoy lightbulb link link-simple linkedin-logo list list-bullets list-checks list-dashes list-numbers list-plus
    lock-simple magnifying-glass magnifying-glass-minus magnifying-glass-plus mailbox map-pin map-trifold medal
    microphone minus minus-circle monitor monitor-play moon moon-stars newspaper note note-blank note-pencil notebook
    paper-plane-right paper-plane-tilt paperclip paperclip-horizontal pause pencil pencil-line pencil-simple phone
    phone-call play plus plus-circle power printer prohibit push-pin push-pin-slash qr-code question repeat rewind rows
    scissors share share-network shield-check shield-warning sign-out sliders-horizontal smiley sort-ascending
    sort-descending sparkle spinner spinner-gap squares-four stack star sun sun-dim sun-horizon swap table tag target
    text-aa text-t ticket timer trash tray tree-structure user user-circle user-circle-plus user-focus user-gear
    user-minus user-plus user-rectangle user-switch users users-four users-three video-camera warning warning-circle x
    x-circle
"""

FILLED = [*PAGES, "buildings", "moon", "tag", "check-circle", "push-pin", "warning-circle", "circle", "heart", "note"]

STAND_INS = {
    "certificate": "medal",
    "confetti": "sparkle",
    "hand-heart": "heart",
    "list-checks": "checks",
    "mailbox": "envelope",
    "plant": "leaf",
    "stethoscope": "heartbeat",
    "user-switch": "swap",
}
"""Names that Phosphor got after the version we cut from, and what is drawn for them."""

PICTURE_SIZES = (16, 24, 32, 48, 64, 128, 256)


def wanted() -> set[str]:
    """The names of all icons: kinds of the book, window, filled twins."""
    sys.path.insert(0, str(ROOT))
    from mrtnet.domain.kinds import TABLES

    kinds = {kind.icon for table in TABLES.values() for kind in table.values()}
    return {*kinds, *PAGES, *WINDOW.split(), *(f"{name}-fill" for name in FILLED)}


def main() -> None:
    """Cut the font and write the table."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        sys.exit("Install qtawesome first: its Phosphor font is what the icons are cut from.")
    fonts = Path(spec.origin).parent / "fonts"
    source = next(fonts.glob("phosphor-[0-9]*.ttf"))
    codes = json.loads(next(fonts.glob("phosphor-charmap-*.json")).read_text(encoding="utf-8"))
    glyphs = {name: int(codes[STAND_INS.get(name, name)], 16) for name in sorted(wanted())}
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6]
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(set(glyphs.values())))
    font = TTFont(source, recalcTimestamp=False)
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = "mrtnetIcons"
    OUT.mkdir(parents=True, exist_ok=True)
    font.save(OUT / "phosphor.ttf")
    (OUT / "phosphor.json").write_text(json.dumps(glyphs, indent=0) + "\n", encoding="utf-8")
    paint_program_icon()
    print(f"{len(glyphs)} icons, {(OUT / 'phosphor.ttf').stat().st_size:,} bytes")


def paint_program_icon() -> None:
    """mrtnet.svg, our own drawing, as a PNG of each size."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawing = QSvgRenderer(str(OUT / "mrtnet.svg"))
    for size in PICTURE_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawing.render(painter)
        painter.end()
        image.save(str(OUT / f"mrtnet-{size}.png"))


if __name__ == "__main__":
    main()
