"""查找: what a person sees, and the files that they take away."""

import asyncio
import csv
import io
import re
import zipfile

import pytest

from corpus.errors import BadInputError, ModelError
from corpus.load import load
from corpus.model import Span
from index.exact import PARTS, parse, search
from web import excerpt, exports, find, hits, text

PLAN = load()
SQUEEZED = "".join(PLAN.source.text.split())
HOSTILE = "<img src=x onerror=alert(1)>${1}{{value}}"


def found(typed, **options):
    return search(PLAN, parse(typed, **options))


def plain(markup):
    return re.sub("<[^>]+>", "", markup)


# the page ----------------------------------------------------------------------------------------------------


def test_the_summary_counts_hits_and_places():
    result = found("养老")
    shown = plain(hits.summary(result))
    assert f"共找到 {SQUEEZED.count('养老')} 处" in shown
    assert "第十三章 完善社会保障网络，筑牢民生底线" in shown


def test_cards_mark_every_hit_and_link_to_the_place():
    result = found("床位")
    markup = hits.cards(PLAN, result, 99)
    assert markup.count("<mark>床位</mark>") == len(result.hits)
    assert 'href="/?plan=yuexiu-13fyp&amp;at=12.1.' in markup


def test_cards_come_by_the_page():
    assert hits.cards(PLAN, found("教育"), 5).count("<article") == 5


def test_no_hit_gives_hints():
    shown = plain(hits.summary(found("火星基地")))
    assert "没有找到“火星基地”" in shown and "换一个更短的词" in shown


@pytest.mark.parametrize("draw", [lambda: hits.summary(found(HOSTILE)), lambda: hits.problem(HOSTILE)])
def test_hostile_words_are_text(draw):
    assert "<img" not in draw() and "${" not in draw() and "{{" not in draw()


def test_the_form_becomes_a_query():
    query = find.ask("教育", ["box", "glossary"], 11, [text.FIND_FOLD_TRADITIONAL])
    assert (query.chapters, query.parts) == (frozenset({11}), frozenset({"box", "glossary"}))
    assert query.folding.traditional and not query.folding.width


@pytest.mark.parametrize(("typed", "parts"), [("", PARTS), (None, PARTS), ("教育|", PARTS), ("教育", [])])
def test_a_bad_query_is_one_line(typed, parts):
    with pytest.raises(BadInputError, match=r"^[^\n]+$"):
        find.ask(typed, parts, 0, [])


def test_the_chapters_to_choose_from():
    names = find.chapters(PLAN)
    assert names[0][1] == 0 and [number for _, number in names[1:]] == list(range(1, 16))
    assert names[12][0] == "第十二章 强基创优，建设卫生强区"


# beside it ---------------------------------------------------------------------------------------------------


def test_near_wordings_show_place_and_similarity():
    passage = PLAN.passage("12.1.1")
    markup = find.near(PLAN, "病床", lambda words, limit: [(passage.id, passage.start, passage.end, 0.834)])
    assert "相近度 83%" in markup and "第十二章第一节" in markup


def test_an_unknown_passage_is_left_out():
    assert text.NEAR_NOTHING in find.near(PLAN, "病床", lambda words, limit: [("nowhere", 0, 1, 0.9)])


@pytest.mark.parametrize(
    ("error", "line"),
    [(ModelError("检索模型没有准备好"), "检索模型没有准备好"), (RuntimeError("out of memory"), text.NEAR_FAILED)],
    ids=["known", "of a library"],
)
def test_a_failing_model_costs_one_line(error, line):
    def similar(words, limit):
        raise error

    assert plain(find.near(PLAN, "病床", similar)) == line


def test_nothing_is_compared_before_anything_is_typed():
    assert find.near(PLAN, "  ", lambda words, limit: pytest.fail("called")) == hits.near_empty()


# context -----------------------------------------------------------------------------------------------------


def test_context_is_cut_around_marks():
    assert excerpt.runs("甲乙丙丁戊己庚", 0, 7, [Span(3, 4)], around=1) == (
        ("……丙", False),
        ("丁", True),
        ("戊……", False),
    )


def test_context_keeps_cells_apart_and_lines_together():
    assert excerpt.runs("亿元/\n\n平方公里\n\t65", 0, 14, [], around=None) == (("亿元/平方公里 ｜ 65", False),)


def test_a_hit_that_runs_over_the_end_is_shown_whole():
    assert excerpt.runs("甲乙\n丙丁", 0, 2, [Span(1, 4)], around=9)[-1] == ("乙丙", True)


# files -------------------------------------------------------------------------------------------------------


def test_csv_has_a_line_a_hit_with_its_citation():
    result = found("床位")
    file = hits.as_csv(PLAN, result)
    assert file.content.startswith(b"\xef\xbb\xbf") and file.name == "查找_床位.csv"
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert len(rows) == len(result.hits) + 1
    assert rows[1][5].startswith("《广州市越秀区国民经济和社会发展第十三个五年规划纲要》第")
    assert {row[3] for row in rows[1:]} == {"床位"}
    assert all(PLAN.source.text[int(row[6]) : int(row[7])] == "床位" for row in rows[1:])


def test_word_has_an_excerpt_a_place_and_chinese_letters():
    from docx import Document

    result = found("床位")
    file = hits.as_docx(PLAN, result)
    document = Document(io.BytesIO(file.content))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert text.count("《广州市越秀区") == len(result.places)
    marked = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.font.highlight_color]
    assert marked == ["床位"] * len(result.hits)
    assert "w:eastAsia" in zipfile.ZipFile(io.BytesIO(file.content)).read("word/styles.xml").decode()


def test_a_hostile_search_makes_a_harmless_file_name():
    name = exports.file_name('查找_../..\\<b>:"|?*\n', "csv")
    assert not set(name) & set('/\\<>:"|?*\n') and name.endswith(".csv")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_csv_cells_are_never_formulas(cell):
    content = exports.as_csv("t", ["a"], [[cell]]).content.decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(content)))[1]))[0] == "'"


def test_control_signs_do_not_break_word():
    exports.as_docx("t", "a\x00b", ["\x0b"], [exports.Excerpt("c\x1f", "", (("d\ud800", True),))])


def config(draw):
    """The page's configuration as text. Built inside a loop, or Gradio opens one of its own and never closes it."""

    async def built():
        import gradio as gr

        with gr.Blocks(analytics_enabled=False) as page:
            draw()
        return str(page.config)

    return asyncio.run(built())


@pytest.mark.filterwarnings("ignore")
def test_the_workspace_is_built_with_and_without_meaning():
    assert "pq-find-query" in (alone := config(lambda: find.build(PLAN))) and "pq-find-near" not in alone
    assert "pq-find-near" in config(lambda: find.build(PLAN, lambda words, limit: []))
