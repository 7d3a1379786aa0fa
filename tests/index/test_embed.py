"""Encoders: the bundled one from many threads, any other by path, and what is said when none can be loaded."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from corpus.errors import BadSettingError, ModelError
from corpus.settings import Settings
from index import embed

QUESTIONS = [f"{year}年{what}的目标是多少" for year in (2016, 2020) for what in ("床位", "绿地", "就业", "学位")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A model of nine words, saved in a folder: its vectors tell which words and prefixes a text held."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    words = ["[UNK]", "q", "p", "床", "位", "养", "老", "地", "铁"]
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.eye(len(words), dtype=np.float32)
    folder = tmp_path_factory.mktemp("model")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return str(folder)


def test_the_bundled_model_gives_unit_vectors(bundled):
    found = bundled.encode_passages(["床位", "养老"])
    assert (found.shape, found.dtype) == ((2, 384), np.float32)
    assert np.linalg.norm(found, axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert bundled.encode_query("床位").shape == (384,)


def test_questions_and_passages_are_told_apart(bundled):
    assert bundled.encode_query("床位") == pytest.approx(bundled.encode_questions(["床位"])[0], abs=1e-5)
    assert np.abs(bundled.encode_query("床位") - bundled.encode_passages(["床位"])[0]).max() > 1e-3


def test_threads_get_the_same_vectors(bundled):
    alone = [bundled.encode_query(question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(bundled.encode_query, QUESTIONS * 3))
    assert all(np.array_equal(one, other) for one, other in zip(alone * 3, found, strict=True))


def test_very_long_texts_are_cut_like_any_models(bundled):
    assert np.array_equal(bundled.encode_query("床" * 1000), bundled.encode_query("床" * 100_000))


def test_speed_is_recorded(bundled, record_property):
    start = time.perf_counter()
    for question in QUESTIONS:
        bundled.encode_query(question)
    record_property("query_embedding_ms", 1000 * (time.perf_counter() - start) / len(QUESTIONS))


def test_a_model_by_path_serves_through_the_same_interface(tiny):
    encoder = embed.load(Settings(embedder=tiny, query_prefix="q", passage_prefix="p"))
    query, passage = encoder.encode_query("床位"), encoder.encode_passages(["床位"])[0]
    assert np.flatnonzero(query).tolist() == [1, 3, 4]
    assert np.flatnonzero(passage).tolist() == [2, 3, 4]
    assert query @ passage == pytest.approx(2 / 3)
    assert encoder.encode_questions(["床位", "养老"]).shape == (2, 9)


def test_prefixes_may_be_empty(tiny):
    encoder = embed.load(Settings(embedder=tiny, query_prefix="", passage_prefix=""))
    assert encoder.encode_query("床位") == pytest.approx(encoder.encode_passages(["床位"])[0])


def test_the_bundled_model_knows_only_its_own_prefixes():
    with pytest.raises(BadSettingError, match="前缀"):
        embed.load(Settings(query_prefix="问："))


@pytest.mark.parametrize("name", ["./no/such/model", "no such model"])
def test_an_unknown_model_is_one_line(name, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ModelError) as caught:
        embed.load(Settings(embedder=name))
    assert name in str(caught.value)
    assert "无法加载" in str(caught.value)
    assert "\n" not in str(caught.value)
