"""Property lines of vCards: name, parameters and value, taken apart and written (RFC 2426, RFC 6350, vCard 2.1)."""

import base64
import binascii
import re
from functools import lru_cache
from typing import NamedTuple

from mrtnet.domain.charsets import known_charset
from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.names import word_set

_ENCODINGS = {
    "QUOTED-PRINTABLE": "QUOTED-PRINTABLE", "QP": "QUOTED-PRINTABLE", "Q": "QUOTED-PRINTABLE",
    "BASE64": "BASE64", "B": "BASE64", "8BIT": "8BIT", "7BIT": "7BIT",
}  # fmt: skip
_VALUES = word_set("INLINE URL URI CID CONTENT-ID BINARY TEXT DATE DATE-TIME")

_PARAMETER = re.compile(r';((?:[^";]|"[^"]*"|")*)')
_NEW_LINE = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(.)", re.S)
_SPECIAL = re.compile(r"[\\,;]")
_SPLITS = {separator: re.compile(rf"\\.|{separator}", re.S) for separator in ",;"}
_TOKEN = re.compile(r"[\w.-]{1,60}", re.ASCII)
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}


class Line(NamedTuple):
    """One property line. `value` is text with its escapes still in it, or base64; `parameters` have upper-case names.

    `number` is the line of the file where it begins, from 1. `card` are the lines of a card standing in its place
    (AGENT).
    """

    number: int
    group: str
    name: str
    parameters: dict[str, list[str]]
    value: str
    card: "tuple[Line, ...]" = ()

    @property
    def types(self) -> list[str]:
        """The values of TYPE in small letters: ["work", "voice"]."""
        return [value.lower() for value in self.parameters.get("TYPE", [])]

    def parameter(self, name: str) -> str:
        """The first value of a parameter, or ""."""
        return next(iter(self.parameters.get(name, [])), "")

    @property
    def is_binary(self) -> bool:
        return self.parameter("ENCODING") == "BASE64"


def parameters(text: str) -> dict[str, list[str]]:
    """Parameters by upper-case name; bare ones of 2.1 ("WORK", "BASE64") under the name they stand for."""
    if not text:
        return {}
    found = _few_parameters(text) if len(text) < 100 else _parameters(text)
    return {name: [*values] for name, values in found.items()}


@lru_cache(maxsize=2048)
def _few_parameters(text: str) -> dict[str, list[str]]:
    return _parameters(text)


def _parameters(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if '=\\"' in text:
        text = text.replace('\\"', '"')
    for match in _PARAMETER.finditer(text):
        name, is_named, value = match[1].strip().partition("=")
        name = name.strip().upper()
        if not is_named:
            value, name = name, _bare(name)
        if not value or not _TOKEN.fullmatch(name):
            continue
        values = _parameter_values(value.strip()) or [""]
        if name == "TYPE":
            values = [re.sub(r"^type=", "", part.strip(), flags=re.I) for one in values for part in one.split(",")]
        if name == "ENCODING":
            values = [_ENCODINGS.get(values[0].upper(), values[0].upper())]
        found.setdefault(name, []).extend(filter(None, values))
    for name in [value.upper() for value in found.get("TYPE", [])]:
        if name in ("BASE64", "QUOTED-PRINTABLE") and "ENCODING" not in found:  # TYPE=BASE64 is met, too
            found["ENCODING"] = [name]
            found["TYPE"] = [value for value in found["TYPE"] if value.upper() != name]
    return found


def _bare(word: str) -> str:
    if word in _ENCODINGS:
        return "ENCODING"
    if word in _VALUES:
        return "VALUE"
    return "CHARSET" if "-" in word and not word.startswith("X-") and known_charset(word) else "TYPE"


def _parameter_values(text: str) -> list[str]:
    values = re.findall(r'"([^"]*)"?|([^,"]+)', text)
    plain = [str(clean_line(quoted or bare)) for quoted, bare in values]
    return [re.sub(r"\^[n^']", lambda match: _CARET[match[0]], value) for value in plain if value]


def unescaped(text: str) -> str:
    """The text without its escapes (RFC 6350 3.4), as 2.1 and Apple write them too.

    A backslash before a letter, a digit or a blank escapes nothing: 2.1 has it by itself ("C:\\docs").
    """
    if "\\" not in text:
        return text
    if "\\\\" not in text:  # then nothing but these, in most texts
        plain = text.replace("\\,", ",").replace("\\n", "\n").replace("\\;", ";")
        if "\\" not in plain:
            return plain
    return _ESCAPE.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    if match[1] in "nN":
        return "\n"
    return match[0] if match[1].isalnum() or match[1].isspace() else match[1]


def split(value: str, separator: str = ";") -> list[str]:
    """The parts of a value as they stand, parted where the separator is not escaped."""
    if "\\" not in value:
        return value.split(separator)
    found, start = [], 0
    for match in _SPLITS[separator].finditer(value):
        if match[0] == separator:
            found.append(value[start : match.start()])
            start = match.end()
    return [*found, value[start:]]


def parts(value: str, separator: str = ";") -> list[str]:
    """The parts of a value, unescaped and trimmed."""
    if "\\" not in value:
        return [part.strip() for part in value.split(separator)]
    return [unescaped(part).strip() for part in split(value, separator)]


def binary(value: str) -> bytes:
    """The bytes of a base64 value, with or without padding; empty if it is none."""
    plain = "".join(value.split()).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def written(line: Line) -> str:
    """The line as it is kept for the way back, unfolded, in the form of RFC 2426: reading it gives the same again."""
    head = f"{line.group}.{line.name}" if line.group else line.name
    for key, values in line.parameters.items():
        if key == "ENCODING":
            values = ["b"] if values == ["BASE64"] else []
        if values:
            head += f";{key}=" + ",".join(map(parameter_text, values))
    if line.card:
        inner = ["BEGIN:VCARD", *map(written, line.card), "END:VCARD", ""]
        return f"{head}:" + escaped("\n".join(inner))
    return f"{head}:" + _UNSEEN.sub("", _NEW_LINE.sub(r"\\n", line.value))


def parameter_text(value: str) -> str:
    """A parameter's value as written: quoted where it must be (RFC 6868)."""
    value = _UNSEEN.sub("", _NEW_LINE.sub("\n", value))
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if re.search(r"[^\w./+@^ -]|^\s|\s$", value) else value


def escaped(text: str) -> str:
    """Text as a value (RFC 2426 5, RFC 6350 3.4)."""
    if text.isascii() and text.isprintable() and not _SPECIAL.search(text):
        return text
    return _UNSEEN.sub("", _NEW_LINE.sub(r"\\n", _SPECIAL.sub(r"\\\g<0>", text)))
