"""Enumerations made quickly are those that Python makes, in everything that can be seen of them."""

import copy
import enum
import pickle
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mrtnet.ui import qt_enums

NUMBERS = st.sampled_from((0, 1, 2, 3, 4, 7, 8, 16, 0x1000, 0xFFFF))


def _seen(made: Any) -> tuple[object, ...]:
    held = {key: _bare(value) for key, value in vars(made).items() if key not in {"__dict__", "__weakref__", "__new__"}}
    members = {name: (type(member) is made, vars(member)) for name, member in made.__members__.items()}
    tried = [(_tried(made, number), _tried(made, number, invert=True)) for number in range(20)]
    return held, _bare(members), [repr(member) for member in made], tried, made.__new__ is enum.Enum.__new__


def _bare(value: object) -> str:
    return re.sub(r"0x[0-9a-f]{6,}", "at", repr(value))


def _tried(made: Any, number: int, *, invert: bool = False) -> str:
    try:
        found = ~made(number) if invert else made(number)
        return f"{found!r} {found} {hash(found)} {copy.deepcopy(found) is found} {list(found)}"
    except (TypeError, ValueError, AttributeError) as wrong:
        return _bare(wrong)


@given(
    st.sampled_from(qt_enums._KINDS),
    st.lists(NUMBERS, min_size=1, max_size=12),
    st.sampled_from((None, enum.KEEP, enum.STRICT)),
    st.sampled_from(("Plain", "value", "bit_count", "_hidden", "__double")),
)
def test_one_made_quickly_is_the_one_that_python_makes(kind: Any, numbers: list[int], boundary: Any, last: str) -> None:
    names = [(f"M{place}", number) for place, number in enumerate(numbers)] + [(last, 1)]
    made = []
    for make in (qt_enums._plain, qt_enums._create):
        try:
            made.append(_seen(make(kind, "Made", names, module=__name__, qualname="Outer.Made", boundary=boundary)))
        except (TypeError, ValueError) as wrong:
            made.append((type(wrong), str(wrong)))
    assert made[0] == made[1]


def test_other_ways_to_ask_are_answered_as_ever() -> None:
    for names in ("ONE TWO", ["ONE", "TWO"], {"ONE": 1, "TWO": 2}, [("ONE", "1"), ("TWO", (2, 3))], []):
        plain, ours = (make(enum.Enum, "Asked", names, module=__name__) for make in (qt_enums._plain, qt_enums._create))
        assert list(map(repr, plain)) == list(map(repr, ours))


def test_a_member_survives_pickling() -> None:
    made = qt_enums._create(enum.IntFlag, "Pickled", [("ONE", 1), ("TWO", 2)], module=__name__)
    globals()["Pickled"] = made
    assert pickle.loads(pickle.dumps(made.TWO)) is made.TWO
