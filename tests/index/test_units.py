"""Units cover the plan, records lead to them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.expansion import Expansion
from corpus.model import Sentence
from corpus.parse import parse
from corpus.source import from_text
from index import units


def test_every_sentence_is_a_unit_once_in_order(plan, records):
    wanted = [(passage.id, sentence) for passage in plan.passages for sentence in passage.sentences]
    assert [(unit.passage.id, unit.sentence) for unit in records.units] == wanted
    assert [unit.number for unit in records.units] == list(range(len(wanted)))


def test_a_unit_is_the_plans_wording(plan, records):
    for unit in records.units:
        raw = plan.source.text[unit.sentence.start : unit.sentence.end]
        assert "".join(raw.split()) == "".join(unit.sentence.text.split())


@pytest.mark.parametrize("channel", ["sentences", "points", "questions"])
def test_records_lie_in_the_plan_and_touch_their_unit(plan, records, channel):
    assert records.channel(channel)
    for record in records.channel(channel):
        sentence = records.units[record.unit].sentence
        assert record.text.strip()
        assert 0 <= record.start < record.end <= len(plan.source.text)
        assert min(record.end, sentence.end) > max(record.start, sentence.start)


def test_outside_examples_lead_to_their_kind_and_to_no_place(records):
    assert len(records.outside) == len(records.outside_kinds) > 1000
    assert [record.unit for record in records.outside] == list(range(len(records.outside)))
    assert {record.end for record in records.outside} == {0}


def test_every_unit_has_a_sentence_and_a_point(records):
    everyone = set(range(len(records.units)))
    assert Counter(record.unit for record in records.sentences) == Counter(everyone)
    assert {record.unit for record in records.points} == everyone


def test_context_goes_in_front_and_can_be_left_out(small_plan):
    with_headings = units.build(small_plan, ()).sentences[0].text
    assert with_headings == "医疗卫生 医院：到2020年，每千人口医疗机构床位数达7.0张。"
    assert units.build(small_plan, (), headings=False).sentences[0].text == "到2020年，每千人口医疗机构床位数达7.0张。"


def test_an_expansion_takes_the_place_of_clauses(small_plan):
    passage = small_plan.passages[0]
    sentence = passage.sentences[1]
    found = units.build(small_plan, [Expansion(passage.id, sentence.start, sentence.end, ("妇幼医院搬哪儿",))])
    assert [(record.unit, record.text) for record in found.questions] == [(1, "妇幼医院搬哪儿")]
    assert [record.text for record in found.points if record.unit == 1] == [sentence.text]


def test_the_digest_knows_texts_and_where_they_lead(small_plan):
    first, second = small_plan.passages[0].sentences
    digests = {
        units.build(small_plan, expansions, headings=headings).digest
        for headings in (True, False)
        for expansions in (
            (),
            [Expansion("1.1.1", first.start, first.end, ("问",))],
            [Expansion("1.1.1", second.start, second.end, ("问",))],
            [Expansion("1.1.1", first.start, first.end, ("另问",))],
        )
    }
    assert len(digests) == 8


@given(st.lists(st.tuples(st.integers(1, 20), st.sampled_from("，；：")), min_size=1, max_size=6))
def test_clauses_neither_lose_nor_repeat_a_character(parts):
    text = "".join("字" * length + mark for length, mark in parts)
    source = parse(from_text(f"第一章 题目\n前文。{text}", {"id": "t", "title": "t"}))
    start = source.source.text.index(text)
    unit = units.Unit(0, source.passages[0], Sentence(start, start + len(text), text))
    found = units.clauses(source, unit)
    assert "".join(record.text for record in found) == text
    assert [record.start for record in found] == [start, *(record.end for record in found[:-1])]
    assert found[-1].end == start + len(text)
    assert len(found) == 1 or all(len(record.text) >= 16 for record in found)
