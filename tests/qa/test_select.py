"""One place or several: what a question asks for decides."""

import pytest

from qa import select


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("绿化覆盖率的目标是多少", (), id="one question"),
        pytest.param("越秀区", (), id="none"),
        pytest.param("", (), id="empty"),
        pytest.param(
            "绿化覆盖率2015年是多少，2020年打算到多少",
            ("绿化覆盖率2015年是多少", "绿化覆盖率2020年打算到多少"),
            id="the subject is carried on",
        ),
        pytest.param(
            "每千人口床位数要达到多少？虚拟养老院是什么意思？",
            ("每千人口床位数要达到多少", "虚拟养老院是什么意思"),
            id="two questions",
        ),
        pytest.param(
            "未来五年碰上几大机遇、几大挑战", ("未来五年碰上几大机遇", "未来五年碰上几大挑战"), id="a short second one"
        ),
        pytest.param(
            "总部经济占比2015年做到了多少，往后五年又定了多少",
            ("总部经济占比2015年做到了多少", "总部经济占比往后五年又定了多少"),
            id="a second one that names only a time",
        ),
    ],
)
def test_parts(asked, text, parts):
    assert select.parts(asked(text)) == parts


def test_a_pair_is_taken_apart(asked):
    first, second = select.parts(asked("公园绿地面积和绿化覆盖率分别是多少"))
    assert "公园绿地面积" in first and "绿化" not in first
    assert "绿化覆盖率" in second and "公园" not in second


def test_a_pair_shares_what_stands_behind_it(asked):
    first, second = select.parts(asked("北边和南边的公园，布局有什么不同"))
    assert "北边的公园" in first and "南边的公园" in second


def test_a_part_is_answered_for_its_time(asked, hit, plan, segmenter):
    past, target = hit("b1.22", "绿化"), hit("b2.16", "绿化", fused=0.5, rank=2)
    parts = [("绿化覆盖率2015年是多少", [past, target]), ("绿化覆盖率2020年要到多少", [past, target])]
    found = pick(asked, plan, segmenter, "绿化覆盖率2015年是多少，2020年要到多少", [past, target], parts)
    assert found == ["b1.22", "b2.16"]


def test_no_more_than_three_parts(asked):
    assert len(select.parts(asked("绿地有多少，学校有多少，医院有多少，公园有多少，商圈有多少"))) <= 3


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("公园绿地面积是多少", False),
        ("两个指标各是多少", True),
        ("绿化覆盖率前后对比", True),
        ("目标是多少，谁负责", True),
        ("各类学校的布局", False),
        ("医生数与护士数，谁多谁少", True),
        ("一个干嘛的，一个干嘛的", True),
        ("从多少涨到多少", True),
    ],
)
def test_asking_for_several(asked, text, several):
    assert select.asks_for_several(asked(text)) == several


FAR = 99.0  # behind the first hit by more than any threshold


def pick(asked, plan, segmenter, text, hits, part_hits=()):
    return [h.passage.id for h in select.select(asked(text), hits, part_hits, plan, segmenter)]


def test_the_first_hit_always_answers(asked, hit, plan, segmenter):
    hits = [hit("12.1.1", fused=FAR), hit("11.1.1", fused=0.0, rank=2)]
    assert pick(asked, plan, segmenter, "每千人口床位数", hits) == ["12.1.1"]
    assert pick(asked, plan, segmenter, "每千人口床位数", hits[:1]) == ["12.1.1"]


def test_a_second_hit_as_good_as_the_first_is_used_too(asked, hit, plan, segmenter):
    hits = [hit("12.1.1"), hit("b11.1", rank=2)]
    assert pick(asked, plan, segmenter, "每千人口床位数", hits) == ["12.1.1", "b11.1"]


def test_every_part_brings_its_own_place(asked, hit, plan, segmenter):
    beds, term = hit("12.1.1", "床位", fused=FAR), hit("g29", fused=0.0, rank=2)
    parts = [("床位数要达到多少", [beds, term]), ("虚拟养老院是什么意思", [term, beds])]
    found = pick(asked, plan, segmenter, "床位数要达到多少？虚拟养老院是什么意思？", [beds, term], parts)
    assert found == ["12.1.1", "g29"]


def test_a_named_place_is_represented(asked, hit, plan, segmenter):
    hits = [hit("12.1.1", fused=FAR), hit("a1.43", fused=0.0, rank=2)]
    assert "a1.43" in pick(asked, plan, segmenter, "附件1里的医院", hits)


def test_no_place_twice_and_no_more_than_three(asked, hit, plan, segmenter):
    hits = [hit(p, rank=i) for i, p in enumerate(("12.1.1", "12.1.1", "12.2.1", "g29", "b2.4", "a1.43"), 1)]
    parts = [(f"第{i}问是多少", hits[i:]) for i in range(4)]
    found = pick(asked, plan, segmenter, "床位、养老、指标、附件1、专栏2和名词解释各是多少", hits, parts)
    assert len(found) <= 3 and len(found) == len(set(found))
    assert found[0] == "12.1.1"
