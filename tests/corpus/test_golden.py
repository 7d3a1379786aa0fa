"""The shipped plan against its golden file, and facts that were read by eye from the published text."""

import json

import pytest

from corpus import source
from corpus.load import load
from tests.corpus import golden_plan

PLAN = load()


@pytest.mark.parametrize("plan_id", source.plan_ids())
def test_the_plan_is_what_the_golden_file_says(plan_id):
    golden = json.loads(golden_plan.path(plan_id).read_text(encoding="utf-8"))
    found = json.loads(json.dumps(golden_plan.facts(load(plan_id))))
    differing = [name for name in golden.keys() | found.keys() if golden.get(name) != found.get(name)]
    assert not differing, f"{differing} differ; python -m tests.corpus.renew_golden, then read the difference"


def test_counts():
    levels = [heading.level for heading in PLAN.headings if not heading.title.startswith("附件")]
    assert (levels.count(2), levels.count(3)) == (15, 51)
    counts = (PLAN.boxes, PLAN.indicators, PLAN.projects, PLAN.maps, PLAN.glossary)
    assert tuple(map(len, counts)) == (12, 24 + 22, 70, 11, 29)


def test_the_plan_counts_its_own_indicators():
    """第十五章第三节: 共22项，其中预期性指标17项，约束性指标5项, 分为5大类."""
    rows = [row for row in PLAN.indicators if row.box == 2]
    attributes = [row.attribute for row in rows]
    assert (attributes.count("预期性"), attributes.count("约束性")) == (17, 5)
    assert len({row.category for row in rows}) == 5


@pytest.mark.parametrize(
    ("passage_id", "unit", "target", "last", "agencies"),
    [
        pytest.param("b1.3", "亿元/平方公里", "65", "78", ["区发改局"], id="unit-cell-broken-over-lines"),
        pytest.param("b1.4", "%", "96", "97.98", ["区发改局", "区商务局"], id="agency-cell-broken"),
        pytest.param("b1.10", "‰", "≤10.5", "8.93", ["区卫计局"], id="category-cell-in-front"),
        pytest.param("b1.16", "平方米", "561.83", "946.9", ["区文广新局"], id="decimals"),
        pytest.param("b1.18", "件", "2500", "585", ["区科工信局"], id="marked-row"),
        pytest.param("b1.24", "分贝", "≤56", "56.9", ["区环保局"], id="last-row-before-note"),
        pytest.param("b2.1", "%", "7左右", "预期性", ["区发改局"], id="about"),
        pytest.param("b2.4", "%", "70", "预期性", ["区金融局", "区商务局", "区科工信局"], id="three-agencies"),
        pytest.param("b2.15", "平方米", "5.70", "预期性", ["区建设水务局"], id="trailing-zero-kept"),
        pytest.param("b2.19", "%", "与经济增长同步", "预期性", ["区发改局"], id="target-in-words"),
        pytest.param("b2.22", "%", "80", "约束性", ["区政务办"], id="last-row"),
    ],
)
def test_a_row_of_an_indicator_table(passage_id, unit, target, last, agencies):
    row = next(row for row in PLAN.indicators if row.passage_id == passage_id)
    assert (row.unit, row.target, row.completion or row.attribute, list(row.agencies)) == (unit, target, last, agencies)


def test_only_the_marked_row_carries_the_note():
    noted = {row.passage_id: row.note for row in PLAN.indicators if row.note}
    assert noted == {"b1.18": "因统计口径变化，导致目标值与完成值存在差异。"}


@pytest.mark.parametrize(
    ("number", "name", "category", "task"),
    [
        (1, "长堤大马路258—266号房屋改造工程", "重点发展功能区", "复建1幢单体建筑，"),
        (12, "央视“满汉全席”饮食影视娱乐综合", "重点发展功能区", "引入央视制作团体，"),
        (21, "越秀区孵化器", "重大科技创新工程", "鼓励科研机构、高端人才"),
        (43, "国投广州养老院项目（广州中成外经大厦改建）", "重大生产力建设工程", "完成按照养老公寓标准"),
        (70, "广州光塔民族文化风情街", "重大民生工程", "新建6个具有民族特色的牌坊，"),
    ],
)
def test_a_project(number, name, category, task):
    project = PLAN.projects[number - 1]
    assert (project.number, project.name, project.category) == (number, name, category)
    assert project.task.startswith(task)


@pytest.mark.parametrize(
    ("term", "passage_id"),
    [
        ("四大主导产业", "1.1.1"),
        ("立体学区", "1.1.3"),
        ("辖内5处广州海上丝绸之路史迹", "6.2.1"),
        ("PFI", "9.2.1"),
        ("“抬底部、树龙头”发展策略", "11.2.2"),
        ("虚拟养老院", "13.3.2"),
    ],
)
def test_a_footnote_is_tied_to_where_its_mark_was_lost(term, passage_id):
    entry = next(entry for entry in PLAN.glossary if entry.term == term)
    assert entry.anchor_passage_id == passage_id


@pytest.mark.parametrize(
    ("passage_id", "wording"),
    [
        pytest.param("1.1.1", "国家“”南方创业服务中心", id="empty-quotation-marks"),
        pytest.param("3.2.4", "国家“”南方创业服务中心", id="empty-quotation-marks-again"),
        pytest.param("6.2.2", "国家“”南方创业服务中心", id="empty-quotation-marks-third"),
        pytest.param("7.3.2", "过节隧道", id="wrong-character"),
        pytest.param("2.1.4", "发展优势努力打造", id="missing-comma"),
        pytest.param("b6.3", "等七大行业", id="six-named-as-seven"),
        pytest.param("b11.1", "婴儿死亡率达控制在3‰以下", id="word-too-many"),
    ],
)
def test_slips_of_the_published_text_are_kept(passage_id, wording):
    assert wording in PLAN.passage(passage_id).text


def test_a_paragraph_broken_by_a_lost_mark_is_whole():
    assert "四大主导产业实现增加值占全区GDP比重" in PLAN.passage("1.1.1").text
    assert "灵活运用PPP、PFI等多种融资模式" in PLAN.passage("9.2.1").text


@pytest.mark.parametrize(
    ("passage_id", "label"),
    [
        ("0.0.1", "前言"),
        ("12.0.1", "第十二章"),
        ("12.1.3", "第十二章第一节"),
        ("b12.1", "第十三章第三节专栏12"),
        ("b2.4", "第二章第三节专栏2第4项"),
        ("a1.43", "附件1第43项"),
        ("a2.11", "附件2第11项"),
        ("g6", "名词解释“小巨人培育计划”"),
        ("g29", "名词解释“虚拟养老院”"),
        ("end.3", "文末印发信息"),
    ],
)
def test_the_label_of_a_passage(passage_id, label):
    assert PLAN.passage(passage_id).label == label


@pytest.mark.parametrize(
    ("passage_id", "lead"),
    [
        ("3.2.3", "做优楼宇经济"),
        ("11.2.2", "实施“抬底部、树龙头”发展策略"),
        ("13.2.1", "推进社会保险“服务下沉、管理上移”工作"),
        ("b5.1", "改进社区治理方式，推进基层服务多元化"),
        ("b11.1", "主要健康指标"),
        pytest.param("b7.2", None, id="a-definition-is-no-lead"),
        ("8.2.1", None),
    ],
)
def test_the_lead_of_a_paragraph(passage_id, lead):
    assert PLAN.passage(passage_id).lead == lead
