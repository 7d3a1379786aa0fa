"""What the tests of answering share: the plan, its real searcher once, and hits that a reader can predict."""

import pytest

from corpus import settings
from corpus.load import load
from corpus.model import Span
from index.search import Hit
from index.segment import Segmenter
from index.terms import plan_terms
from qa.question import understand


@pytest.fixture(scope="session")
def plan():
    return load()


@pytest.fixture(scope="session")
def segmenter(plan):
    return Segmenter(plan_terms(plan))


@pytest.fixture(scope="session")
def assistant():
    """The assistant of the page, with its real models, loaded once."""
    from qa.assistant import Assistant

    return Assistant.load(settings.Settings())


@pytest.fixture
def asked():
    """A question as understood, from its words and those before it."""
    return lambda text, *history: understand(text, history, max_chars=2000)


@pytest.fixture
def hit(plan):
    """A hit of a sentence (the first that holds `words`) of a passage, with a given score."""

    def make(passage_id, words="", *, fused=1.0, rank=1, similarity=0.8, unit=None):
        passage = plan.passage(passage_id)
        index, sentence = next((i, s) for i, s in enumerate(passage.sentences) if words in s.text)
        number = plan.passages.index(passage) * 100 + index if unit is None else unit
        return Hit(
            passage=passage,
            sentence=sentence,
            point=Span(sentence.start, sentence.end),
            rank=rank,
            fused=fused,
            similarity=similarity,
            question=None,
            channels={},
            unit=number,
        )

    return make
