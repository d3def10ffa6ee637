"""The short guide: chapters of plain text that come with the program."""

from functools import cache
from typing import NamedTuple

from mrtnet import paths
from mrtnet.words import _


class Chapter(NamedTuple):
    """A title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """The guide. A line that begins with "# " is a title, every other line a paragraph."""
    found: list[Chapter] = []
    for line in paths.resource("help", "guide.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            found.append(Chapter(_(line[2:]), ()))
        elif line and found:
            found[-1] = found[-1]._replace(paragraphs=(*found[-1].paragraphs, _(line)))
    return tuple(found)
