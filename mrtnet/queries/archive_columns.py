"""Which tables and columns tell something about a person, in which words, and what is left out and why.

A test goes over the schema: a table or column that stands in none of these lists fails it.
"""

from collections.abc import Mapping

from mrtnet.words import later


class Columns:
    """What of a table's row is its heading, and what is told below it, in this order."""

    def __init__(self, head: str, facts: str = "") -> None:
        self.head, self.facts = tuple(head.split()), tuple(facts.split())

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that is told."""
        return self.head + self.facts


TOLD: Mapping[str, Columns] = {
    "person": Columns(
        "",
        "name prefix given additional family suffix nickname family_first pronouns pronunciation birthday languages"
        " time_zone rank tier rhythm_days preferred_channel last_contact next_touch met_on met_event_id met_how"
        " met_where met_through_id met_through note do_not_contact deceased photo_id sample uid",
    ),
    "job": Columns("title organization_id", "department since until"),
    "reach": Columns("property value", "type label"),
    "address": Columns("street locality region code country", "type"),
    "credential": Columns("mark"),
    "person_tag": Columns("tag_id"),
    "person_role": Columns("role"),
    "interaction": Columns("day kind title", "at direction body event_id"),
    "interaction_person": Columns("person_id"),
    "follow_up": Columns(
        "due kind title",
        "at state closed_on first_due snoozed channel template reason note event_id run_id step interaction_id"
        " meeting_id",
    ),
    "run": Columns(
        "playbook started_on",
        "state ended_because anchor event_id meeting_id length_days place position moved_on",
    ),
    "meeting": Columns(
        "day kind title",
        "at second zone their_zone minutes place url phone purpose note brief learned rating asked_on agreed_on"
        " prepared_on held_on outcome_on thanked_on reported_on declined_on cancelled_on moved moved_by_them organizer"
        " event_id mentoring_id series_id series_day interaction_id alarms sample",
    ),
    "meeting_person": Columns("person_id", "email partstat replied_on proposed"),
    "meeting_question": Columns("text", "answer asked question"),
    "agenda_block": Columns("title", "minutes"),
    "takeaway": Columns("kind text", "person_id follow_up_id"),
    "promise": Columns("text", "side made_on due kept_on dropped_on meeting_id follow_up_id"),
    "mentoring": Columns(
        "side started_on",
        "source goals rhythm minutes channel agenda_by confidentiality boundaries review_on ends_on closed_on"
        " closed_because note",
    ),
    "series": Columns("rule first_day", "at minutes zone left_out ended_on"),
    "file": Columns("name", "media_type size"),
    "kept_card": Columns("rev", "lines"),
    "person_alias": Columns("uid"),
    "opportunity": Columns(
        "title", "kind organization_id url heard_on heard_from_id closes_on applied_on state ended_on note sample"
    ),
    "opportunity_person": Columns("opportunity_id", "part told_on"),
    "introduction": Columns(
        "whom asked_on", "introducer_id person_id direction why made_on outcome told_on opportunity_id"
    ),
    "busy_season": Columns("title", "rule"),
    "not_same": Columns("person_id other_id"),
    "draft": Columns("at", "body"),
    "calendar_item": Columns("kind", "entry modified cancelled"),
    "remote_item": Columns("collection", "href base theirs"),
}
"""By table: the heading of a row, then what is told below it."""

NAMED: Mapping[str, Columns] = {"organization": Columns("name"), "event": Columns("name"), "tag": Columns("name")}
"""What is told by its name alone where a row refers to it."""

LABELS: Mapping[str, str] = {
    "name": later("Name"), "prefix": later("Title before the name"), "given": later("Given name"),
    "additional": later("Middle name"), "family": later("Family name"), "suffix": later("After the name"),
    "nickname": later("Nickname"), "family_first": later("Family name first"), "pronouns": later("Pronouns"),
    "pronunciation": later("Pronunciation"), "birthday": later("Birthday"), "languages": later("Languages"),
    "time_zone": later("Time zone"), "rank": later("Rank"), "tier": later("Circle"),
    "rhythm_days": later("Keep in touch, days"), "preferred_channel": later("Prefers"),
    "last_contact": later("Last contact"), "next_touch": later("Next touch"), "met_on": later("Met on"),
    "met_event_id": later("Met at"), "met_how": later("How you met"), "met_where": later("Where you met"),
    "met_through_id": later("Met through"), "met_through": later("Met through"), "note": later("Note"),
    "do_not_contact": later("Do not contact"), "deceased": later("Has died"), "photo_id": later("Photo"),
    "sample": later("From the sample"), "uid": later("Id"), "department": later("Department"),
    "since": later("Since"), "until": later("Until"), "type": later("Kind"), "label": later("Label"),
    "at": later("At"), "direction": later("Direction"), "body": later("Text"), "event_id": later("Event"),
    "state": later("State"), "closed_on": later("Closed on"), "first_due": later("First due"),
    "snoozed": later("Put off, times"), "channel": later("By"), "template": later("Template"),
    "reason": later("Why"), "run_id": later("Playbook"), "step": later("Step"),
    "interaction_id": later("Belongs to"), "meeting_id": later("Meeting"), "ended_because": later("Ended because"),
    "anchor": later("Counted from"), "length_days": later("Length, days"), "place": later("Place"),
    "position": later("Position"), "moved_on": later("Moved on"), "second": later("The later of two equal times"),
    "zone": later("Time zone"), "their_zone": later("Their time zone"), "minutes": later("Minutes"),
    "url": later("Link"), "phone": later("Phone"), "purpose": later("Purpose"), "brief": later("Brief"),
    "learned": later("Learned"), "rating": later("How it went"), "asked_on": later("Asked on"),
    "agreed_on": later("Agreed on"), "prepared_on": later("Prepared on"), "held_on": later("Held on"),
    "outcome_on": later("Outcome noted on"), "thanked_on": later("Thanked on"),
    "reported_on": later("Reported back on"), "declined_on": later("Declined on"),
    "cancelled_on": later("Called off on"), "moved": later("Moved, times"),
    "moved_by_them": later("Moved by them, times"), "organizer": later("Organizer"),
    "mentoring_id": later("Mentoring since"), "series_id": later("Series"), "series_day": later("Day of the series"),
    "alarms": later("Reminders"), "person_id": later("Person"), "email": later("Email"),
    "partstat": later("Answer"), "replied_on": later("Answered on"), "proposed": later("Proposed"),
    "answer": later("Answer"), "asked": later("Asked"), "question": later("From the question bank"),
    "follow_up_id": later("Follow-up"), "side": later("Side"), "made_on": later("Made on"), "due": later("Due"),
    "kept_on": later("Kept on"), "dropped_on": later("Dropped on"), "source": later("Where from"),
    "goals": later("Goals"), "rhythm": later("Rhythm"), "agenda_by": later("Agenda"),
    "confidentiality": later("Confidentiality"), "boundaries": later("Boundaries"), "review_on": later("Review on"),
    "ends_on": later("Ends on"), "closed_because": later("Closed because"), "left_out": later("Days left out"),
    "ended_on": later("Ended on"), "media_type": later("Kind of file"), "size": later("Bytes"),
    "lines": later("Lines"), "entry": later("Entry"), "modified": later("Changed"),
    "cancelled": later("Taken back"), "href": later("Address there"), "base": later("As last seen there"),
    "theirs": later("As it stands there"),
    "opportunity_id": later("Opening"), "heard_on": later("Heard on"), "heard_from_id": later("Heard from"),
    "closes_on": later("Open until"), "applied_on": later("Applied on"), "part": later("Part"),
    "told_on": later("Told on"), "introducer_id": later("Introduced by"), "why": later("Why"),
    "outcome": later("What came of it"), "kind": later("Kind"), "rule": later("Days"),
    "organization_id": later("Employer"),
}  # fmt: skip
YES = frozenset({"family_first", "do_not_contact", "deceased", "sample", "second", "asked", "cancelled"})
"""Columns that are yes or no; no is not told."""
KINDS: Mapping[tuple[str, str], str] = {
    ("interaction", "kind"): "interaction", ("follow_up", "kind"): "follow-up", ("meeting", "kind"): "meeting",
    ("person_role", "role"): "role", ("follow_up", "channel"): "channel", ("mentoring", "channel"): "channel",
    ("person", "preferred_channel"): "channel",
}  # fmt: skip
"""Columns that hold a key of `domain.kinds`, and of which table there."""
WORDS: Mapping[tuple[str, str], str] = {
    ("property", "EMAIL"): later("Email"), ("property", "TEL"): later("Phone"), ("property", "URL"): later("Link"),
    ("property", "IMPP"): later("Chat"), ("side", "mine"): later("You promised"),
    ("side", "theirs"): later("They promised"), ("side", "mentee"): later("You are the mentee"),
    ("side", "mentor"): later("You are the mentor"),
}  # fmt: skip
"""Values of a column in words."""

_TWICE = later("The same as another column, written for sorting and finding.")
_MACHINE = later("A number by which the program finds it again; it says nothing.")
_PARENT = later("Told by standing below what it belongs to.")
LEFT_COLUMNS: Mapping[str, str] = {
    "id": _MACHINE, "sort_key": _TWICE, "name_key": _TWICE, "normal": _TWICE, "starts_utc": _TWICE,
    "sha256": _MACHINE, "position": later("The order in which it is shown, as it is here."),
    "created_at": later("Told as “Written”."), "ical_uid": _MACHINE, "ical_sequence": _MACHINE, "key": _MACHINE,
    "content": _MACHINE, "sequence": _MACHINE, "rendered": _TWICE, "account_uid": _MACHINE, "etag": _MACHINE,
}  # fmt: skip
"""Columns of told tables that are not told, and why; `uid` and references to parents are below."""
LEFT_HERE: Mapping[str, str] = {
    **{f"{table}.uid": _MACHINE for table in ("interaction", "follow_up", "run", "meeting", "promise", "mentoring",
                                              "series", "file", "calendar_item", "remote_item", "opportunity",
                                              "introduction")},
    **{f"{table}.person_id": _PARENT for table in ("job", "reach", "address", "credential", "person_tag",
       "person_role", "run", "follow_up", "mentoring", "promise", "file", "kept_card", "person_alias", "busy_season",
       "opportunity_person")},
    **{f"{table}.meeting_id": _PARENT for table in ("meeting_person", "meeting_question", "agenda_block", "takeaway")},
    "interaction_person.interaction_id": _PARENT, "series.mentoring_id": _PARENT, "file.interaction_id": _PARENT,
    "file.event_id": later("A file of hers belongs to no event."),
}  # fmt: skip
"""The same for single columns."""
_NOBODY = later("It is about nobody you know; where a name stands in it, it is told under “Named elsewhere”.")
_COPY = later("A copy of what is told here, made for searching.")
LEFT_TABLES: Mapping[str, str] = {
    "organization": later("An employer is told by its name, with each job there."),
    "event": later("An event is told by its name, where you met or what happened there."),
    "session": _NOBODY, "tag": later("A tag is told by its name."), "question": _NOBODY, "busy_calendar": _NOBODY,
    **dict.fromkeys(
        ("goal", "own_credential", "ceu_cycle", "ceu", "membership", "practice_day"), later("It is about you.")
    ),
    "not_a_patient": later("Fingerprints of texts of yours that are about no patient."),
    "account": later("It is about you: where your own calendars are kept."), "playbook": _NOBODY, "template": _NOBODY,
    "saved_list": _NOBODY, "kind": _NOBODY, "setting": later("It is about you."),
    "journal": later("It holds a single number: what is being written just now."),
    "step": later("What was changed is told under “Changes”; how it was before, the history keeps for undoing only."),
    "file_content": later("It is in the files themselves."),
    "quiet": later("Marks of the program itself: it is about nobody."),
    "reminder_shown": later("When this computer showed a reminder; the follow-up itself is told."),
    "busy_time": later("Times from your own other calendars; a title with the name is under “Named elsewhere”."),
    "search": _COPY, "search_stale": _COPY,
}  # fmt: skip
"""Tables that are not told, and why."""
SAID_AT_THE_END: tuple[tuple[str, str], ...] = (
    (later("Earlier versions"), LEFT_TABLES["step"]),
    (later("Backups"), later("They are copies of the whole book as it was. “Erase for good” says how they go.")),
    (later("What was deleted"), later("It lies in the bin for a while, in the History of the program.")),
)
"""What a reader may miss, told at the end of the archive."""
