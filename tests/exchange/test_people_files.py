"""Any file that people come in, told by its bytes; and a sentence for whatever is none."""

import io
import os
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.exchange import people_files
from mrtnet.exchange.people_files import PeopleRead, read_people, read_people_file
from mrtnet.trouble import Trouble
from tests.exchange.cards import CORPUS

TODAY = date(2026, 10, 15)
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:%d\r\nFN:Ama Owusu\r\nX-PET:Bo\r\n%sEND:VCARD\r\n"
PNG = (
    b"PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCA"
    b"YAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==\r\n"
)
MAIL = (
    b"From: =?utf-8?q?Rosa_Delgado=2DRuiz?= <rosa@lakeshore.example>\r\nTo: me@x.example\r\nSubject: Audit\r\n"
    b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    b"Hello,\r\n\r\nsee you on Friday.\r\n\r\n-- \r\n"
    b"Rosa Delgado-Ruiz, RHIT, CCS\r\nCoding Lead\r\nLakeshore Medical Center\r\n(312) 555-0148\r\n"
    b"rosa@lakeshore.example\r\n"
)
CALENDAR = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261001T000000Z\r\nDTSTART:20261020T150000Z\r\n"
    b"ORGANIZER;CN=Rosa Delgado:mailto:rosa@x.example\r\nATTENDEE;CN=Kwame Asante:mailto:kwame@x.example\r\n"
    b"ATTENDEE;CN=Room 5;CUTYPE=ROOM:mailto:room5@x.example\r\nATTENDEE:mailto:KWAME@x.example\r\nEND:VEVENT\r\n"
    b"END:VCALENDAR\r\n"
)


def read(data: bytes, name: str = "people") -> PeopleRead:
    return read_people(data, name, today=TODAY)


def read_or_told(data: bytes) -> PeopleRead | str:
    """What is read, or the sentence why nothing is."""
    try:
        return read(data)
    except Trouble as told:
        return str(told)


def names(found: PeopleRead) -> list[str]:
    return [each.form.name for each in found.people]


def test_every_kind_is_told_by_its_bytes() -> None:
    (card,) = read(CARD % (7, PNG)).people
    assert (card.form.name, card.uid, card.extra, card.line) == ("Ama Owusu", "7", ("X-PET:Bo",), 1)
    assert card.photo is not None
    assert card.photo.name == "Ama Owusu.png"
    table = read("Name;E-Mail\nAma Owusu;ama@x.example\nKwame;\n".encode("utf-16"))
    assert [(each.form.name, each.line) for each in table.people] == [("Ama Owusu", 2), ("Kwame", 3)]
    assert table.table is not None
    assert names(read(CALENDAR)) == ["Kwame Asante", "Rosa Delgado"]
    (rosa,) = read(MAIL).people
    assert (rosa.form.name, rosa.form.credentials) == ("Rosa Delgado-Ruiz", ["RHIT", "CCS"])
    assert {reach.value for reach in rosa.form.reaches} == {"rosa@lakeshore.example", "(312) 555-0148"}
    pasted = read(b"Ama Owusu, RHIT\nKwame Asante <kwame@x.example>\n")
    assert len(pasted.people) == 2


def test_codes_of_business_cards_kept_as_text() -> None:
    found = read("\ufeffMECARD:N:Asante,Kwame;EMAIL:k@x.example;;\n\nBIZCARD:N:Rosa;X:Delgado;;\nMECARD:;;\n".encode())
    assert [(each.form.name, each.line, each.file) for each in found.people] == [
        ("Kwame Asante", 1, found.file), ("Rosa Delgado", 3, found.file)
    ]  # fmt: skip
    assert [problem.line for problem in found.problems] == [4]


@pytest.mark.parametrize(
    "text", ["A\nAsante, Kwame\nD\nDelgado, Rosa\n", "Kwame Asante\nRHIA, CCS\n\nRosa Delgado\nCoder, Mercy, Ulm\n"]
)
def test_commas_of_plain_writing_make_no_table(text: str) -> None:
    found = read(text.encode())
    assert (names(found), found.table) == (["Kwame Asante", "Rosa Delgado"], None)


def test_columns_can_be_mapped_otherwise() -> None:
    data = b"Name,Email,Whatever\nAma Owusu,,Coder\n"
    found = read_people(data, "a.csv", today=TODAY, mapping={0: "FN", 2: "TITLE"})
    assert (found.people[0].form.name, found.people[0].form.jobs[0].title) == ("Ama Owusu", "Coder")


def test_groups_are_no_people() -> None:
    group = b"BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nMEMBER:urn:uuid:7\nEND:VCARD\n"
    found = read(CARD % (7, b"") + group)
    assert (names(found), [group.name for group in found.groups]) == (["Ama Owusu"], ["Friends"])


def test_pictures_beyond_the_room_wait_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people_files, "PICTURES_IN_MEMORY", 100)
    found = read(b"".join(CARD % (at, PNG) for at in range(4)))
    assert [each.photo.data[:8] if each.photo else b"" for each in found.people] == [b"\x89PNG\r\n\x1a\n"] * 4


BEGINNINGS = (
    b"", b"BEGIN:VCARD\n", b"Name,Email\n", b"From: a\nSubject: b\n", b"BEGIN:VCALENDAR\n", b'{"mrtnet":'
)  # fmt: skip
FOREIGN = {
    "": "empty", "\0\0": "empty", "PK\x03\x04zip": "damaged", "\x1f\x8b\x08": "archive", "%PDF-1.7": "PDF",
    "\x89PNG\r\n\x1a\n00000000": "picture", "SQLite format 3\0": "database", "\xd0\xcf\x11\xe0": "office",
    "\x7fELF\x02\x01\0\0\0": "no text", "".join(map(chr, range(256))) * 9: "no text",
    '{"mrtnet": 1}': "not written by this program",
    "[1, 2]": "JSON", "<html><body>": "web page",
    "BEGIN:VCALENDAR\nEND:VCALENDAR\n": "nobody",
}  # fmt: skip


@pytest.mark.parametrize("start", FOREIGN, ids=[repr(start)[:12] for start in FOREIGN])
def test_what_holds_no_people_is_told_in_a_sentence(start: str) -> None:
    with pytest.raises(Trouble, match=FOREIGN[start]) as told:
        read(start.encode("latin-1"))
    assert str(told.value).endswith(".")


def test_folders_pipes_and_nothing(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, why in (
        (tmp_path, "folder"),
        (pipe, "pipe"),
        (tmp_path / "no.vcf", "no file"),
        (Path("/dev/zero"), "pipe"),
    ):
        with pytest.raises(Trouble, match=why):
            read_people_file(path, today=TODAY)


@pytest.mark.parametrize("cut", range(0, len(CARD) + 60, 7))
def test_a_file_cut_anywhere_is_read_or_told(cut: int) -> None:
    data = (CARD % (1, b"")) + (CARD % (2, PNG))
    found = read_or_told(data[:cut])
    assert found.endswith(".") if isinstance(found, str) else found.people or found.problems


def test_reading_can_be_stopped() -> None:
    data = b"".join(CARD % (at, b"") for at in range(20_000))
    found = read_people(io.BytesIO(data), "a.vcf", today=TODAY, on_progress=lambda done: done < 600_000)
    assert 0 < len(found.people) < 20_000
    assert "stopped" in found.problems[-1].reason


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for before in BEGINNINGS:
        found = read_or_told(before + data)
        if isinstance(found, str):
            assert found
        else:
            assert found.people or found.problems or found.groups or found.table or found.everything


def test_every_file_of_the_corpus_is_read_or_told() -> None:
    files = [path for path in CORPUS.rglob("*") if path.is_file() and path.suffix in (".vcf", ".vcard", ".csv")]
    if not files:
        pytest.skip("not run: there are no files of others beside the project")
    read_well = 0
    for path in random.Random(1).sample(files, len(files)):
        found = read_people_file(path, today=TODAY)
        read_well += bool(found.people or found.groups)
    assert read_well >= 0.9 * len(files)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Rosa Delgado, RHIT\nHIM Director\nLakeshore Medical Center\nrosa@x.example\n", ["Rosa Delgado"]),
        ("Rosa Delgado, RHIT, Lakeshore\nKwame Asante, CCS, Harbor\n", ["Rosa Delgado", "Kwame Asante"]),
        ("Rosa Delgado <r@x.example>, Kwame Asante <k@x.example>", ["Rosa Delgado", "Kwame Asante"]),
    ],
)
def test_signatures_and_lines_with_commas_are_no_table(text: str, who: list[str]) -> None:
    found = read(text.encode())
    assert names(found) == who
    assert found.table is None


def test_a_table_is_read_again_with_another_mapping() -> None:
    found = read(b"Name,Who\nHarbor Health,Rosa Delgado\n")
    anew = people_files.mapped(found, {0: "ORG.name", 1: "FN"})
    assert [(each.form.name, each.form.jobs[0].organization) for each in anew.people] == [
        ("Rosa Delgado", "Harbor Health")
    ]
    assert names(found) == ["Harbor Health Rosa Delgado"]
