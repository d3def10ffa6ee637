"""vCards nobody has seen before, made from a seed by the rules of vCard 2.1, RFC 2426 and RFC 6350, with their truth.

How a card is written is drawn anew for each: the charset, quoted-printable as Android and Outlook write it, base64,
folds, groups with Apple's labels, bare and named types, ALTID and PREF, and the lines of Apple, Google, Outlook,
Thunderbird, Evolution and Android that stand beside the others. Nobody in them exists.
"""

import base64
import random
import re
from dataclasses import dataclass, field

from tests.books import FAMILY, GIVEN

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
EASTERN = [("花子", "田中"), ("小明", "王"), ("민수", "김"), ("Олена", "Гриценко"), ("Ελένη", "Παππά"), ("נועה", "לוי")]
MARKS = ["RHIA", "RHIT", "CCS", "CCS-P", "CPC", "CHPS", "CDIP", "MD", "PhD", "MBA"]
HOUSES = ["Lakeshore Medical Center", "St. Brigid's, Inc.", "Mercy; Clinic", "Klinikum Süd", "Harbor Health \\ North",
          "能登病院", "Café & Co", "Northway: Coding"]  # fmt: skip
TITLES = ["Coding Lead", "Director, Health Information", "Codeuse médicale", "CDI; Auditor", "HIM (nights)"]
NOTES = ["Met at the poster, twice", "Line one\nline two: more", "50% off = 5; \\o/", "Müßig – “quoted” …", "x" * 200,
         "a b " * 60, "Zoë 🎉 said hi", "ends with =", "tab\there"]  # fmt: skip
WORDS_OF_TAGS = ["him", "coding", "mentor", "AHIMA 26", "été"]
CHARSETS = {"ISO-8859-1": "iso8859-1", "WINDOWS-1252": "cp1252", "SHIFT_JIS": "cp932", "UTF-8": "utf-8"}


@dataclass
class Truth:
    """Who stands in a card. `phones` and `emails` as they are written, in the card's order."""

    given: str
    family: str
    additional: str = ""
    prefix: str = ""
    marks: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    house: str = ""
    title: str = ""
    note: str = ""
    tags: list[str] = field(default_factory=list)
    birthday: str = ""
    has_photo: bool = False

    @property
    def name(self) -> str:
        eastern = not self.family.isascii() and (self.given, self.family) in EASTERN[:3]
        if eastern:
            return self.family + self.given
        return " ".join(filter(None, (self.prefix, self.given, self.additional, self.family)))


class _Card:
    """One card while it is written: its lines, each a list of bytes pieces already folded."""

    def __init__(self, random_: random.Random, version: str) -> None:
        self.random, self.version = random_, version
        self.end = random_.choice([b"\r\n", b"\r\n", b"\n"])
        self.lines: list[bytes] = []
        self.groups = 0
        self.charset = random_.choice(list(CHARSETS)) if version == "2.1" else "UTF-8"

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def put(self, name: str, parts: list[str], types: list[str] | None = None, between: str = ";",
            more: str = "") -> None:  # fmt: skip
        """A line: its value's parts, escaped as the version wants, and its types in one of the ways there are."""
        head = name + self._types(types or []) + more
        if self.version == "2.1":
            value = between.join(part.replace(";", "\\;") if name in ("N", "ORG", "ADR") else part for part in parts)
            self._old(head, value)
            return
        value = between.join(re.sub(r"[\\,;]", r"\\\g<0>", part).replace("\n", "\\n") for part in parts)
        self.lines.append(self._folded(f"{head}:{value}".encode()))

    def _types(self, types: list[str]) -> str:
        if not types:
            return ""
        if self.version == "2.1":
            style = self.random.choice([";{}", ";TYPE={}"])
            return "".join(style.format(one.upper()) for one in types)
        cased = [self.random.choice([one.lower(), one.upper()]) for one in types]
        style = self.random.randrange(4)
        if style == 3 and self.version == "3.0":
            return f';TYPE="{",".join(cased)}"'
        if style == 0:
            return "".join(f";TYPE={one}" for one in cased)
        if style == 1 and self.version == "4.0":
            return f';TYPE="{",".join(cased)}"' if len(cased) > 1 else f";TYPE={cased[0]}"
        return f";{self.random.choice(['TYPE', 'type'])}=" + ",".join(cased)

    def _old(self, head: str, value: str) -> None:
        """A line of 2.1: quoted-printable where letters, line ends or length ask for it, or raw in its charset."""
        codec = CHARSETS[self.charset]
        try:
            raw = value.encode(codec)
        except UnicodeEncodeError:
            self.charset, raw = "UTF-8", value.encode()
        plain = value.isascii() and "\n" not in value
        if plain and not (self.maybe(0.1) and len(value) < 60):
            self.lines.append(f"{head}:{value}".encode())
            return
        if "\n" in value or "=" in value or self.charset == "UTF-8" or self.maybe(0.6):
            parameters = [
                f"CHARSET={self.charset}",
                self.random.choice(["ENCODING=QUOTED-PRINTABLE", "QUOTED-PRINTABLE"]),
            ]
            self.random.shuffle(parameters)
            head = ";".join([head, *parameters]) + ":"
            self.lines.append(head.encode() + self._quoted(raw, len(head)))
            return
        self.lines.append(f"{head};CHARSET={self.charset}:".encode() + raw)

    def _quoted(self, raw: bytes, used: int) -> bytes:
        """As Android (all bytes) or Outlook (what must be) write it, with soft breaks before 76 signs."""
        everything = self.maybe(0.5)
        raw = raw.replace(b"\n", b"\r\n")
        found, length = b"", used
        for byte in raw:
            keeps = (33 <= byte <= 126 and byte != 61) or (byte == 32 and not everything)
            piece = bytes([byte]) if keeps and not (everything and byte != 59) else b"=%02X" % byte
            if length + len(piece) > 72:
                found, length = found + b"=" + self.end, 0
            found, length = found + piece, length + len(piece)
        return found[:-1] + b"=20" if found.endswith(b" ") else found

    def _folded(self, line: bytes) -> bytes:
        """Folded at 75 octets (RFC 2426 2.6, RFC 6350 3.2), or not at all."""
        if self.maybe(0.15):
            return line
        mark, found, row = self.random.choice([b" ", b" ", b"\t"]), b"", b""
        letters = [line[at : at + 1] for at in range(len(line))] if self.maybe(0.1) else map(str.encode, line.decode())
        for octets in letters:  # some programs cut inside a letter
            if len(row) + len(octets) > 74:
                found, row = found + row + self.end + mark, b""
            row += octets
        return found + row

    def group(self) -> str:
        self.groups += 1
        return f"item{self.groups}."


def made_card(seed: int) -> tuple[bytes, Truth]:
    """The card of this seed: its bytes and what is in it."""
    draw = random.Random(seed)
    truth = _truth(draw)
    card = _Card(draw, draw.choice(["2.1", "3.0", "3.0", "4.0"]))
    writers = [_names, _emails, _phones, _work, _texts, _photo, _others]
    if card.maybe(0.4):
        draw.shuffle(writers)
    for write in writers:
        write(card, truth)
    if card.maybe(0.05):
        card.lines = [line.replace(b"EMAIL", b"email", 1) if line.startswith(b"EMAIL") else line for line in card.lines]
    begin = b"BEGIN:VCARD" if card.maybe(0.9) else b"begin:vcard"
    version = b"VERSION:" + card.version.encode()
    lines = [begin, version, *card.lines, b"END:VCARD" if card.maybe(0.9) else b"end:vcard", b""]
    if card.maybe(0.05):
        lines.insert(-2, lines.pop(1))  # the version last, as some phones do
    data = card.end.join(lines)
    return (b"\xef\xbb\xbf" + data if card.maybe(0.05) and card.version != "2.1" else data), truth


def _truth(draw: random.Random) -> Truth:
    eastern = draw.random() < 0.12
    given, family = draw.choice(EASTERN) if eastern else (draw.choice(GIVEN), draw.choice(FAMILY))
    truth = Truth(given, family)
    if not eastern:
        truth.additional = draw.choice(["", "", "", "Marie", "J.", "Efua"])
        truth.prefix = draw.choice(["", "", "", "Dr.", "Prof."])
        truth.marks = draw.sample(MARKS, draw.choice([0, 0, 1, 2, 3]))
    stem = draw.choice(["r.d", "ama_owusu", "k+list", "o'neil", "x-1"])
    truth.emails = [f"{stem}{at}@{draw.choice(['x', 'mail.lakeshore', 'MercyClinic'])}.example"
                    for at in range(draw.choice([0, 1, 1, 2, 3]))]  # fmt: skip
    shapes = ["+1 312 555 01{:02}", "(312) 555-01{:02}", "312.555.01{:02}", "+1-312-555-01{:02}", "312 555 01{:02}"]
    truth.phones = [
        draw.choice(shapes).format(draw.randrange(100) // 4 * 4 + at) for at in range(draw.choice([0, 1, 2, 3]))
    ]
    truth.house, truth.title = draw.choice(["", *HOUSES]), draw.choice(["", *TITLES])
    truth.note = draw.choice(["", "", *NOTES]).strip()
    truth.tags = draw.sample(WORDS_OF_TAGS, draw.choice([0, 0, 1, 3]))
    truth.birthday = draw.choice(["", "", "1980-03-22", "03-22", "2001-12-01"])
    truth.has_photo = draw.random() < 0.2
    return truth


def _names(card: _Card, truth: Truth) -> None:
    marks = ", ".join(truth.marks)
    between = "," if card.version != "2.1" else ", "
    shown = truth.name + (f", {marks}" if marks and card.maybe(0.5) else "")
    parts = [truth.family, truth.given, truth.additional, truth.prefix, ""]
    more = ';SORT-AS="Q,R"' if card.version == "4.0" and card.maybe(0.1) else ""
    if card.version == "2.1":
        parts[4] = between.join(truth.marks)
        card.put("N", parts)
    else:  # several suffixes stand apart by commas that are not escaped
        escaped = [re.sub(r"[\\,;]", r"\\\g<0>", part) for part in parts[:4]]
        value = ";".join([*escaped, between.join(truth.marks)])
        card.lines.append(card._folded(f"N{more}:{value}".encode()))
    if card.version != "2.1" or card.maybe(0.8):
        altid = ";ALTID=1;LANGUAGE=en" if card.version == "4.0" and card.maybe(0.15) else ""
        card.put("FN", [shown], more=altid)
        if altid:
            card.put("FN", [shown], more=";ALTID=1;LANGUAGE=de")
    if card.maybe(0.1):
        card.put("X-PHONETIC-FIRST-NAME", ["ROH-sah"])


def _emails(card: _Card, truth: Truth) -> None:
    for at, address in enumerate(truth.emails):
        types = card.random.choice([[], ["INTERNET"], ["INTERNET", "WORK"], ["HOME"], ["INTERNET", "pref"]])
        if card.version == "4.0":
            types = [one for one in types if one in ("WORK", "HOME")]
            card.put("EMAIL", [address], types, more=";PREF=1" if at == 0 and card.maybe(0.4) else "")
        elif card.version == "3.0" and card.maybe(0.25):
            group = card.group()
            card.put(group + "EMAIL", [address], types)
            card.lines.append(
                f"{group}X-ABLabel:{card.random.choice(['_$!<Work>!$_', 'Front desk', '_$!<Other>!$_'])}".encode()
            )
        else:
            card.put("EMAIL", [address], types)


def _phones(card: _Card, truth: Truth) -> None:
    for number in truth.phones:
        types = card.random.choice(
            [[], ["CELL"], ["WORK", "VOICE"], ["HOME"], ["WORK", "FAX"], ["CELL", "pref"], ["PAGER"]]
        )
        if card.version == "4.0":
            types = [one for one in types if one != "pref"]
            if card.maybe(0.5) and number.startswith("+"):
                link = "tel:" + re.sub(r"[^\d+]", "-", number).replace("--", "-")
                card.lines.append(f"TEL;VALUE=uri{card._types(types)}:{link}".encode())
            else:
                card.put("TEL", [number], types)
        elif card.version == "3.0" and card.maybe(0.2):
            group = card.group()
            card.put(group + "TEL", [number], types)
            card.lines.append(f"{group}X-ABLABEL:_$!<Main>!$_".encode())
        else:
            card.put("TEL", [number], types)


def _work(card: _Card, truth: Truth) -> None:
    if truth.house:
        card.put("ORG", [truth.house, *(["HIM", "Coding"] if card.maybe(0.3) else [])])
    if truth.title:
        card.put("TITLE", [truth.title])
    if card.maybe(0.4):
        label = ';LABEL="1 Elm St^nColumbus, OH"' if card.version == "4.0" and card.maybe(0.3) else ""
        card.put("ADR", ["", "", "1 Elm Street", "Columbus", "OH", "43215", "USA"], ["WORK"], more=label)
    if card.maybe(0.2):
        card.put("URL", ["https://x.example/a?b=c;d,e"] if card.version == "2.1" else ["https://x.example/a"])


def _texts(card: _Card, truth: Truth) -> None:
    if truth.note:
        card.put("NOTE", [truth.note])
    if truth.tags and card.version != "2.1":
        card.put("CATEGORIES", truth.tags, between=",")
    else:
        truth.tags = []
    if truth.birthday:
        card.lines.append(_birthday(card, truth.birthday).encode())


def _birthday(card: _Card, day: str) -> str:
    if len(day) > 5:
        return card.random.choice([f"BDAY:{day}", f"BDAY:{day.replace('-', '')}", f"BDAY:{day}T00:00:00Z"])
    if card.version == "4.0":
        return f"BDAY:--{day.replace('-', '')}"
    return card.random.choice([f"BDAY:--{day}", f"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{day}"])


def _photo(card: _Card, truth: Truth) -> None:
    if not truth.has_photo:
        return
    data = base64.b64encode(PNG).decode()
    if card.version == "4.0":
        card.lines.append(card._folded(f"PHOTO:data:image/png;base64,{data}".encode()))
    elif card.version == "3.0":
        card.lines.append(card._folded(f"PHOTO;ENCODING=b;TYPE=PNG:{data}".encode()))
    else:
        rows = [data[at : at + 60] for at in range(0, len(data), 60)]
        head = card.random.choice(
            ["PHOTO;PNG;ENCODING=BASE64:", "PHOTO;ENCODING=BASE64;PNG:", "PHOTO;TYPE=PNG;BASE64:"]
        )
        card.lines.append((card.end + b" ").join(row.encode() for row in [head, *rows]) + card.end)


OTHERS = {
    "2.1": ["X-MS-OL-DEFAULT-POSTAL-ADDRESS:2", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Ro;1;;;;;;;;;;;;;",
            "X-CLASS:PRIVATE", "REV:20261015T081500Z", "LABEL;WORK;ENCODING=QUOTED-PRINTABLE:1 Elm=0D=0AColumbus",
            "X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:\r\n /9j/4AAQ\r\n", "X-GROUP-MEMBERSHIP:Friends",
            "AGENT:\r\nBEGIN:VCARD\r\nVERSION:2.1\r\nN:Agent;Olena\r\nEND:VCARD"],
    "3.0": ["X-EVOLUTION-FILE-AS:Q\\, R", "X-MOZILLA-HTML:FALSE", "PRODID:-//Apple Inc.//iOS 18.0//EN", "UID:4f-1",
            "X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/x-1", "X-ABUID:1\\:ABPerson",
            "item9.X-ABDATE:2009-08-08\r\nitem9.X-ABLabel:_$!<Anniversary>!$_", "IMPP;X-SERVICE-TYPE=Skype:skype:x",
            "X-AIM;TYPE=HOME:x", "REV:2026-10-15T08:15:00Z", "CLASS:PUBLIC", "SORT-STRING:x"],
    "4.0": ["KIND:individual", "GENDER:F", "LANG;PREF=1:es", "CLIENTPIDMAP:1;urn:uuid:53e3", "PRODID:-//x//y//EN",
            "RELATED;TYPE=friend:urn:uuid:f81d", "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1", "TZ:-0500",
            "X-CUSTOM;A=\"b:c\":d", "GEO:geo:41.8,-87.6", "REV:20261015T081500Z", "NICKNAME:Ro"],
}  # fmt: skip


def _others(card: _Card, truth: Truth) -> None:
    """What the programs put beside it all."""
    for line in card.random.sample(OTHERS[card.version], card.random.randrange(4)):
        card.lines.append(card.end.join(part.encode() for part in line.split("\r\n")))
