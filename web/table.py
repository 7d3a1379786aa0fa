"""The rows behind a table answer as a small table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.model import Indicator, MapEntry, Plan, Project
from qa.model import Answer
from web import text
from web.escape import esc

MAX_ROWS = 80
_SHORT = 4  # characters that are not broken over lines
Row = Mapping[str, Any]
_INDICATOR = ("name", "period", "target", "completion", "unit", "attribute", "agencies", "passage_id")
_PROJECT = ("number", "name", "task", "category", "passage_id")


def rows_of(plan: Plan, found: Answer) -> list[Row]:
    """The rows that an answer was made of: those it carries, those its query selects, or those it cites."""
    if found.mode != "table" and not found.table_query:
        return []
    query = found.table_query or {}
    carried = query.get("rows")
    if isinstance(carried, Sequence) and not isinstance(carried, str):
        return [row for row in carried if isinstance(row, Mapping)][:MAX_ROWS]
    rows = _selected(plan, query) if query else []
    return rows or _of_passages(plan, [citation.passage_id for citation in found.citations])


def _selected(plan: Plan, query: Row) -> list[Row]:
    from qa.table_query import TableQuery, run

    try:
        items = run(TableQuery(**query), plan)
    except TypeError:  # a query of another form than ours
        return []
    # chapters, sections and boxes are no rows
    return _of_passages(plan, [item.passage_id for item in items if isinstance(item, Indicator | Project | MapEntry)])


def _of_passages(plan: Plan, passage_ids: Sequence[str]) -> list[Row]:
    wanted = dict.fromkeys(passage_ids)
    indicators = [_row(item, _INDICATOR) for item in plan.indicators if item.passage_id in wanted]
    return (indicators or [_row(item, _PROJECT) for item in plan.projects if item.passage_id in wanted])[:MAX_ROWS]


def _row(item: object, keys: Sequence[str]) -> Row:
    return {key: getattr(item, key) for key in keys}


def shown(value: object) -> str:
    """A cell as a person reads it."""
    if value is None or value == "":
        return text.NO_TABLE_VALUE
    if isinstance(value, bool):
        return text.YES if value else text.NO
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return str(value)


def columns_of(rows: Sequence[Row]) -> list[str]:
    """The columns with a name for people, in the order in which they come; none that is empty everywhere."""
    keys = dict.fromkeys(key for row in rows for key in row)
    chinese = [key for key in keys if key in text.COLUMNS or not key.isascii()]
    return [key for key in chinese if any(row.get(key) not in (None, "", (), []) for row in rows)]


def answer_table(rows: Sequence[Row]) -> str:
    """A small table of an answer's rows; each row opens its place when it names one. Empty without rows."""
    columns = columns_of(rows)
    if not columns:
        return ""
    head = "".join(f'<th scope="col">{esc(text.COLUMNS.get(key, key))}</th>' for key in columns)
    link = "name" if "name" in columns else columns[0]
    body = ""
    for row in rows:
        cells = "".join(_td(row, key, key == link) for key in columns)
        body += f"<tr>{cells}</tr>"
    table = f'<table class="pq-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    shown_table = f'<div class="pq-scroll" tabindex="0" role="group" aria-label="{esc(text.TABLE)}">{table}</div>'
    if len(rows) <= text.FOLDED_FROM:
        return shown_table
    title = esc(text.ALL_ROWS.format(count=len(rows)))
    return f'<details class="pq-rows"><summary>{title}</summary>{shown_table}</details>'


def _td(row: Row, key: str, link: bool) -> str:
    value = shown(row.get(key))
    kind = "pq-empty" if value == text.NO_TABLE_VALUE else ("pq-short" if len(value) <= _SHORT else "")
    name = esc(text.COLUMNS.get(key, key))
    return f'<td data-name="{name}" class="{kind}">{_cell(row, key, link)}</td>'


def _cell(row: Row, key: str, link: bool) -> str:
    value = esc(shown(row.get(key)))
    at = row.get("passage_id")
    if link and isinstance(at, str):
        return f'<button type="button" class="pq-cell" data-at="{esc(at)}">{value}</button>'
    return value
