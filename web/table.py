"""The rows of a table answer as a small table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from web import text
from web.escape import esc


def rows_of(query: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows that a table answer carries; empty when it has none or they are of another form."""
    rows = query.get("rows")
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        return []
    return [row for row in rows if isinstance(row, Mapping)]


def shown(value: object) -> str:
    """A cell as a person reads it."""
    if value is None or value == "":
        return text.NO_TABLE_VALUE
    if isinstance(value, bool):
        return text.YES if value else text.NO
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return str(value)


def columns_of(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns with a name for people, in the order in which they come; none that is empty everywhere."""
    keys = dict.fromkeys(key for row in rows for key in row)
    chinese = [key for key in keys if key in text.COLUMNS or not key.isascii()]
    return [key for key in chinese if any(row.get(key) not in (None, "", (), []) for row in rows)]


def answer_table(query: Mapping[str, Any]) -> str:
    """A small table of the answer's rows; each row opens its place when it names one. Empty without rows."""
    rows = rows_of(query)
    columns = columns_of(rows)
    if not rows or not columns:
        return ""
    head = "".join(f'<th scope="col">{esc(text.COLUMNS.get(key, key))}</th>' for key in columns)
    body = ""
    for row in rows:
        cells = "".join(
            f'<td data-name="{esc(text.COLUMNS.get(key, key))}">{_cell(row, key, key == columns[0])}</td>'
            for key in columns
        )
        body += f"<tr>{cells}</tr>"
    return f'<div class="pq-scroll" tabindex="0" role="group"><table class="pq-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _cell(row: Mapping[str, Any], key: str, first: bool) -> str:
    value = esc(shown(row.get(key)))
    at = row.get("passage_id")
    if first and isinstance(at, str):
        return f'<button type="button" class="pq-cell" data-at="{esc(at)}">{value}</button>'
    return value
