"""Learning the weights of the search channels from the document expansion alone.

Every everyday question is asked as if it had never been written (its own record left out); the weights are those
under which the unit that it was written for is most likely the first of the best (a conditional logit: McFadden,
1974). Evaluation questions are never seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from index import fusion
from index.search import WEIGHTS, Searcher

_SEED, _STEPS, _RATE = 0, 400, 0.02
_AMONG = 12  # units among which the right one has to be told


@dataclass(frozen=True, slots=True)
class Weighed:
    """Weights per channel that sum to those in use, and how often the right unit came first with the old and new."""

    weights: dict[str, float]
    questions: int
    first_before: float  # share, 0 to 1
    first_now: float


def learn(searcher: Searcher, *, sample: int, progress: Callable[[int, int], None]) -> Weighed:
    """The weights from `sample` everyday questions (about 30 ms each). Raises ValueError where there are none."""
    import torch

    questions = searcher.records.questions
    if not questions:
        raise ValueError("no questions to learn from")
    chance = np.random.default_rng(_SEED)
    chosen = chance.choice(len(questions), size=min(sample, len(questions)), replace=False)
    names = searcher.channels
    cases, rights = [], []
    for done, number in enumerate(chosen, start=1):
        record = questions[number]
        raw = searcher.channel_scores(record.text, without=record.text)
        table = np.stack([fusion.standardise(raw[name]) for name in names], axis=1)
        order = np.argsort(-table @ np.array([WEIGHTS[name] for name in names]), kind="stable")[:_AMONG]
        if record.unit in order:
            cases.append(table[order])
            rights.append(int(np.flatnonzero(order == record.unit)[0]))
        progress(done, len(chosen))
    features, right = torch.tensor(np.array(cases), dtype=torch.float64), torch.tensor(rights)
    logits = torch.log(torch.tensor([WEIGHTS[name] for name in names], dtype=torch.float64)).requires_grad_()
    optimiser = torch.optim.Adam([logits], lr=_RATE)
    for _ in range(_STEPS):
        loss = torch.nn.functional.cross_entropy(features @ torch.exp(logits), right)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    found = np.exp(logits.detach().numpy())
    found *= sum(WEIGHTS[name] for name in names) / found.sum()
    first_now = float(np.mean((features.numpy() @ found).argmax(axis=1) == np.array(rights)))
    return Weighed(
        {name: round(float(weight), 2) for name, weight in zip(names, found, strict=True)},
        len(cases),
        float(np.mean(np.array(rights) == 0)),
        first_now,
    )
