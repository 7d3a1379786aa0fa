"""A comparison of two periods as a small bar chart, drawn as inline SVG."""

from __future__ import annotations

import re
from collections.abc import Sequence

from web.escape import esc
from web.table import Row

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WIDTH, _BAR, _LABEL = 320, 22, 110


def periods(rows: Sequence[Row]) -> str:
    """Bars of the rows that give one unit and at least two periods; empty where nothing can be compared."""
    bars = [bar for row in rows for bar in _bars(row)]
    units = {unit for _, _, _, unit in bars}
    if len(bars) < 2 or len(bars) > 6 or len(units) != 1 or len({row.get("period") for row in rows}) < 2:
        return ""
    top = max(abs(value) for _, value, _, _ in bars) or 1.0
    height = len(bars) * (_BAR + 12) + 4
    drawn = "".join(_drawn(at, label, value / top, shown, unit) for at, (label, value, shown, unit) in enumerate(bars))
    said = "；".join(f"{label} {shown}{unit}" for label, _, shown, unit in bars)
    return (
        f'<figure class="pq-chart"><svg viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{esc(said)}">'
        f"{drawn}</svg></figure>"
    )


def _bars(row: Row) -> list[tuple[str, float, str, str]]:
    found = []
    for key, name in (("target", "目标"), ("completion", "完成"), ("value", "")):
        shown = str(row.get(key) or "")
        if (number := _NUMBER.search(shown)) and row.get("period"):
            found.append((f"{row['period']}{name}", float(number.group()), shown, str(row.get("unit") or "")))
    return found


def _drawn(at: int, label: str, share: float, shown: str, unit: str) -> str:
    y = at * (_BAR + 12) + 4
    width = max(2.0, abs(share) * (_WIDTH - _LABEL - 70))
    middle = y + _BAR * 0.7
    return (
        f'<text x="{_LABEL - 8}" y="{middle}" text-anchor="end">{esc(label)}</text>'
        f'<rect x="{_LABEL}" y="{y}" width="{width:.1f}" height="{_BAR}" rx="3"></rect>'
        f'<text x="{_LABEL + width + 6:.1f}" y="{middle}">{esc(shown + unit)}</text>'
    )
