"""Everyday questions as neighbours: by unit without the one asked, and each example as if it were new."""

import faiss
import numpy as np
import pytest

from index.everyday import Everyday

TEXTS = ["床位多少", "几张病床", "老楼电梯", "加装电梯"]
OWNERS = np.array([0, 0, 2, 2])
VECTORS = np.array([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.0, 0.0, 1.0], [0.0, 0.6, 0.8]], dtype=np.float32)


@pytest.fixture
def everyday():
    index = faiss.IndexFlatIP(3)
    index.add(VECTORS)
    return Everyday(TEXTS, OWNERS, index, 3)


def test_the_questions_of_a_unit_without_the_one_asked(everyday):
    assert everyday.of(0) == ("床位多少", "几张病床")
    assert everyday.of(0, without="床位多少") == ("几张病床",)
    assert everyday.of(1) == ()


def test_the_centre_is_the_mean_of_the_vectors(everyday):
    assert everyday.centre(0) == pytest.approx([0.9, 0.3, 0.0])
    assert everyday.centre(2, without="老楼电梯") == pytest.approx(VECTORS[3])
    assert everyday.centre(1).size == 0


def test_an_example_is_read_beside_what_the_others_lead_to(everyday):
    near = np.array([[0.0, 0.1, 0.99]], dtype=np.float32)
    found = everyday.examples(["电梯要花多少钱"], near)
    assert found.texts == [*TEXTS, "电梯要花多少钱"]
    assert found.answered.tolist() == [1, 1, 1, 1, 0]
    assert found.units.tolist() == [0, 0, 2, 2, 2]
    assert found.vectors.shape == (5, 3)


def test_a_lonely_question_is_not_its_own_neighbour():
    index = faiss.IndexFlatIP(3)
    index.add(VECTORS[:3])
    found = Everyday(TEXTS[:3], OWNERS[:3], index, 3).examples([], np.zeros((0, 3), dtype=np.float32))
    assert found.units[2] == 0  # the only question of unit 2 does not count for itself


def test_the_shipped_plan_has_near_misses(real):
    found = real.everyday
    unit = real.records.questions[100].unit
    assert len(found.of(unit)) >= 2 and found.centre(unit).shape == real.vector("问").shape
