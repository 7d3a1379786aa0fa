"""The one object that the page, the command line and the evaluation use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.model import Plan
from corpus.settings import Settings
from index.build import open_searcher
from index.search import Hit, Searcher
from qa.chain import AnswerChain, Examined, Stage
from qa.lexicon import Lexicon
from qa.model import Answer
from qa.options import Options
from qa.retrieve import PlanRetriever, channel_weights


def _silent(done: int, total: int) -> None:
    """No progress shown."""


class Assistant:
    """Answers questions about one plan. Threads may share it."""

    def __init__(self, searcher: Searcher, settings: Settings, options: Options) -> None:
        self.plan: Plan = searcher.plan
        self.searcher = searcher
        self._chain = AnswerChain(
            PlanRetriever(
                searcher=searcher,
                weights=channel_weights(options),
                lexicon=Lexicon(searcher.plan) if options.lexicon else None,
            ),
            options,
            max_question_chars=settings.max_question_chars,
        )
        self.runnable = self._chain.runnable

    @classmethod
    def load(
        cls, settings: Settings, *, options: Options | None = None, progress: Callable[[int, int], None] = _silent
    ) -> Assistant:
        """An assistant with its models loaded (some seconds), the index built first where it is missing."""
        chosen = options or Options()
        return cls(open_searcher(settings, progress=progress, headings=chosen.headings), settings, chosen)

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        """The answer to a question; `history` is the earlier user questions, oldest first."""
        return self.runnable.invoke({"question": question, "history": list(history)})

    def stream(self, question: str, history: Sequence[str] = ()) -> Iterator[Stage | Answer]:
        """The stages of the work as they begin, then the answer."""
        return self._chain.stream({"question": question, "history": list(history)})

    def examine(self, question: str, history: Sequence[str] = ()) -> Examined | None:
        """What the refusal decision looks at, the question itself not counted among the known ones.

        None for what a rule or a table query answers before. Used to calibrate the decision.
        """
        return self._chain.examine({"question": question, "history": list(history)}, without=question)

    def search(self, question: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """What the retriever finds for a question, best first."""
        documents = self._chain.retriever.invoke(question)
        return tuple(document.metadata["hit"] for document in documents[:limit])
