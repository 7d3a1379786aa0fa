"""A conversation as a file to keep: Markdown or Word, every answer with its formal citations."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from corpus.model import Plan
from web import text
from web.exports import cite

_MARKDOWN_SIGNS = re.compile(r"([\\`*_{}\[\]<>#+|~!-])")
_UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Exported:
    """One turn: the question, the plain answer and citations in the contract's form."""

    question: str
    answer: str
    citations: tuple[Mapping[str, Any], ...] = ()


def _parts(plan: Plan, citation: Mapping[str, Any]) -> tuple[str, str]:
    return cite(plan, str(citation.get("label", ""))), str(citation.get("quote", ""))


def markdown(plan: Plan, turns: Sequence[Exported]) -> str:
    """The conversation as Markdown; signs with a meaning in Markdown are escaped."""
    lines = [f"# {text.EXPORT_TITLE}", "", f"{text.BASED_ON}：{cite(plan, '')}。{text.NOTICE}。", ""]
    for number, turn in enumerate(turns, start=1):
        lines += [f"## {number}. {_plain(turn.question)}", "", _plain(turn.answer), ""]
        for citation in turn.citations:
            place, quote = _parts(plan, citation)
            lines += [f"- {_plain(place)}：“{_plain(quote)}”"]
        lines.append("")
    return "\n".join([*lines, f"{text.EXPORTED_AT}：{datetime.now():%Y-%m-%d %H:%M}", ""])


def _plain(value: str) -> str:
    return _MARKDOWN_SIGNS.sub(r"\\\1", " ".join(value.split("\n")) if "\n#" in value else value)


def word(plan: Plan, turns: Sequence[Exported]) -> bytes:
    """The conversation as a .docx file."""
    from docx import Document
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    document.add_heading(text.EXPORT_TITLE, level=1)
    document.add_paragraph(f"{text.BASED_ON}：{cite(plan, '')}。{text.NOTICE}。")
    for number, turn in enumerate(turns, start=1):
        document.add_heading(f"{number}. {_fit(turn.question)}", level=2)
        document.add_paragraph(_fit(turn.answer))
        for citation in turn.citations:
            place, quote = _parts(plan, citation)
            document.add_paragraph(f"{_fit(place)}：“{_fit(quote)}”", style="List Bullet")
    document.add_paragraph(f"{text.EXPORTED_AT}：{datetime.now():%Y-%m-%d %H:%M}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fit(value: str) -> str:
    return _UNFIT_FOR_XML.sub("", value)
