"""Search: predictable on a small plan, the same every time and from every thread on the real one."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from index import build, store
from index.search import WEIGHTS

QUESTIONS = ("每千人有几张病床", "地铁八号线什么时候通", "长者饭堂", "GDP目标")
ODD = {
    "empty": "",
    "blank": " \n\t",
    "NUL": "a\x00b",
    "half a surrogate pair": "床位\ud83d",
    "emoji": "😀🏥",
    "markup": "<script>alert(1)</script>",
    "SQL": "'; DROP TABLE plan; --",
    "marks": "？！……",
}


def order(hits):
    return [(hit.unit, hit.fused, hit.similarity, hit.point, dict(hit.channels)) for hit in hits]


@pytest.mark.parametrize(
    ("question", "wording"), [("床位有多少", "床位"), ("养老怎么办", "养老"), ("地铁到哪里", "地铁"), ("保健", "保健")]
)
def test_the_sentence_with_the_word_comes_first(small, question, wording):
    first, *others = build.open_searcher(small).search(question)
    assert wording in first.sentence.text
    assert first.rank == 1
    assert first.similarity > max(hit.similarity for hit in others)
    assert first.similarity == pytest.approx(1.0, abs=1e-3)


def test_hits_lead_into_the_plan_and_are_ranked_from_1(small, small_plan):
    hits = build.open_searcher(small).search("地铁", limit=3)
    assert [hit.rank for hit in hits] == [1, 2, 3]
    assert [hit.fused for hit in hits] == sorted((hit.fused for hit in hits), reverse=True)
    for hit in hits:
        assert hit.sentence in hit.passage.sentences
        assert hit.sentence.start <= hit.point.start < hit.point.end <= hit.sentence.end


def test_a_plan_without_expansions_has_no_channel_of_questions(small):
    searcher = build.open_searcher(small)
    assert set(searcher.channels) == {
        "dense_sentences", "dense_points", "bm25_sentences", "bm25_cover_sentences", "bm25_unit_grams",
    }  # fmt: skip
    assert all(hit.question is None for hit in searcher.search("地铁"))


def test_extra_words_are_looked_for_too(small):
    searcher = build.open_searcher(small)
    weights = {"bm25_sentences": 1.0}
    assert "公交" in searcher.search("坐车", extra="公交", weights=weights, limit=1)[0].sentence.text


def test_what_matched_is_told(small):
    searcher = build.open_searcher(small)
    found = searcher.matched("养老", searcher.search("养老")[0].unit)
    assert set(found) == {"dense_sentences", "dense_points", "bm25_sentences"}
    assert all("养老" in record.text for record in found.values())


def test_a_stale_index_is_built_anew(small, encoder):
    build.open_searcher(small)
    encoder.calls.clear()
    build.open_searcher(small)
    assert encoder.calls == []
    root = small.index_path / "small"
    manifest = root / (root / "current").read_text() / "manifest.json"
    found = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({**found, "source_sha256": "older"}), encoding="utf-8")
    searcher = build.open_searcher(small)
    assert encoder.calls
    assert searcher.search("地铁")


def test_other_prefixes_make_an_index_stale(small, encoder):
    build.open_searcher(small)
    encoder.calls.clear()
    build.open_searcher(replace(small, passage_prefix=""))
    assert encoder.calls


def test_another_process_may_put_its_index_in_use(small, monkeypatch):
    save = store.save

    def save_and_be_overtaken(root, manifest, dense, sparse):
        mine = save(root, manifest, dense, sparse)
        save(root, replace(manifest, embedder="other"), dense, sparse)
        return mine

    monkeypatch.setattr(store, "save", save_and_be_overtaken)
    assert build.open_searcher(small).search("地铁")


def test_two_searches_are_equal(real):
    for question in QUESTIONS:
        assert order(real.search(question)) == order(real.search(question))


def test_threads_find_the_same(real):
    alone = {question: order(real.search(question)) for question in QUESTIONS}
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda question: (question, order(real.search(question))), QUESTIONS * 4))
    assert all(alone[question] == hits for question, hits in found)


@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
def test_odd_questions_find_something_and_break_nothing(real, question):
    hits = real.search(question, limit=5)
    assert len(hits) == 5
    assert np.isfinite([[hit.fused, hit.similarity, *hit.channels.values()] for hit in hits]).all()


def test_every_channel_has_a_weight_and_a_score(real):
    assert set(real.channels) == set(WEIGHTS)
    for hit in real.search(QUESTIONS[0]):
        assert set(hit.channels) == set(WEIGHTS)
        assert -1 <= hit.similarity <= 1.0001


def test_everyday_words_lead_to_the_wording_of_the_plan(real):
    assert "每千人口医疗机构床位数" in "".join(hit.sentence.text for hit in real.search("每千人有几张病床", limit=5))


@pytest.mark.parametrize("limit", [0, 1, 10_000])
def test_the_limit_is_kept(real, limit):
    assert len(real.search("地铁", limit=limit)) == min(limit, len(real.records.units))
