"""Targets and outcomes of the indicator tables."""

from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.facts import Target, number, outcome, target
from corpus.load import load

PLAN = load()
PAST = {row.number: row for row in PLAN.indicators if row.box == 1}
MISSED = {7, 8, 21, 24}  # read by eye from 专栏1


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        pytest.param("≤10.5", "at_most", "10.5", id="ceiling"),
        pytest.param("＜56", "at_most", "56", id="full-width-less-than"),
        pytest.param("3%以内", "at_most", "3", id="ceiling-in-words"),
        pytest.param("不超过4.5", "at_most", "4.5", id="ceiling-word-before"),
        pytest.param("≥70", "at_least", "70", id="floor"),
        pytest.param("50以上", "at_least", "50", id="floor-in-words"),
        pytest.param("35.26", "at_least", "35.26", id="bare-number-is-a-floor"),
        pytest.param("１３００", "at_least", "1300", id="full-width-digits"),
        pytest.param("1,300", "at_least", "1300", id="thousands"),
        pytest.param("7左右", "about", "7", id="about"),
        pytest.param("约 7%", "about", "7", id="about-before"),
    ],
)
def test_a_target_is_a_number_with_a_direction(cell, kind, value):
    assert target(cell) == Target(kind, Decimal(value))


@pytest.mark.parametrize("cell", ["与经济增长同步", "", "—", "3—5", "达到全市平均水平", "左右"])
def test_a_target_in_words_has_no_value(cell):
    assert target(cell) == Target("text", None)


@pytest.mark.parametrize(("cell", "value"), [("8.93", "8.93"), ("95.69%", "95.69"), ("-2", "-2")])
def test_a_completion_is_one_number(cell, value):
    assert number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["8.8左右", "8.8/9", "", "未完成"])
def test_other_completions_have_no_number(cell):
    assert number(cell) is None


def test_outcomes_of_the_past_period():
    assert {row: outcome(indicator) for row, indicator in PAST.items()} == {
        row: "not_comparable" if row == 18 else "missed" if row in MISSED else "met" for row in range(1, 25)
    }


def test_a_coming_target_has_no_outcome():
    assert {outcome(row) for row in PLAN.indicators if row.box == 2} == {None}


@pytest.mark.parametrize(
    ("wanted", "reached", "said"),
    [
        ("≤56", "56", "met"),
        ("≤56", "56.9", "missed"),
        ("50以上", "50", "met"),
        ("7左右", "7.1", None),
        ("与经济增长同步", "8", None),
        ("8", "待统计", None),
    ],
)
def test_the_line_counts_as_reached_and_words_are_not_judged(wanted, reached, said):
    assert outcome(replace(PAST[1], target=wanted, completion=reached)) == said


def test_another_note_does_not_stop_the_comparison():
    assert outcome(replace(PAST[1], note="2015年数据。")) == "met"
