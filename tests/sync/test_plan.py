"""The pure part: what is decided for each state of here, there and before."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from mrtnet.sync.plan import Action, Deed, Mark, Pending, Seen, after_all, plan, too_many_deletions

BASE = {"summary": "s0", "when": "w0"}
THERE = {"summary": "s1", "when": "w0"}
ELSE = {"summary": "s0", "when": "w1"}
MARK = Mark("/one", "e0", "h0", BASE, BASE)
SAME = Seen("/one", "e0")
TOUCHED = Seen("/one", "e1", BASE)
CHANGED = Seen("/one", "e1", THERE)


def one(
    here: str | None, there: Seen | None, mark: Mark | None, ours: dict[str, str] | None = None, *, new: bool = True
) -> Action | None:
    actions = plan(
        {} if here is None else {"one": here},
        {} if there is None else {"one": there},
        {} if mark is None else {"one": mark},
        lambda _uid: ours or BASE,
        new=new,
    )
    return actions[0] if actions else None


def deed(*told: object, **more: object) -> Deed | None:
    action = one(*told, **more)  # type: ignore[arg-type]
    return action.deed if action else None


def test_what_was_agreed_on_before() -> None:
    assert deed("h0", SAME, MARK) is None
    assert deed("h1", SAME, MARK) is Deed.CHANGE_THERE
    assert deed(None, SAME, MARK) is Deed.DELETE_THERE
    assert deed("h0", TOUCHED, MARK) is Deed.AGREE
    assert deed("h1", TOUCHED, MARK) is Deed.CHANGE_THERE
    assert deed(None, TOUCHED, MARK) is Deed.DELETE_THERE
    assert one("h0", CHANGED, MARK) == Action(Deed.CHANGE_HERE, "one", frozenset({"summary"}))
    assert deed("h0", None, MARK) is Deed.DELETE_HERE
    assert deed(None, None, MARK) is Deed.FORGET


def test_changed_on_both_sides() -> None:
    assert deed("h1", CHANGED, MARK, THERE) is Deed.AGREE
    assert one("h1", CHANGED, MARK, ELSE) == Action(Deed.MERGE, "one", frozenset({"summary"}))
    mine = {"summary": "s2", "when": "w1"}
    assert one("h1", CHANGED, MARK, mine) == Action(Deed.CONFLICT, "one", frozenset({"summary"}))
    assert deed(None, CHANGED, MARK) is Deed.CONFLICT
    assert deed("h1", None, MARK) is Deed.CONFLICT


def test_met_for_the_first_time() -> None:
    assert deed("h1", None, None) is Deed.CREATE_THERE
    assert deed(None, CHANGED, None) is Deed.CREATE_HERE
    assert deed(None, CHANGED, None, new=False) is None
    assert deed("h1", TOUCHED, None) is Deed.AGREE
    assert deed("h1", CHANGED, None) is Deed.CONFLICT
    more = Seen("/one", "e1", {**BASE, "location": "l"})
    assert one("h1", more, None) == Action(Deed.MERGE, "one", frozenset({"location"}))


def test_left_by_her_wish() -> None:
    kept_here = Mark("", left=True, local="h0", ours=BASE)
    assert deed("h0", None, kept_here) is None
    assert deed("h1", None, kept_here) is None
    assert deed(None, None, kept_here) is Deed.FORGET
    kept_there = MARK._replace(left=True)
    assert deed(None, SAME, kept_there) is None
    assert deed(None, CHANGED, kept_there) is Deed.CREATE_HERE


def test_what_was_sent_without_an_answer() -> None:
    sent = MARK._replace(pending=Pending("h1", THERE, THERE))
    assert after_all(sent, CHANGED) == Mark("/one", "e1", "h1", THERE, THERE)
    assert after_all(sent, SAME) == MARK
    assert after_all(sent, Seen("/one", "e2", ELSE)) == MARK
    created = Mark("/one", pending=Pending("h1", THERE, THERE))
    assert after_all(created, None) is None
    assert after_all(created, CHANGED) == Mark("/one", "e1", "h1", THERE, THERE)
    assert after_all(created, Seen("/one", "e2", ELSE)) is None
    deleted = MARK._replace(pending=Pending())
    assert after_all(deleted, None) is None
    assert after_all(deleted, SAME) == MARK


def test_a_mass_deletion_is_noticed() -> None:
    def lost(count: int, known: int) -> int:
        return too_many_deletions([Action(Deed.DELETE_HERE, str(number)) for number in range(count)], known)

    assert lost(5, 5) == 0
    assert lost(6, 6) == 6
    assert lost(6, 30) == 0
    assert lost(7, 30) == 7


FIELDS = st.dictionaries(st.sampled_from(["summary", "when", "location"]), st.sampled_from("abc"), min_size=1)


@given(FIELDS, FIELDS, FIELDS, st.booleans(), st.booleans(), st.booleans())
def test_nothing_is_deleted_that_the_other_side_changed(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str], here: bool, there: bool, known: bool
) -> None:
    mark = Mark("/one", "e0", str(base), base, base) if known else None
    seen = Seen("/one", "e1", theirs) if there else None
    found = one(str(mine) if here else None, seen, mark, mine)
    name = found.deed if found else None
    if name is Deed.DELETE_HERE:
        assert known
        assert mine == base
    if name is Deed.DELETE_THERE:
        assert known
        assert theirs == base
    if name is Deed.CONFLICT:
        assert here or there
    if here and there and mine != theirs and known and base not in (mine, theirs):
        overlap = [
            field
            for field in set(mine) | set(theirs) | set(base)
            if len({mine.get(field), theirs.get(field), base.get(field)}) == 3
            or (mine.get(field) != base.get(field) != theirs.get(field) != mine.get(field))
        ]
        assert (name is Deed.CONFLICT) == bool(overlap)


def test_every_state_has_a_decision() -> None:
    for here, there, mark in itertools.product(
        (None, "h0", "h1"), (None, SAME, TOUCHED, CHANGED), (None, MARK, MARK._replace(left=True))
    ):
        plan(
            {} if here is None else {"one": here},
            {} if there is None else {"one": there},
            {} if mark is None else {"one": mark},
            lambda _uid: BASE,
        )
