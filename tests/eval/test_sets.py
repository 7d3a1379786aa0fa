"""The shipped sets are sound, lint finds what is not, and questions go in and out."""

import json

import pytest

from corpus import expansion
from corpus.errors import BadInputError
from eval import lint, sets, squad, stats
from eval.add import author
from eval.model import GoldPlace
from eval.names import KIND_NAMES
from eval.overlap import nearest, plan_words
from eval.proof import Ruler
from eval.text import grams, jaccard, norm
from tests.eval.fakes import BEDS, PLAN, question, unanswerable

RULER = Ruler(PLAN)


def shipped():
    return {path.stem: sets.load(path) for path in sets.shipped()}


def test_the_shipped_sets_are_sound():
    written = [text for point in expansion.load(PLAN) for text in point.questions]
    linted = lint.lint(shipped(), PLAN, written)
    assert [f"{finding.id} {finding.text}" for finding in linted.findings] == []
    assert set(linted.leakage) == {"tune↔measure", "扩写↔tune", "扩写↔measure"}


def test_the_shipped_sets_are_as_large_as_promised():
    for name, questions in shipped().items():
        assert {question.kind for question in questions} == set(KIND_NAMES), name
        assert sum(not question.answerable for question in questions) >= 25, name
        assert lint.everyday(questions) >= 60, name
    every = [question for questions in shipped().values() for question in questions]
    assert len(every) >= 200 and len({question.id for question in every}) == len(every)


def test_garbage_has_fifty_strings():
    garbage = sets.load(sets.path_of(sets.GARBAGE))
    assert len({found.question for found in garbage}) == 50
    assert max(len(found.question) for found in garbage) == 100_000
    assert not any(found.answerable or found.gold or found.cite for found in garbage)
    assert not any("\ud800" <= character <= "\udfff" for found in garbage for character in found.question)


@pytest.mark.parametrize(
    ("broken", "finding"),
    [
        pytest.param(question(quote="规划里没有的话"), "引文在原文里找不到", id="quote"),
        pytest.param(question(cite=(GoldPlace(3, 1),)), "引文不在所给的出处", id="place"),
        pytest.param(question(cite=(GoldPlace(12, 1), GoldPlace(99, 1))), "规划里没有出处", id="no such place"),
        pytest.param(question(gold=(("7.77张",),)), "答案要点“7.77张”在原文里找不到", id="gold"),
        pytest.param(question(gold=()), "没有给出答案要点", id="no gold"),
        pytest.param(question(cite=()), "没有给出出处", id="no place"),
        pytest.param(question(kind="chitchat"), "题型“chitchat”与", id="kind"),
        pytest.param(question(kind="followup"), "追问没有上文", id="no history"),
        pytest.param(question(question=" "), "问题是空的", id="empty"),
        pytest.param(unanswerable(quote=BEDS), "规划未答的题不应有", id="unanswerable with a quote"),
    ],
)
def test_lint_finds(broken, finding):
    assert any(found.text.startswith(finding) for found in lint.check(broken, RULER))


def test_a_sound_question_passes():
    assert not list(lint.check(question(), RULER)) and not list(lint.check(unanswerable(), RULER))


def test_near_duplicates_and_leaks_are_found():
    asked = "到2020年每千人口医疗机构床位数要达到多少张"
    linted = lint.lint({"tune": [question("a", question=asked), question("b", question=asked + "？")],
                        "measure": [question("c", question=asked + "呢")]}, PLAN, [asked])  # fmt: skip
    found = {(finding.id, finding.text.partition("：")[0]) for finding in linted.findings}
    assert ("b", "与 a 几乎是同一道题") in found
    assert ("c", "tune↔measure") in found and ("a", "扩写↔tune") in found


def test_likeness_by_hand():
    assert grams("增长8%！", 2) == {"增长", "长8"}
    assert jaccard(frozenset("abc"), frozenset("bcd")) == 2 / 4
    assert jaccard(frozenset(), frozenset()) == 0.0
    [pair] = nearest([question(question="床位数")], ["医院床位数", "学校"])
    assert (pair.text, pair.similarity) == ("医院床位数", 1 / 3)  # 床位数 of 医院床 院床位 床位数
    assert plan_words(question(question="床位几张", quote="床位数")) == 1 / 3


def test_statistics_count_every_question():
    _, kinds = stats.by_kind(shipped(), KIND_NAMES)
    assert sum(int(cell) for row in kinds for cell in row[1:3]) == sum(map(len, shipped().values()))
    assert stats.totals(shipped())[1][0][0] == "题数" and stats.by_chapter(shipped())[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('{"id": "a"', "第 1 行不是 JSON", id="broken line"),
        pytest.param("[1]", "第 1 行应为一个对象", id="no object"),
        pytest.param('{"id": "a"}', "缺少字段 'question'", id="no question"),
        pytest.param('{"id": "a", "question": null}', "应为文字", id="question is no text"),
        pytest.param('{"id": "a", "question": "x"}\n{"id": "a", "question": "y"}', "题号 a 用了两次", id="id twice"),
    ],
)
def test_a_bad_file_is_one_line_of_chinese(tmp_path, text, message):
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=message):
        sets.load(path)


def test_other_fields_are_ignored_when_only_answering(tmp_path):
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "a", "question": "x\u2028y", "cite": "?", "gold": 3, "kind": 7}\n\n', encoding="utf-8")
    [found] = sets.to_answer(path)
    assert (found.id, found.question, found.history) == ("a", "x\u2028y", ())


def squad_file(tmp_path, paragraphs):
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"version": "v1", "data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_squad_questions_on_this_plan_come_in_with_their_place(tmp_path):
    context = next(passage for passage in PLAN.passages if norm(BEDS) in norm(passage.raw)).raw
    paragraphs = [
        {"id": "P1", "context": context, "qas": [
            {"id": "s-1", "question": "床位？", "answers": [{"text": "7.0张", "answer_start": 0}] * 2},
            {"id": "s-2", "question": "没有的？", "answers": [], "is_impossible": True}]},
        {"context": "别的文章。", "qas": [{"id": "s-3", "question": "？", "answers": [{"text": "别的文章"}]}]},
    ]  # fmt: skip
    kept, left = squad.as_questions(squad.read(squad_file(tmp_path, paragraphs)), PLAN)
    assert [line["id"] for line in kept] == ["s-1", "s-2"] and left == ["s-3"]
    assert kept[0]["cite"] == [{"chapter": 12, "section": 1, "box": None}] and kept[0]["gold"] == [["7.0张"]]


@pytest.mark.parametrize("paragraphs", [[{}], [{"context": "x", "qas": [{}]}], "x"])
def test_other_files_are_not_squad(tmp_path, paragraphs):
    with pytest.raises(BadInputError, match="不是 SQuAD 格式"):
        squad.read(squad_file(tmp_path, paragraphs))


def test_export_keeps_every_question_and_every_offset():
    every = [question for questions in shipped().values() for question in questions]
    [article] = squad.export(every, PLAN)["data"]
    asked = [(paragraph, item) for paragraph in article["paragraphs"] for item in paragraph["qas"]]
    assert {item["id"] for _, item in asked} == {question.id for question in every}
    for paragraph, item in asked:
        for answer in item["answers"]:
            start = answer["answer_start"]
            assert paragraph["context"][start : start + len(answer["text"])] == answer["text"]
    assert sum(item["is_impossible"] for _, item in asked) == sum(not question.answerable for question in every)


def scripted(*lines):
    given = iter(lines)
    return lambda prompt: next(given)


def test_a_question_is_written_with_its_proof(tmp_path):
    path, said = tmp_path / "new.jsonl", []
    author(RULER, path, ask=scripted("床位要多少？", "", BEDS, "7.0张/七张", "number"), say=said.append)
    author(RULER, path, ask=scripted("天河呢？", "床位要多少？", "", ""), say=said.append)
    first, second = sets.load(path)
    assert (first.id, first.cite, first.gold) == ("n-001", (GoldPlace(12, 1),), (("7.0张", "七张"),))
    assert (second.id, second.kind, second.history) == ("n-002", "unanswerable", ("床位要多少？",))
    assert "【" in said[0] and "第十二章第一节" in said[0]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(("",), "问题不能是空的", id="no question"),
        pytest.param(("？", "", "规划里没有的话"), "原文里没有", id="wording not in the plan"),
        pytest.param(("？", "", BEDS, "8.8张", ""), "没有写入", id="gold not in the plan"),
        pytest.param(("？", "", BEDS, "", "chat"), "不认识题型", id="unknown kind"),
        pytest.param(("？", "", "越秀区", "10"), "没有第“10”处", id="no such place"),
    ],
)
def test_nothing_wrong_is_written(tmp_path, lines, message):
    with pytest.raises(BadInputError, match=message):
        author(RULER, tmp_path / "new.jsonl", ask=scripted(*lines), say=lambda text: None)
    assert not (tmp_path / "new.jsonl").exists()
