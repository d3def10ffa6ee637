"""What the columns of an address table hold: the headers of LinkedIn, Google, Outlook, Thunderbird and of plain lists.

A column's field is a key of `FIELDS`, mostly a vCard property (RFC 6350) with its part or type. Known headers are rules
rather than lists, so that "Phone 7 - Value" is known without having been seen.
"""

import re
from collections.abc import Mapping, Sequence

from mrtnet.domain.contact_points import read_reach
from mrtnet.domain.names import fold
from mrtnet.domain.quick_rows import header_meaning
from mrtnet.exchange.foreign_columns import foreign_field
from mrtnet.words import later

FIELDS: Mapping[str, str] = {
    "FN": later("Name"), "N.given": later("First name"), "N.additional": later("Middle name"),
    "N.family": later("Last name"), "N.prefix": later("Name prefix"), "N.suffix": later("Suffix or credentials"),
    "NICKNAME": later("Nickname"), "PRONOUNS": later("Pronouns"), "PHONETIC": later("Pronunciation"),
    "ORG.name": later("Employer"), "ORG.unit": later("Department"), "TITLE": later("Job title"),
    "EMAIL": later("Email"), "EMAIL.work": later("Email, work"), "EMAIL.home": later("Email, home"),
    "TEL": later("Phone"), "TEL.work": later("Phone, work"), "TEL.home": later("Phone, home"),
    "TEL.cell": later("Mobile phone"), "TEL.fax": later("Fax"), "TEL.other": later("Phone, other"),
    "URL": later("Link"), "IMPP": later("Chat"), "reach": later("Email, phone or link"),
    **{f"ADR.{kind}.{part}": title for kind in ("work", "home", "other", "any") for part, title in (
        ("street", later("Street")), ("locality", later("City")), ("region", later("State or region")),
        ("code", later("Postal code")), ("country", later("Country")))},
    "BDAY": later("Birthday"), "BDAY.year": later("Birth year"), "BDAY.month": later("Birth month"),
    "BDAY.day": later("Birth day"), "CATEGORIES": later("Tags"), "NOTE": later("Note"), "LANG": later("Languages"),
    "met_on": later("Met on"), "met_where": later("Met at"), "met_through": later("Met through"),
    "talked_about": later("Talked about"), "label": later("Label of the next column"), "told": later("Into the note"),
    "skip": later("Leave out"),
}  # fmt: skip
_MEANINGS = {
    "name": "FN", "given": "N.given", "family": "N.family", "credentials": "N.suffix", "title": "TITLE",
    "employer": "ORG.name", "department": "ORG.unit", "reach": "reach", "cell": "TEL.cell", "fax": "TEL.fax",
    "note": "NOTE", "talk": "talked_about", "tags": "CATEGORIES", "pronouns": "PRONOUNS", "met_on": "met_on",
    "met_where": "met_where", "met_through": "met_through",
}  # fmt: skip
_PART = {
    "street": "street", "address": "street", "address 2": "street", "street 2": "street", "street 3": "street",
    "address po box": "street", "po box": "street", "extended address": "street", "city": "locality",
    "state": "region", "region": "region", "province": "region", "postal code": "code",
    "zipcode": "code", "zip": "code", "country": "country", "country/region": "country",
    "state/province": "region", "zip/postal code": "code",
}  # fmt: skip
_PARTS = "|".join(sorted(map(re.escape, _PART), key=len, reverse=True))
_KINDS = {
    "business": "work",
    "work": "work",
    "home": "home",
    "other": "other",
    "company": "work",
    "office": "work",
    "mailing": "other",
}
_RULES: tuple[tuple[str, str], ...] = (
    (r"(?:e-?mail|phone|address|website|im|event|relation|custom field) \d+ - (?:label|type)", "label"),
    (r"e-?mail \d+ - value|(?:primary|secondary|other|second|alternate) e-?mail(?: address)?|e-?mail ?\d(?: address)?"
     r"|mail|mozillasecondemail|e-?mail [2-9] address", "EMAIL"),
    (r"(?:work|business|office) e-?mail(?: address)?", "EMAIL.work"),
    (r"(?:home|personal|private) e-?mail(?: address)?", "EMAIL.home"),
    (r"e-?mail(?: \d)? (?:type|display name)|organization \d+ - type|file as|display name - yomi|initials|photo"
     r"|address \d+ - formatted|sensitivity|priority|private|internet free busy|directory server|billing information"
     r"|mileage|e-?mail format|preferred ?mail|mozillauses?html|modifytimestamp|short name", "skip"),
    (r"phone \d+ - value|primary phone|phone ?\d?|main phone|company main phone|telephone", "TEL"),
    (r"(?:business|work|office) phone(?: ?\d)?|telephonenumber|direct phone", "TEL.work"),
    (r"(?:home|private) phone(?: ?\d)?|homephone", "TEL.home"),
    (r"(?:mobile|cell)(?: (?:phone|number))?|mobilenumber", "TEL.cell"),
    (r"(?:business |home |other |work )?fax(?: number)?|facsimiletelephonenumber", "TEL.fax"),
    (r"(?:other|car|radio) phone|pager(?: number)?|callback|tty/tdd phone|isdn|telex", "TEL.other"),
    (r"website \d+ - value|web ?page(?: \d)?|(?:work|home)url|mozilla(?:work|home)url|personal web page", "URL"),
    (r"screen name|im \d+ - value|im address|mozilla_aimscreenname|skype", "IMPP"),
    (r"name prefix|prefix|salutation|anrede|honorific", "N.prefix"), (r"name suffix|generation", "N.suffix"),
    (r"middle names?|additional name|middle initial", "N.additional"), (r"givenname|vorname", "N.given"),
    (r"sn|nachname|last ?name", "N.family"), (r"cn|displayname|display name", "FN"),
    (r"nickname|mozillanickname|xmozillanickname", "NICKNAME"),
    (r"organization(?: \d+ -)? name|organization|o|company ?name|account name|firma", "ORG.name"),
    (r"organization(?: \d+ -)? title|position title|jobtitle", "TITLE"),
    (r"organization(?: \d+ -)? department|ou|department ?name", "ORG.unit"),
    (r"phonetic (?:first|middle|last) name|(?:given|additional|family) name yomi|yomi name", "PHONETIC"),
    (r"birthday|birth ?date|date of birth|geburtstag", "BDAY"),
    (r"birth ?year", "BDAY.year"), (r"birth ?month", "BDAY.month"), (r"birth ?day", "BDAY.day"),
    (r"labels|group membership|categories|keywords", "CATEGORIES"), (r"description|bemerkung(?:en)?", "NOTE"),
    (r"languages?|sprache", "LANG"),
    (r"streetaddress|street", "ADR.any.street"), (r"l|city|town|ort", "ADR.any.locality"),
    (r"st|state|region|province", "ADR.any.region"), (r"postalcode|zip(?: code)?|postal code|plz", "ADR.any.code"),
    (r"c|co|countryname|country", "ADR.any.country"),
)  # fmt: skip
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where words are joined in a header: "FullName"."""
_COMPILED = tuple((re.compile(rule), field) for rule, field in _RULES)
_GOOGLE_ADDRESS = re.compile(rf"address (\d+) - ({_PARTS})")
_TYPED_ADDRESS = re.compile(rf"({'|'.join(_KINDS)}) ({_PARTS})")
_MOZILLA_HOME = re.compile(r"mozillahome(street2?|localityname|state|postalcode|countryname)")
_MOZILLA_PARTS = {"street": "street", "street2": "street", "localityname": "locality", "state": "region",
                  "postalcode": "code", "countryname": "country"}  # fmt: skip


def guessed_fields(columns: Sequence[str], rows: Sequence[Sequence[str]], *, named: bool) -> dict[int, str]:
    """The field of each column that is known, by its header or, where there is none, by what most cells hold.

    A field of a person's name is taken once; "Title" is a prefix where "Job Title" stands too (Outlook).
    """
    found = {at: field for at, header in enumerate(columns) if named and (field := field_of(header))}
    if "job title" in {_plain(header) for header in columns}:
        found |= {at: "N.prefix" for at, header in enumerate(columns) if _plain(header) == "title"}
    if named:
        _settle(found, rows)
    known = {field.partition(".")[0] for field in found.values()}
    for at in range(len(columns)):
        field = _by_content([row[at] for row in rows if at < len(row) and row[at].strip()]) if at not in found else ""
        if field and field not in known:
            found[at] = field
    if not named and rows and "FN" not in found.values():
        free = next((at for at in range(len(columns)) if at not in found), None)
        found |= {free: "FN"} if free is not None else {}
    return found


def _settle(found: dict[int, str], rows: Sequence[Sequence[str]]) -> None:
    """What a header means beside the others: "Name" beside "Vorname" is the family name, "Nome" beside "Cognome" the
    given one, "Birthday" beside a birth year the day of the month.
    """
    at = {field: place for place, field in reversed(found.items())}
    missing = {"N.given", "N.family"} - at.keys()
    if "FN" in at and len(missing) == 1:
        (other,) = {"N.given", "N.family"} - missing
        pairs = [(row[at["FN"]], row[at[other]]) for row in rows if max(at["FN"], at[other]) < len(row)]
        if sum(bool(part.strip()) and part.strip() in whole for whole, part in pairs) * 2 <= len(pairs):
            found[at["FN"]] = missing.pop()
    if "BDAY" in at and "BDAY.year" in at and "BDAY.day" not in at:
        found[at["BDAY"]] = "BDAY.day"


def field_of(header: str) -> str:
    """The field a header names, "" if nobody knows it."""
    field = _field_of(header)
    return field or _field_of(_JOINED.sub(" ", header))


def _field_of(header: str) -> str:
    plain = _plain(header)
    if match := _GOOGLE_ADDRESS.fullmatch(plain):
        return f"ADR.{match[1]}.{_PART[match[2]]}"
    if match := _TYPED_ADDRESS.fullmatch(plain):
        return f"ADR.{_KINDS[match[1]]}.{_PART[match[2]]}"
    if match := _MOZILLA_HOME.fullmatch(plain):
        return f"ADR.home.{_MOZILLA_PARTS[match[1]]}"
    for rule, field in _COMPILED:
        if rule.fullmatch(plain):
            return field
    return _MEANINGS.get(header_meaning(header), "") or foreign_field(header)


def _plain(header: str) -> str:
    return " ".join(fold(header).replace("_", " ").strip(" :*\ufeff\"'").split())


def _by_content(cells: Sequence[str]) -> str:
    read = [found.property for cell in cells if (found := read_reach(cell)) is not None]
    for field in ("EMAIL", "TEL", "URL"):
        if read.count(field) * 2 > len(cells):
            return field
    return ""
