"""What the tests of the index share: a predictable encoder, a small plan, and the real searcher once."""

import numpy as np
import pytest

from corpus import expansion, outside, settings
from corpus.load import load
from corpus.parse import parse
from corpus.source import from_text
from index import build, embed, units
from index.segment import Segmenter
from index.terms import plan_terms

SMALL = """第一章 医疗卫生
第一节 医院
到2020年，每千人口医疗机构床位数达7.0张。建设区妇幼保健院新址。
第二节 养老
推进居家养老服务，为每个街道配备长者饭堂。
第二章 交通出行
第一节 地铁
配合建设地铁八号线北延段，改善公交接驳。
"""
WORDS = ("床位", "养老", "地铁", "保健")


class KeywordEncoder:
    """Axis i is 1 when the text holds word i: a reader can predict every similarity."""

    name = "keywords"

    def __init__(self, words=WORDS):
        self.words = words
        self.calls = []

    def encode_questions(self, texts):
        self.calls.append(("question", list(texts)))
        return self._encode(texts)

    def encode_passages(self, texts):
        self.calls.append(("passage", list(texts)))
        return self._encode(texts)

    def encode_query(self, text):
        return self._encode([text])[0]

    def _encode(self, texts):
        rows = [[*(word in text for word in self.words), 0.01] for text in texts]
        matrix = np.asarray(rows, dtype=np.float32)
        return matrix / np.linalg.norm(matrix, axis=1, keepdims=True)


@pytest.fixture
def encoder():
    return KeywordEncoder()


@pytest.fixture(scope="session")
def small_plan():
    return parse(from_text(SMALL, {"id": "small", "title": "小规划"}))


@pytest.fixture(scope="session")
def plan():
    return load()


@pytest.fixture(scope="session")
def records(plan):
    return units.build(plan, expansion.load(plan), outside.load(plan))


@pytest.fixture(scope="session")
def segmenter(plan):
    return Segmenter(plan_terms(plan))


@pytest.fixture(scope="session")
def real():
    """The searcher of the page, loaded once."""
    return build.open_searcher(settings.Settings())


@pytest.fixture(scope="session")
def bundled():
    return embed.load(settings.Settings())


@pytest.fixture
def small(monkeypatch, small_plan, encoder, tmp_path):
    """Settings under which the small plan and the predictable encoder are used."""
    monkeypatch.setattr(build, "load_plan", lambda _: small_plan)
    monkeypatch.setattr(build.embed, "load", lambda _: encoder)
    return settings.Settings(plan="small", embedder="keywords", index_dir=str(tmp_path / "index"))
