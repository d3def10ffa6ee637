"""Messages: whatever is known or not, a filled template is fit to read, and what is filled in stays plain text."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mrtnet.domain.fields import FIELDS
from mrtnet.domain.kinds import CHANNELS
from mrtnet.domain.messages import (
    LATE_AFTER,
    MAIL_LINK_LIMIT,
    WORDINGS,
    Template,
    built_in_templates,
    count_for,
    fields_of,
    fill,
    load_template,
    mail_link,
    template_keys,
    value_of,
)
from mrtnet.trouble import Trouble

USUAL = {
    "my_name": "Dana Whitfield",
    "my_role": "Health information student",
    "my_phone": "(312) 555-0148",
    "my_now": "a coder at Lakeshore Medical Center",
    "first_name": "Rosa",
    "name": "Rosa Delgado-Ruiz",
    "org": "Lakeshore Medical Center",
    "event": "AHIMA26",
    "topic": "DRG validation",
    "promise": "the audit checklist",
    "small_action": "signed up for the webinar",
    "introducer": "Amara Obi",
    "field_area": "inpatient coding",
    "minutes": "20",
    "months": "six",
    "slot_1": "Tuesday at noon",
    "slot_2": "Thursday after 4",
    "medium": "phone",
    "date": "Thursday, November 5",
    "time": "2:00 PM",
    "their_tz": "Eastern time",
    "their_phone": "(216) 555-0102",
    "question_1": "your first year",
    "question_2": "the RHIT exam",
    "insight": "reading the whole record first",
    "next_step": "take a practice exam",
    "referred_name": "Kenji Tanaka",
    "contact_name": "Kenji Tanaka",
    "result": "he offered me a shadow day",
    "offer": "review your slides",
    "goal": "the CCS",
    "goal_date": "June",
    "narrow_question": "choosing a specialty",
    "last_topic": "query practice",
    "progress": "I passed the RHIT exam",
    "shared_item": "an article on query writing",
    "their_interest": "physician queries",
    "their_news": "the new encoder",
    "shared_memory": "the OHIMA meeting in Columbus",
    "why_now": "your talk in the spring program",
    "their_thing": "the registry project",
    "specific_help": "your patience with my first charts",
    "skill": "abstract a chart on my own",
    "reference": "my first job",
    "milestone": "the RHIT exam",
}
CASES = [(template, wording) for template in built_in_templates().values() for wording in WORDINGS]
each_wording = pytest.mark.parametrize(
    ("template", "wording"), CASES, ids=[f"{template.key}-{wording}" for template, wording in CASES]
)
known_subsets = st.sets(st.sampled_from(sorted(USUAL))).map(lambda keys: {key: USUAL[key] for key in keys})


def one(body: str, **more: str) -> Template:
    text = f'key = "own"\ntitle = "Own"\nchannels = ["email"]\n[wordings.short]\nbody = """{body}"""\n'
    return load_template(text + "".join(f'{key} = "{value}"\n' for key, value in more.items()), "own.toml")


def said(body: str, **values: str) -> str:
    return fill(one(body), "short", values).body


def clean_reading(text: str) -> None:
    assert not re.search(r"\{|\}|\[\[|\]\]|  | [,.;:!?]|\n{3}|\n | \n|\.\.|[,;:]\.|\(\)|\bNone\b", text), text
    assert text == text.strip()
    assert text
    closing = len(text.rpartition("\n")[2].split()) <= 2  # "Warmly," for her mail program's signature
    assert not text.endswith((":", ";"))
    assert closing or not text.endswith(",")
    for sentence in re.split(r"(?<=[.?!])\s+|\n+", text):
        assert sentence, text
        assert not re.match(r"[a-z]", sentence), text
    assert not re.match(r"(Hi|Hello|Dear)\s*,", text), text


def test_ten_templates_in_three_wordings() -> None:
    templates = built_in_templates()
    assert len(templates) == 10
    assert set(templates) == template_keys()
    assert all(tuple(template.wordings) == WORDINGS for template in templates.values())
    assert all(set(template.channels) <= set(CHANNELS) for template in templates.values())
    assert next(iter(templates)) == "thanks-after-event"


@each_wording
def test_reads_clean_with_everything_and_with_nothing(template: Template, wording: str) -> None:
    for values in ({}, USUAL, {"first_name": "Rosa"}, {key: " " for key in USUAL}):
        for days_late in (0, 30):
            message = fill(template, wording, values, days_late)
            clean_reading(message.body)
            if message.subject:
                clean_reading(message.subject)
    assert not fill(template, wording, USUAL).missing
    assert len(fill(template, wording, USUAL).body) > 100


@given(st.sampled_from(CASES), known_subsets, st.integers(0, 30))
def test_reads_clean_whatever_is_known(case: tuple[Template, str], values: dict[str, str], late: int) -> None:
    template, wording = case
    message = fill(template, wording, values, late)
    clean_reading(message.body)
    for span in message.spans:
        assert message.body[span.start : span.end]
        assert span.neutral == (not value_of(span.field, values))
    assert not {gap.field for gap in message.missing} & set(values)


@given(st.sampled_from(CASES), st.dictionaries(st.sampled_from(sorted(FIELDS)), st.text(max_size=60)))
def test_hostile_values_stay_text(case: tuple[Template, str], values: dict[str, str]) -> None:
    template, wording = case
    message = fill(template, wording, values)
    for span in message.spans:
        assert "\n" not in message.body[span.start : span.end]
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", message.body + message.subject)
    assert "\n" not in message.subject
    message.text.encode("utf-8")


def test_braces_and_brackets_in_values_are_literal() -> None:
    text = said("Hi {first_name}, about {topic}.", first_name="{my_name.__class__}", topic="[[x {event} ]]<b>y</b>")
    assert text == "Hi {my_name.__class__}, about [[x {event} ]]<b>y</b>."


def test_long_values_and_controls() -> None:
    text = said("Hi {first_name}, about {topic}.", first_name="A\x00n\x1ba\nB", topic="x" * 10_000)
    assert text == "Hi Ana B, about " + "x" * 10_000 + "."


def test_parts_vanish_with_an_empty_field() -> None:
    body = "It stayed with me[[; I have already {small_action}]]. [[As promised, here is {promise}. ]]Write soon."
    assert said(body) == "It stayed with me. Write soon."
    assert said(body, promise="a list") == "It stayed with me. As promised, here is a list. Write soon."
    assert (
        said(body, small_action="I have already read it.") == "It stayed with me; I have already read it. Write soon."
    )


def test_a_sentence_without_its_field_is_left_out_and_asked_for() -> None:
    message = fill(
        one("I am glad. {result}. Next I will {next_step}.\n\nMy best,\n{my_name}"), "short", {"result": "it went"}
    )
    assert message.body == "I am glad. It went.\n\nMy best,"
    assert [gap.field for gap in message.missing] == ["next_step", "my_name"]
    assert message.missing[0].question == "What will you do next?"


def test_neutral_words_of_field_and_template() -> None:
    assert said("Hi {first_name}, what of {topic}?") == "Hi there, what of your work?"
    assert said("Dear {first_name|colleague}, what of {topic|that}?") == "Dear colleague, what of that?"


def test_optional_gaps_and_usual_values_are_not_missing() -> None:
    message = fill(built_in_templates()["interview-request"], "short", {"first_name": "Rosa", "my_name": "Dana"})
    assert not message.missing
    assert {"introducer", "slot_1", "minutes"} <= {gap.field for gap in message.optional}


def test_spans_point_at_the_words_from_notes() -> None:
    message = fill(built_in_templates()["thanks-after-event"], "warm", USUAL)
    words = {message.body[span.start : span.end]: span.noted for span in message.spans}
    assert words["DRG validation"]
    assert words["the audit checklist"]
    assert not words["Rosa"]


@pytest.mark.parametrize(
    ("role", "in_sentence", "signed"),
    [
        ("Health information student", "a health information student", "Health information student"),
        ("a coding student", "a coding student", "Coding student"),
        ("RHIT candidate", "an RHIT candidate", "RHIT candidate"),
        ("Ohio State student", "an Ohio State student", "Ohio State student"),
        ("university student", "a university student", "University student"),
        ("Auditor", "an auditor", "Auditor"),
        ("", "", ""),
    ],
)
def test_roles_fit_sentence_and_signature(role: str, in_sentence: str, signed: str) -> None:
    assert value_of("my_short_role", {"my_role": role}) == in_sentence
    assert value_of("my_role", {"my_role": role}) == signed


def test_first_names_come_from_whole_names() -> None:
    assert value_of("my_first_name", {"my_name": "Dana Whitfield"}) == "Dana"
    assert value_of("introducer_first", {"introducer": "Dr. Amara Obi"}) == "Dr. Amara Obi"


def test_capital_at_the_start_of_a_sentence_only() -> None:
    text = said(
        "{why_now} made me write. I saw {topic}. {result}.", why_now="your talk", topic="coding", result="eCQM won"
    )
    assert text == "Your talk made me write. I saw coding. eCQM won."


def test_full_stops_do_not_double() -> None:
    assert said(
        "{result}. Who named {referred_name}? Was it {org}.",
        result="It went well.",
        referred_name="Who?",
        org="A. Inc.",
    ) == ("It went well. Who named Who? Was it A. Inc.")


def test_late_thanks_have_other_words() -> None:
    for key in ("thanks-after-event", "thanks-after-interview", "internship-thanks"):
        template = built_in_templates()[key]
        for wording in WORDINGS:
            on_time, late = fill(template, wording, USUAL, LATE_AFTER), fill(template, wording, USUAL, LATE_AFTER + 1)
            assert on_time.body == fill(template, wording, USUAL).body
            assert late.body != on_time.body
    update = built_in_templates()["update"]
    assert fill(update, "warm", USUAL, 90) == fill(update, "warm", USUAL)


@pytest.mark.parametrize("wording", WORDINGS)
def test_linkedin_note_fits(wording: str) -> None:
    message = fill(built_in_templates()["linkedin-note"], wording, USUAL)
    used, limit = count_for("linkedin", message.body)
    assert limit == 200
    assert 100 <= used <= limit
    assert message.text == message.body


def test_interview_request_stays_under_100_words() -> None:
    for wording in WORDINGS:
        assert len(fill(built_in_templates()["interview-request"], wording, USUAL).body.split()) < 100


def test_counting() -> None:
    assert count_for("linkedin", "héllo") == (5, 200)
    assert count_for("linkedin", "👋", premium=True) == (2, 300)
    assert count_for("email", "hello") == (5, None)
    assert count_for("linkedin", "a\ud800") == (2, 200)


@pytest.mark.parametrize(
    "body",
    [
        "Hi {first_name",
        "Hi first_name}",
        "Hi {nobody}",
        "Hi {}",
        "Hi {first_name.__class__}",
        "Hi {first_name!r}",
        "Hi {my_{name}}",
        "[[a {event} [[b {topic}]]]]",
        "[[a {event}",
        "a {event}]]",
        "[[nothing in it]]",
        "{event|[[x]]}",
        "x" * 6_000,
        " ",
    ],
)
def test_a_broken_wording_is_told_in_a_sentence(body: str) -> None:
    with pytest.raises(Trouble, match=r"^The template own\.toml cannot be used: .+\.$"):
        one(body)


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        "",
        'key = "a"',
        'key = "a"\ntitle = "A"\nchannels = ["pigeon"]\n[wordings.short]\nbody = "x"',
        'key = "a"\ntitle = "A"\nchannels = []\n[wordings.short]\nbody = "x"',
        'key = "a"\ntitle = "A"\nchannels = ["email"]',
        'key = "a"\ntitle = "A"\nchannels = ["email"]\nwordings = 3',
        'key = "a"\ntitle = "A"\nchannels = ["email"]\nlimit = "x"\n[wordings.short]\nbody = "x"',
        'key = "a"\ntitle = "A"\nchannels = ["email"]\ncolor = "x"\n[wordings.short]\nbody = "x"',
        'key = "a"\ntitle = 3\nchannels = ["email"]\n[wordings.short]\nbody = "x"',
        'key = "a"\ntitle = "A"\nchannels = ["email"]\n[wordings.short]\nsubject = "x"',
    ],
)
def test_a_broken_template_file_is_told_in_a_sentence(text: str) -> None:
    with pytest.raises(Trouble, match=r"own\.toml"):
        load_template(text, "own.toml")


@given(st.text(alphabet=st.sampled_from("[]{}|ab .\n") | st.characters(), max_size=200))
def test_any_text_is_a_template_or_a_trouble(body: str) -> None:
    import tomli_w

    data = {"key": "own", "title": "Own", "channels": ["email"], "wordings": {"short": {"body": body}}}
    try:
        template = load_template(tomli_w.dumps(data), "own.toml")
    except (Trouble, UnicodeEncodeError):
        return
    filled = fill(template, "short", {})
    assert "[[" not in filled.body
    assert fields_of(template) == []


def test_an_unknown_wording_is_told() -> None:
    with pytest.raises(Trouble, match="short, warm, formal"):
        fill(built_in_templates()["update"], "curt", {})


def test_mail_link_carries_everything() -> None:
    link = mail_link("rdelgado+him@lakeshoremc.example", "Good & glad?", "Hi Rosa,\n50% of ünder\r\nline")
    assert not link.body_left_out
    parts = urlsplit(link.url)
    assert unquote(parts.path) == "rdelgado+him@lakeshoremc.example"
    assert "+" not in parts.path
    assert parse_qs(parts.query) == {"subject": ["Good & glad?"], "body": ["Hi Rosa,\r\n50% of ünder\r\nline"]}


@given(st.text(), st.text(max_size=3000), st.text(max_size=3000))
def test_mail_link_takes_no_foreign_headers(to: str, subject: str, body: str) -> None:
    link = mail_link(to[:100], subject, body)
    assert link.url.startswith("mailto:")
    assert link.url.count("?") == 1
    assert link.url.isascii()
    assert not re.search(r"[\s,<>\"]", link.url)
    assert set(parse_qs(urlsplit(link.url).query)) <= {"subject", "body"}
    assert len(link.url) <= MAIL_LINK_LIMIT
    assert link.body_left_out == ("&body=" not in link.url)


def test_an_address_cannot_inject_a_copy() -> None:
    link = mail_link("a@b.example?bcc=evil@c.example&cc=d@e.example\nBcc: f@g.example", "x", "y")
    assert link.url.count("?") == 1
    assert "bcc=" not in link.url
    assert link.url.count("&") == 1


def test_every_field_has_a_meaning_and_a_question() -> None:
    assert all(field.meaning and field.question.endswith("?") for field in FIELDS.values())
    used = {field for template in built_in_templates().values() for field in fields_of(template)}
    assert used - set(FIELDS) == set()
    assert set(FIELDS) - used <= {"name", "introducer"}


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        ("topic", "Denials and appeals.", "denials and appeals"),
        ("question_1", "how you got into CDI?", "how you got into CDI"),
        ("promise", "the guide of Harbor Inc.", "the guide of Harbor Inc."),
        ("next_step", "Apply for the CCA exam.", "apply for the CCA exam"),
        ("small_action", "Read the brief!", "read the brief"),
        ("next_step", "RHIT prep", "RHIT prep"),
        ("progress", "I passed the RHIT exam!", "I passed the RHIT exam!"),
    ],
)
def test_what_she_types_fits_into_its_sentence(field: str, typed: str, read: str) -> None:
    assert value_of(field, {field: typed}) == read
