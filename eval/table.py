"""Scores for reading: tables in the terminal (rich) and in Markdown, from the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from eval.metrics.interval import Estimate
from eval.names import KIND_NAMES, set_name, subject_name
from eval.score import TITLES, Outcome, why
from eval.sets import showable
from eval.store import Run
from eval.summary import Group, Summary

if TYPE_CHECKING:
    from rich.console import Console

KIND_COLUMNS = ("both", "answer", "citation", "citation_precision", "over_refusal", "refusal_recall", "proof@5")
Row = list[str]


def shown(name: str, estimate: Estimate | None, *, interval: bool = True, unit: bool = True) -> str:
    """A score as text: 83.1 % [79.2, 86.6]; – where it does not apply."""
    if estimate is None:
        return "–"
    title = TITLES[name]
    scale, digits = (100 if title.unit == "%" else 1), (5 if name == "cost" else 1)
    text = f"{estimate.value * scale:.{digits}f}" + (f" {title.unit}" if unit else "")
    if interval:
        text += f" [{estimate.low * scale:.{digits}f}, {estimate.high * scale:.{digits}f}]"
    return text


def overview(summaries: Mapping[str, Summary]) -> tuple[Row, list[Row]]:
    """Header and rows: a row for each score that applies, a column for each set."""
    header = [
        "指标（%，95 % 区间）",
        *(f"{set_name(name)}（{summary.whole.n} 题）" for name, summary in summaries.items()),
    ]
    rows = [
        [
            title.row,
            *(shown(name, summary.whole.estimates.get(name), unit=False) for summary in summaries.values()),
        ]
        for name, title in TITLES.items()
        if any(name in summary.whole.estimates for summary in summaries.values())
    ]
    return header, rows


def breakdown(groups: Mapping[str, Group], first: str, names: Mapping[str, str]) -> tuple[Row, list[Row]]:
    """Header and rows: a row for each kind or chapter, a column for each of the main scores."""
    header = [first, "题数", *(f"{TITLES[name].column} %" for name in KIND_COLUMNS)]
    rows = [
        [names.get(key, key), str(group.n), *(_cell(name, group.estimates.get(name)) for name in KIND_COLUMNS)]
        for key, group in groups.items()
    ]
    return header, rows


def _cell(name: str, estimate: Estimate | None) -> str:
    return shown(name, estimate, interval=False, unit=False)


def failures(outcomes: Sequence[Outcome], *, show_measure: bool) -> list[tuple[Outcome, str]]:
    """The questions treated wrongly, with the reason; those of the measure set only on demand."""
    allowed = {question.id for question in showable([o.question for o in outcomes], show_measure=show_measure)}
    return [(found, why(found)) for found in outcomes if not found.right and found.question.id in allowed]


def markdown(run: Run, summaries: Mapping[str, Summary], *, show_measure: bool) -> str:
    """The run as a Markdown page: what was run, scores, kinds, chapters, failures."""
    main = list(summaries.values())[-1]
    parts = [f"# 评测 {run.name}", _facts(run.start), "## 总分", markdown_table(*overview(summaries))]
    parts += ["## 按题型", markdown_table(*breakdown(main.kinds, "题型", KIND_NAMES))]
    parts += ["## 按章", markdown_table(*breakdown(main.chapters, "章", {}))]
    found = failures(run.outcomes, show_measure=show_measure)
    parts += [
        "## 答错的题" + ("" if show_measure else "（不含测量集）"),
        "\n".join(_failure_line(*item) for item in found),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(start: Mapping[str, Any]) -> str:
    record, subject = start.get("record", {}), start.get("subject", {})
    machine = record.get("machine", {})
    commit = str(record.get("commit")) + ("，有未提交的修改" if record.get("uncommitted") else "")
    return "\n".join(
        f"- {name}：{text}"
        for name, text in (
            ("对象", subject_name(subject)),
            ("版本", f"{record.get('version')}（{commit}）"),
            ("规划", f"{record.get('plan')}，sha256 {str(record.get('plan_sha256'))[:12]}"),
            ("题目", f"{record.get('questions')} 题，指纹 {record.get('questions_hash')}"),
            ("时间", record.get("date")),
            ("机器", f"{machine.get('processor')}，{machine.get('cores')} 核，{machine.get('memory_gb')} GB"),
        )
    )


def markdown_table(header: Row, rows: Sequence[Row]) -> str:
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _failure_line(outcome: Outcome, reason: str) -> str:
    question = " ".join(outcome.question.question.split())[:80]
    kind = KIND_NAMES.get(outcome.question.kind, outcome.question.kind)
    return f"- `{outcome.question.id}`（{kind}）{question}：{reason}"


def show(console: Console, title: str, header: Row, rows: Sequence[Row]) -> None:
    """Print one table in the terminal."""
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for at, name in enumerate(header):
        table.add_column(name, justify="left" if at == 0 else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def show_run(console: Console, run: Run, summaries: Mapping[str, Summary], *, wrong: int, show_measure: bool) -> None:
    """Print a run: the scores, the kinds of the last set, and the first `wrong` failures."""
    name, main = list(summaries.items())[-1]
    show(console, "总分", *overview(summaries))
    show(console, f"按题型（{set_name(name)}）", *breakdown(main.kinds, "题型", KIND_NAMES))
    found = failures(run.outcomes, show_measure=show_measure)
    for outcome, reason in found[:wrong]:
        console.print(_failure_line(outcome, reason), markup=False, highlight=False)
    if len(found) > wrong:
        console.print(f"…… 还有 {len(found) - wrong} 题，见 {run.name} 的 run.md", markup=False, highlight=False)
