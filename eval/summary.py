"""From the outcomes of single questions to scores with intervals: of each set, kind and chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.metrics.interval import SEED, Estimate, ratio, statistic, weights
from eval.metrics.latency import percentile
from eval.metrics.risk import aurc, excess_aurc
from eval.model import Share
from eval.names import in_order
from eval.place import chapter_name
from eval.score import TITLES, Outcome

ALL = "all"
Estimates = Mapping[str, Estimate]


@dataclass(frozen=True)
class Group:
    """The scores of some questions, in the order of `TITLES`; a score that applies to none of them is absent."""

    n: int
    estimates: Estimates


@dataclass(frozen=True)
class Summary:
    """The scores of a set of questions, and of its kinds and chapters."""

    whole: Group
    kinds: Mapping[str, Group]
    chapters: Mapping[str, Group]


def summarise(outcomes: Sequence[Outcome], *, seed: int = SEED) -> dict[str, Summary]:
    """A summary for each set of questions, in order of appearance, and for all of them where there are several."""
    sets = _split(outcomes, lambda outcome: outcome.question.set)
    groups = sets if len(sets) == 1 else {**sets, ALL: list(outcomes)}
    return {name: _summary(members, seed) for name, members in groups.items()}


def _summary(outcomes: Sequence[Outcome], seed: int) -> Summary:
    answerable = [outcome for outcome in outcomes if outcome.question.answerable]
    kinds = _split(outcomes, lambda outcome: outcome.question.kind)
    chapters = _split(answerable, lambda outcome: chapter_name(outcome.question.cite))
    return Summary(
        group(outcomes, curves=True, seed=seed),
        {name: group(kinds[name], seed=seed) for name in in_order(kinds)},
        {name: group(chapters[name], seed=seed) for name in sorted(chapters, key=chapter_order)},
    )


def group(outcomes: Sequence[Outcome], *, curves: bool = False, seed: int = SEED) -> Group:
    """The scores of some outcomes; `curves` adds those that need all of them at once (AURC, percentiles)."""
    drawn = weights(len(outcomes), seed=seed)
    found = {name: ratio([outcome.scores.get(name) for outcome in outcomes], drawn) for name in TITLES}
    if curves:
        found |= _whole_run(outcomes, seed)
    return Group(len(outcomes), {name: estimate for name, estimate in found.items() if estimate is not None})


def losses(outcomes: Sequence[Outcome]) -> tuple[list[float], list[float]]:
    """Confidence and loss of every answer that states a confidence, for the risk–coverage curve.

    The loss is 0 only for a right answer from the right place; answering what the plan does not answer is wrong.
    Small talk takes no stand and is left out.
    """
    stated = [
        (outcome.reply.confidence, 1.0 - outcome.correct if outcome.question.answerable else 1.0)
        for outcome in outcomes
        if outcome.reply is not None and outcome.reply.confidence is not None and outcome.reply.mode != "smalltalk"
    ]
    return [confidence for confidence, _ in stated], [loss for _, loss in stated]


def latencies(outcomes: Sequence[Outcome]) -> list[float]:
    """The milliseconds that the answers took, in order, where they are known."""
    return [
        outcome.reply.latency_ms
        for outcome in outcomes
        if outcome.reply is not None and outcome.reply.latency_ms is not None
    ]


def _whole_run(outcomes: Sequence[Outcome], seed: int) -> dict[str, Estimate | None]:
    confidence, loss = (np.asarray(values, dtype=float) for values in losses(outcomes))
    times = np.asarray(latencies(outcomes), dtype=float)

    def risk(measure: Callable[..., float | None]) -> Estimate | None:
        if len(np.unique(confidence)) < 2:  # an endpoint that states no confidence, or always the same
            return None
        return statistic(len(loss), lambda at: measure(confidence[at], loss[at]), seed=seed)

    def time(share: float) -> Estimate | None:
        def of(at: NDArray[np.intp]) -> float | None:
            return percentile(times[at].tolist(), share)

        return statistic(len(times), of, seed=seed)

    return {
        "aurc": risk(aurc),
        "excess_aurc": risk(excess_aurc),
        "latency_p50": time(0.5),
        "latency_p95": time(0.95),
    }


def _split(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(key(outcome), []).append(outcome)
    return groups


def chapter_order(name: str) -> tuple[int, int, str]:
    """The order of the plan: preface, chapters by number, annexes, footnotes, closing lines."""
    digits = "".join(character for character in name if character.isdigit())
    order = ["前言", "第", "附", "名", "文", "无"]
    rank = next((at for at, start in enumerate(order) if name.startswith(start)), len(order))
    return rank, int(digits or 0), name


def as_json(summaries: Mapping[str, Summary]) -> dict[str, Any]:
    """The summaries in the form of run.json: value, low, high (95 %) and n of every score."""
    return {
        name: {
            "n": summary.whole.n,
            "scores": _group_json(summary.whole),
            "kinds": {kind: {"n": part.n, "scores": _group_json(part)} for kind, part in summary.kinds.items()},
            "chapters": {key: {"n": part.n, "scores": _group_json(part)} for key, part in summary.chapters.items()},
        }
        for name, summary in summaries.items()
    }


def _group_json(part: Group) -> dict[str, Any]:
    return {
        name: {key: round(value, 6) for key, value in asdict(estimate).items()}
        for name, estimate in part.estimates.items()
    }


def value(share: Share | None) -> float | None:
    """The score of a single question; None where it does not apply."""
    return None if share is None or not share.whole else share.part / share.whole
