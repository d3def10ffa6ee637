"""The rules of the house, held by tests: who may import whom, what never stands in the code, what must be there."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mrtnet.cli.main import VERBS, load

HOUSE = Path(__file__).resolve().parent.parent
MODULES = sorted((HOUSE / "mrtnet").rglob("*.py"))


def test_imports_go_downwards_only() -> None:
    outcome = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"],
        cwd=HOUSE,
        env={**os.environ, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_says_what_it_is_for_and_keeps_the_rules(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    said = ast.get_docstring(tree)
    assert said, "no sentence at the top"
    names = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    }
    assert "annotations" not in names  # it breaks SQLModel's relationships
    assert "setStyleSheet(" not in text  # palette, style and delegates paint everything
    assert not re.search(r"Q(Core|Gui)?Application\.instance\(\)", text)  # things are passed in


def test_every_verb_has_a_sentence_and_examples() -> None:
    for name in VERBS:
        verb = load(name)
        assert verb.help
        assert verb.examples
        assert all("mrtnet" in example for example in verb.examples), name


def _loaded_after(code: str, tmp_path: Path) -> set[str]:
    probe = "import sys\n" + code + "\nprint('|'.join(sys.modules), file=sys.stderr)"
    home = tmp_path / "home"
    outcome = subprocess.run(
        [sys.executable, "-c", probe],
        env={**os.environ, "MRTNET_HOME": str(home), "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(outcome.stderr.strip().splitlines()[-1].split("|"))


def _run(words: str) -> str:
    return f"from mrtnet.cli.main import main\nmain({words.split()!r})"


def test_the_command_line_never_loads_qt(tmp_path: Path) -> None:
    loaded = _loaded_after(_run("log Rosa") + "\n" + _run("today") + "\n" + _run("undo"), tmp_path)
    assert not {name for name in loaded if name.startswith(("PySide6", "shiboken6"))}


def test_reading_verbs_load_nothing_heavy(tmp_path: Path) -> None:
    loaded = _loaded_after(_run("today") + "\n" + _run("remind --once --print"), tmp_path)
    heavy = {"sqlalchemy", "sqlmodel", "pydantic", "icalendar", "phonenumbers", "rapidfuzz", "PySide6"}
    assert not loaded & heavy


def test_supported_pythons_and_the_pyside_that_is_sound() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.14"
    assert "PySide6-Essentials>=6.8,<6.12" in project["dependencies"]  # 6.12.0 loses references to None


def test_pyside_keeps_its_references_to_none() -> None:
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _round in range(500):
        thing.setObjectName("x")
    assert sys.getrefcount(None) - before > -50


def _public_edits() -> Iterator[str]:
    for path in sorted((HOUSE / "mrtnet" / "edits").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            takes_session = isinstance(node, ast.FunctionDef) and any(
                "Session" in ast.unparse(each.annotation) or ast.unparse(each.annotation) == "Db"
                for each in (node.args.posonlyargs + node.args.args)[:1]
                if each.annotation is not None
            )
            if takes_session and not node.name.startswith("_") and "titled(" in ast.unparse(node):
                yield f"{path.stem}.{node.name}"


def test_every_edit_has_a_test_that_undoes_it() -> None:
    from tests.edits import career_cases, cases, importing_cases, meeting_cases, opening_cases, play_cases

    hers = (*career_cases.CASES, *opening_cases.CASES, *play_cases.CASES)
    known = (*cases.CASES, *meeting_cases.CASES, *importing_cases.CASES, *hers)
    assert {case.edit for case in known} >= set(_public_edits())
