"""Whole books of invented people, as large as wanted and the same for the same seed: for tests and the bench.

Nobody here exists: names are drawn from lists of many cultures, numbers are 555-01xx, addresses end in .example.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from mrtnet.domain.names import Name, fold, sort_key
from mrtnet.store import connection as connections
from mrtnet.store import search_index
from mrtnet.store.book import Book

TODAY = date(2026, 10, 15)
"""The day that generated books are about: some follow-ups are late, some due on it, most come later."""
CREATED = "2026-09-01T12:00:00Z"


def _several(text: str, apart: str | None = None) -> list[str]:
    return text.split(apart)


GIVEN = _several(
    "Rosa Ama Wiktor Łukasz Siobhán Nguyet Linh Priya Arjun "
    "Chidi Ngozi Kwame Efua Yusuf Leyla Amira Omar Soraya Dmitri "
    "Katya Olena Taras Zofia Agnieszka Jürgen Anke Søren Astrid "
    "Björn Maren Aino Eero Élodie Thibault Océane Gaëlle "
    "Chiara Matteo Iñaki Begoña Joaquín Ximena Thiago Luana "
    "Mireille Fatoumata Mamadou Aïcha Tendai Thandiwe Sipho "
    "Keala Leilani Makoa Hana Kenji Aiko Haruto Minji Seojun "
    "Jihye Mei Jun Xiulan Bao Thuy Somchai Malee Putri Budi "
    "Maricel Jomar Tala Devi Ravi Anjali Sanjay Farid Nasrin "
    "Shirin Parisa Aram Nairi Tigran Nino Giorgi Yael Noam "
    "Tamar Eitan Margaret Walter Dolores Harold Beatrice "
    "Clifford Imogen Desmond Latoya Jamal Tanisha Marcus Aaliyah "
    "Darnell Wren Juniper Hollis Marlow Ilse Tomasz Réka Gergő Andrei Ioana Petra Zdeněk"
)
FAMILY = _several(
    "Delgado-Ruiz|Owusu|Wiśniewski|Østergaard|O'Connor|O'Malley|"
    "Nguyễn|Trần|Phạm|Iyer|Banerjee|Okonkwo|Adeyemi|Mensah|"
    "Asante|Yılmaz|Şahin|Haddad|Khalil|Rahimi|Volkov|Sokolova|"
    "Shevchenko|Kowalczyk|Zieliński|Müller|Schäfer|Großmann|"
    "Sørensen|Lindqvist|Åkerström|Virtanen|Mäkelä|Lefèvre|"
    "Beauchêne|D'Angelo|Ricci|Etxeberria|Muñoz|Peña|Quiñones|"
    "da Silva|dos Santos|Gonçalves|Diallo|Traoré|Moyo|Ndlovu|"
    "Kahananui|Kealoha|Tanaka|Fujimoto|Kwon|Hwang|Zhao|Ouyang|"
    "Santos-Reyes|Dela Cruz|Bautista|Sari|Wijaya|Chaudhry|"
    "Siddiqui|Hosseini|Petrosyan|Sargsyan|Kapanadze|Ben-Ami|"
    "Mizrahi|Ashdown|Thornbury|Whitlock|Pemberton|Hargrove|"
    "Lockridge|Marchbanks|Vandermeer|van der Berg|von Arnsdorf|"
    "St. Clair|MacTavish|McAllister|Fitzwilliam|Ó Súilleabháin|"
    "Kovács|Dobrescu|Novotný|Horáčková|Kessler|Brandvold|"
    "Carrowmore|Ellingboe|Fairweather|Greenhalgh|Ibekwe|"
    "Jankowski|Kirkbride|Lasseter|Merriweather|Nakagawa|Oyelaran|"
    "Prendergast|Quarshie|Rasmussen|Stavros|Tchaikov|Umarov|Vasquez|Wolfsberg|Xiong|Yamaguchi|Zapata",
    "|",
)
SYLLABLES = _several("bar cor den el far gil hol ist jor kel lun mar nor ost pel quen ros sul tor ulm ven wes yar zel")
CREDENTIALS = _several("RHIT RHIA CCS CCS-P CCA CPC CDIP CHPS CHDA CRC COC RHIT RHIT CCS RHIA CPC MBA MHA MS PhD RN")
CITIES = _several(
    "Chicago Columbus Denver Atlanta Phoenix Portland Nashville Tucson Boise Omaha Tulsa Raleigh Dayton Madison Mobile"
)
ORG_FIRST = _several(
    "Lakeshore Mercy Riverbend Cedar Summit Prairie Harbor "
    "Northgate Evergreen Pinecrest Willow Granite Bayview Ironwood "
    "Meadowlark Silverton Foxglove Highland Juniper Copperfield"
)
SAID = _several(
    "audits,backlogs,abstracting,deficiencies,encoder,grouper,validation,"
    "queries,severity,mortality,readmissions,bundling,"
    "modifiers,appeals,charges,eligibility,scheduling,registration,"
    "scanning,indexing,retention,destruction,subpoenas,"
    "consent,portal,proxies,amendments,breaches,phishing,access logs,"
    "disclosures,research,trials,staging,follow-up rates,"
    "accession,case finding,benchmarks,dashboards,extracts,warehouses,"
    "terminology,mappings,interfaces,downtime,upgrades,"
    "go-live,templates,dictation,transcription,scribes,macros,overtime,"
    "staffing,onboarding,preceptors,rotations,syllabus,"
    "capstone,tuition,scholarships,membership,volunteering,elections,"
    "bylaws,posters,abstracts,keynotes,webinars,podcasts,"
    "resume,interviews,offers,relocation,commute,parking,childcare,"
    "gardening,hiking,choir,pottery,baking,marathon,puppies,"
    "sailing,quilting,chess,bread,tomatoes,graduation,wedding,twins,grandmother,holiday,mountains,lighthouse,museum",
    ",",
)
WROTE = _several(
    "Thank-you note|Lunch|Short call|Sent the article|News|Question|Coffee|After the session|Reply|Card", "|"
)
ORG_KINDS = (
    ("Medical Center", "hospital"), ("General Hospital", "hospital"), ("Health System", "hospital"),
    ("Family Clinic", "clinic"), ("Coding Partners", "coding-vendor"), ("Cancer Registry", "registry"),
    ("Community College", "school"), ("University", "school"), ("Health Plan", "payer"),
    ("Records Consulting", "consulting"),
    ("Staffing", "staffing"), ("Home Care", "home-health"), ("Software", "ehr-vendor"),
)  # fmt: skip
TITLES = _several(
    "Inpatient Coder|Outpatient Coder|Coding Lead|Coding Manager|"
    "HIM Director|HIM Supervisor|Release of Information Clerk|"
    "CDI Specialist|Cancer Registrar|Privacy Officer|"
    "Data Analyst|Revenue Cycle Analyst|Clinical Informaticist|EHR Trainer|"
    "Compliance Auditor|Program Director|Adjunct Instructor|Recruiter|Medical Records Technician|HIM Student",
    "|",
)
EVENTS = (
    ("Annual Conference", "conference"),
    ("Spring Meeting", "state-meeting"),
    ("Chapter Evening", "chapter-meeting"),
)
MORE_EVENTS = (("Coding Webinar", "webinar"), ("Job Fair", "job-fair"), ("Internship", "internship"))
TAGS = _several(
    "coding,registry,mentor,vendor,speaker,alumni,study group,"
    "privacy,informatics,CDI,remote work,hiring,student chapter,"
    "exam prep,data quality,leadership,cancer program,volunteers,book club,long talk",
    ",",
)
ROLES = _several("mentor colleague fellow-student recruiter speaker vendor preceptor instructor supervisor friend")
TALK = _several(
    "DRG validation|a shadow day|the registry abstract queue|"
    "remote coding tests|query templates|the CCS exam|denials|"
    "chart correction|merging duplicate records|"
    "release of information|her first job|the internship site|data quality|"
    "copy-paste in notes|telehealth codes|"
    "the student scholarship|privacy audits|a lost chart|moving to Denver|risk models",
    "|",
)
KINDS = _several("met email email linkedin call meeting note email")
FOLLOW_UPS = (("thank-you", "Write a thank-you note"), ("check-in", "Catch up"), ("promise", "Send what you promised"))

Rows = Iterator[tuple[Any, ...]]


def make_book(path: Path, people: int, seed: int = 1, interactions: int = 10, follow_ups: float = 0.75) -> None:
    """A new book with so many people, `interactions` each, and `follow_ups` open ones a person on average.

    Written without history: nothing in it can be undone, as in a book whose history was pruned.
    """
    Book.open(path).close()
    write = connections.writing(path)
    try:
        write.execute("PRAGMA synchronous = OFF")
        write.execute("PRAGMA cache_size = -131072")
        write.execute("BEGIN IMMEDIATE")
        with _WithoutTriggers(write):
            _fill(write, random.Random(seed), people, interactions, follow_ups)
        search_index.rebuild(write)
        write.execute("COMMIT")
        write.execute("INSERT INTO search (search) VALUES ('optimize')")
        write.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        write.close()


class _WithoutTriggers:
    """Takes the triggers away and puts the very same back: a "
    "million rows need neither images nor search marks."""

    def __init__(self, write: Any) -> None:
        self._write = write
        self._triggers = write.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()

    def __enter__(self) -> None:
        for name, _sql in self._triggers:
            self._write.execute(f"DROP TRIGGER {name}")

    def __exit__(self, *_exc: object) -> None:
        for _name, sql in self._triggers:
            self._write.execute(sql)


def _fill(write: Any, dice: random.Random, people: int, interactions: int, follow_ups: float) -> None:
    organizations = max(5, people // 50)
    events = max(6, people // 250)
    for table, columns, rows in (
        ("organization", "id uid name name_key short kind city", _organizations(dice, organizations)),
        ("event", "id uid name name_key short kind first_day last_day city created_at", _events(dice, events)),
        ("tag", "id uid name name_key", ((at, f"tag{at}", name, fold(name)) for at, name in enumerate(TAGS, 1))),
        (
            "person",
            "id uid name sort_key name_key given family rank met_on met_how met_event_id tier last_contact next_touch"
            " note created_at",
            _people(dice, people, events),
        ),
        ("job", "person_id organization_id title position until", _jobs(dice, people, organizations)),
        ("reach", "person_id property value normal type position", _reaches(dice, people)),
        ("address", "person_id locality", ((at, dice.choice(CITIES)) for at in range(1, people + 1, 4))),
        ("credential", "person_id mark position", _credentials(dice, people)),
        ("person_tag", "person_id tag_id", _some(dice, people, range(1, len(TAGS) + 1), 0.6)),
        ("person_role", "person_id role", _some(dice, people, ROLES, 0.3)),
        ("interaction", "id uid kind day title body created_at", _interactions(dice, people * interactions)),
        ("interaction_person", "interaction_id person_id", _whose(people, interactions)),
        (
            "follow_up",
            "uid person_id kind title due first_due state closed_on created_at",
            _follow_ups(dice, people, round(people * follow_ups)),
        ),
    ):
        _insert(write, table, columns.split(), rows)


def _insert(write: Any, table: str, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    places = ", ".join("?" * len(columns))
    write.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)


def _organizations(dice: random.Random, count: int) -> Rows:
    for at in range(1, count + 1):
        what, kind = ORG_KINDS[at % len(ORG_KINDS)]
        city = dice.choice(CITIES)
        place = f"{city} " if at > 40 else ""
        name = f"{place}{ORG_FIRST[at % len(ORG_FIRST)]} {_invented(at) + ' ' if at > 400 else ''}{what}"
        yield at, f"org{at}", name, fold(name), "".join(word[0] for word in name.split()), kind, city


def _events(dice: random.Random, count: int) -> Rows:
    for at in range(1, count + 1):
        what, kind = (*EVENTS, *MORE_EVENTS)[(at - 1) % 6]
        day = TODAY - timedelta(days=dice.randrange(5, 1500) if at > 1 else 4)
        city = dice.choice(CITIES)
        name = f"{city} {what} {day.year}"
        last = day + timedelta(days=dice.randrange(0, 4))
        short = f"AHIMA{day:%y}" if what == "Annual Conference" else ""
        yield at, f"event{at}", name, fold(name), short, kind, f"{day}", f"{last}", city, CREATED


def _people(dice: random.Random, count: int, events: int) -> Rows:
    for at in range(1, count + 1):
        given = dice.choice(GIVEN)
        family = dice.choice(FAMILY) if dice.random() < 0.6 else _invented(dice.randrange(20_000)).capitalize()
        shown, sorted_by, key = _named(given, family)
        met = TODAY - timedelta(days=int(dice.expovariate(1 / 500)))
        last = max(met, TODAY - timedelta(days=int(dice.expovariate(1 / 120)))) if dice.random() < 0.9 else None
        tier = dice.choices(("", "core", "close", "active", "wide"), (40, 3, 10, 25, 22))[0]
        next_touch = f"{TODAY + timedelta(days=dice.randrange(-40, 300))}" if tier else None
        rank = dice.choices(("A", "B", "C", ""), (10, 50, 20, 20))[0]
        event = dice.randrange(1, events + 1) if dice.random() < 0.7 else None
        how = "" if event else dice.choice(("chance", "class", "introduced", "online"))
        note = f"Talked about {dice.choice(TALK)}; knows {dice.choice(TALK)}." if dice.random() < 0.5 else ""
        yield (
            at, f"person{at}", shown, sorted_by, key, given, family, rank, f"{met}", how, event, tier,
            f"{last}" if last else None, next_touch, note, CREATED,
        )  # fmt: skip


@cache
def _named(given: str, family: str) -> tuple[str, str, str]:
    shown = f"{given} {family}"
    return shown, sort_key(Name(given=given, family=family)), fold(shown)


def _jobs(dice: random.Random, people: int, organizations: int) -> Rows:
    for at in range(1, people + 1):
        yield at, dice.randrange(1, organizations + 1), dice.choice(TITLES), 0, None
        if dice.random() < 0.2:
            yield at, dice.randrange(1, organizations + 1), dice.choice(TITLES), 1, "2024-06-30"


def _reaches(dice: random.Random, people: int) -> Rows:
    for at in range(1, people + 1):
        mail = f"{dice.choice(SYLLABLES)}{at}@{_invented(dice.randrange(500))}.example"
        yield at, "EMAIL", mail, mail, "work", 0
        if dice.random() < 0.7:
            area, line = dice.randrange(201, 990), 100 + at % 100
            yield at, "TEL", f"({area}) 555-{line:04}", f"+1{area}555{line:04}", "cell", 1


def _credentials(dice: random.Random, people: int) -> Rows:
    for at in range(1, people + 1):
        for position, mark in enumerate(dict.fromkeys(dice.choices(CREDENTIALS, k=dice.choice((0, 1, 1, 1, 2, 3))))):
            yield at, mark, position


def _some(dice: random.Random, people: int, choices: Any, share: float) -> Rows:
    for at in range(1, people + 1):
        if dice.random() < share:
            yield at, dice.choice(choices)


def _interactions(dice: random.Random, count: int) -> Rows:
    """Half of them say nothing but what they were; the rest mention something, now and then somebody."""
    random_, choose = dice.random, _chooser(dice)
    for at in range(1, count + 1):
        day = TODAY - timedelta(days=int(random_() * 1500))
        body = ""
        if random_() < 0.5:
            what = choose(TALK) if random_() < 0.2 else f"{choose(SAID)} and {choose(SAID)}"
            whom = f" with {choose(GIVEN)} {_invented(int(random_() * 20_000)).capitalize()}" if random_() < 0.2 else ""
            body = f"We talked about {what}{whom}"
        yield at, f"i{at}", choose(KINDS), f"{day}", choose(WROTE), body, CREATED


def _chooser(dice: random.Random) -> Callable[[Any], Any]:
    """Like dice.choice, in a third of its time."""
    random_ = dice.random
    return lambda choices: choices[int(random_() * len(choices))]


def _whose(people: int, interactions: int) -> Rows:
    for at in range(people * interactions):
        yield at + 1, at // interactions + 1


def _follow_ups(dice: random.Random, people: int, count: int) -> Rows:
    for at in range(1, count + 1):
        kind, title = dice.choice(FOLLOW_UPS)
        due = TODAY + timedelta(days=int(dice.triangular(-30, 180, 10)))
        done = dice.random() < 0.3
        state, closed = ("done", f"{due}") if done else ("open", None)
        yield f"f{at}", dice.randrange(1, people + 1), kind, title, f"{due}", f"{due}", state, closed, CREATED


def _invented(number: int) -> str:
    size = len(SYLLABLES)
    text = SYLLABLES[number % size] + SYLLABLES[number // size % size]
    return text + (SYLLABLES[number // size // size % size] if number >= size * size else "")
