"""Fitting the probes: they find what tells, in the vector and in the words; one seed gives one result."""

import numpy as np
import pytest

from eval import probes
from qa.probe import Wording

DIMENSION = 4


def questions(n, *, seed=0, prefix="q"):
    """Half can be answered; their vectors and what is left of their words tell which."""
    chance = np.random.default_rng(seed)
    answerable = [i % 2 for i in range(n)]
    wordings = [
        Wording(
            (chance.normal(size=DIMENSION) + (1.0 if yes else -1.0)).astype(np.float32),
            chance.normal(size=DIMENSION).astype(np.float32),
            "□多少" if yes else "□电话",
        )
        for yes in answerable
    ]
    return probes.shown([f"{prefix}{i}" for i in range(n)], wordings, answerable)


def test_both_probes_find_what_tells():
    own, unseen = questions(80), questions(80, seed=1)
    fitted = probes.fit(own, questions(400, seed=2, prefix="e"))
    for said in fitted.log_odds(unseen.inputs, unseen.n_grams).T:
        assert np.mean((said > 0) == (unseen.answerable == 1)) > 0.85


def test_one_question_is_told_what_many_are():
    own, others = questions(80), questions(400, seed=2, prefix="e")
    fitted = probes.fit(own, others)
    judged = fitted.judge(Wording(own.inputs[3][:DIMENSION], own.inputs[3][DIMENSION:], "□多少"))
    many = fitted.log_odds(own.inputs, own.n_grams)
    assert (judged.habit, judged.leftover) == pytest.approx(many[3], abs=1e-4)


def test_the_same_seed_gives_the_same_weights():
    first, second = (probes.fit(questions(60), questions(200, seed=2, prefix="e")) for _ in range(2))
    assert np.array_equal(first.hidden, second.hidden) and np.array_equal(first.n_grams, second.n_grams)


def test_a_question_of_the_sets_is_not_learned_twice():
    own = questions(10)
    assert len(own.unlike({"q1", "q3"}).texts) == 8
    assert own.unlike(set(own.texts)).texts == []
