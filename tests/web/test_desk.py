"""指标与项目: filters, order, links, files and charts."""

import asyncio
import csv
import io
import re
from dataclasses import replace

import pytest

from corpus.load import load
from web import charts, desk, records, sheet, text

PLAN = load()
ALL_INDICATORS = ("", "", "", "", "", "", "", text.DESK_UP)


def indicators(**chosen):
    names = ("words", "period", "category", "agency", "attribute", "outcome", "sort", "order")
    fields = dict(zip(names, ALL_INDICATORS, strict=True)) | chosen
    return [row.passage_id for row in desk.indicator_view(PLAN, *fields.values())]


def projects(words="", category="", sort="", order=text.DESK_UP):
    return [row.passage_id for row in desk.project_view(PLAN, words, category, sort, order)]


# filters and order -------------------------------------------------------------------------------------------


def test_without_a_choice_everything_stands_in_the_plan_s_order():
    assert indicators() == [row.passage_id for row in PLAN.indicators] and len(indicators()) == 46
    assert projects() == [f"a1.{number}" for number in range(1, 71)]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ({"outcome": "missed"}, ["b1.7", "b1.8", "b1.21", "b1.24"]),
        ({"outcome": "not_comparable"}, ["b1.18"]),
        ({"attribute": "约束性", "category": "城区环境"}, ["b2.14"]),
        ({"agency": "区金融局"}, ["b2.4"]),
        ({"words": "绿化", "period": "十三五"}, ["b2.16"]),
        ({"words": "r&d"}, ["b2.10"]),
        ({"words": "＜没有＞"}, []),
    ],
)
def test_indicator_filters(chosen, ids):
    assert indicators(**chosen) == ids


def test_filters_add_up():
    outcomes = [len(indicators(outcome=key)) for key in (*text.OUTCOMES, "none")]
    assert outcomes == [19, 4, 1, 22]


def test_project_filters():
    assert projects(words="医院") == ["a1.61", "a1.62"]
    assert len(projects(category="重大民生工程")) == 27


def test_figures_sort_as_numbers_and_missing_ones_come_last_either_way():
    up, down = indicators(sort="completion"), indicators(sort="completion", order=text.DESK_DOWN)
    assert up[0] == "b1.17" and down[0] == "b1.16"
    assert {row[:2] for row in up[24:]} == {row[:2] for row in down[24:]} == {"b2"}
    assert indicators(sort="target")[-1] == "b2.19"


@pytest.mark.parametrize(
    ("key", "order", "clicked", "after"),
    [
        ("", text.DESK_UP, "target", ("target", text.DESK_UP)),
        ("target", text.DESK_UP, "target", ("target", text.DESK_DOWN)),
        ("target", text.DESK_DOWN, "target", ("target", text.DESK_UP)),
        ("name", text.DESK_DOWN, "target", ("target", text.DESK_UP)),
    ],
)
def test_a_click_on_a_head(key, order, clicked, after):
    assert desk.resorted(key, order, clicked) == after


def test_an_unknown_column_leaves_the_order():
    assert indicators(sort="__class__") == indicators()


# tables ------------------------------------------------------------------------------------------------------


def test_rows_link_to_their_places():
    markup = desk.indicator_table(PLAN, *ALL_INDICATORS)
    assert markup.count("<tr ") == 47 and 'href="/?plan=yuexiu-13fyp&amp;at=b1.24"' in markup
    assert desk.project_table(PLAN, "", "", "", text.DESK_UP).count('href="/?plan=yuexiu-13fyp&amp;at=a1.') == 70


def test_outcomes_are_said_in_words():
    shown = re.sub("<[^>]+>", "", desk.indicator_table(PLAN, *ALL_INDICATORS))
    assert (shown.count("达到目标"), shown.count("未达目标")) == (19, 4)
    assert shown.count("统计口径变化，不作比较") == 1


def test_the_sorted_column_says_so():
    markup = desk.indicator_table(PLAN, *ALL_INDICATORS[:-2], "target", text.DESK_DOWN)
    assert markup.count('aria-sort="descending"') == 1 and markup.count('aria-sort="ascending"') == 0


def test_an_empty_result_helps():
    assert text.SHEET_NOTHING in desk.indicator_table(PLAN, "火星", *ALL_INDICATORS[1:])


def test_hostile_cells_are_text():
    evil = replace(PLAN.indicators[0], name="<script>${x}{{y}}", category='"><b>', target="<i>1</i>")
    markup = sheet.table([evil], records.indicator_columns(PLAN), total=1, key="", descending=False, caption="<u>")
    assert not re.search(r"<(script|b|i|u)>|\$\{|\{\{", markup)


# files -------------------------------------------------------------------------------------------------------


def test_csv_opens_in_excel_with_every_row():
    file = records.indicator_file(PLAN, PLAN.indicators, "csv")
    assert file.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == 46
    assert rows[9]["目标值"] == "≤10.5" and rows[9]["完成情况"] == "达到目标"
    assert rows[17]["备注"] == "因统计口径变化，导致目标值与完成值存在差异。"
    assert rows[40]["目标值"] == "1300" and rows[40]["正式引注"].endswith("》第二章第三节专栏2第17项")


def test_excel_holds_numbers_as_numbers_and_texts_as_texts():
    from openpyxl import load_workbook

    evil = replace(PLAN.projects[0], name='=HYPERLINK("x")', task="a\x00b")
    book = load_workbook(io.BytesIO(records.project_file(PLAN, [evil], "xlsx").content))
    cell = book.active["C2"]
    assert (cell.value, cell.data_type) == ('=HYPERLINK("x")', "s") and book.active["D2"].value == "ab"
    page = load_workbook(io.BytesIO(records.indicator_file(PLAN, PLAN.indicators, "xlsx").content)).active
    assert (page["F2"].value, page["F11"].value, page["G8"].value) == (8, "≤10.5", 7.08)
    assert page.max_row == 47 and page.freeze_panes == "A2"


# charts ------------------------------------------------------------------------------------------------------


def test_completion_leaves_out_what_may_not_be_compared():
    past = [row for row in PLAN.indicators if row.box == 1]
    assert [row.number for row in past if charts.percent(row) is None] == [18]
    assert charts.percent(past[15]) == pytest.approx(100 * 946.9 / 561.83)
    figure = charts.completion(past)
    assert [len(bars.x) for bars in figure.data] == [19, 4]


def test_counts_of_the_charts_add_up():
    assert sum(charts.by_category(PLAN.projects).data[0].x) == 70
    answered = sum(len(row.agencies) for row in PLAN.indicators)
    assert sum(sum(bars.x) for bars in charts.by_agency(PLAN.indicators).data) == answered


def test_names_are_not_markup_in_a_chart():
    assert "<b>" not in charts.wrapped("<b>甲</b>").replace("<br>", "")


def test_the_line_above_the_charts():
    assert desk.done_line(PLAN.indicators).startswith("“十二五”24项指标中，19项达到目标，4项未达目标，1项")
    assert desk.done_line(()) == ""


def config(draw):
    """The page's configuration as text. Built inside a loop, or Gradio opens one of its own and never closes it."""

    async def built():
        import gradio as gr

        with gr.Blocks(analytics_enabled=False) as page:
            draw()
        return str(page.config)

    return asyncio.run(built())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("plan", [PLAN, replace(PLAN, indicators=(), projects=())], ids=["whole", "without-tables"])
def test_the_workspace_is_built(plan):
    assert (text.DESK_NO_INDICATORS in config(lambda: desk.build(plan))) == (not plan.indicators)
