"""What the code imports is pinned, and to one version."""

import re
import sys
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

from tests.test_architecture import MAY_IMPORT, files, imported, parsed

ROOT = Path(__file__).resolve().parents[1]
RUNTIME, DEV, CONSTRAINTS = (ROOT / name for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"))
OPTIONAL = {"langchain_openai"}  # imported only where someone has installed it
TEST_FILES = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "docs").glob("*.py")]


def normal(name):
    """A distribution's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path):
    """Name and version of every line that asks for something; `-r` and `-c` lines are left out."""
    lines = [line.split("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    return dict(pin(line) for line in lines if line and not line.startswith("-"))


def pin(line):
    name, _, found = line.partition("==")
    assert re.fullmatch(r"[\w.]+", found), f"{line} is not pinned to one version"
    return normal(name), found


def needed(paths):
    """The distributions that files import, by the names that they are installed under."""
    modules = set().union(*(imported(parsed(path)) for path in paths))
    homes = packages_distributions()
    outside = modules - sys.stdlib_module_names - MAY_IMPORT.keys() - {"tests", "__future__"} - OPTIONAL
    return {module: {normal(name) for name in homes.get(module, [module])} for module in outside}


@pytest.mark.parametrize(
    ("paths", "where"),
    [
        pytest.param([path for package in MAY_IMPORT for path in files(package)], [RUNTIME], id="the product"),
        pytest.param(TEST_FILES, [RUNTIME, DEV], id="the tests"),
    ],
)
def test_everything_imported_is_pinned(paths, where):
    pinned = set().union(*map(pins, where))
    missing = {module for module, names in needed(paths).items() if not names & pinned}
    assert not missing


@pytest.mark.parametrize("path", [RUNTIME, DEV], ids=lambda path: path.name)
def test_what_is_installed_is_what_is_pinned(path):
    installed = {name: version(name).split("+")[0] for name in pins(path)}  # torch says how it was built: 2.13.0+cpu
    assert installed == pins(path)


def test_a_version_is_written_once():
    assert not pins(RUNTIME).keys() & pins(DEV).keys()
    assert not (pins(RUNTIME).keys() | pins(DEV).keys()) & pins(CONSTRAINTS).keys()
