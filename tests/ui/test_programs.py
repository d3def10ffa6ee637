"""Whether a program is there for a link, by what Linux and its kin write down about programs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mrtnet.ui import programs
from mrtnet.ui.programs import CALENDAR, MAIL, of_link, opens

Write = Callable[[str, str], None]


@pytest.fixture
def env(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A computer where nothing is installed but one program, `mailer`."""
    monkeypatch.setattr(programs.sys, "platform", "linux")
    program = tmp_path / "bin/mailer"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    folders = {"XDG_DATA_HOME": "home", "XDG_DATA_DIRS": "usr", "XDG_CONFIG_HOME": "config", "XDG_CONFIG_DIRS": "etc"}
    return {"PATH": str(program.parent)} | {name: str(tmp_path / place) for name, place in folders.items()}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(place: str, text: str) -> None:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write


ENTRY = "[Desktop Entry]\nName=Mailer\nExec=mailer %u\nMimeType=text/plain;x-scheme-handler/mailto;\n"


def test_a_mail_program_is_there_once_its_entry_says_so_and_it_can_run(env: dict[str, str], write: Write) -> None:
    assert not opens(MAIL, env=env)
    write("usr/applications/mailer.desktop", ENTRY.replace("Exec=mailer", "Exec=gone"))
    write("usr/applications/hidden.desktop", ENTRY + "Hidden=true\n")
    write("usr/applications/broken.desktop", '[Desktop Entry]\nMimeType=x-scheme-handler/mailto;\nExec="\n')
    assert not opens(MAIL, env=env)
    write("usr/applications/mailer.desktop", ENTRY)
    assert opens(MAIL, env=env)
    assert not opens(CALENDAR, env=env)


def test_a_program_that_she_chose_herself_opens_it_too(env: dict[str, str], write: Write) -> None:
    write("home/applications/kde/mailer.desktop", "[Desktop Entry]\nExec=mailer\n[Action x]\nMimeType=text/calendar\n")
    write("config/mimeapps.list", "[Removed Associations]\ntext/calendar=kde-mailer.desktop\n")
    assert not opens(CALENDAR, env=env)
    write("config/mimeapps.list", "[Default Applications]\ntext/calendar=none.desktop;kde-mailer.desktop;\n")
    assert opens(CALENDAR, env=env)


def test_a_browser_may_be_told_by_the_shell(env: dict[str, str]) -> None:
    assert not opens(*of_link("https"), env=env)
    assert opens(*of_link("https"), env=env | {"BROWSER": "links"})
    assert not opens(*of_link("mailto"), env=env | {"BROWSER": "links"})
