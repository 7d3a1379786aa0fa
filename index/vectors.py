"""Vectors kept by text and model, so that nothing is encoded twice and the shipped plan needs no waiting.

A file holds the keys and the vectors in eight bits (cosine with the encoded vector above 0.9999); no pickle. The
scale of a vector is not kept: vectors have length 1.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embed import Encoder, Vectors

SHIPPED = Path(__file__).parent / "data"
E5_PREFIXES = ("query: ", "passage: ")
_BATCH = 32
Progress = Callable[[int, int], None]  # done, of how many


def key(role: str, text: str) -> int:
    """64 bits that stand for a text in a role (passage or question)."""
    return int.from_bytes(hashlib.blake2b(f"{role}\0{text}".encode(), digest_size=8).digest(), "big")


def shipped_file(plan_id: str, encoder_name: str, prefixes: tuple[str, str] = E5_PREFIXES) -> Path:
    """Where the repository keeps the vectors of a plan for a model and its prefixes (question, passage)."""
    other = "" if prefixes == E5_PREFIXES else f".{key(*prefixes):016x}"
    return SHIPPED / f"{plan_id}.{encoder_name.replace('/', '_')}{other}.npz"


class VectorCache:
    """Vectors by key, read from a file where there is one; a damaged file counts as none, for it can be made anew."""

    def __init__(self, path: Path | None = None) -> None:
        self._rows: dict[int, int] = {}
        self._vectors = np.zeros((0, 0), dtype=np.int8)
        self.encoded = 0  # texts that were not in the file
        if path is not None and path.exists():
            try:
                with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                    vectors, keys = stored["vectors"], stored["keys"]
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
                return
            self._vectors = vectors
            self._rows = {int(found): row for row, found in enumerate(keys)}

    def encode(self, encoder: Callable[[], Encoder], role: str, texts: Sequence[str], progress: Progress) -> Vectors:
        """Vectors of all texts, shape (n, dimension); the model is only called (and loaded) for new ones."""
        keys = [key(role, text) for text in texts]
        new = [at for at, found in enumerate(keys) if found not in self._rows]
        known = {at: self._vectors[self._rows[found]] for at, found in enumerate(keys) if found in self._rows}
        for begin in range(0, len(new), _BATCH):
            batch = new[begin : begin + _BATCH]
            wanted = [texts[at] for at in batch]
            model = encoder()
            found_vectors = model.encode_questions(wanted) if role == "question" else model.encode_passages(wanted)
            known.update(zip(batch, found_vectors, strict=True))
            self.encoded += len(batch)
            progress(min(begin + _BATCH, len(new)), len(new))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        matrix = np.asarray([known[at] for at in range(len(texts))], dtype=np.float32)
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)  # type: ignore[no-any-return]


def save(path: Path, rows: Sequence[tuple[str, Sequence[str], Vectors]]) -> None:
    """Write keys and vectors of (role, texts, vectors) triples, each key once, in key order, in one step."""
    found: dict[int, Vectors] = {}
    for role, texts, vectors in rows:
        for text, vector in zip(texts, vectors, strict=True):
            found[key(role, text)] = vector
    keys = np.array(sorted(found), dtype=np.uint64)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=".npz", dir=path.parent)
    os.close(handle)
    np.savez_compressed(name, keys=keys, vectors=_eight_bits(np.array([found[int(k)] for k in keys])))
    Path(name).chmod(0o644)  # mkstemp keeps others out
    Path(name).replace(path)  # a kill before this line leaves the old file whole


def _eight_bits(vectors: Vectors) -> npt.NDArray[np.int8]:
    """Vectors stretched so that the largest component is 127, rounded; shape (n, dimension)."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    return np.asarray(np.rint(vectors / np.maximum(largest, 1e-12) * 127), dtype=np.int8)
