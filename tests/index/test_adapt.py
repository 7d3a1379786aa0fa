import numpy as np
import pytest

from index import adapt
from index.units import Record, Records


@pytest.fixture
def learned():
    """Two units whose questions differ along one axis only, beside noise that says nothing."""
    chance = np.random.default_rng(1)
    owners = [0] * 40 + [1] * 40
    vectors = chance.normal(size=(80, 8)).astype(np.float32)
    vectors[:40, 0], vectors[40:, 0] = 1.0, -1.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    records = Records((), (), (), tuple(Record(unit, "", 0, 0) for unit in owners))
    points = np.zeros((0, 8), dtype=np.float32)
    return records, vectors, points


def test_learning_pulls_questions_of_one_point_together(learned):
    records, vectors, points = learned
    before, after = vectors @ vectors.T, adapt.Adapter(adapt.train(records, vectors, points)).apply(vectors)
    gap = lambda likeness: likeness[:40, :40].mean() - likeness[:40, 40:].mean()  # noqa: E731
    assert gap(after @ after.T) > gap(before)


def test_the_same_seed_learns_the_same_map(learned):
    assert np.array_equal(adapt.train(*learned), adapt.train(*learned))


def test_adapted_vectors_have_length_one_and_their_product_is_the_mean_of_two_cosines():
    chance = np.random.default_rng(0)
    matrix = chance.normal(size=(4, 4)).astype(np.float32)
    plain = chance.normal(size=(3, 4)).astype(np.float32)
    plain /= np.linalg.norm(plain, axis=1, keepdims=True)
    mapped = plain @ matrix
    mapped /= np.linalg.norm(mapped, axis=1, keepdims=True)
    adapted = adapt.Adapter(matrix).apply(plain)
    assert np.linalg.norm(adapted, axis=1) == pytest.approx(np.ones(3), abs=1e-6)
    assert adapted[0] @ adapted[1] == pytest.approx((plain[0] @ plain[1] + mapped[0] @ mapped[1]) / 2, abs=1e-6)


def test_without_a_map_vectors_pass_unchanged():
    vectors = np.eye(3, dtype=np.float32)
    assert adapt.Adapter().apply(vectors) is vectors
    assert adapt.Adapter().digest == "none"


def test_nothing_to_learn_from_is_an_error():
    empty = np.zeros((0, 4), dtype=np.float32)
    with pytest.raises(ValueError):
        adapt.train(Records((), (), (), ()), empty, empty)
