"""Where the proof of a question stands in the source: quotes, sentences and hits as offsets of one text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from corpus.model import Passage, Plan, Span
from eval.model import Cited, GoldPlace
from eval.place import same_section
from eval.text import norm

FOUND, MISSED = "proof", "other"


class Ruler:
    """A plan measured out: its folded text with the way back to offsets, its sentences numbered in order."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.passages = sorted(plan.passages, key=lambda passage: passage.start)
        self.sentences = [
            Span(sentence.start, sentence.end)
            for passage in self.passages
            for sentence in passage.sentences or (Span(passage.start, passage.end),)
        ]
        folded = [(at, one) for at, raw in enumerate(plan.source.text) for one in norm(raw)]
        self.text = "".join(character for _, character in folded)
        self._offsets = [at for at, _ in folded]
        self._starts = [passage.start for passage in self.passages]
        self._ends = [sentence.end for sentence in self.sentences]

    def occurrences(self, quote: str) -> Iterator[Span]:
        """Every stretch of the source that reads like the quote, white space and width aside."""
        wanted = norm(quote)
        at = self.text.find(wanted) if wanted else -1
        while at >= 0:
            yield Span(self._offsets[at], self._offsets[at + len(wanted) - 1] + 1)
            at = self.text.find(wanted, at + 1)

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that an offset lies in; None between passages (headings, table heads)."""
        at = bisect_right(self._starts, offset) - 1
        return self.passages[at] if at >= 0 and offset < self.passages[at].end else None

    def next_passage(self, offset: int) -> Passage:
        """The passage at an offset, or the one behind it where the offset lies in a heading."""
        return self.passage_at(offset) or self.passages[min(bisect_left(self._starts, offset), len(self.passages) - 1)]

    def passage_before(self, offset: int) -> Passage:
        """The last passage that begins at or before an offset (the first one for what stands in front of all)."""
        return self.passages[max(bisect_right(self._starts, offset) - 1, 0)]

    def stands_in(self, passage: Passage, gold: GoldPlace) -> bool:
        """Whether a passage lies at a gold place."""
        return (passage.kind == "closing") if gold.closing else same_section(passage.place, gold)

    def stands(self, span: Span, gold: Sequence[GoldPlace]) -> bool:
        """Whether a stretch begins at one of the gold places."""
        passage = self.next_passage(span.start)
        return any(self.stands_in(passage, wanted) for wanted in gold)

    def proofs(self, quote: str, gold: Sequence[GoldPlace]) -> list[Span]:
        """The stretches that prove an answer: where the quote stands at a gold place, else wherever it stands."""
        everywhere = list(self.occurrences(quote))
        return [span for span in everywhere if self.stands(span, gold)] or everywhere

    def covered(self, span: Span) -> frozenset[int]:
        """The numbers of the sentences that a stretch covers: by half of the shorter of the two, at least."""
        first = bisect_right(self._ends, span.start)
        numbers = []
        for number in range(first, len(self.sentences)):
            if self.sentences[number].start >= span.end:
                break
            if _covers(self.sentences[number], span):
                numbers.append(number)
        return frozenset(numbers)

    def cited(self, citation: Cited) -> frozenset[int]:
        """The sentences that a citation's quote covers, within the stretch that the citation names."""
        spans = list(self.occurrences(citation.quote))
        if isinstance(citation.start, int) and isinstance(citation.end, int):
            named = [span for span in spans if citation.start <= span.start and span.end <= citation.end]
            spans = named or spans
        return self.covered(spans[0]) if spans else frozenset()


def _covers(one: Span, other: Span) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return 2 * common >= min(one.end - one.start, other.end - other.start) and common > 0


def proof_ranking(hits: Sequence[Span], proofs: Sequence[Span]) -> list[str]:
    """The ranking of hits as ids: `FOUND` for the first hit that covers a proof, unique ids for all others.

    A hit may be a sentence, a row or a chunk of any size: it covers a proof when it holds half of the shorter.
    """
    first = next((at for at, hit in enumerate(hits) if any(_covers(hit, proof) for proof in proofs)), None)
    return [FOUND if at == first else f"{MISSED}-{at}" for at in range(len(hits))]


def place_ranking(ruler: Ruler, hits: Sequence[Span], gold: Sequence[GoldPlace]) -> list[str]:
    """The same where lying at a gold place (chapter and section) is enough."""
    first = next((at for at, hit in enumerate(hits) if ruler.stands(hit, gold)), None)
    return [FOUND if at == first else f"{MISSED}-{at}" for at in range(len(hits))]
