"""Fitting the probes of `qa.probe` on everyday questions, near misses and the questions of the sets.

An example is read beside the point that the other everyday questions lead to, as if it were asked anew. The network
is trained with dropout and Adam (Kingma and Ba, 2015); the same seed gives the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from index.search import Searcher
from qa import probe
from qa.probe import Probes, Wording

# Chosen on the cross-validation: see qa/README.md, Decisions.
_HIDDEN, _EPOCHS, _BATCH, _RATE, _DECAY = 128, 8, 256, 1e-3, 0.05
_DROP_IN, _DROP_HIDDEN, _SEED = 0.2, 0.3, 0
_N_GRAM_C = 1.0  # inverse regularisation
OWN = 2.0  # weight of a question of the sets beside an example


@dataclass(frozen=True, slots=True)
class Shown:
    """Questions to learn from or to judge; `answerable` holds 1 or 0."""

    texts: Sequence[str]
    inputs: npt.NDArray[np.float32]  # (n, 2 dimension): vector and departure
    n_grams: Any  # sparse (n, probe.N_GRAM_COLUMNS)
    answerable: npt.NDArray[np.int64]  # (n,)

    def where(self, kept: npt.NDArray[np.bool_]) -> Shown:
        """Those of which `kept` is true."""
        texts = [text for text, keep in zip(self.texts, kept, strict=True) if keep]
        return Shown(texts, self.inputs[kept], self.n_grams[kept], self.answerable[kept])

    def unlike(self, texts: set[str]) -> Shown:
        """Those whose text is none of the given ones."""
        return self.where(np.array([text not in texts for text in self.texts], dtype=bool))


def shown(texts: Sequence[str], wordings: Sequence[Wording], answerable: Sequence[int]) -> Shown:
    """Questions with what is read of them."""
    inputs = np.array([np.concatenate([one.vector, one.departure]) for one in wordings], dtype=np.float32)
    n_grams = probe.n_grams([one.masked for one in wordings])
    return Shown(texts, inputs, n_grams, np.array(answerable, dtype=np.int64))


def examples(searcher: Searcher) -> Shown:
    """The everyday questions and near misses of a plan. Raises ValueError where none were written."""
    found = searcher.examples()
    wordings = [
        probe.beside(text, vector, searcher.records.units[unit], searcher.everyday, without=text)
        for text, vector, unit in zip(found.texts, found.vectors, found.units, strict=True)
    ]
    return shown(found.texts, wordings, found.answered.tolist())


def fit(own: Shown, others: Shown) -> Probes:
    """Both probes, learned from questions of the sets and from examples that are not among them."""
    others = others.unlike(set(own.texts))
    inputs = np.concatenate([own.inputs, others.inputs])
    answerable = np.concatenate([own.answerable, others.answerable])
    weights = np.concatenate([np.full(len(own.texts), OWN), np.ones(len(others.texts))])
    for kind in (0, 1):  # both kinds weigh the same in all
        weights[answerable == kind] *= len(answerable) / (2 * max(1, int((answerable == kind).sum())))
    n_grams, bias = _words(own, others, answerable, weights)
    return Probes(*_network(inputs, answerable, weights), n_grams, bias)


def _words(own: Shown, others: Shown, answerable: Any, weights: Any) -> tuple[npt.NDArray[np.float32], float]:
    from scipy.sparse import vstack
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_N_GRAM_C, max_iter=1000)
    model.fit(vstack([own.n_grams, others.n_grams]).tocsr(), answerable, weights)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _network(inputs: npt.NDArray[np.float32], answerable: Any, weights: Any) -> tuple[Any, Any, Any, float]:
    """The layers of the network for raw inputs: the scaling that it was trained with is put into the first."""
    import torch

    torch.manual_seed(_SEED)
    mean, spread = inputs.mean(axis=0), inputs.std(axis=0) + 1e-6
    scaled = torch.from_numpy((inputs - mean) / spread)
    wanted, weighs = (torch.from_numpy(np.asarray(one, dtype=np.float32)) for one in (answerable, weights))
    first, last = torch.nn.Linear(inputs.shape[1], _HIDDEN), torch.nn.Linear(_HIDDEN, 1)
    layers = torch.nn.Sequential(
        torch.nn.Dropout(_DROP_IN), first, torch.nn.ReLU(), torch.nn.Dropout(_DROP_HIDDEN), last
    )
    optimiser = torch.optim.AdamW(layers.parameters(), lr=_RATE, weight_decay=_DECAY)
    for _ in range(_EPOCHS):
        order = torch.randperm(len(scaled))
        for begin in range(0, len(order), _BATCH):
            rows = order[begin : begin + _BATCH]
            said = layers(scaled[rows])[:, 0]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(said, wanted[rows], weight=weighs[rows])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
    hidden = first.weight.detach().numpy().T / spread[:, None]
    hidden_bias = first.bias.detach().numpy() - mean @ hidden
    return hidden, hidden_bias, last.weight.detach().numpy()[0], float(last.bias.detach()[0])
