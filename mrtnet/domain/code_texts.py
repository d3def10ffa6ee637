"""What a QR code says: a business card in any of its spellings, a link to a profile, an address, or nobody.

MECARD is NTT DoCoMo's (values end with ";", a backslash escapes), BIZCARD an older one of the same kind, MATMSG a
message to be sent. All become a vCard or a form; links are kept only if they are plain https.
"""

import re
from datetime import date
from urllib.parse import unquote, urlsplit

from mrtnet.domain.contact_points import clean_link, profile_words, read_reach
from mrtnet.domain.credentials import split_credentials
from mrtnet.domain.forms import PersonForm, Reach
from mrtnet.domain.names import name_case
from mrtnet.domain.quick_paste import looks_like_signature, read_signature
from mrtnet.domain.vcard_lines import escaped
from mrtnet.trouble import Trouble
from mrtnet.words import _, later

_VCARD = re.compile(r"BEGIN[ \t]*:[ \t]*VCARD", re.I)
_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*):((?:\\.|[^\\;])*)(?:;|$)", re.S)
_MECARD = {
    "TEL": "TEL", "TEL-AV": "TEL;TYPE=VIDEO", "EMAIL": "EMAIL", "URL": "URL", "NOTE": "NOTE", "MEMO": "NOTE",
    "BDAY": "BDAY", "NICKNAME": "NICKNAME", "ORG": "ORG", "TITLE": "TITLE", "CO": "ORG", "COMPANY": "ORG",
}  # fmt: skip
_BIZCARD = {"T": "TITLE", "C": "ORG", "B": "TEL;TYPE=WORK", "M": "TEL;TYPE=CELL", "F": "TEL;TYPE=FAX", "E": "EMAIL"}
_PROFILES = ("linkedin.com", "xing.com", "orcid.org", "about.me", "linktr.ee", "hihello.me", "blinq.me", "popl.co")
_KINDS = {
    "wifi": later("The code opens a wireless network and names nobody."),
    "otpauth": later("The code is the key to somebody's account and names nobody. Keep it to yourself."),
    "otpauth-migration": later("The code is the key to somebody's account and names nobody. Keep it to yourself."),
    "geo": later("The code is a place on the map and names nobody."),
    "bitcoin": later("The code asks for a payment and names nobody."),
    "upi": later("The code asks for a payment and names nobody."),
    "javascript": later("The code is a program and no card. It was left alone."),
    "data": later("The code is a file and no card. It was left alone."),
    "file": later("The code points into a computer and names nobody. It was left alone."),
}


def card_text(text: str) -> str:
    """The vCard that a code is, or that its MECARD or BIZCARD comes to; "" for anything else."""
    start = text.strip()[:40].upper()
    if _VCARD.search(start):
        return text
    if start.startswith("MECARD:"):
        return _mecard(text.strip()[7:])
    if start.startswith("BIZCARD:"):
        return _bizcard(text.strip()[8:])
    return ""


def person_in_text(text: str, *, today: date) -> PersonForm | None:
    """The person of any other code: a profile, an address, a number, a signature; None where there is none."""
    told = text.strip()
    scheme, _colon, rest = told.partition(":")
    match scheme.lower():
        case "matmsg":
            return _reached("EMAIL", dict(_fields(rest)).get("TO", ""))
        case "mailto" | "smtp":
            return _reached("EMAIL", unquote(re.split(r"[?:]", rest)[0]))
        case "tel" | "sms" | "smsto":
            return _reached("TEL", re.split(r"[:?;]", rest)[0])
        case "http" | "https":
            return _profile(told)
    if looks_like_signature(told):
        try:
            return read_signature(told, today=today).form
        except Trouble:
            return None
    reach = read_reach(told)
    if reach is not None and reach.property == "URL":
        return _profile("https://" + told.partition("://")[2] if "://" in told else "https://" + told)
    return PersonForm(reaches=[reach]) if reach is not None else None


def refusal(text: str) -> str:
    """What a code is that names nobody, in one sentence."""
    told = text.strip()
    scheme = told.partition(":")[0].lower()
    if scheme in _KINDS:
        return _(_KINDS[scheme])
    if re.match(r"BEGIN:(?:VEVENT|VCALENDAR)", told, re.I):
        return _("The code is a date for the calendar and names nobody.")
    if scheme in ("http", "https"):
        host = _host(told)
        if host:
            return _("The code is a link to {host} and names nobody.").format(host=host)
        return _("The code is a link in disguise: it does not lead where it seems to. It was left alone.")
    return _("The code is plain text and names nobody.")


def _fields(body: str) -> list[tuple[str, str]]:
    """The fields of a MECARD or its like, in order, without their escapes."""
    return [(match[1].upper(), re.sub(r"\\(.)", r"\1", match[2], flags=re.S)) for match in _FIELD.finditer(body)]


def _mecard(body: str) -> str:
    lines: list[str] = []
    for raw in _FIELD.finditer(body):
        key, value = raw[1].upper(), re.sub(r"\\(.)", r"\1", raw[2], flags=re.S).strip()
        if not value:
            continue
        if key == "N":
            family, _comma, given = (part.strip() for part in re.sub(r"\\(.)", r"\1", raw[2]).partition(","))
            lines.append(f"N:{escaped(family)};{escaped(given)};;;" if given else f"FN:{escaped(family)}")
        elif key == "ADR":
            parts = [part.strip() for part in value.split(",")]
            lines.append("ADR:" + ";".join(escaped(part) for part in ([*parts, *[""] * 7][:7] if len(parts) > 3 else
                                                                    ["", "", value, "", "", "", ""])))  # fmt: skip
        elif key == "SOUND":
            lines.append(f"X-PHONETIC-LAST-NAME:{escaped(value.partition(',')[0].strip())}")
        elif key in _MECARD:
            lines.append(f"{_MECARD[key]}:{escaped(value)}")
    return _vcard(lines)


def _bizcard(body: str) -> str:
    told = dict(_fields(body))
    lines = [f"N:{escaped(told.get('X', ''))};{escaped(told.get('N', ''))};;;"] if told.keys() & {"N", "X"} else []
    lines += [f"{_BIZCARD[key]}:{escaped(value)}" for key, value in told.items() if key in _BIZCARD and value]
    if told.get("A"):
        lines.append(f"ADR:;;{escaped(told['A'])};;;;")
    return _vcard(lines)


def _vcard(lines: list[str]) -> str:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])


def _reached(prop: str, value: str) -> PersonForm | None:
    reach = read_reach(value.strip())
    return PersonForm(reaches=[reach]) if reach is not None and reach.property == prop else None


def _host(link: str) -> str:
    """Where a link leads, "" if it hides that: a name or a password in it, a foreign alphabet, a bare address."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return ""
    plain = re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}", host)
    return host if plain and "@" not in parts.netloc and "xn--" not in host and "\\" not in link else ""


def _profile(link: str) -> PersonForm | None:
    """The person behind a link to a profile, named after the words in it."""
    host = _host(link)
    site = next((each for each in _PROFILES if host == each or host.endswith("." + each)), "")
    if not site or not link.lower().startswith("https://"):
        return None
    clean = clean_link(link)
    if clean is None or not urlsplit(clean).path.strip("/"):
        return None
    reach = Reach(property="URL", value=clean, label="LinkedIn" if site == "linkedin.com" else "")
    name, marks = split_credentials(name_case(profile_words(clean)))
    return PersonForm(name=name, credentials=list(marks), reaches=[reach])
