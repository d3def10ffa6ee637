"""The process that recognises cards: crashes, delays and cancels cost one picture; and one real card, read for real."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
import segno
from PIL import Image

from mrtnet.domain.card_lines import line_at
from mrtnet.exchange.card_text import Box, _angle, _started, _upright, _whole
from mrtnet.exchange.cards import PictureRead, can_read, card_of, read_pictures
from mrtnet.trouble import Trouble
from tests.cards.make_cards import make
from tests.cards.scoring import FIELDS, right
from tests.cards.stand_in import install

HOUSE = Path(__file__).resolve().parents[2]
TODAY = date(2026, 10, 15)
LINES = "Rosa Delgado, RHIT\nCoding Lead\nLakeshore Medical Center\nrosa@lakeshore.example"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for pictures, with recognition that does what their widths say."""
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    install(libraries)
    monkeypatch.syspath_prepend(libraries)
    monkeypatch.setenv("PYTHONPATH", str(libraries))
    monkeypatch.setenv("CARD_LINES", LINES)
    return tmp_path


def photo(folder: Path, width: int) -> Path:
    file = folder / f"{width}.png"
    Image.new("RGB", (width, 200), "white").save(file)
    return file


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True


def test_one_bad_picture_costs_only_itself(stand_in: Path) -> None:
    (stand_in / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes([0, 0, 1, 0] * 2) + bytes(40))
    paths = [photo(stand_in, width) for width in (400, 301, 303, 304, 305)] + [
        stand_in / "no.png",
        stand_in / "broken.png",
    ]
    told: list[tuple[int, int]] = []
    first, crashed, full, calling, upside_down, missing, broken = read_pictures(
        paths, on_progress=lambda done, of: told.append((done, of))
    )
    assert told == [(at, 7) for at in range(1, 8)]
    assert [line.text for line in first.lines] == LINES.splitlines()
    assert (first.size, first.turned, first.lines[0].box) == ((400, 200), 0, (10, 20, 162, 20))
    assert "gave up" in crashed.trouble
    assert "memory" in full.trouble
    assert "damaged" in calling.trouble  # it was not let
    assert (upside_down.turned, upside_down.lines[0].box) == (180, (133, 160, 162, 20))
    assert missing.trouble == "There is no such file."
    assert "damaged" in broken.trouble
    assert card_of(first, today=TODAY).form.name == "Rosa Delgado"
    with pytest.raises(Trouble, match="gave up"):
        card_of(crashed)


def test_a_picture_that_takes_too_long(stand_in: Path) -> None:
    (late,) = read_pictures([photo(stand_in, 302)], patience=0.3)
    assert "too long" in late.trouble


def test_stopping_ends_the_process_at_once(stand_in: Path) -> None:
    begun = time.monotonic()
    reading = read_pictures([photo(stand_in, 400), photo(stand_in, 302)], stopped=lambda: time.monotonic() > begun + 1)
    assert len(list(reading)) <= 1
    assert time.monotonic() - begun < 60


def test_it_never_outlives_the_program(stand_in: Path) -> None:
    """The process ends amid a picture when its input ends, as it does when the program is killed."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "mrtnet.exchange.card_worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(stand_in / "libraries"), str(HOUSE)))},
    )  # fmt: skip
    assert worker.stdin is not None
    assert worker.stdout is not None
    assert json.loads(worker.stdout.readline()) == {"ready": True}
    worker.stdin.write(json.dumps({"path": str(photo(stand_in, 302))}).encode() + b"\n")
    worker.stdin.flush()
    worker.stdin.close()
    assert worker.wait(timeout=60) == 0
    worker.stdout.close()


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    assert not can_read()
    with pytest.raises(Trouble, match="mrtnet"):
        next(read_pictures([Path("card.png")]))


def test_a_code_on_the_card_counts_more_than_its_print() -> None:
    lines = (line_at("Rosa Delgad0", 10, 10, 120, 20), line_at("312-555-0148", 10, 40, 120, 20))
    codes = ("MECARD:N:Delgado-Ruiz,Rosa;EMAIL:rosa@lakeshore.example;;", "WIFI:S:Lobby;;")
    form = card_of(PictureRead(Path("x"), lines, codes=codes), today=TODAY).form
    assert form.name == "Rosa Delgado-Ruiz"
    assert [reach.value for reach in form.reaches] == ["rosa@lakeshore.example", "312-555-0148"]
    assert "QR code: WIFI:S:Lobby;;" in form.note


def box(x: float, y: float, wide: float, high: float) -> Box:
    return [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]


def test_boxes_that_cut_a_word_are_one() -> None:
    assert _whole([box(0, 0, 100, 20), box(104, 1, 50, 20), box(400, 0, 90, 20)]) == [
        [(0, 0), (154, 1), (154, 21), (0, 20)],
        box(400, 0, 90, 20),
    ]
    assert _whole([box(0, 0, 20, 100), box(1, 104, 20, 50)]) == [[(0, 0), (20, 0), (21, 154), (1, 154)]]
    assert len(_whole([box(0, 0, 100, 20), box(104, 1, 50, 40)])) == 2  # other letters


def test_where_a_point_lies_once_the_picture_is_upright() -> None:
    """A picture of 300 x 200 in which text stands on its head or on an end."""
    assert [_upright(10, 20, turned, 300, 200) for turned in range(4)] == [(10, 20), (180, 10), (290, 180), (20, 290)]
    for turned in range(4):
        corners = [_upright(x, y, turned, 300, 200) for x, y in _started(box(10, 20, 30, 40), turned)]
        assert corners[0] == (min(x for x, _y in corners), min(y for _x, y in corners))
    assert round(_angle([[(0, 0), (100, 10), (98, 30), (-2, 20)]]), 2) == 0.1


@pytest.mark.skipif(find_spec("rapidocr") is None, reason="not run: the extra “cards” is not installed")
def test_a_real_card(tmp_path: Path) -> None:
    """One photo turned and askew, and a code: the models come with the library, and no network is let."""
    made = next(each for each in make(3, 30) if any(fault.startswith("turned") for fault in each.truth["faults"]))
    (tmp_path / made.name).write_bytes(made.content)
    segno.make("MECARD:N:Owusu,Ama;EMAIL:ama@x.example;;").save(str(tmp_path / "code.png"), scale=6)
    card, code = read_pictures([tmp_path / made.name, tmp_path / "code.png"])
    assert card.turned
    assert [field for field, is_right in right(card_of(card, today=TODAY), made.truth).items() if is_right] == list(
        FIELDS
    )
    assert card_of(code, today=TODAY).form.name == "Ama Owusu"


@pytest.mark.long
@pytest.mark.skipif(find_spec("rapidocr") is None, reason="not run: the extra “cards” is not installed")
def test_thirty_cards_from_their_pictures(tmp_path: Path) -> None:
    seed = int(os.environ.get("MRTNET_CARD_SEED", "1"))
    cards = {made.name: made for made in make(seed, 30)}
    for name, made in cards.items():
        (tmp_path / name).write_bytes(made.content)
    counts = dict.fromkeys(FIELDS, 0)
    for read in read_pictures([tmp_path / name for name in cards]):
        for field, is_right in right(card_of(read, today=TODAY), cards[read.path.name].truth).items():
            counts[field] += is_right
    print(counts)
    assert min(counts.values()) >= 27, counts
