"""Carrying out a command for somebody who is not the current row: from the palette, from a pop-up."""

from collections.abc import Callable

from mrtnet.queries import follow_ups
from mrtnet.ui.around import Around, Subject


def do_for(around: Around, command: str, subject: Subject) -> None:
    """Carry out the command for this subject. What needs her page goes there first."""
    done: dict[str, Callable[[Around, Subject], None]] = {
        "write": _write, "done": _done, "skip": _skip, "snooze": _snooze, "thank": _thank,
    }  # fmt: skip
    sort, _colon, of_what = command.partition(":")
    if of_what:
        _with(around, subject, sort, of_what)
        return
    if command in done:
        done[command](around, subject)
        return
    from mrtnet.ui.dialogs import asking

    if command in asking.OPEN and command != "new":
        asking.OPEN[command](around, subject)
        return
    around.go("people", subject.person_id)
    if command != "open":
        around.commands.run(command)


def next_step(around: Around, subject: Subject) -> int | None:
    """The follow-up that is meant: the subject's own, else the person's next one."""
    if subject.follow_up_id is not None or subject.person_id is None:
        return subject.follow_up_id
    waiting = follow_ups.of_person(around.desk.read, subject.person_id)
    return waiting[0].id if waiting else None


def _write(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.offers import install

    if subject.person_id is not None:
        install(around).writing.write_to(subject.person_id, next_step(around, subject))


def _with(around: Around, subject: Subject, sort: str, key: str) -> None:
    """Write from this template, or start this playbook."""
    if sort == "write" and subject.person_id is not None:
        from mrtnet.ui.dialogs.offers import install

        install(around).writing.write_to(subject.person_id, template=key)
    elif sort == "play" and subject.person_id is not None:
        from mrtnet.ui.playbooks.start import StartDialog

        StartDialog(around, key, (subject.person_id,)).open_at()


def _thank(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.offers import install

    install(around).writing.thank(subject.event_id)


def _done(around: Around, subject: Subject) -> None:
    from mrtnet.edits import follow_ups as edits
    from mrtnet.ui.meetings.talking import asks_how_it_went

    if (step := next_step(around, subject)) is not None and not asks_how_it_went(around, step):
        around.do(edits.done, step, around.desk.today)


def _skip(around: Around, subject: Subject) -> None:
    from mrtnet.edits import follow_ups as edits

    if (step := next_step(around, subject)) is not None:
        around.do(edits.skip, [step])


def _snooze(around: Around, subject: Subject) -> None:
    from mrtnet.ui.dialogs.snooze import snooze_menu

    if (step := next_step(around, subject)) is not None:
        snooze_menu(around, [step], around.window).popup(around.window.mapToGlobal(around.window.rect().center()))
