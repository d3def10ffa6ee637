"""Messages saved as files: who sent each, whatever is quoted below, and the cards attached."""

import base64
from datetime import date

import pytest

from mrtnet.exchange.people_files import PeopleRead, read_people

HEAD = "From: {}\r\nSubject: Audit\r\nMIME-Version: 1.0\r\nContent-Type: {}; charset=utf-8\r\n\r\n{}"
SIGNED = (
    "Ja gern.\r\n\r\nMit freundlichen Grüßen\r\nAnke Müller\r\nLeiterin\r\nKlinikum Süd GmbH\r\n"
    "Tel. +49 731 5550101\r\n"
)
OTHER = "Dana Ortiz, RHIT\r\nCoding Lead\r\nMercy Clinic\r\n(614) 555-0199\r\ndana@x.example\r\n"
ANKE = ("Anke Müller", ["Klinikum Süd GmbH"], ["anke@x.example", "+49 731 5550101"])
BARE = ("Anke Müller", [], ["anke@x.example"])


def read(text: str) -> PeopleRead:
    return read_people(text.encode(), "mail.eml", today=date(2026, 10, 15))


MESSAGES = {
    "an older message in German": ("plain", f"{SIGNED}\r\nVon: Dana Ortiz\r\nGesendet: Montag\r\n\r\n{OTHER}", ANKE),
    "an older message in English": ("plain", f"Yes.\r\n\r\nFrom: Dana Ortiz\r\nSent: Monday\r\n\r\n{OTHER}", BARE),
    "an answer in French": ("plain", f"Oui.\r\n\r\nLe lundi 5 octobre 2026, Dana a écrit :\r\n\r\n{OTHER}", BARE),
    "somebody else's signature": ("plain", f"Fyi, here she is:\r\n\r\n{OTHER}", BARE),
    "a page": ("html", "<style>p{}</style><p>Ja&nbsp;gern.</p><p>Anke M&uuml;ller<br>Leiterin<br>"
               "Klinikum S&uuml;d GmbH<br>Tel. +49 731 5550101</p><blockquote>Dana Ortiz<br>Mercy</blockquote>", ANKE),
}  # fmt: skip


@pytest.mark.parametrize("what", MESSAGES)
def test_the_sender_with_her_own_signature_and_nobody_elses(what: str) -> None:
    kind, text, wanted = MESSAGES[what]
    (found,) = read(HEAD.format("Anke Müller <anke@x.example>", f"text/{kind}", text)).people
    form = found.form
    assert (form.name, [job.organization for job in form.jobs], [reach.value for reach in form.reaches]) == wanted


@pytest.mark.parametrize("sender", ['"Delgado, Rosa" <r@x.example>', "Rosa Delgado, RHIT <r@x.example>"])
def test_a_name_turned_round_or_with_credentials(sender: str) -> None:
    (found,) = read(HEAD.format(sender, "text/plain", "Yes.")).people
    assert (found.form.given, found.form.family) == ("Rosa", "Delgado")


def test_an_attached_card_is_read_and_her_own_gets_her_address() -> None:
    def part(name: str) -> str:
        card = base64.b64encode(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n".encode()).decode()
        head = "Content-Type: text/x-vcard\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        return f"--b\r\n{head}{card}\r\n"

    text = f"--b\r\nContent-Type: text/plain\r\n\r\nHi\r\n{part('Rosa Delgado')}{part('Bo Lind')}--b--\r\n"
    found = read(HEAD.format("Rosa Delgado <r@x.example>", "multipart/mixed; boundary=b", text)).people
    told = [(each.form.name, [reach.value for reach in each.form.reaches]) for each in found]
    assert told == [("Rosa Delgado", ["r@x.example"]), ("Bo Lind", [])]
