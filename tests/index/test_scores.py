"""From records to units, by hand; and a record that is left out counts for nothing."""

import doctest

import numpy as np
import pytest

from index import scores

SIMILARITIES, ROWS, OWNERS = np.array([0.9, 0.8, 0.7, 0.4]), np.array([3, 0, 2, 1]), np.array([0, 1, 0, 2, 3])


def test_the_best_record_of_each_unit():
    found, rows = scores.best(SIMILARITIES, ROWS, OWNERS, 4)
    assert found.tolist() == [0.8, 0.4, 0.9, 0.4]  # unit 3 was not found: it counts as the last one
    assert rows.tolist() == [0, 1, 3, -1]


def test_the_mean_of_the_best_few():
    found = scores.mean_of_best(SIMILARITIES, ROWS, OWNERS, 4, kin=2)
    assert found == pytest.approx([(0.8 + 0.7) / 2, (0.4 + 0.4) / 2, (0.9 + 0.4) / 2, 0.4])


def test_docstrings():
    assert doctest.testmod(scores, extraglobs={"np": np}).failed == 0


def test_coverage_weighs_rare_words_more():
    import bm25s

    ranker = bm25s.BM25()
    ranker.index([["床位", "医院"], ["医院"], ["医院", "养老"]], show_progress=False)
    owners = np.array([0, 1, 2])
    found = scores.coverage(ranker, ["床位", "医院"], owners, 3)
    assert found[0] == pytest.approx(1.0) and 0 < found[1] < 0.5 and found[1] == pytest.approx(found[2])
    assert scores.coverage(ranker, ["火星"], owners, 3).tolist() == [0, 0, 0]
    assert scores.coverage(ranker, [], owners, 3).tolist() == [0, 0, 0]


def test_a_question_asked_as_if_it_were_new(real):
    record = real.records.questions[100]
    [itself, *_] = real.search(record.text, limit=1)
    assert itself.question == record.text and itself.channels["dense_questions"] > 0.999
    without = real.search(record.text, limit=60, without=record.text)
    assert all(hit.question != record.text for hit in without)
    assert max(hit.channels["dense_questions"] for hit in without) < 0.999


def test_kin_and_cover(real):
    record = real.records.questions[100]
    kin = real.kin(record.text, limit=5)
    assert kin[0][0] == record.unit and [value for _, value in kin] == sorted((v for _, v in kin), reverse=True)
    assert real.cover(record.text, record.unit).by_kin == pytest.approx(1.0)
    assert real.cover("光合作用方程式", record.unit).unknown > 0
