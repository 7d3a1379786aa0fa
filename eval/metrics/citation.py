"""Do the citations prove the answer? At chapter, section and sentence level, by place, without a judge model.

Recall and precision follow ALCE (Gao et al., Enabling Large Language Models to Generate Text with Citations,
EMNLP 2023); where ALCE asks an entailment model, the annotated place of the proof decides here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eval.model import Cited, GoldPlace, Share, yes
from eval.place import same_chapter, same_section

FIRST = 3  # citations that a reader looks at

At = Callable[[Cited, GoldPlace], bool]


def accuracy(citations: Sequence[Cited], gold: Sequence[GoldPlace], *, refused: bool) -> Share:
    """Citation accuracy: 1 when one of the first three citations lies at one of the gold places, else 0.

    Unit: share of answerable questions, 0 to 1, higher is better. Source: the contract.
    """
    return yes(not refused and any(same_section(cited, place) for cited in citations[:FIRST] for place in gold))


def shown_precision(citations: Sequence[Cited], gold: Sequence[GoldPlace], *, at: At = same_section) -> Share | None:
    """Citation precision: citations at a gold place / citations shown. None when none is shown.

    Unit: share of all citations shown with answers (micro: long lists weigh more), 0 to 1, higher is better.
    `at` says what lying at a place means; the contract's is the section.
    """
    if not citations:
        return None
    return Share(float(sum(any(at(cited, place) for place in gold) for cited in citations)), float(len(citations)))


def recall(citations: Sequence[Cited], gold: Sequence[GoldPlace], *, at: At) -> Share | None:
    """Citation recall: 1 when some citation lies at some gold place, else 0; None without a gold place.

    The gold places of a question are alternatives (the same fact stands in a table and in the text), so finding
    one is finding all. Unit: share of answered questions, 0 to 1, higher is better.
    """
    if not gold:
        return None
    return yes(any(at(cited, place) for cited in citations for place in gold))


def chapter_recall(citations: Sequence[Cited], gold: Sequence[GoldPlace]) -> Share | None:
    """Citation recall where being in the right chapter is enough."""
    return recall(citations, gold, at=same_chapter)


def chapter_precision(citations: Sequence[Cited], gold: Sequence[GoldPlace]) -> Share | None:
    """Citation precision where being in the right chapter is enough."""
    return shown_precision(citations, gold, at=same_chapter)


def section_recall(citations: Sequence[Cited], gold: Sequence[GoldPlace]) -> Share | None:
    """Citation recall by section, over all citations shown (accuracy looks at the first three)."""
    return recall(citations, gold, at=same_section)


def sentence_recall(citations: Sequence[Sequence[int]], proofs: Sequence[frozenset[int]]) -> Share | None:
    """Share of a proof's sentences that some citation covers, for the best covered of alternative proofs.

    `citations` holds the numbers of the sentences that each citation covers, `proofs` those of each alternative.
    None without a proof. Unit: share per question, 0 to 1, higher is better.
    """
    covered = {sentence for cited in citations for sentence in cited}
    shares = [len(covered & proof) / len(proof) for proof in proofs if proof]
    return Share(max(shares)) if shares else None


def sentence_precision(citations: Sequence[Sequence[int]], proofs: Sequence[frozenset[int]]) -> Share | None:
    """Share of the citations shown that cover a sentence of a proof; None without citations or proof.

    Strict: a second sentence that proves the same fact in other words counts as wrong, so this is a lower bound.
    """
    proving = frozenset().union(*proofs)
    if not citations or not proving:
        return None
    return Share(float(sum(bool(proving.intersection(cited)) for cited in citations)), float(len(citations)))
