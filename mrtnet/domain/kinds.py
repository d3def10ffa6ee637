"""The kinds of things in her world, built in: one lookup for window, command line and calendar.

A kind is a plain key in the book; its title and icon stand here. Her own kinds are rows of the book and are looked up
by the same functions after `own` is filled. Source of events, organizations and roles: AHIMA's and the field's words.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mrtnet.words import _, later


class Kind(NamedTuple):
    """A kind: its key in the book, its title in the source language, its icon (Phosphor name)."""

    key: str
    title: str
    icon: str


def _table(*kinds: Kind) -> dict[str, Kind]:
    return {kind.key: kind for kind in kinds}


FOLLOW_UPS: Mapping[str, Kind] = _table(
    Kind("thank-you", later("Thank-you note"), "envelope-simple"),
    Kind("linkedin", later("LinkedIn invitation"), "linkedin-logo"),
    Kind("promise", later("Keep a promise"), "handshake"),
    Kind("report-back", later("Report back"), "arrow-u-up-left"),
    Kind("request", later("Ask for a talk"), "chat-circle-dots"),
    Kind("confirm", later("Confirm the meeting"), "calendar-check"),
    Kind("prepare", later("Prepare"), "list-checks"),
    Kind("meet", later("Meeting"), "calendar-blank"),
    Kind("talk", later("Talk"), "chats-circle"),
    Kind("agenda", later("Send the agenda"), "list-numbers"),
    Kind("summary", later("Send a summary"), "note"),
    Kind("reference", later("Ask for a reference"), "certificate"),
    Kind("apply", later("Apply"), "briefcase"),
    Kind("resource", later("Share something useful"), "share-network"),
    Kind("update", later("Send news"), "newspaper"),
    Kind("check-in", later("Catch-up"), "phone"),
    Kind("revive", later("Write after a long time"), "clock-clockwise"),
    Kind("nudge", later("Gentle reminder"), "bell-simple"),
    Kind("reply-check", later("Waiting for a reply"), "hourglass-medium"),
    Kind("decide", later("Decide how to stay in touch"), "arrows-clockwise"),
    Kind("capture", later("Note whom you met"), "notebook"),
    Kind("log-ceus", later("Log the CEUs"), "medal"),
    Kind("plan", later("Plan"), "target"),
    Kind("ask", later("Ask"), "question"),
    Kind("first-touch", later("First message"), "envelope-simple"),
    Kind("other", later("Follow-up"), "check-circle"),
)

CHANNELS: Mapping[str, Kind] = _table(
    Kind("email", later("Email"), "envelope-simple"),
    Kind("linkedin", later("LinkedIn"), "linkedin-logo"),
    Kind("phone", later("Phone"), "phone"),
    Kind("card", later("Card"), "mailbox"),
    Kind("talk", later("In person"), "chats-circle"),
    Kind("app", later("For you"), "notebook"),
    Kind("calendar", later("Calendar"), "calendar-blank"),
    Kind("files", later("Files"), "folder-simple"),
    Kind("reading", later("Reading"), "book-open"),
)

INTERACTIONS: Mapping[str, Kind] = _table(
    Kind("met", later("Met"), "ticket"),
    Kind("email", later("Email"), "envelope-simple"),
    Kind("linkedin", later("LinkedIn message"), "linkedin-logo"),
    Kind("call", later("Call"), "phone"),
    Kind("meeting", later("Meeting"), "calendar-check"),
    Kind("card", later("Card"), "mailbox"),
    Kind("introduction", later("Introduction"), "users-three"),
    Kind("note", later("Note"), "note-pencil"),
    Kind("file", later("File"), "paperclip"),
    Kind("change", later("Change"), "user-switch"),
)
CONTACTS = frozenset({"met", "email", "linkedin", "call", "meeting", "card"})
"""Interactions that count as contact and restart the rhythm; a note or a file does not."""

EVENTS: Mapping[str, Kind] = _table(
    Kind("conference", later("Conference"), "ticket"),
    Kind("state-meeting", later("State association meeting"), "ticket"),
    Kind("chapter-meeting", later("Chapter meeting"), "users-three"),
    Kind("delegates", later("House of Delegates"), "bank"),
    Kind("education-assembly", later("Assembly on Education"), "graduation-cap"),
    Kind("hip-week", later("Health Information Professionals Week"), "confetti"),
    Kind("webinar", later("Webinar or audio seminar"), "monitor-play"),
    Kind("workshop", later("Workshop or boot camp"), "chalkboard-teacher"),
    Kind("ppe", later("Professional practice experience (PPE)"), "first-aid-kit"),
    Kind("internship", later("Internship"), "first-aid-kit"),
    Kind("volunteering", later("Volunteering"), "hand-heart"),
    Kind("job-fair", later("Job fair or career day"), "briefcase"),
    Kind("committee", later("Committee or tumor board"), "users-four"),
    Kind("vendor-demo", later("Vendor demo or exhibit hall"), "storefront"),
    Kind("class", later("Class"), "student"),
    Kind("other", later("Other event"), "calendar-blank"),
)
LONG_EVENTS = frozenset({"ppe", "internship", "volunteering"})
"""Events with a length that playbooks scale with."""
INTERNSHIPS = frozenset({"ppe", "internship"})
"""Events whose notes the note guard reads most carefully."""

MEETINGS: Mapping[str, Kind] = _table(
    Kind("informational-interview", later("Informational interview"), "chats-circle"),
    Kind("mentor-check-in", later("Mentor check-in"), "star"),
    Kind("coffee", later("Coffee"), "coffee"),
    Kind("call", later("Call"), "phone"),
    Kind("interview", later("Job interview"), "briefcase"),
    Kind("site-visit", later("Site visit"), "buildings"),
    Kind("other", later("Meeting"), "calendar-blank"),
)


class MeetingUsage(NamedTuple):
    """How meetings of a kind usually go. `alarms` are minutes before the start; the agenda adds up to `minutes`.

    `questions`: it is prepared with questions. `thanks` and `reports`: a thank-you and a report back belong to it.
    """

    minutes: int
    alarms: tuple[int, ...]
    agenda: tuple[tuple[str, int], ...]
    questions: bool = False
    thanks: bool = True
    reports: bool = False


DAY_BEFORE = 24 * 60  # minutes
_PLAIN = MeetingUsage(30, (15,), ((later("Catch up"), 10), (later("What this is about"), 15), (later("Next steps"), 5)))
MEETING_USAGE: Mapping[str, MeetingUsage] = {
    "informational-interview": MeetingUsage(
        30,
        (DAY_BEFORE, 15),
        (
            (later("Thanks, and who I am"), 2),
            (later("Their path"), 6),
            (later("My questions"), 15),
            (later("Advice for my plan"), 4),
            (later("Who else to talk to, and thanks"), 3),
        ),
        questions=True,
        reports=True,
    ),
    "mentor-check-in": MeetingUsage(
        45,
        (DAY_BEFORE, 15),
        (
            (later("What was done since last time"), 10),
            (later("Where I am stuck"), 10),
            (later("One question"), 15),
            (later("What each of us promises"), 7),
            (later("The next date"), 3),
        ),
        questions=True,
        thanks=False,
    ),
    "coffee": MeetingUsage(
        45,
        (DAY_BEFORE, 30),
        ((later("How are things"), 15), (later("What I wanted to ask"), 20), (later("What I can do for you"), 10)),
    ),
    "call": MeetingUsage(
        20, (15,), ((later("Hello"), 3), (later("What this is about"), 12), (later("Next steps"), 5)), thanks=False
    ),
    "interview": MeetingUsage(
        60,
        (DAY_BEFORE, 60),
        (
            (later("Welcome"), 5),
            (later("Their questions"), 30),
            (later("My questions"), 15),
            (later("The job and the team"), 5),
            (later("What happens next"), 5),
        ),
        questions=True,
        reports=True,
    ),
    "site-visit": MeetingUsage(
        90,
        (DAY_BEFORE, 60),
        (
            (later("Arrive and meet"), 10),
            (later("Walk through the department"), 40),
            (later("My questions"), 25),
            (later("Thanks, and who else to meet"), 15),
        ),
        questions=True,
        reports=True,
    ),
    "other": _PLAIN,
}
"""Lengths and agendas: domain.md 3.2, 3.5 and P9."""

ORGANIZATIONS: Mapping[str, Kind] = _table(
    Kind("hospital", later("Hospital or health system"), "buildings"),
    Kind("clinic", later("Clinic"), "first-aid"),
    Kind("physician-office", later("Physician office"), "stethoscope"),
    Kind("long-term-care", later("Long-term or behavioral care"), "bed"),
    Kind("home-health", later("Home health"), "house"),
    Kind("payer", later("Insurer or payer"), "shield-check"),
    Kind("coding-vendor", later("Release-of-information or coding company"), "file-text"),
    Kind("ehr-vendor", later("EHR company"), "desktop"),
    Kind("consulting", later("Consulting firm"), "briefcase"),
    Kind("registry", later("Registry or public-health agency"), "database"),
    Kind("government", later("Government"), "bank"),
    Kind("school", later("School or program"), "graduation-cap"),
    Kind("association", later("Association"), "users-three"),
    Kind("staffing", later("Staffing firm"), "identification-card"),
    Kind("other", later("Other"), "buildings"),
)

ROLES: Mapping[str, Kind] = _table(
    Kind("mentor", later("Mentor"), "star"),
    Kind("mentee", later("Mentee"), "plant"),
    Kind("supervisor", later("Supervisor"), "user-gear"),
    Kind("preceptor", later("Preceptor or department mentor"), "chalkboard-teacher"),
    Kind("site-manager", later("PPE site manager"), "buildings"),
    Kind("ppe-coordinator", later("PPE coordinator"), "graduation-cap"),
    Kind("colleague", later("Colleague"), "users"),
    Kind("fellow-student", later("Fellow student"), "student"),
    Kind("alumnus", later("Alumna or alumnus"), "student"),
    Kind("instructor", later("Instructor"), "chalkboard-teacher"),
    Kind("program-director", later("Program director"), "graduation-cap"),
    Kind("officer", later("Association officer"), "bank"),
    Kind("speaker", later("Speaker"), "microphone"),
    Kind("hiring-contact", later("Hiring contact"), "briefcase"),
    Kind("recruiter", later("Recruiter"), "identification-card"),
    Kind("referrer", later("Referrer"), "share-network"),
    Kind("vendor", later("Vendor staff"), "storefront"),
    Kind("volunteer-coordinator", later("Volunteer coordinator"), "hand-heart"),
    Kind("friend", later("Friend"), "smiley"),
)

TABLES: Mapping[str, Mapping[str, Kind]] = {
    "follow-up": FOLLOW_UPS,
    "channel": CHANNELS,
    "interaction": INTERACTIONS,
    "event": EVENTS,
    "meeting": MEETINGS,
    "organization": ORGANIZATIONS,
    "role": ROLES,
}


def kind(table: str, key: str, own: Mapping[str, Kind] | None = None) -> Kind:
    """The kind with this key: built in, one of her own, or, for a key nobody knows any more, the key as its title."""
    found = TABLES[table].get(key) or (own or {}).get(key)
    return found or Kind(key, key.replace("-", " ").capitalize(), "circle-dashed")


def title(table: str, key: str, own: Mapping[str, Kind] | None = None) -> str:
    """The title of a kind for people, in her language."""
    return _(kind(table, key, own).title)


def usual_alarms(key: str, hers: str) -> tuple[int, ...]:
    """Minutes before the start at which a new meeting of this kind reminds; `hers` is `About.meeting_alarms`."""
    if not hers:
        return meeting_usage(key).alarms
    return () if hers == "none" else tuple(int(each) for each in hers.split())


def meeting_usage(key: str) -> MeetingUsage:
    """How meetings of this kind usually go; one of her own kinds goes like a plain meeting."""
    return MEETING_USAGE.get(key, _PLAIN)
