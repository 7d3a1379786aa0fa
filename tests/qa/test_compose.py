"""What is said: verbatim stretches, short enough, rows and terms whole."""

import pytest

from corpus.load import load
from corpus.model import Span, clean
from index.search import Hit
from qa import compose
from qa.verify import verify

PLAN = load()
FACT_LIMIT, LONG_LIMIT = 400, 800  # of the contract
SENTENCES = [
    pytest.param(p, s, id=f"{p.id}@{s.start}")
    for p in PLAN.passages
    if p.kind in ("paragraph", "box")
    for s in p.sentences
]


def hit_of(passage, sentence, point=None):
    start, end = point or (sentence.start, sentence.end)
    return Hit(passage, sentence, 0, 1, 1.0, 0.9, Span(start, end), None, {})


@pytest.mark.parametrize(("passage", "sentence"), SENTENCES)
def test_a_stretch_is_verbatim_and_short(passage, sentence):
    middle = (sentence.start + sentence.end) // 2
    draft = compose.stretch(PLAN, passage, sentence, (middle, middle + 1), compose.FACT_CHARS)
    proof = draft.proofs[0]
    assert passage.start <= proof.start < proof.end <= passage.end
    assert sentence.start <= proof.start < sentence.end
    said = clean(PLAN.source.text[proof.start : proof.end])
    assert said.rstrip("，；：、。") in draft.text
    assert draft.text.removesuffix("。") in f"{passage.lead}：{said}" or passage.lead in said
    assert len(draft.text) <= FACT_LIMIT
    if len(sentence.text) > compose.FACT_CHARS:
        assert len(said) < len(sentence.text)
    assert not verify([draft], PLAN).dropped


def test_the_point_that_was_found_is_in_the_stretch():
    passage = PLAN.passage("2.1.1")
    sentence = max(passage.sentences, key=lambda s: len(s.text))
    for start in range(sentence.start, sentence.end - 8, 8):
        proof = compose.stretch(PLAN, passage, sentence, (start, start + 8), 60).proofs[0]
        assert proof.start <= start and start + 8 <= proof.end


@pytest.mark.parametrize("passage", [pytest.param(p, id=p.id) for p in PLAN.passages])
@pytest.mark.parametrize(("text", "limit"), [("这是什么", FACT_LIMIT), ("原文有哪些", LONG_LIMIT)])
def test_an_answer_from_any_passage_keeps_to_the_limits(asked, segmenter, passage, text, limit):
    hit = hit_of(passage, passage.sentences[0])
    drafts = compose.drafts(asked(text), [hit], [hit], PLAN, segmenter)
    assert drafts
    said = sum(len(draft.text) + len(f"〔{draft.proofs[0].passage.label}〕") for draft in drafts)
    assert 0 < said <= limit
    assert not verify(drafts, PLAN).dropped


def test_a_lead_phrase_is_given_with_what_it_leads_to(asked, segmenter):
    passage = next(p for p in PLAN.passages if p.lead and p.sentences[0].text.rstrip("。：") == p.lead)
    [draft] = compose.drafts(asked("做什么"), [hit_of(passage, passage.sentences[0])], [], PLAN, segmenter)
    assert draft.text.startswith(passage.lead) and passage.sentences[1].text[:10] in draft.text


def test_a_term_is_answered_with_its_whole_entry(asked, segmenter):
    entry = next(entry for entry in PLAN.glossary if entry.term == "虚拟养老院")
    passage = PLAN.passage(entry.passage_id)
    [draft] = compose.drafts(asked("是什么"), [hit_of(passage, passage.sentences[0])], [], PLAN, segmenter)
    assert entry.term in draft.text and entry.definition.rstrip("。") in draft.text
    assert not draft.text.startswith("\ufffd")


def test_a_place_that_is_said_already_is_not_said_again(asked, segmenter):
    hit = hit_of(PLAN.passage("12.1.1"), PLAN.passage("12.1.1").sentences[0])
    assert len(compose.drafts(asked("床位"), [hit, hit], [hit], PLAN, segmenter)) == 1


def test_nothing_chosen_nothing_said(asked, segmenter):
    assert compose.drafts(asked("床位"), [], [], PLAN, segmenter) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param("婴儿死亡率要控制在多少", "婴儿死亡率控制在3‰以下", id="the-second-of-three-figures"),
        pytest.param("孕产妇死亡率要控制在多少", "孕产妇死亡率控制在10/10万以下", id="the-first-of-three-figures"),
    ],
)
def test_a_figure_is_said_in_the_clause_that_was_asked_for(plan, asked, said):
    sentence = next(
        sentence
        for passage in plan.passages
        for sentence in passage.sentences
        if sentence.text.startswith("到2020年，孕产妇死亡率")
    )
    start, end = compose.nearest_clause(plan, sentence, asked, (sentence.start, sentence.end))
    assert plan.source.text[start:end].rstrip("，").endswith(said)


def test_a_year_does_not_choose_the_clause():
    passage = next(p for p in PLAN.passages if "绿化覆盖率达到35.26%" in p.text)
    sentence = next(s for s in passage.sentences if "绿化覆盖率达到35.26%" in s.text)
    asked = "绿化覆盖率目标是多少；2015年完成了多少"
    start, end = compose.nearest_clause(PLAN, sentence, asked, (sentence.start, sentence.end), own="2015年完成了多少")
    assert "35.26%" in clean(PLAN.source.text[start:end])
