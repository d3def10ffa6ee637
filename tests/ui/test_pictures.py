"""Pictures: the same bytes every time, in every look, and no more than asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mrtnet.ui.pages import PAGES
from mrtnet.ui.pictures.looks import LOOKS
from mrtnet.ui.pictures.shots import SHOTS


def take(out: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    environ = {**os.environ, "PYTHONHASHSEED": "random"}
    line = [sys.executable, "-m", "mrtnet.ui.pictures", str(out), *more]
    return subprocess.run(line, env=environ, capture_output=True, text=True, check=False, timeout=200)


def test_two_runs_make_the_same_pictures(tmp_path: Path) -> None:
    for run in ("one", "two"):
        done = take(tmp_path / run, "--only", "01-today,35-about", "--looks", "light,rtl")
        assert done.returncode == 0, done.stderr
        assert "4 pictures" in done.stdout
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names[0] == "01-today-light.png"
    assert len(names) == 4
    for name in names:
        first = (tmp_path / "one" / name).read_bytes()
        assert first.startswith(b"\x89PNG")
        assert first == (tmp_path / "two" / name).read_bytes(), name


def test_those_of_the_readme_are_small_and_all_there(tmp_path: Path) -> None:
    done = take(tmp_path, "--readme")
    assert done.returncode == 0, done.stderr
    told = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    made = sorted(tmp_path.iterdir())
    assert all(f"(packaging/pictures/{path.name})" in told for path in made)
    assert told.count("(packaging/pictures/") == len(made)
    assert sum(path.stat().st_size for path in made) < 400_000


def test_what_nothing_matches_is_refused(tmp_path: Path) -> None:
    done = take(tmp_path, "--only", "nothing-like-this")
    assert done.returncode == 2
    assert "nothing matches" in done.stderr


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_every_page_has_its_picture(page: str) -> None:
    assert any(page.replace("_", "-") in name for name in SHOTS)


def test_the_looks_are_those_of_the_design() -> None:
    assert set(LOOKS) == {"light", "dark", "200", "narrow", "rtl"}
