"""Passwords at the command line: from the keyring, from standard input, or typed; never an argument others can see."""

import argparse
import getpass
import sys

from mrtnet.cli.verb import Call
from mrtnet.sync import secrets
from mrtnet.sync.accounts import Account
from mrtnet.trouble import Trouble
from mrtnet.words import _


def password_option(parser: argparse.ArgumentParser) -> None:
    """`--password-stdin`."""
    parser.add_argument("--password-stdin", action="store_true", help=_("read the password from standard input"))


def password_for(call: Call, account: Account) -> str:
    """The password of the account. Raises Trouble when there is nobody to ask."""
    if not account.username:
        return ""
    nobody = _("The password of “{name}” is not kept here. Give it on standard input, with --password-stdin.")
    return password(call, account.secret, account.secret, nobody.format(name=account.title or account.secret))


def password(call: Call, secret: str, who: str, nobody: str) -> str:
    """The password kept under `secret`, or that of `who`, given now. Raises Trouble(nobody) when nobody is to ask."""
    if call.told.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    kept = secrets.password_of(secret)
    if kept is not None:
        return kept
    if not (sys.stdin and sys.stdin.isatty()):
        raise Trouble(nobody)
    return getpass.getpass(_("Password of {who}: ").format(who=who))
