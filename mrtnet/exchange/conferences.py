"""Links to video meetings in an entry: Teams, Zoom, Meet, Webex and others, also where mail programs hide them."""

import re
from urllib.parse import parse_qs, urlsplit

_LINK = re.compile(r"https?://[^\s<>\"'\\^`{|}\[\]]{1,2000}", re.IGNORECASE)
_ROOMS = re.compile(
    r"(?:teams\.microsoft\.(?:com|us)/(?:l/meetup-join|meet)|teams\.live\.com/(?:l/meetup-join|meet)"
    r"|(?:[\w-]+\.)*zoom(?:gov)?\.(?:us|com)/(?:j|my|w|s|wc|meeting)|meet\.google\.com/|(?:[\w-]+\.)+webex\.com/"
    r"|whereby\.com/|(?:[\w-]+\.)*gotomeeting\.com/|meet\.goto\.com/|gotomeet\.me/|meet\.jit\.si/|bluejeans\.com/"
    r"|chime\.aws/|meet\.lync\.com/|join\.skype\.com/|(?:[\w-]+\.)*ringcentral\.com/(?:j|join)|facetime\.apple\.com/)",
    re.IGNORECASE,
)
_WRAPPERS = {"safelinks.protection.outlook.com": "url", "www.google.com": "q", "urldefense.proofpoint.com": "u"}
_MOST = 10


def links_in(*texts: str) -> tuple[str, ...]:
    """The meeting links of the texts in order, each once; links that protect others are opened up."""
    found: dict[str, None] = {}
    for text in texts:
        if "://" not in text:
            continue
        for match in _LINK.finditer(text):
            link = _unwrapped(match[0].rstrip(".,;:!?)>"))
            if _ROOMS.match(link.partition("://")[2]):
                found[link] = None
            if len(found) >= _MOST:
                return tuple(found)
    return tuple(found)


def web_link(value: str) -> str:
    """The value if it is a link that a program may open, else ""."""
    said = value.strip().strip("<>")
    return said if re.fullmatch(r"(?:https?://\S{1,3000}|tel:\S{1,60}|mailto:\S{1,300})", said, re.IGNORECASE) else ""


def _unwrapped(link: str) -> str:
    """The address inside of a link that a mail program put around it."""
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return link
    for wrapper, name in _WRAPPERS.items():
        if host == wrapper or host.endswith("." + wrapper):
            inner = parse_qs(parts.query).get(name, [""])[0]
            return inner if _LINK.fullmatch(inner) else link
    return link
