from types import SimpleNamespace

import pytest

from corpus.model import Span
from eval import yardstick
from eval.squad import Dataset, Item

DATA = Dataset(
    {"a": "猫在屋里。狗在院子里。", "b": "第一章 不是标题。鱼在水里。"},
    [
        Item("1", "猫在哪里", "a", ("屋里",)),
        Item("2", "鱼在哪里", "b", ("水里", "在水里")),
        Item("3", "鸟在哪里", "b", ()),
    ],
)


class Reader:
    """Says a fixed sentence and ranks fixed offsets for each question."""

    def __init__(self, said, ranked):
        self.said, self.ranked = said, ranked

    def ask(self, question):
        return SimpleNamespace(answer=self.said[question])

    def search(self, question):
        return [Span(start, start + 1) for start in self.ranked[question]]


def test_every_passage_is_found_again_at_its_offsets():
    plan = yardstick.plan_of(DATA, "set")
    assert [passage.raw for passage in plan.passages] == list(DATA.contexts.values())
    for passage in plan.passages:
        assert plan.source.text[passage.start : passage.end] == passage.raw
        assert [sentence.text for sentence in passage.sentences][-1].endswith("里。")


def test_scores_by_hand():
    plan = yardstick.plan_of(DATA, "set")
    second = plan.passages[1].start
    reader = Reader(
        {"猫在哪里": "猫在屋里。〔第1段〕", "鱼在哪里": "在水里"},
        {"猫在哪里": [second, 0], "鱼在哪里": [second + 3, second, 0]},
    )
    cat, fish = yardstick.measure(DATA, plan, reader, lambda done, total: None)
    assert (cat.recall_1, cat.recall_5, cat.held, cat.exact, cat.answer_chars) == (0.0, 1.0, 1.0, 0.0, 5)
    assert cat.f1 == pytest.approx(2 * 2 / (4 + 2))  # 屋里 of 猫在屋里
    assert (fish.recall_1, fish.held, fish.exact, fish.f1) == (1.0, 1.0, 1.0, 1.0)


def test_the_summary_is_the_mean_and_the_table_says_what_it_is():
    plan = yardstick.plan_of(DATA, "set")
    reader = Reader({"猫在哪里": "狗", "鱼在哪里": "在水里"}, {"猫在哪里": [0], "鱼在哪里": [0]})
    row = yardstick.summary(yardstick.measure(DATA, plan, reader, lambda done, total: None))
    assert row["recall_1"] == 0.5 and row["exact"] == 0.5
    shown = yardstick.table({"甲": row}, 2, 2)
    assert "| 甲 | 50.0 | 50.0 | 50.0 | 50.0 |" in shown and "无监督" in shown and "不可直接比" in shown
