"""Everyday words lead to the plan's, and only to words that the plan has."""

import pytest

from corpus.errors import SourceError
from index.text import fold
from qa import lexicon


@pytest.fixture(scope="module")
def words(plan):
    return lexicon.Lexicon(plan)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("批发档口以后会搬走吗", "专业市场"),
        ("盖一半的楼有人管吗", "烂尾楼"),
        ("堵车怎么治", "交通拥堵"),
    ],
)
def test_an_everyday_word_leads_to_the_plans(words, text, found):
    assert found in words.plan_words(text)


@pytest.mark.parametrize("text", ["", "专业市场怎么升级", "你好", "到2020年每千人口床位数是多少"])
def test_a_text_in_the_plans_words_needs_none(words, text):
    assert words.plan_words(text) == ()


def test_every_word_led_to_stands_in_the_plan(words, plan):
    text = fold(plan.source.text)
    assert words._known and all(fold(word) in text for found in words._known.values() for word in found)


def test_at_most_four(words):
    assert len(words.plan_words("，".join(words._known))) <= 4


@pytest.mark.parametrize("content", ['word = "x"', '[a]\n"b" = "c"', '[a]\n"b" = [1]', "[a\n"])
def test_a_file_of_another_form_is_one_clear_line(tmp_path, content):
    path = tmp_path / "lexicon.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError, match=r"lexicon\.toml"):
        lexicon.entries(path)


def test_the_answer_tells_what_was_looked_for(assistant):
    assert "专业市场" in assistant.ask("批发档口以后会搬走吗").search_terms
    assert "绿化覆盖率" in assistant.ask("绿花复盖律目标是多少").search_terms
    assert assistant.ask("绿化覆盖率目标是多少").search_terms == ()
