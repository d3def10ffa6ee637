"""The short way for plain cards gives what the long way gives, for plain text and for text that only looks so."""

from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mrtnet.domain.forms import PersonForm
from mrtnet.domain.names import fold
from mrtnet.domain.vcard_lines import escaped
from mrtnet.exchange.vcard import CardRead, read_cards
from tests.books import FAMILY, GIVEN

WORDS = st.sampled_from([
    *GIVEN, *FAMILY, "Kim", "Min-ji", "NGUYEN", "Lee", "LE", "Nagy", "Péter", "Dr", "Sr", "Jr.", "III", "RHIT", "MA",
    "Do", "An", "aa", "a", "O'Neil", "O’Neil", "van", "de la", "Maria", "José", "Jose\u0301", "王", "小明", "(Peg)",
    "“Peg”", "x  y", " x", "x\u3000", "\u3000y", "\u200bx", "née", "B.", "Li,", "CCS, RHIA", "", "Student",
])  # fmt: skip
NAMES = st.lists(WORDS, min_size=1, max_size=2).map(" ".join)
PARAMETERS = st.sampled_from([
    "", "", ";TYPE=WORK", ";TYPE=HOME,pref", ";PREF=1", ";WORK;VOICE", ";TYPE=CELL", ";TYPE=x-Shop", ";CHARSET=UTF-8",
    ";ENCODING=QUOTED-PRINTABLE", ';TYPE="work,voice"', ";X-LABEL=Front desk", ";VALUE=uri",
])  # fmt: skip
VALUES = st.one_of(
    st.sampled_from([
        "r@x.example", "R@X.example", "mailto:r@x.example", "Rosa <r@x.example>", "+1 312 555 0148", "312.555.0148",
        "tel:+1-312-555-0148;ext=4", "https://www.linkedin.com/in/rosa-1", "https://de.linkedin.com/in/rosa/en",
        "https://x.example/a?utm_source=1&b=2", "www.x.example", "HTTP://X.example/", "a b", "=41", "a\\,b", "a\\nb",
        "a\\\\b", "  a  b ", "\u3000a", "e\u0301", "Lake;Coding", "Lake; ;", ";;1 Elm;Columbus;OH;43215;USA", ";;;;;;",
        ";;1 Elm\\nColumbus\\, OH 43215;;;;", "Box 1;;1 Elm, ;Columbus;;;", "x" * 499, "x" * 500, "x" * 501, "",
        "javascript:x", "2026-09-01T12:00:00+02:00", "%2c",
    ]),
    st.text(max_size=8).map(escaped),
)  # fmt: skip
LINES = st.one_of(
    st.tuples(st.sampled_from(["EMAIL", "TEL", "URL", "ADR", "ORG", "TITLE"]), PARAMETERS, VALUES),
    st.tuples(st.sampled_from(["NOTE", "UID", "REV", "ORG", "item1.TEL", "X-A", "BDAY"]), st.just(""), VALUES),
).map(lambda parts: f"{parts[0]}{parts[1]}:{parts[2]}")
FOLDS = st.sampled_from(["", "\r\n more", "\r\n\tmore", "\r\nmore", "\r\n"])


def read(lines: list[str], begin: str = "BEGIN:VCARD") -> list[Any]:
    """All that is read of a card, where it begins and on which lines something was lost aside."""
    found = read_cards("\r\n".join([begin, *lines, "END:VCARD", ""]).encode("utf-8", "surrogatepass"))
    return [
        (one.form, one.extra, one.uid, one.rev, one.kind, [problem.reason for problem in one.problems])
        if isinstance(one, CardRead)
        else one.reason
        for one in found
    ]


@settings(max_examples=150, deadline=None)
@given(NAMES, NAMES, st.sampled_from(["both", "parts", "turned", "other", "shown"]), st.lists(LINES, max_size=5), FOLDS)
@example("Rosa", "Delgado-Ruiz, RHIT, CCS", "parts", ["ORG:Mercy\\, Inc."], "")
@example("Lan", "Nguyen", "parts", [], "")
@example("Margaret", "Kwon", "both", ["TEL;TYPE=CELL,pref:312-555-0148"], "")
@example("M.", "Ed", "both", ["NOTE:a "], "\r\n b")
@example("aa", "a", "both", [], "")
def test_the_short_way_is_the_long_way(given_name: str, family: str, shown: str, more: list[str], fold_: str) -> None:
    name = [f"N:{escaped(family)};{escaped(given_name)};;;"]
    whole = {
        **dict.fromkeys(["both", "shown"], f"{given_name} {family}"),
        "turned": f"{family} {given_name}",
        "other": fold(family),
    }
    name = [] if shown == "shown" else name
    name += [f"FN:{escaped(whole[shown])}"] if shown in whole else []
    lines = ["VERSION:3.0", *name, *more[:-1], *(one + fold_ for one in more[-1:])]
    found = read(lines)
    assert found == read(lines, "begin:vcard"), "as lines"
    # What says nothing: a line about the writer's program, and the name said twice.
    assert found == read([*lines, "MAILER:x", *name]), "as a person"
    for one in found:
        if isinstance(one, tuple):
            assert PersonForm.model_validate(one[0].model_dump()).model_dump() == one[0].model_dump()


def test_a_plain_card_of_every_property_is_read_whole() -> None:
    (one,) = read([
        "VERSION:3.0", "N:Łukasiewicz;Ana;;;", "FN:Ana Łukasiewicz", "ORG:Mercy\\, Inc.;Coding", "TITLE:Lead",
        "EMAIL;TYPE=WORK:a@x.example", "TEL;TYPE=CELL:312-555-0148", "URL:https://www.linkedin.com/in/ana-l/",
        "ADR;TYPE=WORK:;;1 Elm;Columbus;OH;43215;USA", "NOTE:one\\, two\\nthr", "  ee", "UID:a1",
        "REV:2026-09-01T12:00:00Z",
    ])  # fmt: skip
    form = one[0]
    assert (form.name, form.family, form.note) == ("Ana Łukasiewicz", "Łukasiewicz", "one, two\nthr ee")
    assert (form.jobs[0].organization, form.jobs[0].department, form.jobs[0].title) == ("Mercy, Inc.", "Coding", "Lead")
    assert [(reach.value, reach.type, reach.label) for reach in form.reaches] == [
        ("a@x.example", "work", ""),
        ("312-555-0148", "cell", ""),
        ("https://www.linkedin.com/in/ana-l", "", "LinkedIn"),
    ]
    assert (form.addresses[0].street, form.addresses[0].type, one[2]) == ("1 Elm", "work", "a1")
