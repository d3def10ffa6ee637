"""Passwords of accounts: in the system's keyring, or typed each time. Never in the book, a file, a log or an export.

`keyring` is an optional extra. Of its back ends only those of the systems themselves are trusted: others write the
password into a file for all to read, or keep nothing.
"""

from contextlib import suppress
from typing import Any

from mrtnet.trouble import Trouble
from mrtnet.words import _

_SERVICE = "mrtnet"
_TRUSTED = ("keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet",
            "keyring.backends.macOS", "keyring.backends.Windows")  # fmt: skip


def why_not() -> str:
    """Why passwords cannot be kept here, in one sentence; "" when they can."""
    try:
        import keyring  # noqa: F401
    except ImportError:
        return _("Passwords are asked for each time: to keep them, install mrtnet with its extra “keyring”.")
    if _vault() is None:
        return _("Passwords are asked for each time: this computer has no keyring that keeps them safe.")
    return ""


def password_of(account: str) -> str | None:
    """The password kept for this account (its uid), None without one or without a keyring."""
    vault = _vault()
    with suppress(Exception):  # a locked or refusing keyring is as good as none
        return vault.get_password(_SERVICE, account) if vault is not None else None
    return None


def keep(account: str, password: str) -> None:
    """Keep the password. Raises Trouble where that cannot be done safely."""
    vault = _vault()
    if vault is None:
        raise Trouble(why_not())
    try:
        vault.set_password(_SERVICE, account, password)
    except Exception:  # its back ends raise whatever they like; never with the password in what we say
        raise Trouble(_("The keyring did not take the password. Is it locked?")) from None


def forget(account: str) -> None:
    """Forget the password, if one is kept."""
    vault = _vault()
    with suppress(Exception):
        if vault is not None:
            vault.delete_password(_SERVICE, account)


def _vault() -> Any:
    """The first trusted back end, None without one. The chosen one may be a chain of several."""
    try:
        import keyring
    except ImportError:
        return None
    with suppress(Exception):
        chosen = keyring.get_keyring()
        for each in getattr(chosen, "backends", None) or [chosen]:
            if type(each).__module__.startswith(_TRUSTED):
                return each
    return None
