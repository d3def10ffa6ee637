"""E-mail addresses, phone numbers and links: found, cleaned and compared."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.contact_points import clean_link, find_reaches, normal, profile_words, read_reach, scan
from mrtnet.domain.forms import Reach

PROFILE = "https://www.linkedin.com/in/rosa-delgado"


@pytest.mark.parametrize(
    ("text", "prop", "value", "kind"),
    [
        ("rosa@x.example", "EMAIL", "rosa@x.example", ""),
        ("mailto:Rosa@X.example", "EMAIL", "Rosa@X.example", ""),
        ("<rosa@x.example>", "EMAIL", "rosa@x.example", ""),
        ("E: o'neil+him@mail.x.example", "EMAIL", "o'neil+him@mail.x.example", ""),
        ("work email: rosa@x.example", "EMAIL", "rosa@x.example", "work"),
        ("josé@köln.example", "EMAIL", "josé@köln.example", ""),
        ("(312) 555-0148", "TEL", "(312) 555-0148", ""),
        ("312.555.0148", "TEL", "312.555.0148", ""),
        ("3125550148", "TEL", "3125550148", ""),
        ("1-312-555-0148", "TEL", "1-312-555-0148", ""),
        ("+1 (312) 555-0148", "TEL", "+1 (312) 555-0148", ""),
        ("555-0148", "TEL", "555-0148", ""),
        ("(312) 555-0148 ext. 12", "TEL", "(312) 555-0148 ext. 12", ""),
        ("312-555-0148 x12", "TEL", "312-555-0148 ext. 12", ""),
        ("312-555-0148, extension 12", "TEL", "312-555-0148 ext. 12", ""),
        ("cell: 312 555 0148", "TEL", "312 555 0148", "cell"),
        ("Mobile 312 555 0148", "TEL", "312 555 0148", "cell"),
        ("m: 312 555 0148", "TEL", "312 555 0148", "cell"),
        ("M. 312 555 0148", "TEL", "312 555 0148", "cell"),
        ("tel. 312 555 0148", "TEL", "312 555 0148", ""),
        ("office phone: 312-555-0148", "TEL", "312-555-0148", "work"),
        ("fax 312-555-0148", "TEL", "312-555-0148", "fax"),
        ("312-555-0148 (home)", "TEL", "312-555-0148", "home"),
        ("WhatsApp +44 20 7946 0958", "TEL", "+44 20 7946 0958", "cell"),
        ("+49 (0)30 5550148", "TEL", "+49 (0)30 5550148", ""),
        ("tel: 020 7946 0958", "TEL", "020 7946 0958", ""),
        ("https://x.example/a?b=1", "URL", "https://x.example/a?b=1", ""),
        ("http://x.example.", "URL", "http://x.example", ""),
        ("www.x.example", "URL", "https://www.x.example", ""),
        ("x.example/careers", "URL", "https://x.example/careers", ""),
        ("x.example/a?utm_source=y&id=3&fbclid=z", "URL", "https://x.example/a?id=3", ""),
        ("linkedin.com/in/rosa-delgado", "URL", PROFILE, ""),
        ("https://de.linkedin.com/in/rosa-delgado/?trk=abc", "URL", PROFILE, ""),
        ("in/rosa-delgado", "URL", PROFILE, ""),
        ("LinkedIn: rosa-delgado", "URL", PROFILE, ""),
        ("linkedin: linkedin.com/in/rosa-delgado", "URL", PROFILE, ""),
        ("skype: rosa.delgado", "IMPP", "skype:rosa.delgado", ""),
    ],
)
def test_recognised(text: str, prop: str, value: str, kind: str) -> None:
    reach = read_reach(text)
    assert reach is not None
    assert (reach.property, reach.value, reach.type) == (prop, value, kind)


@pytest.mark.parametrize(
    "text",
    [
        *("", "Rosa", "@", "a@", "@b.example", "a@b", "A@B.C@", "2026-11-22", "12/3/2026", "60614-0148", "123-45-6789"),
        *("2019-2021", "10,000", "St. Brigid's", "Inc. of", "javascript:alert(1)", "file:///etc/x", "data:text/html,x"),
        *("ICD-10", "https://", "http://localhost", "Rosa rosa@x.example", "1.2.3", "Coder II"),
    ],
)
def test_not_recognised(text: str) -> None:
    assert read_reach(text) is None


def test_found_in_a_text() -> None:
    found, rest = find_reaches("Rosa, cell (312) 555-0148 or rosa@x.example; see www.x.example | f: 312 555 0149")
    assert [(reach.property, reach.type) for reach in found] == [
        ("TEL", "cell"),
        ("EMAIL", ""),
        ("URL", ""),
        ("TEL", "fax"),
    ]
    assert rest == "Rosa, or ; see |"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rosa@X.example", "rosa@x.EXAMPLE"),
        ("(312) 555-0148", "+1 312.555.0148"),
        ("312-555-0148 x12", "+13125550148 ext. 12"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("https://www.linkedin.com/in/Rosa-Delgado/", "linkedin.com/in/rosa-delgado?trk=x"),
        ("http://www.x.example/a/", "https://x.example/a?utm_source=y"),
        ("linkedin.com/in/ros%C3%A1", "linkedin.com/in/rosá"),
    ],
)
def test_the_same_in_two_spellings(one: str, other: str) -> None:
    first, second = read_reach(one), read_reach(other)
    assert first is not None
    assert second is not None
    assert normal(first) == normal(second)


def test_numbers_are_compared_in_her_region() -> None:
    reach = Reach(property="TEL", value="020 7946 0958")
    assert normal(reach, "GB") == "+442079460958"
    assert normal(Reach(property="TEL", value="312-555-0148")) == "+13125550148"
    assert normal(Reach(property="TEL", value="nothing")) == ""


def test_only_web_links_are_links() -> None:
    assert clean_link("javascript:alert(1)") is None
    assert clean_link("FILE:///etc/passwd") is None
    assert clean_link("http://[broken") is None
    assert clean_link("HTTPS://X.Example/Path") == "https://x.example/Path"
    assert clean_link("https://bank.example@evil.example/a") == "https://evil.example/a"


def test_words_of_a_profile() -> None:
    assert profile_words("https://www.linkedin.com/in/rosa-delgado-rhit-1a2b3c") == "rosa delgado rhit"
    assert profile_words("https://www.linkedin.com/in/ros%C3%A1-delgado/") == "rosá delgado"
    assert profile_words("https://www.linkedin.com/in/a1b2c3") == ""
    assert profile_words("https://x.example/in/rosa") == ""


@given(st.text(max_size=120))
def test_places_are_in_order_and_inside(text: str) -> None:
    found = scan(text)
    assert all(0 <= item.start < item.end <= len(text) for item in found)
    assert all(before.end <= after.start for before, after in itertools.pairwise(found))


@given(st.text(alphabet="ab1@.-:/()+ x#,www", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    found, rest = find_reaches(text)
    kept = re.findall(r"\w", rest + "".join(reach.value for reach in found))
    for item in found:
        assert normal(item) == normal(item.model_copy())
    labels = re.findall(r"\w", "".join(text[item.start : item.end] for item in scan(text)))
    assert sorted(set(re.findall(r"\w", text))) == sorted(set(kept + labels) & set(re.findall(r"\w", text)))
