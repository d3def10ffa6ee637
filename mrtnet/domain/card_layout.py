"""Where the lines of a card stand to each other: made level, broken lines put together, columns told apart."""

import math
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from mrtnet.domain.card_lines import Box, CardLine, Point

_PARTS = re.compile(r"\s*[|•·▪■●¦]\s*|\s{3,}")
_ADDRESS_SIGN = re.compile(r"[@©]|\w\.\w|^(?:www|https?)\b", re.I)
_LABEL_ONLY = re.compile(
    r"(?:tel(?:ephone)?|phone|ph|mobile|mob|cell|direct|office|main|work|home|fax|e-?mail|mail|web(?:site)?|url|[tmpfcdoehw])"
    r"\s*[.:]?",
    re.I,
)

_CONTACT = re.compile(r"\w@\w|(?:\d[\d ().-]*){7}|www\.|https?:", re.I)


class Piece(NamedTuple):
    """A piece of text that belongs together. Left, right, top and bottom are level: askew pictures are turned first."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    score: float
    box: Box

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def pieces(lines: Iterable[CardLine]) -> list[Piece]:
    """The pieces of a card from top to bottom: lines that recognition broke are whole, "Tel … | Fax …" are two."""
    told = [line for line in lines if line.text.strip()]
    angle = _askew(told)
    level = [_level(line, angle) for line in told]
    parted = [part for piece in _joined(level) for part in _parted(piece)]
    return sorted(parted, key=lambda piece: (piece.top + piece.bottom, piece.left))


def union(boxes: Sequence[Box]) -> Box:
    """The box around all of these."""
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top


def follows(upper: Piece, lower: Piece) -> bool:
    """Whether a piece stands right below another, in its column, in letters of about the same size."""
    size = max(upper.height, lower.height)
    near = -0.5 * size < lower.top - upper.bottom < 0.9 * size
    alike = 0.72 < lower.height / max(1.0, upper.height) < 1.39
    beside = min(abs(lower.left - upper.left), abs(lower.middle - upper.middle), abs(lower.right - upper.right))
    return near and alike and beside < 1.2 * size and lower.top > upper.top


def _askew(lines: Sequence[CardLine]) -> float:
    """By how many radians the lines lie askew, by the median; short ones say little."""
    told = sorted((_slope(line) for line in lines if _length(line) > 3 * _rise(line)), key=lambda one: one)
    return told[len(told) // 2] if told else 0.0


def _slope(line: CardLine) -> float:
    (x1, y1), (x2, y2) = line.corners[0], line.corners[1]
    return math.atan2(y2 - y1, x2 - x1)


def _length(line: CardLine) -> float:
    return math.dist(line.corners[0], line.corners[1])


def _rise(line: CardLine) -> float:
    return math.dist(line.corners[0], line.corners[3])


def _level(line: CardLine, angle: float) -> Piece:
    cos, sin = math.cos(angle), math.sin(angle)
    turned: list[Point] = [(x * cos + y * sin, y * cos - x * sin) for x, y in line.corners]
    xs = [x for x, _y in turned]
    middle = sum(y for _x, y in turned) / 4
    half = _rise(line) / 2  # of a line that is still askew a little, the box around it is too high
    return Piece(" ".join(line.text.split()), min(xs), max(xs), middle - half, middle + half, line.score, line.box)


def _joined(found: Sequence[Piece]) -> list[Piece]:
    """Pieces of one line that touch are one; a label alone ("Fax") goes with what stands beside it."""
    left_to_right = sorted(found, key=lambda piece: piece.left)
    done: list[Piece] = []
    for piece in left_to_right:
        before = max((each for each in done if _continues(each, piece)), key=lambda each: each.right, default=None)
        if before is None:
            done.append(piece)
        else:
            done[done.index(before)] = _together(before, piece)
    return done


def _continues(first: Piece, second: Piece) -> bool:
    high = min(first.height, second.height)
    overlap = min(first.bottom, second.bottom) - max(first.top, second.top)
    gap = second.left - first.right
    if overlap < 0.6 * high or max(first.height, second.height) > 1.6 * high or second.right <= first.right:
        return False
    if _LABEL_ONLY.fullmatch(first.text):
        return -high < gap < 6 * high
    if _CONTACT.search(second.text) and not re.search(r"[@\d./]", first.text.rpartition(" ")[2]):
        return False  # another column
    return -high < gap < 0.7 * high


def _together(first: Piece, second: Piece) -> Piece:
    gap = (second.left - first.right) / max(1.0, min(first.height, second.height))
    address = _ADDRESS_SIGN.search(first.text.rpartition(" ")[2]) or _ADDRESS_SIGN.search(second.text.partition(" ")[0])
    broken = bool(address) and gap < 0.25 and "@" not in second.text and not _LABEL_ONLY.fullmatch(first.text)
    text = first.text + ("" if broken else " ") + second.text
    top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
    score = min(first.score, second.score)
    return Piece(text, first.left, second.right, top, bottom, score, union([first.box, second.box]))


def _parted(piece: Piece) -> list[Piece]:
    """The parts between the bars and dots of one line, each with its share of the width."""
    parts = [part.strip() for part in _PARTS.split(piece.text) if part.strip()]
    if len(parts) < 2:
        return [piece._replace(text=parts[0])] if parts else []
    total, at, done = len(piece.text), 0, []
    wide = (piece.right - piece.left) / total
    for part in parts:
        at = piece.text.index(part, at)
        left = piece.left + at * wide
        at += len(part)
        share = piece.box[2] / total
        box = (round(piece.box[0] + share * (at - len(part))), piece.box[1], round(share * len(part)), piece.box[3])
        done.append(piece._replace(text=part, left=left, right=piece.left + at * wide, box=box))
    return done
