"""Tables and hits as files to keep: CSV, Excel, Word. Everything that comes from outside is data, never a formula."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from corpus.model import Plan

CITE = "《{title}》{label}"
DOCX_FONT = "宋体"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_NAME = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
_MAX_NAME = 60
_CSV_TYPE = "text/csv;charset=utf-8"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Handed to the page's own script, so that no file stays on the server; {} when there is nothing to save.
SAVE_JS = """(file) => {
  if (!file || !file.data) return;
  const bytes = Uint8Array.from(atob(file.data), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], {type: file.type}));
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}"""

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class File:
    """A file made in memory."""

    name: str
    media_type: str
    content: bytes

    def as_json(self) -> dict[str, str]:
        """What `SAVE_JS` saves."""
        return {
            "name": self.name,
            "type": self.media_type,
            "data": base64.b64encode(self.content).decode("ascii"),
        }


def cite(plan: Plan, label: str) -> str:
    """The formal citation of a place: 《…规划纲要》第十二章第一节."""
    return CITE.format(title=plan.source.title, label=label)


def file_name(stem: str, suffix: str) -> str:
    """A file name without signs that a file system refuses."""
    return f"{_NO_NAME.sub('_', stem)[:_MAX_NAME].strip('_.')}.{suffix}"


def as_csv(stem: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> File:
    """A CSV with a byte order mark, so that Excel reads it as UTF-8; a text that looks like a formula gets a '."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return File(file_name(stem, "csv"), _CSV_TYPE, stream.getvalue().encode("utf-8-sig", "replace"))


def as_xlsx(stem: str, head: Sequence[str], rows: Iterable[Sequence[Cell]], *, sheet: str) -> File:
    """A workbook of one sheet: bold frozen head, filters, numbers as numbers, texts never as formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    page.title = sheet
    widths = [_width(name) for name in head]
    for line, row in enumerate([head, *rows], start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(line, column)
            if isinstance(value, str):
                cell.value = _no_control(value)
                cell.data_type = "s"
            elif value is not None:
                cell.value = value
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            widths[column - 1] = max(widths[column - 1], _width(value))
            if line == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = min(width + 2, 60)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    stream = io.BytesIO()
    book.save(stream)
    return File(file_name(stem, "xlsx"), _XLSX_TYPE, stream.getvalue())


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage for a Word file: runs of text, marked or not, and where they stand."""

    citation: str
    way: str
    runs: tuple[tuple[str, bool], ...]


def as_docx(stem: str, title: str, lines: Sequence[str], excerpts: Iterable[Excerpt]) -> File:
    """A document: title, lines that say what it is, then numbered excerpts, each with its formal citation."""
    from docx import Document
    from docx.enum.text import WD_COLOR_INDEX

    document = Document()
    _chinese(document)
    document.add_heading(_no_control(title), level=1)
    for line in lines:
        document.add_paragraph(_no_control(line))
    for number, excerpt in enumerate(excerpts, start=1):
        document.add_heading(_no_control(f"{number}. {excerpt.citation}"), level=2)
        if excerpt.way:
            document.add_paragraph(_no_control(excerpt.way))
        paragraph = document.add_paragraph()
        for text, marked in excerpt.runs:
            run = paragraph.add_run(_no_control(text))
            if marked:
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW
                run.bold = True
    stream = io.BytesIO()
    document.save(stream)
    return File(file_name(stem, "docx"), _DOCX_TYPE, stream.getvalue())


def _chinese(document: Any) -> None:
    """Chinese letters in the styles' own font; python-docx sets the Latin one only."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = DOCX_FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), DOCX_FONT)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    text = _no_control(cell)
    return f"'{text}" if text.lstrip(" \u3000\n\ufeff").startswith(_FORMULA) else text


def _no_control(text: str) -> str:
    return _NO_XML.sub("", text)


def _width(value: Cell) -> int:
    """The width of the widest line in half-width characters."""
    lines = str("" if value is None else value).splitlines() or [""]
    return max(sum(2 if sign > "\u2e7f" else 1 for sign in line) for line in lines)
