"""vCards written: what is read back is what went out, and other programs read the same."""

import random
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain.forms import Address, Job, PersonForm, Reach
from mrtnet.exchange.vcard import CardRead, Photo, read_cards
from mrtnet.exchange.vcard_writing import Version, folded, write_card
from tests.exchange.card_engines import Values, engines
from tests.exchange.cards import CORPUS, detail_of

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)
VERSIONS: list[Version] = ["3.0", "4.0"]
HOSTILE = "\\;,:\"'^\n\r\t \x00\x07\x0b\x0c\x1b\x7f\x85\u2028\u2029\u202e\ufeff\ud800=&é🎉漢ß٣N<"
WORDS = [
    "Rosa", "Delgado", "Nguyễn", "RHIT", "CCS", "de la Cruz", "O'Brien", "Ph.D.", "Jr.", "王小明", "Ortiz, RHIA",
    "Dr.", "Lakeshore; Inc.", "a\\b", "line\nline", "x:y", "“Peg”", "work", "item1.", "BEGIN:VCARD", "END:VCARD",
]  # fmt: skip


def texts(longest: int = 40) -> st.SearchStrategy[str]:
    plain = st.text(st.one_of(st.characters(), st.sampled_from(HOSTILE)), max_size=longest)
    return st.one_of(st.sampled_from(WORDS), plain, st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join))


@st.composite
def cards(draw: st.DrawFn) -> bytes:
    """A card as some program might write it, with any text in any place."""
    lines = ["BEGIN:VCARD", "VERSION:" + draw(st.sampled_from(["2.1", "3.0", "4.0"]))]
    names = [
        "FN", "N", "NICKNAME", "ORG", "TITLE", "ROLE", "EMAIL;TYPE=WORK", "TEL;CELL", "TEL;TYPE=FAX,WORK",
        "item1.TEL", "item1.X-ABLabel", "URL", "item2.URL", "item2.X-ABLABEL", "IMPP;X-SERVICE-TYPE=Skype", "X-AIM",
        "X-SOCIALPROFILE;type=linkedin", "ADR;HOME", "LABEL;HOME", "ADR;TYPE=WORK", "BDAY", "BDAY;VALUE=text",
        "CATEGORIES", "NOTE", "UID", "X-SPOUSE", "item3.X-ABRELATEDNAMES", "item3.X-ABLABEL", "LANG", "TZ",
        "GENDER", "PRONOUNS",
        "X-FOO;A=b", "RELATED;TYPE=spouse", "AGENT", "SORT-STRING", "KEY;ENCODING=B", "PHOTO;ENCODING=b", "KIND",
        "X-PHONETIC-FIRST-NAME", "job.ORG", "job.TITLE", "X-ANDROID-CUSTOM", "GEO", "FN;CHARSET=SHIFT_JIS",
        "NOTE;ENCODING=QUOTED-PRINTABLE",
    ]  # fmt: skip
    for name in draw(st.lists(st.sampled_from(names), max_size=14)):
        value = draw(st.lists(texts(), min_size=1, max_size=5).map(draw(st.sampled_from([";", ",", "\\,", " "])).join))
        lines.append(f"{name}:{value}")
    lines += ["EMAIL:r@x.example", "END:VCARD"]
    return "\r\n".join(lines).encode("utf-8", "replace")


def again(card: CardRead, version: Version) -> CardRead:
    written = write_card(
        detail_of(card.form, card.uid), version=version, extra=card.extra, photo=card.photo, notes=True,
        modified=card.rev,
    )  # fmt: skip
    read = list(read_cards(written))
    assert len(read) == 1, read
    assert isinstance(read[0], CardRead), read
    return read[0]


def content(card: CardRead) -> dict[str, Any]:
    return card.form.model_dump() | {
        "extra": sorted(card.extra), "photo": card.photo, "uid": card.uid, "rev": card.rev, "kind": card.kind,
    }  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
@settings(deadline=None, max_examples=100)
@given(data=cards())
def test_what_is_read_is_read_again_from_what_is_written(version: Version, data: bytes) -> None:
    for card in read_cards(data):
        if isinstance(card, CardRead):
            assert content(again(card, version)) == content(card)


def test_every_real_card_comes_back_as_it_went() -> None:
    if not CORPUS.is_dir():
        pytest.skip("not run: no real files beside the project")
    count = 0
    for file in sorted((CORPUS / "vcard").rglob("*.vcf")):
        for card in read_cards(file.read_bytes()):
            if isinstance(card, CardRead):
                count += 1
                for version in VERSIONS:
                    assert content(again(card, version)) == content(card), (file.name, card.line)
    assert count > 100


ROSA = PersonForm(
    name="Dr. Rosa Delgado-Ruiz", prefix="Dr.", given="Rosa", family="Delgado-Ruiz", suffix="Jr.",
    credentials=["RHIA", "CCS"], nickname="Rosi", pronouns="she/her", pronunciation="ROH-sah del-GAH-doh",
    jobs=[
        Job(organization="Lakeshore, Inc.; North", title="Coder, inpatient", department="HIM"),
        Job(organization="State chapter", title="Treasurer"),
    ],
    reaches=[
        Reach(property="EMAIL", value="rosa@lakeshore.example", type="work"),
        Reach(property="EMAIL", value="rosa@home.example", label="Newsletter"),
        Reach(property="TEL", value="+1 312 555 0142 ext. 9", type="work"),
        Reach(property="TEL", value="+1 312 555 0143", type="fax", label="Work"),
        Reach(property="URL", value="https://www.linkedin.com/in/rosa-delgado", label="LinkedIn"),
        Reach(property="URL", value="https://rosa.example/a,b;c", label="Blog: mine"),
        Reach(property="IMPP", value="skype:rosa", label="Skype"),
    ],
    addresses=[Address(street="200 Harbor, Suite 4", locality="Chicago", region="IL", code="60614", country="USA")],
    tags=["him", "coding, inpatient"], languages=["English", "Spanish"], time_zone="America/Chicago",
    birthday="03-22", note="Line one; with a semicolon,\nand line two: “quoted” \\ backslash " + "ñ漢🎉" * 40,
)  # fmt: skip


def test_the_whole_of_a_person() -> None:
    written = write_card(
        detail_of(ROSA, "u-1"), notes=True, modified=datetime(2026, 11, 22, 9, tzinfo=UTC),
        extra=["item1.X-ABDATE:2009-08-08", "item1.X-ABLABEL:_$!<Anniversary>!$_"],
        photo=Photo(PNG, "image/png", 1, 1),
    )  # fmt: skip
    text = written.replace(b"\r\n ", b"").decode()
    assert "N:Delgado-Ruiz;Rosa;;Dr.;Jr.,RHIA,CCS\r\nFN:Dr. Rosa Delgado-Ruiz\r\n" in text
    assert "item2.ORG:Lakeshore\\, Inc.\\; North;HIM\r\nitem2.TITLE:Coder\\, inpatient\r\n" in text
    assert "item3.ORG:State chapter\r\nitem3.TITLE:Treasurer\r\n" in text
    assert "EMAIL;TYPE=WORK,INTERNET:rosa@lakeshore.example\r\n" in text
    assert "TEL;TYPE=FAX,WORK:+1 312 555 0143\r\n" in text
    assert "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/rosa-delgado\r\n" in text
    assert "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22\r\n" in text
    assert "CATEGORIES:him,coding\\, inpatient\r\n" in text
    assert "REV:20261122T090000Z\r\nEND:VCARD\r\n" in text
    (read,) = read_cards(written)
    assert isinstance(read, CardRead)
    assert read.form.model_dump() | {"note": ""} == ROSA.model_dump() | {"note": ""}
    assert read.form.note == f"{ROSA.note}\nAnniversary: 2009-08-08"
    assert read.photo == Photo(PNG, "image/png", 1, 1)


def test_version_4() -> None:
    text = write_card(detail_of(ROSA, "u-1"), version="4.0", photo=Photo(PNG, "image/png", 1, 1)).decode()
    assert "BDAY:--0322\r\n" in text
    assert "PHOTO:data:image/png;base64,iVBOR" in text
    assert 'TEL;TYPE="work,voice":+1 312 555 0142 ext. 9\r\n' in text
    assert "PRONOUNS:she/her\r\nLANG;PREF=1:en\r\nLANG;PREF=2:es\r\n" in text


def test_a_note_stays_here_unless_asked_for() -> None:
    assert b"NOTE" not in write_card(detail_of(ROSA))


def test_nothing_private_goes_out() -> None:
    form = ROSA.model_copy(update={"rank": "A", "met_how": "canary", "met_where": "canary", "tier": "canary",
                                   "talked_about": "canary", "met_through": "canary", "rhythm_days": 77})  # fmt: skip
    written = write_card(detail_of(form), notes=True)
    assert b"canary" not in written
    assert b"77" not in written


@given(st.text(max_size=300))
def test_lines_are_folded_between_characters(text: str) -> None:
    line = "NOTE:" + re.sub(r"[\r\n\ud800-\udfff]", "", text)
    pieces = folded(line).removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert all(piece.decode("utf-8") is not None for piece in pieces)
    assert b"".join([pieces[0], *(piece[1:] for piece in pieces[1:])]).decode() == line


@pytest.mark.parametrize("name", ["vobject", "Evolution", "ical.js"])
@pytest.mark.parametrize("version", VERSIONS)
def test_other_programs_read_the_same(name: str, version: Version) -> None:
    if name not in engines():
        pytest.skip(f"not run: {name} is not installed")
    forms = [ROSA, *random_forms(120)]
    for form in forms:
        seen = engines()[name](write_card(detail_of(form, "u-1"), version=version, notes=True))
        assert not isinstance(seen, str), seen
        for what, value in expected(form).items():
            assert shown(name, seen, what) == value, (what, form.model_dump())


@pytest.mark.long
@pytest.mark.parametrize("version", VERSIONS)
def test_other_programs_read_every_real_card_alike(version: Version) -> None:
    if not CORPUS.is_dir():
        pytest.skip("not run: no real files beside the project")
    count = 0
    for file in sorted((CORPUS / "vcard").rglob("*.vcf")):
        for card in list(read_cards(file.read_bytes()))[:25]:
            if not isinstance(card, CardRead) or not card.form.name:
                continue
            count += 1
            person = detail_of(card.form, card.uid)
            written = write_card(person, version=version, extra=card.extra, photo=card.photo, notes=True)
            for name, read in engines().items():
                seen = read(written)
                assert not isinstance(seen, str), (file.name, card.line, name, seen)
                for what, value in expected(card.form).items():
                    assert shown(name, seen, what) == value, (file.name, card.line, name, what)
    assert count > 100
    assert len(engines()) > 1, "not run: no second reader is installed"


def expected(form: PersonForm) -> dict[str, list[str]]:
    """What a reader must see, by property."""
    return {
        "FN": [form.name],
        "EMAIL": [reach.value for reach in form.reaches if reach.property == "EMAIL"],
        "TEL": [reach.value for reach in form.reaches if reach.property == "TEL"],
        "URL": [reach.value for reach in form.reaches if reach.property == "URL"],
        "TITLE": [job.title for job in form.jobs if job.title],
        "ORG": [org for job in form.jobs if (org := "|".join(filter(None, (job.organization, job.department))))],
        "N": ["|".join((form.family, form.given, form.additional, form.prefix))],
        "CATEGORIES": form.tags,
        "NOTE": [form.note] if form.note else [],
    }


def shown(name: str, seen: Values, what: str) -> list[str]:
    values = seen[what]
    if name == "ical.js":  # leaves the escape that RFC 2426 asks for in front of a semicolon
        values = [[one.replace("\\;", ";") for one in value] for value in values]
    if what == "N":
        return ["|".join(value[:4]) for value in values]
    if what == "CATEGORIES":
        return [one for value in values for one in value]
    if what == "ORG":
        return [org for value in values if (org := "|".join(filter(None, value)))]  # a group of one title has none
    if what == "URL":
        return [unquote(value[0]) for value in values]
    return [";".join(value).replace("\r\n", "\n") for value in values]


def random_forms(count: int) -> list[PersonForm]:
    """People with awkward but possible text, from a seed."""
    dice = random.Random(5)
    given = ["Rosa", "Kwame", "Thị Lan", "Søren", "Zoë", "花子", "Ama", "José María", "Olena", "Noa"]
    family = ["Delgado-Ruiz", "O’Rourke", "Nguyễn", "Ibáñez", "Asante", "田中", "de la Cruz", "Łuczak", "Bin Said"]
    firms = ["Lakeshore, Inc.", "Mercy; North", "St. Mary's “Regional”", "Ünal & Co", "A\\B", "聖路加病院", "X:Y"]
    notes = ["", "two\nlines", "a; b, c: d", "back\\slash", "emoji 🎉 " * 20, "tab\there", 'say "hi"', "ends with \\"]
    found = []
    for number in range(count):
        first, last = dice.choice(given), dice.choice(family)
        firm, title = dice.choice(firms), dice.choice(["", "Coder", "Director, HIM", "CDI; lead"])
        found.append(PersonForm(
            name=f"{first} {last}", given=first, family=last, prefix=dice.choice(["", "Dr."]),
            jobs=[Job(organization=firm, title=title, department=dice.choice(["", "HIM, coding", "Records"]))],
            reaches=[
                Reach(property="EMAIL", value=f"p{number}@x.example", type=dice.choice(["", "work", "home"])),
                Reach(property="TEL", value=f"+1 614 555 01{number % 100:02}",
                      type=dice.choice(["", "work", "cell", "fax"]), label=dice.choice(["", "Desk: 4"])),
                Reach(property="URL", value=f"https://x.example/{number}?a=1&b=2", label=dice.choice(["", "Blog"])),
            ],
            tags=dice.sample(["him", "coding, inpatient", "ROI; privacy", "été"], dice.randint(0, 3)),
            note=dice.choice(notes).strip(), birthday=dice.choice(["", "03-22", "1980-03-22"]),
        ))  # fmt: skip
    return found
