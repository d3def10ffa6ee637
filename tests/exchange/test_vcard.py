"""vCard files as phones and programs really write them, read into people."""

import base64
import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from mrtnet.domain.charsets import decoded
from mrtnet.domain.forms import Address, PersonForm
from mrtnet.domain.names import fold
from mrtnet.exchange.vcard import CardGroup, CardRead, Problem, read_cards
from tests.exchange.card_engines import Values, engines
from tests.exchange.cards import CORPUS

JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080010002001011100ffd9")


def card(text: str, charset: str = "utf-8") -> CardRead:
    """The one card of some lines, with what makes them a card put around."""
    (read,) = read_cards(f"BEGIN:VCARD\r\nVERSION:3.0\r\n{text}\r\nEND:VCARD\r\n".encode(charset))
    assert isinstance(read, CardRead), read
    return read


def form(text: str) -> PersonForm:
    return card(text).form


def reaches(text: str) -> list[tuple[str, str, str, str]]:
    found = form("FN:Rosa Delgado\r\n" + text).reaches
    return [(reach.property, reach.value, reach.type, reach.label) for reach in found]


@pytest.mark.parametrize(
    ("lines", "name", "parts", "credentials"),
    [
        ("N:Delgado;Rosa;;;\r\nFN:Rosa Delgado", "Rosa Delgado", "Rosa||Delgado", []),
        ("N:Delgado;Rosa;;;RHIA,CCS\r\nFN:Rosa Delgado\\, RHIA", "Rosa Delgado", "Rosa||Delgado", ["RHIA", "CCS"]),
        ("N:Ortiz\\, RHIA\\, CCS;Dana;;;", "Dana Ortiz", "Dana||Ortiz", ["RHIA", "CCS"]),
        ("N:Ortiz, RHIA;Dana;;;", "Dana Ortiz", "Dana||Ortiz", ["RHIA"]),
        ("N:Owusu;Ama;Efua;Dr.;Jr.,M.D.\r\nFN:Dr. Ama Owusu Jr.", "Dr. Ama Owusu Jr.", "Ama|Efua|Owusu", ["MD"]),
        ("N:;Rosa Delgado;;;\r\nFN:Rosa Delgado", "Rosa Delgado", "Rosa||Delgado", []),
        ("FN:Delgado\\, Rosa", "Rosa Delgado", "Rosa||Delgado", []),
        ("N:Nguyễn;Lan;Thị;;\r\nFN:Nguyễn Thị Lan", "Nguyễn Thị Lan", "Lan|Thị|Nguyễn", []),
        ("N:田中;花子;;;", "田中花子", "花子||田中", []),
        ("N:Public;John;Quinlan,Paul;;", "John Quinlan Paul Public", "John|Quinlan Paul|Public", []),
        ("ORG:Lakeshore Health;HIM\r\nX-ABShowAs:COMPANY\r\nFN:Lakeshore Health", "Lakeshore Health", "||", []),
        ("NICKNAME:Big Joey", "Big Joey", "Big||Joey", []),
        ("FN:rosa@x.example\r\nEMAIL:rosa@x.example", "", "||", []),
    ],
)  # fmt: skip
def test_names(lines: str, name: str, parts: str, credentials: list[str]) -> None:
    read = form(lines)
    assert (read.name, f"{read.given}|{read.additional}|{read.family}") == (name, parts)
    assert read.credentials == credentials


def test_family_name_first() -> None:
    assert form("N:Nguyễn;Lan;Thị;;\r\nFN:Nguyễn Thị Lan").family_first
    assert not form("N:Delgado;Rosa;;;\r\nFN:Rosa Delgado").family_first


def test_ways_to_reach_her() -> None:
    lines = (
        "EMAIL;type=INTERNET;type=HOME:b@x.example\r\nEMAIL;type=INTERNET;type=WORK;type=pref:a@x.example\r\n"
        "EMAIL:mailto:c@x.example\r\nEMAIL:Rosa <d@x.example>\r\nEMAIL:A@X.example\r\n"
        "TEL;CELL:312-555-0101\r\nTEL;TYPE=WORK,FAX:312-555-0102\r\n"
        "TEL;VALUE=uri;TYPE=\"voice,home\":tel:+1-312-555-0103;ext=7\r\n"
        "item1.TEL:312-555-0104\r\nitem1.X-ABLabel:Lake house\r\nTEL;TYPE=PAGER:312-555-0105\r\nTEL;TYPE=WORK:\r\n"
        "item2.URL;type=pref:rosa.example\r\nitem2.X-ABLabel:_$!<HomePage>!$_\r\n"
        "URL:https\\://www.linkedin.com/in/rosa?trk=1\r\nX-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/rosa\r\n"
        "X-SOCIALPROFILE;type=mastodon;x-user=r:https://social.example/@rosa\r\n"
        "IMPP;X-SERVICE-TYPE=Skype;type=HOME:skype:rosa\r\nX-JABBER:rosa@jabber.example\r\nTEL:sip:rosa@x.example"
    )  # fmt: skip
    assert reaches(lines) == [
        ("EMAIL", "a@x.example", "work", ""), ("URL", "https://rosa.example", "", ""),
        ("EMAIL", "b@x.example", "home", ""), ("EMAIL", "c@x.example", "", ""), ("EMAIL", "d@x.example", "", ""),
        ("TEL", "312-555-0101", "cell", ""), ("TEL", "312-555-0102", "fax", "Work"),
        ("TEL", "+1-312-555-0103 ext. 7", "home", ""), ("TEL", "312-555-0104", "", "Lake house"),
        ("TEL", "312-555-0105", "other", "Pager"),
        ("URL", "https://www.linkedin.com/in/rosa", "", "LinkedIn"),
        ("URL", "https://social.example/@rosa", "", "Mastodon"),
        ("IMPP", "skype:rosa", "home", "Skype"), ("IMPP", "xmpp:rosa@jabber.example", "", ""),
        ("IMPP", "sip:rosa@x.example", "", ""),
    ]  # fmt: skip


def test_a_link_that_must_not_be_opened_is_no_link() -> None:
    read = card("FN:Rosa\r\nURL:javascript:alert(1)\r\nURL:file:///etc/passwd")
    assert read.form.reaches == []
    assert read.form.note == "javascript:alert(1)\nfile:///etc/passwd"
    assert read.extra == ("URL:javascript:alert(1)", "URL:file:///etc/passwd")


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("ADR;WORK:;Suite 4;200 Elm;Chicago;IL;60614;USA",
         Address(street="Suite 4, 200 Elm", locality="Chicago", region="IL", code="60614", country="USA", type="work")),
        ("ADR;TYPE=HOME:;;123 Home St\\nHome City\\, OH 43215-1234;;;;",
         Address(street="123 Home St", locality="Home City", region="OH", code="43215-1234", type="home")),
        ("ADR:;Crescent drive\\n5 Flats\\nColumbus\\, OH 43215\\nUSA;;;;;",
         Address(street="Crescent drive, 5 Flats", locality="Columbus", region="OH", code="43215", country="USA")),
        ("ADR:;;10 Rue Haute\\n1000 Bruxelles;;;;", Address(street="10 Rue Haute, 1000 Bruxelles")),
        ("LABEL;HOME;ENCODING=QUOTED-PRINTABLE:12 Elm=0D=0AColumbus, OH 43215",
         Address(street="12 Elm", locality="Columbus", region="OH", code="43215", type="home")),
    ],
)  # fmt: skip
def test_addresses(line: str, address: Address) -> None:
    assert form(f"FN:Rosa\r\n{line}").addresses == [address]


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1980-03-22", "1980-03-22"), ("BDAY:19800322", "1980-03-22"), ("BDAY;VALUE=date:--0322", "03-22"),
        ("BDAY:--03-22", "03-22"), ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", "03-22"), ("BDAY:1604-02-29", "02-29"),
        ("BDAY:1953-10-15T23:10:00Z", "1953-10-15"), ("BDAY;VALUE=text:circa 1960", "circa 1960"),
        ("BDAY:19723101", "19723101"),
    ],
)  # fmt: skip
def test_birthdays(line: str, birthday: str) -> None:
    assert form(f"FN:Rosa\r\n{line}").birthday == birthday


def test_jobs_keep_their_titles() -> None:
    def told(lines: str) -> list[tuple[str, str, str]]:
        return [(job.organization, job.title, job.department) for job in form(f"FN:Rosa\r\n{lines}").jobs]

    assert told("ORG:Lakeshore\\, Inc.;HIM;Coding\r\nTITLE:Lead") == [("Lakeshore, Inc.", "Lead", "HIM, Coding")]
    assert told("TITLE:Lead\r\nORG:Lakeshore") == [("Lakeshore", "Lead", "")]
    assert told("ORG:A\r\nORG:B\r\nTITLE:b") == [("A", "", ""), ("B", "b", "")]
    assert told("item1.ORG:A\r\nitem2.ORG:B\r\nitem1.TITLE:a") == [("A", "a", ""), ("B", "", "")]


def test_what_has_no_field_is_told_and_kept() -> None:
    read = card(
        "FN:Rosa Delgado\r\nNOTE:Met at the poster\\, twice\r\nROLE:Trainer\r\nitem1.X-ABRELATEDNAMES:Sam\r\n"
        "item1.X-ABLabel:_$!<Spouse>!$_\r\nitem2.X-ABDATE:2009-08-08\r\nitem2.X-ABLabel:_$!<Anniversary>!$_\r\n"
        'X-EVOLUTION-MANAGER:Olena\r\nRELATED;TYPE=friend:urn:uuid:f81d4fae\r\nX-CUSTOM;A="b:c":d;e\r\nGEO:41.8;-87.6'
    )
    assert read.form.note == (
        "Met at the poster, twice\nRole: Trainer\nSpouse: Sam\nAnniversary: 2009-08-08\nManager: Olena"
    )
    assert read.extra == (
        "ROLE:Trainer", "item1.X-ABRELATEDNAMES:Sam", "item2.X-ABDATE:2009-08-08", "X-EVOLUTION-MANAGER:Olena",
        "RELATED;TYPE=friend:urn:uuid:f81d4fae", 'X-CUSTOM;A="b:c":d;e', "GEO:41.8;-87.6",
        "item1.X-ABLABEL:_$!<Spouse>!$_", "item2.X-ABLABEL:_$!<Anniversary>!$_",
    )  # fmt: skip
    assert read.problems == ()


def test_the_smaller_fields() -> None:
    read = card(
        "FN:Rosa Delgado\r\nNICKNAME:Rosi,Ro\r\nCATEGORIES:him,coding\\, inpatient\r\nLANG;PREF=1:es\r\nLANG:en\r\n"
        "TZ:America/Chicago\r\nTZ:-0600\r\nPRONOUNS:she/her\r\n"
        "X-PHONETIC-FIRST-NAME:ROH-sah\r\nX-PHONETIC-LAST-NAME:del-GAH-doh\r\n"
        "UID:urn:uuid:1\r\nREV:2026-11-22T10:00:00+01:00\r\nKIND:org"
    )  # fmt: skip
    assert (read.form.nickname, read.form.tags) == ("Rosi, Ro", ["him", "coding, inpatient"])
    assert (read.form.languages, read.form.time_zone) == (["Spanish", "English"], "America/Chicago")
    assert read.form.pronouns == "she/her"
    assert read.form.pronunciation == "ROH-sah del-GAH-doh"
    assert (read.uid, read.rev, read.kind) == ("urn:uuid:1", datetime(2026, 11, 22, 9, tzinfo=UTC), "org")
    assert "TZ:-0600" in read.extra


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:BEGIN:VCARD\\nFN:Olena Hrytsenko\\nTEL:+1-614-555-\r\n 0101\\nEND:VCARD\\n",
        "AGENT:BEGIN:VCARD\r\n VERSION:3.0\r\n FN:Olena Hrytsenko\r\n TEL:+1-614-555-0101\r\n END:VCARD",
        "AGENT:\r\nBEGIN:VCARD\r\nFN:Olena Hrytsenko\r\nTEL:+1-614-555-0101\r\nEND:VCARD",
        "AGENT:BEGIN:VCARD\r\nFN:Olena Hrytsenko\r\nTEL:+1-614-555-0101\r\nEND:VCARD",
    ],
)
def test_a_card_inside_a_card(agent: str) -> None:
    read = card(f"FN:Rosa Delgado\r\n{agent}\r\nTITLE:Coder")
    assert (read.form.name, read.form.jobs[0].title) == ("Rosa Delgado", "Coder")
    assert read.form.note == "Agent: Olena Hrytsenko, +1-614-555-0101"
    assert read.form.reaches == []
    assert "Olena" in read.extra[0]


@pytest.mark.parametrize(
    "group",
    [
        "KIND:group\r\nFN:Chapter board\r\nMEMBER:urn:uuid:1\r\nMEMBER:urn:uuid:2",
        "FN:Chapter board\r\nX-ADDRESSBOOKSERVER-KIND:group\r\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1\r\n"
        "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2",
    ],
)
def test_a_group_is_no_person(group: str) -> None:
    (read,) = read_cards(f"BEGIN:VCARD\r\nVERSION:4.0\r\n{group}\r\nEND:VCARD".encode())
    assert isinstance(read, CardGroup)
    assert (read.name, read.members) == ("Chapter board", ("urn:uuid:1", "urn:uuid:2"))


@pytest.mark.parametrize(
    ("charset", "name"),
    [
        ("utf-8-sig", "Søren Ek"), ("utf-16", "Søren Ek"), ("utf-16-le", "Søren Ek"), ("utf-16-be", "Søren Ek"),
        ("utf-32", "Søren Ek"), ("cp1252", "Søren Müller"), ("cp932", "田中 花子"), ("cp932", "タナカ ハナコ"),
        ("cp1251", "Олена Гриценко"), ("cp1253", "Ελένη Παππά"), ("cp1255", "נועה לוי"), ("gb18030", "王小明"),
        ("cp949", "김민수"),
    ],
)  # fmt: skip
def test_charsets_nobody_declared(charset: str, name: str) -> None:
    assert card(f"FN:{name}\r\nEMAIL:s@x.example", charset).form.name == name


def test_charsets_declared_for_one_property() -> None:
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=SHIFT_JIS:" + "能登 花子".encode("cp932")
    data += b"\nNOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:caf=E9\nTITLE;CHARSET=nonsense:" + "été".encode()
    data += b"\nORG:" + "能登病院".encode("cp932") + b"\nEND:VCARD"
    (read,) = read_cards(data)
    assert isinstance(read, CardRead)
    assert (read.form.name, read.form.note, read.form.jobs[0].title) == ("能登 花子", "café", "été")
    assert read.form.jobs[0].organization == "能登病院"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_any_line_end(end: str) -> None:
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Rosa", " Delgado", "NOTE:a\\n", " b", "END:VCARD", ""])
    (read,) = read_cards(text.encode())
    assert isinstance(read, CardRead)
    assert (read.form.name, read.form.note, read.problems) == ("RosaDelgado", "a\nb", ())


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pieces_of_any_size(size: int) -> None:
    class Drip:
        def __init__(self, data: bytes) -> None:
            self.data = data

        def read(self, _wanted: int) -> bytes:
            piece, self.data = self.data[:size], self.data[size:]
            return piece

    data = "BEGIN:VCARD\r\r\nFN:Zoë\r\n  Ek\r\nNOTE:été\r\nEND:VCARD\r\n".encode()
    whole = [read.form for read in read_cards(data) if isinstance(read, CardRead)]
    assert [read.form for read in read_cards(Drip(data)) if isinstance(read, CardRead)] == whole  # type: ignore[arg-type]
    assert whole[0].name == "Zoë Ek"


def test_quoted_printable() -> None:
    read = form(
        "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ros=\r\n=C3=A1 Delgado\r\n"
        "NOTE;QUOTED-PRINTABLE:line one=0D=0A=\r\nline two=0D=\r\n=0A"
    )
    assert (read.name, read.note) == ("Rosá Delgado", "line one\nline two")


def test_quoted_printable_that_never_ends() -> None:
    (read,) = read_cards(b"BEGIN:VCARD\nFN:Rosa\nNOTE;ENCODING=QUOTED-PRINTABLE:a=3D=\nEMAIL:r@x.example\nEND:VCARD\n")
    assert isinstance(read, CardRead)
    assert (read.form.note, read.form.reaches[0].value) == ("a=", "r@x.example")


def test_lines_that_go_on_without_a_fold() -> None:
    read = card(
        "FN:Rosa Delgado\r\nNOTE:First line\r\nsecond line\r\n\r\nPhone at work: ask Ana\r\nhttps://x.example\r\n"
        "TITLE:Coder\r\nstray words\r\nPHOTO;ENCODING=BASE64;TYPE=JPEG:" + base64.b64encode(JPEG).decode()[:20] + "\r\n"
        + base64.b64encode(JPEG).decode()[20:] + "\r\n\r\nTEL:312-555-0101"
    )  # fmt: skip
    assert read.form.note == "First line\nsecond line\n\nPhone at work: ask Ana\nhttps://x.example"
    assert read.form.jobs[0].title == "Coder"
    assert read.photo is not None
    assert (read.photo.media_type, read.photo.width, read.photo.height) == ("image/jpeg", 32, 16)
    assert [(problem.line, problem.what) for problem in read.problems] == [(10, "stray words")]


@pytest.mark.parametrize(
    "picture",
    [
        "PHOTO;ENCODING=b;TYPE=JPEG:{data}", "PHOTO;JPEG;BASE64:{data}", "PHOTO:data:image/jpeg;base64,{data}",
        "PHOTO;TYPE=JPEG:data:base64\\,{data}", "PHOTO:{data}", "PHOTO;ENCODING=BASE64:\r\n  {data}\r\n",
    ],
)  # fmt: skip
def test_pictures(picture: str) -> None:
    read = card("FN:Rosa\r\n" + picture.format(data=base64.b64encode(JPEG).decode()))
    assert read.photo is not None
    assert (read.photo.content, read.photo.width, read.problems) == (JPEG, 32, ())


def test_a_picture_elsewhere_is_never_fetched() -> None:
    read = card("FN:Rosa\r\nPHOTO;VALUE=URI:https://x.example/rosa.jpg")
    assert (read.photo, read.extra) == (None, ("PHOTO;VALUE=URI:https://x.example/rosa.jpg",))


def test_cards_without_an_end_and_lines_outside() -> None:
    found = list(read_cards(b"hello\nthere\nBEGIN:VCARD\nFN:Rosa\nBEGIN:VCARD\nFN:Ana\nEND:VCARD\nFN:lost\nTEL:1\n"))
    assert [read.form.name for read in found if isinstance(read, CardRead)] == ["Rosa", "Ana"]
    assert [read.line for read in found if isinstance(read, Problem)] == [1, 8]
    assert [problem.line for read in found if isinstance(read, CardRead) for problem in read.problems] == [3]


def test_an_indented_card() -> None:
    (read,) = read_cards(b"  begin : vcard\n  fn:Rosa Delgado\n  item1.email:r@x.example\n  note:a\n   b\n  end:vcard")
    assert isinstance(read, CardRead)
    assert (read.form.name, read.form.reaches[0].value, read.form.note) == ("Rosa Delgado", "r@x.example", "ab")


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Name,Email\nRosa,r@x.example\n", b"\x89PNG\r\n\x1a\n\0\0"])
def test_what_is_no_vcard_is_told(data: bytes) -> None:
    found = list(read_cards(data))
    assert isinstance(found[-1], Problem)
    assert "no vCard" in found[-1].sentence


def test_every_real_file_is_read() -> None:
    if not CORPUS.is_dir():
        pytest.skip("not run: no real files beside the project")
    files = sorted((CORPUS / "vcard").rglob("*.vcf"))
    found = [read for file in files for read in read_cards(file.read_bytes())]
    assert len(files) == 99
    assert sum(isinstance(read, CardRead) for read in found) == 121
    told = [one for read in found for one in (read.problems if isinstance(read, CardRead) else [read])]
    assert all(problem.line and problem.sentence.endswith(".") for problem in told)


@pytest.mark.parametrize("name", ["Evolution", "vobject", "ical.js"])
def test_other_readers_see_the_same_in_real_files(name: str) -> None:
    """Names, e-mails and phones of the cards the other reader accepts, at least 98 of 100 alike."""
    if not CORPUS.is_dir() or name not in engines():
        pytest.skip("not run: no real files beside the project, or no such reader")
    count, other = 0, []
    for file in sorted((CORPUS / "vcard").rglob("*.vcf")):
        data = file.read_bytes()
        for read in read_cards(data):
            if not isinstance(read, CardRead):
                continue
            seen = engines()[name](decoded(one_card(data, read.line))[0].encode())
            if not isinstance(seen, str):
                count += 1
                if not alike(read.form, seen):
                    other.append((file.name, read.line))
    assert count > 80
    assert len(other) <= 0.02 * count, other


def one_card(data: bytes, line: int) -> bytes:
    """The bytes of the card that begins at this line."""
    lines, depth, taken = re.split(rb"\r*\n|\r", data.removeprefix(b"\xef\xbb\xbf"))[line - 1 :], 0, []
    for text in lines:
        taken.append(text)
        if not text.startswith(b" "):
            depth += text.strip().upper().endswith(b"BEGIN:VCARD") - (text.strip().upper() == b"END:VCARD")
        if depth <= 0:
            break
    return b"\r\n".join(taken) + b"\r\n"


def alike(ours: PersonForm, theirs: Values) -> bool:
    def words(text: str) -> Counter[str]:
        return Counter(re.findall(r"\w+", fold(text)))

    def plain(values: list[str]) -> set[str]:
        texts = [re.sub(r"^(?:tel|mailto):|[^\w+@]|ext", "", value.lower()) for value in values]
        return {text for text in texts if text and not text.startswith("sip")}

    shown = words("".join(theirs["FN"][0])) if theirs["FN"] else Counter()
    whole = words(f"{ours.name} {' '.join(ours.credentials)}".replace(".", ""))
    by = {key: plain([reach.value for reach in ours.reaches if reach.property == key]) for key in ("EMAIL", "TEL")}
    same = all(by[key] == plain([",".join(value) for value in theirs[key]]) for key in by)
    return same and (shown <= whole or words(ours.name) <= shown)
