"""Lists of people copied from web pages in several layouts, and signatures in other languages."""

from datetime import date

import pytest

from mrtnet.domain.quick_line import Understood, read_lines

ROSA = ("Rosa Delgado", "Coding Lead", "Lakeshore Medical Center")
KWAME = ("Kwame Asante", "HIM Director", "Mercy Clinic")
PAGES = {
    "cards with pictures and buttons": (
        "Attendees (42)\nRD\nRosa Delgado\n2nd degree connection\nCoding Lead at Lakeshore Medical Center\nConnect\n"
        "KA\nKwame Asante\n1st degree connection\nHIM Director at Mercy Clinic\nMessage\nNext"),
    "names twice and shared people": (
        "Profile photo of Rosa Delgado\nRosa Delgado\nRosa Delgado\nCoding Lead at Lakeshore Medical Center\n"
        "Ama and 3 other mutual connections\nFollow\n\nKwame Asante photo\nKwame Asante\n"
        "HIM Director at Mercy Clinic\nFollow"),
    "a numbered list": (
        "Showing 1-2 of 40\n1. Rosa Delgado - Coding Lead, Lakeshore Medical Center\n"
        "2. Kwame Asante - HIM Director, Mercy Clinic\n-----"),
    "plain blocks": (
        "12 participants\nRosa Delgado\nCoding Lead\nLakeshore Medical Center\n\n"
        "Kwame Asante\nHIM Director\nMercy Clinic"),
    "profiles with a place": (
        "Rosa Delgado (She/Her)\n• 3rd+\nCoding Lead\nLakeshore Medical Center\nChicago, Illinois, United States\n\n"
        "Kwame Asante\n• 2nd\nHIM Director at Mercy Clinic\nColumbus, Ohio, United States"),
    "roles above, letters between": (
        "Speaker\nRosa Delgado\nCoding Lead, Lakeshore Medical Center\n\nB\nModerator\nKwame Asante\n"
        "HIM Director, Mercy Clinic"),
}  # fmt: skip


def read(text: str) -> list[Understood]:
    found = read_lines(text, today=date(2026, 10, 15))
    assert all(isinstance(each, Understood) for each in found), found
    return [each for each in found if isinstance(each, Understood)]


@pytest.mark.parametrize("layout", PAGES)
def test_what_a_page_puts_between_people_is_nobody(layout: str) -> None:
    found = read(PAGES[layout])
    told = [(each.form.name, job.title, job.organization) for each in found for job in each.form.jobs]
    assert told == [ROSA, KWAME]
    lines = PAGES[layout].split("\n")
    assert all(each.form.name in lines[each.line_number - 1] for each in found)


def test_blocks_of_one_size_are_a_person_each_whatever_the_employer_is_called() -> None:
    rosa, kwame = read("Rosa Delgado\nCoding Lead\nMercy Clinic\n\nKwame Asante\nHIM Director\nNorthway")
    assert (rosa.form.name, kwame.form.name, kwame.form.jobs[0].title) == (
        "Rosa Delgado",
        "Kwame Asante",
        "HIM Director",
    )
    assert kwame.form.jobs[0].organization == "Northway"


def test_names_with_their_employer_or_credentials_below_and_without_a_blank_line() -> None:
    found = read("Rosa Delgado\nLakeshore Medical Center\nKwame Asante\nMercy Clinic")
    assert [(each.form.name, each.form.jobs[0].organization) for each in found] == [
        ("Rosa Delgado", "Lakeshore Medical Center"), ("Kwame Asante", "Mercy Clinic"),
    ]  # fmt: skip
    found = read("Rosa Delgado\nRHIT, CCS\n\nKwame Asante\nRHIA")
    assert [each.form.credentials for each in found] == [["RHIT", "CCS"], ["RHIA"]]
    found = read("DELGADO, Rosa - Lakeshore Medical Center\nASANTE, Kwame - Mercy Clinic")
    assert len(found) == 2


def test_one_such_word_alone_is_no_page() -> None:
    assert [each.form.name for each in read("Rosa Delgado\nChat\nKwame Asante")] == [
        "Rosa Delgado",
        "Chat",
        "Kwame Asante",
    ]


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("Dr. Anke Müller\nLeiterin Medizincontrolling\nKlinikum Süd GmbH\nTel. +49 731 5550101\nanke@x.example",
         "Klinikum Süd GmbH"),
        ("Cordialement,\nAnke Müller\nTechnicienne d'information médicale\nHôpital Nord\n+33 4 55 50 01 01\n"
         "anke@x.example", "Hôpital Nord"),
    ],
)  # fmt: skip
def test_a_signature_in_another_language_is_one_person(text: str, employer: str) -> None:
    (found,) = read(text)
    assert (found.form.given, found.form.family, len(found.form.reaches)) == ("Anke", "Müller", 2)
    assert found.form.jobs[0].organization == employer
    assert text.split("\n")[-4] in (found.form.note, "Dr. Anke Müller", "Leiterin Medizincontrolling")
