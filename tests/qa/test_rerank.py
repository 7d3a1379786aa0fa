"""What a question's own words say about where its answer stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.load import load
from corpus.model import Span
from index.search import Hit
from qa import rerank
from qa.rerank import NamedPlace, named_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("第十二章讲了什么", [NamedPlace(chapter=12)]),
        ("第12章第1节的床位", [NamedPlace(chapter=12, section=1)]),
        ("第十二章第一节", [NamedPlace(chapter=12, section=1)]),
        ("第三节讲了什么", []),
        ("专栏2里有几项", [NamedPlace(box=2)]),
        ("专栏十二和专栏1", [NamedPlace(box=12), NamedPlace(box=1)]),
        ("附件1有哪些项目", [NamedPlace(appendix=1)]),
        ("附件二", [NamedPlace(appendix=2)]),
        ("附件里的项目", [NamedPlace(appendix=1)]),
        ("规划图集有几幅图", [NamedPlace(appendix=2)]),
        ("名词解释里的养老院", [NamedPlace(glossary=True)]),
        ("正文怎么写", [NamedPlace(body=True)]),
        ("越秀区有什么", []),
        ("", []),
    ],
)
def test_named_places(text, places):
    assert named_places(text) == places


@pytest.mark.parametrize(
    ("place", "inside", "outside"),
    [
        (NamedPlace(chapter=12), "12.4.1", "11.1.1"),
        (NamedPlace(chapter=12, section=1), "12.1.1", "12.2.1"),
        (NamedPlace(box=2), "b2.4", "b1.4"),
        (NamedPlace(appendix=1), "a1.43", "a2.3"),
        (NamedPlace(glossary=True), "g29", "13.3.2"),
        (NamedPlace(body=True), "12.1.1", "b2.4"),
    ],
)
def test_a_place_holds_its_passages(plan, place, inside, outside):
    assert place.holds(plan.passage(inside))
    assert not place.holds(plan.passage(outside))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        pytest.param("第十二章的目标", "12.1.1", "11.1.1", id="chapter"),
        pytest.param("附件1有什么", "a1.43", "12.1.1", id="appendix"),
        pytest.param("虚拟养老院是什么意思", "g29", "13.3.2", id="term"),
        pytest.param("“十三五”绿化覆盖率", "b2.16", "b1.22", id="period"),
        pytest.param("2015年绿化覆盖率", "b1.22", "b2.16", id="year of the other period"),
    ],
)
def test_between_equals_the_words_decide(asked, hit, plan, text, first, second):
    for order in ((first, second), (second, first)):
        found = rerank.rerank(asked(text), [hit(passage_id) for passage_id in order], plan)
        assert [h.passage.id for h in found] == [first, second]


def test_a_comparison_prefers_no_period(asked, hit, plan):
    hits = [hit("b1.22", fused=1.1), hit("b2.16", fused=1.0)]
    found = rerank.rerank(asked("绿化覆盖率与2020年相比"), hits, plan)
    assert found[0].passage.id == "b1.22"


def test_without_named_things_the_order_stays(asked, hit, plan):
    hits = [hit("12.1.1", fused=0.9), hit("11.1.1", fused=0.7), hit("b2.4", fused=0.5)]
    assert [h.passage.id for h in rerank.rerank(asked("越秀区"), hits, plan)] == ["12.1.1", "11.1.1", "b2.4"]


def _hit(unit, fused):
    passage = load().passages[0]
    sentence = passage.sentences[0]
    return Hit(passage, sentence, unit, 0, fused, 0.5, Span(sentence.start, sentence.end), None, {})


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-3, 3)), max_size=6))
def test_ranks_count_from_one_by_score_then_by_the_plan(rows):
    found = rerank.ranked(_hit(unit, score) for unit, score in rows)
    assert [h.rank for h in found] == list(range(1, len(rows) + 1))
    assert [(h.unit, h.fused) for h in found] == sorted(rows, key=lambda row: (-row[1], row[0]))


def test_blending_by_hand():
    a, b, c = (_hit(unit, fused) for unit, fused in ((1, 1.0), (2, 0.4), (3, 0.8)))
    found = rerank.blend([[a, b], [c]], [3.0, 1.0])
    # 3 is missing from the first list and counts as its last, 0.4; 1 and 2 are missing from the second: 0.8
    expected = {1: (3 * 1.0 + 0.8) / 4, 2: (3 * 0.4 + 0.8) / 4, 3: (3 * 0.4 + 0.8) / 4}
    assert {h.unit: pytest.approx(h.fused) for h in found} == expected
    assert [h.unit for h in found] == [1, 2, 3]


def test_blending_one_list_changes_no_order():
    hits = [_hit(unit, 1.0 - unit / 10) for unit in range(4)]
    assert [h.unit for h in rerank.blend([hits], [1.0])] == [0, 1, 2, 3]
    assert rerank.blend([[], []], [1.0, 1.0]) == ()


@pytest.mark.parametrize(
    ("term", "typed"),
    [("“虚拟养老院”", "虚拟养老院"), ("河长制度", "河长"), ("ＰＦＩ", "pfi")],
)
def test_a_term_as_people_type_it(term, typed):
    assert rerank.core(term) == typed


@pytest.mark.parametrize(
    ("text", "size", "held"),
    [
        ("建成“繁荣、智慧、品质、魅力、幸福”新越秀", 5, True),
        ("建成“繁荣、智慧、品质、魅力、幸福”新越秀", 4, False),
        ("金融、商贸和健康", 3, True),
        ("没有列举", 2, False),
    ],
)
def test_an_enumeration_has_its_size(text, size, held):
    assert rerank.enumerates(text, size) == held


@pytest.mark.parametrize(
    ("text", "evidence", "found"),
    [
        ("有多少家", "高新技术企业142家", True),
        ("有多少家", "11．经认定高新技术企业 家 285 区科工信局", True),
        ("占几成", "近6成属于新兴业态", True),
        ("百分之几", "3．比重 % 70 区商务局", True),
        ("有多少家", "新增12所", False),
    ],
)
def test_a_figure_of_the_measure_that_is_asked_for(text, evidence, found):
    assert bool(rerank.measure_asked(text).search(evidence)) == found


def test_no_measure_asked():
    assert rerank.measure_asked("谁负责") is None
