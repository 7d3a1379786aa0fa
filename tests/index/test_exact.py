"""Exact-wording search: counts, offsets, operators, folding, filters."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import BadInputError
from corpus.load import load
from corpus.parse import parse as parse_plan
from corpus.source import from_text
from index.exact import Query, occurrences, parse, search, units
from index.folding import Folding, fold

PLAN = load()
TEXT = PLAN.source.text
SQUEEZED = "".join(TEXT.split())
WIDTH, TRADITIONAL = Folding(width=True), Folding(traditional=True)


def squeezed(text):
    return "".join(text.split())


def count(phrase, **options):
    return len(search(PLAN, Query(((phrase,),), **options)).hits)


# the promise: a phrase's hits are those of a plain substring search ------------------------------------------


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(SQUEEZED) - 1), st.integers(1, 12))
def test_hits_of_any_stretch_of_the_plan_equal_a_substring_count(start, length):
    phrase = SQUEEZED[start : start + length]
    hits = search(PLAN, Query(((phrase,),))).hits
    assert len(hits) == SQUEEZED.count(phrase) >= 1
    assert {squeezed(TEXT[hit.start : hit.end]) for hit in hits} == {phrase}
    assert all(left.end <= right.start for left, right in pairwise(hits))
    assert all(hit.unit.start <= hit.start < hit.unit.end for hit in hits)


@settings(deadline=None, max_examples=300)
@given(st.text("哈。第一章 \n\t", max_size=40), st.text("哈。第一 \n", min_size=1, max_size=5))
def test_hits_in_any_text_equal_a_substring_count(text, phrase):
    plan = parse_plan(from_text(text, {"id": "t", "title": "t"}))
    if not squeezed(phrase):
        return
    spans = list(occurrences(text, phrase))
    assert len(spans) == squeezed(text).count(squeezed(phrase))
    assert all(squeezed(text[start:end]) == squeezed(phrase) for start, end in spans)
    if plan.passages:
        assert len(search(plan, Query(((phrase,),))).hits) == len(spans)


@settings(deadline=None)
@given(st.text(max_size=30), st.booleans(), st.booleans())
def test_folding_keeps_the_place_of_every_character(text, width, traditional):
    folding = Folding(width, traditional)
    folded = fold(text, folding)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert "".join(fold(character, folding).text for character in text) == folded.text


def test_overlapping_occurrences_are_taken_from_the_left():
    assert list(occurrences("哈哈 哈\n哈哈", "哈哈")) == [(0, 2), (3, 6)]


def test_every_character_lies_in_exactly_one_unit():
    covered = [0] * len(TEXT)
    for unit in units(PLAN):
        for at in range(unit.start, unit.end):
            covered[at] += 1
        assert unit.passage_id in PLAN
    assert {covered[at] for at, character in enumerate(TEXT) if not character.isspace()} == {1}


# what a person types -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "alternatives"),
    [
        pytest.param("教育", (("教育",),), id="one-term"),
        pytest.param(" 教育　医疗 ", (("教育", "医疗"),), id="space-is-and"),
        pytest.param("教育|医疗", (("教育",), ("医疗",)), id="bar-is-or"),
        pytest.param("教育｜医疗", (("教育",), ("医疗",)), id="full-width-bar"),
        pytest.param("教育 医疗 | 养老", (("教育", "医疗"), ("养老",)), id="and-binds-closer"),
        pytest.param('"Private Finance"', (("Private Finance",),), id="phrase"),
        pytest.param("“教育 | 医疗”", (("教育 | 医疗",),), id="chinese-quotes-hide-operators"),
        pytest.param("“十三五”规划", (("“十三五”规划",),), id="quotes-within-a-term-are-text"),
        pytest.param("““十三五”规划”", (("“十三五”规划",),), id="nested-quotes"),
        pytest.param("教育 教育", (("教育",),), id="repeated"),
        pytest.param("<b>&", (("<b>&",),), id="markup-is-text"),
    ],
)
def test_what_is_typed_is_read(typed, alternatives):
    assert parse(typed).alternatives == alternatives


@pytest.mark.parametrize("typed", ["", "  \n", "|", "教育|", "|教育", "a||b", '"教育', "“教育", '""', "字" * 201])
def test_a_query_that_cannot_be_read_is_one_chinese_line(typed):
    with pytest.raises(BadInputError) as caught:
        parse(typed)
    assert "\n" not in str(caught.value) and str(caught.value)[0] > "\u2e7f"


def test_the_reading_is_shown():
    assert parse("教育 医疗|养老").reading == "（教育 且 医疗） 或 养老"


# and, or -----------------------------------------------------------------------------------------------------


def test_and_keeps_only_places_that_hold_both():
    result = search(PLAN, parse("医疗 床位"))
    assert result.hits
    for unit, hits in result.places:
        assert {hit.phrase for hit in hits} == {"医疗", "床位"}
        assert "医疗" in squeezed(TEXT[unit.start : unit.end]) and "床位" in squeezed(TEXT[unit.start : unit.end])


def test_or_is_the_sum_of_its_phrases_in_the_order_of_the_text():
    result = search(PLAN, parse("教育|教育事业|体育"))
    assert result.by_phrase == {phrase: SQUEEZED.count(phrase) for phrase in ("教育", "教育事业", "体育")}
    assert [hit.start for hit in result.hits] == sorted(hit.start for hit in result.hits)


def test_a_phrase_of_a_missing_alternative_is_not_counted():
    assert search(PLAN, parse("医疗 火星|床位")).by_phrase == {"医疗": 0, "火星": 0, "床位": SQUEEZED.count("床位")}


def test_counts_by_chapter_add_up():
    result = search(PLAN, parse("越秀区"))
    assert sum(result.by_chapter.values()) == len(result.hits) == SQUEEZED.count("越秀区")
    assert list(result.by_chapter)[:2] == ["前言", "第一章 发展基础与发展环境"]
    assert {"附件1", "附件2", "文末印发信息"} <= set(result.by_chapter)


# folding -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "folding", "same_as"),
    [
        pytest.param("（2016—2020年）", WIDTH, "（2016—2020年）", id="itself"),
        pytest.param("(2016—2020年)", WIDTH, "（2016—2020年）", id="half-width-brackets"),
        pytest.param("２０１６—２０２０年", WIDTH, "2016—2020年", id="full-width-digits"),
        pytest.param("基層社會服務管理能力", TRADITIONAL, "基层社会服务管理能力", id="traditional"),
        pytest.param("瞭解", TRADITIONAL, "了解", id="a-character-the-word-decides"),
        pytest.param("「十三五」", TRADITIONAL, "“十三五”", id="traditional-quotes"),
    ],
)
def test_folding_finds_the_other_way_of_writing(phrase, folding, same_as):
    assert count(phrase, folding=folding) == SQUEEZED.count(same_as)
    if phrase != same_as:
        assert count(phrase) == 0


def test_folding_width_ignores_case():
    assert count("wIfI", folding=WIDTH) == SQUEEZED.lower().count("wifi") > 0


def test_a_character_that_folds_to_several_keeps_its_offset():
    assert list(occurrences("of ﬁce", "ice", WIDTH)) == [(3, 6)]
    assert list(occurrences("of ﬁce", "offi", WIDTH)) == [(0, 4)]


# filters -----------------------------------------------------------------------------------------------------


def test_filters_split_the_hits():
    whole = count("教育")
    parts = [count("教育", parts=frozenset({part})) for part in ("body", "box", "appendix", "glossary")]
    assert sum(parts) == whole and all(parts)


def test_the_chapter_filter():
    result = search(PLAN, parse("床位", chapters=frozenset({12})))
    assert result.hits and {hit.unit.place.chapter for hit in result.hits} == {12}


# places ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "label"),
    [
        ("发展基础与发展环境", "第一章"),
        ("第一节过去五年的发展成就", "第一章第一节"),
        ("主要指标完成情况表", "第一章第一节专栏1"),
        ("（二）五片区", "第九章第三节专栏6"),
        ("二、重大基础设施工程", "附件1"),
        ("图1：越秀区产业空间布局图", "附件2"),
        ("以社会化管理退休人员中高龄孤寡", "名词解释“虚拟养老院”"),
    ],
)
def test_a_hit_says_where_it_stands(phrase, label):
    assert search(PLAN, Query(((phrase,),))).hits[0].unit.label == label
