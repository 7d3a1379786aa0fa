"""Fusion, by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import reciprocal_rank_fusion, standardise, weighted_sum


def test_rank_fusion_by_hand():
    fused = reciprocal_rank_fusion([["a", "b"], ["b", "c"]], k=60)
    assert fused == [("b", 1 / 62 + 1 / 61), ("a", 1 / 61), ("c", 1 / 62)]


def test_rank_fusion_breaks_ties_by_id():
    assert [unit for unit, _ in reciprocal_rank_fusion([["b"], ["a"]])] == ["a", "b"]


@given(st.lists(st.permutations("abcd"), min_size=1, max_size=4))
def test_rank_fusion_does_not_mind_the_order_of_rankings(rankings):
    forward, backward = reciprocal_rank_fusion(rankings), reciprocal_rank_fusion(rankings[::-1])
    assert dict(forward) == pytest.approx(dict(backward))


def test_standardise_by_hand():
    # the two best, 4 and 2: mean 3, deviation 1
    assert standardise(np.array([4.0, 0.0, 2.0]), top=2) == pytest.approx([1, -3, -1])


@pytest.mark.parametrize("scores", [[], [2.0], [1.0, 1.0, 1.0]])
def test_standardise_without_spread_says_nothing(scores):
    assert standardise(np.array(scores)) == pytest.approx([0.0] * len(scores))


def test_weighted_sum_by_hand():
    channels = {"a": np.array([1.0, 3.0]), "b": np.array([8.0, 4.0]), "c": np.array([9.0, 0.0])}
    # a: -1, 1; b: 1, -1; weights 1/4 and 3/4; c has none
    assert weighted_sum(channels, {"a": 1, "b": 3}) == pytest.approx([0.5, -0.5])


@pytest.mark.parametrize("weights", [{}, {"a": 0.0}, {"z": 1.0}])
def test_no_channel_to_fuse(weights):
    with pytest.raises(ValueError, match="no channel"):
        weighted_sum({"a": np.array([1.0])}, weights)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=6), st.integers(1, 5), st.integers(-5, 5))
def test_a_channels_own_scale_does_not_matter(scores, factor, shift):
    plain = np.array(scores, dtype=float)
    assert standardise(plain * factor + shift) == pytest.approx(standardise(plain), abs=1e-6)
