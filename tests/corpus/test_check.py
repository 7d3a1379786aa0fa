"""The structural checks: silent on sound plans of any make, and loud on each kind of damage."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.check import check
from corpus.load import load
from corpus.model import Span
from corpus.parse import parse
from corpus.source import from_text

PLAN = load()
NAMES = ("原文与登记的 sha256 相符", "非空白字符不漏不重", "段落和句子与原文逐字相符", "段落编号不重复")


def failed(plan):
    return {finding.name for finding in check(plan) if not finding.ok}


def plan_of(text):
    return parse(from_text(text, {"id": "t", "title": "试"}))


def test_the_shipped_plan_passes():
    assert [(finding.name, finding.detail) for finding in check(PLAN) if not finding.ok] == []


PIECES = st.sampled_from(
    [
        "第一篇　总则",
        "第一章  开头",
        "第二章  结尾",
        "第一节 目标",
        "一、机遇",
        "（一）一核",
        "正文一句。又一句！",
        "断开的一行",
        "\t专栏1  目标表",
        "\t类别",
        "\t指标名称",
        "\t单位",
        "\t目标值",
        "\t1．增长率",
        "\t%",
        "\t经济",
        "\t",
        "\t﹡1：口径变化。",
        "附件1",
        "项目表",
        "\t序号",
        "\t1",
        "\t2",
        "\t甲工程",
        "\t一、类别",
        "公开方式：主动公开",
        "办公室 2016年9月29日印发",
        "\ufffd “甲工程”：解释。",
        "\ufffd 没有冒号的注",
        "[^1]: 甲：解释。",
        "名词解释",
        "[image: x.jpg]",
        "目录",
        "---",
        "",
        "",
    ]
)


@given(st.lists(PIECES, max_size=14))
@example(["公开方式：主动公开", "目录", "第一篇　总则", "第一篇　总则"])
@example(["\ufffd “甲工程”：解释。", "目录", "第一篇　总则", "第一篇　总则"])
@example(["---", "\ufffd “甲工程”：解释。", "---", "第一篇　总则"])
@example(["\t专栏1  目标表", "", "\t指标名称", "\t单位", "\t目标值", "", "\t1．增长率", "\t%", "\t8"] * 2)
def test_nothing_is_lost_or_repeated_whatever_the_order_of_the_pieces(pieces):
    found = failed(plan_of("\n".join(pieces)))
    assert not found & set(NAMES)


@given(st.text(alphabet="第一二章节篇、。（）附件专栏1 \t\n﹡：目录\ufffd", max_size=40))
def test_nothing_is_lost_in_any_text(text):
    assert not failed(plan_of(text)) & set(NAMES)


def test_a_lost_element_is_named():
    plan = replace(PLAN, elements=PLAN.elements[:-1])
    finding = next(finding for finding in check(plan) if not finding.ok)
    assert finding.name == "非空白字符不漏不重"
    assert "虚拟养老院" in finding.detail


def _overlapping():
    first = PLAN.elements[0]
    return replace(PLAN, noise=(Span(first.start, first.start + 1), *PLAN.noise))


def _changed_wording():
    first, *rest = PLAN.passages
    return replace(PLAN, passages=(replace(first, raw=first.raw + "！"), *rest))


def _changed_source():
    return replace(PLAN, source=replace(PLAN.source, sha256="0" * 64))


def _without(field, index):
    values = getattr(PLAN, field)
    return replace(PLAN, **{field: values[:index] + values[index + 1 :]})


def _loose_footnote():
    return replace(PLAN, glossary=(*PLAN.glossary[:-1], replace(PLAN.glossary[-1], anchor=None)))


def _misplaced_footnote():
    first, second, *rest = PLAN.glossary
    return replace(PLAN, glossary=(replace(first, anchor=second.anchor), second, *rest))


@pytest.mark.parametrize(
    ("damaged", "name"),
    [
        (_overlapping, "非空白字符不漏不重"),
        (_changed_wording, "段落和句子与原文逐字相符"),
        (_changed_source, "原文与登记的 sha256 相符"),
        (lambda: replace(PLAN, passages=(*PLAN.passages, PLAN.passages[3])), "段落编号不重复"),
        (lambda: _without("headings", 5), "章节编号连续"),
        (lambda: _without("projects", 42), "表格、专栏、名词解释编号连续"),
        (lambda: _without("indicators", 30), "表格、专栏、名词解释编号连续"),
        (lambda: _without("boxes", 3), "表格、专栏、名词解释编号连续"),
        (_loose_footnote, "名词解释都有出处"),
        (_misplaced_footnote, "名词解释都有出处"),
    ],
)
def test_damage_is_found_under_its_name(damaged, name):
    assert name in failed(damaged())


@pytest.mark.parametrize(
    ("titles", "sound"),
    [
        pytest.param(["第一篇 甲", "第一章 乙", "第二篇 丙", "第二章 丁"], True, id="chapters-go-on-across-parts"),
        pytest.param(["第一篇 甲", "第一章 乙", "第二篇 丙", "第一章 丁"], True, id="chapters-start-anew"),
        pytest.param(["第一章 甲", "第一节 乙", "第二章 丙", "第一节 丁"], True, id="sections-start-anew"),
        pytest.param(["第一章 甲", "第三章 乙"], False, id="gap"),
        pytest.param(["第一章 甲", "第一章 乙"], False, id="repeated"),
        pytest.param(["第一章 甲", "第二节 乙"], False, id="first-section-missing"),
    ],
)
def test_numbering_of_headings(titles, sound):
    assert ("章节编号连续" not in failed(plan_of("\n\n".join(titles)))) is sound


def test_rows_that_are_numbered_alike_keep_ids_of_their_own():
    table = "\t专栏1  表\n\n\t指标名称\n\t单位\n\t目标值\n\n\t1．甲\n\t%\n\t8\n\n\t1．乙\n\t%\n\t9\n"
    plan = plan_of(table)
    assert [(row.passage_id, row.name) for row in plan.indicators] == [("b1.1", "甲"), ("b1.1-2", "乙")]
    assert all(row.name in plan.passage(row.passage_id).text for row in plan.indicators)


def test_text_of_an_annex_is_part_of_the_plan():
    plan = plan_of("第一章 甲\n\n正文。\n\n附件1\n\n说明\n\n本附件说明。\n")
    assert [(one.id, one.label, one.text) for one in plan.passages[1:]] == [("a1.p1", "附件1", "本附件说明。")]


def test_a_closing_line_in_front_of_the_text_does_not_end_it():
    plan = plan_of("主题词：规划\n\n第一章 甲\n\n正文。\n\n抄送：各区\n")
    assert [(one.kind, one.text) for one in plan.passages] == [
        ("paragraph", "主题词：规划"),
        ("paragraph", "正文。"),
        ("closing", "抄送：各区"),
    ]


def test_a_note_belongs_to_the_row_that_is_marked():
    head = "\t专栏1  表\n\n\t指标名称\n\t单位\n\t目标值\n\n"
    rows = "\t1．甲﹡\n\t%\n\t8\n\n\t2．乙\n\t%\n\t9\n\n\t﹡1：口径一。\n\n\t﹡2：口径二。\n"
    assert [(row.name, row.note) for row in plan_of(head + rows).indicators] == [("甲", "口径一。"), ("乙", None)]


def test_closing_lines_stand_in_no_part():
    plan = plan_of("第一篇 甲\n\n正文。\n\n抄送：各区\n")
    assert [one.label for one in plan.passages] == ["第一篇", "文末印发信息"]
