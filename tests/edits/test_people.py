"""People changed: met again, moved to another job, ranked, stopped, removed. Nothing of theirs gets lost."""

from datetime import date
from typing import Any

import pytest

from mrtnet.domain.forms import Address, Job, NextStep, PersonForm, Reach
from mrtnet.domain.rows import PersonDetail
from mrtnet.edits import follow_ups, people, tags
from mrtnet.queries import person
from mrtnet.trouble import Trouble
from tests.edits.hers import THURSDAY, Hers, someone

FRIDAY, MONDAY = date(2026, 10, 16), date(2026, 10, 19)


def _detail(hers: Hers, person_id: int) -> PersonDetail:
    found = person.detail(hers.book.read, person_id)
    assert found is not None
    return found


def _again(hers: Hers, person_id: int, event: int | None = None, **fields: Any) -> None:
    form = PersonForm(**{"name": "Rosa Delgado-Ruiz", **fields})
    hers.book.do(people.meet_again, person_id, form, today=hers.today, event_id=event)


def test_meeting_again_adds_what_is_new_and_replaces_nothing(hers: Hers) -> None:
    rosa = hers.meets(
        event=hers.event(), credentials=["RHIT"], jobs=[Job(organization="Mercy", title="Coder")], tags=["coding"],
        pronouns="she/her", note="Likes plain words.", languages=["es"],
    )  # fmt: skip
    _again(
        hers, rosa, name="R. Delgado", credentials=["RHIT", "CCS"], pronouns="they/them", birthday="--05-04",
        jobs=[Job(organization="mercy", department="HIM"), Job(organization="Twin Rivers Clinic")],
        reaches=[Reach(property="EMAIL", value="First.Last@LAKESHOREMC.example"),
                 Reach(property="TEL", value="(312) 555-0148")],
        addresses=[Address(locality="Chicago")], tags=["Coding", "mentor"], languages=["en", "es"],
        note="Runs the audit club.", talked_about="The audit",
    )  # fmt: skip
    detail = _detail(hers, rosa)
    assert detail.name == "Rosa Delgado-Ruiz"
    assert detail.credentials == ("RHIT", "CCS")
    assert (detail.pronouns, detail.birthday) == ("she/her", "--05-04")
    jobs = [(job.organization, job.title, job.department) for job in detail.jobs]
    assert jobs == [("Mercy", "Coder", "HIM"), ("Twin Rivers Clinic", "", "")]
    assert [reach.value for reach in detail.reaches] == ["first.last@lakeshoremc.example", "(312) 555-0148"]
    assert detail.tags == ("coding", "mentor")
    assert detail.languages == ("es", "en")
    assert detail.note == "Likes plain words.\n\nRuns the audit club."
    assert [address.locality for address in detail.addresses] == ["Chicago"]
    _again(hers, rosa, note="Runs the audit club.", addresses=[Address(locality="Chicago")])
    assert _detail(hers, rosa).note == detail.note
    assert len(_detail(hers, rosa).addresses) == 1


def test_meeting_again_at_an_event_begins_its_playbook(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa", tier="close", met_on=date(2026, 9, 1)), today=hers.today)
    assert hers.next(rosa) == ("check-in", date(2026, 10, 27))
    event = hers.event()
    _again(hers, rosa, event)
    assert [(step.kind, step.due) for step in hers.open(rosa)] == [("thank-you", THURSDAY)]
    _again(hers, rosa, event)  # a second talk at the same event
    assert len(person.runs(hers.book.read, rosa)) == 1


def test_another_playbooks_step_waits_for_its_turn(hers: Hers) -> None:
    rosa = hers.meets(rank="C", event=hers.event())
    assert hers.next(rosa) == ("decide", date(2026, 11, 13))
    hers.book.do(people.set_rank, [rosa], "B", today=hers.today)
    for _step in range(2):
        hers.does(rosa)
    hers.hears_from(rosa)
    assert hers.next(rosa) == ("decide", date(2026, 11, 13))
    hers.today = date(2026, 10, 22)
    _again(hers, rosa, hers.event(name="Chapter evening", first_day=hers.today, last_day=hers.today))
    assert [step.kind for step in hers.open(rosa)] == ["thank-you"]


def test_what_she_put_off_stays_when_she_meets_the_person_again(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.snoozes(rosa, MONDAY)
    _again(hers, rosa, hers.event(name="Chapter evening", first_day=THURSDAY, last_day=THURSDAY))
    assert [(step.kind, step.due) for step in hers.open(rosa)] == [("thank-you", MONDAY)]


def test_meeting_again_with_a_step_typed(hers: Hers) -> None:
    rosa = hers.book.do(people.add_person, someone("Rosa"), today=hers.today)
    _again(hers, rosa, hers.event(), next_step=NextStep(kind="promise", due=MONDAY))
    assert [(step.kind, step.due) for step in hers.open(rosa)] == [("promise", MONDAY)]
    _again(hers, rosa, next_step=NextStep(kind="meet", due=FRIDAY))
    assert [step.kind for step in hers.open(rosa)] == ["meet", "promise"]


def test_changing_a_person_keeps_jobs_contacts_and_steps(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(), jobs=[Job(organization="Mercy", title="Coder")], credentials=["RHIT"])
    before = _detail(hers, rosa)
    form = PersonForm(name="Rosa Delgado", credentials=["RHIA"], met_on=before.met_on, tags=["mentor"])
    hers.book.do(people.change_person, rosa, form, today=hers.today)
    after = _detail(hers, rosa)
    assert (after.name, after.family, after.credentials, after.tags) == (
        "Rosa Delgado",
        "Delgado",
        ("RHIA",),
        ("mentor",),
    )
    assert (after.jobs, after.uid, after.met_event_id) == (before.jobs, before.uid, before.met_event_id)
    assert hers.next(rosa) == ("thank-you", THURSDAY)
    assert len(person.timeline(hers.book.read, rosa)) == 1


def test_changing_rank_and_rhythm_in_the_form_dates_anew(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    form = someone("Rosa", rank="C", met_on=THURSDAY)
    hers.book.do(people.change_person, rosa, form, today=hers.today)
    assert hers.next(rosa) == ("decide", date(2026, 11, 13))
    ama = hers.book.do(people.add_person, someone("Ama", tier="close", met_on=THURSDAY), today=hers.today)
    hers.book.do(people.change_person, ama, someone("Ama", tier="active", met_on=THURSDAY), today=hers.today)
    assert hers.next(ama) == ("check-in", date(2027, 2, 12))


def test_a_move_keeps_the_past(hers: Hers) -> None:
    rosa = hers.meets(jobs=[Job(organization="Mercy", title="Coder", since=date(2020, 1, 1))])
    hers.book.do(people.move_to_job, rosa, Job(organization="Twin Rivers Clinic", title="Lead"), today=hers.today)
    now, past = _detail(hers, rosa).jobs
    assert (now.organization, now.since, now.until) == ("Twin Rivers Clinic", THURSDAY, None)
    assert (past.organization, past.since, past.until) == ("Mercy", date(2020, 1, 1), date(2026, 10, 14))


def test_a_move_on_the_day_the_last_job_began_does_not_end_before_it(hers: Hers) -> None:
    rosa = hers.meets(jobs=[Job(organization="Mercy", since=THURSDAY)])
    hers.book.do(people.move_to_job, rosa, Job(title="Lead"), today=hers.today)
    assert [job.until for job in _detail(hers, rosa).jobs] == [None, THURSDAY]


def test_jobs_are_given_in_order(hers: Hers) -> None:
    rosa = hers.meets(jobs=[Job(organization="Mercy")])
    hers.book.do(people.change_jobs, rosa, [Job(organization="Twin Rivers Clinic"), Job(organization="MERCY")])
    assert [job.organization for job in _detail(hers, rosa).jobs] == ["Twin Rivers Clinic", "Mercy"]


def test_ranking_dates_the_open_step_anew_unless_she_dated_it(hers: Hers) -> None:
    event = hers.event()
    ids = hers.meets_all([someone("Rosa"), someone("Kwame")], event=event)
    hers.snoozes(ids[1], MONDAY)
    hers.book.do(people.set_rank, ids, "C", today=hers.today)
    assert [hers.next(each) for each in ids] == [("decide", date(2026, 11, 13)), ("thank-you", MONDAY)]
    hers.book.do(people.set_rank, ids, "A", today=hers.today)
    assert [hers.next(each) for each in ids] == [("thank-you", THURSDAY), ("thank-you", MONDAY)]


def test_ranking_takes_the_day_it_is_when_not_told(hers: Hers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T18:00+00:00")
    rosa = hers.meets(event=hers.event())
    hers.book.do(people.set_rank, [rosa], "C")
    assert hers.next(rosa) == ("decide", date(2026, 11, 13))


@pytest.mark.parametrize("deceased", [False, True])
def test_stopping_ends_every_prompt_and_undo_brings_them_back(hers: Hers, deceased: bool) -> None:
    rosa = hers.meets(event=hers.event(), tier="core")
    hers.plans(rosa, "meet", MONDAY)
    before = hers.open(rosa)
    hers.book.do(people.stop_contact, rosa, today=hers.today, deceased=deceased)
    assert hers.open(rosa) == []
    assert hers.next_touch(rosa) is None
    assert (_detail(hers, rosa).do_not_contact, _detail(hers, rosa).deceased) == (not deceased, deceased)
    hers.logs(rosa, "note")
    assert hers.open(rosa) == []
    hers.book.undo()
    hers.book.undo()
    assert hers.open(rosa) == before
    assert hers.next_touch(rosa) == THURSDAY


def test_taking_the_mark_back_lets_the_playbook_go_on(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    hers.does(rosa)
    hers.book.do(people.stop_contact, rosa, today=hers.today)
    hers.days_pass(4)
    hers.book.do(people.stop_contact, rosa, today=hers.today, stop=False)
    assert hers.next(rosa) == ("linkedin", MONDAY)


def test_removed_people_leave_what_others_were_part_of(hers: Hers) -> None:
    rosa, kwame = hers.meets_all([someone("Rosa"), someone("Kwame", met_through="Rosa")], event=hers.event())
    from mrtnet.domain.forms import InteractionForm

    shared = InteractionForm(kind="meeting", on=THURSDAY, body="The three of us.")
    hers.book.do(follow_ups.log_contact, [rosa, kwame], shared, today=THURSDAY)
    hers.logs(rosa, "call")
    hers.book.do(people.remove_people, [rosa])
    assert person.detail(hers.book.read, rosa) is None
    assert [entry.kind for entry in person.timeline(hers.book.read, kwame)] == ["meeting", "met"]
    assert _detail(hers, kwame).met_through == "Rosa"
    assert hers.book.read.execute("SELECT count(*) FROM interaction").fetchone() == (2,)
    hers.book.do(people.remove_people, [kwame])
    assert hers.book.read.execute("SELECT count(*) FROM interaction").fetchone() == (0,)
    hers.book.undo()
    hers.book.undo()
    assert [entry.kind for entry in person.timeline(hers.book.read, rosa)] == ["call", "meeting", "met"]
    assert hers.book.check() == []


def test_roles_and_tags_come_and_go(hers: Hers) -> None:
    rosa = hers.meets(roles=["colleague"], tags=["coding"])
    hers.book.do(people.set_roles, rosa, ["mentor", "colleague"])
    assert set(_detail(hers, rosa).roles) == {"mentor", "colleague"}
    hers.book.do(people.set_roles, rosa, ["mentor"])
    assert _detail(hers, rosa).roles == ("mentor",)
    hers.book.do(tags.tag_people, [rosa], "Audit")
    hers.book.do(tags.tag_people, [rosa], "audit")
    assert _detail(hers, rosa).tags == ("coding", "Audit")
    hers.book.do(tags.untag_people, [rosa], "CODING")
    assert hers.book.read.execute("SELECT name FROM tag").fetchall() == [("Audit",)]


def test_who_is_not_there_cannot_be_changed(hers: Hers) -> None:
    calls: list[Any] = [
        lambda: hers.book.do(people.change_person, 99, someone("Rosa"), today=THURSDAY),
        lambda: hers.book.do(people.meet_again, 99, someone("Rosa"), today=THURSDAY),
        lambda: hers.book.do(people.remove_people, [99]),
        lambda: hers.book.do(people.set_rank, [99], "A", today=THURSDAY),
    ]
    for call in calls:
        with pytest.raises(Trouble, match="no such person"):
            call()
    assert hers.book.history() == []


def test_one_employer_however_it_is_spelled(hers: Hers) -> None:
    hers.meets_all([someone("Rosa", jobs=[Job(organization="St. Brigid Regional")]),
                    someone("Kwame", jobs=[Job(organization="ST. BRIGID  regional")])])  # fmt: skip
    assert hers.book.read.execute("SELECT name FROM organization").fetchall() == [("St. Brigid Regional",)]
