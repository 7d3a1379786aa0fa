"""What a person would write for a place: 第二章第三节专栏2, 附件1第43项, 名词解释“虚拟养老院”."""

from __future__ import annotations

from corpus.model import Place
from corpus.numerals import to_chinese

PREFACE, CLOSING = "前言", "文末印发信息"


def label(place: Place, *, item: int | None = None, part: int | None = None, where: str = PREFACE) -> str:
    """The label of a place; `item` is the number of a row, `where` names a place without numbers."""
    if place.glossary is not None:
        return f"名词解释“{place.glossary.replace('“', '').replace('”', '')}”"
    row = f"第{item}项" if item is not None else ""
    if place.appendix is not None:
        return f"附件{place.appendix}{row}"
    text = f"第{to_chinese(part)}篇" if part else ""
    if place.chapter is not None:
        text += f"第{to_chinese(place.chapter)}章"
    if place.section is not None:
        text += f"第{to_chinese(place.section)}节"
    if place.box is not None:
        text += f"专栏{place.box}{row}"
    return text or where
