"""A linear map on top of the embedder, learned from the plan's own everyday questions.

Two questions that the same point answers are pulled together, questions of other points pushed apart
(InfoNCE: van den Oord et al., 2018). The map is trained on the document expansion alone; evaluation
questions are never seen. An adapted vector is the plain one beside the mapped one, both at equal weight, so
its inner product is the mean of two cosines.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embed import Encoder, Vectors
from index.units import Records
from index.vectors import SHIPPED

_SEED, _EPOCHS, _BATCH = 0, 12, 1024
_RATE, _TEMPERATURE, _KEEP = 1e-3, 0.05, 0.5  # step size; softness; pull of the map towards the identity
_POINT_SHARE = 0.3  # of the positives that are the plan's own wording rather than another question


class Adapter:
    """A learned map, shape (dimension, dimension), or none: then vectors pass unchanged."""

    def __init__(self, matrix: npt.NDArray[np.float32] | None = None) -> None:
        self._matrix = matrix

    @property
    def digest(self) -> str:
        """A hash of the map for the manifest; "none" without one."""
        return hashlib.sha256(self._matrix.tobytes()).hexdigest()[:16] if self._matrix is not None else "none"

    def apply(self, vectors: Vectors) -> Vectors:
        """Unit vectors (n, d) or (d,) to adapted unit vectors (n, 2d) or (2d,)."""
        if self._matrix is None or not vectors.size:
            return vectors
        mapped = vectors @ self._matrix
        mapped /= np.linalg.norm(mapped, axis=-1, keepdims=True)
        return np.concatenate([vectors, mapped], axis=-1) * np.float32(np.sqrt(0.5))


class AdaptedEncoder:
    """An encoder whose vectors are adapted."""

    def __init__(self, encoder: Encoder, adapter: Adapter) -> None:
        self._encoder, self._adapter = encoder, adapter
        self.name = encoder.name

    def encode_query(self, text: str) -> Vectors:
        """One question, shape (dimension,)."""
        return self._adapter.apply(self._encoder.encode_query(text))

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Questions kept as documents, shape (n, dimension)."""
        return self._adapter.apply(self._encoder.encode_questions(texts))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages, shape (n, dimension)."""
        return self._adapter.apply(self._encoder.encode_passages(texts))


def file(plan_id: str, encoder_name: str) -> Path:
    """Where the repository keeps the map of a plan for a model."""
    return SHIPPED / f"{plan_id}.{encoder_name.replace('/', '_')}.adapter.npy"


def load(path: Path) -> Adapter:
    """The map in a file, or an adapter that changes nothing where there is none."""
    return Adapter(np.load(path, allow_pickle=False).astype(np.float32)) if path.exists() else Adapter()


def save(path: Path, matrix: npt.NDArray[np.float32]) -> None:
    """Write a map in half precision."""
    np.save(path, matrix.astype(np.float16), allow_pickle=False)


def train(records: Records, questions: Vectors, points: Vectors) -> npt.NDArray[np.float32]:
    """Learn the map (about half a minute on two cores for 16,000 questions); the same seed gives the same map.

    `questions` and `points` are the plain vectors of the records' channels. Raises ValueError without questions.
    """
    import torch

    if not len(questions):
        raise ValueError("no questions to learn from")
    torch.manual_seed(_SEED)
    chance = np.random.default_rng(_SEED)
    owners = np.array([record.unit for record in records.questions])
    siblings, wordings = _rows_by_unit(owners), _rows_by_unit(np.array([record.unit for record in records.points]))
    asked, said = torch.from_numpy(questions), torch.from_numpy(points)
    identity = torch.eye(questions.shape[1])
    matrix = identity.clone().requires_grad_()
    optimiser = torch.optim.Adam([matrix], lr=_RATE)
    for _ in range(_EPOCHS):
        order = chance.permutation(len(questions))
        for begin in range(0, len(order), _BATCH):
            rows = order[begin : begin + _BATCH]
            positives = torch.stack(
                [_positive(int(row), owners, siblings, wordings, asked, said, chance) for row in rows]
            )
            anchors = torch.nn.functional.normalize(asked[rows] @ matrix, dim=1)
            targets = torch.nn.functional.normalize(positives @ matrix, dim=1)
            logits = anchors @ targets.T / _TEMPERATURE
            same = torch.from_numpy(owners[rows][:, None] == owners[rows][None, :]).fill_diagonal_(False)
            loss = torch.nn.functional.cross_entropy(logits.masked_fill(same, -1e9), torch.arange(len(rows)))
            loss = loss + _KEEP * ((matrix - identity) ** 2).sum() / len(identity)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    return np.asarray(matrix.detach().numpy(), dtype=np.float32)


def _rows_by_unit(owners: npt.NDArray[np.int64]) -> dict[int, list[int]]:
    rows: dict[int, list[int]] = defaultdict(list)
    for row, unit in enumerate(owners):
        rows[int(unit)].append(row)
    return rows


def _positive(
    row: int,
    owners: npt.NDArray[np.int64],
    siblings: dict[int, list[int]],
    wordings: dict[int, list[int]],
    asked: Any,
    said: Any,
    chance: np.random.Generator,
) -> Any:
    """Another question of the same point, or the point's own wording."""
    unit = int(owners[row])
    if wordings.get(unit) and chance.random() < _POINT_SHARE:
        return said[chance.choice(wordings[unit])]
    others = [other for other in siblings[unit] if other != row] or [row]
    return asked[chance.choice(others)]
