"""Names of many cultures: their parts, case, order, greeting and folding."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.names import Name, first_name, fold, initials, name_case, sort_key, split_name, tidy


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Rosa Delgado-Ruiz", Name(given="Rosa", family="Delgado-Ruiz")),
        ("Delgado-Ruiz, Rosa", Name(given="Rosa", family="Delgado-Ruiz")),
        ("  Rosa   Delgado ", Name(given="Rosa", family="Delgado")),
        ("Dr. Ama Owusu", Name("Dr.", "Ama", family="Owusu")),
        ("prof dr Anna Weber", Name("prof dr", "Anna", family="Weber")),
        ("Ms. Denise A. Whitfield", Name("Ms.", "Denise", "A.", "Whitfield")),
        ("Sr. María Paz", Name("Sr.", "María", family="Paz")),
        ("Sukarno", Name(given="Sukarno")),
        ("Dr. Sukarno", Name("Dr.", "Sukarno")),
        ("Ms", Name(given="Ms")),
        ("An Le", Name(given="An", family="Le")),
        ("Robert Hale III", Name(given="Robert", family="Hale", suffix="III")),
        ("Robert Hale Jr.", Name(given="Robert", family="Hale", suffix="Jr.")),
        (
            "María José de la Cruz Ibáñez, Jr.",
            Name(given="María José", family="de la Cruz Ibáñez", suffix="Jr."),
        ),
        ("de la Cruz, Ana María", Name(given="Ana María", family="de la Cruz")),
        ("María del Carmen López", Name(given="María del Carmen", family="López")),
        ("João da Silva Santos", Name(given="João", family="da Silva Santos")),
        ("José Ortega y Gasset", Name(given="José", family="Ortega y Gasset")),
        ("Ingrid van der Berg", Name(given="Ingrid", family="van der Berg")),
        ("Ludwig von Hagen", Name(given="Ludwig", family="von Hagen")),
        ("Ali bin Ahmad", Name(given="Ali", family="bin Ahmad")),
        ("Khalid Al-Mansouri", Name(given="Khalid", family="Al-Mansouri")),
        ("Khalid al Mansouri", Name(given="Khalid", family="al Mansouri")),
        ("Eva St. James", Name(given="Eva", family="St. James")),
        ("Al Jones", Name(given="Al", family="Jones")),
        ("Margaret “Peg” O'Brien", Name(given="Margaret", family="O'Brien", nickname="Peg")),
        ('Margaret "Peg" O\'Brien', Name(given="Margaret", family="O'Brien", nickname="Peg")),
        ("Margaret ‘Peg’ O’Brien", Name(given="Margaret", family="O’Brien", nickname="Peg")),
        ("Margaret (Peg) O'Brien", Name(given="Margaret", family="O'Brien", nickname="Peg")),
        ("Ana Reis (née Costa)", Name(given="Ana", family="Reis (née Costa)")),
        ("Nguyễn Thị Lan", Name(given="Lan", additional="Thị", family="Nguyễn", family_first=True)),
        ("NGUYEN Thi Lan", Name(given="Lan", additional="Thi", family="NGUYEN", family_first=True)),
        ("Lan Nguyễn", Name(given="Lan", family="Nguyễn")),
        ("KOVACS Anna", Name(given="Anna", family="KOVACS", family_first=True)),
        ("Kovács Anna", Name(given="Anna", family="Kovács", family_first=True)),
        ("Anna Kovács", Name(given="Anna", family="Kovács")),
        ("Kim Min-jun", Name(given="Min-jun", family="Kim", family_first=True)),
        ("Kim Basil", Name(given="Kim", family="Basil")),
        ("Lee Ann Park", Name(given="Lee", additional="Ann", family="Park")),
        ("王小明", Name(given="小明", family="王", family_first=True)),
        ("欧阳娜娜", Name(given="娜娜", family="欧阳", family_first=True)),
        ("山田 太郎", Name(given="太郎", family="山田", family_first=True)),
        ("김민준", Name(given="민준", family="김", family_first=True)),
        ("さくら", Name(given="さくら")),
        ("Иван Петров", Name(given="Иван", family="Петров")),
    ],
)
def test_parts(text: str, parts: Name) -> None:
    assert split_name(text) == parts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Delgado-Ruiz, Rosa", "Rosa Delgado-Ruiz"),
        ("Dr. Ama Owusu", "Dr. Ama Owusu"),
        ("Margaret (Peg) O'Brien", "Margaret “Peg” O'Brien"),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lan"),
        ("王小明", "王小明"),
        ("Robert Hale III", "Robert Hale III"),
        ("Ana Reis Jr.", "Ana Reis, Jr."),
    ],
)
def test_shown(text: str, shown: str) -> None:
    assert split_name(text).display == shown


@pytest.mark.parametrize(
    ("typed", "cased"),
    [
        ("rosa delgado-ruiz", "Rosa Delgado-Ruiz"),
        ("ROSA DELGADO-RUIZ", "Rosa Delgado-Ruiz"),
        ("fiona mcdonald", "Fiona McDonald"),
        ("SIOBHÁN O'ROURKE", "Siobhán O'Rourke"),
        ("siobhán o’rourke", "Siobhán O’Rourke"),
        ("maria de la cruz", "Maria de la Cruz"),
        ("JAN VAN DER BERG", "Jan van der Berg"),
        ("van nguyen", "Van Nguyen"),
        ("an le", "An Le"),
        ("robert hale iii", "Robert Hale III"),
        ("j.r. owusu", "J.R. Owusu"),
        ("JP SMITH", "JP Smith"),
        ("AMY NG", "Amy Ng"),
        ("dr. ama owusu", "Dr. Ama Owusu"),
        ("SUKARNO", "Sukarno"),
        ("JT", "JT"),
        ("bell hooks-Reyes", "bell hooks-Reyes"),
        ("Mary MacDonald", "Mary MacDonald"),
        ("DiAnna LeBlanc", "DiAnna LeBlanc"),
        ("王小明", "王小明"),
    ],
)
def test_case(typed: str, cased: str) -> None:
    assert name_case(typed) == cased


def test_tidy_keeps_the_parts() -> None:
    assert tidy(split_name("dr. maria de la cruz, jr.")) == Name("Dr.", "Maria", "", "de la Cruz", "Jr.")
    assert tidy(split_name("NGUYEN Thi Lan")).display == "Nguyen Thi Lan"
    assert tidy(split_name("JAN VAN DER BERG")).family == "van der Berg"
    assert tidy(split_name("DE LA CRUZ, Ana")).display == "Ana de la Cruz"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz Wójcik", "lukasz wojcik"),
        ("Ærø Þórsson Ðorđe", "aero thorsson dorde"),
        ("Weiß Œuvre ŋ ı İ", "weiss oeuvre ng i i"),
        ("Nguyễn Thị Đỗ", "nguyen thi do"),
        ("O’Rourke Kaʻiulani", "o'rourke ka'iulani"),
        ("Delgado‑Ruiz", "delgado-ruiz"),
        ("Ёлка Йод", "елка иод"),
        ("김민준", "김민준"),
        ("ＡＢＣ ﬁ", "abc fi"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Ro\u200bsa", "rosa"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_fold_knows_no_case(text: str) -> None:
    assert fold(fold(text).upper().lower()) == fold(fold(text).lower().upper().lower())


@given(st.text(alphabet="abcXYZ éłß,.-'’“”\"()王김 JrIIvan", max_size=40))
def test_a_name_shown_and_split_again_stays(text: str) -> None:
    shown = split_name(text).display
    assert split_name(shown).display == shown


@given(st.text(max_size=60))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    shown = split_name(text).display
    assert sorted(re.findall(r"\w", shown)) == sorted(re.findall(r"\w", text))


@given(st.text(max_size=60))
def test_any_text_has_keys(text: str) -> None:
    for found in (sort_key(text), first_name(text), initials(text), name_case(text)):
        assert isinstance(found, str)
    assert len(initials(text)) <= 3


def test_sorted_as_in_a_directory() -> None:
    people = ["Zoë De", "Ana De La", "Siobhán O'Rourke", "Ana Obrien", "Łukasz Nowak", "Nguyễn Thị Lan", "Sukarno"]
    assert sorted(people, key=sort_key) == [
        "Zoë De",
        "Ana De La",
        "Nguyễn Thị Lan",
        "Łukasz Nowak",
        "Ana Obrien",
        "Siobhán O'Rourke",
        "Sukarno",
    ]


@pytest.mark.parametrize(
    ("text", "greeting", "letters"),
    [
        ("Dr. Ama Owusu", "Ama", "AO"),
        ("Margaret “Peg” O'Brien", "Peg", "MO"),
        ("Nguyễn Thị Lan", "Lan", "NL"),
        ("María José de la Cruz", "María José", "MC"),
        ("Ingrid van der Berg", "Ingrid", "IB"),
        ("Sukarno", "Sukarno", "S"),
        ("王小明", "小明", "王"),
        ("", "", ""),
    ],
)
def test_greeting_and_initials(text: str, greeting: str, letters: str) -> None:
    assert first_name(text) == greeting
    assert initials(text) == letters
