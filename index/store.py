"""The saved index: FAISS files, BM25 arrays and a manifest that says what they were built from.

A build goes to a folder of its own; one small file, replaced in one step, names the folder in use. A kill
at any moment leaves the old index working.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass, fields
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import StaleIndexError
from index.embed import Vectors

FORMAT = 1  # of the folder; raise it when the files change
_CURRENT = "current"
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
    units: int
    records_digest: str
    libraries: str


@dataclass(frozen=True)
class Stored:
    """The parts of a saved index by channel name."""

    dense: dict[str, Any]  # FAISS indexes, inner product
    sparse: dict[str, Any]  # bm25s.BM25


def library_versions() -> str:
    """The versions of the libraries that shape an index, in one line."""
    return " ".join(f"{name}=={version(name)}" for name in _LIBRARIES)


def check(found: Manifest, wanted: Manifest) -> None:
    """Raise StaleIndexError naming every field that differs."""
    differing = [field.name for field in fields(Manifest) if getattr(found, field.name) != getattr(wanted, field.name)]
    if differing:
        raise StaleIndexError(f"索引与当前的 {'、'.join(differing)} 不符，请运行 python -m index build")


def save(root: Path, manifest: Manifest, dense: dict[str, Vectors], sparse: dict[str, Any]) -> Path:
    """Write an index below `root` and make it the one in use; the one before is removed last."""
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
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    pointer = root / f"{_CURRENT}.new"
    pointer.write_text(folder.name, encoding="utf-8")
    pointer.replace(root / _CURRENT)
    for old in root.glob("build-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder


def load(root: Path, wanted: Manifest) -> Stored:
    """The index in use, if it was built from what is wanted.

    Raises StaleIndexError if there is none, if it is damaged, or naming every field that differs.
    """
    import bm25s
    import faiss

    try:
        folder = root / (root / _CURRENT).read_text(encoding="utf-8")
        found = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise StaleIndexError("还没有索引，请运行 python -m index build") from error
    except (TypeError, ValueError, OSError) as error:
        raise StaleIndexError("索引的清单已损坏，请运行 python -m index build") from error
    check(found, wanted)
    try:
        dense = {path.stem: faiss.read_index(str(path)) for path in folder.glob("*.faiss")}
        sparse = {path.stem: bm25s.BM25.load(str(path), load_corpus=False) for path in folder.glob("*.bm25")}
    except (RuntimeError, OSError, ValueError) as error:
        raise StaleIndexError("索引文件已损坏，请运行 python -m index build") from error
    return Stored(dense, sparse)
