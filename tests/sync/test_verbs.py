"""The verbs account and sync, as a person and as the window call them."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mrtnet.cli.main import main
from mrtnet.sync import dav, secrets
from tests.sync.servers import PASSWORD, USER, Faulty, Server, answers
from tests.sync.test_contacts import Phone
from tests.sync.test_engine import edit_there, summary, there

Out = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(secrets, "_vault", lambda: None)
    monkeypatch.setenv("MRTNET_NOW", "2026-10-15T21:30+00:00")
    monkeypatch.setenv("TZ", "America/Chicago")


def run(monkeypatch: pytest.MonkeyPatch, *words: str, password: str = PASSWORD) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    return main(words)


def test_an_account_added_synced_and_removed(
    server: Server, place: dav.Place, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    assert run(monkeypatch, "log", "Rosa Delgado-Ruiz") == 0
    assert run(monkeypatch, "sync") == 1
    assert "There is no account" in capsys.readouterr().err
    address = (place.url, "--user", USER, "--password-stdin")
    assert run(monkeypatch, "account", "add", *address, "--title", "Phone") == 0
    assert "Passwords are asked for each time" in capsys.readouterr().out
    assert run(monkeypatch, "account", "--json") == 0
    [kept] = json.loads(capsys.readouterr().out)
    assert (kept["title"], kept["collection"]) == ("Phone", place.url)
    assert run(monkeypatch, "sync", "--password-stdin", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pushed"] == len(there(place)) > 0
    assert (told["pulled"], told["conflicts"], told["problems"]) == (0, 0, [])
    uid = next(iter(there(place)))
    edit_there(place, uid, summary("Wholly other words"))
    assert run(monkeypatch, "sync", "phone", "--password-stdin", "--progress") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[-1]["report"]["pulled"] == 1
    assert {"account", "doing", "done", "of"} == lines[0].keys()
    assert run(monkeypatch, "today", "--json") == 0
    assert run(monkeypatch, "account", "remove", "Phone") == 0
    assert len(there(place)) > 0
    capsys.readouterr()
    assert run(monkeypatch, "account") == 0
    assert "There is no account" in capsys.readouterr().out


def test_a_calendar_of_her_own_is_made_there(server: Server, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    add = ("account", "add", server.url, "--user", USER, "--password-stdin")
    assert run(monkeypatch, *add, "--new", "My follow-ups é") == 0
    capsys.readouterr()
    assert run(monkeypatch, "account", "look", server.url, "--user", USER, "--password-stdin", "--json") == 0
    assert "My follow-ups é" in [each["name"] for each in json.loads(capsys.readouterr().out)]
    assert run(monkeypatch, "sync", "--password-stdin") == 0
    assert run(monkeypatch, *add, "--calendar", "No such one") == 1
    assert "Choose with --calendar" in capsys.readouterr().err


def test_conflicts_are_shown_and_settled(place: dav.Place, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    run(monkeypatch, "log", "Rosa Delgado-Ruiz")
    run(monkeypatch, "account", "add", place.url, "--user", USER, "--password-stdin", "--title", "Phone")
    run(monkeypatch, "sync", "--password-stdin")
    [uid] = there(place)
    edit_there(place, uid, lambda content: content.replace(b"STATUS:CONFIRMED", b"STATUS:TENTATIVE"))
    edit_there(place, uid, lambda content: content.replace(b"T090000", b"T170000").replace(b"T091500", b"T171500"))
    run(monkeypatch, "snooze", "1", "2026-12-01")
    capsys.readouterr()
    assert run(monkeypatch, "sync", "--password-stdin") == 0
    assert "--conflicts" in capsys.readouterr().out
    assert run(monkeypatch, "sync", "--conflicts", "--json") == 0
    [shown] = json.loads(capsys.readouterr().out)
    assert shown["fields"] == ["when"]
    assert run(monkeypatch, "sync", "--conflicts") == 0
    assert "here" in capsys.readouterr().out
    assert run(monkeypatch, "sync", "--settle", uid) == 1
    assert run(monkeypatch, "sync", "--settle", uid, "--take", "mine") == 0
    assert run(monkeypatch, "sync", "--settle", uid, "--take", "mine") == 1
    assert run(monkeypatch, "sync", "--password-stdin") == 0
    assert b"20261201T" in there(place)[uid][1]


@pytest.mark.parametrize("status", [401, 403, 500])
def test_a_fault_is_one_sentence_and_no_password(status: int, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    server = Faulty(answers(status))
    try:
        assert run(monkeypatch, "account", "add", server.url, "--user", "sam", "--password-stdin") == 1
    finally:
        server.close()
    told: Any = capsys.readouterr()
    assert told.err.count("\n") == 1
    assert PASSWORD not in told.err + told.out


def test_without_a_password_nobody_waits(place: dav.Place, monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    run(monkeypatch, "account", "add", place.url, "--user", USER, "--password-stdin", "--title", "Phone")
    assert run(monkeypatch, "sync") == 1
    assert "--password-stdin" in capsys.readouterr().err


def test_an_address_book_added_synced_and_asked_about(
    server: Server, new_place: Callable[..., dav.Place], monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    place = new_place(dav.ADDRESSES)
    phone = Phone(place)
    assert run(monkeypatch, "log", "Rosa Delgado-Ruiz, RHIT rosa@lakeshore.example") == 0
    address = (place.url, "--user", USER, "--password-stdin", "--title", "Phone")
    assert run(monkeypatch, "account", "add", *address, "--photos") == 1
    assert "say --contacts, too" in capsys.readouterr().err
    assert run(monkeypatch, "account", "add", *address, "--contacts", "--tag", "Nobody's") == 1
    assert "Nobody has the tag" in capsys.readouterr().err
    assert run(monkeypatch, "account", "add", *address, "--contacts", "--photos", "--without-stopped") == 0
    capsys.readouterr()
    assert run(monkeypatch, "account", "--json") == 0
    [kept] = json.loads(capsys.readouterr().out)
    assert (kept["protocol"], kept["sends"], kept["photos"], kept["stopped"]) == ("carddav", ["person"], True, False)
    phone.add("mobile", "FN:Rosa Delgado", "N:Delgado;Rosa;;;", "EMAIL:rosa@lakeshore.example", "NICKNAME:Rosi")
    assert run(monkeypatch, "sync", "--password-stdin") == 0
    assert "Only you can say" in capsys.readouterr().out
    assert run(monkeypatch, "sync", "--conflicts") == 0
    assert "Is this Rosa Delgado-Ruiz?" in capsys.readouterr().out
    assert run(monkeypatch, "sync", "--settle", "mobile", "--take", "mine") == 1
    assert run(monkeypatch, "sync", "--settle", "mobile", "--take", "same") == 0
    assert run(monkeypatch, "sync", "--password-stdin", "--json") == 0
    capsys.readouterr()
    assert b"RHIT" in phone.card("mobile")
    assert run(monkeypatch, "account") == 0
    assert "people" in capsys.readouterr().out


def test_what_goes_to_an_address_book_is_changed_and_nothing_is_lost_here(
    new_place: Callable[..., dav.Place], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    place, other = new_place(dav.ADDRESSES), new_place(dav.ADDRESSES)
    file = tmp_path / "ama.vcf"
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ama Owusu\nCATEGORIES:Mentor\nNOTE:Private words.\nEND:VCARD\n")
    assert run(monkeypatch, "import", str(file)) == 0
    stdin = "--password-stdin"
    assert run(monkeypatch, "account", "add", place.url, "--user", USER, stdin, "--title", "Phone", "--contacts") == 0

    def after(*words: str, there: dav.Place = place) -> list[bytes]:
        """The cards after this change, a sync, and one more that has nothing to do."""
        assert not words or run(monkeypatch, "account", "change", *words) == 0
        for _run in range(2):
            assert run(monkeypatch, "sync", stdin) == 0
        capsys.readouterr()
        assert run(monkeypatch, "person", "ama", "--json") == 0
        assert "Private words." in json.loads(capsys.readouterr().out)["note"]
        return [content for _href, _etag, content in Phone(there).cards().values()]

    assert b"Private words." not in b"".join(after())
    assert b"Private words." in b"".join(after("Phone", "--notes"))
    assert len(after("Phone", "--no-notes", "--groups", "--title", "Hers")) == 2
    assert b"Private words." not in b"".join(after())
    assert len(after("Hers", "--no-groups")) == 1
    assert run(monkeypatch, "account", "change", "Hers", "--contacts", other.url, stdin) == 1, "not on that server"
    assert run(monkeypatch, "account", "change", "Hers", "--what", "meetings") == 1
    assert run(monkeypatch, "account", "change", "Hers", "--tag", "Nobody's") == 1
    assert len(after("Hers", "--tag", "Mentor", "--no-only-mine")) == 1
    assert run(monkeypatch, "account", "change", "Hers", "--new-contacts", "Second", stdin) == 0
    capsys.readouterr()
    assert run(monkeypatch, "sync", stdin) == 0
    assert "1 sent" in capsys.readouterr().out
    assert len(Phone(place).cards()) == 1, "what was there stays"
