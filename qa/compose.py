"""From hits to drafts: which sentences answer, how much of each, and whether a second place is needed.

Nothing is worded anew: a draft is a stretch of the plan, a row read as a sentence, or a list of stretches.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.model import Passage, Plan, Sentence, clean
from index.search import Hit
from index.segment import Segmenter
from qa import listing, premise, table_row
from qa.evidence import Draft, Proof, whole
from qa.question import Question
from qa.rerank import measure_asked
from qa.select import asks_for_several

FACT_CHARS = 200  # of a fact, a figure or a measure: what fits on a phone's first screen
ANSWER_CHARS = 360  # of an answer to one question in several statements, their labels not counted
SEVERAL_CHARS = 700  # of an answer to several questions
FIGURE_CHARS = 30  # of the clauses around a figure: see README, Decisions
_OWN_WORDS = 2  # times that a follow-up's own pair of characters counts besides
LONG_CHARS = 600  # of a list or a longer quotation
_CLAUSE = re.compile(r"[；，：](?=.)")
_YEAR = re.compile(r"(19|20)\d\d年?")
_FIGURE = re.compile(  # in digits, or a Chinese numeral with what it counts
    r"\d|[一二两三四五六七八九十百千]+(?:平方)?(?:公里|米|条|个|家|所|级|倍|次|类|项|成|分钟|小时|座|张|批|处|间|栋|幢|户|种|站|片|区)"
)
_ENTRY_WANTS = frozenset({"definition", "list", "wording"})
_LONG_WANTS = frozenset({"list", "wording"})


def drafts(
    question: Question,
    chosen: Sequence[Hit],
    hits: Sequence[Hit],
    plan: Plan,
    segmenter: Segmenter,
    *,
    tables: bool = True,
) -> list[Draft]:
    """The statements that the chosen hits make, best first; [] if there is nothing to say."""
    if not chosen:
        return []
    if listed := listing.named_points(question, hits, plan, segmenter):
        return [listed]
    found: list[Draft] = []
    spoken: list[tuple[int, int]] = []
    for hit in chosen:
        for draft in _drafts(question, hit, plan, tables=tables):
            start, end = draft.proofs[0].start, draft.proofs[0].end
            room = (SEVERAL_CHARS if asks_for_several(question) else ANSWER_CHARS) - sum(
                len(other.text) for other in found
            )
            if not any(a <= start and end <= b for a, b in spoken) and (not found or len(draft.text) <= room):
                spoken.append((start, end))
                found.append(draft)
    return premise.answered(question, _with_conclusion(question, found, plan), plan)


def _with_conclusion(question: Question, found: list[Draft], plan: Plan) -> list[Draft]:
    """The statements with what two rows tell together before them; it is proved by what proves the rows."""
    by_passage = {row.passage_id: row for row in plan.indicators}
    rows = [by_passage[draft.proofs[0].passage.id] for draft in found if draft.proofs[0].passage.id in by_passage]
    told = table_row.conclusion(rows[:2], question, plan) if len(rows) == len(found) else None
    if told is None:
        return found
    return [replace(told, proofs=tuple(draft.proofs[0] for draft in found[:2])), *found]


def _drafts(question: Question, hit: Hit, plan: Plan, *, tables: bool) -> list[Draft]:
    passage = hit.passage
    if passage.kind in ("row", "project", "map") and tables and (rows := table_row.single(plan, passage, question)):
        return [_with_number(draft, question) for draft in rows] if passage.kind == "project" else rows
    if passage.kind == "glossary":
        return [glossary(plan, passage) if _whole_entry(question, passage) else entry_sentence(plan, hit)]
    if listed := listing.ordinals(hit, question):
        return [listed]
    limit = _limit(question)
    if told := _told_number(plan, hit, question):
        return [told]
    point = (hit.point.start, hit.point.end)
    if limit == FIGURE_CHARS:
        point = nearest_clause(plan, hit.sentence, question.standalone, point, own=question.text)
    return [stretch(plan, passage, hit.sentence, point, limit)]


def _told_number(plan: Plan, hit: Hit, question: Question) -> Draft | None:
    """A sentence with the number of things that it lists, where that is asked and the plan writes no number."""
    if not question.wants & {"count", "number"} or asks_for_several(question):
        return None
    draft = stretch(plan, hit.passage, hit.sentence, (hit.point.start, hit.point.end), FACT_CHARS)
    told = _with_number(draft, question)
    return told if told is not draft else None


def _with_number(draft: Draft, question: Question) -> Draft:
    """A statement with the number of things that it lists behind it, where that is asked and it says none."""
    found = listing.counted(draft.text, question) if question.wants & {"count", "number"} else None
    if found is None:
        return draft
    return replace(draft, text=f"{draft.text}（原文共列出{found[1]}{found[0]}）", counted=(str(found[1]),))


def _limit(question: Question) -> int:
    """How long a stretch may be: a figure is said in its clause, a list or a quotation needs room."""
    if question.wants & _LONG_WANTS:
        return LONG_CHARS
    return FIGURE_CHARS if "number" in question.wants and not asks_for_several(question) else FACT_CHARS


def _whole_entry(question: Question, passage: Passage) -> bool:
    """Whether a footnote is said as a whole: a short one always, a long one to who asks what the term means."""
    text = clean(passage.raw)
    return len(text) <= FACT_CHARS or (bool(question.wants & _ENTRY_WANTS) and len(text) <= ANSWER_CHARS)


def entry_sentence(plan: Plan, hit: Hit) -> Draft:
    """The sentence of a long footnote that was found, cut around the point, with its term."""
    passage, sentence = hit.passage, hit.sentence
    start, end = sentence.start, sentence.end
    if len(sentence.text) > FACT_CHARS:
        start, end = _window(plan.source.text, sentence, (hit.point.start, hit.point.end), FACT_CHARS)
    text = clean(plan.source.text[start:end].lstrip("\ufffd "))
    term = passage.place.glossary or ""
    said = text if term and term in text else f"“{term}”：{text}"
    return Draft(_closed(said), (Proof(passage, start, end),))


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


def nearest_clause(
    plan: Plan, sentence: Sentence, asked: str, point: tuple[int, int], *, own: str = ""
) -> tuple[int, int]:
    """The clause of a sentence with a figure that shares most pairs of characters with a question.

    A follow-up's `own` words count more than those of the topic before it (高级职称呢). `point` is kept where no
    clause shares more than it does.
    """
    pairs = _pairs(_YEAR.sub("", asked))  # a year may stand in the clause before the one that it is about
    more = _pairs(_YEAR.sub("", own)) if own != asked else frozenset()

    def shared(start: int, end: int) -> int:
        found = _pairs(clean(plan.source.text[start:end]))
        return len(found & pairs) + _OWN_WORDS * len(found & more)

    raw = plan.source.text[sentence.start : sentence.end]
    edges = [0, *(match.end() for match in _CLAUSE.finditer(raw)), len(raw)]
    clauses = [(sentence.start + a, sentence.start + b) for a, b in pairwise(edges)]
    measure = measure_asked(asked)
    if measure and not measure.search(plan.source.text[point[0] : point[1]]):
        measured = [clause for clause in clauses if measure.search(plan.source.text[clause[0] : clause[1]])]
        if measured:
            return max(measured, key=lambda clause: shared(*clause))
    with_figure = [clause for clause in clauses if _FIGURE.search(plan.source.text[clause[0] : clause[1]])]
    narrow = (point[0], point[1]) != (sentence.start, sentence.end)
    if narrow and not more and _FIGURE.search(plan.source.text[point[0] : point[1]]):
        return point  # what the nearest everyday question was written for has a figure itself
    best = max(with_figure, key=lambda clause: shared(*clause), default=point)
    return best if shared(*best) > shared(*point) or point == (sentence.start, sentence.end) else point


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


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


def _closed(text: str) -> str:
    """A stretch that was cut at a clause ends with a full stop."""
    return text if text.endswith(("。", "！", "？", "”", "…")) else text.rstrip("，；：、") + "。"
