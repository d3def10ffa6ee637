"""WebDAV as far as calendars and address books need it: RFC 4918, 4791 (CalDAV), 6352 (CardDAV), 6578 (sync), 6764.

Answers are judged before they are believed: what is no multi-status answer, comes without the collection that was asked
about, or names no token although it must, is refused with a sentence. Nothing is ever concluded from silence.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from secrets import token_hex
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

from mrtnet.sync.multistatus import DAV, Response, href_of, no_dav, parsed_answer, refuse_unless, responses_of
from mrtnet.sync.wire import Answer, Elsewhere, Refused, Wire
from mrtnet.trouble import Trouble
from mrtnet.words import _

CALENDAR, ADDRESSES = "calendar", "addressbook"
BATCH = 50  # objects asked for at once
_C, _A, _S, _I = (
    "{urn:ietf:params:xml:ns:caldav}",
    "{urn:ietf:params:xml:ns:carddav}",
    "{http://calendarserver.org/ns/}",
    "{http://apple.com/ns/ical/}",
)
_NAMESPACES = (
    'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:A="urn:ietf:params:xml:ns:carddav"'
    ' xmlns:S="http://calendarserver.org/ns/" xmlns:I="http://apple.com/ns/ical/"'
)
_WHOLE_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


class Found(NamedTuple):
    """A calendar or an address book on a server. `components` are those it takes; empty means that it does not say."""

    url: str
    kind: str
    name: str
    colour: str = ""
    components: tuple[str, ...] = ()
    writable: bool = True


class Listing(NamedTuple):
    """What a collection holds by href, or what changed since a token: then `whole` is false."""

    whole: bool
    there: Mapping[str, str]  # href -> ETag, "" where the server names none
    gone: frozenset[str]
    token: str
    ctag: str


# Asking


def options(wire: Wire, url: str) -> frozenset[str]:
    """What the server says it can, in lower case: "calendar-access", "addressbook", "extended-mkcol"."""
    told = wire.ask("OPTIONS", url).headers.get("dav", "")
    return frozenset(part.strip().lower() for part in told.split(","))


def propfind(wire: Wire, url: str, properties: str, depth: int = 0) -> tuple[str, list[Response]]:
    """The properties (XML elements, with the prefixes C, A, S, I) of a place, and where it was found."""
    body = f"<propfind {_NAMESPACES}><prop>{properties}</prop></propfind>"
    answer = wire.ask("PROPFIND", url, _xml(body), {"Depth": str(depth), "Content-Type": "application/xml"})
    return answer.url, list(responses_of(wire, answer))


def discover(wire: Wire) -> list[Found]:
    """The calendars and address books of an account, beginning at whatever address she gave (RFC 6764 6).

    Raises Trouble when there is none to be found.
    """
    given = wire.url
    if urlsplit(given).path not in ("", "/"):
        own = _collections(wire, given, 0)
        if own:
            return own
    homes: dict[str, None] = {}
    for kind in ("caldav", "carddav"):
        principal = _principal(wire, kind)
        if principal:
            homes |= dict.fromkeys(_homes(wire, principal, kind))
    found: dict[str, Found] = {}
    for home in homes:
        found |= {each.url: each for each in _collections(wire, home, 1)}
    if not found and not homes:
        text = _("There is no calendar and no address book at this address of {host}.")
        raise Trouble(text.format(host=wire.host))
    return list(found.values())


def home(wire: Wire, kind: str) -> str:
    """Where new calendars (or address books) of this account go. Raises Trouble where the server does not say."""
    name = "caldav" if kind == CALENDAR else "carddav"
    principal = _principal(wire, name)
    for url in _homes(wire, principal, name) if principal else ():
        return url
    raise Trouble(_("{host} does not say where new collections go.").format(host=wire.host))


def new_calendar(wire: Wire, name: str, kind: str = CALENDAR) -> str:
    """Make a calendar (or address book) of this name where the account keeps them; returns its address."""
    word = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40]
    url = urljoin(home(wire, kind), f"{word}-{token_hex(3)}/".lstrip("-"))
    make_collection(wire, url, kind, name)
    return url


def make_collection(wire: Wire, url: str, kind: str, name: str, colour: str = "") -> None:
    """Make a calendar for events, or an address book: extended MKCOL (RFC 5689), else MKCALENDAR."""
    shown = f"<displayname>{escape(name)}</displayname>"
    if kind == CALENDAR:
        shown += '<C:supported-calendar-component-set><C:comp name="VEVENT"/></C:supported-calendar-component-set>'
        shown += f"<I:calendar-color>{escape(colour)}</I:calendar-color>" if colour else ""
    type_of = "<C:calendar/>" if kind == CALENDAR else "<A:addressbook/>"
    resource = f"<resourcetype><collection/>{type_of}</resourcetype>"
    headers = {"Content-Type": "application/xml; charset=utf-8"}
    body = f"<mkcol {_NAMESPACES}><set><prop>{resource}{shown}</prop></set></mkcol>"
    answer = wire.ask("MKCOL", url, _xml(body), headers, safe=False)
    if answer.status in (400, 403, 405, 415, 501) and kind == CALENDAR:
        body = f"<C:mkcalendar {_NAMESPACES}><set><prop>{shown}</prop></set></C:mkcalendar>"
        answer = wire.ask("MKCALENDAR", url, _xml(body), headers, safe=False)
    refuse_unless(wire, answer, {200, 201, 204, 207})


class Place:
    """One collection on its server, as the engine works with it."""

    def __init__(self, wire: Wire, url: str, kind: str) -> None:
        self.url = urljoin(wire.url, url if url.endswith("/") else url + "/")
        self.kind = kind
        self._wire = wire
        self._prefix = "C" if kind == CALENDAR else "A"
        self._data = f"{_C if kind == CALENDAR else _A}{'calendar' if kind == CALENDAR else 'address'}-data"
        self._type = "text/calendar" if kind == CALENDAR else "text/vcard"
        self._suffix = ".ics" if kind == CALENDAR else ".vcf"

    @property
    def requests(self) -> int:
        """How many requests went out so far."""
        return self._wire.count

    def href_for(self, uid: str) -> str:
        """Where a new object of ours goes: always the same place for the same UID."""
        safe = uid if re.fullmatch(r"[A-Za-z0-9_.@-]{1,120}", uid) and not uid.startswith(".") else ""
        return href_of(self.url) + (safe or quote(uid, safe="")[:200].replace("%", "_")) + self._suffix

    def listing(self, token: str = "", ctag: str = "") -> Listing:
        """What changed since the token; everything where there is none, or the server does not take it any more."""
        if token:
            listing = self._since(token)
            if listing is not None:
                return listing
        elif ctag:
            state = self._state()
            if state.ctag == ctag:
                return state
        return self._all()

    def fetch(self, hrefs: Iterable[str]) -> dict[str, tuple[str, bytes] | None]:
        """ETag and content of each; None for one that the server says is not there (and only then)."""
        found: dict[str, tuple[str, bytes] | None] = {}
        asked = list(dict.fromkeys(hrefs))
        for start in range(0, len(asked), BATCH):
            found |= self._multiget(asked[start : start + BATCH])
        return {href: found[href] if href in found else self._get(href) for href in asked}

    def find(self, uid: str) -> str | None:
        """The href of the object with this UID, wherever another program put it."""
        match = f'<{self._prefix}:text-match collation="i;octet">{escape(uid)}</{self._prefix}:text-match>'
        if self.kind == CALENDAR:
            by = f'<C:prop-filter name="UID">{match}</C:prop-filter>'
            by = f'<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">{by}</C:comp-filter></C:comp-filter>'
        else:
            by = f'<A:prop-filter name="UID">{match}</A:prop-filter>'
        name = f"{self._prefix}:{self.kind}-query"
        body = (
            f"<{name} {_NAMESPACES}><prop><getetag/></prop><{self._prefix}:filter>{by}</{self._prefix}:filter></{name}>"
        )
        answer = self._report(body, 1)
        hrefs = [each.href for each in responses_of(self._wire, answer) if each.status == 200]
        for href, content in self.fetch(hrefs).items():
            if content is not None and re.search(rb"(?im)^UID[^:\r\n]*:" + re.escape(uid.encode()), content[1]):
                return href
        return None

    def put(self, href: str, content: bytes, etag: str | None) -> str:
        """Write an object: over the one with this ETag, or with None only where nothing is. Returns the new ETag or "".

        Raises Refused 412 when it was changed (or made) by others meanwhile.
        """
        headers = {"Content-Type": f"{self._type}; charset=utf-8"}
        headers |= {"If-None-Match": "*"} if etag is None else _if_match(etag)
        answer = self._wire.ask("PUT", urljoin(self.url, href), content, headers, safe=False)
        refuse_unless(self._wire, answer, {200, 201, 204})
        return answer.headers.get("etag", "")

    def delete(self, href: str, etag: str) -> None:
        """Delete the object with this ETag; one that is gone already is fine. Raises Refused 412 when it changed."""
        answer = self._wire.ask("DELETE", urljoin(self.url, href), headers=_if_match(etag), safe=False)
        refuse_unless(self._wire, answer, {200, 202, 204, 404, 410})

    def _all(self) -> Listing:
        """Everything. The token is read first, so that what changes meanwhile is told again next time."""
        state = self._state()
        _url, responses = propfind(self._wire, self.url, "<getetag/><resourcetype/>", 1)
        own = href_of(self.url)
        if not any(each.href.rstrip("/") == own.rstrip("/") for each in responses):
            raise Trouble(_("{host} did not list the collection as it should. Try again.").format(host=self._wire.host))
        return state._replace(whole=True, there=_members(responses, own))

    def _state(self) -> Listing:
        """Token and ctag, after making sure that this still is what it was; nothing about its objects."""
        _url, responses = propfind(self._wire, self.url, "<resourcetype/><sync-token/><S:getctag/>")
        for each in responses:
            if _kind_of(each) == self.kind:
                return Listing(False, {}, frozenset(), each.text(f"{DAV}sync-token"), each.text(f"{_S}getctag"))
        text = _("What was chosen on {host} is no calendar and no address book any more. Choose again.")
        raise Refused(text.format(host=self._wire.host), 404)

    def _since(self, token: str) -> Listing | None:
        """What changed since; None when the server does not know the token, or does not know tokens."""
        there: dict[str, str] = {}
        gone: set[str] = set()
        own = href_of(self.url)
        for _part in range(1000):
            body = (
                f"<sync-collection {_NAMESPACES}><sync-token>{escape(token)}</sync-token>"
                "<sync-level>1</sync-level><prop><getetag/></prop></sync-collection>"
            )
            answer = self._report(body, 0, judged=False)
            if answer.status in (400, 403, 405, 409, 410, 412, 415, 422, 501, 507):
                return None
            refuse_unless(self._wire, answer, {207})
            root = parsed_answer(self._wire, answer)
            token = (root.findtext(f"{DAV}sync-token") or "").strip()
            if not token:
                return None
            responses = list(responses_of(self._wire, answer, root))
            more = any(each.status == 507 for each in responses)
            there |= _members(responses, own)
            gone |= {each.href for each in responses if each.status in (404, 410) and each.href != own}
            gone -= there.keys()
            if not more:
                return Listing(False, there, frozenset(gone), token, "")
        return None

    def _multiget(self, hrefs: Sequence[str]) -> dict[str, tuple[str, bytes] | None]:
        if not hrefs:
            return {}
        name = f"{self._prefix}:{self.kind}-multiget"
        data = self._data.rpartition("}")[2]
        asked = "".join(f"<href>{escape(href)}</href>" for href in hrefs)
        body = f"<{name} {_NAMESPACES}><prop><getetag/><{self._prefix}:{data}/></prop>{asked}</{name}>"
        answer = self._report(body, 1, judged=False)
        if answer.status in (400, 403, 405, 415, 501):
            return {}
        refuse_unless(self._wire, answer, {207})
        found: dict[str, tuple[str, bytes] | None] = {}
        for each in responses_of(self._wire, answer):
            element = each.found.get(self._data)
            if each.status in (404, 410):
                found[each.href] = None
            elif element is not None and element.text:
                content = element.text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
                found[each.href] = (each.text(f"{DAV}getetag"), content.encode("utf-8", "surrogatepass"))
        return found

    def _get(self, href: str) -> tuple[str, bytes] | None:
        answer = self._wire.ask("GET", urljoin(self.url, href))
        if answer.status in (404, 410):
            return None
        refuse_unless(self._wire, answer, {200})
        if not answer.body.lstrip(b"\xef\xbb\xbf \r\n\t")[:6].upper().startswith(b"BEGIN:"):
            raise no_dav(self._wire)
        return answer.headers.get("etag", ""), answer.body

    def _report(self, body: str, depth: int, *, judged: bool = True) -> Answer:
        headers = {"Depth": str(depth), "Content-Type": "application/xml; charset=utf-8"}
        answer = self._wire.ask("REPORT", self.url, _xml(body), headers)
        if judged:
            refuse_unless(self._wire, answer, {207})
        return answer


def _if_match(etag: str) -> dict[str, str]:
    """If-Match; a proxy that packs answers makes an ETag weak (W/), and a weak one would never match."""
    return {"If-Match": etag.removeprefix("W/")} if etag else {}


# Finding what an account has


def _principal(wire: Wire, kind: str) -> str:
    """Who she is on the server; "" where it does not tell."""
    given = wire.url
    places = [f"/.well-known/{kind}", given, "/"]
    if urlsplit(given).path not in ("", "/"):
        places = [given, f"/.well-known/{kind}", "/"]
    for place in dict.fromkeys(urljoin(given, place) for place in places):
        try:
            url, responses = propfind(wire, place, "<current-user-principal/><resourcetype/>")
        except Elsewhere:
            raise
        except Refused as refused:
            if refused.status == 401 or refused.status >= 500:
                raise
            continue
        for each in responses:
            for principal in _hrefs(each, f"{DAV}current-user-principal"):
                return urljoin(url, principal)
    return ""


def _homes(wire: Wire, principal: str, kind: str) -> Iterator[str]:
    tag, asked = (_C, "C:calendar") if kind == "caldav" else (_A, "A:addressbook")
    url, responses = propfind(wire, principal, f"<{asked}-home-set/>")
    for each in responses:
        for href in _hrefs(each, f"{tag}{asked[2:]}-home-set"):
            yield urljoin(url, href)


def _collections(wire: Wire, url: str, depth: int) -> list[Found]:
    asked = (
        "<resourcetype/><displayname/><I:calendar-color/><C:supported-calendar-component-set/>"
        "<current-user-privilege-set/>"
    )
    try:
        came_from, responses = propfind(wire, url, asked, depth)
    except Refused as refused:
        if depth == 0 and refused.status in (403, 404, 405):
            return []
        raise
    found = []
    for each in responses:
        kind = _kind_of(each)
        if not kind:
            continue
        colour = _WHOLE_COLOUR.match(each.text(f"{_I}calendar-color"))
        components = each.found.get(f"{_C}supported-calendar-component-set")
        named = [] if components is None else [comp.get("name", "").upper() for comp in components]
        privileges = each.found.get(f"{DAV}current-user-privilege-set")
        may = {part.tag for part in privileges.iter()} if privileges is not None and len(privileges) else None
        writable = may is None or bool(may & {f"{DAV}write", f"{DAV}write-content", f"{DAV}bind", f"{DAV}all"})
        name = " ".join(each.text(f"{DAV}displayname").split()) or each.href.rstrip("/").rpartition("/")[2]
        found.append(
            Found(urljoin(came_from, each.href), kind, name, colour[0] if colour else "", tuple(named), writable)
        )
    return found


def _kind_of(response: Response) -> str:
    types = response.found.get(f"{DAV}resourcetype")
    tags = {element.tag for element in types} if types is not None else set()
    return CALENDAR if f"{_C}calendar" in tags else ADDRESSES if f"{_A}addressbook" in tags else ""


def _hrefs(response: Response, tag: str) -> list[str]:
    element = response.found.get(tag)
    return [] if element is None else [(href.text or "").strip() for href in element.iter(f"{DAV}href") if href.text]


def _members(responses: Iterable[Response], own: str) -> dict[str, str]:
    """The objects among the responses: neither the collection itself nor collections in it, with their ETags."""
    return {
        each.href: each.text(f"{DAV}getetag")
        for each in responses
        if each.status == 200 and each.href.rstrip("/") != own.rstrip("/") and not each.href.endswith("/")
        and each.found.get(f"{DAV}resourcetype", Element("")).find(f"{DAV}collection") is None
    }  # fmt: skip


def _xml(body: str) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>' + body.encode()
