"""What people read: comparison, ablation, report, and the command line."""

import json
import re
from itertools import pairwise

import pytest

from corpus.errors import BadInputError
from eval import __main__ as command
from eval import ablation, compare, run, sets, store
from eval.metrics import interval
from eval.pipeline import Inside
from eval.report import build
from eval.summary import summarise
from qa.options import Options
from tests.eval.fakes import PLAN, FakeAssistant, beds, question, refusal, unanswerable

QUESTIONS = [
    *(question(f"t-{number}", question=f"调试题{number}？") for number in range(8)),
    unanswerable("t-8", question="天河区的床位？"),
    question("m-1", question="秘密的题？", set="measure"),
]
RIGHT = {asked.question: beds() for asked in QUESTIONS} | {"天河区的床位？": refusal()}
WRONG = {**RIGHT, "调试题0？": beds(answer="<b>5张</b>"), "秘密的题？": refusal()}


@pytest.fixture
def runs(tmp_path):
    for name, known in (("right", RIGHT), ("wrong", WRONG)):
        run.run(Inside(FakeAssistant(known)), PLAN, run.Order(questions=QUESTIONS, folder=tmp_path / name))
    return tmp_path


def test_comparison_counts_gains_and_losses(runs):
    found = compare.compare(store.load(runs / "right"), store.load(runs / "wrong"))
    [both] = [item for item in found.sets["tune"] if item.name == "both"]
    assert (both.before, both.now, both.gained, both.lost) == (8 / 8, 7 / 8, 0, 1)
    assert both.change.value == -1 / 8 and both.p == 1.0, "one question proves nothing"
    assert found.kinds["number"].lost == 2
    assert [change.question.id for change in found.changes] == ["t-0", "m-1"]


def test_comparison_does_not_show_measure_questions(runs):
    found = compare.compare(store.load(runs / "right"), store.load(runs / "wrong"))
    text = "\n".join(compare.lines(found.changes, show_measure=False))
    assert "失 t-0" in text and "答案里没有“7.0张”" in text
    assert "m-1" not in text and "另有 1 题在测量集" in text
    assert "m-1" in "\n".join(compare.lines(found.changes, show_measure=True))


def test_runs_without_a_common_question_cannot_be_compared(runs, tmp_path):
    run.run(
        Inside(FakeAssistant(RIGHT)),
        PLAN,
        run.Order(questions=[question("z", question="调试题1？")], folder=tmp_path / "z"),
    )
    with pytest.raises(BadInputError, match="没有相同的题"):
        compare.compare(store.load(runs / "right"), store.load(tmp_path / "z"))


def test_the_last_variant_is_the_product_and_each_adds_to_the_one_before():
    assert ablation.VARIANTS[-1].options() == Options()
    grown = ablation.VARIANTS[2:]
    assert all(set(left.on) < set(right.on) for left, right in pairwise(grown))


def test_ablation_asks_only_what_is_missing(tmp_path):
    assistants = []

    def load(name):
        assistants.append(FakeAssistant(RIGHT if name == "refusal" else WRONG))
        return Inside(assistants[-1], {"mode": name})

    names = ["bm25", "refusal", "naive"]
    ablation.ablate(names, load, PLAN, QUESTIONS, tmp_path)
    finished = ablation.ablate(names, load, PLAN, QUESTIONS, tmp_path)
    assert [len(assistant.asked) for assistant in assistants] == [10, 10, 10, 0, 0, 0]
    header, rows = ablation.table({name: done.summaries["tune"].whole for name, done in finished.items()})
    assert [row[0] for row in rows] == ["只用 BM25", "＋校准拒答（完整）", ablation.REFERENCE]
    assert rows[0][1].startswith("87.5 [") and len(rows[0]) == len(header)
    with pytest.raises(BadInputError, match="不认识"):
        ablation.ablate(["bm26"], load, PLAN, QUESTIONS, tmp_path)


def test_the_table_is_put_between_the_marks(runs, tmp_path):
    groups = {"bm25": summarise(store.load(runs / "right").outcomes)["tune"].whole}
    page = tmp_path / "README.md"
    page.write_text("前\n<!-- ablation:start -->\n旧\n<!-- ablation:end -->\n后\n", encoding="utf-8")
    ablation.write_readme(page, groups, "说明")
    ablation.write_readme(page, groups, "说明")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("前\n<!-- ablation:start -->\n说明\n\n| 流程 |") and text.endswith(
        "<!-- ablation:end -->\n后\n"
    )
    assert "旧" not in text and text.count("只用 BM25") == 1
    page.write_text("没有记号", encoding="utf-8")
    with pytest.raises(BadInputError, match="ablation:start"):
        ablation.write_readme(page, groups, "说明")


def test_the_report_holds_everything_and_asks_no_other_host(runs):
    page = build(store.load(runs / "wrong"))
    for text in (
        "评测报告",
        "测量集",
        "该不该拒答",
        "风险–覆盖曲线",
        "用时分布",
        "调试题0？",
        "第十二章第一节",
        PLAN.source.sha256,
    ):
        assert text in page, text
    assert not re.findall(r"(?:src|href|url|@import)\s*[=(]", page)
    assert not re.findall(r"https?://", page)


def test_the_report_escapes_answers_and_hides_measure_questions(runs):
    page = build(store.load(runs / "wrong"))
    assert "&lt;b&gt;5张" in page and "<b>5张" not in page
    assert "秘密的题" not in page
    assert "秘密的题" in build(store.load(runs / "wrong"), show_measure=True)


def test_help_says_what_each_command_does(capsys):
    for name in ("answers", "run", "compare", "accept", "ablate", "report", "lint", "stats", "add", "import-squad"):
        with pytest.raises(SystemExit) as left:
            command.main([name, "--help"])
        assert left.value.code == 0 and "用法" in capsys.readouterr().out


def test_the_seed_of_the_command_line_is_that_of_the_intervals():
    assert command.SEED == interval.SEED


@pytest.fixture
def known(monkeypatch):
    monkeypatch.setattr(
        "eval.pipeline.load", lambda settings, mode="full": Inside(FakeAssistant(RIGHT), {"mode": mode})
    )


def question_file(path, *names):
    lines = [{"id": asked.id, "question": asked.question} for asked in QUESTIONS if asked.id in names]
    path.write_text("".join(map(sets.as_line, [*lines, {"id": "?", "question": "不会的"}])), encoding="utf-8")
    return str(path)


def test_answers_writes_what_it_can_and_ends_with_1_when_one_failed(known, tmp_path, capsys):
    out = tmp_path / "answers.jsonl"
    code = command.main(
        ["answers", "--questions", question_file(tmp_path / "q.jsonl", "t-0", "t-1"), "--out", str(out)]
    )
    captured = capsys.readouterr()
    assert code == 1 and captured.out == "" and "题目 ? 没有答成" in captured.err
    assert [line["id"] for line in sets.lines(out)] == ["t-0", "t-1"]


def test_a_missing_file_is_one_line_and_exit_2(known, tmp_path, capsys):
    assert command.main(["answers", "--questions", str(tmp_path / "no"), "--out", str(tmp_path / "a")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_run_compare_and_report_from_the_command_line(known, runs, tmp_path, capsys):
    questions = tmp_path / "q.jsonl"
    asked = {"id": "t-0", "question": "调试题0？", "gold": [["7.0张"]], "quote": "7.0张", "cite": [{"chapter": 12}]}
    questions.write_text(sets.as_line(asked), encoding="utf-8")
    assert command.main(["run", "--questions", str(questions), "--out", str(tmp_path / "r")]) == 0
    assert json.loads((tmp_path / "r" / "run.json").read_text(encoding="utf-8"))["summary"]["q"]["n"] == 1
    assert command.main(["compare", str(runs / "right"), str(runs / "wrong")]) == 0
    assert command.main(["report", str(runs / "wrong"), "--out", str(tmp_path / "report.html")]) == 0
    assert (tmp_path / "report.html").exists()
    assert "秘密的题" not in capsys.readouterr().out


def test_a_run_without_both_sets_cannot_become_the_baseline(known, tmp_path, capsys):
    run.run(Inside(FakeAssistant(RIGHT)), PLAN, run.Order(questions=QUESTIONS[:3], folder=tmp_path))
    assert command.main(["accept", str(tmp_path)]) == 2
    assert "measure" in capsys.readouterr().err
