"""The saved index: FAISS files, BM25 arrays and a manifest that says what they were built from.

A build goes to a folder of its own; one small file, replaced in one step, names the folder in use. A kill
at any moment leaves the old index working.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import StaleIndexError
from index.embed import Vectors

FORMAT = 3  # of the folder; raise it when the files change
_CURRENT, _MANIFEST, _SUMS = "current", "manifest.json", "sums.json"
_LEFTOVER_S = 600  # a folder older than that belongs to no build that still runs
_LIBRARIES = ("faiss-cpu", "bm25s", "jieba", "sentence-transformers")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was built from; two indexes with equal manifests find the same."""

    format: int
    plan: str
    source_sha256: str
    embedder: str
    prefixes: str
    dimension: int
    adapter: str  # hash of the learned map
    units: int
    records_digest: str
    libraries: str


@dataclass(frozen=True)
class Stored:
    """The parts of a saved index by channel name."""

    dense: dict[str, Any]  # FAISS indexes, inner product
    sparse: dict[str, Any]  # bm25s.BM25


def dependency_versions() -> str:
    """The versions of the libraries that shape an index, in one line."""
    return " ".join(f"{name}=={version(name)}" for name in _LIBRARIES)


def check(found: Manifest, wanted: Manifest) -> None:
    """Raise StaleIndexError naming every field that differs."""
    differing = [field.name for field in fields(Manifest) if getattr(found, field.name) != getattr(wanted, field.name)]
    if differing:
        raise StaleIndexError(f"索引与当前的 {'、'.join(differing)} 不符，请运行 python -m index build")


def save(root: Path, manifest: Manifest, dense: dict[str, Vectors], sparse: dict[str, Any]) -> Path:
    """Write an index below `root` and make it the one in use.

    The one before stays, for a process that is just loading it; what older builds left is removed last.
    """
    import faiss

    root.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="build-", dir=root))
    for name, vectors in dense.items():
        index = faiss.IndexFlatIP(manifest.dimension)
        if len(vectors):
            index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        faiss.write_index(index, str(folder / f"{name}.faiss"))
    for name, ranker in sparse.items():
        ranker.save(str(folder / f"{name}.bm25"), corpus=None)
    _write_json(folder / _SUMS, _sums(folder))
    _write_json(folder / _MANIFEST, asdict(manifest))
    before = _folder_in_use(root)
    pointer = folder / _CURRENT  # in the build's own folder: two builds at once do not share it
    pointer.write_text(folder.name, encoding="utf-8")
    pointer.replace(root / _CURRENT)
    for old in root.glob("build-*"):
        if old not in (folder, before) and _age_s(old) > _LEFTOVER_S:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of an index, by its path in the folder, manifest and sums aside."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in (_MANIFEST, _SUMS))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _folder_in_use(root: Path) -> Path | None:
    try:
        return root / (root / _CURRENT).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


def _age_s(path: Path) -> float:
    """Seconds since a folder changed; 0 where another process has just removed it."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def load(root: Path, wanted: Manifest, *, folder: Path | None = None) -> Stored:
    """The index in use (or the one in `folder`), if it was built from what is wanted.

    Raises StaleIndexError if there is none, if it is damaged, or naming every field that differs.
    """
    import bm25s
    import faiss

    try:
        folder = folder or root / (root / _CURRENT).read_text(encoding="utf-8")
        found = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise StaleIndexError("还没有索引，请运行 python -m index build") from error
    except (TypeError, ValueError, OSError) as error:
        raise StaleIndexError("索引的清单已损坏，请运行 python -m index build") from error
    check(found, wanted)
    try:
        if _sums(folder) != json.loads((folder / _SUMS).read_text(encoding="utf-8")):
            raise ValueError("a file is missing or was changed")
        dense = {path.stem: faiss.read_index(str(path)) for path in folder.glob("*.faiss")}
        sparse = {path.stem: bm25s.BM25.load(str(path), load_corpus=False) for path in folder.glob("*.bm25")}
    except (RuntimeError, OSError, ValueError) as error:
        raise StaleIndexError("索引文件已损坏，请运行 python -m index build") from error
    return Stored(dense, sparse)
