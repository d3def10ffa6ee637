"""The question bank: complete, well mixed, never the same question twice, her own layered over it."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mrtnet.domain import kinds
from mrtnet.domain.questions import (
    AUDIENCES,
    FEWEST,
    MOST,
    STAGES,
    Question,
    Theme,
    audiences_of,
    better_not,
    built_in,
    dump_questions,
    layered,
    load_questions,
    own_question,
    pick,
)
from mrtnet.trouble import Trouble

BANK = built_in()
audiences = st.lists(st.sampled_from(sorted(AUDIENCES)), max_size=3, unique=True)


def test_all_forty_topics_are_there_once() -> None:
    assert sorted(each.topic for each in BANK.questions) == list(range(1, 41))
    assert len({each.id for each in BANK.questions}) == 40
    assert [theme.key for theme in BANK.themes] == [
        "path", "daily-work", "getting-in", "specialties", "change", "learning", "people"
    ]  # fmt: skip


def test_questions_read_like_questions() -> None:
    for each in BANK.questions:
        for text in (each.text, *each.by_audience.values()):
            assert text.endswith("?")
            assert len(text) <= 130
            assert better_not(text) == ""
    wordings = [text for each in BANK.questions for text in (each.text, *each.by_audience.values())]
    assert len(set(wordings)) == len(wordings)


@given(
    audiences,
    st.sampled_from(["", *STAGES]),
    st.sampled_from([*kinds.MEETINGS, "of-her-own"]),
    st.sets(st.sampled_from([each.id for each in BANK.questions])),
    st.integers(FEWEST, MOST),
    st.integers(0, 100_000),
)
@settings(deadline=None)
def test_a_pick_is_full_mixed_and_new(
    whom: list[str], stage: str, kind: str, asked: set[str], count: int, seed: int
) -> None:
    found = pick(BANK, whom, stage, kind, asked, count=count, seed=seed)
    ids = [each.id for each in found]
    fit = [each for each in BANK.questions if kind not in each.not_for and each.id not in asked]
    assert len(set(ids)) == len(ids) == min(count, len(fit))
    assert not asked & set(ids)
    assert found == pick(BANK, whom, stage, kind, asked, count=count, seed=seed)
    closing = [each for each in fit if each.closing]
    if found and closing:
        assert found[-1].closing == min(each.closing for each in closing)
    if not asked:
        assert len({each.theme for each in found}) >= 3


def test_whom_else_to_meet_closes_and_another_question_does_once_it_was_asked() -> None:
    assert pick(BANK)[-1].text == "Who else should I talk to, and may I use your name?"
    assert pick(BANK, asked_before=["who-else"])[-1].id == "useful-to-you"
    assert pick(BANK, asked_before=["who-else"], again=True)[-1].id == "who-else"
    assert all(each.id != "who-else" for each in pick(BANK, kind="interview"))


def test_questions_fit_whom_one_asks() -> None:
    coder = pick(BANK, audiences_of("Inpatient Coder"), "student", count=7)
    assert any("cod" in each.text.lower() for each in coder)
    assert not {"to-privacy", "to-registry", "cdi-without-nursing"} & {each.id for each in coder} - {
        "cdi-without-nursing"
    }
    privacy = pick(BANK, audiences_of("Privacy Officer"), "working")
    assert "to-privacy" in {each.id for each in privacy}
    working = pick(BANK, ("manager",), "working", count=7)
    assert not {"resume-mistakes", "hiring-tests", "new-graduate"} & {each.id for each in working}


def test_two_people_are_asked_different_things() -> None:
    picks = {tuple(each.id for each in pick(BANK, ("manager",), "student", seed=seed)) for seed in range(20)}
    assert len(picks) > 5


@pytest.mark.parametrize(
    ("title", "roles", "organization", "expected"),
    [
        ("HIM Director", (), "", ("manager",)),
        ("Coding Manager", (), "hospital", ("manager", "coding")),
        ("Inpatient Coder II", (), "", ("coding",)),
        ("CDI Specialist", (), "", ("cdi",)),
        ("Program Director", (), "school", ("educator",)),
        ("Certified Tumor Registrar", (), "", ("registry",)),
        ("Release of Information Specialist", ("mentor",), "", ("roi",)),
        ("", ("supervisor",), "", ("manager",)),
        ("", ("officer",), "payer", ("association", "vendor")),
        ("Chief Privacy Officer", (), "", ("manager", "privacy")),
        ("", (), "", ()),
    ],
)
def test_whom_one_asks_is_known_by_title_role_and_employer(
    title: str, roles: tuple[str, ...], organization: str, expected: tuple[str, ...]
) -> None:
    assert audiences_of(title, roles, organization) == expected


def test_her_own_questions_and_wordings_lie_over_the_bank() -> None:
    mine = own_question("  How did you   find your flat? ", [])
    assert mine == Question("own-how-did-you-find-your", "own", "How did you find your flat?")
    again = own_question("How did you find your way?", [mine.id])
    assert again.id == "own-how-did-you-find-your-2"
    edits = {"first-job": "How did it all begin?", "tools/data": "Which tools?"}
    bank = layered(BANK, [mine], edits, hidden=["setbacks"])
    assert bank.find("setbacks") is None
    assert bank.find(mine.id) == mine
    assert bank.theme_title("own") == "My own"
    assert bank.theme_title("people") == "People"
    first, tools = bank.find("first-job"), bank.find("tools")
    assert first is not None
    assert tools is not None
    assert first.worded(["manager"]) == "How did it all begin?"
    assert tools.worded(["data"]) == "Which tools?"
    assert tools.worded(["roi"]) != "Which tools?"
    assert len(bank.questions) == 40
    replaced = layered(BANK, [Question("tools", "own", "Pen or keyboard?")])
    assert [each.text for each in replaced.questions if each.id == "tools"] == ["Pen or keyboard?"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 201])
def test_a_question_needs_words(text: str) -> None:
    with pytest.raises(Trouble, match="between 1 and 200"):
        own_question(text, [])


@pytest.mark.parametrize(
    "text",
    ["Is there a job for me?", "Are you hiring?", "Could you refer me?", "What is your worst patient story?",
     "What is the patient's name?", "Which mistakes by your colleagues bother you?"],
)  # fmt: skip
def test_some_things_are_better_not_asked(text: str) -> None:
    assert better_not(text).endswith(".")


@pytest.mark.parametrize(
    "text", ["How do patients get their records?", "What does the job involve?", "Patient Access?"]
)
def test_harmless_questions_pass(text: str) -> None:
    assert better_not(text) == ""


def test_questions_survive_being_written_and_read() -> None:
    for theme in BANK.themes:
        of_it = [each for each in BANK.questions if each.theme == theme.key]
        assert load_questions(dump_questions(theme, of_it), "copy") == (theme, of_it)


@given(st.text(min_size=1, max_size=150).map(lambda text: " ".join(text.split())).filter(bool))
@settings(deadline=None)
def test_any_own_question_survives(text: str) -> None:
    mine = own_question(text, [])
    assert tomllib.loads(dump_questions(Theme("own", "My own"), [mine]))["questions"][0]["text"] == mine.text


BROKEN = {
    "not TOML": ("key = ", "not a readable TOML"),
    "no title": ('key = "a"\nquestions = []', "has no “title”"),
    "unknown entry": ('key = "a"\ntitle = "A"\nquestions = []\nmood = 1', "“mood” that means nothing"),
    "no text": ('key = "a"\ntitle = "A"\n[[questions]]\nid = "b"', "has no “text”"),
    "unknown stage": ('key = "a"\ntitle = "A"\n[[questions]]\nid = "b"\ntext = "B?"\nstages = ["old"]', "names “old”"),
    "twice": ('key = "a"\ntitle = "A"\n' + '[[questions]]\nid = "b"\ntext = "B?"\n' * 2, "“b” is there twice"),
    "bad wording": ('key = "a"\ntitle = "A"\n[[questions]]\nid = "b"\ntext = "B?"\nby_audience = 3', "must be a table"),
    "too long": ("#" * 200_001, "too long"),
}


@pytest.mark.parametrize(("text", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_told(text: str, said: str) -> None:
    with pytest.raises(Trouble, match=said):
        load_questions(text, "mine.toml")
