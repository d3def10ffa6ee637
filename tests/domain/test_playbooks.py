"""Playbooks: the twelve load, every step falls on a right day, and adapt and stop rules do what domain.md 4 says."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.days import WorkingDays
from mrtnet.domain.kinds import CHANNELS, EVENTS, FOLLOW_UPS
from mrtnet.domain.messages import template_keys
from mrtnet.domain.playbook_parts import BESIDE, CONDITIONS, PEOPLE, TIERS
from mrtnet.domain.playbooks import (
    Facts,
    Offset,
    PlannedStep,
    Playbook,
    Rule,
    Step,
    advice,
    built_in,
    dump_playbook,
    for_chance_meeting,
    for_event_kind,
    is_over,
    load_playbook,
    next_step,
    planned_steps,
    priority,
)
from mrtnet.trouble import Trouble

DAYS = WorkingDays()
END = date(2026, 10, 14)  # a Wednesday; Monday the 12th is Columbus Day
DAY = timedelta(days=1)


def steps(
    key: str, anchor: date = END, today: date | None = None, whose: str = "person", **more: Any
) -> list[PlannedStep]:
    return planned_steps(built_in()[key], Facts(anchor=anchor, today=today or anchor, **more), DAYS, whose)


def dues(
    key: str, anchor: date = END, today: date | None = None, whose: str = "person", **more: Any
) -> dict[str, date]:
    return {step.step_key: step.due for step in reversed(steps(key, anchor, today, whose, **more))}


# --- files ---


def test_twelve_playbooks_in_order() -> None:
    assert [playbook.number for playbook in built_in().values()] == [f"P{n}" for n in range(1, 13)]
    assert all(key == playbook.key for key, playbook in built_in().items())


@pytest.mark.parametrize("playbook", built_in().values(), ids=lambda playbook: playbook.key)
def test_everything_a_playbook_names_exists(playbook: Playbook) -> None:
    for step in playbook.steps:
        assert step.kind in FOLLOW_UPS
        assert step.channel in CHANNELS
        assert not step.template or step.template in template_keys()
        assert step.purpose
        assert step.source
        assert set(step.only) | set(step.unless) <= set(CONDITIONS)
    for rule in playbook.rules:
        assert not rule.playbook or rule.playbook in built_in()
        assert rule.note or rule.offset
    assert load_playbook(dump_playbook(playbook), "again.toml") == playbook


def test_the_number_of_rows_is_that_of_the_tables() -> None:
    rows = {
        "P1": 8,
        "P2": 5,
        "P3": 4,
        "P4": 5,
        "P5": 7,
        "P6": 7,
        "P7": 6,
        "P8": 8,
        "P9": 6,
        "P10": 8,
        "P11": 6,
        "P12": 6,
    }
    assert all(len(playbook.steps) >= rows[playbook.number] for playbook in built_in().values())


names = st.text(alphabet="abcdefgh-", min_size=1, max_size=8).filter(lambda key: all(key.split("-")))
lines = st.text(alphabet=st.characters(codec="utf-8", categories=["L", "N", "P"]), min_size=1, max_size=30)


def built(kind: Any, **parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """As `st.builds`, which would also make up the fields that are not given."""
    return st.fixed_dictionaries(parts).map(lambda given_parts: kind(**given_parts))


offsets = st.one_of(
    built(Offset, days=st.integers(-365, 1000), until=st.none() | st.integers(1000, 1825)),
    built(Offset, working_days=st.integers(-250, 500).filter(bool), weekday=st.none() | st.integers(0, 6)),
    built(Offset, of_length=st.floats(0, 1)),
)


def _halves(keys: list[str]) -> tuple[list[str], list[str]]:
    return keys[::2], keys[1::2]


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    keys = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    some, others = (st.lists(st.sampled_from(part), max_size=2).map(tuple) for part in _halves(sorted(CONDITIONS)))
    steps = tuple(
        Step(
            key,
            draw(st.sampled_from(sorted(FOLLOW_UPS))),
            draw(lines),
            draw(st.sampled_from(sorted(CHANNELS))),
            template=draw(st.sampled_from(["", *sorted(template_keys())])),
            offset=draw(offsets),
            anchor=draw(st.sampled_from(["", "met", "unanswered", "reply"])),
            ranks=draw(st.sampled_from([("A", "B", "C"), ("A",), ("B", "C")])),
            scope=draw(st.sampled_from(["person", "me"])),
            to=draw(st.lists(st.sampled_from(sorted(PEOPLE)), max_size=2).map(tuple)),
            every=draw(st.sampled_from([0, 0, 1, 7, 120])),
            within_length=draw(st.booleans()),
            only=draw(some),
            unless=draw(others),
        )
        for key in keys
    )
    rule = built(
        Rule,
        when=some,
        note=st.just("") | lines,
        after=st.sampled_from(["", *keys]),
        steps=st.lists(st.sampled_from(keys), min_size=1, max_size=2).map(tuple),
        drop=st.booleans(),
        stop=st.booleans(),
        offset=st.none() | offsets,
        tier=st.sampled_from(["", *TIERS]),
        spread_until=st.integers(0, 6),
    )
    return Playbook(
        draw(names),
        draw(lines),
        {"met": draw(lines), "reply": draw(lines)},
        steps,
        scope=draw(st.sampled_from(["person", "event"])),
        anchor_at=draw(st.sampled_from(["start", "end"])),
        cycle=draw(st.sampled_from([0, 0, 7, 28])),
        rules=tuple(draw(st.lists(rule, max_size=3))),
    )


days_near = st.dates(date(2025, 11, 1), date(2027, 2, 28))
facts = built(
    Facts,
    anchor=days_near,
    today=days_near,
    event=st.sampled_from(["", "AHIMA26"]),
    length_days=st.none() | st.integers(1, 150),
    rank=st.sampled_from(["", "A", "B", "C"]),
    met_count=st.integers(0, 20),
    nth=st.integers(0, 20),
    position=st.sampled_from(["", "gone", *(step.key for each in built_in().values() for step in each.steps)]),
    last_step_on=st.none() | days_near,
    moments=st.dictionaries(
        st.sampled_from(sorted({key for playbook in built_in().values() for key in playbook.anchors} | {"reply"})),
        days_near,
    ),
    role=st.sampled_from(["", *PEOPLE]),
    has_email=st.booleans(),
    has_link=st.booleans(),
    replied=st.booleans(),
    waiting_since=st.none() | days_near,
    nudged=st.booleans(),
    promised=st.booleans(),
    virtual=st.booleans(),
    they_wrote_first=st.booleans(),
    flags=st.frozensets(st.sampled_from(sorted(CONDITIONS)), max_size=3),
)


@given(playbooks())
def test_any_playbook_survives_its_file(playbook: Playbook) -> None:
    assert load_playbook(dump_playbook(playbook), "own.toml") == playbook


GOOD: dict[str, Any] = {
    "key": "own",
    "title": "Own",
    "anchors": {"met": "your meeting"},
    "steps": [
        {"key": "thank", "kind": "thank-you", "title": "Thanks", "channel": "email", "days": 1},
        {"key": "rest", "kind": "decide", "title": "Decide", "channel": "app", "days": 30},
    ],
}


def changed(step: dict[str, Any] | None = None, rules: list[dict[str, Any]] | None = None, **more: Any) -> str:
    first = {key: value for key, value in {**GOOD["steps"][0], **(step or {})}.items() if value is not None}
    whole = {**GOOD, "steps": [first, GOOD["steps"][1]], "rules": rules or [], **more}
    return tomli_w.dumps({key: value for key, value in whole.items() if value is not None})


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("= not toml", "TOML"),
        ("x" * 300_000, "too long"),
        ("a = " + "[" * 5_000, "TOML"),
        ("", "key"),
        (changed(title=None), "title"),
        (changed(title=3), "title"),
        (changed(key="No Key"), "key"),
        (changed(steps=[]), "steps"),
        (changed(steps=[3]), "steps"),
        (changed(steps=[GOOD["steps"][0]] * 2), "twice"),
        (changed(steps=[{**GOOD["steps"][0], "key": f"s{n}"} for n in range(100)]), "60"),
        (changed(anchors={}), "anchors"),
        (changed(colour="red"), "colour"),
        (changed(scope="team"), "team"),
        (changed(starts_on="birth"), "birth"),
        (changed(cycle=-1), "cycle"),
        (changed({"kind": "sell"}), "sell"),
        (changed({"kind": None}), "kind"),
        (changed({"channel": "pigeon"}), "pigeon"),
        (changed({"template": "nothing"}), "nothing"),
        (changed({"days": 100_000}), "days"),
        (changed({"days": -100_000}), "days"),
        (changed({"days": 1.5}), "days"),
        (changed({"days": True}), "days"),
        (changed({"days": 5, "until": 2}), "ends before"),
        (changed({"days": 5, "working_days": 2}), "more than one"),
        (changed({"days": None, "of_length": 2.0}), "of_length"),
        (changed({"days": None, "of_length": float("nan")}), "of_length"),
        (changed({"every": 0}), "every"),
        (changed({"from": "nowhere"}), "nowhere"),
        (changed({"ranks": ["Z"]}), "Z"),
        (changed({"ranks": "A"}), "ranks"),
        (changed({"to": ["cat"]}), "cat"),
        (changed({"only": ["full-moon"]}), "full-moon"),
        (changed({"optional": "yes"}), "optional"),
        (changed({"purpose": "x" * 5_000}), "purpose"),
        (changed({"weekday": "freitag"}), "freitag"),
        (changed(rules=[{}]), "when"),
        (changed(rules=[{"when": [], "steps": ["nobody"], "drop": True}]), "nobody"),
        (changed(rules=[{"when": [], "playbook": "own"}]), "circle"),
        (changed(rules=[{"when": [], "days": 4}]), "no steps"),
        (changed(rules=[{"when": [], "steps": ["thank"], "before": "thank"}]), "before itself"),
        (
            changed(
                rules=[
                    {"when": [], "steps": ["thank"], "before": "rest"},
                    {"when": [], "steps": ["rest"], "before": "thank"},
                ]
            ),
            "before itself",
        ),
    ],
)
def test_a_broken_file_is_told_in_one_sentence(text: str, about: str) -> None:
    with pytest.raises(Trouble) as told:
        load_playbook(text, "own.toml")
    assert "own.toml" in str(told.value)
    assert about in str(told.value)
    assert str(told.value).endswith(".")
    assert len(str(told.value)) < 300


def test_own_templates_may_be_named() -> None:
    assert load_playbook(changed(), "own.toml").steps[0].key == "thank"
    assert load_playbook(changed({"template": "mine"}), "own.toml", {"mine"}).steps[0].template == "mine"


# --- the engine, whatever the facts ---


def holds_for_any(playbook: Playbook, known: Facts, whose: str) -> None:
    planned = planned_steps(playbook, known, DAYS, whose)
    assert all(DAYS.is_working(step.due) and step.due >= known.today for step in planned)
    assert [step.due for step in planned] == sorted(step.due for step in planned)
    assert next_step(playbook, known, DAYS, whose) == (planned[0] if planned else None)
    assert all(1 <= step.number <= step.total and step.why and step.title for step in planned)
    assert [step.next_title for step in planned] == [step.title for step in planned[1:]] + [""] * bool(planned)
    repeated = {step.key for step in playbook.steps if step.every or playbook.cycle}
    once = Counter(step.step_key for step in planned if step.step_key not in repeated)
    assert all(times == 1 for times in once.values())
    assert known.position in repeated or known.position not in once
    if known.replied or known.nudged:
        assert "nudge" not in {step.kind for step in planned}
    assert all(step.scope == whose for step in planned)
    for ended in (known._replace(do_not_contact=True), known._replace(deceased=True)):
        assert whose == "me" or planned_steps(playbook, ended, DAYS) == []


@given(st.sampled_from(list(built_in().values())), facts, st.sampled_from(["person", "me"]))
def test_built_in_playbooks_under_any_facts(playbook: Playbook, known: Facts, whose: str) -> None:
    holds_for_any(playbook, known, whose)


@given(playbooks(), facts, st.sampled_from(["person", "me"]))
def test_own_playbooks_under_any_facts(playbook: Playbook, known: Facts, whose: str) -> None:
    holds_for_any(playbook, known, whose)


def walked(playbook: Playbook, known: Facts, remember: bool) -> list[str]:
    """The steps prompted when each is done on its day, twelve at most."""
    done: list[str] = []
    for _turn in range(12):
        step = next_step(playbook, known, DAYS)
        if step is None:
            break
        assert step.due >= known.today
        done.append(step.step_key)
        known = known._replace(position=step.step_key, last_step_on=step.due, today=step.due)
        known = known._replace(done=frozenset(done)) if remember else known
    return done


@given(st.sampled_from(list(built_in().values())), facts)
def test_a_run_walked_to_its_end_prompts_each_step_once(playbook: Playbook, known: Facts) -> None:
    repeated = {step.key for step in playbook.steps if step.every or playbook.cycle}
    known = known._replace(position="", last_step_on=None, waiting_since=None)
    done = walked(playbook, known, remember=True)
    assert all(times == 1 for key, times in Counter(done).items() if key not in repeated)
    assert repeated & set(done) or len(done) < 12
    one_anchor = walked(playbook, known._replace(moments={}), remember=False)
    assert all(times == 1 for key, times in Counter(one_anchor).items() if key not in repeated)


def test_a_run_that_waits_for_a_day_is_not_over() -> None:
    asked = Facts(END, END + 8 * DAY, position="nudge", last_step_on=END + 8 * DAY, replied=True)
    playbook = built_in()["interview-before"]
    assert next_step(playbook, asked, DAYS) is None
    assert not is_over(playbook, asked, DAYS)
    assert is_over(playbook, asked._replace(do_not_contact=True), DAYS)
    closed = Facts(END, END + 40 * DAY, position="close", last_step_on=END + 21 * DAY, waiting_since=END + 7 * DAY)
    assert is_over(playbook, closed, DAYS)
    decided = Facts(END, END + 30 * DAY, position="decide", last_step_on=END + 30 * DAY)
    assert is_over(built_in()["after-event"], decided, DAYS)
    assert not is_over(built_in()["after-event"], decided._replace(position="linkedin"), DAYS)
    assert not is_over(built_in()["mentor-cycle"], decided._replace(position=""), DAYS)


def test_a_moment_learned_late_is_not_lost() -> None:
    known = Facts(
        END, END + 12 * DAY, position="employer", last_step_on=END + 12 * DAY, done=frozenset({"thank", "employer"})
    )
    told = known._replace(moments={"interview-set": END + 8 * DAY})
    assert next_step(built_in()["referred-application"], known, DAYS) is None
    step = next_step(built_in()["referred-application"], told, DAYS)
    assert step is not None
    assert (step.step_key, step.due) == ("tell-interview", known.today)


def test_a_day_beyond_the_calendar_is_told() -> None:
    with pytest.raises(Trouble):
        steps("after-event", date(9999, 12, 30))


# --- P1, P2, P7 as written ---


def test_p1_for_an_a_person() -> None:
    planned = steps("after-event", event="AHIMA26", rank="A")
    first = planned[0]
    assert first.place == "Step 1 of 4"
    assert (first.kind, first.channel, first.template) == ("thank-you", "email", "thanks-after-event")
    assert first.due == date(2026, 10, 15)
    assert first.why == "Day 1 after AHIMA26: be remembered"
    assert first.next_title == "LinkedIn invitation"
    assert dues("after-event", rank="A") == {
        "thank": date(2026, 10, 15),
        "linkedin": date(2026, 10, 16),
        "request": date(2026, 10, 28),
        "nudge": date(2026, 11, 12),  # ten working days after the request, Veterans Day between
        "decide": date(2026, 11, 13),
    }


def test_p1_by_rank() -> None:
    assert list(dues("after-event", rank="B")) == ["decide", "linkedin", "thank"]
    assert dues("after-event", rank="") == dues("after-event", rank="B")
    assert dues("after-event", rank="C") == {"decide": date(2026, 11, 13)}
    assert dues("after-event", rank="B", met_count=8)["thank"] == date(2026, 10, 15)


def test_p1_after_a_friday_moves_to_monday() -> None:
    friday = date(2026, 10, 23)
    planned = steps("after-event", friday, rank="B")
    assert [step.due for step in planned[:2]] == [date(2026, 10, 26)] * 2
    assert planned[0].moved_from == date(2026, 10, 24)
    assert planned[0].days_late == 0
    columbus = steps("after-event", date(2026, 10, 9), rank="B")[0]
    assert columbus.due == date(2026, 10, 13)


def test_p1_spreads_the_thanks_when_many_were_met() -> None:
    monday = date(2026, 10, 19)
    assert dues("after-event", monday, rank="A", met_count=14)["thank"] == date(2026, 10, 20)
    days = [dues("after-event", monday, rank="B", met_count=14, nth=n)["thank"] for n in range(9)]
    assert Counter(days) == {date(2026, 10, day): 3 for day in (21, 22, 23)}
    for nth in range(9):
        planned = steps("after-event", monday, rank="B", met_count=14, nth=nth)
        assert planned[0].due <= planned[1].due
        assert {step.days_late for step in planned} == {0}
    late = [dues("after-event", monday, date(2026, 10, 22), rank="B", met_count=14, nth=n)["thank"] for n in range(4)]
    assert set(late) == {date(2026, 10, 22), date(2026, 10, 23)}


def test_p1_promise_only_when_there_is_one() -> None:
    assert dues("after-event", rank="C", promised=True) == {"promise": date(2026, 10, 19), "decide": date(2026, 11, 13)}


def test_p1_virtual_event_invites_before_it_writes() -> None:
    planned = steps("after-event", rank="B", virtual=True)
    assert [step.step_key for step in planned[:2]] == ["linkedin", "thank"]
    assert [step.due for step in planned[:2]] == [date(2026, 10, 15), date(2026, 10, 16)]
    after = steps("after-event", rank="B", virtual=True, position="linkedin", last_step_on=date(2026, 10, 15))
    assert after[0].step_key == "thank"


def test_p1_logged_late_still_thanks_and_keeps_its_distances() -> None:
    late = date(2026, 11, 3)
    planned = steps("after-event", today=late, rank="A")
    assert [step.step_key for step in planned] == ["thank", "linkedin", "request", "nudge", "decide"]
    assert planned[0].due == late
    assert planned[0].days_late == 19
    assert planned[1].due == date(2026, 11, 4)
    assert planned[2].due == date(2026, 11, 16)
    a_little = dues("after-event", today=date(2026, 10, 20), rank="A")
    assert a_little["request"] == date(2026, 10, 28)
    assert a_little["decide"] == date(2026, 11, 13)


def test_p1_continues_after_each_step() -> None:
    known = Facts(END, date(2026, 10, 15), rank="B", position="thank", last_step_on=date(2026, 10, 15))
    step = next_step(built_in()["after-event"], known, DAYS)
    assert step is not None
    assert (step.step_key, step.due, step.place) == ("linkedin", date(2026, 10, 16), "Step 2 of 3")
    tardy = date(2026, 10, 21)
    behind = dues("after-event", today=tardy, rank="B", position="thank", last_step_on=tardy)
    assert behind["linkedin"] == date(2026, 10, 22)
    assert (
        dues("after-event", today=date(2026, 11, 13), rank="B", position="decide", last_step_on=date(2026, 11, 13))
        == {}
    )


def test_p1_reminds_once_and_only_the_silent() -> None:
    waiting: dict[str, Any] = {"rank": "B", "position": "linkedin", "last_step_on": date(2026, 10, 16)}
    waiting |= {"today": date(2026, 10, 16), "waiting_since": date(2026, 10, 15)}
    assert dues("after-event", **waiting)["nudge"] == date(2026, 10, 29)
    assert "nudge" not in dues("after-event", **waiting, replied=True)
    assert "nudge" not in dues("after-event", **waiting, nudged=True)
    silent = Facts(END, date(2026, 11, 16), waiting_since=date(2026, 10, 29), nudged=True, position="nudge")
    assert [rule.tier for rule in advice(built_in()["after-event"], silent, DAYS)] == ["wide"]
    assert advice(built_in()["after-event"], silent._replace(replied=True), DAYS) == []


def test_without_an_address_the_thanks_go_another_way() -> None:
    by_link = steps("after-event", rank="B", has_email=False, has_link=True)
    assert (by_link[0].channel, by_link[0].template) == ("linkedin", "linkedin-note")
    assert "linkedin" not in {step.step_key for step in by_link}
    assert steps("after-event", has_email=False, has_phone=True)[0].channel == "phone"
    assert steps("after-event", has_email=False)[0].channel == "ask"


def test_p1_own_steps_come_once_for_the_event() -> None:
    assert dues("after-event", today=date(2026, 9, 1), whose="me") == {
        "prepare": date(2026, 9, 30),
        "capture": date(2026, 10, 14),
        "log-ceus": date(2026, 10, 19),
    }
    assert list(dues("after-event", today=date(2026, 10, 15), whose="me")) == ["log-ceus", "capture"]


def test_p2() -> None:
    assert dues("chance-meeting") == {
        "thank": date(2026, 10, 15),
        "linkedin": date(2026, 10, 16),
        "give": date(2026, 11, 13),
        "decide": date(2027, 1, 12),
    }
    wrote = steps("chance-meeting", they_wrote_first=True)
    assert (wrote[0].step_key, wrote[0].due) == ("answer", END)
    assert "thank" not in {step.step_key for step in wrote}


def test_p2_stops_after_silence() -> None:
    known = Facts(
        END, date(2026, 12, 4), position="give", last_step_on=date(2026, 11, 13), waiting_since=date(2026, 11, 13)
    )
    playbook = built_in()["chance-meeting"]
    assert planned_steps(playbook, known, DAYS) == []
    assert [rule.tier for rule in advice(playbook, known, DAYS)] == ["wide"]
    assert [step.step_key for step in planned_steps(playbook, known._replace(replied=True), DAYS)] == ["decide"]
    assert planned_steps(playbook, known._replace(today=date(2026, 11, 20)), DAYS)


def test_p7() -> None:
    planned = steps("interview-after")
    assert (planned[0].kind, planned[0].template, planned[0].due) == ("thank-you", "thanks-after-interview", END + DAY)
    assert dues("interview-after") == {
        "thank": date(2026, 10, 15),
        "did-it": date(2026, 11, 13),
        "update": date(2027, 2, 11),
    }
    late_talk = {"their-talk": date(2026, 11, 23)}
    behind = dues(
        "interview-after",
        today=date(2026, 11, 23),
        moments=late_talk,
        position="did-it",
        last_step_on=date(2026, 11, 13),
    )
    assert behind["report-back"] == date(2026, 11, 24)
    named = steps("interview-after", flags=frozenset({"introduced"}))[1]
    assert named.due == date(2026, 10, 16)
    assert set(named.to) <= BESIDE
    assert "useful" in dues("interview-after", flags=frozenset({"nothing_to_report"}))
    vacancy = advice(built_in()["interview-after"], Facts(END, END, flags=frozenset({"vacancy"})), DAYS)
    assert [rule.playbook for rule in vacancy] == ["referred-application"]


# --- the others ---


def test_p3_short_internship_does_all_on_day_one() -> None:
    first = date(2026, 6, 1)
    assert dues("practicum-start", first, role="supervisor", length_days=60) == {"expectations": date(2026, 6, 2)}
    assert dues("practicum-start", first, role="supervisor", length_days=5) == {"expectations": first}
    assert dues("practicum-start", first, role="ppe-coordinator", length_days=60) == {"thank-host": date(2026, 6, 8)}
    assert dues("practicum-start", first, role="") == {}
    assert dues("practicum-start", first, date(2026, 5, 1), "me") == {"read-up": date(2026, 5, 26), "names": first}


def test_p4_weekly_until_the_last_day_with_a_talk_halfway() -> None:
    first = date(2026, 6, 1)
    planned = steps("practicum-during", first, role="supervisor", length_days=33)
    weekly = [step.due for step in planned if step.step_key == "one-to-one"]
    assert weekly == [date(2026, 6, 8), date(2026, 6, 15), date(2026, 6, 22), date(2026, 6, 29)]
    assert dues("practicum-during", first, role="supervisor", length_days=33)["halfway"] == date(2026, 6, 17)
    daily = [step.due for step in steps("practicum-during", first, role="supervisor", length_days=5)]
    assert daily.count(date(2026, 6, 3)) == 2  # ten minutes, and the talk halfway
    assert max(daily) == date(2026, 6, 5)
    fridays = [
        step.due for step in steps("practicum-during", first, whose="me", length_days=33) if step.kind == "capture"
    ]
    assert fridays[:2] == [date(2026, 6, 5), date(2026, 6, 12)]
    done: dict[str, Any] = {"role": "supervisor", "length_days": 33, "position": "one-to-one"}
    left = steps("practicum-during", first, date(2026, 6, 22), last_step_on=date(2026, 6, 22), **done)
    assert [step.due for step in left] == [date(2026, 6, 29)]


def test_p5_ends_an_internship() -> None:
    last, early = date(2026, 7, 31), date(2026, 6, 15)
    assert dues("practicum-end", last, early, role="supervisor", length_days=61) == {
        "reference": date(2026, 7, 10),
        "feedback": date(2026, 7, 24),
        "thank": date(2026, 7, 30),
        "linkedin": date(2026, 7, 31),
        "first-news": date(2026, 8, 31),
        "news": date(2026, 11, 30),  # day 120 is a Saturday; the next comes 120 days on
    }
    ten_days = dues("practicum-end", last, date(2026, 7, 22), role="supervisor", length_days=10)
    assert ten_days["reference"] == date(2026, 7, 28)
    assert dues("practicum-end", last, early, role="supervisor", flags=frozenset({"hired"})) == {}
    bad = dues("practicum-end", last, early, role="supervisor", flags=frozenset({"bad_experience"}))
    assert list(bad) == ["thank"]
    late = dues("practicum-end", last, date(2026, 8, 5), role="supervisor", length_days=61)
    assert "reference" not in late
    assert late["thank"] == date(2026, 8, 5)


def test_p6_asks_reminds_once_and_closes() -> None:
    assert dues("interview-before") == {
        "request": END,
        "nudge": date(2026, 10, 21),
        "close": date(2026, 11, 4),
    }
    moments = {"yes": date(2026, 10, 16), "meeting": date(2026, 11, 2)}  # a Monday
    agreed = dues(
        "interview-before",
        today=date(2026, 10, 16),
        position="request",
        last_step_on=END,
        moments=moments,
        replied=True,
    )
    assert agreed == {
        "calendar": date(2026, 10, 16),
        "research": date(2026, 10, 26),
        "questions": date(2026, 10, 30),  # two days before is Saturday, and Monday would be too late
        "confirm": date(2026, 10, 30),
    }
    declined: dict[str, Any] = {"replied": True, "flags": frozenset({"declined"})}
    assert list(dues("interview-before", position="request", last_step_on=END, **declined)) == ["thank-anyway"]


def test_a_reminder_waits_from_the_day_of_the_message_and_there_is_none_of_a_skipped_one() -> None:
    thursday = END + timedelta(days=3)
    told: dict[str, Any] = {"today": thursday, "position": "request", "last_step_on": thursday}
    told["waiting_since"], told["done"] = thursday, frozenset({"request"})
    late = dues("interview-before", **told)
    assert late["nudge"] >= thursday + timedelta(days=7)
    assert "nudge" not in dues("interview-before", skipped=frozenset({"request"}), **told)


def test_p8_and_p9_mentoring() -> None:
    asked = dues("new-mentor", today=date(2026, 9, 20))
    assert asked == {"relation": date(2026, 9, 30), "question": END, "nudge": date(2026, 10, 26)}
    cycle = steps("mentor-cycle", today=date(2026, 10, 1), moments={"start": date(2026, 1, 5)})
    assert [step.step_key for step in cycle[:5]] == ["think", "agenda", "meet", "summary", "own-promises"]
    assert [step.anchor for step in cycle if step.step_key == "meet"][:2] == [END, END + 28 * DAY]
    assert [step.due for step in cycle if step.step_key == "yearly-thanks"] == [date(2027, 1, 5)]
    after = steps("mentor-cycle", today=date(2026, 10, 28), position="own-promises", last_step_on=date(2026, 10, 28))
    assert (after[0].step_key, after[0].anchor) == ("think", END + 28 * DAY)


def test_p10_tells_everyone() -> None:
    moments = {"interview-set": date(2026, 10, 22), "interview": date(2026, 10, 29), "result": date(2026, 11, 5)}
    told = dues("referred-application", moments=moments, replied=True)
    assert told["tell-interview"] == date(2026, 10, 22)
    assert told["thank-interviewers"] == date(2026, 10, 29)
    assert told["tell-result"] == date(2026, 11, 6)
    assert "employer" not in told
    assert "employer" not in dues("referred-application", flags=frozenset({"no_contact"}))
    assert dues("referred-application")["employer"] == date(2026, 10, 26)


def test_p11_by_part() -> None:
    assert list(dues("ceu-workshop", role="speaker")) == ["thank"]
    assert list(dues("ceu-workshop", role="peer")) == ["linkedin"]
    assert len(dues("ceu-workshop")) == 2
    assert dues("ceu-workshop", role="peer", flags=frozenset({"recording"})) == {}


def test_p12_rests_after_silence() -> None:
    assert dues("revive-tie")["nudge"] == date(2026, 10, 26)
    silent = Facts(END, date(2026, 11, 20), position="nudge", nudged=True, waiting_since=date(2026, 10, 26))
    assert planned_steps(built_in()["revive-tie"], silent, DAYS) == []
    assert [rule.rest_days for rule in advice(built_in()["revive-tie"], silent, DAYS)] == [365]


# --- choosing ---


def test_every_event_kind_has_a_playbook() -> None:
    assert {for_event_kind(kind) for kind in EVENTS} <= set(built_in())
    assert for_event_kind("conference") == for_event_kind("job-fair") == for_event_kind("her-own") == "after-event"
    assert for_event_kind("webinar") == "ceu-workshop"
    assert for_event_kind("internship") == "practicum-start"
    assert for_chance_meeting() in built_in()


def test_priority_of_prompts() -> None:
    order = ["thank-you", "promise", "report-back", "request", "nudge", "check-in"]
    assert sorted(reversed(order), key=priority) == order
    assert len({priority(kind) for kind in order}) == 6
    assert all(0 <= priority(kind) <= 5 for kind in FOLLOW_UPS)
