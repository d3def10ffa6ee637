"""The pinned packages: complete, within the ranges of pyproject.toml, and free of any machine's whereabouts.

To pin anew, in the checkout:
    PIN="uv pip compile --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header pyproject.toml"
    $PIN -o packaging/requirements-run.txt
    $PIN --extra test -c packaging/requirements-run.txt -o packaging/requirements-test.txt
"""

import importlib.metadata
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGING = CHECKOUT / "packaging"
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
PIN = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*==[0-9][0-9a-z.]*( ; [a-z_]+ (==|!=|<|>=) '[\w.]+'( (and|or) .*)?)?")


def lines(kind: str) -> list[str]:
    return (PACKAGING / f"requirements-{kind}.txt").read_text().splitlines()


def pins(kind: str) -> dict[str, str]:
    parsed = [Requirement(line) for line in lines(kind)]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in parsed}


def fits(requirement: Requirement, pinned: dict[str, str]) -> bool:
    version = pinned.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version, prereleases=True)


@pytest.mark.parametrize("kind", ["run", "test"])
def test_each_line_is_a_name_and_a_version_and_perhaps_a_marker(kind: str) -> None:
    assert [line for line in lines(kind) if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("kind", ["run", "test"])
def test_what_the_program_depends_on_is_pinned_within_its_range(kind: str) -> None:
    assert [one for one in PROJECT["dependencies"] if not fits(Requirement(one), pins(kind))] == []


def test_what_the_tests_depend_on_is_pinned_within_its_range() -> None:
    extra = PROJECT["optional-dependencies"]["test"]
    assert [one for one in extra if not fits(Requirement(one), pins("test"))] == []


def test_tests_run_on_the_packages_that_the_program_runs_on() -> None:
    assert pins("run").items() <= pins("test").items()


@pytest.mark.parametrize("kind", ["run", "test"])
def test_what_pinned_packages_need_is_pinned_too(kind: str) -> None:
    pinned = pins(kind)
    lacking = []
    for name in pinned:
        try:
            needs = [Requirement(one) for one in importlib.metadata.requires(name) or []]
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system than this one
        wanted = [one for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})]
        lacking += [f"{name}: {one}" for one in wanted if not fits(one, pinned)]
    assert lacking == []


def test_the_licence_of_each_package_is_told() -> None:
    told = (PACKAGING / "licenses" / "README.md").read_text()
    assert [name for name in pins("run") if f"| {name} |" not in told] == []


def texts() -> list[Path]:
    """The files of the project: what git tracks, or where there is no git, all but what tools leave behind."""
    ask = ["git", "ls-files", "-z"]
    listed = shutil.which("git") and subprocess.run(ask, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if listed and listed.returncode == 0:
        found = [CHECKOUT / name for name in listed.stdout.split("\0") if name]
    else:
        left = re.compile(r"/(\.(?!ci/)|__pycache__|build|dist|node_modules)")
        found = [file for file in CHECKOUT.rglob("*") if not left.search(f"/{file.relative_to(CHECKOUT)}")]
    return [file for file in found if file.is_file() and b"\0" not in file.read_bytes()[:4096]]


# Written with brackets, so that this file does not hold what it looks for.
ELSEWHERE = {
    "a package index": re.compile(r"https?://\S*/simpl[e]/|files[.]pythonhosted|registry[.]npmjs"),
    "a mirror": re.compile(r"(deb|security|snapshot)[.]debian[.]org|archive[.]ubuntu"),
    "an index option": re.compile(r"-index-ur[l]\s*=?\s*(http|file)"),
    "a folder of one machine": re.compile(r"(?<![\w/.:}>)~*-])/(root|wor[k]|opt/pypi|opt/wheels)(/|\b(?![-.\w]))"),
}


@pytest.mark.parametrize("what", ELSEWHERE)
def test_no_file_names_a_host_or_a_machine(what: str) -> None:
    hits = []
    for file in texts():
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
            if ELSEWHERE[what].search(line):
                hits.append(f"{file.relative_to(CHECKOUT)}:{number}: {line.strip()[:100]}")
    assert hits == []
