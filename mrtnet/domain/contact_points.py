"""E-mail addresses, phone numbers and links in what people type: recognised, cleaned, and made comparable.

Recognising needs no library; `normal` uses phonenumbers, which is imported at the first phone number. A fictional
555-01xx number is a number like any other. Links: http and https only.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from mrtnet.domain.forms import LINE, Reach

Type = Literal["", "work", "home", "cell", "fax", "other"]


class Found(NamedTuple):
    """A way to reach somebody inside a text: where it stands (its label included) and what it is."""

    start: int
    end: int
    reach: Reach


_TYPES: dict[str, Type] = {
    **dict.fromkeys(["c", "m", "cell", "cellphone", "mobile", "mob", "text", "sms", "whatsapp", "handy"], "cell"),
    **dict.fromkeys(["w", "o", "d", "work", "office", "direct", "desk", "main", "business", "bus", "dir"], "work"),
    **dict.fromkeys(["h", "home", "private", "personal"], "home"),
    **dict.fromkeys(["f", "fax", "facsimile"], "fax"),
    **dict.fromkeys(
        ["p", "t", "ph", "tel", "phone", "telephone", "call", "e", "email", "e-mail", "mail", "mailto"], ""
    ),
}
_LABEL_WORDS = "|".join(sorted(map(re.escape, _TYPES), key=len, reverse=True))
_LABEL = re.compile(
    rf"(?<![\w@.])(?:(?P<label>{_LABEL_WORDS})"
    r"(?:[ \t]+(?P<second>phone|number|line|no|email|e-mail|mail|direct|cell|mobile|fax))?"
    r"\.?[ \t]*(?P<mark>[:=.#]|\([a-z]\))?[ \t]*)$",
    re.I,
)
_TRAILING_TYPE = re.compile(r"[ \t]*\((?P<label>cell|mobile|m|c|work|office|w|o|direct|home|h|fax|f)\)", re.I)

_EMAIL = re.compile(
    r"<?(?:mailto:)?(?P<mail>[^\s@<>()\[\]\"“”,;:|\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,8}[^\W\d_][\w-]{0,22}[^\W_])(?:\?[^\s>]*)?>?",
    re.I,
)
_NUMBER = re.compile(
    r"(?<![\w@/.+-])(?P<number>"
    r"\+\d(?:[ \t().\-/–\u00a0]{0,3}\d){6,14}"  # international
    r"|(?:1[ .\-]?)?\(?\d{3}\)?[ .\-–/\u00a0]{0,2}\d{3}[ .\-–\u00a0]?\d{4}"  # North America, ten digits
    r"|\d{3}[.\-–]\d{4}"  # North America, seven digits
    r"|\(?0\d(?:[ \t().\-/\u00a0]{0,3}\d){5,13}"  # national with a trunk zero, only behind a label
    r")(?!\d)(?![.\-/]\d)(?P<ext>[ \t,;]{0,3}(?:ext(?:ension)?\.?|x|#)[ \t:.=]{0,2}(?P<extension>\d{1,7}))?(?![\w@])",
    re.I,
)
_DOMAINS = (
    "com|org|net|edu|gov|mil|io|co|us|ca|uk|de|fr|es|it|nl|ie|au|nz|in|ng|gh|ke|za|mx|br|ar|cl|pl|hu|se|no|dk|fi|pt|ch|"
    "at|be|jp|kr|cn|tw|hk|sg|ph|vn|health|care|hospital|clinic|info|me|biz|dev|app|page|ai|tv|link|online|site|example"
)
_LINK = re.compile(
    r"<?(?P<url>https?://[^\s<>\"“”|]{1,2000}"
    rf"|(?<![\w@./-])(?:www\.)?(?:[a-z0-9](?:[a-z0-9-]{{0,61}}[a-z0-9])?\.){{1,6}}(?:{_DOMAINS})(?![\w-]|\.\w)(?:/[^\s<>\"“”|,;]*)?"
    r"|(?<![\w@./-])in/[\w%-]{3,100}/?(?!\S)"
    r")>?",
    re.I,
)
_LABELLED_HANDLE = re.compile(r"(?<!\w)linked-?in[ \t]*[:=][ \t]*@?(?P<handle>[\w-]{3,100})(?![\w.@/:])", re.I)
_LINK_LABEL = re.compile(r"(?<!\w)(?:linked-?in|web ?site|web|url|homepage|profile|site|blog)[ \t]*[:=][ \t]*$", re.I)
_CHAT = re.compile(r"(?<!\w)(?P<scheme>skype|xmpp|sip|matrix)[ \t]*:[ \t]*(?P<handle>[^\s,;|<>\"]{2,200})", re.I)
_PROFILE = re.compile(r"^(?:[\w-]+\.)*linkedin\.com$", re.I)
_PLAIN_LINK = re.compile(r"https?://(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w~-]+)*/?)", re.ASCII)
_TRACKING = re.compile(
    r"^(?:utm_\w+|trk\w*|tracking\w*|lipi|licu|miniProfileUrn|originalSubdomain|fbclid|gclid|dclid|msclkid|mc_[ce]id"
    r"|igshid|igsh|_hs\w+|mkt_tok|yclid|ref_src|si)$",
    re.I,
)


def read_reach(text: str) -> Reach | None:
    """The e-mail address, phone number or link that the whole text is, with its label; None if it is anything else."""
    text = text.strip().rstrip(",;")
    found = next(iter(scan(text)), None)
    if found is None or text[: found.start].strip(" <") or text[found.end :].strip(" >.,;"):
        return None
    return found.reach


def find_reaches(text: str) -> tuple[list[Reach], str]:
    """All ways to reach somebody in a text, and the text without them."""
    found = scan(text)
    rest, end = [], 0
    for item in found:
        rest.append(text[end : item.start])
        end = item.end
    rest.append(text[end:])
    return [item.reach for item in found], " ".join(" ".join(rest).split())


def scan(text: str) -> list[Found]:
    """The same with places, in the order of the text; nothing overlaps."""
    taken: list[Found] = []
    free = list(text)
    for seek in (_emails, _chats, _links, _phones):
        for found in seek("".join(free)):
            taken.append(found)
            free[found.start : found.end] = "\n" * (found.end - found.start)
    return sorted(taken, key=lambda found: found.start)


def normal(reach: Reach, region: str = "US") -> str:
    """What two spellings of one address, number or link have in common, for finding duplicates.

    E-mail small; phone E.164 with ";ext="; link without scheme, "www.", query of trackers and closing slash.
    """
    return _normal(reach.property, reach.value, region)


@lru_cache(maxsize=200_000)
def _normal(kind: str, value: str, region: str) -> str:
    match kind:
        case "EMAIL":
            return value.casefold()
        case "TEL":
            return _e164(value, region)
        case "URL" if (plain := _PLAIN_LINK.fullmatch(value)) is not None:  # most there are
            return plain[1] + (plain[2].casefold() if _PROFILE.match(plain[1]) else plain[2]).rstrip("/")
        case "URL":
            parts = urlsplit(clean_link(value) or "https://" + value)
            host = (parts.netloc.rpartition("@")[2]).lower().removeprefix("www.")
            path = unquote(parts.path).rstrip("/")
            known = host + (path.casefold() if _PROFILE.match(host) else path)
            return known + (f"?{parts.query}" if parts.query else "")
        case _:
            return value.casefold().replace(" ", "")


def clean_link(text: str) -> str | None:
    """The link as it is kept: with a scheme, without trackers and user names; None for anything but http and https."""
    text = text.strip().strip("<>")
    if (plain := _PLAIN_LINK.fullmatch(text)) is not None:  # most there are
        parts = plain[2].strip("/").split("/", 2)
        if not _PROFILE.match(plain[1]) or parts[0] not in ("in", "pub") or len(parts) < 2:
            return text
        return f"https://www.linkedin.com/{parts[0]}/{parts[1]}"
    if re.match(r"[a-z][a-z0-9+.-]*:(?!\d)", text, re.I) and not re.match(r"https?://[^/\s]", text, re.I):
        return None
    if re.match(r"in/[\w%-]+", text, re.I):
        text = "www.linkedin.com/" + text
    try:
        parts = urlsplit(text if re.match(r"https?://", text, re.I) else "https://" + text)
        host = parts.hostname or ""
    except ValueError:
        return None
    if "." not in host:
        return None
    if _PROFILE.match(host) and re.match(r"/(?:in|pub)/[^/]", parts.path):
        handle = "/".join(parts.path.strip("/").split("/")[:2])
        return f"https://www.linkedin.com/{handle}"
    query = parts.query
    if any(_TRACKING.match(key) for key, _value in parse_qsl(query, keep_blank_values=True)):
        query = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if not _TRACKING.match(pair[0])])
    netloc = parts.netloc.lower().rpartition("@")[2]  # "https://bank.example@evil.example" looks like the bank
    return urlunsplit(parts._replace(scheme=parts.scheme.lower(), netloc=netloc, query=query))


def profile_words(link: str) -> str:
    """The words in the handle of a LinkedIn profile: "/in/rosa-delgado-rhit-1a2b3c" -> "rosa delgado rhit".

    Empty for any other link and for a handle that is only a code.
    """
    parts = urlsplit(link)
    if not _PROFILE.match(parts.hostname or ""):
        return ""
    handle = unquote(parts.path).strip("/").split("/")[1:2]
    words = [word for word in re.split(r"[-_]+", handle[0] if handle else "") if word]
    while len(words) > 1 and re.search(r"\d", words[-1]):
        words.pop()
    return " ".join(words) if words and not any(re.search(r"\d", word) for word in words) else ""


def _emails(text: str) -> Iterator[Found]:
    if "@" not in text:
        return
    for match in _EMAIL.finditer(text):
        if ".." in match["mail"]:
            continue
        local = match["mail"].lstrip(".'‘’-*•")
        if local.startswith("@"):
            continue
        start, kind, label = _labelled(text, match.start())
        yield from _found(start, match.end(), "EMAIL", local, kind, label)


def _phones(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        number = match["number"]
        start, kind, label = _labelled(text, match.start())
        digits = sum(letter.isdigit() for letter in number)
        if number.lstrip("(").startswith("0") and not number.startswith("00") and start == match.start():
            continue
        if digits == 10 and number.isdigit() and start == match.start() and not re.match(r"[2-9]\d\d[2-9]", number):
            continue
        value = number.strip() + (f" ext. {match['extension']}" if match["extension"] else "")
        end = match.end()
        if trailing := _TRAILING_TYPE.match(text, end):
            end, kind = trailing.end(), _TYPES[trailing["label"].lower()]
        yield from _found(start, end, "TEL", value, kind, label)


def _links(text: str) -> Iterator[Found]:
    for match in _LABELLED_HANDLE.finditer(text):
        profile = f"https://www.linkedin.com/in/{match['handle']}"
        yield from _found(match.start(), match.end(), "URL", profile, "", "LinkedIn")
    if "." not in text and "in/" not in text:
        return
    for match in _LINK.finditer(text):
        raw = match["url"].rstrip(".,;:!?'’*")
        if raw.endswith(")") and raw.count("(") < raw.count(")"):
            raw = raw.rstrip(")")
        link = clean_link(raw)
        if link is None:
            continue
        whole = raw == match["url"]
        end = match.end() if whole else match.start("url") + len(raw)
        before = _LINK_LABEL.search(text, max(0, match.start() - 30), match.start())
        label = "LinkedIn" if _PROFILE.match(urlsplit(link).hostname or "") else ""
        yield from _found(before.start() if before else match.start(), end, "URL", link, "", label)


def _chats(text: str) -> Iterator[Found]:
    for match in _CHAT.finditer(text):
        yield from _found(match.start(), match.end(), "IMPP", f"{match['scheme'].lower()}:{match['handle']}", "", "")


def _found(
    start: int, end: int, prop: Literal["EMAIL", "TEL", "URL", "IMPP"], value: str, kind: Type, label: str
) -> Iterator[Found]:
    if len(value) <= LINE:
        yield Found(start, end, Reach(property=prop, value=value, type=kind, label=label))


def _labelled(text: str, at: int) -> tuple[int, Type, str]:
    """Where the label before this place begins, and the type and label it gives."""
    before = _LABEL.search(text, max(0, at - 30), at)
    if before is None:
        return at, "", ""
    word, second = before["label"].lower(), (before["second"] or "").lower()
    if len(word) == 1 and not before["mark"] and not before[0].rstrip().endswith("."):
        begins = not text[: before.start()].rstrip(" ") or text[: before.start()].rstrip(" ")[-1] in "\n;|,\t/•·"
        if not begins:
            return at, "", ""  # "Ana C 555-0148": the C belongs to the name
    label = "WhatsApp" if word == "whatsapp" else ""
    return before.start(), _TYPES[word] or _TYPES.get(second, ""), label


def _e164(value: str, region: str) -> str:
    import phonenumbers  # 43 ms: only when a number is compared

    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return re.sub(r"\D", "", value)
    extension = f";ext={number.extension}" if number.extension else ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) + extension
