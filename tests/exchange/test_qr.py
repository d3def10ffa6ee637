"""QR codes: what is written is read back, however the picture was treated; what a code says; hostile ones."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageFilter, ImageOps

from mrtnet.domain.about import About
from mrtnet.domain.arrivals import Incoming
from mrtnet.domain.calling_card import CallingCard, card_of_about
from mrtnet.exchange import qr
from mrtnet.trouble import Trouble

TODAY = date(2026, 10, 15)
ROSA = CallingCard(
    "Rosa Delgado-Ruíz", "Rosa", "Delgado-Ruíz", credentials=("RHIT", "CCS"), organization="Lakeshore; North, Inc.",
    title="Coding Lead", email="rdelgado@lakeshoremc.example", phone="(312) 555-0148",
    link="https://www.linkedin.com/in/rosa-delgado",
)  # fmt: skip


def _file(image: Image.Image, kind: str = "JPEG") -> bytes:
    out = io.BytesIO()
    image.save(out, kind, quality=70)
    return out.getvalue()


def _placed(side: int = 420) -> Image.Image:
    """The code on a card on a table, as a photo has it."""
    code = Image.open(io.BytesIO(qr.png(ROSA.text, side))).convert("RGB")
    photo = Image.new("RGB", (1500, 1000), (238, 232, 220))
    photo.paste(code, (800, 250))
    return photo


TREATED: dict[str, Callable[[Image.Image], Image.Image]] = {
    "plain": lambda image: image,
    "turned by 17 degrees": lambda image: image.rotate(17, expand=True, fillcolor="gray"),
    "upside down": lambda image: image.rotate(180),
    "out of focus": lambda image: image.filter(ImageFilter.GaussianBlur(3)),
    "light on dark": ImageOps.invert,
    "in the dark": lambda image: image.point(lambda value: value // 5),
    "pale": lambda image: image.point(lambda value: 120 + value // 10),
    "small": lambda image: image.resize((image.width // 3, image.height // 3)),
    "from the side": lambda image: image.transform(
        image.size, Image.Transform.PERSPECTIVE, (1.25, 0, 0, 0.08, 1.15, -60, 0.00017, 0), fillcolor="gray"
    ),
}


@pytest.mark.parametrize("treated", TREATED)
def test_a_code_is_read_back_from_a_photo(treated: str) -> None:
    assert qr.read_codes(_file(TREATED[treated](_placed()))) == [ROSA.text]


def test_a_code_without_margin_and_one_on_transparent_ground_are_read() -> None:
    bare = Image.open(io.BytesIO(qr.png(ROSA.text, 400))).convert("RGB")
    edge = bare.width * qr.QUIET // (len(qr.code(ROSA.text).matrix) + 2 * qr.QUIET)
    assert qr.read_codes(_file(bare.crop((edge, edge, bare.width - edge, bare.height - edge)), "PNG")) == [ROSA.text]
    clear = Image.open(io.BytesIO(qr.png("tel:+13125550148", 200))).convert("RGBA")
    clear.putdata([(0, 0, 0, 0) if pixel[0] else pixel for pixel in clear.get_flattened_data()])
    assert qr.read_codes(_file(clear, "PNG")) == ["tel:+13125550148"]


def test_a_card_comes_back_as_the_person_it_was() -> None:
    found = qr.people_in_code(ROSA.text, today=TODAY)
    assert isinstance(found, Incoming)
    form = found.form
    assert (form.given, form.family, form.credentials) == ("Rosa", "Delgado-Ruíz", ["RHIT", "CCS"])
    assert (form.jobs[0].organization, form.jobs[0].title) == ("Lakeshore; North, Inc.", "Coding Lead")
    assert {reach.value for reach in form.reaches} == {ROSA.email, ROSA.phone, ROSA.link}
    assert ROSA.text.count("\r\n") == ROSA.text.count("\n")
    assert len(ROSA.text) < 300


def test_her_own_card_needs_a_name_and_takes_a_bare_handle() -> None:
    with pytest.raises(Trouble, match="My card"):
        card_of_about(About(email="dana@ortiz.example"))
    card = card_of_about(About(name="Dana Ortiz", credentials="rhit, cca", linkedin="@dana-ortiz"))
    assert (card.credentials, card.link) == (("RHIT", "CCA"), "https://www.linkedin.com/in/dana-ortiz")
    assert qr.svg(card.text).startswith(b"<?xml")


NAMED = {
    "MECARD:N:Delgado,Rosa;TEL:+13125550148;EMAIL:rosa@x.example;ORG:Lakeshore\\; North;NOTE:a\\:b;;": (
        "Rosa Delgado", {"+13125550148", "rosa@x.example"}),
    "BIZCARD:N:Sean;X:Okoro;T:Coder;C:Mercy;A:12 Elm St;M:+13125550100;E:s@x.example;;": (
        "Sean Okoro", {"+13125550100", "s@x.example"}),
    "https://www.linkedin.com/in/rosa-delgado-rhit-1a2b3c?trk=x": (
        "Rosa Delgado", {"https://www.linkedin.com/in/rosa-delgado-rhit-1a2b3c"}),
    "MATMSG:TO:ama@x.example;SUB:Hello;BODY:You;;": ("", {"ama@x.example"}),
    "mailto:ama@x.example?subject=Hello": ("", {"ama@x.example"}),
    "SMSTO:+13125550148:call me": ("", {"+13125550148"}),
    "Ama Owusu, RHIA\nHIM Director\nMercy Clinic\nama@x.example\n312-555-0148": (
        "Ama Owusu", {"ama@x.example", "312-555-0148"}),
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_who_a_code_names(text: str) -> None:
    found = qr.people_in_code(text, today=TODAY)
    assert isinstance(found, Incoming)
    assert (found.form.name, {reach.value for reach in found.form.reaches}) == NAMED[text]


NOBODY = {
    "javascript:alert(1)": "a program",
    "https://linkedin.com@evil.example/in/rosa": "disguise",
    "https://xn--lnkedin-n2a.com/in/rosa": "disguise",
    "https://www.linkedin.com\\@evil.example/in/rosa": "disguise",
    "http://www.linkedin.com/in/rosa": "link to www.linkedin.com",
    "https://linkedin.com.evil.example/in/rosa": "link to linkedin.com.evil.example",
    "https://www.linkedin.com/": "link to www.linkedin.com",
    "otpauth://totp/x?secret=ABC": "Keep it to yourself",
    "WIFI:S:Guest;T:WPA;P:1234;;": "wireless",
    "BEGIN:VCARD\r\nEND:VCARD": "names nobody",
    "BEGIN:VEVENT\nSUMMARY:Talk\nEND:VEVENT": "calendar",
    "MECARD:;;": "names nobody",
    "BIZCARD:" + "N:;" * 2000: "names nobody",
    "\x00\x1b[31m<script>": "plain text",
    "": "plain text",
}


@pytest.mark.parametrize("text", NOBODY)
def test_what_names_nobody_is_said_in_one_sentence(text: str) -> None:
    found = qr.people_in_code(text, today=TODAY)
    assert not isinstance(found, Incoming)
    assert NOBODY[text] in found.reason
    assert found.reason.endswith(".")
    assert "\x1b" not in found.what


def test_what_is_no_picture_or_too_large_a_one_is_refused_by_its_head(tmp_path: Path) -> None:
    png = qr.png("hello", 100)
    bomb = png[:16] + (60_000).to_bytes(4, "big") * 2 + png[24:]
    for content, why in ((b"", "none of PNG"), (b"<svg/>", "none of PNG"), (bomb, "60,000"), (png[:60], "damaged")):
        with pytest.raises(Trouble, match=why):
            qr.read_codes(content)
    with pytest.raises(Trouble, match="no file"):
        qr.read_codes(tmp_path / "missing.png")
    with pytest.raises(Trouble, match="is no file"):
        qr.read_codes(tmp_path)
    with pytest.raises(Trouble, match="too much"):
        qr.code("x" * 3000)
    assert qr.read_codes(_file(Image.new("RGB", (300, 200), "white"))) == []
