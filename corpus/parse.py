"""From a source text to a plan: one walk over its blocks.

(front matter, contents page) → preface → chapters and sections → annexes → closing lines → footnotes
"""

from __future__ import annotations

import re
from itertools import pairwise

from corpus import body, ending, glossary, outline
from corpus.draft import Draft
from corpus.lines import Block, blocks, is_spaced
from corpus.model import Plan, Source, Span

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def parse(source: Source) -> Plan:
    """Parse a plan. Every non-blank character of the source ends up in one element or one piece of noise."""
    draft = Draft(source)
    text = source.text
    notes_start = glossary.start(text)
    end = glossary.heading_start(text, notes_start)
    found: list[Block] = []
    for stretch in _without_wrapping(draft, end):
        found.extend(blocks(text, stretch.start, stretch.end, _opens_block, joining=is_spaced(text)))
    closing = _closing_start(found)
    annexes = [i for i, block in enumerate(found[:closing]) if ending.APPENDIX.match(block.raw)]
    body.read(draft, found[: annexes[0] if annexes else closing])
    for begin, finish in pairwise([*annexes, closing]):
        ending.read_appendix(draft, found[begin:finish])
    ending.read_closing(draft, found[closing:])
    for block in blocks(text, end, notes_start, lambda _: True):
        draft.element("heading", block)
    ending.read_glossary(draft, notes_start)
    return draft.plan()


def _without_wrapping(draft: Draft, end: int) -> list[Span]:
    """The stretches of the text that are the plan: without front matter, contents page and footnotes."""
    text = draft.source.text
    front = _FRONT_MATTER.match(text, 0, end)
    begin = front.end() if front else 0
    draft.unread(0, begin)
    contents_start, contents_end = (begin + edge for edge in outline.contents(text[begin:end]))
    draft.unread(contents_start, contents_end)
    return [Span(begin, contents_start), Span(contents_end, end)]


def _closing_start(found: list[Block]) -> int:
    """The first closing line behind the last heading; in front of it 主题词： is a line like others."""
    after = max((i for i, block in enumerate(found) if _is_numbered(block.raw)), default=-1) + 1
    return next((i for i in range(after, len(found)) if ending.CLOSING_LINE.match(found[i].raw)), len(found))


def _is_numbered(line: str) -> bool:
    return outline.heading_level(line) is not None or bool(ending.APPENDIX.match(line))


def _opens_block(line: str) -> bool:
    return _is_numbered(line) or bool(ending.CLOSING_LINE.match(line))
