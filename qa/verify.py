"""The last step before a person reads: every quote and every figure is held against the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Plan
from qa.evidence import Draft, citation, is_verbatim
from qa.model import Citation, Statement

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Verified:
    """Statements that passed, with their citations; `dropped` are the texts that did not."""

    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    dropped: tuple[str, ...]


def verify(drafts: Sequence[Draft], plan: Plan) -> Verified:
    """Keep the drafts whose quotes are verbatim and whose figures stand in a cited place or were counted."""
    statements: list[Statement] = []
    citations: list[Citation] = []
    dropped: list[str] = []
    for draft in drafts:
        found = [citation(plan, proof) for proof in draft.proofs]
        if not found or not all(is_verbatim(plan, cited) for cited in found) or invented_figures(draft, found):
            dropped.append(draft.text)
            continue
        numbers = []
        for cited in found:
            same = next((i for i, other in enumerate(citations) if _same(other, cited)), None)
            if same is None:
                citations.append(cited)
                same = len(citations) - 1
            numbers.append(same)
        statements.append(Statement(draft.text, tuple(dict.fromkeys(numbers))))
    return Verified(tuple(statements), tuple(citations), tuple(dropped))


def invented_figures(draft: Draft, cited: Sequence[Citation]) -> list[str]:
    """The figures of a draft that stand in none of its quotes and rows and were not counted from rows."""
    proved = set(draft.counted) | set(_FIGURE.findall(draft.read))
    for citation_ in cited:
        proved.update(_FIGURE.findall(citation_.quote))
        proved.update(_FIGURE.findall(citation_.label))
    return [figure for figure in _FIGURE.findall(draft.text) if figure not in proved]


def _same(one: Citation, other: Citation) -> bool:
    """Whether two citations point at the same stretch."""
    return (one.passage_id, one.start, one.end) == (other.passage_id, other.start, other.end)
