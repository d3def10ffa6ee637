"""Text on a picture, found with rapidocr: where each line stands, which way is up, what it says.

Runs only inside the process of `card_worker`. Boxes are found once; which of the four ways is up is told by the boxes
and by a small model that knows text upside down, so that no turned picture is read twice.
"""

import math
from collections import defaultdict
from typing import Any

from mrtnet.exchange.card_pictures import decoded
from mrtnet.exchange.photos import Photo

Pixels = Any
"""A picture as numpy has it: rows of pixels of blue, green and red."""
Box = list[tuple[float, float]]
"""Four corners, in pixels."""
_FIRST, _SECOND = 960, 1216  # px of the longer side of what boxes are looked for on, at first and nearer
_LEVEL = math.radians(1.5)  # what counts as level
_FILLS = 0.75  # of the width or height, what counts as filled with text
_LEAST_SCORE = 0.5
_ENOUGH = 0.8  # mean score at which a picture counts as read
_SETTINGS = {
    "Global.log_level": "critical",
    "Global.max_side_len": 4000,
    "Global.text_score": 0.0,
    "Det.limit_type": "max",
    "Det.limit_side_len": _SECOND,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class Recognition:
    """The models, loaded once."""

    def __init__(self) -> None:
        import cv2
        import numpy
        from rapidocr import RapidOCR

        self.cv2: Any = cv2
        self.numpy: Any = numpy
        self.engine: Any = RapidOCR(params=_SETTINGS)

    def read(self, photo: Photo) -> dict[str, Any]:
        """The lines of a picture: `lines` of text, eight numbers and score; `size` and `turned` when it is upright."""
        image = decoded(photo)
        pixels = self.numpy.asarray(image)[:, :, ::-1].copy()
        found, codes = self._looked_at(pixels), _codes(photo)
        if codes and not found["lines"]:
            return found | {"codes": codes}
        if _worth(found) < _ENOUGH * max(1, len(found["lines"])) or len(found["lines"]) < 3:
            again = self._looked_at(self._lighter(pixels))
            if _weight(again) > _weight(found):
                found = again
        return found | {"codes": codes}

    def _looked_at(self, pixels: Pixels) -> dict[str, Any]:
        height, width = pixels.shape[:2]
        boxes = self._boxes(pixels)
        if not boxes:
            return {"lines": [], "size": [width, height], "turned": 0}
        turned = 0 if _lying(boxes) else 1
        pieces = [self._piece(pixels, _started(box, turned)) for box in boxes]
        if self._upside_down(pieces):
            turned += 2
            pieces = [self.cv2.rotate(piece, self.cv2.ROTATE_180) for piece in pieces]
        read = self.engine.recognize_txt(pieces)
        lines = []
        for box, text, score in zip(boxes, read.txts or (), read.scores or (), strict=True):
            if text.strip() and score >= _LEAST_SCORE:
                corners = [_upright(x, y, turned, width, height) for x, y in _started(box, turned)]
                lines.append([text.strip(), [round(n, 1) for point in corners for n in point], round(float(score), 4)])
        size = [height, width] if turned % 2 else [width, height]
        return {"lines": lines, "size": size, "turned": _DEGREES[turned]}

    def _boxes(self, pixels: Pixels) -> list[Box]:
        """Four corners each. Where text lies askew or fills but a part, that part is looked at again, level and larger.

        Lines that lie askew close to each other run together otherwise.
        """
        boxes = self._detected(pixels, _FIRST)
        if not boxes:
            return []
        angle = _angle(boxes)
        xs, ys = [x for box in boxes for x, _y in box], [y for box in boxes for _x, y in box]
        height, width = pixels.shape[:2]
        fills = max((max(xs) - min(xs)) / width, (max(ys) - min(ys)) / height)
        if abs(angle) < _LEVEL and (fills > _FILLS or max(width, height) <= _FIRST):
            return boxes
        return self._level_boxes(pixels, boxes, angle) or boxes

    def _level_boxes(self, pixels: Pixels, boxes: list[Box], angle: float) -> list[Box]:
        """The boxes of the part of the picture that holds these, turned level by so many radians."""
        cos, sin = math.cos(angle), math.sin(angle)
        points = [(x * cos + y * sin, y * cos - x * sin) for box in boxes for x, y in box]
        left, right = min(x for x, _y in points), max(x for x, _y in points)
        top, bottom = min(y for _x, y in points), max(y for _x, y in points)
        margin = 0.08 * max(right - left, bottom - top) + 8
        left, top, wide, high = left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin
        scale = min(_SECOND / max(wide, high), 1.6)
        matrix = self.numpy.float32([[cos, sin, -left], [-sin, cos, -top]]) * scale
        part = self.cv2.warpAffine(
            pixels, matrix, (round(wide * scale), round(high * scale)), borderMode=self.cv2.BORDER_REPLICATE,
            flags=self.cv2.INTER_AREA if scale < 0.6 else self.cv2.INTER_CUBIC,
        )  # fmt: skip
        found = self._detected(part, _SECOND)
        return [
            [
                ((x / scale + left) * cos - (y / scale + top) * sin, (x / scale + left) * sin + (y / scale + top) * cos)
                for x, y in box
            ]
            for box in found
        ]

    def _detected(self, pixels: Pixels, longest: int) -> list[Box]:
        """Boxes of text, clockwise from the top left, on the picture made so small."""
        scale = min(1.0, longest / max(pixels.shape[:2]))
        if scale < 1:
            pixels = self.cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=self.cv2.INTER_AREA)
        found = self.engine(pixels, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        if boxes is None:
            return []
        return _whole([[(float(x) / scale, float(y) / scale) for x, y in box] for box in boxes])

    def _piece(self, pixels: Pixels, corners: Box) -> Pixels:
        """One line of text cut out and made level."""
        wide = max(math.dist(corners[0], corners[1]), math.dist(corners[3], corners[2]))
        high = max(math.dist(corners[0], corners[3]), math.dist(corners[1], corners[2]))
        wide, high = max(2, round(wide)), max(2, round(high))
        level = self.numpy.float32([[0, 0], [wide, 0], [wide, high], [0, high]])
        matrix = self.cv2.getPerspectiveTransform(self.numpy.float32(corners), level)
        piece: Pixels = self.cv2.warpPerspective(
            pixels, matrix, (wide, high), borderMode=self.cv2.BORDER_REPLICATE, flags=self.cv2.INTER_CUBIC
        )
        return piece

    def _upside_down(self, pieces: list[Pixels]) -> bool:
        longest = sorted(pieces, key=lambda piece: piece.shape[1] / piece.shape[0], reverse=True)[:9]
        _turned, told = self.engine.cls_and_rotate([piece.copy() for piece in longest])
        votes: dict[str, float] = defaultdict(float)
        for label, score in told.cls_res or ():
            votes[label] += max(0.0, float(score) - 0.5)
        return votes["180"] > votes["0"]

    def _lighter(self, pixels: Pixels) -> Pixels:
        """The picture with its light evened out."""
        cv2 = self.cv2
        lab = cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB)
        lab[:, :, 0] = cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(lab[:, :, 0])
        lighter: Pixels = cv2.cvtColor(lab, cv2.COLOR_LAB2BGR)
        return lighter


_DEGREES = (0, 90, 180, 270)


def _whole(boxes: list[Box]) -> list[Box]:
    """The boxes, with those that touch within one line as one: what is cut amid a word is read wrong twice."""
    done: list[Box] = []
    for box in sorted(boxes, key=lambda corners: corners[0]):
        for at, before in enumerate(done):
            for begin in (0, 1):  # lying, then standing
                first, second = sorted(
                    (_started(before, begin * 3), _started(box, begin * 3)), key=lambda one: one[0][begin]
                )
                if _touch(first, second):
                    joined = [first[0], second[1], second[2], first[3]]
                    done[at] = _started(joined, begin)
                    break
            else:
                continue
            break
        else:
            done.append(box)
    return done


def _touch(first: Box, second: Box) -> bool:
    """Whether the second of two boxes goes on the line of the first, in letters of the same size."""
    high = math.dist(first[1], first[2])
    other = math.dist(second[0], second[3])
    if math.dist(first[0], first[1]) < high or not 0.7 < other / max(high, 1.0) < 1.4:
        return False
    along = (first[1][0] - first[0][0], first[1][1] - first[0][1])
    length = math.hypot(*along) or 1.0
    gap = (second[0][0] - first[1][0], second[0][1] - first[1][1])
    ahead = (gap[0] * along[0] + gap[1] * along[1]) / length
    aside = abs(gap[0] * along[1] - gap[1] * along[0]) / length
    return -1.2 * high < ahead < 0.6 * high and aside < 0.25 * high


def _lying(boxes: list[Box]) -> bool:
    """Whether lines run from side to side and not up and down, by their length."""
    across = along = 0.0
    for a, b, c, _d in boxes:
        first, second = (b[0] - a[0], b[1] - a[1]), (c[0] - b[0], c[1] - b[1])
        longer = max(first, second, key=lambda side: math.hypot(*side))
        if math.hypot(*longer) > 1.5 * min(math.hypot(*first), math.hypot(*second)):
            across += abs(longer[0])
            along += abs(longer[1])
    return across >= along


def _angle(boxes: list[Box]) -> float:
    """By how many radians the lines lie askew, clockwise, at most π/4; the long ones weigh more."""
    told: list[tuple[float, float]] = []
    for a, b, c, d in boxes:
        first = (b[0] - a[0] + c[0] - d[0], b[1] - a[1] + c[1] - d[1])
        second = (d[0] - a[0] + c[0] - b[0], d[1] - a[1] + c[1] - b[1])
        long, short = sorted((first, second), key=lambda side: math.hypot(*side), reverse=True)
        if math.hypot(*long) > 2 * math.hypot(*short):
            angle = math.atan2(long[1], long[0])
            told.append((angle - round(angle / (math.pi / 2)) * (math.pi / 2), math.hypot(*long)))
    told.sort()
    half, sum_so_far = sum(weight for _angle, weight in told) / 2, 0.0
    for angle, weight in told:
        sum_so_far += weight
        if sum_so_far >= half:
            return angle
    return 0.0


def _started(box: Box, turned: int) -> Box:
    """The corners from the beginning of the text on, if the picture has to be turned by so many quarters clockwise.

    Boxes come from the top left on, clockwise: of a picture lying on its left side the text begins at the bottom left.
    """
    begin = (4 - turned) % 4
    return box[begin:] + box[:begin]


def _upright(x: float, y: float, turned: int, width: int, height: int) -> tuple[float, float]:
    """Where a point lies after the picture is turned by so many quarters clockwise."""
    match turned:
        case 1:
            return height - y, x
        case 2:
            return width - x, height - y
        case 3:
            return y, width - x
    return x, y


def _worth(found: dict[str, Any]) -> float:
    return sum(float(score) for _text, _corners, score in found["lines"])


def _weight(found: dict[str, Any]) -> float:
    """How much was read, and how surely."""
    return sum(len(text) * float(score) ** 4 for text, _corners, score in found["lines"])


def _codes(photo: Photo) -> list[str]:
    from mrtnet.exchange.qr import read_codes
    from mrtnet.trouble import Trouble

    try:
        return read_codes(photo.content)
    except Trouble:
        return []
