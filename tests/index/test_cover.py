"""Shares of a question's words, by hand."""

import math

import bm25s
import pytest

from index.cover import Cover, Holding, cover
from index.units import Record


def holding(*texts):
    """A channel whose record i leads to unit i."""
    ranker = bm25s.BM25()
    ranker.index([text.split() for text in texts], show_progress=False)
    return Holding(ranker, [Record(unit, text, 0, 0) for unit, text in enumerate(texts)])


TEXT, ASKED = holding("床位 医院", "养老 医院"), holding("病床 多少", "老人")


def test_a_word_weighs_by_its_rarity():
    rare, common, unknown = (math.log1p(2 * 2 / (0.5 + n)) for n in (1, 2, 0))
    found = cover(["床位", "医院", "火星"], 0, [TEXT, ASKED], 2)
    total = rare + common + unknown
    assert found.by_text == pytest.approx((rare + common) / total)
    assert found.by_kin == found.by_text
    assert found.unknown == pytest.approx(unknown / total)


def test_everyday_questions_count_but_not_the_one_left_out():
    assert cover(["病床"], 0, [TEXT, ASKED], 2) == Cover(0.0, 1.0, 0.0)
    assert cover(["病床"], 0, [TEXT, ASKED], 2, without="病床 多少") == Cover(0.0, 0.0, 1.0)


def test_no_words_are_no_shares():
    assert cover([], 0, [TEXT, ASKED], 2) == Cover(0.0, 0.0, 0.0)
