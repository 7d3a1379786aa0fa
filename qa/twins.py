"""Indicators of the two periods that measure the same."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.model import Indicator, Plan

_LIKENESS = 0.4  # share of common pairs; the plan's own twins, each the other's likest, have 0.46 or more


def twin(plan: Plan, row: Indicator, period: str) -> Indicator | None:
    """The indicator of another period that measures the same, by its name; None where there is none.

    Each has to be the other's likest, or 总部经济…占GDP比重 would pass for 民营经济…占GDP比重.
    """
    best = _likest(plan.indicators, row, period)
    return best if best and _likest(plan.indicators, best, row.period) == row else None


@lru_cache(maxsize=256)
def _likest(indicators: tuple[Indicator, ...], row: Indicator, period: str) -> Indicator | None:
    """The indicator of a period whose name shares most pairs of characters; None where none shares enough."""
    wanted = _pairs(row.name)
    best, score = None, 0.0
    for other in indicators:
        if other.period == period:
            found = _pairs(other.name)
            likeness = len(wanted & found) / max(1, len(wanted | found))
            if likeness > score:
                best, score = other, likeness
    return best if score >= _LIKENESS else None


def _pairs(name: str) -> set[str]:
    """The pairs of neighbouring characters of an indicator's name, what its wording adds aside."""
    plain = re.sub(r"（[^）]*）|实现|拥有|经认定|的|城区|城镇", "", name).replace("地区生产总值", "GDP")
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
