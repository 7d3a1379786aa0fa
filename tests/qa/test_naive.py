import numpy as np
import pytest

from corpus.flat import flat
from corpus.load import load
from qa.naive import ANSWER_CHARS, CHUNK_CHARS, NaiveAssistant, chunks, passage_at

WORDS = ("床位", "虚拟养老院", "公共体育服务示范")


class KeywordEncoder:
    """Axis i is 1 when the text holds word i: a reader can predict every similarity."""

    name = "keywords"

    def encode_query(self, text):
        return self.encode_passages([text])[0]

    def encode_passages(self, texts):
        rows = [[*(word in text for word in WORDS), 0.01] for text in texts]
        matrix = np.asarray(rows, dtype=np.float32)
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def plan():
    return load()


@pytest.fixture(scope="module")
def naive(plan):
    return NaiveAssistant(plan, KeywordEncoder())


def test_chunks_are_stretches_of_the_source_in_its_order(plan):
    found = chunks(plan)
    starts = [chunk.metadata["start_index"] for chunk in found]
    assert starts == sorted(starts)
    assert all(len(chunk.page_content) <= CHUNK_CHARS for chunk in found)
    assert all(
        plan.source.text[start:].startswith(chunk.page_content) for start, chunk in zip(starts, found, strict=True)
    )


def test_chunks_leave_out_nothing_but_white_space(plan):
    covered = np.zeros(len(plan.source.text), dtype=bool)
    for chunk in chunks(plan):
        start = chunk.metadata["start_index"]
        covered[start : start + len(chunk.page_content)] = True
    assert not "".join(np.array(list(plan.source.text))[~covered]).strip()


@pytest.mark.parametrize("question", [*WORDS, "越秀区停车场一小时收多少钱？", "", "\ud83d"])
def test_it_answers_with_verbatim_text_and_its_place(naive, plan, question):
    answer = naive.ask(question, ["上一问"])
    [cited] = answer.citations
    assert not answer.refused
    assert 0 < len(answer.answer) <= ANSWER_CHARS
    assert 0 <= answer.confidence <= 1
    assert flat(plan.source.text).find(cited.quote, cited.start, cited.end)
    assert cited.quote.replace(" ", "") == answer.answer.lstrip("\ufffd ").replace(" ", "")


@pytest.mark.parametrize("word", WORDS)
def test_the_nearest_chunk_comes_first(naive, plan, word):
    first, *_ = found = naive.search(word)
    assert word in plan.source.text[first.start : first.end]
    assert len(found) == len(set(found)) == 20


def test_an_offset_leads_to_its_passage(plan):
    passage = plan.passage("12.1.1")
    assert passage_at(plan, passage.start) == passage_at(plan, passage.end - 1) == passage


def test_a_heading_leads_to_what_it_heads(plan):
    heading = next(found for found in plan.headings if found.title == "第一节 合理布局医疗卫生资源")
    assert passage_at(plan, heading.start).id == "12.1.1"


def test_behind_the_last_character_stands_the_last_passage(plan):
    assert passage_at(plan, len(plan.source.text)) == plan.passages[-1]
