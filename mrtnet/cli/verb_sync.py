"""`mrtnet sync`: bring calendars and address books in step, both ways, and settle what changed on both sides.

With --progress every line of the output is a JSON object: {"account", "doing", "done", "of"} while it works, and
{"report": {...}} at the end. The window runs it so, in a process of its own.
"""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from mrtnet.cli.passwords import password_for, password_option
from mrtnet.cli.verb import Call, Verb, json_option
from mrtnet.sync import accounts, conflicts
from mrtnet.sync.accounts import Account
from mrtnet.sync.reports import Progress, Report
from mrtnet.trouble import Trouble
from mrtnet.words import _, plural


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("account", nargs="?", metavar=_("ACCOUNT"), help=_("only this one"))
    parser.add_argument(
        "--deletions",
        choices=("ask", "here", "restore"),
        default="ask",
        help=_("when the server lost very much: ask, delete it here too, or send it there again"),
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--conflicts", action="store_true", help=_("show what changed on both sides"))
    what.add_argument("--settle", metavar=_("ID"), help=_("settle this conflict; with --take"))
    parser.add_argument(
        "--take",
        choices=("mine", "theirs", "same", "other"),
        help=_("which side is right; of a new card: whether it is the same person or another one"),
    )
    parser.add_argument("--progress", action="store_true", help=_("say as JSON lines what is being done"))
    password_option(parser)
    json_option(parser)


def _run(call: Call) -> int:
    told = call.told
    if told.account:
        chosen = [accounts.account_named(call.book.read, told.account)]
    else:
        chosen = accounts.accounts(call.book.read)
    if not chosen:
        raise Trouble(_("There is no account. Add one with “mrtnet account add https://dav.example.org/ --user NAME”."))
    if told.conflicts:
        return _show_conflicts(call, chosen)
    if told.settle:
        return _settle(call, chosen)
    reports = {account.title: _sync(call, account) for account in chosen}
    whole = {
        **{
            name: sum(getattr(report, name) for report in reports.values())
            for name in ("pushed", "pulled", "conflicts")
        },
        "problems": [problem for report in reports.values() for problem in report.problems],
        "accounts": [{"account": title} | asdict(report) for title, report in reports.items()],
    }
    if told.progress:
        _line({"report": whole})
    elif told.json:
        call.say_json(whole)
    else:
        for title, report in reports.items():
            _say(call, title, report)
    return 1 if any(report.stopped or report.question for report in reports.values()) else 0


def _sync(call: Call, account: Account) -> Report:
    """Bring one account in step; a fault of one leaves the others their turn."""

    def progress(doing: str, done: int, of: int) -> None:
        _line({"account": account.title, "doing": doing, "done": done, "of": of})

    watched: dict[str, Progress] = {"progress": progress} if call.told.progress else {}
    try:
        password = password_for(call, account)
        return accounts.sync_account(call.book, account, password, deletions=call.told.deletions, **watched)
    except Trouble as wrong:
        return Report(problems=[str(wrong)], stopped=True)


def _say(call: Call, title: str, report: Report) -> None:
    parts = [
        plural("{n} sent", "{n} sent", report.pushed),
        plural("{n} taken over", "{n} taken over", report.pulled),
        *([plural("{n} conflict", "{n} conflicts", report.conflicts)] if report.conflicts else []),
    ]
    call.say(f"{title}: {', '.join(parts)}")
    if report.conflicts:
        call.say(_("Only you can say: “mrtnet sync --conflicts” shows both sides."))
    for problem in report.problems:
        call.warn(problem)
    if report.question:
        call.warn(report.question)
        here, restore = report.answers or ("", "")
        text = _("Nothing was changed. Say “--deletions here” ({here}) or “--deletions restore” ({restore}).")
        call.warn(text.format(here=here, restore=restore))


def _show_conflicts(call: Call, chosen: list[Account]) -> int:
    found = [
        {"account": account.title, **shown}
        for account in chosen
        for shown in conflicts.side_by_side(accounts.side_of(call.book, account))
    ]
    if call.told.json:
        call.say_json(found)
        return 0
    for each in found:
        call.say(f"{each['id']} · {each['account']}{_asked(each)}")
        for name in each["fields"]:
            call.say(_("  {field}: here {mine}, there {theirs}").format(
                field=name, mine=_shown(each["mine"], name), theirs=_shown(each["theirs"], name)
            ))  # fmt: skip
        if each["asks"] != "gone" and (each["mine"] is None or each["theirs"] is None):
            call.say(_("  deleted here") if each["mine"] is None else _("  deleted there"))
    if not found:
        call.say(_("Nothing changed on both sides."))
    return 0


def _asked(each: dict[str, Any]) -> str:
    """A question in words, behind whom it is about."""
    name = (each["mine"] or {}).get("name", "")
    if each["asks"] == "same":
        return _(" · Is this {name}? --take same, or --take other").format(name=name)
    if each["asks"] == "gone":
        text = _(" · {name} was removed there. --take theirs keeps it so, --take mine sends it again")
        return text.format(name=name)
    return f" · {name}" if name else ""


def _shown(side: dict[str, str] | None, name: str) -> str:
    return f"“{(side or {}).get(name, '')}”"


def _settle(call: Call, chosen: list[Account]) -> int:
    if not call.told.take:
        raise Trouble(_("Say which side is right: --take mine or --take theirs. Of a new card: same or other."))
    for account in chosen:
        side = accounts.side_of(call.book, account)
        if call.told.settle in side.remembered().conflicts:
            conflicts.resolve(side, call.told.settle, call.told.take)
            call.say(_("Settled. The next sync tells the server."))
            return 0
    raise Trouble(_("That conflict is settled already."))


def _line(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


VERB = Verb(
    help=_("bring calendars and address books on servers in step, both ways"),
    examples=(
        "mrtnet sync",
        "mrtnet sync Work --json",
        "mrtnet sync --conflicts",
        "mrtnet sync --settle 3f2a --take theirs",
    ),
    arguments=_arguments,
    run=_run,
)
