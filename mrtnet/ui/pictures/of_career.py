"""Her own side, openings, ways to an employer, and the weekly review."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mrtnet.ui.pictures import stage
from mrtnet.ui.pictures.bringing import Shot, first_person
from mrtnet.ui.window import Window


def career_form(which: str) -> Shot:
    """A dialog of her own side: units, or the cycle with her own numbers."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.queries import career
        from mrtnet.ui.career import asking as career_asking

        window.go("career")
        if which == "ceu":
            return career_asking.ask_ceu(window.around)
        found = career.cycles(window.desk.read)
        return career_asking.ask_cycle(window.around, found[0] if found else None)

    return shot


def opening_dialog(kind: str) -> Shot:
    """One of the dialogs of an opening, over the first that is going on; "new" and "introduction" need none."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.queries import opportunities
        from mrtnet.ui.ways import dialogs

        window.go("openings")
        listed, around = opportunities.listed(window.desk.read), window.around
        if not listed:
            return None
        row = listed[min(1, len(listed) - 1)]
        made: dict[str, Callable[[], dialogs.AskingDialog]] = {
            "opening": lambda: dialogs.OpeningDialog(around, row),
            "part": lambda: dialogs.PartDialog(around, row, first_person(window)),
            "ended": lambda: dialogs.EndedDialog(around, row),
            "introduction": lambda: dialogs.IntroductionDialog(around, first_person(window), person_id=3),
        }
        dialog = made[kind]()
        dialog.open_at()
        return dialog

    return shot


def ways(window: Window) -> QWidget | None:
    window.go("ways_to", "St. Brigid Regional Hospital")
    return window


def review(step: str) -> Shot:
    """The weekly review at one of its steps; a few people have gone quiet, so that every step has somebody."""

    def shot(window: Window) -> QWidget | None:
        from mrtnet.edits import people
        from mrtnet.ui.pages.review import ReviewPage

        oldest = "SELECT id FROM person WHERE last_contact IS NOT NULL ORDER BY last_contact, id LIMIT 4"
        ids = [row[0] for row in window.desk.read.execute(oldest).fetchall()]
        window.desk.do(people.set_rhythm, ids, tier="close", rhythm_days=28, today=window.desk.today, quiet=True)
        window.go("review")
        stage.settle(window)
        page = window.page
        assert isinstance(page, ReviewPage)
        if step == "over":
            for _press in range(60):
                page.skip_person()
        else:
            page.go_to_step(step)  # type: ignore[arg-type]  # the names below
        return window

    return shot
