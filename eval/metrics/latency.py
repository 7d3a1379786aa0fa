"""How long does a person wait?"""

from __future__ import annotations

from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float | None:
    """The value below which `share` of the values lie: sorted[min(n - 1, floor(share * n))]. None without values.

    Unit: that of the values (milliseconds for latencies), LOWER is better. A real observation, never interpolated,
    so p95 of 20 answers is the slowest one (Hyndman & Fan, Sample Quantiles, 1996, type 1 up to rounding).
    """
    if not values:
        return None
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
