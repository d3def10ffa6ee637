"""The network map's groups: who stands together, by event, by employer or by how they met; and who joins two groups.

The same people give the same groups, in the same order: the largest first, then by key.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from mrtnet.domain.names import fold
from mrtnet.words import _

By = Literal["both", "event", "employer", "how"]
WAYS: tuple[By, ...] = ("both", "event", "employer", "how")
FREE = 16  # people outside every group that stand by themselves; more of them make a group, too
MOST_GROUPS, TOGETHER = 120, 300  # groups by themselves; people of smaller ones in one
NONE, FEW = "none", "few"


class Dot(NamedTuple):
    """A person on the map. `short` is what stands under the disc."""

    id: int
    name: str
    short: str
    event_id: int | None = None
    event: str = ""
    organization_id: int | None = None
    organization: str = ""
    how: str = ""
    marks: str = ""
    last_contact: date | None = None


class Tie(NamedTuple):
    """Two people who know each other, and why that is known: "introduced" or "met"."""

    one: int
    other: int
    kind: str


class Group(NamedTuple):
    """People who stand together, by id, in the order of their ids."""

    key: str
    title: str
    people: tuple[int, ...]


class Bridge(NamedTuple):
    """Somebody who knows people of two groups."""

    person_id: int
    one: str
    other: str


def grouped(people: Sequence[Dot], by: By) -> tuple[list[Group], list[int]]:
    """The groups of two and more, and the ids of those who stand by themselves."""
    asked = [_asked(dot, by) for dot in people]
    sizes = Counter(key for keys in asked for key, _title in keys)
    members: dict[str, list[int]] = {}
    titles: dict[str, str] = {}
    outside: list[int] = []
    for dot, keys in zip(people, asked, strict=True):
        if not keys:
            outside.append(dot.id)
            continue
        key, title = max(keys, key=lambda each: sizes[each[0]])  # of two as large, the event, which comes first
        members.setdefault(key, []).append(dot.id)
        titles.setdefault(key, title)
    large = sorted((key for key in members if len(members[key]) > 1), key=lambda key: (-len(members[key]), key))
    kept = large[:MOST_GROUPS]
    groups = [Group(key, titles[key], tuple(sorted(members[key]))) for key in kept]
    small = sorted((titles[key], key, sorted(members[key])) for key in members.keys() - set(kept))
    if sum(len(each[2]) for each in small) + len(outside) <= FREE:
        return groups, sorted([*(person for each in small for person in each[2]), *outside])
    rest = [*_together(small), Group(NONE, _none(by), tuple(sorted(outside)))]
    groups += [group for group in rest if len(group.people) > 1]
    return groups, [person for group in rest if len(group.people) == 1 for person in group.people]


def _together(small: Sequence[tuple[str, str, list[int]]]) -> list[Group]:
    """Small groups in the order of their titles, put together in some of at most TOGETHER people each."""
    parts: list[list[tuple[str, str, list[int]]]] = []
    size = TOGETHER
    for each in small:
        if size + len(each[2]) > TOGETHER:
            parts.append([])
            size = 0
        parts[-1].append(each)
        size += len(each[2])
    found = []
    for number, part in enumerate(parts):
        words = _("Others") if len(parts) == 1 else _("Others, {first} – {last}").format(
            first=_first_word(part[0][0]), last=_first_word(part[-1][0]))  # fmt: skip
        found.append(Group(f"{FEW}:{number}", words, tuple(sorted(person for each in part for person in each[2]))))
    return found


def _first_word(title: str) -> str:
    return (title.split() or [""])[0][:16]


def _asked(dot: Dot, by: By) -> list[tuple[str, str]]:
    """The groups that a person could stand in: (key, title)."""
    found: list[tuple[str, str]] = []
    if by in ("both", "event") and dot.event_id is not None:
        found.append((f"event:{dot.event_id}", dot.event))
    if by in ("both", "employer") and dot.organization_id is not None:
        found.append((f"organization:{dot.organization_id}", dot.organization))
    if by == "how" and (dot.how.strip() or dot.event_id is not None):
        how = dot.how.strip() or _("At an event")
        found.append((f"how:{fold(how)}", how[:1].upper() + how[1:]))
    return found


def _none(by: By) -> str:
    return {
        "event": _("Not met at an event"),
        "employer": _("No employer known"),
        "how": _("Nothing noted"),
        "both": _("No event, no employer"),
    }[by]


def bridges(groups: Iterable[Group], ties: Iterable[Tie], most: int = 3) -> list[Bridge]:
    """Those who know people of another group than their own, whoever knows most of them first."""
    home: dict[int, Group] = {person: group for group in groups for person in group.people}
    reached: dict[int, Counter[str]] = {}
    titles: dict[str, str] = {}
    for tie in ties:
        for person, known in ((tie.one, tie.other), (tie.other, tie.one)):
            mine, theirs = home.get(person), home.get(known)
            if mine is not None and theirs is not None and mine.key != theirs.key:
                reached.setdefault(person, Counter())[theirs.key] += 1
                titles[theirs.key] = theirs.title
    first = sorted(reached, key=lambda person: (-reached[person].total(), person))[:most]
    return [Bridge(person, home[person].title, titles[_commonest(reached[person])]) for person in first]


def _commonest(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda key: (-counted[key], key))
