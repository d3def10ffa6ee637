"""The whole job by mouse alone: clicks, menus, the wheel; what must be words is pasted by the menu of its field."""

from collections.abc import Callable
from pathlib import Path

from tests.ui.whole_job.hands import MORNING, Running, Screen, needs_a_screen, quit_cleanly, running

TOMORROW = MORNING.replace("-15T", "-16T")
ROWS = "Name\tEmployer\nPriya Raman, RHIA\tCedar County Health System\nOmar Haddad\tTwin Rivers Clinic\n"


@needs_a_screen
def test_the_whole_job_without_a_keyboard(on: Screen, tmp_path: Path) -> None:
    with running(on, tmp_path / "home") as program:
        for job in JOBS:
            job(program)
        leave(program)
        quit_cleanly(program)
    with running(on, tmp_path / "home", TOMORROW) as program:
        reminders(program)
        leave(program)
        quit_cleanly(program)


def command(program: Running, menu: str, words: str) -> None:
    """A command by the menu button."""
    program.click("sidebar.menu")
    program.until(lambda: program.focus()["popup"] == "menu.all", "the menu is open")
    program.choose(menu)
    program.until(lambda: program.focus()["popup"] not in ("", "menu.all"), "the menu in it is open")
    program.choose(words)
    program.until(lambda: not program.focus()["popup"], "the menu is gone")


def leave(program: Running) -> None:
    """Quit, by the menu."""
    program.click("sidebar.menu")
    program.until(lambda: program.focus()["popup"] == "menu.all", "the menu is open")
    program.choose("mrtnet")
    program.until(lambda: program.focus()["popup"] not in ("", "menu.all"), "the menu in it is open")
    program.choose("Quit")


def first_run(program: Running) -> None:
    """Who she is, the sample loaded, removed, and taken back by the toast."""
    program.pick("first.role", "A technician")
    program.click("first.sample")
    program.booked(lambda: len(program.people()) == 24, "the sample")
    program.click("bar.sample.remove")
    program.booked(lambda: not program.people(), "no sample")
    program.click("window.toast.undo")
    program.booked(lambda: len(program.people()) == 24, "the sample again")


def capture(program: Running) -> None:
    """Two people; one left half typed by the window's own cross, and finished."""
    program.click("sidebar.log_people")
    program.until(lambda: program.focus()["window"] == "capture", "capture is there")
    program.click("capture.event")
    program.choose("No event: met by chance")
    program.paste_into("capture.name", "Ines Okafor, RHIT")
    program.paste_into("capture.works_at", "Harbor Clinic")
    program.click("capture.rank.a")
    program.click("capture.step.kind")
    program.choose("LinkedIn invitation")
    program.click("capture.step.day")
    program.choose("In 3 days")
    program.click("capture.save")
    program.booked(lambda: "Ines Okafor" in program.people(), "Ines")
    program.paste_into("capture.name", "Bo Lind")
    program.close_window()
    program.until(lambda: program.focus()["window"] == "window", "capture is closed")
    program.click("sidebar.log_people")
    program.until(lambda: program.focus()["window"] == "capture", "capture is there again")
    assert program.widget("capture.name")["words"] == "Bo Lind"
    program.click("capture.close")
    program.booked(lambda: "Bo Lind" in program.people(), "Bo")
    program.until(lambda: program.focus()["window"] == "window", "capture is closed again")
    ines = program.person("Ines Okafor")
    assert (ines["credentials"], ines["organization"], ines["rank"]) == (["RHIT"], "Harbor Clinic", "A")
    assert (ines["next_step"]["kind"], ines["next_step"]["due"]) == ("linkedin", "2026-10-18")


def event(program: Running) -> None:
    """A new event, rows pasted into it, a next step for one, the event changed."""
    program.click_row("sidebar.pages", "Events")
    program.click("events.new")
    program.paste_into("event.name", "Harbor Coding Night")
    program.paste_into("event.days", "yesterday")
    program.click("event.save")
    program.until(lambda: "Harbor Coding Night" in events(program), "the event is in the book")
    program.gone("dialog.event")
    program.copied_elsewhere(ROWS)
    program.click("event.paste")
    program.click("rows.log")
    program.booked(lambda: {"Priya Raman", "Omar Haddad"} <= set(program.people()), "the pasted rows")
    program.gone("dialog.rows")
    program.click_row("event.grid", "Omar Haddad")
    program.click("event.step")
    program.click("next_step.next_week")
    program.click("next_step.take")
    program.booked(lambda: program.people()["Omar Haddad"]["next_step"]["due"] == "2026-10-19", "his step")
    program.click("event.change")
    program.paste_into("event.city", "Duluth")
    program.click("event.save")
    program.booked(lambda: events(program)["Harbor Coding Night"]["city"] == "Duluth", "the event's city")
    program.click("event.back")
    program.click_row("events.list", "Harbor Coding Night", button=3)
    program.choose("Remove the event")
    program.booked(lambda: "Harbor Coding Night" not in events(program), "the event is removed")
    program.click("window.toast.undo")
    program.booked(lambda: "Harbor Coding Night" in events(program), "and back")


def events(program: Running) -> dict[str, dict[str, object]]:
    """All events, by name."""
    return {row["name"]: row for row in program.cli("events", "--json").json}


def today(program: Running) -> None:
    """Write and log, Done, Snooze, by the buttons in the rows; taken back by the toast."""
    program.click_row("sidebar.pages", "Today")
    program.click_in_row("today.list", "Rosa Delgado-Ruiz", "write")
    program.click("write.channel.email")
    program.click("write.wording.short")
    program.paste_into("write.gap.my_name", "Dana Ortiz")
    program.click("write.send")
    program.until(program.letters, "the mail program was called")
    assert program.letters()[0].startswith("mailto:rdelgado")
    program.booked(lambda: program.steps()[0].startswith("Wrote to Rosa"), "the letter")
    program.gone("write.send")
    program.click_in_row("today.list", "Marcus Bell", "done")
    program.booked(lambda: not waits(program, "today", "Marcus Bell"), "done")
    program.click("window.toast.undo")
    program.booked(lambda: waits(program, "today", "Marcus Bell"), "done taken back")
    program.click_in_row("today.list", "Kwame Asante", "snooze")
    program.choose("Next week")
    program.booked(lambda: program.people()["Kwame Asante"]["next_step"]["due"] == "2026-10-19", "snoozed")


def waits(program: Running, heap: str, name: str) -> bool:
    """Whether somebody stands in this part of today."""
    return any(row["person"] == name for row in program.cli("today", "--json").json[heap])


def palette(program: Running) -> None:
    """To a person."""
    program.click("sidebar.search")
    program.until(lambda: program.is_there("palette.field"), "the palette is there")
    program.copied_elsewhere("Mei-Ling Chen")
    program.click("palette.field", button=3)
    program.choose("Paste")
    program.click_row("palette.list", "Mei-Ling Chen, RHIT")
    program.until(lambda: program.is_there("person.tabs"), "her page")


def people(program: Running) -> None:
    """Filter, open, log, tag, rhythm, follow-up; removed and back; the filter saved as a list, changed, removed."""
    program.click_row("sidebar.pages", "People")
    program.click("people.chip.due:late")
    program.until(lambda: program.widget("people.filter")["words"] == "due:late", "the filter")
    program.click("people.chip.all")
    program.paste_into("people.filter", "at:harbor")
    program.click_row("people.list", "Ines Okafor")
    program.paste_into("person.line", "Called about the audit")
    program.click("person.line.kind")
    program.choose("Call")
    program.click("person.line.take")
    program.booked(lambda: "Called about the audit" in str(program.person("Ines Okafor")["timeline"]), "the line")
    program.click_row("people.list", "Ines Okafor", button=3)
    program.choose("Tag")
    program.paste_into("tag.field", "night shift")
    program.click("tag.take")
    program.booked(lambda: "night shift" in program.people()["Ines Okafor"]["tags"], "the tag")
    program.click("person.more")
    program.choose("Keep in touch")
    program.click("rhythm.close")
    program.click("rhythm.take")
    program.booked(lambda: program.person("Ines Okafor")["tier"] == "close", "a rhythm")
    program.gone("dialog.rhythm")
    program.click("person.more")
    program.choose("New follow-up")
    program.paste_into("follow_up.title", "Send the audit list")
    program.click("follow_up.take")
    program.booked(lambda: "Send the audit list" in program.cli("person", "Ines Okafor").out, "a follow-up")
    program.gone("dialog.follow_up")
    program.click("person.more")
    program.choose("Move to the bin")
    program.booked(lambda: "Ines Okafor" not in program.people(), "removed")
    program.click("window.toast.undo")
    program.booked(lambda: "Ines Okafor" in program.people(), "back")
    program.click("people.save")
    program.paste_into("saved_list.name", "Harbor")
    program.click("saved_list.take")
    program.until(lambda: "Harbor" in str(program.rows("sidebar.lists")), "the list is in the sidebar")
    program.gone("dialog.saved_list")
    program.click_row("sidebar.lists", "Harbor", button=3)
    program.choose("Move up")
    program.booked(lambda: "Moved the list" in program.steps()[0], "moved")
    program.click_row("sidebar.lists", "Harbor", button=3)
    program.choose("Remove the list")
    program.booked(lambda: "Removed the list" in program.steps()[0], "removed")


def follow_ups(program: Running) -> None:
    """Week and month; a day and a step of that day done."""
    program.click_row("sidebar.pages", "Follow-ups")
    program.click("follow_ups.view.week")
    program.until(lambda: program.widget("follow_ups.view.week")["checked"], "the week")
    program.click("follow_ups.view.month")
    program.click("follow_ups.later")
    program.click("follow_ups.today")
    program.click_in_row("follow_ups.day.list", "Marcus Bell", "done")
    program.booked(lambda: not waits(program, "today", "Marcus Bell"), "done in the month")


def history(program: Running) -> None:
    """One step undone out of its order."""
    command(program, "Edit", "History")
    program.until(lambda: program.is_there("history.list"), "the history")
    program.click_in_row("history.list", "Tagged 1 person “night shift”", "undo")
    program.booked(lambda: "night shift" not in program.people()["Ines Okafor"]["tags"], "the tag is gone")


def settings(program: Running) -> None:
    """Theme and text size."""
    program.click("sidebar.settings")
    program.click_row("settings.parts", "Appearance")
    program.pick("settings.theme", "Dark")
    program.until(lambda: '"theme": "dark"' in stored(program), "the theme")
    program.pick("settings.text_size", "110")
    program.until(lambda: '"text_size": 110' in stored(program), "the text size")
    program.pick("settings.text_size", "100")
    program.pick("settings.theme", "Light")
    program.until(lambda: '"theme": "light"' in stored(program), "the theme")


def stored(program: Running) -> str:
    """This computer's settings."""
    return (program.home / "settings.json").read_text()


def show_help(program: Running) -> None:
    """The keys and the guide, by the menu."""
    command(program, "Help", "Keys of this page")
    program.until(lambda: program.is_there("help.keys"), "the keys")
    program.click("help.part.guide")
    program.click("help.close")
    program.until(lambda: program.focus()["window"] == "window", "help is closed")


def reminders(program: Running) -> None:
    """The next morning: Done, later, away."""
    program.until(lambda: program.is_there("reminders.done"), "the reminders are there")
    waiting = program.cli("today", "--json").json["late"]
    program.click("reminders.done")
    program.booked(lambda: len(program.cli("today", "--json").json["late"]) < len(waiting), "done in the pop-up")
    program.click("reminders.later")
    program.choose("Next week")
    program.booked(lambda: "Put off" in program.steps()[0], "later")
    program.click("reminders.close")
    program.gone("dialog.reminders")


JOBS: tuple[Callable[[Running], None], ...] = (
    first_run, capture, event, today, palette, people, follow_ups, history, settings, show_help,
)  # fmt: skip
