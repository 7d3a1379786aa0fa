"""What can be measured: the project's own pipeline, its variants, or anything that answers in the contract's form.

The pipeline is known here by these protocols only, so that tests can put a small fake in its place.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, cast

from corpus.errors import BadInputError
from corpus.model import Plan, Span
from corpus.settings import Settings, shown
from eval.model import Question
from qa.options import Options

FULL, NAIVE = "full", "naive"


class Finished(Protocol):
    """A finished answer, e.g. `qa.model.Answer`."""

    @property
    def standalone(self) -> str:
        """The question as it was understood."""

    def as_json(self) -> dict[str, Any]:
        """The contract's form."""


class Found(Protocol):
    """A search hit: a stretch of the source."""

    @property
    def start(self) -> int:
        """Inclusive offset."""

    @property
    def end(self) -> int:
        """Exclusive offset."""


class Assistant(Protocol):
    """What answers inside the process, e.g. `qa.assistant.Assistant`."""

    @property
    def plan(self) -> Plan:
        """The plan that it answers from."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Finished:
        """Answer one question."""


class Subject(Protocol):
    """What is measured, wherever it runs."""

    def answer(self, question: Question) -> dict[str, Any]:
        """One answer object of the contract (the id may be missing)."""

    def search(self, question: Question, answer: Mapping[str, Any]) -> list[Span] | None:
        """The stretches that its search ranks for a question, best first; None where it does not tell."""

    def describe(self) -> dict[str, Any]:
        """What identifies it in a record: kind, address, settings."""


class Inside:
    """The project's pipeline in this process."""

    def __init__(self, assistant: Assistant, description: Mapping[str, Any] | None = None) -> None:
        self.assistant = assistant
        self._description = dict(description or {})

    def answer(self, question: Question) -> dict[str, Any]:
        """Ask the assistant."""
        return self.assistant.ask(question.question, question.history).as_json()

    def search(self, question: Question, answer: Mapping[str, Any]) -> list[Span] | None:
        """What the assistant's search ranks for the question as it was understood."""
        search: Callable[[str], Sequence[Any]] | None = getattr(self.assistant, "search", None)
        if search is None:
            return None
        understood = str(answer.get("standalone") or question.question)
        return [_span(hit) for hit in search(understood)] if understood.strip() else []

    def describe(self) -> dict[str, Any]:
        """That it ran inside the process, with its settings and switches."""
        return {"kind": "inside", **self._description}


def load(settings: Settings, *, mode: str = FULL) -> Inside:
    """The project's pipeline, whole, as one of the variants of `eval.ablation`, or the naive reference chain.

    Raises BadInputError for an unknown mode, and whatever loading raises (PlanError).
    """
    described = {"mode": mode, "settings": shown(settings)}
    if mode == FULL:
        return Inside(_product(settings, None), described)
    if mode == NAIVE:
        naive = importlib.import_module("qa.naive")
        return Inside(cast(Assistant, naive.NaiveAssistant.load(settings)), described)
    from eval.ablation import VARIANTS

    known = {variant.name: variant for variant in VARIANTS}
    if mode not in known:
        raise BadInputError(f"不认识方式“{mode}”，可用的有：{'、'.join([FULL, NAIVE, *known])}")
    options = known[mode].options()
    return Inside(_product(settings, options), {**described, "options": repr(options)})


def _product(settings: Settings, options: Options | None) -> Assistant:
    from qa import assistant  # brings in the models' libraries

    return assistant.Assistant.load(settings, options=options)


def _span(hit: Any) -> Span:
    """The stretch of a hit: its sentence where it has one (`index.search.Hit`), else its own offsets."""
    found: Found = getattr(hit, "sentence", hit)
    return Span(found.start, found.end)
