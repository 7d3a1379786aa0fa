"""Plans of other shapes: three national ones with 篇, a work report with 一、 and Markdown footnotes."""

import json
from pathlib import Path

import pytest

from corpus import outline
from corpus.check import check
from corpus.parse import parse
from corpus.source import from_text

EXTERNAL = Path(__file__).resolve().parents[2].parent / "shared" / "external"
PLANS = ("2006-十一五规划纲要", "2011-十二五规划纲要", "2016-十三五规划纲要")
REPORT = "baoding-2022-work-report.md"

pytestmark = pytest.mark.skipif(not EXTERNAL.is_dir(), reason=f"外部样本不在：{EXTERNAL.name} 文件夹缺失，跳过")


def read(*parts):
    path = EXTERNAL.joinpath(*parts)
    if not path.is_file():
        pytest.skip(f"缺少外部样本 {path.name}")
    return path.read_text(encoding="utf-8")


def plan_of(text):
    return parse(from_text(text, {"id": "t", "title": "试"}))


def wanted_outline(name):
    return json.loads(read("plans", f"{name}.outline.json"))


def one_space(title):
    return " ".join(title.split())


@pytest.mark.parametrize("ending", [".txt", ".toc.txt"])
@pytest.mark.parametrize("name", PLANS)
class TestNationalPlan:
    def test_the_outline_is_exactly_the_wanted_one(self, name, ending):
        way = outline.Way()
        found = []
        for heading in plan_of(read("plans", name + ending)).headings:
            way.enter(heading)
            found.append((heading.level + 1, way.titles))
        wanted = [
            (one["level"], tuple(map(one_space, [*one["parents"], one["title"]]))) for one in wanted_outline(name)
        ]
        assert found == wanted

    def test_every_character_below_a_heading_is_in_its_passages(self, name, ending):
        plan = plan_of(read("plans", name + ending))
        for one in wanted_outline(name):
            way = tuple(map(one_space, [*one["parents"], one["title"]]))
            assert sum(len(passage.raw) for passage in plan.passages if passage.heading == way) == one["body_chars"], (
                way
            )

    def test_nothing_is_wrong_with_its_structure(self, name, ending):
        assert [(one.name, one.detail) for one in check(plan_of(read("plans", name + ending))) if not one.ok] == []


@pytest.mark.parametrize("name", PLANS)
def test_a_contents_page_changes_nothing_but_offsets(name):
    bare, with_contents = (plan_of(read("plans", name + ending)) for ending in (".txt", ".toc.txt"))
    assert [(one.id, one.label, one.raw) for one in bare.passages] == [
        (one.id, one.label, one.raw) for one in with_contents.passages
    ]
    (skipped,) = with_contents.noise
    assert with_contents.source.text[skipped.start : skipped.end].startswith("目录\n")
    assert not bare.noise


@pytest.mark.parametrize(
    ("name", "passage_id", "label", "opening"),
    [
        (PLANS[1], "p2.1", "第二篇", "在工业化、城镇化深入发展中同步推进农业现代化"),
        (PLANS[2], "60.1.1", "第十四篇第六十章第一节", "实行医疗、医保、医药联动"),
    ],
)
def test_places_below_parts(name, passage_id, label, opening):
    passage = plan_of(read("plans", f"{name}.txt")).passage(passage_id)
    assert passage.label == label
    assert passage.text.startswith(opening)


def test_the_work_report():
    plan = plan_of(read("reports", REPORT))
    assert [one.title for one in plan.headings] == ["一、2021年工作回顾", "二、2022年主要目标任务"]
    assert [(one.name, one.detail) for one in check(plan) if not one.ok] == []
    paragraph = next(one for one in plan.passages if one.text.startswith("（四）深入推进产业转型"))
    assert (paragraph.lead, paragraph.label) == ("深入推进产业转型提升工程", "二、2022年主要目标任务")


def test_the_footnotes_of_the_work_report():
    plan = plan_of(read("reports", REPORT))
    assert len(plan.glossary) == 22
    entry = next(one for one in plan.glossary if one.term == "揭榜挂帅")
    assert entry.definition.startswith("即科技悬赏制")
    assert plan.source.text[entry.anchor :].startswith("[^3]")
    assert "“揭榜挂帅”[^3]" in plan.passage(entry.anchor_passage_id).raw
