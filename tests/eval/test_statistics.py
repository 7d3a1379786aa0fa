"""Retrieval, risk, latency, intervals and paired tests, checked by hand and against kept libraries."""

import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from eval.metrics import interval, latency, paired, retrieval, risk
from eval.model import Share

RANKING, RELEVANT = ["x", "a", "y", "b", "z"], frozenset({"a", "b", "c"})


def test_retrieval_by_hand():
    assert retrieval.recall_at(1, RANKING, RELEVANT) == 0 / 3
    assert retrieval.recall_at(3, RANKING, RELEVANT) == 1 / 3
    assert retrieval.recall_at(9, RANKING, RELEVANT) == 2 / 3
    assert retrieval.reciprocal_rank(RANKING, RELEVANT) == 1 / 2
    assert retrieval.reciprocal_rank(["x"], RELEVANT) == 0.0
    best = 1 / math.log2(2) + 1 / math.log2(3) + 1 / math.log2(4)
    assert retrieval.ndcg_at(5, RANKING, RELEVANT) == (1 / math.log2(3) + 1 / math.log2(5)) / best
    assert retrieval.ndcg_at(2, RANKING, RELEVANT) == (1 / math.log2(3)) / (1 / math.log2(2) + 1 / math.log2(3))


def test_retrieval_does_not_apply_where_nothing_is_relevant():
    nothing = frozenset()
    assert retrieval.recall_at(3, RANKING, nothing) is None
    assert retrieval.reciprocal_rank(RANKING, nothing) is None
    assert retrieval.ndcg_at(3, RANKING, nothing) is None


@settings(deadline=None)
@given(st.permutations("abcdefgh"), st.sets(st.sampled_from("abcdefghij"), min_size=1), st.integers(1, 10))
def test_retrieval_equals_trec_eval(ranking, relevant, k):
    measures = {ir_measures.R @ k: retrieval.recall_at(k, ranking, frozenset(relevant)),
                ir_measures.RR: retrieval.reciprocal_rank(ranking, frozenset(relevant)),
                ir_measures.nDCG @ k: retrieval.ndcg_at(k, ranking, frozenset(relevant))}  # fmt: skip
    run = {"q": {item: float(-rank) for rank, item in enumerate(ranking)}}
    judged = {"q": dict.fromkeys(relevant, 1)}
    found = ir_measures.calc_aggregate(list(measures), judged, run)
    for measure, value in measures.items():
        assert value == pytest.approx(found[measure], abs=1e-9), measure


def test_risk_and_coverage_by_hand():
    coverage, risks = risk.curve([0.9, 0.1, 0.5], [0, 1, 1])
    assert coverage.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert risks.tolist() == pytest.approx([0, 1 / 2, 2 / 3])
    assert risk.aurc([0.9, 0.1, 0.5], [0, 1, 1]) == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)
    assert risk.excess_aurc([0.9, 0.1, 0.5], [0, 1, 1]) == pytest.approx(0)
    assert risk.excess_aurc([0.1, 0.9], [0, 1]) == pytest.approx((1 + 1 / 2) / 2 - (0 + 1 / 2) / 2)
    assert risk.aurc([], []) is None and risk.excess_aurc([], []) is None


def test_equal_confidences_are_not_ordered_by_luck():
    assert risk.aurc([0.5, 0.5], [0, 1]) == risk.aurc([0.5, 0.5], [1, 0]) == pytest.approx((1 / 2 + 1 / 2) / 2)


def test_percentiles_are_observations():
    times = [float(value) for value in range(20, 0, -1)]
    assert latency.percentile(times, 0.5) == 11.0  # sorted[int(0.5 * 20)]
    assert latency.percentile(times, 0.95) == 20.0
    assert latency.percentile([], 0.5) is None


def test_a_ratio_leaves_out_what_does_not_apply():
    drawn = interval.weights(3)
    found = interval.ratio([Share(1.0, 4.0), None, Share(2.0, 2.0)], drawn)
    assert found.value == (1 + 2) / (4 + 2)
    assert found.n == 2
    assert found.low == 1 / 4 and found.high == 2 / 2
    assert interval.ratio([None, None], interval.weights(2)) is None
    assert interval.ratio([], interval.weights(0)) is None


def test_the_interval_of_a_share_is_near_the_normal_one():
    n, p = 400, 0.8
    shares = [Share(1.0)] * 320 + [Share(0.0)] * 80
    found = interval.ratio(shares, interval.weights(n))
    width = 1.96 * math.sqrt(p * (1 - p) / n)
    assert found.low == pytest.approx(p - width, abs=0.006)
    assert found.high == pytest.approx(p + width, abs=0.006)


def test_all_right_is_not_certain():
    found = interval.ratio([Share(1.0)] * 30 + [None], interval.weights(31))
    assert (found.value, found.high, found.n) == (1.0, 1.0, 30)
    assert found.low == 0.025 ** (1 / 30) == pytest.approx(stats.beta.ppf(0.025, 30, 1))
    nothing = interval.ratio([Share(0.0)] * 30, interval.weights(30))
    assert (nothing.low, nothing.high) == (0.0, pytest.approx(1 - found.low))


def test_the_same_seed_gives_the_same_interval():
    assert (interval.weights(9, seed=1) == interval.weights(9, seed=1)).all()
    assert (interval.weights(9, seed=1) != interval.weights(9, seed=2)).any()
    assert (interval.weights(9).sum(axis=1) == 9).all()


def test_any_statistic_has_an_interval():
    values = np.arange(100.0)
    found = interval.statistic(100, lambda at: float(np.mean(values[at])))
    assert found.value == 49.5 and 42 < found.low < 49.5 < found.high < 57
    assert interval.statistic(0, lambda at: 1.0) is None


@pytest.mark.parametrize(("gained", "lost", "expected"), [
    pytest.param(0, 0, 1.0, id="no difference"),
    pytest.param(1, 0, 1.0, id="one question proves nothing: 2 * 1/2"),
    pytest.param(5, 0, 2 / 32, id="2 * C(5,0) / 2^5"),
    pytest.param(6, 1, 2 * (1 + 7) / 128, id="2 * (C(7,0) + C(7,1)) / 2^7"),
    pytest.param(3, 3, 1.0, id="never above 1"),
])  # fmt: skip
def test_mcnemar_by_hand(gained, lost, expected):
    assert paired.mcnemar(gained, lost) == expected == paired.mcnemar(lost, gained)


@given(st.integers(0, 60), st.integers(0, 60))
def test_mcnemar_equals_the_binomial_test(gained, lost):
    if gained + lost:
        assert paired.mcnemar(gained, lost) == pytest.approx(stats.binomtest(gained, gained + lost).pvalue)


def test_paired_bootstrap_by_hand():
    difference, p = paired.bootstrap([0, 0, 1, 1], [1, 1, 1, 1])
    assert difference.value == 2 / 4 and difference.low >= 0
    # no gained question is drawn with probability (1/2)^4, and then the mean is 0: p = 2/16 in expectation
    assert p == pytest.approx(2 / 16, abs=0.03)
    assert paired.bootstrap([1, 0], [1, 0])[1] == 1.0
    with pytest.raises(ValueError, match="same length"):
        paired.bootstrap([1], [1, 0])
