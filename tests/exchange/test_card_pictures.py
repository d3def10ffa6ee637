"""Pictures of cards: what is refused by its head, and what is seen of the others."""

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from mrtnet.exchange.card_pictures import LONGEST, decoded, kept_picture, picture, pictures
from mrtnet.trouble import Trouble

RED, WHITE = (255, 0, 0), (255, 255, 255)


def saved(path: Path, image: Image.Image, kind: str, **options: object) -> Path:
    out = io.BytesIO()
    image.save(out, kind, **options)
    path.write_bytes(out.getvalue())
    return path


def half(mode: str = "RGB") -> Image.Image:
    """White, its left half red."""
    image = Image.new("RGB", (40, 20), WHITE)
    image.paste(RED, (0, 0, 20, 20))
    return image.convert(mode)


def bomb() -> bytes:
    """A PNG that says it is 60,000 x 60,000."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(100_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (bomb(), "60,000 × 60,000"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "Most Compatible"),
        (b"\0\0\0\x18ftypavif\0\0\0\0", "HEIC"),
        (b"%PDF-1.7 ...", "Save the page as a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "damaged"),
    ],
)
def test_what_is_refused_by_its_head(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "card.jpg"
    file.write_bytes(content)
    with pytest.raises(Trouble, match=told):
        picture(file)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="no such file"):
        picture(tmp_path / "nowhere.png")
    with pytest.raises(Trouble, match=r"no file|cannot be read"):
        picture(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.png")
        with pytest.raises(Trouble, match="no file"):
            picture(tmp_path / "pipe.png")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_every_kind_is_seen_whatever_its_name(tmp_path: Path, kind: str) -> None:
    seen = decoded(picture(saved(tmp_path / "card.txt", half(), kind)))
    assert (seen.mode, seen.size) == ("RGB", (40, 20))
    assert seen.getpixel((5, 10))[1] < 30 < 250 < seen.getpixel((35, 10))[1]  # type: ignore[index]


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGBA", "LA", "CMYK"])
def test_every_kind_of_colour(tmp_path: Path, mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert decoded(picture(saved(tmp_path / "card", half(mode), kind))).mode == "RGB"


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (30, 30), (0, 0, 0, 0))
    assert decoded(picture(saved(tmp_path / "card.png", clear, "PNG"))).getpixel((9, 9)) == WHITE


def test_the_deep_gray_of_scanners(tmp_path: Path) -> None:
    deep = Image.new("I;16", (30, 30), 60_000)
    assert decoded(picture(saved(tmp_path / "card.png", deep, "PNG"))).getpixel((9, 9)) == (234, 234, 234)


def test_a_photo_is_turned_as_its_exif_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    seen = decoded(picture(saved(tmp_path / "card.jpg", half(), "JPEG", exif=exif)))
    assert seen.size == (20, 40)
    assert seen.getpixel((10, 5))[1] < 20 < 240 < seen.getpixel((10, 35))[1]  # type: ignore[index]


def test_a_large_photo_is_seen_smaller(tmp_path: Path) -> None:
    large = Image.new("RGB", (LONGEST * 2, 600), WHITE)
    assert decoded(picture(saved(tmp_path / "card.png", large, "PNG"))).size == (LONGEST, 300)


def test_half_a_photo_is_half_seen(tmp_path: Path) -> None:
    file = saved(tmp_path / "card.jpg", Image.effect_noise((400, 300), 60), "JPEG")
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert decoded(picture(file)).size == (400, 300)
    with pytest.raises(OSError, match="truncated"), Image.open(file) as opened:
        opened.load()  # only cards are taken so: nothing of it stays switched on


def test_pictures_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.JPG", "a.png", ".hidden.png", "notes.txt", "c.heic"):
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in pictures([tmp_path, tmp_path / "a.png"])] == ["a.png", "b.JPG", "c.heic"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(Trouble, match="no pictures in the folder “empty”"):
        pictures([tmp_path / "empty"])


def test_the_picture_is_kept_as_it_is(tmp_path: Path) -> None:
    file = saved(tmp_path / "card.dat", half(), "PNG")
    kept = kept_picture(file)
    assert (kept.name, kept.media_type, kept.data) == ("card.dat", "image/png", file.read_bytes())
