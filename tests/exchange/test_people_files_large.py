"""Files made to be too much: endless rows, quotes that never close, too many columns; a gigabyte of each on demand."""

import csv
import os
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.exchange.people_files import PeopleRead, read_people, read_people_file
from mrtnet.exchange.tables import LONGEST_ROW, MOST_COLUMNS, read_table
from mrtnet.trouble import Trouble

TODAY = date(2026, 10, 15)
HEAD = b"Name,Email\nRosa Delgado,r@x.example\n"
LAST = b"\nAma Owusu,a@x.example\n"


def read(data: bytes) -> PeopleRead:
    return read_people(data, "people.csv", today=TODAY)


LARGE = {
    "an endless row": (b"x" * (LONGEST_ROW + 1), "longer than 4,000,000"),
    "an endless row of many letters": (("é王🙂," * (LONGEST_ROW // 4 + 1)).encode(), "longer than 4,000,000"),
    "too many columns": (b"Ana Reis" + b",x" * 100_000, "more than 2,000 columns"),
    "an endless cell": (b'"Ana Reis","' + b"x" * 200_000 + b'"', "too long"),
    "a quote never closed": (b'"Ana Reis,' + b"\nx,y" * 500, "never closed"),
}


@pytest.mark.parametrize("what", LARGE)
def test_what_is_too_much_is_told_and_the_good_rows_are_offered(what: str) -> None:
    data, why = LARGE[what]
    found = read(HEAD + data + LAST)
    assert {"Rosa Delgado", "Ama Owusu"} <= {one.form.name for one in found.people}
    assert [problem.line for problem in found.problems if why in problem.reason] == [3]


def test_a_hundred_thousand_columns_are_no_endless_work() -> None:
    head = b"Name,Email," + b",".join(b"Phone %d - Value" % at for at in range(100_000))
    found = read_table(head + b"\nAma Owusu,a@x.example" + b",1" * 100_000)
    assert {len(found.columns), *(len(row.cells) for row in found.rows)} == {MOST_COLUMNS}
    assert [problem.line for problem in found.problems if "2,000 columns" in problem.reason] == [1, 2]


def test_a_table_may_have_only_so_many_bytes() -> None:
    with pytest.raises(Trouble, match="larger than"):
        read_table(HEAD * 100, limit=1000)


def test_two_columns_of_one_name_and_utf_16_without_a_mark() -> None:
    text = "Name,Phone,Phone\nAma Owusu,312-555-0101,312-555-0102\n"
    for charset in ("utf-8", "utf-16-le", "utf-16-be"):
        (ama,) = read(text.encode(charset)).people
        assert [reach.value for reach in ama.form.reaches] == ["312-555-0101", "312-555-0102"]


def test_how_far_it_is_goes_up_to_the_end_and_a_stop_is_told() -> None:
    data = b"Name,Email\n" + b"".join(b"Ama Owusu%d,a%d@x.example\n" % (at, at) for at in range(60_000))
    told: list[int] = []
    found = read_people(
        data, "people.csv", today=TODAY, on_progress=lambda done: told.append(done) is None and len(told) < 40  # type: ignore[func-returns-value]
    )  # fmt: skip
    assert told == sorted(told)
    assert len(data) // 2 < told[-1] < len(data)
    assert 0 < len(found.people) < 60_000
    assert "stopped" in found.problems[-1].reason


CELLS = st.text(max_size=6).map(lambda text: "".join(filter(str.isprintable, text)).replace(",", "").replace('"', ""))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS.filter(lambda cell: cell[:1] != "'"), min_size=2, max_size=4), max_size=6))
def test_rows_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    head = "First Name,Last Name,Email Address,Company,Position,Connected On"
    lines = [",".join(row) for row in rows]
    found = read_table("\n".join([head, *lines]).encode("utf-8", "replace"))
    assert [list(row.cells) for row in found.rows] == [row for row in csv.reader(lines) if "".join(row).strip()]


def test_archives_sockets_and_nothing(tmp_path: Path) -> None:
    bomb, empty = tmp_path / "people.vcf", tmp_path / "empty.csv"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("people.vcf", b"\0" * 20_000_000)
    empty.touch()
    place = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        for path, why in ((bomb, "times larger"), (empty, "empty"), (place, "device")):
            with pytest.raises(Trouble, match=why):
                read_people_file(path, today=TODAY)


# As large as they come: `pytest -m long`

GIGABYTE = 1 << 30
ALMOST = GIGABYTE - (8 << 20)  # what a file of cards may have
CHILD = """
import resource, sys
from datetime import date
from pathlib import Path
from mrtnet.exchange.people_files import read_people_file
from mrtnet.trouble import Trouble
try:
    found = read_people_file(Path(sys.argv[1]), today=date(2026, 10, 15))
    print(len(found.people), *(problem.sentence for problem in found.problems[-2:]))
except Trouble as wrong:
    print(wrong)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
_CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Delgado;Rosa;;;\r\nEMAIL:r@x.example\r\nNOTE:%s\r\nEND:VCARD\r\n"


def _filled(unit: bytes, head: bytes = b"", tail: bytes = b"", size: int = GIGABYTE) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        block = unit * max(1, (1 << 20) // len(unit))
        with path.open("wb") as file:
            file.write(head)
            for _block in range(size // len(block)):
                file.write(block)
            file.write(tail)

    return write


def _zeros(path: Path) -> None:
    path.touch()
    os.truncate(path, GIGABYTE)


PHOTO = b"BEGIN:VCARD\r\nFN:Rosa\r\nPHOTO;ENCODING=b:"
NEXT = b"\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Ama\r\nEND:VCARD\r\n"
REAL: dict[str, tuple[Callable[[Path], None], str, int]] = {
    "one endless line": (_filled(b"x"), "larger than 128 MB", 300),
    "a table": (_filled(b"Ama Owusu,a@x.example\n", HEAD), "larger than 128 MB", 300),
    "quotes never closed": (_filled(b'"Ana Reis,x\n', HEAD, size=120 << 20), "more than 200,000 rows", 2500),
    "zero bytes": (_zeros, "empty", 200),
    "cards": (_filled(_CARD % (b"x" * 4000)), "more than 200,000 cards", 2500),
    "an endless note": (_filled(b"x", b"BEGIN:VCARD\r\nFN:Rosa\r\nNOTE:", NEXT, ALMOST), "longer than 16 MB", 300),
    "an endless photo": (_filled(b"iVBORw0KGgo=" * 6 + b"\r\n ", PHOTO, NEXT, ALMOST), "longer than 16 MB", 300),
    "an endless card": (_filled(b"X-A:b\r\n", b"BEGIN:VCARD\r\nFN:Rosa\r\n", NEXT, 32 << 20), "too large", 400),
    "agents in agents": (
        _filled(b"AGENT:\r\nBEGIN:VCARD\r\nFN:B\r\n", b"BEGIN:VCARD\r\nFN:Rosa\r\n", NEXT, size=2 << 20), "no end", 300,
    ),
}  # fmt: skip


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("what", REAL)
def test_a_gigabyte_is_a_sentence_and_bounded_memory(what: str, tmp_path: Path) -> None:
    make, why, most = REAL[what]
    path = tmp_path / "people.vcf"
    make(path)
    done = subprocess.run([sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, check=True)
    path.unlink()
    said, peak = done.stdout.strip().rsplit("\n", 1)
    print(f"{what}: {said[:300]} ({peak} MB)")
    assert why in said
    assert int(peak) < most
