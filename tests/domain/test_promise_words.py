"""Promises noticed in notes: what is plainly promised, by whom, until when; and what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.promise_words import promises_in

TODAY = date(2026, 10, 15)  # a Thursday
NAMES = ("Rosa", "Rosa Delgado")


def said(text: str) -> list[tuple[str, str, str]]:
    found = promises_in(text, NAMES, TODAY, WorkingDays())
    return [
        (each.promise.side, each.promise.text, each.promise.due.isoformat() if each.promise.due else "")
        for each in found
    ]


@pytest.mark.parametrize(
    ("note", "promised"),
    [
        ("I will send her my resume by Friday.", [("mine", "send her my resume", "2026-10-16")]),
        ("I'll share the audit checklist tomorrow. Good talk!", [("mine", "share the audit checklist", "2026-10-16")]),
        ("She asks her manager by Friday", [("theirs", "ask her manager", "2026-10-16")]),
        ("I send my resume by oct 23", [("mine", "send my resume", "2026-10-23")]),
        ("By Monday, I will write to Dr. Kim about it", [("mine", "write to Dr. Kim about it", "2026-10-19")]),
        ("Promised to call her", [("mine", "call her", "")]),
        ("Offered to review my resume", [("theirs", "review my resume", "")]),
        ("promised to introduce me to Bo", [("theirs", "introduce me to Bo", "")]),
        ("told her I would call on Monday", [("mine", "call", "2026-10-19")]),
        ("need to send her the link", [("mine", "send her the link", "")]),
        ("She's going to introduce me to Kim", [("theirs", "introduce me to Kim", "")]),
        ("I have to look at his slides by Monday", [("mine", "look at his slides", "2026-10-19")]),
        ("- Will send the slides next week", [("mine", "send the slides", "2026-10-19")]),
        (
            "She said she would introduce me to Hina; I told her I'd report back by nov 3",
            [("theirs", "introduce me to Hina", ""), ("mine", "report back", "2026-11-03")],
        ),
        (
            "Rosa will forward the posting, and I will thank Bao on Tuesday",
            [("theirs", "forward the posting", ""), ("mine", "thank Bao", "2026-10-20")],
        ),
        ("They will look into it because of the budget.", [("theirs", "look into it", "")]),
        ("Talked about CDI.\nhe’ll let me know", [("theirs", "let me know", "")]),
    ],
)
def test_what_is_promised(note: str, promised: list[tuple[str, str, str]]) -> None:
    assert said(note) == promised
    for each in promises_in(note, NAMES, TODAY, WorkingDays()):
        assert note[each.start : each.end].strip(" ,.") == note[each.start : each.end]


HARMLESS = """
I have to be honest | She said I would pass | She is going to be a manager | must have RHIT for it | agreed to disagree
She sends her regards | I will never forget this | She will retire in June | I will be late tomorrow
If I will send it, she reads it | Will she send it by Friday? | She calls every Friday | I will see her on Friday
Rosa asks good questions | She works at Mercy until Friday | I will think about asking her | She writes code
She might send the form by Friday | She will not send it | We met on Friday | She will start at Mercy in May
I read the journal on Friday | I think I will ask her | she asked her manager on Friday | He will have to ask
The hospital will send a letter | I will finish the course in May | I will ask myself why | I hope she will call
She won't share it | What will she send? | I usually write on Fridays | Her team will grow next year
I sent the resume on Friday | She gives talks every May | Their policy will change in January | I write well
"""


@pytest.mark.parametrize(
    "note", [each.strip() for line in HARMLESS.split("\n") for each in line.split("|") if each.strip()]
)
def test_what_is_none(note: str) -> None:
    assert said(note) == []


@given(
    st.text(max_size=200)
    | st.lists(
        st.sampled_from(
            ["I", "will", "send", "by", "Friday", ",", "and", "she", ";", "\n", "Rosa", "asks", ".", "'", "(", "-"]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_any_text_is_read(text: str) -> None:
    for each in promises_in(text, NAMES, TODAY, WorkingDays()):
        assert 0 <= each.start < each.end <= len(text)
        assert each.promise.text
