"""The decision whether the plan answers: its calibration is whole, and it moves the way its weights say."""

import json
import math
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa import decide

NAMES = [field.name for field in fields(decide.Features)]
RULE = decide.calibration()
VALUES = st.lists(st.floats(-1, 3), min_size=len(NAMES), max_size=len(NAMES))


def features(values):
    return decide.Features(**dict(zip(NAMES, values, strict=True)))


def test_the_calibration_fits_the_features():
    assert set(RULE.names) <= set(NAMES)
    assert len(RULE.names) == len(set(RULE.names)) == len(RULE.weights)
    assert all(math.isfinite(weight) for weight in (*RULE.weights, RULE.intercept))
    assert 0 < RULE.threshold < 1
    assert RULE.measured


@given(VALUES)
def test_a_probability(values):
    assert 0 <= RULE.probability(features(values)) <= 1


@given(VALUES, st.integers(0, len(RULE.names) - 1), st.floats(0, 2))
def test_a_feature_moves_the_probability_the_way_of_its_weight(values, chosen, step):
    name, weight = RULE.names[chosen], RULE.weights[chosen]
    more = list(values)
    more[NAMES.index(name)] += step
    before, after = RULE.probability(features(values)), RULE.probability(features(more))
    assert after >= before if weight >= 0 else after <= before


def test_a_probability_by_hand():
    rule = decide.Calibration((NAMES[0], NAMES[1]), (2.0, -1.0), 0.5, 0.5, "by hand")
    values = [0.25, 1.0] + [9.0] * (len(NAMES) - 2)
    assert rule.probability(features(values)) == pytest.approx(1 / (1 + math.exp(-(0.5 + 0.5 - 1.0))))


def test_a_huge_score_does_not_overflow():
    rule = decide.Calibration((NAMES[0],), (1e6,), 0.0, 0.5, "")
    assert rule.probability(features([3.0] * len(NAMES))) == pytest.approx(1.0)
    assert rule.probability(features([-1.0] * len(NAMES))) == pytest.approx(0.0)


def test_another_calibration_can_be_read(tmp_path):
    path = tmp_path / "calibration.json"
    stored = {"names": [NAMES[0]], "weights": [1.0], "intercept": 0.0, "threshold": 0.3, "measured": "now"}
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert decide.calibration(path) == decide.Calibration((NAMES[0],), (1.0,), 0.0, 0.3, "now")


def test_the_shipped_file_is_plain_json():
    assert json.loads(decide.CALIBRATION.read_text(encoding="utf-8")).keys() >= {"names", "weights", "threshold"}
