"""Her people on her phone: a book and an address book on a real server, changed on either side."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mrtnet.domain.files import KeptFile
from mrtnet.domain.forms import Address, Job, PersonForm, Reach
from mrtnet.edits import merging, people
from mrtnet.edits.files import keep
from mrtnet.edits.settings import set_about
from mrtnet.edits.tags import tag_people
from mrtnet.queries.person_forms import form
from mrtnet.store.book import Book
from mrtnet.sync import accounts, conflicts, dav
from mrtnet.sync.accounts import Account
from mrtnet.sync.contact_cards import ContactCards
from mrtnet.sync.contact_side import ContactSide
from mrtnet.sync.engine import sync
from mrtnet.sync.multistatus import href_of
from mrtnet.sync.reports import Report
from mrtnet.trouble import Trouble
from tests.sync.servers import PASSWORD, USER, Server

TODAY = date(2026, 10, 15)
CARDS = ContactCards(notes=True, photos=True)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645"
    "400000000049454e44ae426082"
)
ROSA = PersonForm(
    name="Rosa Delgado-Ruiz", given="Rosa", family="Delgado-Ruiz", credentials=["RHIT"], note="Likes early meetings",
    jobs=[Job(organization="Lakeshore Health", title="Coder", since=date(2020, 1, 1))], languages=["Spanish"],
    reaches=[Reach(property="TEL", value="312-555-0143", type="cell", label="Front desk"),
             Reach(property="EMAIL", value="rosa@lakeshore.example", type="work")],
    addresses=[Address(street="1 Lake St", locality="Chicago", region="IL", type="work")], tags=["Mentor"],
)  # fmt: skip


class Phone:
    """The other side: whole cards, read and written."""

    def __init__(self, place: dav.Place) -> None:
        self.place = place

    def cards(self) -> dict[str, tuple[str, str, bytes]]:
        found: dict[str, tuple[str, str, bytes]] = {}
        for href, answer in self.place.fetch(self.place.listing().there).items():
            assert answer is not None
            uid = CARDS.uid(answer[1])
            assert uid not in found, "doubled"
            found[uid] = (href, *answer)
        return found

    def card(self, uid: str) -> bytes:
        return self.cards()[uid][2].replace(b"\r\n ", b"")

    def edit(self, uid: str, change: Callable[[bytes], bytes]) -> None:
        href, etag, content = self.cards()[uid]
        changed = change(content.replace(b"\r\n ", b""))
        assert changed != content
        self.place.put(href, changed, etag)

    def add(self, uid: str, *lines: str) -> None:
        text = "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", *lines, "END:VCARD", ""])
        self.place.put(href_of(self.place.url) + re.sub(r"\W", "", uid) + ".vcf", text.encode(), None)

    def delete(self, uid: str) -> None:
        href, etag, _content = self.cards()[uid]
        self.place.delete(href, etag)


class Desk:
    """A book with an account, and the phone."""

    def __init__(self, book: Book, place: dav.Place, **options: Any) -> None:
        self.book, self.place, self.phone = book, place, Phone(place)
        there = dav.Found(place.url, dav.ADDRESSES, "People")
        account = accounts.chosen(accounts.draft(place.url, USER, title="Phone"), there, ())
        book.do(accounts.add_account, account._replace(**options))

    @property
    def account(self) -> Account:
        return accounts.accounts(self.book.read)[0]

    @property
    def side(self) -> ContactSide:
        side = accounts.side_of(self.book, self.account)
        assert isinstance(side, ContactSide)
        return side

    def sync(self, **more: Any) -> Report:
        report = sync(self.place, self.side, **more)
        assert not report.problems, report.problems
        return report

    def quiet(self) -> None:
        report = self.sync()
        assert (report.pushed, report.pulled, report.requests) == (0, 0, 1)

    def add(self, told: PersonForm = ROSA) -> tuple[int, str]:
        person_id = self.book.do(people.add_person, told, today=TODAY)
        return person_id, self.book.read.execute("SELECT uid FROM person WHERE id = ?", (person_id,)).fetchone()[0]

    def form(self, person_id: int) -> PersonForm:
        found = form(self.book.read, person_id)
        assert found is not None
        return found

    def names(self) -> list[str]:
        return [row[0] for row in self.book.read.execute("SELECT name FROM person ORDER BY name").fetchall()]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Book]:
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")
    with Book.open(tmp_path / "book.mrtnet") as made:
        made.do(set_about, time_zone="America/Chicago")
        yield made
        assert made.check() == []


@pytest.fixture
def there(new_place: Callable[..., dav.Place]) -> dav.Place:
    return new_place(dav.ADDRESSES)


def test_a_person_goes_there_and_what_changed_there_comes_back_as_one_step(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    rosa, uid = desk.add()
    linh, _uid = desk.add(PersonForm(name="Nguyễn Linh", tags=["Mentor"]))
    assert desk.sync().pushed == 2
    card = desk.phone.card(uid)
    assert b"312-555-0143" in card
    assert b"early meetings" not in card
    desk.quiet()
    steps = len(book.history())

    def edited(content: bytes) -> bytes:
        content = re.sub(
            rb"TEL[^\r]*0143", b"item7.TEL;type=pref:+1 312 555 0143\r\nTEL;TYPE=HOME:312-555-0188", content
        )
        content = re.sub(rb"(?m)^(LANG|CATEGORIES|N;?[^:]*|TZ):.*?\r\n", b"", content)
        content = content.replace(b"Lakeshore Health", b"Harbor Clinic")
        more = b"N:Delgado-Ruiz;Rosa;;;RHIT\r\nNOTE:Met at lunch\r\nX-ICON:blue\r\nNICKNAME:Rosi\r\nEND:VCARD"
        return content.replace(b"END:VCARD", more)

    desk.phone.edit(uid, edited)
    report = desk.sync()
    assert (report.pulled, report.pushed) == (1, 0)
    told = desk.form(rosa)
    assert [(each.value, each.type, each.label) for each in told.reaches if each.property == "TEL"] == [
        ("+1 312 555 0143", "cell", "Front desk"), ("312-555-0188", "home", "")]  # fmt: skip
    assert (told.nickname, told.languages, told.tags) == ("Rosi", ["Spanish"], ["Mentor"])
    assert told.note == "Likes early meetings\n\nMet at lunch"
    assert [(job.organization, job.until) for job in told.jobs] == [
        ("Harbor Clinic", None), ("Lakeshore Health", date(2026, 10, 14))]  # fmt: skip
    assert len(book.history()) == steps + 1
    assert book.history()[0].title == "From Phone: changed Rosa Delgado-Ruiz"
    desk.quiet()
    book.do(people.change_person, rosa, told.model_copy(update={"nickname": "Ro"}), today=TODAY)
    assert desk.sync().pushed == 1
    card = desk.phone.card(uid)
    assert b"NICKNAME:Ro\r\n" in card
    assert b"X-ICON:blue" in card
    assert b"NOTE:Met at lunch" in card
    assert b"item7.TEL" in card.replace(b"ITEM7", b"item7") or b"0143" in card
    desk.quiet()
    assert desk.form(linh).name == "Nguyễn Linh"


def test_new_cards_become_people_and_doubles_are_joined_or_asked_about(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    rosa, uid = desk.add()
    ama, ama_uid = desk.add(PersonForm(name="Ama Owusu", given="Ama", family="Owusu"))
    desk.phone.add("URN:UUID:AB-1", "FN:Ama Owusu", "N:Owusu;Ama;;;", "X-COLOUR:red")
    desk.phone.add(
        "rosa-there", "FN:Rosa Delgado", "N:Delgado;Rosa;;;", "EMAIL:rosa@lakeshore.example", "BDAY:1980-03-22"
    )
    desk.phone.add("new-1", "FN:Chidi Eze", "N:Eze;Chidi;;;", "TEL;TYPE=CELL:312-555-0111")
    desk.phone.add("new-2", "FN:Chidi Eze", "N:Eze;Chidi;;;", "TEL;TYPE=CELL:312-555-0111")
    report = desk.sync()
    assert report.conflicts == 1
    assert desk.names() == ["Ama Owusu", "Chidi Eze", "Rosa Delgado-Ruiz"]
    assert ama_uid not in desk.phone.cards()
    assert uid not in desk.phone.cards()
    desk.sync()
    desk.quiet()
    [asked] = conflicts.side_by_side(desk.side)
    assert (asked["id"], asked["asks"]) == ("rosa-there", "same")
    assert asked["mine"]["name"] == "Rosa Delgado-Ruiz"
    assert asked["theirs"]["birthday"] == "1980-03-22"
    with pytest.raises(Trouble, match="whether it is the same"):
        conflicts.resolve(desk.side, "rosa-there", "mine")
    conflicts.resolve(desk.side, "rosa-there", "same")
    assert desk.form(rosa).birthday == "1980-03-22"
    assert desk.sync().pushed == 1
    assert b"RHIT" in desk.phone.card("rosa-there")
    assert len(desk.phone.cards()) == 4
    desk.quiet()
    desk.phone.edit("ab-1", lambda card: card.replace(b"X-COLOUR", b"NICKNAME:Amma\r\nX-COLOUR"))
    desk.sync()
    assert desk.form(ama).nickname == "Amma"


def test_somebody_else_of_the_same_name_stays_somebody_else(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    _rosa, uid = desk.add()
    desk.phone.add("other", "FN:Rosa Delgado", "N:Delgado;Rosa;;;", "EMAIL:rosa@lakeshore.example")
    desk.sync()
    conflicts.resolve(desk.side, "other", "other")
    assert desk.names() == ["Rosa Delgado", "Rosa Delgado-Ruiz"]
    desk.sync()
    assert desk.phone.cards().keys() == {uid, "other"}
    desk.quiet()
    assert book.read.execute("SELECT count(*) FROM not_same").fetchone() == (1,)


def test_who_is_removed_there_stays_here_until_she_says(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    rosa, uid = desk.add()
    desk.sync()
    desk.phone.delete(uid)
    assert desk.sync().conflicts == 1
    assert desk.form(rosa).name == ROSA.name
    book.do(people.set_rank, [rosa], "A", today=TODAY)
    desk.quiet()
    [asked] = conflicts.side_by_side(desk.side)
    assert (asked["asks"], asked["theirs"]) == ("gone", None)
    conflicts.resolve(desk.side, uid, "mine")
    assert desk.sync().pushed == 1
    assert uid in desk.phone.cards()
    desk.phone.delete(uid)
    desk.sync()
    conflicts.resolve(desk.side, uid, "theirs")
    assert desk.sync().conflicts == 0
    assert desk.phone.cards() == {}
    assert desk.names() == [ROSA.name]


def test_undo_of_what_a_sync_brought_deletes_nothing_on_the_phone(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    _rosa, uid = desk.add()
    desk.phone.add("New-1", "FN:Chidi Eze", "N:Eze;Chidi;;;")
    desk.phone.add("4711:ABPerson", "FN:Li Wei", "N:Li;Wei;;;")
    desk.sync()
    book.undo()
    assert desk.names() == [ROSA.name]
    desk.sync()
    assert desk.phone.cards().keys() == {uid, "new-1", "4711:abperson"}
    desk.quiet()
    book.redo()
    assert len(desk.names()) == 3
    desk.sync()
    desk.quiet()
    assert len(desk.phone.cards()) == 3
    chidi = book.read.execute("SELECT id FROM person WHERE name = 'Chidi Eze'").fetchone()[0]
    book.do(people.remove_people, [chidi])
    desk.sync()
    assert desk.phone.cards().keys() == {uid, "4711:abperson"}


def test_both_changed_is_a_conflict_side_by_side(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    rosa, uid = desk.add()
    desk.sync()
    book.do(people.change_person, rosa, ROSA.model_copy(update={"nickname": "Here", "birthday": "03-22"}), today=TODAY)
    desk.phone.edit(
        uid, lambda card: card.replace(b"END:VCARD", b"NICKNAME:There\r\nURL:https://r.example/\r\nEND:VCARD")
    )
    assert desk.sync().conflicts == 1
    [each] = conflicts.side_by_side(desk.side)
    assert (each["fields"], each["mine"]["nickname"], each["theirs"]["nickname"]) == (["nickname"], "Here", "There")
    conflicts.resolve(desk.side, uid, "merged", choices={"nickname": 1, "links": 1})
    assert (desk.form(rosa).nickname, desk.form(rosa).birthday) == ("There", "03-22")
    assert desk.sync().pushed == 1
    card = desk.phone.card(uid)
    assert b"NICKNAME:There" in card
    assert b"03-22" in card
    desk.quiet()


def test_only_the_people_of_a_tag_go_there_and_merged_ones_once(book: Book, there: dav.Place) -> None:
    first, first_uid = Desk(book, there).add()
    tag = book.read.execute("SELECT uid FROM tag").fetchone()[0]
    book.do(accounts.remove_account, accounts.accounts(book.read)[0])
    desk = Desk(book, there, who=f"tag:{tag}", stopped=False)
    second, second_uid = desk.add(PersonForm(name="R. Delgado", tags=["Mentor"]))
    desk.add(PersonForm(name="Not There"))
    desk.add(PersonForm(name="Leave Me", tags=["Mentor"], do_not_contact=True))
    desk.add(PersonForm(name="Sam Ple", tags=["Mentor"]))
    book.do(people.add_person, PersonForm(name="Sam P", tags=["Mentor"]), today=TODAY, sample=True)
    desk.phone.add("new-1", "FN:Chidi Eze", "N:Eze;Chidi;;;")
    desk.sync()
    assert {CARDS.fields(card[2])["name"].split("  ")[0] for card in desk.phone.cards().values()} >= {"Chidi Eze"}
    assert len(desk.phone.cards()) == 4
    assert book.read.execute("SELECT count(*) FROM person_tag").fetchone() == (6,)
    book.do(merging.merge_people, first, [second], today=TODAY)
    assert desk.sync().pushed == 1
    assert second_uid not in desk.phone.cards()
    assert first_uid in desk.phone.cards()
    desk.quiet()


def test_notes_photos_and_groups_when_asked_for(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there, notes=True, photos=True, groups=True)
    rosa, uid = desk.add()

    def photo(session: Any) -> None:
        from mrtnet.store.tables import Person

        person = session.get_one(Person, rosa)
        person.photo_id = keep(session, KeptFile("me.png", "image/png", PNG), person_id=rosa)
        session.add(person)

    book.do(photo)
    desk.sync()
    card = desk.phone.card(uid)
    assert b"early meetings" in card
    assert b"PHOTO" in card
    desk.quiet()
    [group] = [each for each, card in desk.phone.cards().items() if b"KIND:group" in card[2]]
    assert CARDS.fields(desk.phone.card(group)) == {"group": "Mentor", "members": uid}
    linh, linh_uid = desk.add(PersonForm(name="Nguyễn Linh"))
    desk.sync()
    member = f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{linh_uid}\r\nEND:VCARD".encode()
    lost = re.compile(rb"X-ADDRESSBOOKSERVER-MEMBER[^\r]*\r\n")
    desk.phone.edit(group, lambda card: lost.sub(b"", card).replace(b"END:VCARD", member))
    apple = ("X-ADDRESSBOOKSERVER-KIND:group", f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{uid}")
    desk.phone.add("g2", "FN:Board\\, new", "N:Board;;;;", *apple)
    desk.sync()
    assert (desk.form(rosa).tags, desk.form(linh).tags) == (["Board, new"], ["Mentor"])
    desk.sync()
    desk.quiet()
    book.do(tag_people, [linh], "Board, new")
    desk.sync()
    assert CARDS.fields(desk.phone.card("g2"))["members"] == "\n".join(sorted((uid, linh_uid)))
    desk.quiet()


def test_a_card_with_another_uid_is_the_same_person(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    rosa, uid = desk.add()
    desk.sync()
    card = desk.phone.card(uid)
    desk.phone.delete(uid)
    desk.phone.add("another", *card.decode().split("\r\n")[2:-2])
    desk.phone.edit("another", lambda card: card.replace(f"UID:{uid}\r\n".encode(), b""))
    report = desk.sync()
    assert report.conflicts == 0
    assert desk.names() == [ROSA.name]
    assert desk.phone.cards().keys() == {"another"}
    desk.sync()
    desk.quiet()
    assert desk.form(rosa).jobs == ROSA.jobs


def test_much_that_is_gone_asks_first_on_either_side(book: Book, there: dav.Place) -> None:
    desk = Desk(book, there)
    ids = [desk.add(PersonForm(name=f"Person {number}"))[0] for number in range(8)]
    desk.sync()
    for uid in desk.phone.cards():
        desk.phone.delete(uid)
    report = sync(desk.place, desk.side)
    assert report.question.startswith("8 entries of 8")
    assert report.answers == ["Keep it here only", "Send it there again"]
    assert desk.sync(deletions="restore").pushed == 8
    desk.quiet()
    book.do(people.remove_people, ids[:7])
    report = sync(desk.place, desk.side)
    assert "do not go there any more" in report.question
    assert len(desk.phone.cards()) == 8
    assert desk.sync(deletions="restore").pushed == 0
    assert len(desk.phone.cards()) == 8
    desk.quiet()
    assert desk.names() == ["Person 7"]


def test_discovery_finds_address_books_and_makes_one(server: Server, book: Book) -> None:
    draft = accounts.draft(server.url, USER, title="Phone")
    with accounts.connected(draft, PASSWORD) as wire:
        url = dav.new_calendar(wire, "My people", dav.ADDRESSES)
    found = [each for each in accounts.discovered(draft, PASSWORD) if each.kind == dav.ADDRESSES]
    assert "My people" in [each.name for each in found]
    account = accounts.chosen(draft, next(each for each in found if each.url == url), ("meeting",))
    assert (account.protocol, account.sends) == ("carddav", ("person",))
