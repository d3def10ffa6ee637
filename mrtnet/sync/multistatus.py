"""Answers of WebDAV servers, judged and read: statuses as sentences, multi-status XML (RFC 4918 13) as responses."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from mrtnet.sync.wire import Answer, Refused, Wire
from mrtnet.trouble import Trouble
from mrtnet.words import _

DAV = "{DAV:}"
_DEEPEST = 60  # nested elements of an answer
_PLAIN = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@:!$&'()*+,;=")


class Response(NamedTuple):
    """One response of a multi-status answer: its status, or the properties found (200)."""

    href: str
    status: int
    found: Mapping[str, Element]

    def text(self, tag: str) -> str:
        """The text of a property, "" without it."""
        element = self.found.get(tag)
        return ("".join(element.itertext()) if element is not None else "").strip()


def href_of(url: str) -> str:
    """The path that names a thing on its server, spelled one way however it was quoted."""
    path = urlsplit(url).path or "/"
    plain = _PLAIN.sub(
        lambda hit: chr(int(hit[1], 16)) if chr(int(hit[1], 16)) in _UNRESERVED else hit[0].upper(), path
    )
    return quote(plain, safe="/%@:!$&'()*+,;=~")


def responses_of(wire: Wire, answer: Answer, root: Element | None = None) -> Iterator[Response]:
    """The responses of a multi-status answer. Raises Refused for another status, Trouble for what is none."""
    refuse_unless(wire, answer, {207})
    root = parsed_answer(wire, answer) if root is None else root
    for each in root.iterfind(f"{DAV}response"):
        status = _status(each.findtext(f"{DAV}status"))
        found: dict[str, Element] = {}
        missing = []
        for part in each.iterfind(f"{DAV}propstat"):
            of_part = _status(part.findtext(f"{DAV}status"))
            if of_part == 200:
                found |= {element.tag: element for properties in part.iterfind(f"{DAV}prop") for element in properties}
            else:
                missing.append(of_part)
        # Some servers say that an object is gone in each of its properties only.
        status = status or (200 if found or not missing else 404 if set(missing) <= {404, 410} else 200)
        hrefs = [(href.text or "").strip() for href in each.iterfind(f"{DAV}href")]
        for href in hrefs:
            yield Response(href_of(href), status, found)


def _status(line: str | None) -> int:
    parts = (line or "").split()
    return int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() and len(parts[1]) == 3 else 0


def refuse_unless(wire: Wire, answer: Answer, fine: set[int]) -> None:
    """Raise what the status means, in one sentence, unless it is one of those that are fine."""
    if answer.status in fine:
        return
    sentences = {
        403: _("{host} does not allow that. Is the collection shared with you only for reading?"),
        404: _("{host} knows no such address. Was the calendar or address book removed or renamed?"),
        405: _("{host} does not understand what it was asked: is this the address of a calendar server?"),
        409: _("{host} says that this does not fit what it holds already."),
        412: _("It was changed on {host} in the meantime."),
        413: _("{host} says that one entry is too large for it."),
        423: _("{host} has locked it for another program. Try again later."),
        507: _("{host} has no room left."),
    }
    sentence = sentences.get(answer.status)
    if sentence is None and answer.status < 400:
        raise no_dav(wire)
    sentence = sentence or (
        _("{host} has a fault of its own ({status}). Try again later.")
        if answer.status >= 500
        else _("{host} refused it ({status}).")
    )
    named = re.search(rb"<(?:\w+:)?(no-uid-conflict|valid-sync-token|quota-not-exceeded)", answer.body[:4000])
    text = sentence.format(host=wire.host, status=answer.status)
    raise Refused(text, answer.status, named[1].decode() if named else "")


def no_dav(wire: Wire) -> Trouble:
    text = _("{host} answers with something else, such as a login page. Open it in the browser, or check the address.")
    return Refused(text.format(host=wire.host), 200)


def parsed_answer(wire: Wire, answer: Answer) -> Element:
    """The XML of an answer: no document types, no deep nests, UTF-8 whatever it says. Raises Trouble for garbage."""
    builder = TreeBuilder()
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError
        builder.start(_clark(tag), {_clark(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_clark(tag))

    def refuse(*_told: object) -> None:
        raise ValueError

    parser = expat.ParserCreate("utf-8", namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.Parse(answer.body, True)
        root = builder.close()
    except (expat.ExpatError, ValueError, AssertionError):
        raise _garbage(wire) from None
    if root.tag != f"{DAV}multistatus":
        raise no_dav(wire)
    return root


def _garbage(wire: Wire) -> Trouble:
    return Trouble(
        _("{host} sent an answer that cannot be read. Nothing was changed because of it.").format(host=wire.host)
    )


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name
