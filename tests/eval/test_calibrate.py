"""Fitting the refusal decision: it finds what tells and keeps pairs together."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from corpus.errors import BadInputError
from eval import calibrate, probes
from eval.calibrate import Row
from eval.model import Question
from qa.probe import Wording

DIMENSION = 4


def question(name, *, answerable=True):
    return Question(
        id=name, question=name, kind="fact", answerable=answerable, history=(), gold=(), quote="", cite=(), set="tune"
    )


def row(number, *, answerable, near=None, chance=None):
    chance = chance or np.random.default_rng(number)
    near = float(chance.normal(3 if answerable else -3)) if near is None else near
    features = {"near": near, "noise": float(chance.normal()), "habit": 0.0, "leftover": 0.0}
    return Row(f"q{number}", features, wording(chance), answerable, f"q{number}", "tune")


def wording(chance):
    """One that tells nothing."""
    return Wording(*chance.normal(size=(2, DIMENSION)).astype(np.float32), "□")


def examples(n=40):
    chance = np.random.default_rng(1)
    return probes.shown([f"e{i}" for i in range(n)], [wording(chance) for _ in range(n)], [i % 2 for i in range(n)])


def separable(n=60):
    return [row(i, answerable=bool(i % 2)) for i in range(n)]


def test_the_fit_finds_the_feature_that_tells():
    fitted, fitted_probes = calibrate.fit(separable(), examples(), day="2026-11-25")
    weights = dict(zip(fitted["names"], fitted["weights"], strict=True))
    assert weights["near"] > 3 * abs(weights["noise"])

    def probability(near):
        return 1 / (1 + math.exp(-(fitted["intercept"] + weights["near"] * near)))

    assert probability(-3) < fitted["threshold"] < probability(3)
    assert "拒答正确 1.000" in fitted["measured"] and "误拒 0.000" in fitted["measured"]
    assert len(fitted_probes.hidden) == 2 * DIMENSION


def test_too_few_of_a_kind_is_one_clear_line():
    with pytest.raises(BadInputError, match="各要至少"):
        calibrate.fit([row(i, answerable=True) for i in range(50)], examples(), day="2026-11-25")


def test_what_is_answered_before_the_decision_does_not_count():
    seen = SimpleNamespace(features=SimpleNamespace(as_dict=lambda: {"near": 1.0}), wording=None)
    asked = [question("a"), question("b")]
    found = calibrate.rows(lambda q: seen if q.id == "a" else None, asked)
    assert [(one.text, one.features) for one in found] == [("a", {"near": 1.0})]


def test_a_question_and_its_near_miss_are_never_split():
    pairs = [question(f"p-a-{i}.{end}", answerable=end == "yes") for i in range(30) for end in ("yes", "no")]
    seen = SimpleNamespace(features=SimpleNamespace(as_dict=lambda: {}), wording=None)
    found = calibrate.rows(lambda q: seen, pairs)
    folds = calibrate._folds([one.group for one in found])
    assert all(folds[i] == folds[i + 1] for i in range(0, len(found), 2))
    assert set(folds) == set(range(calibrate.FOLDS))
    assert all(one.paired for one in found)


def test_the_curve_says_more_refusals_for_a_higher_threshold():
    curve = calibrate.fit(separable(), examples(), day="2026-11-25")[0]["curve"]
    for name in ("right", "wrong"):
        values = [line[name] for line in curve]
        assert values == sorted(values) and all(0 <= value <= 1 for value in values)
