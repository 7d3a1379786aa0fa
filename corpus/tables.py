"""Rows of cells become indicators, projects and maps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.lines import Block
from corpus.model import clean

BOX_TITLE = re.compile(r"^专栏\s*(\d+)[ 　\t]+(\S.*)$")
ROW_NUMBER = re.compile(r"^(\d+)[．.]\s*(\S.*)$", re.DOTALL)
_CATEGORY = re.compile(r"^[一二三四五六七八九十]+、(\S+)$")
_MARK = re.compile(r"[﹡＊*※]$")
NOTE = re.compile(r"^[﹡＊*※](\d+)\s*[：:](.+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """The filled cells of a table row; `start` and `end` cover them all."""

    cells: tuple[Block, ...]

    @property
    def start(self) -> int:
        """Offset of the first cell."""
        return self.cells[0].start

    @property
    def end(self) -> int:
        """Offset behind the last cell."""
        return self.cells[-1].end

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' wording, each on one line."""
        return tuple(clean(cell.raw) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class IndicatorCells:
    """An indicator's row read by its header: what stands in which column."""

    number: int
    name: str
    marked: bool  # ﹡ behind the name
    unit: str
    target: str
    completion: str | None
    agencies: tuple[str, ...]
    attribute: str | None


def rows(cells: Iterable[Block]) -> Iterator[Row]:
    """Group the cells of one table into rows."""
    row: list[Block] = []
    for cell in cells:
        if cell.row_start and row:
            yield Row(tuple(row))
            row = []
        row.append(cell)
    if row:
        yield Row(tuple(row))


def is_indicator_header(row: Row) -> bool:
    """Whether a row is the header of an indicator table."""
    return "指标名称" in row.texts and "单位" in row.texts


def indicator(texts: tuple[str, ...], header: tuple[str, ...]) -> IndicatorCells | None:
    """Read a row (its category cell taken off) by the header; None where it is no numbered row of full width."""
    columns = header[header.index("指标名称") :]
    numbered = ROW_NUMBER.match(texts[0])
    if not numbered or len(texts) != len(columns):
        return None
    cell = dict(zip(columns, texts, strict=True))
    name = numbered[2]
    target = next(value for column, value in cell.items() if "目标" in column)
    return IndicatorCells(
        number=int(numbered[1]),
        name=_MARK.sub("", name),
        marked=bool(_MARK.search(name)),
        unit=cell["单位"],
        target=target,
        completion=next((value for column, value in cell.items() if "完成" in column), None),
        agencies=tuple(agency for agency in re.split("[、，,]", cell.get("责任单位", "")) if agency),
        attribute=next((value for column, value in cell.items() if "属性" in column), None),
    )


def category(row: Row) -> str | None:
    """The category that a row of one cell opens (一、重点发展功能区), without its number."""
    if len(row.cells) == 1 and (match := _CATEGORY.match(row.texts[0])):
        return match[1]
    return None
