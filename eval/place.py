"""When a citation lies at a place, at the three levels that a reader can check: chapter, section, sentence."""

from __future__ import annotations

from eval.model import GoldPlace, Located
from eval.text import norm

_MARKS = "“”"


def same_section(found: Located, gold: GoldPlace) -> bool:
    """Whether a citation lies at a gold place, as the contract defines it.

    A footnote entry matches by its term (one may hold the other), an annex by its number, everything else by
    chapter and section; a gold section of None takes the whole chapter. Preface and closing lines have no chapter.
    """
    if gold.glossary:
        return found.glossary is not None and _same_term(found.glossary, gold.glossary)
    if gold.appendix:
        return found.appendix == gold.appendix
    if found.appendix or found.glossary:
        return False
    return found.chapter == gold.chapter and (gold.section is None or found.section == gold.section)


def same_chapter(found: Located, gold: GoldPlace) -> bool:
    """Whether a citation lies in the chapter (or annex, or footnote entry) of a gold place."""
    whole = GoldPlace(chapter=gold.chapter, appendix=gold.appendix, glossary=gold.glossary)
    return same_section(found, whole)


def _same_term(one: str, other: str) -> bool:
    left, right = norm(one).strip(_MARKS), norm(other).strip(_MARKS)
    return left in right or right in left


def chapter_name(gold: tuple[GoldPlace, ...]) -> str:
    """The chapter that a question is counted under: that of its first place."""
    if not gold:
        return "无出处"
    first = gold[0]
    if first.glossary:
        return "名词解释"
    if first.appendix:
        return f"附件{first.appendix}"
    if first.closing:
        return "文末"
    return f"第{first.chapter}章" if first.chapter else "前言"
