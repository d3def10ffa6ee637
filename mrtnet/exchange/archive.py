"""All that the book holds about one person, to read: what it consists of, and how it becomes an HTML file.

The file stands alone: no script, nothing loaded from anywhere (its own policy forbids both), every text escaped. Her
photo is in it; other files are inside it, to be saved from it, or lie in a folder beside it.
"""

import base64
from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from mrtnet.exchange.photos import read_photo
from mrtnet.trouble import Trouble
from mrtnet.words import _


class Held(NamedTuple):
    """One thing on file: a heading, (label, value) for the rest, what belongs to it, and when it was written."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    below: "tuple[Held, ...]" = ()
    file_id: int | None = None
    when: str = ""


class Part(NamedTuple):
    """Things of one sort, under a title."""

    title: str
    things: tuple[Held, ...]


class KeptWith(NamedTuple):
    """A file of hers. `beside` is its name in a folder beside the archive, different for each."""

    id: int
    name: str
    media_type: str
    size: int
    beside: str


class Archive(NamedTuple):
    """Everything about one person. `written` says when it was put together; `left_out` what is not told, and why."""

    name: str
    about: str
    written: str
    photo_id: int | None
    parts: tuple[Part, ...]
    files: tuple[KeptWith, ...]
    left_out: tuple[tuple[str, str], ...]


_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem; max-width: 50rem; background: #fff; color: #18211f;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; overflow-wrap: anywhere; }
header { display: flex; gap: 1.25rem; align-items: center; border-bottom: 2px solid #0b6b63; padding-bottom: 1.25rem; }
header img { width: 6rem; height: 6rem; border-radius: 50%; object-fit: cover; flex: none; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.2rem; color: #0b6b63; break-after: avoid; }
h3, h4 { margin: 0; font-size: 1rem; break-after: avoid; }
p { margin: .25rem 0; }
header p, footer { color: #485452; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 0; padding: 0; list-style: none; }
a { color: #0b6b63; }
section > article { border-top: 1px solid #dee4e4; padding: .6rem 0; break-inside: avoid-page; }
article article { margin: .4rem 0 0; padding-left: 1rem; border-left: 2px solid #dee4e4; }
dl { display: grid; grid-template-columns: minmax(6rem, 11rem) 1fr; gap: .1rem 1rem; margin: .15rem 0 0; }
dt { color: #5f6b69; }
.when { color: #5f6b69; font-size: .85rem; margin: .1rem 0 0; }
dd { margin: 0; white-space: pre-wrap; }
article img { display: block; max-width: 100%; max-height: 20rem; margin-top: .4rem; }
footer { margin-top: 2.5rem; border-top: 1px solid #dee4e4; padding-top: .75rem; font-size: .9rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
@media print { body { padding: 0; max-width: none; font-size: 11pt; } nav { display: none; } a { color: inherit; } }
"""


def write_archive(archive: Archive, contents: Mapping[int, bytes], *, folder: str = "") -> Iterator[bytes]:
    """The HTML file in pieces. `contents` are bytes by file id; with a `folder` files other than her photo are links
    into it, else they are inside."""
    title = escape(_("All about {name}").format(name=archive.name))
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n"
    ).encode()
    if archive.photo_id is not None:
        yield _picture(contents.get(archive.photo_id, b""), archive.name)
    yield (
        f'<div>\n<h1 dir="auto">{escape(archive.name)}</h1>\n<p dir="auto">{escape(archive.about)}</p>\n'
        f"<p>{escape(archive.written)}</p>\n</div>\n</header>\n<nav><ul>\n"
    ).encode()
    for number, part in enumerate(archive.parts):
        yield f'<li><a href="#part{number}">{escape(part.title)}</a></li>\n'.encode()
    yield b"</ul></nav>\n<main>\n"
    files = {file.id: file for file in archive.files}
    for number, part in enumerate(archive.parts):
        yield f'<section id="part{number}">\n<h2>{escape(part.title)}</h2>\n'.encode()
        for thing in part.things:
            yield from _thing(thing, files, contents, folder, 3)
        yield b"</section>\n"
    yield f"</main>\n<footer>\n<p>{escape(_('Not in this file:'))}</p>\n<ul>\n".encode()
    for what, why in archive.left_out:
        yield f"<li>{escape(what)}: {escape(why)}</li>\n".encode()
    yield b"</ul>\n</footer>\n</body>\n</html>\n"


def _thing(
    thing: Held, files: Mapping[int, KeptWith], contents: Mapping[int, bytes], folder: str, level: int
) -> Iterator[bytes]:
    yield b"<article>\n"
    if thing.title:
        yield f'<h{level} dir="auto">{_text(thing.title)}</h{level}>\n'.encode()
    if thing.facts:
        yield b"<dl>\n"
        for label, value in thing.facts:
            yield f'<dt>{escape(label)}</dt><dd dir="auto">{_text(value)}</dd>\n'.encode()
        yield b"</dl>\n"
    if thing.when:
        yield f'<p class="when">{escape(thing.when)}</p>\n'.encode()
    if thing.file_id is not None and thing.file_id in files:
        yield from _file(files[thing.file_id], contents.get(thing.file_id), folder)
    for each in thing.below:
        yield from _thing(each, files, contents, folder, min(level + 1, 6))
    yield b"</article>\n"


def _file(file: KeptWith, content: bytes | None, folder: str) -> Iterator[bytes]:
    """A link to save it by; a kind that a browser would run is never named as what it is."""
    if content is None:
        yield f"<p>{escape(_('Its content is not in the book.'))}</p>\n".encode()
        return
    name = escape(file.beside, quote=True)
    if folder:
        yield f'<p><a href="./{quote(folder)}/{quote(file.beside)}">{name}</a></p>\n'.encode()
        return
    yield _picture(content, file.name)
    yield f'<p><a download="{name}" href="data:application/octet-stream;base64,'.encode()
    yield base64.b64encode(content)
    yield f'">{escape(_("Save {name}").format(name=file.beside))}</a></p>\n'.encode()


def _picture(content: bytes, says: str) -> bytes:
    """The picture itself, where these bytes are one that may be shown."""
    try:
        photo = read_photo(content)
    except Trouble:
        return b""
    start = f'<img alt="{escape(says, quote=True)}" src="data:{photo.media_type};base64,'
    return start.encode("utf-8", "replace") + base64.b64encode(content) + b'">\n'


def _text(text: str) -> str:
    """As it stands, without what a page cannot hold: controls and halves of characters."""
    kept = "".join(each for each in text if each in "\n\t" or each >= " ").replace("\x7f", "")
    return escape(kept.encode("utf-8", "replace").decode())
