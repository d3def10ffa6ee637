"""The whole job by keys alone: every letter and chord through the X server, the book read by the command line."""

from collections.abc import Callable
from pathlib import Path

from tests.ui.whole_job.hands import MORNING, Running, Screen, needs_a_screen, quit_cleanly, running

TOMORROW = MORNING.replace("-15T", "-16T")
ROWS = "Name\tEmployer\nPriya Raman, RHIA\tCedar County Health System\nOmar Haddad\tTwin Rivers Clinic\n"


@needs_a_screen
def test_the_whole_job_without_a_mouse(on: Screen, tmp_path: Path) -> None:
    with running(on, tmp_path / "home") as program:
        for job in JOBS:
            job(program)
        program.key("ctrl+q")
        quit_cleanly(program)
    with running(on, tmp_path / "home", TOMORROW) as program:
        reminders(program)
        program.key("ctrl+q")
        quit_cleanly(program)


def first_run(program: Running) -> None:
    """Who she is, the sample loaded, removed, and taken back."""
    assert program.focus()["widget"] == "first.role"
    program.key("Down")
    program.tab_to("first.sample")
    program.key("Return")
    program.booked(lambda: len(program.people()) == 24, "the sample")
    program.has_keys("today.list")
    program.tab_to("bar.sample.remove", "shift+Tab")
    program.key("space")
    program.booked(lambda: not program.people(), "no sample")
    program.gone("bar.sample.remove")
    program.key("ctrl+z")
    program.booked(lambda: len(program.people()) == 24, "the sample again")


def capture(program: Running) -> None:
    """Three people: one typed, one at the same employer, one left half typed and finished."""
    program.key("ctrl+shift+n")
    program.has_keys("capture.name")
    program.key("ctrl+e")  # under X11 a field would keep it for itself
    program.has_keys("event.name")
    program.key("Escape")
    program.has_keys("capture.name")
    program.type("Ines Okafor RHIT")
    program.key("Tab")
    program.has_keys("capture.works_at")
    program.type("Harbor Clinic")
    program.key("Tab")
    program.type("Release of information")
    program.key("alt+n")
    program.has_keys("capture.step")
    program.type("call fri")
    program.key("Return")
    program.booked(lambda: "Ines Okafor" in program.people(), "Ines")
    program.has_keys("capture.name")
    program.type("Bo Lind")
    program.key("ctrl+d")
    program.key("Return")
    program.booked(lambda: "Bo Lind" in program.people(), "Bo")
    program.type("Cleo Marsh")
    program.key("Escape")
    program.until(lambda: program.focus()["window"] == "window", "the window has the keyboard again")
    assert "Cleo Marsh" not in program.people()
    program.key("ctrl+shift+n")
    program.has_keys("capture.name")
    assert program.focus()["words"] == "Cleo Marsh"
    program.key("ctrl+Return")
    program.booked(lambda: "Cleo Marsh" in program.people(), "Cleo")
    program.until(lambda: program.focus()["window"] == "window", "the window has the keyboard again")
    people = program.people()
    assert people["Ines Okafor"]["credentials"] == ["RHIT"]
    assert people["Ines Okafor"]["organization"] == people["Bo Lind"]["organization"] == "Harbor Clinic"
    assert people["Ines Okafor"]["next_step"]["due"] == "2026-10-16"


def event(program: Running) -> None:
    """A new event, people typed into its grid and pasted; the event changed."""
    program.key("ctrl+4")
    program.has_keys("events.list")
    program.key("ctrl+n")
    program.has_keys("event.name")
    program.type("Harbor Coding Night")
    program.tab_to("event.days")
    program.type("yesterday")
    program.key("Return")
    program.until(lambda: "Harbor Coding Night" in events(program), "the event is in the book")
    program.has_keys("event.grid")
    program.type("Tomas Vega")
    program.key("Tab")
    program.type("Harbor Clinic")
    program.key("Return")
    program.booked(lambda: "Tomas Vega" in program.people(), "a row of the grid")
    program.key("Escape")
    program.has_keys("event.grid")
    program.copied_elsewhere(ROWS)
    program.key("ctrl+v")
    program.until(lambda: program.focus()["window"] == "dialog.rows", "the preview has the keyboard")
    program.key("Return")
    program.booked(lambda: {"Priya Raman", "Omar Haddad"} <= set(program.people()), "the pasted rows")
    assert program.people()["Priya Raman"]["credentials"] == ["RHIA"]
    assert events(program)["Harbor Coding Night"]["met"] == 3
    program.key("F2")
    program.until(lambda: program.focus()["window"] in ("dialog.event", "window"), "something came")
    if program.focus()["window"] == "window":  # F2 in the grid changes a cell
        program.key("Escape")
        program.tab_to("event.change")
        program.key("Return")
    program.has_keys("event.name")
    program.tab_to("event.city")
    program.type("Duluth")
    program.key("Return")
    program.booked(lambda: events(program)["Harbor Coding Night"]["city"] == "Duluth", "the event's city")


def events(program: Running) -> dict[str, dict[str, object]]:
    """All events, by name."""
    return {row["name"]: row for row in program.cli("events", "--json").json}


def today(program: Running) -> None:
    """Write and log, Done, Snooze, taken back; from row to row without a mouse."""
    for limit in ("portion-people", "portion-minutes"):  # all that is due, not a day's portion
        program.cli("set", limit, "0")
    program.key("ctrl+1")
    program.has_keys("today.list")
    program.arrow_to("today.list", "Rosa Delgado-Ruiz")
    program.key("w")
    program.until(lambda: program.is_there("write.body"), "the letter is there")
    program.tab_to("write.body")
    program.key("ctrl+Return")
    program.has_keys("write.gap.my_name")  # never sent with a word missing
    program.type("Dana Ortiz")
    program.key("ctrl+Return")
    program.until(program.letters, "the mail program was called")
    assert program.letters()[0].startswith("mailto:rdelgado")
    program.booked(lambda: program.steps()[0].startswith("Wrote to Rosa"), "the letter")
    program.has_keys("today.list")
    program.arrow_to("today.list", "Marcus Bell")
    program.key("d")
    program.booked(lambda: "Marcus" in program.steps()[0], "done")
    assert all(entry["person"] != "Marcus Bell" for entry in program.cli("today", "--json").json["today"])
    program.key("ctrl+z")
    program.booked(lambda: any(row["person"] == "Marcus Bell" for row in program.cli("today", "--json").json["today"]),
                   "done taken back")  # fmt: skip
    program.arrow_to("today.list", "Kwame Asante")
    program.key("s")
    program.menu_to("Next week")
    program.booked(lambda: program.people()["Kwame Asante"]["next_step"]["due"] == "2026-10-19", "snoozed")
    program.has_keys("today.list")


def palette(program: Running) -> None:
    """To a person, and a command."""
    program.key("ctrl+k")
    program.has_keys("palette.field")
    program.type("mei-l")
    program.row("palette.list", "Mei-Ling Chen: write")  # the best match is what waits to be done
    program.arrow_to("palette.list", "Mei-Ling Chen, RHIT")
    program.key("Return")
    program.until(lambda: program.is_there("person.tabs"), "her page")
    program.gone("palette.field")
    program.key("ctrl+k")
    program.has_keys("palette.field")
    program.type(">history")
    program.key("Return")
    program.has_keys("history.list")


def people(program: Running) -> None:
    """Filter, open, log, tag, rhythm, follow-up; removed and back; the filter saved as a list."""
    program.key("ctrl+3")
    program.key("ctrl+f")
    program.has_keys("people.filter")
    program.key("ctrl+a")
    program.type("ines")
    program.key("Return")
    program.has_keys("people.list")
    program.until(lambda: len(program.rows("people.list")) == 1, "the filter leaves one")
    program.key("Return")
    program.until(lambda: program.focus()["widget"].startswith("person."), "the keyboard is on her page")
    program.key("l")
    program.has_keys("person.line")
    program.type("Called about the audit")
    program.key("Return")
    program.booked(lambda: "Called about the audit" in str(program.person("Ines Okafor")["timeline"]), "the line")
    program.key("Escape")
    program.until(lambda: program.focus()["widget"] != "person.line", "Esc leaves the line")
    program.key("t")
    program.has_keys("tag.field")
    program.type("audit")
    program.key("Return")
    program.booked(lambda: "audit" in program.people()["Ines Okafor"]["tags"], "the tag")
    program.gone("tag.field")
    program.key("g")
    program.until(lambda: program.focus()["widget"].startswith("rhythm."), "the rhythm is asked")
    program.tab_to("rhythm.close", "Up")
    program.key("Return")
    program.booked(lambda: program.person("Ines Okafor")["tier"] == "close", "a rhythm")
    program.gone("dialog.rhythm")
    program.key("f")
    program.until(lambda: program.focus()["window"] == "dialog.follow_up", "a follow-up is asked")
    program.tab_to("follow_up.title")
    program.type("Send the audit list")
    program.key("ctrl+Return")
    program.booked(lambda: any("Send the audit list" in str(step) for step in [program.cli("today", "--json").out,
                   program.steps()]), "a follow-up")  # fmt: skip
    program.gone("dialog.follow_up")
    program.key("ctrl+f")
    program.key("Return")
    program.has_keys("people.list")
    program.key("Delete")
    program.booked(lambda: "Ines Okafor" not in program.people(), "removed")
    program.key("ctrl+z")
    program.booked(lambda: "Ines Okafor" in program.people(), "back")


def lists(program: Running) -> None:
    """The filter saved as a list; moved, changed and removed in the sidebar."""
    program.key("ctrl+f")
    program.has_keys("people.filter")
    program.key("ctrl+a")
    program.type("at:harbor")
    program.key("ctrl+s")
    program.has_keys("saved_list.name")
    program.type("Harbor")
    program.key("Return")
    program.until(lambda: "Harbor" in str(program.rows("sidebar.lists")), "the list is in the sidebar")
    program.gone("dialog.saved_list")
    assert "Saved the list “Harbor”" in program.steps()[0]
    program.tab_to("sidebar.lists", "shift+Tab")
    program.arrow_to("sidebar.lists", "Harbor")
    program.key("alt+Up")
    program.booked(lambda: "Moved the list" in program.steps()[0], "moved")
    program.key("F2")
    program.has_keys("saved_list.name")
    program.type("Harbor people")
    program.key("Return")
    program.booked(lambda: "Renamed the list" in program.steps()[0], "renamed")
    program.has_keys("sidebar.lists")
    program.key("Delete")
    program.booked(lambda: "Removed the list" in program.steps()[0], "removed")
    program.key("ctrl+z")
    program.until(lambda: "Harbor people" in str(program.rows("sidebar.lists")), "the list is back")


def follow_ups(program: Running) -> None:
    """List, week, month; a day further and a step of that day done."""
    program.key("ctrl+2")
    program.until(lambda: program.focus()["widget"].startswith("follow_ups."), "the keyboard is on the page")
    program.tab_to("follow_ups.view.month")
    program.key("Left")
    program.until(lambda: program.widget("follow_ups.view.week")["checked"], "the week")
    program.key("Left")
    program.until(lambda: program.widget("follow_ups.view.list")["checked"], "the list")
    program.key("Right", "Right")
    program.until(lambda: program.widget("follow_ups.view.month")["checked"], "the month")
    program.tab_to("follow_ups.days")
    program.key("Right")
    program.tab_to("follow_ups.day.list")
    program.arrow_to("follow_ups.day.list", "Ines Okafor")
    program.key("shift+F10")
    program.menu_to("Done")
    program.booked(lambda: "Ines" in program.steps()[0], "done in the month")


def history(program: Running) -> None:
    """One step undone out of its order, by the arrow keys and Enter."""
    program.key("ctrl+k")
    program.has_keys("palette.field")
    program.type(">history")
    program.key("Return")
    program.has_keys("history.list")
    program.arrow_to("history.list", "Tagged 1 person “audit”")
    program.key("Return")
    program.booked(lambda: "audit" not in program.people()["Ines Okafor"]["tags"], "the tag is gone")


def settings(program: Running) -> None:
    """Theme and text size."""
    program.key("ctrl+comma")
    program.until(lambda: program.is_there("settings.parts"), "the settings are there")
    program.arrow_to("settings.parts", "Appearance")
    program.tab_to("settings.theme")
    program.key("End")
    program.until(lambda: '"theme": "dark"' in stored(program), "the theme")
    program.tab_to("settings.text_size")
    program.key("Down")
    program.until(lambda: '"text_size": 100' not in stored(program), "the text size")
    program.key("ctrl+0")
    program.until(lambda: '"text_size": 100' in stored(program), "the usual size")


def stored(program: Running) -> str:
    """This computer's settings."""
    return (program.home / "settings.json").read_text()


def help_and_panes(program: Running) -> None:
    """F1 and back; F6 through the panes of a page, both ways."""
    program.key("ctrl+3")
    program.key("F1")
    program.has_keys("help.filter")
    program.type("undo")
    program.key("Escape", "Escape")
    program.until(lambda: program.focus()["window"] == "window", "help is closed")
    been = []
    for _pane in range(6):
        program.key("F6")
        been.append(program.focus()["widget"])
    back = []
    for _pane in range(6):
        program.key("shift+F6")
        back.append(program.focus()["widget"])
    assert "sidebar.pages" in been
    assert "people.list" in been
    assert set(been) == set(back)


def reminders(program: Running) -> None:
    """The next morning: the pop-up does not take the keyboard; Ctrl+Shift+R gives it, Done, later, away."""
    program.until(lambda: program.is_there("reminders.done"), "the reminders are there")
    assert program.focus()["window"] == "window"
    waiting = len(program.cli("today", "--json").json["late"])
    program.key("ctrl+shift+r")
    program.until(lambda: program.focus()["window"] == "dialog.reminders", "the pop-up has the keyboard")
    program.tab_to("reminders.done")
    program.key("space")
    program.booked(lambda: len(program.cli("today", "--json").json["late"]) < waiting, "done in the pop-up")
    program.key("Escape")
    program.until(lambda: program.focus()["window"] == "window", "the pop-up is put away")


JOBS: tuple[Callable[[Running], None], ...] = (
    first_run, capture, event, today, palette, people, lists, follow_ups, history, settings, help_and_panes,
)  # fmt: skip
