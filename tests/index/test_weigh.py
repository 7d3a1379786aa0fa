"""Weights of the channels are learned from the everyday questions alone, the same ones in every run."""

import pytest

from index import build, weigh
from index.search import WEIGHTS


def test_learning_keeps_the_sum_and_never_looks_away(real):
    seen = []
    found = weigh.learn(real, sample=60, progress=lambda done, total: seen.append((done, total)))
    assert set(found.weights) == set(real.channels)
    assert sum(found.weights.values()) == pytest.approx(sum(WEIGHTS.values()), abs=0.1)
    assert all(weight > 0 for weight in found.weights.values())
    assert seen[-1] == (60, 60) and 0 < found.questions <= 60
    assert 0 <= found.first_before <= 1 and 0 <= found.first_now <= 1


def test_a_plan_without_everyday_questions_has_nothing_to_learn_from(small):
    with pytest.raises(ValueError, match="no questions"):
        weigh.learn(build.open_searcher(small), sample=10, progress=lambda done, total: None)
