"""How a plan looks in a terminal. Nothing here is read by a program: that is what --json is for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from corpus import outline as levels
from corpus.address import Found
from corpus.check import Finding
from corpus.model import Box, GlossaryEntry, Indicator, Passage, Plan, Project, clean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

_WIDTH_IN_A_PIPE = 120


def console() -> Console:
    """Standard output; into a pipe or a file it is 120 columns wide and without colour."""
    from rich.console import Console

    found = Console(highlight=False)
    return found if found.is_terminal else Console(highlight=False, width=_WIDTH_IN_A_PIPE)


def _table(*columns: str, title: str | None = None) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(title=title, title_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def outline(plan: Plan) -> None:
    """All headings with the addresses that `show` understands."""
    from rich.text import Text

    out = console()
    out.print(Text(plan.source.title, "bold"))
    chapter = 0
    for heading in plan.headings:
        address, style = "", "dim"
        if heading.title.startswith("附件"):
            address, style = f"附件{heading.number}", "bold cyan"
        elif heading.level == levels.CHAPTER:
            chapter = heading.number
            address, style = str(chapter), "bold cyan"
        elif heading.level == levels.SECTION:
            address, style = f"{chapter}.{heading.number}", ""
        elif heading.level == levels.PART:
            style = "bold"
        indent = "  " * (heading.level - levels.PART)
        out.print(Text(indent) + Text(heading.title, style) + Text(f"  {address}" if address else "", "green"))
    for box in plan.boxes:
        where = plan.passage(box.passage_ids[0]).label.split("专栏")[0] if box.passage_ids else ""
        out.print(
            Text(f"  专栏{box.number} {box.title}") + Text(f"  b{box.number}", "green") + Text(f"  {where}", "dim")
        )


def place(found: Found) -> None:
    """The passages of a place, headings above them where they change."""
    from rich.text import Text

    out = console()
    out.print(Text(found.title, "bold cyan"))
    above: tuple[str, ...] = ()
    for passage in found.passages:
        opened = [title for title in passage.heading if title not in above and title not in found.title]
        above = passage.heading
        if opened:
            out.print()
            out.print(Text(" / ".join(opened), "bold"))
        out.print()
        label = f"  {passage.label}" if passage.label != found.title else ""
        out.print(Text(passage.id, "green") + Text(label, "dim"))
        out.print(_wording(passage), soft_wrap=not out.is_terminal)


def _wording(passage: Passage) -> str:
    from rich.markup import escape

    if passage.kind in ("row", "project", "map", "note"):
        return escape(passage.sentences[0].text)
    if passage.kind == "closing":
        return escape(passage.raw)
    text = escape(passage.text)
    lead = escape(passage.lead) if passage.lead else ""
    return text.replace(lead, f"[bold]{lead}[/bold]", 1) if lead else text


def indicators(plan: Plan, box: Box, rows: Sequence[Indicator]) -> None:
    """An indicator table with the columns that it has."""
    past = any(row.completion is not None for row in rows)
    last = "完成情况" if past else "属性"
    table = _table(
        "类别", "序号", "指标名称", "单位", "目标值", last, "责任单位", title=f"专栏{box.number} {box.title}"
    )
    for category, group in groupby(rows, key=lambda row: row.category):
        for at, row in enumerate(group):
            value = row.completion if past else row.attribute
            mark = "﹡" if row.note else ""
            cells = (str(row.number), row.name + mark, row.unit, row.target, value or "", "、".join(row.agencies))
            table.add_row("" if at else category, *cells)
    out = console()
    out.print(table)
    for passage_id in box.passage_ids:
        if plan.passage(passage_id).kind == "note":
            out.print(plan.passage(passage_id).text, markup=False)


def projects(rows: Sequence[Project]) -> None:
    """Projects, a heading for each category."""
    out = console()
    table = _table("序号", "项目名称", "主要建设任务")
    for category, group in groupby(rows, key=lambda row: row.category):
        found = list(group)
        table.add_section()
        table.add_row("", f"[bold cyan]{category}[/bold cyan]", f"[dim]{len(found)} 个[/dim]")
        for row in found:
            table.add_row(str(row.number), row.name, row.task)
    out.print(table)


def glossary(plan: Plan, entries: Sequence[GlossaryEntry]) -> None:
    """Footnotes; a single one with the passage that it explains."""
    from rich.text import Text

    out = console()
    if len(entries) == 1 and entries[0].anchor_passage_id:
        explained = plan.passage(entries[0].anchor_passage_id)
        out.print(Text(entries[0].term, "bold cyan") + Text(f"  {entries[0].passage_id}", "green"))
        out.print(entries[0].definition, markup=False, soft_wrap=not out.is_terminal)
        out.print(Text(f"\n出处：{explained.label}（{explained.id}）", "dim"))
        return
    table = _table("序号", "名词", "出处", "解释")
    for entry in entries:
        where = plan.passage(entry.anchor_passage_id).label if entry.anchor_passage_id else ""
        table.add_row(str(entry.number), Text(entry.term), where, Text(clean(entry.definition)))
    out.print(table)


def findings(plan: Plan, found: Sequence[Finding]) -> None:
    """The result of every check."""
    from rich.text import Text

    table = _table("", "检查", "结果", title=plan.source.title)
    for one in found:
        table.add_row(Text("通过", "green") if one.ok else Text("不符", "bold red"), one.name, Text(one.detail))
    console().print(table)
