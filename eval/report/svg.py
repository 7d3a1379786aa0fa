"""Curves and bars as inline SVG: no script, no outside host, readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 16, 30, 42
_DASHES = ("", "7 4", "2 3")
BAR_HEIGHT = 26
_LABEL_WIDTH, _VALUE_WIDTH = 120, 132

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A named curve; points in the units of the axes, from left to right."""

    name: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Axis:
    """An axis from 0 to `top` with its title; `percent` writes 0.5 as 50 %."""

    title: str
    top: float
    percent: bool = False

    def text(self, value: float) -> str:
        """A tick's label."""
        return f"{100 * value:.0f} %" if self.percent else f"{value:g}"


def curves(lines: Sequence[Line], across: Axis, up: Axis, *, description: str, legend_low: bool = False) -> str:
    """A chart of curves; they differ by dashes as well as by colour. The legend stands at the right, high or low."""
    body = [_grid(across, up)]
    for number, line in enumerate(lines):
        path = " ".join(f"{_x(x, across):.1f},{_y(y, up):.1f}" for x, y in line.points)
        dash = _DASHES[number % len(_DASHES)]
        body.append(f'<polyline class="line l{number % 3}" stroke-dasharray="{dash}" points="{path}"/>')
        top = HEIGHT - _BOTTOM - 18 * len(lines) if legend_low else _TOP + 16
        body.append(_legend(line.name, number, dash, top))
    return _svg(WIDTH, HEIGHT, description, "".join(body))


def _svg(width: int, height: int, description: str, body: str) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(description)}">'
        f"<title>{escape(description)}</title>{body}</svg>"
    )


def _x(value: float, axis: Axis) -> float:
    return _LEFT + (WIDTH - _LEFT - _RIGHT) * min(value / axis.top, 1.0)


def _y(value: float, axis: Axis) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * min(value / axis.top, 1.0)


def _grid(across: Axis, up: Axis) -> str:
    parts = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _x(tick * across.top, across), _y(tick * up.top, up)
        parts.append(f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{up.text(tick * up.top)}</text>')
        parts.append(
            f'<text x="{x:.1f}" y="{HEIGHT - 24}" text-anchor="middle">{across.text(tick * across.top)}</text>'
        )
    middle = (WIDTH + _LEFT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across.title)}</text>')
    parts.append(f'<text class="unit" x="4" y="14">{escape(up.title)}</text>')
    return "".join(parts)


def _legend(name: str, number: int, dash: str, top: int) -> str:
    y, x = top + 18 * number, WIDTH - _RIGHT - 100
    return (
        f'<line class="line l{number % 3}" stroke-dasharray="{dash}" x1="{x}" x2="{x + 28}" y1="{y}" y2="{y}"/>'
        f'<text x="{x + 36}" y="{y + 4}">{escape(name)}</text>'
    )


@dataclass(frozen=True)
class Bar:
    """A share from 0 to 1 with its interval, over n questions."""

    name: str
    value: float
    low: float
    high: float
    n: int


def bars(rows: Sequence[Bar], *, description: str) -> str:
    """Horizontal bars with whiskers for the 95 % interval."""
    span = WIDTH - _LABEL_WIDTH - _VALUE_WIDTH
    height, body = BAR_HEIGHT - 10, []
    for number, row in enumerate(rows):
        y = number * BAR_HEIGHT
        middle = y + BAR_HEIGHT / 2
        low, high = (_LABEL_WIDTH + span * edge for edge in (row.low, row.high))
        body.append(
            f'<text x="{_LABEL_WIDTH - 8}" y="{middle + 4}" text-anchor="end">{escape(row.name)}</text>'
            f'<rect class="track" x="{_LABEL_WIDTH}" y="{y + 5}" width="{span}" height="{height}"/>'
            f'<rect class="bar" x="{_LABEL_WIDTH}" y="{y + 5}" width="{span * row.value:.1f}" height="{height}"/>'
            f'<line class="whisker" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>'
            f'<text x="{WIDTH - _VALUE_WIDTH + 10}" y="{middle + 4}">{100 * row.value:.0f} %（{row.n} 题）</text>'
        )
    return _svg(WIDTH, max(len(rows), 1) * BAR_HEIGHT, description, "".join(body))
