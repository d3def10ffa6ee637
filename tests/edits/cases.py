"""One case for every edit: how to prepare a book for it and how to call it, so that each can be undone and redone."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, NamedTuple

from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import (
    EventForm,
    FollowUpForm,
    InteractionForm,
    Job,
    NextStep,
    PersonForm,
    Reach,
    SessionForm,
)
from mrtnet.domain.messages import built_in_templates
from mrtnet.domain.own_templates import as_toml
from mrtnet.edits import (
    busy_seasons,
    event_review,
    events,
    files,
    follow_ups,
    own_templates,
    people,
    sample,
    saved_lists,
    settings,
    tags,
)
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)

ROSA = PersonForm(
    name="Rosa Delgado-Ruiz",
    credentials=["RHIT", "CCS"],
    jobs=[Job(organization="Lakeshore Medical Center", title="Coding Lead")],
    reaches=[Reach(property="EMAIL", value="rdelgado@lakeshoremc.example")],
    tags=["coding"],
    roles=["supervisor"],
    talked_about="DRG validation, offered a shadow day",
)
CARD = KeptFile("card.txt", "text/plain", b"Rosa Delgado-Ruiz, RHIT")
KWAME = PersonForm(name="Kwame Asante", credentials=["CCA"], met_through="Rosa Delgado-Ruiz")
FORUM = EventForm(name="Lakeside HIM Forum", short="forum26", first_day=date(2026, 10, 13), last_day=date(2026, 10, 14))


THANKS = built_in_templates()["thanks-after-event"]


class Known(NamedTuple):
    """What stands in the prepared book: an event with a session, two people met there, their first steps, a file."""

    event: int
    session: int
    rosa: int
    kwame: int
    rosa_step: int
    kwame_step: int
    file: int
    list: int


class Case(NamedTuple):
    """One edit and the call of it on a prepared book."""

    edit: str
    call: Callable[[Book, Known], Any]


def prepared(book: Book) -> Known:
    """Fill an empty book for the cases."""
    event = book.do(events.add_event, FORUM)
    session = book.do(events.add_session, event, SessionForm(title="Denials", day=date(2026, 10, 13), starts=time(9)))
    rosa, kwame = book.do(people.log_people, [ROSA, KWAME], today=TODAY, event_id=event)
    steps = dict(book.read.execute("SELECT person_id, id FROM follow_up").fetchall())
    (file,) = book.do(files.add_files, [CARD], event_id=event)
    book.do(own_templates.save_template, THANKS._replace(key="tour", title="Thanks for the tour"))
    mentors = book.do(saved_lists.save_list, "Mentors", "role:mentor")
    book.do(saved_lists.save_list, "Coders", "credential:ccs")
    return Known(event, session, rosa, kwame, steps[rosa], steps[kwame], file, mentors)


CASES = (
    Case("people.log_people", lambda b, k: b.do(people.log_people, [PersonForm(name="Ama Owusu")], today=TODAY)),
    Case("people.add_person", lambda b, k: b.do(people.add_person, PersonForm(name="Ama Owusu"), today=TODAY)),
    Case("people.meet_again", lambda b, k: b.do(people.meet_again, k.kwame, ROSA, today=TODAY, event_id=k.event)),
    Case("people.change_person", lambda b, k: b.do(people.change_person, k.rosa, KWAME, today=TODAY)),
    Case("people.change_jobs", lambda b, k: b.do(people.change_jobs, k.rosa, [Job(organization="Twin Rivers Clinic")])),
    Case(
        "people.move_to_job",
        lambda b, k: b.do(people.move_to_job, k.rosa, Job(organization="Twin Rivers Clinic"), today=TODAY),
    ),
    Case("people.set_rhythm", lambda b, k: b.do(people.set_rhythm, [k.rosa, k.kwame], today=TODAY, tier="close")),
    Case("people.set_tier_rhythm", lambda b, k: b.do(people.set_tier_rhythm, "close", 45, today=TODAY)),
    Case(
        "busy_seasons.set_busy_seasons",
        lambda b, k: b.do(busy_seasons.set_busy_seasons, k.rosa, ["month end, january"], today=TODAY),
    ),
    Case("own_templates.save_template", lambda b, k: b.do(own_templates.save_template, THANKS._replace(title="Ta"))),
    Case("own_templates.take_in", lambda b, k: b.do(own_templates.take_in, as_toml(THANKS), "thanks.toml")),
    Case("own_templates.remove_template", lambda b, k: b.do(own_templates.remove_template, "tour")),
    Case(
        "own_templates.keep_wording",
        lambda b, k: b.do(own_templates.keep_wording, THANKS.key, "", "Hi Rosa!", {"first_name": "Rosa"}),
    ),
    Case("people.set_rank", lambda b, k: b.do(people.set_rank, [k.rosa], "A")),
    Case("people.set_roles", lambda b, k: b.do(people.set_roles, k.rosa, ["mentor"])),
    Case("people.stop_contact", lambda b, k: b.do(people.stop_contact, k.rosa, today=TODAY)),
    Case("people.remove_people", lambda b, k: b.do(people.remove_people, [k.rosa])),
    Case("tags.tag_people", lambda b, k: b.do(tags.tag_people, [k.rosa, k.kwame], "audit")),
    Case("tags.untag_people", lambda b, k: b.do(tags.untag_people, [k.rosa], "coding")),
    Case(
        "follow_ups.add",
        lambda b, k: b.do(
            follow_ups.add, k.rosa, FollowUpForm(kind="promise", due=date(2026, 10, 20), at=time(17)), today=TODAY
        ),
    ),
    Case("follow_ups.done", lambda b, k: b.do(follow_ups.done, k.rosa_step, TODAY, today=TODAY, body="Sent.")),
    Case("follow_ups.snooze", lambda b, k: b.do(follow_ups.snooze, [k.rosa_step], date(2026, 10, 19), today=TODAY)),
    Case("follow_ups.skip", lambda b, k: b.do(follow_ups.skip, [k.rosa_step, k.kwame_step], today=TODAY)),
    Case(
        "follow_ups.change",
        lambda b, k: b.do(
            follow_ups.change,
            k.rosa_step,
            FollowUpForm(kind="ask", title="Ask about the audit", due=TODAY),
            today=TODAY,
        ),
    ),
    Case(
        "follow_ups.log_contact",
        lambda b, k: b.do(
            follow_ups.log_contact,
            [k.rosa, k.kwame],
            InteractionForm(kind="call", on=TODAY, body="All three of us."),
            today=TODAY,
        ),
    ),
    Case(
        "events.add_event",
        lambda b, k: b.do(events.add_event, EventForm(name="Denials webinar", kind="webinar"), today=TODAY),
    ),
    Case(
        "events.change_event",
        lambda b, k: b.do(
            events.change_event, k.event, FORUM.model_copy(update={"last_day": date(2026, 10, 19)}), today=TODAY
        ),
    ),
    Case("events.remove_event", lambda b, k: b.do(events.remove_event, k.event)),
    Case("events.add_session", lambda b, k: b.do(events.add_session, k.event, SessionForm(title="Audits"))),
    Case("events.change_session", lambda b, k: b.do(events.change_session, k.session, SessionForm(title="Appeals"))),
    Case("events.remove_session", lambda b, k: b.do(events.remove_session, k.session)),
    Case("files.add_files", lambda b, k: b.do(files.add_files, [CARD, CARD], person_id=k.rosa)),
    Case("files.remove_file", lambda b, k: b.do(files.remove_file, k.file)),
    Case("files.keep", lambda b, k: b.do(files.keep, CARD, person_id=k.kwame)),
    Case("event_review.say_again", lambda b, k: b.do(event_review.say_again, k.event, "maybe", today=TODAY)),
    Case("settings.set_about", lambda b, k: b.do(settings.set_about, name="Dana Ortiz", follow_up_hour="8:30")),
    Case("saved_lists.save_list", lambda b, k: b.do(saved_lists.save_list, "My mentors", "tag:coding")),
    Case("saved_lists.change_list", lambda b, k: b.do(saved_lists.change_list, k.list, "My mentors", "tag:coding")),
    Case("saved_lists.move_list", lambda b, k: b.do(saved_lists.move_list, k.list, 1)),
    Case("saved_lists.remove_list", lambda b, k: b.do(saved_lists.remove_list, k.list)),
    Case("sample.load_sample", lambda b, k: b.do(sample.load_sample, TODAY)),
    Case("sample.remove_sample", lambda b, k: (b.do(sample.load_sample, TODAY), b.do(sample.remove_sample))),
)

__all__ = ["CASES", "KWAME", "ROSA", "TODAY", "Case", "Known", "NextStep", "prepared"]
