"""`python -m index`: what it prints, and how it fails."""

import doctest
import importlib
import json
import pkgutil

import pytest

import index
from index import build, vectors
from index.__main__ import main

MODULES = [name for _, name, _ in pkgutil.iter_modules(index.__path__, "index.") if not name.endswith("__main__")]


@pytest.fixture
def run(capsys, monkeypatch, small):
    monkeypatch.setattr("index.__main__.settings.from_environment", lambda: small)
    monkeypatch.setattr("corpus.load.load", lambda _: build.load_plan(_))

    def call(*arguments):
        try:
            code = main(list(arguments))
        except SystemExit as stopped:
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_a_build_says_what_it_made_and_shows_progress_apart(run):
    code, out, err = run("build")
    assert code == 0
    assert out.startswith("索引已建好：4 个检索单元，5 维") and out.count("\n") == 1
    assert "建立索引" in err


def test_shipping_keeps_the_vectors(run, tmp_path, monkeypatch):
    monkeypatch.setattr(vectors, "SHIPPED", tmp_path / "shipped")
    monkeypatch.setattr(build.outside, "load", lambda _: ())
    assert "新算向量 8 条" in run("build", "--ship")[1]
    assert [path.name for path in (tmp_path / "shipped").iterdir()] == ["small.keywords.npz"]
    assert "新算向量 0 条" in run("build")[1]


def test_a_search_shows_scores_records_and_every_channel_alone(run):
    code, out, _ = run("search", "地铁", "--limit", "1")
    assert code == 0
    for wanted in ("1  第二章第一节", "配合建设地铁八号线北延段", "向量·句子", "词语·句子", "←", "只用向量·要点"):
        assert wanted in out


def test_a_search_for_programs(run):
    found = json.loads(run("search", "养老", "--json")[1])
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3, 4]
    first = found["hits"][0]
    assert first["label"] == "第一章第二节" and "养老" in first["matched"]["dense_sentences"]
    assert set(first["channels"]) == {
        "dense_sentences", "dense_points", "bm25_sentences", "bm25_cover_sentences", "bm25_unit_grams",
    }  # fmt: skip
    assert len(found["channels"]["dense_points"]) == 4
    assert [hit["label"] for hit in found["channels"]["bm25_sentences"]] == ["第一章第二节"]
    assert found["channels"]["dense_questions"] == []


def test_words(run):
    code, out, err = run("words", "醫療機構的ＡＢＣ")
    assert (code, err) == (0, "")
    assert "分词：" in out and "检索词：" in out and "abc" in out and "医疗" in out
    assert json.loads(run("words", "的", "--json")[1]) == {"text": "的", "cut": ["的"], "words": []}


@pytest.mark.parametrize(
    "arguments",
    [(), ("search",), ("search", "x", "--limit", "0"), ("search", "x", "--limit", "三"), ("bild",), ("build", "x")],
    ids=" ".join,
)
def test_wrong_arguments_are_one_line_and_2(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_failure_is_one_line_and_1(run, monkeypatch):
    from corpus.errors import ModelError

    def fails(_):
        raise ModelError("句向量模型无法加载")

    monkeypatch.setattr(build.embed, "load", fails)
    code, out, err = run("search", "地铁")
    assert (code, out) == (1, "")
    assert err.rstrip().endswith("句向量模型无法加载") and "Traceback" not in err


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
