"""From hits to drafts: which sentences answer, how much of each, and whether a second place is needed.

Nothing is worded anew: a draft is a stretch of the plan, a row read as a sentence, or a list of stretches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Passage, Plan, Sentence, clean
from index.search import Hit
from qa import table_answer
from qa.evidence import Draft, Proof, whole
from qa.question import Question

FACT_CHARS = 200  # of a fact, a figure or a measure: what fits on a phone's first screen
LONG_CHARS = 600  # of a list or a longer quotation
_SECOND_WITHIN = 0.35  # a second hit this close to the first (fused score) is shown too: see README, Decisions
_ORDINAL = re.compile(r"^(?:[^：]{0,24}：)?(一|二|三|四|五|六|七|八|九|十)是")
_CLAUSE = re.compile(r"[；，：](?=.)")
_LONG_WANTS = frozenset({"list", "wording"})


def drafts(
    question: Question, hits: Sequence[Hit], plan: Plan, *, tables: bool = True, several: bool = True
) -> list[Draft]:
    """The statements for a question, best first; [] if there is nothing to say."""
    if not hits:
        return []
    chosen = _choose(question, hits) if several else [hits[0]]
    found: list[Draft] = []
    spoken: set[tuple[int, int]] = set()
    for hit in chosen:
        draft = _draft(question, hit, plan, tables=tables)
        key = (draft.proofs[0].start, draft.proofs[0].end)
        if key not in spoken and not any(a <= key[0] and key[1] <= b for a, b in spoken):
            spoken.add(key)
            found.append(draft)
    return found


def _choose(question: Question, hits: Sequence[Hit]) -> list[Hit]:
    """The first hit, and the second where it is nearly as good."""
    chosen = [hits[0]]
    for hit in hits[1:2]:
        if hits[0].fused - hit.fused <= _SECOND_WITHIN:
            chosen.append(hit)
    return chosen


def _draft(question: Question, hit: Hit, plan: Plan, *, tables: bool) -> Draft:
    passage = hit.passage
    if passage.kind in ("row", "project", "map") and tables and (row := table_answer.single(plan, passage, question)):
        return row
    if passage.kind == "glossary":
        return glossary(plan, passage)
    limit = LONG_CHARS if question.wants & _LONG_WANTS else FACT_CHARS
    if question.wants & {"list", "aggregate", "count"} and (listed := ordinals(plan, passage)):
        return listed
    return stretch(plan, passage, hit.sentence, (hit.point.start, hit.point.end), limit)


def glossary(plan: Plan, passage: Passage) -> Draft:
    """A term with its definition."""
    return Draft(clean(passage.raw.lstrip("\ufffd ")), (whole(passage),))


def stretch(plan: Plan, passage: Passage, sentence: Sentence, point: tuple[int, int], limit: int) -> Draft:
    """A sentence, with its paragraph's lead phrase, cut to the clauses around the point where it is too long."""
    start, end = sentence.start, sentence.end
    if passage.lead and sentence.text.rstrip("。：") == passage.lead:
        start, end = _after_lead(passage, sentence, limit)
    elif len(sentence.text) > limit:
        start, end = _window(plan.source.text, sentence, point, limit)
    text = clean(plan.source.text[start:end])
    if passage.lead and passage.lead not in text:
        text = f"{passage.lead}：{text}"
    return Draft(_closed(text), (Proof(passage, start, end),))


def _after_lead(passage: Passage, lead: Sentence, limit: int) -> tuple[int, int]:
    """From a lead phrase on, as many whole sentences as fit, at least one."""
    end = lead.end
    for sentence in passage.sentences[1:]:
        if end > lead.end and sentence.end - lead.start > limit:
            break
        end = sentence.end
    return lead.start, end


def _window(text: str, sentence: Sentence, point: tuple[int, int], limit: int) -> tuple[int, int]:
    """The clauses of a sentence around a point, about `limit` characters, cut only behind clause marks."""
    raw = text[sentence.start : sentence.end]
    edges = [sentence.start, *(sentence.start + match.end() for match in _CLAUSE.finditer(raw)), sentence.end]
    first = max(i for i, edge in enumerate(edges[:-1]) if edge <= max(point[0], sentence.start))
    last = min(i for i, edge in enumerate(edges) if edge >= min(point[1], sentence.end) and i > first)
    while True:
        grow_right = last + 1 < len(edges) and edges[last + 1] - edges[first] <= limit
        if grow_right:
            last += 1
        grow_left = first > 0 and edges[last] - edges[first - 1] <= limit
        if grow_left:
            first -= 1
        if not grow_left and not grow_right:
            return edges[first], edges[last]


def ordinals(plan: Plan, passage: Passage) -> Draft | None:
    """The items of a paragraph that counts 一是…二是…, each with its first sentence; None where it does not count."""
    items = [sentence for sentence in passage.sentences if _ORDINAL.match(sentence.text)]
    if len(items) < 2:
        return None
    text = "".join(item.text for item in items)
    return Draft(text, (Proof(passage, items[0].start, items[-1].end),))


def _closed(text: str) -> str:
    """A stretch that was cut at a clause ends with a full stop."""
    return text if text.endswith(("。", "！", "？", "”", "…")) else text.rstrip("，；：、") + "。"
