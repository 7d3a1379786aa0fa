"""From an answer to its scores: agreement with the outside checker, places, proofs, reasons."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.model import Span
from eval import sets, store
from eval.model import GoldPlace, Question, Share, number
from eval.place import chapter_name, same_section
from eval.proof import Ruler, place_ranking, proof_ranking
from eval.score import score, why
from eval.summary import losses, summarise
from tests.eval.fakes import BEDS, PLAN, cited, question, reply, unanswerable

ROOT = Path(__file__).resolve().parents[2]
CHECKER = ROOT.parent / "shared" / "check_answers.py"
RULER = Ruler(PLAN)


@pytest.mark.parametrize(
    ("written", "expected"),
    [(12, 12), ("12", 12), ("第十二章", 12), ("第10章", 10), ("二十", 20), (None, None), ("", None), ("前言", None)],
)
def test_numbers_of_places_may_be_written_in_three_ways(written, expected):
    assert number(written) == expected


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        pytest.param(cited(12, 1), GoldPlace(12, 1), True, id="same section"),
        pytest.param(cited(12, 2), GoldPlace(12, 1), False, id="other section"),
        pytest.param(cited(12, 2), GoldPlace(12), True, id="anywhere in the chapter"),
        pytest.param(cited(None, None), GoldPlace(), True, id="preface"),
        pytest.param(cited(None, None, appendix=1), GoldPlace(), False, id="an annex is not the preface"),
        pytest.param(cited(None, None, appendix=1), GoldPlace(appendix=1), True, id="annex"),
        pytest.param(cited(None, None, glossary="“五位一体”"), GoldPlace(glossary="五位一体"), True, id="term"),
        pytest.param(cited(12, 1, glossary="慕课"), GoldPlace(12, 1), False, id="a footnote entry is not the section"),
        pytest.param(cited(12, 1), GoldPlace(glossary="慕课"), False, id="the section is not the footnote entry"),
    ],
)
def test_places(found, gold, expected):
    assert same_section(found, gold) is expected


def test_chapter_names():
    assert [chapter_name(places) for places in ((GoldPlace(3, 1),), (GoldPlace(),), (GoldPlace(appendix=1),), ())] == [
        "第3章", "前言", "附件1", "无出处",
    ]  # fmt: skip


def test_every_quote_of_the_sets_is_found_as_a_span():
    for asked in sets.load(*sets.shipped()):
        for span in RULER.proofs(asked.quote, asked.cite):
            stretch = "".join(PLAN.source.text[span.start : span.end].split())
            assert len(stretch) >= len("".join(asked.quote.split())) - 2


def test_a_hit_finds_a_proof_when_it_covers_half_of_the_shorter():
    proof = [Span(100, 120)]
    hits = [Span(0, 50), Span(90, 110), Span(0, 500)]
    assert proof_ranking(hits, proof) == ["other-0", "proof", "other-2"]
    assert proof_ranking([Span(111, 131)], proof) == ["other-0"], "9 of 20 characters are too few"
    assert proof_ranking([Span(0, 101)], proof) == ["other-0"]


def test_the_place_is_found_by_where_a_hit_begins():
    beds = RULER.proofs(BEDS, ())[0]
    assert place_ranking(RULER, [Span(0, 20), beds], [GoldPlace(12, 1)]) == ["other-0", "proof"]
    assert place_ranking(RULER, [Span(0, 20)], [GoldPlace()]) == ["proof"]


def test_a_right_answer_scores_everything():
    found = score(question(), reply(), RULER, ranking=[Span(0, 20), RULER.proofs(BEDS, ())[0]])
    for name in ("both", "answer", "citation", "citation_precision", "sentence_recall", "quotes", "facts", "f1"):
        assert found.scores[name] == Share(1.0), name
    assert found.scores["proof@1"] == Share(0.0) and found.scores["proof@3"] == Share(1.0)
    assert found.scores["proof_mrr"] == Share(1 / 2)
    assert found.scores["followup"] is None and found.scores["refusal_recall"] is None
    assert found.right and why(found) == ""


@pytest.mark.parametrize(
    ("asked", "given", "reason"),
    [
        pytest.param(question(), None, "没有得到回答", id="no answer"),
        pytest.param(question(), reply(answer="5张"), "没有“7.0张”", id="wrong figure"),
        pytest.param(question(), reply(citations=(cited(3, 1),)), "引用的章节不对", id="wrong place"),
        pytest.param(question(), reply(answer=BEDS * 30), "太长", id="too long"),
        pytest.param(question(), reply(refused=True, reason="not_in_plan", citations=()), "拒答", id="refused"),
        pytest.param(unanswerable(), reply(), "没有拒答", id="answered what the plan does not say"),
    ],
)
def test_a_wrong_answer_says_why(asked, given, reason):
    found = score(asked, given, RULER)
    assert not found.right
    assert reason in why(found)


def test_answering_the_unanswerable_is_a_risk_and_small_talk_is_none():
    outcomes = [
        score(question(), reply(confidence=0.9), RULER),
        score(unanswerable(), reply(confidence=0.4), RULER),
        score(unanswerable("q-3", kind="chitchat"), reply(mode="smalltalk", citations=()), RULER),
    ]
    assert losses(outcomes) == ([0.9, 0.4], [0.0, 1.0])


ANSWERS = [
    (question("a"), {"answer": "达 ７.0张", "citations": [{"chapter": "12", "section": "第一节", "quote": BEDS}]}),
    (question("b"), {"answer": "达7张", "citations": [{"chapter": 12, "section": 1, "quote": BEDS}]}),
    (question("c"), {"answer": "7.0张" + "好" * 400, "citations": [{"chapter": 12, "section": 2, "quote": "无"}]}),
    (question("d"), {"answer": "没有", "refused": True, "reason": "not_in_plan", "citations": []}),
    (question("e", cite=(GoldPlace(glossary="慕课"),)), {"answer": "7.0张", "citations": [
        {"glossary": "“慕课”", "quote": BEDS}, {"chapter": 12, "section": 1, "quote": BEDS}]}),
    (question("f", cite=(GoldPlace(appendix=1),)), {"answer": "7.0张", "citations": [
        {"appendix": "附件1", "quote": BEDS}]}),
    (question("g", cite=(GoldPlace(),)), {"answer": "7.0张", "citations": [{"chapter": None, "quote": BEDS}]}),
    (question("h", kind="list", cite=(GoldPlace(12),)), {"answer": "7.0张" + "好" * 500, "citations": [
        {"chapter": 3, "quote": BEDS}] * 3 + [{"chapter": 12, "section": 4, "quote": BEDS}]}),
    (unanswerable("i"), {"answer": "有", "citations": [{"chapter": 3, "quote": BEDS}]}),
    (unanswerable("j"), {"answer": "没有", "refused": True, "reason": "not_in_plan", "citations": []}),
    (unanswerable("k", kind="chitchat"), {"answer": "你好", "mode": "smalltalk", "citations": []}),
    (unanswerable("l", kind="chitchat"), {"answer": "你好", "citations": [{"chapter": 3, "quote": BEDS}]}),
]  # fmt: skip


@pytest.mark.skipif(not CHECKER.exists(), reason="../shared/check_answers.py is not here")
def test_scores_equal_those_of_the_outside_checker(tmp_path):
    lines = []
    for latency_ms, (asked, given) in enumerate(ANSWERS, start=1):
        line = {"id": asked.id, "question": asked.question, "refused": False, "mode": "extractive", **given}
        lines.append({**line, "latency_ms": float(latency_ms)})
    (tmp_path / "questions.jsonl").write_text(
        "".join(sets.as_line(contract_form(asked)) for asked, _ in ANSWERS), encoding="utf-8"
    )
    (tmp_path / "answers.jsonl").write_text("".join(map(sets.as_line, lines)), encoding="utf-8")
    command = [sys.executable, str(CHECKER), "questions.jsonl", "answers.jsonl", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    theirs = json.loads(done.stdout)
    loaded = sets.load(tmp_path / "questions.jsonl")
    [summary] = summarise(store.outcomes(loaded, sets.lines(tmp_path / "answers.jsonl"), RULER)).values()
    ours = {name: estimate.value for name, estimate in summary.whole.estimates.items()}
    pairs = {
        "answer_accuracy": "answer", "citation_accuracy": "citation", "answer_and_citation": "both",
        "citation_precision": "citation_precision", "false_refusal": "over_refusal",
        "correct_refusal": "refusal_recall", "quotes_verbatim": "quotes", "p50_ms": "latency_p50",
        "p95_ms": "latency_p95",
    }  # fmt: skip
    assert {their: theirs[their] for their in pairs} == {
        their: pytest.approx(ours[our]) for their, our in pairs.items()
    }
    assert 0 < theirs["answer_and_citation"] < 1 and 0 < theirs["correct_refusal"] < 1, "the file must tell them apart"


def contract_form(asked: Question) -> dict:
    places = [
        {"glossary": place.glossary} if place.glossary else {"appendix": place.appendix} if place.appendix
        else {"chapter": place.chapter, "section": place.section, "box": None}
        for place in asked.cite
    ]  # fmt: skip
    return {
        "id": asked.id, "question": asked.question, "kind": asked.kind, "answerable": asked.answerable,
        "history": [], "gold": asked.gold, "quote": asked.quote, "cite": places,
    }  # fmt: skip
