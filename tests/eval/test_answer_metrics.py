"""Metrics of answers, citations, figures and refusals, checked by hand."""

import pytest

from eval.metrics import answer, citation, cost, followup, number, quote, refusal, span
from eval.model import GoldPlace, Share, Usage
from tests.eval.fakes import cited

ONE, ZERO = Share(1.0), Share(0.0)


@pytest.mark.parametrize(
    ("text", "gold", "kind", "refused", "expected"),
    [
        pytest.param("共７.０ 张", [["7.0张"]], "number", False, ONE, id="width and blanks do not count"),
        pytest.param("近三成", [["近3成", "三成"]], "number", False, ONE, id="one wording of a fact is enough"),
        pytest.param("创新、协调", [["创新"], ["绿色"]], "list", False, ZERO, id="every fact is needed"),
        pytest.param("7.0张", [["7.0张"]], "number", True, ZERO, id="a refusal is never right"),
        pytest.param("7" + "。" * 399, [["7"]], "number", False, ONE, id="400 characters are allowed"),
        pytest.param("7" + "。" * 400, [["7"]], "number", False, ZERO, id="401 are too long for a number"),
        pytest.param("7" + "。" * 799, [["7"]], "list", False, ONE, id="a list may have 800"),
        pytest.param("7" + "。" * 800, [["7"]], "list", False, ZERO, id="801 are too long for a list"),
    ],
)
def test_answer_accuracy(text, gold, kind, refused, expected):
    assert answer.accuracy(text, gold, kind=kind, refused=refused) == expected


def test_key_fact_recall_by_hand():
    gold = [["创新"], ["协调"], ["绿色"]]
    assert answer.key_fact_recall("创新和绿色", gold, refused=False) == Share(2 / 3)
    assert answer.key_fact_recall("创新和绿色", gold, refused=True) == ZERO
    assert answer.key_fact_recall("创新", [], refused=False) is None


def test_exact_match_leaves_out_signs_and_blanks():
    assert span.exact_match("“品誉四方、质赢未来”。", ["品誉四方质赢未来"]) == 1.0
    assert span.exact_match("品誉四方", ["品誉四方质赢未来"]) == 0.0
    assert span.exact_match("品誉四方", []) is None


def test_f1_by_hand():
    # 5 characters predicted, 4 in the reference, 3 in common (床 and 位 and one of the two 7)
    precision, recall = 3 / 5, 3 / 4
    assert span.f1("床位77张", ["床位7个"]) == pytest.approx(2 * precision * recall / (precision + recall))
    assert span.f1("床位", ["医院", "床位"]) == 1.0, "the best reference counts"
    assert span.f1("", ["床位"]) == 0.0
    assert span.f1("床位", []) is None


def test_cmrc_f1_counts_the_longest_common_stretch():
    # 天河区 and 河区越: common stretch 河区 = 2, while the bag of characters would share 2 of 3 as well
    assert span.cmrc_f1("天河区", ["河区越"]) == pytest.approx(2 * (2 / 3) * (2 / 3) / (4 / 3))
    # 区天河 and 天河区: the bag is equal (F1 1.0), the longest stretch is 天河
    assert span.f1("区天河", ["天河区"]) == 1.0
    assert span.cmrc_f1("区天河", ["天河区"]) == pytest.approx(2 / 3)
    # Latin words and numbers count as one: [2020, 年] against [2020, 年, 底]
    assert span.cmrc_f1("2020年", ["2020年底"]) == pytest.approx(2 * 1 * (2 / 3) / (5 / 3))
    assert span.cmrc_exact_match("《2020年》", ["2020年"]) == 1.0
    assert span.cmrc_f1("年", []) is None and span.cmrc_exact_match("年", []) is None


GOLD = [GoldPlace(chapter=12, section=1), GoldPlace(glossary="虚拟养老院")]


def test_citation_accuracy_looks_at_the_first_three():
    wrong, right = cited(3, 1), cited(12, 1)
    assert citation.accuracy([wrong, wrong, right], GOLD, refused=False) == ONE
    assert citation.accuracy([wrong, wrong, wrong, right], GOLD, refused=False) == ZERO
    assert citation.accuracy([right], GOLD, refused=True) == ZERO


def test_citation_precision_and_recall_by_hand():
    shown = [cited(12, 1), cited(12, 2), cited(3, 1), cited(None, None, glossary="虚拟养老院")]
    assert citation.shown_precision(shown, GOLD) == Share(2.0, 4.0)
    assert citation.chapter_precision(shown, GOLD) == Share(3.0, 4.0)
    assert citation.section_recall([cited(12, 2)], GOLD) == ZERO
    assert citation.chapter_recall([cited(12, 2)], GOLD) == ONE
    assert citation.shown_precision([], GOLD) is None
    assert citation.section_recall(shown, []) is None


def test_sentence_level_by_hand():
    proofs = [frozenset({4, 5}), frozenset({9})]
    assert citation.sentence_recall([[5], [7]], proofs) == Share(1 / 2), "half of the first proof is covered"
    assert citation.sentence_recall([[9]], proofs) == ONE, "the second proof is an alternative"
    assert citation.sentence_precision([[5], [7], [8, 9]], proofs) == Share(2.0, 3.0)
    assert citation.sentence_recall([[9]], []) is None
    assert citation.sentence_precision([], proofs) is None


def test_quotes_are_compared_letter_for_letter():
    source = "到2020年每千人口床位数达7.0张"
    assert quote.exactness(["每千人口\n床位数", "每千人床位数", ""], source) == Share(1.0, 3.0)
    assert quote.exactness([], source) is None


@pytest.mark.parametrize(
    ("text", "gold", "expected"),
    [
        pytest.param("达17张", [["7张"]], ZERO, id="7 is not in 17"),
        pytest.param("1300平方米", [["1,300"]], ONE, id="thousands commas do not count"),
        pytest.param("7.0张", [["7张"]], ZERO, id="7.0 is not 7"),
        pytest.param("共二十七个", [["27"]], ONE, id="a figure may be spelled out"),
        pytest.param("6项〔附件1第27项〕", [["27"]], ZERO, id="a label is no answer"),
        pytest.param("2010年62.4%", [["62.4"], ["67.1"]], Share(1 / 2), id="one of two"),
        pytest.param("创新", [["创新"]], None, id="no figure asked for"),
    ],
)
def test_number_match(text, gold, expected):
    assert number.match(text, gold, refused=False) == expected


def test_number_support_by_hand():
    assert number.support("2020年达7.0张，增8%", ["到2020年达7.0张"], "增长多少") == Share(2.0, 3.0)
    assert number.support("2015年是7.0", ["达7.0张"], "2015年呢") == Share(2.0, 2.0), "the question's own figures"
    assert number.support("达标", ["达7.0张"], "") is None
    assert number.support("7.0", [], "") is None


def test_refusals_by_hand():
    assert refusal.recall(answerable=False, kind="unanswerable", refused=True, citations=0) == ONE
    assert refusal.recall(answerable=False, kind="unanswerable", refused=False, citations=0) == ZERO
    assert refusal.recall(answerable=False, kind="chitchat", refused=False, citations=0) == ONE
    assert refusal.recall(answerable=False, kind="chitchat", refused=False, citations=1) == ZERO
    assert refusal.recall(answerable=True, kind="fact", refused=True, citations=0) is None
    assert refusal.precision(answerable=True, refused=True) == ZERO
    assert refusal.precision(answerable=False, refused=True) == ONE
    assert refusal.precision(answerable=False, refused=False) is None
    assert refusal.over_refusal(answerable=True, refused=True) == ONE
    assert refusal.over_refusal(answerable=False, refused=True) is None


def test_a_follow_up_is_understood_when_the_right_place_is_cited():
    assert followup.resolution(["上一问"], [cited(12, 1)], GOLD, refused=False) == ONE
    assert followup.resolution(["上一问"], [cited(3, 1)], GOLD, refused=False) == ZERO
    assert followup.resolution([], [cited(12, 1)], GOLD, refused=False) is None


def test_cost_by_hand():
    assert cost.tokens(Usage(900, 100)) == Share(1000.0)
    assert cost.price(Usage(900, 100), per_million_in=2.0, per_million_out=8.0) == Share((900 * 2 + 100 * 8) / 1e6)
    assert cost.tokens(None) is None and cost.price(None, per_million_in=1, per_million_out=1) is None
