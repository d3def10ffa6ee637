"""What the note guard looks for, as regular expressions by name: written here, compiled when first asked for."""

import re
from functools import cache

from mrtnet.domain import note_guard_words as words

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?<![\w./-])(?:\d{{1,2}}/\d{{1,2}}(?:/(?:{_YEAR}|\d\d))?|\d{{1,2}}(?:-\d{{1,2}}-|\.\d{{1,2}}\.)(?:{_YEAR}|\d\d)|"
    rf"{_YEAR}-\d\d?-\d\d?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: {_YEAR})?)(?![\w/]|[.-]\d)"
)
_FILL = r"(?:\s*(?:\b(?:no|nr|num|number|id|is|was|were|are)\b\.?|[#:=(]|-(?=\s)))*\s*"
_MARKED = r"(?:\s*(?:\b(?:no|nr|num|number|id|is|was)\b\.?|[#:=]))+\s*"
_TOKEN = r"[a-z]{0,4}-?\d+(?:(?:[- ]|-?[a-z]{1,3}-?)\d+)*(?:-?[a-z]\b)?"
_NAME = r"(?:[A-ZÀ-ÖØ-ÞĀŁŚŠŽ][\w'’]*[a-zà-öø-ÿāąćęłńśšž](?:[-'’][A-ZÀ-Þ][\w]+)*)"
_INITIALS = r"(?:[A-Z]\.\s?)+[A-Z]?\b\.?"
_NAMES = rf"(?:{_INITIALS}(?:\s?{_NAME})?|{_NAME}(?:\s(?:[A-Z]\.\s)?{_NAME}){{0,2}})"
_PHONE = r"(?:(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]?)?\b\d{3}[ .-]\d{4}"
_MAIL = r"[\w.+-]+@[\w-]+\.\w+"
_STREET = (
    r"\d+\s+(?:[A-Z][\w'’]*\s+){1,3}(?i:st|street|rd|road|ave|avenue|ct|court|dr|drive|ln|lane|blvd|way|pl|place|apt|"
    r"terrace|circle|pike|hwy)\b"
)
_RELATIVE = (
    r"(?:daughter|son|mother|mom|father|dad|wife|husband|spouse|partner|sister|brother|parents?|guardian|aunt|uncle|"
    r"niece|nephew|grand\w+|caregiver|roommate|neighbou?r)"
)
_PERSON = r"(?:man|woman|lady|gentleman|male|female|boy|girl|guy|patient|pt|infant|baby|newborn|resident|widow(?:er)?)"
_YEARS_OLD = r"\s?-?\s?(?:y/?o|y\.\s?o\.?|yrs?\.?(?:[- ]?old)?|years?[- ]old|year[- ]?old)"
_ROOMED = rf"{_NAME},? \(?\d{{2,4}}[A-Z]?\b\)?"
_CODE = r"(?<![\w.])[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?(?![\w])"

_SOURCES: dict[str, tuple[str, int]] = {
    "record": (
        r"\b(?P<label>MRN|MR(?=\s?#)|med(?:ical)?\.?\s+rec(?:ord)?|(?:patient|pat|pt)\.?\s+ID|HAR|CSN|FIN|encounter|"
        rf"chart|acc(?:oun)?t|accession)s?{_FILL}(?P<token>{_TOKEN})(?![\w/%])",
        re.I,
    ),
    "record_marked": (
        rf"\b(?P<label>visit|claim|record)s?{_MARKED}(?P<token>{_TOKEN})(?![\w/%])",
        re.I,
    ),
    "mrn": (r"\bMRNs?\b", 0),
    "long_number": (
        r"(?<![\w.,$/-])\d{6,10}(?<!000)(?![\w%/-]|[.,]\d)"
        r"(?!\s(?:records?|charts?|pages?|patients?|duplicates?|pairs?|numbers?|people|merges|images|MRNs))",
        0,
    ),
    "made_up_before": (
        r"\b(?:mock|fictional|dummy|demo|sample|practice|simulat\w+|made[- ]up|invented|fake|training)(?:\s\w+)?\s+$",
        re.I,
    ),
    "mark": (r"[#:=]|\b(?:no|number|id|num|nr)\b", re.I),
    "record_bare": (
        r"\b(?P<label>claim|visit|record)\s+"
        r"(?P<token>[a-z]{0,3}-?\d[\d-]{4,}|\d{4}(?=\s(?:was|is|had|has|got)\b))(?![\w/%])",
        re.I,
    ),
    "ssn": (r"(?<![\w-])(?!000|666|9)\d{3}([-. ])(?!00)\d{2}\1(?!0000)\d{4}(?![\w-])", 0),
    "ssn_labelled": (
        rf"\b(?:SSN|social security|soc\.?\s+sec|SS(?=\s?#))\b\.?"
        rf"(?:\s+(?:ending|ends)(?: in| with)?|\s+\(?last (?:four|4)(?: digits)?)?{_FILL}"
        rf"(?P<token>\d(?:[- .]?\d){{3,8}})(?![\w/%]|[-.]\d)",
        re.I,
    ),
    "birth": (
        rf"\b(?:D\.O\.B\.?|b\.(?=\s?\d)|(?:DOB|date of birth|birth\s?date|born)\b)"
        rf"(?P<between>[^.!?;\n]{{0,40}}?)(?P<date>{_DATE})",
        re.I,
    ),
    "medicare": (
        r"\b[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d-?"
        r"[AC-HJKMNP-RT-Y]{2}\d\d\b",
        re.I,
    ),
    "patient_name": (
        r"(?<![\w-])(?P<who>(?i:patient|client|resident|decedent|newborn|baby (?:boy|girl)|infant)|"
        r"Ptn?s?|ptn?s?)\b\.?"
        r"(?P<link>['’]s (?:first |last |full )?name(?: is| was|\s?[:=])|,? \(?(?:named|called|"
        r"(?:(?:first |last |full |maiden |given )?name|surname)(?: is| was|\s?[:=])?|by the name of|who goes by)|"
        r" (?:is|was)(?= [A-Z]\w+ [A-Z])|\s?:|,)?"
        r"\s+[\"“‘]?"
        rf"(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<name>{_NAMES}|[A-Z]{{2}}\b)",
        0,
    ),
    "chart_of": (
        r"\b(?i:charts?|(?:medical )?records?|files?|discharge summary) (?:of|for|belonging to) "
        rf"(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<name>{_NAMES})",
        0,
    ),
    "papers_of": (
        r"\b(?i:consents?(?: forms?)?|authori[sz]ation|face ?sheet|(?:lab |test |imaging |path(?:ology)? )?results?|"
        r"op(?:erative)? (?:note|report)|path(?:ology)? report|progress notes?|H&P|releases?|copies|x-?rays?|"
        r"images|imaging|scans?|lab(?:s| work)?|death certificate|birth certificate|med(?:ication)? list)"
        r" (?:of|for|belonging to) "
        rf"(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<name>{_NAME}\s(?:[A-Z]\.\s)?{_NAME})",
        0,
    ),
    "roll": (rf"(?<![\w.]){_ROOMED}(?:(?:[,;]| and|,? &)\s{_ROOMED})+", 0),
    "chart": (r"\b(?:charts?|medical records?|health file|discharge summary|consent)\b", re.I),
    "honorific": (rf"\b(?:Mr|Mrs|Ms|Miss|Mx)\b\.?\s+(?P<name>(?:[A-Z]\.\s?)?{_NAME}(?:\s{_NAME})?)", 0),
    "owned_chart": (
        rf"(?<![\w.])(?:(?:Mr|Mrs|Ms|Miss)\.?\s+)?(?P<name>{_NAME}(?:\s{_NAME})?)['’]s? "
        r"(?=(?:medical |hospital |old |last )?(?:chart|record|encounter|discharge summary|op note)s?\b"
        r"(?! (?:backlog|audit|review|completion|team|department|room|policy|checklist|management|retention|request|"
        r"storage|abstraction|tracking|are kept)))",
        0,
    ),
    "two_names": (rf"(?<![\w.]){_NAME}\s(?:[A-Z]\.\s)?{_NAME}(?!\w)", 0),
    "facts": (rf"\b(?:{words.FACTS})\b", re.I),
    "topics": (rf"\b(?:{words.TOPICS})\b", re.I),
    "no_fact": (
        r"\b(?:admit(?:s|ted) (?:that|he|she|they|it|to (?:the |a |an |her |his )?(?:\w+ ){0,2}"
        r"(?:being|not|program|school|college|university|bar|board|graduate|grad|practice|association|society|"
        r"chapter|academy|degree|course|cohort|class)|into)|"
        r"discharged from (?:the )?(?:US |U\.S\. )?(?:army|navy|marines?|air force|military|service|coast guard|"
        r"guard|reserves?)|(?:contract|membership|licen[sc]e|card|credential|certificat\w+|subscription|password|offer|"
        r"warranty|badge|link|quote|posting) (?:has |have |had )?expired|"
        r"(?:her|his|their|my) (?:\w+ )?" + _RELATIVE + r" (?:has |had )?(?:died|passed away))\b",
        re.I,
    ),
    "after_name_at_work": (rf"(?:['’]s?)?[,:]?(?:\W+[\w'’-]+){{0,3}}?\W+(?:{words.AT_WORK})\b", re.I),
    "before_name_at_work": (
        r"\b(?:ask(?:ed)?|met|meet|thank(?:ed)?|e-?mail(?:ed)?|write|wrote|call|see|told|tell|said|says|by|visit(?:ed)?|"
        r"(?:talk|spoke|speak|chat|lunch|coffee|class|work|interview|study|met)\w* with|from|(?:talk|lecture|class|"
        r"session|webinar) (?:of|by)|introduced (?:me )?(?:to|by))\s+$",
        re.I,
    ),
    "at_work": (rf"\b(?:{words.AT_WORK})\b", re.I),
    "place": (r"\b(?:room|rm\.?|bed|unit)\s*#?\s*\d+[A-Z]?\b(?:[ ,]*bed \d+)?", re.I),
    "ward_verb": (
        r"\b(?:transferred|hospice|had a fall|fell|intubated|observation|bedside|nurses? call|inpatient in|"
        r"(?:lady|man|woman|gentleman|guy) (?:in|from) (?:room|bed|rm))\b",
        re.I,
    ),
    "events": (words.EVENTS, re.I),
    "exam": (words.EXAM, re.I),
    "made_up": (
        r"\b(?:fictional|made[- ]up|invented|dummy|demo|test (?:patient|record)|training|handbook|textbook|sample)\b",
        re.I,
    ),
    "stay": (
        r"\b(?P<verb>(?:re)?admit(?:ted)?|admission(?: date)?|adm\b\.?|discharged?(?: date)?|disch?\b\.?|"
        r"d/c(?:['’]?d)?|DOS|DOA|DOD|LOS|"
        r"date of (?:service|admission|discharge|death|surgery)|surgery|operat(?:ed|ion)|procedure|died|expired|"
        r"passed away|delivered|delivery|transferred|intubated|"
        r"deceased|death|c-section|cesarean|biopsy|chemo|transplant|appendectomy|colonoscopy)"
        rf"(?P<between>[^!?;\n]{{0,45}}?)(?P<date>{_DATE})",
        re.I,
    ),
    "stay_not": (
        r"\b(?:keynote|talk|lecture|webinar|session|workshop|course|class|project|paper|report|package|interview|"
        r"cent(?:er|re)|planner|planning|opens?|opened|moved|ends|ended|schedul\w+|residen\w+|"
        r"grant|battery|laptop|dog|cat|bill|idea|deal|budget|ehr|emr|systems?|servers?|network|printer|scanner|phone|"
        r"until|out for|off for|on leave|computer|wi-?fi|encoder|software|app|screen|car|power|internet|call|line|"
        r"program|school|college|university|bridge|bar|board|association|cohort|apprentice\w*|academy|army|navy|marines|"
        r"air force|military|coast guard|coding|coders?|codes|conference|meet(?:s|ing)?|exam|test|quiz|module|seminar|"
        r"presentation|contract|membership|licen[sc]e|credential|certificat\w+|subscription|offer|warranty|badge|job|"
        r"posting|office|deadline|due|starts?|started|policy|form|backlog|training|chapter|committee|manual|template)\b",
        re.I,
    ),
    "thing": (
        rf"\b(?:the|our|my|an?|this|that) (?!(?:{_PERSON}|{_RELATIVE}|decedent|victim|donor|teen\w*)\b)\w+\s+$",
        re.I,
    ),
    "no_birth": (
        r"\b(?:project|clean-?up|ends|due|deadline|policy|rule|release|update|meeting|talk|session|webinar|class|field)\b",
        re.I,
    ),
    "newborn": (r"\b(?:bab(?:y|ies)|infants?|newborns?|twins?|mother|vaginal\w*|c-section|cesarean|boy|girl)\b", re.I),
    "ward": (
        r"\b(?:ICU|NICU|PICU|SNF|LTAC|ED|ER|rehab\w*|hospice|floor|ward|psych|acute|step-?down|hospital|nursing home|"
        r"telemetry|OR|PACU)\b",
        0,
    ),
    "age": (
        rf"(?<![\w$.-])(?P<age>\d{{1,3}}){_YEARS_OLD}\b[,.]?\s?(?:[a-z-]+\s){{0,2}}?"
        rf"(?P<person>{_PERSON}|[MF](?![\w'’]))",
        re.I,
    ),
    "age_short": (
        r"(?<![\w$.-])(?P<age>\d{1,3})\s?[MF](?=,|\.?$|\s(?:with|w/|who|pt|patient|c/o|s/p|hx|adm\w*|presents?|"
        r"presented|came|dx|in ED|here)\b)",
        0,
    ),
    "age_bare": (rf"(?<![\w$.-])(?P<age>\d{{1,3}}){_YEARS_OLD}(?!\w)", re.I),
    "age_months": (rf"\b\d{{1,2}}[- ]?(?:months?|weeks?|days?)[- ]?old\s(?:\w+\s)?{_PERSON}\b", re.I),
    "age_great": (
        rf"\b(?!my|her|his){_PERSON}(?:,| who)?(?: (?:is|was|of|aged?|turned|at))*,? (?:9\d|1[01]\d)\b"
        r"(?!\s?(?:%|percent|points|records|charts|minutes|days))",
        re.I,
    ),
    "age_theirs": (
        r"\b(?:she|he)(?:['’]s| is| was| just turned| turned| turns)(?: already| now| almost| nearly)? (?:9\d|1[01]\d)"
        r"(?=[.,;!?)]|$|\s(?:and|but|or|years|with|when|now|next|this|last|in|on)\b)",
        re.I,
    ),
    "age_of_thing": (r"\W+(?:hospital|system|program|building|policy|software|startup|company|school)", re.I),
    "own_child": (r"\b(?:my|our|her|his|their)\s+$", re.I),
    "no_budget": (
        r"\b(?:dollars?|million|budget|revenue|gate|seat|row|rows|suite|users|degrees|downloads|"
        r"cohort|class(?:mates)?|students?|attendees|headcount)\b",
        re.I,
    ),
    "code": (_CODE, 0),
    "patient": (
        r"(?<![\w-])(?:(?:(?P<before>\w+)\s+)?(?i:the |our |my |this |that |a )?)"
        r"(?P<who>(?i:patient|decedent)|Pt|pt)\b(?!-)(?:['’]s)?\.?(?:\s+(?P<next>[\w'’-]+))?",
        0,
    ),
    "member": (
        r"\b(?:member|policy(?:\s?holder)?|subscriber|beneficiary|insured|Medicaid|Medicare|HICN|insurance|group|plan)"
        rf"(?:\s+(?:member|policy|card|plan))?(?P<mark>{_MARKED})(?P<token>[a-z]{{0,4}}[-\d][\da-z-]{{4,}})(?!\w)",
        re.I,
    ),
    "member_not": (
        r"\b(?:my|AHIMA|AAPC|\w*HIMA|HIMSS|HFMA|ACDIS|AHDI|NCRA|NHA|AMIA|associations?|society|chapter|hotel|"
        r"requisition|meeting|zoom|loyalty|gym|library|student|discount|conference|webinar|credential|union|frequent|"
        r"alumni|renew\w*|retention|manual|procedures?|revised|updated|effective|approved|committee|dues)\b",
        re.I,
    ),
    "reach": (
        r"\b(?P<whose>(?i:patient|pt|resident|decedent)['’]?s?(?:['’]s)?(?:\s" + _RELATIVE + r"(?:['’]s)?)?|"
        r"(?i:her|his|their)\s" + _RELATIVE + r"(?:['’]s)?)\b"
        rf"(?P<between>[^!?;\n]{{0,45}}?)(?P<value>{_PHONE}|{_MAIL}|{_STREET}|\b(?:lives|live|living)\b"
        r"(?= (?:at|on|in|near|next|across|with|alone|down|two|three|around|over|by|just|right|\d))[^,.;!?\n]*)",
        0,
    ),
    "device": (
        rf"\b(?:serial|implant|(?:licen[sc]e )?plate|lot|UDI|VIN)(?:/serial)?(?:\s+(?:serial|lot|plate))?"
        rf"(?: (?:of|on) (?:the|a|his|her) [a-z'’]+(?: [a-z]+)?,?)?{_FILL}"
        r"(?P<token>[A-Z]{0,5}[- ]?\d[\dA-Z]*(?:-[\dA-Z]+)*)\b",
        re.I,
    ),
    "device_word": (
        r"\b(?:implant\w*|pacemaker|knee|hip|stent|pump|valve|defibrillator|prosthe\w+|catheter|lens|hearing aid|"
        r"ICD lead|stimulator|ambulance|recall(?:ed)?)\b",
        re.I,
    ),
    "bare_number": (r"(?<![\w@/.,$€£:+()#-])\d{7,10}(?![\w@/%-]|[.,]\d)", 0),
    "labelled_number": (
        r"\b(?:number|no|id|ext(?:ension)?|phone|tel|fax|cell|call|text|AHIMA|AAPC|member\w*|hotel|confirmation|"
        r"requisition|req|meeting|zoom|badge|student|ticket|registration|order|invoice|dollars|zip|passcode|exam|"
        r"reservation|tracking|course)\b\.?[\s#:]*(?:\w+\s){0,2}$",
        re.I,
    ),
    "number_is_hers": (r"\b(?:my|AHIMA|AAPC|hotel|requisition|zoom|hima)\b", re.I),
}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled expression of this name: compiled when it is first needed."""
    source, flags = _SOURCES[name]
    return re.compile(source, flags)


def compile_all() -> None:
    """Compile all of them ahead of the first note, on any thread: 50 ms."""
    for name in _SOURCES:
        pattern(name)
