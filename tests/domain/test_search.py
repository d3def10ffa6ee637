"""The search language: what is understood, what is left as words, and how it is said back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain import search
from mrtnet.domain.search import Filter, Search, Span, Word, due_span, explain, parse, quiet_days

PIECES = st.sampled_from(
    [
        " ",
        "tag:",
        "-",
        "not ",
        '"',
        "quiet:>",
        "90d",
        "due:",
        "this week",
        " ",
        ",",
        ":",
        "<",
        "=",
        "credential:rhit",
        "is:",
        "x",
    ]
)
TYPED = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3))).map("".join))


def _filters(text: str) -> tuple[Filter, ...]:
    found = parse(text)
    assert not found.words
    return found.filters


def _words(text: str) -> list[str]:
    found = parse(text)
    assert not found.filters
    return [word.text for word in found.words]


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("credential:rhit", "credential", ("rhit",)),
        ("cred:rhit,rhia", "credential", ("rhit", "rhia")),
        ("with:ccs-p", "credential", ("ccs-p",)),
        ("at:mercy", "at", ("mercy",)),
        ('employer:"Mercy West"', "at", ("Mercy West",)),
        ('org:"Mercy West, Inc.",Lakeshore', "at", ("Mercy West, Inc.", "Lakeshore")),
        ("met:ahima26", "met", ("ahima26",)),
        ("event:ahima26", "met", ("ahima26",)),
        ("TAG:Mentor", "tag", ("Mentor",)),
        ("is:mentor", "role", ("mentor",)),
        ("rank:A", "rank", ("a",)),
        ("has:emails", "has", ("email",)),
        ("tier:core", "tier", ("core",)),
        ("kind:hospital", "kind", ("hospital",)),
        ("due:today,late", "due", ("today", "late")),
        ("due:this week", "due", ("this week",)),
        ("due:next-month", "due", ("next month",)),
        ("phone:0148", "phone", ("0148",)),
    ],
)
def test_operators_and_their_aliases(text: str, name: str, values: tuple[str, ...]) -> None:
    assert _filters(text) == (Filter(name, "=", values),)


def test_comparisons() -> None:
    assert _filters("quiet:>90d quiet:6w quiet:<1y due:<2026-11-01 due:>=friday") == (
        Filter("quiet", ">", ("90d",)),
        Filter("quiet", ">", ("6w",)),
        Filter("quiet", "<", ("1y",)),
        Filter("due", "<", ("2026-11-01",)),
        Filter("due", ">=", ("friday",)),
    )
    assert [quiet_days(found) for found in _filters("quiet:90 quiet:6w quiet:3months quiet:1y")] == [90, 42, 90, 365]


def test_not_and_a_hyphen_turn_a_filter_or_a_word() -> None:
    assert _filters("-tag:vendor not is:recruiter") == (
        Filter("tag", "=", ("vendor",), True),
        Filter("role", "=", ("recruiter",), True),
    )
    assert parse('-coding -"tumor board" Delgado-Ruiz').words == (
        Word("coding", negated=True),
        Word("tumor board", True, True),
        Word("Delgado-Ruiz"),
    )
    assert _words("not my day") == ["not", "my", "day"]


def test_phrases() -> None:
    assert parse('rosa "cancer registry" "tumor bo').words == (
        Word("rosa"),
        Word("cancer registry", True),
        Word("tumor bo", True, unclosed=True),
    )
    assert parse("“cancer registry”").words == (Word("cancer registry", True),)


@pytest.mark.parametrize(
    "text", ["tag:", "-tag:", "due:to", "quiet:>", "tier:co", "has:em", "rank:", "due:2026-1", 'at:"']
)
def test_an_operator_still_being_typed_asks_for_nothing(text: str) -> None:
    assert [found.values for found in _filters(text)] == [()]


@pytest.mark.parametrize(
    "text", ["foo:bar", "https://lakeshore.example/x", "12:30", "quiet:noise", "due:banana", "at:<3"]
)
def test_what_is_no_operator_is_a_word(text: str) -> None:
    assert _words(text) == [text]


def test_nothing_but_marks_asks_for_nothing() -> None:
    assert parse("- : \" '' -- ,") == Search()


def test_long_and_hostile_text_is_bounded() -> None:
    found = parse("tag:x " * 5_000 + "word " * 5_000)
    assert len(found.filters) <= search.MOST
    assert len(search.format(parse("é" * 10_000))) <= search.LONGEST
    assert parse("a\x00b\ud800c").words == (Word("a"), Word("bc"))


@given(TYPED)
def test_any_text_parses_and_its_spelling_is_stable(text: str) -> None:
    found = parse(text)
    assert parse(search.format(found)) == found
    assert explain(found)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Everybody"),
        ("tag:", "Everybody"),
        ("credential:rhit met:ahima26 quiet:>90d", "People with RHIT met at ahima26, quiet for more than 90 days"),
        ("rosa coding", "People matching “rosa” and “coding”"),
        ("-tag:vendor", "People, not tagged vendor"),
        ("is:mentor at:mercy", "People with the role mentor at mercy"),
        ("cred:rhit,rhia has:email", "People with RHIT or RHIA with an email address"),
        ("due:late", "People, late"),
        ("due:<2026-11-01 -coding", "People, due before 2026-11-01, not matching “coding”"),
        ("quiet:<1w", "People, in touch within 7 days"),
    ],
)
def test_a_search_said_in_words(text: str, said: str) -> None:
    assert explain(parse(text)) == said


@pytest.mark.parametrize(
    ("value", "op", "span"),
    [
        ("today", "=", Span(date(2026, 10, 15), date(2026, 10, 15))),
        ("late", "=", Span(None, date(2026, 10, 14))),
        ("this week", "=", Span(date(2026, 10, 12), date(2026, 10, 18))),
        ("next month", "=", Span(date(2026, 11, 1), date(2026, 11, 30))),
        ("this month", "<=", Span(None, date(2026, 10, 31))),
        ("2026-11-01", "<", Span(None, date(2026, 10, 31))),
        ("2026-11-01", ">", Span(date(2026, 11, 2), None)),
        ("2026-11-01", ">=", Span(date(2026, 11, 1), None)),
        ("none", "=", None),
    ],
)
def test_due_days_seen_from_a_thursday(value: str, op: str, span: Span | None) -> None:
    assert due_span(value, op, date(2026, 10, 15)) == span
