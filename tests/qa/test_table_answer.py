"""Rows become sentences: every word of a cell verbatim, every count right, every figure proved."""

from collections import Counter

import pytest

from corpus.load import load
from qa import table_answer, table_query, table_read, table_row, twins
from qa.verify import verify

PLAN = load()
INDICATORS = [pytest.param(row, id=row.passage_id) for row in PLAN.indicators]
PROJECTS = [pytest.param(row, id=row.passage_id) for row in PLAN.projects]
AGENCIES = sorted({agency for row in PLAN.indicators for agency in row.agencies})


def answer(question):
    query = table_read.parse(question, PLAN)
    return table_answer.answer(query, table_query.run(query, PLAN), PLAN)


@pytest.mark.parametrize("row", INDICATORS)
def test_an_indicators_sentence_holds_its_cells_and_is_proved(asked, row):
    [draft] = table_row.single(PLAN, PLAN.passage(row.passage_id), asked(f"{row.name}是多少"))
    cells = [row.name, table_row.value(row.target, row.unit), row.period, *row.agencies, row.attribute, row.note]
    cells += [table_row.value(row.completion, row.unit)] if row.completion else []
    assert all(cell.rstrip("。") in draft.text for cell in cells if cell)
    assert len(draft.text) <= 200
    checked = verify([draft], PLAN)
    assert not checked.dropped
    assert checked.citations[0].passage_id == row.passage_id


@pytest.mark.parametrize("row", PROJECTS)
def test_a_projects_sentence_holds_its_cells_and_is_proved(asked, row):
    [draft] = table_row.single(PLAN, PLAN.passage(row.passage_id), asked("这个项目"))
    assert row.name in draft.text and row.task in draft.text and f"附件1第{row.number}项" in draft.text
    assert not verify([draft], PLAN).dropped


@pytest.mark.parametrize("row", [pytest.param(row, id=row.passage_id) for row in PLAN.maps])
def test_a_maps_sentence_names_it(asked, row):
    [draft] = table_row.single(PLAN, PLAN.passage(row.passage_id), asked("规划图"))
    assert f"附件2第{row.number}项" in draft.text and row.name in draft.text
    assert not verify([draft], PLAN).dropped


def test_a_paragraph_is_no_row(asked):
    assert table_row.single(PLAN, PLAN.passage("12.1.1"), asked("床位")) == []


@pytest.mark.parametrize(
    ("cell", "unit", "said"),
    [
        ("8.8", "%", "8.8%"),
        ("7左右", "%", "7%左右"),
        ("50以上", "栋", "50栋以上"),
        ("≤10.5", "‰", "≤10.5‰"),
        ("1300", "平方米", "1300平方米"),
        ("与经济增长同步", "%", "与经济增长同步"),
    ],
)
def test_a_cell_with_its_unit(cell, unit, said):
    assert table_row.value(cell, unit) == said


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("period", ["十二五", "十三五"])
def test_the_indicators_of_an_agency_are_counted_as_python_counts_them(asked, period, agency):
    rows = [row for row in PLAN.indicators if row.period == period and agency in row.agencies]
    drafts = answer(asked(f"“{period}”期间{agency}负责的指标有哪些"))
    assert bool(drafts) == bool(rows)
    for draft in drafts:
        assert f"共{len(rows)}项指标" in draft.text
        assert all(row.name in draft.text for row in rows)
        assert draft.text.count("；") == len(rows) - 1
        assert not verify(drafts, PLAN).dropped


@pytest.mark.parametrize("category", dict.fromkeys(row.category for row in PLAN.projects))
def test_the_projects_of_a_category_are_listed_whole(asked, category):
    rows = [row for row in PLAN.projects if row.category == category]
    [draft] = answer(asked(f"“{category}”有哪些项目"))
    assert f"共{len(rows)}个项目" in draft.text and all(row.name in draft.text for row in rows)
    assert len(draft.text) <= 780
    assert not verify([draft], PLAN).dropped


@pytest.mark.parametrize("period", ["十二五", "十三五"])
def test_a_total_is_split_by_category(asked, period):
    rows = [row for row in PLAN.indicators if row.period == period]
    [draft] = answer(asked(f"“{period}”主要指标一共有多少项"))
    assert f"共{len(rows)}项指标" in draft.text
    for category, n in Counter(row.category for row in rows).items():
        assert f"{category}{n}项" in draft.text


def test_the_agency_with_most_indicators(asked):
    counted = Counter(agency for row in PLAN.indicators if row.period == "十三五" for agency in row.agencies)
    (first, most), *_ = counted.most_common()
    [draft] = answer(asked("哪个部门负责的指标最多"))
    leading = "、".join(name for name, n in counted.items() if n == most)
    assert first in leading and f"最多的是{leading}，{most}项" in draft.text
    assert draft.text.startswith("“十三五”主要指标共22项")


def test_categories_that_share_the_edge_are_all_named(asked):
    query = table_query.TableQuery("indicators", "most", period="十三五", category="创新水平", group_by="agency")
    rows = table_query.run(query, PLAN)
    counted = Counter(agency for row in rows for agency in row.agencies)
    leading = [name for name, n in counted.items() if n == max(counted.values())]
    assert all(name in table_answer.answer(query, rows, PLAN)[0].text.split("（其余")[0] for name in leading)


def test_missed_targets_stand_with_target_and_completion(asked):
    [draft] = answer(asked("“十二五”哪些指标没有完成"))
    figures = ("目标25%，完成21.97%", "目标≤56分贝，完成56.9分贝", "目标5.82平方米，完成5.69平方米")
    for wanted in ("共5项", "不算在内是4项", *figures):
        assert wanted in draft.text


def test_no_rows_no_answer():
    query = table_query.TableQuery("indicators", "list", agency="区城管委")
    assert table_answer.answer(query, (), PLAN) == []


@pytest.mark.parametrize(
    ("past", "present"),
    [
        pytest.param("b1.1", "b2.1", id="GDP"),
        pytest.param("b1.2", "b2.2", id="GDP per head"),
        pytest.param("b1.5", "b2.3", id="modern services"),
        pytest.param("b1.6", "b2.8", id="retail sales"),
        pytest.param("b1.7", "b2.18", id="culture"),
        pytest.param("b1.8", "b2.7", id="private economy"),
        pytest.param("b1.16", "b2.17", id="cultural facilities"),
        pytest.param("b1.19", "b2.19", id="income"),
        pytest.param("b1.20", "b2.20", id="employment"),
        pytest.param("b1.21", "b2.15", id="parks"),
        pytest.param("b1.22", "b2.16", id="green cover"),
        pytest.param("b1.4", None, id="all services are not modern services"),
        pytest.param("b1.24", None, id="noise"),
        pytest.param(None, "b2.5", id="headquarters are not the private economy"),
        pytest.param(None, "b2.10", id="R&D"),
    ],
)
def test_twins(past, present):
    by_id = {row.passage_id: row for row in PLAN.indicators} | {None: None}
    for one, other, period in ((past, present, "十三五"), (present, past, "十二五")):
        if one:
            assert twins.twin(PLAN, by_id[one], period) == by_id[other]


@pytest.mark.parametrize("row", INDICATORS)
def test_a_twins_twin_is_the_row_itself(row):
    other = twins.twin(PLAN, row, "十三五" if row.period == "十二五" else "十二五")
    assert other is None or twins.twin(PLAN, other, row.period) == row


def test_a_comparison_brings_both_periods_in_their_order(asked):
    question = asked("人均公园绿地面积“十二五”和“十三五”相比")
    for passage_id in ("b1.21", "b2.15"):
        past, present = table_row.single(PLAN, PLAN.passage(passage_id), question)
        assert "5.69" in past.text and "5.70" in present.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("民营经济的目标，十三五跟十二五比是加码了还是没动？", "“十三五”目标（25%）与“十二五”目标（25%）相同"),
        ("每万人公共文化设施面积，十三五目标比十二五高还是低？", "（1300平方米）高于“十二五”目标（561.83平方米）"),
    ],
)
def test_two_periods_are_held_against_each_other(assistant, text, told):
    answer = assistant.ask(text)
    assert told in answer.answer.split("\n")[0] and answer.figures_checked
    assert {cited.box for cited in answer.citations} == {1, 2}


def test_rows_that_are_no_twins_are_not_held_against_each_other(asked):
    rows = {row.passage_id: row for row in PLAN.indicators}
    question = asked("总部经济占GDP，十三五目标比十二五高还是低？")
    assert table_row.conclusion([rows["b2.5"], rows["b1.1"]], question, PLAN) is None
    assert table_row.conclusion([rows["b2.7"], rows["b1.8"]], question, PLAN) is not None


def test_rows_with_other_units_are_not_held_against_each_other(asked):
    rows = {row.passage_id: row for row in PLAN.indicators}
    question = asked("税收亿元楼宇和绿化覆盖率哪个高？")
    assert table_row.conclusion([rows["b2.6"], rows["b2.16"]], question, PLAN) is None
