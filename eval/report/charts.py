"""From outcomes to the charts of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.metrics.risk import curve
from eval.names import KIND_NAMES, set_name
from eval.report.svg import Axis, Bar, Line, bars, curves
from eval.score import Outcome
from eval.summary import Group, latencies, losses

_POINTS = 200  # points of a curve, enough for its width in pixels
_MAIN = ("both", "refusal_recall")


def by_group(groups: Mapping[str, Group], description: str) -> str:
    """Bars of being right: answer and place for questions that the plan answers, refusal for the others."""
    rows = []
    for name, group in groups.items():
        estimate = next((group.estimates[key] for key in _MAIN if key in group.estimates), None)
        if estimate:
            title = KIND_NAMES.get(name, name)
            rows.append(Bar(title, estimate.value, estimate.low, estimate.high, group.n))
    return bars(rows, description=description)


def risk_coverage(sets: Mapping[str, Sequence[Outcome]]) -> str | None:
    """The risk–coverage curves of the sets; None where no answer states a confidence."""
    lines = []
    for name, outcomes in sets.items():
        confidence, loss = losses(outcomes)
        if len(set(confidence)) > 1:
            coverage, risk = curve(confidence, loss)
            lines.append(Line(set_name(name), _thin(list(zip(coverage.tolist(), risk.tolist(), strict=True)))))
    if not lines:
        return None
    top = max(0.1, max(risk for line in lines for _, risk in line.points))
    across, up = (
        Axis("覆盖率（按把握从高到低回答的比例）", 1.0, percent=True),
        Axis("风险（答错比例）", top, percent=True),
    )
    return curves(lines, across, up, description="风险–覆盖曲线")


def latency(sets: Mapping[str, Sequence[Outcome]]) -> str | None:
    """The share of answers that are finished within a time; the slowest 1 % lie beyond the right edge."""
    found = {name: sorted(latencies(outcomes)) for name, outcomes in sets.items()}
    found = {name: times for name, times in found.items() if times}
    if not found:
        return None
    top = max(times[int(0.99 * (len(times) - 1))] for times in found.values()) or 1.0
    lines = [
        Line(
            set_name(name),
            [(0.0, 0.0), *_thin([(at, (n + 1) / len(times)) for n, at in enumerate(times) if at <= top])],
        )
        for name, times in found.items()
    ]
    across, up = Axis("用时（毫秒）", float(f"{top:.2g}")), Axis("已答完的比例", 1.0, percent=True)
    return curves(lines, across, up, description="用时分布", legend_low=True)


def _thin(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    step = max(len(points) // _POINTS, 1)
    return points if step == 1 else [*points[::step], points[-1]]
