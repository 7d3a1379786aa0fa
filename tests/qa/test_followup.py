"""Elliptical questions take their topic from those before them; others stand alone."""

import pytest

from qa import followup

TOPIC = "绿化覆盖率的目标是多少？"


@pytest.mark.parametrize(
    "text",
    [
        "责任单位呢？", "那2015年呢", "它由谁负责", "还有别的吗", "原文是怎么写的", "具体措施有哪些",
        "为什么", "完成情况", "那个指标完成了吗", "其中约束性的有哪些", "是多少", "换成十二五呢",
    ],
)  # fmt: skip
def test_a_question_that_leans_takes_the_topic(text):
    assert followup.is_elliptical(text)
    resolved = followup.resolve(text, ["越秀区有几个公园？", TOPIC])
    assert resolved.endswith(text) and TOPIC.rstrip("？") in resolved


@pytest.mark.parametrize(
    "text",
    [
        "越秀区重大民生工程一共有多少个项目",
        "每千人口医疗机构床位数的目标是多少",
        "北京路文化核心区要建成什么样子",
        "如果我想在越秀区开一家小型文化创意企业，规划里有什么支持措施可以给到我们这样的企业呢",
    ],
)
def test_a_whole_question_stands_alone(text):
    assert not followup.is_elliptical(text)
    assert followup.resolve(text, [TOPIC]) == text


@pytest.mark.parametrize("text", ["", "责任单位呢", TOPIC])
def test_without_history_nothing_changes(text):
    assert followup.resolve(text, []) == text


def test_an_empty_question_stays_empty():
    assert followup.resolve("", [TOPIC]) == ""


def test_a_chain_of_follow_ups_reaches_back_to_the_topic():
    resolved = followup.resolve("那2015年呢", ["人均公园绿地面积有多少平方米", TOPIC, "责任单位呢？", "原文呢"])
    assert "绿化覆盖率" in resolved
    assert "人均公园绿地面积" not in resolved


@pytest.mark.parametrize(
    ("text", "weight"),
    [("责任单位呢", 0.0), ("那它呢", 0.0), ("呢", 0.0), ("那老楼加装电梯呢", 1.0), ("还有公园绿地面积", 1.0)],
)
def test_own_weight(text, weight):
    assert followup.own_weight(text) == weight


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("上一个五年实际做到了多少？", True),
        ("2020年的目标呢？", True),
        ("最后达标了没有", True),
        ("绿化覆盖率的目标？", False),
        ("垃圾分类呢", False),
    ],
)
def test_what_names_no_thing_leans_on_the_topic(text, only):
    assert followup.only_asks(text) == only
    assert followup.is_elliptical(text) or not only


def test_words_that_name_no_thing_do_not_search_for_themselves():
    assert followup.own_weight("上一个五年实际做到了多少？") == 0.0
    assert followup.own_weight("那刚落地没满周岁的娃娃呢？") == 1.0


@pytest.mark.parametrize(
    "text",
    ["十三五绿化覆盖率目标是多少？", "2020年税收亿元楼宇多少栋", "为什么要发展总部经济", "哪些医院要搬迁"],
)
def test_another_topic_is_not_read_into_the_one_before(text):
    assert followup.resolve(text, ["老楼没电梯怎么办"]) == text
