"""Who is on the made-up business cards: invented people of many cultures, their employers, titles and numbers."""

import random
import re
from dataclasses import dataclass, field

from mrtnet.domain.names import fold

_NAMES = (
    "Rosa Delgado-Ruiz", "Thandiwe Mokoena", "Siobhán O'Rourke", "Kwame Asante", "Leilani Kealoha", "Jonas Lindqvist",
    "Grace Whitehorse", "Ana Beatriz Souza", "Tomasz Wiśniewski", "Mei-Ling Chen", "Farhad Karimi", "Adaeze Okonkwo",
    "Priya Raghunathan", "Lucía Fernández Vega", "Søren Kjærgaard", "Amélie Beaulieu", "Yusuf Demir", "Hana Nováková",
    "Nguyễn Thị Lan", "Takumi Hayashida", "Ji-woo Baek", "Fatima Al-Sayed", "Oluwaseun Adeyemi", "Ingrid Haugland",
    "Marguerite Thibodeaux", "Darnell Whitaker", "Xochitl Ramírez", "Björn Östlund", "Chiara Bellandi",
    "Ravi Subramanian", "María José de la Cruz", "Piet van der Meulen", "Eun-ji Noh", "Zofia Gajewska",
    "Caitlin McAllister", "Desmond Tutuola", "Nadia Benhaddou", "Jürgen Krämer", "Aroha Tamahere", "Isaac Goldwasser",
    "Wanjiru Kamande", "Dimitra Pappas", "Renée Charbonnet", "Malik Jefferson", "Hyun Soo Park", "Anneliese Vogt",
    "Bao Tran", "Samira Haidari", "Paul Emmerich", "Linh Doan", "Katarzyna Lis", "Emeka Eze", "Olena Shevchuk",
    "Sunita Rao", "Joao Pedro Matos",
)  # fmt: skip
_PREFIXES = ("", "", "", "", "", "", "", "Dr. ")
_MARKS = (
    "RHIA", "RHIT", "CCS", "CCS-P", "CHDA", "CHPS", "CDIP", "CPC", "CRC", "CCA", "ODS-C", "MSHI", "MBA", "PhD", "BSN",
    "RN", "FAHIMA",
)  # fmt: skip
_TITLES = (
    "Inpatient Coding Lead", "HIM Director", "Director of Health Information Management", "Privacy Officer",
    "Data Quality Analyst", "Cancer Registrar", "Release of Information Supervisor",
    "Clinical Documentation Specialist", "Vice President, Revenue Cycle", "Chief Medical Information Officer",
    "Coding Compliance Auditor", "Health Data Analyst", "Program Director", "Senior Consultant",
    "EHR Implementation Manager", "Recruiter", "Outpatient Coding Educator",
    "Assistant Professor, Health Informatics", "Manager, Coding & CDI", "Patient Access Coordinator",
    "Account Executive", "Risk Adjustment Coding Manager", "Talent Acquisition Partner",
    "Associate Director, Data Governance", "Founder & CEO", "Product Manager", "Registry Abstractor",
    "Head of Partnerships", "Chief Storyteller", "Scrum Master", "Attorney at Law", "Realtor", "Community Builder",
    "Practicum Coordinator", "Business Development", "Regional Sales Manager", "Customer Success Lead",
)  # fmt: skip
_LONG_TITLES = (
    ("Senior Manager, Clinical Documentation", "Integrity and Coding Quality"),
    ("Director, Health Information Management", "and Revenue Integrity"),
    ("Associate Professor and Program Director,", "Health Information Technology"),
    ("Regional Director of Release of", "Information Operations"),
    ("Vice President of Compliance,", "Privacy and Information Security"),
)
_DEPARTMENTS = (
    "Health Information Management", "Department of Health Informatics", "Revenue Cycle Division", "Coding Services",
    "Office of Privacy and Compliance", "Cancer Registry", "School of Health Professions", "Data Governance Office",
)  # fmt: skip
_ORGANIZATIONS = (
    "Lakeshore Medical Center", "St. Brigid Regional Hospital", "Great Plains University Hospital",
    "Twin Rivers Clinic", "Northway Coding Services", "Hennepin Valley Health", "Metro Community College",
    "Auburn Coding Audit Group", "Harbor Children's Hospital", "Red Mesa Clinic", "Blue Heron Coding Services, Inc.",
    "Clarivo", "Medtrellis", "Lindenwood College", "Koʻolau Regional Health", "Prairie Oncology Partners",
    "Saguaro Health Network", "Veritas Record Solutions LLC", "Cedar Point Health System", "Nordwind Klinikum GmbH",
    "Hôpital Saint-Amand", "Clínica Santa Lucía", "Universidad del Valle Verde", "Ridgeline Data", "Quillmark",
    "Bayou Staffing", "Green Mountain Orthopedics", "Halcyon Health Analytics", "Tidewater Physicians Group",
    "Meridian HIM Consulting", "County of Alderbrook Public Health", "Summit & Stone Recruiting",
    "Evergreen Academy of Coding", "Kestrel AI", "Fox & Larkin", "The Juniper Collective", "Okafor Legal",
    "BrightPath", "Northstar", "Casa Abierta",
)  # fmt: skip
_STREETS = (
    "1200 Lake Avenue", "45 Willow Street, Suite 300", "8 Harbor Plaza", "PO Box 118", "310 North Elm St.",
    "77 Mission Road, Floor 4",
)  # fmt: skip
_PLACES = (
    "Chicago, IL 60611", "Duluth, MN 55802", "Santa Fe, NM 87501", "Columbus, OH 43215", "Portland, OR 97204",
    "Baltimore, MD 21201", "Savannah, GA 31401",
)  # fmt: skip
_AREAS = ("312", "614", "206", "505", "410", "503", "929", "218", "704")
_PUBLIC = ("mailbox.example", "quickpost.example", "netletters.example")  # says nothing of an employer
_OFFICES = ("info", "office", "him", "records")
_SLOGANS = (
    "Every record tells a story", "Better data. Better care.", "Caring for generations", "Accuracy you can trust",
    "Compassion in every chart", "Where health meets insight",
)  # fmt: skip
FOREIGN = {
    "ja": ("医療情報管理部", "診療情報管理士", "東京都港区"),
    "zh": ("医疗信息管理部", "病案科主任", "电话 邮箱 地址"),
    "ko": ("의무기록팀", "병원 정보 관리", "서울특별시"),
    "ar": ("قسم السجلات الطبية", "مدير المعلومات الصحية"),
    "es": ("Departamento de Archivo Clínico", "Gestión de la información en salud"),
    "de": ("Abteilung Medizinische Dokumentation", "Leiterin der Patientenakten"),
    "fr": ("Service des archives médicales", "Gestion de l'information de santé"),
}
"""Lines in another language, of which none is a field of its own."""


@dataclass
class Person:
    """One invented person and what stands on her card."""

    name: str
    marks: list[str]
    title: list[str]
    department: str
    organization: str
    email: str
    phone: str
    extension: str
    phone_label: str
    cell: str
    fax: str
    url: str
    street: str
    place: str
    slogan: str
    language: str
    foreign: tuple[str, ...] = field(default_factory=tuple)


def somebody(pick: random.Random) -> Person:
    """One more person; the same from the same state of `pick`."""
    name = pick.choice(_NAMES)
    organization = pick.choice(_ORGANIZATIONS)
    domain = _domain(organization, pick) if pick.random() < 0.85 else pick.choice(_PUBLIC)
    language = pick.choice(["", "", "", *FOREIGN]) if pick.random() < 0.5 else ""
    return Person(
        name=pick.choice(_PREFIXES) + name,
        marks=pick.sample(_MARKS, pick.choice((0, 1, 1, 2, 2, 3))),
        title=list(pick.choice(_LONG_TITLES)) if pick.random() < 0.15 else [pick.choice(_TITLES)],
        department=pick.choice(_DEPARTMENTS) if pick.random() < 0.25 else "",
        organization=organization,
        email=(_mailbox(name, pick) if pick.random() < 0.92 else pick.choice(_OFFICES)) + "@" + domain,
        phone=_number(pick),
        extension=str(pick.randrange(10, 9999)) if pick.random() < 0.15 else "",
        phone_label=pick.choice(("", "T ", "T: ", "Tel. ", "Phone: ", "P ", "Office: ", "Direct ", "Direct: ", "o. ")),
        cell=_number(pick) if pick.random() < 0.4 else "",
        fax=_number(pick) if pick.random() < 0.3 else "",
        url=pick.choice(("www.", "", "https://")) + domain if pick.random() < 0.6 else "",
        street=pick.choice(_STREETS) if pick.random() < 0.6 else "",
        place=pick.choice(_PLACES),
        slogan=pick.choice(_SLOGANS) if pick.random() < 0.25 else "",
        language=language,
        foreign=tuple(pick.sample(FOREIGN[language], 2)) if language else (),
    )


def _mailbox(name: str, pick: random.Random) -> str:
    words = [re.sub(r"[^a-z]", "", fold(word)) for word in name.split()]
    first, last = words[0], words[-1]
    numbered = f"{first}.{last}{pick.randrange(2, 99)}"
    return pick.choice(
        (f"{first}.{last}", f"{first[0]}{last}", f"{first}_{last}", f"{last}{first[0]}", first, numbered)
    )


def _domain(organization: str, pick: random.Random) -> str:
    words = [re.sub(r"[^a-z]", "", fold(word)) for word in organization.split()]
    words = [word for word in words if word not in ("inc", "llc", "gmbh", "of", "del", "")]
    short = "".join(word[0] for word in words)
    stem = pick.choice(("".join(words[:2]), "-".join(words[:2]), words[0] + short[1:], words[0]))
    return stem + pick.choice((".example", ".example", ".example", "-health.example"))


def _number(pick: random.Random) -> str:
    area, last = pick.choice(_AREAS), f"01{pick.randrange(100):02}"
    return pick.choice(
        (
            f"({area}) 555-{last}",
            f"{area}-555-{last}",
            f"{area}.555.{last}",
            f"+1 {area} 555 {last}",
            f"+1-{area}-555-{last}",
        )
    )
