"""Tables as Outlook and Thunderbird write them in other languages: the same person comes out of each."""

from datetime import date

import pytest

from mrtnet.exchange.foreign_columns import foreign_field
from mrtnet.exchange.people_files import PeopleRead, read_people

PERSON = "Dr.;Zoe;Lund;Nord;HIM;Lead;Weg 1;Ulm;+49 731 5550101;+49 171 5550102;z@x.example;{};him"
TABLES = {
    "cp1252 22.3.1980 German":
        "Anrede;Vorname;Nachname;Firma;Abteilung;Position;Straße geschäftlich;Ort geschäftlich;Telefon geschäftlich;"
        "Mobiltelefon;E-Mail-Adresse;Geburtstag;Kategorien",
    "cp1252 22/03/1980 French":
        "Titre;Prénom;Nom;Société;Service;Titre du poste;Rue (bureau);Ville (bureau);Téléphone (bureau);Tél. mobile;"
        "Adresse de messagerie;Anniversaire;Catégories",
    "utf-8 22/3/1980 Spanish":
        "Tratamiento;Nombre;Apellidos;Organización;Departamento;Puesto;Calle del trabajo;Ciudad de trabajo;"
        "Teléfono del trabajo;Móvil;Dirección de correo electrónico;Cumpleaños;Categorías",
    "cp1250 22.3.1980 Polish":
        "Tytuł;Imię;Nazwisko;Firma;Dział;Stanowisko;Ulica (służbowy);Miasto (służbowe);Telefon służbowy;"
        "Telefon komórkowy;Adres e-mail;Urodziny;Kategorie",
    "cp932 1980-03-22 Japanese":
        "敬称;名;姓;会社名;部署;役職;住所;市区町村;会社電話;携帯電話;電子メール アドレス;誕生日;分類項目",
}  # fmt: skip


def read(data: bytes) -> PeopleRead:
    return read_people(data, "people.csv", today=date(2026, 10, 15))


@pytest.mark.parametrize("what", TABLES)
def test_the_same_person_in_every_language(what: str) -> None:
    charset, birthday, _language = what.split()
    (found,) = read(f"{TABLES[what]}\n{PERSON.format(birthday)}\n".encode(charset)).people
    form = found.form
    job, address = form.jobs[0], form.addresses[0]
    assert (form.prefix, form.given, form.family) == ("Dr.", "Zoe", "Lund")
    assert (job.organization, job.department, job.title) == ("Nord", "HIM", "Lead")
    assert (address.street, address.locality) == ("Weg 1", "Ulm")
    assert [(reach.value, reach.type) for reach in form.reaches if reach.property == "TEL"] == [
        ("+49 731 5550101", "work"), ("+49 171 5550102", "cell"),
    ]  # fmt: skip
    assert [reach.value for reach in form.reaches if reach.property == "EMAIL"] == ["z@x.example"]
    assert (form.birthday, form.tags, form.note) == ("1980-03-22", ["him"], "")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Téléphone 2 (bureau)", "TEL.work"), ("Telefono (ab.)", "TEL.home"), ("Privat: PLZ", "ADR.home.code"),
        ("Dienstlich", "TEL.work"), ("Weitere Telefonnummer", "TEL.other"), ("E-mail 2", "EMAIL"),
        ("Рабочий телефон", "TEL.work"), ("Domicile : ville", "ADR.home.locality"), ("Assistent", ""), ("", ""),
        ("Nom de jeune fille", ""), ("Arbeitgeber seit", ""), ("Messenger-Name", ""),
    ],
)  # fmt: skip
def test_a_header_is_a_thing_and_a_place(header: str, field: str) -> None:
    assert foreign_field(header) == field


def test_a_name_beside_a_part_of_it_is_the_other_part() -> None:
    assert read(b"Name,Vorname\nLund,Zoe\n").people[0].form.family == "Lund"
    (form,) = (each.form for each in read(b"Name,First Name,Email\nZoe Lund,Zoe,z@x.example\n").people)
    assert (form.given, form.family, form.note) == ("Zoe", "Lund", "")


def test_addresses_under_a_header_nobody_knows_are_addresses() -> None:
    (form,) = (each.form for each in read(b"Name,Company,Wohin\nZoe Lund,Nord,z@x.example\n").people)
    assert [reach.value for reach in form.reaches] == ["z@x.example"]


@pytest.mark.parametrize(
    ("told", "birthday"),
    [
        ("22.3.1980", "1980-03-22"), ("3/22/1980", "1980-03-22"), ("22/3/1980", "1980-03-22"), ("March 22", "03-22"),
        ("Mar 22 1980", "1980-03-22"), ("22 Mar 1980", "1980-03-22"),
        ("12/25/80", "12/25/80"), ("in spring", "in spring"),
    ],
)  # fmt: skip
def test_birthdays_as_tables_have_them(told: str, birthday: str) -> None:
    assert read(f"Name;Birthday\nZoe Lund;{told}\n".encode()).people[0].form.birthday == birthday


def test_two_numbers_in_a_cell_and_lists_of_addresses() -> None:
    (form,) = (each.form for each in read(b"Name;Telefon\nZoe;+49 (0)731/5550101 / 0171 5550102\n").people)
    assert [reach.value for reach in form.reaches] == ["+49 (0)731/5550101", "0171 5550102"]
    for text in (b"a@x.example\nb@x.example\n", b"a@x.example, b@x.example"):
        found = [[reach.value for reach in each.form.reaches] for each in read(text).people]
        assert found == [["a@x.example"], ["b@x.example"]]


def test_a_header_of_words_nobody_knows_is_a_header() -> None:
    found = read(b"Wer;Wo;Ding\nZoe Lund;Nord;z@x.example\nBo Ek;Mercy;b@x.example\n")
    assert [each.form.name for each in found.people] == ["Zoe Lund", "Bo Ek"]
    assert found.people[0].form.note == "Wo: Nord"
    assert found.table is not None
    assert found.table.columns == ("Wer", "Wo", "Ding")


def test_a_list_of_an_ldif_file_is_no_person() -> None:
    found = read(
        b"dn: cn=Zoe\ncn: Zoe Lund\nmail: z@x.example\nbirthyear: 1980\n\ndn: cn=All\ncn: All\nmember: cn=Zoe\n"
    )
    assert [(each.form.name, each.form.note) for each in found.people] == [("Zoe Lund", "Born: 1980")]
    assert [problem.what for problem in found.problems] == ["All"]
