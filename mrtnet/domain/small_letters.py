"""A phrase from a note inside a sentence: "The new EHR" becomes "the new EHR", names and acronyms stay as they are.

Only words of the lists below lose their capital, and never before what reads like a name: "New York", "The Joint
Commission". Whatever is in doubt is left as it was typed.
"""

import re
from collections.abc import Iterable

from mrtnet.domain.names import word_set

_OPENERS = word_set(
    "a an the my our your their her his its this that these those some how if what when where whether which who whom "
    "whose why about across after against among and around as at because before behind between beyond but by despite "
    "during for from in inside into like near of off on onto or out outside over past since than through to toward "
    "towards under until up upon versus via while with within without he it she they we you"
)
"""These lose their capital before one name too: "the Ohio chapter", "how Epic changed the job"."""
_PLAIN = word_set(
    "all another any both each every few many more most much new no not old one other several such two three "
    "being becoming building changing choosing coming doing finding getting giving going having helping hiring keeping "
    "learning leaving leading looking making moving preparing reading running starting staying switching taking "
    "talking teaching using waiting working writing first second "
    "abstracting abstraction accuracy advice analytics appeals apprenticeships archiving article articles audit "
    "auditing auditors audits backlog backlogs balance benchmarks billing books breach breaches budgets burnout "
    "cancer capture career careers certification charge charges chart charting charts checklist checklists claims "
    "clinical clinic clinics coaching coders coding colleagues communication compliance computer conference "
    "conferences confidence consent continuing credentials dashboards data deadlines deficiencies deficiency denial "
    "denials department departments dictation disclosure disclosures discharge doctors document documentation "
    "documents duplicate education electronic encoders entry ethics exam exams experience feedback flexible follow "
    "forms fraud government governance handwritten health healthcare hospital hospitals hours identity imaging "
    "implementation informatics information inpatient insurance integrity internship internships interoperability "
    "interview interviews job jobs leadership legal links list lists management master medical mentoring mentors "
    "mergers merging metadata month nights notes nurses nursing oncology onboarding outpatient overtime paper part "
    "patient patients pay payers pediatric peer people physician physicians policies policy practice practicum "
    "precision privacy procedure procedures process processes productivity professional project projects public "
    "quality queries query questions reconciliation record records recruiting redaction reference references "
    "registries registry reimbursement release releases remote reporting reports requests research resume resumes "
    "retention revenue risk safety salaries salary scanning schedules scheduling scholarship scholarships security "
    "shadowing shifts slides software specialties staffing standards statistics storage students study studying "
    "surgery surveys systems teaching team teams teamwork telehealth templates testing time tips tools training "
    "transcription transitions tumor turnaround turnover updates validation vendor vendors volunteering webinar "
    "webinars weekend work workflow workflows workload workshop workshops"
)
_WORD = re.compile(r"([A-Z][a-z]*)(?:['’-][a-z-]*)?(?=[\s,]|$)")
_LIKE_A_NAME = re.compile(r"\s+(?:(?:of|and|for)\s+)?[A-Z][a-zà-ÿ]")
_ONE_NAME = re.compile(r"\s+[A-Z][\w’'-]*\s+[a-zà-ÿ]")


def in_sentence(phrase: str, names: Iterable[str] = ()) -> str:
    """The phrase as it stands inside a sentence. One that begins with one of the `names` stays."""
    first = _WORD.match(phrase)
    if first is None or any(name and phrase.startswith(name) for name in names):
        return phrase
    word, rest = first[1].lower(), phrase[first.end() :]
    if word not in (_OPENERS if rest else ()) and word not in _PLAIN:
        return phrase
    if _LIKE_A_NAME.match(rest) and not (word in _OPENERS and _ONE_NAME.match(rest)):
        return phrase
    return phrase[0].lower() + phrase[1:]
