"""What is kept as a file: told by its bytes, never by its name; a copy never is a program."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.files import LARGEST, SUFFIXES, kept_file, media_type_of, picture_format, safe_name
from mrtnet.trouble import Trouble

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("card.exe", PNG, "image/png"),
        ("a", b"\xff\xd8\xff\xe0", "image/jpeg"),
        ("a", b"GIF89a", "image/gif"),
        ("a", b"RIFF0000WEBPVP8 ", "image/webp"),
        ("poster.pdf", b"%PDF-1.7", "application/pdf"),
        ("notes.md", "Grüße".encode(), "text/plain"),
        ("run.sh", b"#!/bin/sh\n", "text/plain"),
        ("talk.odp", b"PK\x03\x04...", "application/vnd.oasis.opendocument.presentation"),
        ("bundle.zip", b"PK\x03\x04...", ""),
        ("a.png", b"MZ\x90\x00\xff", ""),
        ("a.txt", b"one\x00two", ""),
        ("a.txt", b"   ", ""),
        ("a.svg", b"\x1f\x8b\x08", ""),
    ],
)
def test_the_kind_is_told_by_the_bytes(name: str, data: bytes, kind: str) -> None:
    assert media_type_of(name, data) == kind


def test_what_is_too_large_or_no_document_is_refused_in_a_sentence() -> None:
    with pytest.raises(Trouble, match="larger than 20 MB"):
        kept_file("scan.pdf", b"%PDF-" + b"0" * LARGEST)
    with pytest.raises(Trouble, match="cannot be kept"):
        kept_file("program", b"\x7fELF\xff\xfe")
    assert kept_file("n" * 500, b"words").name == "n" * 200


@given(st.text(), st.sampled_from(sorted(SUFFIXES)))
def test_a_copy_is_a_plain_name_with_the_ending_of_its_kind(name: str, kind: str) -> None:
    copy = safe_name(name, kind)
    assert "/" not in copy
    assert "\\" not in copy
    assert not copy.startswith(".")
    assert copy.endswith(SUFFIXES[kind])
    assert len(copy) < 100


@given(st.binary(max_size=40))
def test_any_bytes_are_some_kind_or_none(data: bytes) -> None:
    kind = media_type_of("a", data)
    assert kind in {*SUFFIXES, ""}
    assert (picture_format(data) != "") == kind.startswith("image/")
