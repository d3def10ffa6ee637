"""Telling a job title from an employer by the words of the field (domain.md 2.6, 2.7; O*NET 29-2072).

Only for text that stands where either may stand; a text that is neither is kept as it is by whoever asks.
"""

import re
from functools import cache
from typing import Literal

from mrtnet.domain.names import fold, word_set

_HEADS = word_set(
    "abstractor administrator adviser advisor alumna alumnus ambassador analyst apprentice architect assistant "
    "associate auditor biller ceo cfo chair chairperson chairwoman chief chro cio clerk cmio cno co-chair coder "
    "consultant controller coo coordinator cto dean delegate developer director editor educator engineer "
    "executive expert faculty fellow founder generalist head informaticist instructor intern interpreter "
    "investigator lead leader lecturer liaison librarian manager mentor navigator nurse officer owner partner "
    "physician planner practitioner preceptor president principal professor programmer recruiter registrar "
    "representative researcher reviewer scheduler scientist scribe secretary specialist steward strategist "
    "mgr dir coord prof supv asst svp evp avp freelancer self-employed "
    "student superintendent supervisor surgeon svp teacher team-lead tech technician technologist therapist trainee "
    "trainer transcriptionist treasurer tutor validator volunteer vp"
)
_MODIFIERS = word_set(
    "asst assoc dept mgmt svcs ops "
    "abstracting access account acquisition acting adjunct adjustment administrative admissions advisory affairs "
    "ambulatory analytics and applications assembly assistant associate audit billing board business cancer "
    "capture care career cdi center certified charge chart chief claims client clinic clinical coding committee "
    "communications community compliance content corporate customer cycle data database deficiency denials "
    "department deputy development digital division documentation doctoral drg education ehr emr enterprise epic "
    "executive facility field finance financial first-year freelance general global governance graduate group "
    "health healthcare him hospital hr human implementation improvement inpatient informatics information "
    "integration integrity interim it junior lead learning legal level management master medical member "
    "membership mpi national nursing of office oncology operations outpatient outreach patient payer performance "
    "population post practicum practice privacy product profee professional program programme project provider "
    "public quality reconciliation record records recruiting regional registered registration registry "
    "reimbursement release remote research resources revenue risk roi sales scanning school science second-year "
    "security senior services shift site software solutions staff standards state strategic strategy student "
    "support surgery systems talent team technical technology the trauma training tumor ux validation vendor vice "
    "visiting workforce ppe jr sr i ii iii iv 1 2 3 for in"
)
_STRONG = word_set(
    "hospital hospitals clinic clinics college university universidad universitat universite school institute "
    "academy hospice pharmacy laboratory laboratories inc llc llp ltd plc gmbh corp corporation company "
    "foundation association society associates healthcare klinik klinikum krankenhaus hopital clinica infirmary "
    "polytechnic ministry bureau agency medicine physicians"
)
_WEAK = word_set(
    "health center centre services solutions systems system group partners care network consulting staffing "
    "technologies software labs department office registry trust rehab rehabilitation memorial regional medical "
    "oncology pediatrics cardiology orthopedics imaging informatics analytics coding billing co pc pa va "
    "coalition council commission authority alliance collaborative library"
)
_ELSEWHERE = re.compile(
    r".(?:医院|醫院|病院|诊所|診所|大学|大學|学院|學院|公司|会社|クリニック|センター|병원|대학교?|의원|의료원|센터)$"
    r"|^(?:مستشفى|مستشفي|جامعة|عيادة|مركز|شركة|больница|клиника|госпиталь"
    r"|поликлиника|университет|νοσοκομείο|בית חולים)\s+\S"
    r"|\S\s+(?:больница|клиника|госпиталь|поликлиника|университет|νοσοκομείο)$",
    re.I,
)
"""Hospital, clinic, university, company in other scripts, where the word leaves no doubt."""
_BODIES = re.compile(r"^(?:[A-Z][A-Za-z]{0,4}HIMA|AAPC|HIMSS|HFMA|ACDIS|NCRA|NHA|CAHIIM|CCHIIM|MGMA|AMIA|NAHRI|NHS)$")
_SAINT = re.compile(r"^(?:St|Saint|Sta)\.?\s+[A-Z]\w+(?:['’]s)?\b", re.UNICODE)
TALK = word_set(
    "talked talk talks talking met meet said says asked asks offered offers wants want wanted likes loves "
    "discussed great good nice she he they her them who about knows know works worked working will would can "
    "could re spoke chatted mentioned needs looking is was were has have had interested told follow send sent "
    "hiring my me i we you your our wondering loved gave give very really also recommended recommends promised "
    "helped help"
)
"""Words that begin or mark a sentence: no part of a name, a title or an employer."""
COMPANY_ENDS = word_set("inc llc llp ltd corp co company pc pa plc gmbh lp pllc sa ag")


def _plain(word: str) -> str:
    return fold(word).strip(".,()'\"“”:")


@cache
def _head(word: str) -> bool:
    return word in _HEADS or (word.endswith("s") and word[:-1] in _HEADS and word != "associates")


def words_of(text: str) -> list[str]:
    """The words, folded and without the signs around them."""
    return [word for word in map(_plain, re.split(r"[\s/]+", text)) if word and word != "&"]


def _is_proper(text: str) -> bool:
    """Written like a name: "Great Plains University Hospital"."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return len(words) > 1 and all(word[0].isupper() for word in words)


def is_talk(text: str) -> bool:
    """Whether a text reads like a sentence about a talk."""
    return any(word in TALK for word in words_of(text))


def work_kind(text: str) -> Literal["title", "organization", ""]:
    """Whether a text is a job title or an employer; "" when it is neither or could be anything."""
    if len(text) > 120 or not text.strip():
        return ""
    if _ELSEWHERE.search(text.strip()):
        return "organization"
    words = words_of(text)
    if not words or len(words) > 12 or (is_talk(text) and not _is_proper(text)):
        return ""
    if _is_title(words):
        return "title"
    return "organization" if _is_organization(text, words) else ""


def title_start(words: list[str], least: int) -> int | None:
    """Where behind a name a job title begins ("Rosa Delgado | Coding Lead"), None without one. `least` words stay."""
    folded = [_plain(word) for word in words]
    for at in range(least, len(words)):
        tail = [word for word in folded[at:] if word]
        if tail and all(word in _MODIFIERS or _head(word) for word in tail) and any(map(_head, tail)):
            return at if at > 1 or len(tail) > 1 else None
    return None


def title_end(words: list[str]) -> int | None:
    """Where a title that is followed by an employer ends: "HIM Director Lakeshore Medical Center" -> 2."""
    folded = [_plain(word) for word in words]
    for at in range(len(words) - 1, 0, -1):
        goes_on = folded[at] in _MODIFIERS or folded[at] in {"of", "for", "and", "&", "in"}
        if not _head(folded[at - 1]) or goes_on or not _is_title(folded[:at]):
            continue
        if work_kind(" ".join(words[at:])) == "organization":
            return at
    return None


def is_work_word(text: str) -> bool:
    """Whether all words belong to titles of the field, a head among them or not: "HIM", "Revenue Cycle"."""
    words = words_of(text)
    return bool(words) and all(word in _MODIFIERS or _head(word) for word in words)


def is_strong(text: str) -> bool:
    """Whether a word of it makes it an employer whatever the others are: hospital, college, Inc."""
    return not _STRONG.isdisjoint(words_of(text))


def _is_title(words: list[str]) -> bool:
    core = [word for word in words if word not in {"i", "ii", "iii", "iv", "1", "2", "3"}]
    if not core or not any(map(_head, core)):
        return False
    if core[-1] in _STRONG or (core[-1] in _WEAK and not any(word in {"of", "for"} for word in core)
                               and not _head(core[0])):  # fmt: skip
        return False
    known = sum(1 for word in core if word in _MODIFIERS or _head(word))
    ends = _head(core[-1]) or _head(core[0]) or (len(core) > 1 and _head(core[1]))
    return ends and known * 2 >= len(core)


def _is_organization(text: str, words: list[str]) -> bool:
    if _BODIES.match(text.strip()):
        return True
    if text[:1].islower() and not text.islower():
        return False
    if _SAINT.match(text.strip()):
        return len(words) > 2 or "'s" in text or "’s" in text
    if any(word in _STRONG for word in words):
        return len(words) > 1
    if any(word in {"in", "my", "years"} or word.isdigit() for word in words[:2]):
        return False
    named = text[:1].isupper() or sum(1 for word in words if word in _WEAK) > 1
    hint = words[-1] in _WEAK or not {"health", "medical", "memorial"}.isdisjoint(words[1:])
    return len(words) > 1 and named and hint
