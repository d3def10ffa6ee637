"""The network map's groups and places: nobody over another, the same every time, steady when somebody comes."""

import itertools
import math
import random

import pytest

from mrtnet.domain.layout import APART, EDGE, HER, STRETCH, Layout, lay_out, pack, radius, spots
from mrtnet.domain.layout_groups import (
    FREE,
    MOST_GROUPS,
    NONE,
    TOGETHER,
    WAYS,
    By,
    Dot,
    Group,
    Tie,
    bridges,
    grouped,
)


def people(count: int, events: int, employers: int) -> list[Dot]:
    rolled = random.Random(count)
    found = []
    for number in range(1, count + 1):
        event = min(events, 1 + int(rolled.expovariate(4 / events)))
        employer = rolled.randint(1, employers)
        found.append(
            Dot(number, f"P {number}", f"P{number}", event, f"E{event}", employer, f"O{employer}", how=f"h{number % 7}")
        )
    return found


@pytest.mark.parametrize("by", WAYS)
def test_everybody_has_one_place_and_nobody_stands_over_another(by: By) -> None:
    dots = people(600, 12, 90)
    layout = lay_out(*grouped(dots, by))
    assert sorted(place.id for place in layout.places) == [dot.id for dot in dots]
    nearest = min(math.dist(one[1:3], other[1:3]) for one, other in itertools.combinations(layout.places, 2))
    assert nearest > 60
    for one, other in itertools.combinations(layout.grounds, 2):
        assert math.hypot((one.x - other.x) / STRETCH, one.y - other.y) > one.ry + other.ry + APART
    for ground in layout.grounds:
        assert math.hypot(ground.x / STRETCH, ground.y) > ground.ry + HER - 1
    for place in layout.places:
        if place.group >= 0:
            ground = layout.grounds[place.group]
            assert ((place.x - ground.x) / ground.rx) ** 2 + ((place.y - ground.y) / ground.ry) ** 2 < 1
    left, top, right, bottom = layout.bounds
    assert all(left < place.x < right and top < place.y < bottom for place in layout.places)


def test_the_same_people_in_another_order_give_the_same_picture() -> None:
    dots = people(200, 5, 30)
    mixed = dots[:]
    random.Random(3).shuffle(mixed)

    def picture(of: list[Dot]) -> Layout:
        return lay_out(*grouped(of, "both"))

    one, other = picture(dots), picture(mixed)
    assert sorted(one.places) == sorted(other.places)
    assert one.grounds == other.grounds


def test_somebody_new_in_a_large_group_moves_nobody() -> None:
    group = Group("event:1", "Forum", tuple(range(1, 101)))
    more = group._replace(people=tuple(range(1, 102)))
    other = Group("event:2", "Webinar", tuple(range(300, 320)))
    assert radius(100) == radius(101)
    before, after = (lay_out([each, other], []) for each in (group, more))
    assert set(before.places) < set(after.places)


def test_groups_of_both_kinds_take_the_larger_one() -> None:
    dots = [Dot(n, "", "", 1, "Forum", 10 + n % 2, f"Clinic {n % 2}") for n in range(1, 7)]
    dots += [Dot(n, "", "", None, "", 10, "Clinic 0") for n in range(7, 13)]
    dots += [Dot(13, "", "", 2, "Webinar", 99, "Alone"), Dot(14, "", "")]
    groups, alone = grouped(dots, "both")
    assert [(group.title, len(group.people)) for group in groups] == [("Clinic 0", 9), ("Forum", 3)]
    assert alone == [13, 14]
    assert [group.title for group in grouped(dots, "event")[0]] == ["Forum"]
    assert grouped(dots, "how")[0][0].title == "At an event"


def test_many_who_are_alone_become_a_group_and_so_do_small_ones() -> None:
    dots = [Dot(n, "", "", None, "", n, f"O{n}") for n in range(1, FREE + 2)]
    groups, alone = grouped([*dots, Dot(99, "", "")], "employer")
    assert ([group.title for group in groups], alone) == (["Others"], [99])
    nobody = grouped([Dot(n, "", "") for n in range(FREE + 1)], "event")
    assert [group.key for group in nobody[0]] == [NONE]
    pairs = [Dot(n, "", "", None, "", n // 2, "O") for n in range(2 * MOST_GROUPS + 40)]
    groups, alone = grouped(pairs, "employer")
    assert len(groups) == MOST_GROUPS + 1
    assert sum(len(group.people) for group in groups) == len(pairs)
    assert not alone
    many = [Dot(n, "", "", None, "", n, f"{chr(65 + n % 26)}{n} Clinic") for n in range(1000)]
    groups = grouped(many, "employer")[0]
    assert max(len(group.people) for group in groups) <= TOGETHER
    assert groups[0].title.startswith("Others, A0 – H")


def test_how_people_met_is_one_word_however_it_is_written() -> None:
    dots = [Dot(1, "", "", how="class"), Dot(2, "", "", how="Class "), Dot(3, "", "", how="CLASS")]
    assert [(group.title, group.people) for group in grouped(dots, "how")[0]] == [("Class", (1, 2, 3))]


def test_who_joins_two_groups() -> None:
    groups = [Group("a", "Forum", (1, 2, 3)), Group("b", "Clinic", (4, 5)), Group("c", "School", (6,))]
    ties = [Tie(1, 4, "met"), Tie(1, 5, "met"), Tie(2, 6, "introduced"), Tie(2, 3, "met"), Tie(2, 77, "met")]
    found = bridges(groups, ties)
    assert found[0] == (1, "Forum", "Clinic")
    assert {bridge.person_id for bridge in found} <= {1, 2, 4, 5, 6}
    assert bridges(groups, []) == []


def test_few_stand_in_the_middle_and_nobody_is_nothing() -> None:
    assert lay_out([], []).places == ()
    assert pack(10, []) == []
    for count in range(1, 12):
        xs, ys = zip(*spots(count), strict=True)
        assert abs(min(xs) + max(xs)) < 1e-6
        assert abs(min(ys) + max(ys)) < 1e-6
        assert radius(count) >= EDGE
    assert lay_out([Group("a", "A", (1, 2))], [3], lambda: True).grounds == ()


def test_circles_touch_and_never_lie_over_each_other() -> None:
    rolled = random.Random(5)
    radii = sorted((rolled.uniform(40, 900) for _each in range(130)), reverse=True)
    circles = pack(100, radii)
    for one, other in itertools.combinations(circles, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) > one.r + other.r - 1e-3
    reach = max(math.hypot(circle.x, circle.y) + circle.r for circle in circles)
    assert sum(r * r for r in radii) / reach**2 > 0.6
