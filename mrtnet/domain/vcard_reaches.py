"""E-mail addresses, phone numbers, links, chats and postal addresses of a vCard, with their types and labels."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from mrtnet.domain.cleaning import clean_line
from mrtnet.domain.contact_points import clean_link
from mrtnet.domain.forms import LINE, Address, Reach
from mrtnet.domain.names import fold, word_set
from mrtnet.domain.vcard_lines import Line, unescaped

Type = Literal["", "work", "home", "cell", "fax", "other"]

SERVICES = {
    "X-AIM": "aim", "X-ICQ": "icq", "X-JABBER": "xmpp", "X-MSN": "msn", "X-YAHOO": "yahoo", "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype", "X-GTALK": "gtalk", "X-GOOGLE-TALK": "gtalk",
    "X-QQ": "qq", "X-GADUGADU": "gadugadu", "X-GROUPWISE": "groupwise", "X-TWITTER": "twitter", "X-MATRIX": "matrix",
    "X-TELEGRAM": "telegram", "X-SIP": "sip", "X-SAMETIME": "sametime", "X-MS-IMADDRESS": "im", "X-SIGNAL": "signal",
    "X-KADDRESSBOOK-X-IMADDRESS": "im", "X-MESSAGING-XMPP-ALL": "xmpp", "X-WHATSAPP": "whatsapp",
}  # fmt: skip
"""Chat properties of many programs, by the scheme they are kept under (RFC 4770 has only IMPP)."""
_TYPES: dict[str, Type] = {
    **dict.fromkeys(["work", "business", "office", "company"], "work"),
    **dict.fromkeys(["home", "private", "personal"], "home"),
    **dict.fromkeys(["cell", "mobile", "iphone", "car-cell"], "cell"),
    **dict.fromkeys(["fax", "homefax", "workfax", "otherfax"], "fax"),
    "other": "other",
}
_NOISE = word_set(
    "internet voice pref msg text textphone video pcs isdn modem bbs x400 dom intl postal parcel default inline email "
    "e-mail phone tel url homepage address web-page website profile textmessage uri vcard x-unknown image json public"
)
_SAYS = {"pager": "Pager", "main": "Main", "car": "Car", "whatsapp": "WhatsApp", "linkedin": "LinkedIn"}
_ENCODED = re.compile("%(?:2c|3b|5c)", re.I)
_MAILTO = re.compile("^mailto:", re.I)
_CHAT = re.compile("(?:sips?|xmpp):", re.I)
_LINKEDIN = re.compile(r"https?://(?:[\w-]+\.)*linkedin\.com(?:[/:]|$)", re.I)
_APPLE = re.compile(r"_?\$!<(.*?)>!\$_?$", re.S)
_US_PLACE = re.compile(r"(?P<locality>[^,\d][^,]*),?\s+(?P<region>[A-Z]{2})\.?,?\s+(?P<code>\d{5}(?:-\d{4})?)")
_MAIL_IN_BRACKETS = re.compile(r"[^<>]*<\s*([^<>\s]+@[^<>\s]+)\s*>")


def kind_and_label(line: Line, label: str = "", *, plain: bool = False) -> tuple[Type, str]:
    """The type and the label that TYPE, X-ABLABEL and X-LABEL give; `plain`: the label alone, as words."""
    if not (line.parameters or line.group or label or plain):
        return "", ""
    types = tuple(line.types)
    if not plain and len(label) < 100 and sum(map(len, types)) < 200:
        return _usual_kind(types, line.group.lower(), label, line.parameter("X-LABEL"))
    return _kind(types, line.group.lower(), label, line.parameter("X-LABEL"), plain)


@lru_cache(maxsize=2048)
def _usual_kind(types: tuple[str, ...], group: str, label: str, own_label: str) -> tuple[Type, str]:
    return _kind(types, group, label, own_label)


def _kind(types: tuple[str, ...], group: str, label: str, own_label: str, plain: bool = False) -> tuple[Type, str]:
    words = [word for word in [*types, group] if word]
    match = _APPLE.match(label.strip())
    said = str(clean_line(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", match[1]).capitalize() if match else label))
    key = (match[1] if match else label).strip().lower()
    if plain:
        return "", said
    told = str(clean_line(own_label))
    if key in _TYPES:
        words.append(key)
    elif said and key not in _NOISE:
        told = told or _SAYS.get(key, said)
    kinds = [_TYPES[word] for word in words if word in _TYPES]
    kind: Type = next((one for one in ("fax", "cell", "work", "home", "other") if one in kinds), "")
    where = next((one for one in ("work", "home") if one in kinds and kind in ("fax", "cell")), "")
    if key in ("homefax", "workfax"):
        where = key[:4]
    own = next((word for word in types if word not in _TYPES and word not in _NOISE), "")
    told = told or _SAYS.get(own.removeprefix("x-"), own.removeprefix("x-").replace("_", " ").capitalize())
    return kind or ("other" if own == "pager" else ""), (told or where.capitalize())[:LINE]


def label_words(line: Line) -> str:
    """What a line is called when the note tells it: "Twitter", "Email"."""
    service = line.parameter("X-SERVICE-TYPE") or line.parameter("SERVICE-TYPE") or next(iter(line.types), "")
    name = service if line.name.endswith("PROFILE") and service else line.name.removeprefix("X-")
    return name.capitalize()


def reach(line: Line, label: str) -> Reach | None:
    """The way to reach her that a line gives; None if there is none in it, or no link that may be opened."""
    text = str(clean_line(unescaped(line.value)))
    kind, told = kind_and_label(line, label)
    match line.name:
        case "EMAIL":
            bracketed = _MAIL_IN_BRACKETS.fullmatch(text) if "<" in text else None
            return _made("EMAIL", bracketed[1] if bracketed else _MAILTO.sub("", text), kind, told)
        case "TEL":
            if _CHAT.match(text):
                return _made("IMPP", text, kind, told)
            return _made("TEL", _number(text), kind, told)
        case "URL" | "CONTACT-URI":
            return _link(text, kind, told)
        case "X-SOCIALPROFILE" | "SOCIALPROFILE":
            found = _link(text, "" if kind == "other" else kind, _service(line) or told)
            return None if found is None or not re.match(r"https?:", text, re.I) else found
        case "IMPP":
            return _made("IMPP", re.sub(r"^x-apple:", "", text, flags=re.I), kind, _service(line) or told)
        case _:
            scheme = SERVICES[line.name]
            bare = re.sub(rf"^{scheme}:", "", text, flags=re.I)
            return _made("IMPP", f"{scheme}:{bare}", kind, told)


def _service(line: Line) -> str:
    """The service that a profile or chat names: X-SERVICE-TYPE (Apple), SERVICE-TYPE (RFC 9554), TYPE=twitter."""
    named = line.parameter("X-SERVICE-TYPE") or line.parameter("SERVICE-TYPE")
    if not named and line.name.endswith("PROFILE"):
        named = next((word for word in line.types if word not in _TYPES and word not in _NOISE), "")
    plain = str(clean_line(named))[:LINE]
    return _SAYS.get(plain.lower(), plain.capitalize() if plain.islower() else plain)


def _link(text: str, kind: Type, told: str) -> Reach | None:
    if "%" in text:
        text = _ENCODED.sub(lambda match: unquote(match[0]), text)  # as we write them, for the sake of others
    link = clean_link(text)
    if link is None or " " in text:
        return None
    if not told and is_profile(link):
        told = "LinkedIn"
    return _made("URL", link, kind, told)


def is_profile(link: str) -> bool:
    """Whether a link leads to LinkedIn."""
    return _LINKEDIN.match(link) is not None


def _made(name: Literal["EMAIL", "TEL", "URL", "IMPP"], value: str, kind: Type, told: str) -> Reach | None:
    value = value.strip()
    if not value or len(value) > LINE:
        return None
    value, told = str(clean_line(value)), str(clean_line(told))
    if max(len(value), len(told)) < LINE:  # what is checked of a Reach is certain here
        return Reach.trusted({"property": name, "value": value, "type": kind, "label": told})
    return Reach(property=name, value=value, type=kind, label=told)


def _number(text: str) -> str:
    """A phone number; of a tel: link (RFC 3966) the number and its extension."""
    if text[:4].lower() != "tel:":
        return text
    number, *more = unquote(text[4:]).split(";")
    extension = next((one[4:] for one in more if one.lower().startswith("ext=")), "")
    return f"{number.strip()} ext. {extension}" if extension else number.strip()


def address(components: list[str], kind: Type, fitted: Callable[[str], str]) -> Address | None:
    """ADR. A whole address in its street or extended field (Gmail) is parted at its line breaks."""
    box, extra, street, locality, region, code, country = (components + [""] * 7)[:7]
    if not any((locality, region, country)) and "\n" in street + extra:
        found = label_address("\n".join(filter(None, (box, extra, street))), kind, fitted)
        if found:
            return found.model_copy(update={"code": fitted(code)}) if code and not found.code else found
    lines = [str(clean_line(line)).strip(" ,") for part in (box, extra, street) for line in part.split("\n")]
    values = [", ".join(filter(None, lines)), locality, region, code, country]
    street, locality, region, code, country = map(fitted, values)
    if not any((street, locality, region, code, country)):
        return None
    told = {"street": street, "locality": locality, "region": region, "code": code, "country": country}
    told = {part: str(clean_line(value)) for part, value in told.items()}
    if max(map(len, told.values())) < LINE:
        return Address.trusted({**told, "type": place(kind)})
    return Address(**told, type=place(kind))


def label_address(text: str, kind: Type, fitted: Callable[[str], str]) -> Address | None:
    """An address written in lines: place and country are taken where they are certain, else all of it is the street."""
    lines = [line for line in (str(clean_line(line)).strip(" ,") for line in text.split("\n")) if line]
    for at in (len(lines) - 1, len(lines) - 2):
        if at < 1 or not (match := _US_PLACE.fullmatch(lines[at])):
            continue
        country = lines[at + 1] if at + 1 < len(lines) else ""
        if not re.search(r"\d", country):
            told = {key: fitted(value.strip()) for key, value in match.groupdict().items()}
            return Address(street=fitted(", ".join(lines[:at])), country=fitted(country), type=place(kind), **told)
    return Address(street=fitted(", ".join(lines)), type=place(kind)) if lines else None


def redundant(label: str, addresses: list[Address], name: str) -> bool:
    """Whether a LABEL says nothing that the addresses and the name do not say."""
    known = " ".join([name, *(" ".join(map(str, found.model_dump().values())) for found in addresses)])
    return set(re.findall(r"\w+", fold(label))) <= set(re.findall(r"\w+", fold(known)))


def place(kind: Type) -> Literal["", "work", "home", "other"]:
    """The type of an address: nobody lives in a phone."""
    return kind if kind not in ("cell", "fax") else "other"  # type: ignore[return-value]
