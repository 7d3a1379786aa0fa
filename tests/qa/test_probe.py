"""What the wording says: masking, both probes by hand, and the shipped file."""

import numpy as np
import pytest

from qa import probe
from qa.probe import Probes, Wording


@pytest.mark.parametrize(
    ("text", "holders", "left"),
    [
        pytest.param("少年宫建在哪条街", ["建设新的少年宫"], "□建在哪条街", id="a run is one sign"),
        pytest.param("床位有多少张", ["床位", "有多少张"], "□", id="everything"),
        pytest.param("床位多少钱", ["床位", "多少张"], "□钱", id="what nothing has stays"),
        pytest.param("甲乙", ["甲", "乙"], "甲乙", id="single characters do not count"),
        pytest.param("", ["甲乙"], "", id="nothing"),
    ],
)
def test_what_the_point_says_is_masked(text, holders, left):
    assert probe.masked(text, holders) == left


def test_a_pair_across_two_holders_is_not_said():
    assert probe.masked("甲乙", ["丙甲", "乙丁"]) == "甲乙"


def by_hand():
    n_grams = np.zeros(probe.N_GRAM_COLUMNS, dtype=np.float32)
    n_grams[probe.n_grams(["钱"]).indices] = -3.0
    hidden = np.array([[1.0], [0.0], [0.0], [2.0]], dtype=np.float32)
    return Probes(hidden, np.array([-0.5], dtype=np.float32), np.array([4.0], dtype=np.float32), 1.0, n_grams, 0.5)


def test_both_probes_by_hand():
    judged = by_hand().judge(Wording(np.array([1.0, 0.0]), np.array([0.0, 0.25]), "钱"))
    assert judged.habit == pytest.approx(4.0 * (1.0 + 0.5 - 0.5) + 1.0)
    assert judged.leftover == pytest.approx(-3.0 + 0.5)


def test_a_probe_says_no_more_than_its_limit():
    judged = by_hand().judge(Wording(np.array([9.0, 0.0]), np.array([0.0, 0.0]), ""))
    assert judged.habit == probe.LIMIT and judged.leftover == 0.5


def test_vectors_of_another_embedder_say_nothing():
    assert by_hand().judge(Wording(np.ones(7), np.ones(7), "钱")).habit == 0.0


def test_the_file_keeps_the_weights(tmp_path):
    probe.save(tmp_path / "probes.npz", by_hand())
    kept = probe.probes(tmp_path / "probes.npz")
    wording = Wording(np.array([1.0, 0.0]), np.array([0.0, 0.25]), "多少钱")
    assert kept.judge(wording) == by_hand().judge(wording)


def test_the_shipped_probes_fit_the_embedder_and_know_a_price_from_a_target(assistant):
    found = probe.probes()
    vector = assistant.searcher.vector("绿化覆盖率的目标是多少？")
    assert len(found.hidden) == 2 * len(vector)

    def said(text):
        hits = assistant.search(text)
        judged = found.judge(probe.wording(text, hits[0], assistant.searcher))
        return judged.habit + judged.leftover

    assert said("到2020年绿化覆盖率的目标是多少？") > said("给公园种树的施工队电话是多少？")
