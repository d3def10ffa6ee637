"""What lists and pages read: today, people, events, one person, what is known, what messages are filled with."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from mrtnet.domain.forms import Address, EventForm, FollowUpForm, Job, PersonForm, Reach, SessionForm
from mrtnet.edits import events as event_edits
from mrtnet.edits import follow_ups as edits
from mrtnet.edits import people as people_edits
from mrtnet.edits.settings import set_about
from mrtnet.queries import contact, events, follow_ups, known, message_values, people, person, playbooks, runs
from mrtnet.queries.about import about
from mrtnet.queries.today import today
from mrtnet.trouble import Trouble
from tests.copies import copied
from tests.edits.hers import THURSDAY, Hers, someone

FRIDAY = THURSDAY + timedelta(days=1)


@pytest.fixture
def hers(tmp_path: Path) -> Iterator[Hers]:
    with copied(tmp_path / "book.mrtnet") as opened:
        yield Hers(opened)


def test_the_page_of_today(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    kwame = hers.book.do(people_edits.add_person, someone("Kwame"), today=THURSDAY)
    hers.plans(kwame, "reply-check", FRIDAY)
    hers.plans(kwame, "meet", FRIDAY)
    hers.plans(kwame, "meet", THURSDAY + timedelta(days=8))
    hers.plans(kwame, "promise", THURSDAY - timedelta(days=2))
    page = today(hers.book.read, THURSDAY)
    assert [row.kind for row in page.late] == ["promise"]
    assert [row.person_id for row in page.today] == [rosa]
    assert [row.kind for row in page.waiting] == ["reply-check"]
    assert [row.kind for row in page.next] == ["meet"]
    assert (page.late_count, page.today_count) == (1, 1)
    assert [row.kind for row in today(hers.book.read, THURSDAY, ahead=8).next] == ["meet", "meet"]


def test_the_page_is_short_and_counts_all(hers: Hers) -> None:
    kwame = hers.book.do(people_edits.add_person, someone("Kwame"), today=THURSDAY)
    for _n in range(5):
        hers.plans(kwame, "other", THURSDAY)
    page = today(hers.book.read, THURSDAY, limit=3)
    assert (len(page.today), page.today_count) == (3, 5)


def test_people_in_the_order_of_the_list_and_of_the_next_step(hers: Hers) -> None:
    ids = hers.meets_all([someone("Zofia Adeyemi"), someone("Ana Çelik"), someone("Bo Ünal")], playbook="none")
    hers.snoozes(ids[0], THURSDAY + timedelta(days=30))
    hers.skips(ids[1])
    assert [row.name for row in people.rows(hers.book.read, people.ids_by_name(hers.book.read))] == [
        "Zofia Adeyemi", "Ana Çelik", "Bo Ünal",
    ]  # fmt: skip
    assert people.ids_by_next_step(hers.book.read) == [ids[2], ids[0], ids[1]]
    assert people.count(hers.book.read) == 3
    assert people.rows(hers.book.read, [ids[2], 99, ids[0]])[1].id == ids[0]


@pytest.mark.parametrize(
    ("said", "found"),
    [("1", [1]), ("99", []), ("rosa delgado-ruiz", [1]), ("ROSA", [1, 3]), ("delgado", [1]), ("kwame", [2]), ("", [])],
)
def test_who_is_meant(hers: Hers, said: str, found: list[int]) -> None:
    hers.meets_all([someone("Rosa Delgado-Ruiz"), someone("Kwame Asante"), someone("Rosa Marsh")])
    assert sorted(people.ids_named(hers.book.read, said)) == found


def test_one_person_whole(hers: Hers) -> None:
    form = PersonForm(
        name="Dr. Rosa Delgado-Ruiz", credentials=["RHIA", "CHPS"], pronouns="she/her", languages=["en", "es"],
        jobs=[Job(organization="Mercy", title="Director"), Job(organization="Old Clinic", until=date(2020, 5, 1))],
        reaches=[Reach(property="EMAIL", value="r@mercy.example", type="work"),
                 Reach(property="TEL", value="312 555 0148")],
        addresses=[Address(locality="Chicago", region="IL")], tags=["privacy"], roles=["mentor"],
        note="Tea, no coffee.",
    )  # fmt: skip
    (rosa,) = hers.meets_all([form], event=hers.event())
    detail = person.detail(hers.book.read, rosa)
    assert detail is not None
    assert (detail.prefix, detail.given, detail.family) == ("Dr.", "Rosa", "Delgado-Ruiz")
    assert (detail.credentials, detail.languages) == (("RHIA", "CHPS"), ("en", "es"))
    assert [(job.organization, job.until) for job in detail.jobs] == [("Mercy", None), ("Old Clinic", date(2020, 5, 1))]
    assert [(reach.property, reach.type) for reach in detail.reaches] == [("EMAIL", "work"), ("TEL", "")]
    assert (detail.tags, detail.roles, detail.note) == (("privacy",), ("mentor",), "Tea, no coffee.")
    assert detail.met_event == "Lakeside HIM Forum"
    assert person.detail(hers.book.read, 99) is None
    (run,) = person.runs(hers.book.read, rosa)
    assert (run.playbook, run.anchor, run.place) == ("after-event", date(2026, 10, 14), 0)
    assert person.run(hers.book.read, run.id) == run


def test_events_with_their_counts_and_sessions(hers: Hers) -> None:
    event = hers.event(short="forum26")
    ids = hers.meets_all([someone("Rosa"), someone("Kwame"), someone("Ama", rank="C")], event=event)
    hers.does(ids[0])
    row = events.one(hers.book.read, event)
    assert row is not None
    assert (row.met, row.thanked, row.to_thank) == (3, 1, 1)
    assert events.people_met(hers.book.read, event) == ids
    for start, title in ((time(14), "Appeals"), (time(9), "Denials")):
        form = SessionForm(title=title, day=date(2026, 10, 13), starts=start)
        hers.book.do(event_edits.add_session, event, form)
    assert [each.title for each in events.sessions(hers.book.read, event)] == ["Denials", "Appeals"]
    assert events.sessions(hers.book.read) == events.sessions(hers.book.read, event)
    assert events.ids_named(hers.book.read, "FORUM26") == events.ids_named(hers.book.read, "lakeside") == [event]


def test_the_event_to_log_people_for(hers: Hers) -> None:
    hers.event(name="Long ago", first_day=date(2026, 9, 1), last_day=date(2026, 9, 2))
    forum = hers.event()
    hers.event(name="To come", first_day=date(2026, 11, 1), last_day=date(2026, 11, 2))
    found = events.current(hers.book.read, THURSDAY)
    assert found is not None
    assert found.id == forum
    assert events.current(hers.book.read, date(2026, 10, 30)) is None


def test_follow_ups_of_days_and_events(hers: Hers) -> None:
    event = hers.event()
    rosa, kwame = hers.meets_all([someone("Rosa"), someone("Kwame")], event=event)
    hers.does(rosa)
    assert [row.person for row in follow_ups.of_event(hers.book.read, event)] == ["Kwame", "Rosa"]
    assert len(follow_ups.of_event(hers.book.read, event, only_open=False)) == 3
    assert [row.person_id for row in follow_ups.open_between(hers.book.read, THURSDAY, THURSDAY)] == [kwame]
    assert [row.person_id for row in follow_ups.closed_on(hers.book.read, THURSDAY)] == [rosa]
    assert [row.person_id for row in follow_ups.all_open(hers.book.read, FRIDAY)] == [rosa]


def test_what_is_known_for_completing(hers: Hers) -> None:
    hers.meets(jobs=[Job(organization="St. Brigid Regional")], tags=["Coding"], event=hers.event(), mail="r@x.example")
    read = hers.book.read
    assert known.organizations(read) == known.organizations_like(read, "st. bri") == ["St. Brigid Regional"]
    assert known.organizations_like(read, "mercy") == []
    assert (known.tags(read), known.events(read)) == (["Coding"], ["Lakeside HIM Forum"])
    assert known.people_reached_by(read, ["r@x.example", "nobody@x.example", ""]) == [1]


def test_contact_is_told_apart_from_notes(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    read = hers.book.read
    assert contact.last_contact(read, rosa) == date(2026, 10, 14)
    hers.logs(rosa, "note")
    assert contact.last_contact(read, rosa) == date(2026, 10, 14)
    hers.logs(rosa, "email")
    assert contact.last_contact(read, rosa) == THURSDAY
    assert contact.waits_for_answer(read, rosa)
    talk = contact.talk(read, rosa, date(2026, 10, 14), THURSDAY, 1)
    assert (talk.waiting_since, talk.heard, talk.they_wrote_first) == (THURSDAY, False, False)
    hers.hears_from(rosa)
    assert not contact.waits_for_answer(read, rosa)
    assert contact.talk(read, rosa, date(2026, 10, 14), THURSDAY, 1).heard


def test_what_a_playbook_knows(hers: Hers) -> None:
    event = hers.event(virtual=True)
    rosa = hers.meets(event=event, roles=["fellow-student"], rank="A")
    hers.plans(rosa, "promise", THURSDAY - timedelta(days=1))
    (run,) = person.runs(hers.book.read, rosa)
    playbook = playbooks.playbook_named(hers.book.read, run.playbook)
    assert playbook is not None
    facts = runs.facts(hers.book.read, run, playbook, THURSDAY)
    assert (facts.event, facts.rank, facts.role, facts.virtual) == ("Lakeside HIM Forum", "A", "peer", True)
    assert (facts.promised, facts.flags) == (True, {"remote", "promise_late"})
    assert (facts.met_count, facts.has_email, facts.has_phone) == (1, True, False)


def test_messages_are_filled_from_the_book_and_nobody_marked_is_written_to(hers: Hers) -> None:
    hers.book.do(set_about, name="Dana Ortiz", role="health information student")
    rosa = hers.meets(
        event=hers.event(), talked_about="DRG validation; and much more", jobs=[Job(organization="Mercy")]
    )
    detail = person.detail(hers.book.read, rosa)
    assert detail is not None
    step = hers.open(rosa)[0]
    values = message_values.message_values(hers.book.read, detail, about(hers.book.read), step)
    assert values["first_name"] == "Rosa"
    assert (values["topic"], values["event"], values["org"]) == ("DRG validation", "Lakeside HIM Forum", "Mercy")
    template = playbooks.template_named(hers.book.read, step.template)
    assert template is not None
    message = message_values.write(hers.book.read, template, detail, about(hers.book.read), follow_up=step)
    assert "DRG validation" in message.body
    marked = detail._replace(do_not_contact=True)
    with pytest.raises(Trouble, match="do not contact"):
        message_values.write(hers.book.read, template, marked, about(hers.book.read))


def test_a_follow_up_row_says_all_a_list_shows(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event(short="forum26"), credentials=["RHIT", "CCS"], jobs=[Job(organization="Mercy")])
    form = FollowUpForm(kind="meet", title="Coffee", due=FRIDAY, at=time(15, 30), note="The place by the lake")
    made = hers.book.do(edits.add, rosa, form, today=THURSDAY)
    row = follow_ups.one(hers.book.read, made)
    assert row is not None
    assert (row.title, row.at, row.credentials, row.organization, row.note) == (
        "Coffee", time(15, 30), "RHIT, CCS", "Mercy", "The place by the lake",
    )  # fmt: skip
    assert hers.open(rosa)[0].event == "forum26"
    assert follow_ups.one(hers.book.read, 99) is None


def test_a_damaged_own_playbook_falls_back_to_the_built_in(hers: Hers) -> None:
    from sqlmodel import Session

    from mrtnet.store.tables import OwnPlaybook, OwnTemplate

    def put(session: Session) -> None:
        session.add(OwnPlaybook(key="after-event", title="Mine", body="not TOML ["))
        session.add(OwnPlaybook(key="gone", title="Gone", body=""))
        session.add(OwnTemplate(key="thanks-after-event", title="Mine", body="not TOML ["))

    hers.book.do(put)
    built_in = playbooks.playbook_named(hers.book.read, "after-event")
    assert built_in is not None
    assert built_in.number == "P1"
    assert "gone" not in playbooks.all_playbooks(hers.book.read)
    assert "thanks-after-event" in playbooks.all_templates(hers.book.read)
    rosa = hers.meets(
        event=hers.book.do(event_edits.add_event, EventForm(name="X", playbook="gone", first_day=THURSDAY))
    )
    assert hers.open(rosa)[0].kind == "first-touch"


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("talked about denials, and coffee", "denials"),
        ("asked about CDI; wants the slides", "CDI"),
        ("said she is hiring two coders", ""),
        ("met in the coding session", ""),
        ("20 years in coding", ""),
        ("RHIT (2019); AHIMA member", ""),
        ("the capstone course", "the capstone course"),
    ],
)
def test_only_what_reads_as_a_topic_becomes_one(hers: Hers, said: str, topic: str) -> None:
    rosa = hers.meets(event=hers.event(), talked_about=said)
    assert message_values.topic(hers.book.read, rosa) == topic


def test_a_report_back_goes_to_whoever_helped(hers: Hers) -> None:
    rosa = hers.meets(event=hers.event())
    name = person.detail(hers.book.read, rosa).name  # type: ignore[union-attr]
    hers.meets("Kwame Asante", met_through=name)
    detail = person.detail(hers.book.read, rosa)
    assert detail is not None
    values = message_values.message_values(hers.book.read, detail, about(hers.book.read))
    assert (values["introducer_first"], values["contact_name"]) == ("Rosa", "Kwame Asante")
