"""The small steps: numerals, lines, sentences, headings, labels, offsets."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import glossary, outline
from corpus.label import label
from corpus.lines import blocks, is_spaced, lines
from corpus.load import load
from corpus.model import Place, clean
from corpus.numerals import CHINESE_NUMBER, from_chinese, to_chinese
from corpus.sentences import sentences

PLAN = load()


@given(st.integers(1, 9999))
def test_a_numeral_reads_as_it_was_written(value):
    numeral = to_chinese(value)
    assert from_chinese(numeral) == value
    assert re.fullmatch(CHINESE_NUMBER, numeral)


@pytest.mark.parametrize(
    ("value", "numeral"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (110, "一百一十"),
        (1005, "一千零五"),
    ],
)
def test_numerals_by_hand(value, numeral):
    assert to_chinese(value) == numeral
    assert from_chinese(numeral) == value


@pytest.mark.parametrize("value", [0, -1, 10000])
def test_a_number_out_of_range_is_an_error(value):
    with pytest.raises(ValueError):
        to_chinese(value)


@pytest.mark.parametrize("numeral", ["", "甲", "12", "第一"])
def test_what_is_no_numeral_is_an_error(numeral):
    with pytest.raises(ValueError):
        from_chinese(numeral)


@given(st.text(alphabet="甲乙。！”\n \t", max_size=20), st.integers(0, 5))
def test_sentences_lose_nothing_and_stand_where_they_say(raw, offset):
    source = " " * offset + raw
    found = sentences(raw, offset)
    assert all(source[one.start : one.end].strip() == source[one.start : one.end] != "" for one in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join("".join(source[one.start : one.end] for one in found).split()) == "".join(raw.split())


@pytest.mark.parametrize(
    ("raw", "cut"),
    [
        pytest.param("甲。乙。", ["甲。", "乙。"], id="two"),
        pytest.param("他说“好。”乙。", ["他说“好。”", "乙。"], id="closing-mark-belongs-to-it"),
        pytest.param("达70.0张。", ["达70.0张。"], id="decimal-point"),
        pytest.param("甲；乙", ["甲；乙"], id="no-end"),
        pytest.param("主导产业\n实现。", ["主导产业实现。"], id="broken-line"),
    ],
)
def test_sentences_by_hand(raw, cut):
    assert [one.text for one in sentences(raw, 0)] == cut


@given(st.lists(st.sampled_from(["甲", "乙。", "\t丙", "", "第一章 丁", "   "]), max_size=8))
def test_blocks_keep_every_filled_line_once_and_in_order(pieces):
    text = "\n".join(pieces)
    for joining in (True, False):
        found = list(blocks(text, 0, len(text), lambda line: line.startswith("第"), joining=joining))
        assert all(text[block.start : block.end] == block.raw for block in found)
        assert "".join("".join(block.raw for block in found).split()) == "".join(text.split())
        assert all(left.end < right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "joining", "raws"),
    [
        pytest.param("四大主导产业\n实现增加值。", True, ["四大主导产业\n实现增加值。"], id="broken-by-a-lost-mark"),
        pytest.param("甲。\n乙。", True, ["甲。", "乙。"], id="a-full-stop-ends-a-paragraph"),
        pytest.param("甲\n\n乙", True, ["甲", "乙"], id="a-blank-line-ends-a-paragraph"),
        pytest.param("题目\n正文。", False, ["题目", "正文。"], id="a-line-is-a-paragraph"),
        pytest.param(
            "正文。\n六、各项改革\n正文。", True, ["正文。", "六、各项改革", "正文。"], id="heading-without-blank-line"
        ),
        pytest.param("\t亿元/\n\n平方公里\n\t65", True, ["亿元/\n\n平方公里", "65"], id="broken-cell"),
    ],
)
def test_blocks_by_hand(text, joining, raws):
    found = blocks(text, 0, len(text), lambda line: outline.heading_level(line) is not None, joining=joining)
    assert [block.raw for block in found] == raws


def test_the_offset_of_a_break_is_where_the_mark_stood():
    (block,) = blocks("立体学区\n”。", 0, 7, lambda _: False)
    assert block.breaks == (4,)


def test_lines_tell_blank_lines_and_tabs():
    found = [(line.text, line.tab, line.blanks_before) for line in lines("甲\n\n\t乙\n\t\n丙")]
    assert found == [("甲", False, 0), ("乙", True, 1), ("", True, 0), ("丙", False, 0)]


@pytest.mark.parametrize(("text", "spaced"), [("甲\n\n乙\n\n丙", True), ("甲\n乙\n丙\n丁\n戊", False)])
def test_whether_paragraphs_are_spaced(text, spaced):
    assert is_spaced(text) is spaced


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一篇　转变方式 开创新局面", 1),
        ("第十二章  强基创优", 2),
        pytest.param("第六十章\xa0 推进健康中国建设", 2, id="no-break-space"),
        ("第一节 合理布局", 3),
        ("一、主要机遇", 4),
        ("（一）一核", 5),
        pytest.param("第一章规定了范围", None, id="no-space-behind-the-number"),
        pytest.param("一、坚持创新。", None, id="a-sentence"),
        pytest.param("（一）深入推进。围绕城市，坚决打好主动仗。", None, id="a-paragraph"),
        ("五年来", None),
    ],
)
def test_heading_level(line, level):
    assert outline.heading_level(line) == level


CONTENTS = "纲要\n目录\n前言\n第一章 甲……1\n第二章 乙……9\n前言\n开头一段。\n第一章 甲\n第一节 总\n第二章 乙\n"


def test_a_contents_page_ends_before_what_stands_only_once():
    start, end = outline.contents(CONTENTS)
    assert CONTENTS[start:end] == "目录\n前言\n第一章 甲……1\n第二章 乙……9\n"


@pytest.mark.parametrize(
    ("contents", "text"),
    [
        pytest.param("目录\n第一章 甲\n结束语\n", "第一章 甲\n正文。\n结束语\n", id="last-entry-without-a-number"),
        pytest.param(
            "目录\n第一章 甲\n第一节 总\n第二章 乙\n第一节 总\n",
            "第一章 甲\n第一节 总\n第二章 乙\n第一节 总\n",
            id="sections-of-the-same-name",
        ),
    ],
)
def test_the_contents_page_is_skipped_as_a_whole(contents, text):
    assert outline.contents(contents + text) == (0, len(contents))


@pytest.mark.parametrize("text", ["", "第一章 甲\n第一章 甲", "目录\n正文", "目录\n第一章 甲\n正文。"])
def test_without_a_contents_page_nothing_is_skipped(text):
    assert outline.contents(text) == (0, 0)


@pytest.mark.parametrize(
    ("place", "options", "wanted"),
    [
        (Place(), {}, "前言"),
        (Place(), {"where": "文末印发信息"}, "文末印发信息"),
        (Place(chapter=12, section=1), {}, "第十二章第一节"),
        (Place(chapter=4), {"part": 2}, "第二篇第四章"),
        (Place(), {"part": 2}, "第二篇"),
        (Place(chapter=2, section=3, box=2), {"item": 4}, "第二章第三节专栏2第4项"),
        (Place(chapter=2, section=3, box=2), {}, "第二章第三节专栏2"),
        (Place(appendix=1), {"item": 43}, "附件1第43项"),
        (Place(glossary="“小巨人”培育计划"), {}, "名词解释“小巨人培育计划”"),
    ],
)
def test_label(place, options, wanted):
    assert label(place, **options) == wanted


@given(st.text(alphabet="甲aB1 \n\t　", max_size=15))
def test_cleaning_takes_only_white_space_and_is_done_after_once(text):
    cleaned = clean(text)
    assert "".join(cleaned.split()) == "".join(text.split())
    assert clean(cleaned) == cleaned


def test_offsets_of_the_plan():
    text = PLAN.source.text
    for passage in PLAN.passages:
        assert text[passage.start : passage.end] == passage.raw
        for sentence in passage.sentences:
            assert passage.start <= sentence.start < sentence.end <= passage.end
            assert "".join(text[sentence.start : sentence.end].split()) == "".join(sentence.text.split())


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("\ufffd 甲：一。\n\n\n\ufffd “乙”：二。", ["甲", "乙"]),
        ("[^1]: “甲”：一。\n\n[^2]: 乙：二。", ["甲", "乙"]),
        pytest.param("[^a]: 没有词条的注。", ["注a"], id="without-a-term"),
        pytest.param("\ufffd 甲：一。\n又一行。", ["甲"], id="goes-on-over-lines"),
        ("没有注", []),
    ],
)
def test_footnotes(text, terms):
    start = glossary.start(text)
    found = list(glossary.notes(text, start))
    assert [note.term for note in found] == terms
    assert " ".join(text[note.start : note.end] for note in found).split() == text[start:].split()


def test_marks_that_were_not_lost_are_found_where_they_stand():
    text = "甲[^2]与乙[^1]。\n\n[^1]: 乙：一。\n[^2]: 甲：二。"
    start = glossary.start(text)
    found = list(glossary.notes(text, start))
    assert [text[at : at + 4] for at in glossary.marks(found, [], text[:start])] == ["[^1]", "[^2]"]


def test_with_a_break_too_many_the_terms_decide():
    text = "首创立体学区\n。一行断了\n再说慕课\n。"
    found = [glossary.Note(0, 0, term, "解释。") for term in ("“立体学区”", "慕课")]
    assert glossary.marks(found, [6, 12, 17], text) == [6, 17]


def test_as_many_breaks_as_notes_belong_to_them_in_order():
    found = [glossary.Note(0, 0, term, "解释。") for term in ("换了说法", "甲")]
    assert glossary.marks(found, [2, 5], "一处\n又甲处\n。") == [2, 5]
