"""The saved index: atomic, checked, without pickles, safe beside other builds."""

import json
import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import StaleIndexError
from index import store

MANIFEST = store.Manifest(store.FORMAT, "small", "sha", "keywords", "q|p", 2, "none", 2, "digest", "libraries")
DENSE = {"sentences": np.eye(2, dtype=np.float32), "questions": np.zeros((0, 0), dtype=np.float32)}


@pytest.fixture
def sparse():
    import bm25s

    ranker = bm25s.BM25(method="lucene")
    ranker.index([["床位"], ["养老"]], show_progress=False)
    return {"sentences": ranker}


@pytest.fixture
def saved(tmp_path, sparse):
    store.save(tmp_path, MANIFEST, DENSE, sparse)
    return tmp_path


def in_use(root):
    return root / (root / "current").read_text()


def test_what_was_saved_is_loaded(saved):
    found = store.load(saved, MANIFEST)
    assert set(found.dense) == {"sentences", "questions"}
    assert (found.dense["sentences"].ntotal, found.dense["questions"].ntotal) == (2, 0)
    assert list(found.sparse["sentences"].get_scores(["养老"]) > 0) == [False, True]


def test_nothing_is_pickled(saved):
    files = [path for path in saved.rglob("*") if path.is_file()]
    assert {path.suffix for path in files if path.name != "current"} == {".faiss", ".json", ".npy"}
    for path in files:
        if path.suffix == ".npy":
            np.load(path, allow_pickle=False)


@pytest.mark.parametrize(
    "changes",
    [{"plan": "other"}, {"source_sha256": "x"}, {"embedder": "x", "dimension": 3}, {"format": 0, "libraries": "x"}],
    ids=lambda changes: "+".join(changes),
)
def test_every_field_that_differs_is_named(saved, changes):
    with pytest.raises(StaleIndexError) as caught:
        store.load(saved, replace(MANIFEST, **changes))
    assert all(name in str(caught.value) for name in changes)
    assert not any(name in str(caught.value) for name in {"plan", "dimension", "units"} - changes.keys())
    assert "\n" not in str(caught.value)


def test_no_index_yet(tmp_path):
    with pytest.raises(StaleIndexError, match="还没有索引"):
        store.load(tmp_path / "nowhere", MANIFEST)


def cut(path):
    path.write_bytes(path.read_bytes()[:-3])


def flip(path):
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)


@pytest.mark.parametrize("harm", [cut, flip, Path.unlink], ids=["cut", "changed", "missing"])
@pytest.mark.parametrize("pattern", ["sentences.faiss", "questions.faiss", "sentences.bm25/data*.npy", "sums.json"])
def test_a_damaged_index_is_stale(saved, pattern, harm):
    harm(next(in_use(saved).glob(pattern)))
    with pytest.raises(StaleIndexError):
        store.load(saved, MANIFEST)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe"])
def test_a_damaged_manifest_is_stale(saved, content):
    (in_use(saved) / "manifest.json").write_bytes(content)
    with pytest.raises(StaleIndexError):
        store.load(saved, MANIFEST)


@pytest.mark.parametrize("content", [b"", b"build-gone", b"\xff"])
def test_a_damaged_pointer_is_stale_and_built_over(saved, sparse, content):
    (saved / "current").write_bytes(content)
    with pytest.raises(StaleIndexError):
        store.load(saved, MANIFEST)
    store.save(saved, MANIFEST, DENSE, sparse)
    assert store.load(saved, MANIFEST)


@pytest.mark.parametrize("step", ["write_index", "_sums", "_write_json", "replace"])
def test_a_kill_at_any_step_leaves_the_old_index_working(saved, sparse, monkeypatch, step):
    import faiss

    def killed(*_):
        raise KeyboardInterrupt

    before = in_use(saved)
    home = {"write_index": faiss, "replace": Path}.get(step, store)
    with monkeypatch.context() as patched:
        patched.setattr(home, step, killed)
        with pytest.raises(KeyboardInterrupt):
            store.save(saved, replace(MANIFEST, source_sha256="new"), DENSE, sparse)
    assert in_use(saved) == before
    assert store.load(saved, MANIFEST)


def test_a_build_leaves_the_one_before_and_a_running_one_alone(saved, sparse):
    before = in_use(saved)
    running, dead = saved / "build-running", saved / "build-dead"
    running.mkdir()
    dead.mkdir()
    long_ago = time.time() - 3600
    for folder in (dead, before):
        os.utime(folder, (long_ago, long_ago))
    store.save(saved, MANIFEST, DENSE, sparse)
    assert (before.exists(), running.exists(), dead.exists()) == (True, True, False)


def test_builds_at_the_same_time_all_succeed(tmp_path, sparse):
    manifests = [replace(MANIFEST, source_sha256=str(number)) for number in range(8)]
    folders, errors = {}, []

    def build(manifest):
        try:
            folders[manifest] = store.save(tmp_path, manifest, DENSE, sparse)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=build, args=(manifest,)) for manifest in manifests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert in_use(tmp_path) in folders.values()
    for manifest, folder in folders.items():
        assert store.load(tmp_path, manifest, folder=folder)


def test_the_manifest_on_disk_can_be_read_by_people(saved):
    found = json.loads((in_use(saved) / "manifest.json").read_text(encoding="utf-8"))
    assert found["embedder"] == "keywords"


def test_the_versions_name_every_library():
    assert all(f"{name}==" in store.dependency_versions() for name in ("faiss-cpu", "bm25s", "jieba"))
