"""`mrtnet account`: the calendars on servers that are kept in step."""

import argparse

from mrtnet.cli.passwords import password_for, password_option
from mrtnet.cli.verb import Call, Verb, json_option, table
from mrtnet.sync import accounts, dav, secrets
from mrtnet.sync.accounts import Account
from mrtnet.sync.wire import Elsewhere
from mrtnet.trouble import Trouble
from mrtnet.words import _, listed

WHAT = {"follow-ups": ("follow-up",), "meetings": ("meeting",), "events": ("event", "session")}
"""The words of --what, and the kinds of entries that each means."""


def _what(text: str) -> tuple[str, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words or any(word not in WHAT for word in words):
        raise argparse.ArgumentTypeError(_("choose from {words}").format(words=", ".join(WHAT)))
    return tuple(kind for word in words for kind in WHAT[word])


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("list", "add", "look", "remove"), default="list")
    parser.add_argument("which", nargs="?", metavar=_("WHICH"), help=_("the server's address; to remove: the account"))
    parser.add_argument("--user", default="", metavar=_("NAME"), help=_("the user name there"))
    parser.add_argument("--title", default="", metavar=_("TITLE"), help=_("what to call the account here"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--calendar", metavar=_("NAME"), help=_("which calendar there"))
    which.add_argument("--new", metavar=_("NAME"), help=_("make this calendar there"))
    everything = ",".join(WHAT)
    parser.add_argument(
        "--what",
        type=_what,
        default=_what(everything),
        metavar=_("KINDS"),
        help=_("of: {words}").format(words=everything),
    )
    parser.add_argument("--notes", action="store_true", help=_("with your private notes"))
    parser.add_argument(
        "--also-host", action="append", default=[], metavar=_("HOST"), help=_("another host that may see the password")
    )
    password_option(parser)
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if told.action != "list" and not told.which:
        what = _("Name the account.") if told.action == "remove" else _("Name the address of the server.")
        raise Trouble(what)
    if told.action == "add":
        _add(call)
    elif told.action == "look":
        _look(call)
    elif told.action == "remove":
        account = accounts.account_named(call.book.read, told.which)
        call.book.do(accounts.remove_account, account)
        if not any(each.secret == account.secret for each in accounts.accounts(call.book.read)):
            secrets.forget(account.secret)
        call.say(_("Removed the account “{name}”. Its calendar stays as it is.").format(name=account.title))
    else:
        _list(call)


def _look(call: Call) -> None:
    found = _found(call, _draft(call), password_for(call, _draft(call)))
    if call.told.json:
        call.say_json([each._asdict() for each in found])
        return
    kinds = {dav.CALENDAR: _("calendar"), dav.ADDRESSES: _("address book")}
    for line in table([(each.name, kinds[each.kind], "" if each.writable else _("read-only")) for each in found]):
        call.say(line)


def _add(call: Call) -> None:
    told, draft = call.told, _draft(call)
    password = password_for(call, draft)
    if told.new:
        with accounts.connected(draft, password) as wire:
            url = dav.new_calendar(wire, told.new)
        there = dav.Found(url, dav.CALENDAR, told.new)
    else:
        there = _one(_found(call, draft, password), told.calendar)
    account = accounts.chosen(draft, there, told.what, notes=told.notes)
    call.book.do(accounts.add_account, account)
    why = secrets.why_not()
    if password and not why:
        secrets.keep(account.secret, password)
    if told.json:
        call.say_json(_as_json(account))
        return
    call.say(_("Added “{name}”. “mrtnet sync” brings it in step.").format(name=account.title))
    if password and why:
        call.say(why)


def _draft(call: Call) -> Account:
    told = call.told
    return accounts.draft(told.which, told.user, title=told.title, hosts=told.also_host)


def _found(call: Call, draft: Account, password: str) -> list[dav.Found]:
    try:
        return accounts.discovered(draft, password)
    except Elsewhere as other:
        raise Trouble(_("{why} Say so with --also-host {host}.").format(why=other, host=other.host)) from None


def _one(found: list[dav.Found], name: str | None) -> dav.Found:
    """The calendar of this name, or the only one."""
    calendars = [each for each in found if each.kind == dav.CALENDAR]
    fits = [each for each in calendars if name is None or name.casefold() in (each.name.casefold(), each.url)]
    if len(fits) == 1:
        return fits[0]
    if not calendars:
        raise Trouble(_("There is no calendar. Make one with --new NAME."))
    names = listed([f"“{each.name}”" for each in calendars])
    raise Trouble(_("Choose with --calendar NAME: {names}. Or make one with --new NAME.").format(names=names))


def _list(call: Call) -> None:
    kept = accounts.accounts(call.book.read)
    if call.told.json:
        call.say_json([_as_json(account) for account in kept])
        return
    if not kept:
        call.say(_("There is no account. Add one with “mrtnet account add https://dav.example.org/ --user NAME”."))
    words = {kind: word for word, kinds in WHAT.items() for kind in kinds}
    for line in table(
        [
            (each.title, each.shown, ", ".join(dict.fromkeys(words[kind] for kind in each.sends)), each.secret)
            for each in kept
        ]
    ):
        call.say(line)


def _as_json(account: Account) -> dict[str, object]:
    return account._asdict()


VERB = Verb(
    help=_("calendars on servers (CalDAV) that are kept in step"),
    examples=(
        "mrtnet account",
        "mrtnet account look https://dav.example.org/ --user sam",
        "mrtnet account add https://dav.example.org/ --user sam --new 'Follow-ups'",
        "mrtnet account add dav.example.org --user sam --calendar Work --what meetings",
        "mrtnet account remove Work",
    ),
    arguments=_arguments,
    run=_run,
)
