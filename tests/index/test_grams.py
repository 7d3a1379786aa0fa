"""BM25 over characters and pairs, by hand and against another implementation; what is left out does not count."""

import math

import bm25s
import numpy as np
import pytest

from index import grams
from index.grams import UnitGrams
from index.units import Record


def records(*texts):
    """(unit, text) pairs as records."""
    return [Record(unit, text, 0, 0) for unit, text in texts]


def test_bm25_by_hand():
    counts, lengths = np.array([[2.0, 1.0], [0.0, 1.0]]), np.array([6.0, 2.0])
    rare, common = math.log1p((2 - 1 + 0.5) / 1.5), math.log1p((2 - 2 + 0.5) / 2.5)
    norms = [1.5 * (0.25 + 0.75 * length / 4) for length in lengths]
    wanted = [
        rare * 2 / (2 + norms[0]) + common * 1 / (1 + norms[0]),
        common * 1 / (1 + norms[1]),
    ]
    assert grams.bm25(counts, lengths) == pytest.approx(wanted)


def test_as_bm25s_scores_it():
    texts = ["老楼加装电梯", "加装路灯", "电梯维修保养"]
    ranker = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
    split = [[*text, *(text[i : i + 2] for i in range(len(text) - 1))] for text in texts]
    ranker.index(split, show_progress=False)
    query = "电梯加装"
    asked = [word for word in [*query, *(query[i : i + 2] for i in range(3))] if word in ranker.vocab_dict]
    mine = UnitGrams(records(*enumerate(texts)), 3).scores(query)
    theirs = np.asarray(ranker.get_scores(asked))
    assert mine == pytest.approx(theirs, rel=1e-4)  # no text repeats a character, for a record counts it once


def test_the_texts_of_a_unit_are_one_document():
    both = UnitGrams(records((0, "老楼电梯"), (0, "几时加装"), (1, "电梯加油")), 2)
    assert both.scores("老楼几时装电梯").argmax() == 0
    assert both.share("老楼加装", 1) < 0.5 < both.share("老楼加装", 0) < 1  # 楼加 is in neither


def test_a_text_that_is_left_out_does_not_count():
    found = UnitGrams(records((0, "老楼电梯"), (0, "几时加装"), (1, "电梯")), 3)
    alone = UnitGrams(records((0, "几时加装"), (1, "电梯")), 3)
    assert found.scores("老楼电梯", without="老楼电梯") == pytest.approx(alone.scores("老楼电梯"))
    assert found.scores("老楼电梯", without="别的") == pytest.approx(found.scores("老楼电梯"))


def test_width_and_script_are_folded():
    found = UnitGrams(records((0, "老楼电梯"), (1, "绿化")), 2)
    assert found.scores("老樓電梯") == pytest.approx(found.scores("老楼电梯"))


def test_nothing_to_find_is_nothing():
    assert UnitGrams([], 2).scores("电梯").tolist() == [0.0, 0.0]
    assert UnitGrams(records((0, "电梯")), 1).scores("").tolist() == [0.0]
    assert UnitGrams(records((0, "电梯")), 1).share("", 0) == 0.0
