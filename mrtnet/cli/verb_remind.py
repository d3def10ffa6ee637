"""`mrtnet remind`: reminders while the window is closed, until it is stopped, or once for cron."""

import argparse
import datetime as dt
import locale
import signal
from collections.abc import Callable
from contextlib import suppress

from mrtnet import clock
from mrtnet.cli import shown
from mrtnet.cli.verb import Call, Verb
from mrtnet.domain.reminders import instant
from mrtnet.reminding.alone import Alone
from mrtnet.reminding.claims import pause
from mrtnet.reminding.notices import Gone, Notice, Notices, Unanswered, of_this_system
from mrtnet.reminding.rounds import rules_of
from mrtnet.reminding.service import Service
from mrtnet.trouble import Trouble
from mrtnet.words import _


class _Printed(Unanswered):
    """Notices as lines on standard output."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self._call = call

    def prepare(self, notice: Notice) -> Callable[[], int]:
        """The title, and the rest below it."""
        return lambda: self._write(notice)

    def _write(self, notice: Notice) -> int:
        self._call.say("\n  ".join([notice.title, *notice.text.split("\n")]).rstrip())
        return next(self._numbers)


def _arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--once", action="store_true", help=_("remind of what is due now and end, as for cron"))
    words = _("hold reminders back until that day; “off” lets them come again, “show” says how it is")
    what.add_argument("--pause", metavar=_("WHEN"), help=words)
    what.add_argument("--done", type=int, metavar=_("ID"), help=argparse.SUPPRESS)  # the buttons of a notice
    what.add_argument("--snooze", type=int, nargs="+", metavar=_("ID"), help=argparse.SUPPRESS)
    parser.add_argument("--print", action="store_true", help=_("print the reminders instead of showing them"))


def _run(call: Call) -> int | None:
    told = call.told
    if told.done is not None:
        _done(call, told.done)
        return None
    if told.snooze is not None:
        _snooze(call, told.snooze)
        return None
    if told.pause is not None:
        _pause(call, told.pause)
        return None
    with suppress(locale.Error):
        locale.setlocale(locale.LC_TIME, "")  # times of day as she writes them
    notices: Notices = _Printed(call) if told.print else of_this_system()
    assert call.path is not None
    service = Service(call.path, notices, call.warn, buttons=not (told.once or told.print))
    try:
        return (0 if service.once() else 1) if told.once else _stay(service)
    except Gone:
        return 1 if told.once else 0
    finally:
        notices.close()


def _stay(service: Service) -> int:
    """Remind until the session ends or somebody stops it."""
    alone = Alone(service.path)
    if not alone.take():
        raise Trouble(_("mrtnet reminds already; a second one is not needed."))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, service.stop)
    try:
        service.run()
    finally:
        alone.free()
    return 0


def _pause(call: Call, text: str) -> None:
    """Until the morning of a day, or a time on it; in every program, the window too."""
    if text != "show":
        when = call.when(text) if text != "off" else None
        if when is not None and when.day is None:
            raise Trouble(_("A day is needed here, or “off”."))
        zone = clock.zone(call.about.time_zone)
        until = instant(when.day, when.at or dt.time.min, zone) if when is not None and when.day else None
        if until is not None and until <= clock.now():
            raise Trouble(_("That has passed. Choose a later day, or “off”."))
        call.book.quietly(pause, until)
    call.say(shown.paused(call.book.read, call.about, call.today) or _("Reminders are not paused."))


def _done(call: Call, follow_up_id: int) -> None:
    from mrtnet.edits import follow_ups

    call.book.do(follow_ups.done, follow_up_id, call.today, today=call.today)


def _snooze(call: Call, ids: list[int]) -> None:
    """To the first of the choices that the reminder window offers, as its Snooze button does."""
    from mrtnet.domain.reminders import snooze_choices
    from mrtnet.edits import follow_ups

    rules = rules_of(call.book.read, call.about)._replace(paused_until=None)
    _words, when = snooze_choices(clock.now(), rules, call.about.days)[0]
    assert when.day is not None
    call.book.do(follow_ups.snooze, ids, when.day, when.at, today=call.today)


VERB = Verb(
    help=_("remind you while the window is closed"),
    examples=(
        "mrtnet remind",
        "mrtnet remind --once",
        "mrtnet remind --once --print",
        "mrtnet remind --pause 'oct 26'",
    ),
    arguments=_arguments,
    run=_run,
)
