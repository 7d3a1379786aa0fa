"""Whole enumerations: 一是…二是… in a paragraph, and the named points of a section or box."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Passage, Plan
from corpus.numerals import CHINESE_NUMBER, from_chinese
from index.search import Hit
from index.segment import Segmenter
from qa.evidence import Draft, Proof
from qa.question import Question

_ORDINAL = re.compile(r"^(?:[^：]{0,60}：)?(一|二|三|四|五|六|七|八|九|十)是")
_HOW_MANY = re.compile(rf"({CHINESE_NUMBER}|\d+)(大|个|条|项|种|类|方面|区|片|句|点|块|期|字)")
_MIN_ITEMS = 2
_TITLE_SHARE = 0.5  # of the words of a title that a question has to name
_COMMON = frozenset({"越秀区", "越秀", "发展", "推进", "加强", "提升"})
_NEAR = 8  # hits that may tell which section or box is meant


def ordinals(hit: Hit, question: Question) -> Draft | None:
    """The items of a paragraph that counts 一是…二是…, each with its first sentence.

    None where the hit is no such item, or where the question neither asks for a list nor names their number.
    """
    if not _ORDINAL.match(hit.sentence.text):
        return None
    items = [sentence for sentence in hit.passage.sentences if _ORDINAL.match(sentence.text)]
    named = {_value(match[1]) for match in _HOW_MANY.finditer(question.standalone)}
    if len(items) < _MIN_ITEMS or not (question.wants & {"list", "count"} or len(items) in named):
        return None
    return Draft("".join(item.text for item in items), (Proof(hit.passage, items[0].start, items[-1].end),))


def named_points(question: Question, hits: Sequence[Hit], plan: Plan, segmenter: Segmenter) -> Draft | None:
    """The lead phrases of a section or box, where the question asks for as many as it has; else None.

    The number in the question (基本原则有五条), the words of the title and at least two near hits have to agree.
    """
    asked = set(segmenter.words(question.standalone))
    wanted = {_value(match[1]) for match in _HOW_MANY.finditer(question.standalone)}
    for hit in hits[:3]:
        group = _siblings(hit.passage, plan)
        near = sum(other.passage in group for other in hits[:_NEAR])
        if len(group) in wanted and len(group) > _MIN_ITEMS and near >= _MIN_ITEMS and _named(group, asked, segmenter):
            names = "；".join(passage.lead or "" for passage in group)
            return Draft(
                f"{_title(group[0])}：{names}。",
                tuple(Proof(passage, passage.start, passage.sentences[0].end) for passage in group),
            )
    return None


def _siblings(passage: Passage, plan: Plan) -> tuple[Passage, ...]:
    """The passages with a lead phrase that stand under the same headings, in order."""
    return tuple(
        other
        for other in plan.passages
        if other.lead and other.heading == passage.heading and other.kind == passage.kind
    )


def _named(group: Sequence[Passage], asked: set[str], segmenter: Segmenter) -> bool:
    """Whether a question's words name the title under which a group stands."""
    title = {word for word in segmenter.words(_title(group[0])) if len(word) > 1 and word not in _COMMON}
    return bool(title) and len(title & asked) >= _TITLE_SHARE * len(title)


def _title(passage: Passage) -> str:
    """The last heading without its number."""
    last = passage.heading[-1] if passage.heading else ""
    return re.sub(r"^(第\S+?[篇章节]|专栏\d+|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)\s*", "", last)


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else from_chinese(numeral)
