"""The desk's charts as Plotly figures; every colour of text comes from the page (see static/desk.css)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from corpus import facts
from corpus.model import Indicator, Project
from web import text
from web.records import outcome_key

# Dark enough on white and light enough on black, and told apart by readers who see no red and green.
COLOURS = {"met": "#2b74a8", "missed": "#c2531f", "十二五": "#6b717b", "十三五": "#2b74a8", "project": "#22796f"}
OTHER = "#6b717b"
ROOM = 1.45  # of the longest bar: space for the figure behind it
BAR, EDGE = 30, 90  # pixels a bar, pixels of margins
LABEL_CHARS = 11  # of an axis label's line


def completion(rows: Sequence[Indicator]) -> Any:
    """Completion as percent of target for every indicator that can be compared, in the plan's order.

    For a ceiling (≤) less than 100 is met, for a floor 100 and more.
    """
    import plotly.graph_objects as go

    shown = [(row, ratio) for row in rows if (ratio := percent(row)) is not None]
    figure = go.Figure()
    for key in ("met", "missed"):
        bars = [(row, ratio) for row, ratio in shown if outcome_key(row) == key]
        figure.add_bar(
            orientation="h",
            name=text.OUTCOMES[key],
            x=[round(ratio, 1) for _, ratio in bars],
            y=[axis_label(row) for row, _ in bars],
            marker_color=COLOURS[key],
            text=[f"{'✓' if key == 'met' else '✗'} {ratio:.0f}%" for _, ratio in bars],
            hovertext=[_hover(row) for row, _ in bars],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    figure.add_vline(x=100, line_dash="dot", line_color=OTHER, name=text.CHART_TARGET, showlegend=True)
    figure.update_traces(textposition="outside")
    figure.update_xaxes(range=[0, ROOM * max((ratio for _, ratio in shown), default=100)])
    _finish(figure, text.CHART_COMPLETION_AXIS, [axis_label(row) for row, _ in shown], line_height=46)
    return figure


def by_agency(rows: Sequence[Indicator]) -> Any:
    """How many indicators each responsible unit answers for, by period; one with several units counts for each."""
    import plotly.graph_objects as go

    counts = Counter(agency for row in rows for agency in row.agencies)
    order = [name for name, _ in counts.most_common()]
    figure = go.Figure()
    for period in dict.fromkeys(row.period for row in rows):
        own = Counter(agency for row in rows if row.period == period for agency in row.agencies)
        figure.add_bar(
            orientation="h",
            name=period,
            x=[own[name] for name in order],
            y=[wrapped(name) for name in order],
            marker_color=COLOURS.get(period, OTHER),
            text=[own[name] or "" for name in order],
            hovertemplate=f"%{{y}}，{period}：%{{x}} 个<extra></extra>",
        )
    figure.update_layout(barmode="stack", legend_traceorder="normal")
    figure.update_traces(textposition="inside", insidetextanchor="middle", insidetextfont_color="#fff")
    _finish(figure, text.CHART_AGENCY_AXIS, [wrapped(name) for name in order])
    return figure


def by_category(rows: Sequence[Project]) -> Any:
    """How many projects each category has, in the plan's order."""
    import plotly.graph_objects as go

    counts = Counter(row.category for row in rows)
    names = [wrapped(name) for name in counts]
    figure = go.Figure()
    figure.add_bar(
        orientation="h",
        x=list(counts.values()),
        y=names,
        marker_color=COLOURS["project"],
        text=list(counts.values()),
        hovertemplate="%{y}：%{x} 个<extra></extra>",
    )
    figure.update_traces(textposition="outside")
    figure.update_xaxes(range=[0, ROOM * max(counts.values(), default=1)])
    _finish(figure, text.CHART_CATEGORY_AXIS, names, line_height=44)
    return figure


def percent(row: Indicator) -> float | None:
    """Completion as percent of target; None where the two may not be compared."""
    wanted, reached = facts.target(row.target).value, facts.number(row.completion or "")
    if facts.outcome(row) not in ("met", "missed") or not wanted or reached is None:
        return None
    return float(100 * reached / wanted)


def axis_label(row: Indicator) -> str:
    """Number and name in short lines; a ceiling says so."""
    ceiling = "（上限）" if facts.target(row.target).kind == "at_most" else ""
    return wrapped(f"{row.number}．{row.name}{ceiling}")


def wrapped(name: str) -> str:
    """A name in lines of at most LABEL_CHARS; signs that Plotly reads as markup are taken out of it."""
    plain = name.replace("<", "＜").replace(">", "＞").replace("&", "＆")
    return "<br>".join(plain[at : at + LABEL_CHARS] for at in range(0, len(plain), LABEL_CHARS))


def _hover(row: Indicator) -> str:
    return text.CHART_HOVER.format(
        name=wrapped(row.name),
        target=row.target,
        completion=row.completion,
        unit=row.unit,
        outcome=text.OUTCOMES.get(outcome_key(row), ""),
    )


def _finish(figure: Any, title: str, names: Sequence[str], *, line_height: int = BAR) -> None:
    figure.update_traces(cliponaxis=False, textangle=0)
    figure.update_xaxes(title_text=title, fixedrange=True, gridcolor="rgba(128,128,128,.25)", zeroline=False)
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(names), autorange="reversed", fixedrange=True, automargin=True
    )
    figure.update_layout(
        template="none",
        height=EDGE + line_height * len(names),
        margin={"l": 8, "r": 16, "t": 34, "b": 46},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1, "yanchor": "bottom", "x": 0},
        bargap=0.28,
        dragmode=False,
        font={"family": "inherit", "size": 12},
    )
