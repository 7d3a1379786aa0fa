"""Words typed by sound are read as the plan's; words that are right stay as they are."""

import pytest

from corpus.load import load
from index.segment import Segmenter
from index.spelling import Correction, Speller
from index.terms import plan_terms


@pytest.fixture(scope="module")
def speller():
    plan = load()
    return Speller(plan, Segmenter(plan_terms(plan)))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("十三五绿花复盖律得达到多少", "十三五绿化覆盖率得达到多少"),
        ("营业直照办下来快了多少", "营业执照办下来快了多少"),
        ("盖一半没人管的烂委楼", "盖一半没人管的烂尾楼"),
        ("全课医生每万人几个", "全科医生每万人几个"),
        ("东圆绿化广场那还建什么", "东园绿化广场那还建什么"),
    ],
)
def test_a_word_typed_by_sound(speller, typed, meant):
    assert speller.correct(typed)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "到2020年每千人口医疗机构床位数达到多少张？",
        "未来五年越秀碰上几大机遇、几大挑战？",
        "我妈住八楼没有电梯，政府管不管？",
        "海珠区2020年绿化覆盖率要达到多少？",
        "文化产业占GDP百分之几",
        "七楼没有电梯，规划有没有提加装？",
        "写字楼租金会涨多少",
        "be going to 和 will 有什么区别",
        "",
        "😀🎉",
        "的" * 400,
    ],
)
def test_what_is_written_right_stays(speller, text):
    assert speller.correct(text) == (text, ())


def test_the_plans_own_sentences_stay(speller):
    plan = load()
    changed = [s.text for p in plan.passages[:120] for s in p.sentences if speller.correct(s.text)[1]]
    assert changed == []


def test_what_was_changed_is_told(speller):
    assert speller.correct("绿花复盖律")[1] == (Correction("绿花复盖律", "绿化覆盖率"),)
