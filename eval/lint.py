"""Are the questions sound? Gold and quote proved against the source, nothing asked twice, nothing leaked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Plan
from eval.metrics.refusal import CHITCHAT
from eval.model import GoldPlace, Question
from eval.names import KIND_NAMES
from eval.overlap import Nearest, above, asked, near_duplicates, nearest, plan_words
from eval.proof import Ruler
from eval.text import norm

UNANSWERABLE_KINDS = frozenset({"unanswerable", "adversarial", CHITCHAT})
ANSWERABLE_KINDS = frozenset(KIND_NAMES) - UNANSWERABLE_KINDS
COUNTED_KINDS = frozenset({"aggregate", "compare", "table"})  # their answers may be counted and stand nowhere
_NO_MARKS = str.maketrans("", "", "“”")
SAME, LEAKED = 0.7, 0.6  # 3-gram Jaccard: within a set, and between sets that must not know each other


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with one question, as a line of Chinese."""

    id: str
    text: str


@dataclass(frozen=True)
class Linted:
    """What was found, and how near the sets come to each other (name of the pair → pairs by similarity)."""

    findings: Sequence[Finding]
    leakage: Mapping[str, Sequence[Nearest]]


def lint(sets: Mapping[str, Sequence[Question]], plan: Plan, expansion: Sequence[str] = ()) -> Linted:
    """Check some sets of questions against the plan, against each other and against the expansion questions.

    A pair more similar than `LEAKED` is a finding; all pairs come back to be counted.
    """
    ruler = Ruler(plan)
    findings = [finding for questions in sets.values() for question in questions for finding in check(question, ruler)]
    for questions in sets.values():
        findings += [
            Finding(right.id, f"与 {left.id} 几乎是同一道题") for left, right in near_duplicates(questions, bound=SAME)
        ]
    leakage = _leakage(sets, expansion)
    findings += [
        Finding(pair.question.id, f"{name}：与“{pair.text}”太像（{pair.similarity:.2f}）")
        for name, pairs in leakage.items()
        for pair in pairs
        if pair.similarity >= LEAKED
    ]
    return Linted(findings, leakage)


def _leakage(sets: Mapping[str, Sequence[Question]], expansion: Sequence[str]) -> dict[str, list[Nearest]]:
    names = list(sets)
    between = {
        f"{left}↔{right}": nearest(sets[right], [asked(question) for question in sets[left]])
        for at, left in enumerate(names)
        for right in names[at + 1 :]
    }
    against = {f"扩写↔{name}": nearest(questions, expansion) for name, questions in sets.items() if expansion}
    return {**between, **against}


def check(question: Question, ruler: Ruler) -> Iterator[Finding]:
    """What is wrong with one question: its form, and its proof in the source."""
    texts = [*_form(question), *(_proof(question, ruler) if question.answerable else ())]
    return (Finding(question.id, text) for text in texts)


def _form(question: Question) -> Iterator[str]:
    known = ANSWERABLE_KINDS if question.answerable else UNANSWERABLE_KINDS
    if question.kind not in known:
        yield f"题型“{question.kind}”与 answerable={str(question.answerable).lower()} 不符"
    if not question.question.strip():
        yield "问题是空的"
    if question.answerable:
        if not question.gold or not all(question.gold):
            yield "没有给出答案要点"
        if any(not norm(wording) for fact in question.gold for wording in fact):
            yield "有空的答案要点"
        if not question.cite:
            yield "没有给出出处"
    elif question.gold or question.cite or question.quote:
        yield "规划未答的题不应有答案、引文或出处"
    if question.kind == "followup" and not question.history:
        yield "追问没有上文"


def _proof(question: Question, ruler: Ruler) -> Iterator[str]:
    spans = list(ruler.occurrences(question.quote))
    if not spans:
        yield "引文在原文里找不到"
    elif not any(_stands(ruler, span.start, span.end, question) for span in spans):
        yield "引文不在所给的出处"
    for place in question.cite:
        if not _exists(ruler, place):
            yield f"规划里没有出处 {place}"
    if question.kind not in COUNTED_KINDS:
        for fact in question.gold:
            if not any(norm(wording) in ruler.text for wording in fact):
                yield f"答案要点“{fact[0]}”在原文里找不到"


def _exists(ruler: Ruler, place: GoldPlace) -> bool:
    """Whether the plan has a place; marks within a footnote term (广州“商登易”) may be left out by a writer."""
    if place.glossary:
        terms = [passage.place.glossary.translate(_NO_MARKS) for passage in ruler.passages if passage.place.glossary]
        return any(place.glossary.translate(_NO_MARKS) in term for term in terms)
    return any(ruler.stands_in(passage, place) for passage in ruler.passages)


def _stands(ruler: Ruler, start: int, end: int, question: Question) -> bool:
    """Whether a stretch begins or ends at a place of the question (a heading or table head belongs to what follows)."""
    around = (ruler.next_passage(start), ruler.next_passage(end - 1), ruler.passage_before(start))
    return any(ruler.stands_in(passage, place) for passage in around for place in question.cite)


def counts(linted: Linted) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a table: how many pairs of each list are how similar."""
    header, rows = ["泄漏检查（字三元组 Jaccard）", "题数", "最高"], []
    for name, pairs in linted.leakage.items():
        steps = above(pairs)
        if len(header) == 3:
            header += [f"≥ {step}" for step in steps]
        top = f"{pairs[0].similarity:.2f}" if pairs else "–"
        rows.append([name, str(len(pairs)), top, *map(str, steps.values())])
    return header, rows


def everyday(questions: Sequence[Question], *, most: float = 0.2) -> int:
    """How many answerable questions share at most that much of their wording with the proof."""
    return sum((share := plan_words(question)) is not None and share <= most for question in questions)
