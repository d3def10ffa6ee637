"""Notes inside the sentences of letters: ordinary words lose their capital, names and acronyms keep theirs."""

import pytest

from mrtnet.domain.fields import FIELDS
from mrtnet.domain.messages import Template, built_in_templates, fields_of, fill
from mrtnet.domain.small_letters import in_sentence

LOWERED = [
    "The new EHR", "The Ohio chapter", "My first audit", "A CDI pilot", "How Epic changed the job", "New EHR rollout",
    "Denials and appeals", "Coding audits at month-end", "Remote work", "Data quality", "Working from home",
    "We met in the lift", "Follow-up queries", "Doctors’ queries", "What the RHIT exam asks", "Coding",
    "Their move to Cerner", "Privacy, mostly", "From Epic to Cerner in a year",
]  # fmt: skip
KEPT = [
    "DRG validation", "RHIT prep", "I passed the exam", "I’m stuck on chapter 4", "Epic training", "Rosa’s talk",
    "Medicare rules", "Ohio", "Excel macros", "ICD-11", "eCQM reports", "The Joint Commission", "New York hospitals",
    "New Jersey", "Monday meetings", "May", "Will", "HIM Week", "3M encoder", "iPhone scans", "Remote Coders United",
    "Élan vital", "Data Days", "CDI", "“Deep Medicine”", "x", "Mi experiencia", "Über-coding", "A", "IT security",
    "The Checklist Manifesto", "How Doctors Think", "Health Information Week", "Release of Information", "Women in HIM",
]  # fmt: skip
IN_LETTERS = ("The new EHR", "Denials and appeals", "DRG validation", "Epic training", "The Joint Commission", "I see")


@pytest.mark.parametrize("phrase", LOWERED)
def test_ordinary_words_lose_their_capital(phrase: str) -> None:
    assert in_sentence(phrase) == phrase[0].lower() + phrase[1:]


@pytest.mark.parametrize("phrase", KEPT)
def test_names_and_acronyms_keep_theirs(phrase: str) -> None:
    assert in_sentence(phrase) == phrase


def test_names_of_the_book_keep_theirs() -> None:
    assert in_sentence("Records at Harbor move", ["Records at Harbor"]) == "Records at Harbor move"
    body = fill(built_in_templates()["update"], "warm", {"last_topic": "Data at work", "org": "Data at work"}).body
    assert "Data at work" in body


@pytest.mark.parametrize("template", built_in_templates().values(), ids=lambda each: each.key)
def test_in_all_letters_a_note_has_its_capital_only_where_a_sentence_begins(template: Template) -> None:
    phrases = [field for field in fields_of(template) if (each := FIELDS[field]).noted and not each.whole]
    for phrase in IN_LETTERS:
        values = {field: phrase for field in phrases} | {"first_name": "Rosa", "my_name": "Maya Osei", "event": "OHIMA"}
        for wording in template.wordings:
            for days_late in (0, 30):
                message = fill(template, wording, values, days_late)
                body = message.body
                for span in message.spans:
                    before = body[: span.start].rstrip()
                    begins = not before or before[-1] in ".!?" or "\n" in body[len(before) : span.start]
                    said = body[span.start : span.end]
                    verb = FIELDS[span.field].leave_off
                    if not span.noted or span.neutral or verb:
                        continue
                    assert said == (phrase if begins else in_sentence(phrase)), body
