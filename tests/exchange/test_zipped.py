"""A .zip as LinkedIn, iCloud and Google give it, and every kind of trap in one."""

import io
import random
import struct
import zipfile
from contextlib import suppress
from datetime import date

import pytest

from mrtnet.exchange import people_files, zipped
from mrtnet.exchange.people_files import PeopleRead, read_people
from mrtnet.trouble import Trouble

LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nAma,Owusu,,,Mercy,Coder,27 Nov 2021\n"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\nEND:VCARD\r\n"
ROSA, KWAME = CARD.format("Rosa Delgado"), CARD.format("Kwame Asante")


def packed(files: dict[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(data: bytes) -> PeopleRead:
    return read_people(data, "people.zip", today=date(2026, 10, 15))


def names(found: PeopleRead) -> list[str]:
    return [each.form.name or f"{each.form.given} {each.form.family}" for each in found.people]


def test_of_linkedin_its_connections_are_taken_and_nothing_else() -> None:
    found = read(packed({"messages.csv": "FROM,TO\nRosa Delgado,me\n", "Connections.csv": LINKEDIN, "a.vcf": ROSA}))
    assert names(found) == ["Ama Owusu"]
    assert found.table is not None
    assert found.table.columns[0] == "First Name"
    with pytest.raises(Trouble, match=r"without Connections\.csv"):
        read(packed({"messages.csv": "FROM,TO\nRosa Delgado,me\n", "Profile.csv": "First Name\nMe\n"}))


def test_cards_of_many_files_and_of_google() -> None:
    found = read(packed({"Takeout/Contacts/A/A.vcf": ROSA, "Takeout/b.vcf": KWAME * 2, "__MACOSX/._b.vcf": ROSA,
                         "Takeout/archive_browser.html": "<html>", "c.vcf": "%PDF-1.7"}))  # fmt: skip
    assert names(found) == ["Rosa Delgado", "Kwame Asante", "Kwame Asante"]
    assert [each.file for each in found.people][:2] == [
        "people.zip/Takeout/Contacts/A/A.vcf",
        "people.zip/Takeout/b.vcf",
    ]
    assert [(one.what, "PDF" in one.reason) for one in found.problems] == [("c.vcf", True)]
    assert names(read(packed({"x/All Contacts.csv": "Name\nAma Owusu\n", "x/Work.csv": "Name\nRosa\n"}))) == [
        "Ama Owusu"
    ]


def test_reading_a_zip_can_be_stopped_and_how_far_it_is_is_told_in_its_own_bytes() -> None:
    data = packed({f"{at}.vcf": ROSA * 500 for at in range(20)}, zipfile.ZIP_STORED)
    told: list[int] = []

    def tell(done: int) -> bool:
        told.append(done)
        return len(told) < 9

    found = read_people(data, "people.zip", today=date(2026, 10, 15), on_progress=tell)
    assert told == sorted(told)
    assert len(data) // 3 < told[-1] < len(data)
    assert len(found.people) == 9 * 500
    assert "stopped" in found.problems[-1].reason


def _patched(data: bytes, at: int, form: str, value: int) -> bytes:
    """The .zip with another number in each entry of its list of files."""
    changed, place = bytearray(data), -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        struct.pack_into(form, changed, place + at, value)
    return bytes(changed)


PLAIN = packed({"a.vcf": ROSA * 9})
MANY = packed({"a.vcf": ROSA * 70_000, "b.vcf": ROSA * 70_000}, zipfile.ZIP_STORED)
TRAPS = {
    "a bomb": (packed({"a.vcf": b"\0" * 20_000_000}), "times larger"),
    "files that say they are large": (_patched(MANY, 24, "<L", 300 << 20), "larger than 512 MB"),
    "fewer bytes declared than there are": (_patched(PLAIN, 24, "<L", 40), "damaged"),
    "a password": (_patched(PLAIN, 8, "<H", 1), "password"),
    "a way of packing nobody knows": (_patched(PLAIN, 10, "<H", 99), "not known"),
    "bytes that are not there": (_patched(PLAIN, 42, "<L", 0x7FFFFFFF), "damaged"),
    "a name that is no text": (_patched(PLAIN, 8, "<H", 0x800).replace(b"a.vcf", b"\xff.vcf"), "damaged"),
    "an archive in it": (packed({"b.zip": PLAIN}), "another archive"),
    "an archive that says it is a card": (packed({"b.csv": PLAIN}), "is an archive"),
    "a document": (packed({"[Content_Types].xml": "<x>", "xl/a.csv": ""}), "office"),
    "nothing": (packed({}), "no vCard and no table"),
    "several tables": (packed({"a.csv": "Name\nA\n", "b.csv": "Name\nB\n"}), "several tables"),
    "cut": (PLAIN[:-30], "damaged"),
    "a list of files without end": (
        PLAIN[:-22] + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, 1 << 30, 0, 0), "lists more than"),
    "only names that lead out": (packed({"../../a.vcf": ROSA, "/etc/b.vcf": ROSA, "c:\\d.vcf": ROSA}), "no vCard"),
}  # fmt: skip


def test_any_damage_ends_in_people_or_a_sentence() -> None:
    draw = random.Random(5)
    sources = [packed({"a.vcf": ROSA, "b/c.vcf": KWAME * 20}), packed({"Connections.csv": LINKEDIN * 9, "x.zip": "PK"})]
    for _round in range(300):
        data = bytearray(draw.choice(sources))
        for _change in range(draw.randint(1, 6)):
            at = draw.randrange(4, len(data))
            data[at : at + draw.choice((0, 1, 1, 30))] = draw.randbytes(draw.choice((0, 1, 1, 20)))
        with suppress(Trouble):
            assert isinstance(read(bytes(data)), PeopleRead)


@pytest.mark.parametrize("what", TRAPS)
def test_every_trap_is_a_sentence(what: str) -> None:
    data, why = TRAPS[what]
    with pytest.raises(Trouble, match=why) as told:
        read(data)
    assert str(told.value).endswith(".")


def test_what_is_damaged_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(packed({"a.vcf": ROSA, "b.vcf": KWAME * 9, "../c.vcf": ROSA}))
    at = data.index(b"b.vcf") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"
    found = read(bytes(data))
    assert names(found) == ["Rosa Delgado"]
    assert [(one.what, one.reason.split()[-1]) for one in found.problems] == [("../c.vcf", "out."), ("b.vcf", "one.")]
    monkeypatch.setattr(zipped, "MOST_FILES", 2)
    with pytest.raises(Trouble, match="more than 2 files"):
        read(bytes(data))
    monkeypatch.setattr(people_files, "MOST_CARDS", 5)
    told = read(packed({"a.vcf": ROSA * 6, "b.vcf": KWAME})).problems
    assert [one.reason for one in told] == ["The archive has more than 5 cards; the rest was left out."]
