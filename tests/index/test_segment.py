"""Words: the same for documents and queries, one spelling, the plan's terms whole."""

import pytest

from index.segment import STOP_WORDS, Segmenter
from index.terms import plan_terms
from index.text import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("ＧＤＰ增長目標", "gdp增长目标", id="width, case and Traditional"),
        pytest.param("２０２０年", "2020年", id="full-width digits"),
        pytest.param("醫療衛生", "医疗卫生", id="Traditional"),
        pytest.param("床位\ud800", "床位?", id="half of a surrogate pair"),
    ],
)
def test_spellings_of_one_text_give_the_same_words(segmenter, one, other):
    assert fold(one) == fold(other)
    assert segmenter.words(one) == segmenter.words(other)


def test_a_sentence_holds_the_words_of_a_question_that_quotes_it(segmenter):
    sentence = set(segmenter.words("到2020年，每千人口医疗机构床位数达7.0张。"))
    assert set(segmenter.words("医疗机构床位数")) <= sentence


def test_glossary_terms_stay_whole(plan, segmenter):
    terms = [entry.term for entry in plan.glossary if entry.term in plan_terms(plan)]
    assert len(terms) > 20
    cut = {term: segmenter.words(f"什么是{term}？") for term in terms}
    assert not {term: words for term, words in cut.items() if fold(term) not in words}


def test_a_user_dictionary_belongs_to_its_segmenter():
    term = "虚拟养老院"
    assert term in Segmenter([term]).words(term)
    assert term not in Segmenter().words(term)


@pytest.mark.parametrize("text", ["", " \n", "？！，", "的了和", "\x00", "😀"])
def test_nothing_to_look_for(segmenter, text):
    assert segmenter.words(text) == []


def test_stop_words_are_not_looked_for(segmenter):
    assert not STOP_WORDS & set(segmenter.words("请问一下越秀区的目标是什么呢"))


def test_plan_terms_are_sorted_and_short(plan):
    terms = plan_terms(plan)
    assert terms == sorted(set(terms))
    assert all(2 <= len(term) <= 14 for term in terms)
