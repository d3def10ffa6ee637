"""vCard files made to break a reader: endless, nested, mutated, with pictures that say they are enormous."""

import base64
import io
import random
import re
import struct
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.quick_card import read_card
from mrtnet.exchange import vcard
from mrtnet.exchange.photos import read_photo
from mrtnet.exchange.vcard import CardRead, Problem, read_cards
from mrtnet.exchange.vcard_writing import write_card
from mrtnet.trouble import Trouble
from tests.exchange.cards import CORPUS, detail_of

SEEDS = [
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Delgado;Rosa;;Dr.;RHIA\r\nFN:Rosa Delgado\\, RHIA\r\nORG:Lakeshore;HIM\r\n"
    b"TITLE:Coder\r\nEMAIL;TYPE=INTERNET,WORK:r@x.example\r\nTEL;TYPE=CELL:312-555-0101\r\n"
    b"ADR;TYPE=HOME:;;1 Elm\\nOhio\\, OH 43215;;;;\r\nitem1.URL:http\\://x.example\r\n"
    b"item1.X-ABLabel:_$!<HomePage>!$_\r\nNOTE:a\\nb\r\n c\r\nBDAY:--0322\r\nEND:VCARD\r\n",
    (
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS:能;花子\nFN;ENCODING=QUOTED-PRINTABLE:=E9=\n=E8\n"
        "TEL;HOME;FAX:1\nPHOTO;JPEG;BASE64:\n /9j/4AAQ\n\nAGENT:\nBEGIN:VCARD\nFN:Ana\nEND:VCARD\n"
        "CATEGORIES:a;b\nEND:VCARD\n"
    ).encode("cp932"),
    b'BEGIN:VCARD\nVERSION:4.0\nFN;ALTID=1:Ana\nN;SORT-AS="Ek,A":Ek;Ana;;;\n'
    b'TEL;VALUE=uri;TYPE="voice,home":tel:+1;ext=5\nPHOTO:data:image/png;base64,iVBORw0KGgo=\n'
    b"RELATED;TYPE=spouse:Sam\nGENDER:O;they/them\nLANG:en\nEND:VCARD\n",
]
BITS = [
    b"\r\n", b"\n", b"\r", b" ", b"\t", b";", b":", b",", b"=", b'"', b"\\", b"\\n", b"=\r\n", b"\0", b"\xff", b"\xe9",
    b"BEGIN:VCARD", b"END:VCARD", b"AGENT:", b"\xef\xbb\xbf", b"item1.", b"X-ABLabel:", b"TYPE=", b";ENCODING=b",
    b";ENCODING=QUOTED-PRINTABLE", b";CHARSET=utf-16", b"^n", b"N:", b"FN:", b"\xc2\x85", b"\xe2\x80\xa8", b"A" * 600,
]  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The bytes with a few things cut out, doubled, swapped or put in."""
    changed = bytearray(data)
    for _round in range(dice.randint(1, 8)):
        at, length = dice.randrange(len(changed) + 1), dice.randint(1, 40)
        match dice.randrange(5):
            case 0:
                del changed[at : at + length]
            case 1:
                changed[at:at] = dice.choice(BITS)
            case 2:
                changed[at:at] = changed[at : at + length]
            case 3:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case _:
                other = dice.randrange(len(changed) + 1)
                changed[at:at] = changed[other : other + length]
    return bytes(changed)


def seeds() -> list[bytes]:
    files = sorted((CORPUS / "vcard").rglob("*.vcf")) if CORPUS.is_dir() else []
    return SEEDS + [data for file in files if len(data := file.read_bytes()) < 5000]


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 2**32))
def test_no_mutation_breaks_the_reader_or_the_way_back(seed: int) -> None:
    dice = random.Random(seed)
    data = mutated(dice.choice(seeds()), dice)
    for read in read_cards(data):
        assert read.line > 0
        if not isinstance(read, CardRead):
            assert read.sentence
            continue
        version: Any = dice.choice(["3.0", "4.0"])
        written = write_card(
            detail_of(read.form, read.uid), version=version, extra=read.extra, photo=read.photo, notes=True
        )
        (again,) = read_cards(written)
        assert isinstance(again, CardRead)
        assert again.form == read.form
        assert (again.photo, again.uid, sorted(again.extra)) == (read.photo, read.uid, sorted(read.extra))


@settings(deadline=None)
@given(st.text(max_size=300))
def test_a_pasted_card_is_a_person_or_a_sentence(text: str) -> None:
    with suppress(Trouble):
        form = read_card(f"BEGIN:VCARD\n{text}\nEND:VCARD")
        assert form.name or form.given or form.family or form.reaches


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_cards_or_sentences(data: bytes) -> None:
    for whole in (data, b"BEGIN:VCARD\n" + data + b"\nEND:VCARD"):
        assert list(read_cards(whole))


class Endless(io.RawIOBase):
    """A stream that gives the pieces of an iterator, however many."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (piece := next(self._pieces, b"")):
            self._rest += piece
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def held(pieces: Iterator[bytes], **options: Any) -> tuple[list[CardRead | Problem], int]:
    """What comes of a stream, and the bytes of memory it took at its height."""
    tracemalloc.start()
    try:
        found = list(read_cards(Endless(pieces), **options))  # type: ignore[arg-type]
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_an_endless_line_is_left_out_and_named() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"BEGIN:VCARD\nFN:Rosa\nNOTE:"
        yield from (b"x" * 1_000_000 for _ in range(60))
        yield b"\nTEL:312-555-0101\nEND:VCARD\n"

    (read,), most = held(pieces())
    assert isinstance(read, CardRead)
    assert read.form.reaches[0].value == "312-555-0101"
    assert [(problem.line, problem.what) for problem in read.problems] == [(3, "NOTE")]
    assert most < 100_000_000


def test_an_endless_fold_is_left_out_and_named() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"BEGIN:VCARD\nFN:Rosa\nX-BIG:a\n"
        yield from (b" " + b"x" * 99_998 + b"\n" for _ in range(400))
        yield b"TEL:312-555-0101\nEND:VCARD\n"

    (read,), most = held(pieces())
    assert isinstance(read, CardRead)
    assert [(problem.line, problem.what) for problem in read.problems] == [(3, "X-BIG")]
    assert most < 100_000_000


def test_a_card_without_bounds_ends_somewhere() -> None:
    lines = b"".join(f"X-LINE-{number}:{'y' * 40}\n".encode() for number in range(60_000))
    (read,) = read_cards(b"BEGIN:VCARD\nFN:Rosa\n" + lines + b"END:VCARD\n")
    assert isinstance(read, CardRead)
    assert any("too large" in problem.sentence for problem in read.problems)
    assert sum(map(len, read.extra)) < 400_000
    assert len(read.problems) < 200


@pytest.mark.parametrize(
    "inner", ["AGENT:\nBEGIN:VCARD\nFN:a\n", "AGENT:BEGIN:VCARD\n", "BEGIN:VCARD\n", "AGENT:BEGIN:VCARD\\n"]
)
def test_cards_in_cards_in_cards(inner: str) -> None:
    text = "BEGIN:VCARD\nFN:Rosa\n" + inner * 5000 + "END:VCARD\n" * 5001
    assert any(isinstance(read, CardRead) and read.form.name == "Rosa" for read in read_cards(text.encode()))


def test_a_file_may_have_only_so_many_bytes() -> None:
    found = list(read_cards(SEEDS[0] * 10, limit=len(SEEDS[0]) * 3))
    assert sum(isinstance(read, CardRead) for read in found) == 3
    assert isinstance(found[-1], Problem)
    assert "larger than" in found[-1].sentence


def test_a_file_may_have_only_so_many_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vcard, "MOST_CARDS", 5)
    found = list(read_cards(SEEDS[0] * 10))
    assert sum(isinstance(read, CardRead) for read in found) == 5
    assert isinstance(found[-1], Problem)
    assert "more than 5 cards" in found[-1].sentence


def test_progress_and_a_stop() -> None:
    seen: list[int] = []
    data = SEEDS[0] * 3000
    found = list(read_cards(data, lambda done: seen.append(done) is None and len(seen) < 2))  # type: ignore[func-returns-value]
    assert seen == [1 << 18, 1 << 19]
    assert isinstance(found[-1], Problem)
    assert "stopped" in found[-1].sentence
    assert 0 < sum(isinstance(read, CardRead) for read in found) < 3000


def test_many_cards_need_no_more_memory_than_few() -> None:
    list(read_cards(SEEDS[0]))  # what is loaded once
    most = []
    for count in (20, 300):
        tracemalloc.start()
        for _read in read_cards(Endless(SEEDS[0] for _ in range(count))):  # type: ignore[arg-type]
            pass
        most.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert most[1] < most[0] + 1_000_000


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IEND", b"")


def jpeg(width: int, height: int) -> bytes:
    def frame(marker: bytes, width: int, height: int) -> bytes:
        return marker + b"\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"

    return b"\xff\xd8" + frame(b"\xff\xc0", 16, 16) + frame(b"\xff\xc2", width, height) + b"\xff\xd9"


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        (png(60_000, 60_000), "60,000 × 60,000"), (jpeg(60_000, 60_000), "60,000 × 60,000"),
        (b"GIF89a" + struct.pack("<HH", 60_000, 60_000) + b"\0\0\0", "60,000 × 60,000"),
        (b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2, "16,777,216"),
        (b"RIFF\x20\0\0\0WEBPVP8L\x0a\0\0\0\x2f\xff\xff\xff\xff" + b"\0" * 9, "16,384 × 16,384"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/></svg>', "none of PNG"),
        (b"BM" + b"\0" * 60, "none of PNG"), (png(4, 4)[:20], "damaged"), (png(0, 4), "damaged"),
        (b"\xff\xd8\xff\xe0\x00", "damaged"), (png(4, 4) + b"\0" * 11_000_000, "larger than 10 MB"),
    ],
)  # fmt: skip
def test_pictures_are_measured_before_anybody_decodes_them(picture: bytes, said: str) -> None:
    data = b"BEGIN:VCARD\nFN:Rosa\nPHOTO;ENCODING=b:" + base64.b64encode(picture) + b"\nEND:VCARD\n"
    (read,) = read_cards(data)
    assert isinstance(read, CardRead)
    assert read.photo is None
    assert said in " ".join(problem.sentence for problem in read.problems)


def test_pictures_that_are_fine() -> None:
    assert read_photo(png(640, 480))[1:] == ("image/png", 640, 480)
    assert read_photo(jpeg(640, 480))[1:] == ("image/jpeg", 640, 480)
    assert read_photo(b"GIF89a" + struct.pack("<HH", 640, 480) + b"\0\0\0")[1:] == ("image/gif", 640, 480)


@pytest.mark.parametrize(
    "line",
    [
        "X-A;" + "a;" * 30_000, 'X-A;B="' + "x" * 50_000, "N:" + ";" * 50_000, "CATEGORIES:" + "a," * 20_000,
        "FN:" + "\\" * 50_000, "NOTE:" + "\\n" * 50_000, "ORG:" + "\\;" * 50_000, "X-" + "a " * 30_000,
        "a." * 30_000 + "FN:Ana", "X-A;T=" + '"' * 50_000 + ":x", "FN:" + "A" * 50_000, "TEL:" + "1" * 50_000,
        "ADR:;;" + "x\\n" * 20_000 + ";;;;", "URL:https://x.example/" + "a" * 50_000, "FN:" + "RHIA, " * 10_000,
        "NOTE;ENCODING=QUOTED-PRINTABLE:" + "=" * 50_000, "IMPP:" + "x:" * 30_000, "BDAY:" + "1" * 50_000,
    ],
)  # fmt: skip
def test_long_lines_of_one_kind_take_no_long_time(line: str) -> None:
    begun = time.process_time()
    found = list(read_cards(f"BEGIN:VCARD\nEMAIL:r@x.example\n{line}\nEND:VCARD\n".encode()))
    assert time.process_time() - begun < 20  # a reader that tries every way of splitting would take days
    assert isinstance(found[0], CardRead)


def test_html_and_scripts_stay_text() -> None:
    text = '<img src="/dev/zero"><script>alert(1)</script>'
    (read,) = read_cards(f"BEGIN:VCARD\nFN:{text}\nORG:{text}\nNOTE:{text}\nEND:VCARD".encode())
    assert isinstance(read, CardRead)
    assert (read.form.name, read.form.note) == (text, text)


def test_numbers_of_lines_are_those_of_the_file() -> None:
    text = "BEGIN:VCARD\nFN:Ana\n folded\nNOTE:a\n b\n\nnot a line at all\nEND:VCARD\n\n\nlost\n"
    told = [one for read in read_cards(re.sub("\n", "\r\n", text).encode())
            for one in (read.problems if isinstance(read, CardRead) else [read])]  # fmt: skip
    assert [problem.line for problem in told] == [11]
