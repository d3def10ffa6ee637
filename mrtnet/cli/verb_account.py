"""`mrtnet account`: the calendars and address books on servers that are kept in step."""

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
_CALENDARS = ("what", "new", "calendar")
_ADDRESSES = ("tag", "list", "everybody", "photos", "groups", "without_stopped", "only_mine", "contacts",
              "new_contacts")  # fmt: skip


def _what(text: str) -> tuple[str, ...]:
    words = [word.strip() for word in text.split(",") if word.strip()]
    if not words or any(word not in WHAT for word in words):
        raise argparse.ArgumentTypeError(_("choose from {words}").format(words=", ".join(WHAT)))
    return tuple(kind for word in words for kind in WHAT[word])


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", nargs="?", choices=("list", "add", "look", "change", "remove"), default="list")
    words = _("the server's address; to change or remove: the account")
    parser.add_argument("which", nargs="?", metavar=_("WHICH"), help=words)
    parser.add_argument("--user", default="", metavar=_("NAME"), help=_("the user name there"))
    parser.add_argument("--title", default="", metavar=_("TITLE"), help=_("what to call the account here"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--calendar", metavar=_("NAME"), help=_("which calendar there"))
    which.add_argument("--new", metavar=_("NAME"), help=_("make this calendar there"))
    which.add_argument("--contacts", nargs="?", const="", metavar=_("NAME"), help=_("an address book: which one there"))
    which.add_argument("--new-contacts", metavar=_("NAME"), help=_("make this address book there"))
    everything = ",".join(WHAT)
    parser.add_argument(
        "--what",
        type=_what,
        metavar=_("KINDS"),
        help=_("of: {words}").format(words=everything),
    )
    either = argparse.BooleanOptionalAction
    parser.add_argument("--notes", action=either, help=_("with your private notes"))
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--tag", metavar=_("TAG"), help=_("of an address book: only people with this tag"))
    who.add_argument("--list", metavar=_("NAME"), help=_("of an address book: only people of this saved list"))
    who.add_argument("--everybody", action="store_true", help=_("of an address book: all people again"))
    parser.add_argument("--photos", action=either, help=_("of an address book: with photos"))
    parser.add_argument("--groups", action=either, help=_("of an address book: tags as groups, as iPhones have"))
    parser.add_argument(
        "--without-stopped",
        action=either,
        help=_("of an address book: without those who do not wish to be contacted"),
    )
    parser.add_argument("--only-mine", action=either, help=_("of an address book: cards made there stay there only"))
    parser.add_argument(
        "--also-host", action="append", default=[], metavar=_("HOST"), help=_("another host that may see the password")
    )
    password_option(parser)
    json_option(parser)


def _run(call: Call) -> None:
    told = call.told
    if told.action != "list" and not told.which:
        of_ours = told.action in ("change", "remove")
        raise Trouble(_("Name the account.") if of_ours else _("Name the address of the server."))
    if told.action == "add":
        _add(call)
    elif told.action == "look":
        _look(call)
    elif told.action == "change":
        _change(call)
    elif told.action == "remove":
        account = accounts.account_named(call.book.read, told.which)
        call.book.do(accounts.remove_account, account)
        if not any(each.secret == account.secret for each in accounts.accounts(call.book.read)):
            secrets.forget(account.secret)
        call.say(_("Removed the account “{name}”. What is there stays as it is.").format(name=account.title))
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
    told = call.told
    people = told.contacts is not None or told.new_contacts is not None
    draft = _people(call, _draft(call), people)
    kind = dav.ADDRESSES if people else dav.CALENDAR
    password = password_for(call, draft)
    if name := told.new or told.new_contacts:
        with accounts.connected(draft, password) as wire:
            url = dav.new_calendar(wire, name, kind)
        there = dav.Found(url, kind, name)
    else:
        there = _one(_found(call, draft, password), told.calendar or told.contacts or None, kind)
    account = accounts.chosen(draft, there, told.what or _what(",".join(WHAT)), notes=bool(told.notes))
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


def _change(call: Call) -> None:
    """What was said of an account that is there; what was not said stays."""
    told = call.told
    before = accounts.account_named(call.book.read, told.which)
    if told.user:
        raise Trouble(_("The user is part of the account: remove it and add it anew."))
    people = before.protocol == accounts.PROTOCOLS[dav.ADDRESSES]
    account = _people(call, before, people)._replace(
        title=" ".join(told.title.split()) or before.title, hosts=tuple(dict.fromkeys((*before.hosts, *told.also_host)))
    )
    named = told.contacts if people else told.calendar
    new = told.new_contacts if people else told.new
    kind = dav.ADDRESSES if people else dav.CALENDAR
    there = dav.Found(before.collection, kind, before.shown)
    if new:
        with accounts.connected(account, password_for(call, before)) as wire:
            there = dav.Found(dav.new_calendar(wire, new, kind), kind, new)
    elif named:
        there = _one(_found(call, account, password_for(call, before)), named, kind)
    notes = before.notes if told.notes is None else told.notes
    account = accounts.chosen(account, there, told.what or before.sends, notes=notes)
    if account != before:
        call.book.do(accounts.change_account, account)
    if told.json:
        call.say_json(_as_json(account))
    elif account == before:
        call.say(_("“{name}” is so already.").format(name=account.title))
    else:
        call.say(_("Changed “{name}”. “mrtnet sync” brings it in step.").format(name=account.title))


def _draft(call: Call) -> Account:
    told = call.told
    return accounts.draft(told.which, told.user, title=told.title, hosts=told.also_host)


def _found(call: Call, draft: Account, password: str) -> list[dav.Found]:
    try:
        return accounts.discovered(draft, password)
    except Elsewhere as other:
        raise Trouble(_("{why} Say so with --also-host {host}.").format(why=other, host=other.host)) from None


def _people(call: Call, account: Account, people: bool) -> Account:
    """What of an address book is asked for. Raises Trouble where it is asked of a calendar, or the other way round."""
    told = call.told
    for name in _CALENDARS if people else _ADDRESSES:
        if getattr(told, name):
            text = _("--{name} is for calendars.") if people else _("--{name} is for address books.")
            if told.action == "add" and not people:
                text = _("--{name} is for address books: say --contacts, too.")
            raise Trouble(text.format(name=name.replace("_", "-")))
    if told.tag or told.list or told.everybody:
        account = account._replace(who=accounts.who(call.book.read, tag=told.tag or "", saved_list=told.list or ""))
    on = {"photos": told.photos, "groups": told.groups, "stopped": _opposite(told.without_stopped),
          "takes_new": _opposite(told.only_mine)}  # fmt: skip
    return account._replace(**{key: value for key, value in on.items() if value is not None})


def _opposite(told: bool | None) -> bool | None:
    return None if told is None else not told


def _one(found: list[dav.Found], name: str | None, kind: str) -> dav.Found:
    """The calendar or address book of this name, or the only one."""
    there = [each for each in found if each.kind == kind]
    fits = [each for each in there if name is None or name.casefold() in (each.name.casefold(), each.url)]
    if len(fits) == 1:
        return fits[0]
    names = listed([f"“{each.name}”" for each in there])
    if kind == dav.CALENDAR:
        if not there:
            raise Trouble(_("There is no calendar. Make one with --new NAME."))
        text = _("Choose with --calendar NAME: {names}. Or make one with --new NAME.")
    else:
        if not there:
            raise Trouble(_("There is no address book. Make one with --new-contacts NAME."))
        text = _("Choose with --contacts NAME: {names}. Or make one with --new-contacts NAME.")
    raise Trouble(text.format(names=names))


def _list(call: Call) -> None:
    kept = accounts.accounts(call.book.read)
    if call.told.json:
        call.say_json([_as_json(account) for account in kept])
        return
    if not kept:
        call.say(_("There is no account. Add one with “mrtnet account add https://dav.example.org/ --user NAME”."))
    words = {kind: word for word, kinds in WHAT.items() for kind in kinds} | {accounts.PEOPLE: _("people")}
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
    help=_("calendars and address books on servers (CalDAV, CardDAV) that are kept in step"),
    examples=(
        "mrtnet account",
        "mrtnet account look https://dav.example.org/ --user sam",
        "mrtnet account add https://dav.example.org/ --user sam --new 'Follow-ups'",
        "mrtnet account add dav.example.org --user sam --calendar Work --what meetings",
        "mrtnet account add https://dav.example.org/ --user sam --new-contacts 'My people' --tag Mentor --photos",
        "mrtnet account change Phone --no-notes --groups --tag Mentor",
        "mrtnet account remove Work",
    ),
    arguments=_arguments,
    run=_run,
)
