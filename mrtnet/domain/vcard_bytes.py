"""The bytes of a vCard file as lines, in UTF-8, whatever they are written in and whatever ends a line."""

import codecs
import re
from collections.abc import Iterable, Iterator

from mrtnet.domain.charsets import file_charset

LONGEST_LINE = 16_000_000  # bytes of one property line, unfolded: a picture of 12 MB in base64
_RETURNS = re.compile(rb"\r*+\n|\r")


def as_utf8(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes; UTF-16 and UTF-32 turned into UTF-8, a byte order mark taken off."""
    feed = iter(chunks)
    start = b""
    for chunk in feed:
        start += chunk
        if len(start) >= 200:
            break
    charset = file_charset(start)
    if charset in ("", "utf-8-sig"):
        yield start.removeprefix(codecs.BOM_UTF8)
        yield from feed
        return
    decoder = codecs.getincrementaldecoder(charset)("replace")
    yield decoder.decode(start).encode("utf-8", "replace")
    for chunk in feed:
        yield decoder.decode(chunk).encode("utf-8", "replace")


def portions(chunks: Iterable[bytes]) -> Iterator[tuple[list[bytes], bool]]:
    """The lines that each piece of the file completes, and whether the first of them was cut for its length."""
    begun: list[bytes] = []  # of a line whose end has not come yet
    size, returns = 0, b""
    for chunk in chunks:
        held = returns + chunk
        ends = len(held) - len(held.rstrip(b"\r"))  # a \n may come with the next piece
        returns = b"\r" * min(ends, 16)
        first, *lines = _broken(held[: len(held) - ends])
        size += len(first)
        if size <= LONGEST_LINE:
            begun.append(first)
        if lines:
            last = lines.pop()
            yield [b"".join(begun), *lines], size > LONGEST_LINE
            begun, size = [last], len(last)
    yield _broken(b"".join(begun) + returns), size > LONGEST_LINE


def _broken(data: bytes) -> list[bytes]:
    if b"\r" in data:
        data = _RETURNS.sub(b"\n", data) if b"\r\r" in data else data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data.split(b"\n")
