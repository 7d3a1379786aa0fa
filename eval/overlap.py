"""How alike questions are: near duplicates, leakage between sets, and words taken from the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.model import Question
from eval.text import grams

STEPS = (0.3, 0.4, 0.5, 0.6)


@dataclass(frozen=True, slots=True)
class Nearest:
    """A question and the most similar text of another list; similarity is Jaccard over 3-grams, 0 to 1."""

    question: Question
    text: str
    similarity: float


class Texts:
    """Texts that can be asked for the one most like another, by character 3-grams (an inverted list)."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._grams = [grams(text) for text in texts]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(self._grams):
            for gram in found:
                self._holding[gram].append(number)

    def nearest(self, text: str, *, apart_from: int | None = None) -> tuple[str, float]:
        """The most similar text and its similarity; ("", 0.0) where none shares a 3-gram. The first one wins ties."""
        wanted = grams(text)
        common = Counter(number for gram in wanted for number in self._holding.get(gram, ()) if number != apart_from)
        best = max(
            ((count / (len(wanted) + len(self._grams[number]) - count), -number) for number, count in common.items()),
            default=None,
        )
        return (self._texts[-best[1]], best[0]) if best else ("", 0.0)


def asked(question: Question) -> str:
    """A question with its history: two follow-ups of the same words are different questions."""
    return "".join((*question.history, question.question))


def nearest(questions: Sequence[Question], texts: Sequence[str]) -> list[Nearest]:
    """For each question the most similar of other texts, the most similar pair first."""
    others = Texts(texts)
    found = [Nearest(question, *others.nearest(asked(question))) for question in questions]
    return sorted(found, key=lambda pair: -pair.similarity)


def near_duplicates(questions: Sequence[Question], *, bound: float) -> Iterator[tuple[Question, Question]]:
    """Pairs of questions of one list that are at least that similar, each pair once."""
    texts = [asked(question) for question in questions]
    for number, question in enumerate(questions):
        text, similarity = Texts(texts[number + 1 :]).nearest(texts[number])
        if similarity >= bound:
            yield question, questions[texts.index(text, number + 1)]


def above(pairs: Sequence[Nearest]) -> dict[float, int]:
    """How many pairs are at least as similar as each of `STEPS`."""
    return {step: sum(pair.similarity >= step for pair in pairs) for step in STEPS}


def plan_words(question: Question) -> float | None:
    """Share of the question's 2-grams that stand in the proving quote, 0 to 1; None without a quote.

    Low for everyday words: they are the questions that need more than matching the plan's own wording.
    """
    own, proof = grams(question.question, 2), grams(question.quote, 2)
    return len(own & proof) / len(own) if own and question.quote else None
