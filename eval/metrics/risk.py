"""Does the confidence know when the answer is wrong? Risk–coverage curve and the area under it.

Geifman & El-Yaniv, Selective Classification for Deep Neural Networks, NeurIPS 2017; AURC: Geifman, Uziel &
El-Yaniv, Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers, ICLR 2019.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def curve(confidences: Sequence[float], losses: Sequence[float]) -> tuple[Floats, Floats]:
    """Coverage k/n and risk at each k = 1…n: the mean loss of the k most confident answers; shapes (n,).

    Equal confidences are not ordered by luck: each of them counts with the mean loss of its group, which is the
    expectation over all orders. Losses are 0 (right) to 1 (wrong).
    """
    confidence, loss = np.asarray(confidences, dtype=float), np.asarray(losses, dtype=float)
    order = np.argsort(-confidence, kind="stable")
    _, group = np.unique(-confidence[order], return_inverse=True)
    mean_of_group = np.bincount(group, weights=loss[order]) / np.bincount(group) if len(loss) else loss
    counts = np.arange(1, len(loss) + 1, dtype=float)
    return counts / max(len(loss), 1), np.cumsum(mean_of_group[group] if len(loss) else loss) / counts


def aurc(confidences: Sequence[float], losses: Sequence[float]) -> float | None:
    """Area under the risk–coverage curve: the mean of the risks at all coverages. None without an answer.

    Unit: loss, 0 to 1, LOWER is better; the base rate of errors is what random confidences reach.
    """
    return float(np.mean(curve(confidences, losses)[1])) if len(losses) else None


def excess_aurc(confidences: Sequence[float], losses: Sequence[float]) -> float | None:
    """AURC minus that of a confidence which puts every right answer first: what ordering alone loses.

    Unit: loss, 0 is best, LOWER is better. None without an answer.
    """
    if not len(losses):
        return None
    best = aurc([-loss for loss in losses], losses)
    found = aurc(confidences, losses)
    assert best is not None and found is not None
    return found - best
