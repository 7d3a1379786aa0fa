"""The pipeline behind the page: loaded once in the background, asked from many threads."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from corpus.errors import ModelError, PlanError
from corpus.model import Plan
from qa.model import Answer
from web import text

log = logging.getLogger(__name__)


class Assistant(Protocol):
    """What the page needs of the pipeline (`qa.assistant.Assistant`)."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The finished answer."""

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Any]:
        """The stages (values with a `name`), then the answer."""

    def search(self, question: str, *, limit: int = 20) -> Sequence[Any]:
        """What is near in meaning: hits with `passage`, `sentence` and `similarity`."""


class Backend:
    """An assistant on its way: `start` loads it in a thread, `assistant` waits for it."""

    def __init__(self, plan: Plan, load: Callable[[], Assistant]) -> None:
        self.plan = plan
        self._load = load
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._assistant: Assistant | None = None
        self._error: str | None = None

    def start(self) -> None:
        """Begin to load, once; returns at once."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="planqa-load", daemon=True)
                self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether a question is answered without waiting."""
        return self._assistant is not None

    @property
    def error(self) -> str | None:
        """Why loading failed, in one Chinese line."""
        return self._error

    def assistant(self, timeout_s: float = 600.0) -> Assistant:
        """The loaded assistant. Raises ModelError when it failed or takes longer than `timeout_s`."""
        self.start()
        self._done.wait(timeout_s)
        if self._assistant is None:
            raise ModelError(self._error or text.NOT_READY)
        return self._assistant

    def similar(self, words: str, limit: int) -> list[tuple[str, int, int, float]]:
        """Wordings near in meaning: passage id, start, end and cosine (−1 to 1), best first. Raises ModelError."""
        hits = self.assistant().search(words, limit=limit)
        return [(hit.passage.id, hit.sentence.start, hit.sentence.end, hit.similarity) for hit in hits]

    def _run(self) -> None:
        try:
            self._assistant = self._load()
        except PlanError as error:
            self._error = str(error)
            log.error("pipeline not loaded: %s", error)
        except Exception:
            self._error = text.NOT_READY
            log.exception("pipeline not loaded")
        finally:
            self._done.set()
        self._warm_up()

    def _warm_up(self) -> None:
        """Ask once, so that what libraries do at their first use is not waited for by a person."""
        if self._assistant is not None:
            try:
                self._assistant.ask(text.EXAMPLES[0][1][0])
            except Exception:
                log.exception("warm-up failed")
