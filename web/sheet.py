"""Tables for the desk: columns as data, rows filtered and sorted, drawn as HTML that turns into cards on a phone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from web import text
from web.escape import esc
from web.exports import Cell

NO_VALUE = "—"
PLAIN_ORDER = ""  # the sort key of the plan's own order

R = TypeVar("R")


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column of rows of type R: what it shows, sorts by and exports."""

    key: str
    name: str
    cell: Callable[[R], Cell]
    order: Callable[[R], Decimal | str | None] | None = None  # None: by the text shown
    html: Callable[[R], str] | None = None  # None: the text, escaped
    sortable: bool = True
    wide: bool = False

    def text(self, row: R) -> str:
        """The cell as a person reads it."""
        value = self.cell(row)
        return NO_VALUE if value is None or value == "" else str(value)


def holds(texts: Sequence[str], words: str) -> bool:
    """Whether every word of a search stands in one of the texts, width and case aside."""
    joined = _folded("\n".join(texts))
    return all(word in joined for word in _folded(words).split())


def arranged(rows: Sequence[R], columns: Sequence[Column[R]], key: str, *, descending: bool) -> list[R]:
    """The rows sorted by a column, equal ones in the plan's order, those without a value last either way."""
    column = next((column for column in columns if column.key == key and column.sortable), None)
    if column is None:
        return list(reversed(rows)) if descending else list(rows)
    known = [row for row in rows if _order(column, row) is not None]
    empty = [row for row in rows if _order(column, row) is None]
    return sorted(known, key=lambda row: _comparable(_order(column, row)), reverse=descending) + empty


def table(
    rows: Sequence[R], columns: Sequence[Column[R]], *, total: int, key: str, descending: bool, caption: str
) -> str:
    """The rows as a table whose heads sort; a line says how many of `total` there are."""
    if not rows:
        hint = f"<ul><li>{text.SHEET_NOTHING_HINT}</li></ul>"
        return f'<div class="pq-find-empty" role="status"><p>{text.SHEET_NOTHING}</p>{hint}</div>'
    count = (
        text.SHEET_SHOWN.format(shown=total)
        if len(rows) == total
        else text.SHEET_SHOWN_OF.format(shown=len(rows), total=total)
    )
    head = "".join(_head(column, key, descending) for column in columns)
    body = "".join(f'<tr role="row">{"".join(_cell(column, row) for column in columns)}</tr>' for row in rows)
    return (
        f'<p class="pq-sheet-count" role="status">{esc(count)}</p>'
        f'<div class="pq-sheet-box" tabindex="0" role="region" aria-label="{esc(caption)}">'
        f'<table class="pq-sheet" role="table"><caption class="pq-unseen">{esc(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead><tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _head(column: Column[R], key: str, descending: bool) -> str:
    if not column.sortable:
        return f'<th role="columnheader" scope="col">{esc(column.name)}</th>'
    at = column.key == key
    state = ("descending" if descending else "ascending") if at else "none"
    sign = ("▼" if descending else "▲") if at else "↕"
    title = esc(text.SHEET_SORT_BY.format(column=column.name))
    return (
        f'<th role="columnheader" scope="col" aria-sort="{state}"><button type="button" data-sort="{esc(column.key)}" '
        f'title="{title}">{esc(column.name)}<span aria-hidden="true">{sign}</span></button></th>'
    )


def _cell(column: Column[R], row: R) -> str:
    inner = column.html(row) if column.html else esc(column.text(row))
    shape = "pq-sheet-wide" if column.wide else "pq-sheet-none" if column.text(row) == NO_VALUE else "pq-sheet-cell"
    return f'<td role="cell" data-name="{esc(column.name)}" class="{shape}">{inner}</td>'


def _order(column: Column[R], row: R) -> Decimal | str | None:
    if column.order:
        return column.order(row)
    value = column.cell(row)
    return None if value is None or value == "" else Decimal(value) if isinstance(value, int) else value


def _comparable(value: Decimal | str | None) -> tuple[int, Decimal, str]:
    return (0, value, "") if isinstance(value, Decimal) else (1, Decimal(0), str(value))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()
