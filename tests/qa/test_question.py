"""What can be told from a question's words alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.question import understand


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("五大重点工程都有哪些", {"list"}),
        ("每千人口床位数是多少", {"number"}),
        ("绿化覆盖率的责任单位", {"agency"}),
        ("归谁管", {"agency", "who"}),
        ("这是约束性的", {"attribute"}),
        ("十二五的目标完成了没有", {"met"}),
        ("一共多少项指标", {"count", "number"}),
        ("虚拟养老院是什么意思", {"definition"}),
        ("垃圾分类的原文", {"wording"}),
        ("有没有长者饭堂", {"yesno"}),
        ("我记错了，对吧", {"check", "yesno"}),
        ("什么时候建成", {"when"}),
        ("医院建在哪里", {"where"}),
        ("为什么要搬迁", {"why"}),
        ("投资多少", {"money", "number"}),
        ("联系方式", {"contact"}),
        ("比2015年高吗", {"compare", "yesno"}),
        ("占GDP的比重是多少", {"number"}),
        ("越秀区", set()),
        ("几乎全部", set()),
    ],
)
def test_wants(asked, text, wants):
    assert asked(text).wants == wants


@pytest.mark.parametrize(
    ("text", "years", "period", "periods"),
    [
        pytest.param("2015年的公园绿地面积", (2015,), "十二五", 1, id="last year of the past period"),
        pytest.param("２０２０年目标", (2020,), "十三五", 1, id="wide digits"),
        pytest.param("十二五和十三五的绿化覆盖率", (), None, 2, id="both periods"),
        pytest.param("2015年和2020年", (2015, 2020), None, 2, id="a year of each"),
        pytest.param("未来五年", (), "十三五", 1, id="in words"),
        pytest.param("过去五年", (), "十二五", 1, id="past in words"),
        pytest.param("2010年", (2010,), None, 0, id="before both"),
        pytest.param("2021年", (2021,), None, 0, id="after both"),
        pytest.param("绿化覆盖率", (), None, 0, id="none"),
    ],
)
def test_years_and_periods(asked, text, years, period, periods):
    found = asked(text)
    assert (found.years, found.period, found.periods) == (years, period, periods)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("到2020年床位要达到7.0张吗", ("7.0",)),
        ("1,300平方米和35.33%", ("1,300", "35.33")),
        ("2016年", ()),
        ("没有数字", ()),
    ],
)
def test_figures_that_the_question_states(asked, text, figures):
    assert asked(text).figures == figures


def test_traditional_characters_are_folded_and_the_case_of_latin_letters_stays(asked):
    found = asked("請問ＧＤＰ與R&D投入係幾多？")
    assert found.text.startswith("GDP与R&D投入") and found.text.rstrip("?？").endswith("是多少")
    assert found.raw.startswith("請問")


def test_without_the_lexicon_dialect_and_chatter_stay():
    found = understand("唔该，屋企有冇床位", (), max_chars=50, lexicon=False)
    assert "屋企" in found.text and found.text.startswith("唔该")


def test_a_follow_up_takes_its_topic_and_wants_of_its_own(asked):
    found = asked("责任单位呢？", "绿化覆盖率目标是多少？")
    assert "绿化覆盖率" in found.standalone and found.standalone.rstrip("?？").endswith("责任单位呢")
    assert found.text.rstrip("?？") == "责任单位呢" and "agency" in found.wants


def test_blank_turns_of_the_history_are_left_out(asked):
    assert asked("床位", " ", "\n").history == ()


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_understanding_never_fails_and_keeps_to_the_limit(raw, history):
    found = understand(raw, history, max_chars=20)
    assert found.raw == raw
    assert all(len(text) <= 80 for text in (found.text, *found.history))  # a folded or written word may be longer
