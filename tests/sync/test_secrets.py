"""Passwords: only in a keyring that is safe, else nowhere; and a plain sentence without one."""

import sys
from types import SimpleNamespace
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked

from mrtnet.sync import secrets
from mrtnet.trouble import Trouble


class Kept(KeyringBackend):
    """Stands in for the system's: in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked(password)
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class OfTheSystem(Kept):
    __module__ = "keyring.backends.SecretService"


class PlaintextKeyring(Kept):
    __module__ = "keyrings.alt.file"


def chosen(monkeypatch: pytest.MonkeyPatch, backend: Any) -> Any:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


def test_the_systems_keyring_keeps_and_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen(monkeypatch, OfTheSystem())
    assert secrets.why_not() == ""
    assert secrets.password_of("sam@dav.example.org") is None
    secrets.keep("sam@dav.example.org", "canary")
    assert secrets.password_of("sam@dav.example.org") == "canary"
    secrets.forget("sam@dav.example.org")
    secrets.forget("sam@dav.example.org")
    assert secrets.password_of("sam@dav.example.org") is None


def test_a_chain_gives_the_password_to_the_safe_one_only(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, safe = PlaintextKeyring(), OfTheSystem()
    chosen(monkeypatch, SimpleNamespace(backends=[plain, safe]))
    secrets.keep("sam", "canary")
    assert plain.held == {}
    assert list(safe.held.values()) == ["canary"]


@pytest.mark.parametrize("backend", [PlaintextKeyring(), fail.Keyring()])
def test_no_password_goes_into_a_plain_file(monkeypatch: pytest.MonkeyPatch, backend: Any) -> None:
    chosen(monkeypatch, backend)
    assert "asked for each time" in secrets.why_not()
    with pytest.raises(Trouble, match="asked for each time"):
        secrets.keep("sam", "canary")
    assert getattr(backend, "held", {}) == {}
    assert secrets.password_of("sam") is None


def test_a_locked_keyring_is_a_sentence_without_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen(monkeypatch, OfTheSystem()).locked = True
    with pytest.raises(Trouble, match="locked") as told:
        secrets.keep("sam", "canary")
    assert "canary" not in str(told.value)


def test_without_the_extra_a_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert "extra" in secrets.why_not()
    assert secrets.password_of("sam") is None
    secrets.forget("sam")
    with pytest.raises(Trouble, match="extra"):
        secrets.keep("sam", "canary")
