"""Building the index of a plan, and opening the one that fits, building it first where needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import expansion, outside
from corpus.errors import BadInputError, StaleIndexError
from corpus.load import load as load_plan
from corpus.model import Plan
from corpus.settings import Settings
from index import adapt, embed, store, units, vectors
from index.embed import Encoder
from index.search import Searcher
from index.segment import Segmenter
from index.terms import plan_terms

_ROLES = {"sentences": "passage", "points": "passage", "questions": "question", "outside": "question"}
_BM25_CHANNELS = ("sentences", "questions")


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    manifest: store.Manifest
    folder: Path
    encoded: int  # texts that had no kept vector


def _silent(done: int, total: int) -> None:
    """No progress shown."""


def open_searcher(settings: Settings, *, progress: vectors.Progress = _silent, headings: bool = True) -> Searcher:
    """A searcher over the saved index; a missing or stale one is built anew first.

    Without `headings` (for measuring what they bring) the index stands in a folder of its own.
    """
    plan = load_plan(settings.plan)
    records = units.build(plan, expansion.load(plan), outside.load(plan), headings=headings)
    encoder = embed.load(settings)
    segmenter = Segmenter(plan_terms(plan))
    adapter = adapt.load(adapt.file(settings.plan, settings.embedder))
    adapted = adapt.AdaptedEncoder(encoder, adapter)
    wanted = _manifest(settings, plan, records, len(adapted.encode_query("维")), adapter)
    root = _root(settings, headings)
    try:
        stored = store.load(root, wanted)
    except StaleIndexError:
        built = build(settings, encoder=lambda: encoder, segmenter=segmenter, progress=progress, headings=headings)
        stored = store.load(root, wanted, folder=built.folder)  # another process may have put its own in use
    return Searcher(plan, records, stored, adapted, segmenter)


def searcher_in_memory(plan: Plan, encoder: Encoder, *, progress: vectors.Progress = _silent) -> Searcher:
    """A searcher over a plan that is not among the shipped ones; nothing is saved, nothing learned is used."""
    import faiss

    records, segmenter = units.build(plan, ()), Segmenter(plan_terms(plan))
    plain = _plain(records, vectors.VectorCache(), lambda: encoder, progress)
    dense = {}
    for name, matrix in plain.items():
        if len(matrix):
            dense[name] = faiss.IndexFlatIP(matrix.shape[1])
            dense[name].add(matrix)
    return Searcher(plan, records, store.Stored(dense, _sparse(records, segmenter)), encoder, segmenter)


def build(
    settings: Settings,
    *,
    encoder: Callable[[], Encoder],
    segmenter: Segmenter | None = None,
    progress: vectors.Progress = _silent,
    ship: bool = False,
    headings: bool = True,
) -> Built:
    """Build and save the index of the settings' plan; `ship` also writes the vectors that the repository keeps."""
    plan = load_plan(settings.plan)
    records = units.build(plan, expansion.load(plan), outside.load(plan), headings=headings)
    segmenter = segmenter or Segmenter(plan_terms(plan))
    shipped = vectors.shipped_file(plan.source.id, settings.embedder, (settings.query_prefix, settings.passage_prefix))
    cache = vectors.VectorCache(shipped)
    plain = _plain(records, cache, encoder, progress)
    adapter = adapt.load(adapt.file(settings.plan, settings.embedder))
    dense = {name: adapter.apply(matrix) for name, matrix in plain.items()}
    dimension = max(matrix.shape[1] for matrix in dense.values())
    manifest = _manifest(settings, plan, records, dimension, adapter)
    folder = store.save(_root(settings, headings), manifest, dense, _sparse(records, segmenter))
    if ship:
        rows = [(role, [record.text for record in records.channel(name)], plain[name]) for name, role in _ROLES.items()]
        vectors.save(shipped, rows)
    return Built(manifest, folder, cache.encoded)


def train_adapter(settings: Settings, *, encoder: Callable[[], Encoder], progress: vectors.Progress = _silent) -> Path:
    """Learn the map of the settings' plan and embedder from its expansion and keep it; raises PlanError without one."""
    plan = load_plan(settings.plan)
    records = units.build(plan, expansion.load(plan), outside.load(plan))
    if not records.questions:
        raise BadInputError(f"规划“{settings.plan}”没有 {expansion.FILE}，无从学习")
    shipped = vectors.shipped_file(plan.source.id, settings.embedder, (settings.query_prefix, settings.passage_prefix))
    plain = _plain(records, vectors.VectorCache(shipped), encoder, progress)
    path = adapt.file(settings.plan, settings.embedder)
    adapt.save(path, adapt.train(records, plain["questions"], plain["points"]))
    return path


def _plain(
    records: units.Records, cache: vectors.VectorCache, encoder: Callable[[], Encoder], progress: vectors.Progress
) -> dict[str, embed.Vectors]:
    """The vectors of all channels as the embedder gives them."""
    return {
        name: cache.encode(encoder, role, [record.text for record in records.channel(name)], progress)
        for name, role in _ROLES.items()
    }


def _root(settings: Settings, headings: bool) -> Path:
    return settings.index_path / (settings.plan if headings else f"{settings.plan}-no-headings")


def _sparse(records: units.Records, segmenter: Segmenter) -> dict[str, Any]:
    """BM25 rankers (Lucene's form, as bm25s) of the channels that have words."""
    import bm25s

    rankers = {}
    for name in _BM25_CHANNELS:
        texts = [segmenter.words(record.text) for record in records.channel(name)]
        if any(texts):
            ranker = bm25s.BM25(method="lucene")
            ranker.index(texts, show_progress=False)
            rankers[name] = ranker
    return rankers


def _manifest(
    settings: Settings, plan: Plan, records: units.Records, dimension: int, adapter: adapt.Adapter
) -> store.Manifest:
    return store.Manifest(
        format=store.FORMAT,
        plan=plan.source.id,
        source_sha256=plan.source.sha256,
        embedder=settings.embedder,
        prefixes=f"{settings.query_prefix}|{settings.passage_prefix}",
        dimension=dimension,
        adapter=adapter.digest,
        units=len(records.units),
        records_digest=records.digest,
        libraries=store.dependency_versions(),
    )
