"""What of a person goes on a card that is handed over: as a QR code that any phone reads, and as a few lines in print.

Small on purpose: each letter makes the dots of the code finer (interop.md 2). vCard 3.0 with CRLF, which phones read.
"""

from typing import NamedTuple

from mrtnet.domain.about import About
from mrtnet.domain.contact_points import clean_link
from mrtnet.domain.credentials import only_marks
from mrtnet.domain.names import split_name, tidy
from mrtnet.domain.rows import PersonDetail
from mrtnet.domain.vcard_lines import escaped
from mrtnet.trouble import Trouble
from mrtnet.words import _

_PHONES = ("cell", "work", "", "other", "home")
"""Which of several numbers is for strangers, best first; a fax is none."""


class CallingCard(NamedTuple):
    """One person's card. `given`, `family` and `prefix` are parts of `name` (RFC 2426 N)."""

    name: str
    given: str = ""
    family: str = ""
    additional: str = ""
    prefix: str = ""
    credentials: tuple[str, ...] = ()
    organization: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    link: str = ""

    @property
    def heading(self) -> str:
        """The name with its marks: "Rosa Delgado-Ruiz, RHIT, CCS"."""
        return ", ".join([self.name, *self.credentials])

    @property
    def work(self) -> str:
        """What she does and where."""
        return ", ".join(filter(None, (self.title, self.organization)))

    @property
    def lines(self) -> list[str]:
        """What stands below the name in print."""
        shown = self.link.removeprefix("https://").removeprefix("http://").removeprefix("www.")
        return [line for line in (self.work, self.email, self.phone, shown) if line]

    @property
    def text(self) -> str:
        """The vCard that the code holds."""
        marks = ",".join(map(escaped, self.credentials))
        parts = map(escaped, (self.family, self.given, self.additional, self.prefix))
        told = {
            "ORG": self.organization, "TITLE": self.title, "TEL": self.phone, "EMAIL": self.email, "URL": self.link,
        }  # fmt: skip
        lines = [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "N:" + ";".join([*parts, marks]),
            f"FN:{escaped(self.name)}",
            *(f"{key}:{escaped(value)}" for key, value in told.items() if value),
            "END:VCARD",
        ]
        return "".join(line + "\r\n" for line in lines)


def card_of_about(about: About) -> CallingCard:
    """Her own card, from what she told about herself. Raises Trouble where no name is known."""
    if not about.name.strip():
        raise Trouble(_("Your card has no name yet. Write it in Settings, General, under “My card”."))
    name = tidy(split_name(about.name))
    marks = only_marks(about.credentials) or [mark.strip() for mark in about.credentials.split(",") if mark.strip()]
    told = about.linkedin.strip().lstrip("@")
    link = clean_link(told if "." in told or "/" in told else f"in/{told}") if told else ""
    return CallingCard(
        about.name, name.given, name.family, name.additional, name.prefix, tuple(marks), about.employer, about.title,
        about.email, about.phone, link or "",
    )  # fmt: skip


def card_of_person(person: PersonDetail) -> CallingCard:
    """The card of somebody on file: her present work, and of each way to reach her the likeliest one."""
    job = next((job for job in person.jobs if job.until is None), None)
    phones = sorted(
        (each for each in person.reaches if each.property == "TEL" and each.type in _PHONES),
        key=lambda each: _PHONES.index(each.type),
    )
    links = [each for each in person.reaches if each.property == "URL" and each.value.startswith("https://")]
    links.sort(key=lambda each: "linkedin.com" not in each.value)
    return CallingCard(
        person.name or " ".join(filter(None, (person.given, person.family))) or person.nickname or "?", person.given,
        person.family, person.additional, person.prefix, person.credentials, job.organization if job else "",
        job.title if job else "", next((each.value for each in person.reaches if each.property == "EMAIL"), ""),
        phones[0].value if phones else "", links[0].value if links else "",
    )  # fmt: skip
