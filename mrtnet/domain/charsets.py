"""Bytes of a file whose letters nobody declared, or declared wrongly: which charset they are in, and the text.

UTF-8 is certain when it fits. What is not UTF-8 and names no charset is weighed by the letters it would give: Japanese,
Chinese, Korean, Cyrillic, Greek, Hebrew, Arabic and Polish by their own, everything else as Windows-1252.
"""

import codecs
import re
from functools import lru_cache

_WIDER = {
    "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "iso8859-1": "cp1252", "ascii": "cp1252",
    "euc_kr": "cp949", "iso8859-9": "cp1254", "tis-620": "cp874",
}  # fmt: skip
"""Charsets whose superset is what programs mean by them."""
_NO_CHARSET = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"}
)
LATIN = frozenset({"cp1252", "cp1250", "cp1254", "iso8859-15", "iso8859-2", "mac-roman"})
_LETTERS = {
    "cp1251": frozenset("оеаинтсрвлкмдпуіїє"),
    "cp1253": frozenset("αοιετσνηυρςάίόέή"),
    "cp1255": frozenset("יוהלאתרמבשנםן"),
    "cp1256": frozenset("ايلمنروتبهدحع"),
}
"""The letters most used in names and notes of what these charsets are for."""
_PAIRS = {
    "cp932": re.compile(rb"[\x88-\x98][\x40-\xfc]|[\x82\x83][\x40-\xf1]|\x81[\x40-\x5b]"),
    "cp949": re.compile(rb"[\xb0-\xc8][\xa1-\xfe]|\xa1[\xa1-\xfe]"),
    "euc_jp": re.compile(rb"[\xa4\xa5][\xa1-\xf6]|[\xb0-\xcf][\xa1-\xfe]|\xa1[\xa1-\xfe]"),
    "gb18030": re.compile(rb"[\xb0-\xd7][\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]|[\xa1-\xa3][\x40-\xfe]"),
}
"""The pairs of bytes that everyday words of these charsets are made of."""
_POLISH = re.compile("[A-Za-z][³¹¿¼][a-z]|\\b[£¯][a-z]{2}")
"""How words with ł, ą, ż and ź in Windows-1250 look in Windows-1252: signs inside of words."""
_HIGH_RUN = re.compile(rb"[\x80-\xff]{2,}")


def decoded(data: bytes, declared: str = "", likely: str = "") -> tuple[str, str]:
    """The text and the charset it was read in. `declared` is what the data says of itself, `likely` what its
    surroundings say. Never fails: where nothing fits, Windows-1252 with unknown bytes marked U+FFFD."""
    if data.isascii() and not _has_escapes(data, declared):
        return data.decode("ascii"), "ascii"
    named = known_charset(declared)
    for charset in (named if named not in LATIN else "", "utf-8", named, known_charset(likely)):
        if charset and (text := _strictly(data, charset)) is not None:
            return text, charset
    charset = guessed(data)
    return data.decode(charset, "replace"), charset


def file_charset(start: bytes) -> str:
    """The charset of a whole file that its first bytes tell: by a byte order mark or by the zeros of UTF-16; or ""."""
    for mark, charset in _MARKS:
        if start.startswith(mark):
            return charset
    even, odd = start[0:200:2], start[1:200:2]
    if len(odd) >= 4 and odd.count(0) > 0.8 * len(odd) and even.count(0) < 0.2 * len(even):
        return "utf-16-le"
    if len(odd) >= 4 and even.count(0) > 0.8 * len(even) and odd.count(0) < 0.2 * len(odd):
        return "utf-16-be"
    return ""


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


@lru_cache(maxsize=256)
def known_charset(name: str) -> str:
    """The codec for a charset's name, the wider one where programs mean that; "" if nobody knows it."""
    name = name.strip(" \"'").lower().removeprefix("x-")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.:-]{1,30}", name):
        return ""
    try:
        found = codecs.lookup(re.sub(r"^(?:windows|win)-?(\d+)$", r"cp\1", name))
    except LookupError:
        return ""
    if found.name in _NO_CHARSET or not getattr(found, "_is_text_encoding", True):
        return ""
    return _WIDER.get(found.name, found.name)


def guessed(data: bytes) -> str:
    """The charset of bytes that are not UTF-8, by the letters they give."""
    high = sum(byte >= 0x80 for byte in data[:20_000])
    sample = data[:20_000]
    best, share = "", 0.0
    for charset, pair in _PAIRS.items():
        if _strictly(data, charset) is None:
            continue
        told = sum(byte >= 0x80 for byte in b"".join(pair.findall(sample))) / max(high, 1)
        if charset == "big5" and len(re.findall(rb"[A-Za-z]", pair.sub(b"", sample))) > high / 2:
            continue  # accented letters before plain ones look like its pairs
        if told > share + 0.05:
            best, share = charset, told
    if share > 0.75:
        return best
    runs = sum(map(len, _HIGH_RUN.findall(sample)))
    if high >= 4 and runs > 0.7 * high:
        charset, weight = max(((name, _weight(sample, name)) for name in _LETTERS), key=lambda pair: pair[1])
        if weight > 0.4:
            return charset
    polish = len(_POLISH.findall(sample.decode("cp1252", "replace")))
    return "cp1250" if polish * 10 > high else "cp1252"


def _weight(data: bytes, charset: str) -> float:
    """How much of the foreign letters are the usual ones, less for capitals inside a word."""
    text = data.decode(charset, "replace")
    letters = [letter for letter in text if not letter.isascii()]
    usual = sum(letter.lower() in _LETTERS[charset] for letter in letters)
    shouted = text.isupper()
    odd = 0 if shouted else len(re.findall(r"[^\W\d_A-Za-z][А-ЯΑ-Ω]", text))
    odd += sum(not letter.isalpha() for letter in letters)
    odd += len(re.findall(r"[A-Za-z][^\x00-\x7f]|[^\x00-\x7f][A-Za-z]", text))
    told = (usual - odd) / max(len(letters), 1)
    small = charset in ("cp1251", "cp1253") and not any(letter.isupper() for letter in letters)
    return told - 0.3 * small  # names have capitals where the script has any


def _strictly(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (UnicodeError, LookupError):
        return None


def _has_escapes(data: bytes, declared: str) -> bool:
    """Whether plain ASCII bytes can be letters all the same: ISO-2022-JP writes them with escape signs."""
    return b"\x1b" in data and known_charset(declared).startswith("iso2022")
