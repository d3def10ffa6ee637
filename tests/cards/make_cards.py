"""Makes pictures of business cards whose truth is known: `python -m tests.cards.make_cards OUT --seed 1 --count 30`.

Layouts, fonts of this machine, photographs' faults: turned, askew, in perspective, blurred, shaded, noisy, dark. The
same seed and fonts make the same pictures.
"""

import argparse
import io
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from tests.cards.people import Person, somebody

_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_FACES = (
    ("Inter-Regular", "Inter-Bold"), ("Inter-Light", "Inter-SemiBold"), ("DejaVuSans", "DejaVuSans-Bold"),
    ("DejaVuSerif", "DejaVuSerif-Bold"), ("DejaVuSansCondensed", "DejaVuSansCondensed-Bold"),
    ("LiberationSans-Regular", "LiberationSans-Bold"), ("LiberationSerif-Regular", "LiberationSerif-Bold"),
    ("NimbusSans-Regular", "NimbusSans-Bold"), ("NimbusRoman-Regular", "NimbusRoman-Bold"), ("P052-Roman", "P052-Bold"),
    ("URWGothic-Book", "URWGothic-Demi"), ("arial", "arialbd"), ("georgia", "georgiab"), ("Arial", "Arial Bold"),
)  # fmt: skip
_OTHER_SCRIPTS = (
    "DroidSansFallbackFull", "DroidSansFallback", "NotoSansCJK-Regular", "NotoSansCJKsc-Regular", "msgothic",
    "PingFang",
)  # fmt: skip
_INKS = ("#111111", "#1b1b3a", "#222222", "#0b3d2e", "#3a1f1f")
_COLOURS = ("#0b4f6c", "#6a1b4d", "#1f6f43", "#8a3b12", "#2b2b6b", "#006d77")
_PAPERS = ("#ffffff", "#fbf8f1", "#f4f6f8", "#fffdf7")
_TABLES = ("#5b4636", "#2f2f33", "#8c8f94", "#c9b79c", "#3d4a3f")
LAYOUTS = ("left", "centred", "columns", "logo", "band")
Font = Any


class Made(NamedTuple):
    """One picture (a JPEG or PNG) and what stands on it."""

    name: str
    content: bytes
    truth: dict[str, Any]


def make(seed: int, count: int) -> Iterator[Made]:
    """So many cards; each depends on the seed and its number only."""
    for at in range(count):
        pick = random.Random(f"{seed}/{at}")
        person = somebody(pick)
        layout = LAYOUTS[at % len(LAYOUTS)] if count >= len(LAYOUTS) else pick.choice(LAYOUTS)
        card, told = _Drawn(person, layout, pick).card()
        picture, faults = _photographed(card, pick)
        suffix = pick.choice(("jpg", "jpg", "png"))
        out = io.BytesIO()
        picture.save(out, "PNG") if suffix == "png" else picture.save(out, "JPEG", quality=pick.randrange(55, 92))
        truth = told | {"layout": layout, "faults": faults}
        yield Made(f"{seed}-{at:03}.{suffix}", out.getvalue(), truth)


@cache
def _files() -> dict[str, Path]:
    folders = [Path(folder) for folder in _FOLDERS] + [Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
    return {
        file.stem: file
        for folder in folders
        if folder.is_dir()
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in (".ttf", ".otf", ".ttc")
    }


@cache
def _font(stem: str, size: int) -> Font:
    return ImageFont.truetype(_files()[stem], size) if stem in _files() else ImageFont.load_default(size)


@cache
def _covers(stem: str, text: str) -> bool:
    """Whether the font draws these letters, and not the same box for several."""
    font = _font(stem, 40)
    missing = bytes(font.getmask("\uffff"))
    return all(letter.isspace() or bytes(font.getmask(letter)) != missing for letter in set(text))


class _Drawn:
    """A card on its way: what was drawn is the truth."""

    def __init__(self, person: Person, layout: str, pick: random.Random) -> None:
        self.person, self.layout, self.pick = person, layout, pick
        self.width = pick.randrange(1000, 1300)
        self.height = round(self.width / pick.uniform(1.6, 1.8))
        self.image = Image.new("RGB", (self.width, self.height), pick.choice(_PAPERS))
        self.draw = ImageDraw.Draw(self.image)
        self.ink, self.colour = pick.choice(_INKS), pick.choice(_COLOURS)
        needed = person.name + person.organization + "".join(person.title) + "@éABCabc019"
        faces = [pair for pair in _FACES if all(stem in _files() and _covers(stem, needed) for stem in pair)]
        self.plain, self.bold = pick.choice(faces) if faces else ("", "")
        self.unit = self.width / 1000
        self.right = 985

    def card(self) -> tuple[Image.Image, dict[str, Any]]:
        person, pick = self.person, self.pick
        shouted = pick.random() < 0.25
        name, marks = (person.name.upper() if shouted else person.name), ", ".join(person.marks)
        below = bool(marks) and pick.random() < 0.25
        head = [(name if below or not marks else f"{name}, {marks}", 46, self.bold, self.ink)]
        if len(head[0][0]) > 34:
            head = [(name, 46, self.bold, self.ink)]
            below = bool(marks)
        if below:
            head.append((marks, 27, self.plain, self.ink))
        head += [(line, 30, self.plain, self.ink) for line in person.title]
        if person.department:
            head.append((person.department, 27, self.plain, self.ink))
        organization = person.organization.upper() if pick.random() < 0.15 else person.organization
        contacts = self._contacts()
        {
            "left": self._left,
            "centred": self._centred,
            "columns": self._columns,
            "logo": self._logo,
            "band": self._band,
        }[self.layout](head, organization, contacts)
        return self.image, self._truth()

    def _truth(self) -> dict[str, Any]:
        person = self.person
        numbers = [person.phone + (f" ext. {person.extension}" if person.extension else ""), person.cell]
        return {
            "name": person.name, "marks": person.marks, "title": " ".join(person.title),
            "organization": person.organization, "department": person.department, "email": person.email,
            "phones": [number for number in numbers if number], "fax": person.fax, "url": person.url,
            "language": person.language,
        }  # fmt: skip

    def _contacts(self) -> list[str]:
        person, pick = self.person, self.pick
        extension = pick.choice((" ext. {}", " x{}", " Ext {}")).format(person.extension) if person.extension else ""
        lines = [f"{person.phone_label}{person.phone}{extension}"]
        if person.cell:
            lines.append(pick.choice(("M ", "M: ", "Cell: ", "Mobile ", "C: ")) + person.cell)
        if person.fax:
            lines.append(pick.choice(("F ", "F: ", "Fax: ", "Fax ")) + person.fax)
        lines.append(pick.choice(("", "", "E ", "E: ", "Email: ")) + person.email)
        if pick.random() < 0.3:
            lines.insert(0, lines.pop())
        if person.url:
            lines.append(person.url)
        return lines

    def _address(self) -> list[str]:
        if not self.person.street:
            return []
        street, place = self.person.street, self.person.place
        return [f"{street}, {place}"] if self.pick.random() < 0.3 else [street, place]

    def _left(self, head: list[Any], organization: str, contacts: list[str]) -> None:
        x, y = 60, 55
        first = self.pick.random() < 0.5
        if first:
            y = self._line(organization, x, y, 38, self.bold, self.colour) + 26
        y = self._lines(head, x, y) + 16
        if not first:
            y = self._line(organization, x, y, 36, self.bold, self.colour) + 14
        self._lines([(line, 24, self.plain, self.ink) for line in (*contacts, *self._address(), *self._rest())], x, y)

    def _centred(self, head: list[Any], organization: str, contacts: list[str]) -> None:
        y = self._line(organization, 500, 45, 40, self.bold, self.colour, "mid") + 24
        y = self._lines(head, 500, y, "mid") + 18
        rest = [*contacts, *self._address(), *self._rest()]
        if self.pick.random() < 0.3 and len(contacts) > 2:
            rest[:2] = ["  |  ".join(rest[:2])]
        self._lines([(line, 24, self.plain, self.ink) for line in rest], 500, y, "mid")

    def _columns(self, head: list[Any], organization: str, contacts: list[str]) -> None:
        y = self._line(organization, 50, 50, 36, self.bold, self.colour) + 60
        self.right = 585
        self._lines([(text, round(size * 0.78), *more) for text, size, *more in head], 50, y)
        self.right = 985
        self._lines([(line, 21, self.plain, self.ink) for line in (*contacts, *self._address(), *self._rest())], 610, y)

    def _logo(self, head: list[Any], organization: str, contacts: list[str]) -> None:
        unit = self.unit
        x, y = 760, 60
        box = [x * unit, y * unit, (x + 110) * unit, (y + 110) * unit]
        (self.draw.ellipse if self.pick.random() < 0.5 else self.draw.rectangle)(box, fill=self.colour)
        self.draw.line((box[0] + 20, box[3] - 30, box[2] - 20, box[1] + 40), fill="white", width=9)
        self._line(organization, x + 55, y + 125, 25, self.bold, self.colour, "mid")
        y = self._lines([(text, round(size * 0.8), *more) for text, size, *more in head], 55, 230) + 24
        self._lines([(line, 23, self.plain, self.ink) for line in (*contacts, *self._address(), *self._rest())], 55, y)

    def _band(self, head: list[Any], organization: str, contacts: list[str]) -> None:
        self.draw.rectangle([0, 0, self.width, 120 * self.unit], fill=self.colour)
        self._line(organization, 55, 38, 40, self.bold, "white")
        y = self._lines(head, 55, 150) + 18
        self._lines([(line, 23, self.plain, self.ink) for line in (*contacts, *self._address(), *self._rest())], 55, y)

    def _rest(self) -> list[str]:
        slogan = [self.pick.choice(("{}", "“{}”")).format(self.person.slogan)] if self.person.slogan else []
        return [*self.person.foreign, *slogan]

    def _lines(self, lines: list[Any], x: float, y: float, how: str = "start") -> float:
        for text, size, stem, ink in lines:
            y = self._line(text, x, y, size, stem, ink, how) + size * 0.32
        return y

    def _line(self, text: str, x: float, y: float, size: float, stem: str, ink: str, how: str = "start") -> float:
        """Draw one line, smaller where it would leave the card; returns where the next may begin, in our units."""
        if not stem or not _covers(stem, text):
            others = [face for face in ("DejaVuSans", *_OTHER_SCRIPTS) if face in _files() and _covers(face, text)]
            if not others:
                return y - size * 0.32
            stem = others[0]
        while True:
            font = _font(stem, max(10, round(size * self.unit)))
            wide = self.draw.textlength(text, font=font) / self.unit
            left = x - wide / 2 if how == "mid" else x
            if (left >= 20 and left + wide <= self.right) or size < 16:
                break
            if how == "mid" and wide < 940:
                x = min(max(x, 25 + wide / 2), 980 - wide / 2)
                continue
            size -= 1
        self.draw.text((left * self.unit, y * self.unit), text, font=font, fill=ink)
        return y + size


def _photographed(card: Image.Image, pick: random.Random) -> tuple[Image.Image, list[str]]:
    """The card on a table, as a hand-held telephone sees it."""
    faults: list[str] = []
    if pick.random() < 0.25:
        return card, faults  # a scan, or a screenshot
    margin = round(card.width * pick.uniform(0.08, 0.35))
    table = Image.new("RGB", (card.width + 2 * margin, card.height + 2 * margin), pick.choice(_TABLES))
    table.paste(card, (margin, margin))
    if pick.random() < 0.5:
        faults.append("perspective")
        table = _slanted(table, pick)
    if pick.random() < 0.6:
        angle = pick.uniform(-9, 9)
        faults.append(f"askew {angle:.0f}")
        table = table.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=table.getpixel((2, 2)))  # type: ignore[arg-type]
    if pick.random() < 0.3:
        quarter = pick.choice((90, 180, 270))
        faults.append(f"turned {quarter}")
        table = table.rotate(quarter, expand=True)
    if pick.random() < 0.5:
        faults.append("shadow")
        table = _shaded(table, pick)
    if pick.random() < 0.3:
        faults.append("dark")
        table = ImageEnhance.Brightness(table).enhance(pick.uniform(0.3, 0.6))
    if pick.random() < 0.5:
        faults.append("blur")
        table = table.filter(ImageFilter.GaussianBlur(pick.uniform(0.5, 1.4)))
    if pick.random() < 0.5:
        faults.append("noise")
        noise = Image.effect_noise(table.size, pick.uniform(10, 30)).convert("RGB")
        table = Image.blend(table, noise, 0.12)
    return table, faults


def _slanted(image: Image.Image, pick: random.Random) -> Image.Image:
    g, h = pick.uniform(-0.18, 0.18) / image.width, pick.uniform(-0.18, 0.18) / image.height
    data = (1 + g * image.width / 2, 0, 0, 0, 1 + h * image.height / 2, 0, g, h)
    return image.transform(
        image.size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC, fillcolor=image.getpixel((2, 2))
    )


def _shaded(image: Image.Image, pick: random.Random) -> Image.Image:
    shade = Image.linear_gradient("L").rotate(pick.randrange(360), Image.Resampling.BICUBIC, fillcolor=160)
    light = pick.uniform(0.35, 0.6)
    shade = shade.resize(image.size).point(lambda value: round(255 * (light + (1 - light) * value / 255)))
    return Image.composite(image, Image.new("RGB", image.size, "black"), shade)


def main() -> None:
    """Write the pictures and truth.json into a folder."""
    parser = argparse.ArgumentParser(prog="python -m tests.cards.make_cards", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures and truth.json")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=30)
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    truth = {}
    for made in make(told.seed, told.count):
        (told.out / made.name).write_bytes(made.content)
        truth[made.name] = made.truth
    (told.out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
