"""An evening's network of invented people, put into a book through the edits."""

from datetime import date, time, timedelta

from mrtnet.domain.forms import EventForm, FollowUpForm, InteractionForm, Job, NextStep, PersonForm, Reach
from mrtnet.edits import events, follow_ups, people
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)

_PEOPLE = (
    ("Noor Al-Hadidi", "RHIT", "St. Brigid Regional Hospital", "thank-you", -2, None, "practicum supervisor"),
    ("Kwame Asante", "CCA", "Northway Coding Services", "promise", -1, None, "send the CCA study guide"),
    ("Rosa Delgado-Ruiz", "RHIT CCS", "Lakeshore Medical Center", "thank-you", 0, None, "DRG audits; shadow day"),
    ("Nguyễn Thị Lan", "CCS-P", "Twin Rivers Clinic", "linkedin", 0, None, "the outpatient coding session"),
    ("Marcus Bell", "RHIT CCS", "Cedar County Health System", "check-in", 0, None, "every 6 weeks"),
    ("Farhad Karimi", "RHIA", "Metro Community College", "reference", 0, time(17), "HIT program director"),
    ("Siobhán O'Rourke", "RHIA", "St. Brigid Regional Hospital", "reply-check", 4, None, "part-time ROI opening"),
    ("Priyanka Raghunathan", "RHIA CDIP", "Northgate Health Partners", "resource", 1, None, "CDI article"),
    ("Tomasz Wiśniewski", "CCS", "Auburn Coding Audit Group", "check-in", 19, None, ""),
    ("Thandiwe Mokoena", "RHIA CHDA", "Hennepin Valley Health", "meet", 2, time(14), "informational interview"),
    ("Jonas Lindqvist", "RHIA CHPS", "Great Plains University Hospital", "", 0, None, "privacy officer path"),
    ("Leilani Kealoha", "RHIA", "Koʻolau Regional Health", "plan", 2, None, ""),
    ("Mei-Ling Chen", "RHIT", "Lakeshore Medical Center", "check-in", 90, None, ""),
)


def fill(book: Book) -> None:
    """A conference, thirteen people met there, and something in Rosa's timeline."""
    conference = EventForm(
        name="AHIMA26 Conference", short="AHIMA26", kind="conference", first_day=date(2026, 10, 11),
        last_day=date(2026, 10, 13), city="Minneapolis",
    )  # fmt: skip
    event = book.do(events.add_event, conference)
    forms = [_form(*person) for person in _PEOPLE]
    ids = book.do(people.log_people, forms, today=TODAY, event_id=event, playbook="none")
    rosa = ids[2]
    told = InteractionForm(
        kind="email", on=date(2026, 10, 8), title="Email", direction="both",
        body="Asked which sessions she would recommend. Answered within a day.",
    )  # fmt: skip
    book.do(follow_ups.log_contact, [rosa], told, today=TODAY)
    kept = FollowUpForm(kind="update", title="Tell Hana about the exam", due=TODAY)
    done = book.do(follow_ups.add, ids[12], kept, today=TODAY)
    book.do(follow_ups.done, done, TODAY, today=TODAY)


def _form(name: str, marks: str, employer: str, kind: str, days: int, at: time | None, about: str) -> PersonForm:
    handle = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalpha())
    step = NextStep(kind=kind, due=TODAY + timedelta(days=days), at=at, note=about) if kind else None
    return PersonForm(
        name=name, credentials=marks.split(), jobs=[Job(organization=employer, title="Coding Lead")],
        reaches=[
            Reach(property="EMAIL", value=f"{handle}@mail.example", type="work"),
            Reach(property="TEL", value="(312) 555-0148", type="work"),
            Reach(property="URL", value=f"https://www.linkedin.com/in/{handle}"),
        ],
        tags=["DRG audits", "shadow day"] if "Rosa" in name else [],
        roles=["hiring-contact"] if "Rosa" in name else [], tier="close",
        talked_about=f"We talked about {about}." if about else "", next_step=step, no_next_step=step is None,
    )  # fmt: skip
